"""PubAnnotation JSON: denotations in code points, and everything beside them kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.base import ReadOptions, Source, WriteOptions
from annotator.formats.look import Look
from annotator.formats.pubannotation import PubAnnotation
from annotator.formats.units import Unit
from annotator.model.record import Problem, Record, RecordRelation, RecordSpan
from tests.formats.documents import documents, round_trip
from tests.formats.folder_trips import problems_in, records_in, remarks_in

TEXT = "😀 IL-2 and IL-4 bind."

ROW: dict[str, Any] = {
    "text": TEXT,
    "sourcedb": "PubMed",
    "sourceid": "25314077",
    "target": "http://pubannotation.org/docs/sourcedb/PubMed/sourceid/25314077",
    "project": "demo",
    "denotations": [
        {"id": "T1", "span": {"begin": 2, "end": 6}, "obj": "Protein"},
        {"id": "T2", "span": [{"begin": 2, "end": 4}, {"begin": 14, "end": 15}], "obj": "Protein", "score": 0.5},
    ],
    "relations": [{"id": "R1", "pred": "near", "subj": "T1", "obj": "T2"}],
    "attributes": [{"id": "A1", "subj": "T1", "pred": "sure", "obj": True}],
    "modifications": [{"id": "M1", "pred": "Negation", "obj": "R1"}, {"id": "M2", "pred": "Negation", "obj": "T2"}],
}


def read(value: object, options: ReadOptions | None = None):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return list(PubAnnotation().read(Source.of("in.json", data), options or ReadOptions()))


@settings(max_examples=100, deadline=None)
@given(st.lists(documents(), max_size=3), st.sampled_from(["list", "lines"]), st.sampled_from(["list", "chain"]))
def test_whatever_a_project_says_comes_back(made: list[Record], layout: str, fragments: str):
    round_trip(PubAnnotation(), made, layout=layout, fragments=fragments)


def test_a_document_is_read_with_all_its_parts():
    found = read(ROW)
    assert problems_in(found) == []
    [record] = records_in(found)
    assert record.key == "PubMed:25314077"
    assert record.spans == [
        RecordSpan(2, 6, "Protein", "demo", attributes={"sure": True}),
        RecordSpan(2, 15, "Protein", "demo", ((2, 4), (14, 15)), extra={"score": 0.5}, attributes={"Negation": True}),
    ]
    assert record.relations == [RecordRelation("near", 1, 2, "demo", {"attributes": {"Negation": True}})]
    assert record.extra["target"].endswith("25314077")
    round_trip(PubAnnotation(), [record])
    again = json.loads(b"".join(PubAnnotation().write([record], WriteOptions())))[0]
    assert (again["sourcedb"], again["sourceid"], again["project"]) == ("PubMed", "25314077", "demo")
    assert "annotator" not in again["denotations"][0]


def test_chained_fragments_are_one_span():
    value = {
        "text": TEXT,
        "denotations": [
            {"id": "T1", "span": {"begin": 2, "end": 4}, "obj": "_FRAGMENT"},
            {"id": "T2", "span": {"begin": 14, "end": 15}, "obj": "Protein"},
        ],
        "relations": [{"id": "R1", "pred": "_lexicallyChainedTo", "subj": "T2", "obj": "T1"}],
    }
    [record] = records_in(read(value))
    assert record.spans == [RecordSpan(2, 15, "Protein", fragments=((2, 4), (14, 15)))]
    assert record.relations == []


def test_tracks_are_annotators():
    tracks = [{"project": name, "denotations": ROW["denotations"][:1]} for name in ("one", "two")]
    [record] = records_in(read({"text": TEXT, "sourceid": "a", "tracks": tracks}))
    assert [span.annotator for span in record.spans] == ["one", "two"]
    assert [(span.start, span.end) for span in record.spans] == [(2, 6), (2, 6)]


def test_a_list_and_lines_are_read_and_keys_are_made_where_there_are_none():
    rows = [{"text": "one", "denotations": []}, {"text": "two", "sourceid": 7, "divid": 1, "denotations": []}]
    for data in (json.dumps(rows).encode(), b"\n".join(json.dumps(row).encode() for row in rows)):
        assert [record.key for record in records_in(read(data))][1] == "7:1"
        assert records_in(read(data))[0].key.startswith("in.json:")


def test_units_of_textae_are_read_when_asked_for():
    value = {"text": TEXT, "denotations": [{"id": "T1", "span": {"begin": 3, "end": 7}, "obj": "Protein"}]}
    [record] = records_in(read(value, ReadOptions(unit=Unit.UTF_16)))
    assert record.text[record.spans[0].start : record.spans[0].end] == "IL-2"


@pytest.mark.parametrize(
    ("part", "bad"),
    [
        ("denotations", "T1"),
        ("denotations", {"id": "T9", "obj": "x"}),
        ("denotations", {"id": "T9", "span": {"begin": 0, "end": 99}, "obj": "x"}),
        ("denotations", {"id": "T9", "span": {"begin": 1.0, "end": 2}, "obj": "x"}),
        ("denotations", {"id": "T9", "span": [], "obj": "x"}),
        ("denotations", {"id": "T9", "span": {"begin": 0, "end": 1}}),
        ("denotations", {"id": "T9", "span": {"begin": 0, "end": 1}, "obj": 7}),
        ("denotations", {"id": "T1", "span": {"begin": 0, "end": 1}, "obj": "x"}),
        ("denotations", {"id": "T9", "span": {"begin": 0, "end": 1}, "obj": "x", "note": 1}),
        ("relations", 1),
        ("relations", {"pred": "near", "subj": "T1", "obj": "T9"}),
        ("relations", {"subj": "T1", "obj": "T2"}),
        ("relations", {"pred": "near", "subj": ["T1"], "obj": "T2"}),
        ("attributes", {"pred": "sure", "subj": "T9"}),
        ("attributes", {"pred": "sure", "subj": "T1", "obj": None}),
        ("attributes", "sure"),
    ],
)
def test_one_bad_part_is_named_and_the_rest_is_read(part: str, bad: object):
    found = read({**ROW, part: [*ROW[part], bad]})
    [record] = records_in(found)
    assert (len(record.spans), len(record.relations)) == (2, 1)
    said = problems_in(found) or remarks_in(found)
    assert len(said) == 1
    assert f"{part[:-1]} {len(ROW[part]) + 1}" in said[0]


@pytest.mark.parametrize(
    "data",
    [
        b"<html>",
        b"[" * 100_000,
        b'{"denotations":' * 100_000,
        b'[{"denotations": []}]',
        b'[{"text": 1}]',
        b'[{"text": ""}]',
        b'[{"text": "a\\u0000"}]',
        b'[{"text": "a\\ud800"}]',
        b'[{"text": "a", "denotations": {}}]',
        b'[{"text": "a", "tracks": 1}]',
        b'[{"text": "a", "details": []}]',
        b'[{"text": "a", "details": {"meta": 1}}]',
        b'[{"text": "a", "sourceid": "' + b"x" * 2000 + b'"}]',
        json.dumps(ROW).encode("utf-16-le"),
    ],
)
def test_bad_files_end_in_a_sentence(data: bytes):
    found = read(data)
    assert found
    assert all(isinstance(item, Problem) for item in found)


def test_cut_off_anywhere_it_ends_in_a_sentence():
    data = json.dumps([ROW]).encode()
    for end in range(1, len(data) - 1):
        assert problems_in(read(data[:end]))


def test_it_is_told_by_its_denotations():
    assert PubAnnotation().sniff(Look("a.json", json.dumps([ROW]).encode()))
    assert not PubAnnotation().sniff(Look("a.json", b'[{"text": "a", "label": []}]'))
