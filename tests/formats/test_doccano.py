"""doccano's exports come in with every span on its characters, and what doccano imports goes out."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
from annotator.formats.doccano import Doccano
from annotator.formats.fitting import Losses
from annotator.formats.look import Look
from annotator.formats.units import Unit
from annotator.model.record import Problem, Record, RecordRelation, RecordReview, RecordSpan
from tests.formats.documents import documents, round_trip, said

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = Doccano()


def read(*rows: object, options: ReadOptions | None = None) -> list[Record | Problem | Remark]:
    data = b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
    return list(FORMAT.read(Source.of("in.jsonl", data), options or ReadOptions()))


def record(*rows: object, options: ReadOptions | None = None) -> Record:
    found = read(*rows, options=options)
    assert [str(item) for item in found if not isinstance(item, Record)] == []
    assert isinstance(found[0], Record)
    return found[0]


def written(made: Record, **settings: str) -> dict[str, Any]:
    options = WriteOptions(settings=settings)
    row: dict[str, Any] = json.loads(b"".join(FORMAT.write([FORMAT.fit(made, options, Losses())], options)))
    return row


def sniff(data: str) -> str:
    return FORMAT.sniff(Look("in.json", data.encode()))


def words(found: Record) -> list[tuple[str, str]]:
    return [(span.label, found.text[span.start : span.end]) for span in found.spans]


@pytest.mark.parametrize("name", ["label", "labels", "entities"])
@pytest.mark.parametrize(
    "spans",
    [
        [[0, 6, "actor"], [7, 8, "sign"]],
        [{"start_offset": 0, "end_offset": 6, "label": "actor"}, {"start": 7, "end": 8, "label": "sign", "text": "😀"}],
        [{"id": 3, "start_offset": 0, "end_offset": 6, "label": "actor"}, [7, 8, "sign"]],
    ],
)
def test_spans_come_from_triples_and_objects_under_any_of_its_keys(name: str, spans: list[object]):
    found = record({"id": 7, "text": "Halvia 😀 left", name: spans})
    assert found.key == "7"
    assert words(found) == [("actor", "Halvia"), ("sign", "😀")]


def test_relations_link_entities_by_their_ids():
    found = record(
        {
            "text": "Halvia warned Osterland.",
            "entities": [
                {"id": 90, "start_offset": 14, "end_offset": 23, "label": "actor"},
                {"id": 12, "start_offset": 0, "end_offset": 6, "label": "actor"},
            ],
            "relations": [{"id": 1, "from_id": 12, "to_id": 90, "type": "warns"}],
            "Comments": [],
        }
    )
    assert found.relations == [RecordRelation("warns", 2, 1)]
    assert found.meta == {}


def test_other_keys_are_metadata_and_come_out_where_they_were():
    row = {"id": 1, "text": "Halvia left", "label": [[0, 6, "actor"]], "source": "wire", "Comments": ["sure?"]}
    found = record(row)
    assert found.meta == {"source": "wire", "Comments": ["sure?"]}
    assert written(found) == row


def test_the_words_of_a_classification_project_are_metadata_and_that_is_said_once():
    found = read({"text": "a", "label": ["good"]}, {"text": "b", "label": "bad"})
    records = [item for item in found if isinstance(item, Record)]
    assert [item.meta for item in records] == [{"label": ["good"]}, {"label": "bad"}]
    assert [str(item) for item in found if isinstance(item, Remark)] == [
        "in.jsonl, line 1: “label” holds words for the whole document: kept as metadata, no spans were made"
    ]


def test_columns_are_named_as_the_file_calls_them():
    columns = {"text": "body", "label": "marks", "id": "nr", "title": "headline"}
    row = {"nr": "a1", "body": "Halvia left", "marks": [[0, 6, "actor"]], "headline": "Gone"}
    found = record(row, options=ReadOptions(columns=columns))
    assert (found.key, found.title, words(found)) == ("a1", "Gone", [("actor", "Halvia")])


def test_offsets_of_another_unit_are_read_when_it_is_named():
    row = {"text": "😀 Halvia", "label": [[3, 9, "actor"]]}
    assert words(record(row, options=ReadOptions(unit=Unit.UTF_16))) == [("actor", "Halvia")]


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        ([0, 0, "x"], "its offsets 0–0 hold no character"),
        ([3, 1, "x"], "its offsets 3–1 are reversed"),
        ([-1, 1, "x"], "its offsets -1–1 are negative"),
        ([0, 99, "x"], "its offsets 0–99 go beyond the text, which has 11 characters"),
        ([0.0, 6, "x"], "its offsets 0.0–6 are not two whole numbers"),
        (["0", 6, "x"], "its offsets '0'–6 are not two whole numbers"),
        ([True, 6, "x"], "are not two whole numbers"),
        ([0, 6], "it has 2 parts, not start, end and label"),
        ([0, 6, " "], "its label is empty"),
        ([0, 6, 5], "its label is a number, not a string"),
        ([0, 6, "x" * 1001], "its label is longer than 1000 characters"),
        ("actor", "it is a string, neither [start, end, label] nor an object"),
        ({"start_offset": 0, "label": "x"}, "it has no “end_offset”"),
        ({"start": 0, "end": 6, "label": "x", "text": "Halvi"}, "its text “Halvi” is not what stands at 0–6, “Halvia”"),
    ],
)
def test_a_bad_span_is_named_and_the_others_come(span: object, reason: str):
    found = read({"text": "Halvia left", "label": [span, [0, 6, "actor"]]})
    assert isinstance(found[0], Problem)
    assert found[0].rejects == "span"
    assert "span 1: " in found[0].reason
    assert reason in found[0].reason
    assert isinstance(found[1], Record)
    assert words(found[1]) == [("actor", "Halvia")]


@pytest.mark.parametrize(
    ("relation", "reason"),
    [
        ({"from_id": 1, "to_id": 9, "type": "x"}, "its to_id is the entity 9, which is not there or was not taken"),
        ({"from_id": 1, "to_id": 2, "type": "x"}, "its to_id is the entity 2, an id that two have"),
        ({"to_id": 1, "type": "x"}, "it has no “from_id”"),
        ({"from_id": 1, "to_id": 1}, "it has no type"),
        (3, "it is a number, not an object"),
    ],
)
def test_a_bad_relation_is_named(relation: object, reason: str):
    entities = [
        {"id": id, "start_offset": 0, "end_offset": 6, "label": label} for id, label in ((1, "a"), (2, "b"), (2, "c"))
    ]
    found = read({"text": "Halvia left", "entities": entities, "relations": [relation]})
    assert [item.rejects for item in found if isinstance(item, Problem)] == ["relation"]
    assert reason in str(found[0])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, "the row is empty"),
        ({"body": "x"}, "the row has no “text”; if its text has another name, give --column text=NAME"),
        ({"text": ""}, "its “text” is empty"),
        ({"text": 5}, "its “text” is a number"),
        ({"text": "a", "id": []}, "its “id” is a list"),
        ({"text": "a\0"}, "NUL"),
        ([], "a list, not an object"),
    ],
)
def test_a_bad_row_is_named_and_the_others_come(row: object, reason: str):
    found = read({"text": "before"}, row, {"text": "after"})
    assert [type(item) for item in found] == [Record, Problem, Record]
    assert reason in str(found[1])
    assert str(found[1]).startswith("in.jsonl, line 2: ")


@pytest.mark.parametrize("cut", range(1, 120, 7))
def test_a_file_cut_off_anywhere_gives_its_whole_rows_and_at_most_one_problem(cut: int):
    row = {
        "id": 1,
        "text": "Halvia left",
        "entities": [{"id": 1, "start_offset": 0, "end_offset": 6, "label": "actor"}],
    }
    data = json.dumps([row, row]).encode()
    found = list(FORMAT.read(Source.of("in.json", data[:cut]), ReadOptions()))
    assert sum(isinstance(item, Problem) for item in found) == 1
    lines = json.dumps(row).encode() + b"\n" + json.dumps(row).encode()[:cut]
    found = list(FORMAT.read(Source.of("in.json", lines), ReadOptions()))
    assert isinstance(found[0], Record)
    assert sum(isinstance(item, Problem) for item in found) <= 1


@given(
    st.lists(documents(), max_size=3, unique_by=lambda made: made.key), st.sampled_from(["auto", "triples", "entities"])
)
def test_what_is_fitted_comes_back(made: list[Record], form: str):
    round_trip(FORMAT, made, form=form)


def zipped(**files: bytes) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_jsonl", ".jsonl"), content)
    return data.getvalue()


def test_a_zip_holds_each_annotators_work(tmp_path: Path):
    row = {"id": 1, "text": "Halvia left", "label": [[0, 6, "actor"]]}
    lines = json.dumps(row).encode() + b"\n"
    data = zipped(ana_jsonl=lines, all_jsonl=lines, ben_jsonl=b"no JSON\n")
    found = list(FORMAT.read(Source.of("export.zip", data), ReadOptions()))
    records = [item for item in found if isinstance(item, Record)]
    assert [(item.key, item.spans) for item in records] == [
        ("1", [RecordSpan(0, 6, "actor")]),
        ("1", [RecordSpan(0, 6, "actor", "ana")]),
    ]
    [problem] = [item for item in found if isinstance(item, Problem)]
    assert str(problem).startswith("export.zip/ben.jsonl, line 1: ")
    path = tmp_path / "export.zip"
    path.write_bytes(data)
    assert "a file for each annotator" in FORMAT.sniff(Look.at(path))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped(**{"../x_jsonl": b""}), "leads out"),
        (zipped(readme=b"x"), "a ZIP archive without a JSON file"),
        (zipped(ana_jsonl=b"x")[:-30], "it is no sound ZIP archive"),
    ],
)
def test_a_zip_that_is_none_of_doccano_is_refused_in_a_sentence(data: bytes, reason: str):
    [problem] = FORMAT.read(Source.of("export.zip", data), ReadOptions())
    assert isinstance(problem, Problem)
    assert problem.rejects == "file"
    assert reason in str(problem)


def test_metadata_that_doccano_would_take_for_its_own_is_kept_apart():
    meta = {
        "label": [[0, 1, "x"]],
        "text": "t",
        "id": 4,
        "relations": [],
        "title": "t",
        "meta": {"text": 1},
        "Comments": [],
        "annotation_approver": None,
        "extra": {},
        "source": "wire",
    }
    made = Record("k", "Halvia left", "Title", meta=meta, extra={"text": 1})
    again = record(written(made))
    assert said(again) == said(made)
    assert written(made)["source"] == "wire"


def test_a_title_that_the_text_would_be_given_is_not_invented():
    made = Record("k", "A headline\n\nThe first sentence of the article.")
    assert record(written(made)).title == ""


def test_keys_that_are_numbers_stay_numbers():
    assert written(Record("12", "a"))["id"] == 12
    assert written(Record("012", "a"))["id"] == "012"
    assert written(Record("a", "a"))["id"] == "a"


def test_what_doccano_cannot_hold_is_counted():
    made = Record(
        "k",
        "Halvia left",
        spans=[
            RecordSpan(0, 6, "actor", "ana", note="n", doubt=True),
            RecordSpan(0, 6, "actor", "ben"),
            RecordSpan(0, 11, "claim", "ana", ((0, 6), (7, 11)), attributes={"form": "direct"}, actor="Halvia"),
        ],
        relations=[RecordRelation("by", 3, 2, "ana"), RecordRelation("by", 3, 1, "ana")],
        reviews=[RecordReview("ana")],
    )
    losses = Losses()
    fitted = FORMAT.fit(made, WriteOptions(), losses)
    assert fitted.spans == [RecordSpan(0, 6, "actor"), RecordSpan(0, 11, "claim")]
    assert fitted.relations == [RecordRelation("by", 2, 1)]
    assert sorted(losses.sentences()) == [
        "1 attribute of a span: left out",
        "1 doubt on a span: left out",
        "1 link of a span to an actor: left out",
        "1 note on a span: left out",
        "1 relation that is there alike: written once",
        "1 span in fragments: written as one piece from its first to its last character",
        "1 span that another annotator made alike: written once",
        "2 relations: written without saying whose it is",
        "3 spans: written without saying whose it is",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('{"text": "a b", "label": [[0, 1, "x"]]}\n', "“label” with [start, end, label]"),
        (
            '[{"text": "a b", "entities": [{"id": 1, "start_offset": 0, "end_offset": 1, "label": "x"}]}]',
            "start_offset",
        ),
        ('{"text": "a b", "label": ["x"], "Comments": []}\n', "comments or approvers"),
        ('{"text": "a b", "label": []}\n', "an empty list “label”"),
        ('{"text": "a b", "label": [{"start": 0, "end": 1, "text": "a", "labels": ["x"]}]}', ""),
        ('{"text": "a b", "spans": [{"start": 0, "end": 1, "label": "x"}]}', ""),
        ('{"tokens": ["a"], "labels": []}', ""),
        ("EU B-ORG\n", ""),
        ("<html>", ""),
    ],
)
def test_it_is_told_from_other_tools_rows(data: str, reason: str):
    assert reason in sniff(data)
    assert bool(reason) == bool(sniff(data))
