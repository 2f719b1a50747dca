"""Undo and redo from the log."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import edits
from annotator.model.document import Document, Status
from annotator.model.errors import EditError
from annotator.model.span import Extent
from annotator.store import history, queries
from annotator.store.history import redo, redo_title, undo, undo_title
from annotator.store.project import Project


def label(project: Project, document: Document, start: int, annotator: int = 1) -> None:
    claim = queries.labels(project)[1]
    edits.add_span(project, document, Extent(start, start + 3), claim, annotator)


def starts(project: Project, document: Document) -> list[int]:
    return [span.start for span in queries.spans(project, document.id)]


def test_undo_takes_back_the_last_edit(project: Project, document: Document):
    label(project, document, 0)
    label(project, document, 4)
    change = undo(project, 1)
    assert change
    assert (change.kind, change.undone_title) == ("undo", "Labelled “Bra” as claim")
    assert change.document == document.id
    assert starts(project, document) == [0]


def test_undo_of_the_first_edit_makes_the_document_new_again(project: Project, document: Document):
    label(project, document, 0)
    assert queries.review(project, document.id, 1).status is Status.IN_PROGRESS
    undo(project, 1)
    assert queries.review(project, document.id, 1).status is Status.NEW


def test_undo_with_nothing_to_undo_does_nothing(project: Project):
    assert undo(project, 1) is None
    assert redo(project, 1) is None
    assert undo_title(project, 1) is None
    assert redo_title(project, 1) is None


def test_redo_makes_it_again_with_the_same_id(project: Project, document: Document):
    label(project, document, 0)
    before = queries.spans(project, document.id)
    undo(project, 1)
    change = redo(project, 1)
    assert change
    assert (change.kind, change.undone_title) == ("redo", "Labelled “Ida” as claim")
    assert queries.spans(project, document.id) == before


def test_the_next_edit_drops_redo(project: Project, document: Document):
    label(project, document, 0)
    undo(project, 1)
    label(project, document, 4)
    assert redo_title(project, 1) is None
    assert redo(project, 1) is None


def test_undo_and_redo_reach_the_last_run(project: Project, document: Document, path: Path):
    label(project, document, 0)
    label(project, document, 4)
    undo(project, 1)
    project.close()
    with Project.open(path) as again:
        assert redo_title(again, 1) == "Labelled “Bra” as claim"
        redo(again, 1)
        undo(again, 1)
        undo(again, 1)
        assert starts(again, document) == []
        assert undo_title(again, 1) is None


def test_each_annotator_undoes_their_own_edits(project: Project, document: Document, bob: int):
    label(project, document, 0)
    label(project, document, 4, bob)
    undo(project, 1)
    assert [span.annotator for span in queries.spans(project, document.id)] == [bob]
    assert redo_title(project, bob) is None


def test_imports_and_commands_are_not_undone_by_the_key(project: Project, document: Document):
    label(project, document, 0)
    with project.edit("Rename", annotator=1, kind="command") as edit:
        edit.update("annotators", 1, {"name": "eva"})
    assert undo_title(project, 1) == "Labelled “Ida” as claim"
    undo(project, 1)
    assert starts(project, document) == []
    assert [annotator.name for annotator in project.annotators()] == ["eva"]


def test_an_undo_whose_rows_changed_since_is_refused_and_names_why(project: Project, document: Document):
    label(project, document, 0)
    [span] = queries.spans(project, document.id)
    with project.edit("Note from elsewhere", annotator=1, kind="command") as edit:
        edit.update("spans", span.id, {"note": "hm"})
    with pytest.raises(EditError, match=r"“Labelled “Ida” as claim”.*“Note from elsewhere”"):
        undo(project, 1)
    assert [span.note for span in queries.spans(project, document.id)] == ["hm"]
    assert undo_title(project, 1) == "Labelled “Ida” as claim"


def test_an_undo_that_would_make_an_equal_span_is_refused(project: Project, document: Document):
    label(project, document, 0)
    [span] = queries.spans(project, document.id)
    edits.remove_spans(project, [span])
    with project.edit("Import", annotator=1, kind="command") as edit:
        row = {"document": document.id, "annotator": 1, "label": span.label, "start": 0, "end": 3}
        edit.insert("spans", row | {"created": "now", "changed": "now"})
    with pytest.raises(EditError, match="cannot be taken back"):
        undo(project, 1)
    assert len(queries.spans(project, document.id)) == 1


def test_an_undo_that_would_cut_a_relation_off_is_refused(project: Project, document: Document):
    label(project, document, 0)
    [span] = queries.spans(project, document.id)
    with project.edit("Link", annotator=1, kind="command") as edit:
        row = {"document": document.id, "annotator": 1, "type": "x", "head": span.id, "tail": span.id}
        edit.insert("relations", row | {"created": "now"})
    with pytest.raises(EditError, match="cannot be taken back"):
        undo(project, 1)


def test_time_spent_is_no_obstacle_to_undo(project: Project, document: Document):
    label(project, document, 0)
    edits.add_seconds(project, document.id, 1, 30)
    undo(project, 1)
    redo(project, 1)
    assert queries.review(project, document.id, 1).seconds == 30


def ask(project: Project, asked: list[str], sql: str, values: tuple[int, ...]) -> list[tuple[object, ...]]:
    asked.append(sql)
    return project._connection.execute(sql, values).fetchall()


def test_a_long_history_takes_as_few_questions_as_a_short_one(
    project: Project, document: Document, monkeypatch: pytest.MonkeyPatch
):
    rows = [("now", 1, document.id, "edit", "Old")] * 100_000
    with project.unlogged() as connection:
        connection.executemany(
            "INSERT INTO edits (time, annotator, document, kind, title) VALUES (?, ?, ?, ?, ?)", rows
        )
        connection.execute(
            "INSERT INTO edits (time, annotator, document, kind, title, undoes)"
            " SELECT time, annotator, document, 'undo', title, id FROM edits WHERE id > 50000 ORDER BY id DESC"
        )
    asked: list[str] = []
    monkeypatch.setattr(Project, "query", lambda self, *asked_for: ask(self, asked, *asked_for))
    assert undo_title(project, 1)
    assert redo_title(project, 1)
    assert len(asked) <= 8
    [plan] = [row[3] for row in project._connection.execute("EXPLAIN QUERY PLAN " + asked[0], (1, 2))]
    assert "USING INDEX edits_undoable (annotator=? AND rowid<?)" in plan


@given(st.lists(st.sampled_from(["edit", "undo", "redo"]), max_size=40))
def test_the_walk_through_the_log_finds_what_two_stacks_would(acts: list[str]):
    log: list[history._Entry] = []
    done: list[int] = []
    undone: list[int] = []

    class Log:
        """Answers the queries of the walk from a list; nobody went back over an import."""

        def query(self, sql: str, values: tuple[int, ...]) -> list[tuple[object, ...]]:
            if sql.startswith("SELECT min(undoes)"):
                return [(None,)]
            assert sql.startswith("SELECT id, kind, undoes")
            return [tuple(entry) for entry in reversed(log) if entry.id < values[1]][:1]

    for act in acts:
        number = len(log) + 1
        if act == "edit":
            done.append(number)
            undone.clear()
            log.append(history._Entry(number, "edit", None))
        elif act == "undo" and done:
            log.append(history._Entry(number, "undo", done.pop()))
            undone.append(number)
        elif act == "redo" and undone:
            log.append(history._Entry(number, "redo", undone.pop()))
            done.append(number)
        assert history._to_undo(Log(), 1) == (done[-1] if done else None)  # type: ignore[arg-type]
        assert history._to_redo(Log(), 1) == (undone[-1] if undone else None)  # type: ignore[arg-type]
