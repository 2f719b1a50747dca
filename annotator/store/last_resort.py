"""The last resort of saving a copy: what can still be read of a project, and what a window has open of it.

Rows keep their ids, so that edits which wait for the project can be made in the copy.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.model.document import text_sha256
from annotator.store import creating
from annotator.store.values import now, pack, pack_fragments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from annotator.model.document import Annotator, Document
    from annotator.model.scheme import Label
    from annotator.model.span import Span

    Row = tuple[Any, ...]

_NUMBERED = {
    "annotators": "id",
    "labels": "id",
    "documents": "id",
    "texts": "document",
    "spans": "id",
    "relations": "id",
    "reviews": "id",
    "edits": "id",
    "edit_changes": "id",
}
"""Tables and the number of their rows, each after those it refers to."""
_SMALL = ("project", "times")
_PAGE = 100
"""Rows read at a time, until there is one that cannot be read."""
_UNREADABLE = (sqlite3.Error, UnicodeDecodeError)


class OpenWork(NamedTuple):
    """What a window holds in memory of the project it has open."""

    annotator: Annotator
    labels: Sequence[Label]
    document: Document | None
    spans: Sequence[Span]


def salvage(source: sqlite3.Connection, draft: Path, work: OpenWork) -> None:
    """Fill a file that is not there yet from whatever ``source`` can read, then from ``work``."""
    with closing(sqlite3.connect(draft, isolation_level=None)) as target:
        creating.lay_out(target)
        target.execute("PRAGMA foreign_keys = ON")
        target.execute("BEGIN")
        for table, number in _NUMBERED.items():
            _insert(target, table, _readable(source, table, number))
            if table == "texts":
                target.execute("DELETE FROM documents WHERE id NOT IN (SELECT document FROM texts)")
        for table in _SMALL:
            with suppress(*_UNREADABLE):
                _insert(target, table, source.execute(f"SELECT * FROM {table}").fetchall())
        _add(target, work)
        target.execute("INSERT INTO search (search) VALUES ('rebuild')")
        target.execute("COMMIT")


def _readable(source: sqlite3.Connection, table: str, number: str) -> Iterator[Row]:
    """Rows from the first on, and where one cannot be read, from the last back to there."""
    known = None
    for row in _walk(source, f"SELECT * FROM {table} WHERE ? IS NULL OR {number} > ? ORDER BY {number}"):
        yield row
        known = row[0]
    for row in _walk(source, f"SELECT * FROM {table} WHERE ? IS NULL OR {number} < ? ORDER BY {number} DESC"):
        if row[0] == known:
            return
        yield row


def _walk(source: sqlite3.Connection, sql: str) -> Iterator[Row]:
    """Rows of a query up to the first that cannot be read."""
    last = None
    for size in (_PAGE, 1):
        with suppress(*_UNREADABLE):
            while rows := source.execute(f"{sql} LIMIT {size}", (last, last)).fetchall():
                yield from rows
                last = rows[-1][0]
            return


def _insert(target: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert what fits; a row that refers to a lost one is lost too."""
    for row in rows:
        with suppress(sqlite3.IntegrityError):
            target.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def _add(target: sqlite3.Connection, work: OpenWork) -> None:
    """What the window has open, as far as it was not read."""
    _insert(target, "annotators", [(work.annotator.id, work.annotator.name, now())])
    _insert(target, "project", [("annotator", work.annotator.name), ("id", creating.new_id()), ("created", now())])
    for label in work.labels:
        with suppress(sqlite3.IntegrityError):
            creating.insert_label(target, label, label.position, label.id)
    document = work.document
    if document is not None:
        about = (document.key, document.title, document.language, pack(document.meta), pack(document.extra))
        checked = (text_sha256(document.text), len(document.text), now())
        _insert(target, "documents", [(document.id, *about, *checked)])
        _insert(target, "texts", [(document.id, document.text)])
    _insert(target, "spans", [_row(span) for span in work.spans])


def _row(span: Span) -> Row:
    place = (span.id, span.document, span.annotator, span.label, span.start, span.end, pack_fragments(span.fragments))
    return (*place, span.note, int(span.doubt), span.origin, "", span.created or now(), "")
