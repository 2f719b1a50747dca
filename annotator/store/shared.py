"""Rows that an edit adds for everybody on its way: relation types, attributes, actors.

Taking the edit back takes them back too, unless somebody else has come to need them: then they stay. What another
annotator did with them since counts even where it was taken back, for that can be made again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.store.changes import current_image

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.store.changes import RowChange
    from annotator.store.project import Project


class _Need(NamedTuple):
    """A table whose rows refer to a shared row."""

    table: str
    column: str
    place: int
    """Of the column in an image of the log."""
    by: str = "id"
    """What it holds of the shared row."""


_NEEDS: dict[str, tuple[_Need, ...]] = {
    "relation_types": (_Need("relations", "type", 2, by="name"),),
    "attributes": (_Need("attribute_values", "attribute", 1),),
    "actors": (_Need("span_actors", "actor", 1), _Need("actor_aliases", "actor", 0)),
}


def without_needed(
    project: Project, entry: int, annotator: int | None, changes: Sequence[RowChange]
) -> list[RowChange]:
    """The changes that take back an entry of an annotator's, but for those that would remove a shared row others need.

    A row that is not what it was when the entry left it stays too.
    """
    leaving = {(change.table, change.row) for change in changes if change.after is None}
    return [
        change
        for change in changes
        if change.after is not None
        or change.table not in _NEEDS
        or not _is_needed(project, entry, annotator, change, leaving)
    ]


def _is_needed(
    project: Project, entry: int, annotator: int | None, change: RowChange, leaving: set[tuple[str, int]]
) -> bool:
    image = current_image(project, change.table, change.row)
    if image is None or image != change.before:
        return True
    for need in _NEEDS[change.table]:
        rows = project.query(f"SELECT id FROM {need.table} WHERE {need.column} = ?", (image[need.by],))
        if any((need.table, row) not in leaving for (row,) in rows):
            return True
        if project.query(
            "SELECT 1 FROM edit_changes AS c JOIN edits AS e ON e.id = c.edit WHERE c.edit > ?"
            " AND e.annotator IS NOT ? AND c.tab = ?"
            f' AND json_extract(coalesce(c."after", c."before"), \'$[{need.place}]\') = ? LIMIT 1',
            (entry, annotator, need.table, image[need.by]),
        ):
            return True
    return False
