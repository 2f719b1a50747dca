"""A project file as a stranger may have made it: it costs little time and memory, and nothing it says is obeyed."""

from __future__ import annotations

import sqlite3
import struct
from typing import TYPE_CHECKING

import pytest

from annotator import edits
from annotator.model.errors import AnnotatorError, DamagedError, EditError, ProjectError, StorageError
from annotator.model.record import Record
from annotator.model.span import Extent
from annotator.store import limits, queries
from annotator.store.bulk import load
from annotator.store.errors import meaning
from annotator.store.history import undo
from annotator.store.project import Project
from annotator.store.search import named
from annotator.store.values import typed, unpack_fragments

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.model.document import Document
    from annotator.model.scheme import Label


@pytest.fixture
def closed(project: Project, document: Document, labels: dict[str, Label], ana: int, path: Path) -> Path:
    """A project with a document and a span, that nobody has open."""
    edits.add_span(project, document, Extent(0, 10), labels["actor"], ana)
    project.close()
    return path


def harm(path: Path, *statements: str | tuple[str, tuple[object, ...]]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("BEGIN")
    for statement in statements:
        connection.execute(*((statement,) if isinstance(statement, str) else statement))
    connection.execute("COMMIT")
    connection.close()


def refusal(path: Path, kind: type[AnnotatorError] = DamagedError, *, read_only: bool = False) -> str:
    """The sentence an opening is refused with; the file is as it was."""
    before = path.read_bytes()
    with pytest.raises(kind) as caught:
        Project.open(path, read_only=read_only)
    assert path.read_bytes() == before
    assert "\n" not in str(caught.value)
    return str(caught.value)


def set_bytes(path: Path, place: int, data: bytes) -> None:
    whole = bytearray(path.read_bytes())
    whole[place : place + len(data)] = data
    path.write_bytes(whole)


# -- what the opening refuses


def test_a_schema_of_thousands_of_tables_is_refused_without_reading_them_all(closed: Path):
    harm(closed, *(f"CREATE TABLE t{number} (a)" for number in range(3000)))
    assert "its schema is larger than any project's" in refusal(closed)


def test_a_statement_as_long_as_a_book_is_refused(closed: Path):
    harm(closed, f"CREATE TABLE t (a DEFAULT '{'x' * 100_000}')")
    assert "its schema is larger than any project's" in refusal(closed)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON spans BEGIN DELETE FROM texts; END", "trigger “t”"),
        ("CREATE VIEW v AS SELECT 1", "view “v”"),
        ("CREATE TABLE more (a)", "table “more”"),
        ("CREATE INDEX more ON spans (start)", "index “more”"),
        ("ALTER TABLE spans ADD COLUMN g TEXT GENERATED ALWAYS AS (hex(note)) VIRTUAL", "table “spans” is not as"),
        ("ALTER TABLE _sqlite_migrations ADD COLUMN g GENERATED ALWAYS AS (hex(name)) VIRTUAL", "_sqlite_migrat"),
        (
            "UPDATE sqlite_schema SET sql = 'CREATE TABLE search_docsize(id INTEGER PRIMARY KEY, sz DEFAULT (1 + 1))'"
            " WHERE name = 'search_docsize'",
            "search_docsize",
        ),
        ("CREATE VIRTUAL TABLE other USING fts5(a)", "unknown"),
        ("DROP TABLE times", "“times” is missing"),
        ("UPDATE sqlite_schema SET sql = CAST(sql AS BLOB) WHERE name = 'times'", "makes no sense"),
        ("UPDATE sqlite_sequence SET seq = 'x'", "no number"),
        ("UPDATE sqlite_sequence SET seq = -5", "no number"),
    ],
)
def test_what_is_not_ours_is_refused_and_left_as_it_is(closed: Path, statement: str, said: str):
    harm(closed, statement)
    assert said in refusal(closed)


@pytest.mark.parametrize(
    ("place", "data", "said"),
    [
        (56, b"\0\0\0\2", "not UTF-8"),
        (56, b"\0\0\0\0", "not UTF-8"),
        (16, b"\0\0", "pages have 0 bytes"),
        (16, b"\x0b\xb8", "pages have 3,000 bytes"),
        (44, b"\0\0\0\x09", "damaged"),
    ],
)
def test_an_odd_header_is_refused(closed: Path, place: int, data: bytes, said: str):
    set_bytes(closed, place, data)
    assert said in refusal(closed)


def test_a_file_in_the_other_journal_mode_is_not_read_where_it_may_not_be_written(closed: Path):
    harm_mode(closed)
    assert "WAL mode" in refusal(closed, ProjectError, read_only=True)
    assert sorted(file.name for file in closed.parent.iterdir()) == [closed.name]
    with Project.open(closed) as project:
        assert project.query("PRAGMA journal_mode") == [("persist",)]
        assert project.check() == []


