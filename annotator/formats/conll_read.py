"""CoNLL files to records: lines to sentences, sentences to documents. One document is in memory at a time.

A document that cannot be told is kept out with a reason, and the next is read; a bad span never stops its document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.formats.base import Remark
from annotator.formats.conll_document import Document
from annotator.formats.conll_entities import DEFAULT_FIELDS, fields_of, in_misc
from annotator.formats.conll_layout import DOCUMENT_START, Layout, is_comment, layout_of
from annotator.formats.conll_text import Row, Sentence
from annotator.formats.json_rows import lines, refusal
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.base import ReadOptions, Source

    Item = Record | Problem | Remark

_MOST_TOKENS = 1_000_000
"""Of one document; each takes half a kilobyte until the document is whole."""
_GROUP = re.compile("([0-9]+)-([0-9]+)")
_EMPTY = re.compile(r"[0-9]+\.[0-9]+")
_OTHERS = {
    "<": "it looks like HTML or XML, not like CoNLL",
    "{": "it looks like JSON, not like CoNLL",
    "PK\x03\x04": "it is an archive, not CoNLL",
}


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Yield the documents of a file, each after the problems of its parts."""
    return _Reader(source, options).items()


class _Reader:
    def __init__(self, source: Source, options: ReadOptions) -> None:
        self._source = source
        self._file = source.name
        self._options = options
        self._layout: Layout | None = None
        self._names: list[str] = []
        self._fields: tuple[str, ...] = DEFAULT_FIELDS
        self._told: set[str] = set()
        self._sentence = Sentence()
        self._document: Document | None = None
        self._guessed = False

    def items(self) -> Iterator[Item]:
        found = False
        for number, line in lines(self._source.stream, self._options.encoding):
            try:
                text = self._text(line)
            except InputError as error:
                yield self._refused(number, line, error)
                continue
            if not found and text.strip():
                found = True
                reason = next((why for begun, why in _OTHERS.items() if text.lstrip().startswith(begun)), "")
                if reason and "\t" not in text:
                    yield Problem(self._file, 0, reason, "file")
                    return
            try:
                yield from self._take(number, text)
            except InputError as error:
                yield Problem(self._file, 0, str(error), "file")
                return
        yield from self._end_sentence()
        yield from self._end_document()
        if not found:
            yield Remark(self._file, 0, "it is empty: it holds no token")

    def _text(self, line: bytes | InputError) -> str:
        if isinstance(line, InputError):
            raise line
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as broken:
            raise InputError(
                f"the line is not UTF-8 (byte 0x{line[broken.start]:02X} at byte {broken.start + 1}); "
                "save the file as UTF-8 or name its encoding with --encoding"
            ) from None
        if "\0" in text:
            raise InputError("there is a NUL character in the line; remove it")
        return text

    def _refused(self, number: int, line: bytes | InputError, error: InputError) -> Problem:
        """A line that is no text: its document is kept out, once."""
        problem = refusal(self._source, number, line, error, guess=not self._guessed)
        self._guessed = True
        self._here(number).refuse(number, str(error))
        return problem

    def _here(self, line: int) -> Document:
        """The document that is being read; a new one at this line if none is."""
        if self._document is None:
            self._document = Document(self._file, line, self._fields, bare=self._setting("tags") == "io")
        return self._document

    def _setting(self, name: str) -> str:
        return self._options.settings.get(name, "auto")

    def _take(self, number: int, line: str) -> Iterator[Item]:
        if not line or line.isspace():
            yield from self._end_sentence()
        elif line[0] == "#" and is_comment(line, self._layout):
            yield from self._comment(number, line[1:].strip(" "))
        elif line.startswith(DOCUMENT_START):
            yield from self._end_sentence()
            yield from self._end_document()
            self._here(number)
        else:
            yield from self._token(number, line)

    def _comment(self, number: int, comment: str) -> Iterator[Item]:
        name, equals, value = comment.partition("=")
        name, value = name.strip(), value.removeprefix(" ")
        if name == "global.columns":
            self._names = value.split()
        elif name == "global.Entity":
            self._fields = fields_of(value)
            if self._document is not None:
                self._document.entities.fields = self._fields
        elif name in ("newdoc", "newdoc id"):
            yield from self._end_sentence()
            yield from self._end_document()
            self._here(number).key = value.strip()
        elif self._here(number).takes_comment(name, value, number):
            pass
        elif name == "text" or equals:
            self._sentence.comments.setdefault(name, value)
        else:
            self._sentence.comments.setdefault(comment, "")

    def _token(self, number: int, line: str) -> Iterator[Item]:
        if self._layout is None:
            self._layout = layout_of(line, self._names, self._options)
            yield from self._told_layout(number)
        layout = self._layout
        cells = layout.cells(line)
        document = self._here(number)
        document.tokens += 1
        if document.tokens > _MOST_TOKENS:
            document.refuse(number, f"the document has more than {_MOST_TOKENS:,} tokens; split it")
            self._sentence.rows.clear()
            return
        if len(cells) < layout.needed:
            document.refuse(number, f"the line has {len(cells)} of the {layout.needed} columns that are needed")
            return
        count = cells[layout.number] if layout.number is not None else ""
        misc = cells[layout.misc] if layout.misc is not None else ""
        form = cells[layout.token]
        if not form.strip():
            document.refuse(number, "the line’s token is empty")
            return
        row = Row(number, cells, form, count, "SpaceAfter=No" not in misc)
        rows = self._sentence.rows
        if not count or count.isdigit():
            rows.append(row)
        elif group := _GROUP.fullmatch(count):
            size = int(group[2]) - int(group[1]) + 1 if len(group[2]) < 9 else 1
            self._sentence.groups[len(rows)] = (len(rows) + size, row)
        elif not _EMPTY.fullmatch(count):
            rows.append(row)
        elif in_misc(misc, "Entity"):
            reason = "its entity stands on a word that was left out in the text (an empty node)"
            document.problems.append(Problem(self._file, number, reason, "span"))

    def _told_layout(self, number: int) -> Iterator[Remark]:
        assert self._layout is not None
        if unread := self._layout.unread():
            what = f"column {unread} is" if unread.isdigit() else f"columns {unread} are"
            yield Remark(self._file, number, f"{what} not kept; tokens and tags are")

    def _end_sentence(self) -> Iterator[Item]:
        sentence, self._sentence = self._sentence, Sentence()
        if not sentence.rows and not (sentence.comments and self._document and self._document.is_ours):
            return
        document = self._here(sentence.rows[0].line if sentence.rows else 0)
        document.take(sentence, self._layout)
        for what, text in document.remarks:
            if what not in self._told:
                self._told.add(what)
                yield Remark(self._file, sentence.rows[0].line if sentence.rows else 0, text)
        document.remarks.clear()

    def _end_document(self) -> Iterator[Item]:
        document, self._document = self._document, None
        if document is not None:
            yield from document.finished()
