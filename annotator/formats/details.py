"""What we know of a document and its spans beyond what a format has a place for, as one JSON value, and back.

Formats that leave room for a stranger's values (a comment, metadata, user data) keep it there, so that what is read
again says as much. Only what says something is written. What is read comes from a file: every part is checked,
InputError says as a clause what is wrong with it.
"""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Any

import orjson

from annotator.formats.base import LIMITS
from annotator.formats.json_rows import kind_of, shorten
from annotator.model.document import Status
from annotator.model.errors import InputError
from annotator.model.record import RecordActor, RecordRelation, RecordReview, RecordSpan
from annotator.model.span import canonical_fragments

if TYPE_CHECKING:
    from annotator.model.attribute import AttributeValue
    from annotator.model.record import Record

Json = dict[str, Any]

_LINE_BREAKERS = re.compile("[\x7f-\x9f\u2028\u2029]")
_STATUSES = {status.value: status for status in Status}


def one_line(value: object) -> str:
    """A JSON value on one line, also for readers that break lines at more than line feeds."""
    text = orjson.dumps(value).decode()
    return _LINE_BREAKERS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


# Writing


def document_details(record: Record) -> Json:
    """Title, language, metadata, unknown keys, reviews and registry of a record."""
    return _saying(
        title=record.title,
        language=record.language,
        meta=record.meta,
        extra=record.extra,
        reviews=[
            _saying(
                annotator=review.annotator,
                status="" if review.status is Status.NEW else review.status.value,
                note=review.note,
                extra=review.extra,
                read_to=review.read_to,
            )
            for review in record.reviews
        ],
        actors=[
            _saying(name=actor.name, aliases=list(actor.aliases), note=actor.note, extra=actor.extra)
            for actor in record.actors
        ],
    )


def span_details(span: RecordSpan) -> Json:
    """What a span says beyond start, end and label."""
    return _saying(
        annotator=span.annotator,
        fragments=[list(piece) for piece in span.fragments],
        note=span.note,
        doubt=span.doubt,
        origin=span.origin,
        attributes=span.attributes,
        actor=span.actor,
        extra=span.extra,
    )


def relation_details(record: Record) -> list[Json]:
    """The relations of a record; head and tail are numbers of its spans, from 1."""
    return [
        {"type": name, "head": head, "tail": tail, **_saying(annotator=annotator, extra=extra)}
        for name, head, tail, annotator, extra in record.relations
    ]


def _saying(**values: object) -> Json:
    """Those that say something."""
    return {name: value for name, value in values.items() if value}


# Reading


def take_document_details(record: Record, value: object) -> None:
    """Put what ``document_details`` gave into a record."""
    if type(value) is not dict:
        raise InputError(f"its details are {kind_of(value)}, not an object")
    record.title = _string(value, "title")
    record.language = _string(value, "language", LIMITS["language"])
    record.meta, record.extra = _object(value, "meta"), _object(value, "extra")
    record.reviews = [_review(item) for item in _objects(value, "reviews")]
    names = [review.annotator for review in record.reviews]
    if len(set(names)) < len(names):
        raise InputError("one annotator has two reviews")
    record.actors = [_actor(item) for item in _objects(value, "actors")]


def span_of(start: int, end: int, label: str, value: object) -> RecordSpan:
    """A span, its place already checked, with what ``span_details`` gave."""
    if type(value) is not dict:
        raise InputError(f"its details are {kind_of(value)}, not an object")
    return RecordSpan(
        start,
        end,
        name_of(label, "label"),
        _string(value, "annotator", LIMITS["name"]),
        fragments_of(value.get("fragments"), start, end),
        _string(value, "note"),
        value.get("doubt") is True,
        _string(value, "origin"),
        _object(value, "extra") or None,
        attributes_of(value.get("attributes")),
        _string(value, "actor", LIMITS["name"]),
    )


def relations_of(value: object, spans: int) -> list[RecordRelation]:
    """What ``relation_details`` gave, of a record with so many spans."""
    found = []
    for item in _objects({"relations": value}, "relations"):
        head, tail = item.get("head"), item.get("tail")
        if type(head) is not int or type(tail) is not int or not (1 <= head <= spans and 1 <= tail <= spans):
            raise InputError("head and tail of a relation are not the numbers of two spans")
        annotator = _string(item, "annotator", LIMITS["name"])
        found.append(
            RecordRelation(name_of(item.get("type"), "type"), head, tail, annotator, _object(item, "extra") or None)
        )
    return found


