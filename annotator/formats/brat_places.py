"""Offsets of a span in several pieces, checked against its words as brat writes them: the pieces' texts joined by
one blank, tabs as blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.json_rows import shorten
from annotator.formats.quotes import located
from annotator.formats.units import Unit
from annotator.model.errors import InputError
from annotator.model.span import canonical_fragments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.formats.beside import Pieces

_WORDS = {
    Unit.CODE_POINT: "code points",
    Unit.UTF_16: "UTF-16 units",
    Unit.BYTE: "UTF-8 bytes",
    Unit.CRLF: "each line break as two characters",
    Unit.LF: "each line break as one character",
}


def located_pieces(text: str, places: Sequence[tuple[int, int]], quote: str | None, unit: Unit) -> Pieces:
    """The pieces of ``text`` that offsets (counted in ``unit``, ends exclusive) mean, in order, none touching.

    InputError, as a clause about “it”, for offsets that are no stretches of the text, and for a quote that differs.
    """
    if len(places) == 1:
        [(start, end)] = places
        return (tuple(located(text, start, end, quote, unit, same_but_tabs)),)  # type: ignore[return-value]
    pieces = [located(text, start, end, unit=unit) for start, end in places]
    if quote is not None and not same_but_tabs(quote, _words(text, pieces)):
        raise InputError(
            f"its text “{shorten(quote)}” is not what stands there, “{shorten(_words(text, pieces))}”"
            f"{_hint(text, places, quote, unit)}"
        )
    return tuple((start, end) for start, end in canonical_fragments(pieces)) or (
        (min(start for start, _ in pieces), max(end for _, end in pieces)),
    )


def same_but_tabs(quote: str, found: str) -> bool:
    """Whether two texts are the same, character for character, but for blanks written as other blanks."""
    return quote == found or (
        len(quote) == len(found)
        and all(one == other or (one.isspace() and other.isspace()) for one, other in zip(quote, found, strict=True))
    )


def _words(text: str, pieces: Sequence[tuple[int, int]]) -> str:
    return " ".join(text[start:end] for start, end in pieces)


def _hint(text: str, places: Sequence[tuple[int, int]], quote: str, unit: Unit) -> str:
    for other in Unit:
        if other is unit:
            continue
        try:
            pieces = [located(text, start, end, unit=other) for start, end in places]
        except InputError:
            continue
        if same_but_tabs(quote, _words(text, pieces)):
            return f"; the offsets seem to count {_WORDS[other]}: read it with --offsets {other.value}"
    return "; correct its offsets or its text"
