"""Spans of a file that holds their words but not their text: checked against the document the project has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.model.record import Problem, RecordSpan

if TYPE_CHECKING:
    from annotator.model.record import LoadReport, Record, Rejects


def with_text(record: Record, text: str, report: LoadReport) -> Record:
    """The record over the text of its document; spans that do not fit it are named and left out.

    A quote has to be what stands between a span's ends (the pieces of one in fragments may be joined by `` … ``);
    an empty one says nothing. Relations of spans that were left out go with them, each named.
    """
    quotes = record.quotes or []
    number: list[int] = []
    kept: list[RecordSpan] = []
    for place, span in enumerate(record.spans):
        complaint = _complaint(span, quotes[place] if place < len(quotes) else "", text)
        if complaint:
            report.spans.rejected += 1
            report.problems.append(_problem(record, f"span {place + 1}: {complaint}", "span"))
        else:
            kept.append(span)
        number.append(0 if complaint else len(kept))
    relations = []
    for place, relation in enumerate(record.relations, 1):
        head, tail = number[relation.head - 1], number[relation.tail - 1]
        if head and tail:
            relations.append(relation._replace(head=head, tail=tail))
        else:
            report.relations.rejected += 1
            report.problems.append(_problem(record, f"relation {place}: one of its spans was not taken", "relation"))
    suggestions = []
    for place, made in enumerate(record.suggestions, 1):
        if made.end <= len(text):
            suggestions.append(made)
        else:
            report.suggestions.rejected += 1
            complaint = _beyond(made.start, made.end, text)
            report.problems.append(_problem(record, f"suggestion {place}: {complaint}", "suggestion"))
    return replace(record, text=text, spans=kept, relations=relations, suggestions=suggestions, quotes=None)


def _complaint(span: RecordSpan, quote: str, text: str) -> str:
    """Why a span cannot be one of this text; empty if it can."""
    if span.end > len(text):
        return _beyond(span.start, span.end, text)
    whole = text[span.start : span.end]
    pieces = " … ".join(text[start:end] for start, end in span.fragments or ((span.start, span.end),))
    if quote in ("", whole, pieces):
        return ""
    return (
        f"its text “{_shown(quote)}” is not what stands at {span.start}–{span.end}, “{_shown(pieces)}”;"
        " correct its offsets or its text"
    )


def _beyond(start: int, end: int, text: str) -> str:
    return f"its offsets {start}–{end} go beyond the text, which has {len(text)} characters"


def _problem(record: Record, reason: str, rejects: Rejects) -> Problem:
    return Problem(record.file, record.line, reason, rejects)


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
