"""What the window asks of a project."""

from collections.abc import Callable

import pytest

from annotator import edits
from annotator.model.document import Document, DocumentRow, Review, Status
from annotator.model.errors import EditError
from annotator.model.record import Record, RecordReview, RecordSpan
from annotator.model.scheme import Label
from annotator.model.span import Extent
from annotator.store import queries
from annotator.store.project import Project

STATES = [Status.DONE, Status.NEW, Status.IN_PROGRESS, Status.DONE, Status.SKIPPED]


@pytest.fixture
def corpus(project: Project, load: Callable[..., object]) -> None:
    """Five documents, each with as many spans of ana as its number, and a status of hers."""
    load(
        *[
            Record(
                f"k{9 - number}",
                f"Text number {number}",
                meta={"n": number},
                spans=[RecordSpan(start, start + 1, "claim") for start in range(number)],
                reviews=[RecordReview("ana", status)],
            )
            for number, status in enumerate(STATES, 1)
        ]
    )


def test_a_document_that_is_not_there_is_said(project: Project):
    with pytest.raises(EditError, match="number 7"):
        queries.document(project, 7)
    assert queries.document_by_key(project, "x") is None


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize(
    ("status", "ids"),
    [
        (None, [1, 2, 3, 4, 5]),
        (Status.NEW, [2]),
        (Status.IN_PROGRESS, [3]),
        (Status.DONE, [1, 4]),
        (Status.SKIPPED, [5]),
    ],
)
def test_ids_come_by_status_in_order_of_import(project: Project, status: Status | None, ids: list[int]):
    assert queries.document_ids(project, 1, status=status) == ids
    assert queries.document_ids(project, 1, status=status, ids=[4, 2, 3]) == [id for id in ids if id in (2, 3, 4)]


@pytest.mark.usefixtures("corpus")
def test_listing_ids_reads_the_smallest_index(project: Project):
    [(*_, plan)] = project.query("EXPLAIN QUERY PLAN SELECT id FROM documents")
    assert "USING COVERING INDEX" in plan


@pytest.mark.usefixtures("corpus")
def test_rows_come_in_the_order_asked_for(project: Project):
    rows = queries.document_rows(project, [3, 1, 99], 1)
    assert rows == [
        DocumentRow(3, "k6", "", "", {"n": 3}, Status.IN_PROGRESS, 3),
        DocumentRow(1, "k8", "", "", {"n": 1}, Status.DONE, 1),
    ]


@pytest.mark.usefixtures("corpus")
def test_rows_show_the_annotators_own_work(project: Project, bob: int):
    assert [(row.status, row.spans) for row in queries.document_rows(project, [3], bob)] == [(Status.NEW, 0)]


@pytest.mark.usefixtures("corpus")
def test_long_lists_of_ids_are_paged(project: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queries, "_PAGE", 2)
    assert [row.id for row in queries.document_rows(project, [5, 4, 3, 2, 1], 1)] == [5, 4, 3, 2, 1]


@pytest.mark.usefixtures("corpus")
def test_documents_are_counted_by_status(project: Project, bob: int):
    counts = queries.status_counts(project, 1)
    assert counts == {Status.NEW: 1, Status.IN_PROGRESS: 1, Status.DONE: 2, Status.SKIPPED: 1}
    assert queries.status_counts(project, bob)[Status.NEW] == 5


@pytest.mark.usefixtures("corpus")
def test_spans_are_counted_by_label(project: Project, bob: int):
    assert queries.label_counts(project, 1) == {2: 15}
    assert queries.label_counts(project, 1, 3) == {2: 3}
    assert queries.label_counts(project, bob) == {}
    assert queries.label_counts(project, None) == {2: 15}


@pytest.mark.usefixtures("corpus")
def test_the_figures_of_a_project(project: Project):
    figures = queries.counts(project)
    assert (figures["documents"], figures["spans"]) == (5, 15)
    assert figures["labels"] == {"actor": 0, "claim": 15, "threat": 0, "demand": 0, "proposal": 0}
    assert figures["annotators"] == {
        "ana": {"spans": 15, "status": {"new": 1, "in progress": 1, "done": 2, "skipped": 1}}
    }


@pytest.mark.usefixtures("corpus")
def test_marked_spans_are_visited_through_all_documents(project: Project):
    for document, start in [(2, 1), (4, 0), (4, 3)]:
        [span] = [span for span in queries.spans(project, document) if span.start == start]
        edits.set_doubt(project, span, doubt=True)
    forward, place = [], (1, 0)
    while found := queries.next_marked(project, 1, *place, forward=True):
        span = queries.span(project, found[1])
        assert span
        place = (span.document, span.start)
        forward.append(place)
    assert forward == [(2, 1), (4, 0), (4, 3)]
    back = queries.next_marked(project, 1, 4, 3, forward=False)
    assert back
    assert back[0] == 4
    assert queries.next_marked(project, 1, 2, 1, forward=False) is None


def test_two_marked_spans_with_one_start_are_both_visited(
    project: Project, document: Document, labels: dict[str, Label], ana: int
):
    for name in ("claim", "actor"):
        edits.add_span(project, document, Extent(4, 9), labels[name], ana, note="hm")
    first = queries.next_marked(project, ana, document.id, 0, forward=True)
    assert first
    second = queries.next_marked(project, ana, document.id, 4, forward=True, span=first[1])
    assert second
    assert second != first
    assert queries.next_marked(project, ana, document.id, 4, forward=False, span=second[1]) == first


def test_spans_come_in_reading_order_outer_first(project: Project, load: Callable[..., object]):
    places = [(4, 6), (0, 3), (0, 9), (4, 8)]
    load(Record("a", "x" * 10, spans=[RecordSpan(*place, "claim", "bob") for place in places]))
    assert [(span.start, span.end) for span in queries.spans(project, 1)] == [(0, 9), (0, 3), (4, 8), (4, 6)]
    assert queries.spans(project, 1, 1) == []


def test_a_document_nobody_touched_has_an_empty_review(project: Project, document: Document):
    assert queries.review(project, document.id, 1) == Review(document.id, 1)


def test_words_of_a_span_that_a_stranger_put_beyond_all_texts(project: Project, document: Document):
    assert queries.words(project, document.id, 0, 3) == document.text[:3]
    assert queries.words(project, document.id, 2**63 - 2, 2**63 - 1) == ""
    assert queries.words(project, document.id, 0, 2**63 - 1) == document.text
