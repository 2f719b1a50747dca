"""Questions of ``check`` about values: what a row holds that this program would never have stored."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, get_args

from annotator.model.attribute import AttributeType
from annotator.model.document import Status
from annotator.model.errors import AnnotatorError
from annotator.model.scheme import Kind, Trim
from annotator.model.suggestion import SuggestionState
from annotator.store.values import (
    unfit_language,
    unfit_name,
    unpack,
    unpack_choices,
    unpack_fragments,
    unpack_score,
    unpack_value,
    unpack_values,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    Question = Callable[[sqlite3.Connection], int]


def _rows(table: str, condition: str) -> Question:
    """How many rows there are of which SQLite can say it alone."""
    return lambda copy: int(copy.execute(f"SELECT count(*) FROM {table} WHERE {condition}").fetchall()[0][0])


def _each(columns: dict[str, tuple[str, ...]], is_sound: Callable[[object], bool]) -> Question:
    """How many values in these columns of these tables are not sound; empty ones are."""

    def count(copy: sqlite3.Connection) -> int:
        wrong = 0
        for table, names in columns.items():
            for name in names:
                values = copy.execute(f'SELECT "{name}" FROM {table} WHERE "{name}" <> \'\'')
                wrong += sum(not is_sound(value) for (value,) in values)
        return wrong

    return count


def _together(*questions: Question) -> Question:
    return lambda copy: sum(question(copy) for question in questions)


def is_object(value: object) -> bool:
    """Whether it is a JSON object as ``unpack`` reads it."""
    return _is_read_by(unpack, value)


def is_fragments(value: object) -> bool:
    """Whether these are sound pieces of a span."""
    return _is_read_by(unpack_fragments, value)


def is_attribute_value(value: object) -> bool:
    """Whether an attribute can have it, as stored."""
    return _is_read_by(unpack_value, value)


def is_attributes(value: object) -> bool:
    """Whether these are attributes with their values, as a suggestion keeps them."""
    return _is_read_by(unpack_values, value)


def is_score(value: object) -> bool:
    """Whether it is a provider's confidence, or none."""
    return _is_read_by(unpack_score, value)


def is_choices(value: object) -> bool:
    """Whether these are the words to choose from, or none."""
    return value == "" or (isinstance(value, str) and bool(unpack_choices(value)))


