"""The spans of the open document as a flat list in reading order, with how deep each is nested.

Kept in step by single rows: a list of 20,000 takes one more in the time a list of ten does.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui import theme
from annotator.gui.drawing import draw_ground, draw_sign, draw_swatch, draw_words, one_line
from annotator.gui.icons import draw_icon
from annotator.gui.panel_frame import as_tooltip
from annotator.gui.row_view import RowView

if TYPE_CHECKING:
    from annotator.gui.session import Session
    from annotator.model.span import Span

_ROOT = QModelIndex()
_INDENT = 14
_LONG = 30
"""Code points of a span that hardly ever fit; the tooltip has more of it then."""
_DEEPEST = 8
"""Deeper nesting is not moved in any further: the words need the room."""

Index = QModelIndex | QPersistentModelIndex


class SpanRows(QAbstractTableModel):
    """The session's spans, all or those whose words or label hold the filter's text."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Span] = []
        self._needle = ""

    # Keeping in step

    def read(self) -> None:
        """Take all spans of the session anew: another document, or a bulk change."""
        self.beginResetModel()
        self._rows = [span for span in self._session.spans if self._fits(span)]
        self.endResetModel()

    def set_filter(self, text: str) -> None:
        """Show only spans whose words or label name hold this; letter case does not matter."""
        needle = " ".join(text.casefold().split())
        if needle != self._needle:
            self._needle = needle
            self.read()

    def put(self, span: Span, former: Span | None) -> None:
        """Take in a new or changed span; ``former`` is what it was when the list last heard of it."""
        old = -1 if former is None else self.row_of(former)
        fits = self._fits(span)
        if old >= 0 and fits and former is not None and former.sort_key == span.sort_key:
            self._rows[old] = span
            index = self.index(old, 0)
            self.dataChanged.emit(index, index)
            return
        if old >= 0:
            self._take_out(old)
        if fits:
            row = bisect_left(self._rows, span.sort_key, key=_sort_key)
            self.beginInsertRows(_ROOT, row, row)
            self._rows.insert(row, span)
            self.endInsertRows()

    def drop(self, span: Span) -> None:
        """Take a span out that is no more."""
        row = self.row_of(span)
        if row >= 0:
            self._take_out(row)

    def _take_out(self, row: int) -> None:
        self.beginRemoveRows(_ROOT, row, row)
        del self._rows[row]
        self.endRemoveRows()

    def _fits(self, span: Span) -> bool:
        if not self._needle:
            return True
        if self._needle in self._session.label(span.label).name.casefold():
            return True
        return self._needle in " ".join(self.words(span).casefold().split())

    # Reading

    @property
    def filtered(self) -> bool:
        return bool(self._needle)

    def span_at(self, row: int) -> Span:
        return self._rows[row]

    def row_of(self, span: Span | None) -> int:
        """The row of the span with this id and place, or -1 if it is not shown."""
        if span is None:
            return -1
        row = bisect_left(self._rows, span.sort_key, key=_sort_key)
        return row if row < len(self._rows) and self._rows[row].id == span.id else -1

    def words(self, span: Span) -> str:
        document = self._session.document
        return "" if document is None else span.text_in(document.text)

    def depth(self, span: Span) -> int:
        """How far to move the row in; a filtered list is flat, for what encloses may be missing."""
        return 0 if self._needle else min(self._session.spans.depth(span), _DEEPEST)

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(self.words(self._rows[index.row()]))
        if role == Qt.ItemDataRole.ToolTipRole:
            text = one_line(self.words(self._rows[index.row()]))
            return as_tooltip(text) if len(text) > _LONG else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            span = self._rows[index.row()]
            name = self._session.label(span.label).name
            parts = [name, one_line(self.words(span))]
            depth = self.depth(span)
            if depth:
                parts.append(self.tr("level {depth}").format(depth=depth + 1))
            if span.doubt:
                parts.append(self.tr("in doubt"))
            if span.note:
                parts.append(self.tr("with a note"))
            return ", ".join(parts)
        return None


def _sort_key(span: Span) -> tuple[int, int, int]:
    return span.sort_key


class SpanDelegate(QStyledItemDelegate):
    """Paints one span: swatch and key letter of its label, its words, and whether it has a note or a doubt."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._faces: tuple[QFont, QFont, QFont, float] | None = None

    def _faces_of(self, font: QFont) -> tuple[QFont, QFont, float]:
        """Faces of the words and of the key letter, and the letter's room, for a view's font."""
        if self._faces is None or self._faces[0] != font:
            letter = theme.scaled(font, 0.94 * 0.78, bold=True)
            room = QFontMetricsF(letter).horizontalAdvance("M") + 5
            self._faces = QFont(font), theme.scaled(font, 0.94), letter, room
        return self._faces[1:]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        view, row = option.widget, index.row()
        if not isinstance(view, RowView) or not isinstance(model, SpanRows):
            return
        span = model.span_at(row)
        area = QRectF(option.rect).adjusted(8, 0.5, -8, -0.5)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        selected = self._session.selected
        painter.save()
        draw_ground(
            painter,
            area,
            chosen=selected is not None and selected.id == span.id,
            hovered=view.hovered_row() == row,
            focused=view.has_keys(row),
        )
        self._paint_span(painter, area, span, model, option.font, mirrored=mirrored)
        painter.restore()

    def _paint_span(
        self, painter: QPainter, area: QRectF, span: Span, model: SpanRows, font: QFont, *, mirrored: bool
    ) -> None:
        colours = theme.current()
        label = self._session.label(span.label)
        shades = colours.label_colours(label)
        visible = self._session.is_visible(span)
        middle = area.center().y()
        indent = 8 + _INDENT * model.depth(span)
        words_font, letter_font, room = self._faces_of(font)

        def place(left: float, width: float) -> QRectF:
            """A stretch of the row, counted from the side where reading begins."""
            start = area.right() - left - width if mirrored else area.left() + left
            return QRectF(start, area.top(), width, area.height())

        swatch = place(indent, 9).center()
        draw_swatch(painter, QPointF(swatch.x(), middle), 9, shades, dim=not visible)
        painter.setFont(letter_font)
        painter.setPen(shades.text)
        draw_sign(painter, place(indent + 13, room), label.key.upper())
        words = one_line(model.words(span))
        end = area.width() - 8
        for shown, icon in ((bool(span.note), "note"), (span.doubt, "doubt")):
            if shown:
                mark = QRectF(0, 0, 13, 13)
                mark.moveCenter(place(end - 13, 13).center())
                draw_icon(painter, mark, icon, colours.warn if icon == "doubt" else colours.muted)
                end -= 17
        start = indent + 13 + room + 4
        painter.setFont(words_font)
        painter.setPen(colours.ink if visible else colours.muted)
        draw_words(painter, place(start, end - start), words, right_to_left=mirrored or None)
