"""Lines of CSV: the encoding, what stands between cells, and one list of cells a row."""

from __future__ import annotations

import csv
import io
import itertools
from typing import TYPE_CHECKING, cast

from annotator.formats.base import LIMITS, MEGABYTE, EncodingProblem, ReadOptions, Remark, Source, Stream
from annotator.formats.csv_write import DELIMITERS
from annotator.formats.decoding import MARKS, Guess, guess_unless_broken, unmarked, wide_without_mark
from annotator.formats.json_rows import shorten
from annotator.formats.sheet_layout import looks_like_a_table
from annotator.formats.sheet_read import Line, read_table
from annotator.model.errors import InputError
from annotator.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.look import Look
    from annotator.model.record import Record

_LINE = 4 * MEGABYTE
"""Characters of one line of the file that are taken at once; cells that go over lines may be longer."""


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield what a table holds."""
    return read_table(_lines(source, options), source.name, options)


def sniff(look: Look) -> str:
    """By its columns: names that such tables have, and as many cells in the second row."""
    if not look.text or look.text.lstrip()[:1] in "{[<#" or "\0" in look.text:
        return ""
    line = look.text.partition("\n")[0]
    delimiter = _delimiter(line)
    if not delimiter:
        return ""
    try:
        rows = list(
            itertools.islice(csv.reader(io.StringIO(look.text, newline=""), delimiter=delimiter, strict=True), 2)
        )
    except csv.Error:
        return ""
    if len(rows) == 2 and len(rows[1]) != len(rows[0]):
        return ""
    return looks_like_a_table(rows[0])


def _lines(source: Source, options: ReadOptions) -> Iterator[Line | Problem]:
    encoding, sample, mark = _encoding(source.stream, options.encoding)
    if b"\0" in sample and encoding == "utf-8":
        yield _binary(source.name, sample)
        return
    source.stream.read(mark)
    # A Stream is all that is promised; every one we meet is a buffered reader, which is what this needs.
    text = io.TextIOWrapper(cast("io.BufferedReader", source.stream), encoding, newline="")
    number = 0
    try:
        delimiter = DELIMITERS.get(options.settings.get("delimiter", ""), "")
        physical = _bounded(text)
        first = next(physical, "")
        if not delimiter:
            delimiter = _delimiter(first) or ","
        csv.field_size_limit(LIMITS["text"])
        reader = csv.reader(itertools.chain([first], physical), delimiter=delimiter, strict=True)
        _refuse_tags(first)
        while True:
            number = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if "unexpected end" in str(error):
                    raise InputError(
                        "the row breaks off inside a quoted cell; the file may have been cut off, or a quote not closed"
                    ) from None
                yield Problem(source.name, number, f"the row is not sound CSV ({error})", "span")
                continue
            if cells:
                yield Line(number, cells)
    except UnicodeDecodeError as error:
        yield _undecodable(source.name, number, error, encoding, sample, given=options.encoding is not None)
    except InputError as error:
        yield Problem(source.name, number, str(error), "file" if number <= 1 else "document")
    finally:
        text.detach()


def _refuse_tags(line: str) -> None:
    if line.lstrip()[:1] == "<":
        raise InputError("it looks like HTML or XML, not like a table")


def _bounded(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(_LINE):
        yield line if len(line) < _LINE else _whole_line(text, line)


def _whole_line(text: io.TextIOWrapper, line: str) -> str:
    parts, size = [line], len(line)
    while parts[-1][-1] not in "\r\n" and (more := text.readline(_LINE)):
        parts.append(more)
        size += len(more)
        if size > LIMITS["line"]:
            raise InputError(f"a line is longer than {LIMITS['line'] // MEGABYTE} MB; the file is no table")
    return "".join(parts)


def _encoding(stream: Stream, given: str | None) -> tuple[str, bytes, int]:
    """The encoding, the beginning of the file, and how many bytes its mark takes."""
    head = stream.peek(1 << 16)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding, head, len(mark)
    return (unmarked(given, head) if given else "utf-8"), head, 0


def _delimiter(line: str) -> str:
    """What stands between the names of the columns: what occurs most outside quotes; empty if nothing does."""
    bare = "".join(line.split('"')[::2])
    count, delimiter = max((bare.count(mark), -place, mark) for place, mark in enumerate(",;\t"))[::2]
    return str(delimiter) if count else ""


def _binary(file: str, sample: bytes) -> Problem:
    wide = wide_without_mark(sample)
    if wide is None:
        return Problem(file, 0, "it is a binary file, not a table in CSV", "file")
    reason = f"it looks like {wide} without a byte order mark; if it is, give --encoding {wide}"
    preview = "".join(letter for letter in sample[:120].decode(wide, "ignore") if letter.isprintable())
    return EncodingProblem(file, 0, reason, "file", guess=Guess(wide, 0.9, preview))


def _undecodable(
    file: str, number: int, error: UnicodeDecodeError, encoding: str, sample: bytes, *, given: bool
) -> Problem:
    if given:
        return EncodingProblem(file, number, f"it is not {encoding}; name its real encoding with --encoding", "file")
    around = bytes(error.object) if isinstance(error.object, bytes | bytearray) else sample
    guess = guess_unless_broken(around) if not wide_without_mark(sample) else None
    if guess is None:
        reason = f"it is not UTF-8 (byte 0x{error.object[error.start]:02X}); save it as UTF-8 or name its encoding"
        return EncodingProblem(file, number, f"{reason} with --encoding", "file")
    looks = f"it is not UTF-8; it looks like {guess.encoding} (“{shorten(guess.preview, 60)}”)"
    reason = f"{looks}: if that reads well, give --encoding {guess.encoding}"
    return EncodingProblem(file, number, reason, "file", guess=guess)
