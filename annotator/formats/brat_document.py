"""What the ``.ann`` file of one document says, onto its record.

Textbound annotations (T) become spans; relations (R), equivalences (*) and the roles of events (E) relations; an
event is its trigger's span. Attributes (A, M), normalisations (N) and notes (#) join the span or relation of which
they speak. What a record has no field for is kept in ``extra``: ``events`` (id -> type), ``references``, ``notes``
of a span; ``event``, ``source``, ``target``, ``roles``, ``attributes``, ``note`` of a relation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from annotator.formats import beside as details
from annotator.formats.base import LIMITS, ReadOptions, Remark
from annotator.formats.brat_lines import Link, Part, Word, parsed
from annotator.formats.brat_names import joined_at_breaks, one_line, shown, unescaped
from annotator.formats.brat_places import located_pieces
from annotator.formats.json_rows import shorten, string_or_empty
from annotator.formats.units import Unit
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordRelation, RecordSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ARGUMENTS = ["Arg1", "Arg2"]


@dataclass(slots=True)
class _Span:
    span: RecordSpan
    line: int
    attributes: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    actor: str = ""
    annotator: str = ""
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Relation:
    id: str
    """Its own (R), its event's (E), or none (*)."""
    type: str
    ends: tuple[str, str]
    file: str
    line: int
    extra: dict[str, Any] = field(default_factory=dict)
    annotator: str = ""
    details: dict[str, Any] = field(default_factory=dict)


def read_marks(
    record: Record, files: Mapping[str, str], options: ReadOptions, marked: bool
) -> Iterator[Problem | Remark]:
    """Add the good annotations of a document's files (name -> content) to its record, and name the others.

    ``marked`` tells that a byte order mark was taken from the text, which some tools count as a character.
    """
    yield from _Document(record, options.unit or Unit.CODE_POINT, marked).read(files)


