"""Formats are told by what is in a file; its name only decides between equals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from annotator.exchange.files import FormatProblem, find_files
from annotator.formats.base import FormatBase
from annotator.formats.detection import candidates
from annotator.formats.look import Look

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.formats.base import Format

ARTICLE = b"The harbour council met on Tuesday.\n\nIt said nothing of the fee.\n"
ROWS = b'{"text": "a", "label": [[0, 1, "X"]]}\n'
CONLL = b"Halvia\tB-ORG\nwarns\tO\n.\tO\n\n" * 3
WEBANNO = b"#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label\n\n\n#Text=A\n1-1\t0-1\tA\tX\t\n"
PAGE = b"<!DOCTYPE html><html><head><title>x</title></head><body><p>Halvia warns.</p></body></html>"


@pytest.mark.parametrize(
    ("name", "data", "format"),
    [
        ("article.txt", ARTICLE, "text"),
        ("article", ARTICLE, "text"),
        ("article.md", ARTICLE, "text"),
        ("page.html", PAGE, "html"),
        ("page", PAGE, "html"),
        ("page.txt", PAGE, "text"),
        ("rows.jsonl", ROWS, "doccano"),
        ("rows.txt", ROWS, "doccano"),
        ("rows.dat", ROWS, "doccano"),
        ("plain.jsonl", b'{"text": "a", "outlet": "b"}\n', "jsonl"),
        ("plain.json.txt", b'[\n{"text": "a", "outlet": "b"}\n]\n', "jsonl"),
        ("tokens.conll", CONLL, "conll"),
        ("tokens.txt", CONLL, "conll"),
        ("table.csv", b"document,label,start,end\na,x,0,1\n", "csv"),
        ("table.csv", b"", "csv"),
        ("broken.jsonl", b"no JSON at all\n", "jsonl"),
        (
            "story.tsv",
            WEBANNO,
            "webanno-tsv",
        ),
        (
            "story.txt",
            WEBANNO,
            "webanno-tsv",
        ),
        ("a.pdf", b"%PDF-1.7\n", "pdf"),
        ("letter", b"{\\rtf1 Halvia}", "rtf"),
    ],
)
def test_a_file_is_taken_for_what_it_holds(tmp_path: Path, name: str, data: bytes, format: str):
    (tmp_path / name).write_bytes(data)
    [found] = candidates(Look.at(tmp_path / name))
    assert found.name == format
    assert found.reason


def test_our_own_rows_are_ours_whatever_else_they_hold():
    row = {"text": "a", "offsets": "codepoint", "sha256": "x", "label": [[0, 1, "X"]], "spans": []}
    [found] = candidates(Look("a.jsonl", json.dumps(row).encode()))
    assert (found.name, found.reason) == ("jsonl", "its rows have offsets and sha256, as Annotator writes them")


class One(FormatBase):
    """A format that claims every file, like the next one."""

    name = "one"
    title = "One"
    suffixes = (".one",)

    def sniff(self, look: Look) -> str:
        return "" if look.is_folder else f"it may be {self.name}"


class Two(One):
    name = "two"
    suffixes = (".two",)


@pytest.fixture
def formats(monkeypatch: pytest.MonkeyPatch) -> list[Format]:
    both: list[Format] = [One(), Two()]  # type: ignore[list-item]
    monkeypatch.setattr("annotator.exchange.files.all_formats", lambda: both)
    monkeypatch.setattr("annotator.exchange.files.format_by_name", lambda name: both[name == "two"])
    return both


def test_where_two_fit_the_name_decides(formats: list[Format]):
    [found] = candidates(Look("a.two", b"x"), formats)
    assert (found.name, found.reason) == ("two", "it may be two, and its name ends in .two")


def test_where_two_fit_and_no_name_tells_it_is_asked_for(formats: list[Format], tmp_path: Path):
    path = tmp_path / "a.dat"
    path.write_bytes(b"x")
    found = find_files([path])
    assert found.files == []
    [problem] = found.problems
    assert isinstance(problem, FormatProblem)
    assert [candidate.name for candidate in problem.candidates] == ["one", "two"]
    assert "one: it may be one; or two: it may be two" in problem.reason
    assert "--format" in problem.reason
    [file] = find_files([path], formats={"a.dat": "two"}).files
    assert file.format == "two"


def test_a_folder_that_a_format_reads_as_one_is_one(tmp_path: Path):
    folder = tmp_path / "brat"
    folder.mkdir()
    (folder / "a.txt").write_bytes(ARTICLE)
    (folder / "a.ann").write_bytes(b"T1\tactor 4 19\tharbour council\n")
    (folder / "documents.jsonl").write_bytes(b"{}\n")
    (folder / "README.md").write_bytes(b"about")
    (folder / "more.conll").write_bytes(CONLL)
    (folder / "notes.csv").write_bytes(b"about\n")
    found = find_files([folder])
    assert found.left_out == ["brat/notes.csv"]
    file, beside = found.files
    assert (beside.format, beside.name) == ("conll", "brat/more.conll")
    assert (file.format, file.path, file.size) == ("brat", folder, len(ARTICLE) + 30 + 3 + 5 + 6 + len(CONLL))
    assert file.reason


def test_a_folder_of_articles_is_its_files(tmp_path: Path):
    for name in ("a.txt", "b.txt", "notes.xyz"):
        (tmp_path / name).write_bytes(ARTICLE)
    found = find_files([tmp_path])
    assert [(file.name, file.format) for file in found.files] == [("a.txt", "text"), ("b.txt", "text")]
    assert found.left_out == ["notes.xyz"]
