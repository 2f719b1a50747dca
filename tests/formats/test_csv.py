"""Tables for people who count: out and in again, safe in a spreadsheet, and as others write them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
from annotator.formats.csv_table import Csv
from annotator.formats.fitting import RELATIONS, TEXTS, Losses
from annotator.formats.look import Look
from annotator.formats.sheet_cells import guarded, unguarded
from annotator.formats.units import Unit
from annotator.model.document import Status
from annotator.model.record import Problem, Record, RecordRelation, RecordReview, RecordSpan
from tests.formats.documents import documents, round_trip

UNSCON = Path(__file__).resolve().parents[3] / "shared/corpus/annotated/unscon/conflict_annotations.csv"
TEXT = "The EU said it would act. Halvia 😀 threatened to leave."

unlike_keys = {"unique_by": lambda record: record.key}


def read(data: bytes | str, columns: dict[str, str] | None = None, **options: object):
    raw = data.encode() if isinstance(data, str) else data
    return list(Csv().read(Source.of("t.csv", raw), ReadOptions(columns=columns or {}, **options)))  # type: ignore[arg-type]


def one(data: bytes | str, columns: dict[str, str] | None = None, **options: object) -> Record:
    [record] = [item for item in read(data, columns, **options) if isinstance(item, Record)]
    return record


def write(*made: Record, **settings: str) -> str:
    options = WriteOptions(settings=settings)
    fitted = [Csv().fit(record, options, Losses()) for record in made]
    return b"".join(Csv().write(fitted, options)).decode("utf-8-sig")


@settings(max_examples=60, deadline=None)
@given(st.lists(documents(), max_size=3, **unlike_keys), st.sampled_from(["comma", "semicolon", "tab"]))
def test_a_table_with_texts_comes_back(made: list[Record], delimiter: str):
    round_trip(Csv(), made, texts="yes", delimiter=delimiter)


@settings(max_examples=60, deadline=None)
@given(st.lists(documents(), max_size=3, **unlike_keys))
def test_a_table_without_texts_comes_back_with_the_words_of_its_spans(made: list[Record]):
    losses = round_trip(Csv(), made)
    assert losses[TEXTS] == len(made)


def test_a_row_shows_a_span_with_its_sentence_and_the_state_of_its_document():
    record = Record(
        "a1",
        TEXT,
        "Halvia",
        "en",
        {"date": "2026-11-22", "words": 10},
        spans=[
            RecordSpan(4, 6, "actor", "ana", attributes={"form": "name"}),
            RecordSpan(35, 54, "threat", "ben", ((35, 45), (49, 54)), "sure?", True, actor="Halvia"),
        ],
        reviews=[RecordReview("ana", Status.DONE)],
    )
    first, second = csv.DictReader(io.StringIO(write(record), newline=""))
    assert first | {"document": "a1", "text": "EU", "start": "4", "end": "6", "meta.words": "10"} == first
    assert (first["sentence"], first["status"], first["attribute.form"]) == ("The EU said it would act", "done", "name")
    assert (second["text"], second["fragments"]) == ("threatened … leave", "35-45;49-54")
    assert (second["note"], second["doubt"], second["actor"], second["status"]) == ("sure?", "yes", "Halvia", "")


def test_documents_without_spans_have_a_row_and_stay_verified():
    record = Record("quiet", TEXT, reviews=[RecordReview("ana", Status.DONE, "nothing", read_to=10)])
    [row] = csv.DictReader(io.StringIO(write(record), newline=""))
    assert (row["document"], row["label"], row["status"], row["annotator"]) == ("quiet", "", "done", "ana")
    again = one(write(record))
    assert (again.key, again.text, again.quotes, again.reviews) == ("quiet", "", [], record.reviews)
    [row] = csv.DictReader(io.StringIO(write(Record("new", TEXT)), newline=""))
    assert row["document"] == "new"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "|x", "＝1", "'x", "''", "'=", "'", "", "x'"])
def test_no_cell_is_a_formula_and_each_comes_back(cell: str):
    assert guarded(cell)[:1] not in set("=+-@\t\r|＝")
    assert unguarded(guarded(cell)) == cell


def test_a_strangers_apostrophes_stay():
    assert one("id,text,x\n1,'=A' she said,'-5\n").text == "'=A' she said"


def test_losses_are_counted():
    record = Record(
        "a", TEXT, spans=[RecordSpan(0, 3, "x"), RecordSpan(4, 6, "y")], relations=[RecordRelation("r", 1, 2)]
    )
    losses = Losses()
    Csv().fit(record, WriteOptions(), losses)
    assert (losses[RELATIONS], losses[TEXTS]) == (1, 1)


def test_one_document_a_row_takes_other_columns_as_metadata():
    found = read('id;body;Date;n\r\na;"one; ""two""\r\nthree";2026-01-01;4\r\nb;;x;1\r\n', {"text": "body"})
    record, problem = found
    assert isinstance(record, Record)
    assert (record.key, record.text, record.meta) == ("a", 'one; "two"\r\nthree', {"Date": "2026-01-01", "n": "4"})
    assert str(problem) == "t.csv, line 4: the row has no text"


def test_spans_of_others_are_checked_against_their_text():
    data = "doc_id,document_text,start,end,label,quote,coder\n"
    good = f'd,"{TEXT}",4,6,actor,EU,ana\n'
    bad = f'd,"{TEXT}",36,46,threat,threatened,ben\n'
    record, problem = sorted(read(data + good + bad), key=lambda item: isinstance(item, Problem))
    assert isinstance(record, Record)
    assert record.spans == [RecordSpan(4, 6, "actor", "ana")]
    assert "read it with --offsets utf-16" in str(problem)
    assert one(data + bad, unit=Unit.UTF_16).spans == [RecordSpan(35, 45, "threat", "ben")]


def test_pieces_are_put_together_at_their_offsets():
    data = (
        "file_id,EDU_text,EDU_char_offsets,kind,form\nf,Halvia 😀,0-8,actor,x\nf,left .,10-16,_,_\nf,left,10-14,act,_\n"
    )
    record = one(data, {"label": "kind"})
    assert record.text == "Halvia 😀  left ."
    assert record.spans == [
        RecordSpan(0, 8, "actor", attributes={"form": "x"}),
        RecordSpan(10, 14, "act"),
    ]


def test_pieces_that_contradict_each_other_are_named():
    data = "file_id,text,offsets,label\nf,Halvia left,0-11,a\nf,rest,7-11,b\nf,x,0-5,c\nf,far,99999-100002,d\n"
    record, *_ = [item for item in read(data) if isinstance(item, Record)]
    problems = [item for item in read(data) if isinstance(item, Problem)]
    assert record.text == "Halvia left"
    assert [problem.line for problem in problems] == [4, 3, 5]
    assert "differs from it" in problems[1].reason
    assert "99,988 characters without text" in problems[2].reason


@pytest.mark.skipif(not UNSCON.is_file(), reason="the shared corpus is not there")
def test_the_security_council_corpus_comes_in_whole():
    with UNSCON.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = read(UNSCON.read_bytes(), {"label": "Three_Conflict_labels"})
    records = {item.key: item for item in found if isinstance(item, Record)}
    assert not [item for item in found if isinstance(item, Problem)]
    assert len(records) == len({row["file_id"] for row in rows})
    labelled = [row for row in rows if row["Three_Conflict_labels"] != "_"]
    assert sum(len(record.spans) for record in records.values()) == len(labelled)
    for row in rows:
        start, end = map(int, row["EDU_char_offsets"].split("-"))
        assert records[row["file_id"]].text[start:end] == row["EDU_text"]
    for row in labelled:
        start, end = map(int, row["EDU_char_offsets"].split("-"))
        [span] = [span for span in records[row["file_id"]].spans if (span.start, span.end) == (start, end)]
        assert span.label == row["Three_Conflict_labels"]
        kept = {name: text for name, text in row.items() if text not in ("_", "-NONE-")}
        assert span.attributes is not None
        assert span.attributes.items() <= kept.items()
        assert len(kept) - len(span.attributes) == 4


def test_the_format_is_told_by_its_columns():
    def why(data: str) -> str:
        return Csv().sniff(Look("x", data.encode()))

    assert "Annotator writes" in why("document,label,text,start,end,sentence\n")
    assert "“text”" in why('id;text;date\n1;"a\nb";2\n')
    assert not why("Officials, ministers and others met.\nThey talked, at length.\n")
    assert not why("#FORMAT=WebAnno TSV 3.3\n")
    assert not why('{"text": "a, b"}\n')
    assert not why("EU\tB-ORG\nrejects\tO\n")


GOOD = write(Record("a1", TEXT, spans=[RecordSpan(0, 6, "actor", "ana", note='a "b"')]), texts="yes")


@pytest.mark.parametrize("end", range(0, len(GOOD), 7))
def test_a_file_cut_off_anywhere_is_named_or_whole(end: int):
    for item in read(GOOD[:end]):
        if isinstance(item, Record):
            assert item.text in TEXT
        else:
            assert str(item).startswith("t.csv")
            assert "\n" not in str(item)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"<html><body>a,b</body></html>", "looks like HTML"),
        (b"\x00\x01\x02" * 50, "binary file"),
        ("id,text\n1,Ж\n".encode("utf-16-le"), "--encoding utf-16-le"),
        ("id,text\n1,Привет, мир и люди\n".encode("cp1251"), "is not UTF-8"),
        (b"id,text\n", "no row below its header"),
        (b"id,text,text\n1,2,3\n", "two columns are called “text”"),
        (b"id,n\n1,2\n", "no column holds the texts"),
        (b"id,text,start,end\n1,a,0,1\n", "no column holds the labels"),
        (b"id,text\n1,a,b\n", "has 3 cells, but the header 2"),
        (b'id,text\n1,"abc', "breaks off inside a quoted cell"),
        (b"id,text\n1,a\0b\n", "binary"),
        (b"id,text,start,end,label\n1,a,x,1,y\n", "its start “x” is not a whole number"),
        (b"[" * 100_000, "is longer than 1000 characters"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(data: bytes, reason: str):
    found = read(data)
    assert not [item for item in found if isinstance(item, Record) and item.spans]
    assert any(reason in str(item) for item in found if isinstance(item, Problem | Remark)), found


def test_a_column_that_is_not_there_is_named():
    [problem] = read("id,text\n1,a\n", {"text": "body"})
    assert str(problem) == "t.csv: it has no column “body”; its columns are “id”, “text”"
