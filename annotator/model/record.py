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
from annotator.model.suggestion import SuggestionState

if TYPE_CHECKING:
    from annotator.model.attribute import AttributeValue
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
    attributes: dict[str, AttributeValue] | None = None
    """Attribute name -> value, in order of name; None for none."""
    actor: str = ""
    """Name of the canonical actor it points to; empty for none."""


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
    read_to: int = 0
    """Code points from the start that were read: text before it without a span is a verified negative. A document
    that is done was read to its end, whatever stands here."""

    @property
    def says_something(self) -> bool:
        """A new document without a note is what every document is: not worth a row."""
        return bool(self.status is not Status.NEW or self.note or self.extra or self.read_to)


class RecordSuggestion(NamedTuple):
    """A span that a provider proposes: no annotation until somebody accepts it, never exported as work."""

    start: int
    end: int
    label: str
    provider: str = ""
    """The model, session or person it comes from."""
    fragments: tuple[tuple[int, int], ...] = ()
    score: float | None = None
    """The provider's own confidence, on its own scale."""
    note: str = ""
    attributes: dict[str, AttributeValue] | None = None
    state: SuggestionState = SuggestionState.OPEN
    extra: dict[str, Any] | None = None


class RecordActor(NamedTuple):
    """A canonical actor of the registry, with the other names it goes by."""

    name: str
    aliases: tuple[str, ...] = ()
    """Sorted, without the name itself."""
    note: str = ""
    extra: dict[str, Any] | None = None


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
    suggestions: list[RecordSuggestion] = field(default_factory=list)
    actors: list[RecordActor] = field(default_factory=list)
    """Entries of the registry that come with the document, in order of name."""
    split: str = ""
    """Which part of an export it belongs to (train, dev, test); empty where there are none. Never stored."""
    quotes: list[str] | None = None
    """Only where the file has spans but not their text (``text`` is empty): the words of each span, to be checked
    against the document of that key that the project has already; None otherwise."""
    contexts: list[tuple[str, str]] | None = None
    """Besides ``quotes``, where the file has them: the words right before and right after each span, by which it can
    be found again in a text that has moved (``formats.anchoring``)."""
    file: str = ""
    """Where it was read, for messages."""
    line: int = 0


Rejects = Literal["file", "document", "span", "relation", "review", "suggestion", "actor"]
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

    def __bool__(self) -> bool:
        """Whether any was met."""
        return bool(self.added or self.unchanged or self.rejected)


@dataclass(slots=True)
class LoadReport:
    """What loading records into a project did."""

    documents: Tally = field(default_factory=Tally)
    spans: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    suggestions: Tally = field(default_factory=Tally)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    """Labels that were not in the scheme and are now."""
    relation_types: list[str] = field(default_factory=list)
    """Names of relation types that were not in the scheme and are now."""
    attributes: list[str] = field(default_factory=list)
    """Names of attributes that were not in the scheme and are now."""
    reviews: int = 0
    """Reviews taken over."""
    stored: bool = False
    """Whether it was committed; False after a dry run or a strict import with a problem."""
