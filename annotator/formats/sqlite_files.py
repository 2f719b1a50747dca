"""Databases of other tools: opened for reading alone, from a copy that is ours, with nothing in them run.

The one place in the formats that speaks SQL to files that are no projects.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEPS = 1_000
_MOST_CALLS = 200_000
"""A statement may take this many times ``_STEPS`` steps of SQLite's: some ten seconds."""
_LONGEST_VALUE = 256 * 1024 * 1024


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a private copy, which can only read, and runs no trigger or function of the file.

    The copy is taken with what another program may not have finished writing (``-wal``, ``-journal``), so that the
    file itself is never touched. InputError if it is no database that can be read, and for whatever SQLite finds
    wrong while it is read.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
            copy = Path(folder, "database")
            for ending in ("", "-wal", "-journal"):
                beside = path.with_name(path.name + ending)
                if not ending or beside.is_file():
                    shutil.copyfile(beside, copy.with_name(copy.name + ending))
            with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
                _harden(connection)
                yield connection
    except sqlite3.Error as error:
        raise InputError(f"its database cannot be read ({error}); open it in the program that made it") from None


def rows(connection: sqlite3.Connection, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """The rows of one SELECT, one after the other; each value is of whatever type the file has there."""
    yield from connection.execute(sql, values)


def table_names(path: Path) -> frozenset[str]:
    """Names of its tables, in lower case; none if it cannot be read."""
    try:
        with opened(path) as connection:
            found = connection.execute("SELECT lower(name) FROM sqlite_schema WHERE type = 'table'").fetchall()
    except InputError:
        return frozenset()
    return frozenset(str(name) for (name,) in found)


def columns_of(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    """Names of a table's columns, in lower case; none if there is no such table."""
    found = connection.execute("SELECT lower(name) FROM pragma_table_info(?)", (table,)).fetchall()
    return frozenset(str(name) for (name,) in found)


def _harden(connection: sqlite3.Connection) -> None:
    calls = 0

    def count() -> int:
        nonlocal calls
        calls += 1
        return calls > _MOST_CALLS

    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")
    connection.execute("PRAGMA query_only = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_progress_handler(count, _STEPS)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
