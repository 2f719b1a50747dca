"""How spans look on the page: tints behind the words, lanes below them, names where there is room.

The painter draws only what lies in sight. It reads spans and colours and keeps nothing between two paints but
the faces of its letters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from annotator.gui import theme
from annotator.gui.line_geometry import LanePitch, Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFont, QTextDocument

    from annotator.gui.session import Session
    from annotator.model.offsets import ShownText
    from annotator.model.span import Extent, Span
    from annotator.model.suggestion import Suggestion

_LINE = 2.0
_DASH = 4.0
"""Length of a dash, in widths of the line."""
_TURNS = 3
"""Spans that take turns on a lane; of more, those above lie over the deeper ones."""
_NAME_INSET = 1.0
_STRONG = 0.30
"""Share of a label's colour behind the words of the selected span."""


class Marks:
    """What the page shows besides spans; extents in code points."""

    __slots__ = ("current_find", "finds", "gone", "linked", "moved", "name_preview", "statement_preview")

    def __init__(self) -> None:
        self.name_preview: Extent | None = None
        self.statement_preview: Extent | None = None
        self.finds: list[Extent] = []
        self.current_find = -1
        self.gone: list[Extent] = []
        self.moved: Extent | None = None
        """Where the selected span would lie if the drag of its end stopped now."""
        self.linked: tuple[Extent, ...] = ()
        """The pieces of the span that is about to be linked to another one."""


