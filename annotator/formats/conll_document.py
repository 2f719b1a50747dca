"""One document of a CoNLL file while it is read: its text so far, its tokens' places, tags and entities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from annotator.formats.base import LIMITS
from annotator.formats.conll_entities import Entities, Entity, in_misc
from annotator.formats.details import name_of, take_document_details
from annotator.formats.json_rows import parse, shorten
from annotator.formats.tags import decoded
from annotator.formats.text import refuse_large
from annotator.formats.titles import title_of
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordSpan
from annotator.model.span import Extent, canonical_fragments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.conll_layout import Layout
    from annotator.formats.conll_text import Sentence

_NOT_KEPT = frozenset(("text", "before", "after", "newpar"))
_NER = ("NER", "NE", "ner")
"""Names under which MISC has tags."""


class Document:
    """Sentences are taken one by one; at the end there is a record, or one reason why there is none."""

    def __init__(self, file: str, line: int, fields: tuple[str, ...], *, bare: bool) -> None:
        self.key = ""
        self.entities = Entities(fields)
        self.tokens = 0
        """Lines of tokens met so far."""
        self.problems: list[Problem] = []
        self.remarks: list[tuple[str, str]] = []
        """What and how, for things to be said once a file."""
        self._file = file
        self._line = line
        self._scheme = "io" if bare else "auto"
        self._refused: tuple[int, str] | None = None
        self._details: dict[str, Any] | None = None
        self._meta: dict[str, Any] = {}
        self._parts: list[str] = []
        self._length = 0
        self._spaced = True
        self._paragraphs: bool | None = None
        self._after = ""
        self._places: list[Extent] = []
        self._lines: list[int] = []
        self._whose: list[str] = []
        self._tags: list[list[str]] = []
        self._names: tuple[str, ...] = ()
        self._spans: list[RecordSpan] = []
        self._sentences: list[dict[str, Any]] = []

    @property
    def is_ours(self) -> bool:
        """Whether it says all of itself, as we write it."""
        return self._details is not None

    def refuse(self, line: int, reason: str) -> None:
        """Keep the document out; the first reason is told."""
        if self._refused is None:
            self._refused = (line, reason)
            self._parts.clear()

    def takes_comment(self, name: str, value: str, line: int) -> bool:
        """Take a comment that is about the document as a whole; False for others."""
        if name == "document" and value[:1] == "{":
            try:
                self._details = parse(value.encode(), "comment")
            except InputError as error:
                self.refuse(line, str(error))
            return True
        if name.startswith("meta::"):
            self._meta[name.removeprefix("meta::")] = value
            return True
        return name.startswith("global.")

    def take(self, sentence: Sentence, layout: Layout | None) -> None:
        """Put a sentence's text after what is there, and its tokens and tags with it."""
        if self._refused is not None:
            return
        placed = sentence.placed()
        if placed.missing:
            first = sentence.rows[0].line
            if self.is_ours:
                self.refuse(first, f"its text has no token “{shorten(placed.missing)}” where one should be")
                return
            self.remarks.append(
                (
                    "missing",
                    f"the token “{shorten(placed.missing)}” is not where it should be in the sentence’s “# text”: "
                    "this text, and any like it, was put together from its tokens",
                )
            )
        elif "text" not in sentence.comments and not self.is_ours:
            self.remarks.append(("text", "it says no text: it was put together from its tokens, a blank between two"))
        try:
            before = self._before(sentence)
        except InputError as error:
            self.refuse(sentence.rows[0].line if sentence.rows else self._line, str(error))
            return
        start = self._length + len(before)
        self._parts += (before, placed.text)
        self._length = start + len(placed.text)
        self._spaced = placed.spaced
        if self._length > LIMITS["text"]:
            self.refuse(self._line, "its text is too large; split it into shorter ones")
        elif layout is not None:
            self._take_tags(sentence, [Extent(start + a, start + b) for a, b in placed.places], layout)
        said = {name: value for name, value in sentence.comments.items() if name not in _NOT_KEPT}
        if said and not self.is_ours:
            self._sentences.append({"start": start, "end": self._length, **said})

    def _before(self, sentence: Sentence) -> str:
        """What parts a sentence's text from the one before; ours says so, or else is a blank."""
        comments = sentence.comments
        first = not self._parts
        if self.is_ours:
            self._after = _quoted(comments, "after", "")
            return _quoted(comments, "before", "" if first or not sentence.rows else " ")
        opens = any(name.split(" ")[0] == "newpar" for name in comments)
        if self._paragraphs is None:
            self._paragraphs = opens
        if first:
            return ""
        if self._paragraphs and not opens:
            return " " if self._spaced else ""
        return "\n"

    def _take_tags(self, sentence: Sentence, places: list[Extent], layout: Layout) -> None:
        if layout.start is not None and layout.end is not None and self.is_ours:
            for row, place in zip(sentence.rows, places, strict=True):
                if (row.cells[layout.start], row.cells[layout.end]) != (str(place.start), str(place.end)):
                    said = f"{shorten(row.cells[layout.start], 12)}–{shorten(row.cells[layout.end], 12)}"
                    self.refuse(
                        row.line,
                        f"its token “{shorten(row.form)}” is said to be at {said}, but is at {place.start}–{place.end}",
                    )
                    return
        if layout.misc is not None:
            self._take_misc(sentence, places, layout.misc)
        if not layout.tags:
            return
        columns = [[row.cells[column] for row in sentence.rows] for column in layout.tags]
        whose = [""] * len(places)
        if layout.annotator is not None:
            whose = [row.cells[layout.annotator].strip("-_ ") for row in sentence.rows]
        if self.is_ours:
            self._names = layout.names
            self._tags = self._tags or [[] for _ in columns]
            for all_, column in zip(self._tags, columns, strict=True):
                all_ += column
            self._places += places
            return
        lines = [row.line for row in sentence.rows]
        for column, name in zip(columns, layout.names, strict=True):
            self._decode(column, name, places, lines, whose)

    def _take_misc(self, sentence: Sentence, places: list[Extent], misc: int) -> None:
        lines = [row.line for row in sentence.rows]
        tags = []
        for row, place in zip(sentence.rows, places, strict=True):
            cell = row.cells[misc]
            if value := in_misc(cell, "Entity"):
                done, wrong = self.entities.take(value, place, row.line)
                for entity in done:
                    self._add_entity(entity)
                self.problems += [Problem(self._file, line, reason, "span") for line, reason in wrong]
            tags.append(next((tag for name in _NER if (tag := in_misc(cell, name))), "O"))
        self._decode(tags, "", places, lines, [""] * len(places))

    def _decode(self, tags: list[str], name: str, places: list[Extent], lines: list[int], whose: list[str]) -> None:
        for first, past, tagged in decoded(tags, "auto" if self.is_ours else self._scheme):
            label = unquote(tagged) if self.is_ours else (tagged or name or "span")
            start, end = places[first].start, places[past - 1].end
            self._add(RecordSpan(start, end, label, whose[first] if whose else ""), lines[first] if lines else 0)

    def _add_entity(self, entity: Entity) -> None:
        fragments = tuple((piece.start, piece.end) for piece in canonical_fragments(entity.pieces))
        start, end = min(piece.start for piece in entity.pieces), max(piece.end for piece in entity.pieces)
        self._add(
            RecordSpan(start, end, entity.label, fragments=fragments, attributes=entity.attributes or None), entity.line
        )

    def _add(self, span: RecordSpan, line: int) -> None:
        try:
            name_of(span.label, "label")
            if span.annotator:
                name_of(span.annotator, "annotator")
        except InputError as error:
            self.problems.append(Problem(self._file, line, str(error), "span"))
        else:
            self._spans.append(span)

    def finished(self) -> Iterator[Record | Problem]:
        """The record after the problems of its spans; one problem if it is kept out."""
        try:
            record = None if self._refused else self._record()
        except InputError as error:
            self.refuse(self._line, str(error))
            record = None
        if self._refused is not None:
            line, reason = self._refused
            yield Problem(self._file, line, reason)
        elif record is not None:
            for line, reason in self.entities.rest():
                self.problems.append(Problem(self._file, line, reason, "span"))
            yield from self.problems
            yield record

    def _record(self) -> Record | None:
        text = "".join(self._parts) + self._after
        if not text:
            if self.is_ours or self.key:
                raise InputError("its text is empty")
            return None
        refuse_large(text)
        record = Record(self.key or (self._file if self._line <= 1 else f"{self._file}:{self._line}"), text)
        record.file, record.line = self._file, self._line
        record.sha256 = text_sha256(text)
        if self._details is not None:
            self._take_details(record, self._details)
        else:
            record.meta = self._meta
            title = self._meta.get("title")
            record.title = title if title else title_of(text)
            if self._sentences:
                record.extra["sentences"] = self._sentences
        if len(record.key) > LIMITS["name"]:
            raise InputError(f"its id “{shorten(record.key)}” is longer than {LIMITS['name']} characters")
        record.spans = self._spans
        return record

    def _take_details(self, record: Record, details: dict[str, Any]) -> None:
        if details.get("characters", len(record.text)) != len(record.text):
            raise InputError(
                f"its text has {len(record.text)} characters of {shorten(str(details['characters']), 12)}; "
                "the file may have been cut off"
            )
        if details.get("sha256", record.sha256) != record.sha256:
            raise InputError("its text does not match its sha256: it was changed after the export; restore the text")
        key = details.get("key", self.key)
        if type(key) is not str:
            raise InputError("its “key” is no string")
        record.key = key
        take_document_details(record, details)
        annotator = details.get("annotator", "")
        if annotator:
            name_of(annotator, "annotator")
        for tags, name in zip(self._tags, self._names, strict=True):
            self._decode(tags, name, self._places, [], [annotator] * len(self._places))


def _quoted(comments: dict[str, str], name: str, otherwise: str) -> str:
    """A comment whose value is a JSON string of blanks."""
    if name not in comments:
        return otherwise
    value = parse(b'{"value":' + comments[name].encode() + b"}", "comment").get("value")
    if type(value) is not str or value.strip():
        raise InputError(f"its “# {name}” is no string of blanks")
    return value
