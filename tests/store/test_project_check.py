"""What ``annotator check`` finds."""

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator import edits
from annotator.model.document import Document, Status
from annotator.model.errors import Cancelled, ProjectError, StorageError
from annotator.model.record import (
    LoadReport,
    Record,
    RecordActor,
    RecordRelation,
    RecordReview,
    RecordSpan,
    RecordSuggestion,
)
from annotator.model.scheme import Label
from annotator.model.span import Extent
from annotator.store import check, queries, snapshot
from annotator.store.check import QUESTIONS, Finding
from annotator.store.project import Project
from tests.store.conftest import TEXT


def test_a_sound_project_has_no_findings(project: Project, document: Document):
    assert project.check() == []
    assert project.quick_check()


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE texts SET text = text || '!'", "texts that are not what was imported"),
        ("UPDATE documents SET length = 5", "beyond the text"),
        ("DELETE FROM texts", "documents without a text"),
        ("UPDATE spans SET label = 77", "not there"),
        ("UPDATE spans SET fragments = '[[0,3],[2,10]]'", "broken fragments"),
        ("UPDATE spans SET fragments = '[[0,3],[5,9]]'", "broken fragments"),
        ("UPDATE spans SET fragments = 'x'", "broken fragments"),
        ("UPDATE spans SET fragments = '[]'", "broken fragments"),
        ("UPDATE reviews SET status = 'lost'", "unknown status"),
        ("INSERT INTO search (search) VALUES ('delete-all')", "search index"),
    ],
)
def test_damage_is_found(project: Project, document: Document, labels: dict[str, Label], damage: str, found: str):
    edits.add_span(project, document, Extent(0, 10), labels["actor"], 1)
    project.query("PRAGMA foreign_keys = OFF")
    project.query(damage)
    assert any(found in finding.what and finding.count for finding in project.check())


def test_a_damaged_structure_is_found(project: Project, path: Path, document: Document):
    project.close()
    data = bytearray(path.read_bytes())
    data[-4096 * 3 : -4096 * 2] = b"\xee" * 4096
    path.write_bytes(data)
    with Project.open(path) as again:
        assert not again.quick_check()
        assert "structure of the file" in again.check()[0].what


def test_a_project_for_reading_can_be_checked(project: Project, path: Path, document: Document):
    project.close()
    with Project.open(path, read_only=True) as again:
        assert again.check() == []


def test_a_file_that_went_away_is_no_damage_but_said(tmp_path: Path):
    project = Project.create(tmp_path / "gone.annot")
    (tmp_path / "gone.annot").unlink()
    with pytest.raises(StorageError, match="cannot be opened"):
        project.quick_check()
    project.close()


# -- every question by name


@pytest.fixture
def busy(project: Project, document: Document, labels: dict[str, Label], ana: int, load: Callable[..., LoadReport]):
    """A project with some of everything in it."""
    edits.add_span(project, document, Extent(0, 10), labels["actor"], ana)
    edits.add_span(project, document, Extent(11, 17), labels["claim"], ana, note="note")
    spans = [RecordSpan(0, 3, "threat", "bob"), RecordSpan(4, 9, "claim", "bob", ((4, 6), (7, 9)))]
    load(
        Record("other", "Ida Brandt warned", meta={"a": 1}, spans=spans, relations=[RecordRelation("r", 1, 2, "bob")]),
        Record("third", "Nobody warned."),
    )
    described = RecordSpan(0, 6, "actor", "bob", attributes={"role": "speaker"}, actor="Brandt")
    load(
        Record(
            "fourth",
            "Brandt warned.",
            spans=[described],
            suggestions=[RecordSuggestion(0, 6, "actor", "model", score=0.5, attributes={"role": "speaker"})],
            actors=[RecordActor("Brandt", ("Ida Brandt",))],
        )
    )
    edits.add_seconds(project, document.id, ana, 5)
    edits.undo(project, ana)
    edits.redo(project, ana)
    return project


