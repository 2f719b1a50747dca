"""UIMA CAS: UTF-16 outside, code points inside; what DKPro's own library makes of it; INCEpTION's projects."""

from __future__ import annotations

import json
import warnings
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.base import ReadOptions, WriteOptions
from annotator.formats.beside import SHOWN_WHOLE
from annotator.formats.look import Look
from annotator.formats.uima import Uima
from annotator.formats.uima_write import CONTROLS
from annotator.model.record import Record, RecordRelation, RecordSpan
from tests.formats.documents import documents
from tests.formats.folder_trips import (
    folder_trip,
    laid_out,
    opened,
    pieces,
    problems_in,
    records_in,
    remarks_in,
)

if TYPE_CHECKING:
    from pathlib import Path

NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
RECORD = Record(
    "a",
    '😀 Halvia\'s offer.\r\n\tIt <may> & "will" leave.',
    title="Halvia",
    language="en",
    spans=[
        RecordSpan(2, 8, "actor", "ana", attributes={"form": "direct"}),
        RecordSpan(0, 16, "claim", "ben", note="why?\n"),
        RecordSpan(3, 30, "part", fragments=((3, 8), (24, 30))),
    ],
    relations=[RecordRelation("made by", 2, 1, "ana")],
)

XMI = (
    '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" '
    'xmlns:cas="http:///uima/cas.ecore" xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" '
    'xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore" '
    'xmlns:custom="http:///webanno/custom.ecore" xmlns:tcas="http:///uima/tcas.ecore" xmi:version="2.0">'
    '<cas:NULL xmi:id="0"/><tcas:DocumentAnnotation xmi:id="9" sofa="1" begin="0" end="16" language="de"/>'
    '<type:NamedEntity xmi:id="10" sofa="1" begin="3" end="6" value="PER" identifier="Q1"/>'
    '<type:NamedEntity xmi:id="11" sofa="1" begin="11" end="14" value="PER"/>'
    '<type:NamedEntity xmi:id="12" sofa="1" begin="0" end="1"/>'
    '<type:NamedEntity xmi:id="13" sofa="1" begin="0" end="99" value="X"/>'
    '<pos:POS xmi:id="14" sofa="1" begin="3" end="6" PosValue="NE"/>'
    '<custom:Link xmi:id="15" sofa="1" begin="11" end="14" Governor="10" Dependent="11" kind="knows"/>'
    '<custom:Link xmi:id="16" sofa="1" begin="11" end="14" Governor="10" Dependent="13" kind="knows"/>'
    '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="😀 Ann met Bob."/>'
    '<cas:View sofa="1" members="9 10 11 12 13 14 15 16"/></xmi:XMI>'
)


def as_json(record: Record) -> bytes:
    return pieces(Uima(), [record], WriteOptions({"files": "json"}))[f"{record.key}.json"]


def as_xmi(record: Record) -> bytes:
    return pieces(Uima(), [record])[f"{record.key}.xmi"]


def archive(files: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, data in files.items():
            target.writestr(name, data)
    return made.getvalue()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(documents(), max_size=3, unique_by=lambda record: record.key.casefold()),
    st.sampled_from(["xmi", "json"]),
)
def test_whatever_a_project_says_comes_back(made: list[Record], files: str):
    folder_trip(Uima(), made, files=files)


def test_annotations_of_others_are_read_by_their_features(tmp_path: Path):
    laid_out(tmp_path, {"a.xmi": XMI.encode()})
    found = opened(Uima(), tmp_path / "a.xmi")
    [record] = records_in(found)
    assert (record.text, record.language) == ("😀 Ann met Bob.", "de")
    assert record.spans == [
        RecordSpan(2, 5, "PER", attributes={"identifier": "Q1"}, extra={"layer": NER}),
        RecordSpan(10, 13, "PER", extra={"layer": NER}),
    ]
    assert record.relations == [RecordRelation("knows", 1, 2, extra={"layer": "webanno.custom.Link"})]
    assert len(problems_in(found)) == 3
    assert "NamedEntity 12: its offsets 0–1 begin or end inside a character" in problems_in(found)[0]
    assert "no TypeSystem.xml" in remarks_in(found)[0]
    assert "1 annotations of the type POS were left out" in remarks_in(found)[1]
    options = ReadOptions(settings={"layers": "POS"})
    assert records_in(opened(Uima(), tmp_path / "a.xmi", options))[0].spans[0].label == "NE"


