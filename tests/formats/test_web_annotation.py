"""Web Annotations: out and in again, and as other tools write them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
from annotator.formats.fitting import SUGGESTIONS, TEXTS, Losses
from annotator.formats.look import Look
from annotator.formats.units import Unit
from annotator.formats.web_annotation import WebAnnotation
from annotator.model.record import Problem, Record, RecordRelation, RecordReview, RecordSpan
from tests.formats.documents import documents, round_trip, said

TEXT = "Halvia 😀 said the ministry will retaliate unless Halvia stops."


def read(*values: Any, settings: dict[str, str] | None = None, unit: Unit | None = None):  # noqa: ANN401
    data = b"\n".join(value if isinstance(value, bytes) else json.dumps(value).encode() for value in values)
    return list(WebAnnotation().read(Source.of("t", data), ReadOptions(settings=settings or {}, unit=unit)))


def sorted_out(found: list[Any]) -> tuple[list[Record], list[str]]:
    return [item for item in found if isinstance(item, Record)], [
        str(item) for item in found if not isinstance(item, Record)
    ]


def described(text: str = TEXT) -> dict[str, Any]:
    return {
        "type": "Annotation",
        "body": {"type": "TextualBody", "value": text},
        "target": "https://news.example/a1",
        "annotator:document": {},
    }


def annotation(start: int, end: int, exact: str, prefix: str = "", suffix: str = "", **keys: object) -> dict[str, Any]:
    """As a tool in a browser writes it."""
    quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:uuid:1",
        "type": "Annotation",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "threat"}],
        "creator": {"id": "https://people.example/ana", "name": "ana"},
        "target": [{"source": "https://news.example/a1", "selector": [quote, position]}],
        **keys,
    }


@settings(max_examples=60, deadline=None)
@given(
    st.lists(documents(), max_size=3, unique_by=lambda record: record.key),
    st.sampled_from(["list", "page", "lines"]),
    st.sampled_from(["yes", "no"]),
)
def test_annotations_come_back(made: list[Record], layout: str, texts: str):
    losses = round_trip(WebAnnotation(), made, layout=layout, texts=texts)
    assert set(losses) <= {SUGGESTIONS, TEXTS}


def test_a_span_without_its_text_keeps_its_words_and_those_around_it():
    (record,), [] = sorted_out(read(annotation(35, 49, "will retaliate", "the ministry ", " unless")))
    assert (record.key, record.text) == ("https://news.example/a1", "")
    assert (record.quotes, record.contexts) == (["will retaliate"], [("the ministry ", " unless")])
    assert record.spans == [RecordSpan(35, 49, "threat", "ana", extra={"annotation_id": "urn:uuid:1"})]


@pytest.mark.parametrize("wrap", ["alone", "list", "page", "collection"])
def test_annotations_come_alone_in_lists_pages_and_collections(wrap: str):
    one = annotation(0, 6, "Halvia")
    page = {"@context": "x", "type": "AnnotationPage", "items": [one]}
    value = {"alone": one, "list": [one], "page": page, "collection": {"type": "AnnotationCollection", "first": page}}
    (record,), [] = sorted_out(read(value[wrap]))
    assert len(record.spans) == 1


def test_offsets_in_utf_16_are_converted_and_said():
    good = annotation(28, 42, "will retaliate")
    (record,), remarks = sorted_out(read(described(), good))
    assert TEXT[record.spans[0].start : record.spans[0].end] == "will retaliate"
    assert remarks == ["t, line 2: its offsets 28–42 count UTF-16 units; they were converted"]
    (record,), [] = sorted_out(read(described(), good, unit=Unit.UTF_16))
    assert len(record.spans) == 1


def test_words_that_moved_are_found_and_said():
    moved = annotation(3, 17, "will retaliate", "ministry ", " unless")
    (record,), remarks = sorted_out(read(described(), moved))
    assert TEXT[record.spans[0].start : record.spans[0].end] == "will retaliate"
    assert remarks == ["t, line 2: its words are not at 3–17; found at 27–41 by the only place"]
    (record,), problems = sorted_out(read(described(), moved, settings={"reanchor": "no"}))
    assert not record.spans
    assert "is not what stands at 3–17" in problems[0]


def test_a_quote_alone_is_enough_where_it_is_told_apart():
    quote = {"type": "TextQuoteSelector", "exact": "Halvia", "prefix": "unless ", "suffix": " stops"}
    alone = annotation(0, 0, "", target={"source": "https://news.example/a1", "selector": quote})
    (record,), remarks = sorted_out(read(described(), alone))
    assert (record.spans[0].start, record.spans[0].end) == (49, 55)
    assert "it has no offsets; its words were found by the words around it" in remarks[0]
    (_, problems) = sorted_out(read(alone))
    assert "the text it quotes is not in the file" in problems[0]


def test_tags_comments_actors_and_pieces():
    bodies = [
        {"type": "TextualBody", "purpose": "tagging", "value": "threat"},
        {"type": "TextualBody", "purpose": "tagging", "value": "claim"},
        {"type": "TextualBody", "purpose": "commenting", "value": "sure?"},
        {"type": "SpecificResource", "purpose": "identifying", "source": "https://wiki.example/Halvia"},
        {"type": "Image", "id": "https://x.example/i.png"},
    ]
    first, second = annotation(0, 6, "Halvia")["target"], annotation(14, 26, "the ministry")["target"]
    (record,), [] = sorted_out(
        read(described(), annotation(0, 0, "", body=bodies, target=first + second, created="2026-11-22", id=None))
    )
    assert [span.label for span in record.spans] == ["threat", "claim"]
    span = record.spans[0]
    assert (span.fragments, span.note, span.actor) == (((0, 6), (14, 26)), "sure?", "https://wiki.example/Halvia")
    assert span.extra == {"created": "2026-11-22", "bodies": [bodies[-1]]}


def test_links_between_annotations_are_relations_wherever_they_stand():
    link = {
        "type": "Annotation",
        "motivation": "linking",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "source"}, {"id": "urn:uuid:2"}],
        "target": "urn:uuid:1",
    }
    one, two = annotation(0, 6, "Halvia"), annotation(27, 41, "will retaliate", id="urn:uuid:2")
    (record,), [] = sorted_out(read([link, two, one]))
    assert record.relations == [RecordRelation("source", 2, 1)]
    _, problems = sorted_out(read([link, one]))
    assert problems == ["t, line 1: it links what are not two spans of one document in the file"]


def test_a_comment_on_the_whole_document_is_a_note():
    comment = {"type": "Annotation", "motivation": "commenting", "bodyValue": "good", "target": "d", "creator": "ben"}
    (record,), [] = sorted_out(read(comment))
    assert record.reviews == [RecordReview("ben", note="good")]


def test_ids_of_others_go_out_again():
    (record,), [] = sorted_out(read(described(), annotation(0, 6, "Halvia", created="2026-11-22")))
    data = b"".join(WebAnnotation().write([record], WriteOptions()))
    written = json.loads(data)[1]
    assert (written["id"], written["created"]) == ("urn:uuid:1", "2026-11-22")
    assert [said(item) for item in read(data)] == [said(record)]


def test_what_is_written_keeps_to_the_model():
    record = Record("a 1", TEXT, spans=[RecordSpan(27, 41, "threat", "ana", note="sure?", actor="Halvia")])
    document, span = json.loads(b"".join(WebAnnotation().write([record], WriteOptions())))
    assert document["target"] == span["target"]["source"] == "urn:annotator:document:a%201"
    quote, position = span["target"]["selector"]
    assert quote["exact"] == TEXT[position["start"] : position["end"]] == "will retaliate"
    assert quote["prefix"].endswith("the ministry ")
    assert {body["purpose"] for body in span["body"]} == {"tagging", "commenting", "identifying"}


def test_the_format_is_told_by_its_context():
    data = json.dumps([annotation(0, 6, "Halvia")]).encode()
    assert "Web Annotations" in WebAnnotation().sniff(Look("x", data))
    assert not WebAnnotation().sniff(Look("x", b'{"text": "http://www.w3.org/ns/anno"}'))


def test_losses_are_counted():
    losses = Losses()
    WebAnnotation().fit(Record("a", "b"), WriteOptions(settings={"texts": "no"}), losses)
    assert +losses == {TEXTS: 1}


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"type": "Annotation"}, "it has no “target”"),
        ({"target": 3}, "its target is a number"),
        ({"target": {"selector": {"type": "XPathSelector"}}}, "names no source"),
        (
            annotation(0, 6, "H", target={"source": "d", "selector": {"type": "XPathSelector"}}),
            "a XPathSelector, which",
        ),
        (annotation(5, 3, "Halvia"), "are reversed"),
        (annotation("a", 3, "Halvia"), "are not two whole numbers"),  # type: ignore[arg-type]
        (annotation(0, 6, "Halvia", body={"type": "TextualBody", "value": "x" * 2000}), "longer than 1000"),
        ({"type": "AnnotationPage", "items": 3}, "no list of items"),
        ({"type": "AnnotationPage", "items": [3]}, "is a number, not an annotation"),
        (b"<html>", "looks like HTML"),
        (b"[" * 100_000, ""),
        (b'{"a":' * 100_000, ""),
        ({**described(), "annotator:document": 3}, "its details are a number"),
    ],
)
def test_what_is_no_annotation_is_named(value: Any, reason: str):  # noqa: ANN401
    _, said_of_it = sorted_out(read(value))
    assert said_of_it
    assert reason in said_of_it[0]
    assert "\n" not in said_of_it[0]


GOOD = b"".join(WebAnnotation().write([Record("a", TEXT, spans=[RecordSpan(0, 6, "x")])], WriteOptions()))


@pytest.mark.parametrize("end", range(0, len(GOOD), 11))
def test_a_file_cut_off_anywhere_is_named(end: int):
    found = read(GOOD[:end])
    assert any(isinstance(item, Problem | Remark) for item in found)
