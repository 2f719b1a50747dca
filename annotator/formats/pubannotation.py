"""PubAnnotation JSON: a document an object, with denotations, relations and attributes; code points.

What PubAnnotation has no keys for stands in keys that its tools pass by: ``annotator``, ``note``, ``doubt``,
``origin``, ``actor`` of a denotation, ``details`` of the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record


class PubAnnotation(FormatBase):
    """Reads one object, a list or lines of them; writes a list."""

    name = "pubannotation"
    title = "PubAnnotation JSON, as PubAnnotation and TextAE read it"
    suffixes = (".json", ".jsonl")
    options = (
        Option("layout", "One JSON list, or one object a line", ("list", "lines"), "list", "writing"),
        Option(
            "fragments",
            "A span in fragments as a list of places, or as denotations chained by relations",
            ("list", "chain"),
            "list",
            "writing",
        ),
    )

    def sniff(self, look: Look) -> str:
        """By denotations, a word that nobody else uses."""
        if "denotations" in look.keys or {"text", "tracks", "target"} <= look.keys:
            return "its objects have denotations, as PubAnnotation writes them"
        return ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.pubannotation_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.fitting import without_suggestions

        return without_suggestions(record, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.pubannotation_write import write

        return write(records, options)
