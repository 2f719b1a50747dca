"""Reading JSON Lines: what is taken, and what each bad thing is called."""

from __future__ import annotations

import json
from typing import Any

import pytest

from annotator.formats.base import LIMITS, EncodingProblem, ReadOptions, Remark, Source
from annotator.formats.jsonl import Jsonl
from annotator.formats.units import Unit
from annotator.model.document import Status, text_sha256
from annotator.model.record import RecordActor, RecordReview, RecordSpan, RecordSuggestion
from tests.formats.reading import problems, read, records, row, span

TEXT = "Halvia 😀 closed the lock."


def test_a_native_row_is_read_whole():
    [record] = records(
        row(
            id="harbour-1",
            text=TEXT,
            title="Lock",
            language="en",
            meta={"source": "Brenn Post"},
            sha256=text_sha256(TEXT),
            offsets="codepoint",
            spans=[
                span(id=7, text="Halvia", note="who?", doubt=True, origin="model", attributes={"form": "verbal"}),
                span(id=9, start=9, end=25, label="claim", fragments=[[9, 15], [20, 25]]),
            ],
            relations=[{"id": 1, "type": "made_by", "head": 9, "tail": 7, "annotator": "ana", "weight": 2}],
            reviews=[{"annotator": "ana", "status": "done", "note": "clear", "seconds": 40}],
            batch=3,
        )
    )
    assert (record.key, record.title, record.language) == ("harbour-1", "Lock", "en")
    assert record.meta == {"source": "Brenn Post"}
    assert record.extra == {"batch": 3}
    assert record.spans == [
        RecordSpan(0, 6, "actor", "ana", (), "who?", True, "model", None, {"form": "verbal"}),
        RecordSpan(9, 25, "claim", "ana", ((9, 15), (20, 25))),
    ]
    assert record.relations[0][:4] == ("made_by", 2, 1, "ana")
    assert record.relations[0].extra == {"weight": 2}
    assert record.reviews == [RecordReview("ana", Status.DONE, "clear", {"seconds": 40})]


def test_a_plain_row_keeps_its_other_keys_as_metadata():
    [record] = records(row(text=TEXT, id=12, title="T", language="de", source="x", tags=[1, {"a": None}]))
    assert (record.key, record.title, record.language) == ("12", "T", "de")
    assert record.meta == {"source": "x", "tags": [1, {"a": None}]}
    assert record.extra == {}


def test_keys_of_the_wrong_type_are_metadata_too():
    [record] = records(row(text=TEXT, id=1.5, title=3, language=["en"]))
    assert record.key == "in.jsonl:1"
    assert record.meta == {"id": 1.5, "title": 3, "language": ["en"]}


@pytest.mark.parametrize(
    ("keys", "meta"),
    [
        ({"meta": {"a": 1}, "b": 2}, {"a": 1, "b": 2}),
        ({"meta": {"b": 1}, "b": 2}, {"meta": {"b": 1}, "b": 2}),
        ({"meta": [1]}, {"meta": [1]}),
    ],
)
def test_nothing_of_a_plain_row_is_lost(keys: dict[str, Any], meta: dict[str, Any]):
    [record] = records(row(text=TEXT, **keys))
    assert record.meta == meta


def test_a_row_without_id_is_called_by_file_and_line():
    assert [record.key for record in records(b"\n" + row(text="a") + b" \n" + row(text="b"))] == [
        "in.jsonl:2",
        "in.jsonl:4",
    ]


def test_a_row_without_title_takes_its_headline():
    assert records(row(text=f"Lock closed\n\n{TEXT}"))[0].title == "Lock closed"


