"""Prodigy: a row for each answer, with spans, tokens and hashes.

Offsets count code points, ends exclusive; ``token_start`` and ``token_end`` count tokens, ends inclusive; ``head`` and
``child`` of a relation are the last tokens of its spans. Each row is one annotator's answer to one text; those of the
same document that stand together are one record, in which the annotators are told apart by their sessions.

=========  =====================================================================================================
answer     becomes
=========  =====================================================================================================
accept     spans, and the status done (in progress where each row asks about one span, as ``_is_binary`` says)
reject,    the status skipped; the row's spans and relations are no work: they stay, as they are, with the
ignore     status (``RecordReview.extra``), and are written again with the same answer
none       spans without a status
=========  =====================================================================================================

What belongs to an answer (``_task_hash``, ``_timestamp``, ``_view_id``, ``accept`` ...) stays with the status too, what
belongs to the text (``_input_hash`` and unknown keys) with the document. Hashes are never made here. A row that says
no ``id`` but has an ``_input_hash`` is named by that and its text, so that the same text from several sessions or files
is one document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase, Option
from annotator.model.document import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record

ANSWERS = ("accept", "reject", "ignore")
OF_ANSWER = frozenset(
    ("_task_hash", "_timestamp", "_view_id", "_is_binary", "_session_id", "accept", "label", "options", "config")
)
"""Keys of a row that belong to the answer; others that are not known belong to the text."""
OF_ROW = frozenset(
    ("text", "id", "title", "language", "meta", "extra", "spans", "relations", "tokens", "answer", "review")
) | {"_annotator_id"}
"""Keys of a row that have a place of their own in a record."""
OF_SPAN = frozenset(("start", "end", "label", "token_start", "token_end", "text"))
"""Keys of a span that are read or reckoned."""
DETAILS = ("note", "doubt", "origin", "attributes", "actor", "extra")
"""Keys of our own that a span may have; Prodigy leaves them alone."""
OF_RELATION = frozenset(("head", "child", "head_span", "child_span", "label", "annotator", "extra"))
TOKENS = Option(
    "tokens",
    "Whether rows say their tokens: where relations need them, or all",
    ("auto", "yes"),
    "auto",
    "writing",
)


class Prodigy(FormatBase):
    """Reads what Prodigy's db-out writes, and writes what its db-in and its recipes read."""

    name = "prodigy"
    title = "Prodigy, a row for each answer"
    suffixes = (".jsonl", ".json")
    training = True
    options = (TOKENS,)
    columns = ("text", "id")

    def sniff(self, look: Look) -> str:
        for row in look.rows:
            if type(row.get("text")) is not str:
                continue
            if "_input_hash" in row or "_task_hash" in row:
                return "its rows have _input_hash or _task_hash, as Prodigy writes them"
            if row.get("answer") in ANSWERS:
                return "its rows have an answer of accept, reject or ignore, as Prodigy writes them"
            spans = row.get("spans")
            if isinstance(spans, list) and any(isinstance(span, dict) and "token_start" in span for span in spans):
                return "its rows have spans with token_start, as Prodigy writes them"
            if "_session_id" in row or "_annotator_id" in row:
                return "its rows have _session_id, as Prodigy writes them"
        return ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.prodigy_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.prodigy_fit import fit

        return fit(record, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.prodigy_write import write

        return write(records, options)


def status_of(answer: str | None, *, binary: bool) -> Status:
    """What an answer says of the document."""
    if answer is None:
        return Status.NEW
    if answer == "ignore":
        return Status.SKIPPED
    if binary:
        return Status.IN_PROGRESS
    return Status.DONE if answer == "accept" else Status.SKIPPED


def answer_to(status: Status) -> str | None:
    """The answer that says a status best; None if none does."""
    return {Status.DONE: "accept", Status.SKIPPED: "ignore"}.get(status)
