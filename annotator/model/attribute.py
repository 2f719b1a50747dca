"""Attributes: typed values on a span, such as form, polarity or confidence."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterable

AttributeValue = str | int | float | bool | list[str]
"""What an attribute can say of a span; a list holds several choices, in the order they were made."""

AttributeType = Literal["choice", "choices", "text", "number", "flag"]
"""One of a few words; several of them; free text; a number; yes or no."""


_LEAST, _MOST = -(2**63), 2**64 - 1


class Attribute(NamedTuple):
    """An attribute that spans of a project can carry. ``id`` is 0 until it is stored."""

    name: str
    type: AttributeType = "text"
    choices: tuple[str, ...] = ()
    """The words to choose from, for the types ``choice`` and ``choices``."""
    definition: str = ""
    id: int = 0
    position: int = 0


def type_of(value: AttributeValue) -> AttributeType:
    """The type of an attribute of which nothing is known but a value."""
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, list):
        return "choices"
    return "number" if isinstance(value, int | float) else "text"


def joint_type(types: Iterable[AttributeType]) -> AttributeType:
    """The type that holds values of all these types; text when they are of several kinds."""
    found = set(types)
    return found.pop() if len(found) == 1 else "text"


def is_value(value: object) -> TypeGuard[AttributeValue]:
    """Whether an attribute can have it: a text, a finite number within 64 bits, yes or no, or a list of texts."""
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, str | bool) or (isinstance(value, int) and _LEAST <= value <= _MOST)


def fits(value: AttributeValue, attribute: Attribute) -> bool:
    """Whether it is a value of the attribute's type, and among its choices where it has some."""
    match attribute.type:
        case "flag":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "choice":
            return isinstance(value, str) and (not attribute.choices or value in attribute.choices)
        case "choices":
            return isinstance(value, list) and (not attribute.choices or set(value) <= set(attribute.choices))
    return isinstance(value, str)
