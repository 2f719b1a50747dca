"""What taking back a part of the log comes to, reckoned without changing anything.

The log is walked from its newest entry to the oldest that is taken back, and every row is followed: what it is
now, and what it was then. An edit and its undo cancel out by themselves. Nothing is taken on trust: a row that
is not what the log says it should be is in the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.store.changes import RowChange, current_image, image_of, packed_image
from annotator.store.history import in_the_way
from annotator.store.loads import Load, load_of
from annotator.store.standing import COMPACTED, compacted_up_to
from annotator.store.values import unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.store.project import Project

_PAGE = 500
"""Entries or changes read in one go: a longer look would hold off an edit."""


class ObstacleError(Exception):
    """Why it cannot be done, in one sentence for the user."""


class Plan(NamedTuple):
    """What taking back comes to."""

    changes: list[RowChange]
    """One a row, from now to then."""
    loads: list[Load]
    """Imports whose rows go."""
    entries: int
    first: int
    """The oldest entry that is taken back; 0 if there is none."""
    title: str
    """Its title."""
    whose: dict[int | None, int]
    """How many of the entries are whose, by annotator."""


class _Entry(NamedTuple):
    id: int
    annotator: int | None
    kind: str
    title: str
    undoes: int | None
    detail: str


class _Followed(NamedTuple):
    """A row while it is followed back: what it should be now, what it was, and the newest entry that changed it."""

    now: str | None
    then: str | None
    entry: int


def plan(project: Project, to_edit: int) -> Plan:
    """Take back every entry after ``to_edit``. ObstacleError names the first thing in the way."""
    _refuse_compacted(project, to_edit)
    walk = _Walk(project, to_edit)
    for entry in _entries(project, to_edit):
        walk.meet(entry)
    walk.arrive()
    return Plan(walk.result(), walk.loads, walk.entries, walk.first, walk.title, walk.whose)


class _Walk:
    """On the way back through the log."""

    def __init__(self, project: Project, to_edit: int) -> None:
        self._project = project
        self._to = to_edit
        self._reached = 2**63
        """All entries from here on are dealt with."""
        self._out_again: list[Load] = []
        """Imports that were taken back on the way: whatever happened to their rows has gone with them."""
        self._rows: dict[tuple[str, int], _Followed] = {}
        self.loads: list[Load] = []
        self.entries = 0
        self.first = 0
        self.title = ""
        self.whose: dict[int | None, int] = {}

    def meet(self, entry: _Entry) -> None:
        """Go on to the next older entry."""
        self.entries += 1
        self.first, self.title = entry.id, entry.title
        self.whose[entry.annotator] = self.whose.get(entry.annotator, 0) + 1
        if entry.id >= self._reached:
            return
        if entry.kind == "rewind":
            self._jump(entry)
        elif entry.detail:
            self._follow_until(entry.id)
            self._take(entry)
            self._reached = entry.id

    def arrive(self) -> None:
        """There are no older ones."""
        self._follow_until(self._to)

    def _jump(self, entry: _Entry) -> None:
        """Over what going back over an import has taken back: before it all was as it is after it."""
        if entry.undoes is None or entry.undoes <= self._to:
            raise ObstacleError(_without_import(entry.title))
        self._follow_until(entry.id)
        self._reached = min(entry.undoes, entry.id)

    def _take(self, entry: _Entry) -> None:
        """An entry that was logged as one record."""
        detail = unpack(entry.detail)
        if COMPACTED in detail:
            return
        if entry.undoes is not None:
            self._take_out_again(entry, detail)
            return
        load = load_of(self._project, entry.id, entry.title, detail)
        if load is None:
            raise ObstacleError(
                f"“{entry.title}” cannot be taken back, because an older Annotator did not note enough about it:"
                " nothing was changed"
            )
        self._follow_all(entry.id, load.changed)
        if not any(load.entry == other.entry for other in self._out_again):
            self.loads.append(load)

    def _take_out_again(self, entry: _Entry, detail: dict[str, Any]) -> None:
        """An import that was taken back: what it brought is gone already."""
        if entry.undoes is None or entry.undoes <= self._to:
            raise ObstacleError(_without_import(entry.title))
        load = load_of(self._project, entry.undoes, entry.title, detail)
        if load is None:
            raise ObstacleError(_without_import(entry.title))
        self._out_again.append(load)
        self._follow_all(entry.id, load.changed)

    # Rows

    def _follow_until(self, entry: int) -> None:
        """Follow the rows that entries newer than this one changed, as far as that was not done."""
        for change in _changes(self._project, entry, self._reached):
            self._follow(*change)
        self._reached = min(self._reached, entry)

    def _follow_all(self, entry: int, changes: list[RowChange]) -> None:
        for change in changes:
            before, after = packed_image(change.before), packed_image(change.after)
            self._follow(entry, change.table, change.row, before, after)

    def _follow(self, entry: int, table: str, row: int, before: str | None, after: str | None) -> None:
        if table == "annotators" and before is None:
            return  # who has worked here stays known: the log names them
        known = self._rows.get((table, row))
        if known is None:
            self._rows[table, row] = _Followed(after, before, entry)
            return
        if not _equal(table, row, known.then, after):
            raise moved_on(self._project, entry, table, row)
        self._rows[table, row] = known._replace(then=before)

    def result(self) -> list[RowChange]:
        """One change a row, from now to then."""
        removed = [*self.loads, *self._out_again]
        found = []
        for (table, row), followed in self._rows.items():
            if any(load.has(table, row) for load in removed) or _equal(table, row, followed.now, followed.then):
                continue
            now, then = image_of(table, row, followed.now), image_of(table, row, followed.then)
            if current_image(self._project, table, row) != now:
                raise moved_on(self._project, followed.entry, table, row)
            found.append(RowChange(table, row, now, then))
        return found


def _equal(table: str, row: int, one: str | None, other: str | None) -> bool:
    # As a rule word for word; an image of an older version may lack columns.
    return one == other or image_of(table, row, one) == image_of(table, row, other)


def _refuse_compacted(project: Project, to_edit: int) -> None:
    if to_edit < compacted_up_to(project):
        raise ObstacleError(
            "the history was compacted, and what lies before cannot be taken back any more: nothing was changed"
        )


def _without_import(title: str) -> str:
    return (
        f"“{title}” took an import out, which cannot be brought back: import the files again, or go back to where"
        " they were out already"
    )


def moved_on(project: Project, entry: int, table: str, row: int) -> ObstacleError:
    """The entry cannot be taken back because of what became of one of its rows."""
    [(title,)] = project.query("SELECT title FROM edits WHERE id = ?", (entry,))
    return ObstacleError(str(in_the_way(project, title, entry, RowChange(table, row, None, None))))


def _entries(project: Project, to_edit: int) -> Iterator[_Entry]:
    """All newer entries, newest first."""
    below = 2**63 - 1
    while rows := project.query(
        "SELECT id, annotator, kind, title, undoes, detail FROM edits WHERE id > ? AND id < ? ORDER BY id DESC LIMIT ?",
        (to_edit, below, _PAGE),
    ):
        yield from map(_Entry._make, rows)
        below = rows[-1][0]


def _changes(project: Project, after: int, before: int) -> Iterator[tuple[int, str, int, str | None, str | None]]:
    """Entry, table, row and images of every change by entries between two others, newest first."""
    first = _first_change(project, after + 1)
    below = _first_change(project, before)
    while rows := project.query(
        'SELECT id, edit, tab, "row", "before", "after" FROM edit_changes'
        " WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?",
        (first, below, _PAGE),
    ):
        for row in rows:
            yield row[1:]
        below = rows[-1][0]


def _first_change(project: Project, entry: int) -> int:
    """The first change by this entry or a newer one."""
    rows = project.query(
        "SELECT id FROM edit_changes WHERE edit >= ? ORDER BY edit, id LIMIT 1", (min(entry, 2**63 - 1),)
    )
    return int(rows[0][0]) if rows else 2**63 - 1
