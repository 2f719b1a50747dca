"""Rows in the native form whose offsets another program counted its own way, turned into code points.

Only of rows that do not say what theirs count: one with “offsets” is taken at its word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.quotes import mapper, unit_words
from annotator.formats.units import Unit
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from annotator.formats.units import OffsetMapper


def unit_of(row: dict[str, Any], unit: Unit | None) -> Unit:
    """What the offsets of a row count, ``unit`` being what the user said of the file."""
    return Unit.CODE_POINT if unit is None or "offsets" in row else unit


def in_code_points(item: object, text: str, unit: Unit) -> object:
    """A span or suggestion with its places in code points; InputError, as a clause about it, for a place that is none.

    What is no whole number stays, for whoever reads the item to refuse.
    """
    if unit is Unit.CODE_POINT or not isinstance(item, dict):
        return item
    counting = mapper(text, unit)
    moved = {name: _moved(item[name], counting) for name in ("start", "end") if name in item}
    if isinstance(item.get("fragments"), list):
        moved["fragments"] = [
            [_moved(place, counting) for place in pair] if isinstance(pair, list) else pair
            for pair in item["fragments"]
        ]
    return item | moved


def _moved(place: object, counting: OffsetMapper) -> object:
    if type(place) is not int:
        return place
    found = counting.to_code_points(place)
    if found is not None:
        return found
    where = f"beyond the text, which has {counting.length}" if place > counting.length else "inside a character"
    raise InputError(f"its offset {place} is {where}, counted in {unit_words(counting.unit)}")
