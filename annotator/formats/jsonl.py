"""JSON Lines: the native format, one document a line, and plain ``{"text": ...}`` rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.base import FormatBase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record

_OTHERS = frozenset(("_input_hash", "_task_hash", "annotation_id", "annotation_sets", "denotations"))
"""Keys that only other tools' rows have."""
_SPANS_OF_OTHERS = ("label", "labels", "entities", "annotations", "ents")


class Jsonl(FormatBase):
    """Reads and writes everything a project knows of its documents."""

    name = "jsonl"
    title = "JSON Lines, one document a line with everything about it"
    suffixes = (".jsonl", ".ndjson", ".json")

    def sniff(self, look: Look) -> str:
        """By the keys that only the native form has; plain rows with a text are nobody else's, unless they hold spans
        as other tools keep them."""
        if "text" in look.keys and look.keys & {"offsets", "sha256"}:
            return "its rows have offsets and sha256, as Annotator writes them"
        if "text" not in look.keys or look.keys & _OTHERS or any(map(_has_spans_of_others, look.rows)):
            return ""
        return "its rows are JSON objects with a text"

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.jsonl_read import read

        return read(source, options)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.jsonl_write import line

        return map(line, records)


def _has_spans_of_others(row: dict[str, Any]) -> bool:
    lists = (row[name] for name in _SPANS_OF_OTHERS if isinstance(row.get(name), list))
    return any(isinstance(item, list | dict) for items in lists for item in items[:1])
