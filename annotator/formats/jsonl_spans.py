"""Spans, relations and reviews of one native row, each checked for itself; what they share with suggestions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

from annotator.formats.base import LIMITS, Remark
from annotator.formats.json_rows import kind_of, shorten, string_or_empty
from annotator.formats.jsonl_units import in_code_points
from annotator.formats.quotes import hint
from annotator.formats.units import Unit
from annotator.model.attribute import is_value
from annotator.model.document import Status
from annotator.model.errors import InputError
from annotator.model.record import Problem, RecordRelation, RecordReview, RecordSpan
from annotator.model.span import canonical_fragments

if TYPE_CHECKING:
    from annotator.model.attribute import AttributeValue
    from annotator.model.record import Record

SPAN_KEYS = frozenset(
    (
        *("id", "start", "end", "fragments", "label", "text", "annotator"),
        *("note", "doubt", "origin", "attributes", "actor"),
    )
)
_PLAIN_KEYS = frozenset(("id", "start", "end", "label", "text", "annotator"))
RELATION_KEYS = frozenset(("id", "type", "head", "tail", "annotator"))
REVIEW_KEYS = frozenset(("annotator", "status", "note", "read"))

_READ_WITH = re.compile(r"seem to count (.+?): read it with")
_STATUSES = {status.value: status for status in Status}

Numbers = dict[int | str, int]
"""A span's own id -> its number in ``Record.spans``, counted from 1; 0 where two spans share the id."""


def read_spans(
    record: Record,
    raw: list[Any],
    problems: list[Problem | Remark],
    unit: Unit = Unit.CODE_POINT,
    *,
    declared: bool = False,
) -> Numbers:
    """Add the good spans of a row to its record and name the others; ``declared`` where the row says itself what its
    offsets count."""
    text, length = record.text, len(record.text)
    spans, numbers = record.spans, Numbers()
    for number, item in enumerate(raw, 1):
        try:
            if unit is not Unit.CODE_POINT:
                item = in_code_points(item, text, unit)
            span = _span(item, text, length, declared=declared)
            own = _own_id(item, number)
            if own in numbers:
                if numbers[own]:
                    problems.append(Remark(record.file, record.line, f"two spans have the id {shorten(str(own))}"))
                numbers[own] = 0
            else:
                numbers[own] = len(spans) + 1
        except InputError as error:
            problems.append(Problem(record.file, record.line, f"span {number}: {error}", "span"))
        else:
            spans.append(span)
    return numbers


def _own_id(item: dict[str, Any], number: int) -> int | str:
    own = item.get("id", number)
    if type(own) is not int and type(own) is not str:
        raise InputError(f"its “id” is {kind_of(own)}, not a whole number")
    return own


def _span(item: object, text: str, length: int, *, declared: bool) -> RecordSpan:
    if not isinstance(item, dict):
        raise InputError(f"it is {kind_of(item)}, not an object")
    # As ``read_place``, written out here for the many: a call for each costs a tenth of an import.
    start, end, label = item.get("start"), item.get("end"), item.get("label")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        _refuse_offsets(item, length)
    if type(label) is not str or not label.strip() or len(label) > LIMITS["name"]:
        refuse_name(item, "label")
    if "text" in item and item["text"] != text[start:end]:
        _refuse_text(item["text"], start, end, text, declared=declared)
    annotator = item.get("annotator", "")
    if type(annotator) is not str or len(annotator) > LIMITS["name"] or annotator.isspace():
        annotator = _annotator(item)
    if len(item) <= 6 and _PLAIN_KEYS.issuperset(item):
        return RecordSpan(start, end, label, annotator)
    return RecordSpan(
        start,
        end,
        label,
        annotator,
        read_fragments(item["fragments"], start, end) if item.get("fragments") is not None else (),
        string_or_empty(item, "note"),
        _doubt(item),
        string_or_empty(item, "origin"),
        {name: value for name, value in item.items() if name not in SPAN_KEYS} or None,
        read_attributes(item),
        _actor(item),
    )


