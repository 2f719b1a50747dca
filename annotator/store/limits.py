"""How much a project file may ask of this program: it is data from a stranger, and may be made to harm.

Each connection is bounded by SQLite's own limits. While a file is being opened they are tight: its schema is
read before anybody can look at it, and may be as large as the file.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotator.model.errors import DamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONGEST_VALUE = 130 * 1_048_576
"""Bytes of one value: the largest text an import takes, and what is kept beside it."""

LAST_NUMBER = 2**63 - 1
"""The largest id a row can have; SQLite gives out none beyond it."""

_MEMORY = 900 * 1_048_576
"""Bytes that SQLite may take in this process: a search index may say that it needs any amount."""

NO_NUMBER = (
    "{path} has no number left for a new row, which no work of people can bring about: copy it with annotator rescue,"
    " and go on in the copy"
)

_WORKING: dict[int, int] = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 20,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

_OPENING: dict[int, int] = {**_WORKING, sqlite3.SQLITE_LIMIT_LENGTH: 20_000}
"""The longest statement of our schema is below a thousand bytes."""

_STEPS = 1000
_BUDGET = 10
"""Thousands of steps of SQLite's machine: a schema of 1,400 objects takes as many, ours has some thirty."""

_TOO_MUCH = frozenset({sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_TOOBIG})


@contextmanager
def while_opening(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Tight limits for the block that makes SQLite read the schema; afterwards those for ordinary work.

    DamagedError for a schema that is larger than any project's.
    """
    spent = 0

    def over_budget() -> bool:
        nonlocal spent
        spent += 1
        return spent > _BUDGET

    _set(connection, _OPENING)
    connection.set_progress_handler(over_budget, _STEPS)
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _TOO_MUCH:
            raise DamagedError(
                f"{path} was changed by another program (its schema is larger than any project's): open an earlier"
                " copy of it, or copy out what can be read with annotator rescue; this one was left as it is"
            ) from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
        bound(connection)


_EVERY = 50_000
_LEAST = 1_000_000
"""Steps that every statement may take."""


class Steps:
    """Ends a reading statement that takes more steps than a file of its size can need.

    The pages of a stranger's file may refer to each other in a circle: reading a table then has no end.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, cancelled: Callable[[], bool] | None = None) -> None:
        self._path = path
        self._cancelled = cancelled
        self._taken = 0
        self._most = 0
        """None are counted while this is 0: writing many rows takes many steps."""
        connection.set_progress_handler(self._is_too_much, _EVERY)

    def begin(self) -> None:
        """A statement is about to read."""
        self._taken, self._most = 0, -1

    def end(self) -> None:
        self._most = 0

    def _is_too_much(self) -> bool:
        if self._cancelled is not None and self._cancelled():
            return True
        self._taken += _EVERY
        if self._most < 0:  # only long statements come here at all
            self._most = _LEAST + self._path.stat().st_size // 2
        return bool(self._most) and self._taken > self._most


def bound(connection: sqlite3.Connection) -> None:
    """The limits for ordinary work."""
    _set(connection, _WORKING)
    connection.execute(f"PRAGMA hard_heap_limit = {_MEMORY}").fetchall()


@contextmanager
def while_rewriting(connection: sqlite3.Connection) -> Iterator[None]:
    """Let SQLite attach the one file it needs to write the whole project anew."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)
    try:
        yield
    finally:
        bound(connection)


def used_up(connection: sqlite3.Connection, error: Exception) -> bool:
    """Whether an edit failed because a table has no number left for a new row: a stranger's file may say so."""
    if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_FULL:
        return False
    try:
        return bool(connection.execute("SELECT 1 FROM sqlite_sequence WHERE seq >= ?", (LAST_NUMBER,)).fetchall())
    except sqlite3.Error:
        return False  # the first error says more


def _set(connection: sqlite3.Connection, limits: dict[int, int]) -> None:
    for limit, most in limits.items():
        connection.setlimit(limit, most)
