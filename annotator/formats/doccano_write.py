"""Records to rows of doccano."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotator.formats import fitting
from annotator.formats.doccano import FORM, NOTHING, TAKEN
from annotator.formats.flat_rows import give_flat, key_as_id
from annotator.formats.json_out import json_line
from annotator.model.record import RecordSpan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from annotator.formats.base import WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.model.record import Record

_NO_DETAILS = RecordSpan(0, 0, "")[4:]


def fit(record: Record, options: WriteOptions, losses: Losses) -> Record:
    """Spans in one piece with their labels, relations with their types, and everything about the document itself."""
    record = fitting.without_suggestions(record, losses)
    record = fitting.without_registry(record, losses)
    record = fitting.without_reviews(record, losses)
    bare = _bare(record, losses)
    if bare is not None:
        return bare
    if options.settings.get(FORM.name, FORM.default) == "triples":
        record = fitting.without_relations(record, losses)
    record = fitting.without_fragments(record, losses)
    record = fitting.without_annotators(record, losses)
    record = fitting.without_span_details(record, losses)
    return _without_relation_extras(record, losses)


def _bare(record: Record, losses: Losses) -> Record | None:
    """The short way for most documents: spans that say no more than place, label and annotator, no two of them alike
    but for the annotator, and no relations. None for all others."""
    spans = record.spans
    if record.relations or any(span[4:] != _NO_DETAILS for span in spans):
        return None
    triples = [span[:3] for span in spans]
    if len(set(triples)) < len(triples):
        return None
    losses[fitting.ANNOTATORS] += len(spans) - [span[3] for span in spans].count("")
    return replace(record, spans=[RecordSpan(*triple) for triple in triples])


def _without_relation_extras(record: Record, losses: Losses) -> Record:
    losses[fitting.RELATION_EXTRAS] += sum(len(relation.extra or ()) for relation in record.relations)
    if not any(relation.extra for relation in record.relations):
        return record
    return replace(record, relations=[relation._replace(extra=None) for relation in record.relations])


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
    """One line a document."""
    form = options.settings.get(FORM.name, FORM.default)
    for record in records:
        row: dict[str, Any] = {"id": key_as_id(record.key), "text": record.text}
        if form == "entities" or (form == "auto" and record.relations):
            row["entities"] = [
                {"id": number, "start_offset": span[0], "end_offset": span[1], "label": span[2]}
                for number, span in enumerate(record.spans, 1)
            ]
            row["relations"] = [
                {"id": number, "from_id": head, "to_id": tail, "type": name}
                for number, (name, head, tail, _annotator, _extra) in enumerate(record.relations, 1)
            ]
        else:
            row["label"] = [span[:3] for span in record.spans]
        row.update(give_flat(record, _taken(record)))
        yield json_line(row)


def _taken(record: Record) -> Collection[str]:
    if NOTHING.keys().isdisjoint(record.meta):
        return TAKEN
    return TAKEN | {name for name, nothing in NOTHING.items() if record.meta.get(name, 0) == nothing}
