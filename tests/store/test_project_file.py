"""Creating, opening, closing and refusing project files."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from annotator.model.errors import BusyError, DamagedError, EditError, ProjectError, StorageError
from annotator.model.scheme import DEFAULT_LABELS, Label
from annotator.store import opening, queries, schema
from annotator.store.errors import meaning
from annotator.store.project import Project


def alter(path: Path, *statements: str) -> None:
    """What another program could do to a project file."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def patch(path: Path, at: int, data: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[at : at + len(data)] = data
    path.write_bytes(content)


def refusal(path: Path) -> str:
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(ProjectError) as caught:
        Project.open(path)
    if path.is_file():
        assert path.read_bytes() == before, "a refused file is left untouched"
    sentence = str(caught.value)
    assert str(path) in sentence
    assert "\n" not in sentence
    return sentence


def test_a_new_project_has_the_five_labels(project: Project):
    assert [label.name for label in queries.labels(project)] == [label.name for label in DEFAULT_LABELS]
    assert [label.position for label in queries.labels(project)] == [0, 1, 2, 3, 4]


def test_a_label_comes_back_as_it_went_in(path: Path):
    wanted = Label("worry", "w", "#123456", "request", frozenset({"article", "possessive"}), "To worry.", "worry")
    with Project.create(path, labels=[wanted]) as project:
        [label] = queries.labels(project)
    assert label == Label(
        "worry", "w", "#123456", "request", frozenset({"article", "possessive"}), "To worry.", "worry", 1, 0
    )


def test_a_new_project_knows_its_annotator(project: Project):
    assert project.current_annotator
    assert project.current_annotator.name == "ana"


def test_a_project_may_have_no_annotator_yet(path: Path):
    with Project.create(path) as project:
        assert project.current_annotator is None
        assert project.annotators() == []


def test_an_annotator_is_made_once(project: Project):
    assert project.ensure_annotator(" bob ") == project.ensure_annotator("bob")
    assert [annotator.name for annotator in project.annotators()] == ["ana", "bob"]


def test_an_annotator_without_a_name_is_refused(project: Project):
    with pytest.raises(EditError):
        project.ensure_annotator("  ")


def test_the_current_annotator_is_remembered(project: Project, path: Path):
    project.set_current_annotator("bob")
    project.close()
    with Project.open(path) as again:
        assert again.current_annotator
        assert again.current_annotator.name == "bob"


def test_creating_never_overwrites(path: Path):
    path.write_text("mine")
    with pytest.raises(ProjectError, match="already a file"):
        Project.create(path)
    assert path.read_text() == "mine"


def test_creating_never_overwrites_a_dangling_link(path: Path):
    path.symlink_to(path.with_name("nowhere"))
    with pytest.raises(ProjectError, match="already a file"):
        Project.create(path)


def test_creating_in_a_missing_folder_names_the_folder(tmp_path: Path):
    with pytest.raises(ProjectError, match="no folder"):
        Project.create(tmp_path / "missing" / "a.annot")


def test_a_failed_creation_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="disk is full"):
        Project.create(path)
    assert list(path.parent.iterdir()) == []


def test_creating_works_where_there_are_no_hard_links(path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    Project.create(path).close()
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_closed_project_is_one_file(project: Project, path: Path):
    project.ensure_annotator("bob")
    assert path.with_name(path.name + "-journal").exists()
    project.close()
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_closing_twice_is_harmless(project: Project):
    project.close()
    project.close()


@pytest.mark.parametrize("name", ["project", "a b ? # % é 中.sqlite3", "x.db"])
def test_any_name_will_do(tmp_path: Path, name: str):
    Project.create(tmp_path / name, annotator="ana").close()
    with Project.open(tmp_path / name) as project:
        assert project.annotators()


def test_a_link_to_a_project_opens_the_project(project: Project, path: Path, tmp_path: Path):
    project.close()
    link = tmp_path / "link.annot"
    link.symlink_to(path)
    with Project.open(link) as again:
        assert again.path == path.resolve()


def test_edits_are_durable_and_one_write_costs_no_new_journal_file(project: Project):
    assert project.query("PRAGMA journal_mode") == [("persist",)]
    assert project.query("PRAGMA synchronous") == [(3,)]
    assert project.query("PRAGMA foreign_keys") == [(1,)]
    assert project.query("PRAGMA trusted_schema") == [(0,)]


def test_opening_does_not_load_sqlite_utils(project: Project, path: Path):
    project.close()
    code = (
        "import sys; from pathlib import Path; from annotator.store.project import Project;"
        "import annotator.edits, annotator.store.queries, annotator.store.search;"
        f"Project.open(Path({str(path)!r})).close();"
        "print([name for name in ('sqlite_utils', 'click', 'orjson', 'regex') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


# -- what is refused, each with its own sentence


def test_a_missing_file_is_refused(path: Path):
    assert "there is no file" in refusal(path)


def test_a_folder_is_refused(tmp_path: Path):
    assert "is a folder" in refusal(tmp_path)


def test_a_pipe_is_refused_without_waiting_for_it(path: Path):
    os.mkfifo(path)
    with pytest.raises(ProjectError, match="no ordinary file"):
        Project.open(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"Ida Brandt warned on Monday.", "is no project file"),
        (b'{"text": "x"}\n' * 100, "is no project file"),
        (b"SQLite format 3\0", "is cut off"),
    ],
)
def test_a_file_that_is_no_project_is_refused(path: Path, content: bytes, said: str):
    path.write_bytes(content)
    assert said in refusal(path)


