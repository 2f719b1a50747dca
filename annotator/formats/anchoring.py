"""Words found again in a text that is no longer the one they were marked in."""

from __future__ import annotations

from typing import Literal, NamedTuple

from annotator.formats.json_rows import shorten
from annotator.model.errors import InputError
from annotator.model.span import Extent

CONTEXT = 32
"""Code points before and after a span that are written, and that are enough to tell places apart."""

_MOST_PLACES = 10_000

How = Literal["the only place", "the words around it", "the nearest of several alike"]


class Anchor(NamedTuple):
    """Where the words stand now, and what told it."""

    extent: Extent
    how: How


def context_of(text: str, start: int, end: int) -> tuple[str, str]:
    """The words right before and right after a stretch of text."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def reanchor(text: str, quote: str, prefix: str = "", suffix: str = "", near: int | None = None) -> Anchor:
    """Where ``quote`` stands in ``text`` (code points).

    Where it stands once, there. Where it stands several times, at the place with the most of ``prefix`` and
    ``suffix`` around it, at least half of them; of several such places at the one nearest to ``near``, where it
    stood before. InputError, as a clause about “it”, where nothing tells.
    """
    places = _places(text, quote)
    if not places:
        raise InputError(f"its text “{shorten(quote)}” is not in the document")
    if len(places) == 1:
        return _anchor(places[0], quote, "the only place")
    times = f"{len(places):,} times" if len(places) < _MOST_PLACES else "very often"
    if not prefix and not suffix:
        raise InputError(
            f"its text “{shorten(quote)}” stands {times} in the document, and nothing tells which is meant"
        )
    alike = [_alike(text, place, len(quote), prefix, suffix) for place in places]
    best = max(alike)
    if 2 * best < len(prefix) + len(suffix):
        raise InputError(f"its text “{shorten(quote)}” stands {times} in the document, never with the words around it")
    fitting = [place for place, count in zip(places, alike, strict=True) if count == best]
    if len(fitting) == 1:
        return _anchor(fitting[0], quote, "the words around it")
    if near is not None:
        nearest = sorted(fitting, key=lambda place: abs(place - near))[:2]
        if abs(nearest[0] - near) < abs(nearest[1] - near):
            return _anchor(nearest[0], quote, "the nearest of several alike")
    raise InputError(f"its text “{shorten(quote)}” stands {times} in the document with the same words around it")


def _places(text: str, quote: str) -> list[int]:
    places: list[int] = []
    place = text.find(quote) if quote else -1
    while place >= 0 and len(places) < _MOST_PLACES:
        places.append(place)
        place = text.find(quote, place + 1)
    return places


def _alike(text: str, place: int, length: int, prefix: str, suffix: str) -> int:
    """How many characters before and after a place are those of the context, counted outwards from it."""
    before, after = text[max(0, place - len(prefix)) : place], text[place + length : place + length + len(suffix)]
    return _common(before[::-1], prefix[::-1]) + _common(after, suffix)


def _common(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((count for count, (first, second) in enumerate(pairs) if first != second), min(len(one), len(other)))


def _anchor(place: int, quote: str, how: How) -> Anchor:
    return Anchor(Extent(place, place + len(quote)), how)
