"""What every format promises, and the words readers and writers share.

A format is pure: bytes in, records out, and back. It knows no project and no store.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BufferedReader, BytesIO
from typing import TYPE_CHECKING, Protocol, cast

from annotator.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import RawIOBase

    from annotator.formats.decoding import Guess
    from annotator.model.record import Record

MEGABYTE = 1024 * 1024

LIMITS: dict[str, int] = {
    # bytes
    "file": 64 * MEGABYTE,
    "line": 64 * MEGABYTE,
    "text": 128 * MEGABYTE,
    "scheme": MEGABYTE,
    # code points
    "name": 1000,
    "language": 100,
    # others
    "depth": 100,
    "entries": 1_000_000,
    "ratio": 100,
}
"""Beyond these an input is refused by name, and the number is said: the largest text file and line of JSON; a
text as UTF-8, whatever encoding it came in; a scheme file; the longest name of a document, label or annotator,
and of a language; how deep JSON values may be nested; how many files one import takes; and how many times larger
than itself an archive may unpack to, for formats that are archives."""


@dataclass(frozen=True, slots=True)
class EncodingProblem(Problem):
    """A file that was kept out only because its encoding has to be confirmed."""

    guess: Guess | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was read, but that the user should know of."""

    file: str
    line: int
    """Counted from 1; 0 for the file as a whole."""
    text: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"


class Stream(Protocol):
    """What readers need of an open file; ``io.BufferedReader`` has it."""

    def peek(self, size: int = 0, /) -> bytes: ...
    def read(self, size: int = -1, /) -> bytes: ...
    def readline(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: an open stream, and the name that keys and sentences use for it."""

    name: str
    stream: Stream

    @classmethod
    def of(cls, name: str, data: bytes) -> Source:
        """A source that holds ``data``."""
        return cls(name, BufferedReader(cast("RawIOBase", BytesIO(data))))


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read what does not say it itself."""

    encoding: str | None = None
    """The encoding of files that carry no mark and are not UTF-8."""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write; empty so far, so that adding a choice changes no format's signature."""


class Format(Protocol):
    """One way to store annotated text."""

    name: str
    """The word users write after ``--format``."""
    title: str
    """One line for people who choose."""
    suffixes: tuple[str, ...]
    """File suffixes with their dot, lower case; the first is proposed for new files."""
    reads: bool
    writes: bool

    def sniff(self, head: bytes) -> bool:
        """Whether a file that begins with ``head`` (up to 4096 bytes) looks like this format."""
        ...

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        """Yield what the source holds, in its order; a bad row is a Problem and never stops the rest.

        The problems of a document's parts come before the document.
        """
        ...

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        """Yield the file in pieces, one or more for each record."""
        ...
