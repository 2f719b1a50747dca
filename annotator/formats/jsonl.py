"""JSON Lines: the native format, one document a line, and plain ``{"text": ...}`` rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.model.record import Problem, Record


class Jsonl:
    """Reads and writes everything a project knows of its documents."""

    name = "jsonl"
    title = "JSON Lines, one document a line with everything about it"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".json")
    reads = True
    writes = True

    def sniff(self, head: bytes) -> bool:
        """Whether the first thing in the file is a JSON object."""
        return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.jsonl_read import read

        return read(source, options)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.jsonl_write import line

        return map(line, records)
