"""A damaged project file, copied aside and fitted with our own schema, so that SQLite reads what is left of it.

The file itself is only read, as bytes. In the copy an unfinished transaction is taken back if it can be; then
the first page is written anew, and the tables' own words with it: nothing that the file says of itself is
believed but where each table begins. Where it does not say even that, the places a new project has are tried.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.model.errors import DamagedError, ProjectError, StorageError
from annotator.store import limits, opening, schema, version_3
from annotator.store.errors import UNREADABLE
from annotator.store.snapshot import refuse_no_room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import BinaryIO

_MAGIC = b"SQLite format 3\0"
_BLOCK = 65536
_TABLE_PAGES = frozenset({0x05, 0x0D})
_INDEX_PAGES = frozenset({0x02, 0x0A})
_EMPTY_TABLE, _EMPTY_INDEX = 0x0D, 0x0A
_SEQUENCE = "CREATE TABLE sqlite_sequence(name,seq)"

_PARTS: dict[str, str] = {
    "sqlite_sequence": _SEQUENCE,
    **{name: sql for name, sql in schema.STATEMENTS.items() if sql.startswith(("CREATE TABLE", "CREATE INDEX"))},
}
"""What a wreck is read through: no view, no search index."""

_KEYED = tuple(name for name, sql in _PARTS.items() if "UNIQUE" in sql)
"""Tables with an index that SQLite names itself."""


class Wreck(NamedTuple):
    """What is left of a file, to be read."""

    connection: sqlite3.Connection
    """Gives text as bytes: it may be none."""
    steps: limits.Steps
    guessed: bool
    """Whether the file did not say where its tables begin."""
    unread: int
    """Bytes that the disk could not give."""
    missing: frozenset[str]
    """Tables and indexes of which nobody knows where they begin; they read as empty. Those that an older file never
    had are not among them."""

    def execute(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Read. What sqlite3 raises comes while the rows do."""
        self.steps.begin()
        return self.connection.execute(sql, values)


@contextmanager
def opened(path: Path, progress: Callable[[int, int], None]) -> Iterator[Wreck]:
    """The wreck of a file, for the block. ProjectError where nothing of a project can be made out."""
    with tempfile.TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "copy"
        unread = _copy_aside(path, copy, progress)
        _settle(copy)
        never = _never_there(copy)
        roots, guessed = _roots(copy, never)
        missing = _fit(copy, roots) - never
        with closing(_connect(copy)) as connection:
            connection.text_factory = bytes
            steps = limits.Steps(connection, copy)
            if guessed and not _makes_sense(connection):
                raise ProjectError(
                    f"nothing can be read from {path}: what says where things lie in it is gone; open an earlier copy"
                )
            yield Wreck(connection, steps, guessed, unread, missing)


# The copy


def _copy_aside(path: Path, copy: Path, progress: Callable[[int, int], None]) -> int:
    """Copy the file and what SQLite left beside it; returns how many bytes could not be read."""
    refuse_no_room(path, str(copy.parent), "a rescue")
    try:
        size = path.stat().st_size
        with path.open("rb") as source, copy.open("wb") as target:
            unread = _copy_bytes(source, target, size, progress)
        # Without its journal the copy could hold half an edit.
        for ending in ("-journal", "-wal"):
            beside = path.with_name(path.name + ending)
            if beside.is_file() and not beside.is_symlink() and not _is_odd(beside, path):
                copy.with_name(copy.name + ending).write_bytes(beside.read_bytes())
    except OSError as error:
        raise StorageError(
            f"{path} could not be copied aside ({error.strerror or error}): check its permissions and that there is"
            " room on the disk for temporary files"
        ) from error
    if not size:
        raise ProjectError(f"{path} is empty: open an earlier copy of it")
    return unread


def _is_odd(beside: Path, path: Path) -> bool:
    """Whether it is a journal that must not be rolled back."""
    return opening.names_another_journal(beside) or opening.claims_too_much(beside, path)


def _copy_bytes(source: BinaryIO, target: BinaryIO, size: int, progress: Callable[[int, int], None]) -> int:
    unread = 0
    for place in range(0, size, _BLOCK):
        length = min(_BLOCK, size - place)
        try:
            source.seek(place)
            block = source.read(length)
        except OSError:  # a broken place on the disk; the rest may be whole
            block = b""
        unread += length - len(block)
        target.write(block.ljust(length, b"\0"))
        progress(place + length, size)
    return unread


def _settle(copy: Path) -> None:
    """Take back a transaction that was cut short, or take in what another program left beside the file."""
    with (
        suppress(*UNREADABLE, DamagedError),
        closing(_connect(copy)) as connection,
        limits.while_opening(connection, copy),
    ):
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    for ending in ("-journal", "-wal", "-shm"):
        copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    limits.bound(connection)
    return connection


# Where the tables begin


def _roots(copy: Path, never: frozenset[str]) -> tuple[Mapping[str, int], bool]:
    """The first page of each table and index by name, and whether that is a guess."""
    said = _said_roots(copy)
    tables = {name for name, sql in _PARTS.items() if sql.startswith("CREATE TABLE")}
    if said.keys() >= tables - never:
        return said, False
    taken = set(said.values())
    usual = {name: root for name, root in _usual_roots(copy.parent).items() if root not in taken and name not in never}
    return usual | said, True


def _never_there(copy: Path) -> frozenset[str]:
    """Tables and indexes that came later than the file, if its header says that it is of an older version."""
    with copy.open("rb") as file:
        header = file.read(100)
    if not header.startswith(_MAGIC) or not 0 < int.from_bytes(header[60:64], "big") < 3:
        return frozenset()
    return frozenset(later for name in version_3.STATEMENTS for later in (name, _auto_index(name)))


