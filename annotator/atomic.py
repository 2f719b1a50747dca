"""Writing a file so that it is either the old one or the whole new one, whatever happens.

The one place that puts files under their names; no other module writes any (a test looks).
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO, cast

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


class FolderDraft:
    """A folder that is being written, file by file; pieces of several files may alternate."""

    _MOST_OPEN = 64
    _MOST_SYNCED = 100

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        """Bytes written."""
        self._streams: dict[str, BinaryIO] = {}
        self._files: dict[str, None] = {}

    @property
    def files(self) -> tuple[str, ...]:
        """Paths of its files within it, in the order in which they were begun."""
        return tuple(self._files)

    def write(self, file: str, data: bytes) -> None:
        """Add bytes to a file, named by its path within the folder. ValueError for a path that leads out of it."""
        stream = self._streams.pop(file, None) or self._opened(file)
        self._streams[file] = stream  # the last used stand last
        stream.write(data)
        self.size += len(data)

    def finish(self) -> None:
        """Close every file, durably."""
        while self._streams:
            self._streams.pop(next(iter(self._streams))).close()
        if len(self._files) > self._MOST_SYNCED and hasattr(os, "sync"):
            os.sync()  # of everything that waits on this machine; thousands of files one by one take minutes
            return
        for file in self._files:
            sync(self.path.joinpath(*file.split("/")))

    def abandon(self) -> None:
        """Close every file, whatever the disk says to it."""
        for stream in self._streams.values():
            with suppress(OSError):
                stream.close()
        self._streams.clear()

    def _opened(self, file: str) -> BinaryIO:
        parts = file.split("/")
        if any(part in ("", ".", "..") for part in parts) or os.path.isabs(file) or "\\" in file:
            raise ValueError(f"“{file}” is no path within a folder")
        path = self.path.joinpath(*parts)
        if file not in self._files:
            path.parent.mkdir(parents=True, exist_ok=True)
        if len(self._streams) >= self._MOST_OPEN:
            self._streams.pop(next(iter(self._streams))).close()
        mode = "ab" if file in self._files else "xb"
        self._files[file] = None
        return cast("BinaryIO", open(path, mode))


@contextmanager
def atomic_folder(target: Path) -> Iterator[FolderDraft]:
    """A folder whose files become ``target`` when the block ends well; a folder that is there already is replaced.

    It is written beside the target. After any failure the old folder stands untouched and nothing new is left
    behind. Between taking the old folder away and putting the new one in its place there is a moment without
    either; a program that dies in it leaves the old one under a hidden name beside. StorageError, in one sentence,
    when the disk is full or refuses.
    """
    real = target.resolve()
    draft, old = _draft(real), _draft(real)
    writing = FolderDraft(draft)
    try:
        try:
            draft.mkdir()
            yield writing
            writing.finish()
            if real.exists():
                os.rename(real, old)
            try:
                os.rename(draft, real)
            except OSError:
                if old.exists():
                    os.rename(old, real)
                raise
        except OSError as error:
            raise _meaning(error, target) from error
    finally:
        writing.abandon()
        for leftover in (draft, old):
            if leftover.exists():
                shutil.rmtree(leftover, ignore_errors=True)
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
    try:
        # Its name is the draft's path, so that what was written can be read back before it is published.
        with open(temporary, "xb", buffering=_BUFFER) as stream:
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
