"""Rows that an edit adds for everybody on its way: relation types, attributes, actors.

Taking the edit back takes them back too, unless somebody has come to need them since: then they stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.store.changes import current_image

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.store.changes import RowChange
    from annotator.store.project import Project

_NEEDED_BY: dict[str, tuple[tuple[str, str], ...]] = {
    "relation_types": (
        (
            "relations",
            "SELECT r.id FROM relations AS r JOIN relation_types AS t ON t.name = r.type WHERE t.id = ?",
        ),
    ),
    "attributes": (("attribute_values", "SELECT id FROM attribute_values WHERE attribute = ?"),),
    "actors": (
        ("span_actors", "SELECT id FROM span_actors WHERE actor = ?"),
        ("actor_aliases", "SELECT id FROM actor_aliases WHERE actor = ?"),
    ),
}


def without_needed(project: Project, changes: Sequence[RowChange]) -> list[RowChange]:
    """The changes but for those that would remove a shared row which others need, or have changed."""
    leaving = {(change.table, change.row) for change in changes if change.after is None}
    return [
        change
        for change in changes
        if change.after is not None or change.table not in _NEEDED_BY or not _is_needed(project, change, leaving)
    ]


def _is_needed(project: Project, change: RowChange, leaving: set[tuple[str, int]]) -> bool:
    if current_image(project, change.table, change.row) != change.before:
        return True
    return any(
        (table, row) not in leaving
        for table, question in _NEEDED_BY[change.table]
        for (row,) in project.query(question, (change.row,))
    )