def test_an_empty_title_stays_empty():
    assert records(row(text=f"Lock closed\n\n{TEXT}", title="", spans=[]))[0].title == ""


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_ends_and_a_missing_last_one_do_not_matter(end: bytes):
    data = row(text="a").strip() + end + row(text="b").strip()
    assert [record.text for record in records(data)] == ["a", "b"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_marked_encodings_are_read(encoding: str):
    data = ("\ufeff" + row(text="é😀").decode() + row(text="\u2028x").decode()).encode(encoding)
    assert [record.text for record in records(data)] == ["é😀", "\u2028x"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_named_wide_encoding_needs_no_mark(encoding: str):
    data = row(text="Halvia, a café", id="x") * 2
    items = read(data.decode().encode(encoding), encoding=encoding[:6])
    assert [getattr(item, "text", None) for item in items] == ["Halvia, a café"] * 2


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-32", "idna", "punycode", "utf-7", "hz", "iso2022_jp", "raw_unicode_escape"]
)
@pytest.mark.parametrize("data", [row(text="Halvia"), b"", b"\xff", b'{"text": "\xe9"}', b"\0{\n" * 9])
def test_no_named_encoding_ends_in_a_bug(encoding: str, data: bytes):
    read(data, encoding=encoding)


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_any_row_is_said_to_be_empty(data: bytes):
    assert [str(item) for item in read(data)] == ["in.jsonl: it is empty: it holds no row"]


def test_a_named_encoding_serves_lines_that_are_not_utf8():
    data = row(text="é") + '{"text": "é"}\n'.encode("cp1252")
    assert [record.text for record in records(data, encoding="cp1252")] == ["é", "é"]


def test_special_characters_of_the_text_stay():
    text = "\ufeffa\r\nb\rc\u2028d\u00a0e\ufffdf\x01\x7f\t"
    assert records(row(text=text))[0].text == text


def test_spans_of_other_tools_are_kept_as_metadata_and_said_once():
    data = row(text=TEXT, label=[[0, 6, "X"]]) + row(text="b", label=[])
    [remark] = [item for item in read(data) if isinstance(item, Remark)]
    assert "“label”" in remark.text
    assert [record.meta for record in records(data)] == [{"label": [[0, 6, "X"]]}, {"label": []}]


ROWS: list[tuple[bytes, str]] = [
    (b'{"text": "a"', "breaks off"),
    (b'{"text": "a"}}', "not valid JSON"),
    (b"{'text': 'a'}", "not valid JSON"),
    (b'{"text": NaN}', "NaN at character 10 is no JSON; write null"),
    (b'{"text": "\xc3\xa9", "n": [1, -Infinity]}', "-Infinity at character 24 is no JSON"),
    (b'\xef\xbb\xbf{"text": "a"}', "a byte order mark stands before it"),
    (b'{"text": "a", "n": 1e999}', "too large"),
    (b"17", "holds a number, not an object"),
    (b"null", "holds null, not an object"),
    (b"{}", "no “text”"),
    (b'{"text": 3}', "“text” is a number"),
    (b'{"text": null}', "“text” is null"),
    (b'{"text": ""}', "“text” is empty"),
    (b'{"text": "\\ud800"}', "half a surrogate pair"),
    (b'{"text": "a\\udc00b"}', "half a surrogate pair"),
    (b'{"text": "a\\u0000b"}', "NUL character at character 2 of “text”"),
    (b'{"text": "a", "m": {"n": ["\\u0000"]}}', "NUL character at character 1 of “m.n 1”"),
    (b'{"text": "a", "k\\u0000": 1}', "NUL character in the name of a key"),
    (b'{"text": "a", "text": "b"}', "“text” stands twice"),
    (b'{"text": "a", "m": {"x": 1, "x": 1}}', "“x” stands twice"),
    (b'{"text": "a", "m" : 1, "m": 2}', "“m” stands twice"),
    (b'{"text": "\\u003a", "m": 1, "m": ": b"}', "“m” stands twice"),
    (b'{"text": "a", "n": 18446744073709551616}', "beyond 64 bits"),
    (b'{"text": "a", "n": [-9223372036854775809]}', "beyond 64 bits"),
    (b'{"text": "a\xff"}', "not UTF-8 (byte 0xFF"),
    (b'{"text": "a", "n": ' + b"[" * 150 + b"]" * 150 + b"}", "nested more than 100"),
    (b'{"text": "a", "n": ' + b"[" * 2000 + b"]" * 2000 + b"}", "nested more than 100"),
]


@pytest.mark.parametrize(("line", "reason"), ROWS)
def test_a_bad_row_is_named_and_the_rest_is_read(line: bytes, reason: str):
    items = read(row(text="before") + line + b"\n" + row(text="after"))
    assert [getattr(item, "text", None) for item in items] == ["before", None, "after"]
    problem = items[1]
    assert reason in str(problem)
    assert str(problem).startswith("in.jsonl, line 2: ")


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"offsets": "utf16"}, "counted in “utf16”"),
        ({"sha256": "0" * 64}, "does not match its sha256"),
        ({"sha256": 3}, "“sha256” is a number"),
        ({"id": 1.5}, "“id” is a number"),
        ({"id": True}, "“id” is true"),
        ({"id": "x" * 1001}, "longer than 1000"),
        ({"title": 1}, "“title” is a number"),
        ({"language": []}, "“language” is a list"),
        ({"meta": []}, "“meta” is a list"),
        ({"spans": {}}, "“spans” is an object"),
        ({"relations": "no"}, "“relations” is a string"),
    ],
)
def test_a_native_row_with_a_bad_key_is_refused(keys: dict[str, Any], reason: str):
    [problem] = problems(row(**{"text": TEXT, "offsets": "codepoint", **keys}))
    assert reason in problem.reason
    assert problem.rejects == "document"


