"""Plain text: one file, one document.

The text is taken exactly as it came after decoding; the first line is the title where it looks like one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import (
    LIMITS,
    MEGABYTE,
    EncodingProblem,
    FormatBase,
    ReadOptions,
    Remark,
    Source,
    WriteOptions,
)
from annotator.formats.decoding import DecodingError, Guess, decode, wide_without_mark
from annotator.formats.titles import title_of
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.look import Look

_HTML = ("<!doctype html", "<html")


class Text(FormatBase):
    """Reads ``.txt`` files; it does not write, since spans have no place in plain text."""

    name = "text"
    title = "Plain text, one document a file"
    suffixes = (".txt", ".text")
    writes = False

    def sniff(self, look: Look) -> str:
        """Anything without zero bytes, or with a byte order mark, may be text: what every other format gives up."""
        if look.is_folder or (
            b"\0" in look.head and not look.head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
        ):
            return ""
        return "it holds plain text"

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        data = source.stream.read(LIMITS["file"] + 1)
        if len(data) > LIMITS["file"]:
            limit = LIMITS["file"] // MEGABYTE
            yield Problem(source.name, 0, f"it is larger than {limit} MB; split it into shorter texts", "file")
            return
        try:
            text = decode(data, options.encoding).text
            refuse_unstorable(text, data)
        except DecodingError as error:
            yield EncodingProblem(source.name, 0, str(error), "file", guess=error.guess)
            return
        except InputError as error:
            yield Problem(source.name, 0, str(error), "file")
            return
        yield Record(
            key=source.name,
            text=text,
            title=title_of(text),
            sha256=text_sha256(text),
            file=source.name,
            line=1,
        )
        if not text.strip():
            yield Remark(source.name, 0, "it holds nothing but blanks")
        if text.lstrip()[:15].lower().startswith(_HTML):
            yield Remark(source.name, 0, "it looks like HTML; its tags are part of the text")

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        """Refused: spans have no place in plain text."""
        raise InputError("plain text cannot hold spans; export as jsonl")


def refuse_unstorable(text: str, data: bytes) -> None:
    """Raise InputError for a text that cannot be a document: empty, too large, with NUL or half a surrogate pair."""
    if not text:
        raise InputError("the file is empty; put the article's text into it or leave it out")
    refuse_large(text)
    nul = text.find("\0")
    if nul >= 0:
        wide = wide_without_mark(data)
        if wide is not None:
            raise DecodingError(
                f"it looks like {wide} without a byte order mark; if it is, give --encoding {wide}",
                Guess(wide, 0.9, " ".join(data[:120].decode(wide, "ignore").split())),
            )
        line = text.count("\n", 0, nul) + 1
        raise InputError(f"there is a NUL character in line {line}, so it is no plain text; remove it")
    half = lone_surrogate(text)
    if half is not None:
        line = text.count("\n", 0, half) + 1
        raise InputError(f"there is half a surrogate pair (U+{ord(text[half]):04X}) in line {line}; remove it")


def refuse_large(text: str) -> None:
    """InputError for a text that is too large to be stored: some encodings take less room than UTF-8."""
    limit = LIMITS["text"]
    if 4 * len(text) > limit and len(text.encode("utf-8", "surrogatepass")) > limit:
        raise InputError(f"its text takes more than {limit // MEGABYTE} MB as UTF-8; split it into shorter texts")


def lone_surrogate(text: str) -> int | None:
    """Where the text holds half a surrogate pair, which no file can store; None when nowhere."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return error.start
    return None
