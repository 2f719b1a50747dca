"""Spans: labelled stretches of one document's text.

Offsets are Unicode code points over the stored text, end exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable


End = Literal["start", "end"]
"""One of the two ends of a span."""


class Extent(NamedTuple):
    """A stretch of text: code points ``[start, end)``."""

    start: int
    end: int

    def __contains__(self, position: object) -> bool:
        return isinstance(position, int) and self.start <= position < self.end

    def overlaps(self, other: Extent) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Extent) -> bool:
        return self.start <= other.start and other.end <= self.end


class Span(NamedTuple):
    """One stored span; a named tuple, since a long document holds tens of thousands.

    ``fragments`` is empty for a span in one piece; else its pieces, sorted, disjoint and not touching, the
    first beginning at ``start`` and the last ending at ``end``.
    """

    id: int
    document: int
    annotator: int
    label: int
    start: int
    end: int
    fragments: tuple[Extent, ...] = ()
    note: str = ""
    doubt: bool = False
    origin: str = ""
    created: str = ""

    @property
    def extent(self) -> Extent:
        return Extent(self.start, self.end)

    @property
    def pieces(self) -> tuple[Extent, ...]:
        """The pieces of text the span marks, one or more."""
        return self.fragments or (Extent(self.start, self.end),)

    @property
    def length(self) -> int:
        """Code points from the first start to the last end."""
        return self.end - self.start

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Reading order: by start, the outer before the inner, then by age."""
        return (self.start, -self.end, self.id)

    def text_in(self, text: str) -> str:
        """The words it marks; the pieces of a fragmented span are joined by `` … ``."""
        return " … ".join(text[start:end] for start, end in self.pieces)


def canonical_fragments(pieces: Iterable[tuple[int, int]]) -> tuple[Extent, ...]:
    """Sort and join pieces that touch or overlap; one piece left means ``()``.

    Raises InputError for an empty or reversed piece.
    """
    joined: list[Extent] = []
    for start, end in sorted(pieces):
        if not 0 <= start < end:
            raise InputError(f"the fragment {start}–{end} is empty, reversed or negative")
        if joined and start <= joined[-1].end:
            joined[-1] = Extent(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Extent(start, end))
    return tuple(joined) if len(joined) > 1 else ()
