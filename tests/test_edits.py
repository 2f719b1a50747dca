"""The verbs of the window and the command line."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from annotator import edits
from annotator.model.document import Document, Status
from annotator.model.errors import EditError
from annotator.model.record import Record, RecordRelation, RecordSpan
from annotator.model.scheme import Label
from annotator.model.span import Extent, Span
from annotator.store import bulk, queries
from annotator.store.project import Project

TEXT = "Ida Brandt warned on Monday that Halvia would act. 😀 The minister declined."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annot", annotator="ana") as project:
        bulk.load(
            project,
            [Record("harbour", TEXT, "Harbour"), Record("b", "Two.")],
            title="Import",
            annotator_default="ana",
        )
        yield project


@pytest.fixture
def document(project: Project) -> Document:
    return queries.document(project, 1)


@pytest.fixture
def actor(project: Project) -> Label:
    return queries.labels(project)[0]


@pytest.fixture
def claim(project: Project) -> Label:
    return queries.labels(project)[1]


@pytest.fixture
def ida(project: Project, document: Document, actor: Label) -> Span:
    return edits.add_span(project, document, Extent(0, 10), actor, 1).span


@pytest.fixture
def pieces(project: Project, document: Document, claim: Label) -> Span:
    fragments = [(11, 17), (28, 38), (45, 49)]
    return edits.add_span(project, document, Extent(11, 49), claim, 1, fragments=fragments).span


def all_spans(project: Project) -> list[Span]:
    return queries.spans(project, 1)


def status(project: Project, document: int = 1) -> Status:
    return queries.review(project, document, 1).status


# -- adding


def test_a_new_span_is_as_asked_for(project: Project, ida: Span):
    assert (ida.start, ida.end, ida.label, ida.annotator, ida.document) == (0, 10, 1, 1, 1)
    assert all_spans(project) == [ida]


def test_the_title_says_what_was_labelled(project: Project, document: Document, actor: Label):
    added = edits.add_span(project, document, Extent(0, 10), actor, 1)
    assert added.change
    assert added.change.title == "Labelled “Ida Brandt” as actor"


def test_a_long_text_is_cut_in_the_title(project: Project, document: Document, claim: Label):
    added = edits.add_span(project, document, Extent(0, 50), claim, 1)
    assert added.change
    assert added.change.title == "Labelled “Ida Brandt warned on Monday that Halvia…” as claim"


def test_an_equal_span_is_not_made_twice(project: Project, document: Document, actor: Label, ida: Span):
    before = project.query("SELECT count(*) FROM edits")
    assert edits.add_span(project, document, Extent(0, 10), actor, 1) == (ida, None)
    assert project.query("SELECT count(*) FROM edits") == before


def test_an_equal_span_that_another_connection_makes_at_the_same_moment_comes_back(
    project: Project, document: Document, actor: Label, monkeypatch: pytest.MonkeyPatch
):
    begin = Project.unlogged

    def meanwhile(self: Project) -> AbstractContextManager[sqlite3.Connection]:
        if self is project:
            with Project.open(project.path) as worker:
                edits.add_span(worker, document, Extent(0, 10), actor, 1)
        return begin(self)

    monkeypatch.setattr(Project, "unlogged", meanwhile)
    added = edits.add_span(project, document, Extent(0, 10), actor, 1)
    assert added == (queries.spans(project, document.id)[0], None)


def test_the_same_words_can_have_two_labels(project: Project, document: Document, claim: Label, ida: Span):
    edits.add_span(project, document, Extent(0, 10), claim, 1)
    assert len(all_spans(project)) == 2


def test_spans_may_nest_and_cross(project: Project, document: Document, claim: Label, ida: Span):
    for extent in [Extent(0, 50), Extent(5, 20), Extent(4, 10)]:
        edits.add_span(project, document, extent, claim, 1)
    assert [(span.start, span.end) for span in all_spans(project)] == [(0, 50), (0, 10), (4, 10), (5, 20)]


@pytest.mark.parametrize("extent", [(0, 0), (5, 4), (-1, 4), (0, len(TEXT) + 1)])
def test_an_extent_outside_the_text_is_refused(
    project: Project, document: Document, actor: Label, extent: tuple[int, int]
):
    with pytest.raises(EditError, match="no stretch"):
        edits.add_span(project, document, Extent(*extent), actor, 1)
    assert all_spans(project) == []
    assert status(project) is Status.NEW


def test_offsets_count_code_points(project: Project, document: Document, actor: Label):
    at = TEXT.index("The minister")
    span = edits.add_span(project, document, Extent(at, at + 12), actor, 1).span
    rows = project.query("SELECT text FROM annotations WHERE start = ?", (span.start,))
    assert rows == [("The minister",)]


def test_the_first_span_begins_the_document(project: Project, ida: Span):
    assert status(project) is Status.IN_PROGRESS
    edits.undo(project, 1)
    assert status(project) is Status.NEW


def test_a_done_document_stays_done_when_it_is_edited(project: Project, document: Document, actor: Label):
    edits.set_status(project, 1, 1, Status.DONE)
    edits.add_span(project, document, Extent(0, 10), actor, 1)
    assert status(project) is Status.DONE


def test_all_occurrences_are_one_edit_and_none_is_made_twice(
    project: Project, document: Document, actor: Label, ida: Span
):
    added = edits.add_spans(
        project, document, [Extent(33, 39), Extent(0, 10), Extent(54, 66), Extent(33, 39)], actor, 1
    )
    assert [(span.start, span.end) for span in added] == [(33, 39), (54, 66)]
    edits.undo(project, 1)
    assert all_spans(project) == [ida]


def test_labelling_all_occurrences_again_is_no_edit(project: Project, document: Document, actor: Label):
    edits.add_spans(project, document, [Extent(0, 10)], actor, 1)
    title = edits.undo_title(project, 1)
    assert edits.add_spans(project, document, [Extent(0, 10)], actor, 1) == []
    assert edits.undo_title(project, 1) == title


# -- changing


def test_a_span_can_be_relabelled(project: Project, ida: Span, claim: Label):
    change = edits.relabel_span(project, ida, claim)
    assert change
    assert change.title == "Relabelled “Ida Brandt” as claim"
    assert [span.label for span in all_spans(project)] == [claim.id]


def test_relabelling_with_its_own_label_is_no_edit(project: Project, ida: Span, actor: Label):
    assert edits.relabel_span(project, ida, actor) is None


def test_relabelling_into_an_equal_span_is_refused(project: Project, document: Document, ida: Span, claim: Label):
    edits.add_span(project, document, Extent(0, 10), claim, 1)
    with pytest.raises(EditError, match="equal span"):
        edits.relabel_span(project, ida, claim)


@pytest.mark.parametrize(
    ("extent", "said"),
    [
        ((0, 17), "the end of actor “Ida Brandt warned”"),
        ((4, 10), "the start of"),
        ((1, 11), "the ends of"),
    ],
)
def test_the_ends_of_a_span_move(project: Project, ida: Span, extent: tuple[int, int], said: str):
    change = edits.move_span(project, ida, Extent(*extent), len(TEXT))
    assert change
    assert said in change.title
    assert [(span.start, span.end) for span in all_spans(project)] == [extent]


def test_moving_a_span_nowhere_is_no_edit(project: Project, ida: Span):
    assert edits.move_span(project, ida, Extent(0, 10), len(TEXT)) is None


def test_moving_a_span_beyond_the_text_is_refused(project: Project, ida: Span):
    with pytest.raises(EditError):
        edits.move_span(project, ida, Extent(0, len(TEXT) + 1), len(TEXT))


def test_a_span_that_is_gone_cannot_be_changed(project: Project, ida: Span, claim: Label):
    edits.remove_spans(project, [ida])
    with pytest.raises(EditError, match="not there any more"):
        edits.relabel_span(project, ida, claim)


# -- fragments


def test_a_span_can_be_in_pieces(project: Project, pieces: Span):
    assert pieces.fragments == (Extent(11, 17), Extent(28, 38), Extent(45, 49))
    assert all_spans(project) == [pieces]


@pytest.mark.parametrize(
    ("fragments", "said"),
    [([(12, 17), (30, 49)], "do not fill"), ([(11, 17), (30, 50)], "do not fill"), ([(11, 11)], "empty")],
)
def test_fragments_have_to_fill_the_extent(
    project: Project, document: Document, claim: Label, fragments: list[tuple[int, int]], said: str
):
    with pytest.raises(EditError, match=said):
        edits.add_span(project, document, Extent(11, 49), claim, 1, fragments=fragments)


def test_pieces_that_touch_are_one_piece(project: Project, document: Document, claim: Label):
    added = edits.add_span(project, document, Extent(0, 10), claim, 1, fragments=[(0, 4), (4, 10)])
    assert added.span.fragments == ()


@pytest.mark.parametrize(
    ("extent", "left"),
    [
        ((11, 52), [(11, 17), (28, 38), (45, 52)]),
        ((5, 49), [(5, 17), (28, 38), (45, 49)]),
        ((30, 49), [(30, 38), (45, 49)]),
        ((11, 40), [(11, 17), (28, 40)]),
        ((29, 33), []),
        ((18, 27), []),
    ],
)
def test_moving_the_outer_ends_of_a_span_in_pieces(
    project: Project, pieces: Span, extent: tuple[int, int], left: list[tuple[int, int]]
):
    edits.move_span(project, pieces, Extent(*extent), len(TEXT))
    [moved] = all_spans(project)
    assert list(moved.fragments) == left
    assert (moved.start, moved.end) == extent


@pytest.mark.parametrize(
    ("piece", "left"),
    [
        ((54, 66), [(11, 17), (28, 38), (45, 49), (54, 66)]),
        ((17, 28), [(11, 38), (45, 49)]),
        ((0, 70), []),
    ],
)
def test_a_piece_can_be_added(project: Project, pieces: Span, piece: tuple[int, int], left: list[tuple[int, int]]):
    edits.add_fragment(project, pieces, Extent(*piece), len(TEXT))
    [span] = all_spans(project)
    assert list(span.fragments) == left


@pytest.mark.parametrize(
    ("piece", "left", "extent"),
    [
        ((28, 38), [(11, 17), (45, 49)], (11, 49)),
        ((0, 20), [(28, 38), (45, 49)], (28, 49)),
        ((30, 47), [(11, 17), (28, 30), (47, 49)], (11, 49)),
        ((17, 60), [], (11, 17)),
    ],
)
def test_a_piece_can_be_taken_out(
    project: Project,
    pieces: Span,
    piece: tuple[int, int],
    left: list[tuple[int, int]],
    extent: tuple[int, int],
):
    edits.remove_fragment(project, pieces, Extent(*piece))
    [span] = all_spans(project)
    assert (list(span.fragments), (span.start, span.end)) == (left, extent)


def test_the_last_piece_cannot_be_taken_out(project: Project, ida: Span):
    with pytest.raises(EditError, match="remove the span"):
        edits.remove_fragment(project, ida, Extent(0, 10))


# -- removing


def test_a_span_is_removed_and_comes_back_whole(project: Project, ida: Span):
    edits.set_note(project, ida, "unsure")
    [noted] = all_spans(project)
    change = edits.remove_spans(project, [ida])
    assert change
    assert change.title == "Removed actor “Ida Brandt”"
    assert all_spans(project) == []
    edits.undo(project, 1)
    assert all_spans(project) == [noted]


def test_several_spans_are_removed_in_one_edit(project: Project, ida: Span, pieces: Span):
    change = edits.remove_spans(project, [ida, pieces])
    assert change
    assert change.title == "Removed 2 spans"
    edits.undo(project, 1)
    assert all_spans(project) == [ida, pieces]


def test_removing_nothing_is_no_edit(project: Project):
    assert edits.remove_spans(project, []) is None


def test_relations_go_and_come_back_with_their_span(project: Project):
    spans = [RecordSpan(0, 1, "actor"), RecordSpan(2, 3, "claim")]
    linked = Record("c", "Three.", spans=spans, relations=[RecordRelation("made_by", 2, 1)])
    bulk.load(project, [linked], title="Import", annotator_default="ana")
    document = queries.document_by_key(project, "c")
    assert document
    first, second = queries.spans(project, document.id)
    before = project.query("SELECT * FROM relations")
    edits.remove_spans(project, [first, second])
    assert project.query("SELECT * FROM relations") == []
    edits.undo(project, 1)
    assert project.query("SELECT * FROM relations") == before


# -- notes, doubts, statuses, time


def test_a_note_is_written_and_removed(project: Project, ida: Span):
    edits.set_note(project, ida, "hm")
    assert [span.note for span in all_spans(project)] == ["hm"]
    assert edits.undo_title(project, 1) == "Note on actor “Ida Brandt”"
    edits.set_note(project, ida, "")
    assert [span.note for span in all_spans(project)] == [""]
    assert edits.undo_title(project, 1) == "Removed the note on actor “Ida Brandt”"
    assert edits.set_note(project, ida, "") is None


@pytest.mark.parametrize("note", ["\0", "a\ud800"])
def test_a_note_no_file_can_hold_is_refused(project: Project, ida: Span, note: str):
    with pytest.raises(EditError, match="no text"):
        edits.set_note(project, ida, note)


def test_a_doubt_is_set_and_lifted(project: Project, ida: Span):
    edits.set_doubt(project, ida, doubt=True)
    assert [span.doubt for span in all_spans(project)] == [True]
    assert edits.set_doubt(project, ida, doubt=True) is None
    edits.set_doubt(project, ida, doubt=False)
    assert [span.doubt for span in all_spans(project)] == [False]


@pytest.mark.parametrize("wanted", list(Status))
def test_a_status_is_set_and_undone(project: Project, ida: Span, wanted: Status):
    change = edits.set_status(project, 1, 1, wanted)
    assert status(project) is wanted
    if wanted is Status.IN_PROGRESS:
        assert change is None
    else:
        assert change
        assert change.title == f"Marked “Harbour” as {wanted.value}"
        edits.undo(project, 1)
    assert status(project) is Status.IN_PROGRESS


def test_a_document_without_a_title_is_called_by_its_key(project: Project):
    change = edits.set_status(project, 2, 1, Status.DONE)
    assert change
    assert change.title == "Marked “b” as done"


def test_marking_a_new_document_as_new_is_no_edit(project: Project):
    assert edits.set_status(project, 2, 1, Status.NEW) is None


def test_a_status_of_no_document_is_refused(project: Project):
    with pytest.raises(EditError, match="number 99"):
        edits.set_status(project, 99, 1, Status.DONE)


def test_a_document_can_have_a_note(project: Project):
    edits.set_review_note(project, 2, 1, "Read again")
    review = queries.review(project, 2, 1)
    assert (review.note, review.status) == ("Read again", Status.NEW)
    assert edits.set_review_note(project, 2, 1, "Read again") is None


def test_time_adds_up_and_is_no_edit(project: Project):
    edits.add_seconds(project, 2, 1, 20)
    edits.add_seconds(project, 2, 1, 5)
    edits.add_seconds(project, 2, 1, 0)
    assert queries.review(project, 2, 1).seconds == 25
    assert edits.undo_title(project, 1) is None
    assert status(project, 2) is Status.NEW
