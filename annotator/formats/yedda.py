"""YEDDA: plain text with its marks in it, ``[@the words#Label*]``, and suggestions ``[$the words#Label*]``.

The text without marks is the document's. Marks cannot be nested; the mark ``#`` may be full-width.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.formats.base import LIMITS, EncodingProblem, FormatBase, ReadOptions, Remark, Source, WriteOptions
from annotator.formats.decoding import DecodingError, decode
from annotator.formats.files import whole
from annotator.formats.json_rows import shorten
from annotator.formats.text import refuse_unstorable
from annotator.formats.titles import title_of
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordSpan, RecordSuggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.look import Look

_OPEN = re.compile(r"\[[@$]")
_CLOSE = "*]"
_SEEN = re.compile(r"\[[@$][^\[\]]{1,500}?[#＃][^#＃*\]\n]{1,100}\*\]")


class Yedda(FormatBase):
    """Reads one text a file."""

    name = "yedda"
    title = "YEDDA, text with marks such as [@the words#Label*]"
    suffixes = (".ann",)
    writes = False

    def sniff(self, look: Look) -> str:
        """By a mark in the text."""
        if look.suffix in (".json", ".jsonl", ".csv", ".html", ".xml"):
            return ""
        found = _SEEN.search(look.text)
        return f"it has marks as YEDDA writes them, such as “{shorten(found[0])}”" if found else ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        try:
            data = whole(source)
            marked = decode(data, options.encoding).text
            refuse_unstorable(marked, data)
        except DecodingError as error:
            yield EncodingProblem(source.name, 0, str(error), "file", guess=error.guess)
            return
        except InputError as error:
            yield Problem(source.name, 0, str(error), "file")
            return
        record = Record(source.name.removesuffix(".ann").removesuffix(".txt"), "", file=source.name, line=1)
        problems = list(_unmark(record, marked))
        if not record.text:
            yield Problem(source.name, 0, "it holds marks, but no text", "file")
            return
        record.title, record.sha256 = title_of(record.text), text_sha256(record.text)
        yield from problems
        yield record

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        """Refused: YEDDA's marks cannot be nested, and a text with such marks of its own could not be told."""
        raise InputError("YEDDA's files are only read; export as brat or jsonl")


def _unmark(record: Record, marked: str) -> Iterator[Problem]:
    """Give the record its text and the spans of its marks; a mark that is broken stays in the text, and is named."""
    text: list[str] = []
    place = length = line = counted = 0

    def take(words: str) -> None:
        nonlocal length
        text.append(words)
        length += len(words)

    opens = [found.start() for found in _OPEN.finditer(marked)]
    for number, start in enumerate(opens):
        if start < place:
            continue
        following = opens[number + 1] if number + 1 < len(opens) else len(marked)
        take(marked[place:start])
        place = start
        line += marked.count("\n", counted, start)
        counted = start
        close = marked.find(_CLOSE, start, following)
        if close < 0:
            yield _broken(record, line, marked[start:following], "is not closed by *] before the next mark begins")
            continue
        words, _, label = marked[start + 2 : close].replace("＃", "#").rpartition("#")
        words = marked[start + 2 : start + 2 + len(words)]
        if not words or not label.strip() or len(label) > LIMITS["name"]:
            yield _broken(record, line, marked[start : close + 2], "has no words or no label, such as [@words#Label*]")
            continue
        if marked[start + 1] == "@":
            record.spans.append(RecordSpan(length, length + len(words), label))
        else:
            record.suggestions.append(RecordSuggestion(length, length + len(words), label, "YEDDA"))
        take(words)
        place = close + len(_CLOSE)
    take(marked[place:])
    record.text = "".join(text)


def _broken(record: Record, line: int, mark: str, why: str) -> Problem:
    rejects = "span" if mark[1] == "@" else "suggestion"
    return Problem(record.file, line + 1, f"the mark “{shorten(mark)}” {why}; it was left in the text", rejects)  # type: ignore[arg-type]
