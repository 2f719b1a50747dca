"""Going from suggestion to suggestion, and accepting or rejecting each by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.gui.session import shortened

if TYPE_CHECKING:
    from annotator.gui.article_view import ArticleView
    from annotator.gui.point import Point
    from annotator.gui.session import Session
    from annotator.model.suggestion import Suggestion


class SuggestionVerbs(QObject):
    """Verbs on the chosen suggestion; with none chosen, on the one at the point."""

    acted = Signal()
    """A verb was called."""

    def __init__(self, session: Session, view: ArticleView, point: Point) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._point = point

    def pick(self, one: Suggestion) -> None:
        """Choose a suggestion and bring it into sight."""
        self._view.let_go_of_text()
        self._session.suggestions.select(one)
        self._view.show_extent(one.extent)

    def next(self) -> None:
        """Choose the next suggestion, from the chosen one, the selected span or else from the caret."""
        self._step(forward=True)

    def previous(self) -> None:
        self._step(forward=False)

    def _step(self, *, forward: bool) -> None:
        self.acted.emit()
        session, known = self._session, self._session.suggestions
        here = known.selected or session.selected
        caret = self._view.caret()
        key = here.sort_key if here is not None else (caret, -(2**62), 0)
        if here is not None and here is session.selected:
            key = (*key[:2], 0 if forward else 2**62)  # its id is one of another table
        ahead = known.index.after(key) if forward else known.index.before(key)
        found = next((one for one in ahead if known.is_visible(one)), None)
        if found is not None:
            self.pick(found)
            self._tell(found)
        else:
            session.say(self._why_none(self.tr("No further suggestion this way")))

    def _why_none(self, otherwise: str) -> str:
        known = self._session.suggestions
        if not len(known.index):
            return self.tr("There are no suggestions in this document")
        if not known.shown or self._session.plain:
            return self.tr("Suggestions are hidden")
        return otherwise

    def accept(self) -> None:
        """Make the chosen suggestion, or the one at the point, a span; then the next one is chosen."""
        one = self._meant()
        if one is not None:
            self._session.details.accept(one, lambda: self._go_on(one))

    def reject(self) -> None:
        """Say that the chosen suggestion, or the one at the point, is wrong; then the next one is chosen."""
        one = self._meant()
        if one is not None:
            self._session.details.reject([one], lambda: self._go_on(one))

    def decide(self, one: Suggestion, *, accept: bool) -> None:
        """The same on one that was pointed out elsewhere, as in a list."""
        if accept:
            self._session.details.accept(one, lambda: self._go_on(one))
        else:
            self._session.details.reject([one], lambda: self._go_on(one))

    def accept_all(self, provider: int | None = None) -> None:
        """Make every suggestion that is shown a span, or all of one provider, as one edit."""
        self.acted.emit()
        found = self._shown_by(provider)
        if found:
            self._session.details.accept_all(found)
        else:
            self._session.say(self._why_none(self.tr("Suggestions are hidden")))

    def reject_all(self, provider: int | None = None) -> None:
        """Say of every suggestion that is shown, or of all of one provider, that it is wrong, as one edit."""
        self.acted.emit()
        found = self._shown_by(provider)
        if found:
            self._session.details.reject(found)
        else:
            self._session.say(self._why_none(self.tr("Suggestions are hidden")))

    def _shown_by(self, provider: int | None) -> list[Suggestion]:
        return [one for one in self._session.suggestions.visible() if provider in (None, one.annotator)]

    def _meant(self) -> Suggestion | None:
        """The chosen suggestion, else the one at the point. With neither, the next one in sight is chosen only.

        Nothing is decided that was not looked at: a second press of the key means what the first one showed.
        """
        self.acted.emit()
        known = self._session.suggestions
        if known.selected is not None:
            return known.selected
        offset = self._point.offset()
        one = known.at(offset) if offset is not None else None
        if one is None:
            near = next((each for each in known.visible() if self._view.is_in_sight(each.start)), None)
            if near is not None:
                self.pick(near)
                self._tell(near)
            else:
                self._session.say(self._why_none(self.tr("No suggestion is in sight: F4 goes to the next one")))
        return one

    def _go_on(self, decided: Suggestion) -> None:
        """Choose the next one in reading order; behind the last, the first that was passed over."""
        known = self._session.suggestions
        following = next((one for one in known.index.after(decided.sort_key) if known.is_visible(one)), None)
        if following is None:
            following = next((one for one in known.index if known.is_visible(one)), None)
        if following is not None:
            self.pick(following)
        else:
            known.select(None)

    def _tell(self, one: Suggestion) -> None:
        document = self._session.document
        if document is not None:
            said = self.tr("Suggested as {label} by {provider}: “{words}”").format(
                label=self._session.label(one.label).short_name,
                provider=self._session.suggestions.provider(one),
                words=shortened(one.text_in(document.text)),
            )
            self._session.say(said)
