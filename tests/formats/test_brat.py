"""brat's folders: read to the character, written so that nothing a project says is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.base import ReadOptions, WriteOptions
from annotator.formats.brat import BREAKS_ONLY, Brat
from annotator.formats.brat_conf import scheme_of
from annotator.formats.brat_names import escaped, unescaped
from annotator.formats.fitting import Losses
from annotator.formats.look import Look
from annotator.formats.units import Unit
from annotator.model.record import Record, RecordRelation, RecordSpan
from annotator.model.scheme import DEFAULT_LABELS, Scheme
from tests.formats.documents import characters, documents, said
from tests.formats.folder_trips import folder_trip, laid_out, opened, pieces, problems_in, records_in, remarks_in

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Halvia warned that it would\nclose the strait, Orsk said.\n"


def read(folder: Path, marks: str, text: str = TEXT, options: ReadOptions | None = None):
    laid_out(folder, {"a.txt": text.encode(), "a.ann": marks.encode()})
    return opened(Brat(), folder, options)


def only(folder: Path, marks: str, text: str = TEXT) -> Record:
    found = read(folder, marks, text)
    assert problems_in(found) == []
    [record] = records_in(found)
    return record


@settings(max_examples=100, deadline=None)
@given(st.lists(documents(), max_size=3, unique_by=lambda record: record.key.casefold()))
def test_whatever_a_project_says_comes_back(made: list[Record]):
    folder_trip(Brat(), made)


@settings(max_examples=30, deadline=None)
@given(documents())
def test_without_annotators_the_rest_comes_back(made: Record):
    folder_trip(Brat(), [made], annotators="none")


@given(st.text(characters, min_size=1))
def test_any_label_can_be_a_type_of_brats(label: str):
    assert unescaped(escaped(label)) == label
    assert escaped(label).isascii()
    assert escaped(label).replace("_", "").replace("-", "").isalnum() or set(escaped(label)) <= set("_-")


def test_names_of_others_that_look_escaped_are_left_alone():
    assert unescaped("a_x0041_b") == "a_x0041_b"
    assert unescaped("a_xd800_b_x0000_") == "a_xd800_b_x0000_"
    assert escaped("spoken by") == "spoken_x0020_by"


def test_a_span_that_brat_split_at_a_line_break_is_one(tmp_path: Path):
    record = only(tmp_path, "T1\tthreat 14 27;28 44\tthat it would close the strait\n")
    assert record.spans == [RecordSpan(14, 44, "threat")]
    assert record.text[14:44] == "that it would\nclose the strait"


def test_fragments_with_words_between_stay_fragments(tmp_path: Path):
    record = only(tmp_path, "T1\tactor 0 6;46 50\tHalvia Orsk\n")
    assert record.spans == [RecordSpan(0, 50, "actor", fragments=((0, 6), (46, 50)))]


def test_a_span_over_lines_is_written_split(tmp_path: Path):
    files = pieces(Brat(), [Record("a", TEXT, spans=[RecordSpan(14, 44, "threat", "ana")])])
    assert files["a.ann"].decode().splitlines() == [
        "T1\tthreat 14 27;28 44\tthat it would close the strait",
        "#1\tAnnotator T1\tana",
    ]


def test_events_attributes_names_and_notes_find_their_place(tmp_path: Path):
    marks = (
        "T1\tactor 0 6\tHalvia\n"
        "T2\tThreaten 7 13\twarned\n"
        "T3\tactor 46 50\tOrsk\n"
        "E1\tThreaten:T2 Agent:T1 Source:T3\n"
        "R1\tneighbour Arg1:T1 Arg2:T3\n"
        "*\tEquiv T1 T3\n"
        "A1\tNegation E1\n"
        "M1\tForm E1 direct\n"
        "N1\tReference T1 Wikidata:Q1\tRepublic of Halvia\n"
        "#1\tAnnotatorNotes T1\tsure?\n"
        "#2\tAnnotatorNotes R1\tshare a border\n"
        "#3\tNormalizationNotes T3\tnot found\n"
    )
    record = only(tmp_path, marks)
    halvia, warned, orsk = record.spans
    assert (halvia.actor, halvia.note) == ("Republic of Halvia", "sure?")
    assert halvia.extra == {
        "references": [{"type": "Reference", "reference": "Wikidata:Q1", "text": "Republic of Halvia"}]
    }
    assert warned.label == "Threaten"
    assert warned.attributes == {"Form": "direct", "Negation": True}
    assert warned.extra == {"events": {"E1": "Threaten"}}
    assert orsk.extra == {"notes": [["NormalizationNotes", "not found"]]}
    assert record.relations == [
        RecordRelation("Agent", 2, 1, extra={"event": "E1"}),
        RecordRelation("Source", 2, 3, extra={"event": "E1"}),
        RecordRelation("neighbour", 1, 3, extra={"note": "share a border"}),
        RecordRelation("Equiv", 1, 3),
    ]
    again = pieces(Brat(), [record])["a.ann"].decode()
    assert "E1\tThreaten:T2 Agent:T1 Source:T3" in again
    assert "A1\tForm E1 direct" in again
    assert "*\tEquiv T1 T3" in again
    assert "Details" not in again
    folder_trip(Brat(), [record])


def test_events_that_share_a_trigger_or_point_to_events_stay_apart(tmp_path: Path):
    marks = (
        "T1\tWarn 7 13\twarned\nT2\tactor 0 6\tHalvia\nT3\tClose 28 33\tclose\n"
        "E2\tClose:T3\nE1\tWarn:T1 Theme:E2\nE3\tWarn:T1 Agent:T2\nA1\tNegation E3\nR1\tcauses Arg1:E1 Arg2:E2\n"
    )
    record = only(tmp_path, marks)
    assert record.spans[0].extra == {
        "events": {"E1": "Warn", "E3": "Warn"},
        "event_attributes": {"E3": {"Negation": True}},
    }
    assert RecordRelation("Theme", 1, 3, extra={"event": "E1", "target": "E2"}) in record.relations
    assert RecordRelation("causes", 1, 3, extra={"source": "E1", "target": "E2"}) in record.relations
    assert "E1\tWarn:T1 Theme:E2" in pieces(Brat(), [record])["a.ann"].decode()
    folder_trip(Brat(), [record])


def test_a_pair_is_found_by_either_of_its_files(tmp_path: Path):
    read(tmp_path, "T1\tactor 0 6\tHalvia\n")
    for name in ("a.txt", "a.ann"):
        [record] = records_in(opened(Brat(), tmp_path / name))
        assert (record.key, len(record.spans)) == ("a", 1)


def test_subfolders_and_strange_keys_come_back(tmp_path: Path):
    keys = ["2026/05/harbour", "2026/05/a.txt/b", "2026/05/a", "x" * 400, "what? yes: no", ".hidden", "a//b", "CON"]
    folder_trip(Brat(), [Record(key, f"text of {key}") for key in keys])


def test_a_missing_half_is_named(tmp_path: Path):
    laid_out(tmp_path, {"a.txt": b"Text\n", "b.ann": b"T1\tactor 0 4\tText\n"})
    found = opened(Brat(), tmp_path)
    assert [record.key for record in records_in(found)] == ["a"]
    assert "a.txt: there is no .ann of this name" in remarks_in(found)[0]
    assert problems_in(found)[0].endswith("b: there is no .txt of this name, which holds the text of the document")


def test_offsets_that_count_other_things_are_named_with_the_option_to_read_them(tmp_path: Path):
    text = "😀 one\r\ntwo Halvia three"
    found = read(tmp_path, "T1\tactor 12 18\tHalvia\n", text)
    assert "UTF-16 units: read it with --offsets utf-16" in problems_in(found)[0]
    found = read(tmp_path, "T1\tactor 10 16;17 22\tHalvia three\n", text)
    assert "count each line break as one character: read it with --offsets lf" in problems_in(found)[0]
    found = read(tmp_path, "T1\tactor 10 16;17 22\tHalvia three\n", text, ReadOptions(unit=Unit.LF))
    assert problems_in(found) == []
    [record] = records_in(found)
    assert text[record.spans[0].fragments[0][0] : record.spans[0].fragments[0][1]] == "Halvia"


def test_a_byte_order_mark_that_the_offsets_count_is_said(tmp_path: Path):
    laid_out(tmp_path, {"a.txt": b"\xef\xbb\xbfHalvia", "a.ann": b"T1\tactor 1 7\tHalvia\n"})
    found = opened(Brat(), tmp_path)
    assert records_in(found)[0].spans == [RecordSpan(0, 6, "actor")]
    assert "count the byte order mark" in remarks_in(found)[0]


def test_the_configuration_lists_scheme_and_use_and_is_read_again():
    used = Record(
        "a",
        TEXT,
        spans=[
            RecordSpan(0, 6, "odd label", attributes={"form": "direct", "sure": True}),
            RecordSpan(7, 13, "Warn", extra={"events": {"E1": "Warn"}}),
        ],
        relations=[RecordRelation("made by", 2, 1), RecordRelation("Agent", 2, 1, extra={"event": "E1"})],
    )
    data = pieces(Brat(), [used], WriteOptions(scheme=Scheme(DEFAULT_LABELS)))["annotation.conf"].decode()
    assert "[events]\nWarn\tAgent*:<ANY>\n" in data
    assert "form\tArg:<ANY>, Value:direct\n" in data
    scheme = scheme_of(data)
    assert [label.name for label in scheme.labels] == [
        *(label.name for label in DEFAULT_LABELS),
        "odd label",
        "Warn",
    ]
    assert [kind.name for kind in scheme.relation_types] == ["made by"]
    assert [(one.name, one.type, one.choices) for one in scheme.attributes] == [
        ("form", "choice", ("direct",)),
        ("sure", "flag", ()),
    ]


def test_a_configuration_of_brats_own_is_understood():
    scheme = scheme_of(
        "[entities]\nLiving\n\tPerson\n\t!Thing\n# remark\n[relations]\n<ENTITY>=Person|Thing\n"
        "Part-of Arg1:Thing, Arg2:Thing\nEquiv Arg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric\n"
        "[events]\nAttack Agent?:Person\n[attributes]\nMood\tArg:<EVENT>, Value:high|low\n"
    )
    assert [label.name for label in scheme.labels] == ["Living", "Person", "Thing", "Attack"]
    assert [kind.name for kind in scheme.relation_types] == ["Part-of", "Equiv"]
    assert scheme.attributes[0].choices == ("high", "low")


def test_what_was_changed_in_brat_since_counts():
    record = Record("a", TEXT, spans=[RecordSpan(0, 6, "actor", note="one\ntwo")])
    files = pieces(Brat(), [record])
    assert files["a.ann"].decode().splitlines()[1] == "#1\tAnnotatorNotes T1\tone two"


def test_a_note_changed_in_brat_is_the_note(tmp_path: Path):
    files = pieces(Brat(), [Record("a", TEXT, spans=[RecordSpan(0, 6, "actor", note="one\ntwo", doubt=True)])])
    files["a.ann"] = files["a.ann"].replace(b"one two", b"three")
    [record] = records_in(opened(Brat(), laid_out(tmp_path, files)))
    assert (record.spans[0].note, record.spans[0].doubt) == ("three", True)


def test_a_span_of_line_breaks_alone_is_counted_and_left_out():
    losses = folder_trip(Brat(), [Record("a", "a\r\nb", spans=[RecordSpan(1, 3, "actor"), RecordSpan(0, 4, "claim")])])
    assert losses == Losses({BREAKS_ONLY: 1})


def test_every_bad_line_is_named_and_the_rest_is_read(tmp_path: Path):
    marks = (
        "T1\tactor 0 6\tHalvia\n"
        "T1\tactor 0 6\tHalvia\n"
        "T2\tactor 0 600\tHalvia\n"
        "T3\tactor six 7\tHalvia\n"
        "T4\tactor\tHalvia\n"
        "T5\tactor 0 5\tHalvia\n"
        "T6 actor 0 6 Halvia\n"
        "R1\tlink Arg1:T1 Arg2:T99\n"
        "R2\tlink Arg1:T1\n"
        "E1\tWarn:T77 Agent:T1\n"
        "A1\tsure T99\n"
        "#1\tDetails T1\t{broken\n"
        "?? what\n"
    )
    found = read(tmp_path, marks)
    [record] = records_in(found)
    assert len(record.spans) == 1
    assert len(problems_in(found)) == 10
    assert all("a.ann, line " in problem for problem in problems_in(found))
    assert len(remarks_in(found)) == 2


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "holds no .txt and .ann"),
        ({"a.txt": b"", "a.ann": b""}, "empty"),
        ({"a.txt": b"\xff\xfe\xfa", "a.ann": b""}, "line 1 is broken"),
        ({"a.txt": b"a\0b", "a.ann": b""}, "NUL"),
        ({"a.txt": b"text", "a.ann": b"T1\tactor 0 4\tte\xffxt"}, "UTF-8"),
        ({"a.txt": b"text", "a.ann": b"<html><body>" * 3}, "no line of brat's"),
        ({"a.txt": b"text", "a.ann": b"[" * 100_000}, "no line of brat's"),
        ({"documents.jsonl": b'{"file":', "a.txt": b"text", "a.ann": b""}, "documents.jsonl, line 1: "),
        ({"documents.jsonl": b'{"file":"a","title":1}', "a.txt": b"text", "a.ann": b""}, "“title” is a number"),
        ({"documents.jsonl": b'{"file":"a","reviews":[{"status":"no"}]}', "a.txt": b"text", "a.ann": b""}, "status"),
        ({"documents.jsonl": b'{"file":"b"}', "a.txt": b"text", "a.ann": b""}, "files are not there"),
    ],
)
def test_bad_files_end_in_a_sentence(tmp_path: Path, files: dict[str, bytes], words: str):
    assert any(words in problem for problem in problems_in(opened(Brat(), laid_out(tmp_path, files))))


def test_cut_off_anywhere_it_is_read_without_a_traceback(tmp_path: Path):
    marks = (
        "T1\tactor 0 6;7 13\tHalvia warned\nR1\tlink Arg1:T1 Arg2:T1\n"
        "E1\tactor:T1 Role:T1\nA1\tsure T1 no\n#1\tDetails T1\t{}"
    )
    for end in range(len(marks)):
        found = read(tmp_path, marks[:end])
        assert len(records_in(found)) == 1


def test_it_is_told_by_pairs_of_files_and_by_its_lines(tmp_path: Path):
    read(tmp_path, "T1\tactor 0 6\tHalvia\n")
    assert "beside .txt files" in Brat().sniff(Look.at(tmp_path))
    assert Brat().sniff(Look.at(tmp_path / "a.ann"))
    assert not Brat().sniff(Look("b.ann", b"[@Halvia#actor*] said\n"))
    assert not Brat().sniff(Look.at(tmp_path / "a.txt"))


def test_what_is_given_stays_as_it_is():
    record = Record("a", "a\nb", spans=[RecordSpan(1, 2, "actor")])
    before = said(record)
    Brat().fit(record, WriteOptions(), Losses())
    assert said(record) == before
