"""Databases of other tools: read from a copy that is ours, with nothing in them run; and built anew.

The one place in the formats that speaks to SQLite about files that are no projects.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.formats.files import chunks, scratch
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
            _refuse_cut(copy)
            with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
                _harden(connection)
                yield connection
    except sqlite3.Error as error:
        raise InputError(f"its database cannot be read ({error}); open it in the program that made it") from None


def rows(connection: sqlite3.Connection, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """The rows of one SELECT, one after the other; each value is of whatever type the file has there."""
    # Not the cursor itself: whoever breaks off would close it, and by then its database may be closed.
    yield from map(tuple, connection.execute(sql, values))


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


def _refuse_cut(path: Path) -> None:
    """InputError for a file that ends within a page, whose missing bytes SQLite would take for zeros."""
    with path.open("rb") as stream:
        head = stream.read(18)
    page = int.from_bytes(head[16:18], "big")
    if head.startswith(b"SQLite format 3\0") and page >= 512 and path.stat().st_size % page:
        raise InputError("its database ends in the middle of a page; it was cut off")


def text_of(value: object) -> str:
    """A cell as text; empty for NULL. InputError for bytes that are none."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        raise InputError("it holds bytes where text should be")
    return value if isinstance(value, str) else str(value)


def build(
    schema: Iterable[str], rows: Iterable[tuple[str, Sequence[Any]]], finish: Iterable[str] = ()
) -> Iterator[bytes]:
    """The bytes of a new database: ``schema`` creates its tables, each of ``rows`` is a table and the values of all
    its columns, ``finish`` are statements at the end. The same input gives the same bytes."""
    with scratch(".sqlite") as path:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            for statement in schema:
                connection.execute(statement)
            for table, values in rows:
                connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", tuple(values))
            for statement in finish:
                connection.execute(statement)
            connection.execute("COMMIT")
        yield from chunks(path)


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