class SpanPainter:
    """Paints the spans of a session's open document over one range of it."""

    def __init__(self, session: Session, name_font: QFont, pitch: LanePitch) -> None:
        self._session = session
        self._font = name_font
        self._metrics = QFontMetricsF(name_font)
        self._pitch = pitch
        self._taken: dict[float, list[tuple[float, float]]] = {}
        """Stretches of x where a name stands already, by the height of its lane."""
        self._known: dict[tuple[int, int], list[Piece]] = {}
        self._deep: list[Span] = []
        """Spans in sight that share the last lane with deeper ones, or are deeper themselves."""

    def paint(
        self, painter: QPainter, document: QTextDocument, shown: ShownText, within: tuple[int, int], marks: Marks
    ) -> None:
        """Paint everything below the letters, between two positions of the shown text."""
        session = self._session
        start, end = shown.to_stored(within[0]), shown.to_stored(within[1], up=True)
        self._document, self._shown, self._within, self._painter = document, shown, within, painter
        self._known.clear()
        painter.setFont(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        spans = [span for span in session.spans.overlapping(start, end) if session.is_visible(span)]
        selected = session.selected
        for span in sorted(spans, key=lambda s: (-s.length, -s.id)):
            if selected is None or span.id != selected.id:
                self._tint(span, theme.current().label_colours(session.label(span.label)).tint)
        if selected is not None and session.is_visible(selected):
            self._tint_selected(selected, spans)
        self._paint_finds(marks, start, end)
        if session.show_others and not session.plain:
            for span in session.others.overlapping(start, end):
                self._dimmed(span)
        self._taken.clear()
        self._deep = [span for span in spans if session.spans.lane(span.id) >= self._pitch.count - 1]
        chosen = selected.id if selected is not None else None
        last = self._pitch.count - 1
        # On the shared last lane the selected span's name stands, where another's would have hidden its doubt.
        lane = session.spans.lane
        for span in sorted(spans, key=lambda s: (min(lane(s.id), last), s.id != chosen, lane(s.id))):
            self._lane(span, span.id == chosen)
        for span in self._deep:
            if span.id == chosen:
                self._strong_lane(span, last)
        self._paint_suggestions(start, end, spans)
        self._paint_marks(marks)

    # Tints

    def _tint(self, span: Span, colour: QColor) -> None:
        for piece in self._pieces_of(span.pieces):
            for rect in piece.rects:
                self._painter.fillRect(rect, colour)

    def _tint_selected(self, span: Span, around: Iterable[Span]) -> None:
        """The selected span has its whole extent drawn strongly; spans inside it keep their own colour.

        None is mixed with another: green over violet was grey, and a label's colour is its name.
        """
        self._tint(span, self._strong(span))
        for inner in sorted(around, key=lambda s: (-s.length, -s.id)):
            if inner.id != span.id and inner.length < span.length and span.extent.covers(inner.extent):
                self._tint(inner, self._strong(inner))

    def _strong(self, span: Span) -> QColor:
        line = theme.current().label_colours(self._session.label(span.label)).line
        return _blend(line, theme.current().page, _STRONG)

    # Lanes

    def _lane(self, span: Span, selected: bool) -> None:
        label = self._session.label(span.label)
        colours = theme.current().label_colours(label)
        lane = min(self._session.spans.lane(span.id), self._pitch.count - 1)
        sharing = self._sharing(span) if lane == self._pitch.count - 1 else [span.id]
        shared = len(sharing) - 1
        marks = (" ?" if span.doubt else "") + (" ✎" if span.note else "")
        count = f" +{shared}" if shared else ""
        pen = QPen(colours.line, _LINE + (1 if selected else 0))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if shared:
            # The spans that share a lane take turns, so that each colour is seen in the gaps of the others.
            # More than a few would leave gaps as long as words where only one of them is.
            turns = min(len(sharing), _TURNS)
            pen.setDashPattern([_DASH, _DASH * (turns - 1)])
            pen.setDashOffset(-_DASH * (sharing.index(span.id) % turns))
        ends: list[tuple[Piece, float]] = []
        for piece in self._pieces_of(span.pieces):
            y = piece.bottom + self._pitch.gap + lane * self._pitch.height
            self._painter.setPen(pen)
            self._bars(piece, y)
            letter = label.key.upper() or label.name[:1].upper()
            wanted = (label.name + marks + count, letter + marks, letter + marks[:2]) if piece.first else (letter,)
            self._name(piece, y, wanted, colours.text)
            ends.append((piece, y))
        if selected and ends:
            self._ends(ends, colours.line)
        if len(span.fragments) > 1:
            self._gaps(ends, colours.line)

    def _strong_lane(self, span: Span, lane: int) -> None:
        """The selected span's lane once more, above the others that share it and without gaps."""
        pen = QPen(theme.current().label_colours(self._session.label(span.label)).line, _LINE + 1)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._painter.setPen(pen)
        for piece in self._pieces_of(span.pieces):
            self._bars(piece, piece.bottom + self._pitch.gap + lane * self._pitch.height)

    def _bars(self, piece: Piece, y: float) -> None:
        for x1, x2 in piece.bars:
            self._painter.drawLine(QPointF(x1, y + _LINE / 2), QPointF(max(x2 - 1, x1 + 1), y + _LINE / 2))

    def _sharing(self, span: Span) -> list[int]:
        """Ids of the spans that share the last lane with one, itself among them, the upper before the deeper."""
        lane = self._session.spans.lane
        near = [other.id for other in self._deep if other.id == span.id or other.extent.overlaps(span.extent)]
        return sorted(near, key=lane)

    def _name(self, piece: Piece, y: float, wanted: tuple[str, ...], colour: QColor) -> None:
        """The first wanted text that has room below the start of the lane, else the last: the key's letter."""
        x1, x2 = piece.bars[-1] if piece.right_to_left else piece.bars[0]
        room = x2 - x1 - 2 * _NAME_INSET
        for text in wanted:
            width = self._metrics.horizontalAdvance(text)
            if width <= room:
                break
        left = x2 - _NAME_INSET - width if piece.right_to_left else x1 + _NAME_INSET
        taken = self._taken.setdefault(y, [])
        if any(left < b and a < left + width for a, b in taken):
            return  # several spans share the last lane here; the uppermost has said how many
        taken.append((left, left + width))
        self._painter.setPen(colour)
        # A capital alone would grow together with the line above it.
        gap = 2 if text.isupper() else 1
        self._painter.drawText(QPointF(left, y + _LINE + gap + self._metrics.capHeight()), text)

    def _ends(self, ends: list[tuple[Piece, float]], colour: QColor) -> None:
        """Upright bars from the text's top to the lane, at the first and the last character."""
        first, y_first = ends[0]
        last, y_last = ends[-1]
        if first.first:
            x = first.right - 1 if first.right_to_left else first.left - 1
            self._painter.fillRect(QRectF(x, first.top, 2.5, y_first + _LINE - first.top), colour)
        if last.last:
            x = last.left - 1 if last.right_to_left else last.right - 1.5
            self._painter.fillRect(QRectF(x, last.top, 2.5, y_last + _LINE - last.top), colour)

    def _gaps(self, parts: list[tuple[Piece, float]], colour: QColor) -> None:
        """A thin dotted line joins the pieces of a fragmented span that stand on one line."""
        self._painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
        for (a, y), (b, y_next) in pairwise(parts):
            if y == y_next and a.top == b.top:
                left, right = sorted((a, b), key=lambda piece: piece.left)
                self._painter.drawLine(QPointF(left.right, y + 1), QPointF(right.left, y + 1))

    def _dimmed(self, span: Span) -> None:
        """Another annotator's span: a thin dotted line close below the words."""
        self._painter.setPen(QPen(theme.current().faint, 1, Qt.PenStyle.DotLine))
        for piece in self._pieces_of(span.pieces):
            for x1, x2 in piece.bars:
                self._painter.drawLine(QPointF(x1, piece.bottom), QPointF(x2, piece.bottom))

    # Suggestions

    def _paint_suggestions(self, start: int, end: int, spans: list[Span]) -> None:
        """A thin dotted outline in the label's colour; the letter of the label below it where no lane lies."""
        known = self._session.suggestions
        if not len(known.index) or not known.shown or self._session.plain:
            return
        chosen = known.selected
        for one in known.index.overlapping(start, end):
            if self._session.is_visible(one) and (chosen is None or one.id != chosen.id):
                self._outline(one, spans, chosen=False)
        if chosen is not None and self._session.is_visible(chosen):
            self._outline(chosen, spans, chosen=True)

    def _outline(self, one: Suggestion, spans: list[Span], *, chosen: bool) -> None:
        label = self._session.label(one.label)
        colours = theme.current().label_colours(label)
        pen = QPen(colours.line, 1.5 if chosen else 1.0)
        if not chosen:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([1.0, 2.0])
        alone = not any(span.extent.overlaps(one.extent) for span in spans)
        for piece in self._pieces_of(one.pieces):
            self._painter.setPen(pen)
            for rect in piece.rects:
                self._painter.drawRect(rect.adjusted(-1, 0.5, 0.5, 0.5))
            if alone and piece.first:
                letter = label.key.upper() or label.name[:1].upper()
                self._name(piece, piece.bottom + self._pitch.gap, (letter,), colours.text)

    # Marks

    def _paint_finds(self, marks: Marks, start: int, end: int) -> None:
        first = bisect_right(marks.finds, start, key=lambda extent: extent.end)
        stop = bisect_left(marks.finds, end, key=lambda extent: extent.start)
        for index in range(first, stop):
            current = index == marks.current_find
            colour = theme.current().find_current if current else theme.current().find
            for piece in self._pieces_of([marks.finds[index]]):
                for rect in piece.rects:
                    self._painter.fillRect(rect, colour)

    def _paint_marks(self, marks: Marks) -> None:
        colours = theme.current()
        if marks.name_preview is not None:
            self._painter.setPen(QPen(colours.muted, 1.5, Qt.PenStyle.DotLine))
            for piece in self._pieces_of([marks.name_preview]):
                for x1, x2 in piece.bars:
                    self._painter.drawLine(QPointF(x1, piece.bottom - 1), QPointF(x2, piece.bottom - 1))
        if marks.statement_preview is not None:
            self._corners(list(self._pieces_of([marks.statement_preview])), colours.muted)
        if marks.moved is not None:
            self._painter.setPen(QPen(colours.accent, 1.5))
            for piece in self._pieces_of([marks.moved]):
                for rect in piece.rects:
                    self._painter.drawRect(rect)
        self._painter.setPen(QPen(colours.accent, 1.5, Qt.PenStyle.DashLine))
        for piece in self._pieces_of(marks.linked):
            for rect in piece.rects:
                self._painter.drawRect(rect.adjusted(-1, 0, 0, 0))
        self._painter.setPen(QPen(colours.warn, 1.5, Qt.PenStyle.DashLine))
        for piece in self._pieces_of(marks.gone):
            for rect in piece.rects:
                self._painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _corners(self, parts: list[Piece], colour: QColor) -> None:
        """Corner ticks at the two ends of a stretch: top corner where it begins, bottom where it ends."""
        if not parts:
            return
        self._painter.setPen(QPen(colour, 1.5))
        size = 6.0
        first, last = parts[0], parts[-1]
        if first.first:
            x, inward = (first.right, -size) if first.right_to_left else (first.left - 1, size)
            self._painter.drawPolyline(
                [QPointF(x, first.top + size), QPointF(x, first.top), QPointF(x + inward, first.top)]
            )
        if last.last:
            x, inward = (last.left, size) if last.right_to_left else (last.right + 1, -size)
            self._painter.drawPolyline(
                [QPointF(x, last.bottom - size), QPointF(x, last.bottom), QPointF(x + inward, last.bottom)]
            )

    def _pieces_of(self, extents: Iterable[tuple[int, int]]) -> Iterable[Piece]:
        """The lines of some extents, in sight; reckoned once a paint, since tint and lane both ask."""
        shown = self._shown
        for start, end in extents:
            known = self._known.get((start, end))
            if known is None:
                known = list(pieces(self._document, shown.to_shown(start), shown.to_shown(end), self._within))
                self._known[start, end] = known
            yield from known


def _blend(front: QColor, back: QColor, share: float) -> QColor:
    """``share`` of the front colour over the back one, opaque."""
    return QColor(
        round(front.red() * share + back.red() * (1 - share)),
        round(front.green() * share + back.green() * (1 - share)),
        round(front.blue() * share + back.blue() * (1 - share)),
    )