def _said_roots(copy: Path) -> dict[str, int]:
    roots: dict[str, int] = {}
    with suppress(*UNREADABLE, DamagedError), closing(_connect(copy)) as connection:
        connection.execute("PRAGMA writable_schema = ON")  # a table whose words make no sense stops nothing then
        with limits.while_opening(connection, copy):
            for kind, name, root in connection.execute("SELECT type, name, rootpage FROM sqlite_schema"):
                if kind in ("table", "index") and isinstance(name, str) and isinstance(root, int) and root > 1:
                    roots.setdefault(name, root)
    return roots


def _usual_roots(folder: Path) -> dict[str, int]:
    """As a new project has them, which most projects are that were never put in order by another program."""
    from annotator.store.migrations import migrate

    fresh = folder / "fresh"
    with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        migrate(connection)
        return dict(connection.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 1"))


def _makes_sense(connection: sqlite3.Connection) -> bool:
    """Whether the guess is right: a text is what its document says of it."""
    from annotator.store.check_values import fits_text

    with suppress(*UNREADABLE):
        for raw, sha256, length in connection.execute(
            "SELECT CAST(t.text AS BLOB), CAST(d.sha256 AS TEXT), d.length FROM texts AS t JOIN documents AS d"
            " ON d.id = t.document LIMIT 1000"
        ):
            if fits_text(raw, sha256.decode("utf-8", "replace") if isinstance(sha256, bytes) else sha256, length):
                return True
    return False


# Fitting


def _fit(copy: Path, roots: Mapping[str, int]) -> frozenset[str]:
    """Write the first page anew and give the copy our schema over the pages that are there; names what has none."""
    with copy.open("r+b") as file:
        header = file.read(100).ljust(100, b"\0")
        size = _page_size(header)
        pages = -(-file.seek(0, os.SEEK_END) // size)
        rows = []
        end = pages
        for name in (*_PARTS, *map(_auto_index, _KEYED)):
            root = roots.get(name, 0)
            if not _is_root(file, size, pages, root, name):
                # Each an empty page of its own: SQLite refuses two indexes of one table that begin at the same.
                root = end = end + 1
                file.seek((root - 1) * size)
                file.write(_empty_page(_kinds(name)[1], size, header[20], 0).ljust(size, b"\0"))
            rows.append((name, root))
        file.seek(0)
        file.write(_header(header, size, end) + _empty_page(_EMPTY_TABLE, size, header[20], 100))
    with closing(_connect(copy)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("BEGIN")
        for name, root in rows:
            sql = _PARTS.get(name)
            kind = "table" if sql and sql.startswith("CREATE TABLE") else "index"
            connection.execute(
                "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, ?)",
                (kind, name, _table_of(name, sql), root, sql),
            )
        connection.execute("COMMIT")
    return frozenset(name for name, root in rows if root > pages)


def _is_root(file: BinaryIO, size: int, pages: int, root: int, name: str) -> bool:
    """Whether a page lies there with which a table or index of this name can begin."""
    if not 1 < root <= pages:
        return False
    file.seek((root - 1) * size)
    return (file.read(1) or b"\0")[0] in _kinds(name)[0]


def _kinds(name: str) -> tuple[frozenset[int], int]:
    """What kinds of pages it can begin with, and with which when it is empty."""
    sql = _PARTS.get(name, "")
    is_table = sql.startswith("CREATE TABLE") and "WITHOUT ROWID" not in sql
    return (_TABLE_PAGES, _EMPTY_TABLE) if is_table else (_INDEX_PAGES, _EMPTY_INDEX)


def _auto_index(table: str) -> str:
    return f"sqlite_autoindex_{table}_1"


def _table_of(name: str, sql: str | None) -> str:
    if sql is None:
        return name.removeprefix("sqlite_autoindex_").removesuffix("_1")
    return sql.partition(" ON ")[2].partition(" ")[0] if sql.startswith("CREATE INDEX") else name


def _page_size(header: bytes) -> int:
    size = int.from_bytes(header[16:18], "big")
    known = header.startswith(_MAGIC) and size in opening.PAGE_SIZES
    return (65536 if size == 1 else size) if known else 4096


def _header(old: bytes, size: int, pages: int) -> bytes:
    """A header that says nothing but what is so: no free pages, no other mode, our own marks."""
    encoding = int.from_bytes(old[56:60], "big")
    reserved = old[20] if old.startswith(_MAGIC) else 0
    return b"".join(
        (
            _MAGIC,
            (1 if size == 65536 else size).to_bytes(2, "big"),
            bytes((1, 1, reserved, 64, 32, 32)),
            *(number.to_bytes(4, "big") for number in (1, pages, 0, 0, 1, 4, 0, 0)),
            (encoding if encoding in (1, 2, 3) else 1).to_bytes(4, "big"),
            *(number.to_bytes(4, "big") for number in (schema.VERSION, 0, schema.APPLICATION_ID)),
            bytes(20),
            *(number.to_bytes(4, "big") for number in (1, sqlite3.sqlite_version_info[0] * 1_000_000)),
        )
    )


def _empty_page(kind: int, size: int, reserved: int, offset: int) -> bytes:
    """The head of a page without a row. ``offset`` is where on the page it stands."""
    end = (size - reserved) % 65536
    return bytes((kind, 0, 0, 0, 0)) + end.to_bytes(2, "big") + b"\0"
