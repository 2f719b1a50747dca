"""``annotation.conf``: which labels, relations, events and attributes brat offers in a folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.formats.brat_names import escaped, unescaped
from annotator.model.attribute import Attribute
from annotator.model.scheme import Label, RelationType, Scheme, free_colour, free_key

if TYPE_CHECKING:
    from annotator.model.attribute import AttributeValue

_SECTION = re.compile(r"\[(\w+)\]\s*")
_NAME = re.compile(r"\t*!?([A-Za-z0-9_-]+)(?:[ \t]+(.*))?")
_VALUES = re.compile(r"\bValue:([^,\s]+)")


class Used:
    """What the documents of an export use, in the order of first use."""

    def __init__(self) -> None:
        self.labels: dict[str, None] = {}
        self.relations: dict[str, None] = {}
        self.events: dict[str, dict[str, None]] = {}
        """Type -> its roles."""
        self.attributes: dict[str, dict[str, None]] = {}
        """Name -> its values; none for one that is there or not."""

    def event(self, name: str, roles: list[str]) -> None:
        self.events.setdefault(name, {}).update(dict.fromkeys(roles))

    def attribute(self, name: str, value: AttributeValue) -> None:
        values = self.attributes.setdefault(name, {})
        if isinstance(value, str):
            values.setdefault(value)


def configuration(scheme: Scheme, used: Used) -> bytes:
    """The file that lets brat show and edit what an export holds and its scheme allows."""
    labels = dict.fromkeys([*(label.name for label in scheme.labels), *used.labels])
    types = dict.fromkeys([*(kind.name for kind in scheme.relation_types), *used.relations])
    values = {name: dict(found) for name, found in used.attributes.items()}
    for attribute in scheme.attributes:
        found = values.setdefault(attribute.name, {})
        if attribute.type in ("choice", "choices"):
            found.update(dict.fromkeys(attribute.choices))
    lines = ["[entities]", *(escaped(name) for name in labels if name not in used.events)]
    lines += ["", "[relations]"]
    lines += [f"{escaped(name)}\tArg1:<ANY>, Arg2:<ANY>" for name in types]
    lines += ["", "[events]"]
    for name, roles in used.events.items():
        arguments = ", ".join(f"{escaped(role)}*:<ANY>" for role in roles)
        lines.append(f"{escaped(name)}\t{arguments}" if arguments else escaped(name))
    lines += ["", "[attributes]"]
    for name, found in values.items():
        choices = f", Value:{'|'.join(escaped(value) for value in found)}" if found else ""
        lines.append(f"{escaped(name)}\tArg:<ANY>{choices}")
    return ("\n".join(lines) + "\n").encode("ascii")


def scheme_of(text: str) -> Scheme:
    """The scheme that an ``annotation.conf`` describes: entities and events as labels, relations, attributes with
    their values, each in the file's order. Lines that are none of brat's are passed, as brat passes them."""
    found: dict[str, dict[str, str]] = {"entities": {}, "events": {}, "relations": {}, "attributes": {}}
    section: dict[str, str] = {}
    for line in text.splitlines():
        if heading := _SECTION.fullmatch(line):
            section = found.get(heading[1], {})
        elif match := _NAME.fullmatch(line.rstrip()):
            section.setdefault(unescaped(match[1]), match[2] or "")
    labels: list[Label] = []
    for name in {**found["entities"], **found["events"]}:
        key = free_key(name, [label.key for label in labels])
        labels.append(Label(name, key, free_colour([label.colour for label in labels])))
    attributes = []
    for name, arguments in found["attributes"].items():
        values = _VALUES.search(arguments)
        choices = tuple(unescaped(value) for value in values[1].split("|")) if values else ()
        attributes.append(Attribute(name, "choice" if choices else "flag", choices))
    return Scheme(tuple(labels), tuple(RelationType(name) for name in found["relations"]), tuple(attributes))
