"""Projects of the Discourse Network Analyzer: out and in again, and checked by SQLite itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
from annotator.formats.dna import Dna
from annotator.formats.dna_write import CUT
from annotator.formats.fitting import Losses
from annotator.formats.look import Look
from annotator.model.record import Problem, Record, RecordSpan
from annotator.model.scheme import DEFAULT_LABELS, Scheme
from tests.formats.documents import documents, round_trip

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The EU said it would act. Halvia 😀 threatened to leave."


def read(data: bytes) -> list[Record | Problem | Remark]:
    return list(Dna().read(Source.of("t.dna", data), ReadOptions()))


def write(*made: Record, options: WriteOptions | None = None) -> bytes:
    options = options or WriteOptions()
    return b"".join(Dna().write([Dna().fit(record, options, Losses()) for record in made], options))


def edited(tmp_path: Path, data: bytes, *statements: str) -> bytes:
    path = tmp_path / "t.dna"
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path.read_bytes()


@settings(max_examples=30, deadline=None)
@given(st.lists(documents(), max_size=2, unique_by=lambda record: record.key))
def test_a_project_comes_back(made: list[Record]):
    round_trip(Dna(), made)


RECORD = Record(
    "a1",
    TEXT,
    "Act",
    meta={"source": "Paper", "date": "2026-11-22"},
    spans=[
        RecordSpan(4, 6, "actor", "ana"),
        RecordSpan(26, 54, "threat", "ben", (), "sure?", attributes={"form": "direct"}, actor="Halvia"),
        RecordSpan(0, 11, "threat", "ana"),
    ],
)


def test_sqlite_finds_the_words_where_statements_say(tmp_path: Path):
    path = tmp_path / "t.dna"
    path.write_bytes(write(RECORD, options=WriteOptions(scheme=Scheme(DEFAULT_LABELS))))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = connection.execute(
            "SELECT substr(d.Text, Start + 1, Stop - Start), d.Text, Start, Stop FROM STATEMENTS s "
            "JOIN DOCUMENTS d ON d.ID = s.DocumentId ORDER BY s.ID"
        ).fetchall()
        missing = connection.execute(
            "SELECT count(*) FROM STATEMENTS s JOIN VARIABLES v USING (StatementTypeId) "
            "LEFT JOIN DATASHORTTEXT d ON d.StatementId = s.ID AND d.VariableId = v.ID "
            "WHERE v.DataType = 'short text' AND d.ID IS NULL"
        ).fetchone()
        types = connection.execute("SELECT Label FROM STATEMENTTYPES ORDER BY ID").fetchall()
        document = connection.execute("SELECT Title, Source, Date FROM DOCUMENTS").fetchone()
    for (slice_, text, start, stop), span in zip(rows, RECORD.spans, strict=True):
        quote = TEXT[span.start : span.end]
        assert text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le") == quote
        if "😀" not in TEXT[: span.end]:
            assert slice_ == quote
    assert missing == (0,)
    assert [label for (label,) in types] == [label.name for label in DEFAULT_LABELS]
    assert document == ("Act", "Paper", 1_795_305_600)


def test_what_was_changed_in_dna_wins(tmp_path: Path):
    data = edited(
        tmp_path,
        write(RECORD),
        "UPDATE DOCUMENTS SET Title = 'New', Author = 'Doe', Date = 0",
        "UPDATE ENTITIES SET Value = 'indirect' WHERE Value = 'direct'",
        "UPDATE DATALONGTEXT SET Value = 'quite' WHERE Value = 'sure?'",
    )
    [record] = read(data)
    assert isinstance(record, Record)
    assert (record.key, record.title) == ("a1", "New")
    assert record.meta == {"source": "Paper", "author": "Doe", "date": "1970-01-01"}
    threat = next(span for span in record.spans if span.note)
    assert (threat.note, threat.attributes) == ("quite", {"form": "indirect"})


def test_variables_of_all_kinds_and_entities_attributes_come_in(tmp_path: Path):
    data = edited(
        tmp_path,
        write(RECORD),
        "INSERT INTO VARIABLES VALUES (90, 'agreement', 'boolean', 2), (91, 'weight', 'integer', 2)",
        "INSERT INTO DATABOOLEAN VALUES (1, 2, 90, 0)",
        "INSERT INTO DATAINTEGER VALUES (1, 2, 91, -3)",
        "INSERT INTO ATTRIBUTEVARIABLES SELECT 1, ID, 'Type' FROM VARIABLES WHERE Variable = 'form'",
        "INSERT INTO ATTRIBUTEVALUES SELECT 1, ID, 1, 'speech' FROM ENTITIES WHERE Value = 'direct'",
        "UPDATE DOCUMENTS SET Notes = ''",
        "DELETE FROM SETTINGS",
        "INSERT INTO REGEXES VALUES ('peace', 0, 0, 0)",
    )
    record, remark = read(data)
    assert isinstance(record, Record)
    assert (record.key, record.title) == ("t.dna:1", "Act")
    assert record.spans[1].attributes == {"agreement": False, "form": "direct", "weight": -3}
    assert record.spans[1].extra == {"entities": {"form": {"Type": "speech"}}}
    assert "search words" in str(remark)


def test_what_does_not_fit_is_counted():
    long = "x" * 300
    record = Record("a", "ab", long, spans=[RecordSpan(0, 1, long, attributes={"n": long})])
    losses = round_trip(Dna(), [record])
    assert losses[CUT] == 3


def test_statements_that_do_not_fit_are_named(tmp_path: Path):
    data = edited(
        tmp_path,
        write(RECORD, Record("b", "x")),
        "INSERT INTO STATEMENTS VALUES (50, 1, 1, 5, 900, 1), (51, 99, 1, 0, 3, 1), (52, 1, 77, 0, 3, 1)",
        "INSERT INTO STATEMENTS VALUES (53, 1, 1, 34, 36, 1)",
        "UPDATE DOCUMENTS SET Text = '' WHERE ID = 2",
    )
    problems = [str(item) for item in read(data) if isinstance(item, Problem)]
    assert [problem.split(": ")[1] for problem in problems] == [
        "statement 50 in document 1",
        "statement 51 in document 1",
        "statement 53 in document 1",
        "document 2",
        "statement 52",
    ]
    assert "go beyond the text, which has 56 UTF-16 units" in problems[0]
    assert "inside a character" in problems[2]


def test_projects_of_dna_2_are_refused_by_name(tmp_path: Path):
    [problem] = read(edited(tmp_path, write(RECORD), "DROP TABLE ENTITIES"))
    assert "project of DNA 2" in str(problem)


def test_a_project_is_told_by_its_tables(tmp_path: Path):
    edited(tmp_path, write(RECORD))
    assert "Discourse Network Analyzer 3" in Dna().sniff(Look.at(tmp_path / "t.dna"))


GOOD = write(RECORD)


@pytest.mark.parametrize("end", [0, 1, 16, 50, 100, *range(4096, len(GOOD), 4096), len(GOOD) - 1])
def test_a_project_cut_off_anywhere_is_named(end: int):
    found = read(GOOD[:end])
    assert any(isinstance(item, Problem) for item in found)
    assert all("\n" not in str(item) for item in found if not isinstance(item, Record))


@pytest.mark.parametrize("data", [b"<html></html>", b"{}", b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_database_is_refused(data: bytes):
    [problem] = read(data)
    assert "\n" not in str(problem)
