"""Records: what travels between a file's format and the project store.

A reader makes them from bytes, the store loads them; the store makes them from its tables, a writer turns
them into bytes. Names instead of row ids, so that neither side knows the other. Offsets are Unicode code
points over ``Record.text``, end exclusive. Spans and relations are named tuples: a large import makes
hundreds of thousands of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from annotator.model.document import Status

if TYPE_CHECKING:
    from annotator.model.scheme import Label


class RecordSpan(NamedTuple):
    """A span by names. The order of the first five fields is the order of spans in an export."""

    start: int
    end: int
    label: str
    annotator: str = ""
    """Empty: whoever the import says."""
    fragments: tuple[tuple[int, int], ...] = ()
    """As in ``model.span.Span``: empty for one piece, else canonical."""
    note: str = ""
    doubt: bool = False
    origin: str = ""
    extra: dict[str, Any] | None = None
    """Keys the format does not know; kept and exported unchanged."""


class RecordRelation(NamedTuple):
    """A typed link from span to span of the same record."""

    type: str
    head: int
    """Number of a span in ``Record.spans``, counted from 1."""
    tail: int
    annotator: str = ""
    extra: dict[str, Any] | None = None


class RecordReview(NamedTuple):
    """What one annotator said of the whole document."""

    annotator: str = ""
    status: Status = Status.NEW
    note: str = ""
    extra: dict[str, Any] | None = None

    @property
    def says_something(self) -> bool:
        """A new document without a note is what every document is: not worth a row."""
        return bool(self.status is not Status.NEW or self.note or self.extra)


@dataclass(slots=True)
class Record:
    """One document with everything said about it."""

    key: str
    text: str
    title: str = ""
    language: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    """Top-level keys the format does not know; kept and exported unchanged."""
    sha256: str = ""
    """``text_sha256(text)`` where the reader computed it anyway; else empty and the store computes it."""
    spans: list[RecordSpan] = field(default_factory=list)
    relations: list[RecordRelation] = field(default_factory=list)
    reviews: list[RecordReview] = field(default_factory=list)
    file: str = ""
    """Where it was read, for messages."""
    line: int = 0


Rejects = Literal["file", "document", "span", "relation", "review"]
"""What a problem keeps out: all of a file, one document, or one part of a document that itself is kept."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that was not taken, and why; ``line`` 0 means the file as a whole."""

    file: str
    line: int
    reason: str
    rejects: Rejects = "document"

    @property
    def place(self) -> str:
        return f"{self.file}, line {self.line}" if self.line else self.file

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(slots=True)
class Tally:
    """How many things of one sort an import met."""

    added: int = 0
    unchanged: int = 0
    rejected: int = 0


@dataclass(slots=True)
class LoadReport:
    """What loading records into a project did."""

    documents: Tally = field(default_factory=Tally)
    spans: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    """Labels that were not in the scheme and are now."""
    reviews: int = 0
    """Reviews taken over."""
    stored: bool = False
    """Whether it was committed; False after a dry run or a strict import with a problem."""