def name_of(value: object, what: str) -> str:
    """A name as labels, types and annotators have it; InputError for one that is none."""
    if type(value) is not str:
        raise InputError(f"its {what} is {kind_of(value)}, not a string" if value is not None else f"it has no {what}")
    if not value.strip():
        raise InputError(f"its {what} is empty")
    if len(value) > LIMITS["name"]:
        raise InputError(f"its {what} is longer than {LIMITS['name']} characters")
    if "\0" in value:
        raise InputError(f"there is a NUL character in its {what}; remove it")
    return value


def fragments_of(value: object, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Canonical fragments from pairs of numbers that go from ``start`` to ``end``; ``()`` for none."""
    if not value:
        return ()
    pairs: list[Any] = value if isinstance(value, list) else [None]
    if not all(isinstance(pair, list) and len(pair) == 2 and all(type(n) is int for n in pair) for pair in pairs):
        raise InputError("its fragments are not pairs of whole numbers such as [[0, 5], [9, 12]]")
    pieces = canonical_fragments((first, last) for first, last in pairs)
    outer = (min(first for first, _ in pairs), max(last for _, last in pairs))
    if outer != (start, end):
        raise InputError(f"its fragments go from {outer[0]} to {outer[1]}, but it from {start} to {end}")
    return tuple((piece.start, piece.end) for piece in pieces)


def attributes_of(value: object) -> dict[str, AttributeValue] | None:
    """Attributes in order of name; None for none."""
    if not value:
        return None
    if type(value) is not dict:
        raise InputError(f"its attributes are {kind_of(value)}, not an object")
    for name, said in value.items():
        name_of(name, "attribute’s name")
        listed = type(said) is list and all(type(choice) is str for choice in said)
        if not listed and type(said) not in (str, int, float, bool):
            raise InputError(f"its attribute “{shorten(name)}” is neither words nor a number nor yes or no")
    return dict(sorted(value.items()))


def refuse_nul(value: object) -> None:
    """InputError for a text that no project can store, for readers of what is no JSON: NUL, half a surrogate pair."""
    if isinstance(value, str):
        if "\0" in value:
            raise InputError("there is a NUL character in it; remove it")
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            raise InputError("there is half a surrogate pair in it; remove it")


def plain(value: object, depth: int = 0) -> Any:  # noqa: ANN401  # a JSON value
    """A value of another library as JSON has it: tuples are lists, dates are words, no number is null. InputError for
    one that JSON has not, or that no project can store."""
    if depth > LIMITS["depth"]:
        raise InputError(f"its values are nested more than {LIMITS['depth']} levels deep")
    if isinstance(value, list | tuple):
        return [plain(inner, depth + 1) for inner in value]
    if isinstance(value, dict) and all(type(key) is str for key in value):
        for key in value:
            refuse_nul(key)
        return {key: plain(inner, depth + 1) for key, inner in value.items()}
    if value is None or type(value) in (bool, str):
        refuse_nul(value)
        return value
    if type(value) is int and -(2**63) <= value < 2**64:
        return value
    if type(value) is float:
        return value if value - value == 0 else None
    if isinstance(value, date | time):
        return value.isoformat()
    raise InputError(f"a value of the kind “{type(value).__name__}” is no JSON")


def _review(item: Json) -> RecordReview:
    status = item.get("status", Status.NEW.value)
    if status not in _STATUSES:
        raise InputError(f"the status of a review is none of {', '.join(_STATUSES)}")
    read_to = item.get("read_to", 0)
    if type(read_to) is not int or read_to < 0:
        raise InputError("a review’s “read_to” is not a whole number from 0 on")
    return RecordReview(
        _string(item, "annotator", LIMITS["name"]),
        _STATUSES[status],
        _string(item, "note"),
        _object(item, "extra") or None,
        read_to,
    )


def _actor(item: Json) -> RecordActor:
    aliases = item.get("aliases", [])
    if type(aliases) is not list:
        raise InputError("the aliases of an actor are not a list")
    names = tuple(name_of(alias, "alias") for alias in aliases)
    return RecordActor(name_of(item.get("name"), "name"), names, _string(item, "note"), _object(item, "extra") or None)


def _string(value: Json, name: str, longest: int | None = None) -> str:
    found = value.get(name, "")
    if type(found) is not str:
        raise InputError(f"its “{name}” is {kind_of(found)}, not a string")
    if longest is not None and len(found) > longest:
        raise InputError(f"its “{name}” is longer than {longest} characters")
    return found


def _object(value: Json, name: str) -> Json:
    found = value.get(name)
    if found is None:
        return {}
    if type(found) is not dict:
        raise InputError(f"its “{name}” is {kind_of(found)}, not an object")
    return found


def _objects(value: Json, name: str) -> list[Json]:
    found = value.get(name)
    if found is None:
        return []
    if type(found) is not list or not all(type(item) is dict for item in found):
        raise InputError(f"its “{name}” are no list of objects")
    return found
