"""Suggestions: spans that a provider proposes, kept apart from spans until somebody accepts them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from annotator.model.span import Extent

if TYPE_CHECKING:
    from annotator.model.attribute import AttributeValue


class SuggestionState(StrEnum):
    """What became of a suggestion. Accepted and rejected ones stay, so that offering them again changes nothing."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Suggestion(NamedTuple):
    """One stored suggestion; offsets and fragments as in ``model.span.Span``."""

    id: int
    document: int
    annotator: int
    """The provider: a model, a session or a person, who has a row among the annotators."""
    label: int
    start: int
    end: int
    fragments: tuple[Extent, ...] = ()
    score: float | None = None
    """The provider's own confidence, on its own scale."""
    note: str = ""
    attributes: dict[str, AttributeValue] | None = None
    state: SuggestionState = SuggestionState.OPEN
    created: str = ""

    @property
    def extent(self) -> Extent:
        return Extent(self.start, self.end)

    @property
    def length(self) -> int:
        """Code points from the first start to the last end."""
        return self.end - self.start

    @property
    def pieces(self) -> tuple[Extent, ...]:
        """The pieces of text it would mark, one or more."""
        return self.fragments or (Extent(self.start, self.end),)

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Reading order: by start, the outer before the inner, then by age."""
        return (self.start, -self.end, self.id)

    def text_in(self, text: str) -> str:
        """The words it would mark; the pieces of a fragmented one are joined by `` … ``."""
        return " … ".join(text[start:end] for start, end in self.pieces)
