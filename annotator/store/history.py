"""Undo and redo, from the log alone: they survive a restart, and nothing is kept in memory.

The log of one annotator's window is read as a stack, newest first. An ``undo`` names the edit it took back,
a ``redo`` the undo it took back; whatever lies between the two is settled, so the walk jumps over it and
stays fast however long the log is. An undo is an edit itself, made by writing the inverse of the row
changes; it is refused when a row is no longer what the edit left. Going back over an import is for good: the
walk goes on before what was taken back with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from annotator.model.errors import EditError
from annotator.store.applying import InTheWayError, apply, collapsed
from annotator.store.changes import RowChange, image_of
from annotator.store.shared import without_needed
from annotator.store.standing import compacted_up_to, rewound_for_good

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.store.changes import ChangeSet
    from annotator.store.project import Project


class _Entry(NamedTuple):
    id: int
    kind: str
    undoes: int | None


def undo(project: Project, annotator: int) -> ChangeSet | None:
    """Take back this annotator's last edit made in a window; None if there is none.

    EditError if one of its rows was changed since by an edit it does not know, or if the log was compacted.
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


def undo_size(project: Project, annotator: int, most: int) -> int:
    """How many rows the edit has that ``undo`` would take back, counted up to ``most``."""
    return _size(project, _to_undo(project, annotator), most)


def redo_size(project: Project, annotator: int, most: int) -> int:
    """How many rows the edit has that ``redo`` would make again, counted up to ``most``."""
    return _size(project, _to_redo(project, annotator), most)


def _size(project: Project, entry: int | None, most: int) -> int:
    counted = "SELECT count(*) FROM (SELECT 1 FROM edit_changes WHERE edit = ? LIMIT ?)"
    return int(project.query(counted, (entry, most))[0][0])


def _to_undo(project: Project, annotator: int) -> int | None:
    entry = _newest(project, annotator)
    while entry and entry.kind == "undo" and entry.undoes:
        entry = _newest(project, annotator, min(entry.undoes, entry.id))
    return entry.id if entry else None


def _to_redo(project: Project, annotator: int) -> int | None:
    entry = _newest(project, annotator)
    while entry and entry.kind == "redo" and entry.undoes:
        entry = _newest(project, annotator, min(entry.undoes, entry.id))
    return entry.id if entry and entry.kind == "undo" else None


def _newest(project: Project, annotator: int, before: int = 2**63 - 1) -> _Entry | None:
    first: int | None = before
    while first is not None:
        rows = project.query(
            "SELECT id, kind, undoes FROM edits"
            " WHERE annotator = ? AND kind IN ('edit', 'undo', 'redo') AND id < ? ORDER BY id DESC LIMIT 1",
            (annotator, first),
        )
        first = rewound_for_good(project, rows[0][0]) if rows else None
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
            _refuse_compacted(project, entry, title)
            try:
                inverse = without_needed(project, entry, annotator, _inverse(collapsed(_changes(project, entry))))
                refuse_moved_on((edit.image(change.table, change.row), change) for change in inverse)
                apply(edit, inverse)
            except InTheWayError as error:
                raise in_the_way(project, title, entry, error.change) from error
    return edit.result


def _changes(project: Project, entry: int) -> list[RowChange]:
    rows = project.query('SELECT tab, "row", "before", "after" FROM edit_changes WHERE edit = ? ORDER BY id', (entry,))
    return [RowChange(t, row, image_of(t, row, before), image_of(t, row, after)) for t, row, before, after in rows]


def _inverse(changes: list[RowChange]) -> list[RowChange]:
    return [change._replace(before=change.after, after=change.before) for change in reversed(changes)]


def _refuse_compacted(project: Project, entry: int, title: str) -> None:
    if entry <= compacted_up_to(project):
        raise EditError(
            f"“{title}” cannot be taken back any more, because the history was compacted since: nothing was changed"
        )


def refuse_moved_on(rows: Iterable[tuple[dict[str, Any] | None, RowChange]]) -> None:
    """InTheWayError for the first row that is not what its change begins with."""
    for image, change in rows:
        if image != change.before:
            raise InTheWayError(change)


def in_the_way(project: Project, title: str, entry: int, change: RowChange) -> EditError:
    """Why the entry cannot be taken back: what changed one of its rows since."""
    rows = project.query(
        "SELECT title FROM edits WHERE id = (SELECT max(edit) FROM edit_changes"
        ' WHERE edit > ? AND tab = ? AND "row" = ?)',
        (entry, change.table, change.row),
    )
    culprit = f"“{rows[0][0]}” changed it since" if rows else "an import or a command changed it since"
    return EditError(f"“{title}” cannot be taken back, because {culprit}: nothing was changed")
