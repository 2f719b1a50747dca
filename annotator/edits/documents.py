"""What an annotator can say of a whole document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.edits.steps import document_title, set_review, storable
from annotator.model.errors import EditError
from annotator.store import times

if TYPE_CHECKING:
    from annotator.model.document import Status
    from annotator.store.changes import ChangeSet
    from annotator.store.project import Project


def set_status(project: Project, document: int, annotator: int, status: Status) -> ChangeSet | None:
    """Say how far an annotator is with a document; None if that is known."""
    title = f"Marked {document_title(project, document)} as {status.value}"
    with project.edit(title, annotator=annotator, document=document) as edit:
        set_review(project, edit, document, annotator, {"status": status.value})
    return edit.result


def set_review_note(project: Project, document: int, annotator: int, note: str) -> ChangeSet | None:
    """Write an annotator's note on a whole document."""
    about = document_title(project, document)
    title = f"{'Note on' if note else 'Removed the note on'} {about}"
    with project.edit(title, annotator=annotator, document=document) as edit:
        set_review(project, edit, document, annotator, {"note": storable(note)})
    return edit.result


def add_seconds(project: Project, document: int, annotator: int, seconds: int) -> None:
    """Add to the time an annotator has spent on a document; no edit, never undone."""
    times.add_seconds(project, document, annotator, seconds)


def set_read_to(project: Project, document: int, annotator: int, read_to: int) -> ChangeSet | None:
    """Say how far an annotator has read a document, in code points from its start; None if that is known.

    Text before that place and without a span is a verified negative. EditError for a place that is not in the text.
    """
    title = f"Read {document_title(project, document)} to character {read_to}"
    with project.edit(title, annotator=annotator, document=document) as edit:
        image = edit.image("documents", document) or {"length": 0}
        if not 0 <= read_to <= image["length"]:
            raise EditError(f"{read_to} is no place in a text of {image['length']} characters: choose one in it")
        set_review(project, edit, document, annotator, {"read_to": read_to})
    return edit.result
