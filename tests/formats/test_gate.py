"""GATE documents: sets as annotators, features as attributes, in either unit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.base import ReadOptions, WriteOptions
from annotator.formats.beside import SHOWN_WHOLE
from annotator.formats.gate import IN_DETAILS, Gate
from annotator.formats.look import Look
from annotator.formats.units import Unit
from annotator.model.record import Record, RecordRelation, RecordSpan
from tests.formats.documents import documents
from tests.formats.folder_trips import folder_trip, laid_out, opened, pieces, problems_in, records_in

if TYPE_CHECKING:
    from pathlib import Path

VALUE: dict[str, Any] = {
    "name": "",
    "text": "😀 Barack met Angela.",
    "offset_type": "p",
    "features": {"source": "wire", "words": 4, "tags": ["a", "b"]},
    "annotation_sets": {
        "": {"name": "", "next_annid": 1, "annotations": [{"type": "Person", "start": 2, "end": 8, "id": 0}]},
        "Key": {
            "name": "Key",
            "next_annid": 6,
            "annotations": [
                {"type": "Person", "start": 13, "end": 19, "id": 5, "features": {"sure": True, "more": {"a": None}}}
            ],
        },
    },
}

XML = """<?xml version='1.0' encoding='utf-8'?>
<GateDocument version="3">
<GateDocumentFeatures><Feature><Name className="java.lang.String">MimeType</Name>
<Value className="java.lang.String">text/plain</Value></Feature></GateDocumentFeatures>
<TextWithNodes><Node id="0"/>😀 <Node id="3"/>Barack<Node id="9"/> &amp; <Node id="12"/>Angela<Node id="18"/>.
</TextWithNodes>
<AnnotationSet Name="Key">
<Annotation Id="1" Type="Person" StartNode="3" EndNode="9"><Feature><Name className="java.lang.String">age</Name>
<Value className="java.lang.Integer">47</Value></Feature><Feature><Name className="java.lang.String">sure</Name>
<Value className="java.lang.Boolean">true</Value></Feature></Annotation>
<Annotation Id="2" Type="Person" StartNode="12" EndNode="18"/>
<Annotation Id="3" Type="Empty" StartNode="3" EndNode="3"/>
</AnnotationSet>
<RelationSet Name="Key"><Relation Id="4" Type="met" Members="1;2"/></RelationSet>
</GateDocument>
"""


def read(folder: Path, value: object, options: ReadOptions | None = None, name: str = "a.bdocjs"):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    laid_out(folder, {name: data})
    return opened(Gate(), folder / name, options)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(documents(), max_size=3, unique_by=lambda record: record.key.casefold()),
    st.sampled_from(["p", "j"]),
)
def test_whatever_a_project_says_comes_back(made: list[Record], offsets: str):
    folder_trip(Gate(), made, offsets=offsets)


def test_sets_are_annotators_and_features_attributes(tmp_path: Path):
    found = read(tmp_path, VALUE)
    assert problems_in(found) == []
    [record] = records_in(found)
    assert record.key == "a"
    assert record.meta == VALUE["features"]
    assert record.spans == [
        RecordSpan(2, 8, "Person"),
        RecordSpan(13, 19, "Person", "Key", attributes={"sure": True}, extra={"features": {"more": {"a": None}}}),
    ]
    folder_trip(Gate(), [record])


def test_the_unit_is_the_one_the_file_names_or_the_user(tmp_path: Path):
    value = json.loads(json.dumps(VALUE))
    value["offset_type"] = "j"
    value["annotation_sets"][""]["annotations"][0].update(start=3, end=9)
    [record] = records_in(read(tmp_path, value))
    assert record.text[record.spans[0].start : record.spans[0].end] == "Barack"
    [record] = records_in(read(tmp_path, value, ReadOptions(unit=Unit.CODE_POINT)))
    assert record.text[record.spans[0].start : record.spans[0].end] == "arack "


def test_xml_is_read_by_where_its_nodes_stand(tmp_path: Path):
    found = read(tmp_path, XML.encode(), name="a.xml")
    [record] = records_in(found)
    assert record.text == "😀 Barack & Angela.\n"
    assert record.spans == [
        RecordSpan(2, 8, "Person", "Key", attributes={"age": 47, "sure": True}),
        RecordSpan(11, 17, "Person", "Key"),
    ]
    assert record.relations == [RecordRelation("met", 1, 2)]
    assert record.meta == {"MimeType": "text/plain"}
    assert "hold no character" in problems_in(found)[0]


def test_what_gate_has_no_place_for_is_counted_and_kept():
    record = Record(
        "a/b",
        "one two three",
        spans=[RecordSpan(0, 13, "x", "ana", ((0, 3), (8, 13))), RecordSpan(4, 7, "y", "ben", note="why")],
        relations=[RecordRelation("r", 2, 1, "ana")],
    )
    losses = folder_trip(Gate(), [record])
    assert losses[SHOWN_WHOLE] == losses[IN_DETAILS] == 1
    value = json.loads(pieces(Gate(), [record], WriteOptions())["a/b.bdocjs"])
    assert list(value["annotation_sets"]) == ["ana", "ben"]
    assert value["annotation_sets"]["ben"]["annotations"][0] == {
        "type": "y",
        "start": 4,
        "end": 7,
        "id": 1,
        "features": {"details": {"note": "why"}},
    }


@pytest.mark.parametrize(
    "bad",
    [
        1,
        {"type": "x", "start": 0, "end": 99, "id": 1},
        {"type": "x", "start": "0", "end": 1, "id": 1},
        {"type": "x", "start": 1, "end": 1, "id": 1},
        {"type": None, "start": 0, "end": 1, "id": 1},
        {"start": 0, "end": 1, "id": 1},
        {"type": "x", "start": 0, "end": 1, "id": []},
        {"type": "x", "start": 0, "end": 1, "id": 1, "features": []},
        {"type": "x", "start": 0, "end": 1, "id": 1, "features": {"details": {"note": 1}}},
    ],
)
def test_one_bad_annotation_is_named_and_the_rest_is_read(tmp_path: Path, bad: object):
    value = json.loads(json.dumps(VALUE))
    value["annotation_sets"]["Key"]["annotations"].append(bad)
    found = read(tmp_path, value)
    assert len(records_in(found)[0].spans) == 2
    [problem] = problems_in(found)
    assert "annotation 2 of the set “Key”" in problem


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html></html>",
        b"<GateDocument/>",
        b"<GateDocument><TextWithNodes/></GateDocument>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><GateDocument>&a;</GateDocument>',
        b"<a>" * 100_000,
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[]",
        b"{}",
        b'{"text": ""}',
        b'{"text": "a\\u0000"}',
        b'{"text": "a", "offset_type": []}',
        b'{"text": "a", "features": []}',
        b'{"text": "a", "annotation_sets": []}',
        b'{"text": "a", "annotation_sets": {"": []}}',
        b'{"text": "a", "annotation_sets": {"": {"annotations": {}}}}',
        b'{"text": "a", "features": {"details": {"title": 1}}}',
        b"\xff\xfe{\0}\0",
        XML.encode("utf-16")[:400],
    ],
)
def test_bad_files_end_in_a_sentence(tmp_path: Path, data: bytes):
    found = read(tmp_path, data)
    assert records_in(found) == []
    [problem] = problems_in(found)
    assert problem.startswith("a.bdocjs: ")


def test_cut_off_anywhere_it_ends_in_a_sentence(tmp_path: Path):
    for data in (json.dumps(VALUE).encode(), XML.strip().encode()):
        for end in range(0, len(data) - 1, 3):
            assert len(problems_in(read(tmp_path, data[:end]))) == 1


def test_it_is_told_by_its_sets_and_its_root(tmp_path: Path):
    assert Gate().sniff(Look("a.json", json.dumps(VALUE).encode()))
    assert Gate().sniff(Look("a.xml", XML.encode()))
    read(tmp_path, VALUE)
    assert Gate().sniff(Look.at(tmp_path))
    assert not Gate().sniff(Look("a.json", b'{"text": "a"}'))