def test_the_database_of_another_program_is_refused(path: Path):
    alter(path, "CREATE TABLE bookmarks (url)")
    assert "another program" in refusal(path)


def test_a_cut_off_project_is_refused(project: Project, path: Path):
    project.close()
    path.write_bytes(path.read_bytes()[:-5000])
    assert "is cut off: it has" in refusal(path)


def test_a_newer_project_is_refused(project: Project, path: Path):
    project.close()
    patch(path, 60, (schema.VERSION + 1).to_bytes(4, "big"))
    assert "newer Annotator" in refusal(path)


def test_an_unfinished_project_is_refused(project: Project, path: Path):
    project.close()
    patch(path, 60, bytes(4))
    assert "unfinished" in refusal(path)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON spans BEGIN DELETE FROM spans; END", "unknown trigger “t”"),
        ("CREATE VIEW v AS SELECT 1", "unknown view “v”"),
        ("CREATE TABLE mine (x)", "unknown table “mine”"),
        ("CREATE INDEX i ON spans (note)", "unknown index “i”"),
        ("DROP INDEX spans_marked", "“spans_marked” is missing"),
        ("ALTER TABLE spans ADD COLUMN mood TEXT", "the table “spans” is not as it should be"),
    ],
)
def test_a_schema_another_program_changed_is_refused(project: Project, path: Path, statement: str, said: str):
    project.close()
    alter(path, statement)
    assert said in refusal(path)


def test_statistics_of_another_tool_are_no_harm(project: Project, path: Path):
    project.close()
    alter(path, "ANALYZE")
    Project.open(path).close()


def test_a_damaged_project_is_refused(project: Project, path: Path):
    project.close()
    patch(path, 100, b"\xff" * 3000)
    assert "is damaged" in refusal(path)


def test_a_refused_file_can_be_opened_after_it_was_replaced(project: Project, path: Path, tmp_path: Path):
    project.close()
    good = path.read_bytes()
    path.write_bytes(b"")
    refusal(path)
    path.write_bytes(good)
    Project.open(path).close()


# -- reading only


def test_a_project_opened_for_reading_refuses_edits(project: Project, path: Path):
    project.close()
    with Project.open(path, read_only=True) as again:
        assert again.read_only
        with pytest.raises(EditError, match="reading only"):
            again.ensure_annotator("bob")


@pytest.fixture
def unwritable(monkeypatch: pytest.MonkeyPatch):
    # Tests may run as root, whom no permission stops: say what the system would say to anybody else.
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)


@pytest.mark.usefixtures("unwritable")
def test_a_project_in_an_unwritable_place_is_opened_for_reading(path: Path):
    Project.create(path, annotator="ana").close()
    with Project.open(path) as project:
        assert project.read_only
        assert "reading only" in project.notice
        assert project.annotators()


def test_a_project_left_in_the_middle_of_an_edit_can_be_read_in_an_unwritable_place(
    project: Project, path: Path, request: pytest.FixtureRequest
):
    project.close()
    leave_in_the_middle_of_an_edit(path)
    assert opening.has_hot_journal(path)
    before = path.read_bytes()
    request.getfixturevalue("unwritable")
    with Project.open(path) as again:
        assert "repaired copy" in again.notice
        assert [annotator.name for annotator in again.annotators()] == ["ana"]
        assert again.quick_check()
    assert path.read_bytes() == before


# -- other programs, crashes, updates