def test_the_sha256_may_be_written_in_capitals():
    assert records(row(text=TEXT, sha256=text_sha256(TEXT).upper()))[0].sha256 == text_sha256(TEXT)


SPANS: list[tuple[Any, str]] = [
    (span(start=-1), "negative"),
    (span(start=6, end=0), "6–0 are reversed"),
    (span(end=0), "hold no character"),
    (span(end=999), "0–999 go beyond the text, which has 25 characters"),
    (span(end=2**63), "beyond the text"),
    (span(start=0.5), "start 0.5 is not a whole number"),
    (span(end=6.0), "end 6.0 is not a whole number"),
    (span(start=True), "start is true, not a whole number"),
    (span(end="6"), "end “6” is a string, not a whole number"),
    (span(end=None), "end is null"),
    ({"start": 0, "label": "actor"}, "has no “end”"),
    ({"start": 0, "end": 1}, "has no “label”"),
    (span(label=""), "“label” is empty"),
    (span(label=" \t"), "“label” is empty"),
    (span(annotator=" "), "“annotator” is empty"),
    (span(label=None), "“label” is null"),
    (span(label="x" * 1001), "longer than 1000"),
    (span(annotator=5), "“annotator” is a number"),
    (span(text="Torland"), "its text “Torland” is not what stands at 0–6, “Halvia”"),
    (span(text=None), "“text” is null"),
    (span(start=10, end=16, text="closed"), "count UTF-16 units"),
    (span(start=12, end=18, text="closed"), "count UTF-8 bytes"),
    (span(note=1), "“note” is a number"),
    (span(doubt=1), "“doubt” is a number"),
    (span(origin=[]), "“origin” is a list"),
    (span(id=[]), "“id” is a list"),
    (span(fragments=5), "not pairs"),
    (span(fragments=[[0, 1], [2]]), "not pairs"),
    (span(fragments=[[0, True], [2, 6]]), "not pairs"),
    (span(fragments=[[0, 2], [3, 5]]), "go from 0 to 5"),
    (span(fragments=[[2, 1], [3, 6]]), "empty, reversed"),
    (span(attributes=["form"]), "“attributes” are a list, not an object"),
    (span(attributes={" ": 1}), "the name of one of its attributes is empty"),
    (span(attributes={"x" * 1001: 1}), "longer than 1000 characters"),
    (span(attributes={"form": None}), "its attribute “form” is null, not a text, a number"),
    (span(attributes={"form": {}}), "its attribute “form” is an object"),
    (span(attributes={"form": ["a", 1]}), "its attribute “form” is a list of other things"),
    (span(actor=7), "“actor” is a number"),
    (span(actor=" "), "“actor” is empty"),
]


@pytest.mark.parametrize(("bad", "reason"), SPANS)
def test_a_bad_span_is_named_and_the_document_is_read(bad: dict[str, Any], reason: str):
    good = span(start=9, end=15, label="claim", text="closed")
    problem, record = read(row(text=TEXT, spans=[good, bad]))
    assert str(problem).startswith("in.jsonl, line 1: span 2: ")
    assert reason in str(problem)
    assert getattr(record, "spans", None) == [RecordSpan(9, 15, "claim", "ana")]


@pytest.mark.parametrize("bad", [3, None, [0, 6, "actor"]])
def test_a_span_that_is_no_object_is_named(bad: object):
    [problem] = problems(row(text=TEXT, offsets="codepoint", spans=[bad]))
    assert "not an object" in problem.reason