HARM = {
    "schema": "CREATE VIEW more AS SELECT 1",
    "references_texts": "DELETE FROM documents WHERE id = 3",
    "references_spans": "UPDATE spans SET label = 77 WHERE id = 1",
    "references_relations": "UPDATE relations SET head = 77",
    "references_reviews": "UPDATE reviews SET annotator = 77",
    "references_times": "UPDATE times SET annotator = 77",
    "references_edits": "UPDATE edits SET annotator = 77 WHERE id = (SELECT max(id) FROM edits)",
    "references_edit_changes": "DELETE FROM edits WHERE id = (SELECT max(id) FROM edits)",
    "numbering": "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'spans'",
    "texts_missing": "DELETE FROM texts WHERE document = 3",
    "texts_changed": "UPDATE texts SET text = text || '!' WHERE document = 3",
    "span_ranges": "UPDATE spans SET start = -1 WHERE id = 1",
    "spans_beyond": 'UPDATE spans SET "end" = 999 WHERE id = 1',
    "fragments": "UPDATE spans SET fragments = '[[0,3],[5,9]]' WHERE id = 1",
    "relations_across": "UPDATE relations SET document = 1",
    "texts": "UPDATE documents SET title = CAST(x'ff' AS TEXT) WHERE id = 3",
    "names": "UPDATE labels SET name = ' ' WHERE id = 5",
    "statuses": "UPDATE reviews SET status = 'lost'",
    "references_attribute_values": "UPDATE attribute_values SET attribute = 77",
    "references_actor_aliases": "UPDATE actor_aliases SET actor = 77",
    "references_span_actors": "UPDATE span_actors SET actor = 77",
    "references_suggestions": "UPDATE suggestions SET annotator = 77",
    "read_places": "UPDATE reviews SET read_to = 999 WHERE document = 1",
    "attribute_types": "UPDATE attributes SET type = 'colour'",
    "attribute_values": "UPDATE attribute_values SET value = '{}'",
    "suggestions": "UPDATE suggestions SET score = 'high'",
    "times": "UPDATE times SET seconds = -1",
    "dates": "UPDATE documents SET imported = '2026-02-31T00:00:00Z' WHERE id = 3",
    "colours": "UPDATE labels SET colour = '#12345G' WHERE id = 5",
    "keys": "UPDATE labels SET key = '1' WHERE id = 5",
    "kinds": "UPDATE labels SET kind = 'evil' WHERE id = 5",
    "languages": "UPDATE documents SET language = printf('%101s', 'x') WHERE id = 3",
    "json": "UPDATE documents SET meta = '[1]' WHERE id = 3",
    "search": "INSERT INTO search (search) VALUES ('delete-all')",
    "log_changes": "UPDATE edit_changes SET \"after\" = '[1]' WHERE id = 1",
    "log_edits": "DELETE FROM edit_changes WHERE id = (SELECT max(id) FROM edit_changes)",
    "log_rows": "UPDATE spans SET note = 'another' WHERE id = 2",
    "log_unknown": 'INSERT INTO spans (document, annotator, label, start, "end", created)'
    " VALUES (1, 1, 1, 20, 25, '2026-01-01T00:00:00Z')",
    "log_lost": "DELETE FROM spans WHERE id = 3",
}
"""What would be found by each question, done by hand."""


def counts(project: Project) -> dict[str, int]:
    return {finding.name: finding.count for finding in project.check_all()}


def test_each_question_is_named_and_answered_with_none(busy: Project):
    asked = busy.check_all()
    assert [finding.name for finding in asked] == list(QUESTIONS)
    assert [finding for finding in asked if finding.count] == []
    assert all(finding.whole and finding.what for finding in asked)


@pytest.mark.parametrize("name", HARM)
def test_each_question_finds_what_it_asks_for(busy: Project, path: Path, name: str):
    busy.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    with Project.open(path, read_only=True) as project:
        connection.execute(HARM[name])
        connection.commit()
        connection.close()
        assert counts(project)[name] == 1


def test_the_names_of_all_questions_but_those_of_the_structure_were_tried():
    assert {"structure", "structure_full", *HARM} == set(QUESTIONS)


@pytest.mark.parametrize("page", range(3, 36, 2))
def test_damage_anywhere_ends_no_question_in_a_traceback(busy: Project, path: Path, page: int):
    busy.close()
    data = bytearray(path.read_bytes())
    data[page * 4096 : page * 4096 + 4096] = b"\xee" * 4096
    path.write_bytes(data)
    with contextlib.suppress(ProjectError), Project.open(path) as project:
        found = project.check()
        assert found
        assert all(str(finding) for finding in found)


def test_what_is_not_answered_says_so(busy: Project, path: Path):
    finding = Finding("spans with broken fragments", 1, "fragments", whole=False)
    assert str(finding) == "spans with broken fragments: not known, damage is in the way"
    assert finding.as_json() == {"name": "fragments", "what": finding.what, "count": 1, "whole": False}


def test_a_check_changes_nothing_and_holds_off_nobody(busy: Project, path: Path):
    before = path.read_bytes()
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    edited: list[int] = []

    def edit(done: int, total: int) -> None:
        # Another connection gets its commit in between all steps, whatever is being asked.
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
        edited.append(done)

    busy.check_all(edit)
    connection.close()
    assert edited == sorted(edited)
    assert path.read_bytes() == before


