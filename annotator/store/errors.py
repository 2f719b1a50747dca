"""What SQLite's errors mean to the person at the window, decided in one place."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from annotator.model.errors import AnnotatorError, BusyError, DamagedError, StorageError

if TYPE_CHECKING:
    from pathlib import Path

UNREADABLE = (sqlite3.Error, UnicodeDecodeError, MemoryError)
"""What reading a damaged file may raise: even SQLite's own sentence about it may quote what is no text, and what
lies in it may ask for all memory there is."""

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_INTERRUPT})
"""A statement is interrupted only where its pages have no end."""

_BROKEN = ("unsupported file format", "invalid fts5 file format", "vtable constructor failed", "malformed")
"""How SQLite begins errors of no code of their own about what lies in the file."""

_NOT_TEXT = "Could not decode to UTF-8"
"""How Python's module begins its own error, which has no code, for a text column that holds no text."""

_SENTENCES: dict[int, str] = {
    sqlite3.SQLITE_FULL: "the disk that holds {path} is full: make room and try again, nothing was changed",
    sqlite3.SQLITE_READONLY: "{path} may not be written to: check its permissions or copy it elsewhere",
    sqlite3.SQLITE_PERM: "{path} may not be read or written: check its permissions",
    sqlite3.SQLITE_CANTOPEN: "{path} or the folder it lies in cannot be opened: check that both are there and"
    " may be written to",
    sqlite3.SQLITE_IOERR: "reading or writing {path} failed: check that its disk is there and sound,"
    " nothing was changed",
    sqlite3.SQLITE_CONSTRAINT: "what lies in {path} contradicts this: look at it with annotator check, nothing was"
    " changed",
    sqlite3.SQLITE_TOOBIG: "a text is too large for {path}: it holds at most 130 MB in one piece",
}


def is_busy(error: Exception) -> bool:
    """Whether another connection holds the file and trying again may help."""
    return _primary(error) in _BUSY


def meaning(error: Exception, path: Path) -> AnnotatorError | None:
    """The error a user can act on, or None: then it is a bug and rises as it is."""
    code = _primary(error)
    if isinstance(error, UnicodeDecodeError | MemoryError) or str(error).startswith((_NOT_TEXT, *_BROKEN)):
        code = sqlite3.SQLITE_CORRUPT
    if code in _BUSY:
        return BusyError(f"another program is using {path}: close it there or try again in a moment")
    if code in _DAMAGED:
        return DamagedError(
            f"{path} is damaged: open an earlier copy of it, or copy out what can be read with annotator rescue;"
            " this one was left as it is"
        )
    if code in _SENTENCES:
        return StorageError(_SENTENCES[code].format(path=path))
    return None


def _primary(error: Exception) -> int:
    # Absent on errors the Python module raises itself, such as use after close.
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF
