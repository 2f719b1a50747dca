"""Tokens as Prodigy lists them: they tile the text, but for one blank after a token, which its ``ws`` says."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from annotator.formats.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Pair = tuple[int, int]


def tiles(text: str, spans: Iterable[Pair]) -> list[Pair]:
    """Our tokens and the blanks between them, cut where spans begin or end, so that every span is whole tokens."""
    starts, ends = set(), set()
    for start, end in spans:
        starts.add(start)
        ends.add(end)
    cuts = sorted(starts | ends)
    found: list[Pair] = []
    place, cut = 0, 0
    for start, end in [*tokens(text), (len(text), len(text))]:
        if place < start:
            # The blank after a token is no token of its own, unless a span begins or ends with it.
            place += bool(found) and text[place] == " " and place not in starts and place + 1 not in ends
            if place < start:
                found += _cut(place, start, cuts, cut)
        while cut < len(cuts) and cuts[cut] <= start:
            cut += 1
        if start < end:
            found += _cut(start, end, cuts, cut)
        place = end
    return found


def _cut(start: int, end: int, cuts: list[int], first: int) -> Iterator[Pair]:
    inside = [start]
    for place in cuts[first:]:
        if place >= end:
            break
        if place > start:
            inside.append(place)
    return pairwise([*inside, end])


def listed(text: str, places: list[Pair], *, ws: bool = True) -> list[dict[str, Any]]:
    """Tokens at these places as a row has them; the blank after one is said if ``ws``."""
    if not places:
        return []
    follows = [start for start, _ in places[1:]] + [len(text) + 1]
    return [
        {
            "text": text[start:end],
            "start": start,
            "end": end,
            "id": id,
            "ws": text[end : end + 1] == " " and follow > end,
        }
        if ws
        else {"text": text[start:end], "start": start, "end": end, "id": id}
        for id, ((start, end), follow) in enumerate(zip(places, follows, strict=True))
    ]


def short(text: str, raw: list[Any]) -> dict[str, Any] | list[Any]:
    """A row's tokens in a form that takes a tenth of the room; as they are where that would not give them back."""
    try:
        places = [(token["start"], token["end"]) for token in raw]
        at = [place for pair in places for place in pair]
        if not all(type(place) is int for place in at):
            return raw
        ws = bool(raw) and "ws" in raw[0]
    except (TypeError, KeyError, IndexError):
        return raw
    return {"at": at, "ws": ws} if listed(text, places, ws=ws) == raw else raw


def long(text: str, kept: object) -> list[Any] | None:
    """What ``short`` was made of; None for anything else."""
    if isinstance(kept, list):
        return kept if short(text, kept) is kept else None
    if not (isinstance(kept, dict) and kept.keys() == {"at", "ws"}):
        return None
    at, ws = kept["at"], kept["ws"]
    if not (type(ws) is bool and type(at) is list and len(at) % 2 == 0 and all(type(place) is int for place in at)):
        return None
    raw = listed(text, list(zip(at[::2], at[1::2], strict=True)), ws=ws)
    return raw if short(text, raw) == kept else None


def boundaries(spans: object) -> list[Pair]:
    """Where spans of a row begin and end, of those that say so."""
    if type(spans) is not list:
        return []
    return [
        (item["start"], item["end"])
        for item in spans
        if type(item) is dict and type(item.get("start")) is int and type(item.get("end")) is int
    ]