def test_the_type_system_tells_numbers_from_words(tmp_path: Path):
    system = (
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types><typeDescription>'
        f"<name>{NER}</name><supertypeName>uima.tcas.Annotation</supertypeName><features>"
        "<featureDescription><name>identifier</name><rangeTypeName>uima.cas.Integer</rangeTypeName>"
        "</featureDescription></features></typeDescription></types></typeSystemDescription>"
    )
    laid_out(tmp_path, {"a.xmi": XMI.replace("Q1", "17").encode(), "TypeSystem.xml": system.encode()})
    [record] = records_in(opened(Uima(), tmp_path))
    assert record.spans[0].attributes == {"identifier": 17}


def test_characters_that_xml_cannot_hold_come_back_and_are_counted():
    record = Record("a\x1fb", "one \x0c\ufffetwo", spans=[RecordSpan(0, 5, "la\x01bel", "an\x02a", note="\x03")])
    assert folder_trip(Uima(), [record])[CONTROLS] == 5
    assert folder_trip(Uima(), [record], files="json")[CONTROLS] == 0


def test_fragments_are_shown_whole_and_counted():
    assert folder_trip(Uima(), [RECORD])[SHOWN_WHOLE] == 1


@pytest.mark.peers
def test_dkpro_opens_what_it_writes_and_finds_each_span_on_its_characters():
    cassis = pytest.importorskip("cassis")
    files = pieces(Uima(), [RECORD])
    types = cassis.load_typesystem(BytesIO(files["TypeSystem.xml"]))
    for cas in (
        cassis.load_cas_from_xmi(BytesIO(files["a.xmi"]), typesystem=types),
        cassis.load_cas_from_json(BytesIO(as_json(RECORD))),
    ):
        assert cas.sofa_string == RECORD.text
        spans = cas.select("webanno.custom.Span")
        assert {(it.begin, it.end, it.label, it.annotator) for it in spans} == {
            (span.start, span.end, span.label, span.annotator or None) for span in RECORD.spans
        }
        assert [it.form for it in spans if it.label == "actor"] == ["direct"]
        [relation] = cas.select("webanno.custom.Relation")
        assert (relation.Governor.label, relation.Dependent.label) == ("claim", "actor")
        tokens = cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token")
        assert [it.get_covered_text() for it in tokens][:4] == ["😀", "Halvia", "'s", "offer"]
        assert len(cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence")) == 2


@pytest.mark.peers
@settings(max_examples=30, deadline=None)
@given(documents(), st.sampled_from(["xmi", "json"]))
def test_dkpro_opens_any_document(record: Record, files: str):
    cassis = pytest.importorskip("cassis")
    made = pieces(Uima(), [record], WriteOptions({"files": files}))
    [data] = [data for name, data in made.items() if name.endswith(f".{files}")]
    if files == "json":
        cas = cassis.load_cas_from_json(BytesIO(data))
    else:
        cas = cassis.load_cas_from_xmi(BytesIO(data), cassis.load_typesystem(BytesIO(made["TypeSystem.xml"])))
    found = sorted((it.begin, it.end) for it in cas.select("webanno.custom.Span"))
    assert found == sorted((span.start, span.end) for span in record.spans)


@pytest.mark.peers
def test_what_dkpro_writes_is_read(tmp_path: Path):
    cassis = pytest.importorskip("cassis")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        types = cassis.load_dkpro_core_typesystem()
    link = types.create_type("custom.Slot", "uima.cas.TOP")
    types.create_feature(link, "role", "uima.cas.String")
    types.create_feature(link, "target", "uima.tcas.Annotation")
    event = types.create_type("custom.Event", "uima.tcas.Annotation")
    types.create_feature(event, "value", "uima.cas.String")
    types.create_feature(event, "sure", "uima.cas.Boolean")
    types.create_feature(event, "args", "uima.cas.FSArray", elementType="custom.Slot")
    cas = cassis.Cas(typesystem=types)
    cas.sofa_string = "😀 Ann met Bob, she said."
    cas.sofa_mime = "text/plain"
    entity = types.get_type(NER)
    ann, bob = entity(begin=2, end=5, value="PER"), entity(begin=10, end=13, value="PER")
    cas.add_all([ann, bob])
    slots = [link(role="agent", target=ann), link(role="patient", target=bob)]
    cas.add(event(begin=6, end=9, value="meet", sure=True, args=types.get_type("uima.cas.FSArray")(elements=slots)))
    chain = types.get_type("de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink")
    second = chain(begin=15, end=18, referenceType="pronoun")
    cas.add_all([chain(begin=2, end=5, referenceType="name", referenceRelation="same", next=second), second])
    laid_out(
        tmp_path,
        {
            "x/a.xmi": cas.to_xmi().encode(),
            "x/TypeSystem.xml": types.to_xml().encode(),
            "j/a.json": cas.to_json().encode(),
        },
    )
    for name in ("x", "j"):
        found = opened(Uima(), tmp_path / name, ReadOptions(settings={"label": ""}))
        assert problems_in(found) == []
        [record] = records_in(found)
        said = sorted((span.label, record.text[span.start : span.end]) for span in record.spans)
        assert said == [
            ("PER", "Ann"),
            ("PER", "Bob"),
            ("meet", "met"),
            ("name", "Ann"),
            ("pronoun", "she"),
        ]
        ends = [(it.type, record.spans[it.head - 1], record.spans[it.tail - 1]) for it in record.relations]
        assert sorted((type_, head.label, record.text[tail.start : tail.end]) for type_, head, tail in ends) == [
            ("agent", "meet", "Ann"),
            ("patient", "meet", "Bob"),
            ("same", "name", "she"),
        ]
        assert {"sure": True} in [span.attributes for span in record.spans]


def test_a_project_of_inceptions_is_one_record_a_document_with_its_users_as_annotators(tmp_path: Path):
    def by(start: int, label: str) -> bytes:
        return as_xmi(Record("k", "one two", spans=[RecordSpan(start, start + 3, label)]))

    system = pieces(Uima(), [])["TypeSystem.xml"]
    project = {
        "exportedproject.json": b"{}",
        "source/a.txt": b"one two",
        "annotation/a.txt/ana.zip": archive({"ana.xmi": by(0, "x"), "TypeSystem.xml": system}),
        "annotation/a.txt/ben.xmi": by(4, "y"),
        "annotation/a.txt/INITIAL_CAS.xmi": by(0, "z"),
        "annotation/b.txt/eve.zip": b"no archive",
        "annotation_ser/c.txt/ana.ser": b"\xac\xed",
        "curation/a.txt/CURATION_USER.json": as_json(Record("k", "other text")),
    }
    (tmp_path / "p.zip").write_bytes(archive(project))
    found = opened(Uima(), tmp_path / "p.zip")
    [record] = records_in(found)
    assert [(span.start, span.label, span.annotator) for span in record.spans] == [(0, "x", "ana"), (4, "y", "ben")]
    assert [problem.partition(": ")[0] for problem in problems_in(found)] == [
        "p.zip/c.txt",
        "p.zip/curation/a.txt/CURATION_USER.json",
        "p.zip/annotation/b.txt/eve.zip",
    ]
    assert "project of INCEpTION" in Uima().sniff(Look.at(tmp_path / "p.zip"))


def test_an_archive_of_a_document_with_its_type_system_is_read(tmp_path: Path):
    files = pieces(Uima(), [RECORD])
    del files["documents.jsonl"]
    (tmp_path / "a.zip").write_bytes(archive(files))
    [record] = records_in(opened(Uima(), tmp_path / "a.zip"))
    assert record.spans == RECORD.spans
    (tmp_path / "b.zip").write_bytes(archive({"../a.xmi": b"x"}))
    assert "leads out of the folder" in problems_in(opened(Uima(), tmp_path / "b.zip"))[0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html></html>",
        b"<xmi:XMI xmlns:xmi='http://www.omg.org/XMI'/>",
        b"<XMI><a/></XMI>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><XMI>&a;</XMI>',
        b"<a>" * 100_000,
        b"[" * 100_000,
        b"PK\x03\x04",
        b"{}",
        b'{"%FEATURE_STRUCTURES": 1}',
        b'{"%FEATURE_STRUCTURES": [1]}',
        b'{"%FEATURE_STRUCTURES": [{"%ID": "1"}]}',
        b'{"%FEATURE_STRUCTURES": []}',
        b'{"%FEATURE_STRUCTURES": [{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "a"}], "%VIEWS": []}',
        b'{"%FEATURE_STRUCTURES": [{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": 7}]}',
        XMI.replace('xmi:id="10"', 'xmi:id="x"').encode(),
        XMI.replace('xmi:id="10"', 'xmi:id="11"').encode(),
        XMI.replace("sofaString", "no").encode(),
        XMI.encode("utf-16")[:300],
    ],
)
def test_bad_files_end_in_a_sentence(tmp_path: Path, data: bytes):
    laid_out(tmp_path, {"a.xmi": data})
    found = opened(Uima(), tmp_path / "a.xmi")
    assert records_in(found) == []
    [problem] = problems_in(found)
    assert problem.startswith("a.xmi: ")


