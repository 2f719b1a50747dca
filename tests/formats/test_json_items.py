"""Objects come out of a JSON file whichever way it holds them, and what is none is named with its line."""

from __future__ import annotations

import json
import time
import tracemalloc
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.base import LIMITS, MEGABYTE, EncodingProblem, ReadOptions, Source
from annotator.formats.json_items import items
from annotator.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = [{"text": "Halvia said “no”. 😀\\"}, {"text": 'a "quoted" [word] }', "spans": [[0, 1, "x"], {"a": {}}]}, {}]


def read(data: bytes, encoding: str | None = None) -> list[tuple[int, dict[str, Any]] | Problem]:
    return list(items(Source.of("in.json", data), ReadOptions(encoding)))


def values(data: bytes, encoding: str | None = None) -> list[dict[str, Any]]:
    found = read(data, encoding)
    assert not [item for item in found if isinstance(item, Problem)]
    return [item[1] for item in found if not isinstance(item, Problem)]


def reasons(data: bytes, encoding: str | None = None) -> list[str]:
    return [str(item) for item in read(data, encoding) if isinstance(item, Problem)]


@pytest.mark.parametrize(
    "written",
    [
        lambda rows: "\n".join(json.dumps(row) for row in rows),
        lambda rows: json.dumps(rows),
        lambda rows: json.dumps(rows, indent=2, ensure_ascii=False),
        lambda rows: " \r\n" + json.dumps(rows, indent=1).replace("\n", "\r\n") + "\r\n",
        lambda rows: "[\n" + "\n,".join(json.dumps(row) for row in rows) + ",\n]",
        lambda rows: "\n".join(json.dumps(row, indent=4) for row in rows),
    ],
    ids=["lines", "list", "indented list", "CRLF", "comma before the end", "objects over several lines"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_shape_gives_the_same_objects(written: Callable[[Any], str], encoding: str):
    assert values(written(ROWS).encode(encoding)) == ROWS


def test_one_object_over_several_lines_is_one_object():
    assert values(b'{\n "text": "a",\n "label": [\n  [0, 1, "x"]\n ]\n}') == [{"text": "a", "label": [[0, 1, "x"]]}]
    assert values(b'{"text": "a",\n "label": []}\n') == [{"text": "a", "label": []}]
    assert values(b'{"label": [{"a": 1},\n {"a": 2}]}\n') == [{"label": [{"a": 1}, {"a": 2}]}]


def test_a_cut_off_line_is_no_object_over_several():
    good = b'{"text": "b"}\n'
    for cut in (b'{"text": "a', b'{"text": "a",', b'{"text": "a", "label": [', b'{"text":'):
        found = read(cut + b"\n" + good) if not cut.endswith((b"[", b":")) else read(b"{}\n" + cut + b"\n" + good)
        assert [item[1] for item in found if not isinstance(item, Problem)][-1] == {"text": "b"}
        assert any(isinstance(item, Problem) for item in found)


def test_each_entry_says_the_line_it_begins_in():
    found = read(b'\n[\n{"a":\n1},\n\n 7, {"b": 2}]')
    assert [item.line if isinstance(item, Problem) else item[0] for item in found] == [3, 6, 6]


def test_entries_that_are_no_objects_are_named_and_the_others_come():
    found = read(b'[{"a": 1}, 7, "x, ]", [1], null, nonsense, {"a": 1, "a": 2}, {"b": 18446744073709551616}, {"c": 3}]')
    assert [item[1] for item in found if not isinstance(item, Problem)] == [{"a": 1}, {"c": 3}]
    said = [item.reason for item in found if isinstance(item, Problem)]
    assert [reason[:30] for reason in said] == [
        "the entry holds a number, not ",
        "the entry holds a string, not ",
        "the entry holds a list, not an",
        "the entry holds null, not an o",
        "the entry is not valid JSON: i",
        "the key “a” stands twice in on",
        "the number 1844674407370955161",
    ]


@given(st.integers(0, 400))
def test_a_list_cut_off_anywhere_gives_its_whole_entries_and_one_problem(cut: int):
    data = json.dumps(ROWS, indent=1).encode()
    cut = min(cut, len(data) - 1)
    found = read(data[:cut])
    whole = [item[1] for item in found if not isinstance(item, Problem)]
    assert whole == ROWS[: len(whole)]
    assert len(found) - len(whole) == (cut > 0)
    assert all("cut off" in item.reason for item in found if isinstance(item, Problem))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'[{"a": 1} {"b": 2}]', 'in.json, line 1: between two entries of its list stands no comma but “{"b": 2}]”'),
        (b'[{"a": 1},, {"b": 2}]', 'where an object should begin stands “, {"b": 2}]”'),
        (b'[{"a": 1}}, {"b": 2}]', 'no comma but “}, {"b": 2}]”'),
        (b'[{"a": 1}]\n\n<p>', "in.json, line 3: after the end of its list stands “<p>”"),
        (b'[{"a": 1}][{"b": 2}]', 'after the end of its list stands “[{"b": 2}]”'),
        (b'{\n"a": 1}\n]', "in.json, line 3: where an object should begin stands “]”"),
        (b"<html><body>", "it looks like HTML"),
        (b"PK\x03\x04\0\0", "it is a binary file"),
    ],
)
def test_what_stands_beside_the_entries_is_shown_in_one_sentence(data: bytes, said: str):
    found = reasons(data)
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize("data", [b"[" * 100_000, b"[" + b"[" * 99_999 + b"]" * 99_999 + b"]", b'[{"a":' * 100_000])
def test_deep_nesting_is_one_sentence(data: bytes):
    assert len(reasons(data)) == 1


