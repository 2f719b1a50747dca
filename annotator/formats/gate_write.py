"""Records to GATE's ``.bdocjs``, a file for each document, and the listing of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from annotator.formats import beside as details
from annotator.formats import folders
from annotator.formats.base import Piece
from annotator.formats.gate_read import DOCUMENT_KEYS, SPAN_KEYS, UNITS, whole_of
from annotator.formats.quotes import mapper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import WriteOptions
    from annotator.formats.units import OffsetMapper
    from annotator.model.record import Record, RecordSpan


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[Piece]:
    """Yield the files of a folder; each record is as ``fit`` made it."""
    yield Piece(folders.LISTING, b"")
    for record in records:
        stem = folders.safe_stem(record.key, (".bdocjs",))
        yield Piece(f"{stem}.bdocjs", orjson.dumps(as_json(record, options.settings.get("offsets", "p"))) + b"\n")
        yield Piece(folders.LISTING, folders.listed(record, stem, briefly=True))


def as_json(record: Record, offsets: str) -> dict[str, Any]:
    """The record as a document of gatenlp's; ``offsets`` is its offset type."""
    places = mapper(record.text, UNITS[offsets])
    sets: dict[str, dict[str, Any]] = {}
    for number, span in enumerate(record.spans):
        found = sets.setdefault(
            span.annotator, {"name": span.annotator, "next_annid": len(record.spans), "annotations": []}
        )
        found["annotations"].append(_annotation(number, span, places))
    extra = {name: value for name, value in record.extra.items() if name not in DOCUMENT_KEYS}
    kept = {name: value for name, value in record.extra.items() if name in DOCUMENT_KEYS}
    own = details.of_document(record, ("extra",) if "details" in record.meta else ("extra", "meta"))
    if kept:
        own["extra"] = kept
    # An export of ours is known by it, even where it says nothing.
    own["relations"] = [
        {
            "type": relation.type,
            "head": [record.spans[relation.head - 1].annotator, relation.head - 1],
            "tail": [record.spans[relation.tail - 1].annotator, relation.tail - 1],
            **details.of_relation(relation),
        }
        for relation in record.relations
    ]
    return {
        "annotation_sets": sets,
        "text": record.text,
        "features": {**({} if "details" in record.meta else record.meta), "details": own},
        "offset_type": offsets,
        "name": record.key,
        **extra,
    }


def _annotation(number: int, span: RecordSpan, places: OffsetMapper) -> dict[str, Any]:
    extra = dict(span.extra or {})
    features: dict[str, Any] = {}
    other = extra.get("features")
    if (
        isinstance(other, dict)
        and other
        and "details" not in other
        and not any(map(details.is_attribute_value, other.values()))
    ):
        features = dict(extra.pop("features"))
    attributes = span.attributes or {}
    kept = {name: value for name, value in attributes.items() if name == "details" or name in features}
    features = {**features, **{name: value for name, value in attributes.items() if name not in kept}}
    own = details.of_span(span, ("annotator", "attributes", "extra"))
    if kept:
        own["attributes"] = kept
    if left := {name: value for name, value in extra.items() if name in SPAN_KEYS}:
        own["extra"] = left
    pieces = details.pieces_of(span)
    if whole_of(pieces) != pieces:
        own["pieces"] = pieces
    if own:
        features["details"] = own
    return {
        "type": span.label,
        "start": places.from_code_points(span.start),
        "end": places.from_code_points(span.end),
        "id": number,
        "features": features,
        **{name: value for name, value in extra.items() if name not in SPAN_KEYS},
    }
