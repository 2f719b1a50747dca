"""XML of strangers: no document type, no entities, nothing fetched, no endless nesting.

All XML that a format reads comes through here.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NoReturn, Protocol
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from annotator.formats.base import LIMITS, MEGABYTE
from annotator.formats.decoding import MARKS, check_encoding
from annotator.formats.json_rows import shorten
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,60})["']""")
_AT_HOME = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "iso8859-1")
"""Encodings that the parser knows itself, by Python's names."""
_HEAD = 1024
_PIECE = MEGABYTE
"""Bytes that are parsed at once: in smaller pieces a long comment or attribute is scanned again and again."""


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def parse(data: bytes) -> Element:
    """The root element of a document.

    InputError, as a sentence about “it”, for anything that is no sound XML, for a document type declaration, for
    entities and references to other files, and for elements nested more than ``LIMITS["depth"]`` levels deep.
    """
    with _Sentences(data):
        decoded = _decoded(data)
        parser = _parser()
        parser.feed(data if decoded is None else decoded)
        root: Element = parser.close()
        return root


def iterparse(stream: Readable, events: tuple[str, ...] = ("end",)) -> Iterator[tuple[str, Element]]:
    """Events (“start”, “end”) with their elements, as the stream is read; refuses what ``parse`` refuses.

    The caller clears elements it is done with; a single element or comment may be ``LIMITS["file"]`` bytes long.
    """
    from defusedxml.ElementTree import iterparse as defused

    head = stream.read(_PIECE)
    pieces = _Pieces(head, stream)
    with _Sentences(head):
        for event, element in defused(pieces, events, parser=_parser()):
            pieces.silent = 0
            yield event, element


class _Pieces:
    """A stream in large pieces, decoded where the parser could not do it, that ends when it says nothing too long."""

    def __init__(self, head: bytes, stream: Readable) -> None:
        encoding = _foreign_encoding(head)
        self._decode: Callable[..., str] | None = (
            codecs.getincrementaldecoder(encoding)().decode if encoding is not None else None
        )
        self._head = head
        self._stream = stream
        self.silent = 0
        """Bytes since the last event."""

    def read(self, size: int = -1, /) -> bytes | str:
        data, self._head = self._head or self._stream.read(_PIECE), b""
        self.silent += len(data)
        if self.silent > LIMITS["file"]:
            raise InputError(f"an element inside it is longer than {LIMITS['file'] // MEGABYTE} MB")
        return data if self._decode is None else self._decode(data, final=not data)


class _Bounded(TreeBuilder):
    """Builds elements, and no deeper than they may be: whoever walks them by recursion would fall."""

    depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self.depth += 1
        if self.depth > LIMITS["depth"]:
            raise InputError(f"its elements are nested more than {LIMITS['depth']} levels deep")
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        self.depth -= 1
        return super().end(tag)


class _Sentences:
    """Turns what the parser raises into InputErrors."""

    def __init__(self, head: bytes) -> None:
        self._head = head

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from defusedxml import DefusedXmlException  # type: ignore[import-untyped]

        if isinstance(error, DefusedXmlException):
            if b"<html" in self._head[:_HEAD].lower():
                raise InputError("it looks like HTML, not like XML") from None
            raise InputError(
                "it declares a document type (DTD) or entities, which may hide traps; save it again without them"
            ) from None
        if isinstance(error, ParseError):
            _explain(self._head, error)
        if isinstance(error, UnicodeError):
            raise InputError("it is not in the encoding that it names; save it as UTF-8") from None


def _parser() -> DefusedXMLParser:
    from defusedxml.ElementTree import DefusedXMLParser

    return DefusedXMLParser(target=_Bounded(), forbid_dtd=True, forbid_entities=True, forbid_external=True)


def _decoded(data: bytes) -> str | None:
    """The text of a document in an encoding that the parser does not know; None if it does."""
    encoding = _foreign_encoding(data)
    return None if encoding is None else data.decode(encoding)


def _foreign_encoding(head: bytes) -> str | None:
    """The encoding a document declares, if the parser does not know it itself."""
    found = _DECLARED.match(head[:_HEAD])
    if found is None or any(head.startswith(mark) for mark, _ in MARKS):
        return None
    known = check_encoding(found[1].decode("ascii"))
    return None if known in _AT_HOME else known


def _explain(head: bytes, error: ParseError) -> NoReturn:
    line, column = error.position
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start and len(head) < _PIECE:
        raise InputError("it is empty") from None
    if start[:1] != b"<" and not any(head.startswith(mark) for mark, _ in MARKS) and b"\0" not in head[:4]:
        raise InputError("it is no XML: it does not begin with a tag") from None
    if start[:_HEAD].lower().startswith((b"<!doctype html", b"<html")):
        raise InputError("it looks like HTML, not like XML") from None
    reason = str(error).partition(": line ")[0]
    raise InputError(
        f"it is no sound XML: {shorten(reason, 80)} in line {line}, column {column + 1}; it may be damaged or cut off"
    ) from None