def test_a_deep_entry_stops_no_other():
    deep = b"[" * 100_000 + b"]" * 100_000
    found = read(b'[{"a": ' + deep + b'}, {"b": 2}]')
    assert isinstance(found[0], Problem)
    assert "100 levels" in found[0].reason
    assert found[1] == (1, {"b": 2})


def test_a_list_of_nothing_but_numbers_is_refused_with_one_reason():
    found = reasons(b"[" + b"1," * 50_000 + b"1]")
    assert len(found) == 1
    assert "none of its first 50,001 entries" in found[0]


def test_a_list_in_an_old_encoding_is_read_when_it_is_named():
    rows = [{"text": "plain"}, {"text": "Привет"}]
    data = json.dumps(rows, ensure_ascii=False).encode("cp1251")
    assert values(data, "cp1251") == rows
    found = read(data)
    assert found[0] == (1, rows[0])
    assert isinstance(found[1], EncodingProblem)


def test_an_encoding_whose_bytes_look_like_brackets_and_backslashes_is_read_when_it_is_named():
    rows = [{"text": "表ソ十予"}, {"text": "―ソ"}]
    assert values(json.dumps(rows, ensure_ascii=False).encode("shift_jis"), "shift_jis") == rows
    rows = [{"text": "誠圖" * 200_000}]
    assert values(json.dumps(rows, ensure_ascii=False).encode("gb18030"), "gb18030") == rows
    assert values(json.dumps(rows, ensure_ascii=False).encode("utf-8"), "gb18030") == rows


def test_wide_characters_without_a_mark_are_guessed_and_read_when_named():
    data = json.dumps(ROWS).encode("utf-16-le")
    assert isinstance(read(data)[0], EncodingProblem)
    assert values(data, "utf-16-le") == ROWS
    assert values(data, "utf-16") == ROWS


def test_where_an_encoding_breaks_the_entries_before_are_kept():
    found = read(
        b"\xff\xfe" + '[{"a": 1}, '.encode("utf-16-le") + b"\x00\xd8\x00\xd8" + '{"b": 2}]'.encode("utf-16-le")
    )
    assert found[0] == (1, {"a": 1})
    assert isinstance(found[1], Problem)
    assert "stops being utf-16-le" in found[1].reason


def test_an_entry_is_at_most_so_long(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(LIMITS, "line", MEGABYTE)
    found = read(json.dumps([{"a": 1}, {"text": "x" * 3 * MEGABYTE}, {"b": 2}]).encode())
    assert found[0] == (1, {"a": 1})
    assert isinstance(found[1], Problem)
    assert "longer than 1 MB" in found[1].reason
    assert len(found) == 2


class Endless(RawIOBase):
    """A list of many entries that is made while it is read."""

    def __init__(self, entries: int, entry: bytes) -> None:
        self.left, self.entry, self.rest = entries, entry, b"["

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        while len(self.rest) < len(buffer) and self.left:
            self.left -= 1
            self.rest += self.entry + (b"," if self.left else b"]")
        size = min(len(buffer), len(self.rest))
        buffer[:size] = self.rest[:size]
        self.rest = self.rest[size:]
        return size


def test_memory_stays_flat_however_long_the_list():
    entry = json.dumps({"text": "word " * 400, "label": [[n, n + 4, "x"] for n in range(20)]}).encode()

    def peak(entries: int) -> int:
        tracemalloc.start()
        stream = BufferedReader(Endless(entries, entry))
        assert sum(1 for _ in items(Source("in.json", stream), ReadOptions())) == entries
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    few, many = peak(500), peak(5_000)
    assert many < 1.2 * few + 100_000


def test_a_long_string_is_not_scanned_again_and_again():
    begun = time.monotonic()
    assert len(values(b'[{"text": "' + b"\\n" * 10_000_000 + b'"}]')) == 1
    assert time.monotonic() - begun < 10
