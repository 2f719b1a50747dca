"""Label Studio: tasks with annotations and predictions, each a list of results.

A span is a result with ``value.start`` and ``value.end`` (exclusive); what else is said of it are further results with
its id: choices, texts, ratings. Relations are results that name two ids. Offsets are read as code points, which is
what Label Studio means to write; old exports counted UTF-16 units, and are read so when asked.

==============================  ==============================================================================
there                           here
==============================  ==============================================================================
annotation                      spans and a status of the annotator it is ``completed_by``: done, unless it says
                                otherwise
annotation that was cancelled   the status skipped; its results are no work: they stay, as they are, with it
prediction                      suggestions of its ``model_version``
draft                           nothing; kept with the document as it is, and said
result for the whole text       metadata, by the name of its control; and kept with the status as it is
``meta.text`` of a region       the note on a span
==============================  ==============================================================================

What a task cannot say in Label Studio's own words stands under keys that it leaves alone: ``annotator`` and
``status`` of an annotation, ``meta`` of a region. Annotators are not written as ``completed_by`` unless asked for,
since Label Studio refuses a whole file over one person it does not know.
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

LABELS, TEXT = "label", "text"
"""Names of the controls that we write, and expect where none is said."""
COMPLETED_BY = Option(
    "completed-by",
    "Whether annotations name their annotators in Label Studio's own way, which takes only people it knows",
    ("no", "yes"),
    "no",
    "writing",
)
OF_TASK = frozenset(("id", "data", "annotations", "completions", "predictions"))
OF_DATA = frozenset(("text", "key", "title", "language", "meta", "extra"))
OF_ANNOTATION = frozenset(
    ("result", "was_cancelled", "completed_by", "annotator", "status", "note", "read_to", "extra")
)
OF_RESULT = frozenset(("id", "from_name", "to_name", "type", "origin", "value", "meta"))
OF_META = frozenset(("text", "doubt", "origin", "actor", "state", "extra"))
OF_RELATION = frozenset(("type", "from_id", "to_id", "direction", "labels", "annotator", "extra"))
UNNAMED = "relation"
"""The type of a relation that has no label, which Label Studio allows."""

_OF_ANY_TASK = frozenset(
    ("id", "data", "meta", "created_at", "updated_at", "inner_id", "project", "overlap", "file_upload", "drafts")
)


class LabelStudio(FormatBase):
    """Reads exports as JSON and JSON_MIN, and writes tasks for import."""

    name = "label-studio"
    title = "Label Studio, tasks with annotations and predictions"
    suffixes = (".json", ".jsonl")
    options = (COMPLETED_BY,)
    columns = ("text", "id")

    def sniff(self, look: Look) -> str:
        for row in look.rows:
            if isinstance(row.get("data"), dict):
                if any(isinstance(row.get(name), list) for name in ("annotations", "completions", "predictions")):
                    return "its tasks have data and annotations, as Label Studio writes them"
                if _OF_ANY_TASK.issuperset(row) and any(isinstance(value, str) for value in row["data"].values()):
                    return "its tasks have data, as Label Studio reads them"
            if any(is_region(item) for value in row.values() if isinstance(value, list) for item in value[:1]):
                return "its rows have regions with start, end and labels, as Label Studio's JSON_MIN"
        if not look.rows and look.keys >= {"data", "annotations", "result", "value"}:
            return "its tasks have data and annotations with results, as Label Studio writes them"
        return ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.label_studio_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.label_studio_fit import fit

        return fit(record, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.label_studio_write import write

        return write(records, options)

    def companions(self, options: WriteOptions) -> dict[str, bytes]:
        """Files to be put beside an export, by what is added to its name: the labelling configuration, without which
        Label Studio shows none of it."""
        from annotator.formats.label_studio_config import labelling_config

        return {".config.xml": labelling_config(options.scheme).encode()}


def is_region(item: Any) -> bool:  # noqa: ANN401 - any JSON
    """Whether it is a region as JSON_MIN has it: a value without its result."""
    return isinstance(item, dict) and {"start", "end", "labels"} <= item.keys() and isinstance(item["labels"], list)
