"""REFI-QDA: projects and codebooks, out and in again, and as other programs write them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
from annotator.formats.fitting import FRAGMENTS, RELATIONS, Losses
from annotator.formats.look import Look
from annotator.formats.refi_codebook import read_codebook, write_codebook
from annotator.formats.refi_qda import RefiQda
from annotator.formats.units import Unit
from annotator.formats.xml_files import parse
from annotator.model.document import Status
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordRelation, RecordReview, RecordSpan
from annotator.model.scheme import DEFAULT_LABELS, Label, Scheme
from tests.formats.documents import documents, round_trip

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Halvia 😀 said:\r\nÄrger threatens."
START = TEXT.index("threatens")
NO_SCHEME = Scheme()


def read(data: bytes, unit: Unit | None = None) -> list[Record | Problem | Remark]:
    return list(RefiQda().read(Source.of("t.qdpx", data), ReadOptions(unit=unit)))


def write(*made: Record, scheme: Scheme = NO_SCHEME, **chosen: str) -> bytes:
    options = WriteOptions(settings=chosen, scheme=scheme)
    return b"".join(RefiQda().write([RefiQda().fit(record, options, Losses()) for record in made], options))


def foreign(selections: str = "", source: str = "", text: bytes = TEXT.encode(), folder: str = "sources") -> bytes:
    """A project as other programs write it: another version, capital ids, a folder in small letters."""
    source = source or '<TextSource guid="{{S1}}" name="News" plainTextPath="internal://S1.txt">{}</TextSource>'
    project = f"""<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:0:4" name="x">
    <Users><User guid="U1" name="ana"/><User guid="u2" name="ben"/></Users>
    <CodeBook><Codes><Code guid="C1" name="speech" isCodable="false"><Code guid="c2" name="threat"/></Code></Codes>
    </CodeBook>
    <Variables><Variable guid="v1" name="year" typeOfVariable="Integer"/></Variables>
    <Cases><Case guid="k"><VariableValue><VariableRef targetGUID="v1"/><IntegerValue>2026</IntegerValue></VariableValue>
    <SourceRef targetGUID="s1"/></Case></Cases>
    <Sources>{source.format(selections)}</Sources>
    <Notes><Note guid="n1"><PlainTextContent>see below</PlainTextContent></Note></Notes>
    <Sets><Set guid="x1" name="wire"><MemberSource targetGUID="S1"/></Set></Sets></Project>"""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("project.qde", project)
        archive.writestr(f"{folder}/S1.txt", text)
    return target.getvalue()


def selection(start: object, end: object, name: str = "", inside: str | None = None) -> str:
    inside = '<Coding guid="g" creatingUser="u2"><CodeRef targetGUID="C2"/></Coding>' if inside is None else inside
    return (
        f'<PlainTextSelection guid="p" name="{name}" startPosition="{start}" endPosition="{end}" creatingUser="U1" '
        f'creationDateTime="2026-01-02T03:04:05Z">{inside}</PlainTextSelection>'
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(documents(), max_size=2, unique_by=lambda record: record.key), st.sampled_from(["files", "inline"]))
def test_a_project_comes_back(made: list[Record], texts: str):
    round_trip(RefiQda(), made, texts=texts)


def test_labels_with_a_slash_are_codes_within_codes_and_states_are_sets():
    made = Record(
        "a",
        TEXT,
        "News",
        "en",
        {"year": 2026, "share": 0.5, "wire": True, "outlet": "Paper"},
        spans=[RecordSpan(START, START + 9, "speech/threat", "ana", note="sure?"), RecordSpan(0, 6, "a//b")],
        reviews=[RecordReview("ben", Status.DONE)],
    )
    data = write(made, scheme=Scheme(DEFAULT_LABELS))
    [again] = read(data)
    assert isinstance(again, Record)
    assert (again.key, again.title, again.meta, again.reviews) == ("a", "News", made.meta, made.reviews)
    assert {span.label for span in again.spans} == {"speech/threat", "a//b"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        project = archive.read("project.qde")
        assert TEXT.encode() in [archive.read(name) for name in archive.namelist()]
    root = parse(project)
    space = "{urn:QDA-XML:project:1.0}"
    assert [child.tag.removeprefix(space) for child in root] == ["Users", "CodeBook", "Variables", "Sources", "Sets"]
    inner = root.find(f".//{space}Code[@name='speech']/{space}Code")
    assert inner is not None
    assert inner.get("name") == "threat"


def test_two_exports_give_the_same_ids_so_that_merging_doubles_nothing():
    one = write(Record("a", TEXT, spans=[RecordSpan(0, 6, "x", "ana")]))
    two = write(Record("a", TEXT, spans=[RecordSpan(0, 6, "x", "ana"), RecordSpan(0, 3, "y")]), Record("b", TEXT))
    ids = [
        {
            value
            for element in parse(zipfile.ZipFile(io.BytesIO(data)).read("project.qde")).iter()
            if (value := element.get("guid"))
        }
        for data in (one, two)
    ]
    assert ids[0] < ids[1]


def test_projects_of_other_programs_come_in():
    (record,) = read(
        foreign(selection(START, START + 9, "threatens") + selection(0, 6, inside="<Description>who?</Description>"))
    )
    assert isinstance(record, Record)
    assert (record.key, record.text, record.meta) == ("News", TEXT, {"year": 2026})
    assert record.extra == {"guid": "s1", "sets": ["wire"]}
    created = {"created": "2026-01-02T03:04:05Z"}
    assert record.spans == [
        RecordSpan(START, START + 9, "speech/threat", "ben", extra=created),
        RecordSpan(0, 6, "annotation", "ana", note="who?", extra=created),
    ]


def test_notes_that_are_referred_to_are_notes():
    inside = '<Coding guid="g"><CodeRef targetGUID="c2"/><NoteRef targetGUID="N1"/></Coding>'
    (record,) = read(foreign(selection(0, 6, inside=inside)))
    assert isinstance(record, Record)
    assert record.spans[0].note == "see below"


def test_a_text_with_a_mark_or_inside_the_xml_is_read_alike():
    (marked,) = read(foreign(selection(0, 6), text=b"\xef\xbb\xbf" + TEXT.encode()))
    inline = '<TextSource guid="s1" name="News"><PlainTextContent>Halvia left.</PlainTextContent>{}</TextSource>'
    (inside,) = read(foreign(selection(0, 6), inline))
    assert isinstance(marked, Record)
    assert isinstance(inside, Record)
    assert (marked.text, inside.text) == (TEXT, "Halvia left.")
    assert len(marked.spans) == len(inside.spans) == 1


@pytest.mark.parametrize(("shift", "unit"), [(-1, Unit.LF), (1, Unit.UTF_16)])
def test_positions_that_count_otherwise_are_hinted_at_by_names(shift: int, unit: Unit):
    start = START + shift
    data = foreign(selection(start, start + 9, "threatens"))
    record, remark = read(data)
    assert f"read with --offsets {unit.value}" in str(remark)
    (record,) = read(data, unit)
    assert isinstance(record, Record)
    assert TEXT[record.spans[0].start : record.spans[0].end] == "threatens"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (
            '<TextSource guid="s" name="N" richTextPath="internal://S1.docx">{}</TextSource>',
            "only there as a Word document",
        ),
        ('<TextSource guid="s" name="N" plainTextPath="internal://gone.txt">{}</TextSource>', "is not in the file"),
        ('<TextSource guid="s" name="N" plainTextPath="absolute:///etc/passwd">{}</TextSource>', "is not in the file"),
        ('<TextSource guid="s" name="N" plainTextPath="../../S1.txt/x">{}</TextSource>', "is not in the file"),
        ('<TextSource guid="s" name="N">{}</TextSource>', "it has no text"),
        ('<TextSource guid="s" name=" " plainTextPath="internal://S1.txt">{}</TextSource>', "its name is empty"),
    ],
)
def test_sources_without_a_text_are_named_and_so_are_their_selections(source: str, reason: str):
    first, second = read(foreign(selection(0, 6), source))
    assert isinstance(first, Problem)
    assert isinstance(second, Problem)
    assert reason in first.reason
    assert (first.rejects, second.rejects) == ("document", "span")


def test_sources_that_are_no_text_are_named():
    [remark] = read(foreign("", '<PictureSource guid="p" name="Map"/>'))
    assert "“Map” is picture, not text" in str(remark)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (selection(0, 99), "go beyond the text"),
        (selection("x", 3), "are not two whole numbers"),
        (selection(3, 3), "hold no character"),
        (selection(0, 6, inside=""), "neither a code nor a note"),
        (selection(0, 6, inside='<Coding><CodeRef targetGUID="gone"/></Coding>'), "it has no code"),
        (selection(0, 6) * 2, "the same coding was there before"),
    ],
)
def test_selections_that_do_not_fit_are_named(made: str, reason: str):
    *problems, record = read(foreign(made))
    assert isinstance(record, Record)
    assert any(reason in str(problem) for problem in problems)


def test_a_codebook_gives_labels():
    made = (Label("speech/threat", "t", "#a32117", definition="Says <it> will harm."), Label("actor", "a", "#004891"))
    labels = read_codebook(write_codebook(Scheme(made), ("speech/claim",)))
    assert [(label.name, label.colour, label.definition) for label in labels[1:2]] == [
        ("speech/threat", "#a32117", "Says <it> will harm.")
    ]
    assert [label.name for label in labels] == ["speech", "speech/threat", "speech/claim", "actor"]
    data = write(Record("a", TEXT, spans=[RecordSpan(0, 6, "x")]), scheme=Scheme(made), content="codebook")
    [remark] = read(data)
    assert "a codebook with 4 labels" in str(remark)


@pytest.mark.parametrize(
    "data", [b"", b"<a/>", b"<CodeBook/>", b"<CodeBook><Codes/></CodeBook>", b"<Code>" * 100_000, b"x"]
)
def test_what_is_no_codebook_is_refused(data: bytes):
    with pytest.raises(InputError):
        read_codebook(data)


def test_losses_are_counted():
    spans = [RecordSpan(0, 6, "x", fragments=((0, 2), (4, 6))), RecordSpan(1, 2, "y")]
    losses = round_trip(RefiQda(), [Record("a", TEXT, spans=spans, relations=[RecordRelation("r", 1, 2)])])
    assert (losses[FRAGMENTS], losses[RELATIONS]) == (1, 1)


def test_a_project_is_told_by_what_is_in_it(tmp_path: Path):
    path = tmp_path / "x"
    path.write_bytes(write(Record("a", "b")))
    assert "project.qde" in RefiQda().sniff(Look.at(path))
    assert "CodeBook" in RefiQda().sniff(Look("x", write_codebook(Scheme(DEFAULT_LABELS))))


GOOD = write(Record("a", TEXT, spans=[RecordSpan(0, 6, "x", "ana", note="n")]))


@pytest.mark.parametrize("end", range(0, len(GOOD), 37))
def test_a_project_cut_off_anywhere_is_named(end: int):
    [problem] = read(GOOD[:end])
    assert isinstance(problem, Problem)
    assert "\n" not in str(problem)


def archive(project: bytes, name: str = "project.qde") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, project)
    return target.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        archive(b""),
        archive(b"<html>"),
        archive(b"{}"),
        archive(b"<Project>" * 100_000),
        archive(b"<!DOCTYPE x [<!ENTITY a 'b'>]><Project>&a;</Project>"),
        archive(b"<Project/>", "../project.qde"),
        archive(b"<Project/>", "other.xml"),
        archive(b"<Other/>"),
        archive(b" " * (64 << 20)),
        b"<html></html>",
        b"{}",
        b"\xff" * 100,
    ],
)
def test_what_is_no_project_is_refused_in_a_sentence(data: bytes):
    [problem] = read(data)
    assert isinstance(problem, Problem)
    assert "\n" not in str(problem)
