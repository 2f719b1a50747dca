"""ZIP archives: looked over before anything is unpacked, read no further than said, and written alike each time.

What a header says of sizes and names is what a stranger says. Names are checked, sums are bounded, and of a member
no more is ever unpacked than was asked for.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from annotator.formats.base import LIMITS, MEGABYTE
from annotator.formats.files import chunks, scratch
from annotator.formats.json_rows import shorten
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

SMALL = 16 * MEGABYTE
"""Bytes. What unpacks to no more is taken whatever its ratio: a table of zeros shrinks to nearly nothing."""

_PIECE = 256 * 1024
_HEADER = 30
"""Bytes of a local header without its name, the least that lies between two members."""
_ENTRY_MARK = b"PK\x01\x02"

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The others (bzip2, lzma) cannot be unpacked piece by piece with a bound, and no format here uses them."""

_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, UnicodeDecodeError, ValueError, OverflowError)
"""What Python's zipfile raises for bytes that are no sound archive."""

_WHEN = (1980, 1, 1, 0, 0, 0)


@contextmanager
def opened(place: Path | bytes) -> Iterator[zipfile.ZipFile]:
    """The archive at a path, or of these bytes, checked, nothing of it unpacked yet.

    InputError for what is no archive, for more members than ``LIMITS["entries"]``, for names that lead out of a
    folder or stand there twice, for links and encrypted members, for members that share their bytes, and for more
    than ``LIMITS["unpacked"]`` bytes or ``LIMITS["ratio"]`` times its size when unpacked.
    """
    with BytesIO(place) if isinstance(place, bytes) else place.open("rb") as stream:
        size = _refuse_many(stream)
        try:
            archive = zipfile.ZipFile(stream)
        except (*_BROKEN, NotImplementedError) as error:
            raise InputError(f"it is no sound ZIP archive ({_why(error)}); it may have been cut off") from None
        with archive:
            _check(archive, size)
            yield archive


def names(path: Path, most: int) -> tuple[str, ...]:
    """Names of the first members, unchecked, for a look at what an archive may be; none if it is unsound."""
    try:
        with path.open("rb") as stream:
            _refuse_many(stream)
            with zipfile.ZipFile(stream) as archive:
                return tuple(information.filename for information in archive.infolist()[:most])
    except (*_BROKEN, NotImplementedError, OSError, InputError):
        return ()


def member(archive: zipfile.ZipFile, name: str, limit: int | None = None) -> bytes:
    """The bytes of one member, at most ``limit`` (by default ``LIMITS["file"]``).

    InputError if there is no such member, it holds more (whatever its header says), or it is damaged.
    """
    most = LIMITS["file"] if limit is None else limit
    pieces, size = [], 0
    for piece in _pieces(archive, name):
        size += len(piece)
        if size > most:
            raise InputError(f"“{shorten(name)}” inside it is larger than {_size(most)}")
        pieces.append(piece)
    return b"".join(pieces)


def unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    """Unpack everything into an empty folder of ours. InputError for a damaged member, for more bytes than
    ``LIMITS["unpacked"]``, and for names that cannot stand side by side on this system."""
    size = 0
    for information in archive.infolist():
        target = folder.joinpath(*information.filename.split("/"))
        try:
            if information.is_dir():
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as stream:
                for piece in _pieces(archive, information.filename):
                    size += len(piece)
                    if size > LIMITS["unpacked"]:
                        raise _too_large()
                    stream.write(piece)
        except OSError as error:
            raise InputError(
                f"“{shorten(information.filename)}” inside it cannot be unpacked ({error.strerror or error})"
            ) from None


def packed(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """An archive of these files (name with ``/``, bytes), in their order; the same files give the same bytes."""
    with scratch(".zip") as path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files:
                information = zipfile.ZipInfo(name, _WHEN)
                information.compress_type = zipfile.ZIP_DEFLATED
                information.create_system = 3  # else it says which system wrote it
                information.external_attr = (stat.S_IFREG | 0o644) << 16
                archive.writestr(information, data)
        yield from chunks(path)


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(name) as stream:
            while piece := stream.read(_PIECE):
                yield piece
    except KeyError:
        raise InputError(f"it has no “{shorten(name)}” inside") from None
    except (*_BROKEN, NotImplementedError, RuntimeError) as error:
        raise InputError(f"“{shorten(name)}” inside it is damaged ({_why(error)}); get the file again") from None


def _refuse_many(stream: BinaryIO) -> int:
    """InputError if it lists too many members, before the list is read: each takes most of a kilobyte. Its size.

    Counted over all of the file: what its end says of the list's place and length may be a lie.
    """
    size, count, rest = stream.seek(0, 2), 0, b""
    if size > LIMITS["unpacked"]:
        raise _too_large()
    stream.seek(0)
    while piece := stream.read(MEGABYTE):
        count += (rest + piece).count(_ENTRY_MARK)
        rest = piece[-(len(_ENTRY_MARK) - 1) :]
        if count > LIMITS["entries"]:
            raise InputError(f"it holds more than {LIMITS['entries']:,} files")
    stream.seek(0)
    return size


def _check(archive: zipfile.ZipFile, size: int) -> None:
    members = archive.infolist()
    names: set[str] = set()
    for information in members:
        if reason := _unsafe(information, names):
            raise InputError(f"“{shorten(information.filename)}” inside it {reason}; it was not unpacked")
        names.add(information.filename)
    unpacked = sum(information.file_size for information in members)
    if unpacked > LIMITS["unpacked"]:
        raise _too_large()
    if unpacked > max(SMALL, LIMITS["ratio"] * size):
        raise InputError(f"it would unpack to more than {LIMITS['ratio']} times its size; it was not unpacked")
    _refuse_shared_bytes(archive, members)


def _unsafe(information: zipfile.ZipInfo, names: set[str]) -> str:
    """Why a member is refused; empty if it is sound."""
    name = information.filename
    parts = name.replace("\\", "/").split("/")
    kind = stat.S_IFMT(information.external_attr >> 16)
    if not name.strip("/") or parts[0] == "" or (len(parts[0]) > 1 and parts[0][1] == ":"):
        return "has a name that begins at the root of a disk"
    if ".." in parts or "\0" in information.orig_filename:
        return "has a name that leads out of the folder"
    if name in names:
        return "is there twice"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device, not a file"
    if information.flag_bits & 0x1:
        return "is encrypted"
    if information.compress_type not in _METHODS:
        return "is compressed in a way that is not read here"
    return ""


def _refuse_shared_bytes(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """InputError where two members lie over each other: that is how a small file holds a thousand times itself."""
    end_before = 0
    for information in sorted(members, key=lambda information: information.header_offset):
        if information.header_offset < end_before:
            raise InputError("members inside it share their bytes, as a trap does; it was not unpacked")
        end_before = information.header_offset + _HEADER + information.compress_size
    if end_before > archive.start_dir:
        raise InputError("members inside it lie over its list of members; it was not unpacked")


def _too_large() -> InputError:
    return InputError(f"it would unpack to more than {_size(LIMITS['unpacked'])}; it was not unpacked")


def _size(size: int) -> str:
    return f"{size // MEGABYTE:,} MB" if size >= MEGABYTE else f"{size:,} bytes"


def _why(error: Exception) -> str:
    return shorten(" ".join(str(error).split()), 80) or "it ends too early"
