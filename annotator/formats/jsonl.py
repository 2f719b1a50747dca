"""JSON Lines: the native format, one document a line, and plain ``{"text": ...}`` rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record


class Jsonl(FormatBase):
    """Reads and writes everything a project knows of its documents."""

    name = "jsonl"
    title = "JSON Lines, one document a line with everything about it"
    suffixes = (".jsonl", ".ndjson", ".json")
    columns = ("text", "id", "title", "language")

    def sniff(self, look: Look) -> str:
        """By the keys that only the native form has; plain rows with a text are nobody else's either."""
        if "text" in look.keys and look.keys & {"offsets", "sha256"}:
            return "its rows have offsets and sha256, as Annotator writes them"
        return "its rows are JSON objects with a text" if "text" in look.keys else ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.jsonl_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        """Everything; only unknown keys that are named like one of ours get another name."""
        from annotator.formats.jsonl_keys import fitted

        return fitted(record, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.jsonl_write import line

        return map(line, records)
