"""Going back: everything since an entry of the log taken back in one step, by whomever it was done.

Such a step is an ordinary edit, and the next Ctrl+Z takes it back as a whole. Only where it takes an import out
it is for good: the rows of an import are in no log. Then it is one record, and the preview says so beforehand.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.model.document import Status
from annotator.model.errors import EditError
from annotator.store.applying import InTheWayError, apply
from annotator.store.changes import packed_image
from annotator.store.fold import ObstacleError, Plan, moved_on, plan
from annotator.store.loads import LOADED, remove, steps
from annotator.store.unloading import plan_of_import

if TYPE_CHECKING:
    from annotator.store.changes import ChangeSet, Edit, RowChange
    from annotator.store.loads import Load
    from annotator.store.project import Project

_TITLE = 100
"""Code points of an entry's title within another."""


class Fate(NamedTuple):
    """What becomes of spans: how many vanish, come back, and change."""

    gone: int = 0
    back: int = 0
    changed: int = 0

    def with_more(self, gone: int = 0, back: int = 0, changed: int = 0) -> Fate:
        return Fate(self.gone + gone, self.back + back, self.changed + changed)


class Preview(NamedTuple):
    """What going back would do."""

    entries: int
    """How many entries of the log are taken back."""
    title: str
    """The oldest of them."""
    whose: dict[str, int]
    """How many are whose, by name; empty name: nobody's."""
    spans: Fate
    by_label: dict[str, Fate]
    documents: int
    """Documents that go."""
    statuses: int
    """How often a document that stays has another status for somebody."""
    notes: int
    """How often it has another note."""
    rows: int
    """Rows that are another afterwards, but for those that came by imports."""
    imports: int
    obstacle: str
    """Why it cannot be done, in one sentence; empty if it can."""

    @property
    def for_good(self) -> bool:
        """Whether Ctrl+Z cannot bring back all of it."""
        return self.imports > 0


_NOTHING = Preview(0, "", {}, Fate(), {}, 0, 0, 0, 0, 0, "")


def preview(project: Project, to_edit: int, *, only: bool = False) -> Preview:
    """What ``rewind`` with the same arguments would do. Changes nothing, and reads by short looks."""
    try:
        found = _plan(project, to_edit, only=only)
    except ObstacleError as error:
        return _NOTHING._replace(obstacle=str(error))
    names = {annotator.id: annotator.name for annotator in project.annotators()}
    by_label = _fates(project, found)
    reviews = [
        change
        for change in found.changes
        if change.table == "reviews" and not any(load.has("documents", change.document or 0) for load in found.loads)
    ]
    return Preview(
        entries=found.entries,
        title=found.title,
        whose={names.get(annotator or 0, ""): count for annotator, count in found.whose.items()},
        spans=Fate(*map(sum, zip(*by_label.values(), strict=True))),
        by_label=by_label,
        documents=sum(_count(project, load, "documents") for load in found.loads),
        statuses=sum(_differs(change, "status", Status.NEW.value) for change in reviews),
        notes=sum(_differs(change, "note", "") for change in reviews),
        rows=len(found.changes),
        imports=len(found.loads),
        obstacle="",
    )


def rewind(project: Project, annotator: int, to_edit: int, *, only: bool = False) -> ChangeSet | None:
    """Take back every entry after ``to_edit``, in one step of this annotator's; None if it comes to nothing.

    With ``only`` the next entry alone, which has to be an import that nobody has built upon. EditError names
    what is in the way; nothing was changed then.
    """
    with project.edit("", annotator=annotator) as edit:
        try:
            found = _plan(project, to_edit, only=only)
            removed = _carry_out(edit, found)
        except ObstacleError as error:
            raise EditError(str(error)) from error
        except InTheWayError as error:
            raise EditError(str(moved_on(project, found.first, error.change.table, error.change.row))) from error
        except sqlite3.IntegrityError as error:
            raise EditError(
                f"“{found.title}” cannot be taken back, because something else hangs on what it brought in:"
                " nothing was changed"
            ) from error
        _name(edit, found, removed, only=only)
    return edit.result


