"""What a record is once Argilla has held it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotator.formats import fitting
from annotator.formats.argilla import QUESTION, question_of
from annotator.formats.fitting import Loss
from annotator.formats.prodigy_fit import REFUSED
from annotator.model.document import Status
from annotator.model.suggestion import SuggestionState

if TYPE_CHECKING:
    from annotator.formats.fitting import Losses
    from annotator.model.record import Record, RecordReview, RecordSpan, RecordSuggestion

SETTLED = Loss("suggestion that was accepted or rejected", "suggestions that were accepted or rejected", "left out")
OTHER_AGENTS = Loss(
    "suggestion by a further model",
    "suggestions by further models",
    "left out: Argilla holds one model's for a question",
)
DETAILS = Loss("detail of a suggestion", "details of suggestions", "left out")


def fit(record: Record, losses: Losses) -> Record:
    """Places and labels of spans and suggestions, everything about the document, and statuses."""
    record = fitting.without_registry(record, losses)
    record = fitting.without_relations(record, losses)
    record = fitting.without_fragments(record, losses)
    if any(span[5:] != _NO_DETAILS for span in record.spans):
        record = fitting.without_span_details(record, losses, extras=False)
        record = replace(record, spans=[_with_question(span, losses) for span in record.spans])
    if len({span[:5] for span in record.spans}) < len(record.spans):
        record = fitting.with_spans(record, record.spans, losses)
    if record.suggestions:
        record = replace(record, suggestions=_suggestions(record.suggestions, losses))
    if record.reviews:
        record = replace(record, reviews=[review for review in record.reviews if review.says_something])
        refused = {review.annotator for review in record.reviews if review.status is Status.SKIPPED}
        if any(span.annotator in refused for span in record.spans):
            record = _moved(record, refused, losses)
    return record


_NO_DETAILS = ("", False, "", None, None, "")


def _question(extra: dict[str, Any] | None) -> dict[str, Any] | None:
    """Of unknown keys only the question has a place."""
    question = question_of(extra)
    return None if question == QUESTION else {"question": question}


def _with_question(span: RecordSpan, losses: Losses) -> RecordSpan:
    kept = _question(span.extra)
    losses[fitting.SPAN_EXTRAS] += len(span.extra or ()) - len(kept or ())
    return span._replace(extra=kept)


def _suggestions(suggestions: list[RecordSuggestion], losses: Losses) -> list[RecordSuggestion]:
    agents: dict[str, str] = {}
    found: list[RecordSuggestion] = []
    for suggestion in suggestions:
        kept = suggestion._replace(fragments=(), note="", attributes=None, extra=_question(suggestion.extra))
        if suggestion.state is not SuggestionState.OPEN:
            losses[SETTLED] += 1
        elif agents.setdefault(question_of(kept.extra), kept.provider) != kept.provider:
            losses[OTHER_AGENTS] += 1
        else:
            losses[fitting.FRAGMENTS] += bool(suggestion.fragments)
            losses[DETAILS] += bool(suggestion.note) + len(suggestion.attributes or ())
            losses[DETAILS] += len(suggestion.extra or ()) - len(kept.extra or ())
            if kept not in found:
                found.append(kept)
    # They stand by question in the file, and so come back.
    order = list(agents)
    return _scored(sorted(found, key=lambda it: order.index(question_of(it.extra))), losses)


def _scored(suggestions: list[RecordSuggestion], losses: Losses) -> list[RecordSuggestion]:
    """Scores are one list for a question: all have one, or none."""
    partly = {question_of(it.extra) for it in suggestions if it.score is None}
    losses[DETAILS] += sum(it.score is not None and question_of(it.extra) in partly for it in suggestions)
    scored = [it._replace(score=None) if question_of(it.extra) in partly else it for it in suggestions]
    return [it for number, it in enumerate(scored) if it not in scored[:number]]


def _moved(record: Record, refused: set[str], losses: Losses) -> Record:
    """The record with the spans of annotators who skipped it kept beside their status."""
    reviews: list[RecordReview] = []
    for review in record.reviews:
        spans = [span for span in record.spans if span.annotator == review.annotator]
        if review.annotator in refused and spans:
            losses[REFUSED] += len(spans)
            extra = dict(review.extra or {})
            there = extra.get("discarded")
            discarded = dict(there) if isinstance(there, dict) else {}
            for span in spans:
                value = {"label": span.label, "start": span.start, "end": span.end}
                known = discarded.get(question_of(span.extra))
                discarded[question_of(span.extra)] = [*(known if isinstance(known, list) else []), value]
            review = review._replace(extra={**extra, "discarded": discarded})
        reviews.append(review)
    stay = [span.annotator not in refused for span in record.spans]
    return fitting.only_spans(replace(record, reviews=reviews), stay, losses)
