"""Files of older versions: kept whole, brought up to date, or left exactly as they were."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator import edits
from annotator.model.errors import ProjectError, StorageError
from annotator.model.span import Extent
from annotator.store import backup, details, migrations, queries, schema
from annotator.store.project import Project
from tests.store import older

TABLES = ("project", "annotators", "labels", "documents", "texts", "spans", "relations", "reviews", "times")
LOG = ("edits", "edit_changes", "sqlite_sequence")


@pytest.fixture
def old(path: Path) -> Path:
    return older.make(path)


def both(test: Callable[..., None]) -> Callable[..., None]:
    return pytest.mark.parametrize("version", [1, 2])(test)


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    try:
        found = {table: sorted(connection.execute(f"SELECT * FROM {table}")) for table in (*TABLES, *LOG)}
    finally:
        connection.close()
    # What version 3 added: a column at the end, and a count of relation types.
    found["reviews"] = [row[:7] for row in found["reviews"]]
    found["sqlite_sequence"] = [row for row in found["sqlite_sequence"] if row[0] != "relation_types"]
    return found


def refusal(path: Path, *, read_only: bool = False) -> str:
    before = path.read_bytes()
    with pytest.raises(ProjectError) as caught:
        Project.open(path, read_only=read_only)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    return str(caught.value)


@both
def test_an_older_project_is_copied_aside_and_updated_with_everything_in_it(path: Path, version: int):
    old = older.make(path, version=version)
    before = content(old)
    with Project.open(old) as project:
        assert project.query("PRAGMA user_version") == [(schema.VERSION,)]
        assert "older version" in project.notice
        assert project.check() == []
        assert project.query("PRAGMA foreign_keys") == [(1,)]
    assert content(old) == before
    copy = old.with_name(f"articles (version {version}).annot")
    assert older.version_of(copy) == version
    assert content(copy) == before
    with Project.open(old) as again:
        assert again.notice == ""


def test_the_types_of_relations_become_part_of_the_scheme(path: Path):
    older.make(path, "UPDATE relations SET type = 'Ж' WHERE id = 1", version=2)
    with Project.open(path) as project:
        assert [(type.name, type.position) for type in details.relation_types(project)] == [("Ж", 0), ("denied_by", 1)]


def test_undo_reaches_into_the_time_of_version_2(path: Path):
    older.make(path, version=2)
    with Project.open(path) as project:
        for title in ("Marked “Harbour” as done", "Note on claim “stays closed”"):
            assert edits.undo_title(project, 1) == title
            edits.undo(project, 1)
        assert edits.undo_title(project, 2) == "Note on threat “Halvia warned Ostmark.”"
        edits.undo(project, 2)
        assert project.check() == []


def test_undo_and_redo_reach_into_the_time_before_the_update(old: Path):
    with Project.open(old) as project:
        assert edits.redo_title(project, 1) == "Labelled “stays closed” as claim"
        assert edits.undo_title(project, 1) == "Note on actor “canal”"
        edits.redo(project, 1)
        edits.undo(project, 1)
        edits.undo(project, 1)
        assert [span.note for span in queries.spans(project, 2)] == ["", ""]
        assert project.check() == []


def test_no_id_of_an_edit_is_used_again(path: Path):
    older.make(path, "UPDATE sqlite_sequence SET seq = 99 WHERE name = 'edits'")
    with Project.open(path) as project:
        document = queries.document(project, 2)
        edits.add_span(project, document, Extent(0, 3), queries.labels(project)[0], 1)
        assert project.query("SELECT max(id) FROM edits") == [(100,)]


def test_an_older_project_without_an_edit_is_updated(path: Path):
    numbers = "DELETE FROM sqlite_sequence WHERE name IN ('edits', 'edit_changes')"
    older.make(path, "DELETE FROM edit_changes", "DELETE FROM edits", numbers)
    with Project.open(path) as project:
        assert [finding.name for finding in project.check()] == ["log_unknown"]  # the log was emptied here
        project.ensure_annotator("eva")
        assert project.query("SELECT id FROM edits") == [(1,)]


@both
def test_a_new_project_and_an_updated_one_have_the_same_schema(path: Path, version: int, tmp_path: Path):
    old = older.make(path, version=version)
    Project.open(old).close()
    Project.create(tmp_path / "new.annot").close()
    for path in (old, tmp_path / "new.annot"):
        connection = sqlite3.connect(path)
        made = dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
        connection.close()
        assert {name: made[name] for name in schema.STATEMENTS} == schema.STATEMENTS


def test_an_older_project_is_not_updated_when_it_is_only_read(old: Path):
    assert "older version" in refusal(old, read_only=True)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON _sqlite_migrations BEGIN DELETE FROM texts; END", "trigger “t”"),
        ("CREATE VIEW v AS SELECT 1", "view “v”"),
        ("DROP TABLE times", "“times” is missing"),
    ],
)
def test_what_another_program_did_to_an_older_project_is_refused_before_it_is_touched(
    path: Path, statement: str, said: str
):
    assert said in refusal(older.make(path, statement))


@pytest.mark.parametrize("statement", ["DELETE FROM _sqlite_migrations", "DROP TABLE _sqlite_migrations"])
def test_an_older_project_that_does_not_know_how_it_was_made_is_left_alone(path: Path, statement: str):
    older.make(path, statement)
    with pytest.raises(ProjectError, match="could not be updated"):
        Project.open(path)
    assert older.version_of(path) == 1
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_failed_update_leaves_the_older_project_and_no_copy(old: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    before = content(old)
    monkeypatch.setattr(migrations, "migrate", full)
    with pytest.raises(StorageError, match="is full"):
        Project.open(old)
    assert content(old) == before
    assert [entry.name for entry in old.parent.iterdir()] == [old.name]


def test_an_update_whose_last_step_failed_when_it_was_done_is_done(old: Path, monkeypatch: pytest.MonkeyPatch):
    def migrate_and_fail(connection: sqlite3.Connection) -> None:
        migrate(connection)
        raise sqlite3.OperationalError("disk I/O error")

    migrate = migrations.migrate
    monkeypatch.setattr(migrations, "migrate", migrate_and_fail)
    with Project.open(old) as project:
        assert "updated" in project.notice
        assert project.check() == []
    assert len(list(old.parent.glob("*.annot"))) == 2


def test_of_an_update_nobody_can_tell_of_the_copy_is_kept(old: Path, monkeypatch: pytest.MonkeyPatch):
    def close_and_fail(connection: sqlite3.Connection) -> None:
        connection.close()
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(migrations, "migrate", close_and_fail)
    with pytest.raises(ProjectError, match="could not be updated"):
        Project.open(old)
    assert len(list(old.parent.glob("*.annot"))) == 2


_KILLED = """
import os, sqlite3, sys
from pathlib import Path
from annotator.store import migrations
from annotator.store.project import Project
execute, left = migrations.Database.execute, int(sys.argv[2])
def counted(db, *arguments):
    global left
    if left == 0:
        os._exit(9)
    left -= 1
    return execute(db, *arguments)
