"""Documents and what an annotator has done with them."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Status(StrEnum):
    """How far one annotator is with one document. Done with no span is data."""

    NEW = "new"
    IN_PROGRESS = "in progress"
    DONE = "done"
    SKIPPED = "skipped"


class Document(NamedTuple):
    """One article. ``text`` is exactly what came in, after decoding, and never changes."""

    id: int
    key: str
    title: str
    text: str
    language: str = ""
    meta: Mapping[str, Any] = _NOTHING
    extra: Mapping[str, Any] = _NOTHING
    """Top-level keys of an imported record that the native format does not know; exported unchanged."""
    sha256: str = ""


class DocumentRow(NamedTuple):
    """What the list of documents shows of one, for one annotator; without the text."""

    id: int
    key: str
    title: str
    language: str
    meta: dict[str, Any]
    status: Status
    spans: int


class Review(NamedTuple):
    """Status, note and time of one annotator on one document."""

    document: int
    annotator: int
    status: Status = Status.NEW
    note: str = ""
    seconds: int = 0
    read_to: int = 0
    """Code points from the start of the document that were read; one that is done was read to its end."""


class Annotator(NamedTuple):
    """The person (or model) whose spans these are."""

    id: int
    name: str


def text_sha256(text: str) -> str:
    """Hexadecimal SHA-256 of the text's UTF-8 bytes."""
    import hashlib

    return hashlib.sha256(text.encode("utf-8")).hexdigest()
