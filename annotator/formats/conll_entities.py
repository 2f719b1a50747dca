"""Entities in the MISC column of CoNLL-U: ``Entity=(3-person-new(4-place)``, closed by ``3)``.

The header ``# global.Entity`` names the fields between the dashes; the first, the group, tells which entities are the
same one, and which bracket closes which. An entity in pieces counts them: ``(e1[1/2]``. Source: CorefUD 1.0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from annotator.formats.json_rows import shorten
from annotator.model.span import Extent

if TYPE_CHECKING:
    from annotator.model.attribute import AttributeValue

DEFAULT_FIELDS = ("eid", "etype", "head", "other")
_BRACKET = re.compile(r"(\(?)([^()]*)(\)?)")
"""A name with a bracket on either side; it matches everywhere, so that no value takes more than linear time."""
_PART = re.compile(r"(.*)\[([0-9]{1,4})/([0-9]{1,4})\]")


class Entity(NamedTuple):
    """An entity that was closed: its pieces, label, fields, and the line it began in."""

    pieces: list[Extent]
    label: str
    attributes: dict[str, AttributeValue]
    line: int


@dataclass(slots=True)
class _Open:
    start: int
    fields: dict[str, str]
    line: int


@dataclass(slots=True)
class Entities:
    """The entities of a document that are open, and the pieces of those in pieces."""

    fields: tuple[str, ...] = DEFAULT_FIELDS
    _open: dict[str, list[_Open]] = field(default_factory=dict)
    _pieces: dict[str, list[tuple[Extent, _Open]]] = field(default_factory=dict)

    def take(self, value: str, place: Extent, line: int) -> tuple[list[Entity], list[tuple[int, str]]]:
        """What the value of ``Entity`` at a token closes, and what is wrong with it (line, reason)."""
        done: list[Entity] = []
        wrong: list[tuple[int, str]] = []
        for found in _BRACKET.finditer(value):
            opens, name, closes = found.groups()
            if opens:
                names = self.fields
                said = dict(zip(names, name.split("-", len(names) - 1), strict=False))
                group = said.get(self._group, "")
                self._open.setdefault(group, []).append(_Open(place.start, said, line))
                if closes:
                    self._close(group, place.end, done)
            elif closes and not self._close(name, place.end, done):
                wrong.append((line, f"the entity “{shorten(name)}” ends here but begins nowhere"))
        return done, wrong

    def rest(self) -> list[tuple[int, str]]:
        """What is still open at the end of a document: the line, and why it is no span."""
        return [
            (one.line, f"the entity “{shorten(group)}” begins here but does not end")
            for group, opened in self._open.items()
            for one in opened
        ] + [
            (pieces[0][1].line, f"the entity “{shorten(group)}” lacks some of its pieces")
            for group, pieces in self._pieces.items()
        ]

    @property
    def _group(self) -> str:
        return self.fields[0]

    def _close(self, group: str, end: int, done: list[Entity]) -> bool:
        opened = self._open.get(group)
        if not opened:
            return False
        one = opened.pop()
        if not opened:
            del self._open[group]
        extent = Extent(one.start, end)
        part = _PART.fullmatch(group)
        if part is None:
            done.append(self._entity([extent], one))
            return True
        whole = f"{part[1]}[{part[3]}]"
        pieces = self._pieces.setdefault(whole, [])
        pieces.append((extent, one))
        if len(pieces) >= int(part[3]):
            del self._pieces[whole]
            first = pieces[0][1]
            first.fields[self._group] = part[1]
            done.append(self._entity([piece for piece, _ in pieces], first))
        return True

    def _entity(self, pieces: list[Extent], one: _Open) -> Entity:
        said = dict(one.fields)
        label = said.pop("etype", "") or "entity"
        attributes: dict[str, AttributeValue] = {name: value for name, value in sorted(said.items()) if value}
        return Entity(pieces, label, attributes, one.line)


def fields_of(header: str) -> tuple[str, ...]:
    """The fields that ``# global.Entity = GRP-etype-...`` names."""
    return tuple(name.strip() for name in header.split("-")) if header.strip() else DEFAULT_FIELDS


def in_misc(cell: str, name: str) -> str:
    """The value of ``name=`` in a MISC column; empty if it is not there."""
    for part in cell.split("|"):
        if part.startswith(name + "="):
            return part[len(name) + 1 :]
    return ""
