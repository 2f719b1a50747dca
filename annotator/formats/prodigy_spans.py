"""Spans and relations of Prodigy's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS
from annotator.formats.details import attributes_of, name_of
from annotator.formats.json_rows import kind_of
from annotator.formats.prodigy import DETAILS, OF_RELATION, OF_SPAN
from annotator.formats.quotes import located
from annotator.formats.units import Unit
from annotator.model.errors import InputError
from annotator.model.record import Problem, RecordRelation, RecordSpan

if TYPE_CHECKING:
    from annotator.formats.base import Remark
    from annotator.model.record import Record

    Row = dict[str, Any]
    Told = list[Problem | Remark]


def is_refused(span: Row) -> bool:
    """Whether a span of its own was refused, as recipes that ask about one span at a time mark it."""
    return span.get("answer") in ("reject", "ignore") or span.get("rejected") is True


def take_spans(record: Record, raw: list[Any], annotator: str, unit: Unit, said: Told, line: int) -> list[Row]:
    """Add the good spans of a row, name the others, and return those that are marked as refused."""
    text, length = record.text, len(record.text)
    as_they_are, longest = unit is Unit.CODE_POINT, LIMITS["name"]
    append = record.spans.append
    refused = []
    for number, item in enumerate(raw, 1):
        if as_they_are and type(item) is dict and OF_SPAN.issuperset(item):
            start, end, label = item.get("start"), item.get("end"), item.get("label")
            # The many that are sound, looked at here; a call for each takes a third of an import.
            if (
                type(start) is int
                and type(end) is int
                and 0 <= start < end <= length
                and type(label) is str
                and len(label) <= longest
                and label.strip()
                and ("text" not in item or item["text"] == text[start:end])
            ):
                append(RecordSpan(start, end, label, annotator))
                continue
        try:
            if is_refused(_object(item)):
                refused.append(item)
            else:
                append(_span(item, text, annotator, unit))
        except InputError as error:
            said.append(Problem(record.file, line, f"span {number}: {error}", "span"))
    return refused


def _object(item: object) -> Row:
    if type(item) is not dict:
        raise InputError(f"it is {kind_of(item)}, not an object")
    return item


def _span(item: Row, text: str, annotator: str, unit: Unit) -> RecordSpan:
    for name in ("start", "end"):
        if name not in item:
            raise InputError(f"it has no “{name}”")
    quote = item.get("text")
    place = located(text, item["start"], item["end"], quote if type(quote) is str else None, unit)
    label = name_of(item.get("label"), "label")
    extra = {name: value for name, value in item.items() if name not in OF_SPAN}
    said: Row = {}
    for name in DETAILS:
        value = extra.get(name)
        if _is_detail(name, value):
            said[name] = extra.pop(name)
    deeper = said.get("extra", {})
    if deeper.keys() & extra.keys():
        extra["extra"] = deeper
    else:
        extra.update(deeper)
    return RecordSpan(
        place.start,
        place.end,
        label,
        annotator,
        (),
        said.get("note", ""),
        said.get("doubt", False),
        said.get("origin", ""),
        extra or None,
        attributes_of(said.get("attributes")),
        said.get("actor", ""),
    )


def _is_detail(name: str, value: object) -> bool:
    """Whether a key of a span holds what we write there; a stranger's key by the same name is kept as it is."""
    if name == "doubt":
        return value is True
    if name == "extra":
        return type(value) is dict
    if name == "attributes":
        return type(value) is dict and _are_attributes(value)
    return type(value) is str and value != "" and (name != "actor" or len(value) <= LIMITS["name"])


def _are_attributes(value: Row) -> bool:
    try:
        return attributes_of(value) is not None
    except InputError:
        return False


def span_json(span: RecordSpan) -> Row:
    """A span as a row has it, with what else is known of it under keys that Prodigy leaves alone."""
    start, end, label, _annotator, _fragments, note, doubt, origin, extra, attributes, actor = span
    value: Row = {"start": start, "end": end, "label": label}
    if note:
        value["note"] = note
    if doubt:
        value["doubt"] = True
    if origin:
        value["origin"] = origin
    if attributes:
        value["attributes"] = attributes
    if actor:
        value["actor"] = actor
    if extra:
        taken = OF_SPAN.union(DETAILS)
        marked = is_refused(extra)
        deeper = {
            name: it for name, it in extra.items() if name in taken or (marked and name in ("answer", "rejected"))
        }
        value.update((name, it) for name, it in extra.items() if name not in deeper)
        if deeper:
            value["extra"] = deeper
    return value


def take_relations(
    record: Record,
    first: int,
    raw: list[Any],
    tokens: object,
    annotator: str,
    unit: Unit,
    said: Told,
    line: int,
) -> None:
    """Add the good relations of a row, whose spans are those from ``first`` on, and name the others."""
    places: dict[tuple[Any, ...], int] = {}
    for number, span in enumerate(record.spans[first:], first + 1):
        for place in ((span.start, span.end, span.label), (span.start, span.end), span.end):
            key = place if isinstance(place, tuple) else (place,)
            places[key] = 0 if key in places else number
    ends = _token_ends(tokens)
    for number, item in enumerate(raw, 1):
        try:
            name = name_of(_object(item).get("label"), "label")
            head = _end(item, "head", record, places, ends, unit)
            tail = _end(item, "child", record, places, ends, unit)
            own = item.get("annotator")
            whose = own if type(own) is str else annotator
            extra = {name: value for name, value in item.items() if name not in OF_RELATION}
            if type(item.get("extra")) is dict:
                extra.update(item["extra"])
            record.relations.append(RecordRelation(name, head, tail, whose, extra or None))
        except InputError as error:
            said.append(Problem(record.file, line, f"relation {number}: {error}", "relation"))


def _token_ends(tokens: object) -> list[Any]:
    """Where each token ends, as far as tokens say so."""
    return [token.get("end") if type(token) is dict else None for token in tokens] if type(tokens) is list else []


def _end(item: Row, which: str, record: Record, places: dict[tuple[Any, ...], int], ends: list[Any], unit: Unit) -> int:
    """The number of the span at one end of a relation: by its place and label, else by its last token."""
    span = item.get(f"{which}_span")
    if type(span) is dict:
        place = located(record.text, span.get("start"), span.get("end"), unit=unit)
        shown = f"{span.get('start')}–{span.get('end')}"
        number = places.get((place.start, place.end, str(span.get("label")))) or places.get((place.start, place.end))
    else:
        token = item.get(which)
        if type(token) is not int:
            what = f"its {which} is {kind_of(token)}, no token"
            raise InputError(what if token is not None else f"it has no “{which}” that is a token")
        shown = f"token {token}"
        end = ends[token] if 0 <= token < len(ends) else None
        number = places.get((end,)) if type(end) is int else None
    if number is None:
        raise InputError(f"its {which}, {shown}, is no span of the row that was taken")
    if not number:
        raise InputError(f"its {which}, {shown}, is more than one span of the row")
    return number
