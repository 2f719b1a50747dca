"""Argilla's records come in with each user's work apart and suggestions as such, and go out for its client."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.argilla import Argilla
from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
from annotator.formats.fitting import Losses
from annotator.formats.look import Look
from annotator.formats.units import Unit
from annotator.model.document import Status
from annotator.model.record import Problem, Record, RecordRelation, RecordReview, RecordSpan, RecordSuggestion
from annotator.model.suggestion import SuggestionState
from tests.formats.documents import documents, round_trip

FORMAT = Argilla()
TEXT = "Halvia warned Osterland."
HALVIA = {"label": "actor", "start": 0, "end": 6}
OSTERLAND = {"label": "actor", "start": 14, "end": 23}


def response(*value: object, user: object = "u1", **keys: object) -> dict[str, Any]:
    return {"value": list(value), "user_id": user, **keys}


def row(text: str = TEXT, **keys: object) -> dict[str, Any]:
    return {"id": "r1", "fields": {"text": text}, "metadata": {}, "responses": {}, "suggestions": {}, **keys}


def read(*rows: object, options: ReadOptions | None = None) -> list[Record | Problem | Remark]:
    return list(FORMAT.read(Source.of("in.json", json.dumps(rows).encode()), options or ReadOptions()))


def record(*rows: object, options: ReadOptions | None = None) -> Record:
    found = read(*rows, options=options)
    assert [str(item) for item in found if isinstance(item, Problem)] == []
    return next(item for item in found if isinstance(item, Record))


def written(made: Record) -> dict[str, Any]:
    [value] = json.loads(b"".join(FORMAT.write([FORMAT.fit(made, WriteOptions(), Losses())], WriteOptions())))
    return value  # type: ignore[no-any-return]


def words(found: Record) -> list[tuple[str, str, str]]:
    return [(span.label, found.text[span.start : span.end], span.annotator) for span in found.spans]


def test_each_users_response_is_that_annotators_work_and_status():
    given_ = row(
        responses={
            "spans": [
                response(HALVIA, status="submitted"),
                response(OSTERLAND, user="u2", status="draft"),
                response(HALVIA, user="u3", status="discarded"),
                response(user="u4"),
            ]
        },
        metadata={"source": "wire", "title": "T", "language": "en"},
    )
    found = record(given_)
    assert (found.key, found.title, found.language, found.meta) == ("r1", "T", "en", {"source": "wire"})
    assert words(found) == [("actor", "Halvia", "u1"), ("actor", "Osterland", "u2")]
    assert found.reviews == [
        RecordReview("u1", Status.DONE),
        RecordReview("u2", Status.IN_PROGRESS),
        RecordReview("u3", Status.SKIPPED, extra={"discarded": {"spans": [HALVIA]}}),
        RecordReview("u4", Status.DONE),
    ]
    again = written(found)
    given_["responses"]["spans"][3]["status"] = "submitted"
    assert again == given_
    assert any("1 responses were discarded" in str(item) for item in read(given_))


def test_suggestions_of_an_agent_stay_suggestions():
    found = record(row(suggestions={"spans": {"value": [HALVIA, OSTERLAND], "score": [0.9, 0.5], "agent": "m1"}}))
    assert found.spans == []
    assert found.suggestions == [
        RecordSuggestion(0, 6, "actor", "m1", score=0.9),
        RecordSuggestion(14, 23, "actor", "m1", score=0.5),
    ]
    one = record(row(suggestions={"spans": {"value": [HALVIA], "score": 0.9, "agent": None}}))
    assert one.suggestions == [RecordSuggestion(0, 6, "actor", score=0.9)]


def test_the_first_versions_lists_are_read_too():
    found = record(
        {
            "fields": {"text": TEXT},
            "responses": [{"user_id": "u1", "status": "submitted", "values": {"ner": {"value": [HALVIA]}}}],
            "suggestions": [
                {"question_name": "ner", "value": [OSTERLAND], "score": 0.5, "agent": "m1", "type": "model"}
            ],
            "external_id": "x7",
        }
    )
    assert found.key == "x7"
    assert found.spans == [RecordSpan(0, 6, "actor", "u1", extra={"question": "ner"})]
    assert found.suggestions == [RecordSuggestion(14, 23, "actor", "m1", score=0.5, extra={"question": "ner"})]
    assert written(found)["responses"] == {"ner": [response(HALVIA, status="submitted")]}


def test_the_columns_of_its_datasets_are_read_too():
    found = record(
        {
            "id": "r1",
            "status": "completed",
            "text": TEXT,
            "metadata.source": "wire",
            "spans.responses": [[HALVIA], [OSTERLAND]],
            "spans.responses.users": ["u1", "u2"],
            "spans.responses.status": ["submitted", "draft"],
            "spans.suggestion": [HALVIA],
            "spans.suggestion.score": None,
            "spans.suggestion.agent": "m1",
        }
    )
    assert words(found) == [("actor", "Halvia", "u1"), ("actor", "Osterland", "u2")]
    assert found.meta == {"source": "wire"}
    assert found.extra == {"status": "completed"}
    assert found.suggestions == [RecordSuggestion(0, 6, "actor", "m1")]


def test_answers_to_other_questions_stay_with_who_gave_them():
    given_ = row(
        responses={"tone": [{"value": "harsh", "user_id": "u1", "status": "submitted"}]},
        suggestions={"tone": {"value": "mild", "score": 0.4, "agent": "m1"}},
    )
    found = record(given_)
    assert found.reviews == [RecordReview("u1", Status.DONE, extra={"responses": {"tone": "harsh"}})]
    assert found.suggestions == []
    assert written(found) == given_
    assert any("1 answers are to questions about a whole text" in str(item) for item in read(given_))


def test_what_lies_beside_comes_out_where_it_was():
    given_ = row(status="pending", _server_id="s1", fields={"text": TEXT, "source": "wire"})
    found = record(given_)
    assert found.extra == {"status": "pending", "_server_id": "s1", "fields": {"source": "wire"}}
    assert written(found) == given_


def test_offsets_that_its_page_counted_are_named_and_read_when_asked():
    shifted = row("😀 Halvia", responses={"spans": [response({"label": "actor", "start": 3, "end": 9})]})
    found = read(shifted)
    assert "goes beyond" not in str(found[0])
    assert "go beyond the text, which has 8 characters; Argilla's page counts UTF-16 units" in str(found[0])
    assert words(record(shifted, options=ReadOptions(unit=Unit.UTF_16))) == [("actor", "Halvia", "u1")]


def test_texts_whose_offsets_may_be_shifted_are_said():
    doubtful = row("😀 Halvia", responses={"spans": [response({"label": "actor", "start": 2, "end": 8})]})
    assert any("in 1 of its documents stand characters such as emoji" in str(item) for item in read(doubtful))


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        ({"label": "x", "start": 0, "end": 0}, "hold no character"),
        ({"label": "x", "start": 0, "end": 99}, "go beyond the text"),
        ({"label": "x", "start": "0", "end": 6}, "are not two whole numbers"),
        ({"label": "", "start": 0, "end": 6}, "its label is empty"),
        ({"start": 0, "end": 6}, "it has no label"),
    ],
)
def test_a_bad_span_is_named_and_the_others_come(span: object, reason: str):
    found = read(row(responses={"spans": [response(span, HALVIA)]}, suggestions={"spans": {"value": [span, HALVIA]}}))
    assert [item.rejects for item in found if isinstance(item, Problem)] == ["span", "suggestion"]
    assert reason in str(found[0])
    [good] = [item for item in found if isinstance(item, Record)]
    assert (len(good.spans), len(good.suggestions)) == (1, 1)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(fields={}), "the row is empty"),
        (row(fields=[]), "its “fields” are a list, not an object"),
        (row(fields={"text": 5}), "its “text” is a number"),
        (row(responses=5), "its “responses” are a number, neither an object nor a list"),
        (row(responses=[5]), "its “responses” hold one without an object of values"),
        (row(responses={"spans": {}}), "its responses to “spans” are not a list of objects"),
        (row(suggestions=5), "its “suggestions” are a number"),
        (row(suggestions=[5]), "its “suggestions” hold one that is no object"),
        (row(id=[]), "its “id” is a list"),
        ([], "a list, not an object"),
    ],
)
def test_a_bad_record_is_named_and_the_others_come(bad: object, reason: str):
    found = read(row(), bad, row(id="r2"))
    assert [type(item) for item in found] == [Record, Problem, Record]
    assert reason in str(found[1])


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (response(HALVIA, status="lost"), "its status is none of submitted, draft and discarded"),
        (response(HALVIA, status=[]), "its status is none of submitted, draft and discarded"),
        (response(HALVIA, user=[1]), "its user_id is a list"),
        (response(HALVIA, user="x" * 1001), "its user_id is longer than 1000 characters"),
    ],
)
def test_a_bad_response_is_named_and_the_others_come(bad: object, reason: str):
    found = read(row(responses={"spans": [bad, response(HALVIA)]}))
    assert reason in str(found[0])
    assert isinstance(found[1], Record)
    assert len(found[1].spans) == 1


@settings(max_examples=100)
@given(st.lists(documents(), max_size=3, unique_by=lambda made: made.key))
def test_what_is_fitted_comes_back(made: list[Record]):
    round_trip(FORMAT, made)


odd = st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["done", "ner", [], {}, [HALVIA], {"ner": 1}])
answers = st.dictionaries(st.sampled_from(["ner", "tone", "spans"]), odd, max_size=2)
kept = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("discarded", "responses", "question", "review", "status", "mine"), odd | answers)
)
taken = "fields suggestions responses metadata id external_id extra meta status"
document_keys = st.fixed_dictionaries({}, optional=dict.fromkeys(taken.split(), odd | answers))


@settings(max_examples=200)
@given(documents(), st.lists(kept, min_size=6, max_size=6), document_keys, document_keys, st.data())
def test_whatever_is_kept_beside_spans_and_statuses_comes_back(
    made: Record, extras: list[dict[str, Any]], extra: dict[str, Any], meta: dict[str, Any], data: st.DataObject
):
    reviews = [review._replace(extra=more or None) for review, more in zip(made.reviews, extras, strict=False)]
    spans = [span._replace(extra=more or None) for span, more in zip(made.spans, extras[1:], strict=False)]
    suggestions = [
        RecordSuggestion(
            0,
            1,
            label,
            data.draw(st.sampled_from(["m1", "", "m2"])),
            score=data.draw(st.none() | st.integers(0, 1)),
            state=data.draw(st.sampled_from([*SuggestionState, SuggestionState.OPEN, SuggestionState.OPEN])),
            extra=more or None,
        )
        for label, more in zip("aabb", extras, strict=False)
    ]
    changed = replace(
        made,
        reviews=reviews,
        spans=spans,
        suggestions=suggestions,
        extra=extra,
        meta={**made.meta, **meta},
        relations=[] if len(spans) < len(made.spans) else made.relations,
    )
    round_trip(FORMAT, [changed])


def test_what_argilla_cannot_hold_is_counted():
    made = Record(
        "k",
        TEXT,
        spans=[
            RecordSpan(0, 6, "actor", "ana", note="n", extra={"x": 1}),
            RecordSpan(0, 24, "claim", "ben", ((0, 6), (14, 23))),
        ],
        relations=[RecordRelation("by", 2, 1, "ana")],
        reviews=[RecordReview("ben", Status.SKIPPED)],
        suggestions=[
            RecordSuggestion(0, 6, "actor", "m1", score=0.5),
            RecordSuggestion(14, 23, "actor", "m1"),
            RecordSuggestion(14, 23, "actor", "m2"),
            RecordSuggestion(7, 13, "claim", "m1", state=SuggestionState.REJECTED),
        ],
    )
    losses = Losses()
    fitted = FORMAT.fit(made, WriteOptions(), losses)
    assert fitted.spans == [RecordSpan(0, 6, "actor", "ana")]
    assert fitted.suggestions == [RecordSuggestion(0, 6, "actor", "m1"), RecordSuggestion(14, 23, "actor", "m1")]
    assert sorted(losses.sentences()) == [
        "1 detail of a suggestion: left out",
        "1 note on a span: left out",
        "1 relation: left out",
        "1 span in a document that its annotator skipped: written as part of an ignored answer, not as spans",
        "1 span in fragments: written as one piece from its first to its last character",
        "1 suggestion by a further model: left out: Argilla holds one model's for a question",
        "1 suggestion that was accepted or rejected: left out",
        "1 unknown key of a span: left out",
    ]


@pytest.mark.parametrize("cut", range(1, 220, 17))
def test_a_file_cut_off_anywhere_gives_its_whole_records_and_one_problem(cut: int):
    data = json.dumps([row(responses={"spans": [response(HALVIA)]})] * 2).encode()
    found = list(FORMAT.read(Source.of("in.json", data[:cut]), ReadOptions()))
    assert sum(isinstance(item, Problem) for item in found) == 1


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (json.dumps([row()]), True),
        ('{"text": "a", "spans.responses": [], "spans.suggestion": null}\n', True),
        ('{"fields": {"text": "a"}}\n', False),
        ('{"text": "a b", "label": [[0, 1, "x"]]}\n', False),
        ('[{"id": 1, "data": {"text": "a"}, "annotations": []}]', False),
        ("<html>", False),
    ],
)
def test_it_is_told_from_other_tools_rows(data: str, known: bool):
    assert bool(FORMAT.sniff(Look("in.json", data.encode()))) is known
