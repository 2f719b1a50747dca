"""Formats that are there only for tests of the dialogs, registered beside the real ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.formats import jsonl_write, registry
from annotator.formats.base import FormatBase, Option, Piece, Remark
from annotator.formats.fitting import Losses, without_span_details, without_suggestions
from annotator.formats.json_rows import parse
from annotator.formats.jsonl import Jsonl
from annotator.formats.quotes import located
from annotator.formats.units import Unit
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordRelation, RecordSpan, RecordSuggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pytest

    from annotator.formats.base import ReadOptions, Source, WriteOptions
    from annotator.formats.look import Look


class Marks(FormatBase):
    """Rows with ``words`` and ``marks`` of ``[start, end, label, what stands there]``; its twin looks the same."""

    name = "marks"
    title = "Rows with marks"
    suffixes = (".marks",)
    writes = False
    columns = ("text",)
    options = (
        Option("prefix", "What goes before each label", default=""),
        Option("side", "Which side is read", ("left", "right"), "left", "reading"),
        Option("ink", "How it is written", ("blue", "black"), "blue", "writing"),
    )

    def sniff(self, look: Look) -> str:
        return "its rows have words and marks" if {"words", "marks"} <= look.keys else ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        unit = options.unit or Unit.CODE_POINT
        for number, line in enumerate(iter(source.stream.readline, b""), 1):
            row = parse(line) if line.strip() else {}
            text = row.get(options.columns.get("text", "words"))
            if not isinstance(text, str):
                yield Problem(source.name, number, "it has no text; name its column")
                continue
            spans = []
            for start, end, label, quote in row.get("marks", []):
                try:
                    extent = located(text, start, end, quote, unit)
                except InputError as error:
                    yield Problem(source.name, number, str(error), "span")
                    continue
                spans.append(RecordSpan(*extent, options.settings.get("prefix", "") + label, row.get("by", "")))
            record = Record(f"{source.name}:{number}", text, spans=spans, file=source.name, line=number)
            record.suggestions = [RecordSuggestion(*place, "actor", "robot") for place in row.get("guesses", [])]
            if row.get("linked"):
                record.relations = [RecordRelation("by", 1, 2)]
            if row.get("quotes"):
                record = replace(record, text="", quotes=row["quotes"])
            yield record
        yield Remark(source.name, 0, "its marks are old")


class Twin(Marks):
    """A format that cannot be told from the other by its content."""

    name = "twin"
    title = "Rows that look just the same"

    def sniff(self, look: Look) -> str:
        return "its rows have marks" if "both" in look.keys else ""


class Far(FormatBase):
    """A format that needs what is not installed."""

    name = "far"
    title = "A format from far away"
    suffixes = (".far",)
    needs = ("module_that_nobody_has",)
    extra = "far"


class Lesson(Jsonl):
    """For training, and without notes and suggestions."""

    name = "lesson"
    title = "Lessons for a machine"
    suffixes = (".lesson",)
    training = True
    options = (
        Option("case", "How words are written", ("as-is", "upper"), "as-is"),
        Option("seal", "What is written below", default="none"),
    )

    def sniff(self, look: Look) -> str:
        return ""

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        return without_span_details(without_suggestions(record, losses), losses)


class Drawer(FormatBase):
    """A folder with a file for each document."""

    name = "drawer"
    title = "A drawer of sheets"
    suffixes = (".sheet",)
    folder = True

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        assert source.path is not None
        for path in sorted(source.path.glob("*.sheet")):
            with path.open("rb") as stream:
                yield from Jsonl().read(replace(source, stream=stream), options)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[Piece]:
        for record in records:
            yield Piece(f"{record.key}.sheet", jsonl_write.line(record))


FORMATS = (Marks(), Twin(), Far(), Lesson(), Drawer())


def register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the formats of this module beside the real ones."""
    known = {f"{__name__}:{type(format).__name__}": format for format in FORMATS}
    load = registry._load
    monkeypatch.setattr(registry, "_load", lambda target: known[target] if target in known else load(target))
    for target, format in known.items():
        monkeypatch.setitem(registry.BUILT_IN, format.name, target)