def read_place(item: dict[str, Any], text: str, *, declared: bool = False) -> tuple[int, int, str]:
    """Start, end and label of a part that marks a stretch of the text, whose words have to be there."""
    start, end, label = item.get("start"), item.get("end"), item.get("label")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        _refuse_offsets(item, len(text))
    if type(label) is not str or not label.strip() or len(label) > LIMITS["name"]:
        refuse_name(item, "label")
    if "text" in item and item["text"] != text[start:end]:
        _refuse_text(item["text"], start, end, text, declared=declared)
    return start, end, label


def read_attributes(item: dict[str, Any]) -> dict[str, AttributeValue] | None:
    """Attributes of a part with their values, in order of name; None for none."""
    raw = item.get("attributes")
    if raw is None:
        return None
    if type(raw) is not dict:
        raise InputError(f"its “attributes” are {kind_of(raw)}, not an object")
    for name, value in raw.items():
        if not name.strip() or len(name) > LIMITS["name"]:
            what = f"longer than {LIMITS['name']} characters" if name.strip() else "empty"
            raise InputError(f"the name of one of its attributes is {what}")
        if not is_value(value):
            raise InputError(
                f"its attribute “{shorten(name)}” is {_kind_of_value(value)}, not a text, a number, true or false,"
                " or a list of texts"
            )
    return dict(sorted(raw.items())) or None


def _kind_of_value(value: object) -> str:
    return "a list of other things" if isinstance(value, list) else kind_of(value)


def _actor(item: dict[str, Any]) -> str:
    actor = item.get("actor")
    if actor is None or actor == "":
        return ""
    if type(actor) is not str or not actor.strip() or len(actor) > LIMITS["name"]:
        refuse_name(item, "actor")
    return actor


def _refuse_offsets(item: dict[str, Any], length: int) -> NoReturn:
    for name in ("start", "end"):
        if name not in item:
            raise InputError(f"it has no “{name}”")
        value = item[name]
        if type(value) is float:
            raise InputError(f"its {name} {value!r} is not a whole number")
        if type(value) is not int:
            shown = f" “{shorten(value, 20)}”" if isinstance(value, str) else ""
            raise InputError(f"its {name}{shown} is {kind_of(value)}, not a whole number")
    start, end = item["start"], item["end"]
    if start < 0 or end < 0:
        raise InputError(f"its offsets {start}–{end} are negative; they count from 0")
    if start == end:
        raise InputError(f"its offsets {start}–{end} hold no character")
    if start > end:
        raise InputError(f"its offsets {start}–{end} are reversed")
    raise InputError(f"its offsets {start}–{end} go beyond the text, which has {length} characters")


def refuse_name(item: dict[str, Any], name: str) -> NoReturn:
    """InputError that says why there is no name under this key."""
    if name not in item:
        raise InputError(f"it has no “{name}”")
    value = item[name]
    if type(value) is not str:
        raise InputError(f"its “{name}” is {kind_of(value)}, not a string")
    if not value.strip():
        raise InputError(f"its “{name}” is empty")
    raise InputError(f"its “{name}” is longer than {LIMITS['name']} characters")


def _refuse_text(given: object, start: int, end: int, text: str, *, declared: bool) -> NoReturn:
    if not isinstance(given, str):
        raise InputError(f"its “text” is {kind_of(given)}, not a string")
    why = hint(text, start, end, given)
    if declared and (what := _READ_WITH.search(why)):
        why = f"; the offsets count {what[1]}, but the row says that they count code points"
    raise InputError(
        f"its text “{shorten(given)}” is not what stands at {start}–{end}, “{shorten(text[start:end])}”"
        f"{why or '; correct its offsets or its text'}"
    )


def _annotator(item: dict[str, Any]) -> str:
    return "" if item["annotator"] is None else refuse_name(item, "annotator")


def _doubt(item: dict[str, Any]) -> bool:
    value = item.get("doubt")
    if value is not None and type(value) is not bool:
        raise InputError(f"its “doubt” is {kind_of(value)}, not true or false")
    return value is True


