"""Plain text files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.formats.base import LIMITS, EncodingProblem, Remark, WriteOptions
from annotator.formats.text import Text
from annotator.formats.titles import title_of
from annotator.model.errors import InputError
from annotator.model.record import Record
from tests.formats.reading import problems, read, records

if TYPE_CHECKING:
    from pathlib import Path

BODY = "The harbour council of Brenn met on Monday to vote on the new fees, officials said. " * 2


def test_the_text_is_untouched_and_the_title_stays_in_it():
    text = f"Brenn harbour raises fees\r\n\r\n{BODY}\r\n"
    [record] = records(text.encode(), name="brenn.txt")
    assert record.text == text
    assert record.title == "Brenn harbour raises fees"
    assert record.key == "brenn.txt"
    assert record.meta == {}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_a_headline_before_a_blank_line_is_the_title(end: str):
    assert title_of(f"{end} Halvia recalls envoy {end}{end}{BODY}") == "Halvia recalls envoy"


@pytest.mark.parametrize(
    "line",
    [
        "Four hurt in Brenn U.S. embassy says talks go on with U.S.",
        "Is the lock closed?",
        "北韓表示除非美國變得可信",
        "“Never again”, says Varo",
    ],
)
def test_these_are_headlines(line: str):
    assert title_of(f"{line}\n\n{BODY}") == line


@pytest.mark.parametrize(
    "line",
    [
        "The council met on Monday.",
        "He said: “It is over.”",
        "外交部长在联合国大会上发表讲话。",
        "Those present were:",
        "x" * 200,
        "",
    ],
)
def test_these_are_not(line: str):
    assert title_of(f"{line}\n\n{BODY}" if line else "") == ""


def test_a_line_followed_by_one_as_long_is_no_title():
    assert title_of("one line of verse here\nanother line of verse") == ""


def test_a_line_followed_by_a_long_one_is_a_title():
    assert title_of(f"Fees to rise\n{BODY}") == "Fees to rise"


def test_a_line_alone_is_no_title():
    assert title_of("Fees to rise\n\n") == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"one\ntwo\0", "NUL character in line 2"),
        ("wide".encode("utf-16-le"), "utf-16-le without a byte order mark"),
        (b"\xff\xfea", "mark of UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, reason: str):
    [problem] = problems(data, name="bad.txt")
    assert problem.file == "bad.txt"
    assert problem.rejects == "file"
    assert reason in problem.reason


def test_an_encoding_to_confirm_comes_with_its_guess():
    [problem] = problems("Министр заявил, что порт закрыт. ".encode("cp1251") * 9, name="ru.txt")
    assert isinstance(problem, EncodingProblem)
    assert problem.guess is not None
    assert problem.guess.encoding == "cp1251"
    [record] = records("Министр".encode("cp1251"), name="ru.txt", encoding="cp1251")
    assert record.text == "Министр"


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(LIMITS, "file", 1024 * 1024)
    [problem] = problems(b"x" * (1024 * 1024 + 1), name="big.txt")
    assert "larger than 1 MB" in problem.reason


def test_plain_text_is_not_written():
    with pytest.raises(InputError, match="export as jsonl"):
        Text().write([Record(key="a", text="b")], WriteOptions())


QUIRKS = {
    "cp1252.txt": "cp1252",
    "koi8-r.txt": "koi8-r",
    "windows-1251.txt": "cp1251",
    "windows-1256.txt": "cp1256",
    "gb18030.txt": "gb18030",
}


@pytest.mark.parametrize("name", QUIRKS)
def test_awkward_encodings_are_recognised(shared_corpus: Path, name: str):
    data = (shared_corpus / "quirks" / name).read_bytes()
    [problem] = problems(data, name=name)
    assert isinstance(problem, EncodingProblem)
    assert problem.guess is not None
    assert problem.guess.encoding == QUIRKS[name]
    [record] = records(data, name=name, encoding=problem.guess.encoding)
    assert record.text.encode(problem.guess.encoding) == data


@pytest.mark.parametrize("name", ["crlf.txt", "cr-only.txt", "nfd.txt", "form-feed-u2028.txt", "utf8-bom.txt"])
def test_awkward_characters_stay(shared_corpus: Path, name: str):
    data = (shared_corpus / "quirks" / name).read_bytes()
    [record] = records(data, name=name)
    assert record.text.encode() == data.removeprefix(b"\xef\xbb\xbf")


def test_most_titles_of_real_articles_are_found(shared_corpus: Path):
    import json

    rows = [json.loads(line) for line in (shared_corpus / "metadata.jsonl").read_text().splitlines()]
    headed = found = 0
    for row in rows:
        text = (shared_corpus / row["file"]).read_bytes().decode()
        if text.split("\n")[0].strip() == row["title"].strip():
            headed += 1
            found += title_of(text) == row["title"].strip()
    assert found / headed > 0.97


def test_a_text_of_nothing_but_blanks_comes_in_with_a_remark():
    found = read(b" \n\t\n", name="blank.txt")
    assert [type(item) for item in found] == [Record, Remark]
    assert "nothing but blanks" in str(found[1])
