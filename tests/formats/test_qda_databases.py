"""Projects of QualCoder and Taguette: every coding is checked against its words, and the unit told by them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from annotator.formats.base import ReadOptions, Remark, Source
from annotator.formats.look import Look
from annotator.formats.qualcoder import QualCoder
from annotator.formats.taguette import Taguette
from annotator.model.record import Problem, Record, RecordSpan

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.formats.base import Format

TEXT = "Halvia 😀 said:\r\nÄrger threatens."
START = TEXT.index("threatens")


def database(path: Path, *statements: str | tuple[str, tuple[Any, ...]]) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(*([statement] if isinstance(statement, str) else statement))
        connection.commit()
    return path


def qualcoder(path: Path, *codings: tuple[Any, ...], text: str = TEXT) -> Path:
    return database(
        path,
        "CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, "
        "memo text, owner text, date text)",
        "CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, "
        "supercatid integer)",
        "CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, "
        "owner text, date text, color text)",
        "CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, "
        "pos1 integer, owner text, date text, memo text, avid integer, important integer)",
        "CREATE TABLE code_image (imid integer primary key)",
        "CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, "
        "memo text, owner text, date text)",
        "CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer)",
        "INSERT INTO code_cat VALUES (1, 'speech', '', '', '', NULL), (2, 'acts', '', '', '', 1), (3, "
        "'loop', '', '', '', 3)",
        "INSERT INTO code_name VALUES (1, 'actor', '', NULL, 'ana', '', ''), (2, 'threat', '', 2, 'ana', '', ''), "
        "(3, 'x', '', 3, 'ana', '', '')",
        ("INSERT INTO source VALUES (1, 'a.txt', ?, NULL, 'good', 'ana', '')", (text,)),
        "INSERT INTO source VALUES (2, 'b.png', NULL, '/images/b.png', '', 'ana', '')",
        "INSERT INTO code_image VALUES (1)",
        "INSERT INTO attribute VALUES (1, 'outlet', 'file', 'Paper', 1)",
        *(
            (
                "INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner, memo, date) VALUES (?, 1, "
                "?, ?, ?, ?, ?, ?)",
                (*coding, *("ana", "", "")[len(coding) - 4 :]),
            )
            for coding in codings
        ),
    )


def taguette(path: Path, contents: str, *highlights: tuple[int, int, str, tuple[int, ...]]) -> Path:
    return database(
        path,
        "CREATE TABLE projects (id integer primary key, name text)",
        "CREATE TABLE documents (id integer primary key, name text, description text, filename text, contents text)",
        "CREATE TABLE tags (id integer primary key, project_id integer, path text, description text)",
        "CREATE TABLE highlights (id integer primary key, document_id integer, start_offset integer, "
        "end_offset integer, snippet text)",
        "CREATE TABLE highlight_tags (highlight_id integer, tag_id integer)",
        "CREATE TABLE commands (id integer primary key, user_login text, payload text)",
        "INSERT INTO tags VALUES (1, 1, 'actor', ''), (2, 1, 'act.threat', '')",
        ("INSERT INTO documents VALUES (1, 'News', 'short', 'n.html', ?)", (contents,)),
        *(
            statement
            for number, (start, end, snippet, tags) in enumerate(highlights, 1)
            for statement in (
                ("INSERT INTO highlights VALUES (?, 1, ?, ?, ?)", (number, start, end, snippet)),
                *(("INSERT INTO highlight_tags VALUES (?, ?)", (number, tag)) for tag in tags),
                (
                    "INSERT INTO commands VALUES (?, 'ana', ?)",
                    (number, json.dumps({"type": "highlight_add", "highlight_id": number})),
                ),
            )
        ),
    )


def read(chosen: Format, path: Path) -> tuple[list[Record], list[str], list[str]]:
    with path.open("rb") if path.is_file() else (path / "data.qda").open("rb") as stream:
        found = list(chosen.read(Source("t", stream, path), ReadOptions()))
    return (
        [item for item in found if isinstance(item, Record)],
        [item.text for item in found if isinstance(item, Remark)],
        [item.reason for item in found if isinstance(item, Problem)],
    )


@pytest.mark.parametrize(
    ("shift", "unit"),
    [(0, "code points"), (1, "UTF-16 units"), (4, "UTF-8 bytes"), (-1, "code points, line breaks as one")],
)
def test_the_unit_of_positions_is_told_by_the_words(tmp_path: Path, shift: int, unit: str):
    start = START + shift
    path = qualcoder(
        tmp_path / "data.qda", (1, "Halvia", 0, 6), (2, "threatens", start, start + 9, "ben", "sure?", "2026")
    )
    [record], remarks, problems = read(QualCoder(), path)
    assert not problems
    assert remarks[0] == f"its offsets count {unit}: so the words of all 2 spans stand where it says"
    assert record.spans == [
        RecordSpan(0, 6, "actor", "ana"),
        RecordSpan(START, START + 9, "threat", "ben", (), "sure?", extra={"category": "speech/acts", "date": "2026"}),
    ]


def test_a_project_of_qualcoder_comes_in_with_what_is_beside_its_codings(tmp_path: Path):
    folder = tmp_path / "My.qda"
    folder.mkdir()
    path = qualcoder(folder / "data.qda", (1, "Halvia", 0, 6), (3, "said", 9, 13))
    database(path, "INSERT INTO annotation VALUES (1, 1, 9, 13, 'who?', 'ben', '')")
    [record], remarks, problems = read(QualCoder(), folder)
    assert not problems
    assert (record.key, record.text, record.meta) == ("a.txt", TEXT, {"outlet": "Paper", "memo": "good"})
    assert RecordSpan(9, 13, "annotation", "ben", (), "who?") in record.spans
    assert any("1 codings of images are none of text" in remark for remark in remarks)
    assert any("“b.png” has no text" in remark for remark in remarks)
    assert "data.qda" in QualCoder().sniff(Look.at(folder))
    assert "QualCoder" in QualCoder().sniff(Look.at(path))


def test_codings_that_do_not_fit_are_named(tmp_path: Path):
    path = qualcoder(
        tmp_path / "data.qda", (1, "Halvia", 0, 6), (1, "Halvia", 0, 6), (9, "Halvia", 0, 6), (2, "gone", 3, 7)
    )
    [record], remarks, problems = read(QualCoder(), path)
    assert len(record.spans) == 1
    assert "3 of 4 spans" in remarks[0]
    assert sorted(problem.split(": ")[-1][:25] for problem in problems) == sorted(
        ["the same one was there be", "its code is empty", "its text “gone” is not wh"]
    )


def test_words_with_the_editors_line_breaks_are_the_same(tmp_path: Path):
    path = qualcoder(tmp_path / "data.qda", (1, "said:\u2029Ärger", 9, 9 + len("said:\r\nÄrger")))
    [record], _, problems = read(QualCoder(), path)
    assert (len(record.spans), problems) == (1, [])


def test_highlights_of_taguette_count_bytes_of_the_text_between_tags(tmp_path: Path):
    contents = "<h1>Ärger &amp; Halvia</h1>\n<p>The <b>EU</b> 😀 threatens<!-- x --></p>"
    text = "Ärger & Halvia\nThe EU 😀 threatens"
    start, end = (len(text[:place].encode()) for place in (text.index("Halvia"), text.index(" 😀")))
    last = len(text.encode())
    path = taguette(
        tmp_path / "t.sqlite3",
        contents,
        (start, end, "<h1>Halvia</h1>\n<p>The <b>EU</b></p>", (1, 2)),
        (last - 9, last, "threatens", ()),
    )
    [record], remarks, problems = read(Taguette(), path)
    assert not problems
    assert (record.text, record.title, record.meta) == (text, "News", {"description": "short", "filename": "n.html"})
    assert "count UTF-8 bytes: so the words of all 2 spans" in remarks[0]
    assert [(text[s.start : s.end], s.label, s.annotator) for s in record.spans] == [
        ("Halvia\nThe EU", "act.threat", "ana"),
        ("Halvia\nThe EU", "actor", "ana"),
        ("threatens", "highlight", "ana"),
    ]
    assert "Taguette" in Taguette().sniff(Look.at(path))


@pytest.mark.parametrize("chosen", [QualCoder(), Taguette()])
def test_what_is_no_project_is_refused_in_a_sentence(chosen: Format, tmp_path: Path):
    whole = (
        qualcoder(tmp_path / "w", (1, "Halvia", 0, 6)) if chosen.name == "qualcoder" else taguette(tmp_path / "w", "a")
    )
    data = whole.read_bytes()
    empty = database(tmp_path / "e", "CREATE TABLE x (y)").read_bytes()
    for bad in (b"", b"<html>", b"{}", empty, data[:10], data[:3000], data[:4096], data[:9000], data[:-1]):
        found = list(chosen.read(Source.of("t", bad), ReadOptions()))
        assert any(isinstance(item, Problem) for item in found)
        assert all("\n" not in str(item) for item in found if not isinstance(item, Record))
