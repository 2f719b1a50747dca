"""Projects of the Discourse Network Analyzer, version 3: an SQLite file of documents and statements with variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record


class Dna(FormatBase):
    """A label is a statement type, an attribute a variable, a value an entity, an annotator a coder."""

    name = "dna"
    title = "Discourse Network Analyzer 3 project (.dna)"
    suffixes = (".dna",)
    options = (
        Option(
            "password",
            "The cell Password of a coder in a project that DNA made, for all coders; without one DNA lets nobody in",
            (),
            "",
            "writing",
        ),
    )

    def sniff(self, look: Look) -> str:
        from annotator.formats.dna_schema import ONLY_3, TABLES

        if not look.tables >= TABLES:
            return ""
        version = "3" if ONLY_3 in look.tables else "2"
        return f"its tables are those of the Discourse Network Analyzer {version}"

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.dna_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.dna_write import fitted

        return fitted(record, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.dna_write import write

        return write(records, options)
