"""Spans fitted to tokens: what cuts a token takes it whole, blanks at the ends go, each counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from annotator.formats.fitting import BLANK_EDGES, INSIDE_TOKEN, Loss, only_spans, with_spans
from annotator.formats.tags import Run
from annotator.model.span import Extent, canonical_fragments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.formats.fitting import Losses
    from annotator.model.record import Record, RecordSpan

BLANK_SPANS = Loss("span of nothing but blanks", "spans of nothing but blanks", "left out")


class Places:
    """The tokens of a text, asked by offsets."""

    def __init__(self, tokens: Sequence[Extent]) -> None:
        self._starts = [token.start for token in tokens]
        self._ends = [token.end for token in tokens]

    def run(self, start: int, end: int) -> tuple[int, int]:
        """The tokens, ``[first, past the last)``, that share a character with ``[start, end)``."""
        return bisect_right(self._ends, start), bisect_left(self._starts, end)

    def extent(self, first: int, past: int) -> Extent:
        return Extent(self._starts[first], self._ends[past - 1])


def to_tokens(record: Record, tokens: Sequence[Extent], losses: Losses) -> Record:
    """The record with each span, and each fragment, from a token's start to a token's end.

    A boundary inside a token moves out to its edge, one in blanks in to the nearest token; spans without any token
    are left out, and those that become equal to another are written once.
    """
    places = Places(tokens)
    fitted = [_fitted(span, places, losses) for span in record.spans]
    if fitted == record.spans:
        return record
    keep = [span is not None for span in fitted]
    losses[BLANK_SPANS] += keep.count(False)
    return with_spans(
        only_spans(record, keep, losses) if not all(keep) else record,
        (span for span in fitted if span is not None),
        losses,
    )


def _fitted(span: RecordSpan, places: Places, losses: Losses) -> RecordSpan | None:
    pieces: list[Extent] = []
    blank = False
    for start, end in span.fragments or ((span.start, span.end),):
        first, past = places.run(start, end)
        if first == past:
            blank = True
            continue
        extent = places.extent(first, past)
        blank = blank or extent.start > start or extent.end < end
        losses[INSIDE_TOKEN] += (extent.start < start) + (extent.end > end)
        pieces.append(extent)
    if not pieces:
        return None
    losses[BLANK_EDGES] += blank
    fragments = tuple((piece.start, piece.end) for piece in canonical_fragments(pieces))
    return span._replace(start=pieces[0].start, end=pieces[-1].end, fragments=fragments)


def runs_of(spans: Sequence[RecordSpan], tokens: Sequence[Extent], *, one_label: str = "") -> list[Run]:
    """Fitted spans as runs of tokens, from their first to their last; ``one_label`` in place of their own label."""
    places = Places(tokens)
    return [Run(*places.run(span.start, span.end), one_label or span.label) for span in spans]


def apart(runs: Sequence[Run]) -> list[Run]:
    """Runs that share no token, the longer before the shorter, the earlier before the later."""
    taken: set[int] = set()
    kept = []
    for run in sorted(runs, key=lambda run: (run.first - run.past, run.first, run.label)):
        if taken.isdisjoint(range(run.first, run.past)):
            taken.update(range(run.first, run.past))
            kept.append(run)
    return sorted(kept)