def _plan(project: Project, to_edit: int, *, only: bool) -> Plan:
    return plan_of_import(project, to_edit + 1) if only else plan(project, to_edit)


def _carry_out(edit: Edit, found: Plan) -> dict[str, int]:
    """Write it; how many rows of imports went, by table."""
    removed = dict.fromkeys(LOADED, 0)

    def also(table: str) -> None:
        # Documents last, when nothing refers to them any more.
        for gone in (table, "documents") if table == "spans" else (table,):
            for load in found.loads:
                removed[gone] += remove(edit.connection, load, gone)

    apply(edit, found.changes, also)
    return removed


def _name(edit: Edit, found: Plan, removed: dict[str, int], *, only: bool) -> None:
    """How it stands in the log."""
    title = found.title if len(found.title) <= _TITLE else found.title[:_TITLE].rstrip() + "…"
    count = "1 edit" if found.entries == 1 else f"{found.entries} edits"
    edit.title = f"Took back “{title}”" if only else f"Went back to before “{title}” ({count})"
    edit.undoes = found.first or None
    documents = _documents(edit)
    edit.document = documents.pop() if len(documents) == 1 and not found.loads else None
    if found.loads:
        edit.kind = "command" if only else "rewind"
        edit.bulk(
            _counts(edit, removed) | (_detail(found.loads[0], found.changes) if only else {"edits": found.entries})
        )


def _documents(edit: Edit) -> set[int]:
    """The documents that changed, or of which something changed; the scheme and the registry belong to none."""
    found, spans = set(), set()
    for change in edit.changes:
        if change.document is not None:
            found.add(change.document)
        else:
            spans.add((change.after or change.before or {}).get("span"))
    # What hangs on a span that came or went is about the span's document, which is among them already.
    for span in spans:
        image = None if span is None else edit.image("spans", span)
        if image is not None:
            found.add(image["document"])
    return found


def _counts(edit: Edit, removed: dict[str, int]) -> dict[str, Any]:
    return {table: count + sum(change.table == table for change in edit.changes) for table, count in removed.items()}


def _detail(load: Load, back: list[RowChange]) -> dict[str, Any]:
    """What going back over this later has to know."""
    changed = [[c.table, c.row, packed_image(c.before), packed_image(c.after)] for c in back]
    detail: dict[str, Any] = {"ids": {table: list(ids) for table, ids in load.ids.items()}}
    return detail | {"changed": changed} if changed else detail


# Counting


def _differs(change: RowChange, column: str, blank: str) -> bool:
    before, after = ((image or {}).get(column, blank) for image in (change.before, change.after))
    return bool(before != after)


def _fates(project: Project, found: Plan) -> dict[str, Fate]:
    """What becomes of the spans of each label, by its name, in the order of the scheme."""
    counted: dict[int, Fate] = {}
    for change in found.changes:
        if change.table == "spans":
            label = (change.after or change.before or {})["label"]
            fate = (change.after is None, change.before is None, None not in (change.before, change.after))
            counted[label] = counted.get(label, Fate()).with_more(*map(int, fate))
    for load in found.loads:
        for piece in steps(project, load, "spans"):
            for label, count in project.query(
                "SELECT label, count(*) FROM spans WHERE id BETWEEN ? AND ? GROUP BY label", piece
            ):
                counted[label] = counted.get(label, Fate()).with_more(gone=count)
    names = project.query("SELECT id, name FROM labels ORDER BY position, id")
    return {name: counted[label] for label, name in names if label in counted}


def _count(project: Project, load: Load, table: str) -> int:
    return sum(
        int(project.query(f"SELECT count(*) FROM {table} WHERE id BETWEEN ? AND ?", piece)[0][0])
        for piece in steps(project, load, table)
    )
