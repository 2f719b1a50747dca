"""Relations: typed links from a head span to a tail span of the same document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotator.model.span import Span


class Relation(NamedTuple):
    """One stored relation with both its ends."""

    id: int
    document: int
    annotator: int
    type: str
    """The name of its type; the scheme says what that means."""
    head: Span
    tail: Span

    def touches(self, span: int) -> bool:
        """Whether it begins or ends at the span with this id."""
        return span in (self.head.id, self.tail.id)
