"""What an import leaves of itself in the log, and taking it out of the project again.

Not every row is logged: ids are given out in order and never twice, so that the first and the last say which
rows came in. Only of the few rows that were there before and were changed, images are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.store.changes import RowChange, image_of
from annotator.store.schema import TABLES
from annotator.store.values import damaged, pack_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from annotator.store.project import Project

LOADED = (
    "documents",
    "spans",
    "relations",
    "reviews",
    "attribute_values",
    "span_actors",
    "actors",
    "actor_aliases",
    "suggestions",
)
"""Tables whose rows an import can bring. What it adds to the scheme is not among them: that stays."""
_ALWAYS = frozenset(("documents", "spans", "relations", "reviews"))
"""Of these the log says too that nothing came; of the others only what did."""

BLANK_REVIEW = "status = 'new' AND note = '' AND extra = '' AND read_to = 0"
_BLANK_REVIEWS = f"SELECT id, {', '.join(TABLES['reviews'].columns)} FROM reviews WHERE {BLANK_REVIEW}"
_STEP = 20_000
"""Rows looked at in one go: a longer look would hold off an edit."""

_TOO_LARGE = 2**63 - 1
"""No id, and none comes after one that is less."""

Ids = tuple[int, int]
"""First and last id of rows that came in; none did where the last is smaller."""


class Trace:
    """Notes, while records are loaded, what taking them out again will need."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._firsts = {table: last + 1 for table, last in self._lasts().items()}
        self._blank = {row[0]: row[1:] for row in connection.execute(_BLANK_REVIEWS)}
        """Reviews that say nothing yet: the only rows of a project that a load changes."""

    def first(self, table: str) -> int:
        """The id that the first new row of the table gets."""
        return self._firsts[table]

    def detail(self) -> dict[str, Any]:
        """For the log, when everything is loaded."""
        lasts = self._lasts()
        ids = {
            table: [self._firsts[table], lasts[table]]
            for table in LOADED
            if table in _ALWAYS or lasts[table] >= self._firsts[table]
        }
        traced: dict[str, Any] = {"ids": ids}
        changed = list(self._changed())
        return traced | {"changed": changed} if changed else traced

    def _lasts(self) -> dict[str, int]:
        known: dict[str, int] = dict(self._connection.execute("SELECT name, seq FROM sqlite_sequence"))
        return {table: known.get(table, 0) for table in LOADED}

    def _changed(self) -> Iterator[list[Any]]:
        columns = ", ".join(TABLES["reviews"].columns)
        for id, before in self._blank.items():
            [after] = self._connection.execute(f"SELECT {columns} FROM reviews WHERE id = ?", (id,))
            if after != before:
                yield ["reviews", id, pack_row(list(before)), pack_row(list(after))]


class Load(NamedTuple):
    """One import: which rows came in by it, and which it changed."""

    entry: int
    title: str
    ids: dict[str, Ids]
    changed: list[RowChange]

    def has(self, table: str, row: int) -> bool:
        """Whether the row came in by this import."""
        first, last = self.ids.get(table, (1, 0))
        return first <= row <= last


def load_of(project: Project, entry: int, title: str, detail: dict[str, Any]) -> Load | None:
    """What the log says of an import; None if it does not say enough to take it out again.

    Imports of version 1 did not note relations and reviews, and counted a span as theirs if it was newer than
    all others *then in the project*.
    """
    ids = detail.get("ids")
    if not isinstance(ids, dict) or any(detail.get(table) and table not in ids for table in LOADED):
        return None
    ranges = {table: _ids(ids.get(table, [1, 0])) for table in LOADED}
    if "relations" not in ids:
        ranges["spans"] = _without_older(project, entry, ranges["spans"])
    changed = detail.get("changed", [])
    if not isinstance(changed, list):
        raise damaged(changed)
    return Load(entry, title, ranges, [_changed(row) for row in changed])


def _ids(stored: object) -> Ids:
    match stored:
        case [int(first), int(last)] if 0 < first < _TOO_LARGE and 0 <= last < _TOO_LARGE:
            return first, last
    raise damaged(stored)


def _changed(stored: object) -> RowChange:
    match stored:
        case ["reviews", int(row), str(before), str(after)]:
            return RowChange("reviews", row, image_of("reviews", row, before), image_of("reviews", row, after))
    raise damaged(stored)


def _without_older(project: Project, entry: int, ids: Ids) -> Ids:
    """Without the spans at the beginning that had been in the project, and out of it, before the import."""
    [(newest,)] = project.query(
        'SELECT max("row") FROM edit_changes WHERE tab = \'spans\' AND "row" BETWEEN ? AND ? AND edit < ?',
        (*ids, entry),
    )
    return (ids[0] if newest is None else newest + 1), ids[1]


def remove(connection: sqlite3.Connection, load: Load, table: str) -> int:
    """Remove the rows of a table that came in by the import, and say how many; with documents go their texts."""
    ids = load.ids[table]
    if table == "documents":
        for statement in _WITH_DOCUMENTS:
            connection.execute(statement, ids)
    return connection.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", ids).rowcount


_WITH_DOCUMENTS = (
    "DELETE FROM times WHERE document BETWEEN ? AND ?",
    # The index does not hold the words: it has to be told them again to forget them, while they are there.
    "INSERT INTO search (search, rowid, title, text)"
    " SELECT 'delete', document, title, text FROM searchable WHERE document BETWEEN ? AND ?",
    "DELETE FROM texts WHERE document BETWEEN ? AND ?",
)


def steps(project: Project, load: Load, table: str) -> Iterator[Ids]:
    """The rows of a table that came in by the import and are there, in pieces that are looked at quickly."""
    first, last = load.ids[table]
    while True:
        [(begin, end)] = project.query(
            f"SELECT min(id), max(id) FROM (SELECT id FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?)",
            (first, last, _STEP),
        )
        if begin is None:
            return
        yield begin, end
        first = end + 1