def test_fragments_are_sorted_and_joined():
    [record] = records(row(text=TEXT, spans=[span(fragments=[[4, 6], [0, 2]]), span(fragments=[[0, 3], [3, 6]])]))
    assert [item.fragments for item in record.spans] == [((0, 2), (4, 6)), ()]


RELATIONS: list[tuple[Any, str]] = [
    ({"type": "made_by", "head": 1, "tail": 3}, "tail is the span 3, which is not there"),
    ({"type": "made_by", "head": 1}, "has no “tail”"),
    ({"type": "made_by", "head": 1.0, "tail": 2}, "“head” is a number"),
    ({"head": 1, "tail": 2}, "has no “type”"),
    ({"type": "", "head": 1, "tail": 2}, "“type” is empty"),
    ("made_by", "is a string"),
]


@pytest.mark.parametrize(("bad", "reason"), RELATIONS)
def test_a_bad_relation_is_named(bad: object, reason: str):
    [problem] = problems(row(text=TEXT, offsets="codepoint", spans=[span(), span(end=3)], relations=[bad]))
    assert problem.reason.startswith("relation 1: ")
    assert reason in problem.reason


def test_a_relation_to_a_rejected_span_is_rejected_too():
    data = row(
        text=TEXT,
        spans=[span(id=1, end=999), span(id=2), span(id=3, start=9, end=15)],
        relations=[
            {"type": "made_by", "head": 3, "tail": 1},
            {"type": "made_by", "head": 3, "tail": 2},
        ],
    )
    assert [problem.rejects for problem in problems(data)] == ["span", "relation"]
    assert [relation[:3] for relation in records(data)[0].relations] == [("made_by", 2, 1)]


def test_two_spans_of_one_id_stay_but_no_relation_can_mean_one():
    data = row(text=TEXT, spans=[span(id=1), span(id=1, end=3)], relations=[{"type": "x", "head": 1, "tail": 1}])
    assert len(records(data)[0].spans) == 2
    assert "an id that two spans have" in problems(data)[0].reason


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"annotator": "ana", "status": "finished"}, "“finished”, which is none of new, in progress, done"),
        ({"annotator": "ana", "status": 1}, "none of new"),
        ({"annotator": "ana", "status": "done", "note": 1}, "“note” is a number"),
        ({"annotator": "ana", "status": "done", "read": "all"}, "“read” is a string, not a whole number"),
        ({"annotator": "ana", "status": "done", "read": True}, "“read” is true"),
        ({"annotator": "ana", "status": "done", "read": 999}, "“read” 999 is no place in the text"),
        (1, "not an object"),
    ],
)
def test_a_bad_review_is_named(bad: object, reason: str):
    [problem] = problems(row(text=TEXT, offsets="codepoint", reviews=[bad]))
    assert problem.rejects == "review"
    assert reason in problem.reason


SUGGESTION = {"start": 0, "end": 6, "label": "actor", "text": "Halvia", "provider": "m1"}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"end": 999}, "suggestion 2: its offsets 0–999 go beyond the text"),
        ({"text": "Ostmark"}, "its text “Ostmark” is not what stands at 0–6, “Halvia”"),
        ({"label": ""}, "“label” is empty"),
        ({"provider": 1}, "“provider” is a number"),
        ({"score": "high"}, "“score” is a string, not a number"),
        ({"score": True}, "“score” is true, not a number"),
        ({"note": 1}, "“note” is a number"),
        ({"attributes": 1}, "“attributes” are a number"),
        ({"fragments": 1}, "not pairs"),
        ({"state": "maybe"}, "its state is “maybe”, which is none of open, accepted, rejected"),
        ({"state": 1}, "its state is a number"),
    ],
)
def test_a_bad_suggestion_is_named_and_the_others_are_read(bad: dict[str, Any], reason: str):
    data = row(
        text=TEXT,
        offsets="codepoint",
        suggestions=[SUGGESTION, SUGGESTION | bad, SUGGESTION | {"end": 3, "text": "Hal"}],
    )
    [problem] = problems(data)
    assert problem.rejects == "suggestion"
    assert reason in problem.reason
    assert [made.end for made in records(data)[0].suggestions] == [6, 3]


