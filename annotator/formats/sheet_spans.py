"""One row of a table as a span and as a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import LIMITS, Remark
from annotator.formats.json_rows import shorten
from annotator.formats.quotes import located
from annotator.formats.sheet_layout import pair
from annotator.model.document import Status
from annotator.model.errors import InputError
from annotator.model.record import Record, RecordReview, RecordSpan
from annotator.model.span import canonical_fragments

if TYPE_CHECKING:
    from annotator.formats.sheet_read import Line, Reading

Found = dict[tuple[object, ...], tuple[RecordSpan, str]]
"""What no two spans of a document share -> the span, and the words its row has."""

_YES = ("yes", "true", "1", "y")
_STATUSES = {status.value: status for status in Status}


def add_span(record: Record, row: Line, reading: Reading, found: Found) -> None:
    """Add the span of a row with its words; a row without label and place has none. InputError if it is amiss."""
    label, quote = reading.cell(row, "label"), reading.cell(row, "text")
    start, end = _offsets(row, reading)
    if not label and (start is None or not reading.layout.own):
        return
    label = name_of(label, "label")
    if start is None or end is None:
        raise InputError("the row has a label, but does not say where its span begins and ends")
    pieces = _fragments(reading.cell(row, "fragments"))
    if record.text:
        start, end, pieces = _located(record.text, start, end, pieces, quote, reading)
    elif not 0 <= start < end:
        raise InputError(f"its offsets {start}–{end} hold no character")
    span = RecordSpan(
        start,
        end,
        label,
        name_of(reading.cell(row, "annotator"), "annotator", may_be_empty=True),
        pieces,
        reading.cell(row, "note"),
        reading.cell(row, "doubt").casefold() in _YES,
        reading.cell(row, "origin"),
        None,
        attributes_of(row, reading),
        name_of(reading.cell(row, "actor"), "actor", may_be_empty=True),
    )
    if span[:5] in found:
        raise InputError("the same span stands in an earlier row")
    found[span[:5]] = span, quote


def attributes_of(row: Line, reading: Reading) -> dict[str, str | int | float | bool | list[str]] | None:
    """What the columns that are nothing else say of a row's span, in order of name."""
    return {
        name: text for name, place in sorted(reading.layout.attributes.items()) if (text := reading.at(row, place))
    } or None


def add_review(record: Record, row: Line, reading: Reading) -> Remark | None:
    """Add what a row says of how far its annotator is; a remark where it says another thing than an earlier row."""
    status = reading.cell(row, "status")
    if not status or not reading.layout.own:
        return None
    annotator = reading.cell(row, "annotator")
    if status not in _STATUSES:
        known = ", ".join(_STATUSES)
        return Remark(reading.file, row.number, f"its status “{shorten(status)}” is none of {known}; it was left out")
    read_to = reading.cell(row, "read to")
    review = RecordReview(
        annotator,
        _STATUSES[status],
        reading.cell(row, "document note"),
        None,
        int(read_to) if read_to.isascii() and read_to.isdigit() and len(read_to) < 10 else 0,
    )
    known_one = next((known for known in record.reviews if known.annotator == annotator), None)
    if known_one is None:
        if annotator.strip() or not annotator:
            record.reviews.append(review)
        return None
    if known_one != review:
        return Remark(reading.file, row.number, "its status is another than in an earlier row, which was taken")
    return None


def name_of(name: str, what: str, *, may_be_empty: bool = False) -> str:
    """A name that can be stored; InputError if it cannot."""
    if may_be_empty and not name:
        return ""
    if not name.strip():
        raise InputError(f"its {what} is empty")
    if len(name) > LIMITS["name"]:
        raise InputError(f"its {what} “{shorten(name)}” is longer than {LIMITS['name']} characters")
    return name


def _offsets(row: Line, reading: Reading) -> tuple[int | None, int | None]:
    if "offsets" in reading.layout.columns:
        cell = reading.cell(row, "offsets")
        found = pair(cell)
        if found is None and cell:
            raise InputError(f"its offsets “{shorten(cell, 20)}” are not two numbers such as 0-34")
        return found or (None, None)
    return _number(reading.cell(row, "start"), "start"), _number(reading.cell(row, "end"), "end")


def _number(cell: str, what: str) -> int | None:
    """A whole number; also as spreadsheets write it (``12.0``)."""
    text = cell.strip().removesuffix(".0")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 13):
        raise InputError(f"its {what} “{shorten(cell, 20)}” is not a whole number")
    return int(text)


def _fragments(cell: str) -> tuple[tuple[int, int], ...]:
    if not cell:
        return ()
    pieces = [pair(piece) for piece in cell.split(";")]
    if None in pieces:
        raise InputError(f"its fragments “{shorten(cell, 30)}” are not pairs such as 0-5;9-12")
    return tuple((start, end) for start, end in canonical_fragments(filter(None, pieces)))


def _located(
    text: str, start: int, end: int, pieces: tuple[tuple[int, int], ...], quote: str, reading: Reading
) -> tuple[int, int, tuple[tuple[int, int], ...]]:
    if not pieces:
        # Where the text column is the document's, the row has no words of its own.
        words = None if not quote or quote == text else quote
        place = located(text, start, end, words, unit=reading.unit)
        return place.start, place.end, ()
    if (pieces[0][0], pieces[-1][1]) != (start, end):
        raise InputError(f"its fragments go from {pieces[0][0]} to {pieces[-1][1]}, but it from {start} to {end}")
    places = tuple(located(text, first, last, unit=reading.unit) for first, last in pieces)
    words = " … ".join(text[first:last] for first, last in places)
    if quote and quote != words:
        raise InputError(f"its text “{shorten(quote)}” is not what its fragments hold, “{shorten(words)}”")
    return places[0].start, places[-1].end, tuple((first, last) for first, last in places)
