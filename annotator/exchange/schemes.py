"""Schemes as files: a JSON object with a list of labels, for ``annotator new --scheme``."""

from __future__ import annotations

import json
import re
import stat
from typing import TYPE_CHECKING, Any, cast, get_args

from annotator.exchange.files import why_unreadable
from annotator.formats.base import LIMITS, MEGABYTE
from annotator.formats.text import lone_surrogate
from annotator.model.errors import InputError
from annotator.model.scheme import Kind, Label, Trim, free_colour, free_key

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = frozenset(("name", "key", "colour", "kind", "trim", "definition", "section"))


def read_scheme(path: Path) -> tuple[Label, ...]:
    """The labels of a scheme file, in its order. InputError that names the label for anything amiss."""
    try:
        information = path.stat()
        if not stat.S_ISREG(information.st_mode):
            raise InputError(f"{path}: it is no ordinary file; give one")
        if information.st_size > LIMITS["scheme"]:
            raise InputError(f"{path}: it is larger than {LIMITS['scheme'] // MEGABYTE} MB, too large for a scheme")
        value = json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=_object)
    except OSError as error:
        raise InputError(f"{path}: {why_unreadable(error)}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: it is not UTF-8; save it as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: it is not valid JSON ({error})") from None
    try:
        return _labels(value)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key “{next(name for name in names if names.count(name) > 1)}” stands twice")
    return found


def _labels(value: object) -> tuple[Label, ...]:
    rows = value.get("labels") if isinstance(value, dict) else None
    if not isinstance(rows, list) or not rows:
        raise InputError('a scheme is an object with a list of labels, such as {"labels": [{"name": "actor"}]}')
    labels: list[Label] = []
    for number, row in enumerate(rows, 1):
        try:
            labels.append(_label(row, labels))
        except InputError as error:
            raise InputError(f"label {number}: {error}") from None
    return tuple(labels)


def _label(row: object, before: list[Label]) -> Label:
    if not isinstance(row, dict):
        raise InputError("it is no object")
    unknown = row.keys() - _KEYS
    if unknown:
        raise InputError(f"“{min(unknown)}” is no key of a label; they are {', '.join(sorted(_KEYS))}")
    name = _string(row, "name")
    if len(name) > LIMITS["name"]:
        raise InputError(f"its name is longer than {LIMITS['name']} characters")
    if not name.strip() or name.strip() in [label.name.strip() for label in before]:
        raise InputError(f"the name “{name}” is {'taken' if name.strip() else 'empty'}")
    return Label(
        name=name,
        key=_key(row, name, before),
        colour=_colour(row, before),
        kind=_kind(row),
        trim=_trim(row),
        definition=_string(row, "definition"),
        section=_string(row, "section"),
        position=len(before),
    )


def _key(row: dict[str, Any], name: str, before: list[Label]) -> str:
    taken = {label.key for label in before}
    key = _string(row, "key").lower()
    if key:
        if not re.fullmatch("[a-z]", key):
            raise InputError(f"the key “{key}” is not one letter from a to z")
        if key in taken:
            raise InputError(f"the key “{key}” is taken by another label")
        return key
    return free_key(name, taken)


def _colour(row: dict[str, Any], before: list[Label]) -> str:
    colour = _string(row, "colour").lower() or free_colour({label.colour for label in before})
    if not re.fullmatch("#[0-9a-f]{6}", colour):
        raise InputError(f"the colour “{colour}” is not written as #rrggbb")
    return colour


def _kind(row: dict[str, Any]) -> Kind:
    kind = _string(row, "kind") or "statement"
    if kind not in get_args(Kind):
        raise InputError(f"the kind “{kind}” is none of {', '.join(get_args(Kind))}")
    return cast("Kind", kind)


def _trim(row: dict[str, Any]) -> frozenset[Trim]:
    trim = row.get("trim", [])
    if not isinstance(trim, list) or any(item not in get_args(Trim) for item in trim):
        raise InputError(f"“trim” is a list that may hold {' and '.join(get_args(Trim))}")
    return frozenset(trim)


def _string(row: dict[str, Any], name: str) -> str:
    value = row.get(name, "")
    if not isinstance(value, str):
        raise InputError(f"its “{name}” is not a string")
    if "\0" in value or lone_surrogate(value) is not None:
        raise InputError(f"its “{name}” holds NUL or half a surrogate pair; remove it")
    return value
