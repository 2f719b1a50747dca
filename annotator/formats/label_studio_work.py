"""Annotations and predictions of Label Studio: spans, relations, statuses and suggestions of a record."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from annotator.formats.details import name_of
from annotator.formats.label_studio import OF_RELATION, UNNAMED
from annotator.formats.label_studio_answers import whole_values
from annotator.formats.label_studio_results import Results, results_of
from annotator.formats.label_studio_reviews import add_review, annotator_of, results_in, review_of
from annotator.formats.units import Unit
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordRelation, RecordSpan, RecordSuggestion
from annotator.model.suggestion import SuggestionState

if TYPE_CHECKING:
    from annotator.formats.base import ReadOptions
    from annotator.formats.label_studio_results import Region
    from annotator.model.record import Rejects

Row = dict[str, Any]

_STATES = {state.value: state for state in SuggestionState}


class Reading:
    """What is said of a file while it is read."""

    def __init__(self, file: str, options: ReadOptions) -> None:
        self.file = file
        self.unit = options.unit or Unit.CODE_POINT
        self.text = options.columns.get("text", "")
        self.id = options.columns.get("id", "")
        self.counts: Counter[str] = Counter()
        self.problems: list[Problem] = []

    def bad(self, line: int, reason: str, what: Rejects) -> None:
        self.problems.append(Problem(self.file, line, reason, what))


def take_annotations(record: Record, annotations: list[Row], reading: Reading) -> None:
    """Add the spans, relations and statuses of annotations."""
    seen: set[tuple[Any, ...]] = set()
    for number, annotation in enumerate(annotations, 1):
        try:
            annotator = annotator_of(annotation)
            raw = results_in(annotation)
        except InputError as error:
            reading.bad(record.line, f"annotation {number}: {error}", "review")
            continue
        review = review_of(annotation, annotator)
        extra = review.extra if review.extra is not None else {}
        if annotation.get("was_cancelled") is True:
            reading.counts["cancelled"] += 1
            if raw:
                extra["result"] = raw
        elif raw:
            whole = _work(record, raw, annotator, seen, reading)
            if whole:
                extra["answers"] = whole
                reading.counts["whole"] += len(whole)
        reading.counts["joined"] += add_review(record, review._replace(extra=extra or None))
    for name, value in whole_values(record.reviews).items():
        record.meta.setdefault(name, value)


def _work(record: Record, raw: list[Any], annotator: str, seen: set[tuple[Any, ...]], reading: Reading) -> list[Row]:
    """Add the spans and relations of an annotation; return its results for the whole text."""
    results = results_of(raw, record.text, reading.unit)
    _report(record, results, reading, "span")
    numbers: dict[object, list[int]] = {}
    for own, regions in results.regions.items():
        for region in regions:
            for label in region.labels:
                span = RecordSpan(
                    *region.extent,
                    label,
                    annotator,
                    (),
                    region.note,
                    region.doubt,
                    region.origin,
                    _extra_of_span(region),
                    dict(sorted(region.attributes.items())) or None,
                    region.actor,
                )
                identity = span[:4]
                if identity not in seen or span not in record.spans:
                    seen.add(identity)
                    record.spans.append(span)
                    numbers.setdefault(own, []).append(len(record.spans))
                else:
                    numbers.setdefault(own, []).append(record.spans.index(span) + 1)
    for number, item in enumerate(results.relations, 1):
        try:
            record.relations += _relations(item, numbers, annotator, reading)
        except InputError as error:
            reading.bad(record.line, f"relation {number}: {error}", "relation")
    return results.whole


def _report(record: Record, results: Results, reading: Reading, what: Rejects) -> None:
    for reason in results.bad:
        reading.bad(record.line, reason, what)
    reading.counts["blanks"] += results.blanks


def _extra_of_span(region: Region) -> Row | None:
    """What a span has no place for."""
    if region.state:
        region.extra["meta"] = {**region.extra.get("meta", {}), "state": region.state}
    score = {} if region.score is None else {"score": region.score}
    return score | region.extra or None


def _extra_of_suggestion(region: Region) -> Row | None:
    """What a suggestion has no place for."""
    extra = dict(region.extra)
    if region.origin not in ("", "prediction"):
        extra["origin"] = region.origin
    if region.doubt:
        extra["doubt"] = True
    if region.actor:
        extra["actor"] = region.actor
    if region.state and region.state not in _STATES:
        extra["state"] = region.state
    return extra or None


def _relations(item: Row, numbers: dict[object, list[int]], annotator: str, reading: Reading) -> list[RecordRelation]:
    """A relation for each of its labels."""
    ends = []
    for which in ("from_id", "to_id"):
        own = item.get(which)
        if not isinstance(own, str | int) or own not in numbers:
            shown = f"is the region {str(own)[:40]}, which" if own is not None else "is missing, or its region"
            raise InputError(f"its {which} {shown} is not there or was not taken")
        ends.append(numbers[own][0])
        reading.counts["several"] += len(numbers[own]) > 1
    direction = item.get("direction")
    if direction == "left":
        ends.reverse()
    labels = item.get("labels")
    names = [name_of(label, "label") for label in labels] if type(labels) is list and labels else [UNNAMED]
    extra = {name: value for name, value in item.items() if name not in OF_RELATION}
    deeper = item.get("extra")
    extra.update(deeper if type(deeper) is dict else {} if deeper is None else {"extra": deeper})
    if direction == "bi":
        extra["direction"] = "bi"
        reading.counts["both"] += 1
    whose = item.get("annotator")
    whose = whose if type(whose) is str else annotator
    return [RecordRelation(name, ends[0], ends[1], whose, extra or None) for name in names]


def take_prediction(record: Record, prediction: Row, reading: Reading) -> None:
    """Add the regions of a prediction as suggestions."""
    version, score = prediction.get("model_version"), prediction.get("score")
    provider = "" if version is None else str(version) if type(version) in (int, str, float) else "?"
    try:
        if provider.strip():
            name_of(provider, "model_version")
        raw = results_in(prediction)
    except InputError as error:
        reading.bad(record.line, f"a prediction: {error}", "suggestion")
        return
    reading.counts["predictions"] += bool(prediction.keys() - {"model_version", "score", "result"})
    results = results_of(raw, record.text, reading.unit)
    _report(record, results, reading, "suggestion")
    for _ in results.relations:
        reading.bad(record.line, "a relation of a prediction: only regions can be suggested", "relation")
    for _ in results.whole:
        reading.bad(
            record.line, "an answer of a prediction for the whole text: only regions can be suggested", "suggestion"
        )
    for regions in results.regions.values():
        for region in regions:
            own = region.score if region.score is not None else score
            for label in region.labels:
                suggestion = RecordSuggestion(
                    *region.extent,
                    label,
                    provider,
                    (),
                    own if type(own) in (int, float) else None,
                    region.note,
                    dict(sorted(region.attributes.items())) or None,
                    _STATES.get(region.state, SuggestionState.OPEN),
                    _extra_of_suggestion(region),
                )
                if suggestion not in record.suggestions:
                    record.suggestions.append(suggestion)
