"""The shipped sample and guideline keep their own rules, to the character."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from annotator import resources
from annotator.formats.base import ReadOptions, Source, WriteOptions
from annotator.formats.registry import format_by_name
from annotator.model.document import Status, text_sha256
from annotator.model.record import Record
from annotator.model.scheme import DEFAULT_LABELS, Label

SAMPLE = resources.read_bytes("sample", "sample.jsonl")
LINES = SAMPLE.decode("utf-8").split("\n")[:-1]
RECORDS: list[dict[str, Any]] = [json.loads(line) for line in LINES]
LABELS = {label.name for label in DEFAULT_LABELS}
SPARSE = "storm-dam"
"""The article in which hardly anybody says anything."""

KEYS = ["id", "text", "title", "language", "meta", "sha256", "offsets", "spans", "relations", "reviews"]
SPAN_KEYS = ["id", "start", "end", "label", "text", "annotator"]
QUOTATION_MARKS = {"“": "”", "«": "»", "„": "“"}

every_record = pytest.mark.parametrize("record", RECORDS, ids=[record["id"] for record in RECORDS])


def covers(outer: dict[str, Any], inner: dict[str, Any]) -> bool:
    return outer is not inner and outer["start"] <= inner["start"] and inner["end"] <= outer["end"]


def test_there_are_at_least_thirteen_articles_in_four_languages() -> None:
    languages = Counter(record["language"] for record in RECORDS)
    assert len(RECORDS) >= 13
    assert languages["en"] >= 10
    assert {"ar", "ru", "de"} < set(languages)
    assert len({record["id"] for record in RECORDS}) == len(RECORDS)
    assert len({record["text"] for record in RECORDS}) == len(RECORDS)


def test_a_span_stands_on_forty_to_sixty_five_characters_on_average() -> None:
    characters = sum(len(record["text"]) for record in RECORDS)
    spans = sum(len(record["spans"]) for record in RECORDS)
    assert 40 <= characters / spans <= 65


def test_the_awkward_shapes_of_real_files_are_all_there() -> None:
    texts = [record["text"] for record in RECORDS]
    assert any("\r\n" in text and not re.search(r"(?<!\r)\n", text) for text in texts)
    assert any(not text.endswith("\n") for text in texts)
    assert any(text.endswith("\n\n") for text in texts)
    assert any(ord(character) > 0xFFFF for text in texts for character in text)
    assert any("\u200d" in text for text in texts), "an emoji of several code points"
    assert any("\u00a0" in text for text in texts)
    assert any("\n- " in text for text in texts)
    assert any('"' in text and "“" not in text for text in texts)
    assert any("“" in text and "‘" in text for text in texts)
    assert any(not record["text"].startswith(record["title"]) for record in RECORDS)


def test_statuses_notes_and_doubts_show_what_they_are_for() -> None:
    statuses = Counter(record["reviews"][0]["status"] for record in RECORDS)
    spans = [span for record in RECORDS for span in record["spans"]]
    assert statuses.keys() <= {status.value for status in Status}
    assert statuses["done"] > statuses["in progress"] >= 2
    assert any(record["reviews"][0]["note"] for record in RECORDS)
    assert any("note" in span for span in spans)
    assert any(span.get("doubt") for span in spans)


@pytest.mark.parametrize("line", LINES, ids=[record["id"] for record in RECORDS])
def test_a_line_is_compact_json_as_the_export_writes_it(line: str) -> None:
    assert json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":")) == line


def test_the_native_format_reads_the_sample_without_complaint_and_writes_the_same_bytes() -> None:
    native = format_by_name("jsonl")
    read = list(native.read(Source.of("sample.jsonl", SAMPLE), ReadOptions()))
    records = [item for item in read if isinstance(item, Record)]
    assert [item for item in read if not isinstance(item, Record)] == []
    assert b"".join(native.write(records, WriteOptions())) == SAMPLE


@every_record
def test_an_article_has_the_keys_of_the_native_format_in_order(record: dict[str, Any]) -> None:
    assert list(record) == KEYS
    assert list(record["meta"]) == ["source", "date"]
    assert record["offsets"] == "codepoint"
    assert record["title"]
    assert 1500 <= len(record["text"]) <= 3000
    assert [review["annotator"] for review in record["reviews"]] == ["sample"]


@every_record
def test_the_text_is_the_one_that_was_hashed(record: dict[str, Any]) -> None:
    assert record["sha256"] == text_sha256(record["text"])


@every_record
def test_every_span_holds_exactly_its_slice(record: dict[str, Any]) -> None:
    for number, span in enumerate(record["spans"], 1):
        assert span["text"] == record["text"][span["start"] : span["end"]]
        assert span["id"] == number
        assert [*span][: len(SPAN_KEYS)] == SPAN_KEYS
        assert set(span) - set(SPAN_KEYS) <= {"note", "doubt"}
        assert span["label"] in LABELS


@every_record
def test_spans_come_by_start_end_and_label(record: dict[str, Any]) -> None:
    order = [(span["start"], span["end"], span["label"]) for span in record["spans"]]
    assert order == sorted(order)


@every_record
def test_no_words_carry_two_labels(record: dict[str, Any]) -> None:
    extents = [(span["start"], span["end"]) for span in record["spans"]]
    assert len(set(extents)) == len(extents)


@every_record
def test_spans_nest_and_never_cross(record: dict[str, Any]) -> None:
    for first in record["spans"]:
        for second in record["spans"]:
            assert not first["start"] < second["start"] < first["end"] < second["end"]


@every_record
def test_a_span_stays_in_its_paragraph_and_has_no_blank_ends(record: dict[str, Any]) -> None:
    for span in record["spans"]:
        assert not re.search(r"[\r\n]", span["text"])
        assert span["text"] == span["text"].strip()


@every_record
def test_a_span_ends_without_stop_or_comma(record: dict[str, Any]) -> None:
    for span in record["spans"]:
        assert not re.search(r"[.,;:،؛]$", span["text"]), span["text"]


@every_record
def test_a_span_that_is_one_quotation_leaves_the_marks_outside(record: dict[str, Any]) -> None:
    for span in record["spans"]:
        text = span["text"]
        inner = text[1:-1]
        assert not (text[0] == text[-1] == '"' and '"' not in inner), text
        assert not (text[-1] == QUOTATION_MARKS.get(text[0]) and text[0] not in inner), text
        assert text.count('"') % 2 == 0, text


@every_record
def test_actors_demands_and_proposals_begin_without_article(record: dict[str, Any]) -> None:
    if record["language"] == "en":
        for span in record["spans"]:
            if span["label"] in {"actor", "demand", "proposal"}:
                assert not re.match(r"(the|a|an)\s", span["text"], re.IGNORECASE), span["text"]


@every_record
def test_actors_end_without_possessive(record: dict[str, Any]) -> None:
    for span in record["spans"]:
        assert span["label"] != "actor" or not re.search(r"['’]s?$", span["text"]), span["text"]


@every_record
def test_an_article_has_nested_spans_and_every_label(record: dict[str, Any]) -> None:
    if record["id"] == SPARSE:
        assert len(record["spans"]) < 10
        return
    spans = record["spans"]
    assert {span["label"] for span in spans} == LABELS
    assert sum(any(covers(outer, inner) for outer in spans) for inner in spans) >= 3


def test_somewhere_three_spans_lie_inside_one_another() -> None:
    assert any(
        covers(outer, middle) and covers(middle, inner)
        for record in RECORDS
        for outer in record["spans"]
        for middle in record["spans"]
        for inner in record["spans"]
    )


@every_record
def test_relations_lead_from_a_statement_to_an_actor(record: dict[str, Any]) -> None:
    labels = {span["id"]: span["label"] for span in record["spans"]}
    for number, relation in enumerate(record["relations"], 1):
        assert list(relation) == ["id", "type", "head", "tail", "annotator"]
        assert relation["id"] == number
        assert relation["type"] in {"made_by", "addressed_to", "targets"}
        assert labels[relation["head"]] != "actor"
        assert labels[relation["tail"]] == "actor"


GUIDELINE = resources.read_text("guideline", "en.md")
ANCHORS = re.findall(r"^## .+ \{#([a-z]+)\}$", GUIDELINE, re.MULTILINE)


def test_guideline_anchors_are_unique_and_on_every_section() -> None:
    assert len(ANCHORS) == len(set(ANCHORS)) == GUIDELINE.count("\n## ")


@pytest.mark.parametrize("section", [label.section for label in DEFAULT_LABELS])
def test_every_label_has_its_section_in_the_guideline(section: str) -> None:
    assert section in ANCHORS


@pytest.mark.parametrize("section", ["idea", "borders", "pairs", "links", "doubt", "example"])
def test_the_guideline_has_the_sections_the_help_links_to(section: str) -> None:
    assert section in ANCHORS


@pytest.mark.parametrize("label", DEFAULT_LABELS, ids=lambda label: label.name)
def test_a_label_is_defined_in_the_guideline_as_in_the_scheme(label: Label) -> None:
    assert label.definition.rstrip(".") in GUIDELINE
