"""Undo and redo, from the log alone: they survive a restart, and nothing is kept in memory.

The log of one annotator's window is read as a stack, newest first. An ``undo`` names the edit it took back,
a ``redo`` the undo it took back; whatever lies between the two is settled, so the walk jumps over it and
stays fast however long the log is. An undo is an edit itself, made by writing the inverse of the row
changes; it is refused when a row is no longer what the edit left.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Literal, NamedTuple

from annotator.model.errors import EditError
from annotator.store.changes import RowChange, image_of

if TYPE_CHECKING:
    from annotator.store.changes import ChangeSet, Edit
    from annotator.store.project import Project


class _Entry(NamedTuple):
    id: int
    kind: str
    undoes: int | None


def undo(project: Project, annotator: int) -> ChangeSet | None:
    """Take back this annotator's last edit made in a window; None if there is none.

    EditError if one of its rows was changed since by an edit it does not know.
    """
    return _reverse(project, annotator, "undo")


def redo(project: Project, annotator: int) -> ChangeSet | None:
    """Make the edit taken back last again; None if there is none or another edit came since."""
    return _reverse(project, annotator, "redo")


def undo_title(project: Project, annotator: int) -> str | None:
    """The title of the edit ``undo`` would take back."""
    return _title(project, _to_undo(project, annotator))


def redo_title(project: Project, annotator: int) -> str | None:
    """The title of the edit ``redo`` would make again."""
    return _title(project, _to_redo(project, annotator))


def _to_undo(project: Project, annotator: int) -> int | None:
    entry = _newest(project, annotator)
    while entry and entry.kind == "undo" and entry.undoes:
        entry = _newest(project, annotator, entry.undoes)
    return entry.id if entry else None


def _to_redo(project: Project, annotator: int) -> int | None:
    entry = _newest(project, annotator)
    while entry and entry.kind == "redo" and entry.undoes:
        entry = _newest(project, annotator, entry.undoes)
    return entry.id if entry and entry.kind == "undo" else None


def _newest(project: Project, annotator: int, before: int = 2**63 - 1) -> _Entry | None:
    rows = project.query(
        "SELECT id, kind, undoes FROM edits"
        " WHERE annotator = ? AND kind IN ('edit', 'undo', 'redo') AND id < ? ORDER BY id DESC LIMIT 1",
        (annotator, before),
    )
    return _Entry(*rows[0]) if rows else None


def _title(project: Project, entry: int | None) -> str | None:
    if entry is None:
        return None
    return str(project.query("SELECT title FROM edits WHERE id = ?", (entry,))[0][0])


def _reverse(project: Project, annotator: int, kind: Literal["undo", "redo"]) -> ChangeSet | None:
    choose = _to_undo if kind == "undo" else _to_redo
    with project.edit("", annotator=annotator, kind=kind) as edit:
        entry = choose(project, annotator)
        if entry is not None:
            title, document = project.query("SELECT title, document FROM edits WHERE id = ?", (entry,))[0]
            edit.title, edit.document, edit.undoes = title, document, entry
            for change in reversed(_changes(project, entry)):
                _take_back(project, edit, entry, change)
    return edit.result


def _changes(project: Project, entry: int) -> list[RowChange]:
    rows = project.query('SELECT tab, "row", "before", "after" FROM edit_changes WHERE edit = ? ORDER BY id', (entry,))
    return [RowChange(t, row, image_of(t, row, before), image_of(t, row, after)) for t, row, before, after in rows]


def _take_back(project: Project, edit: Edit, entry: int, change: RowChange) -> None:
    if edit.image(change.table, change.row) != change.after:
        raise _in_the_way(project, edit, entry, change)
    try:
        if change.before is None:
            edit.delete(change.table, change.row)
        elif change.after is None:
            edit.insert(change.table, change.before, change.row)
        else:
            edit.update(change.table, change.row, change.before)
    except sqlite3.IntegrityError as error:
        raise _in_the_way(project, edit, entry, change) from error


def _in_the_way(project: Project, edit: Edit, entry: int, change: RowChange) -> EditError:
    rows = project.query(
        "SELECT title FROM edits WHERE id = (SELECT max(edit) FROM edit_changes"
        ' WHERE edit > ? AND tab = ? AND "row" = ?)',
        (entry, change.table, change.row),
    )
    culprit = f"“{rows[0][0]}” changed it since" if rows else "an import or a command changed it since"
    return EditError(f"“{edit.title}” cannot be taken back, because {culprit}: nothing was changed")
