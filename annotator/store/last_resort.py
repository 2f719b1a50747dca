"""The last resort of saving a copy: what can still be read of a project, and what a window has open of it.

Rows keep their ids, so that edits which wait for the project can be made in the copy.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.model.document import text_sha256
from annotator.model.errors import ProjectError
from annotator.store import creating
from annotator.store.changes import Edit
from annotator.store.rescue import rescue
from annotator.store.values import now, pack, pack_fragments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.model.document import Annotator, Document
    from annotator.model.scheme import Label
    from annotator.model.span import Span


class OpenWork(NamedTuple):
    """What a window holds in memory of the project it has open."""

    annotator: Annotator
    labels: Sequence[Label]
    document: Document | None
    spans: Sequence[Span]


def salvage(image: bytes, draft: Path, work: OpenWork) -> None:
    """Fill a file that is not there yet from what can be read of an image of a project, then from ``work``."""
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        wreck = Path(folder) / "image"
        wreck.write_bytes(image)
        with suppress(ProjectError):  # nothing can be read
            rescue(wreck, draft)
    with closing(sqlite3.connect(draft, isolation_level=None)) as target:
        if not draft.stat().st_size:
            creating.lay_out(target)
        target.execute("PRAGMA foreign_keys = ON")
        target.execute("BEGIN")
        _add(target, work)
        target.execute("INSERT INTO search (search) VALUES ('rebuild')")
        target.execute("COMMIT")


def _add(target: sqlite3.Connection, work: OpenWork) -> None:
    """What the window has open, as far as it was not read."""
    edit = Edit(target, "Saved from the open window", kind="command", annotator=None, document=None)
    _add_row(edit, "annotators", work.annotator.id, {"name": work.annotator.name, "created": now()})
    settings = {"annotator": work.annotator.name, "id": creating.new_id(), "created": now()}
    target.executemany("INSERT OR IGNORE INTO project (key, value) VALUES (?, ?)", settings.items())
    for label in work.labels:
        _add_row(edit, "labels", label.id, creating.label_row(label, label.position))
    if work.document is not None:
        _add_document(edit, work.document)
    for span in work.spans:
        _add_row(edit, "spans", span.id, _row(span))
    edit.record()


def _add_row(edit: Edit, table: str, row: int, values: dict[str, Any]) -> bool:
    """Insert a row unless it, or its equal, is there, or what it refers to is lost."""
    if edit.image(table, row) is not None:
        return False
    try:
        edit.insert(table, values, row)
    except sqlite3.IntegrityError:
        return False
    return True


def _add_document(edit: Edit, document: Document) -> None:
    values = {
        "key": document.key,
        "title": document.title,
        "language": document.language,
        "meta": pack(document.meta),
        "extra": pack(document.extra),
        "sha256": text_sha256(document.text),
        "length": len(document.text),
        "imported": now(),
    }
    if _add_row(edit, "documents", document.id, values):
        edit.connection.execute("INSERT INTO texts (document, text) VALUES (?, ?)", (document.id, document.text))


def _row(span: Span) -> dict[str, Any]:
    return {
        "document": span.document,
        "annotator": span.annotator,
        "label": span.label,
        "start": span.start,
        "end": span.end,
        "fragments": pack_fragments(span.fragments),
        "note": span.note,
        "doubt": int(span.doubt),
        "origin": span.origin,
        "created": span.created or now(),
    }
