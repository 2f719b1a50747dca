"""Records to those of Argilla's second version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.argilla import OF_METADATA, OF_RECORD, QUESTION, SAID, STATUS, are_spans, question_of
from annotator.formats.flat_rows import give_flat
from annotator.formats.json_out import json_line
from annotator.formats.said_reviews import said_beyond
from annotator.model.document import Status
from annotator.model.record import RecordReview

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.model.record import Record

Row = dict[str, Any]


def write(records: Iterable[Record]) -> Iterator[bytes]:
    """One JSON list, a record a line."""
    before = b"[\n"
    for record in records:
        yield before + json_line(_row(record))[:-1]
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def _row(record: Record) -> Row:
    extra = dict(record.extra)
    fields: Row = {"text": record.text}
    if isinstance(extra.get("fields"), dict) and extra["fields"] and "text" not in extra["fields"]:
        fields.update(extra.pop("fields"))
    suggested = _suggestions(record)
    if _are_other_suggestions(extra.get("suggestions"), suggested):
        suggested.update(extra.pop("suggestions"))
    row: Row = {"id": record.key, "fields": fields}
    metadata = give_flat(record, OF_METADATA)
    metadata.pop("extra", None)
    row.update((name, extra.pop(name)) for name in list(extra) if name not in OF_RECORD)
    if extra:
        metadata["extra"] = extra
    return {**row, "metadata": metadata, "responses": _responses(record), "suggestions": suggested}


def _responses(record: Record) -> Row:
    reviews = {review.annotator: review for review in record.reviews}
    found: dict[str, list[Row]] = {}
    for annotator in sorted({span.annotator for span in record.spans} | reviews.keys()):
        review = reviews.get(annotator, RecordReview(annotator))
        values: Row = {}
        for span in record.spans:
            if span.annotator == annotator:
                value = {"label": span.label, "start": span.start, "end": span.end}
                values.setdefault(question_of(span.extra), []).append(value)
        rest = dict(review.extra or {})
        more: Row = {}
        if review.status is Status.SKIPPED:
            if _are_discarded(rest.get("discarded")):
                values = rest.pop("discarded")
        elif _are_others(rest.get("responses")):
            more = rest.pop("responses")
        said = SAID[review.status]
        beyond = said_beyond(review, STATUS[said], rest)
        for question, value in [*(values or ({} if more else {QUESTION: []})).items(), *more.items()]:
            response = {"value": value, "user_id": annotator or None, "status": said}
            if beyond:
                response["review"] = beyond
            found.setdefault(question, []).append(response)
    return found


def _are_discarded(values: object) -> bool:
    return isinstance(values, dict) and bool(values) and all(values.values())


def _are_others(values: object) -> bool:
    return (
        isinstance(values, dict)
        and bool(values)
        and not any(value is None or are_spans(value) for value in values.values())
    )


def _suggestions(record: Record) -> Row:
    """One for each question; fitted ones have one agent, and all a score or none."""
    found: Row = {}
    for suggestion in record.suggestions:
        one = found.setdefault(
            question_of(suggestion.extra), {"value": [], "score": [], "agent": suggestion.provider or None}
        )
        one["value"].append({"label": suggestion.label, "start": suggestion.start, "end": suggestion.end})
        if suggestion.score is not None:
            one["score"].append(suggestion.score)
    for one in found.values():
        one["score"] = one["score"] or None
    return found


def _are_other_suggestions(raw: object, suggested: Row) -> bool:
    return (
        isinstance(raw, dict)
        and bool(raw)
        and raw.keys().isdisjoint(suggested)
        and all(isinstance(item, dict) and not are_spans(item.get("value")) for item in raw.values())
    )