def migrate(connection, migrate=migrations.migrate):
    connection.execute("PRAGMA cache_size = 1")
    migrations.Database.execute = counted
    migrate(connection)
migrations.migrate = migrate
Project.open(Path(sys.argv[1])).close()
"""


@both
def test_an_update_that_is_killed_at_any_statement_leaves_the_older_project_or_the_newer(
    path: Path, version: int, tmp_path: Path
):
    old = older.make(path, version=version)
    before, whole = content(old), old.read_bytes()
    for statement in range(100):
        path = tmp_path / f"{statement}" / "killed.annot"
        path.parent.mkdir()
        path.write_bytes(whole)
        code = subprocess.run([sys.executable, "-c", _KILLED, str(path), str(statement)], check=False).returncode
        if code == 0:
            break
        assert code == 9
        connection = sqlite3.connect(path)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = connection.execute("PRAGMA user_version").fetchall()
        connection.close()
        assert found in ([(1,)], [(2,)])
        assert content(path) == before
        with Project.open(path) as again:
            assert again.check() == []
        assert content(path) == before
    assert older.version_of(path) == schema.VERSION
    assert statement > 10


@pytest.mark.parametrize("failing", [OSError(28, "No space left on device"), sqlite3.OperationalError("full")])
def test_an_older_project_is_not_updated_while_no_copy_of_it_can_be_made(
    old: Path, monkeypatch: pytest.MonkeyPatch, failing: Exception
):
    before = old.read_bytes()

    def fail(*_: object) -> None:
        failing.sqlite_errorcode = sqlite3.SQLITE_FULL  # type: ignore[attr-defined]
        raise failing

    monkeypatch.setattr(backup, "pour", fail)
    with pytest.raises(StorageError, match="full"):
        Project.open(old)
    assert old.read_bytes() == before
    assert [entry.name for entry in old.parent.iterdir()] == [old.name]