def test_a_suggestion_need_not_say_more_than_where_and_what():
    bare = {"start": 0, "end": 6, "label": "actor", "provider": None, "score": 1, "rank": 2}
    [record] = records(row(text=TEXT, offsets="codepoint", suggestions=[bare]))
    assert record.suggestions == [RecordSuggestion(0, 6, "actor", score=1.0, extra={"rank": 2})]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({}, "actor 2: it has no “name”"),
        ({"name": "Halvia"}, "“Halvia” is there already"),
        ({"name": "A", "aliases": "B"}, "“aliases” are not a list of names"),
        ({"name": "A", "aliases": [" "]}, "“aliases” are not a list of names"),
        ({"name": "A", "note": 1}, "“note” is a number"),
        (7, "it is a number, not an object"),
    ],
)
def test_a_bad_actor_is_named_and_the_others_are_read(bad: object, reason: str):
    good = {"name": "Halvia", "aliases": ["the Republic", "Halvia", "Halvians", "Halvians"], "wikidata": "Q1"}
    data = row(text=TEXT, offsets="codepoint", actors=[good, bad, {"name": "Brandt"}])
    [problem] = problems(data)
    assert problem.rejects == "actor"
    assert reason in problem.reason
    assert records(data)[0].actors == [
        RecordActor("Brandt"),
        RecordActor("Halvia", ("Halvians", "the Republic"), extra={"wikidata": "Q1"}),
    ]


@pytest.mark.parametrize("name", ["suggestions", "actors"])
def test_what_is_no_list_of_them_is_named_and_the_document_is_read(name: str):
    data = row(text=TEXT, offsets="codepoint", **{name: {"by": "m1"}})
    assert f"its “{name}” are an object, not a list" in problems(data)[0].reason
    assert len(records(data)) == 1


def test_a_second_review_by_one_annotator_is_named():
    review = {"annotator": "ana", "status": "done"}
    data = row(text=TEXT, reviews=[review, review])
    assert "review 2: “ana” has a review already" in problems(data)[0].reason
    assert len(records(data)[0].reviews) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<!DOCTYPE html>\n<p>x</p>\n", "looks like HTML"),
        (b"PK\x03\x04zip", "binary file"),
        (b'{"text": "a"}\r{"text": "b"}\r', "end with a carriage return alone"),
        (b"word\ttag\n" * 21, "none of its 21 lines is a row (line 1: the line is not valid JSON"),
        ('{"text": "Сирия приказывает уйти, сообщил министр"}\n'.encode("koi8-r") * 30, "give --encoding koi8-r"),
        ('{"text": "a café"}\n{"text": "b"}\n'.encode("utf-16-le"), "give --encoding utf-16-le"),
    ],
)
def test_a_file_that_is_no_json_lines_is_refused_once(data: bytes, reason: str):
    [problem] = read(data)
    assert reason in str(problem)
    assert str(problem).startswith("in.jsonl: ")


@pytest.mark.parametrize(
    "data", [b'[{"text": "a"},\n{"text": "b"}]\n', b'[{"text": "a"}, {"text": "b"}]', b'{\n  "text": "a"\n}\n']
)
def test_a_list_of_rows_and_a_row_over_several_lines_are_read_as_lines_are(data: bytes):
    assert [item.text for item in records(data)] == ["a", "b"][: data.count(b"text")]
    assert problems(data) == []


def test_a_file_that_never_holds_a_row_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("annotator.formats.json_rows._LONGEST_WAIT", 30)
    [problem] = read(b"word\n" * 31)
    assert "none of its first 30 lines is a row" in str(problem)


def test_bad_lines_ahead_of_the_first_row_are_named_each():
    items = read(b"word\n" * 40 + row(text="a"))
    assert [getattr(item, "line", None) for item in items] == list(range(1, 42))
    assert records(b"word\n" * 40 + row(text="a"))[0].text == "a"


def test_a_line_in_another_encoding_is_guessed_once_and_the_rest_is_read():
    bad = row(text="Le président a menacé de quitter").decode().encode("cp1252")
    items = read(row(text="a") + bad + row(text="b") + bad)
    assert [getattr(item, "text", None) for item in items] == ["a", None, "b", None]
    first, second = problems(row(text="a") + bad + row(text="b") + bad)
    assert isinstance(first, EncodingProblem)
    assert first.guess is not None
    assert "line 2: the line is not UTF-8 (byte 0xE9 at byte 16); it looks like cp1252" in str(first)
    assert not isinstance(second, EncodingProblem)


