"""What a record is once Label Studio has held it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.formats import fitting
from annotator.formats.label_studio_answers import whole_values
from annotator.formats.label_studio_write import results_of_spans
from annotator.formats.prodigy_fit import REFUSED, within_annotators
from annotator.model.document import Status

if TYPE_CHECKING:
    from annotator.formats.fitting import Losses
    from annotator.model.record import Record, RecordReview, RecordSuggestion


def fit(record: Record, losses: Losses) -> Record:
    """Spans in one piece and nearly everything else; what a skipped document holds is no work any more."""
    record = fitting.without_registry(record, losses)
    if any(span.fragments for span in record.spans):
        record = fitting.without_fragments(record, losses)
    if len({span[:5] for span in record.spans}) < len(record.spans):
        record = fitting.with_spans(record, record.spans, losses)
    if record.suggestions:
        record = replace(record, suggestions=_suggestions(record, losses))
    if record.reviews:
        record = replace(record, reviews=[review for review in record.reviews if review.says_something])
        refused = {review.annotator for review in record.reviews if review.status is Status.SKIPPED}
        if any(span.annotator in refused for span in record.spans):
            record = _moved(record, refused, losses)
        answers = whole_values(sorted(record.reviews, key=lambda review: review.annotator))
        if answers.keys() - record.meta.keys():
            record = replace(record, meta={**answers, **record.meta})
    return within_annotators(record, losses) if record.relations else record


def _suggestions(record: Record, losses: Losses) -> list[RecordSuggestion]:
    losses[fitting.FRAGMENTS] += sum(bool(suggestion.fragments) for suggestion in record.suggestions)
    found: list[RecordSuggestion] = []
    for suggestion in record.suggestions:
        whole = suggestion._replace(fragments=())
        if whole not in found:
            found.append(whole)
    return found


def _moved(record: Record, refused: set[str], losses: Losses) -> Record:
    """The record with the spans of annotators who skipped it kept beside their status."""
    reviews: list[RecordReview] = []
    for review in record.reviews:
        spans = [span for span in record.spans if span.annotator == review.annotator]
        if review.annotator in refused and spans:
            losses[REFUSED] += len(spans)
            extra = dict(review.extra or {})
            there = extra.get("result")
            extra["result"] = [*(there if isinstance(there, list) else []), *results_of_spans(spans, record.text)]
            review = review._replace(extra=extra)
        reviews.append(review)
    stay = [span.annotator not in refused for span in record.spans]
    return fitting.only_spans(replace(record, reviews=reviews), stay, losses)