def test_a_check_can_be_stopped_at_any_step(busy: Project):
    for after in (0, 1, 3, 30):
        asked: list[int] = []

        def cancelled(asked: list[int] = asked, after: int = after) -> bool:
            asked.append(1)
            return len(asked) > after

        with pytest.raises(Cancelled):
            busy.check_all(cancelled=cancelled)
    assert busy.check() == []


def test_a_question_in_the_middle_can_be_stopped(busy: Project, monkeypatch: pytest.MonkeyPatch):
    asked: list[int] = []

    def endless(copy: sqlite3.Connection) -> int:
        asked.append(1)
        numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        return int(copy.execute(numbers).fetchall()[0][0])

    monkeypatch.setitem(QUESTIONS, "structure", ("x", endless))
    with pytest.raises(Cancelled):
        busy.check_all(cancelled=lambda: bool(asked))


def test_a_question_without_an_end_is_given_up(busy: Project, monkeypatch: pytest.MonkeyPatch):
    def endless(copy: sqlite3.Connection) -> int:
        numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        return int(copy.execute(numbers).fetchall()[0][0])

    monkeypatch.setitem(QUESTIONS, "structure", ("x", endless))
    assert [finding.whole for finding in busy.check()] == [False]


def test_a_file_somebody_commits_to_all_the_time_is_copied_in_one_step(
    busy: Project, path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(snapshot, "_STEP", 1)
    connection = sqlite3.connect(path, isolation_level=None)

    def commit(done: int, total: int) -> None:
        connection.execute("UPDATE project SET value = value + 1 WHERE key = 'count'")

    connection.execute("INSERT INTO project VALUES ('count', '0')")
    with busy.snapshot(commit, lambda: False) as copy:
        assert int(copy.execute("SELECT value FROM project WHERE key = 'count'").fetchall()[0][0]) >= 5
    connection.close()


def test_a_check_without_room_for_a_copy_says_so(busy: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(snapshot.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    with pytest.raises(StorageError, match="make room"):
        busy.check()


def test_a_check_of_a_file_that_went_away_is_refused(busy: Project, path: Path):
    path.unlink()
    with pytest.raises(StorageError, match="failed"):
        busy.check()


def test_a_copy_that_cannot_be_made_is_said(busy: Project, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    monkeypatch.setattr(snapshot, "_fill", fail)
    with pytest.raises(StorageError, match="failed"):
        busy.check()


@pytest.mark.parametrize("said", [sqlite3.OperationalError("odd"), UnicodeDecodeError("utf-8", b"x", 0, 1, "odd")])
def test_a_search_index_that_fails_otherwise_is_no_answer(said: Exception):
    class Failing:
        def execute(self, _: str) -> None:
            raise said

    with pytest.raises(type(said)):
        check._search_index(Failing())  # type: ignore[arg-type]


# -- the log against the tables


def test_reviews_a_load_filled_are_no_difference(
    project: Project, document: Document, ana: int, load: Callable[..., LoadReport]
):
    edits.set_status(project, document.id, ana, Status.DONE)
    edits.set_status(project, document.id, ana, Status.NEW)
    load(Record("harbour", TEXT, "Harbour", reviews=[RecordReview("ana", Status.SKIPPED, "from a file")]))
    assert queries.review(project, document.id, ana).status is Status.SKIPPED
    assert project.check() == []
    project.query("UPDATE reviews SET note = 'by another hand'")
    assert project.check() == []  # the load may have written it
    edits.set_status(project, document.id, ana, Status.DONE)
    project.query("UPDATE reviews SET note = 'by another hand again'")
    assert counts(project)["log_rows"] == 1


def test_a_row_image_of_before_a_column_came_is_no_difference(busy: Project):
    [(id, after)] = busy.query("SELECT id, \"after\" FROM edit_changes WHERE tab = 'spans' ORDER BY id LIMIT 1")
    busy.query('UPDATE edit_changes SET "after" = ? WHERE id = ?', (json.dumps(json.loads(after)[:-1]), id))
    assert busy.check() == []


def test_a_log_that_was_shortened_is_not_asked_what_it_cannot_know(busy: Project):
    busy.query("PRAGMA foreign_keys = OFF")
    busy.query("DELETE FROM edit_changes WHERE edit < 3")
    busy.query("DELETE FROM edits WHERE id < 3")
    assert busy.check() == []


def test_a_load_that_says_nonsense_is_passed_over(busy: Project):
    detail = json.dumps({"ids": {"documents": [1, "x"], "spans": 7}, "documents": 1})
    busy.query("UPDATE edits SET detail = ? WHERE detail <> ''", (detail,))
    assert {finding.name for finding in busy.check()} == {"log_unknown"}
