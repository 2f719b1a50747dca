"""What keys and menus do with the selected span."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, Signal

from annotator.model.span import Extent

if TYPE_CHECKING:
    from annotator.gui.article_view import ArticleView
    from annotator.gui.point import Point
    from annotator.gui.session import Session
    from annotator.model.scheme import Label
    from annotator.model.span import End, Span

Unit = Literal["word", "character"]


class SpanVerbs(QObject):
    """Verbs on the selected span of a page. Those that need one say so when there is none."""

    acted = Signal()
    """A verb was called."""
    picked = Signal()
    """A span was chosen or changed: it is the last act."""
    note_wanted = Signal()
    """The note of the selected span shall be edited."""

    def __init__(self, session: Session, view: ArticleView, point: Point) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._point = point
        self._end: End = "end"
        self._last: int | None = None
        """Id of the span selected last, which a drag lets go: text can still be added to it."""
        session.selected_changed.connect(self._remember)

    def pick(self, span: Span) -> None:
        """Select a span as a deliberate act, and bring it into sight."""
        self._view.let_go_of_text()
        self._session.select(span)
        self._pick()
        self._view.show_extent(span.extent)

    def _pick(self) -> None:
        self._point.pick()
        self.picked.emit()

    def _remember(self, span: Span | None) -> None:
        if span is not None:
            if span.id != self._last:
                self._end = "end"
            self._last = span.id

    def next(self) -> None:
        self._step(1)

    def previous(self) -> None:
        self._step(-1)

    def _step(self, direction: int) -> None:
        """Pick the next or previous span in reading order, from the selected one or else from the caret."""
        self.acted.emit()
        session = self._session
        visible = session.is_visible
        index = session.spans
        if session.selected is not None and session.selected.id in index:
            row = index.position(session.selected.id) + direction
        else:
            row = index.first_from(self._view.caret()) - (direction < 0)
        while 0 <= row < len(index) and not visible(index.by_position(row)):
            row += direction
        if 0 <= row < len(index):
            self.pick(index.by_position(row))
        else:
            session.say(self.tr("No further span this way"))

    def remove(self) -> None:
        """Remove the selected span, else the shortest one at the point; with selected text, neither is meant."""
        self.acted.emit()
        span = self._session.selected
        if span is None and self._view.selected_extent() is not None:
            self._session.say(self.tr("Text is selected, no span: click the span to remove"), "refused")
            return
        if span is None:
            point = self._point.offset()
            around = self._session.spans.at(point) if point is not None else []
            span = next((s for s in around if self._session.is_visible(s)), None)
        if span is None:
            self._session.say(self.tr("There is no span here to remove"))
        else:
            self._session.remove_spans([span])

    def relabel(self, place: int) -> None:
        """Give the selected span the label with this number, from 1."""
        span = self._need_span()
        if span is not None and 1 <= place <= len(self._session.labels):
            self._session.relabel(span, self._session.labels[place - 1])
            self._pick()

    def also_label_as(self, label: Label) -> None:
        """Put a further label on the selected span's words."""
        span = self._need_span()
        if span is not None and self._session.add_span(span.extent, label) is not None:
            self._pick()

    def label_others(self) -> None:
        """Label every other occurrence of the selected span's text in this document, as one edit."""
        span = self._need_span()
        if span is None:
            return
        others = self._session.structure.occurrences(span.extent)
        if not others:
            self._session.say(self.tr("These words stand nowhere else in this document"))
            return
        self._session.add_spans(others, self._session.label(span.label))

    def toggle_doubt(self) -> None:
        span = self._need_span()
        if span is not None:
            self._session.set_doubt(span, not span.doubt)

    def edit_note(self) -> None:
        if self._need_span() is not None:
            self.note_wanted.emit()

    def extended(self) -> Span | None:
        """The span that text would be added to: the selected one, or the last one a drag has let go."""
        before = self._session.spans.get(self._last) if self._last is not None else None
        return self._session.selected or before

    def add_fragment(self) -> None:
        """Let the selected span, or the one selected before the text was, mark the selected text too."""
        text, span = self._view.selected_extent(), self.extended()
        if span is None or text is None:
            self._session.say(self.tr("Select a span, then the words to add to it"), "refused")
            return
        self._session.add_fragment(span, text)
        self._view.let_go_of_text()

    def choose_end(self, end: End) -> None:
        """Which end of the selected span the next keys move."""
        span = self._need_span()
        if span is not None:
            self._end = end
            self._session.say(
                self.tr("The keys move the start") if end == "start" else self.tr("The keys move the end")
            )

    def move_edge(self, direction: int, unit: Unit) -> None:
        """Move the active end of the selected span the way the key points (-1 left, 1 right)."""
        span = self._need_span()
        document = self._session.document
        if span is None or document is None:
            return
        where = span.start if self._end == "start" else span.end
        if self._reads_backwards(where):
            direction = -direction
        step = self._word_step if unit == "word" else self._character_step
        moved = step(where, direction)
        if moved is None:
            return
        extent = Extent(moved, span.end) if self._end == "start" else Extent(span.start, moved)
        if extent.start < extent.end:
            self._session.move_span(span, extent)
            self._pick()

    def _character_step(self, where: int, direction: int) -> int | None:
        document = self._session.document
        structure = self._session.structure
        if document is None or not 0 <= where + min(direction, 0) < len(document.text):
            return None
        grapheme = structure.grapheme_at(where if direction > 0 else where - 1)
        return grapheme.end if direction > 0 else grapheme.start

    def _word_step(self, where: int, direction: int) -> int | None:
        """The next place where a word begins (for a start) or ends (for an end)."""
        document = self._session.document
        length = len(document.text) if document else 0
        structure = self._session.structure
        probe = where if direction > 0 else where - 1
        at_start = self._end == "start"
        while 0 <= probe < length:
            word = structure.word_at(probe)
            if word is not None:
                edge = word.start if at_start else word.end
                if (edge > where) if direction > 0 else (edge < where):
                    return edge
                probe = word.end if direction > 0 else word.start - 1
            else:
                probe += direction
        return None

    def _reads_backwards(self, offset: int) -> bool:
        block = self._view.document().findBlock(self._view.shown.to_shown(offset))
        return bool(block.textDirection() == Qt.LayoutDirection.RightToLeft)

    def _need_span(self) -> Span | None:
        self.acted.emit()
        span = self._session.selected
        if span is None:
            self._session.say(self.tr("Select a span first (click it, or Tab)"), "refused")
        return span
