"""The list of documents as a model: ids of all, rows of those that were painted.

100,000 documents cost 100,000 integers; what a row shows is read by pages of a hundred when it is first in
sight. Texts are never read.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui import theme
from annotator.gui.drawing import draw_ground, draw_status, draw_words, is_right_to_left, one_line
from annotator.gui.panel_frame import as_tooltip
from annotator.gui.row_view import RowView
from annotator.model.document import Status
from annotator.model.errors import DamagedError
from annotator.store import queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

    from annotator.model.document import DocumentRow
    from annotator.store.project import Project

_PAGE = 100
_CACHED = 20 * _PAGE
_ROOT = QModelIndex()
_LONG = 26
"""Code points of a title that hardly ever fit; the tooltip has all of it then."""

Index = QModelIndex | QPersistentModelIndex


class DocumentRows(QAbstractTableModel):
    """Ids in the order shown, and a cache of rows filled when they are painted."""

    damaged = Signal(str)
    """The sentence of a DamagedError: rows that cannot be read are shown as gone."""

    def __init__(self, project: Project, annotator: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._annotator = annotator
        self._ids: list[int] = []
        self._cache: dict[int, DocumentRow | None] = {}
        self.current: int | None = None
        """Id of the document that is open."""

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these documents, in this order, and read their rows anew."""
        self.beginResetModel()
        self._ids = list(ids)
        self._cache.clear()
        self.endResetModel()

    @property
    def ids(self) -> Sequence[int]:
        return self._ids

    def row_of(self, document: int | None) -> int:
        """Where the document stands, or -1 if it is not shown."""
        try:
            return self._ids.index(document)  # type: ignore[arg-type]  # None is in no list
        except ValueError:
            return -1

    def document_row(self, row: int) -> DocumentRow | None:
        """What is shown there; None for a document that has gone since."""
        document = self._ids[row]
        if document not in self._cache:
            if len(self._cache) > _CACHED:
                self._cache.clear()
            start = row - row % _PAGE
            page = self._ids[start : start + _PAGE]
            self._cache.update(dict.fromkeys(page))
            for found in self._read(page):
                self._cache[found.id] = found
        return self._cache.get(document)

    def _read(self, page: Sequence[int]) -> list[DocumentRow]:
        try:
            return queries.document_rows(self._project, page, self._annotator)
        except DamagedError as error:
            self.damaged.emit(str(error))
        whole: list[DocumentRow] = []
        for document in page:
            with suppress(DamagedError):
                whole += queries.document_rows(self._project, [document], self._annotator)
        return whole

    def patch(self, document: int, *, status: Status | None = None, spans: int = 0) -> None:
        """Take a change into a row that was already read: a new status, more or fewer spans.

        One that was not read yet will be right when it is.
        """
        known = self._cache.get(document)
        if known is not None:
            self._cache[document] = known._replace(
                status=known.status if status is None else status, spans=max(0, known.spans + spans)
            )

    def say_changed(self, document: int) -> None:
        """Have the row of one document painted again."""
        row = self.row_of(document)
        if row >= 0:
            index = self.index(row, 0)
            self.dataChanged.emit(index, index)

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in _TEXT_ROLES:
            return None
        shown = self.document_row(index.row())
        if shown is None:
            return self.tr("(gone)")
        title = title_of(shown)
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tooltip(title) if len(title) > _LONG else None
        parts = [title, second_line(shown, QLocale()), status_name(shown.status)]
        parts.append(self.tr("%Ln span(s)", "", shown.spans))
        return ", ".join(part for part in parts if part)


_TEXT_ROLES = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole})


def title_of(row: DocumentRow) -> str:
    """The title on one line; a document without one goes by its key."""
    return one_line(row.title) or row.key