def harm_mode(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.close()


def test_a_journal_cannot_name_another_file_to_be_removed(closed: Path, tmp_path: Path):
    """SQLite opens the file whose name ends such a journal, and removes it when it makes no sense to it."""
    precious = tmp_path / "precious.txt"
    precious.write_text("precious")
    name = str(precious).encode()
    ending = struct.pack(">II", len(name), sum(name)) + bytes.fromhex("d9d505f920a163d7")
    journal = closed.with_name(closed.name + "-journal")
    journal.write_bytes(b"x" * 512 + struct.pack(">I", 262145) + name + ending)
    assert "for several files at once" in refusal(closed)
    assert precious.read_text() == "precious"
    assert journal.exists()


def test_a_journal_cannot_make_the_file_terabytes_large(closed: Path):
    head = struct.pack(">IIIII", 0, 1, 0xFFFFFFFE, 512, 4096)
    journal = closed.with_name(closed.name + "-journal")
    journal.write_bytes((bytes.fromhex("d9d505f920a163d7") + head).ljust(512, b"\0"))
    assert "is no journal of it" in refusal(closed)


def test_pages_of_a_list_that_go_round_in_a_circle_end(project: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(project, "query", lambda *_: [(5, 1), (3, 1)])
    with pytest.raises(DamagedError):
        list(queries.pages(project))


# -- limits that hold while it is open


def test_memory_that_a_file_asks_for_has_an_end(project: Project, path: Path):
    assert project.query("PRAGMA hard_heap_limit") == [(limits._MEMORY,)]
    assert isinstance(meaning(MemoryError(), path), DamagedError)


def test_the_limits_hold_on_every_connection(project: Project):
    connection = project._connection
    for limit, most in limits._WORKING.items():
        assert connection.getlimit(limit) == most
    with pytest.raises(sqlite3.OperationalError, match="too many attached"):
        connection.execute("ATTACH ':memory:' AS other")


def test_a_text_larger_than_any_import_is_refused(closed: Path):
    harm(closed, ("UPDATE texts SET text = CAST(zeroblob(?) AS TEXT)", (limits.LONGEST_VALUE + 1,)))
    with Project.open(closed) as project, pytest.raises(StorageError, match="at most 130 MB"):
        queries.document(project, 1)


def test_pages_that_refer_to_each_other_in_a_circle_end_in_a_sentence(project: Project, path: Path):
    load(
        project,
        (Record(f"{number}", f"text {number} " * 20, title="t" * 200) for number in range(3000)),
        title="Import",
        annotator_default="ana",
    )
    [(root,)] = project.query("SELECT rootpage FROM sqlite_schema WHERE name = 'documents'")
    project.close()
    page = bytearray(path.read_bytes()[(root - 1) * 4096 : root * 4096])
    assert page[0] == 5
    # Every child of the root is the root's first child, which is made one that leads back to all the others.
    first = int.from_bytes(page[int.from_bytes(page[12:14], "big") :][:4], "big")
    for number in range(int.from_bytes(page[3:5], "big")):
        cell = int.from_bytes(page[12 + 2 * number : 14 + 2 * number], "big")
        page[cell : cell + 4] = first.to_bytes(4, "big")
    set_bytes(path, (root - 1) * 4096, bytes(page))
    set_bytes(path, (first - 1) * 4096, bytes(page[:8]) + first.to_bytes(4, "big") + bytes(page[12:]))
    with Project.open(path) as again:
        with pytest.raises(DamagedError):
            again.query("SELECT count(*), max(length(title)) FROM documents NOT INDEXED")
        assert not again.quick_check()


def test_no_number_left_is_said_in_a_sentence(closed: Path, tmp_path: Path):
    harm(closed, ("UPDATE sqlite_sequence SET seq = ?", (limits.LAST_NUMBER,)))
    with Project.open(closed) as project:
        document, label = queries.document(project, 1), queries.labels(project)[0]
        with pytest.raises(EditError, match="no number left for a new row"):
            edits.add_span(project, document, Extent(11, 15), label, 1)
        with pytest.raises(EditError, match="no number left for a new row"):
            load(project, [Record("new", "text")], title="Import", annotator_default="ana")
        assert len(queries.spans(project, 1)) == 1


def test_a_full_disk_is_no_end_of_numbers(project: Project):
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert not limits.used_up(project._connection, error)
    assert not limits.used_up(project._connection, sqlite3.OperationalError("x"))
    project.close()
    assert not limits.used_up(project._connection, error)


# -- rows are data


def test_how_a_label_looks_is_not_worth_refusing_the_project(closed: Path):
    harm(closed, "UPDATE labels SET colour = 'red; }', key = '<b>', kind = 'evil', trim = 'article x' WHERE id = 1")
    with Project.open(closed) as project:
        label = queries.labels(project)[0]
    assert (label.colour, label.key, label.kind, label.trim) == ("#6b6b6b", "", "statement", {"article"})


def put_type(path: Path, table: str, column: str, value: object) -> None:
    """Put a value of another type into a STRICT table, as damage of its page would."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = ?", (table,))
    connection.execute("PRAGMA writable_schema = RESET")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = 1', (value,))
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE name = ?", (table,))
    connection.close()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("labels", "name", b"\xff"),
        ("annotators", "name", b"\xff"),
        ("documents", "title", b"\xff"),
        ("texts", "text", b"\xff"),
        ("spans", "note", b"\xff"),
        ("spans", "doubt", b"x"),
        ("reviews", "status", b"new"),
        ("reviews", "note", b"x"),
    ],
)
def test_a_value_of_another_type_is_damage_in_one_sentence(closed: Path, table: str, column: str, value: object):
    put_type(closed, table, column, value)
    with Project.open(closed) as project, pytest.raises(DamagedError, match="a row of it holds"):
        read_all(project)


def read_all(project: Project) -> None:
    queries.labels(project)
    project.annotators()
    queries.document_rows(project, [1], 1)
    queries.document(project, 1)
    queries.spans(project, 1)
    queries.review(project, 1, 1)


def test_an_edit_of_a_row_of_another_type_is_damage(closed: Path):
    put_type(closed, "reviews", "extra", b"x")
    with Project.open(closed) as project, pytest.raises(DamagedError):
        edits.set_review_note(project, 1, 1, "note")


@pytest.mark.parametrize(
    "stored", ["[]", "[[0,3]]", "[[0,3],[2,5]]", "[[3,0],[5,6]]", '[["a","b"],["c","d"]]', "[[0,1.5],[2,3]]", "[1,2]"]
)
def test_fragments_that_are_none_are_damage(stored: str):
    with pytest.raises(DamagedError):
        unpack_fragments(stored)


def test_typed_rows_are_given_back_as_they_are():
    assert typed([], int) == []
    assert typed([(1, "a")], int, str) == [(1, "a")]
    with pytest.raises(DamagedError, match="“None”"):
        typed([(1, "a"), (2, None)], int, str)


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (7, 3), (2**63 - 2, 2**63 - 1)])
def test_a_span_whose_ends_are_no_range_is_damage(closed: Path, start: int, end: int):
    harm(closed, ('UPDATE spans SET start = ?, "end" = ?', (start, end)))
    with Project.open(closed) as project, pytest.raises(DamagedError, match=f"{start}–{end}"):
        queries.spans(project, 1)


def test_a_span_of_a_label_that_is_gone_is_damage(closed: Path):
    harm(closed, "DELETE FROM labels")
    with Project.open(closed) as project, pytest.raises(DamagedError):
        queries.label_name(project, 1)


def test_what_contradicts_an_edit_is_said_and_undone(closed: Path):
    harm(closed, "DELETE FROM annotators")
    with Project.open(closed) as project, pytest.raises(StorageError, match="contradicts"):
        edits.add_span(project, queries.document(project, 1), Extent(11, 15), queries.labels(project)[0], 1)


def test_metadata_that_is_no_json_does_not_stop_a_search(closed: Path):
    harm(closed, "UPDATE documents SET meta = 'x{' WHERE id = 1")
    with Project.open(closed) as project:
        assert named(project, "harbour") == [1]
        assert named(project, "x{") == []


def test_an_undo_of_what_the_log_garbles_is_damage(closed: Path):
    harm(closed, "UPDATE edit_changes SET \"after\" = '[[['")
    with Project.open(closed) as project, pytest.raises(DamagedError):
        undo(project, 1)


@pytest.mark.parametrize("said", ["unsupported file format", "invalid fts5 file format (found 0)", "malformed JSON"])
def test_what_sqlite_says_of_a_file_without_a_code_is_damage(said: str, path: Path):
    assert isinstance(meaning(sqlite3.OperationalError(said), path), DamagedError)


def test_relations_in_a_circle_are_only_data(project: Project, document: Document, path: Path):
    rows = [{"start": 0, "end": 3, "label": "actor"}, {"start": 4, "end": 10, "label": "claim"}]
    from annotator.model.record import RecordRelation, RecordSpan
    from annotator.store.records import iter_records

    record = Record(
        "harbour",
        document.text,
        spans=[RecordSpan(**row, annotator="ana") for row in rows],  # type: ignore[arg-type]
        relations=[RecordRelation("r", 1, 2), RecordRelation("r", 2, 1), RecordRelation("r", 1, 1)],
    )
    load(project, [record], title="Import", annotator_default="ana")
    assert project.check() == []
    [found] = iter_records(project)
    assert len(found.relations) == 3
