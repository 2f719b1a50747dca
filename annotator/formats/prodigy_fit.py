"""What a record is once Prodigy has held it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.formats import fitting
from annotator.formats.fitting import Loss
from annotator.formats.prodigy_answers import parted
from annotator.formats.prodigy_spans import span_json

if TYPE_CHECKING:
    from annotator.formats.fitting import Losses
    from annotator.model.record import Record, RecordReview

REFUSED = Loss(
    "span in a document that its annotator skipped",
    "spans in documents that their annotators skipped",
    "written as part of an ignored answer, not as spans",
)
BETWEEN_ANNOTATORS = Loss(
    "relation between spans of two annotators", "relations between spans of two annotators", "left out"
)


def fit(record: Record, losses: Losses) -> Record:
    """Spans in one piece and everything else, but what a skipped document holds."""
    record = fitting.without_suggestions(record, losses)
    record = fitting.without_registry(record, losses)
    record = fitting.without_fragments(record, losses)
    if len({span[:5] for span in record.spans}) < len(record.spans):
        record = fitting.with_spans(record, record.spans, losses)
    if record.reviews:
        reviews = [review for review in record.reviews if review.says_something]
        refused = {review.annotator for review in reviews if parted(review).refused}
        record = replace(record, reviews=reviews)
        if refused and any(span.annotator in refused for span in record.spans):
            record = _moved(record, refused, losses)
    return within_annotators(record, losses) if record.relations else record


def _moved(record: Record, refused: set[str], losses: Losses) -> Record:
    """The record with the spans of annotators who refused it kept beside their status."""
    reviews: list[RecordReview] = []
    for review in record.reviews:
        spans = [span_json(span) for span in record.spans if span.annotator == review.annotator]
        if review.annotator in refused and spans:
            losses[REFUSED] += len(spans)
            extra = dict(review.extra or {})
            there = extra.get("spans")
            extra["spans"] = [*(there if isinstance(there, list) else []), *spans]
            review = review._replace(extra=extra)
        reviews.append(review)
    stay = [span.annotator not in refused for span in record.spans]
    return fitting.only_spans(replace(record, reviews=reviews), stay, losses)


def within_annotators(record: Record, losses: Losses) -> Record:
    """Keep relations whose two spans are one annotator's: each has a row, or an annotation, of their own."""
    whose = [span.annotator for span in record.spans]
    kept = [relation for relation in record.relations if whose[relation.head - 1] == whose[relation.tail - 1]]
    losses[BETWEEN_ANNOTATORS] += len(record.relations) - len(kept)
    return record if len(kept) == len(record.relations) else replace(record, relations=kept)
