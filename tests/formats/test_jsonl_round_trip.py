"""Whatever a record holds comes back, and the second writing gives the bytes of the first."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.base import WriteOptions
from annotator.formats.fitting import Losses
from annotator.formats.jsonl import Jsonl
from annotator.formats.jsonl_keys import RENAMED
from annotator.formats.jsonl_read import KNOWN
from annotator.formats.jsonl_spans import RELATION_KEYS, REVIEW_KEYS, SPAN_KEYS
from annotator.formats.jsonl_suggestions import ACTOR_KEYS, SUGGESTION_KEYS
from annotator.model.document import Status, text_sha256
from annotator.model.record import (
    Record,
    RecordActor,
    RecordRelation,
    RecordReview,
    RecordSpan,
    RecordSuggestion,
)
from annotator.model.span import canonical_fragments
from annotator.model.suggestion import SuggestionState
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
KNOWN_KEYS = KNOWN | SPAN_KEYS | RELATION_KEYS | REVIEW_KEYS | SUGGESTION_KEYS | ACTOR_KEYS
unknown = st.dictionaries(names.filter(lambda name: name not in KNOWN_KEYS), values, max_size=2)
attribute_values = st.booleans() | integers | floats | words | st.lists(words, max_size=3)
attributes = st.dictionaries(names, attribute_values, max_size=2).map(lambda found: dict(sorted(found.items())) or None)


@st.composite
def stretches(draw: st.DrawFn, text: str) -> tuple[int, int, tuple[tuple[int, int], ...]]:
    """Start, end and fragments."""
    places = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted))
    pieces = [(places[i], places[i + 1]) for i in range(0, len(places) - 1, 2)]
    fragments = tuple((piece.start, piece.end) for piece in canonical_fragments(pieces))
    return pieces[0][0], pieces[-1][1], fragments


@st.composite
def spans(draw: st.DrawFn, text: str) -> RecordSpan:
    start, end, fragments = draw(stretches(text))
    return RecordSpan(
        start,
        end,
        draw(names),
        draw(st.sampled_from(["ana", "ben", "Ж\u2028"])),
        fragments,
        draw(words),
        draw(st.booleans()),
        draw(words),
        draw(unknown) or None,
        draw(attributes),
        draw(st.just("") | names),
    )


@st.composite
def suggestions(draw: st.DrawFn, text: str) -> RecordSuggestion:
    start, end, fragments = draw(stretches(text))
    return RecordSuggestion(
        start,
        end,
        draw(names),
        draw(names),
        fragments,
        draw(st.none() | floats),
        draw(words),
        draw(attributes),
        draw(st.sampled_from(SuggestionState)),
        draw(unknown) or None,
    )


def actors(linked: list[str]) -> st.SearchStrategy[list[RecordActor]]:
    """What the registry says of some of these."""

    def entry(name: str) -> st.SearchStrategy[RecordActor]:
        aliases = st.lists(names, max_size=2).map(lambda found: tuple(sorted({*found} - {name})))
        said = st.builds(RecordActor, st.just(name), aliases, words, unknown.map(lambda keys: keys or None))
        return said.filter(lambda actor: actor.aliases or actor.note or actor.extra)

    chosen = st.lists(st.sampled_from(linked), unique=True).map(sorted) if linked else st.just([])
    return chosen.flatmap(lambda found: st.tuples(*map(entry, found)).map(list))


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
    reviews = st.builds(
        RecordReview,
        names,
        st.sampled_from(Status),
        words,
        unknown.map(lambda keys: keys or None),
        st.integers(0, len(text)),
    )
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
        suggestions=draw(st.lists(suggestions(text), max_size=2, unique_by=lambda it: it[:5])),
        actors=draw(actors([span.actor for span in made if span.actor])),
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
        "suggestions": sorted(record.suggestions, key=lambda made: made[:5]),
        "actors": record.actors,
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


def test_suggestions_and_actors_stand_behind_the_rest_and_say_no_more_than_they_have_to():
    record = Record(
        key="a",
        text="Halvia",
        spans=[RecordSpan(0, 6, "actor", "ana", attributes={"form": "direct"}, actor="Republic of Halvia")],
        reviews=[RecordReview("ana", Status.IN_PROGRESS, read_to=3)],
        suggestions=[
            RecordSuggestion(0, 6, "claim", "m2", ((0, 1), (2, 6)), 0.5, "n", {"a": True}, SuggestionState.REJECTED),
            RecordSuggestion(0, 3, "claim", "m1"),
        ],
        actors=[RecordActor("Republic of Halvia", ("Halvia",))],
    )
    row = json.loads(write(record))
    assert list(row)[-4:] == ["relations", "reviews", "suggestions", "actors"]
    assert row["spans"][0] == {
        "id": 1,
        "start": 0,
        "end": 6,
        "label": "actor",
        "text": "Halvia",
        "annotator": "ana",
        "attributes": {"form": "direct"},
        "actor": "Republic of Halvia",
    }
    assert row["reviews"] == [{"annotator": "ana", "status": "in progress", "note": "", "read": 3}]
    assert row["suggestions"] == [
        {"start": 0, "end": 3, "label": "claim", "text": "Hal", "provider": "m1"},
        {
            "start": 0,
            "end": 6,
            "fragments": [[0, 1], [2, 6]],
            "label": "claim",
            "text": "Halvia",
            "provider": "m2",
            "score": 0.5,
            "note": "n",
            "attributes": {"a": True},
            "state": "rejected",
        },
    ]
    assert row["actors"] == [{"name": "Republic of Halvia", "aliases": ["Halvia"]}]


def test_unknown_keys_named_like_ones_of_ours_come_out_once_under_another_name():
    record = Record(
        key="a",
        text="Halvia",
        extra={"suggestions": {"by": "m1"}, "title": "Other", "title_": 1, "x": 2},
        spans=[RecordSpan(0, 6, "actor", "ana", extra={"actor": 7})],
        relations=[RecordRelation("r", 1, 1, "ana", {"head": "left"})],
        reviews=[RecordReview("ana", Status.DONE, extra={"read": "all"})],
        suggestions=[RecordSuggestion(0, 6, "actor", "m", extra={"state": "fine"})],
        actors=[RecordActor("Halvia", ("H",), extra={"name": "?"})],
    )
    losses = Losses()
    fitted = Jsonl().fit(record, WriteOptions(), losses)
    assert losses == {RENAMED: 7}
    assert fitted.extra == {"title_": 1, "x": 2, "suggestions_": {"by": "m1"}, "title__": "Other"}
    assert fitted.spans[0].extra == {"actor_": 7}
    [again] = read(write(record))
    assert isinstance(again, Record)
    assert normal(again) == normal(fitted)
    assert Jsonl().fit(fitted, WriteOptions(), losses) is fitted
    assert write(fitted) == write(record)


@given(any_record())
def test_everything_fits_the_native_form(record: Record):
    losses = Losses()
    assert Jsonl().fit(record, WriteOptions(), losses) is record
    assert not losses