class _Document:
    """The annotations of one document while they find each other."""

    def __init__(self, record: Record, unit: Unit, marked: bool) -> None:
        self.record, self.unit = record, unit
        self.marked = marked
        self.shift: int | None = None if marked else 0
        self.file = record.file
        self.spans: dict[str, _Span] = {}
        self.relations: list[_Relation] = []
        self.named: dict[str, _Relation] = {}
        self.triggers: dict[str, str] = {}
        """Event -> its trigger."""
        self.targets: dict[str, str] = {}
        """Attribute or normalisation -> what it speaks of, for notes on it."""
        self.said: list[Problem | Remark] = []

    def read(self, files: Mapping[str, str]) -> Iterator[Problem | Remark]:
        lines = [(file, item) for file, content in files.items() for item in self._parsed(file, content)]
        for file, item in lines:
            self.file = file
            if isinstance(item, Part):
                self._span(item)
        for kinds in ("E", "R*"):
            for file, item in lines:
                self.file = file
                if isinstance(item, Link) and (item.id[:1] or "*") in kinds:
                    self._event(item) if kinds == "E" else self._relation(item)
        for kinds in ("AMN", "#"):
            for file, item in lines:
                self.file = file
                if isinstance(item, Word) and item.id[:1] in kinds:
                    self._word(item)
        self._finish()
        yield from self.said

    def _parsed(self, file: str, content: str) -> Iterator[Part | Link | Word]:
        for number, line in enumerate(content.split("\n"), 1):
            line = line.rstrip("\r")
            if not line.strip():
                continue
            try:
                yield parsed(number, line)
            except InputError as error:
                if line[0] in "AMN#":
                    self.said.append(Remark(file, number, f"left out: {error}"))
                else:
                    rejects = "relation" if line[0] in "RE*" else "span"
                    self.said.append(Problem(file, number, str(error), rejects))  # type: ignore[arg-type]

    def _bad(self, item: Part | Link, error: object) -> None:
        what = item.id or "an equivalence"
        self.said.append(
            Problem(self.file, item.line, f"{what}: {error}", "span" if isinstance(item, Part) else "relation")
        )

    def _span(self, item: Part) -> None:
        try:
            self.spans[item.id] = self._made(item)
        except InputError as error:
            self._bad(item, error)

    def _made(self, item: Part) -> _Span:
        if item.id in self.spans:
            raise InputError("there is another of this id")
        if len(item.label) > LIMITS["name"] or not item.label.strip():
            raise InputError(f"its label is empty or longer than {LIMITS['name']} characters")
        pieces = located_pieces(self.record.text, self._shifted(item), item.quote, self.unit)
        pieces = joined_at_breaks(self.record.text, pieces)
        return _Span(details.with_pieces(RecordSpan(0, 1, item.label), pieces), item.line)

    def _shifted(self, item: Part) -> tuple[tuple[int, int], ...]:
        """The places of a span, less one where the file counts the byte order mark."""
        moved = tuple((start - 1, end - 1) for start, end in item.places)
        if self.shift is None and item.quote is not None:
            try:
                located_pieces(self.record.text, item.places, item.quote, self.unit)
                self.shift = 0
            except InputError:
                try:
                    located_pieces(self.record.text, moved, item.quote, self.unit)
                except InputError:
                    return item.places
                self.shift = 1
                self.said.append(Remark(self.file, 0, "its offsets count the byte order mark of the text; read so"))
        return moved if self.shift else item.places

    def _event(self, item: Link) -> None:
        trigger = item.arguments[0][1]
        if trigger not in self.spans or item.id in self.triggers:
            why = "there is another of this id" if item.id in self.triggers else _missing(trigger)
            for _ in item.arguments[1:]:
                self._bad(item, why)
            if len(item.arguments) == 1:
                self.said.append(Remark(self.file, item.line, f"{item.id} is left out: {why}"))
            return
        self.triggers[item.id] = trigger
        self.spans[trigger].extra.setdefault("events", {})[item.id] = item.type
        # Roles may point to events of later lines.
        self.relations += [
            _Relation(item.id, role, (item.id, target), self.file, item.line) for role, target in item.arguments[1:]
        ]

    def _relation(self, item: Link) -> None:
        ends = [target for _, target in item.arguments]
        if item.id in self.named:
            self._bad(item, "there is another of this id")
            return
        for pair in pairwise(ends):
            made = _Relation(item.id, item.type, pair, self.file, item.line)
            if item.id:
                self.named[item.id] = made
                roles = [role for role, _ in item.arguments]
                if roles != ARGUMENTS:
                    made.extra["roles"] = roles
            self.relations.append(made)

    def _word(self, item: Word) -> None:
        target = self.targets.get(item.target, item.target)
        self.targets[item.id] = target
        event = target if target in self.triggers else ""
        found = self.spans.get(self.triggers.get(target, target)) or self.named.get(target)
        if found is None:
            self.said.append(Remark(self.file, item.line, f"{item.id} is left out: {_missing(item.target)}"))
        elif item.id[0] == "#":
            self._note(found, item)
        elif item.id[0] == "N":
            reference = {"type": item.type, "reference": item.value, "text": item.text}
            own = item.value.startswith("Actor:") and isinstance(found, _Span) and not found.actor
            if isinstance(found, _Span) and not found.actor:
                found.actor = item.text if item.text.strip() and len(item.text) <= LIMITS["name"] else ""
            if not (own and found.actor):  # type: ignore[union-attr]
                found.extra.setdefault("references", []).append(reference)
        else:
            self._attribute(found, item, event)

    def _attribute(self, found: _Span | _Relation, item: Word, event: str) -> None:
        if isinstance(found, _Relation):
            attributes = found.extra.setdefault("attributes", {})
        elif event and len(found.extra["events"]) > 1:
            attributes = found.extra.setdefault("event_attributes", {}).setdefault(event, {})
        else:
            attributes = found.attributes
        value: Any = unescaped(item.value) if item.value else True
        if item.type in attributes:
            before = attributes[item.type]
            value = [str(one) for one in (*(before if isinstance(before, list) else [before]), value)]
        attributes[item.type] = value

    def _note(self, found: _Span | _Relation, item: Word) -> None:
        text = item.text
        if item.type == "Details":
            try:
                found.details = details.taken(text)
            except InputError as error:
                self.said.append(Remark(self.file, item.line, f"{item.id} is left out: {error}"))
        elif item.type == "Annotator" and not found.annotator and text.strip() and len(text) <= LIMITS["name"]:
            found.annotator = text
        elif item.type == "AnnotatorNotes" and isinstance(found, _Span):
            found.note = f"{found.note}\n{text}" if found.note else text
        elif item.type == "AnnotatorNotes" and "note" not in found.extra:
            found.extra["note"] = text
        else:
            found.extra.setdefault("notes", []).append([item.type, text])

    def _finish(self) -> None:
        numbers: dict[str, int] = {}
        for own, made in self.spans.items():
            try:
                self.record.spans.append(self._finished(made))
                numbers[own] = len(self.record.spans)
            except InputError as error:
                self.said.append(Problem(self.file, made.line, f"{own}: its details are broken: {error}", "span"))
        for relation in self.relations:
            try:
                self.record.relations.append(self._linked(relation, numbers))
            except InputError as error:
                what = relation.id or "an equivalence"
                self.said.append(Problem(relation.file, relation.line, f"{what}: {error}", "relation"))

    def _linked(self, made: _Relation, numbers: dict[str, int]) -> RecordRelation:
        head, tail = (self._end(end, numbers) for end in made.ends)
        if len(made.type) > LIMITS["name"] or not made.type.strip():
            raise InputError(f"its type is empty or longer than {LIMITS['name']} characters")
        for name, end in zip(("event" if made.id == made.ends[0] else "source", "target"), made.ends, strict=True):
            if end in self.triggers:
                made.extra[name] = end
        relation = RecordRelation(made.type, head, tail, made.annotator, made.extra or None)
        return details.onto_relation(relation, made.details)

    def _finished(self, made: _Span) -> RecordSpan:
        said = dict(made.details)
        if "note" in said and one_line(string_or_empty(said, "note")) != made.note:
            del said["note"]  # somebody has changed the note that brat shows
        text = self.record.text
        pieces = details.exact(said, details.pieces_of(made.span), lambda pieces: shown(text, pieces), len(text))
        span = details.with_pieces(made.span, pieces)._replace(
            note=made.note,
            actor=made.actor,
            annotator=made.annotator,
            attributes=dict(sorted(made.attributes.items())) or None,
            extra=made.extra or None,
        )
        return details.onto_span(span, said)

    def _end(self, own: str, numbers: dict[str, int]) -> int:
        span = self.triggers.get(own, own)
        if span not in numbers:
            raise InputError(_missing(own))
        return numbers[span]


def _missing(own: str) -> str:
    return f"it speaks of {shorten(own)}, which is not there or was not taken"
