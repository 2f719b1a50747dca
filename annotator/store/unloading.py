"""Whether one import can be taken back by itself, out of the middle of the log.

It can as long as nobody has built on it: what it brought is as it came, and nothing else hangs on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.store.changes import current_image, image_of
from annotator.store.fold import ObstacleError, Plan, moved_on
from annotator.store.loads import LOADED, Load, load_of, steps
from annotator.store.standing import COMPACTED, compacted_up_to, taken_back
from annotator.store.values import unpack

if TYPE_CHECKING:
    from annotator.store.project import Project

_HANGING: dict[str, tuple[tuple[str, str], ...]] = {
    "documents": tuple((table, "document") for table in ("spans", "relations", "reviews", "suggestions")),
    "spans": (("relations", "head"), ("relations", "tail"), ("attribute_values", "span"), ("span_actors", "span")),
    "actors": (("span_actors", "actor"), ("actor_aliases", "actor")),
}
"""What may refer to the rows of a table that an import can bring: other tables, by a column."""


def plan_of_import(project: Project, entry: int) -> Plan:
    """Take back this import alone. ObstacleError names the first thing in the way."""
    load, annotator = _load(project, entry)
    if entry <= compacted_up_to(project):
        raise ObstacleError(
            f"“{load.title}” cannot be taken back any more, because the history was compacted since:"
            " nothing was changed"
        )
    _refuse_changed(project, load)
    _refuse_built_upon(project, load)
    back = []
    for change in load.changed:
        if current_image(project, change.table, change.row) != change.after:
            raise moved_on(project, entry, change.table, change.row)
        back.append(change._replace(before=change.after, after=change.before))
    return Plan(back, [load], 1, entry, load.title, {annotator: 1})


def _load(project: Project, entry: int) -> tuple[Load, int | None]:
    rows = project.query("SELECT kind, title, annotator, detail FROM edits WHERE id = ?", (entry,))
    kind, title, annotator, stored = rows[0] if rows else ("", "", None, "")
    detail = unpack(stored)
    if kind != "import" or not detail or COMPACTED in detail:
        raise ObstacleError("only an import can be taken back by itself: go back to before this entry instead")
    if taken_back(project, [entry]):
        raise ObstacleError(f"“{title}” is taken back already: nothing was changed")
    load = load_of(project, entry, title, detail)
    if load is None:
        raise ObstacleError(
            f"“{title}” cannot be taken back, because an older Annotator did not note enough about it:"
            " nothing was changed"
        )
    return load, annotator


def _refuse_changed(project: Project, load: Load) -> None:
    """None of the rows that came in may be another one now."""
    for table in LOADED:
        first, last = load.ids[table]
        oldest: dict[int, str | None] = {}
        for row, before in project.query(
            'SELECT "row", "before" FROM edit_changes WHERE tab = ? AND "row" BETWEEN ? AND ? AND edit > ? ORDER BY id',
            (table, first, last, load.entry),
        ):
            oldest.setdefault(row, before)
        for row, before in oldest.items():
            if current_image(project, table, row) != image_of(table, row, before):
                raise moved_on(project, load.entry, table, row)


def _refuse_built_upon(project: Project, load: Load) -> None:
    """Nothing that came later may hang on what came in."""
    for parent, hanging in _HANGING.items():
        for piece in steps(project, load, parent):
            for table, column in hanging:
                for (row,) in project.query(
                    f"SELECT id FROM {table} WHERE {column} BETWEEN ? AND ? AND NOT id BETWEEN ? AND ? LIMIT 1",
                    (*piece, *load.ids[table]),
                ):
                    raise moved_on(project, load.entry, table, row)
