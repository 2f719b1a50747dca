"""What a user can change, one short function each; the window and the command line share them.

Each checks what it is given, makes one ``project.edit`` and says what it did. EditError, in one sentence,
for what cannot be done. Offsets are code points of the document's text, end exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.edits.actors import add_alias, link_actor, remove_alias, rename_actor, set_actor_note
from annotator.edits.attributes import set_attribute
from annotator.edits.documents import add_seconds, set_read_to, set_review_note, set_status
from annotator.edits.relations import add_relation, remove_relation
from annotator.edits.spans import (
    Added,
    add_fragment,
    add_span,
    add_spans,
    move_span,
    relabel_span,
    remove_fragment,
    remove_spans,
    set_doubt,
    set_note,
)
from annotator.edits.suggestions import (
    accept_suggestion,
    accept_suggestions,
    reject_suggestion,
    reject_suggestions,
)
from annotator.store.history import redo, redo_size, redo_title, undo, undo_size, undo_title

if TYPE_CHECKING:
    from annotator.store.changes import ChangeSet
    from annotator.store.compacting import Saving
    from annotator.store.project import Project


def rewind(project: Project, annotator: int, to_edit: int, *, only: bool = False) -> ChangeSet | None:
    """Take back every entry of the log after ``to_edit`` in one step, or ``only`` the import that comes next."""
    from annotator.store.rewind import rewind

    return rewind(project, annotator, to_edit, only=only)


def compact(project: Project, annotator: int, *, keep: int | None = None, before: str = "") -> Saving:
    """Remove what old edits looked like from the log; see ``store.compacting``."""
    from annotator.store.compacting import compact

    return compact(project, annotator, keep=keep, before=before)


__all__ = [
    "Added",
    "accept_suggestion",
    "accept_suggestions",
    "add_alias",
    "add_fragment",
    "add_relation",
    "add_seconds",
    "add_span",
    "add_spans",
    "compact",
    "link_actor",
    "move_span",
    "redo",
    "redo_size",
    "redo_title",
    "reject_suggestion",
    "reject_suggestions",
    "relabel_span",
    "remove_alias",
    "remove_fragment",
    "remove_relation",
    "remove_spans",
    "rename_actor",
    "rewind",
    "set_actor_note",
    "set_attribute",
    "set_doubt",
    "set_note",
    "set_read_to",
    "set_review_note",
    "set_status",
    "undo",
    "undo_size",
    "undo_title",
]
