"""Records to ``.txt`` and ``.ann`` files, ``annotation.conf``, and the listing of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats import beside as details
from annotator.formats import folders
from annotator.formats.base import Piece, WriteOptions
from annotator.formats.brat_conf import Used, configuration
from annotator.formats.brat_events import Events
from annotator.formats.brat_names import escaped, is_line, one_line, shown, split_at_breaks
from annotator.model.document import text_sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.model.record import Record, RecordRelation, RecordSpan

_OUR_NOTES = ("AnnotatorNotes", "Annotator", "Details")


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[Piece]:
    """Yield the files of a folder; each record is as ``fit`` made it."""
    used = Used()
    for record in records:
        stem = folders.safe_stem(record.key, (".txt", ".ann"))
        yield Piece(f"{stem}.txt", record.text.encode("utf-8"))
        yield Piece(f"{stem}.ann", _Lines(record, used).data())
        yield Piece(folders.LISTING, folders.listed(record, stem, sha256=text_sha256(record.text)))
    yield Piece("annotation.conf", configuration(options.scheme, used))


class _Lines:
    """The lines of one ``.ann`` file, numbered by kind."""

    def __init__(self, record: Record, used: Used) -> None:
        self.record, self.used = record, used
        self.lines: list[str] = []
        self.counts: dict[str, int] = {}
        self.events = Events(record)

    def data(self) -> bytes:
        for number, span in enumerate(self.record.spans, 1):
            self._span(number, span)
        for number, event, type_ in self.events.all():
            roles = self.events.roles(event)
            self.used.event(type_, [relation.type for relation in roles])
            words = [f"{escaped(type_)}:T{number}"]
            words += [f"{escaped(relation.type)}:{self.events.target(relation)}" for relation in roles]
            self.lines.append(f"{event}\t{' '.join(words)}")
        for relation in self.record.relations:
            if not self.events.is_role(relation):
                self._relation(relation)
        return "".join(line + "\n" for line in self.lines).encode("utf-8")

    def _add(self, kind: str, rest: str) -> str:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        own = f"{kind}{self.counts[kind]}"
        self.lines.append(f"{own}\t{rest}")
        return own

    def _span(self, number: int, span: RecordSpan) -> None:
        text, own = self.record.text, f"T{number}"
        pieces = details.pieces_of(span)
        parts = split_at_breaks(text, pieces)
        places = ";".join(f"{start} {end}" for start, end in parts)
        words = " ".join(text[start:end] for start, end in parts).replace("\t", " ")
        self._add("T", f"{escaped(span.label)} {places}\t{words}")
        if number not in self.events.triggers:
            self.used.labels.setdefault(span.label)
        target = self.events.of(number) or own
        left = details.of_span(span, ("annotator", "note", "actor", "attributes", "extra"))
        attributes = {name: value for name, value in (span.attributes or {}).items() if not _is_plain(value)}
        for name, value in (span.attributes or {}).items():
            if name not in attributes:
                self.used.attribute(name, value)
                self._add("A", f"{escaped(name)} {target}" + ("" if value is True else f" {escaped(str(value))}"))
        extra = {key: value for key, value in (span.extra or {}).items() if not self.events.is_natural(number, key)}
        references, notes = _references(extra.get("references")), _notes(extra.get("notes"))
        if _shows_actor(span.actor, references):
            # The first reference's name is the actor already.
            del extra["references"]
        else:
            if is_line(span.actor):
                self._add("N", f"Reference {own} Actor:{escaped(span.actor)}\t{span.actor}")
            elif span.actor:
                left["actor"] = span.actor
            if references and is_line(span.actor):
                del extra["references"]
            else:
                references = []
        for reference in references:
            self._add("N", f"{escaped(reference['type'])} {own} {reference['reference']}\t{reference['text']}")
        left.update({"attributes": attributes} if attributes else {})
        if notes:
            del extra["notes"]
        left.update({"extra": extra} if extra else {})
        left.update({"pieces": pieces} if shown(text, pieces) != pieces else {})
        self._notes(own, span.annotator, span.note, left, notes)

    def _notes(self, own: str, annotator: str, note: str, left: dict[str, Any], more: list[list[str]]) -> None:
        if note:
            if not is_line(note):
                left["note"] = note
            if one_line(note):
                self._add("#", f"AnnotatorNotes {own}\t{one_line(note) if 'note' in left else note}")
        for type_, text in more:
            self._add("#", f"{escaped(type_)} {own}\t{text}")
        if is_line(annotator):
            self._add("#", f"Annotator {own}\t{annotator}")
        elif annotator:
            left["annotator"] = annotator
        if left:
            self._add("#", f"Details {own}\t{details.written(left)}")

    def _relation(self, relation: RecordRelation) -> None:
        self.used.relations.setdefault(relation.type)
        if relation.type == "Equiv" and not relation.annotator and not relation.extra:
            self.lines.append(f"*\tEquiv T{relation.head} T{relation.tail}")
            return
        extra = dict(relation.extra or {})
        roles = extra.get("roles")
        if (
            isinstance(roles, list)
            and len(roles) == 2
            and all(_is_plain(role) for role in roles)
            and roles != _ARGUMENTS
        ):
            del extra["roles"]
        else:
            roles = _ARGUMENTS
        ends = [f"T{relation.head}", f"T{relation.tail}"]
        for place, name in enumerate(("source", "target")):
            if self.events.belongs(extra.get(name), (relation.head, relation.tail)[place]):
                ends[place] = extra.pop(name)
        note = extra.get("note")
        note = extra.pop("note") if isinstance(note, str) and is_line(note) else ""
        words = " ".join(f"{escaped(role)}:{end}" for role, end in zip(roles, ends, strict=True))
        own = self._add("R", f"{escaped(relation.type)} {words}")
        self._notes(own, relation.annotator, note, {"extra": extra} if extra else {}, [])


_ARGUMENTS = ["Arg1", "Arg2"]


def _is_plain(value: object) -> bool:
    """Whether an attribute's value is what an ``A`` line can say: yes, or a word."""
    return value is True or (isinstance(value, str) and bool(value.strip()))


def _references(found: object) -> list[dict[str, str]]:
    """The normalisations that can be written as such: all of them, or none."""
    if not isinstance(found, list) or not found:
        return []
    for item in found:
        if not (isinstance(item, dict) and item.keys() == {"type", "reference", "text"}):
            return []
        if not all(isinstance(value, str) for value in item.values()) or item["reference"].startswith("Actor:"):
            return []
        if not item["type"].strip() or not is_line(item["reference"]) or len(item["reference"].split()) != 1:
            return []
        if item["text"] and not is_line(item["text"]):
            return []
    return found


def _shows_actor(actor: str, references: list[dict[str, str]]) -> bool:
    """Whether reading these normalisations gives this actor."""
    names = [item["text"] for item in references if item["text"]]
    return bool(references) and actor == (names[0] if names else "") and len(actor) <= 1000


def _notes(found: object) -> list[list[str]]:
    """The notes of other types that can be written as such: all of them, or none."""
    if not isinstance(found, list) or not found:
        return []
    for item in found:
        if not (isinstance(item, list) and len(item) == 2 and all(isinstance(word, str) for word in item)):
            return []
        if not item[0].strip() or item[0] in _OUR_NOTES or not is_line(item[1]):
            return []
    return found
