"""Files and folders opened for a format: how far they were read, and the SHA-256 of what they hold."""

from __future__ import annotations

import hashlib
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from annotator.exchange.files import files_in
from annotator.formats.base import Source
from annotator.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from annotator.exchange.files import InputFile
    from annotator.formats.base import Format, ReadOptions, Remark
    from annotator.model.record import Problem

_BUFFER = 1 << 20


@contextmanager
def opened(file: InputFile) -> Iterator[tuple[Source, CountedStream]]:
    """What a format reads of a file or folder, and the stream that counts. A file is opened when first read, so
    that whoever reads hears why it cannot be."""
    stream = CountedFolder(file.path) if file.path.is_dir() else CountedStream(file.path)
    with stream, io.BufferedReader(stream, _BUFFER) as buffered:
        yield Source(file.name, buffered, file.path), stream


def read_with(chosen: Format, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """What a format reads. Documents without an id are named by the line they begin in; where several begin in one,
    as in a JSON list without line breaks, each after the first gets its number too."""
    last, number = "", 1
    for item in chosen.read(source, options):
        if isinstance(item, Record) and item.line and item.key == f"{item.file}:{item.line}":
            if item.key == last:
                number += 1
                item.key = f"{last}.{number}"
            else:
                last, number = item.key, 1
        yield item


def digest_of(digests: Iterable[tuple[str, str]]) -> str:
    """One SHA-256 for several files: of the lines that ``sha256sum`` would print of them."""
    whole = "".join(f"{digest}  {name}\n" for name, digest in digests)
    return hashlib.sha256(whole.encode("utf-8", "backslashreplace")).hexdigest()


class CountedStream(io.RawIOBase):
    """A file that knows how far it was read and the SHA-256 of that."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: io.FileIO | None = None
        self._digest = hashlib.sha256()
        self.position = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - the base class takes any writable buffer
        if self._file is None:
            self._file = io.FileIO(self._path)
        count = self._file.readinto(buffer)
        self.position += count
        self._digest.update(memoryview(buffer)[:count])
        return count

    def drain(self) -> None:
        """Read what the format did not, so that the SHA-256 is the whole file's."""
        buffer = bytearray(_BUFFER)
        while self.readinto(buffer):
            pass

    def hexdigest(self) -> str:
        return self._digest.hexdigest()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


class CountedFolder(CountedStream):
    """A folder that is read as one: an empty stream, whose SHA-256 is that of all its files' names and bytes."""

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - as the base class
        return 0

    def hexdigest(self) -> str:
        digests = []
        for name, path in files_in(self._path):
            with path.open("rb") as stream:
                digests.append((name, hashlib.file_digest(stream, "sha256").hexdigest()))
        return digest_of(digests)
