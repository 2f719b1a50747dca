"""Whatever a record holds comes back, and the second writing gives the bytes of the first."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.jsonl_spans import SPAN_KEYS
from annotator.model.document import Status, text_sha256
from annotator.model.record import Record, RecordRelation, RecordReview, RecordSpan
from annotator.model.span import canonical_fragments
from tests.formats.reading import read, write

characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
words = st.text(characters, max_size=12)
names = st.text(characters, min_size=1, max_size=8).filter(str.strip)
integers = st.integers(-(2**63), 2**64 - 1)
floats = st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | integers | floats | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
unknown = st.dictionaries(
    names.filter(
        lambda name: (
            name not in SPAN_KEYS | {"type", "head", "tail", "status", "seconds"}
            and name not in {"title", "language", "meta", "sha256", "offsets", "spans", "relations", "reviews"}
        )
    ),
    values,
    max_size=2,
)


@st.composite
def spans(draw: st.DrawFn, text: str) -> RecordSpan:
    places = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted))
    pieces = [(places[i], places[i + 1]) for i in range(0, len(places) - 1, 2)]
    return RecordSpan(
        pieces[0][0],
        pieces[-1][1],
        draw(names),
        draw(st.sampled_from(["ana", "ben", "Ж\u2028"])),
        tuple((piece.start, piece.end) for piece in canonical_fragments(pieces)),
        draw(words),
        draw(st.booleans()),
        draw(words),
        draw(unknown) or None,
    )


def test_what_breaks_lines_or_steers_a_terminal_is_written_as_an_escape():
    raw = "\x80\x85\x9b\x9f\u2028\u2029"
    kept = "\x7f\xa0é“日😀\u2027\u202a"
    data = write(Record("k", f"{raw}{kept}", meta={"note": "\u2028"}))
    assert rb"\u0080\u0085\u009b\u009f\u2028\u2029" + kept.encode() in data
    assert rb'"note":"\u2028"' in data
    assert data.endswith(b"}\n")
    assert len(data.decode().splitlines()) == 1


@st.composite
def any_record(draw: st.DrawFn) -> Record:
    text = draw(st.text(characters, min_size=1, max_size=40))
    made = draw(st.lists(spans(text), max_size=6, unique_by=lambda span: span[:5]))
    ends = st.integers(1, max(len(made), 1))
    relations = st.builds(RecordRelation, names, ends, ends, names, unknown.map(lambda keys: keys or None))
    reviews = st.builds(RecordReview, names, st.sampled_from(Status), words, unknown.map(lambda keys: keys or None))
    return Record(
        key=draw(names),
        text=text,
        title=draw(words),
        language=draw(words),
        meta=draw(st.dictionaries(words, values, max_size=3)),
        extra=draw(unknown),
        sha256=text_sha256(text),
        spans=made,
        relations=draw(st.lists(relations, max_size=3, unique_by=lambda it: it[:4])) if made else [],
        reviews=draw(st.lists(reviews, max_size=2, unique_by=lambda it: it.annotator)),
    )


def normal(record: Record) -> dict[str, Any]:
    """What a record says, whatever the order of its parts."""
    number = {place: span[:5] for place, span in enumerate(record.spans, 1)}
    return {
        "document": (record.key, record.text, record.title, record.language, record.meta, record.extra),
        "spans": sorted(record.spans, key=lambda span: span[:5]),
        "relations": sorted(
            (number[it.head], number[it.tail], it.type, it.annotator, repr(it.extra)) for it in record.relations
        ),
        "reviews": sorted(record.reviews, key=lambda review: review.annotator),
    }


@given(any_record())
def test_what_is_written_is_read_again_and_written_alike(record: Record):
    first = write(record)
    [again] = read(first)
    assert isinstance(again, Record)
    assert normal(again) == normal(record)
    assert write(again) == first


@given(st.lists(any_record(), max_size=4))
def test_any_line_reader_finds_the_same_lines(made: list[Record]):
    data = write(*made)
    assert len(data.decode().splitlines()) == len(made)
    assert [json.loads(line)["text"] for line in data.decode().splitlines()] == [item.text for item in made]


@given(any_record())
def test_each_exported_offset_slices_to_its_text(record: Record):
    row = json.loads(write(record))
    assert row["offsets"] == "codepoint"
    for number, span in enumerate(row["spans"], 1):
        assert span["id"] == number
        assert row["text"][span["start"] : span["end"]] == span["text"]


def test_the_keys_of_a_row_have_their_order_and_optional_ones_only_appear_when_they_say_something():
    record = Record(
        key="a",
        text="Halvia",
        spans=[RecordSpan(0, 6, "actor", "ana"), RecordSpan(0, 3, "claim", "ana", (), "n", True, "o", {"z": 1})],
    )
    row = json.loads(write(record))
    assert list(row) == [
        *("id", "text", "title", "language", "meta", "sha256", "offsets", "spans", "relations", "reviews")
    ]
    assert list(row["spans"][0]) == [
        *("id", "start", "end", "label", "text", "annotator", "note", "doubt"),
        "origin",
        "z",
    ]
    assert list(row["spans"][1]) == ["id", "start", "end", "label", "text", "annotator"]
