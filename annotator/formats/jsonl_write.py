"""Records to the native JSON Lines. The same record gives the same bytes, whatever made it."""

from __future__ import annotations

from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from annotator.formats.json_out import json_line
from annotator.formats.jsonl_keys import unknown
from annotator.formats.jsonl_read import KNOWN
from annotator.formats.jsonl_spans import RELATION_KEYS, REVIEW_KEYS, SPAN_KEYS
from annotator.formats.jsonl_suggestions import ACTOR_KEYS, SUGGESTION_KEYS
from annotator.model.document import text_sha256
from annotator.model.suggestion import SuggestionState

if TYPE_CHECKING:
    from annotator.model.record import Record, RecordActor, RecordReview, RecordSpan, RecordSuggestion

_ORDER = itemgetter(0, 1, 2, 3, 4)
"""Start, end, label, annotator or provider, fragments: what two spans or suggestions of a document cannot share."""
_ANNOTATOR = attrgetter("annotator")
_NAME = attrgetter("name")


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
    if record.suggestions:
        value["suggestions"] = [_suggestion(made, text) for made in sorted(record.suggestions, key=_ORDER)]
    if record.actors:
        value["actors"] = [_actor(actor) for actor in sorted(record.actors, key=_NAME)]
    if record.extra:
        value.update(unknown(record.extra, KNOWN))
    return value


def _in_order(spans: list[RecordSpan]) -> list[RecordSpan]:
    try:
        return sorted(spans)
    except TypeError:  # two alike in all but their unknown keys, which have no order
        return sorted(spans, key=_ORDER)


def _span(number: int, span: RecordSpan, text: str) -> dict[str, Any]:
    start, end, label, annotator, fragments, note, doubt, origin, extra, attributes, actor = span
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
    if attributes:
        value["attributes"] = dict(sorted(attributes.items()))
    if actor:
        value["actor"] = actor
    if extra:
        value.update(unknown(extra, SPAN_KEYS))
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
            **unknown(record.relations[place].extra or {}, RELATION_KEYS),
        }
        for number, (head, tail, name, annotator, place) in enumerate(ordered, 1)
    ]


def _review(review: RecordReview) -> dict[str, Any]:
    return {
        "annotator": review.annotator,
        "status": review.status.value,
        "note": review.note,
        **({"read": review.read_to} if review.read_to else {}),
        **unknown(review.extra or {}, REVIEW_KEYS),
    }


def _suggestion(made: RecordSuggestion, text: str) -> dict[str, Any]:
    value: dict[str, Any] = {"start": made.start, "end": made.end}
    if made.fragments:
        value["fragments"] = [tuple(piece) for piece in made.fragments]
    value.update(label=made.label, text=text[made.start : made.end], provider=made.provider)
    if made.score is not None:
        value["score"] = made.score
    if made.note:
        value["note"] = made.note
    if made.attributes:
        value["attributes"] = dict(sorted(made.attributes.items()))
    if made.state is not SuggestionState.OPEN:
        value["state"] = made.state.value
    return value | unknown(made.extra or {}, SUGGESTION_KEYS)


def _actor(actor: RecordActor) -> dict[str, Any]:
    value: dict[str, Any] = {"name": actor.name, "aliases": list(actor.aliases)}
    if actor.note:
        value["note"] = actor.note
    return value | unknown(actor.extra or {}, ACTOR_KEYS)
