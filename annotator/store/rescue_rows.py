"""What a rescued row may hold: each value is looked at, and one that makes no sense is replaced or costs the row."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from annotator.model.attribute import AttributeType
from annotator.model.document import Status
from annotator.model.scheme import Kind, Trim
from annotator.model.suggestion import SuggestionState
from annotator.store.check_values import (
    is_attribute_value,
    is_attributes,
    is_choices,
    is_fragments,
    is_object,
    is_score,
)
from annotator.store.schema import TABLES
from annotator.store.values import COLOUR, KEY, unfit_language, unfit_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z")
_LONGEST_NAME = 1000


class _Column(NamedTuple):
    is_sound: Callable[[Any], bool]
    instead: Any = None
    """What stands for a value that is not sound; None if the row makes no sense without it."""


class NoRowError(Exception):
    """Nothing can be made of a row."""


def mended(table: str, values: Sequence[Any], stamp: str) -> tuple[list[Any], bool]:
    """The row as it can be stored, texts read as UTF-8, and whether anything in it was replaced.

    NoRowError for one without sense. ``stamp`` stands for dates that are none.
    """
    whole, replaced = [], False
    for column, value in zip(TABLES[table].columns, values, strict=True):
        rule = _RULES[table][column]
        given = as_text(value) if isinstance(value, bytes) else value
        if not rule.is_sound(given):
            if rule.instead is None:
                raise NoRowError
            given, replaced = stamp if rule.instead is _STAMP else rule.instead, True
        whole.append(given)
    return whole, replaced


def as_text(raw: bytes) -> str | None:
    """The text these bytes are, None if they are none."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def readable(raw: object) -> str:
    """The text of a document, with a sign for each place that cannot be read; empty for nothing."""
    if isinstance(raw, str):
        return raw
    return raw.decode("utf-8", "replace").replace("\0", "\ufffd") if isinstance(raw, bytes) else ""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and not unfit_name(value)


def _is_key(value: object) -> bool:
    return isinstance(value, str) and bool(value) and len(value) <= 100 * _LONGEST_NAME


def _is_number(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_id(value: object) -> bool:
    return type(value) is int and value > 0


def is_date(value: object) -> bool:
    """Whether it is a time as the project keeps it."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def _is_json(value: object) -> bool:
    return isinstance(value, str) and is_object(value)


def _like(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))


_STAMP = object()
_TEXT = _Column(_is_text, "")
_JSON = _Column(_is_json, "")
_NAME = _Column(_is_name)
_ID = _Column(_is_id)
_MADE = _Column(is_date, _STAMP)

_RULES: Mapping[str, Mapping[str, _Column]] = {
    "annotators": {"name": _NAME, "created": _MADE},
    "labels": {
        "name": _NAME,
        "position": _Column(_is_number, 0),
        "key": _Column(_like(KEY), ""),
        "colour": _Column(_like(COLOUR), "#6b6b6b"),
        "kind": _Column(lambda value: value in get_args(Kind), "statement"),
        "trim": _Column(lambda value: isinstance(value, str) and set(value.split()) <= set(get_args(Trim)), ""),
        "definition": _TEXT,
        "section": _TEXT,
    },
    "documents": {
        "key": _Column(_is_key),
        "title": _TEXT,
        "language": _Column(lambda value: isinstance(value, str) and not unfit_language(value), ""),
        "meta": _JSON,
        "extra": _JSON,
        # Both are reckoned anew from the text.
        "sha256": _Column(_is_text, ""),
        "length": _Column(_is_number, 0),
        "imported": _MADE,
    },
    "spans": {
        "document": _ID,
        "annotator": _ID,
        "label": _ID,
        "start": _Column(_is_number),
        "end": _Column(_is_number),
        "fragments": _Column(is_fragments, ""),
        "note": _TEXT,
        "doubt": _Column(lambda value: value in (0, 1) and type(value) is int, 0),
        "origin": _TEXT,
        "extra": _JSON,
        "created": _MADE,
        "changed": _Column(lambda value: value == "" or is_date(value), ""),
    },
    "relations": {
        "document": _ID,
        "annotator": _ID,
        "type": _NAME,
        "head": _ID,
        "tail": _ID,
        "extra": _JSON,
        "created": _MADE,
    },
    "reviews": {
        "document": _ID,
        "annotator": _ID,
        "status": _Column(lambda value: value in {status.value for status in Status}, Status.NEW.value),
        "note": _TEXT,
        "extra": _JSON,
        "changed": _MADE,
        "read_to": _Column(_is_number, 0),
    },
    "relation_types": {"name": _NAME, "position": _Column(_is_number, 0), "definition": _TEXT},
    "attributes": {
        "name": _NAME,
        "position": _Column(_is_number, 0),
        "type": _Column(lambda value: value in get_args(AttributeType), "text"),
        "choices": _Column(is_choices, ""),
        "definition": _TEXT,
    },
    "attribute_values": {"span": _ID, "attribute": _ID, "value": _Column(is_attribute_value)},
    "actors": {"name": _NAME, "note": _TEXT, "extra": _JSON},
    "actor_aliases": {"actor": _ID, "alias": _NAME},
    "span_actors": {"span": _ID, "actor": _ID},
    "suggestions": {
        "document": _ID,
        "annotator": _ID,
        "label": _ID,
        "start": _Column(_is_number),
        "end": _Column(_is_number),
        "fragments": _Column(is_fragments, ""),
        "score": _Column(is_score, ""),
        "note": _TEXT,
        "attributes": _Column(is_attributes, ""),
        "state": _Column(lambda value: value in {state.value for state in SuggestionState}, SuggestionState.OPEN.value),
        "extra": _JSON,
        "created": _MADE,
    },
}