def read_fragments(raw: object, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The canonical pieces of a part that goes from start to end; none for one piece."""
    pairs: list[list[int]] = raw if isinstance(raw, list) else [[]]
    for pair in pairs:
        if not (isinstance(pair, list) and len(pair) == 2 and all(type(place) is int for place in pair)):
            raise InputError("its “fragments” are not pairs of whole numbers such as [[0, 5], [9, 12]]")
    if not pairs:
        return ()
    fragments = canonical_fragments((first, last) for first, last in pairs)
    outer = (
        (fragments[0][0], fragments[-1][1])
        if fragments
        else (min(first for first, _ in pairs), max(last for _, last in pairs))
    )
    if outer != (start, end):
        raise InputError(f"its fragments go from {outer[0]} to {outer[1]}, but it from {start} to {end}")
    return tuple((piece.start, piece.end) for piece in fragments)


def read_relations(record: Record, raw: list[Any], numbers: Numbers, problems: list[Problem | Remark]) -> None:
    """Add the good relations of a row to its record and name the others."""
    for number, item in enumerate(raw, 1):
        try:
            record.relations.append(_relation(item, numbers))
        except InputError as error:
            problems.append(Problem(record.file, record.line, f"relation {number}: {error}", "relation"))


def _relation(item: object, numbers: Numbers) -> RecordRelation:
    if not isinstance(item, dict):
        raise InputError(f"it is {kind_of(item)}, not an object")
    name = item.get("type")
    if type(name) is not str or not name.strip() or len(name) > LIMITS["name"]:
        refuse_name(item, "type")
    head, tail = (_end(item, which, numbers) for which in ("head", "tail"))
    annotator = item.get("annotator", "")
    if type(annotator) is not str or len(annotator) > LIMITS["name"] or annotator.isspace():
        annotator = _annotator(item)
    extra = {name: value for name, value in item.items() if name not in RELATION_KEYS} or None
    return RecordRelation(name, head, tail, annotator, extra)


def _end(item: dict[str, Any], which: str, numbers: Numbers) -> int:
    if which not in item:
        raise InputError(f"it has no “{which}”")
    own = item[which]
    if type(own) not in (int, str):
        raise InputError(f"its “{which}” is {kind_of(own)}, not the id of a span")
    if own not in numbers:
        raise InputError(f"its {which} is the span {shorten(str(own))}, which is not there or was not taken")
    if not numbers[own]:
        raise InputError(f"its {which} is the span {shorten(str(own))}, an id that two spans have")
    return numbers[own]


def read_reviews(record: Record, raw: list[Any], problems: list[Problem | Remark]) -> None:
    """Add the good reviews of a row to its record and name the others."""
    seen: set[str] = set()
    for number, item in enumerate(raw, 1):
        try:
            review = _review(item, seen, len(record.text))
        except InputError as error:
            problems.append(Problem(record.file, record.line, f"review {number}: {error}", "review"))
        else:
            seen.add(review.annotator)
            record.reviews.append(review)


def _review(item: object, seen: set[str], length: int) -> RecordReview:
    if not isinstance(item, dict):
        raise InputError(f"it is {kind_of(item)}, not an object")
    status = item.get("status", Status.NEW.value)
    if type(status) is not str or status not in _STATUSES:
        shown = f"“{shorten(status)}”" if isinstance(status, str) else kind_of(status)
        raise InputError(f"its status is {shown}, which is none of {', '.join(_STATUSES)}")
    annotator = item.get("annotator", "")
    if type(annotator) is not str or len(annotator) > LIMITS["name"] or annotator.isspace():
        annotator = _annotator(item)
    if annotator in seen:
        raise InputError(f"“{shorten(annotator)}” has a review already")
    extra = {name: value for name, value in item.items() if name not in REVIEW_KEYS} or None
    return RecordReview(annotator, _STATUSES[status], string_or_empty(item, "note"), extra, _read_to(item, length))


def _read_to(item: dict[str, Any], length: int) -> int:
    place = item.get("read")
    if place is None:
        return 0
    if type(place) is not int:
        raise InputError(f"its “read” is {kind_of(place)}, not a whole number")
    if not 0 <= place <= length:
        raise InputError(f"its “read” {place} is no place in the text, which has {length} characters")
    return place