def _is_read_by(read: Callable[[str], object], value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        read(value)
    except AnnotatorError:
        return False
    return True


def _broken_fragments(copy: sqlite3.Connection) -> int:
    wrong = 0
    for table in ("spans", "suggestions"):
        for start, end, fragments in copy.execute(
            f"SELECT start, \"end\", fragments FROM {table} WHERE fragments <> ''"
        ):
            pieces = unpack_fragments(fragments) if is_fragments(fragments) else ()
            wrong += not pieces or (pieces[0].start, pieces[-1].end) != (start, end)
    return wrong


def _changed_texts(copy: sqlite3.Connection) -> int:
    rows = copy.execute(
        "SELECT CAST(t.text AS BLOB), d.sha256, d.length FROM texts AS t JOIN documents AS d ON d.id = t.document"
    )
    return sum(not fits_text(raw, sha256, length) for raw, sha256, length in rows)


def fits_text(raw: object, sha256: object, length: object) -> bool:
    """Whether a text, as bytes, is the one with this hash and this many code points."""
    if not isinstance(raw, bytes) or hashlib.sha256(raw).hexdigest() != sha256:
        return False
    try:
        return len(raw.decode("utf-8")) == length
    except UnicodeDecodeError:
        return False


def _unfit_names(copy: sqlite3.Connection) -> int:
    tables = ("annotators", "labels", "relation_types", "attributes", "actors")
    named = " UNION ALL ".join(f"SELECT name FROM {table}" for table in tables)
    names = copy.execute(f"{named} UNION ALL SELECT alias FROM actor_aliases")
    return sum(not isinstance(name, str) or bool(unfit_name(name)) for (name,) in names)


def _among(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _no_date(column: str, *, may_be_empty: bool = False) -> str:
    # Nothing is added, but then the 31st of February becomes another day.
    unlike = f"strftime('%Y-%m-%dT%H:%M:%SZ', {column}, '+0 days') IS NOT {column}"
    return f"{column} <> '' AND {unlike}" if may_be_empty else unlike


_HALVES = re.compile("[\ud800-\udfff]")
"""What bytes that are no UTF-8 were read as."""

_JSON = {
    "documents": ("meta", "extra"),
    "spans": ("extra",),
    "relations": ("extra",),
    "reviews": ("extra",),
    "actors": ("extra",),
    "suggestions": ("extra",),
    "edits": ("detail",),
}

_TEXTS = {
    "project": ("key", "value"),
    "labels": ("name", "key", "definition", "section"),
    "documents": ("key", "title", "language", "meta", "extra", "sha256"),
    "spans": ("note", "origin", "extra"),
    "relations": ("type", "extra"),
    "reviews": ("note", "extra"),
    "relation_types": ("definition",),
    "attributes": ("definition",),
    "attribute_values": ("value",),
    "actors": ("note", "extra"),
    "suggestions": ("note", "attributes", "extra"),
    "edits": ("kind", "title", "detail"),
    "edit_changes": ("tab", "before", "after"),
}
"""Columns that hold any text, and are not looked at one by one elsewhere."""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and (value.isascii() or not _HALVES.search(value))


VALUE_QUESTIONS: dict[str, tuple[str, Question]] = {
    "texts_missing": (
        "documents without a text",
        _rows("documents", "NOT EXISTS (SELECT 1 FROM texts WHERE document = documents.id)"),
    ),
    "texts_changed": ("texts that are not what was imported (their SHA-256 differs)", _changed_texts),
    "span_ranges": ("spans whose ends are no range", _rows("spans", 'NOT (0 <= start AND start < "end")')),
    "spans_beyond": (
        "spans whose end lies beyond the text",
        _rows("spans AS s JOIN documents AS d ON d.id = s.document", 's."end" > d.length'),
    ),
    "fragments": ("spans with broken fragments", _broken_fragments),
    "relations_across": (
        "relations between spans of other documents",
        _rows(
            "relations AS r JOIN spans AS h ON h.id = r.head JOIN spans AS t ON t.id = r.tail",
            "h.document <> r.document OR t.document <> r.document",
        ),
    ),
    "texts": ("values that are no text", _each(_TEXTS, _is_text)),
    "names": ("names of annotators, labels or actors that are none", _unfit_names),
    "statuses": (
        "reviews with an unknown status",
        _rows("reviews", f"status NOT IN ({_among(tuple(status.value for status in Status))})"),
    ),
    "read_places": (
        "reviews that say more was read than there is",
        _rows("reviews AS r JOIN documents AS d ON d.id = r.document", "r.read_to < 0 OR r.read_to > d.length"),
    ),
    "attribute_types": (
        "attributes whose type or choices are none",
        _together(
            _rows("attributes", f"type NOT IN ({_among(get_args(AttributeType))})"),
            _each({"attributes": ("choices",)}, is_choices),
        ),
    ),
    "attribute_values": (
        "values of attributes that are none",
        _each({"attribute_values": ("value",)}, is_attribute_value),
    ),
    "suggestions": (
        "suggestions whose place, score, attributes or state are none",
        _together(
            _rows("suggestions", 'NOT (0 <= start AND start < "end")'),
            _rows("suggestions AS s JOIN documents AS d ON d.id = s.document", 's."end" > d.length'),
            _each({"suggestions": ("score",)}, is_score),
            _each({"suggestions": ("attributes",)}, is_attributes),
            _rows("suggestions", f"state NOT IN ({_among(tuple(state.value for state in SuggestionState))})"),
        ),
    ),
    "times": ("times spent that are less than nothing", _rows("times", "seconds < 0")),
    "dates": (
        "dates that are none",
        _together(
            _rows("annotators", _no_date("created")),
            _rows("documents", _no_date("imported")),
            _rows("spans", f"{_no_date('created')} OR {_no_date('changed', may_be_empty=True)}"),
            _rows("relations", _no_date("created")),
            _rows("reviews", _no_date("changed")),
            _rows("suggestions", _no_date("created")),
            _rows("edits", _no_date("time")),
        ),
    ),
    "colours": (
        "label colours that are none",
        _rows("labels", "length(colour) <> 7 OR colour NOT GLOB '#" + "[0-9a-f]" * 6 + "'"),
    ),
    "keys": ("label keys that are no letter", _rows("labels", "key <> '' AND key NOT GLOB '[a-z]'")),
    "kinds": (
        "labels whose kind or trimming is none",
        _together(
            _rows("labels", f"kind NOT IN ({_among(get_args(Kind))})"),
            _each({"labels": ("trim",)}, lambda value: set(str(value).split()) <= set(get_args(Trim))),
        ),
    ),
    "languages": (
        "languages of documents that are none",
        _each({"documents": ("language",)}, lambda value: not unfit_language(str(value))),
    ),
    "json": ("additional data that cannot be read", _each(_JSON, is_object)),
}
