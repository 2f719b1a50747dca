"""Whether the project file is still the one that was opened, as only this program left it.

A sync client or a restore may put another file in its place, or another program write into it. An edit on
top of that would be lost, or mix two states, so each edit looks first.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotator.model.errors import ChangedError, UnconfirmedError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.store.lock import Hold


class Watch:
    """What one connection of this process last knew of the file."""

    def __init__(self, connection: sqlite3.Connection, path: Path, hold: Hold) -> None:
        self._connection = connection
        self._path = path
        self._hold = hold
        self._place = _place(path)
        if not hold.commits:
            hold.head = self._head()
        self._version = self._data_version()
        self._commits = hold.commits

    def is_in_place(self) -> bool:
        """Whether the path still names the file that was opened."""
        return _place(self._path) == self._place

    def check_place(self) -> None:
        """ChangedError if the path names another file now, or none. To be asked before a transaction begins.

        A transaction in a file that lost its name would leave its journal beside the new one.
        """
        place = _place(self._path)
        if place is None:
            raise ChangedError(
                f"{self._path} is gone (moved or deleted, or its disk was taken away): bring it back, or save a"
                " copy elsewhere; nothing was stored"
            )
        if place != self._place:
            raise ChangedError(
                f"another program, such as a sync client or a restore, put another file in the place of"
                f" {self._path}: open it anew, or save a copy of this one elsewhere; nothing was stored"
            )

    def check_content(self) -> None:
        """ChangedError if another program wrote into the file. To be asked within the transaction."""
        version = self._data_version()
        if version != self._version and not self._came_from_here():
            raise ChangedError(
                f"another program changed what is in {self._path}: open it anew, or save a copy of what is shown"
                " elsewhere; nothing was stored"
            )
        self._version, self._commits = version, self._hold.commits

    @contextmanager
    def committing(self, edit: int | None) -> Iterator[None]:
        """Around a COMMIT, of the edit with this id if it logs one: what it changes, it changed from here.

        Said beforehand, because another connection of this process may look before the COMMIT has returned.
        """
        head = self._hold.head
        self._hold.commits += 1
        self._commits = self._hold.commits
        self.learn(edit)
        try:
            yield
        except UnconfirmedError:
            raise
        except BaseException:
            self._hold.head = head
            raise

    def learn(self, edit: int | None) -> None:
        """The last edit in the file is this one of ours; None for one that is not logged."""
        if edit is not None:
            self._hold.head = edit

    def doubt(self) -> None:
        """A transaction failed. SQLite then reads the file anew, which looks as if another program had changed it."""
        self._hold.commits += 1

    def _came_from_here(self) -> bool:
        return self._commits != self._hold.commits and self._hold.head == self._head()

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchall()[0][0])

    def _head(self) -> int:
        return int(self._connection.execute("SELECT coalesce(max(id), 0) FROM edits").fetchall()[0][0])


def _place(path: Path) -> tuple[int, int] | None:
    """What the system knows the file by; None if there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
