"""Argilla: records with a text field, responses of users and suggestions of models, each for a question.

Values of span questions are lists of ``label``, ``start`` and ``end`` (exclusive). The server counts code points; the
page of some versions counted UTF-16 units and so shifted what stands after an emoji, which no file tells.

===================  ==========================================================================================
there                here
===================  ==========================================================================================
response             spans of its user, and a status: submitted is done, draft is in progress
discarded response   the status skipped; its values are no work: they stay, as they are, with it
suggestion           suggestions of its agent; Argilla holds one agent's for a question
other questions      their answers are kept with the status of who answered, and written again
===================  ==========================================================================================

Read are records as the second version writes them (``responses`` an object by question), the first (a list by user),
and the columns that it gives a dataset (``QUESTION.responses``); written is the second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.base import FormatBase
from annotator.model.document import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record

QUESTION = "spans"
"""The span question that we write, and that a span comes from where it does not say another."""
OF_RECORD = frozenset(("id", "external_id", "fields", "metadata", "responses", "suggestions"))
OF_METADATA = frozenset(("title", "language", "meta", "extra"))
STATUS: dict[str, Status] = {"submitted": Status.DONE, "draft": Status.IN_PROGRESS, "discarded": Status.SKIPPED}
SAID: dict[Status, str] = {Status.NEW: "draft", **{status: said for said, status in STATUS.items()}}


class Argilla(FormatBase):
    """Reads records as Argilla writes them, and writes what its client reads."""

    name = "argilla"
    title = "Argilla, records with responses and suggestions"
    suffixes = (".json", ".jsonl")
    columns = ("text", "id")

    def sniff(self, look: Look) -> str:
        for row in look.rows:
            if isinstance(row.get("fields"), dict) and row.keys() & {"responses", "suggestions", "metadata"}:
                return "its records have fields and responses, as Argilla writes them"
            if any(name.endswith((".responses", ".suggestion")) for name in row):
                return "its rows have columns such as QUESTION.responses, as Argilla writes them"
        return ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.argilla_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.argilla_fit import fit

        return fit(record, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.argilla_write import write

        return write(records)


def are_spans(value: Any) -> bool:  # noqa: ANN401 - any JSON
    """Whether it is the value of a span question, which may be an empty list."""
    return isinstance(value, list) and all(
        isinstance(item, dict) and "start" in item and "end" in item for item in value
    )


def question_of(extra: dict[str, Any] | None) -> str:
    """The question that a span or suggestion comes from."""
    question = (extra or {}).get("question")
    return question if isinstance(question, str) and question.strip() else QUESTION