def status_name(status: Status) -> str:
    """The status in the user's language."""
    match status:
        case Status.NEW:
            return QCoreApplication.translate("Status", "new")
        case Status.IN_PROGRESS:
            return QCoreApplication.translate("Status", "in progress")
        case Status.DONE:
            return QCoreApplication.translate("Status", "done")
        case Status.SKIPPED:
            return QCoreApplication.translate("Status", "skipped")


def second_line(row: DocumentRow, locale: QLocale) -> str:
    """Source and date; for a document with neither its key."""
    parts = [one_line(str(row.meta.get("source") or "")), short_date(row.meta.get("date"), locale)]
    shown = [part for part in parts if part] or ([row.key] if row.title else [])
    # Isolated, so that an Arabic source leaves the date behind it in one piece.
    return " · ".join(f"\u2068{part}\u2069" for part in shown)


def short_date(value: object, locale: QLocale) -> str:
    """A date as people write it, without this year; what is no ISO date stays as it is."""
    if not isinstance(value, str | int):
        return ""
    text = one_line(str(value), 40)
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return spoken_date(QDate(day.year, day.month, day.day), locale, year=day.year != date.today().year)


def spoken_date(day: QDate, locale: QLocale, *, year: bool = True) -> str:
    """A day with its month's short name, in the order and with the points of the window's language."""
    pattern = QCoreApplication.translate("Time", "d MMM yyyy") if year else QCoreApplication.translate("Time", "d MMM")
    return locale.toString(day, pattern)


class DocumentDelegate(QStyledItemDelegate):
    """Paints one document: status, title, source and date, number of spans."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._locale = QLocale()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        view, row = option.widget, index.row()
        if not isinstance(view, RowView) or not isinstance(model, DocumentRows):
            return
        shown = model.document_row(row)
        font = option.font
        area = QRectF(option.rect).adjusted(8, 1, -8, -1)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        chosen = shown is not None and shown.id == model.current
        painter.save()
        draw_ground(
            painter,
            area,
            chosen=chosen,
            hovered=view.hovered_row() == row,
            focused=view.has_keys(row),
        )
        if shown is None:
            painter.setPen(theme.current().faint)
            draw_words(painter, area.adjusted(30, 0, -8, 0), str(index.data()))
        else:
            self._paint_row(painter, area, shown, font, chosen=chosen, mirrored=mirrored)
        painter.restore()

    def _paint_row(
        self, painter: QPainter, area: QRectF, row: DocumentRow, font: QFont, *, chosen: bool, mirrored: bool
    ) -> None:
        colours = theme.current()
        title_font = theme.scaled(font, 1.0, bold=chosen)
        small = theme.scaled(font, 0.82)
        line, small_line = QFontMetricsF(title_font).height(), QFontMetricsF(small).height()
        text = second_line(row, self._locale)
        tall = line + small_line + 3 if text else line
        top = area.top() + (area.height() - tall) / 2
        side = area.right() - 16 if mirrored else area.left() + 16
        draw_status(painter, QPointF(side, top + line / 2), 10, row.status)

        painter.setFont(small)
        painter.setPen(colours.muted)
        number = self._locale.toString(row.spans) if row.spans else ""
        room = QFontMetricsF(small).horizontalAdvance(number) + 8 if number else 0.0
        inner = area.adjusted(11, 0, -30, 0) if mirrored else area.adjusted(30, 0, -11, 0)
        second = QRectF(inner.left(), top + line + 3, inner.width(), small_line)
        first = QRectF(inner.left(), top, inner.width(), line)
        draw_words(painter, first, number, right_to_left=not mirrored)
        if mirrored:
            inner.setLeft(inner.left() + room)
            first.setLeft(inner.left())
        else:
            first.setRight(first.right() - room)
        title = title_of(row)
        backwards = is_right_to_left(title) or mirrored
        draw_words(painter, second, text, right_to_left=backwards)
        painter.setFont(title_font)
        painter.setPen(colours.ink)
        draw_words(painter, first, title, right_to_left=backwards)
