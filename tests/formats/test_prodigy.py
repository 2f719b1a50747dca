"""Prodigy's answers come in as what they are: accepted spans as work, refused ones kept, and out again alike."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
from annotator.formats.fitting import Losses
from annotator.formats.look import Look
from annotator.formats.prodigy import Prodigy
from annotator.formats.prodigy_tokens import listed, long, short, tiles
from annotator.formats.units import Unit
from annotator.model.document import Status
from annotator.model.record import Problem, Record, RecordRelation, RecordReview, RecordSpan
from tests.formats.documents import documents, round_trip, said, texts

FORMAT = Prodigy()
TEXT = "Halvia warned Osterland."
ACTORS = [{"start": 0, "end": 6, "label": "actor"}, {"start": 14, "end": 23, "label": "actor"}]


def read(*rows: object, options: ReadOptions | None = None) -> list[Record | Problem | Remark]:
    data = b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
    return list(FORMAT.read(Source.of("in.jsonl", data), options or ReadOptions()))


def records(*rows: object) -> list[Record]:
    found = read(*rows)
    assert [str(item) for item in found if isinstance(item, Problem)] == []
    return [item for item in found if isinstance(item, Record)]


def written(*made: Record, **chosen: str) -> list[dict[str, Any]]:
    options = WriteOptions(settings=chosen)
    data = b"".join(FORMAT.write([FORMAT.fit(record, options, Losses()) for record in made], options))
    return [json.loads(line) for line in data.splitlines()]


def words(found: Record) -> list[tuple[str, str, str]]:
    return [(span.label, found.text[span.start : span.end], span.annotator) for span in found.spans]


def test_an_accepted_row_is_done_and_its_keys_come_out_again():
    row = {
        "text": TEXT,
        "_input_hash": -1779771027,
        "_task_hash": 1563357463,
        "meta": {"section": "news"},
        "path": "a/b",
        "spans": [{**ACTORS[0], "source": "model", "text": "Halvia"}],
        "_session_id": "trade-ana",
        "_annotator_id": "trade-ana",
        "_view_id": "ner_manual",
        "answer": "accept",
    }
    [found] = records(row)
    assert words(found) == [("actor", "Halvia", "trade-ana")]
    assert found.meta == {"section": "news"}
    assert found.reviews == [
        RecordReview("trade-ana", Status.DONE, extra={"_task_hash": 1563357463, "_view_id": "ner_manual"})
    ]
    [again] = written(found)
    assert again.pop("id") == found.key
    del row["spans"][0]["text"]  # type: ignore[index]
    assert again == row


def test_hashes_are_never_invented():
    [row] = written(Record("k", TEXT, spans=[RecordSpan(0, 6, "actor", "ana")]))
    assert row == {
        "id": "k",
        "text": TEXT,
        "spans": [ACTORS[0]],
        "_session_id": "ana",
        "_annotator_id": "ana",
    }


@pytest.mark.parametrize(("answer", "status"), [("reject", Status.SKIPPED), ("ignore", Status.SKIPPED)])
def test_what_was_refused_is_no_span_and_is_written_as_it_was(answer: str, status: Status):
    row = {"id": "k", "text": TEXT, "spans": ACTORS, "_annotator_id": "ana", "_session_id": "ana", "answer": answer}
    found = read(row)
    record = next(item for item in found if isinstance(item, Record))
    assert record.spans == []
    assert [(review.annotator, review.status) for review in record.reviews] == [("ana", status)]
    assert "1 answers were reject or ignore: with 2 spans" in str(found[-1])
    assert written(record) == [row]


def test_without_an_answer_there_are_spans_and_no_status():
    [found] = records({"text": TEXT, "spans": ACTORS})
    assert len(found.spans) == 2
    assert found.reviews == []


def test_answers_of_several_sessions_are_one_document():
    def row(who: str, spans: list[Any], answer: str, **keys: object) -> dict[str, Any]:
        return {"text": TEXT, "_input_hash": 7, "spans": spans, "_session_id": who, "answer": answer, **keys}

    rows = [row("ana", ACTORS, "accept"), row("ben", ACTORS[:1], "accept"), row("cy", ACTORS, "ignore")]
    [found] = records(*rows)
    assert words(found) == [
        ("actor", "Halvia", "ana"),
        ("actor", "Osterland", "ana"),
        ("actor", "Halvia", "ben"),
    ]
    assert {review.annotator: review.status for review in found.reviews} == {
        "ana": Status.DONE,
        "ben": Status.DONE,
        "cy": Status.SKIPPED,
    }
    assert [(out["_session_id"], out["answer"], len(out["spans"])) for out in written(found)] == [
        ("ana", "accept", 2),
        ("ben", "accept", 1),
        ("cy", "ignore", 2),
    ]


def test_the_same_input_in_two_files_is_the_same_document():
    [one] = records({"text": TEXT, "_input_hash": 7, "_session_id": "ana", "answer": "accept"})
    [other] = records({"text": "x"}, {"text": TEXT, "_input_hash": 7, "_session_id": "ben"})[1:]
    [third] = records({"text": TEXT + "!", "_input_hash": 7})
    assert one.key == other.key != third.key


def test_questions_about_one_span_at_a_time_are_joined_and_the_refused_stay():
    def row(number: int, answer: str) -> dict[str, Any]:
        keys = {"_input_hash": 7, "_task_hash": number, "_is_binary": True, "answer": answer}
        return {"id": "k", "text": TEXT, "spans": [ACTORS[number % 2]], **keys}

    rows = [row(1, "reject"), row(2, "accept"), row(3, "accept"), row(4, "ignore")]
    found = read(*rows)
    [record] = [item for item in found if isinstance(item, Record)]
    assert [span.start for span in record.spans] == [0, 14]
    [review] = record.reviews
    assert review.status is Status.IN_PROGRESS
    assert any("1 rows are further answers" in str(item) for item in found)
    again = written(record)
    assert [(out["answer"], len(out["spans"])) for out in again] == [("accept", 2), ("reject", 1), ("ignore", 1)]
    assert said(records(*again)[0]) == said(record)


def test_a_span_that_was_refused_by_itself_is_kept_beside_the_answer():
    row = {"id": "k", "text": TEXT, "spans": [ACTORS[0], {**ACTORS[1], "answer": "reject"}], "answer": "accept"}
    [found] = records(row)
    assert [span.start for span in found.spans] == [0]
    assert written(found) == [row]


def test_choices_for_the_whole_text_are_kept_and_said():
    row = {"id": "k", "text": TEXT, "options": [{"id": "A"}], "accept": ["A"], "answer": "accept"}
    found = read(row)
    assert "1 rows choose a label or options for the whole text" in str(found[-1])
    [record] = [item for item in found if isinstance(item, Record)]
    assert written(record) == [{**row, "spans": []}]


def test_relations_link_spans_by_their_places_or_last_tokens():
    tokens = [
        {"text": "Halvia", "start": 0, "end": 6, "id": 0, "ws": True},
        {"text": "warned", "start": 7, "end": 13, "id": 1, "ws": True},
        {"text": "Osterland", "start": 14, "end": 23, "id": 2, "ws": False},
        {"text": ".", "start": 23, "end": 24, "id": 3, "ws": False},
    ]
    spans = [{**span, "token_start": at, "token_end": at} for span, at in zip(ACTORS, (0, 2), strict=True)]
    relation = {"head": 2, "child": 0, "label": "warned by", "color": "#fff"}
    places = {"head_span": spans[1], "child_span": spans[0]}
    for linked in (relation, {**relation, **places}):
        [found] = records({"text": TEXT, "tokens": tokens, "spans": spans, "relations": [linked]})
        assert found.relations == [RecordRelation("warned by", 2, 1, extra={"color": "#fff"})]
        assert found.extra == {}
    [row] = written(found)
    assert row["tokens"] == tokens
    assert row["spans"] == spans
    assert row["relations"] == [{**relation, "head_span": ACTORS[1], "child_span": ACTORS[0]}]


@pytest.mark.parametrize(
    ("relation", "reason"),
    [
        ({"head": 1, "child": 0, "label": "x"}, "its head, token 1, is no span of the row that was taken"),
        ({"head": 9, "child": 0, "label": "x"}, "its head, token 9, is no span"),
        ({"child": 0, "label": "x"}, "it has no “head” that is a token"),
        ({"head": "a", "child": 0, "label": "x"}, "its head is a string, no token"),
        ({"head": 0, "child": 0}, "it has no label"),
        ({"head_span": {"start": 0, "end": 5}, "child": 0, "label": "x"}, "its head, 0–5, is no span"),
        ({"head_span": {"start": 0, "end": 99}, "child": 0, "label": "x"}, "go beyond the text"),
        (1, "it is a number, not an object"),
    ],
)
def test_a_bad_relation_is_named(relation: object, reason: str):
    tokens = listed(TEXT, tiles(TEXT, []))
    found = read({"text": TEXT, "tokens": tokens, "spans": ACTORS, "relations": [relation]})
    assert [item.rejects for item in found if isinstance(item, Problem)] == ["relation"]
    assert reason in str(found[0])


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        ({"start": 0, "label": "x"}, "it has no “end”"),
        ({"start": 0, "end": 6}, "it has no label"),
        ({"start": 0, "end": 6, "label": None}, "it has no label"),
        ({"start": 0, "end": 99, "label": "x"}, "go beyond the text, which has 24 characters"),
        ({"start": 0, "end": 5, "label": "x", "text": "Halvia"}, "its end seems to be its last character"),
        ({"start": 3, "end": 1, "label": "x"}, "are reversed"),
        ({"start": 0, "end": 6, "label": "x" * 1001}, "longer than 1000 characters"),
        ("Halvia", "it is a string, not an object"),
    ],
)
def test_a_bad_span_is_named_and_the_others_come(span: object, reason: str):
    found = read({"text": TEXT, "spans": [span, ACTORS[0]], "answer": "accept"})
    assert isinstance(found[0], Problem)
    assert found[0].rejects == "span"
    assert reason in found[0].reason
    assert isinstance(found[1], Record)
    assert len(found[1].spans) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"html": "x"}, "the row has no “text”"),
        ({"text": TEXT, "answer": "maybe"}, "its “answer” is none of accept, reject and ignore"),
        ({"text": TEXT, "answer": []}, "its “answer” is none of accept, reject and ignore"),
        ({"text": TEXT, "_session_id": []}, "its “_session_id” is a list"),
        ({"text": TEXT, "_session_id": "x" * 1001}, "longer than 1000 characters"),
        ({"text": TEXT, "id": {}}, "its “id” is an object"),
        ([], "a list, not an object"),
    ],
)
def test_a_bad_row_is_named_and_the_others_come(row: object, reason: str):
    found = read({"text": "before"}, row, {"text": "after"})
    assert sum(isinstance(item, Record) for item in found) == 2
    [problem] = [item for item in found if isinstance(item, Problem)]
    assert reason in str(problem)
    assert problem.line == 2


def test_spans_that_are_no_list_are_named_and_the_text_comes():
    found = read({"text": TEXT, "spans": {}, "relations": 4})
    assert [str(item) for item in found[:2]] == [
        "in.jsonl, line 1: its “spans” are an object, not a list",
        "in.jsonl, line 1: its “relations” are a number, not a list",
    ]
    assert isinstance(found[2], Record)


def test_offsets_of_another_unit_are_read_when_it_is_named():
    row = {"text": "😀 Halvia", "spans": [{"start": 3, "end": 9, "label": "actor"}]}
    [found] = [item for item in read(row, options=ReadOptions(unit=Unit.UTF_16)) if isinstance(item, Record)]
    assert words(found) == [("actor", "Halvia", "")]


def test_tokens_of_another_tokeniser_are_kept_and_written_again():
    tokens = [
        {"text": "Hal", "start": 0, "end": 3, "id": 0},
        {"text": "via warned Osterland.", "start": 3, "end": 24, "id": 1},
    ]
    row = {"id": "k", "text": TEXT, "spans": [ACTORS[1]], "tokens": tokens}
    [found] = records(row)
    assert found.extra == {"tokens": {"at": [0, 3, 3, 24], "ws": False}}
    assert written(found) == [row]
    odd = {**row, "tokens": [{"text": "?"}]}
    assert written(records(odd)[0]) == [odd]


@given(texts, st.data())
def test_tokens_tile_the_text_and_every_span_is_whole_tokens(text: str, data: st.DataObject):
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = [(min(pair), max(pair)) for pair in data.draw(st.lists(ends, max_size=4)) if pair[0] != pair[1]]
    places = tiles(text, spans)
    tokens = listed(text, places)
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == text
    assert {start for start, _ in spans} <= {start for start, _ in places}
    assert {end for _, end in spans} <= {end for _, end in places}
    assert long(text, short(text, tokens)) == tokens


@settings(max_examples=100)
@given(
    st.lists(documents(), max_size=3, unique_by=lambda made: made.key),
    st.sampled_from(["auto", "yes"]),
)
def test_what_is_fitted_comes_back(made: list[Record], tokens: str):
    round_trip(FORMAT, made, tokens=tokens)


odd = st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["reject", "accept", "ignore", "ana", "é", ""])
raw = st.lists(st.just(ACTORS[0]) | st.just({**ACTORS[1], "answer": "reject"}), max_size=2)
kept = st.fixed_dictionaries(
    {},
    optional={
        "answer": odd,
        "spans": raw | odd,
        "relations": raw | odd,
        "_is_binary": odd,
        "_session_id": odd,
        "_task_hash": odd,
        "accept": odd,
        "text": odd,
        "tokens": odd,
        "mine": odd,
        "more": odd
        | st.lists(st.fixed_dictionaries({"answer": odd}, optional={"spans": raw, "text": odd}), max_size=2),
    },
)


@settings(max_examples=200)
@given(documents(), st.lists(kept, min_size=2, max_size=2), kept, st.sampled_from(["auto", "yes"]))
def test_whatever_is_kept_beside_a_status_comes_back(
    made: Record, extras: list[dict[str, Any]], extra: dict[str, Any], tokens: str
):
    reviews = [review._replace(extra=more or None) for review, more in zip(made.reviews, extras, strict=False)]
    round_trip(FORMAT, [replace(made, reviews=reviews, extra={**made.extra, **extra})], tokens=tokens)


def test_keys_of_a_span_that_would_mean_something_are_kept_apart():
    extra = {"answer": "reject", "note": "x", "token_start": 1, "extra": 2, "doubt": True}
    made = Record("k", TEXT, spans=[RecordSpan(0, 6, "actor", "ana", note="n", extra=extra)])
    assert records(*written(made))[0].spans == made.spans


def test_what_prodigy_cannot_hold_is_counted():
    made = Record(
        "k",
        TEXT,
        spans=[RecordSpan(0, 6, "actor", "ana"), RecordSpan(0, 24, "claim", "ben", ((0, 6), (14, 23)), note="n")],
        relations=[RecordRelation("by", 2, 1, "ana")],
        reviews=[RecordReview("ana", Status.SKIPPED)],
    )
    losses = Losses()
    fitted = FORMAT.fit(made, WriteOptions(), losses)
    assert fitted.spans == [RecordSpan(0, 24, "claim", "ben", note="n")]
    assert fitted.reviews == [RecordReview("ana", Status.SKIPPED, extra={"spans": [ACTORS[0]]})]
    assert sorted(losses.sentences()) == [
        "1 relation: left out",
        "1 span in a document that its annotator skipped: written as part of an ignored answer, not as spans",
        "1 span in fragments: written as one piece from its first to its last character",
    ]


@pytest.mark.parametrize("cut", range(1, 230, 13))
def test_a_file_cut_off_anywhere_gives_its_whole_rows_and_one_problem(cut: int):
    row = {"text": TEXT, "spans": ACTORS, "_input_hash": 1, "answer": "accept", "meta": {"a": [1]}}
    data = json.dumps([row, row]).encode()
    found = list(FORMAT.read(Source.of("in.json", data[:cut]), ReadOptions()))
    assert sum(isinstance(item, Problem) for item in found) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('{"text": "a", "_input_hash": 1}\n', "_input_hash"),
        ('[{"text": "a", "answer": "reject"}]', "answer"),
        ('{"text": "a", "spans": [{"start": 0, "end": 1, "token_start": 0, "token_end": 0}]}\n', "token_start"),
        ('{"text": "a", "_session_id": null}\n', "_session_id"),
        ('{"text": "a", "spans": [{"start": 0, "end": 1, "label": "x"}]}\n', ""),
        ('{"text": "a", "answer": "42"}\n', ""),
        ("<html>", ""),
    ],
)
def test_it_is_told_from_other_tools_rows(data: str, reason: str):
    found = FORMAT.sniff(Look("in.jsonl", data.encode()))
    assert reason in found
    assert bool(reason) == bool(found)
