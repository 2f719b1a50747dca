"""Each limit of what is read is kept, and its sentence names the number."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from annotator.exchange import read_scheme
from annotator.exchange.files import find_files
from annotator.formats.base import LIMITS, MEGABYTE, ReadOptions, Source
from annotator.formats.registry import format_by_name
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record
from annotator.store import limits, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read(format: str, data: bytes, encoding: str | None = None) -> list[object]:
    return list(format_by_name(format).read(Source.of("f", data), ReadOptions(encoding)))


def line(**values: object) -> bytes:
    return json.dumps({"id": "d", "text": "Halvia", "spans": [], **values}).encode() + b"\n"


def refused(read_: list[object]) -> Iterator[str]:
    return (str(item) for item in read_ if isinstance(item, Problem))


def test_a_text_file_is_at_most_so_large(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(LIMITS, "file", 3 * MEGABYTE)
    assert isinstance(read("text", b"x" * 3 * MEGABYTE)[0], Record)
    assert "larger than 3 MB" in next(refused(read("text", b"x" * (3 * MEGABYTE + 1))))


@pytest.mark.parametrize("encoding", [None, "utf-16-le"])
def test_a_line_of_json_is_at_most_so_long(monkeypatch: pytest.MonkeyPatch, encoding: str | None):
    monkeypatch.setitem(LIMITS, "line", MEGABYTE)
    data = line(text="x" * 2 * MEGABYTE)
    assert "longer than 1 MB" in next(refused(read("jsonl", data.decode().encode(encoding or "utf-8"), encoding)))


@pytest.mark.parametrize("format", ["text", "jsonl"])
def test_a_text_is_at_most_so_large_as_utf8(monkeypatch: pytest.MonkeyPatch, format: str):
    monkeypatch.setitem(LIMITS, "text", 2 * MEGABYTE)
    words = "Ж" * MEGABYTE
    data = words.encode("cp1251") if format == "text" else line(text=words)
    encoding = "cp1251" if format == "text" else None
    assert isinstance(read(format, data, encoding)[0], Record)
    more = data + b"\xe6" if format == "text" else line(text=words + "x")
    assert "more than 2 MB" in next(refused(read(format, more, encoding)))


def test_a_scheme_is_at_most_so_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    file = tmp_path / "scheme.json"
    file.write_bytes(b'{"labels": [{"name": "a"}]}'.ljust(LIMITS["scheme"]))
    assert read_scheme(file)[0].name == "a"
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_scheme(file)


@pytest.mark.parametrize(
    "row",
    [
        {"id": "x" * 1001},
        {"spans": [{"start": 0, "end": 1, "label": "x" * 1001}]},
        {"spans": [{"start": 0, "end": 1, "label": "a", "annotator": "x" * 1001}]},
        {"reviews": [{"annotator": "x" * 1001, "status": "done"}]},
        {"relations": [{"type": "x" * 1001, "head": 1, "tail": 1}], "spans": [{"start": 0, "end": 1, "label": "a"}]},
    ],
)
def test_a_name_is_at_most_so_long(row: dict[str, object]):
    assert "longer than 1000 characters" in next(refused(read("jsonl", line(**row))))


def test_a_path_is_at_most_so_long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setitem(LIMITS, "name", 10)
    (tmp_path / "a long name.txt").touch()
    assert "longer than 10 characters" in str(find_files([tmp_path]).problems[0])


def test_a_language_is_at_most_so_long():
    language = "x" * 101
    assert "longer than 100 characters" in next(refused(read("jsonl", line(language=language))))
    [plain] = read("jsonl", json.dumps({"text": "a", "language": language}).encode())
    assert isinstance(plain, Record)
    assert (plain.language, plain.meta["language"]) == ("", language)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_values_are_at_most_so_deep(opening: str, closing: str):
    def nested(depth: int) -> bytes:
        core = "1" if opening != "[" else ""
        return f'{{"text": "a", "x": {opening * depth}{core}{closing * depth}}}'.encode()

    assert isinstance(read("jsonl", nested(LIMITS["depth"]))[0], Record)
    assert "more than 100 levels deep" in next(refused(read("jsonl", nested(LIMITS["depth"] + 1))))


@pytest.mark.parametrize("as_folder", [True, False])
def test_an_import_takes_at_most_so_many_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, as_folder: bool):
    monkeypatch.setitem(LIMITS, "entries", 3)
    files = [tmp_path / f"{number}.txt" for number in range(5)]
    for file in files:
        file.write_text("a")
    found = find_files([tmp_path] if as_folder else files)
    assert [file.name for file in found.files] == ["0.txt", "1.txt", "2.txt"]
    assert "more than 3 files" in str(found.problems[0])
    files[4].unlink()
    files[3].unlink()
    assert not find_files([tmp_path]).problems


def test_a_project_holds_what_an_import_takes():
    assert LIMITS["text"] < limits.LONGEST_VALUE
    assert values.unfit_name("x" * LIMITS["name"]) == ""
    assert values.unfit_name("x" * (LIMITS["name"] + 1))
    assert LIMITS["language"] == values.LONGEST_LANGUAGE
