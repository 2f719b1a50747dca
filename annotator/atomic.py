"""Writing a file so that it is either the old one or the whole new one, whatever happens.

The one place that puts files under their names; no other module writes any (a test looks).
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from annotator.model.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BUFFER = 1 << 20
_REFUSALS = frozenset({errno.EACCES, errno.EPERM, errno.EINVAL, errno.ENOSYS, errno.EBADF, errno.ENOTSUP})
"""How systems say that a folder is nothing to be synced, as opposed to a disk that fails."""


@contextmanager
def atomic_write(target: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes become ``target`` when the block ends well.

    They are written to a hidden file in the same folder, made durable, and put in the target's place in one
    step. After any failure the old target stands untouched and nothing new is left behind. A link is followed,
    so that the file it names is replaced; a device or pipe is written to directly. StorageError, in one
    sentence, when the disk is full or refuses.
    """
    try:
        mode = _mode(target)
        # What is no file keeps the name it was given: a pipe behind /dev/stdout has no other.
        writing = _replace(target.resolve(), mode) if mode is None or stat.S_ISREG(mode) else _write_through(target)
    except RuntimeError as error:  # older Pythons call a ring of links this
        raise _meaning(OSError(errno.ELOOP, os.strerror(errno.ELOOP)), target) from error
    except OSError as error:
        raise _meaning(error, target) from error
    try:
        with writing as stream:
            yield stream
    except OSError as error:
        raise _meaning(error, target) from error


@contextmanager
def atomic_file(target: Path, *, replace: bool = False) -> Iterator[Path]:
    """The name of a draft for others to fill, such as SQLite; it becomes ``target`` when the block ends well.

    The draft lies in the same folder and is not there yet. After any failure nothing new is left behind. Unless
    ``replace``, a name that is taken, even by a dangling link, is refused with a StorageError at the end, however
    late it was taken; with it, a link is followed and the file it names replaced.
    """
    real = target.resolve() if replace else target
    draft = _draft(real)
    try:
        try:
            yield draft
            sync(draft)
            if replace:
                os.replace(draft, real)
            else:
                _publish(draft, real)
        except FileExistsError as error:
            raise StorageError(f"there is already a file {target}: choose another name") from error
        except OSError as error:
            raise _meaning(error, target) from error
    finally:
        # SQLite leaves its journal beside a draft it could not finish.
        for leftover in (draft, draft.with_name(f"{draft.name}-journal")):
            with suppress(OSError):
                os.unlink(leftover)
    _confirm_name(real)


def _draft(real: Path) -> Path:
    return real.with_name(f".{real.name[:40]}.{secrets.token_hex(4)}.part")


def sync(draft: Path) -> None:
    """Make what a file holds durable."""
    descriptor = os.open(draft, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _publish(draft: Path, real: Path) -> None:
    """Give the draft its name; FileExistsError if something has taken that meanwhile."""
    try:
        os.link(draft, real)
    except FileExistsError:
        raise
    except (OSError, AttributeError, NotImplementedError):
        # No hard links here (FAT, some network drives): the next best is to look and rename.
        if os.path.lexists(real):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(real)) from None
        os.rename(draft, real)


def _mode(target: Path) -> int | None:
    """Type and permissions of what is there; None where nothing is."""
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


@contextmanager
def _replace(real: Path, mode: int | None) -> Iterator[BinaryIO]:
    temporary = _draft(real)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(descriptor, "wb", buffering=_BUFFER) as stream:
            if mode is not None:
                os.chmod(temporary, stat.S_IMODE(mode))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, real)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _confirm_name(real)


@contextmanager
def _write_through(real: Path) -> Iterator[BinaryIO]:
    with open(real, "wb", buffering=_BUFFER) as stream:
        yield stream


def _confirm_name(real: Path) -> None:
    """Make a new name durable; where folders cannot be opened (Windows) the system sees to it.

    StorageError if the disk fails: the file has its name by then.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        descriptor = os.open(real.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        # Some network file systems, and folders that may only be written to, refuse this.
        if error.errno not in _REFUSALS:
            raise StorageError(
                f"{real} is written, but its disk failed to confirm it ({error.strerror}): check that the disk is"
                " sound, and keep a copy elsewhere"
            ) from error


def _meaning(error: OSError, target: Path) -> OSError | StorageError:
    """The failure as one sentence; a broken pipe rises as it is, it says that nobody listens any more."""
    if isinstance(error, BrokenPipeError):
        return error
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        why = "the disk is full; make room and try again"
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        why = "the folder may not be written to; choose another"
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        why = "there is no such folder; make it first"
    else:
        why = f"{error.strerror or error}; try another place"
    return StorageError(f"{target} was not written: {why}")
