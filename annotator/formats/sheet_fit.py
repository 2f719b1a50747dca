"""What a table with one row a span can hold of a record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from annotator.formats.fitting import (
    META,
    SPAN_EXTRAS,
    TEXTS,
    Loss,
    without_document_details,
    without_registry,
    without_relations,
    without_suggestions,
)
from annotator.formats.sheet_cells import as_text
from annotator.model.record import Record
from annotator.model.structure.text import TextStructure

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.formats.fitting import Losses
    from annotator.model.attribute import AttributeValue
    from annotator.model.record import RecordSpan

NO_TEXT = Loss("value that is no text", "values that are no texts", "written as text")
EMPTY = Loss("empty attribute", "empty attributes", "left out")
REVIEW_EXTRAS = Loss("unknown key of a review", "unknown keys of reviews", "left out")
LONG_TEXTS = Loss("text beyond 32,767 characters", "texts beyond 32,767 characters", "left out: no cell holds it")
LONG_SPANS = Loss("span beyond 32,767 characters", "spans beyond 32,767 characters", "left out: no cell holds it")
LONG_CELLS = Loss("note or value beyond 32,767 characters", "notes or values beyond 32,767 characters", "cut short")


@dataclass(slots=True)
class SheetRecord(Record):
    """A fitted record with what its rows show besides, since its text may be gone."""

    sentences: list[str] = field(default_factory=list, compare=False)
    """The sentence around each span."""


def fitted(record: Record, losses: Losses, *, texts: bool, cell: int = 0) -> Record:
    """The record as its rows give it back. ``texts``: the file holds the text too. ``cell`` is the most characters
    (UTF-16 units) a cell can hold; 0 for any number."""
    kept = without_suggestions(without_registry(without_relations(record, losses), losses), losses)
    kept = without_document_details(kept, losses, title=False, language=False, meta=False)
    kept = _fitted_reviews(kept, losses)
    order = sorted(range(len(kept.spans)), key=lambda number: kept.spans[number][:5])
    words = quotes_of(kept)
    if cell:
        order = _short_enough(order, words, cell, losses)
        if texts and kept.text and _length(kept.text) > cell:
            losses[LONG_TEXTS] += 1
            texts = False
        elif not texts and kept.text:
            losses[TEXTS] += 1
    elif not texts and kept.text:
        losses[TEXTS] += 1
    spans = [_fitted_span(kept.spans[number], losses) for number in order]
    sentences = _sentences(kept)
    values = {name: getattr(kept, name) for name in ("key", "title", "language", "reviews", "split", "file", "line")}
    made = SheetRecord(
        text=kept.text if texts else "",
        sha256=kept.sha256 if texts else "",
        meta=_fitted_meta(kept.meta, losses),
        spans=spans,
        quotes=None if texts and kept.text else [words[number] for number in order],
        sentences=[sentences[number] for number in order],
        **values,
    )
    return _cut(made, cell, losses) if cell else made


def quotes_of(record: Record) -> list[str]:
    """The words of each span: of its text, or as the record has them where it has no text."""
    if not record.text and record.quotes is not None:
        return record.quotes
    return [
        " … ".join(record.text[start:end] for start, end in span.fragments or ((span.start, span.end),))
        for span in record.spans
    ]


def _fitted_reviews(record: Record, losses: Losses) -> Record:
    if any(review.extra for review in record.reviews):
        losses[REVIEW_EXTRAS] += sum(len(review.extra or ()) for review in record.reviews)
        record = replace(record, reviews=[review._replace(extra=None) for review in record.reviews])
    return replace(record, reviews=sorted(record.reviews, key=lambda review: review.annotator))


def _fitted_span(span: RecordSpan, losses: Losses) -> RecordSpan:
    if span.extra:
        losses[SPAN_EXTRAS] += len(span.extra)
        span = span._replace(extra=None)
    if span.attributes:
        attributes: dict[str, AttributeValue] = {}
        for name, value in sorted(span.attributes.items()):
            if not isinstance(value, str):
                losses[NO_TEXT] += 1
            if text := as_text(value):
                attributes[name] = text
            else:
                losses[EMPTY] += 1
        span = span._replace(attributes=attributes or None)
    return span


def _fitted_meta(meta: dict[str, Any], losses: Losses) -> dict[str, Any]:
    kept = {}
    for name, value in meta.items():
        if not isinstance(value, str) and value is not None:
            losses[NO_TEXT] += 1
        if text := as_text(value):
            kept[name] = text
        else:
            losses[META] += 1
    return kept


def _sentences(record: Record) -> list[str]:
    if isinstance(record, SheetRecord) and not record.text:
        return record.sentences
    if not record.text:
        return [""] * len(record.spans)
    structure = TextStructure(record.text, record.language)
    found: dict[tuple[int, int], str] = {}
    for span in record.spans:
        place = span.start, span.end
        if place not in found:
            ends = [e for e in (structure.sentence_at(span.start), structure.sentence_at(span.end - 1)) if e]
            start = min([span.start, *(extent.start for extent in ends)])
            end = max([span.end, *(extent.end for extent in ends)])
            found[place] = record.text[start:end]
    return [found[span.start, span.end] for span in record.spans]


def _each(values: dict[str, AttributeValue] | None, change: Callable[[str], str]) -> dict[str, AttributeValue] | None:
    return {name: change(str(value)) for name, value in (values or {}).items()} or None


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _short_enough(order: list[int], words: list[str], cell: int, losses: Losses) -> list[int]:
    kept = [number for number in order if _length(words[number]) < cell]
    losses[LONG_SPANS] += len(order) - len(kept)
    return kept


def _cut(record: SheetRecord, cell: int, losses: Losses) -> SheetRecord:
    """Cut what no cell can hold, with room for the apostrophe that may guard it."""

    def short(text: str) -> str:
        if _length(text) < cell:
            return text
        losses[LONG_CELLS] += 1
        return text.encode("utf-16-le")[: 2 * cell - 4].decode("utf-16-le", "ignore")

    spans = [
        span._replace(
            note=short(span.note),
            origin=short(span.origin),
            attributes=_each(span.attributes, short),
        )
        for span in record.spans
    ]
    return replace(
        record,
        title=short(record.title),
        meta={name: short(value) for name, value in record.meta.items()},
        spans=spans,
        reviews=[review._replace(note=short(review.note)) for review in record.reviews],
        sentences=[
            sentence if _length(sentence) < cell else sentence[: cell // 2 - 2] + "…" for sentence in record.sentences
        ],
    )
