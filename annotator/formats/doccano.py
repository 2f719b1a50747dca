"""doccano: a row a document, spans as triples, or with ids where relations link them.

One file is one annotator's or everybody's; it never says whose a span is, but that a ZIP of several names each file
after its annotator. Shapes as in doccano's own
examples of exports (backend/data_export/pipeline/examples); offsets count code points, as Python does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.base import FormatBase, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record

SPAN_KEYS = ("label", "labels", "entities")
"""Where doccano's versions keep spans."""
TAKEN = frozenset(("id", "text", "relations", "title", "language", "meta", "extra", *SPAN_KEYS))
"""Keys of a row that are no metadata."""
NOTHING: dict[str, object] = {"Comments": [], "comments": [], "annotation_approver": None}
"""Keys that doccano also writes when there is nothing to say, and how it says so."""
FORM = Option(
    "form",
    "How spans are written: triples, entities with ids, or entities only where there are relations",
    ("auto", "triples", "entities"),
    "auto",
    "writing",
)


class Doccano(FormatBase):
    """Reads what doccano's versions export, as lines or as one list, and writes what it imports."""

    name = "doccano"
    title = "doccano, spans as [start, end, label]"
    suffixes = (".jsonl", ".json")
    options = (FORM,)
    columns = ("text", "label", "id", "title")

    def sniff(self, look: Look) -> str:
        if look.members and all(name.endswith(".jsonl") and "/" not in name for name in look.members):
            return "it is a ZIP of JSON lines, a file for each annotator, as doccano exports them"
        with_text = [row for row in look.rows if type(row.get("text")) is str]
        for name in SPAN_KEYS:
            kinds = {_kind(row[name]) for row in with_text if name in row}
            if "other" in kinds:
                continue
            if "triple" in kinds:
                return f"its rows have “{name}” with [start, end, label], as doccano writes them"
            if "entity" in kinds:
                return f"its rows have “{name}” with start_offset and end_offset, as doccano writes them"
            if kinds and look.keys & {"Comments", "annotation_approver"}:
                return f"its rows have “{name}” and comments or approvers, as doccano writes them"
            if kinds == {"empty"} and "tokens" not in look.keys and "_input_hash" not in look.keys:
                return f"its rows have a text and an empty list “{name}”"
        return ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.doccano_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.doccano_write import fit

        return fit(record, options, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.doccano_write import write

        return write(records, options)


def _kind(value: Any) -> str:  # noqa: ANN401 - any JSON
    """What the first of a row's spans looks like."""
    if not isinstance(value, list):
        return "other" if isinstance(value, dict) else "words"
    if not value:
        return "empty"
    first = value[0]
    if isinstance(first, str):
        return "words"
    if isinstance(first, list):
        return "triple" if len(first) == 3 and [type(part) for part in first] == [int, int, str] else "other"
    return "entity" if isinstance(first, dict) and {"start_offset", "end_offset", "label"} <= first.keys() else "other"
