"""The spans of the open document as a flat list in reading order, with how deep each is nested.

What is only suggested stands among them, dimmed.

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
from annotator.gui.drawing import draw_ground, draw_sign, draw_swatch, draw_words, one_line, width_of
from annotator.gui.icons import draw_icon
from annotator.gui.panel_frame import as_tooltip
from annotator.gui.row_view import RowView
from annotator.model.suggestion import Suggestion

if TYPE_CHECKING:
    from annotator.gui.session import Session
    from annotator.model.span import Span

    Item = Span | Suggestion

_ROOT = QModelIndex()
_INDENT = 14
_LONG = 30
"""Code points of a span that hardly ever fit; the tooltip has more of it then."""
_DEEPEST = 8
"""Deeper nesting is not moved in any further: the words need the room."""

Index = QModelIndex | QPersistentModelIndex


class SpanRows(QAbstractTableModel):
    """The session's spans and suggestions, all or those whose words or label hold the filter's text."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Item] = []
        self._suggested = 0
        self._needle = ""

    # Keeping in step

    def read(self) -> None:
        """Take all spans of the session anew: another document, or a bulk change."""
        self.beginResetModel()
        self._rows = [span for span in self._session.spans if self._fits(span)]
        suggested = [one for one in self._session.suggestions.visible() if self._fits(one)]
        self._suggested = len(suggested)
        if suggested:
            self._rows = sorted([*self._rows, *suggested], key=_sort_key)
        self.endResetModel()

    def set_filter(self, text: str) -> None:
        """Show only spans whose words or label name hold this; letter case does not matter."""
        needle = " ".join(text.casefold().split())
        if needle != self._needle:
            self._needle = needle
            self.read()

    def put(self, span: Item, former: Item | None) -> None:
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
            row = bisect_left(self._rows, _sort_key(span), key=_sort_key)
            self.beginInsertRows(_ROOT, row, row)
            self._rows.insert(row, span)
            self._suggested += isinstance(span, Suggestion)
            self.endInsertRows()

    def drop(self, span: Item) -> None:
        """Take a span out that is no more, or a suggestion that was decided on."""
        row = self.row_of(span)
        if row >= 0:
            self._take_out(row)

    def _take_out(self, row: int) -> None:
        self.beginRemoveRows(_ROOT, row, row)
        self._suggested -= isinstance(self._rows.pop(row), Suggestion)
        self.endRemoveRows()

    def _fits(self, span: Item) -> bool:
        if not self._needle:
            return True
        if self._needle in self._session.label(span.label).name.casefold():
            return True
        if isinstance(span, Suggestion) and self._needle in self._session.suggestions.provider(span).casefold():
            return True
        return self._needle in " ".join(self.words(span).casefold().split())

    # Reading

    @property
    def filtered(self) -> bool:
        return bool(self._needle)

    @property
    def suggested(self) -> int:
        """How many of the rows are suggestions."""
        return self._suggested

    def span_at(self, row: int) -> Item:
        return self._rows[row]

    def row_of(self, span: Item | None) -> int:
        """The row of the span or suggestion with this id and place, or -1 if it is not shown."""
        if span is None:
            return -1
        key = _sort_key(span)
        row = bisect_left(self._rows, key, key=_sort_key)
        return row if row < len(self._rows) and _sort_key(self._rows[row]) == key else -1

    def words(self, span: Item) -> str:
        document = self._session.document
        return "" if document is None else span.text_in(document.text)

    def depth(self, span: Item) -> int:
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
            if isinstance(span, Suggestion):
                who = self._session.suggestions.provider(span)
                parts.append(self.tr("suggested by {provider}").format(provider=who))
                return ", ".join(parts)
            if span.doubt:
                parts.append(self.tr("in doubt"))
            if span.note:
                parts.append(self.tr("with a note"))
            return ", ".join(parts)
        return None


def _sort_key(item: Item) -> tuple[int, int, int, int]:
    """Reading order; of a span and a suggestion at one place, the span goes first."""
    start, end, id = item.sort_key
    return (start, end, int(isinstance(item, Suggestion)), id)


class SpanDelegate(QStyledItemDelegate):
    """Paints one span: swatch and key letter of its label, its words, and whether it has a note or a doubt.

    A suggestion has a hollow swatch, dimmed words and its provider.
    """

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
        item = model.span_at(row)
        area = QRectF(option.rect).adjusted(8, 0.5, -8, -0.5)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        suggested = isinstance(item, Suggestion)
        selected = self._session.suggestions.selected if suggested else self._session.selected
        painter.save()
        draw_ground(
            painter,
            area,
            chosen=selected is not None and selected.id == item.id,
            hovered=view.hovered_row() == row,
            focused=view.has_keys(row),
        )
        self._paint_item(painter, area, item, model, option.font, mirrored=mirrored)
        painter.restore()

    def _paint_item(
        self, painter: QPainter, area: QRectF, span: Item, model: SpanRows, font: QFont, *, mirrored: bool
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
        suggested = isinstance(span, Suggestion)
        draw_swatch(painter, QPointF(swatch.x(), middle), 9, shades, dim=suggested or not visible)
        painter.setFont(letter_font)
        painter.setPen(shades.text)
        draw_sign(painter, place(indent + 13, room), label.key.upper())
        words = one_line(model.words(span))
        end = area.width() - 8
        start = indent + 13 + room + 4
        painter.setFont(words_font)
        if isinstance(span, Suggestion):
            # At most a third of the row: the words are what one decides on.
            who = self._session.suggestions.provider(span)
            painter.setPen(colours.muted)
            width = min(width_of(painter, who, area), (end - start) / 3)
            draw_words(painter, place(end - width, width), who, right_to_left=not mirrored)
            end -= width + 8
        marks = () if isinstance(span, Suggestion) else ((bool(span.note), "note"), (span.doubt, "doubt"))
        for shown, icon in marks:
            if shown:
                mark = QRectF(0, 0, 13, 13)
                mark.moveCenter(place(end - 13, 13).center())
                draw_icon(painter, mark, icon, colours.warn if icon == "doubt" else colours.muted)
                end -= 17
        painter.setPen(colours.ink if visible and not suggested else colours.muted)
        draw_words(painter, place(start, end - start), words, right_to_left=mirrored or None)
