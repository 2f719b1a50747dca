"""Python values to and from what a TEXT column holds."""

from __future__ import annotations

import json
import math
import re
import time
from typing import TYPE_CHECKING, Any, cast, get_args

from annotator.model.attribute import AttributeType, AttributeValue, is_value
from annotator.model.document import Status
from annotator.model.errors import DamagedError
from annotator.model.scheme import Kind, Trim
from annotator.model.span import Extent
from annotator.model.suggestion import SuggestionState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COLOUR = re.compile("#[0-9a-f]{6}")
KEY = re.compile("[a-z]?")

_LONGEST_NAME = 1000
"""Code points; an import refuses longer ones."""

LONGEST_LANGUAGE = 100

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_decode = json.JSONDecoder().decode


def now() -> str:
    """The time as the project keeps it: ISO 8601, UTC, whole seconds."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def unfit_name(name: str) -> str:
    """Why a name of an annotator, a label or an actor could not be stored or read back in, as part of a sentence."""
    if not name.strip():
        return "is empty: type one"
    if len(name) > _LONGEST_NAME:
        return f"is longer than {_LONGEST_NAME} characters: choose a shorter one"
    try:
        name.encode()
    except UnicodeEncodeError:
        return "is no sound Unicode: type it anew"
    return "holds a NUL character: type it anew" if "\0" in name else ""


def unfit_language(language: str) -> bool:
    """Whether it cannot be what a document calls its language: a tag or a name."""
    return len(language) > LONGEST_LANGUAGE


def pack(values: Mapping[str, Any] | None) -> str:
    """A mapping as compact JSON, keys in the order they came in; empty for nothing."""
    return _encode(values) if values else ""


def unpack(stored: str) -> dict[str, Any]:
    """What ``pack`` was given."""
    values: dict[str, Any] = _decoded(stored, dict) if stored else {}
    return values


def pack_row(values: list[Any]) -> str:
    """A row image for the log: a compact JSON array in column order."""
    return _encode(values)


def unpack_row(stored: str) -> list[Any]:
    values: list[Any] = _decoded(stored, list)
    return values


def pack_fragments(pieces: Iterable[tuple[int, int]]) -> str:
    """Canonical JSON of a span's pieces; empty for a span in one piece."""
    listed = [list(piece) for piece in pieces]
    return _encode(listed) if listed else ""


def unpack_fragments(stored: str) -> tuple[Extent, ...]:
    """A span's pieces, which are sound: two or more, sorted and apart."""
    if not stored:
        return ()
    last = -1
    pieces: list[Extent] = []
    for piece in _decoded(stored, list):
        if not (isinstance(piece, list) and len(piece) == 2 and type(piece[0]) is type(piece[1]) is int):
            raise damaged(stored)
        start, end = piece
        if not last < start < end:
            raise damaged(stored)
        last = end
        pieces.append(Extent(start, end))
    if len(pieces) < 2:
        raise damaged(stored)
    return tuple(pieces)


def pack_value(value: AttributeValue) -> str:
    """What an attribute says of a span, as compact JSON."""
    return _encode(value)


def unpack_value(stored: str) -> AttributeValue:
    """The counterpart of ``pack_value``."""
    value = _decoded(stored, object)
    if not is_value(value):
        raise damaged(stored)
    return value


def unpack_values(stored: str) -> dict[str, AttributeValue] | None:
    """Attributes with their values, by name, as a suggestion keeps them; None for none."""
    values = unpack(stored)
    if not all(is_value(value) for value in values.values()):
        raise damaged(stored)
    return values or None


def pack_score(score: float | None) -> str:
    """A provider's confidence as the shortest text that reads back as the same number; empty for none."""
    return "" if score is None else repr(float(score))


def unpack_score(stored: str) -> float | None:
    """The counterpart of ``pack_score``."""
    if not stored:
        return None
    try:
        score = float(stored)
    except ValueError:
        raise damaged(stored) from None
    if not math.isfinite(score):
        raise damaged(stored)
    return score


def pack_choices(choices: Iterable[str]) -> str:
    """The words an attribute lets choose from, as JSON; empty for none."""
    listed = list(choices)
    return _encode(listed) if listed else ""


def unpack_choices(stored: str) -> tuple[str, ...]:
    """The counterpart of ``pack_choices``; none for what is none."""
    try:
        choices = _decoded(stored, list) if stored else []
    except DamagedError:
        return ()
    return tuple(choices) if all(isinstance(choice, str) for choice in choices) else ()


def typed(rows: list[tuple[Any, ...]], *types: type) -> list[tuple[Any, ...]]:
    """The rows, each of whose columns holds values of its type alone; DamagedError if one does not.

    SQLite never stores another type in a table of ours, but it reads whatever a damaged file holds.
    """
    for place, (column, kind) in enumerate(zip(zip(*rows, strict=True), types, strict=False)):
        if set(map(type, column)) != {kind}:
            raise damaged(next(row[place] for row in rows if type(row[place]) is not kind))
    return rows


def as_status(stored: str) -> Status:
    """A review's status."""
    try:
        return Status(stored)
    except (ValueError, TypeError):
        raise damaged(stored) from None


def as_state(stored: str) -> SuggestionState:
    """What became of a suggestion."""
    try:
        return SuggestionState(stored)
    except (ValueError, TypeError):
        raise damaged(stored) from None


def as_attribute_type(stored: str) -> AttributeType:
    """An attribute's type; text for what is none."""
    return cast("AttributeType", stored) if stored in get_args(AttributeType) else "text"


def as_colour(stored: str) -> str:
    """A label's colour; grey for what is none."""
    return stored if COLOUR.fullmatch(stored) else "#6b6b6b"


def as_key(stored: str) -> str:
    """A label's letter; none for what is none."""
    return stored if KEY.fullmatch(stored) else ""


def as_kind(stored: str) -> Kind:
    """A label's kind; the usual one for what is none."""
    return cast("Kind", stored) if stored in get_args(Kind) else "statement"


def as_trim(stored: str) -> frozenset[Trim]:
    """What a label sheds at its ends; words that mean nothing are passed over."""
    return frozenset(cast("Trim", word) for word in stored.split() if word in get_args(Trim))


def _decoded(stored: str, kind: type) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        value = _decode(stored)
    except (TypeError, ValueError, RecursionError):
        raise damaged(stored) from None
    if not isinstance(value, kind):
        raise damaged(stored)
    return value


def damaged(stored: object) -> DamagedError:
    """What to raise for a value that no program of ours has stored."""
    return DamagedError(
        f"the project file is damaged, a row of it holds “{str(stored)[:40]}”: open an earlier copy of it,"
        " or look at what else is wrong with annotator check"
    )
