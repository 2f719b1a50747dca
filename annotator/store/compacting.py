"""Making the log smaller, only when somebody asks for it.

The images of the rows that old edits changed go; who did what when stays. What goes can neither be undone any
more nor be gone back past, and spans lose that part of their own history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.model.errors import EditError
from annotator.store.standing import COMPACTED, compacted_up_to

if TYPE_CHECKING:
    from annotator.store.project import Project

_STEP = 5_000
_OVERHEAD = 60
"""About how many bytes a row of the log takes besides its images."""


class Saving(NamedTuple):
    """What compacting up to an entry would remove."""

    up_to: int
    """The newest entry that loses its images; 0 if none does."""
    edits: int
    """How many entries lose them."""
    bytes: int
    """About how much of the file that is."""


def saving(project: Project, *, keep: int | None = None, before: str = "") -> Saving:
    """What compacting would remove; see ``compact``. Reads by short looks."""
    up_to = _up_to(project, keep, before)
    edits = size = 0
    after = compacted_up_to(project)
    while first := _next(project, after, up_to):
        after = min(first + _STEP, up_to)
        [(some, held)] = project.query(
            "SELECT count(DISTINCT edit), sum(length(coalesce(\"before\", '')) + length(coalesce(\"after\", '')) + ?)"
            " FROM edit_changes WHERE edit BETWEEN ? AND ?",
            (_OVERHEAD, first, after),
        )
        edits, size = edits + some, size + held
    return Saving(up_to if edits else 0, edits, size)


def compact(project: Project, annotator: int | None, *, keep: int | None = None, before: str = "") -> Saving:
    """Remove what old edits looked like from the log: all but the ``keep`` newest, or those ``before`` a time.

    The time is ISO 8601, UTC. It is an entry of the log itself. The file shrinks by ``shrink`` only.
    """
    found = saving(project, keep=keep, before=before)
    if not found.edits:
        return found
    count = "1 edit" if found.edits == 1 else f"{found.edits} edits"
    with project.edit(f"Compacted the history ({count})", annotator=annotator, kind="command") as edit:
        edit.connection.execute("DELETE FROM edit_changes WHERE edit <= ?", (found.up_to,))
        edit.connection.execute(
            "INSERT INTO project (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (COMPACTED, str(found.up_to)),
        )
        edit.bulk({COMPACTED: found.up_to, "edits": found.edits})
    return found


def shrink(project: Project) -> None:
    """Write the file anew without the room that is free in it. Slow, and takes as much room again meanwhile."""
    if project.read_only:
        raise EditError(f"{project.path} is open for reading only: copy it to where you may write")
    project.query("PRAGMA temp_store = FILE")  # the file may be larger than memory
    try:
        project.rewrite()
    finally:
        project.query("PRAGMA temp_store = MEMORY")


def _up_to(project: Project, keep: int | None, before: str) -> int:
    """The newest entry that is old enough."""
    if keep is not None:
        rows = project.query("SELECT id FROM edits ORDER BY id DESC LIMIT 1 OFFSET ?", (max(keep, 0),))
        return int(rows[0][0]) if rows else 0
    # The clock may have been wrong once: all from the first entry on that is new enough stays.
    rows = project.query("SELECT id FROM edits WHERE time >= ? ORDER BY id LIMIT 1", (before,))
    if rows:
        return int(rows[0][0]) - 1
    return int(project.query("SELECT coalesce(max(id), 0) FROM edits")[0][0])


def _next(project: Project, after: int, up_to: int) -> int:
    """The first entry after another that still has images; 0 if there is none up to the last."""
    [(first,)] = project.query("SELECT min(edit) FROM edit_changes WHERE edit > ? AND edit <= ?", (after, up_to))
    return int(first or 0)
