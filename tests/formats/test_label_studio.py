"""Label Studio's tasks come in with every region on its characters, nobody's guesses among the work, and go out."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
from annotator.formats.fitting import Losses
from annotator.formats.label_studio import LabelStudio
from annotator.formats.label_studio_config import labelling_config
from annotator.formats.look import Look
from annotator.formats.units import Unit
from annotator.model.attribute import Attribute
from annotator.model.document import Status
from annotator.model.errors import InputError
from annotator.model.record import (
    Problem,
    Record,
    RecordRelation,
    RecordReview,
    RecordSpan,
    RecordSuggestion,
)
from annotator.model.scheme import DEFAULT_LABELS, Label, RelationType, Scheme
from annotator.model.suggestion import SuggestionState
from tests.formats.documents import documents, round_trip

FORMAT = LabelStudio()
TEXT = "Halvia warned Osterland."


def region(id: str, words: str, label: str = "actor", text: str = TEXT, **keys: object) -> dict[str, Any]:
    start = text.index(words)
    value = {"start": start, "end": start + len(words), "text": words, "labels": [label]}
    return {
        "id": id,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "origin": "manual",
        "value": value,
        **keys,
    }


def about(id: str | None, name: str, kind: str, **value: object) -> dict[str, Any]:
    return {**({"id": id} if id else {}), "from_name": name, "to_name": "text", "type": kind, "value": value}


def task(*result: object, text: str = TEXT, **keys: object) -> dict[str, Any]:
    annotation = {"id": 1001, "completed_by": 10, "was_cancelled": False, "result": list(result), **keys}
    return {"id": 1, "data": {"text": text}, "annotations": [annotation]}


def read(*tasks: object, options: ReadOptions | None = None) -> list[Record | Problem | Remark]:
    return list(FORMAT.read(Source.of("in.json", json.dumps(tasks).encode()), options or ReadOptions()))


def record(*tasks: object, options: ReadOptions | None = None) -> Record:
    found = read(*tasks, options=options)
    assert [str(item) for item in found if isinstance(item, Problem)] == []
    return next(item for item in found if isinstance(item, Record))


def problems(*tasks: object) -> list[str]:
    return [str(item) for item in read(*tasks) if isinstance(item, Problem)]


def remarks(*tasks: object) -> list[str]:
    return [str(item) for item in read(*tasks) if isinstance(item, Remark)]


def written(made: Record, options: WriteOptions | None = None) -> dict[str, Any]:
    options = options or WriteOptions()
    [value] = json.loads(b"".join(FORMAT.write([FORMAT.fit(made, options, Losses())], options)))
    return value  # type: ignore[no-any-return]


def words(found: Record) -> list[tuple[str, str, str]]:
    return [(span.label, found.text[span.start : span.end], span.annotator) for span in found.spans]


def test_an_annotation_is_its_annotators_work_and_done():
    found = record(task(region("a", "Halvia"), region("b", "Osterland"), lead_time=4.2, ground_truth=False))
    assert found.key == "1"
    assert words(found) == [("actor", "Halvia", "10"), ("actor", "Osterland", "10")]
    assert found.reviews == [
        RecordReview("10", Status.DONE, extra={"id": 1001, "lead_time": 4.2, "ground_truth": False})
    ]


@pytest.mark.parametrize(
    ("completed_by", "name"),
    [
        (10, "10"),
        ({"id": 3, "email": "ana@example.org", "first_name": "Ana"}, "ana@example.org"),
        ({"id": 3, "username": "ana"}, "ana"),
        ("ana", "ana"),
        (None, ""),
    ],
)
def test_annotators_are_called_as_the_export_knows_them(completed_by: object, name: str):
    found = record(task(region("a", "Halvia"), completed_by=completed_by))
    assert words(found) == [("actor", "Halvia", name)]
    again = record(written(found))
    assert (words(again), again.reviews) == (words(found), found.reviews)


def test_several_labels_of_a_region_are_several_spans():
    both = region("a", "Halvia")
    both["value"]["labels"] = ["actor", "target", "actor"]
    assert words(record(task(both))) == [("actor", "Halvia", "10"), ("target", "Halvia", "10")]


def test_further_results_of_a_region_are_attributes_of_its_spans():
    place = {"start": 0, "end": 6, "text": "Halvia"}
    found = record(
        task(
            about("a", "form", "choices", **place, choices=["direct"]),
            region("a", "Halvia", meta={"text": ["first", "second"]}),
            about("a", "roles", "choices", **place, choices=["speaker", "target"]),
            about("a", "why", "textarea", **place | {"text": ["because"]}),
            about("a", "sure", "rating", **place, rating=4),
            about("a", "share", "number", **place, number=0.5),
            about("a", "field", "taxonomy", **place, taxonomy=[["World", "Trade"], ["Home"]]),
            about("a", "when", "datetime", **place, datetime="2026-11-22"),
        )
    )
    [span] = found.spans
    assert span.attributes == {
        "form": "direct",
        "roles": ["speaker", "target"],
        "why": "because",
        "sure": 4,
        "share": 0.5,
        "field": ["World > Trade", "Home"],
    }
    assert span.note == "first\nsecond"
    assert [item["from_name"] for item in (span.extra or {})["results"]] == ["when"]
    assert record(written(found)).spans == found.spans


def test_relations_run_as_their_arrow_points():
    def linked(**keys: object) -> Record:
        relation = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right", "labels": ["warns"], **keys}
        return record(task(relation, region("a", "Halvia"), region("b", "Osterland")))

    assert linked().relations == [RecordRelation("warns", 1, 2, "10")]
    assert linked(direction="left").relations == [RecordRelation("warns", 2, 1, "10")]
    assert linked(direction="bi").relations == [RecordRelation("warns", 1, 2, "10", {"direction": "bi"})]
    assert linked(labels=["x", "y"]).relations == [RecordRelation("x", 1, 2, "10"), RecordRelation("y", 1, 2, "10")]
    assert linked(labels=None).relations == [RecordRelation("relation", 1, 2, "10")]


def test_an_end_that_is_not_there_is_named():
    relation = {"type": "relation", "from_id": "a", "to_id": "zz", "labels": ["warns"]}
    [said] = problems(task(relation, region("a", "Halvia")))
    assert said == "in.json, line 1: relation 1: its to_id is the region zz, which is not there or was not taken"


def test_predictions_are_suggestions_and_never_work():
    prediction = {
        "model_version": "m1",
        "score": 0.9,
        "result": [region("a", "Halvia"), region("b", "Osterland", score=0.5)],
    }
    found = record({"id": 1, "data": {"text": TEXT}, "predictions": [prediction]})
    assert found.spans == []
    assert found.reviews == []
    assert found.suggestions == [
        RecordSuggestion(0, 6, "actor", "m1", score=0.9),
        RecordSuggestion(14, 23, "actor", "m1", score=0.5),
    ]


def test_cancelled_annotations_are_kept_and_said_but_are_no_spans():
    cancelled = task(region("a", "Halvia"), was_cancelled=True)
    found = record(cancelled)
    assert found.spans == []
    assert found.reviews == [RecordReview("10", Status.SKIPPED, extra={"id": 1001, "result": [region("a", "Halvia")]})]
    assert "1 annotations were cancelled" in remarks(cancelled)[0]
    [again] = written(found)["annotations"]
    assert again == {"id": 1001, "annotator": "10", "was_cancelled": True, "result": [region("a", "Halvia")]}


def test_a_cancelled_and_a_submitted_annotation_by_one_annotator_both_stay():
    one = task(region("a", "Halvia"), was_cancelled=True)
    one["annotations"].append({"id": 2, "completed_by": 10, "result": [region("b", "Osterland")]})
    found = record(one)
    assert words(found) == [("actor", "Osterland", "10")]
    assert [review.status for review in found.reviews] == [Status.DONE]
    assert [item["was_cancelled"] for item in written(found)["annotations"]] == [False, True]


def test_two_annotations_by_one_annotator_are_joined_and_that_is_said():
    one = task(region("a", "Halvia"))
    one["annotations"].append(
        {"id": 2, "completed_by": 10, "result": [region("x", "Halvia"), region("b", "Osterland")]}
    )
    assert words(record(one)) == [("actor", "Halvia", "10"), ("actor", "Osterland", "10")]
    assert any("1 further annotations are by the same annotator" in said for said in remarks(one))


def test_drafts_are_said_and_kept():
    draft = {**task(), "drafts": [{"result": [region("a", "Halvia")]}]}
    found = record(draft)
    assert found.spans == []
    assert found.extra["drafts"] == draft["drafts"]
    assert any("1 drafts were never submitted" in said for said in remarks(draft))
    assert written(found)["drafts"] == draft["drafts"]


def test_answers_for_the_whole_text_are_metadata():
    found = record(task(about("q", "tone", "choices", choices=["harsh"]), region("a", "Halvia")))
    assert found.meta == {"tone": "harsh"}
    again = written(found)
    assert about("q", "tone", "choices", choices=["harsh"]) in again["annotations"][0]["result"]


def test_json_min_is_read_row_by_row():
    value = region("a", "Halvia")["value"]
    row = {
        "text": TEXT,
        "id": 5,
        "ner": [value],
        "tone": "harsh",
        "annotator": 3,
        "annotation_id": 8,
        "created_at": "2026-11-22",
        "lead_time": 8.4,
    }
    found = record(row, {**row, "annotator": 4})
    assert (found.key, words(found), found.meta) == ("5", [("actor", "Halvia", "3")], {"tone": "harsh"})
    assert found.reviews == [
        RecordReview("3", Status.DONE, extra={"annotation_id": 8, "created_at": "2026-11-22", "lead_time": 8.4})
    ]
    assert FORMAT.sniff(Look("in.json", json.dumps([row]).encode())) != ""


FROM_TO = {"end": "/p[1]/text()[1]", "startOffset": 0, "endOffset": 6}


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (
            {"id": "a", "type": "labels", "value": {**FROM_TO, "start": "/p[1]/text()[1]", "labels": ["x"]}},
            "result 1: it is a region of a web page, placed by XPath “/p[1]/text()[1]”",
        ),
        (
            {"id": "a", "type": "paragraphlabels", "value": {**FROM_TO, "start": "0", "paragraphlabels": ["x"]}},
            "result 1: it is a region of a dialogue, placed by paragraph 0",
        ),
        (
            {"id": "a", "type": "rectanglelabels", "value": {"x": 1, "y": 2, "rectanglelabels": ["x"]}},
            "it is a region of another kind (“rectanglelabels”), not of the text",
        ),
        ({"id": "a", "type": "labels", "value": {"start": 0, "end": 6}}, "it has no label"),
        ({"id": "a", "type": "labels", "value": {"start": 0, "end": 6, "labels": []}}, "it has no label"),
        ({"id": "a", "type": "labels", "value": {"start": 0, "end": 6, "labels": [7]}}, "its label is a number"),
        ({"id": "a", "type": "labels", "value": {"start": 0, "end": 99, "labels": ["x"]}}, "go beyond the text"),
        ({"id": "a", "type": "labels"}, "it has no “value”"),
        ({"id": [], "type": "labels", "value": {"labels": []}}, "its “id” is a list"),
        (about("q", "form", "choices", start=0, end=6, choices=["direct"]), "the region q: it has no label"),
        ("x", "it is a string, not an object"),
    ],
)  # fmt: skip
def test_a_region_that_cannot_be_taken_is_named_and_the_others_come(result: object, reason: str):
    found = read(task(result, region("ok", "Osterland")))
    [problem] = [item for item in found if isinstance(item, Problem)]
    assert problem.rejects == "span"
    assert reason in problem.reason
    assert [words(item) for item in found if isinstance(item, Record)] == [[("actor", "Osterland", "10")]]


def test_a_region_of_a_web_page_that_is_plain_text_is_read_by_its_global_offsets():
    value = {"start": "/text()[1]", "end": "/text()[1]", "startOffset": 0, "endOffset": 6, "hypertextlabels": ["actor"]}
    result = {
        "id": "a",
        "type": "hypertextlabels",
        "value": {**value, "globalOffsets": {"start": 0, "end": 6}, "text": "Halvia"},
    }
    assert words(record(task(result))) == [("actor", "Halvia", "10")]
    assert "web page" in problems(task(result, text=f"<p>{TEXT}</p>"))[0]


def test_a_text_that_differs_is_named_with_what_would_explain_it():
    text = "😀 Halvia left"
    shifted = {**region("a", "Halvia", text=text)}
    shifted["value"] = {**shifted["value"], "start": 3, "end": 9}
    [said] = problems(task(shifted, text=text))
    assert "the offsets seem to count UTF-16 units: read it with --offsets utf-16" in said
    found = record(task(shifted, text=text), options=ReadOptions(unit=Unit.UTF_16))
    assert words(found) == [("actor", "Halvia", "10")]


@pytest.mark.parametrize("quote", ["Berlin, Germany", "Berlin,\\n\\nGermany"])
def test_a_text_that_differs_in_blanks_alone_is_taken_and_said(quote: str):
    text = "in Berlin,\n\nGermany"
    result = {"id": "a", "type": "labels", "value": {"start": 3, "end": 19, "text": quote, "labels": ["place"]}}
    assert words(record(task(result, text=text))) == [("place", "Berlin,\n\nGermany", "10")]
    assert any("1 regions have a text that differs" in said for said in remarks(task(result, text=text)))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"data": {"text": "https://example.org/a.txt"}}, "is the address “https://example.org/a.txt”, not the text"),
        ({"data": {"image": "a", "audio": "b"}}, "the row has no “text”; if its text has another name"),
        ({"data": []}, "its “data” is a list, not an object"),
        ({"data": {"text": 5}}, "its “text” is a number"),
        ({"data": {"text": "a"}, "annotations": {}}, "its “annotations” are an object, not a list"),
        ({"data": {"text": "a"}, "annotations": [7]}, "its “annotations” hold a number, not objects"),
        ({"data": {"text": "a"}, "predictions": [7]}, "its “predictions” hold a number, not objects"),
        ({"id": 1}, "the row has no “text”"),
        ([], "a list, not an object"),
    ],
)
def test_a_bad_task_is_named_and_the_others_come(row: object, reason: str):
    good = {"data": {"text": "before"}}
    found = read(good, row, good)
    assert [type(item) for item in found if not isinstance(item, Remark)] == [Record, Problem, Record]
    assert reason in str(found[1])


@pytest.mark.parametrize(
    ("annotation", "reason"),
    [
        ({"result": {}}, "annotation 1: its “result” is an object, not a list"),
        ({"completed_by": []}, "annotation 1: its “completed_by” is a list, not a string"),
        ({"annotator": "x" * 1001}, "annotation 1: its annotator is longer than 1000 characters"),
    ],
)
def test_a_bad_annotation_is_named_and_its_task_comes(annotation: dict[str, Any], reason: str):
    found = read({"data": {"text": "a"}, "annotations": [annotation]})
    assert reason in str(found[0])
    assert isinstance(found[1], Record)


def test_the_text_is_found_under_another_name():
    assert record({"data": {"article": TEXT, "n": 1}}).text == TEXT
    assert record({"data": {"a": TEXT, "b": "x"}}, options=ReadOptions(columns={"text": "a"})).meta == {"b": "x"}


def test_annotators_are_named_in_its_own_way_when_asked():
    made = Record("k", TEXT, spans=[RecordSpan(0, 6, "actor", name) for name in ("10", "ana@example.org", "")])
    options = WriteOptions(settings={"completed-by": "yes"})
    assert [item.get("completed_by") for item in written(made, options)["annotations"]] == [
        None,
        10,
        {"email": "ana@example.org"},
    ]
    assert all("completed_by" not in item for item in written(made)["annotations"])


def test_the_same_span_has_the_same_id_in_every_export():
    made = Record("k", TEXT, spans=[RecordSpan(0, 6, "actor", "ana")])
    [annotation] = written(made)["annotations"]
    more = replace(made, spans=[RecordSpan(0, 3, "x", "ana"), *made.spans], title="T")
    assert written(more)["annotations"][0]["result"][1] == annotation["result"][0]


@settings(max_examples=100)
@given(
    st.lists(documents(), max_size=3, unique_by=lambda made: made.key),
    st.sampled_from(["no", "yes"]),
)
def test_what_is_fitted_comes_back(made: list[Record], named: str):
    round_trip(FORMAT, made, **{"completed-by": named})


answers = st.sampled_from(
    [about("q", "tone", "choices", choices=["harsh"]), about(None, "n", "number", number=3), region("a", "Halvia"), {}]
)
odd = st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["done", "ana", {"email": "ana"}, [], {}])
kept = st.fixed_dictionaries(
    {},
    optional={
        name: odd | st.lists(answers, max_size=2)
        for name in ("result", "answers", "completed_by", "was_cancelled", "status", "note", "extra", "id", "mine")
    }
    | {
        "more": odd
        | st.lists(st.fixed_dictionaries({}, optional={"result": st.lists(answers), "id": odd, "status": odd}))
    },
)
details = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("id", "from_name", "value", "type", "meta", "score", "results", "text", "origin", "state", "doubt"), odd
    )
    | {"results": odd | st.just([{"type": "datetime", "value": {"datetime": "x"}}]), "meta": odd | st.just({"a": 1})},
)


@settings(max_examples=200)
@given(documents(), st.lists(kept, min_size=2, max_size=2), st.lists(details, min_size=8, max_size=8), st.data())
def test_whatever_is_kept_beside_spans_and_statuses_comes_back(
    made: Record, extras: list[dict[str, Any]], unknown: list[dict[str, Any]], data: st.DataObject
):
    reviews = [review._replace(extra=extra or None) for review, extra in zip(made.reviews, extras, strict=False)]
    spans = [span._replace(extra=extra or None) for span, extra in zip(made.spans, unknown, strict=False)]
    relations = [
        relation._replace(extra=dict([*unknown[5].items()][:1]) | {"direction": "bi"}) for relation in made.relations
    ]
    suggestions = [
        RecordSuggestion(
            0,
            1,
            label,
            data.draw(st.sampled_from(["m1", "", "m2"])),
            score=data.draw(st.none() | st.integers(0, 1) | st.floats(0, 1)),
            note=data.draw(st.sampled_from(["", "why"])),
            attributes={"form": "direct"},
            state=data.draw(st.sampled_from(SuggestionState)),
            extra=extra or None,
        )
        for label, extra in zip(("a", "b"), unknown[6:], strict=True)
    ]
    extra = data.draw(kept)
    round_trip(
        FORMAT,
        [replace(made, reviews=reviews, spans=spans, relations=relations, suggestions=suggestions, extra=extra)],
    )


def test_what_label_studio_cannot_hold_is_counted():
    made = Record(
        "k",
        TEXT,
        spans=[RecordSpan(0, 6, "actor", "ana"), RecordSpan(0, 24, "claim", "ben", ((0, 6), (14, 23)), note="n")],
        relations=[RecordRelation("by", 2, 1, "ana")],
        reviews=[RecordReview("cy", Status.SKIPPED)],
    )
    losses = Losses()
    fitted = FORMAT.fit(made, WriteOptions(), losses)
    assert fitted.spans == [RecordSpan(0, 6, "actor", "ana"), RecordSpan(0, 24, "claim", "ben", note="n")]
    assert sorted(losses.sentences()) == [
        "1 relation between spans of two annotators: left out",
        "1 span in fragments: written as one piece from its first to its last character",
    ]


@pytest.mark.parametrize("cut", range(1, 330, 23))
def test_a_file_cut_off_anywhere_gives_its_whole_tasks_and_one_problem(cut: int):
    data = json.dumps([task(region("a", "Halvia"))] * 2).encode()
    found = list(FORMAT.read(Source.of("in.json", data[:cut]), ReadOptions()))
    assert sum(isinstance(item, Problem) for item in found) == 1


def test_the_configuration_names_labels_relations_and_attributes():
    attributes = (
        Attribute("form", "choice", ("direct", "indirect")),
        Attribute("roles", "choices", ("a", "b")),
        Attribute("why"),
        Attribute("share", "number"),
        Attribute("sure", "flag"),
    )
    label = Label('<"claim">', "c", "#2c965f")
    scheme = Scheme((*DEFAULT_LABELS[:1], label), (RelationType("made by"),), attributes)
    view = ET.fromstring(labelling_config(scheme))
    assert [(item.get("value"), item.get("background"), item.get("hotkey")) for item in view.iter("Label")] == [
        ("actor", "#004891", "a"),
        ('<"claim">', "#2c965f", "c"),
    ]
    assert [item.get("value") for item in view.iter("Relation")] == ["made by"]
    per_region = [item for item in view if item.get("perRegion") == "true"]
    assert [(item.tag, item.get("name"), item.get("choice")) for item in per_region] == [
        ("Choices", "form", "single"),
        ("Choices", "roles", "multiple"),
        ("TextArea", "why", None),
        ("Number", "share", None),
        ("Choices", "sure", "single"),
    ]
    assert FORMAT.companions(WriteOptions(scheme=scheme)) == {".config.xml": labelling_config(scheme).encode()}
    with pytest.raises(InputError, match="rename it"):
        labelling_config(Scheme((Label("\x01", "a", "#000000"),)))


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (json.dumps([task(region("a", "Halvia"))]), True),
        (json.dumps(task(region("a", "Halvia")), indent=2), True),
        ('[{"id": 1, "data": {"text": "a"}}]', True),
        ('[{"id": 1, "data": {"n": 1}, "predictions": []}]', True),
        ('[{"data": {"text": "a"}, "widget": 3}]', False),
        ('{"text": "a b", "label": [[0, 1, "x"]]}\n', False),
        ('{"text": "a b", "spans": [{"start": 0, "end": 1, "label": "x"}]}\n', False),
        ("<View/>", False),
    ],
)
def test_it_is_told_from_other_tools_rows(data: str, known: bool):
    assert bool(FORMAT.sniff(Look("in.json", data.encode()))) is known
