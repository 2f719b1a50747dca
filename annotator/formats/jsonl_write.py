"""Records to the native JSON Lines. The same record gives the same bytes, whatever made it."""

from __future__ import annotations

from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from annotator.formats.json_out import json_line
from annotator.model.document import text_sha256

if TYPE_CHECKING:
    from annotator.model.record import Record, RecordReview, RecordSpan

_ORDER = itemgetter(0, 1, 2, 3, 4)
"""Start, end, label, annotator, fragments: what two spans of a document cannot share."""
_ANNOTATOR = attrgetter("annotator")


def line(record: Record) -> bytes:
    """One line with its end. Spans in order of start, end, label, annotator, fragments, numbered from 1."""
    return json_line(as_json(record))


def as_json(record: Record) -> dict[str, Any]:
    """The record as the object that stands on its line."""
    text = record.text
    spans = _in_order(record.spans)
    value: dict[str, Any] = {
        "id": record.key,
        "text": text,
        "title": record.title,
        "language": record.language,
        "meta": record.meta,
        "sha256": record.sha256 or text_sha256(text),
        "offsets": "codepoint",
        "spans": [
            # Written out here for the many that say no more: a call for each costs a third of an export.
            {
                "id": number,
                "start": start,
                "end": end,
                "label": label,
                "text": text[start:end],
                "annotator": annotator,
            }
            if not (fragments or note or doubt or origin or extra or attributes or actor)
            else _span(number, spans[number - 1], text)
            for number, (
                start,
                end,
                label,
                annotator,
                fragments,
                note,
                doubt,
                origin,
                extra,
                attributes,
                actor,
            ) in enumerate(spans, 1)
        ],
        "relations": _relations(record, spans) if record.relations else [],
        "reviews": [_review(review) for review in sorted(record.reviews, key=_ANNOTATOR)],
    }
    value.update(record.extra)
    return value


def _in_order(spans: list[RecordSpan]) -> list[RecordSpan]:
    try:
        return sorted(spans)
    except TypeError:  # two alike in all but their unknown keys, which have no order
        return sorted(spans, key=_ORDER)


def _span(number: int, span: RecordSpan, text: str) -> dict[str, Any]:
    start, end, label, annotator, fragments, note, doubt, origin, extra, _attributes, _actor = span
    value: dict[str, Any] = {"id": number, "start": start, "end": end}
    if fragments:
        value["fragments"] = [tuple(piece) for piece in fragments]
    value.update(label=label, text=text[start:end], annotator=annotator)
    if note:
        value["note"] = note
    if doubt:
        value["doubt"] = True
    if origin:
        value["origin"] = origin
    if extra:
        value.update(extra)
    return value


def _relations(record: Record, spans: list[RecordSpan]) -> list[dict[str, Any]]:
    """By head, tail, type and annotator, so that their order depends on nothing but what they say."""
    number = {id(span): place for place, span in enumerate(spans, 1)}
    ordered = sorted(
        (
            number[id(record.spans[relation.head - 1])],
            number[id(record.spans[relation.tail - 1])],
            relation.type,
            relation.annotator,
            place,
        )
        for place, relation in enumerate(record.relations)
    )
    return [
        {
            "id": number,
            "type": name,
            "head": head,
            "tail": tail,
            "annotator": annotator,
            **(record.relations[place].extra or {}),
        }
        for number, (head, tail, name, annotator, place) in enumerate(ordered, 1)
    ]


def _review(review: RecordReview) -> dict[str, Any]:
    return {
        "annotator": review.annotator,
        "status": review.status.value,
        "note": review.note,
        **(review.extra or {}),
    }
