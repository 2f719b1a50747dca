"""The project's history as a model: ids of all entries, read bit by bit, and what was in sight of them.

The newest are there at once, however long the history; the others come while nobody waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui import theme
from annotator.gui.drawing import draw_ground, draw_words, is_right_to_left, isolate_quotes, one_line
from annotator.gui.edit_titles import spoken_title
from annotator.gui.panel_frame import as_tooltip
from annotator.gui.row_view import RowView
from annotator.gui.span_details import spoken_time
from annotator.model.errors import AnnotatorError
from annotator.store import log
from annotator.store.log import Wanted

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from annotator.store.log import Entry
    from annotator.store.project import Project

_PAGE = 100
_CACHED = 20 * _PAGE
_ROOT = QModelIndex()
_LONG = 60
"""Code points of a title that may not fit; the tooltip has all of it then."""

Index = QModelIndex | QPersistentModelIndex


class LogRows(QAbstractTableModel):
    """Entries that are wanted, newest first."""

    grown = Signal()
    """There are more rows, or it is known that there are no more."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._wanted = Wanted()
        self._ids: list[int] = []
        self._cache: dict[int, Entry] = {}
        self._after: int | None = None
        self._newest = 0
        """Entries up to this one were looked at."""
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._read_on)

    # Keeping in step

    def show_wanted(self, wanted: Wanted) -> None:
        """Show only entries that are wanted, and read them anew."""
        self._wanted = wanted
        self.beginResetModel()
        self._ids, self._cache = [], {}
        self.endResetModel()
        self._after, self._newest = log.NEWEST, log.NEWEST
        self._read_on()

    def take_newest(self) -> None:
        """Entries came: show those that are wanted, and see anew which still stand."""
        if self._after == log.NEWEST:
            return  # none was read yet
        try:
            new = log.ids(self._project, self._wanted, above=self._newest, spoken=spoken_title).ids
            self._newest = log.newest(self._project)
        except AnnotatorError:
            return  # busy: the next edit brings them along
        if new:
            self.beginInsertRows(_ROOT, 0, len(new) - 1)
            self._ids[:0] = new
            self.endInsertRows()
        self._cache.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))
        self.grown.emit()

    def stop(self) -> None:
        """Read no further: the project is about to close."""
        self._more.stop()
        self._after = None

    @property
    def is_reading(self) -> bool:
        """Whether older entries are still to come."""
        return self._after is not None

    def _read_on(self) -> None:
        if self._after is None:
            return
        try:
            if self._after == log.NEWEST:
                self._newest = log.newest(self._project)
            found, self._after = log.ids(self._project, self._wanted, self._after, spoken=spoken_title)
        except AnnotatorError:
            self._more.start(500)  # busy: there is no hurry
            return
        if found:
            self.beginInsertRows(_ROOT, len(self._ids), len(self._ids) + len(found) - 1)
            self._ids += found
            self.endInsertRows()
        if self._after is not None:
            self._more.start(0)
        self.grown.emit()

    # Reading

    @property
    def ids(self) -> list[int]:
        return self._ids

    def entry(self, row: int) -> Entry | None:
        """What is shown there; None where it cannot be read."""
        id = self._ids[row]
        if id not in self._cache:
            if len(self._cache) > _CACHED:
                self._cache.clear()
            start = row - row % _PAGE
            try:
                found = log.entries(self._project, self._ids[start : start + _PAGE])
            except AnnotatorError:
                return None
            self._cache.update((entry.id, entry) for entry in found)
        return self._cache.get(id)

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        entry = self.entry(index.row()) if index.isValid() and role in wanted else None
        if entry is None:
            return None
        title = title_of(entry)
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tooltip(title) if len(title) > _LONG else None
        return ", ".join([title, *remarks(entry), spoken_time(entry.time, QLocale()), second_line(entry, QLocale())])


