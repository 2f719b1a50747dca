"""Going back to any point of the log, in one step."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from annotator import edits
from annotator.model.document import Document, Status
from annotator.model.errors import AnnotatorError, EditError, ProjectError
from annotator.model.record import LoadReport, Record, RecordRelation, RecordReview, RecordSpan
from annotator.model.span import Extent, Span
from annotator.store import log, queries
from annotator.store.changes import ChangeSet
from annotator.store.compacting import compact
from annotator.store.project import Project
from annotator.store.rewind import Fate, preview, rewind
from annotator.store.search import search
from tests.store import older

Load = Callable[..., LoadReport]
DATA = ("annotators", "labels", "documents", "texts", "spans", "relations", "reviews")
CHANGING = ("annotators", "spans", "reviews")

SPANS = [RecordSpan(0, 6, "actor"), RecordSpan(0, 22, "claim", "bob", note="hm", doubt=True)]
WHOLE = Record(
    "new",
    "Halvia warned Ostmark.",
    "Fees",
    spans=SPANS,
    relations=[RecordRelation("made_by", 2, 1, "bob")],
    reviews=[RecordReview("bob", Status.DONE)],
)


def state(project: Project, *without: str) -> dict[str, list[tuple[Any, ...]]]:
    return {table: project.query(f"SELECT * FROM {table}") for table in DATA if table not in without}


def newest(project: Project) -> int:
    return int(project.query("SELECT coalesce(max(id), 0) FROM edits")[0][0])


def label(project: Project, document: Document, start: int, annotator: int = 1, name: str = "claim") -> None:
    wanted = next(label for label in queries.labels(project) if label.name == name)
    edits.add_span(project, document, Extent(start, start + 3), wanted, annotator)


def do_much(project: Project, document: Document, bob: int) -> None:
    """Edits of two people, undos and redos among them."""
    labels = queries.labels(project)
    label(project, document, 20)
    label(project, document, 24, bob)
    [first, *_] = queries.spans(project, document.id, 1)
    edits.relabel_span(project, first, labels[3])
    edits.undo(project, 1)
    edits.redo(project, 1)
    edits.set_note(project, first, "why?")
    edits.remove_spans(project, queries.spans(project, document.id, bob))
    edits.undo(project, bob)
    edits.set_status(project, document.id, bob, Status.DONE)
    edits.set_review_note(project, document.id, 1, "long")
    edits.remove_spans(project, queries.spans(project, document.id, 1)[:1])


# -- edits


def test_going_back_takes_back_what_everybody_did_since(project: Project, document: Document, bob: int):
    label(project, document, 0)
    before, point = state(project), newest(project)
    do_much(project, document, bob)
    change = rewind(project, 1, point)
    assert state(project) == before
    assert change
    assert change.title == "Went back to before “Labelled “Mo” as claim” (11 edits)"
    assert (change.kind, change.annotator, change.document, change.bulk) == ("edit", 1, document.id, False)
    assert project.check() == []


def test_one_undo_takes_the_whole_step_back_and_one_redo_makes_it_again(
    project: Project, document: Document, bob: int, path: Path
):
    label(project, document, 0)
    before, point = state(project), newest(project)
    do_much(project, document, bob)
    after = state(project)
    rewind(project, 1, point)
    project.close()
    with Project.open(path) as again:
        edits.undo(again, 1)
        assert state(again) == after
        edits.redo(again, 1)
        assert state(again) == before
        assert edits.undo_title(again, 1) == "Went back to before “Labelled “Mo” as claim” (11 edits)"


def test_only_what_is_another_afterwards_is_in_the_step(project: Project, document: Document):
    label(project, document, 0)
    point = newest(project)
    label(project, document, 4)
    edits.undo(project, 1)
    [span] = queries.spans(project, document.id)
    edits.set_note(project, span, "a")
    edits.set_note(project, span, "b")
    change = rewind(project, 1, point)
    assert change
    assert [(row.table, row.row) for row in change.changes] == [("spans", span.id)]


def test_going_back_to_where_one_is_leaves_no_trace(project: Project, document: Document):
    label(project, document, 0)
    point = newest(project)
    assert rewind(project, 1, point) is None
    label(project, document, 4)
    edits.undo(project, 1)
    last = newest(project)
    assert preview(project, point).rows == 0
    assert rewind(project, 1, point) is None
    assert newest(project) == last


def test_one_can_go_back_over_going_back(project: Project, document: Document, bob: int):
    points = [(newest(project), state(project))]
    for start in (0, 4, 9):
        label(project, document, start)
        points.append((newest(project), state(project)))
    do_much(project, document, bob)
    rewind(project, 1, points[2][0])
    points.append((newest(project), state(project)))
    label(project, document, 30)
    edits.undo(project, 1)
    edits.undo(project, 1)
    for point, wanted in reversed(points):
        rewind(project, bob, point)
        assert state(project) == wanted


def test_spans_that_changed_places_go_back_and_forth(project: Project, document: Document):
    for start in (0, 4, 9):
        label(project, document, start)
    a, b, c = queries.spans(project, document.id)
    before, point = state(project), newest(project)
    length = len(document.text)
    edits.move_span(project, a, Extent(40, 43), length)
    edits.move_span(project, b, a.extent, length)
    edits.move_span(project, c, b.extent, length)
    edits.move_span(project, a, c.extent, length)
    after = state(project)
    for _ in range(2):
        change = rewind(project, 1, point)
        assert change
        assert all("\0" not in (row.after or {})["fragments"] for row in change.changes)
        assert state(project) == before
        edits.undo(project, 1)
        assert state(project) == after
        edits.redo(project, 1)
        edits.undo(project, 1)


def test_who_worked_here_stays_known(project: Project, document: Document):
    point = newest(project)
    bob = project.ensure_annotator("bob").id
    label(project, document, 0, bob)
    rewind(project, 1, point)
    assert [annotator.name for annotator in project.annotators()] == ["ana", "bob"]
    assert queries.spans(project, document.id) == []


def test_a_row_changed_behind_the_log_is_in_the_way_and_nothing_is_changed(project: Project, document: Document):
    point = newest(project)
    label(project, document, 0)
    label(project, document, 4)
    with project.unlogged() as connection:
        connection.execute("UPDATE spans SET note = 'x' WHERE start = 0")
    before = state(project)
    sentence = "“Labelled “Ida” as claim” cannot be taken back, because an import or a command changed it since"
    assert sentence in preview(project, point).obstacle
    with pytest.raises(EditError, match="cannot be taken back"):
        rewind(project, 1, point)
    assert state(project) == before


def test_a_log_with_a_hole_is_in_the_way(project: Project, document: Document):
    label(project, document, 0)
    point = newest(project)
    [span] = queries.spans(project, document.id)
    for note in ("a", "b", "c"):
        edits.set_note(project, span, note)
    with project.unlogged() as connection:
        connection.execute("DELETE FROM edit_changes WHERE edit = ?", (newest(project) - 1,))
    assert "“Note on claim “Ida”” changed it since" in preview(project, point).obstacle


def test_a_constraint_that_nobody_foresaw_is_in_the_way(project: Project, document: Document):
    point = newest(project)
    label(project, document, 0)
    with project.unlogged() as connection:
        connection.execute(
            "INSERT INTO relations (document, annotator, type, head, tail, created) VALUES (1, 1, 'x', 1, 1, '')"
        )
    with pytest.raises(EditError, match="cannot be taken back"):
        rewind(project, 1, point)


def test_a_long_title_is_cut_within_the_title(project: Project, document: Document):
    point = newest(project)
    with project.edit("x" * 200, annotator=1) as edit:
        edit.insert("reviews", {"document": document.id, "annotator": 1, "changed": "now"})
    change = rewind(project, 1, point)
    assert change
    assert change.title == f"Went back to before “{'x' * 100}…” (1 edit)"


# -- the preview


def test_the_preview_counts_what_becomes_of_spans_and_documents(project: Project, document: Document, bob: int):
    label(project, document, 0)
    label(project, document, 9, name="threat")
    point = newest(project)
    label(project, document, 4)
    label(project, document, 14, bob, "actor")
    first, _, third = queries.spans(project, document.id, 1)
    edits.set_note(project, third, "hm")
    edits.remove_spans(project, [first])
    edits.set_status(project, document.id, 1, Status.DONE)
    edits.set_review_note(project, document.id, 1, "read")
    seen = preview(project, point)
    assert (seen.entries, seen.whose) == (6, {"ana": 5, "bob": 1})
    assert seen.spans == Fate(gone=2, back=1, changed=1)
    assert seen.by_label == {"actor": Fate(gone=1), "claim": Fate(1, 1), "threat": Fate(changed=1)}
    assert (seen.statuses, seen.notes, seen.documents, seen.rows) == (2, 1, 0, 6)
    assert not seen.for_good
    assert seen.title == "Labelled “Bra” as claim"
    assert seen.obstacle == ""


def test_a_preview_changes_nothing_and_can_be_made_of_a_project_for_reading(
    project: Project, document: Document, path: Path
):
    label(project, document, 0)
    project.close()
    with Project.open(path, read_only=True) as again:
        assert preview(again, 1).spans == Fate(gone=1)


# -- imports


def test_going_back_over_an_import_takes_out_all_that_came_with_it(project: Project, load: Load, bob: int):
    load(Record("old", "Nobody was there."))
    before, point = state(project), newest(project)
    load(WHOLE, Record("second", "The quay is closed."))
    new = queries.document_by_key(project, "new")
    assert new
    label(project, new, 7)
    edits.add_seconds(project, new.id, 1, 30)
    seen = preview(project, point)
    assert (seen.documents, seen.imports, seen.for_good) == (2, 1, True)
    assert seen.spans == Fate(gone=3)
    assert seen.statuses == 0, "none of a document that stays"
    change = rewind(project, 1, point)
    assert change
    assert (change.kind, change.bulk, change.changes) == ("rewind", True, ())
    assert state(project) == before
    assert project.check() == []
    assert search(project, "Halvia") == search(project, "quay") == []
    assert search(project, "nobody") == [1]
    [entry] = log.entries(project, [change.edit])
    assert entry.counts == {"edits": 2, "documents": 2, "spans": 3, "relations": 1, "reviews": 2}


def test_what_an_import_changed_of_what_was_there_is_as_before(project: Project, document: Document, load: Load):
    edits.set_status(project, document.id, 1, Status.DONE)
    edits.set_status(project, document.id, 1, Status.NEW)
    before, point = state(project), newest(project)
    load(
        Record(
            document.key,
            document.text,
            spans=[RecordSpan(0, 3, "actor", "ana")],
            reviews=[RecordReview("ana", Status.SKIPPED, "as they said")],
        )
    )
    edits.set_review_note(project, document.id, 1, "as I say")
    assert preview(project, point).statuses == 1
    rewind(project, 1, point)
    assert state(project) == before


def test_labels_and_annotators_of_an_import_stay(project: Project, load: Load):
    load(Record("a", "Halvia left.", spans=[RecordSpan(0, 6, "appeal", "eva")]))
    rewind(project, 1, 0)
    assert [annotator.name for annotator in project.annotators()] == ["ana", "eva"]
    assert "appeal" in [label.name for label in queries.labels(project)]
    assert queries.document_ids(project, None) == []


def test_ctrl_z_goes_on_before_what_was_taken_back_for_good(project: Project, document: Document, load: Load, bob: int):
    label(project, document, 0)
    label(project, document, 4, bob)
    point = newest(project)
    load(WHOLE)
    label(project, document, 9)
    label(project, document, 14, bob)
    edits.undo(project, bob)
    rewind(project, 1, point)
    assert edits.redo_title(project, bob) is None
    assert edits.undo_title(project, 1) == "Labelled “Ida” as claim"
    assert edits.undo_title(project, bob) == "Labelled “Bra” as claim"
    edits.undo(project, 1)
    edits.undo(project, bob)
    assert queries.spans(project, document.id) == []


def test_one_cannot_go_back_to_where_an_import_still_was(project: Project, document: Document, load: Load):
    load(WHOLE)
    within = newest(project)
    rewind(project, 1, within - 1)
    label(project, document, 0)
    assert "import the files again" in preview(project, within).obstacle
    with pytest.raises(EditError, match="took an import out"):
        rewind(project, 1, within)


def test_one_can_go_back_over_an_import_and_its_taking_out(project: Project, document: Document, load: Load):
    label(project, document, 0)
    before, point = state(project, "annotators"), newest(project)
    label(project, document, 4)
    load(WHOLE)
    label(project, document, 9)
    rewind(project, 1, point + 1)
    label(project, document, 14)
    load(Record("third", "Ships wait."))
    rewind(project, 1, point)
    assert state(project, "annotators") == before


def test_the_same_files_come_in_again_after_an_import_was_taken_back(project: Project, load: Load):
    load(WHOLE)
    rewind(project, 1, 0)
    report = load(WHOLE)
    assert (report.documents.added, report.spans.added) == (1, 2)
    assert search(project, "Halvia") == [2]
    assert project.check() == []


# -- one import by itself


def test_an_import_in_the_middle_is_taken_back_by_itself(project: Project, document: Document, load: Load):
    before = state(project)
    load(WHOLE)
    entry = newest(project)
    label(project, document, 0)
    with_label = queries.spans(project, document.id)
    seen = preview(project, entry - 1, only=True)
    assert (seen.entries, seen.documents, seen.spans) == (1, 1, Fate(gone=2))
    change = rewind(project, 1, entry - 1, only=True)
    assert change
    assert (change.kind, change.title, change.bulk) == ("command", "Took back “Import”", True)
    assert queries.spans(project, document.id) == with_label
    assert state(project, *CHANGING) == {table: rows for table, rows in before.items() if table not in CHANGING}
    assert project.check() == []
    assert edits.undo_title(project, 1) == "Labelled “Ida” as claim"
    assert "taken back already" in preview(project, entry - 1, only=True).obstacle


def test_an_import_taken_back_can_be_gone_back_over(project: Project, document: Document, load: Load):
    edits.set_status(project, document.id, 1, Status.DONE)
    edits.set_status(project, document.id, 1, Status.NEW)
    before, point = state(project, "annotators"), newest(project)
    review = RecordReview("ana", Status.SKIPPED)
    load(WHOLE, Record(document.key, document.text, reviews=[review]))
    [span] = queries.spans(project, 2, 1)
    edits.set_doubt(project, span, True)
    edits.undo(project, 1)
    taken = rewind(project, 1, point, only=True)
    assert taken
    assert state(project, "annotators") == before
    label(project, document, 0)
    assert "took an import out" in preview(project, point + 1).obstacle
    rewind(project, 1, point)
    assert state(project, "annotators") == before


def building() -> dict[str, Callable[[Project], object]]:
    def span(project: Project) -> Span:
        return queries.spans(project, 2, 1)[0]

    def link(project: Project) -> None:
        with project.edit("Link", annotator=1) as edit:
            row = {"document": 1, "annotator": 1, "type": "x", "head": span(project).id, "tail": span(project).id}
            edit.insert("relations", row | {"created": "now"})

    return {
        "Doubted": lambda project: edits.set_doubt(project, span(project), True),
        "Removed actor": lambda project: edits.remove_spans(project, [span(project)]),
        "Labelled": lambda project: label(project, queries.document(project, 2), 7),
        "Note on": lambda project: edits.set_review_note(project, 2, 1, "read"),
        "Link": link,
    }


@pytest.mark.parametrize("name", building())
def test_an_import_somebody_has_built_upon_is_not_taken_back_by_itself(
    project: Project, document: Document, load: Load, name: str
):
    load(WHOLE)
    entry = newest(project)
    building()[name](project)
    before = state(project)
    assert f"because “{name}" in preview(project, entry - 1, only=True).obstacle
    with pytest.raises(EditError, match="cannot be taken back"):
        rewind(project, 1, entry - 1, only=True)
    assert state(project) == before


def test_an_import_another_one_has_built_upon_is_not_taken_back_by_itself(project: Project, load: Load):
    load(WHOLE)
    load(Record(WHOLE.key, WHOLE.text, spans=[RecordSpan(7, 13, "claim", "ana")]))
    assert "an import or a command" in preview(project, 0, only=True).obstacle
    assert preview(project, 1, only=True).obstacle == ""


def test_a_review_that_was_changed_since_keeps_its_import(project: Project, document: Document, load: Load):
    edits.set_status(project, document.id, 1, Status.DONE)
    edits.set_status(project, document.id, 1, Status.NEW)
    load(Record(document.key, document.text, reviews=[RecordReview("ana", Status.SKIPPED)]))
    entry = newest(project)
    edits.set_status(project, document.id, 1, Status.DONE)
    assert "because “Marked" in preview(project, entry - 1, only=True).obstacle


@pytest.mark.parametrize("entry", [2, 99])
def test_nothing_but_an_import_is_taken_back_by_itself(project: Project, document: Document, entry: int):
    label(project, document, 0)
    assert "only an import" in preview(project, entry - 1, only=True).obstacle


# -- compacting, and older versions


def test_one_cannot_go_back_past_a_compaction(project: Project, document: Document, load: Load):
    label(project, document, 0)
    label(project, document, 4)
    point = newest(project)
    before = state(project)
    compact(project, 1, keep=0)
    label(project, document, 9)
    assert "compacted" in preview(project, point - 1).obstacle
    assert "compacted" in preview(project, 0, only=True).obstacle
    rewind(project, 1, point)
    assert state(project) == before


def test_an_import_of_version_1_without_relations_is_taken_back(path: Path):
    older.make(path)
    with Project.open(path) as project:
        before = state(project, "spans")
        rewind(project, 1, 10, only=True)
        assert [span.id for span in queries.spans(project, 2)] == [4]
        assert state(project, "spans") == before


def test_a_span_of_before_an_import_of_version_1_is_not_taken_for_one_of_it(path: Path):
    older.make(path)
    with Project.open(path) as project:
        edits.redo(project, 1)
        rewind(project, 1, 10, only=True)
        assert [span.id for span in queries.spans(project, 2)] == [4, 5]


def test_an_import_of_version_1_that_did_not_note_enough_is_in_the_way(path: Path):
    older.make(path)
    with Project.open(path) as project:
        assert "older Annotator" in preview(project, 0).obstacle
        assert "older Annotator" in preview(project, 0, only=True).obstacle
        assert preview(project, 1).obstacle == ""
        rewind(project, 1, 1)
        assert queries.spans(project, 2) == []


DETAILS = [
    '{"ids": 5, "spans": 1}',
    '{"ids": {"spans": [1]}}',
    '{"ids": {"spans": [0, 9]}}',
    '{"ids": {"spans": [1, 1e300]}}',
    '{"ids": {"spans": ["1", 2]}}',
    '{"ids": {}, "changed": 7}',
    '{"ids": {}, "changed": [["spans", 1, "[]", "[]"]]}',
    '{"ids": {}, "changed": [["reviews", 1, "[1,2,3,4,5,6,7]", "[]"]]}',
    "[1]",
    "no JSON",
    "[" * 100_000,
]


@pytest.mark.parametrize("detail", DETAILS, ids=lambda detail: detail[:30])
@pytest.mark.parametrize("only", [False, True])
def test_a_log_somebody_wrote_into_is_refused_in_a_sentence(project: Project, load: Load, detail: str, only: bool):
    load(WHOLE)
    with project.unlogged() as connection:
        connection.execute("UPDATE edits SET detail = ?", (detail,))
    before = state(project)
    with suppress(ProjectError):
        assert preview(project, 0, only=only).obstacle
    with pytest.raises(AnnotatorError):
        rewind(project, 1, 0, only=only)
    assert state(project) == before


def test_a_range_beyond_all_rows_is_no_endless_work(project: Project, load: Load):
    load(Record("a", "Halvia left.", spans=[RecordSpan(0, 6, "actor", "ana")]))
    with project.unlogged() as connection:
        connection.execute(
            """UPDATE edits SET detail = '{"ids":{"spans":[1,9223372036854775806],"documents":[1,9223372036854775806],'
            || '"relations":[1,0],"reviews":[1,0]}}'"""
        )
        connection.execute("UPDATE spans SET id = 9223372036854775806")
    assert preview(project, 0).spans == Fate(gone=1)
    change = rewind(project, 1, 0)
    assert isinstance(change, ChangeSet)
    assert queries.document_ids(project, None) == []
