"""Ledgers: one fact a line, a word and then JSON values. An example of a format of your own.

    document "brenn-1"
    text "Halvia warns Brenn."
    span 0 6 "actor" "ana" "Halvia"

Offsets are Unicode code points, the end exclusive; the last value of a span is its words, to be checked.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from annotator.formats import fitting
from annotator.formats.base import FormatBase, Option, Remark
from annotator.formats.quotes import located
from annotator.formats.units import Unit
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look


class Ledger(FormatBase):
    """Reads and writes ledgers."""

    name = "ledger"
    title = "Ledger, one fact a line"
    suffixes = (".ledger",)
    options = (Option("words", "Whether the words of each span are written too", ("yes", "no"), "yes", "writing"),)

    def sniff(self, look: Look) -> str:
        """A clause for people where the file is surely ours; empty otherwise."""
        first = next(iter(look.lines), "")
        return "its first line names a document, as ledgers do" if first.startswith('document "') else ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        """Line by line: a bad span is named and its document kept, a bad line is named and the file read on."""
        record: Record | None = None
        number = 0
        while line := source.stream.readline():
            number += 1
            if not line.strip():
                continue
            try:
                word, values = _parsed(line)
                if word == "document":
                    if record is not None and record.text:
                        yield record
                    record = Record(_one(values), "", file=source.name, line=number)
                elif record is None:
                    yield Problem(source.name, number, f"“{word}” stands before any document", "span")
                elif word == "text":
                    record.text = _one(values)
                elif word == "span":
                    record.spans.append(_span(values, record.text, options.unit or Unit.CODE_POINT))
                else:
                    yield Remark(source.name, number, f"“{word}” is no word of ledgers; the line was passed over")
            except InputError as error:
                kept_out = "span" if line.startswith(b"span") else "document"
                yield Problem(source.name, number, str(error), kept_out)
        if record is not None and record.text:
            yield record

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        """What a ledger has no word for is taken out, and each thing counted."""
        for step in (
            fitting.without_suggestions,
            fitting.without_registry,
            fitting.without_reviews,
            fitting.without_relations,
            fitting.without_span_details,
            fitting.without_document_details,
            fitting.without_fragments,
        ):
            record = step(record, losses)
        return record

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        words = options.settings.get("words", "yes") == "yes"
        for record in records:
            yield _line("document", record.key)
            yield _line("text", record.text)
            for span in sorted(record.spans, key=lambda span: span[:5]):
                said = (record.text[span.start : span.end],) if words else ()
                yield _line("span", span.start, span.end, span.label, span.annotator, *said)


def _line(word: str, *values: object) -> bytes:
    return " ".join([word, *(json.dumps(value, ensure_ascii=False) for value in values)]).encode() + b"\n"


def _parsed(line: bytes) -> tuple[str, list[Any]]:
    """A line's word and its values."""
    try:
        word, _, rest = line.decode("utf-8").strip().partition(" ")
    except UnicodeDecodeError:
        raise InputError("the line is not UTF-8; save the file as UTF-8") from None
    decoder, values, place = json.JSONDecoder(), [], 0
    while place < len(rest):
        try:
            value, place = decoder.raw_decode(rest, place)
        except (ValueError, RecursionError):
            raise InputError(f"what follows “{word}” is no JSON value") from None
        values.append(value)
        place += len(rest[place:]) - len(rest[place:].lstrip())
    return word, values


def _one(values: list[Any]) -> str:
    if len(values) != 1 or not isinstance(values[0], str) or not values[0]:
        raise InputError("one string has to follow, and no empty one")
    return values[0]


def _span(values: list[Any], text: str, unit: Unit) -> RecordSpan:
    if len(values) not in (4, 5) or not all(isinstance(value, str) for value in values[2:]) or not values[2]:
        raise InputError("a span needs start, end, label, annotator and, if you like, its words")
    start, end, label, annotator, *words = values
    place = located(text, start, end, words[0] if words else None, unit=unit)
    return RecordSpan(place.start, place.end, label, annotator)
