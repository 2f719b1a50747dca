"""What keys and mouse do on the page: they act on the last deliberate act.

In order: selected text; the selected span, if making or picking it was the last act; else the point, which is
the pointer or the caret, whichever moved last. Nothing here asks, and nothing moves the page unless a key
goes to another place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from annotator.gui.announcer import Announcer
from annotator.gui.linking import Linking
from annotator.gui.next_key import NextKey
from annotator.gui.page_mouse import is_exact
from annotator.gui.point import Point
from annotator.gui.reading import Reading
from annotator.gui.span_verbs import SpanVerbs
from annotator.gui.suggestion_verbs import SuggestionVerbs
from annotator.model.span import Extent

if TYPE_CHECKING:
    from annotator.gui.article_view import ArticleView, Place
    from annotator.gui.physical_keys import LabelKey
    from annotator.gui.session import Session
    from annotator.model.document import Document
    from annotator.model.scheme import Label
    from annotator.model.span import Span


class Labelling(QObject):
    """Label keys, growing and shrinking, and the mouse; ``spans`` holds the verbs on the selected span."""

    palette_wanted = Signal()
    """Text was dragged and no label is held: the palette may come."""
    acted = Signal()
    """A key was pressed or a place clicked: the palette goes."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self.session = session
        self.view = view
        self.point = Point(session, view)
        self.next_key = NextKey(session, view, self.point)
        self.spans = SpanVerbs(session, view, self.point)
        self.suggestions = SuggestionVerbs(session, view, self.point)
        self.linking = Linking(session, view)
        self.reading = Reading(session, view, self.point)
        self._announcer = Announcer(session, view)
        view.label_key_pressed.connect(self._press_key)
        view.relabel_key_pressed.connect(self.spans.relabel)
        view.caret_moved.connect(self._caret_moved)
        view.mouse.clicked.connect(self._clicked)
        view.mouse.dragged.connect(self._dragged)
        view.mouse.dragging.connect(self.acted)
        view.mouse.end_dragged.connect(self._end_dragged)
        session.document_changed.connect(self._forget)
        self.spans.acted.connect(self.acted)
        self.suggestions.acted.connect(self.acted)
        self.spans.picked.connect(self.next_key.tell)
        self.linking.changed.connect(self.next_key.tell)

    # Label keys

    def _press_key(self, pressed: LabelKey) -> None:
        for place, label in enumerate(self.session.labels, 1):
            if pressed.symbol in (str(place), label.key):
                if pressed.shifted:
                    self._press_shifted(label)
                else:
                    self.press_label(label)
                return

    def press_label(self, label: Label) -> None:
        """Do what the label's key does: label the selected text, grow its own span, or label at the point."""
        self.acted.emit()
        self.next_key.clear_marks()
        session = self.session
        if session.document is None:
            return
        if session.plain:
            session.say(self.tr("Plain reading hides all labels: F7 ends it"), "refused")
            return
        if label.id in session.hidden:
            session.set_label_hidden(label, False)  # a span nobody sees would be made twice
        selected = session.selected
        text = self.view.selected_extent()
        if text is not None:
            self._label_text(text, label)
        elif selected is not None and self.point.picked and selected.label == label.id:
            self.grow()
        else:
            self._label_point(label)

    def _press_shifted(self, label: Label) -> None:
        """Shift and a span's own key make it smaller."""
        self.acted.emit()
        selected = self.session.selected
        if self.point.picked and selected is not None and selected.label == label.id:
            self.shrink()

    def _label_text(self, text: Extent, label: Label) -> None:
        extent = text if self.view.selection_exact else self.session.structure.trim(text, label)
        if extent is None:
            self.session.say(self.tr("The selected text is only blanks and punctuation"), "refused")
            return
        if self._add(extent, label):
            self.view.let_go_of_text()

    def _label_point(self, label: Label) -> None:
        point = self.point.demand()
        if point is None:
            return
        chain = self.session.structure.chain(point, label)
        if not chain.extents:
            self.session.say(self.tr("There is no word here to label"), "refused")
            return
        self._add(chain.extents[chain.first], label)

    def _add(self, extent: Extent, label: Label) -> bool:
        span = self.session.add_span(extent, label)
        if span is None or span.label != label.id:
            return False
        self._pick()
        return True

    def _caret_moved(self) -> None:
        self.acted.emit()
        self.point.caret_moved()
        self._announcer.caret_at(self.view.caret())

    def _pick(self) -> None:
        self.point.pick()
        self.next_key.tell()

    def _forget(self, _document: Document | None) -> None:
        self.point.forget()
        self.session.next_key_changed.emit("")

    # Growing and shrinking

    def grow(self) -> None:
        """Make selected text, the selected span or a new selection at the point larger by one structure."""
        self._change_size(larger=True)

    def shrink(self) -> None:
        """The way back."""
        self._change_size(larger=False)

    def _change_size(self, *, larger: bool) -> None:
        self.acted.emit()
        session, structure = self.session, self.session.structure
        step = structure.grown if larger else structure.shrunk
        text, selected = self.view.selected_extent(), session.selected
        if text is not None:
            extent = step(text, None, text.start)
            if extent is not None:
                self.view.select_text(extent, exact=False)
        elif selected is not None and self.point.picked:
            self._resize_span(selected, larger=larger)
            return
        elif larger:
            point = self.point.demand()
            if point is None:
                return  # that has been said, with its reason
            extent = self._select_around(point)
        else:
            extent = None
        if extent is None:
            session.say(self.tr("No larger structure here") if larger else self.tr("No smaller structure here"))
        else:
            self.next_key.tell()

    def _resize_span(self, span: Span, *, larger: bool) -> None:
        structure, label = self.session.structure, self.session.label(span.label)
        step = structure.grown if larger else structure.shrunk
        point = self.point.offset()
        inside = point if point in span.extent else None
        near = self.session.spans.overlapping(span.start, span.end)
        taken = {other.extent for other in near if other.label == span.label}
        extent = step(span.extent, label, inside)
        while extent is not None and extent in taken:  # an equal span is there: on to the next structure
            extent = step(extent, label, inside)
        if extent is None:
            self.session.say(self.tr("No larger structure here") if larger else self.tr("No smaller structure here"))
            return
        self.session.move_span(span, extent)
        self._pick()

    def _select_around(self, point: int) -> Extent | None:
        chain = self.session.structure.growth(point)
        if not chain:
            return None
        self.session.select(None)
        self.view.select_text(chain[0], exact=False)
        return chain[0]

    # Mouse

    def _clicked(self, place: Place | None, count: int, modifiers: Qt.KeyboardModifier) -> None:
        self.acted.emit()
        self.point.source = "pointer"
        if place is None and self.linking.waits:
            self.linking.take(None)
            return
        if place is None:
            self.session.select(None)
            self.session.suggestions.select(None)
            return
        if count > 1:
            self._select_structure(place.offset, count)
            return
        self.view.set_caret(place.offset)
        if self.linking.waits:
            self.linking.take(place.span or next(iter(self._visible_at(place.offset)), None))
            return
        if is_exact(modifiers):
            place = place._replace(span=self._next_around(self._visible_at(place.offset)))
        if self._pick_at(place) is not None or self._choose_at(place):
            return
        if self.session.held is not None:
            self.press_label(self.session.held)
        else:
            self.point.picked = False
            self.next_key.tell()

    def _next_around(self, spans: list[Span]) -> Span | None:
        """The next larger span than the selected one at this place; after the largest, the shortest."""
        ids = [span.id for span in spans]
        selected = self.session.selected
        if selected is not None and selected.id in ids:
            return spans[(ids.index(selected.id) + 1) % len(spans)]
        return spans[0] if spans else None

    def _select_structure(self, offset: int, count: int) -> None:
        structure = self.session.structure
        find = {2: structure.word_at, 3: structure.sentence_at, 4: structure.paragraph_at}[count]
        extent = find(offset)
        if extent is not None:
            self.session.select(None)
            self.view.select_text(extent, exact=False)
            self.next_key.tell()

    def _dragged(self, extent: Extent, exact: bool) -> None:
        self.point.source = "pointer"
        self.point.picked = False
        self.view.selection_exact = exact
        held = self.session.held
        if held is not None:
            self._label_text(extent, held)
        else:
            self.session.select(None)
            self.next_key.tell()
            self.palette_wanted.emit()

    def _end_dragged(self, extent: Extent) -> None:
        span = self.session.selected
        if span is not None and extent != span.extent:
            self.session.move_span(span, extent)
            self._pick()

    def context_span(self, point: QPoint) -> None:
        """Before a context menu: select what it is about, unless text is selected."""
        place = self.view.place_at(point)
        if place is not None and self.view.selected_extent() is None:
            self.point.source = "pointer"
            self.view.set_caret(place.offset)
            if self._pick_at(place) is None:
                self._choose_at(place)

    def _pick_at(self, place: Place) -> Span | None:
        """Select the span whose lane was hit, else the shortest at the place, or none."""
        span = place.span or next(iter(self._visible_at(place.offset)), None)
        self.session.select(span)
        if span is not None:
            self._pick()
        return span

    def _choose_at(self, place: Place) -> bool:
        """Choose the suggestion at a place; a held label means the words, whatever is proposed for them."""
        one = self.session.suggestions.at(place.offset) if self.session.held is None else None
        self.session.suggestions.select(one)
        self.point.picked = False
        if one is not None:
            self.next_key.tell()
        return one is not None

    def _visible_at(self, offset: int) -> list[Span]:
        return [span for span in self.session.spans.at(offset) if self.session.is_visible(span)]

    def take_or_accept(self) -> None:
        """Return: the selected span is the other end of a link that was begun; else a suggestion is accepted."""
        if not self.linking.take_selected():
            self.suggestions.accept()

    # Going about

    def next_start(self) -> None:
        self._go_start(forward=True)

    def previous_start(self) -> None:
        self._go_start(forward=False)

    def _go_start(self, *, forward: bool) -> None:
        """Put the caret where the next or previous name or statement begins."""
        self.acted.emit()
        place = self.session.structure.next_start(self.view.caret(), forward)
        if place is None:
            self.session.say(self.tr("No further name or statement this way"))
            return
        self.view.set_caret(place)
        self.view.show_extent(Extent(place, place + 1))
        self._caret_moved()

    def let_go(self) -> bool:
        """Esc: let go of one thing, the held label, selected text, the selected span; False if there is none."""
        self.acted.emit()
        self.next_key.clear_marks()
        if self.view.mouse.busy:
            self.view.mouse.cancel()
        elif self.linking.stop():
            pass
        elif self.session.held is not None:
            self.session.hold(None)
        elif self.view.selected_extent() is not None:
            self.view.let_go_of_text()
        elif self.session.selected is not None:
            self.session.select(None)
        elif self.session.suggestions.selected is not None:
            self.session.suggestions.select(None)
        else:
            return False
        return True
