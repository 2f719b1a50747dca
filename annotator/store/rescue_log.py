"""The log of a rescued project: all entries that can be read, honest about those that cannot.

Where entries or their changes are missing, the log counts as compacted up to there: what it says stays, but
nothing before can be taken back any more. What the rescue itself changed is one more entry.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import TYPE_CHECKING, Any

from annotator.store import limits
from annotator.store.check_log import differing, is_change, losses, unknown_rows
from annotator.store.check_values import is_object
from annotator.store.errors import UNREADABLE
from annotator.store.rescue_rows import as_text, is_date
from annotator.store.salvage import Table
from annotator.store.standing import COMPACTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.store.rescue import Copied
    from annotator.store.wreck import Wreck

_EDIT = ("time", "annotator", "document", "kind", "title", "undoes", "detail")
_CHANGE = ("edit", "tab", "row", "before", "after")
_TAKES_BACK = frozenset({"undo", "redo", "rewind"})


def copy_log(
    old: Wreck,
    new: sqlite3.Connection,
    tables: dict[str, Copied],
    name: str,
    stamp: str,
    stop_if_wanted: Callable[[], None],
) -> None:
    """Copy the log, and add what the rescue changed. The tables are there already."""
    from annotator.store.rescue import Copied

    edits = tables["edits"] = Copied()
    changes = tables["edit_changes"] = Copied()
    broken = max(_copy_edits(old, new, edits, stamp, stop_if_wanted), _copy_changes(old, new, changes, stop_if_wanted))
    gone: Counter[str] = Counter()
    for edit, table, count in losses(new):
        broken = max(broken, edit)
        gone[table] += count
    _say_compacted(new, broken, beginning_is_lost=bool(unknown_rows(new)))
    gone += _add_own_entry(new, name, stamp)
    # Rows that nothing but the log remembers.
    for table, count in gone.items():
        tables[table].lost = max(tables[table].lost, count)


def _copy_edits(
    old: Wreck, new: sqlite3.Connection, tally: Copied, stamp: str, stop_if_wanted: Callable[[], None]
) -> int:
    """Copy the entries; returns up to which one the log is not whole."""
    table, last, broken = Table(old, "edits", _EDIT), 0, 0
    for number, *values in table.rows():
        stop_if_wanted()
        if number != last + 1 and last:
            broken = number
            tally.lost += number - last - 1
        last = number
        fields = [as_text(value) if isinstance(value, bytes) else value for value in values]
        if _insert_edit(new, number, dict(zip(_EDIT, fields, strict=True)), stamp):
            tally.copied += 1
        else:
            tally.lost += 1
            broken = number
    tally.unsure = bool(table.gaps) or "edits" in old.missing
    given = _given(old, "edits")
    if given > last and last:  # the end is missing
        broken = last
        tally.lost += given - last
    _set_given(new, "edits", max(given, last))
    return broken


def _insert_edit(new: sqlite3.Connection, number: int, edit: dict[str, Any], stamp: str) -> bool:
    if not isinstance(edit["kind"], str) or not isinstance(edit["title"], str):
        return False
    if not is_object(edit["detail"]):
        edit["detail"] = ""
    if not is_date(edit["time"]):
        edit["time"] = stamp
    if not _is_there(new, "annotators", edit["annotator"]):
        edit["annotator"] = None
    if type(edit["document"]) is not int:
        edit["document"] = None
    if edit["undoes"] is not None and not _is_there(new, "edits", edit["undoes"]):
        # What it took back is not known any more, so it cannot be taken back itself.
        edit |= {"undoes": None, "kind": "command"}
    elif edit["undoes"] is None and edit["kind"] in _TAKES_BACK:
        edit["kind"] = "command"
    return _insert(new, "edits", {"id": number, **edit})


def _copy_changes(old: Wreck, new: sqlite3.Connection, tally: Copied, stop_if_wanted: Callable[[], None]) -> int:
    """Copy what the entries changed; returns up to which entry that is not whole."""
    table, last, entry, broken = Table(old, "edit_changes", _CHANGE), 0, 0, 0
    for number, edit, tab, row, before, after in table.rows():
        stop_if_wanted()
        if last and number != last + 1:
            broken = max(broken, entry, edit if type(edit) is int else 0)
            tally.lost += number - last - 1
        last = number
        images = [as_text(image) if isinstance(image, bytes) else image for image in (tab, before, after)]
        values = dict(zip(_CHANGE, (edit, images[0], row, *images[1:]), strict=True))
        if (
            type(edit) is int
            and is_change(images[0], row, *images[1:])
            and _insert(new, "edit_changes", {"id": number, **values})
        ):
            tally.copied += 1
            entry = edit
        else:
            tally.lost += 1
            broken = max(broken, entry, edit if type(edit) is int and _is_there(new, "edits", edit) else 0)
    tally.unsure = bool(table.gaps) or "edit_changes" in old.missing
    given = _given(old, "edit_changes")
    if last and given > last:
        broken = max(broken, entry)
        tally.lost += given - last
    _set_given(new, "edit_changes", max(given, last))
    return broken


def _say_compacted(new: sqlite3.Connection, broken: int, *, beginning_is_lost: bool) -> None:
    [(silent,)] = new.execute(
        "SELECT coalesce(max(id), 0) FROM edits"
        " WHERE detail = '' AND NOT EXISTS (SELECT 1 FROM edit_changes WHERE edit = edits.id)"
    ).fetchall()
    said = [value for (value,) in new.execute("SELECT value FROM project WHERE key = ?", (COMPACTED,))]
    known = int(said[0]) if said and said[0].isdecimal() and len(said[0]) < 19 else 0
    if max(broken, silent) > known or said or beginning_is_lost:
        new.execute(
            "INSERT OR REPLACE INTO project (key, value) VALUES (?, ?)", (COMPACTED, str(max(broken, silent, known)))
        )


def _add_own_entry(new: sqlite3.Connection, name: str, stamp: str) -> Counter[str]:
    """What the rescue changed, as an edit that only History shows: no key takes it back. Returns what is gone."""
    changes = list(differing(new))
    if not changes:
        return Counter()
    cursor = new.execute(
        "INSERT INTO edits (time, kind, title) VALUES (?, 'command', ?)", (stamp, f"Rescue from {name}")
    )
    new.executemany(
        'INSERT INTO edit_changes (edit, tab, "row", "before", "after") VALUES (?, ?, ?, ?, ?)',
        [(cursor.lastrowid, *change) for change in changes],
    )
    return Counter(table for table, _, _, now in changes if now is None)


def _given(old: Wreck, table: str) -> int:
    """The last number the table gave out, 0 for none that makes sense."""
    try:
        rows = old.execute("SELECT seq FROM sqlite_sequence WHERE CAST(name AS TEXT) = ?", (table,)).fetchall()
    except UNREADABLE:
        return 0
    return rows[0][0] if rows and type(rows[0][0]) is int and 0 < rows[0][0] < limits.LAST_NUMBER // 2 else 0


def _set_given(new: sqlite3.Connection, table: str, number: int) -> None:
    if number:
        new.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        new.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))


def _is_there(new: sqlite3.Connection, table: str, row: object) -> bool:
    return type(row) is int and bool(new.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row,)).fetchall())


def _insert(new: sqlite3.Connection, table: str, values: dict[str, Any]) -> bool:
    columns = ", ".join(f'"{column}"' for column in values)
    try:
        new.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(values))})", (*values.values(),))
    except sqlite3.IntegrityError:
        return False
    return True
