"""Opening a project file that may be anything: what it is, whether to trust it, how to connect.

The header is read and the file closed again before SQLite sees it: closing a file drops every POSIX lock
this process holds on it, SQLite's included. So a file that is open here already is not sniffed again.
"""

from __future__ import annotations

import errno
import glob
import os
import sqlite3
import stat
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.model.errors import DamagedError, ProjectError
from annotator.store import limits, lock, schema
from annotator.store.errors import meaning

if TYPE_CHECKING:
    from collections.abc import Mapping
    from tempfile import TemporaryDirectory

_MAGIC = b"SQLite format 3\0"
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")

PAGE_SIZES = frozenset({1, 512, 1024, 2048, 4096, 8192, 16384, 32768})
"""As the header has them; 1 stands for 65536."""
_UTF_8 = 1
_ROLLBACK = b"\1\1"
"""Versions for writing and reading of a file whose journal is the kind that is rolled back."""

_open_here: Counter[Path] = Counter()
_open_here_lock = threading.Lock()


class Claim(NamedTuple):
    """A file this process is about to use, and whether it may write to it."""

    path: Path
    read_only: bool
    hold: lock.Hold | None = None
    """Set where this process is the writer."""
    writer: lock.Writer | None = None
    """Who else is."""
    notice: str = ""
    """Why it is open for reading only though that was not asked for; usually empty."""


def claim(path: Path, *, read_only: bool, patience: float = 0.0) -> Claim:
    """Become the file's writer unless that cannot be or is not wanted, and count it as open.

    Its header is looked at first if it is not open in this process. ProjectError for a file that is no whole
    project of ours.
    """
    claimed = Claim(path, True) if read_only else _as_writer(path, patience)
    try:
        with _open_here_lock:
            if not _open_here[path]:
                sniff(path, read_only=claimed.read_only)
            _open_here[path] += 1
    except BaseException:
        _unlock(claimed)
        raise
    return claimed


def release(claimed: Claim) -> None:
    """The counterpart of ``claim``."""
    with _open_here_lock:
        _open_here[claimed.path] -= 1
    _unlock(claimed)


def _unlock(claimed: Claim) -> None:
    if claimed.hold is not None:
        lock.release(claimed.path)


def _as_writer(path: Path, patience: float) -> Claim:
    why = _unwritable(path)
    if why:
        return Claim(path, True, notice=f"{path} is open for reading only, because {why}")
    try:
        held = lock.acquire(path, patience)
    except OSError as error:
        advice = "make room" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "remove what lies there"
        reason = f"its lock {lock.lock_file(path)} cannot be made ({_reason(error)}): {advice}"
        return Claim(path, True, notice=f"{path} is open for reading only, because {reason}")
    if isinstance(held, lock.Hold):
        return Claim(path, False, hold=held)
    notice = f"{path} is open for reading only, because {held} writes to it: close it there first"
    if not held.is_here:
        notice += f", or remove {lock.lock_file(path)} if no program has it open any more"
    return Claim(path, True, writer=held, notice=notice)


def _unwritable(path: Path) -> str:
    """Why nothing may be written to the file, as part of a sentence; empty where it may."""
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return "it or its folder may not be written to: copy it to where you may write"
    if path.stat().st_nlink > 1 and _has_second_name(path):
        # An edit's journal lies beside the name it was made under: opened by the other, it would not be found.
        return "the file has a second name (a hard link): copy it, and work in the copy"
    return ""


def _has_second_name(path: Path) -> bool:
    """Whether a file is known by another name than those of drafts that were not cleared away after a crash."""
    for other in path.parent.glob(f".{glob.escape(path.name[:40])}.*.part"):
        with suppress(OSError):
            if other.samefile(path):
                other.unlink()
    return path.stat().st_nlink > 1


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
        raise ProjectError(f"{path} cannot be reached ({_reason(error)}): check its name and its folder") from error
    if stat.S_ISDIR(mode):
        raise ProjectError(f"{path} is a folder, no project: choose a project file, or import the folder")
    if not stat.S_ISREG(mode):
        raise ProjectError(f"{path} is no ordinary file: choose a project file")
    return real


