"""Documents as rows of other tools: a text under some key, and whatever else the row says, as metadata.

Such tools keep every key they do not know as metadata. So a title, a language and each value of metadata are
written as keys of the row, and read from there. What would be taken for something else there is kept one level
deeper, under “meta”; keys that no reader knew, under “extra”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS
from annotator.formats.json_rows import kind_of, shorten
from annotator.formats.text import refuse_large
from annotator.formats.titles import title_of
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotator.model.record import Record

Row = dict[str, Any]

FLAT_KEYS = frozenset(("title", "language", "meta", "extra"))
"""Keys that mean something in every flat row."""

_FEW_DIGITS = 18


def text_of(row: Row, name: str = "text") -> str:
    """The text under a key of a row; InputError if it is none that a document can have."""
    if name not in row:
        if len(row) == 0:
            raise InputError(f"the row is empty; it needs a “{name}”, holding the article")
        raise InputError(f"the row has no “{name}”; if its text has another name, give --column text=NAME")
    text = row[name]
    if type(text) is not str:
        raise InputError(f"its “{name}” is {kind_of(text)}, not a string")
    if not text:
        raise InputError(f"its “{name}” is empty")
    refuse_large(text)
    return text


def key_from(value: object, name: str = "id") -> str:
    """A document's key from what a file has for one; empty for null."""
    if value is None:
        return ""
    if type(value) is int:
        return str(value)
    if type(value) is not str:
        raise InputError(f"its “{name}” is {kind_of(value)}, not a string or a whole number")
    if len(value) > LIMITS["name"]:
        raise InputError(f"its “{name}” “{shorten(value)}” is longer than {LIMITS['name']} characters")
    return value


def key_as_id(key: str) -> str | int:
    """A key as a file gives it: a whole number where it was one, for tools that number their documents."""
    if key.isascii() and key.isdigit() and len(key) <= _FEW_DIGITS and (key[0] != "0" or key == "0"):
        return int(key)
    return key


def take_flat(record: Record, rest: Row) -> None:
    """Put into a record what is left of its row once the format took its own keys out."""
    title, language, extra = rest.get("title"), rest.get("language"), rest.get("extra")
    if type(title) is str:
        del rest["title"]
        record.title = title
    else:
        record.title = title_of(record.text)
    if type(language) is str and len(language) <= LIMITS["language"]:
        del rest["language"]
        record.language = language
    if type(extra) is dict:
        del rest["extra"]
        record.extra = extra
    meta = rest.get("meta")
    if type(meta) is dict and not (meta.keys() & rest.keys()) - {"meta"}:
        del rest["meta"]
        rest.update(meta)
    record.meta = rest


def give_flat(record: Record, taken: Collection[str]) -> Row:
    """What a row says of a document beside its key and text; ``taken`` are keys that mean something else there,
    with those of ``FLAT_KEYS``."""
    row: Row = {}
    if record.title or title_of(record.text):
        row["title"] = record.title
    if record.language:
        row["language"] = record.language
    if record.meta:
        deeper = {name: value for name, value in record.meta.items() if name in taken}
        row.update(
            record.meta if not deeper else {name: value for name, value in record.meta.items() if name not in deeper}
        )
        if deeper:
            row["meta"] = deeper
    if record.extra:
        row["extra"] = record.extra
    return row
