"""Rows of a table to records: one row a span, one row a document, or pieces of text with their places.

Rows of one document that follow each other are one record. Where the table has no texts, a record has the words of
its spans (``Record.quotes``) for the project's own document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from annotator.formats.base import LIMITS, ReadOptions, Remark
from annotator.formats.json_rows import shorten
from annotator.formats.sheet_cells import unguarded
from annotator.formats.sheet_layout import Layout, layout_of
from annotator.formats.sheet_pieces import read_pieces
from annotator.formats.sheet_spans import Found, add_review, add_span
from annotator.formats.text import lone_surrogate, refuse_large
from annotator.formats.titles import title_of
from annotator.formats.units import Unit
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, Rejects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Line(NamedTuple):
    """One row of the table."""

    number: int
    cells: list[str]


@dataclass(slots=True)
class Reading:
    """What holds for all rows of one table."""

    file: str
    layout: Layout
    empty: frozenset[str]
    """Cells that stand for nothing."""
    unit: Unit
    texts: Mapping[str, str] = field(default_factory=dict)
    """Texts of documents that lie elsewhere in the file, by key."""

    def cell(self, line: Line, name: str) -> str:
        """What stands in one of our columns; empty if there is none."""
        place = self.layout.columns.get(name)
        return "" if place is None else self.at(line, place)

    def at(self, line: Line, place: int) -> str:
        text = line.cells[place]
        return "" if text in self.empty else text


def read_table(
    lines: Iterator[Line | Problem], file: str, options: ReadOptions, texts: Mapping[str, str] | None = None
) -> Iterator[Record | Problem | Remark]:
    """Yield the records of a table whose first line is its header."""
    header = next(lines, None)
    if header is None:
        yield Remark(file, 0, "it is empty: it holds no row")
        return
    if isinstance(header, Problem):
        yield header
        return
    first = next(lines, None)
    try:
        reading = _reading(header, first, file, options, texts)
    except InputError as error:
        yield Problem(file, 0, str(error), "file")
        return
    if first is None:
        yield Remark(file, 0, "it holds no row below its header")
        return
    rows = _sound(chain([first], lines), reading, len(header.cells))
    if reading.layout.kind == "pieces":
        yield from read_pieces(rows, reading)
    elif reading.layout.kind == "documents":
        yield from _documents(rows, reading)
    else:
        yield from _spans(rows, reading)


def _reading(
    header: Line, first: Line | Problem | None, file: str, options: ReadOptions, texts: Mapping[str, str] | None
) -> Reading:
    names = [unguarded(name) for name in header.cells]
    cells = first.cells if isinstance(first, Line) else []
    layout = layout_of(names, cells, options.columns, whole=bool(texts))
    empty = options.settings.get("empty", "_,-NONE-")
    unit = options.unit or Unit.CODE_POINT
    if layout.kind == "spans" and "whole" not in layout.columns and not texts and unit is not Unit.CODE_POINT:
        raise InputError(f"its offsets cannot be counted in {unit.value}, since the texts are not in it")
    return Reading(
        file, layout, frozenset() if layout.own else frozenset(filter(None, empty.split(","))), unit, texts or {}
    )


def _sound(rows: Iterable[Line | Problem], reading: Reading, width: int) -> Iterator[Line | Problem]:
    """The same rows, each as wide as the header and without what cannot be stored; of blank ones nothing."""
    strip = reading.layout.own
    rejects: Rejects = "document" if reading.layout.kind == "documents" else "span"
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        number, cells = row
        if not any(cells):
            continue
        if len(cells) > width and not any(cells[width:]):
            del cells[width:]
        if len(cells) != width:
            reason = f"the row has {len(cells)} cells, but the header {width}; quote cells that hold the delimiter"
            yield Problem(reading.file, number, reason, rejects)
            continue
        if bad := next((cell for cell in cells if "\0" in cell or lone_surrogate(cell) is not None), None):
            reason = f"“{shorten(bad, 20)}” holds NUL or half a surrogate pair; remove it"
            yield Problem(reading.file, number, reason.replace("\0", "␀"), rejects)
            continue
        yield Line(number, [unguarded(cell) for cell in cells] if strip else cells)


def _documents(rows: Iterator[Line | Problem], reading: Reading) -> Iterator[Record | Problem | Remark]:
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        try:
            record = document_of(row, reading, reading.cell(row, "text"))
        except InputError as error:
            yield Problem(reading.file, row.number, str(error))
            continue
        record.meta.update(
            {name: text for name, place in reading.layout.attributes.items() if (text := reading.at(row, place))}
        )
        yield record


def document_of(row: Line, reading: Reading, text: str) -> Record:
    """The document a row belongs to, with what the row says of it. InputError if it cannot be one."""
    if not text:
        raise InputError("the row has no text")
    refuse_large(text)
    record = Record(_key(row, reading), text, file=reading.file, line=row.number, sha256=text_sha256(text))
    describe(record, row, reading)
    if "title" not in reading.layout.columns:
        record.title = title_of(text)
    return record


def describe(record: Record, row: Line, reading: Reading) -> None:
    """Title, language and metadata of a document, from its first row."""
    record.title = reading.cell(row, "title")
    record.language = reading.cell(row, "language")
    if len(record.language) > LIMITS["language"]:
        raise InputError(f"its language is longer than {LIMITS['language']} characters")
    record.meta = {name: text for name, place in reading.layout.meta.items() if (text := reading.at(row, place))}


def _key(row: Line, reading: Reading) -> str:
    key = reading.cell(row, "document")
    if not key and "document" in reading.layout.columns and reading.layout.kind == "spans":
        raise InputError("the row does not say which document it belongs to")
    key = key or f"{reading.file}:{row.number}"
    if len(key) > LIMITS["name"]:
        raise InputError(f"the name of its document is longer than {LIMITS['name']} characters")
    return key


def _spans(rows: Iterator[Line | Problem], reading: Reading) -> Iterator[Record | Problem | Remark]:
    by_document = "document" in reading.layout.columns
    if not by_document and "whole" not in reading.layout.columns:
        yield Problem(
            reading.file, 0, "no column says which document a row belongs to; name it with --column id=NAME", "file"
        )
        return

    def whose(row: Line | Problem) -> object:
        if isinstance(row, Problem):
            return row
        return reading.cell(row, "document" if by_document else "whole")

    for _, group in groupby(rows, whose):
        first, *others = group
        if isinstance(first, Problem):
            yield first
            continue
        yield from _document(first, [row for row in (first, *others) if isinstance(row, Line)], reading)


def _document(first: Line, rows: list[Line], reading: Reading) -> Iterator[Record | Problem | Remark]:
    try:
        text = reading.texts.get(reading.cell(first, "document"), "") or reading.cell(first, "whole")
        if text:
            record = document_of(first, reading, text)
        else:
            record = Record(_key(first, reading), "", quotes=[], file=reading.file, line=first.number)
            describe(record, first, reading)
    except InputError as error:
        yield from (Problem(reading.file, row.number, str(error), "span") for row in rows[1:])
        yield Problem(reading.file, first.number, str(error))
        return
    found: Found = {}
    for row in rows:
        try:
            add_span(record, row, reading, found)
        except InputError as error:
            yield Problem(reading.file, row.number, str(error), "span")
        if remark := add_review(record, row, reading):
            yield remark
        if remark := _other(record, row, reading):
            yield remark
    record.spans = [span for span, _ in found.values()]
    if record.quotes is not None:
        record.quotes = [quote for _, quote in found.values()]
    yield record


def _other(record: Record, row: Line, reading: Reading) -> Remark | None:
    """What a later row says of the document that its first does not."""
    for name, place in reading.layout.meta.items():
        if reading.at(row, place) not in (record.meta.get(name, ""), ""):
            return Remark(
                reading.file,
                row.number,
                f"its “{shorten(name)}” is another than in the document's first row, which was taken",
            )
    whole = reading.cell(row, "whole")
    if record.text and whole and whole != record.text and not reading.texts:
        return Remark(
            reading.file,
            row.number,
            "its text of the document is another than in the document's first row, which was taken",
        )
    return None
