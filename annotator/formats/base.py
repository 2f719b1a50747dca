"""What every format promises, and the words readers and writers share.

A format is pure: bytes in, records out, and back. It knows no project and no store.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BufferedReader, BytesIO
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, cast

from annotator.model.record import Problem
from annotator.model.scheme import Scheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from io import RawIOBase
    from pathlib import Path

    from annotator.formats.decoding import Guess
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.formats.units import Unit
    from annotator.model.record import Record

MEGABYTE = 1024 * 1024

LIMITS: dict[str, int] = {
    # bytes
    "file": 64 * MEGABYTE,
    "line": 64 * MEGABYTE,
    "text": 128 * MEGABYTE,
    "scheme": MEGABYTE,
    "unpacked": 1024 * MEGABYTE,
    # code points
    "name": 1000,
    "language": 100,
    # others
    "depth": 100,
    "entries": 1_000_000,
    "ratio": 100,
}
"""Beyond these an input is refused by name, and the number is said: the largest text file and line of JSON; a
text as UTF-8, whatever encoding it came in; a scheme file; everything in an archive, unpacked; the longest name of
a document, label or annotator, and of a language; how deep JSON values and XML elements may be nested; how many
files one import takes, and one archive holds; and how many times larger than itself an archive may unpack to."""


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
    """One file or folder to read: an open stream, and the name that keys and sentences use for it."""

    name: str
    stream: Stream
    path: Path | None = None
    """Where it lies on disk, for formats that read a folder, files beside it, or jump about in it; the stream of a
    folder is empty. None for bytes that lie nowhere: ``files.local`` gives those a place."""

    @classmethod
    def of(cls, name: str, data: bytes) -> Source:
        """A source that holds ``data``."""
        return cls(name, BufferedReader(cast("RawIOBase", BytesIO(data))))


class Option(NamedTuple):
    """A choice of one format: ``--set NAME=VALUE`` on the command line, a field in the window."""

    name: str
    """Lower case, words joined by hyphens."""
    title: str
    """One line for people who choose."""
    choices: tuple[str, ...] = ()
    """Empty: any text."""
    default: str = ""
    on: Literal["reading", "writing", "both"] = "both"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read what does not say it itself."""

    encoding: str | None = None
    """The encoding of files that carry no mark and are not UTF-8."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Where the file keeps what we call so: ``text``, ``id``, ``label``, ``title`` ... -> its column or key."""
    unit: Unit | None = None
    """What the file's offsets count, where the user knows better than the format."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Values of the format's own ``options``, by name; those not named have their default."""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write."""

    settings: Mapping[str, str] = field(default_factory=dict)
    """Values of the format's own ``options``, by name; those not named have their default."""
    scheme: Scheme = field(default_factory=Scheme)
    """Labels, relation types and attributes of the project, for formats that list them. Records may use more."""
    title: str = ""
    """What the export is called, for formats that say it inside."""


class Piece(NamedTuple):
    """Some bytes of one file of a folder that is written; pieces of several files may alternate."""

    file: str
    """Path within the folder, with ``/``."""
    data: bytes


class Format(Protocol):
    """One way to store annotated text.

    Writing goes in two steps. ``fit`` makes of each record what the file can hold, and counts whatever it gives up;
    ``write`` writes fitted records. So what is lost is known before anything is written, and afterwards the file,
    read back, has to give the fitted records again.
    """

    name: str
    """The word users write after ``--format``."""
    title: str
    """One line for people who choose."""
    suffixes: tuple[str, ...]
    """File suffixes with their dot, lower case; the first is proposed for new files. Of a format that is a folder,
    those of its files."""
    reads: bool
    writes: bool
    folder: bool
    """Whether it is written as a folder of files (``write`` yields pieces), and a whole folder can be read as one."""
    needs: tuple[str, ...]
    """Modules that have to be installed besides, by the name they are imported by; ``extra`` brings them."""
    extra: str
    """The extra of ours that brings what it needs (``pip install "annotator[EXTRA]"``); empty if it needs nothing."""
    training: bool
    """Whether it is made for training, so that documents that are not done stay out unless asked for."""
    splits: bool
    """Whether ``write`` puts records of several splits (``Record.split``) where the format wants them."""
    options: tuple[Option, ...]
    columns: tuple[str, ...]
    """What ``ReadOptions.columns`` can name for it: ``text``, ``id``, ``label`` ...; empty if it takes none."""
    rare_columns: tuple[str, ...]
    """What else it can name, too rarely for a field of its own in the window."""

    def sniff(self, look: Look) -> str:
        """Why a file or folder is of this format, as a clause for people (“its rows have _input_hash and answer, as
        Prodigy writes them”); empty if it does not look like it."""
        ...

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        """Yield what the source holds, in its order; a bad row is a Problem and never stops the rest.

        The problems of a document's parts come before the document.
        """
        ...

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        """The record as ``read`` will give it back from what ``write`` makes of it (but for file, line, sha256 and
        split); each thing it gives up is counted. Fitting twice is fitting once. The record given stays as it is."""
        ...

    def gives_back(self, options: WriteOptions) -> bool:
        """Whether what ``write`` makes with these options holds documents that ``read`` gives back; False for a
        codebook or a configuration, which says what labels there are and nothing else."""
        ...

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes | Piece]:
        """Yield the file in pieces, as bytes, or the files of a folder; each record is as ``fit`` made it."""
        ...

    def companions(self, options: WriteOptions) -> Mapping[str, bytes]:
        """What the other tool needs beside an export, though it is no part of it, such as a configuration: a suffix,
        added to the name of the export, and the bytes of that file. InputError if it cannot be made."""
        ...


class FormatBase:
    """What most formats have in common; a format need not inherit from it."""

    suffixes: tuple[str, ...] = ()
    reads = True
    writes = True
    folder = False
    needs: tuple[str, ...] = ()
    extra = ""
    training = False
    splits = False
    options: tuple[Option, ...] = ()
    columns: tuple[str, ...] = ()
    rare_columns: tuple[str, ...] = ()

    def sniff(self, look: Look) -> str:
        return ""

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        """Everything, as it is."""
        return record

    def gives_back(self, options: WriteOptions) -> bool:
        """Documents, always."""
        return True

    def companions(self, options: WriteOptions) -> Mapping[str, bytes]:
        """None."""
        return {}