def title_of(entry: Entry) -> str:
    """What an entry is called, on one line."""
    title = one_line(spoken_title(entry.title))
    if entry.kind == "undo":
        return QCoreApplication.translate("History", "Undo: {title}").format(title=title)
    if entry.kind == "redo":
        return QCoreApplication.translate("History", "Redo: {title}").format(title=title)
    return title


def remarks(entry: Entry) -> list[str]:
    """What is to be said of an entry besides."""
    found = []
    if entry.taken_back:
        found.append(QCoreApplication.translate("History", "taken back"))
    if entry.compacted:
        found.append(QCoreApplication.translate("History", "compacted"))
    return found


def second_line(entry: Entry, locale: QLocale) -> str:
    """Who did it, on what, and how much it was."""
    parts = [one_line(entry.annotator, 60), one_line(entry.document_title, 200), *_counts(entry, locale)]
    return "  ·  ".join(part for part in parts if part)


def _counts(entry: Entry, locale: QLocale) -> list[str]:
    counts = entry.counts
    said = []
    if "documents" in counts:
        said.append(QCoreApplication.translate("History", "%Ln document(s)", "", counts["documents"]))
    if "spans" in counts:
        said.append(QCoreApplication.translate("History", "%Ln span(s)", "", counts["spans"]))
    if counts.get("relations"):
        said.append(QCoreApplication.translate("History", "%Ln relation(s)", "", counts["relations"]))
    if counts.get("suggestions"):
        said.append(QCoreApplication.translate("History", "%Ln suggestion(s)", "", counts["suggestions"]))
    return said


class LogDelegate(QStyledItemDelegate):
    """Paints one entry: its title and time above, who and where below; what was taken back is struck out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._locale = QLocale()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, view = index.model(), option.widget
        if not isinstance(view, RowView) or not isinstance(model, LogRows):
            return
        row = index.row()
        area = QRectF(option.rect).adjusted(8, 1, -8, -1)
        painter.save()
        draw_ground(
            painter,
            area,
            chosen=view.currentIndex().row() == row,
            hovered=view.hovered_row() == row,
            focused=view.has_keys(row),
        )
        entry = model.entry(row)
        if entry is not None:
            self._paint_entry(painter, area.adjusted(10, 0, -10, 0), entry, option.font, option.direction)
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, area: QRectF, entry: Entry, font: QFont, direction: Qt.LayoutDirection
    ) -> None:
        colours = theme.current()
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        title_font, small = theme.scaled(font, 1.0), theme.scaled(font, 0.85)
        title_font.setStrikeOut(entry.taken_back)
        line, small_line = QFontMetricsF(title_font).height(), QFontMetricsF(small).height()
        top = area.top() + (area.height() - line - small_line - 3) / 2
        first = QRectF(area.left(), top, area.width(), line)
        second = QRectF(area.left(), top + line + 3, area.width(), small_line)

        painter.setFont(small)
        painter.setPen(colours.muted)
        time = spoken_time(entry.time, self._locale)
        draw_words(painter, first, time, right_to_left=not mirrored)
        draw_words(painter, second, " · ".join(remarks(entry)), right_to_left=not mirrored)
        below = isolate_quotes(second_line(entry, self._locale))
        rest = _beside(second, QFontMetricsF(small).horizontalAdvance(" · ".join(remarks(entry))), mirrored=mirrored)
        draw_words(painter, rest, below, right_to_left=mirrored)
        rest = _beside(first, QFontMetricsF(small).horizontalAdvance(time), mirrored=mirrored)
        painter.setFont(title_font)
        painter.setPen(colours.muted if entry.taken_back else colours.ink)
        title = isolate_quotes(title_of(entry))
        draw_words(painter, rest, title, right_to_left=mirrored or is_right_to_left(title))


def _beside(line: QRectF, taken: float, *, mirrored: bool) -> QRectF:
    """What of a line is left beside words at its end."""
    room = taken + 14 if taken else 0.0
    return line.adjusted(room, 0, 0, 0) if mirrored else line.adjusted(0, 0, -room, 0)
