"""Spans that came without their text, found again in a document whose text is no longer the one they were made in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.formats.anchoring import reanchor
from annotator.formats.json_rows import shorten
from annotator.model.errors import InputError
from annotator.store import queries

if TYPE_CHECKING:
    from annotator.model.record import Record, RecordSpan
    from annotator.store.project import Project


def followed(project: Project, record: Record, remarks: list[str]) -> Record:
    """The record with each span where its words stand in the project's document, as far as words and their
    surroundings tell; each that moved is said in ``remarks``. What cannot be found is left to be refused by name.

    Only for records that have the words around their spans (``Record.contexts``); others stay as they are.
    """
    if record.text or record.quotes is None or record.contexts is None:
        return record
    document = queries.document_by_key(project, record.key)
    if document is None:
        return record
    spans = list(record.spans)
    for number, (span, quote, context) in enumerate(zip(record.spans, record.quotes, record.contexts, strict=True)):
        if span.fragments or not quote or _is_there(document.text, span, quote, context):
            continue
        try:
            extent, how = reanchor(document.text, quote, *context, near=span.start)
        except InputError:
            continue
        if extent == (span.start, span.end):
            continue
        spans[number] = span._replace(start=extent.start, end=extent.end)
        remarks.append(
            f"{record.file}: span {number + 1} of “{record.key}”: “{shorten(quote)}” has moved from {span.start} to"
            f" {extent.start}; it was found by {how}"
        )
    return replace(record, spans=spans)


def _is_there(text: str, span: RecordSpan, quote: str, context: tuple[str, str]) -> bool:
    """Whether the words stand where they were, between the words they were between: the same words may by chance
    stand there of another sentence."""
    return text[span.start : span.end] == quote and (
        text[: span.start].endswith(context[0]) and text[span.end :].startswith(context[1])
    )
