"""What a format has no place for, as plain JSON values for its free places: a comment, a feature, a file beside it.

Other tools carry such values along or pass them by; we read them again. Only what says something is written, so
that a span that fits its format brings none. Values that come back were in other hands meanwhile: each is checked,
and InputError names the one that is not what it should be.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS
from annotator.formats.fitting import Loss
from annotator.formats.json_rows import kind_of, parse, string_or_empty
from annotator.formats.text import refuse_large
from annotator.model.document import Status
from annotator.model.errors import InputError
from annotator.model.record import Record, RecordActor, RecordRelation, RecordReview, RecordSpan
from annotator.model.span import canonical_fragments

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from annotator.model.attribute import AttributeValue

SHOWN_WHOLE = Loss(
    "span in fragments", "spans in fragments", "shown there as one piece; the fragments stand in “details”"
)

Pieces = tuple[tuple[int, int], ...]
"""Stretches of a text, code points, end exclusive, in order."""

_STATUSES = {status.value: status for status in Status}


def written(details: dict[str, Any]) -> str:
    """Details as one line of ASCII, which no reader breaks."""
    return json.dumps(details, separators=(",", ":"))


def taken(text: str) -> dict[str, Any]:
    """The details that ``written`` wrote; InputError as a clause about “the line”."""
    return parse(text.encode("utf-8", "surrogatepass"))


def of_span(span: RecordSpan, without: Collection[str] = ()) -> dict[str, Any]:
    """What a span says beside its place and label, but for the fields named in ``without``."""
    found: dict[str, Any] = {
        "annotator": span.annotator,
        "note": span.note,
        "doubt": span.doubt,
        "origin": span.origin,
        "actor": span.actor,
        "attributes": span.attributes,
        "extra": span.extra,
    }
    return {name: value for name, value in found.items() if value and name not in without}


def onto_span(span: RecordSpan, details: dict[str, Any]) -> RecordSpan:
    """The span with what its details say; attributes and unknown keys join those it has."""
    changed: dict[str, Any] = {
        name: name_in(details, name) if name in ("annotator", "actor") else string_or_empty(details, name)
        for name in ("annotator", "note", "origin", "actor")
        if name in details
    }
    if "doubt" in details:
        if type(details["doubt"]) is not bool:
            raise InputError(f"its “doubt” is {kind_of(details['doubt'])}, not true or false")
        changed["doubt"] = details["doubt"]
    if attributes := attributes_in(details):
        changed["attributes"] = dict(sorted({**(span.attributes or {}), **attributes}.items()))
    if extra := object_in(details, "extra"):
        changed["extra"] = {**(span.extra or {}), **extra}
    return span._replace(**changed)


def pieces_of(span: RecordSpan) -> Pieces:
    return tuple((start, end) for start, end in span.fragments) or ((span.start, span.end),)


def with_pieces(span: RecordSpan, pieces: Pieces) -> RecordSpan:
    return span._replace(start=pieces[0][0], end=pieces[-1][1], fragments=pieces if len(pieces) > 1 else ())


def exact(details: dict[str, Any], shown: Pieces, show: Callable[[Pieces], Pieces], length: int) -> Pieces:
    """Where a span is exactly: the ``pieces`` of its details as long as they still show as the file does (``show``
    gives what a writer makes of them), else what the file shows."""
    raw = details.get("pieces")
    if not isinstance(raw, list):
        return shown
    try:
        pairs = [(start, end) for start, end in raw]
        if not all(type(start) is int and type(end) is int and 0 <= start < end <= length for start, end in pairs):
            return shown
        pieces = tuple((start, end) for start, end in canonical_fragments(pairs)) or tuple(pairs[:1])
    except (TypeError, ValueError):
        return shown
    return pieces if pieces and show(pieces) == shown else shown


def of_relation(relation: RecordRelation, without: Collection[str] = ()) -> dict[str, Any]:
    """What a relation says beside its type and ends."""
    found: dict[str, Any] = {"annotator": relation.annotator, "extra": relation.extra}
    return {name: value for name, value in found.items() if value and name not in without}


def onto_relation(relation: RecordRelation, details: dict[str, Any]) -> RecordRelation:
    if "annotator" in details:
        relation = relation._replace(annotator=name_in(details, "annotator"))
    if extra := object_in(details, "extra"):
        relation = relation._replace(extra={**(relation.extra or {}), **extra})
    return relation


def of_document(record: Record, without: Collection[str] = ()) -> dict[str, Any]:
    """What a record says of its document beside key, text, spans and relations."""
    found: dict[str, Any] = {
        "title": record.title,
        "language": record.language,
        "meta": record.meta,
        "extra": record.extra,
        "reviews": [_review(review) for review in record.reviews],
        "actors": [_actor(actor) for actor in record.actors],
    }
    return {name: value for name, value in found.items() if value and name not in without}


def onto_document(record: Record, details: dict[str, Any]) -> Record:
    """The record with what its details say; what they do not say stays as it is."""
    changed: dict[str, Any] = {}
    for name in ("title", "language"):
        if name in details:
            changed[name] = string_or_empty(details, name)
    if len(changed.get("language", "")) > LIMITS["language"]:
        raise InputError(f"its “language” is longer than {LIMITS['language']} characters")
    for name in ("meta", "extra"):
        if name in details:
            changed[name] = object_in(details, name)
    if "reviews" in details:
        changed["reviews"] = [_as_review(item) for item in _objects(details, "reviews")]
    if "actors" in details:
        changed["actors"] = sorted(
            (_as_actor(item) for item in _objects(details, "actors")), key=lambda actor: actor.name
        )
    return replace(record, **changed)


def name_in(details: dict[str, Any], key: str) -> str:
    """A name under a key; empty where there is none, InputError where it is too long or blank."""
    found = string_or_empty(details, key)
    if len(found) > LIMITS["name"]:
        raise InputError(f"its “{key}” is longer than {LIMITS['name']} characters")
    if found.isspace():
        raise InputError(f"its “{key}” is empty")
    return found


def object_in(details: dict[str, Any], key: str) -> dict[str, Any]:
    """The object under a key; empty where there is none."""
    found = details.get(key)
    if found is not None and type(found) is not dict:
        raise InputError(f"its “{key}” is {kind_of(found)}, not an object")
    return found or {}


def attributes_in(details: dict[str, Any], key: str = "attributes") -> dict[str, AttributeValue]:
    """The attributes under a key, each of a kind that an attribute can have."""
    found = object_in(details, key)
    for name, value in found.items():
        if not name.strip() or len(name) > LIMITS["name"]:
            raise InputError("the name of an attribute is empty or too long")
        if not is_attribute_value(value):
            raise InputError(f"its attribute “{name}” is {kind_of(value)}, which no attribute can be")
    return found


def is_attribute_value(value: object) -> bool:
    """Whether a JSON value is a word, a number, yes or no, or a list of words."""
    if isinstance(value, list):
        return all(isinstance(choice, str) for choice in value)
    return isinstance(value, str | int | float | bool)


def _review(review: RecordReview) -> dict[str, Any]:
    found: dict[str, Any] = {"annotator": review.annotator, "status": review.status.value}
    if review.note:
        found["note"] = review.note
    if review.read_to:
        found["read_to"] = review.read_to
    if review.extra:
        found["extra"] = review.extra
    return found


def _as_review(item: dict[str, Any]) -> RecordReview:
    status = item.get("status", Status.NEW.value)
    if type(status) is not str or status not in _STATUSES:
        raise InputError(f"the status of a review is none of {', '.join(_STATUSES)}")
    read_to = item.get("read_to", 0)
    if type(read_to) is not int or read_to < 0:
        raise InputError("the “read_to” of a review is no place in the text")
    return RecordReview(
        name_in(item, "annotator"),
        _STATUSES[status],
        string_or_empty(item, "note"),
        object_in(item, "extra") or None,
        read_to,
    )


def _actor(actor: RecordActor) -> dict[str, Any]:
    found: dict[str, Any] = {"name": actor.name}
    if actor.aliases:
        found["aliases"] = list(actor.aliases)
    if actor.note:
        found["note"] = actor.note
    if actor.extra:
        found["extra"] = actor.extra
    return found


def _as_actor(item: dict[str, Any]) -> RecordActor:
    name = name_in(item, "name")
    if not name:
        raise InputError("an actor has no “name”")
    aliases = item.get("aliases", [])
    if not (isinstance(aliases, list) and all(isinstance(alias, str) for alias in aliases)):
        raise InputError("the “aliases” of an actor are no list of names")
    return RecordActor(
        name, tuple(sorted(set(aliases))), string_or_empty(item, "note"), object_in(item, "extra") or None
    )


def _objects(details: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = details[key]
    if not (isinstance(found, list) and all(isinstance(item, dict) for item in found)):
        raise InputError(f"its “{key}” are no list of objects")
    return found


def label_in(item: dict[str, Any], key: str) -> str:
    """The label or type under a key; InputError where there is none, or it is no name."""
    if key not in item:
        raise InputError(f"it has no “{key}”")
    found = item[key]
    if type(found) is not str:
        raise InputError(f"its “{key}” is {kind_of(found)}, not a string")
    if not found.strip():
        raise InputError(f"its “{key}” is empty")
    if len(found) > LIMITS["name"]:
        raise InputError(f"its “{key}” is longer than {LIMITS['name']} characters")
    return found


def list_in(item: dict[str, Any], key: str) -> list[Any]:
    """The list under a key; empty where there is none."""
    found = item.get(key)
    if found is not None and type(found) is not list:
        raise InputError(f"its “{key}” is {kind_of(found)}, not a list")
    return found or []


def text_in(item: dict[str, Any]) -> str:
    """The document's text under “text”; InputError where there is none that could be stored."""
    if type(item.get("text")) is not str:
        found = f"its “text” is {kind_of(item['text'])}, not a string" if "text" in item else "it has no “text”"
        raise InputError(found)
    if not item["text"]:
        raise InputError("its “text” is empty")
    refuse_large(item["text"])
    return str(item["text"])
