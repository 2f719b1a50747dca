"""CSV: a table with one row a span for people who count, or one row a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record

TEXTS = Option("texts", "Also write the whole texts, so that the file needs no project", ("no", "yes"), "no", "writing")
COLUMNS = ("text", "document", "label", "start", "end", "offsets", "annotator", "title", "document_text")
RARE_COLUMNS = (
    *("id", "key", "quote", "coder"),
    *("fragments", "note", "doubt", "actor", "origin", "status", "document note", "read to", "sentence", "language"),
)
EMPTY = Option("empty", "Words that stand for an empty cell, with commas between", (), "_,-NONE-", "reading")


class Csv(FormatBase):
    """Reads tables of spans, of documents and of pieces of text; writes one row a span."""

    name = "csv"
    title = "CSV, one row a span, for spreadsheets and statistics"
    suffixes = (".csv", ".tsv", ".tab")
    columns = COLUMNS
    rare_columns = RARE_COLUMNS
    options = (
        TEXTS,
        Option("delimiter", "What stands between two cells", ("auto", "comma", "semicolon", "tab"), "auto"),
        EMPTY,
    )

    def sniff(self, look: Look) -> str:
        from annotator.formats.csv_read import sniff

        return sniff(look)

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.csv_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.sheet_fit import fitted

        return fitted(record, losses, texts=options.settings.get("texts") == "yes")

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.csv_write import write

        return write(records, options)