def test_escapes_among_the_letters_do_not_mislead_the_guess():
    text = "Сирия приказывает оккупационным силам.\r\nВторая строка\tс табом.\n" * 3
    [problem] = read(row(id="k0", text=text).decode().encode("koi8-r"))
    assert isinstance(problem, EncodingProblem)
    assert problem.guess is not None
    assert problem.guess.encoding == "koi8-r"


def test_a_line_over_the_limit_is_named_and_passed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(LIMITS, "line", 1024 * 1024)
    long = row(text="x" * (1 << 20))
    items = read(row(text="a") + long + row(text="b"))
    assert [getattr(item, "text", None) for item in items] == ["a", None, "b"]
    assert "line 2: the line is longer than 1 MB" in str(items[1])


def test_broken_utf16_is_named_and_what_stood_before_is_read():
    data = b"\xff\xfe" + row(text="a").decode().encode("utf-16-le") + b"\x00\xd8\n\x00"
    items = read(data)
    assert getattr(items[0], "text", None) == "a"
    assert "stops being utf-16-le" in str(items[1])


@pytest.mark.parametrize(
    "line",
    [
        b'{"text": ": a", "b": "\\":", "c": "x\\\\"}',
        b'{ "text" : "a : b" , "b" : { "c" : 1 } }',
        b'{"text": "\\u0022:\\u003a", "b": 1}',
        b'{"text": "\\\\u0000"}',
        b'{"text": "1234567890123456789012345", "n": 9223372036854775807, "m": -9223372036854775808}',
    ],
)
def test_rows_that_only_look_suspicious_are_read(line: bytes):
    [record] = records(line)
    assert record.text == json.loads(line)["text"]


def test_offsets_that_another_program_counted_are_read_as_the_user_says():
    # Before the emoji both countings agree, behind it UTF-16 is one ahead.
    rows_of_others = row(text=TEXT, spans=[span(start=0, end=6), span(start=10, end=16, text="closed")])
    _, unread = read(rows_of_others)
    [hinted] = problems(rows_of_others)
    assert "; the offsets seem to count UTF-16 units: read it with --offsets utf-16" in str(hinted)
    assert len(getattr(unread, "spans", [])) == 1
    options = ReadOptions(unit=Unit.UTF_16)
    [record] = list(Jsonl().read(Source.of("in.jsonl", rows_of_others), options))
    assert [(each.start, each.end) for each in getattr(record, "spans", [])] == [(0, 6), (9, 15)]


def test_a_row_that_says_what_its_offsets_count_is_taken_at_its_word():
    said = row(text=TEXT, offsets="codepoint", spans=[span(start=9, end=15, text="closed")])
    options = ReadOptions(unit=Unit.UTF_16)
    [record] = list(Jsonl().read(Source.of("in.jsonl", said), options))
    assert [(each.start, each.end) for each in getattr(record, "spans", [])] == [(9, 15)]
    [problem] = problems(row(text=TEXT, offsets="codepoint", spans=[span(start=10, end=16, text="closed")]))
    assert "the offsets count UTF-16 units, but the row says that they count code points" in str(problem)


def test_an_offset_inside_a_character_is_named():
    inside = row(text=TEXT, spans=[span(start=8, end=16)])
    options = ReadOptions(unit=Unit.UTF_16)
    found = list(Jsonl().read(Source.of("in.jsonl", inside), options))
    assert str(found[0]).endswith("span 1: its offset 8 is inside a character, counted in UTF-16 units")


def test_a_text_of_another_name_is_read_where_it_is_named():
    other = row(body=TEXT, number=7, codes=[[0, 6, "actor"]])
    [problem] = problems(other)
    assert str(problem).endswith("; if its text has another name, give --column text=NAME")
    options = ReadOptions(columns={"text": "body", "id": "number"})
    remark, record = list(Jsonl().read(Source.of("in.jsonl", other), options))
    assert (getattr(record, "text", ""), getattr(record, "key", "")) == (TEXT, "7")
    assert "“codes” seems to hold spans" in str(remark)
    assert str(remark).endswith("doccano's format reads them, with --column label=codes")
