"""Records to PubAnnotation JSON, an object a line, in one list or without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from annotator.formats import beside as details
from annotator.formats.pubannotation_read import CHAINED, DOCUMENT_KEYS, FRAGMENT, RELATION_KEYS, SPAN_KEYS, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import WriteOptions
    from annotator.model.record import Record, RecordRelation, RecordSpan

_SOURCE = ("sourcedb", "sourceid", "divid")


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
    """Yield the file; each record is as ``fit`` made it."""
    listed = options.settings.get("layout", "list") != "lines"
    chained = options.settings.get("fragments") == "chain"
    before = b"[\n" if listed else b""
    for record in records:
        yield before + orjson.dumps(as_json(record, chained=chained))
        before = b",\n" if listed else b"\n"
    if listed:
        yield b"\n]\n" if before == b",\n" else b"[]\n"
    elif before:
        yield b"\n"


def as_json(record: Record, *, chained: bool) -> dict[str, Any]:
    """The record as one document of PubAnnotation's."""
    value: dict[str, Any] = {"text": record.text}
    extra = dict(record.extra)
    source = {name: extra[name] for name in _SOURCE if name in extra}
    if source.keys() & {"sourcedb", "divid"} and key_of(source) == record.key:
        value.update(source)
        extra = {name: item for name, item in extra.items() if name not in source}
    else:
        value["sourceid"] = record.key
    kept = {name: item for name, item in extra.items() if name in DOCUMENT_KEYS}
    value.update((name, item) for name, item in extra.items() if name not in kept)
    project = extra.get("project")
    annotator = project if isinstance(project, str) and project.strip() and len(project) <= 1000 else ""
    value["denotations"], value["blocks"], value["relations"], value["attributes"] = [], [], [], []
    for number, span in enumerate(record.spans, 1):
        _span(value, number, span, annotator, chained=chained)
    value["relations"] += [
        _relation(number, relation, annotator) for number, relation in enumerate(record.relations, 1)
    ]
    for number, attribute in enumerate(value["attributes"], 1):
        attribute["id"] = f"A{number}"
    if not value["blocks"]:
        del value["blocks"]
    value["details"] = details.of_document(record, ("extra",))
    if kept:
        value["details"]["extra"] = kept
    return value


def _span(value: dict[str, Any], number: int, span: RecordSpan, annotator: str, *, chained: bool) -> None:
    own = f"T{number}"
    extra = dict(span.extra or {})
    is_block = extra.get("block") is True and not span.fragments
    if is_block:
        del extra["block"]
    places = [{"begin": start, "end": end} for start, end in details.pieces_of(span)]
    made: dict[str, Any] = {"id": own, "span": places[0] if len(places) == 1 or chained else places, "obj": span.label}
    if chained:
        for part, place in enumerate(places[1:], 1):
            value["denotations"].append({"id": f"{own}-{part}", "span": place, "obj": FRAGMENT})
            value["relations"].append({"id": f"C{number}-{part}", "pred": CHAINED, "subj": own, "obj": f"{own}-{part}"})
    if span.annotator != annotator:
        made["annotator"] = span.annotator
    made.update(details.of_span(span, ("annotator", "attributes", "extra")))
    attributes = span.attributes or {}
    if choices := {name: found for name, found in attributes.items() if isinstance(found, list)}:
        made["attributes"] = choices
    made.update((name, item) for name, item in extra.items() if name not in SPAN_KEYS)
    if kept := {name: item for name, item in extra.items() if name in SPAN_KEYS}:
        made["extra"] = kept
    value["blocks" if is_block else "denotations"].append(made)
    value["attributes"] += [
        {"id": "", "subj": own, "pred": name, "obj": found} for name, found in attributes.items() if name not in choices
    ]


def _relation(number: int, relation: RecordRelation, annotator: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"R{number}",
        "pred": relation.type,
        "subj": f"T{relation.head}",
        "obj": f"T{relation.tail}",
    }
    if relation.annotator != annotator:
        made["annotator"] = relation.annotator
    extra = relation.extra or {}
    made.update((name, item) for name, item in extra.items() if name not in RELATION_KEYS)
    if kept := {name: item for name, item in extra.items() if name in RELATION_KEYS}:
        made["extra"] = kept
    return made
