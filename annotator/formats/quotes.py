"""Offsets of a file and the words it says stand there: turned into code points, checked, or refused with a hint.

A file's words have to be the text's. Where they are not, the reason says what stands there instead, and, if
another counting would explain it, which, and how to have the file read so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.formats.json_rows import shorten
from annotator.formats.units import OffsetMapper, Unit
from annotator.model.errors import InputError
from annotator.model.span import Extent

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS: dict[Unit, str] = {
    Unit.CODE_POINT: "code points",
    Unit.UTF_16: "UTF-16 units",
    Unit.BYTE: "UTF-8 bytes",
    Unit.CRLF: "each line break as two characters",
    Unit.LF: "each line break as one character",
}

_BLANKS = " \t\r\n"


@lru_cache(maxsize=8)
def mapper(text: str, unit: Unit) -> OffsetMapper:
    """The mapper of a text; the last few are kept, since a text's spans come one after the other."""
    return OffsetMapper(text, unit)


def located(
    text: str,
    start: object,
    end: object,
    quote: str | None = None,
    unit: Unit = Unit.CODE_POINT,
    same: Callable[[str, str], bool] | None = None,
) -> Extent:
    """The stretch of ``text`` that a file's ``start`` and ``end`` (exclusive, counted in ``unit``) mean.

    ``quote`` is what the file says stands there; None if it does not say. ``same(quote, slice)`` may forgive what
    the format itself changes in its quotes (a line break shown as a blank); otherwise they have to be equal.
    InputError, as a clause about “it”, for offsets that are no stretch of the text and for a quote that differs.
    """
    if type(start) is not int or type(end) is not int:
        raise InputError(f"its offsets {_shown(start)}–{_shown(end)} are not two whole numbers")
    if start < 0 or end < 0:
        raise InputError(f"its offsets {start}–{end} are negative; they count from 0")
    if start >= end:
        what = "hold no character" if start == end else "are reversed"
        raise InputError(f"its offsets {start}–{end} {what}{hint(text, start, end, quote, unit)}")
    counting = mapper(text, unit)
    first, last = counting.to_code_points(start), counting.to_code_points(end)
    if first is None or last is None:
        if max(start, end) > counting.length:
            what = f"go beyond the text, which has {counting.length} {unit_words(unit)}"
        else:
            what = f"begin or end inside a character, counted in {unit_words(unit)}"
        raise InputError(f"its offsets {start}–{end} {what}{hint(text, start, end, quote, unit)}")
    found = text[first:last]
    if quote is not None and quote != found and not (same and same(quote, found)):
        raise InputError(
            f"its text “{shorten(quote)}” is not what stands at {start}–{end}, “{shorten(found)}”"
            f"{hint(text, start, end, quote, unit) or '; correct its offsets or its text'}"
        )
    return Extent(first, last)


def forgiving_blanks(quote: str, found: str) -> bool:
    """Whether two texts differ in nothing but runs of blanks and line breaks."""
    return quote.split() == found.split()


def unit_words(unit: Unit) -> str:
    """What is counted, for a sentence."""
    return "characters" if unit in (Unit.CODE_POINT, Unit.CRLF, Unit.LF) else _WORDS[unit]


def hint(text: str, start: int, end: int, quote: str | None, unit: Unit = Unit.CODE_POINT) -> str:
    """What would explain it: another unit, or an end that is the last character instead of the one after it."""
    if quote is None or not quote:
        return ""
    for other in Unit:
        if other is not unit and _slice(text, start, end, other) == quote:
            return f"; the offsets seem to count {_WORDS[other]}: read it with --offsets {other.value}"
    if start <= end and _slice(text, start, end + 1, unit) == quote:
        return "; its end seems to be its last character: the file counts ends inclusively, add one to each"
    return ""


def _slice(text: str, start: int, end: int, unit: Unit) -> str | None:
    counting = mapper(text, unit)
    first, last = counting.to_code_points(start), counting.to_code_points(end)
    return None if first is None or last is None else text[first:last]


def _shown(value: object) -> str:
    return shorten(repr(value), 20)
