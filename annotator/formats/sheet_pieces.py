"""Tables whose rows are pieces of text at their places: each document's text is put together from its rows.

Between two pieces stand blanks, as many as their offsets say. A row with a label is a span as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.formats.base import LIMITS, Remark
from annotator.formats.json_rows import shorten
from annotator.formats.sheet_layout import pair
from annotator.formats.titles import title_of
from annotator.formats.units import OffsetMapper, Unit
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.sheet_read import Line, Reading

_WIDEST_GAP = 10_000
"""Characters: a wider gap is a wrong number rather than a part that was left out."""


class _Piece(NamedTuple):
    start: int
    end: int
    text: str
    row: Line


def read_pieces(rows: Iterable[Line | Problem], reading: Reading) -> Iterator[Record | Problem | Remark]:
    """Yield a record for each document, in the order their first rows have. All rows are read first."""
    documents: dict[str, list[_Piece]] = {}
    unlabelled = 0
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        try:
            documents.setdefault(_key(row, reading), []).append(_piece(row, reading))
        except InputError as error:
            yield Problem(reading.file, row.number, str(error), "span")
    for key, pieces in documents.items():
        for item in _document(key, pieces, reading):
            if isinstance(item, Record):
                unlabelled += len(pieces) - len(item.spans)
            yield item
    if unlabelled:
        reason = (
            f"{unlabelled:,} rows made no span: their text is part of the documents, their other columns were left out"
        )
        yield Remark(reading.file, 0, reason)


def _key(row: Line, reading: Reading) -> str:
    key = reading.cell(row, "document")
    if not key and "document" in reading.layout.columns:
        raise InputError("the row does not say which document it belongs to")
    if len(key) > LIMITS["name"]:
        raise InputError(f"the name of its document is longer than {LIMITS['name']} characters")
    return key or reading.file


def _piece(row: Line, reading: Reading) -> _Piece:
    text = row.cells[reading.layout.columns["text"]]
    cell = reading.cell(row, "offsets")
    place = pair(cell)
    if place is None:
        raise InputError(f"its offsets “{shorten(cell, 20)}” are not two numbers such as 0-34")
    start, end = place
    length = len(text) if reading.unit is Unit.CODE_POINT else OffsetMapper(text, reading.unit).length
    if end - start != length or not text:
        hint = ""
        if end - start == OffsetMapper(text, Unit.UTF_16).length:
            hint = "; they seem to count UTF-16 units: read it with --offsets utf-16"
        raise InputError(f"its offsets {start}–{end} hold {end - start} characters, but its text has {length}{hint}")
    return _Piece(start, end, text, row)


def _document(key: str, pieces: list[_Piece], reading: Reading) -> Iterator[Record | Problem | Remark]:
    from annotator.formats.sheet_read import describe
    from annotator.formats.sheet_spans import attributes_of, name_of

    text, places, problems = _joined(pieces, reading)
    yield from problems
    if not places:
        return
    first = pieces[0].row
    record = Record(key, text, file=reading.file, line=first.number)
    try:
        describe(record, first, reading)
    except InputError as error:
        yield Problem(reading.file, first.number, str(error))
        return
    record.title = record.title or title_of(text)
    seen = set()
    for piece, start, end in places:
        label = reading.cell(piece.row, "label")
        if not label:
            continue
        try:
            annotator = name_of(reading.cell(piece.row, "annotator"), "annotator", may_be_empty=True)
            span = RecordSpan(
                start, end, name_of(label, "label"), annotator, attributes=attributes_of(piece.row, reading)
            )
        except InputError as error:
            yield Problem(reading.file, piece.row.number, str(error), "span")
            continue
        if span[:5] in seen:
            yield Problem(reading.file, piece.row.number, "the same span stands in an earlier row", "span")
            continue
        seen.add(span[:5])
        record.spans.append(span)
    yield record


def _joined(pieces: list[_Piece], reading: Reading) -> tuple[str, list[tuple[_Piece, int, int]], list[Problem]]:
    """The text that the pieces make, where in it each stands (code points), and those that do not fit."""
    problems: list[Problem] = []
    parts: list[str] = []
    places: list[tuple[_Piece, int, int]] = []
    length = units = 0
    """Code points and units so far."""
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        gap = piece.start - units
        if gap > _WIDEST_GAP:
            reason = f"its offsets {piece.start}–{piece.end} leave {gap:,} characters without text before them"
            problems.append(Problem(reading.file, piece.row.number, reason, "span"))
            continue
        if gap < 0:
            if found := _inside(piece, places):
                places.append((piece, *found))
            else:
                reason = f"its text “{shorten(piece.text)}” lies over that of an earlier row and differs from it"
                problems.append(Problem(reading.file, piece.row.number, reason, "span"))
            continue
        parts += [" " * gap, piece.text]
        places.append((piece, length + gap, length + gap + len(piece.text)))
        length += gap + len(piece.text)
        units = piece.end
    return "".join(parts), places, problems


def _inside(piece: _Piece, places: list[tuple[_Piece, int, int]]) -> tuple[int, int] | None:
    """Where a piece stands that repeats part of an earlier one; None if none says the same there."""
    for other, start, _ in reversed(places[-50:]):
        at = piece.start - other.start
        if (
            other.start <= piece.start
            and piece.end <= other.end
            and other.text[at : at + len(piece.text)] == piece.text
        ):
            return start + at, start + at + len(piece.text)
    return None
