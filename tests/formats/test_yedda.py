"""YEDDA: the marks go, the spans stay on their characters."""

from __future__ import annotations

import pytest

from annotator.formats.base import ReadOptions, Source, WriteOptions
from annotator.formats.look import Look
from annotator.formats.yedda import Yedda
from annotator.model.errors import InputError
from annotator.model.record import RecordSpan, RecordSuggestion
from tests.formats.folder_trips import problems_in, records_in


def read(text: str | bytes, name: str = "news.txt.ann"):
    data = text.encode() if isinstance(text, str) else text
    return list(Yedda().read(Source.of(name, data), ReadOptions()))


def test_marks_become_spans_and_suggestions_over_the_bare_text():
    found = read("😀 [@Halvia#Actor*] met [$Orsk#Actor*] in\n[@the old #1 town＃Location*].")
    assert problems_in(found) == []
    [record] = records_in(found)
    assert record.key == "news"
    assert record.text == "😀 Halvia met Orsk in\nthe old #1 town."
    assert record.spans == [RecordSpan(2, 8, "Actor"), RecordSpan(21, 36, "Location")]
    assert record.suggestions == [RecordSuggestion(13, 17, "Actor", "YEDDA")]


def test_broken_and_nested_marks_are_named_and_stay_in_the_text():
    text = "[@a [@b#X*] c#Y*]\n[@d*] [@#Z*]\n[@e"
    found = read(text)
    [record] = records_in(found)
    assert record.text == "[@a b c#Y*]\n[@d*] [@#Z*]\n[@e"
    assert [record.text[span.start : span.end] for span in record.spans] == ["b"]
    assert [problem.split(": ")[0] for problem in problems_in(found)] == [
        "news.txt.ann, line 1",
        "news.txt.ann, line 2",
        "news.txt.ann, line 2",
        "news.txt.ann, line 3",
    ]


def test_plain_text_is_read_as_it_is():
    [record] = records_in(read("no marks\r\nat all"))
    assert (record.text, record.spans) == ("no marks\r\nat all", [])


@pytest.mark.parametrize("data", [b"", b"a\0b", b"\xff\xfe\xfa", b"\x80\x81\x82 [@a#b*]"])
def test_bad_files_end_in_a_sentence(data: bytes):
    found = read(data)
    assert records_in(found) == []
    assert len(problems_in(found)) == 1


def test_a_hundred_thousand_open_marks_take_no_time():
    found = read("[@" * 100_000)
    assert len(problems_in(found)) == 100_000


def test_cut_off_anywhere_nothing_is_lost():
    text = "x [@Halvia#Actor*] met [$Orsk#Actor*] y"
    for end in range(1, len(text)):
        [record] = records_in(read(text[:end]))
        assert len(record.spans) + len(record.suggestions) + len(problems_in(read(text[:end]))) == text[:end].count(
            "[@"
        ) + text[:end].count("[$")


def test_it_is_told_by_a_mark_and_is_not_written():
    assert "[@Halvia#Actor*]" in Yedda().sniff(Look("a.ann", b"Yes, [@Halvia#Actor*] said"))
    assert not Yedda().sniff(Look("a.ann", b"T1\tActor 0 6\tHalvia\n"))
    with pytest.raises(InputError, match="only read"):
        Yedda().write([], WriteOptions())
