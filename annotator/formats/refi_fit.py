"""What a REFI-QDA project can hold of a record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotator.formats.fitting import (
    EXTRAS,
    REVIEW_DETAILS,
    SPAN_EXTRAS,
    Loss,
    with_spans,
    without_document_details,
    without_fragments,
    without_registry,
    without_relations,
    without_span_details,
    without_suggestions,
)
from annotator.formats.refi_terms import MOMENT_SHAPE, UUID_SHAPE, legal
from annotator.formats.sheet_cells import as_text
from annotator.formats.sheet_fit import NO_TEXT
from annotator.model.document import Status
from annotator.model.record import Record, RecordReview

if TYPE_CHECKING:
    from annotator.formats.fitting import Losses
    from annotator.model.record import RecordSpan

CHARACTERS = Loss(
    "text with characters that XML cannot hold", "texts with characters that XML cannot hold", "written with � for each"
)
DOCUMENTS = Loss("document", "documents", "left out; a codebook holds labels alone")


def fitted(record: Record, losses: Losses, *, codebook: bool) -> Record:
    """The record as sources, selections, variables and sets give it back."""
    if codebook:
        losses[DOCUMENTS] += 1
        return record
    record = without_suggestions(without_registry(without_relations(record, losses), losses), losses)
    record = without_fragments(without_span_details(record, losses, notes=False, extras=False), losses)
    if record.title and record.title == legal(record.key) != record.key:
        record = without_document_details(record, losses, language=False, meta=False, extra=False)
    spans = [_span(span, losses) for span in record.spans]
    return replace(
        with_spans(record, spans, losses),
        title=_legal(record.title, losses),
        language=_legal(record.language, losses),
        meta=_meta(record.meta, losses),
        extra=_extra(record.extra, losses),
        reviews=_reviews(record.reviews, losses),
    )


def sets_of(record: Record) -> list[str]:
    """Names of the sets a document is in, as the tool it came from had them."""
    sets: list[str] = record.extra.get("sets", [])
    return sets


def _span(span: RecordSpan, losses: Losses) -> RecordSpan:
    extra = span.extra or {}
    kept = {name: value for name, value in extra.items() if name == "created" and _is(MOMENT_SHAPE, value)}
    losses[SPAN_EXTRAS] += len(extra) - len(kept)
    return span._replace(
        label=_legal(span.label, losses),
        annotator=_legal(span.annotator, losses),
        note=_legal(span.note, losses),
        extra=kept or None,
    )


def _extra(extra: dict[str, Any], losses: Losses) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if _is(UUID_SHAPE, extra.get("guid")):
        kept["guid"] = extra["guid"]
    sets = extra.get("sets")
    if isinstance(sets, list) and sets and all(isinstance(name, str) and name.strip() for name in sets):
        kept["sets"] = list(dict.fromkeys(legal(name) for name in sets))
    losses[EXTRAS] += len(extra) - len(kept)
    return kept


def _meta(meta: dict[str, Any], losses: Losses) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in meta.items():
        if not isinstance(value, str | int | float):
            losses[NO_TEXT] += 1
            value = as_text(value)
        kept[_legal(name, losses)] = _legal(value, losses) if isinstance(value, str) else value
    return kept


def _reviews(reviews: list[RecordReview], losses: Losses) -> list[RecordReview]:
    kept: dict[str, RecordReview] = {}
    for review in sorted(reviews, key=lambda review: review.annotator):
        if review.note or review.extra or review.read_to:
            losses[REVIEW_DETAILS] += 1
        annotator = _legal(review.annotator, losses)
        if review.status is not Status.NEW:
            kept.setdefault(annotator, RecordReview(annotator, review.status))
    return list(kept.values())


def _legal(text: str, losses: Losses) -> str:
    kept = legal(text)
    if kept != text:
        losses[CHARACTERS] += 1
    return kept


def _is(shape: Any, value: object) -> bool:  # noqa: ANN401
    return isinstance(value, str) and shape.fullmatch(value) is not None
