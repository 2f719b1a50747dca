"""Making an edit durable, and finding out what became of one whose COMMIT failed.

SQLite commits in three moves: it syncs the journal, then the file, and then zeroes the journal's head and syncs
that. After a failure before the head is zeroed it takes everything back. After one at the very end it cannot: the
edit is in the file for every reader, though a failure was reported, and a power cut might still undo it. So the file
itself is asked, before anything is said.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from annotator.model.errors import UnconfirmedError, UnsureError

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.store.changes import ChangeSet


def commit(connection: sqlite3.Connection, logged: ChangeSet | None, path: Path) -> None:
    """COMMIT a transaction that logs this edit, or none; when it returns all of it is durable.

    sqlite3.Error if nothing was changed, UnconfirmedError if the edit is in the file and may not be durable,
    UnsureError if nobody can tell.
    """
    try:
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:  # as where a reader is in the way
            raise
        if logged is None:
            raise UnsureError(
                f"writing to {path} failed: check that its disk is there and sound, and whether what you did last is"
                " in it"
            ) from error
        try:
            there = stands(connection, logged)
        except sqlite3.Error:
            raise UnsureError(
                f"writing to {path} failed, and it cannot be read to see whether “{logged.title}” is in it: check"
                " that its disk is there and sound, then try again"
            ) from error
        if not there:
            raise
        _confirm(connection, logged, path)


def stands(connection: sqlite3.Connection, logged: ChangeSet) -> bool:
    """Whether the log has this edit."""
    rows = connection.execute("SELECT title, kind FROM edits WHERE id = ?", (logged.edit,)).fetchall()
    return rows == [(logged.title, logged.kind)]


def _confirm(connection: sqlite3.Connection, logged: ChangeSet, path: Path) -> None:
    """Go through a transaction that changes nothing: its journal takes the place of the one that was not synced."""
    try:
        [(version,)] = connection.execute("PRAGMA user_version").fetchall()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise UnconfirmedError(
            f"“{logged.title}” is in {path}, but the disk failed to confirm it: check that the disk is there and"
            " sound, and save a copy elsewhere"
        ) from error
