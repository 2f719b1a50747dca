"""One writer at a time: who may write to a project file, and who does.

The writer holds a hidden file beside the project, ``.NAME.lock``, in two ways. The kernel's lock on it tells
programs of this computer whether the writer still lives: it goes with the process, however that ends. What
is written in it (computer, process, since when) tells people and other computers, which share the folder by
network or a sync client, who the writer is. A lock is taken over only with proof that its writer is gone,
never for its age: the kernel let go of it, and it was made on this computer. SQLite's own locks last for an
edit only and would let two windows undo each other's work.
"""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
import threading
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from annotator.store.values import now

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE = 0.05
"""Seconds between two tries while a writer is waited for."""

_LONGEST = 4096
"""Bytes of a lock file that are read: it comes from outside as any file does."""

_LONGEST_NAME = 200

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_MACHINE = Path("/etc/machine-id")


class Writer(NamedTuple):
    """Who holds a project, as the lock file says; empty where it does not."""

    host: str = ""
    process: int = 0
    since: str = ""
    """ISO 8601, UTC."""
    machine: str = ""
    boot: str = ""

    def __str__(self) -> str:
        """For the middle of a sentence."""
        if not self.host:
            return "another program"
        return f"another Annotator (on {self.host}, process {self.process}{_spoken(self.since)})"

    @property
    def is_here(self) -> bool:
        """Whether it is a process of this computer, so that it surely runs."""
        return bool(self.boot) and self.boot == _first_line(_BOOT)


class Hold:
    """This process's hold on a project, shared by all its connections to it.

    ``commits`` counts what they committed or failed to, and ``head`` is the id of the last edit they logged: from
    these each of them knows whether a change of the file came from here.
    """

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.users = 1
        self.commits = 0
        self.head = 0


_holds: dict[Path, Hold] = {}
_guard = threading.Lock()


def acquire(path: Path, patience: float = 0.0) -> Hold | Writer:
    """Become the writer of the project at this real path, or learn who is it after ``patience`` seconds.

    Within a process the hold is shared; each ``acquire`` that gave one wants a ``release``. OSError where the
    folder allows no lock file.
    """
    deadline = time.monotonic() + patience
    while True:
        with _guard:
            hold = _holds.get(path)
            if hold is not None:
                hold.users += 1
                return hold
            taken = _take(lock_file(path))
            if isinstance(taken, int):
                _holds[path] = hold = Hold(taken)
                return hold
        if time.monotonic() >= deadline:
            return taken
        time.sleep(_PAUSE)


def release(path: Path) -> None:
    """The counterpart of ``acquire``; the last one lets go."""
    with _guard:
        hold = _holds[path]
        hold.users -= 1
        if hold.users:
            return
        del _holds[path]
        _let_go(lock_file(path), hold.descriptor)


def lock_file(path: Path) -> Path:
    """Where the lock of a project lies while somebody writes to it."""
    return path.with_name(f".{path.name}.lock")


def writer_of(path: Path) -> Writer | None:
    """Who writes to the project now, this process included; None if nobody does. Takes nothing."""
    with _guard:
        if path in _holds:
            return _me()
        try:
            descriptor = _open(lock_file(path))
        except OSError:
            return None
        try:
            return _holder(descriptor)
        finally:
            os.close(descriptor)


def _take(file: Path) -> int | Writer:
    """An open descriptor that holds the lock, or who holds it."""
    while True:
        descriptor = _open(file, os.O_CREAT)
        holder: Writer | None = Writer()
        try:
            holder = _holder(descriptor)
            if holder is None and _is_still(file, descriptor):
                _write(descriptor, _me())
                return descriptor
        except BaseException:
            if holder is None:  # it is ours, and could not be written into
                _let_go(file, descriptor)
            else:
                os.close(descriptor)
            raise
        os.close(descriptor)
        # Without a holder, the one before removed the file between our opening and locking it.
        if holder is not None:
            return holder


def _open(file: Path, flags: int = 0) -> int:
    # It lies in a folder that may come from a stranger: no link is followed, and no pipe waited for.
    flags |= os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(file, flags, 0o666)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(file))
    return descriptor


def _let_go(file: Path, descriptor: int) -> None:
    # Removed while it is still locked: whoever waits sees that it is gone, and makes a new one.
    if sys.platform != "win32":
        _remove(file)
    with suppress(OSError):
        os.close(descriptor)
    if sys.platform == "win32":  # which removes no open file
        _remove(file)


def _remove(file: Path) -> None:
    with suppress(OSError):
        os.unlink(file)


def _holder(descriptor: int) -> Writer | None:
    """Lock the open lock file, or say who holds it; None when it is ours now."""
    written = _read(descriptor)
    locked = _lock(descriptor)
    if locked is False:
        return _read(descriptor) or Writer()
    if written is None or _is_gone(written, sure=locked is True):
        return None
    return written


def _is_gone(writer: Writer, *, sure: bool) -> bool:
    """Whether there is proof that a writer no longer runs; ``sure`` if the kernel let go of its lock."""
    me = _me()
    if writer.boot and writer.boot == me.boot:
        return sure or not _runs(writer.process)
    # The same computer, started anew since, or one that does not say when it was started.
    return bool(writer.machine) and (writer.machine, writer.host) == (me.machine, me.host)


def _runs(process: int) -> bool:
    if sys.platform == "win32":
        return True  # asking there would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _lock(descriptor: int) -> bool | None:
    """Lock without waiting: True, False if another holds it, None where the file system knows no locks."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _LONGEST, os.SEEK_SET)  # what lies before can then be read by others
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            return False
        if error.errno in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL):
            return None
        raise
    return True


def _is_still(file: Path, descriptor: int) -> bool:
    """Whether the open file is the one that has the name."""
    try:
        return os.path.samestat(os.stat(file), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _me() -> Writer:
    host = os.uname().nodename if sys.platform != "win32" else os.environ.get("COMPUTERNAME", "")
    return Writer(host, os.getpid(), _since, _first_line(_MACHINE) or host, _first_line(_BOOT))


def _first_line(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _write(descriptor: int, writer: Writer) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(writer._asdict()).encode())
    # Else a power cut may leave anything in it, which reads as a writer nobody knows, and the edit that was
    # cut short is not taken back for fear of it.
    os.fsync(descriptor)


def _read(descriptor: int) -> Writer | None:
    """What a lock file says; None where nothing was written yet, a nameless writer for one that makes no sense."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    content = os.read(descriptor, _LONGEST)
    if not content.strip(b"\0"):  # a power cut may leave zeros where nothing was stored yet
        return None
    try:
        said = json.loads(content)
        fields = {name: _like(said[name], usual) for name, usual in Writer()._asdict().items()}
    except (ValueError, TypeError, KeyError, RecursionError):
        return Writer()
    return Writer(**fields)


def _like(value: Any, usual: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value if it is of the type that is usual."""
    if type(value) is not type(usual):
        raise TypeError
    return value[:_LONGEST_NAME] if isinstance(value, str) else value


def _spoken(since: str) -> str:
    """The time as clocks show it here; nothing for what is no time."""
    try:
        return f", since {datetime.fromisoformat(since).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError, OSError):
        return ""


_since = now()