def leave_in_the_middle_of_an_edit(path: Path) -> None:
    """Kill a program while its transaction is half written to the file."""
    code = f"""
import os
from pathlib import Path
from annotator.store.project import Project
project = Project.open(Path({str(path)!r}))
project.query("PRAGMA cache_size = 1")
with project.edit("Never", annotator=None) as edit:
    for number in range(5000):
        edit.insert("annotators", {{"name": f"ghost {{number}}" * 20, "created": "now"}})
    os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9


def test_a_killed_program_leaves_the_last_whole_edit(project: Project, path: Path):
    project.ensure_annotator("bob")
    project.close()
    leave_in_the_middle_of_an_edit(path)
    with Project.open(path) as again:
        assert [annotator.name for annotator in again.annotators()] == ["ana", "bob"]
        assert again.check() == []


def test_a_copy_taken_at_any_moment_holds_the_last_whole_edit(project: Project, path: Path, tmp_path: Path):
    """What is on disk if the power fails: the file and its journal, in the middle of an edit and between two."""
    project.query("PRAGMA cache_size = 1")
    for number in range(6):
        with project.edit("Add", annotator=None) as edit:
            for place in range(300):
                edit.insert("annotators", {"name": f"{number} {place} " + "x" * 300, "created": "2026-01-01T00:00:00Z"})
            assert copied_annotators(path, tmp_path / f"within {number}") == 1 + 300 * number
        assert copied_annotators(path, tmp_path / f"after {number}") == 301 + 300 * number


def copied_annotators(path: Path, folder: Path) -> int:
    """How many annotators a copy of the project as it lies on disk has, once it is opened."""
    folder.mkdir()
    for source in (path, path.with_name(path.name + "-journal")):
        shutil.copyfile(source, folder / source.name)
    with Project.open(folder / path.name) as copy:
        assert copy.check() == []
        return len(copy.annotators())


def test_a_project_another_tool_switched_to_a_write_ahead_log_is_switched_back(project: Project, path: Path):
    project.close()
    alter(path, "PRAGMA journal_mode = WAL")
    with Project.open(path) as again:
        assert again.query("PRAGMA journal_mode") == [("persist",)]
        assert again.ensure_annotator("bob")
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_an_edit_while_another_program_writes_says_so_and_changes_nothing(project: Project, path: Path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyError, match="another program"):
        project.ensure_annotator("bob")
    other.execute("ROLLBACK")
    other.close()
    assert project.ensure_annotator("bob").name == "bob"


def test_a_reader_that_holds_off_the_commit_is_said_and_nothing_changes(project: Project, path: Path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM labels").fetchall()
    with pytest.raises(BusyError):
        project.ensure_annotator("bob")
    other.execute("COMMIT")
    other.close()
    assert [annotator.name for annotator in project.annotators()] == ["ana"]


def test_opening_a_project_twice_in_one_process_keeps_the_locks(project: Project, path: Path):
    """Reading the header again would drop this process's locks on the file."""
    with project.edit("Add", annotator=None) as edit:
        edit.insert("annotators", {"name": "bob", "created": "now"})
        Project.open(path, read_only=True).close()
        code = (
            f"import sqlite3; c = sqlite3.connect({str(path)!r}, timeout=0, isolation_level=None);"
            "c.execute('BEGIN IMMEDIATE')"
        )
        result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "locked" in result.stderr


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        (sqlite3.SQLITE_FULL, StorageError, "is full"),
        (sqlite3.SQLITE_READONLY, StorageError, "may not be written"),
        (sqlite3.SQLITE_IOERR_FSYNC, StorageError, "failed"),
        (sqlite3.SQLITE_CANTOPEN, StorageError, "cannot be opened"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, BusyError, "another program"),
        (sqlite3.SQLITE_CORRUPT, DamagedError, "is damaged"),
        (sqlite3.SQLITE_TOOBIG, StorageError, "too large"),
    ],
)
def test_what_sqlite_says_becomes_one_sentence(code: int, kind: type[Exception], said: str):
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    found = meaning(error, Path("/data/a.annot"))
    assert type(found) is kind
    assert said in str(found)
    assert "/data/a.annot" in str(found)


def test_a_bug_is_not_dressed_up_as_a_sentence():
    error = sqlite3.OperationalError("no such column: x")
    error.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert meaning(error, Path("a")) is None


def test_becoming_the_current_annotator_waits_for_whoever_reads_just_then(tmp_path: Path):
    """As the backup does that a window makes of a project when it is closed, while the next one opens it."""
    path = tmp_path / "p.annot"
    Project.create(path, annotator="ana").close()
    with Project.open(path) as project, closing(sqlite3.connect(path, check_same_thread=False)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM annotators").fetchall()
        leaving = threading.Timer(0.4, reader.rollback)
        leaving.start()
        assert project.set_current_annotator("ben").name == "ben"
        leaving.join()
        assert project.query("PRAGMA busy_timeout") == [(0,)]
    with Project.open(path) as project:
        assert project.current_annotator is not None
        assert project.current_annotator.name == "ben"
