"""Sources as files on disk, for formats that need more than a stream of bytes."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from annotator.formats.base import LIMITS, MEGABYTE
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.base import Source


@contextmanager
def local(source: Source) -> Iterator[Path]:
    """A path to the source's file: its own, or a copy that goes when the block ends."""
    if source.path is not None:
        yield source.path
        return
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        copy = Path(folder, "source")
        with copy.open("wb") as target:
            shutil.copyfileobj(source.stream, target)
        yield copy


@contextmanager
def scratch(suffix: str = "") -> Iterator[Path]:
    """A path for a file that a library has to write before its bytes can be passed on; it goes when the block ends."""
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        yield Path(folder, "written" + suffix)


@contextmanager
def spool() -> Iterator[IO[bytes]]:
    """A file for what has to wait until all is known; it goes when the block ends."""
    with tempfile.TemporaryFile(prefix="annotator-") as file:
        yield file


def chunks(path: Path, size: int = MEGABYTE) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    with path.open("rb") as stream:
        while data := stream.read(size):
            yield data


def chunked(data: bytes, size: int = MEGABYTE) -> Iterator[bytes]:
    """Bytes in memory, piece by piece."""
    for place in range(0, len(data), size):
        yield data[place : place + size]


def whole(source: Source) -> bytes:
    """All bytes of a source; InputError if there are more than a file may have that is read as a whole."""
    data = source.stream.read(LIMITS["file"] + 1)
    if len(data) > LIMITS["file"]:
        raise InputError(f"it is larger than {LIMITS['file'] // MEGABYTE} MB; split it")
    return data
