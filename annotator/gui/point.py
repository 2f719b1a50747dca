"""Where the next key acts, when neither text nor a span was chosen for it: the pointer, or the caret.

And whether the selected span is *picked*: making or choosing it was the last act, so that its own key means it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QCursor

if TYPE_CHECKING:
    from annotator.gui.article_view import ArticleView, Place
    from annotator.gui.session import Session
    from annotator.model.span import Extent, Span

Source = Literal["pointer", "caret"]

_NEAR = 40
"""Pixels the pointer may stray from where a span was picked, off all words, before that is no longer the last act."""


class Point(QObject):
    """The pointer or the caret, whichever moved last; none before one of them moved in a document."""

    moved = Signal()
    """The pointer or the caret moved."""
    elsewhere = Signal()
    """It is at another word than before."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self.source: Source | None = None
        self.picked = False
        self._word: Extent | None = None
        self._picked_word: Extent | None = None
        self._picked_at = QPoint()
        view.pointer_moved.connect(self._pointer_moved)
        session.selected_changed.connect(self._span_selected)

    def forget(self) -> None:
        """Another document is shown: nothing has moved in it yet."""
        self.source = None
        self.picked = False
        self.elsewhere.emit()

    # The place

    def offset(self) -> int | None:
        """Code point of the character the next key acts on, or None."""
        if self.source == "pointer":
            place = self.under_pointer()
            return place.offset if place else None
        if self.source == "caret" and self._view.is_in_sight(self._view.caret()):
            return self._word_beside(self._view.caret())
        return None

    def demand(self) -> int | None:
        """The same; but says why when there is none."""
        found = self.offset()
        if found is None:
            self._session.say(self._why_none(), "refused")
        return found

    def under_pointer(self) -> Place | None:
        """What the pointer rests on; between two words the nearer one, since no key means a blank."""
        viewport = self._view.viewport()
        at = viewport.mapFromGlobal(QCursor.pos())
        place = self._view.place_at(at) if viewport.rect().contains(at) else None
        if place is None or self._session.structure.word_at(place.offset) is not None:
            return place
        before = self._view.boundary_at(at) <= place.offset
        for offset in (place.offset - 1, place.offset + 1) if before else (place.offset + 1, place.offset - 1):
            if offset >= 0 and self._session.structure.word_at(offset) is not None:
                return place._replace(offset=offset)
        return place

    def _word_beside(self, caret: int) -> int:
        """The caret stands before a character; at the end of a word it means that word."""
        structure = self._session.structure
        if structure.word_at(caret) is None and caret > 0 and structure.word_at(caret - 1) is not None:
            return caret - 1
        return caret

    def _why_none(self) -> str:
        if self.source is None:
            return self.tr("Point at a word, or move the caret, and press the label’s key")
        if self.source == "pointer":
            return self.tr("The pointer is not on a line of text")
        return self.tr("The caret is out of sight; move it, or point at a word")

    # Moving

    def _pointer_moved(self) -> None:
        word = self._word_under_pointer()
        self.source = "pointer"
        if self.picked and self._left_the_pick(word):
            self.picked = False
        if word != self._word:
            self._word = word
            self.elsewhere.emit()
        self.moved.emit()

    def caret_moved(self) -> None:
        """The caret was moved on purpose."""
        self.source = "caret"
        self.picked = False
        self.elsewhere.emit()
        self.moved.emit()

    # Picking

    def pick(self) -> None:
        """The selected span is the last act now, until the pointer goes elsewhere or the caret moves."""
        self.picked = True
        self._picked_word = self._word_under_pointer()
        self._picked_at = QCursor.pos()

    def pick_by_menu(self) -> None:
        """A menu acts on what looks selected, over whatever words the pointer came to it."""
        if self._session.selected is not None:
            self.picked = True
            self._picked_word = None

    def _left_the_pick(self, word: Extent | None) -> bool:
        """Whether the pointer went to another word since the span was picked, or well away from all."""
        if word is not None:
            return word != self._picked_word
        return (QCursor.pos() - self._picked_at).manhattanLength() > _NEAR

    def _word_under_pointer(self) -> Extent | None:
        place = self.under_pointer()
        return self._session.structure.word_at(place.offset) if place else None

    def _span_selected(self, span: Span | None) -> None:
        if span is None:
            self.picked = False
