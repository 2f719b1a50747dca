"""Records as Web Annotations: one that describes the document, one for each span, one for each relation."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson

from annotator.formats.anchoring import context_of
from annotator.formats.details import document_details
from annotator.formats.fitting import TEXTS, without_suggestions
from annotator.formats.web_annotation_terms import (
    ANNOTATION_KEYS,
    CONTEXT,
    DETAILS,
    DOCUMENT,
    OWN_ID,
    Json,
    identity,
    iri,
    span_identity,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.model.record import Record, RecordSpan


def fitted(record: Record, losses: Losses, *, texts: bool) -> Record:
    """The record without suggestions, and without its text if that is not to be written."""
    record = without_suggestions(record, losses)
    if texts or not record.text:
        return record
    losses[TEXTS] += 1
    text = record.text
    return replace(
        record,
        text="",
        sha256="",
        quotes=[" … ".join(text[start:end] for start, end in _pieces(span)) for span in record.spans],
        contexts=[context_of(text, span.start, span.end) for span in record.spans],
    )


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
    """The annotations in pieces, as a list, a page or lines."""
    layout = options.settings.get("layout", "list")
    made = (annotation for record in records for annotation in annotations_of(record))
    if layout == "lines":
        for annotation in made:
            yield _dumped({"@context": CONTEXT, **annotation}) + b"\n"
        return
    head = b"["
    if layout == "page":
        page = {"@context": CONTEXT, "id": identity("page", options.title), "type": "AnnotationPage"}
        head = _dumped(page)[:-1] + b',"items":['
    yield head + b"\n"
    between = b""
    for annotation in made:
        yield between + _dumped(annotation if layout == "page" else {"@context": CONTEXT, **annotation})
        between = b",\n"
    yield b"\n]}\n" if layout == "page" else b"\n]\n"


def annotations_of(record: Record) -> Iterator[Json]:
    """The annotations that say what a record says, the document's first."""
    yield _document(record)
    ids = _ids(record)
    for number, span in enumerate(record.spans):
        yield {"id": ids[number], **_span(record, number, span, ids[number])}
    for relation in record.relations:
        head, tail = ids[relation.head - 1], ids[relation.tail - 1]
        yield {
            "id": identity("relation", head, tail, relation.type, relation.annotator),
            "type": "Annotation",
            "motivation": "linking",
            **_creator(relation.annotator),
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "value": relation.type},
                {"type": "SpecificResource", "purpose": "linking", "source": tail},
            ],
            "target": head,
            **({DETAILS: {"extra": relation.extra}} if relation.extra else {}),
        }


def _dumped(value: Json) -> bytes:
    return orjson.dumps(value)


def _document(record: Record) -> Json:
    body: Json = {"type": "TextualBody", "purpose": "describing", "format": "text/plain"}
    if record.language:
        body["language"] = record.language
    return {
        "id": identity("document", record.key),
        "type": "Annotation",
        "motivation": "describing",
        **({"body": {**body, "value": record.text}} if record.text else {}),
        "target": iri("document", record.key),
        DOCUMENT: document_details(record),
    }


def _span(record: Record, number: int, span: RecordSpan, own: str) -> Json:
    bodies: list[Json] = [{"type": "TextualBody", "purpose": "tagging", "value": span.label}]
    if span.note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": span.note})
    if span.actor:
        named = {"id": iri("actor", span.actor), "label": span.actor}
        bodies.append({"type": "SpecificResource", "purpose": "identifying", "source": named})
    targets = [_target(record, number, piece) for piece in _pieces(span)]
    extra = {name: value for name, value in (span.extra or {}).items() if (name, value) != (OWN_ID, own)}
    outside = {name for name in extra if name not in ANNOTATION_KEYS and not name.startswith("@")}
    details: Json = {
        "doubt": span.doubt,
        "origin": span.origin,
        "attributes": span.attributes,
        "extra": {name: value for name, value in extra.items() if name not in outside},
    }
    details = {name: value for name, value in details.items() if value}
    return {
        "type": "Annotation",
        "motivation": "tagging",
        **_creator(span.annotator),
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets,
        **{name: value for name, value in extra.items() if name in outside},
        **({DETAILS: details} if details else {}),
    }


def _target(record: Record, number: int, piece: tuple[int, int]) -> Json:
    start, end = piece
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    if record.text:
        exact: str = record.text[start:end]
        prefix, suffix = context_of(record.text, start, end)
    else:
        exact, (prefix, suffix) = _remembered(record, number, piece)
    quote: Json = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    return {"source": iri("document", record.key), "selector": [quote, position] if exact else [position]}


def _remembered(record: Record, number: int, piece: tuple[int, int]) -> tuple[str, tuple[str, str]]:
    """The words of a piece and around it, of a record whose text is gone."""
    span = record.spans[number]
    words = (record.quotes or [])[number : number + 1]
    around = (record.contexts or [])[number : number + 1]
    if not words:
        return "", ("", "")
    place = 0
    for start, end in _pieces(span):
        if (start, end) == piece:
            first, last = start == span.start, end == span.end
            before, after = around[0] if around else ("", "")
            return words[0][place : place + end - start], (before if first else "", after if last else "")
        place += end - start + len(" … ")
    return "", ("", "")


def _pieces(span: RecordSpan) -> tuple[tuple[int, int], ...]:
    return span.fragments or ((span.start, span.end),)


def _creator(annotator: str) -> dict[str, Any]:
    return {"creator": {"id": iri("annotator", annotator), "type": "Person", "name": annotator}} if annotator else {}


def _ids(record: Record) -> list[str]:
    """An id for each span: the one it came with if no other has it, else one made of what it is."""
    came = Counter(str(span.extra[OWN_ID]) for span in record.spans if span.extra and OWN_ID in span.extra)
    return [
        span.extra[OWN_ID]
        if span.extra and type(span.extra.get(OWN_ID)) is str and came[span.extra[OWN_ID]] == 1
        else span_identity(record.key, span)
        for span in record.spans
    ]
