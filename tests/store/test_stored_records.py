"""Records out of a project."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.document import Status
from annotator.model.record import Record, RecordRelation, RecordReview, RecordSpan
from annotator.model.span import canonical_fragments
from annotator.store import bulk, queries
from annotator.store.project import Project
from annotator.store.records import iter_records

TEXT = "Halvia warned Ostmark, and Ida Brandt agreed."

FULL = Record(
    "a",
    TEXT,
    "Title",
    "en",
    {"source": "x"},
    {"unknown": [1]},
    spans=[
        RecordSpan(0, 6, "actor", "ana"),
        RecordSpan(0, 6, "actor", "bob", note="hm"),
        RecordSpan(0, 21, "claim", "ana", ((0, 6), (14, 21)), "note", doubt=True, origin="x", extra={"form": 1}),
        RecordSpan(14, 21, "actor", "ana"),
    ],
    relations=[RecordRelation("made_by", 3, 1, "ana", {"sure": True})],
    reviews=[RecordReview("ana", Status.DONE), RecordReview("bob", Status.IN_PROGRESS, "note", {"x": 1})],
)


@pytest.fixture
def full(load: Callable[..., object]) -> None:
    load(FULL, Record("b", "Nothing here."), Record("c", "Skipped.", reviews=[RecordReview("ana", Status.SKIPPED)]))


def keys(found: list[Record]) -> list[str]:
    return [record.key for record in found]


@pytest.mark.usefixtures("full")
def test_a_record_comes_out_as_it_went_in(project: Project):
    first = next(iter_records(project))
    assert first.sha256
    first.sha256 = ""
    assert first == FULL


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["a", "b", "c"]),
        ({"statuses": [Status.DONE]}, ["a"]),
        ({"statuses": [Status.NEW]}, ["b"]),
        ({"statuses": [Status.SKIPPED, Status.NEW]}, ["b", "c"]),
        ({"statuses": [Status.IN_PROGRESS]}, ["a"]),
        ({"statuses": [Status.IN_PROGRESS], "annotators": ["ana"]}, []),
        ({"statuses": [Status.NEW], "annotators": ["bob"]}, ["b", "c"]),
        ({"annotators": ["bob"]}, ["a", "b", "c"]),
        ({"labels": ["threat"]}, ["a", "b", "c"]),
    ],
)
def test_documents_pass_by_status(project: Project, filters: dict[str, list[str]], found: list[str]):
    assert keys(list(iter_records(project, **filters))) == found


@pytest.mark.usefixtures("full")
def test_a_status_lets_only_its_annotators_through(project: Project):
    [record] = iter_records(project, statuses=[Status.DONE])
    assert {span.annotator for span in record.spans} == {"ana"}
    assert record.reviews == [RecordReview("ana", Status.DONE)]


@pytest.mark.usefixtures("full")
def test_labels_take_their_relations_along(project: Project):
    record = next(iter_records(project, labels=["actor"]))
    assert [span.label for span in record.spans] == ["actor"] * 3
    assert record.relations == []


@pytest.mark.usefixtures("full")
def test_relations_are_numbered_as_the_spans_that_pass(project: Project):
    record = next(iter_records(project, annotators=["ana"]))
    assert record.relations == [RecordRelation("made_by", 2, 1, "ana", {"sure": True})]


@pytest.mark.usefixtures("full")
def test_pages_make_no_difference(project: Project, monkeypatch: pytest.MonkeyPatch):
    whole = list(iter_records(project))
    monkeypatch.setattr(queries, "_CODE_POINTS", 1)
    assert list(iter_records(project)) == whole
    assert list(queries.pages(project)) == [(1, 1), (2, 2), (3, 3)]


@pytest.mark.usefixtures("full")
def test_nothing_stays_open_between_pages(project: Project, path: Path):
    found = iter_records(project)
    next(found)
    with Project.open(path) as other:
        other.ensure_annotator("eva")
    assert keys(list(found)) == ["b", "c"]


@pytest.mark.usefixtures("full")
def test_plain_spans_are_read_from_an_index_alone(project: Project):
    plan = project.query(
        'EXPLAIN QUERY PLAN SELECT document, annotator, label, start, "end", fragments, id FROM spans'
        " WHERE document BETWEEN ? AND ?",
        (1, 2),
    )
    assert "COVERING INDEX" in plan[0][3]


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
names = st.sampled_from(["ana", "bob", "Ёж"])
values = st.dictionaries(
    texts,
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts | st.floats(allow_nan=False, allow_infinity=False),
    max_size=3,
)


@st.composite
def any_record(draw: st.DrawFn) -> Record:
    text = draw(texts)
    ends = st.integers(0, len(text))
    pairs = st.tuples(ends, ends).filter(lambda pair: pair[0] < pair[1])
    spans = {}
    for pieces in draw(st.lists(st.lists(pairs, min_size=1, max_size=3), max_size=6)):
        fragments = canonical_fragments(pieces)
        start, end = min(a for a, _ in pieces), max(b for _, b in pieces)
        span = RecordSpan(
            start,
            end,
            draw(st.sampled_from(["actor", "claim", "新"])),
            draw(names),
            fragments,
            draw(st.just("") | texts),
            draw(st.booleans()),
            draw(st.sampled_from(["", "press"])),
            draw(values) or None,
        )
        spans[span[:5]] = span
    numbers = st.integers(1, max(len(spans), 1))
    relations = draw(st.lists(st.tuples(texts, numbers, numbers, names), max_size=3, unique=True)) if spans else []
    return Record(
        "key",
        text,
        draw(st.just("") | texts),
        draw(st.sampled_from(["", "en", "ar"])),
        draw(values),
        draw(values),
        spans=[spans[identity] for identity in sorted(spans)],
        relations=sorted(
            [RecordRelation(type, head, tail, name, None) for type, head, tail, name in relations],
            key=lambda relation: (relation.head, relation.tail, relation.type, relation.annotator),
        ),
    )


@given(any_record())
def test_any_record_comes_out_as_it_went_in(tmp_path_factory: pytest.TempPathFactory, record: Record):
    with Project.create(tmp_path_factory.mktemp("p") / "p.annot") as project:
        bulk.load(project, [record], title="Import", annotator_default="")
        [found] = iter_records(project)
        assert project.check() == []
    found.sha256 = ""
    assert found == record
