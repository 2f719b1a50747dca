"""Opening a project file that may be anything: what it is, whether to trust it, how to connect.

The header is read and the file closed again before SQLite sees it: closing a file drops every POSIX lock
this process holds on it, SQLite's included. So a file that is open here already is not sniffed again.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.model.errors import ProjectError
from annotator.store import schema
from annotator.store.errors import meaning

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

_MAGIC = b"SQLite format 3\0"
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")

_open_here: Counter[Path] = Counter()
_open_here_lock = threading.Lock()


def claim(path: Path) -> None:
    """Look at the file's header unless it is open in this process, and count it as open.

    ProjectError for a file that is no whole project of ours.
    """
    with _open_here_lock:
        if not _open_here[path]:
            sniff(path)
        _open_here[path] += 1


def release(path: Path) -> None:
    """The counterpart of ``claim``."""
    with _open_here_lock:
        _open_here[path] -= 1


class Opened(NamedTuple):
    """A connection to a project file, and what a user should know about it."""

    connection: sqlite3.Connection
    source: Path
    """What the connection reads: the file, or the copy of it where the file could not be repaired."""
    read_only: bool
    notice: str
    copy: TemporaryDirectory[str] | None = None
    """Holds the copy."""


def real_path(path: Path) -> Path:
    """Where the file really is. ProjectError if there is no such file or it is no file at all."""
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except FileNotFoundError:
        raise ProjectError(f"there is no file {path}: check its name, or create a project there") from None
    except (OSError, RuntimeError, ValueError) as error:
        raise ProjectError(f"{path} cannot be reached: {_reason(error)}") from error
    if stat.S_ISDIR(mode):
        raise ProjectError(f"{path} is a folder, no project: choose a project file, or import the folder")
    if not stat.S_ISREG(mode):
        raise ProjectError(f"{path} is no ordinary file: choose a project file")
    return real


def sniff(path: Path) -> None:
    """Read the header. ProjectError for a file that is no project of ours, or not a whole one."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
            size = file.seek(0, os.SEEK_END)
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {_reason(error)}") from error
    if not head:
        raise ProjectError(f"{path} is empty, no project: open an earlier copy of it, or create a project")
    if not head.startswith(_MAGIC):
        raise ProjectError(f"{path} is no project file: choose a project, or import the file if it holds articles")
    if len(head) < 100:
        raise ProjectError(f"{path} is cut off after {size} bytes: open an earlier copy of it")
    if _number(head, 68) != schema.APPLICATION_ID:
        raise ProjectError(f"{path} is a database of another program, no project: it was left untouched")
    _refuse_cut_off(path, head, size)
    refuse_unknown_version(path, _number(head, 60))


def connect(path: Path, *, read_only: bool, busy_timeout: float) -> Opened:
    """Connect to a sniffed file, read-only where it or its folder cannot be written to."""
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    copy: TemporaryDirectory[str] | None = None
    notice = ""
    source = path
    if not writable:
        notice = f"{path} is open for reading only, because it or its folder may not be written to"
        if has_hot_journal(path):
            copy = _copied_aside(path)
            source = Path(copy.name) / path.name
            notice += "; it was left in the middle of an edit, so a repaired copy of it is shown"
    # Never mode=ro where writing is possible: a hot journal could not be rolled back.
    mode = "rw" if writable or copy else "ro"
    try:
        connection = sqlite3.connect(
            f"{source.as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=busy_timeout
        )
    except sqlite3.Error as error:
        raise (meaning(error, path) or error) from error
    try:
        _prepare(connection, read_only=read_only or not writable)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        connection.close()
        raise (meaning(error, path) or error) from error
    return Opened(connection, source, read_only or not writable, notice, copy)


def refuse_foreign_schema(connection: sqlite3.Connection, path: Path) -> None:
    """ProjectError if anything in the file's schema is not ours, such as a trigger."""
    try:
        objects = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise (meaning(error, path) or error) from error
    complaint = schema.unexpected(objects)
    if complaint:
        raise ProjectError(
            f"{path} was changed by another program ({complaint}): open an earlier copy of it,"
            " this one was left as it is"
        )


def has_hot_journal(path: Path) -> bool:
    """Whether a transaction was cut short: its journal still says how to take it back."""
    journal = path.with_name(path.name + "-journal")
    try:
        with journal.open("rb") as file:
            return file.read(8) == _JOURNAL_MAGIC
    except OSError:
        return False


def _prepare(connection: sqlite3.Connection, *, read_only: bool) -> None:
    execute = connection.execute
    execute("PRAGMA trusted_schema = OFF")
    execute("PRAGMA cell_size_check = ON")
    execute("PRAGMA mmap_size = 0")
    execute("PRAGMA foreign_keys = ON")
    execute("PRAGMA temp_store = MEMORY")
    execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()  # rolls a hot journal back
    if read_only:
        execute("PRAGMA query_only = ON")
        return
    granted = execute("PRAGMA journal_mode = PERSIST").fetchall()[0][0]
    if granted != "persist":
        raise sqlite3.OperationalError(f"journal mode {granted} instead of persist")
    execute("PRAGMA journal_size_limit = 1048576")
    execute("PRAGMA synchronous = EXTRA")


def _refuse_cut_off(path: Path, head: bytes, size: int) -> None:
    page = _number(head, 16, 2)
    expected = (65536 if page == 1 else page) * _number(head, 28)
    # SQLite trusts the page count only under this condition; after a crash the journal knows better.
    trusted = _number(head, 24) == _number(head, 92)
    if trusted and size < expected and not has_hot_journal(path):
        raise ProjectError(f"{path} is cut off: it has {size:,} of {expected:,} bytes; open an earlier copy of it")


def refuse_unknown_version(path: Path, version: int) -> None:
    """ProjectError for a version this program cannot read."""
    if version > schema.VERSION:
        raise ProjectError(
            f"{path} was made by a newer Annotator (its version is {version}, this program knows"
            f" {schema.VERSION}): update Annotator to open it"
        )
    if version < 1:
        raise ProjectError(f"{path} is an unfinished project: delete it and create it anew")


def _copied_aside(path: Path) -> TemporaryDirectory[str]:
    # Rarely needed, and not worth the window's start otherwise.
    import shutil
    import tempfile

    folder = tempfile.TemporaryDirectory(prefix="annotator-")
    journal = path.with_name(path.name + "-journal")
    for source in (path, journal):
        target = Path(folder.name) / source.name
        shutil.copyfile(source, target)
    return folder


def _number(head: bytes, at: int, length: int = 4) -> int:
    return int.from_bytes(head[at : at + length], "big")


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