@pytest.mark.parametrize("system", [b"", b"<html/>", b"<typeSystemDescription", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'])
def test_a_bad_type_system_is_named(tmp_path: Path, system: bytes):
    laid_out(tmp_path, {"a.xmi": XMI.encode(), "TypeSystem.xml": system})
    for path in (tmp_path, tmp_path / "a.xmi"):
        [problem] = problems_in(opened(Uima(), path))
        assert "the type system beside it cannot be read" in problem


def test_cut_off_anywhere_it_ends_in_a_sentence(tmp_path: Path):
    for name, data in (("a.xmi", as_xmi(RECORD)), ("a.json", as_json(RECORD))):
        for end in range(0, len(data.rstrip()), 29):
            laid_out(tmp_path, {name: data[:end]})
            assert len(problems_in(opened(Uima(), tmp_path / name))) == 1


def test_strange_values_in_json_are_named_each(tmp_path: Path):
    value = json.loads(as_json(RECORD))
    spans = [item for item in value["%FEATURE_STRUCTURES"] if item["%TYPE"] == "webanno.custom.Span"]
    spans[0]["begin"] = "3"
    spans[1]["details"] = "{broken"
    spans[2]["note"] = 5
    laid_out(tmp_path, {"a.json": json.dumps(value).encode()})
    found = opened(Uima(), tmp_path / "a.json")
    assert records_in(found)[0].spans == []
    assert len(problems_in(found)) == 4


def test_it_is_told_by_xmi_keys_and_names(tmp_path: Path):
    assert Uima().sniff(Look("a.xml", as_xmi(RECORD)))
    assert Uima().sniff(Look("a.json", as_json(RECORD)))
    for files in ("xmi", "json"):
        folder = laid_out(tmp_path / files, pieces(Uima(), [RECORD], WriteOptions({"files": files})))
        assert Uima().sniff(Look.at(folder))
    assert not Uima().sniff(Look("a.xml", b"<GateDocument/>"))
    assert not Uima().sniff(Look("a.json", b'{"text": "a"}'))
