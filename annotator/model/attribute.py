"""Attributes: typed values on a span, such as form, polarity or confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

AttributeValue = str | int | float | bool | list[str]
"""What an attribute can say of a span; a list holds several choices, in the order they were made."""

AttributeType = Literal["choice", "choices", "text", "number", "flag"]
"""One of a few words; several of them; free text; a number; yes or no."""


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
