"""What a load leaves as the project has it although the file says something else, so that it can be told.

Identity is natural: a document is its key and text, a span its extent, label and annotator. Whatever else a
file says of one that is there already (a title, a note, a status) the project does not take over; an import
that adds nothing must change nothing. What differs is counted and said, never dropped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotator.store.values import pack, pack_fragments, unpack

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.model.record import Record, RecordReview, RecordSpan

    Rows = Callable[..., list[tuple[Any, ...]]]

_WHAT = {
    "document": "another title, language or metadata",
    "span": "another note, doubt, origin or unknown key",
    "relation": "other unknown keys",
    "review": "another status, note or reading place",
    "attribute": "another value",
    "actor link": "another actor",
    "actor": "another note or unknown key",
    "suggestion": "another score, note, attributes or state",
}


@dataclass(slots=True)
class Kept:
    """Counts, by kind, of what differs, and where the first stands."""

    _counts: dict[str, int] = field(default_factory=dict)
    _first: dict[str, str] = field(default_factory=dict)

    def count(self, what: str, number: int, record: Record) -> None:
        """So many things of a sort (a key of ``_WHAT``) differ in this record."""
        if number:
            self._counts[what] = self._counts.get(what, 0) + number
            self._first.setdefault(what, f"{record.file}, line {record.line}" if record.file else record.key)

    def sentences(self) -> list[str]:
        """One for each sort of thing that differs."""
        return [
            f"{_said(what, number)} in the project already with {_WHAT[what]}, which stayed"
            f" ({'first ' if number > 1 else ''}{self._first[what]})"
            for what, number in self._counts.items()
        ]


def _said(what: str, number: int) -> str:
    return f"one {what} is" if number == 1 else f"{number:,} {what}s are"


def document_differs(rows: Rows, document: int, record: Record) -> bool:
    """Whether the record says something of its document that the project does not."""
    [(title, language, meta, extra)] = rows("SELECT title, language, meta, extra FROM documents WHERE id = ?", document)
    return bool(
        (record.title and record.title != title)
        or (record.language and record.language != language)
        or _says_more(record.meta, meta)
        or _says_more(record.extra, extra)
    )


def _says_more(said: dict[str, Any], stored: str) -> bool:
    if not said or pack(said) == stored:
        return False
    known = unpack(stored)
    return any(name not in known or known[name] != value for name, value in said.items())


def spans_differ(rows: Rows, document: int, record: Record, ids: Callable[[RecordSpan], tuple[int, int]]) -> int:
    """How many spans of the record say something that their row in the project does not.

    ``ids`` gives the ids of a span's annotator and label.
    """
    said = [span for span in record.spans if span.note or span.doubt or span.origin or span.extra]
    if not said:
        return 0
    stored = {
        row[:5]: row[5:]
        for row in rows(
            'SELECT annotator, label, start, "end", fragments, note, doubt, origin, extra FROM spans'
            " WHERE document = ? AND (note <> '' OR doubt <> 0 OR origin <> '' OR extra <> '')",
            document,
        )
    }
    return sum(
        not _is_kept(span, stored.get((*ids(span), span.start, span.end, pack_fragments(span.fragments))))
        for span in said
    )


def _is_kept(span: RecordSpan, stored: tuple[Any, ...] | None) -> bool:
    """Whether all that a span says stands in its row."""
    if stored is None:
        return False
    note, doubt, origin, extra = stored
    return (
        span.note in ("", note)
        and span.doubt <= bool(doubt)
        and span.origin in ("", origin)
        and not _says_more(span.extra or {}, extra)
    )


def reviews_differ(rows: Rows, document: int, record: Record, id: Callable[[str], int]) -> int:
    """How many reviews of the record say something that the project does not; ``id`` gives an annotator's."""
    said = [review for review in record.reviews if review.says_something]
    if not said:
        return 0
    stored = {
        row[0]: row[1:]
        for row in rows("SELECT annotator, status, note, extra, read_to FROM reviews WHERE document = ?", document)
    }
    return sum(not _is_same_review(review, stored[id(review.annotator)]) for review in said)


def _is_same_review(review: RecordReview, stored: tuple[Any, ...]) -> bool:
    status, note, extra, read_to = stored
    return (
        review.status.value == status
        and review.note in ("", note)
        and review.read_to <= read_to
        and not _says_more(review.extra or {}, extra)
    )
