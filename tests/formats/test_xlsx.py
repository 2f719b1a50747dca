"""Workbooks: out and in again, never a formula, and what people type into Excel."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
from annotator.formats.fitting import Losses
from annotator.formats.look import Look
from annotator.formats.sheet_fit import LONG_CELLS, LONG_SPANS, LONG_TEXTS
from annotator.formats.xlsx import CELL, Xlsx
from annotator.model.record import Problem, Record, RecordSpan
from tests.formats.documents import documents, round_trip

if TYPE_CHECKING:
    from pathlib import Path


def read(data: bytes, **columns: str) -> list[Record | Problem | Remark]:
    return list(Xlsx().read(Source.of("t.xlsx", data), ReadOptions(columns=columns)))


def write(*made: Record, **chosen: str) -> bytes:
    options = WriteOptions(settings=chosen)
    return b"".join(Xlsx().write([Xlsx().fit(record, options, Losses()) for record in made], options))


def workbook(*rows: list[Any], others: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name in others:
        book.create_sheet(name)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@settings(max_examples=30, deadline=None)
@given(st.lists(documents(), max_size=2, unique_by=lambda record: record.key), st.sampled_from(["yes", "no"]))
def test_a_workbook_comes_back(made: list[Record], texts: str):
    round_trip(Xlsx(), made, texts=texts)


def test_formulas_are_texts_and_offsets_are_numbers():
    data = write(Record("=1+1", "=cmd left", spans=[RecordSpan(0, 4, "#N/A", "@ana")]), texts="yes")
    sheet = load_workbook(io.BytesIO(data))["spans"]
    header, row = (list(line) for line in sheet.iter_rows())
    named = dict(zip([cell.value for cell in header], row, strict=True))
    assert {cell.data_type for cell in row if cell.value is not None} == {"s", "n"}
    assert (named["document"].value, named["label"].value, named["start"].value) == ("'=1+1", "#N/A", 0)
    assert load_workbook(io.BytesIO(data))["documents"]["B2"].value == "'=cmd left"


def test_what_no_cell_holds_is_counted():
    text = "😀" * CELL
    record = Record(
        "a", text, meta={"long": "x" * 40_000}, spans=[RecordSpan(0, 5, "x"), RecordSpan(0, len(text), "y")]
    )
    losses = round_trip(Xlsx(), [record], texts="yes")
    assert (losses[LONG_TEXTS], losses[LONG_SPANS], losses[LONG_CELLS]) == (1, 1, 1)


def test_dates_and_numbers_become_texts():
    data = workbook(["id", "text", "date", "n", "share", "ok"], [1, "Halvia left.", date(2026, 1, 2), 3.0, 0.5, True])
    [record] = read(data)
    assert isinstance(record, Record)
    assert record.key == "1"
    assert record.meta == {"date": "2026-01-02", "n": "3", "share": "0.5", "ok": "true"}


def test_sheets_that_were_not_read_are_named():
    remark, _ = read(workbook(["id", "text"], ["a", "b"], others=("More",)))
    assert "not “More”" in str(remark)


def test_a_workbook_is_told_by_what_is_in_it(tmp_path: Path):
    path = tmp_path / "x"
    path.write_bytes(write(Record("a", "b")))
    assert "Excel" in Xlsx().sniff(Look.at(path))


GOOD = write(Record("a1", "Halvia left.", spans=[RecordSpan(0, 6, "actor")]), texts="yes")


@pytest.mark.parametrize("end", range(0, len(GOOD), 211))
def test_a_workbook_cut_off_anywhere_is_named(end: int):
    [problem] = read(GOOD[:end])
    assert isinstance(problem, Problem)
    assert str(problem).startswith("t.xlsx: it is no sound ZIP archive")


def without(name: str, instead: bytes | None = None) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed:
        for member in source.namelist():
            if member != name:
                changed.writestr(member, source.read(member))
            elif instead is not None:
                changed.writestr(member, instead)
    return target.getvalue()


MEMBERS = zipfile.ZipFile(io.BytesIO(GOOD)).namelist()


@pytest.mark.parametrize("name", MEMBERS)
@pytest.mark.parametrize("instead", [None, b"", b"{}", b"<html>", b"<a>" * 100_000, b"\xff\xfe\x00", b"<worksheet/>"])
def test_a_damaged_member_ends_in_a_sentence(name: str, instead: bytes | None):
    for item in read(without(name, instead)):
        assert isinstance(item, Record) or "\n" not in str(item)


@pytest.mark.parametrize("name", MEMBERS)
def test_entities_are_refused(name: str):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    [problem] = read(without(name, bomb))
    assert "document type" in str(problem)


def test_a_bomb_is_refused_before_it_is_opened():
    [problem] = read(without("xl/worksheets/sheet1.xml", b" " * (64 << 20)))
    assert "times its size" in str(problem)


def test_a_document_type_is_found_behind_a_long_comment_and_in_utf_16():
    late = "<?xml version='1.0'?><!--" + "x" * 300_000 + "--><!DOCTYPE x><x/>"
    for data in (late.encode(), late.encode("utf-16")):
        [problem] = read(without("xl/workbook.xml", data))
        assert "document type" in str(problem)
