"""The open suggestions of the document that is shown, and which of them is chosen.

Kept in step from the row changes alone, as the session keeps its spans.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.model.errors import DamagedError
from annotator.model.suggestion import SuggestionState
from annotator.store import details

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.gui.session import Session
    from annotator.model.suggestion import Suggestion
    from annotator.store.changes import RowChange


class SuggestionIndex:
    """Suggestions in reading order, found by place without looking at all of them."""

    def __init__(self, suggestions: Iterable[Suggestion] = ()) -> None:
        self._by_id = {one.id: one for one in suggestions}
        self._order = sorted(one.sort_key for one in self._by_id.values())
        self._longest = max((one.length for one in self._by_id.values()), default=0)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Suggestion]:
        """All in reading order."""
        return (self._by_id[key[2]] for key in self._order)

    def get(self, id: int) -> Suggestion | None:
        return self._by_id.get(id)

    def add(self, one: Suggestion) -> None:
        if one.id not in self._by_id:
            insort(self._order, one.sort_key)
        self._by_id[one.id] = one
        self._longest = max(self._longest, one.length)

    def remove(self, id: int) -> None:
        """Take one out, if it is there; the ends of a suggestion never change."""
        one = self._by_id.pop(id, None)
        if one is not None:
            del self._order[bisect_left(self._order, one.sort_key)]

    def overlapping(self, start: int, end: int) -> list[Suggestion]:
        """Those that share at least one code point with ``[start, end)``, in reading order."""
        first = bisect_left(self._order, (start - self._longest,))
        last = bisect_left(self._order, (end,))
        return [self._by_id[key[2]] for key in self._order[first:last] if -key[1] > start]

    def at(self, offset: int) -> list[Suggestion]:
        """Those one of whose pieces holds the code point, the shortest first."""
        found = [one for one in self.overlapping(offset, offset + 1) if any(offset in piece for piece in one.pieces)]
        return sorted(found, key=lambda one: (one.length, one.start, one.id))

    def after(self, key: tuple[int, int, int]) -> Iterator[Suggestion]:
        """Those behind a place in reading order, one after the other."""
        for row in range(bisect_left(self._order, (*key[:2], key[2] + 1)), len(self._order)):
            yield self._by_id[self._order[row][2]]

    def before(self, key: tuple[int, int, int]) -> Iterator[Suggestion]:
        """Those ahead of a place in reading order, the nearest first."""
        for row in range(bisect_left(self._order, key) - 1, -1, -1):
            yield self._by_id[self._order[row][2]]


class Suggestions(QObject):
    """Suggestions of the session's open document that nobody has decided on."""

    selected_changed = Signal(object)
    """Suggestion | None: another one is chosen."""
    shown_changed = Signal()
    """They were hidden or shown."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.index = SuggestionIndex()
        self.selected: Suggestion | None = None
        self.shown = True
        self._providers: dict[int, str] = {}

    def read(self) -> None:
        """Take all of the open document anew."""
        session, document = self._session, self._session.document
        found = details.suggestions(session.project, document.id) if document is not None else []
        for one in found:
            if document is not None and not session.is_fit(one, document):
                raise DamagedError(
                    f"{session.project.path} is damaged (the suggestion {one.id} fits no text or label): open an"
                    " earlier copy of it, or copy out what can be read"
                )
        self.index = SuggestionIndex(found)
        if self.selected is not None:
            self.select(self.index.get(self.selected.id))

    def follow(self, row: RowChange) -> None:
        """Take in what an edit decided, or took back."""
        document = self._session.document
        if document is None or row.document != document.id:
            return
        if row.after is not None and row.after["state"] == SuggestionState.OPEN.value:
            self.index.add(details.suggestion_from_row(row.row, row.after))
        else:
            self.index.remove(row.row)
            if self.selected is not None and self.selected.id == row.row:
                self.select(None)

    def select(self, one: Suggestion | None) -> None:
        """Choose a suggestion, or none; a selected span is let go for it."""
        if one == self.selected:
            return
        self.selected = one
        if one is not None:
            self._session.select(None)
        self.selected_changed.emit(one)

    def set_shown(self, shown: bool) -> None:
        """Draw suggestions on the page and list them, or not."""
        self.shown = shown
        if not shown:
            self.select(None)
        self.shown_changed.emit()

    def is_visible(self, one: Suggestion) -> bool:
        return self.shown and self._session.is_visible(one)

    def at(self, offset: int) -> Suggestion | None:
        """The shortest one that is seen at a place."""
        return next((one for one in self.index.at(offset) if self.is_visible(one)), None)

    def visible(self) -> list[Suggestion]:
        """All that are seen, in reading order."""
        return [one for one in self.index if self.is_visible(one)]

    def provider(self, one: Suggestion) -> str:
        """Who proposes it."""
        if one.annotator not in self._providers:
            people = self._session.project.annotators()
            self._providers = {person.id: " ".join(person.name.split()) for person in people}
        return self._providers.get(one.annotator, "")
