"""The index finds what a plain scan finds, and its lanes do not depend on the order of edits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Extent, Span
from annotator.model.span_index import SpanIndex

extents = st.tuples(st.integers(0, 80), st.integers(1, 60)).map(lambda p: (p[0], p[0] + p[1]))


def span(span_id: int, start: int, end: int, fragments: tuple[Extent, ...] = ()) -> Span:
    return Span(span_id, 1, 1, 1, start, end, fragments)


def lanes(index: SpanIndex) -> dict[int, int]:
    return {s.id: index.lane(s.id) for s in index}


@given(st.lists(extents, max_size=30), extents)
def test_overlapping_finds_what_a_scan_finds(pairs: list[tuple[int, int]], probe: tuple[int, int]) -> None:
    spans = [span(i, *pair) for i, pair in enumerate(pairs, 1)]
    expected = sorted((s for s in spans if s.start < probe[1] and s.end > probe[0]), key=lambda s: s.sort_key)
    assert SpanIndex(spans).overlapping(*probe) == expected


@given(st.lists(extents, min_size=1, max_size=30), st.data())
def test_lanes_after_edits_are_those_of_a_fresh_index(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    spans = {i: span(i, *pair) for i, pair in enumerate(pairs, 1)}
    index = SpanIndex()
    for s in data.draw(st.permutations(list(spans.values()))):
        index.add(s)
    for span_id in data.draw(st.lists(st.sampled_from(sorted(spans)), unique=True)):
        index.remove(span_id)
        del spans[span_id]
    fresh = SpanIndex(spans.values())
    assert lanes(index) == lanes(fresh)
    assert list(index) == list(fresh)


@given(st.lists(extents, max_size=30))
def test_overlapping_spans_never_share_a_lane(pairs: list[tuple[int, int]]) -> None:
    index = SpanIndex([span(i, *pair) for i, pair in enumerate(pairs, 1)])
    for a in index:
        for b in index:
            if a.id != b.id and a.extent.overlaps(b.extent):
                assert index.lane(a.id) != index.lane(b.id)


def test_the_shorter_span_is_nearer_the_text() -> None:
    index = SpanIndex([span(1, 0, 40), span(2, 3, 8)])
    assert lanes(index) == {1: 1, 2: 0}


def test_a_fragmented_span_is_not_found_in_its_gap() -> None:
    index = SpanIndex([span(1, 0, 10, (Extent(0, 2), Extent(8, 10)))])
    assert [s.id for s in index.at(1)] == [1]
    assert index.at(5) == []


def test_depth_counts_the_spans_around() -> None:
    index = SpanIndex([span(1, 0, 40), span(2, 3, 8), span(3, 3, 8), span(4, 50, 60)])
    assert [index.depth(s) for s in index] == [0, 1, 2, 0]