def sniff(path: Path, *, read_only: bool = False) -> None:
    """Read the header. ProjectError for a file that is no project of ours, or not a whole one."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
            size = file.seek(0, os.SEEK_END)
    except OSError as error:
        raise ProjectError(
            f"{path} cannot be read ({_reason(error)}): check its permissions and the disk it lies on"
        ) from error
    if not head:
        raise ProjectError(f"{path} is empty, no project: open an earlier copy of it, or create a project")
    if not head.startswith(_MAGIC):
        raise ProjectError(f"{path} is no project file: choose a project, or import the file if it holds articles")
    if len(head) < 100:
        raise DamagedError(f"{path} is cut off after {size} bytes: open an earlier copy of it")
    if _number(head, 68) != schema.APPLICATION_ID:
        raise ProjectError(f"{path} is a database of another program, no project: it was left untouched")
    _refuse_odd_header(path, head, read_only=read_only)
    _refuse_cut_off(path, head, size)
    refuse_unknown_version(path, _number(head, 60))


def connect(claimed: Claim, *, busy_timeout: float) -> Opened:
    """Connect to a claimed file, in such a way that a transaction that was cut short is taken back first."""
    path, notice = claimed.path, claimed.notice
    writable = not _unwritable(path)
    copy: TemporaryDirectory[str] | None = None
    source = path
    if names_another_journal(journal_file(path)):
        raise _changed(path, f"what lies beside it, {journal_file(path).name}, is for several files at once")
    if claims_too_much(journal_file(path), path):
        raise _changed(path, f"what lies beside it, {journal_file(path).name}, is no journal of it")
    if not writable and has_hot_journal(path):
        copy = _copied_aside(path)
        source = Path(copy.name) / path.name
        repaired = "it was left in the middle of an edit, so a repaired copy of it is shown"
        notice = f"{notice}; {repaired}" if notice else f"{path}: {repaired}"
    # Never mode=ro where writing is possible: a hot journal could not be rolled back. Where another writes,
    # on another computer perhaps, it is not ours to roll back.
    mode = "rw" if (writable and claimed.writer is None) or copy else "ro"
    try:
        connection = sqlite3.connect(
            f"{source.as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=busy_timeout
        )
    except sqlite3.Error as error:
        raise (meaning(error, path) or error) from error
    try:
        with limits.while_opening(connection, path):
            _prepare(connection, read_only=claimed.read_only)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        connection.close()
        raise (meaning(error, path) or error) from error
    except BaseException:
        connection.close()
        raise
    return Opened(connection, source, claimed.read_only, notice, copy)


def refuse_foreign_schema(
    connection: sqlite3.Connection, path: Path, statements: Mapping[str, str] = schema.STATEMENTS
) -> None:
    """DamagedError if anything in the file's schema is not ours, such as a trigger, or its numbering is none.

    ``statements`` are those of an older version.
    """
    try:
        with limits.while_opening(connection, path):
            objects = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
            complaint = schema.unexpected(objects, statements)
            if not complaint and connection.execute(_ODD_NUMBERING).fetchall():
                complaint = "its count of rows is no number"
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise (meaning(error, path) or error) from error
    if complaint:
        raise _changed(path, complaint)


_ODD_NUMBERING = (
    "SELECT 1 FROM sqlite_sequence WHERE typeof(name) <> 'text' OR typeof(seq) <> 'integer' OR seq < 0 LIMIT 1"
)
"""SQLite keeps there which ids were given out; nothing makes it refuse what is no number."""


def _changed(path: Path, complaint: str) -> DamagedError:
    return DamagedError(
        f"{path} was changed by another program ({complaint}): open an earlier copy of it, or copy out what can be"
        " read with annotator rescue; this one was left as it is"
    )


def has_hot_journal(path: Path) -> bool:
    """Whether a transaction was cut short: its journal still says how to take it back."""
    try:
        with journal_file(path).open("rb") as file:
            return file.read(8) == _JOURNAL_MAGIC
    except OSError:
        return False


def names_another_journal(journal: Path) -> bool:
    """Whether a journal ends in the name of a further one, as SQLite writes it for an edit of several files.

    Ours never do. Rolling such a journal back opens the file of that name, whatever it is, and may remove it.
    """
    try:
        with journal.open("rb") as file:
            file.seek(-8, os.SEEK_END)
            return file.read(8) == _JOURNAL_MAGIC
    except OSError:
        return False


def claims_too_much(journal: Path, path: Path) -> bool:
    """Whether a journal says that the file was larger than it and the journal are together.

    Rolling it back would make the file as large as that, which may be terabytes.
    """
    try:
        with journal.open("rb") as file:
            head = file.read(28)
            size = file.seek(0, os.SEEK_END)
        return head.startswith(_JOURNAL_MAGIC) and _number(head, 16) * _number(head, 24) > size + path.stat().st_size
    except OSError:
        return False


def drop_idle_journal(path: Path) -> bool:
    """Remove what an open project left beside a file whose name has gone: SQLite reads no further because of it.

    Whether there was one. The file itself is still there for who has it open.
    """
    if path.exists() or has_hot_journal(path):
        return False
    try:
        journal_file(path).unlink()
    except OSError:
        return False
    return True


def journal_file(path: Path) -> Path:
    """Where SQLite keeps what an unfinished transaction overwrote; its head is zeroed between two."""
    return path.with_name(f"{path.name}-journal")


def refuse_orphaned_journal(path: Path) -> None:
    """ProjectError if a new file of this name would meet the journal of one that is gone, which SQLite would apply.

    OSError for a name so long that the disk has none for a journal beside it.
    """
    journal_file(path).exists()
    if has_hot_journal(path):
        raise ProjectError(f"beside {path} lies the journal of a project that is gone: choose another name")


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
    if execute("PRAGMA synchronous").fetchall() != [(3,)]:
        raise sqlite3.OperationalError("synchronous is not EXTRA")


def _refuse_odd_header(path: Path, head: bytes, *, read_only: bool) -> None:
    """ProjectError for what SQLite could read but this program never writes."""
    if _number(head, 16, 2) not in PAGE_SIZES:
        raise _changed(path, f"its pages have {_number(head, 16, 2):,} bytes")
    if _number(head, 56) != _UTF_8:
        raise _changed(path, "its texts are not UTF-8")
    # Where it may be written to, SQLite brings it back to our mode; else what the other program wrote last
    # lies in a second file that must not be touched.
    if read_only and head[18:20] != _ROLLBACK:
        raise ProjectError(
            f"{path} was left in the middle of work by another program (in WAL mode), and cannot be read without"
            " writing to it: copy it and what lies beside it to where you may write"
        )


def _refuse_cut_off(path: Path, head: bytes, size: int) -> None:
    page = _number(head, 16, 2)
    expected = (65536 if page == 1 else page) * _number(head, 28)
    # SQLite trusts the page count only under this condition; after a crash the journal knows better.
    trusted = _number(head, 24) == _number(head, 92)
    if trusted and size < expected and not has_hot_journal(path):
        raise DamagedError(
            f"{path} is cut off: it has {size:,} of {expected:,} bytes; open an earlier copy of it, or copy out what"
            " can be read with annotator rescue"
        )


def refuse_unknown_version(path: Path, version: int) -> None:
    """ProjectError for a version this program cannot read."""
    if version > schema.VERSION:
        raise ProjectError(
            f"{path} was made by a newer Annotator (its version is {version}, this program knows"
            f" {schema.VERSION}): update Annotator to open it"
        )
    if version < 1:
        raise ProjectError(
            f"{path} is an unfinished project: open an earlier copy of it, or create one by another name"
        )


def _copied_aside(path: Path) -> TemporaryDirectory[str]:
    # Rarely needed, and not worth the window's start otherwise.
    import shutil
    import tempfile

    folder = tempfile.TemporaryDirectory(prefix="annotator-")
    for source in (path, journal_file(path)):
        target = Path(folder.name) / source.name
        shutil.copyfile(source, target)
    return folder


def _number(head: bytes, at: int, length: int = 4) -> int:
    return int.from_bytes(head[at : at + length], "big")


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
