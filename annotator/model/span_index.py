"""The spans of one document, kept so that a place finds its spans at once, however many there are.

Spans are kept in reading order, and by size class: class *k* holds the spans of 2^k to 2^(k+1) - 1 code points,
sorted by start. A query walks back at most one class length in each class, so adding a span to 20,000 costs
what it costs in an empty document.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.model.span import Span
    from annotator.model.suggestion import Suggestion


class SpanIndex:
    """Spans of one document with their lanes.

    The lane of a span is the lowest one free among the overlapping spans that go before it: shorter ones first,
    ties by start, then id. Lane 0 is nearest the text. Lanes are reckoned when they are asked for, and kept.
    """

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._by_id: dict[int, Span] = {span.id: span for span in spans}
        self._order = sorted([(span.start, -span.end, span.id) for span in self._by_id.values()])
        self._classes: dict[int, list[tuple[int, int]]] = {}
        for start, minus_end, span_id in self._order:
            size = (-minus_end - start).bit_length() - 1
            self._classes.setdefault(size, []).append((start, span_id))
        for members in self._classes.values():
            members.sort()
        self._lanes: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Span]:
        """All spans in reading order: by start, the outer before the inner."""
        return (self._by_id[key[2]] for key in self._order)

    def __contains__(self, span_id: object) -> bool:
        return span_id in self._by_id

    def get(self, span_id: int) -> Span | None:
        return self._by_id.get(span_id)

    def position(self, span_id: int) -> int:
        """Where the span stands in reading order, from 0. KeyError for an unknown one."""
        return bisect_left(self._order, self._by_id[span_id].sort_key)

    def by_position(self, row: int) -> Span:
        return self._by_id[self._order[row][2]]

    def first_from(self, offset: int) -> int:
        """Row of the first span in reading order that starts at ``offset`` or later."""
        return bisect_left(self._order, (offset, -(2**62), 0))

    def add(self, span: Span) -> None:
        """Add a span, or put a changed one in the place of its former self."""
        former = self._by_id.get(span.id)
        if former is not None and former.extent == span.extent:
            self._by_id[span.id] = span
            return
        if former is not None:
            self.remove(span.id)
        self._by_id[span.id] = span
        insort(self._order, span.sort_key)
        insort(self._classes.setdefault(_size_class(span), []), (span.start, span.id))
        lane = self.lane(span.id)
        self._settle(other for other in self._longer_around(span) if self._lanes.get(other.id) == lane)

    def remove(self, span_id: int) -> None:
        """Take a span out; KeyError for an unknown one."""
        row = self.position(span_id)
        span = self._by_id.pop(span_id)
        del self._order[row]
        members = self._classes[_size_class(span)]
        del members[bisect_left(members, (span.start, span.id))]
        lane = self._lanes.pop(span_id, None)
        if lane is not None:
            self._settle(other for other in self._longer_around(span) if self._lanes.get(other.id, -1) > lane)

    def lane(self, span_id: int) -> int:
        """The span's lane, from 0. KeyError for an unknown one."""
        lane = self._lanes.get(span_id)
        if lane is None:
            for span in self._unplaced_below(self._by_id[span_id]):
                self._lanes[span.id] = self._free_lane(span)
            lane = self._lanes[span_id]
        return lane

    def _unplaced_below(self, span: Span) -> list[Span]:
        """The span and the shorter ones its lane hangs on, directly or through others, shortest first."""
        found = {span.id: span}
        waiting = [span]
        while waiting:
            current = waiting.pop()
            key = _lane_key(current)
            for other in self._overlapping(current.start, current.end):
                if other.id not in self._lanes and other.id not in found and _lane_key(other) < key:
                    found[other.id] = other
                    waiting.append(other)
        return sorted(found.values(), key=_lane_key)

    def overlapping(self, start: int, end: int) -> list[Span]:
        """Spans whose extent shares at least one code point with ``[start, end)``, in reading order."""
        found = self._overlapping(start, end)
        found.sort(key=lambda span: span.sort_key)
        return found

    def at(self, offset: int) -> list[Span]:
        """Spans one of whose pieces holds the code point ``offset``, the shortest first."""
        found = [
            span
            for span in self._overlapping(offset, offset + 1)
            if not span.fragments or any(offset in piece for piece in span.fragments)
        ]
        found.sort(key=_lane_key)
        return found

    def depth(self, span: Span | Suggestion) -> int:
        """How many spans enclose it (of two with one extent, the older encloses the younger)."""
        return sum(
            1
            for other in self._overlapping(span.start, span.end)
            if other.start <= span.start and span.end <= other.end and other.sort_key < span.sort_key
        )

    def _overlapping(self, start: int, end: int) -> list[Span]:
        by_id = self._by_id
        found: list[Span] = []
        for size, members in self._classes.items():
            low = bisect_left(members, (start - (2 << size) + 1,))
            high = bisect_left(members, (end,))
            for _, span_id in members[low:high]:
                span = by_id[span_id]
                if span.end > start:
                    found.append(span)
        return found

    def _longer_around(self, span: Span) -> list[Span]:
        key = _lane_key(span)
        return [other for other in self._overlapping(span.start, span.end) if _lane_key(other) > key]

    def _free_lane(self, span: Span) -> int:
        key = _lane_key(span)
        taken = {self._lanes[other.id] for other in self._overlapping(span.start, span.end) if _lane_key(other) < key}
        lane = 0
        while lane in taken:
            lane += 1
        return lane

    def _settle(self, moved: Iterable[Span]) -> None:
        """Give new lanes to the spans named, and to those that this touches, shortest first."""
        waiting: list[tuple[tuple[int, int, int], int]] = []
        for span in moved:
            heappush(waiting, (_lane_key(span), span.id))
        while waiting:
            _, span_id = heappop(waiting)
            span = self._by_id[span_id]
            before, lane = self._lanes[span_id], self._free_lane(span)
            if lane == before:
                continue
            self._lanes[span_id] = lane
            for other in self._longer_around(span):
                now = self._lanes.get(other.id, -1)
                if now == lane or now > before:
                    heappush(waiting, (_lane_key(other), other.id))


def _size_class(span: Span) -> int:
    return span.length.bit_length() - 1


def _lane_key(span: Span) -> tuple[int, int, int]:
    return (span.length, span.start, span.id)
