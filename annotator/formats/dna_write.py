"""Records as a DNA project, all its tables included.

Texts are written as they are. Whether DNA's window counts a carriage return with its line feed as one is not known.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from annotator.formats.dna_documents import cells_of
from annotator.formats.dna_schema import FILL, LONGEST, PERMISSIONS, SCHEMA, VERSION
from annotator.formats.fitting import (
    ATTRIBUTES,
    Loss,
    with_spans,
    without_fragments,
    without_relations,
    without_span_details,
    without_suggestions,
)
from annotator.formats.quotes import mapper
from annotator.formats.sheet_cells import as_text
from annotator.formats.sheet_fit import EMPTY, NO_TEXT
from annotator.formats.sqlite_files import build
from annotator.formats.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.model.attribute import AttributeValue
    from annotator.model.record import Record, RecordSpan

    Rows = Iterator[tuple[str, tuple[Any, ...]]]

CUT = Loss(f"name or value beyond {LONGEST} characters", f"names or values beyond {LONGEST} characters", "cut short")

ACTOR, NOTE = "actor", "note"
"""Variables that every type has: whom a span points to, and the note on it."""
_NOBODY = 1
"""The administrator, whose statements are those that do not say whose they are."""
NOBODY_SETTING = "annotator:nobody"


def fitted(record: Record, losses: Losses) -> Record:
    """The record as its statements give it back."""
    record = without_suggestions(without_relations(record, losses), losses)
    record = without_span_details(record, losses, attributes=False, actors=False, notes=False)
    record = without_fragments(record, losses)
    record = replace(record, title=record.title if len(record.title) <= LONGEST else _cut(record.title, losses))
    return with_spans(record, [_fitted(span, losses) for span in record.spans], losses)


def _fitted(span: RecordSpan, losses: Losses) -> RecordSpan:
    attributes: dict[str, AttributeValue] = {}
    for name, value in sorted((span.attributes or {}).items()):
        name, text = _cut(name, losses), _cut(as_text(value), losses)
        if name in (ACTOR, NOTE) or name in attributes:
            losses[ATTRIBUTES] += 1
            continue
        if not isinstance(value, str):
            losses[NO_TEXT] += 1
        if text:
            attributes[name] = text
        else:
            losses[EMPTY] += 1
    return span._replace(
        label=_cut(span.label, losses),
        annotator=_cut(span.annotator, losses),
        actor=_cut(span.actor, losses),
        attributes=dict(sorted(attributes.items())) or None,
    )


def _cut(name: str, losses: Losses) -> str:
    if len(name) <= LONGEST:
        return name
    losses[CUT] += 1
    return name[:LONGEST].strip() or name.strip()[:LONGEST]


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
    """The database in pieces."""
    return build(SCHEMA, _Project(options).rows(records), FILL)


class _Project:
    """Gives ids to types, variables, entities and coders as they are met, and makes their rows."""

    def __init__(self, options: WriteOptions) -> None:
        self._password = options.settings.get("password", "")
        self._scheme = options.scheme
        self._types: dict[str, int] = {}
        self._variables: dict[tuple[int, str], int] = {}
        self._entities: dict[tuple[int, str], int] = {}
        self._coders: dict[str, int] = {"": _NOBODY}
        self._statement = count(1)
        self._values = count(1)

    def rows(self, records: Iterable[Record]) -> Rows:
        yield "SETTINGS", ("version", VERSION)
        yield "SETTINGS", (NOBODY_SETTING, str(_NOBODY))
        yield self._coder_row(_NOBODY, "Admin")
        for label in self._scheme.labels:
            yield from self._new_type(label.name[:LONGEST], label.colour)
        for number, record in enumerate(records, 1):
            cells = cells_of(record)
            named = (cells[name] for name in ("Author", "Source", "Section", "Notes", "Type", "Date"))
            yield "DOCUMENTS", (number, cells["Title"], record.text, _NOBODY, *named)
            units = mapper(record.text, Unit.UTF_16)
            for span in record.spans:
                start, stop = units.from_code_points(span.start), units.from_code_points(span.end)
                yield from self._statement_rows(span, number, start, stop)

    def _statement_rows(self, span: RecordSpan, document: int, start: int | None, stop: int | None) -> Rows:
        if span.label not in self._types:
            yield from self._new_type(span.label, "#444444")
        if span.annotator not in self._coders:
            self._coders[span.annotator] = len(self._coders) + 1
            yield self._coder_row(self._coders[span.annotator], span.annotator)
        kind, statement = self._types[span.label], next(self._statement)
        yield "STATEMENTS", (statement, kind, document, start, stop, self._coders[span.annotator])
        texts = {ACTOR: span.actor, **{name: str(value) for name, value in (span.attributes or {}).items()}}
        for name, value in texts.items():
            if not value:
                continue
            if (kind, name) not in self._variables:
                yield from self._new_variable(kind, name)
            variable = self._variables[kind, name]
            if (variable, value) not in self._entities:
                yield self._new_entity(variable, value)
            yield "DATASHORTTEXT", (next(self._values), statement, variable, self._entities[variable, value])
        if span.note:
            yield "DATALONGTEXT", (statement, statement, self._variables[kind, NOTE], span.note)

    def _new_type(self, name: str, colour: str) -> Rows:
        if name in self._types:
            return
        self._types[name] = number = len(self._types) + 1
        yield "STATEMENTTYPES", (number, name, *bytes.fromhex(colour[1:7]))
        yield from self._new_variable(number, ACTOR)
        yield from self._new_variable(number, NOTE, "long text")

    def _new_variable(self, kind: int, name: str, data_type: str = "short text") -> Rows:
        self._variables[kind, name] = number = len(self._variables) + 1
        yield "VARIABLES", (number, name, data_type, kind)
        if data_type == "short text":
            yield self._new_entity(number, "")

    def _new_entity(self, variable: int, value: str) -> tuple[str, tuple[Any, ...]]:
        self._entities[variable, value] = number = len(self._entities) + 1
        return "ENTITIES", (number, variable, value, 0, 0, 0, None)

    def _coder_row(self, number: int, name: str) -> tuple[str, tuple[Any, ...]]:
        first = number == _NOBODY
        allowed = [1 if first else default for default in PERMISSIONS.values()]
        return "CODERS", (number, name, 69, 212, 255, 0, 14, self._password, 300, 0, 0, 1, *allowed)
