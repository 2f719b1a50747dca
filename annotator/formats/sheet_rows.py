"""Fitted records as rows of cells, and the columns they need."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import orjson

from annotator.formats.files import spool
from annotator.formats.sheet_cells import ATTRIBUTE, BASE, META, SOMETIMES, guarded
from annotator.formats.sheet_fit import SheetRecord, quotes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from annotator.model.record import Record, RecordReview

Row = dict[str, str | int]
"""Column -> what stands there; numbers are offsets."""


@contextmanager
def table(records: Iterable[Record], texts: str = "") -> Iterator[tuple[list[str], Iterator[list[str | int]]]]:
    """The columns of a table and its rows, one a span; cells are guarded.

    The rows wait in a file meanwhile: which columns there are is only known after the last. ``texts`` is the column
    that holds a document's whole text, in its first row; empty for none.
    """
    with spool() as waiting:
        columns = _columns(_waiting(records, texts, waiting), texts)
        waiting.seek(0)
        yield (
            [guarded(name) for name in columns],
            ([_cell(row.get(name, "")) for name in columns] for row in _read(waiting)),
        )


def rows_of(record: Record) -> Iterator[Row]:
    """One row a span; one for each annotator who reviewed the document and has no span; else one for the document."""
    document: Row = {"document": record.key, "title": record.title, "language": record.language}
    document.update({META + name: str(value) for name, value in record.meta.items()})
    reviews = {review.annotator: review for review in record.reviews}
    sentences = record.sentences if isinstance(record, SheetRecord) else [""] * len(record.spans)
    told: set[str] = set()
    for span, quote, sentence in zip(record.spans, quotes_of(record), sentences, strict=True):
        row: Row = {
            **document,
            "label": span.label,
            "text": quote,
            "start": span.start,
            "end": span.end,
            "sentence": sentence,
            "annotator": span.annotator,
            "note": span.note,
            "doubt": "yes" if span.doubt else "",
            "actor": span.actor,
            "origin": span.origin,
            "fragments": ";".join(f"{start}-{end}" for start, end in span.fragments),
        }
        row.update({ATTRIBUTE + name: str(value) for name, value in (span.attributes or {}).items()})
        _review(row, reviews.get(span.annotator))
        told.add(span.annotator)
        yield row
    for review in record.reviews:
        if review.annotator not in told:
            row = {**document, "annotator": review.annotator}
            _review(row, review)
            yield row
    if not record.spans and not record.reviews:
        yield document


def _review(row: Row, review: RecordReview | None) -> None:
    if review is not None:
        row["status"] = review.status.value
        row["document note"] = review.note
        row["read to"] = review.read_to or ""


def _waiting(records: Iterable[Record], texts: str, waiting: IO[bytes]) -> Iterator[Row]:
    for record in records:
        for number, row in enumerate(rows_of(record)):
            if texts and not number:
                row[texts] = record.text
            waiting.write(orjson.dumps(row) + b"\n")
            yield row


def _columns(rows: Iterable[Row], texts: str) -> list[str]:
    used: dict[str, None] = {}
    for row in rows:
        for name, value in row.items():
            if name not in used and value != "":
                used[name] = None
    meta = [name for name in used if name.startswith(META)]
    attributes = sorted(name for name in used if name.startswith(ATTRIBUTE))
    some = [name for name in SOMETIMES if name in used]
    return [*BASE, *some, *meta, *attributes, "fragments", *([texts] if texts else [])]


def _read(waiting: IO[bytes]) -> Iterator[Row]:
    for line in waiting:
        yield orjson.loads(line)


def _cell(value: str | int) -> str | int:
    return guarded(value) if isinstance(value, str) else value
