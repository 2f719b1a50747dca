"""Giving many rows other values in one transaction, in an order that no constraint minds.

Undo and going back both end here. Only where it ends is known, not the way: two spans that changed places
would meet on it, so a row that finds its place taken waits beside until the other has left.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotator.store.changes import Edit, RowChange

_PARENTS_FIRST = (
    "annotators",
    "labels",
    "relation_types",
    "attributes",
    "actors",
    "documents",
    "spans",
    "relations",
    "reviews",
    "attribute_values",
    "span_actors",
    "actor_aliases",
    "suggestions",
)
_CHILDREN_FIRST = (
    "attribute_values",
    "span_actors",
    "actor_aliases",
    "actors",
    "suggestions",
    "relations",
    "reviews",
    "spans",
)
"""What refers to others goes before them, and comes after them."""

_STAYS = "SELECT ?"
_BESIDE = {
    **dict.fromkeys(("reviews", "attribute_values", "span_actors"), _STAYS),
    **{
        table: f"UPDATE {table} SET name = char(0) || id WHERE id = ?"
        for table in ("annotators", "labels", "relation_types", "attributes", "actors")
    },
    "documents": "UPDATE documents SET key = char(0) || id WHERE id = ?",
    "spans": "UPDATE spans SET fragments = char(0) || id WHERE id = ?",
    "suggestions": "UPDATE suggestions SET fragments = char(0) || id WHERE id = ?",
    "relations": "UPDATE relations SET type = char(0) || id WHERE id = ?",
    "actor_aliases": "UPDATE actor_aliases SET alias = char(0) || id WHERE id = ?",
}
"""How a row waits: under an identity that no other row can have. A review, a value and a link to an actor never
change what they are about; none can be in their place."""


class InTheWayError(Exception):
    """A row cannot become what it should, because of one that is not among those being changed."""

    def __init__(self, change: RowChange) -> None:
        super().__init__(f"{change.table} {change.row}")
        self.change = change


def collapsed(changes: Iterable[RowChange]) -> list[RowChange]:
    """One change a row, from its first ``before`` to its last ``after``; what came back to where it was is left out."""
    net: dict[tuple[str, int], RowChange] = {}
    for change in changes:
        known = net.pop((change.table, change.row), None)
        net[change.table, change.row] = change if known is None else change._replace(before=known.before)
    return [change for change in net.values() if change.before != change.after]


def apply(edit: Edit, changes: Iterable[RowChange], also: Callable[[str], None] = lambda _table: None) -> None:
    """Let each row become its ``after``, one change a row; InTheWayError where a constraint forbids it.

    The rows are taken to be what ``before`` says. ``also`` is called for each table of ``_CHILDREN_FIRST``
    when the rows of it that have to go are gone, for who has more of it to remove.
    """
    gone: dict[str, list[RowChange]] = {table: [] for table in _PARENTS_FIRST}
    other: dict[str, list[RowChange]] = {table: [] for table in _PARENTS_FIRST}
    new: dict[str, list[RowChange]] = {table: [] for table in _PARENTS_FIRST}
    for change in changes:
        kind = gone if change.after is None else new if change.before is None else other
        kind[change.table].append(change)
    for table in _CHILDREN_FIRST:
        for change in gone.pop(table):
            _write(edit, change)
        also(table)
    for table in _PARENTS_FIRST:
        _update(edit, other[table])
        for change in new[table]:
            _write(edit, change)
    for left in gone.values():
        for change in left:
            _write(edit, change)


def _update(edit: Edit, changes: list[RowChange]) -> None:
    beside: list[RowChange] = []
    for change in changes:
        try:
            edit.update(change.table, change.row, change.after or {})
        except sqlite3.IntegrityError:
            edit.connection.execute(_BESIDE[change.table], (change.row,))
            beside.append(change)
    # By now every other row is where it belongs, so that whatever is still in the way will stay there.
    for change in beside:
        _write(edit, change)
        edit.changes[-1] = change


def _write(edit: Edit, change: RowChange) -> None:
    try:
        if change.after is None:
            edit.delete(change.table, change.row)
        elif change.before is None:
            edit.insert(change.table, change.after, change.row)
        else:
            edit.update(change.table, change.row, change.after)
    except sqlite3.IntegrityError as error:
        raise InTheWayError(change) from error
