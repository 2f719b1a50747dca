"""What the sources of a REFI-QDA project refer to: users, codes, variables, notes, sets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.formats.refi_terms import child_text, children, guid, local
from annotator.formats.xml_files import iterparse
from annotator.model.document import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from annotator.formats.xml_files import Readable

SOURCES = ("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource")


class Variable(NamedTuple):
    """A variable of sources."""

    name: str
    kind: str


@dataclass(slots=True)
class Project:
    """All by their ids, in small letters."""

    root: str = ""
    users: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    """Their names from the outermost code on, with ``/`` between."""
    variables: dict[str, Variable] = field(default_factory=dict)
    notes: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Text of a note, and the path of the file that holds it where it is not there."""
    sets: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Source -> id and name of each set it is in."""
    values: dict[str, list[Any]] = field(default_factory=dict)
    """Source -> variables and values that cases give it."""

    def status_sets(self) -> dict[str, tuple[str, Status]]:
        """Ids of the sets that say how far an annotator is with their documents."""
        return {
            guid("set", status.value, name): (name, status) for name in ("", *self.users.values()) for status in Status
        }


def identity(value: str | None) -> str:
    """An id as all programs can mean it: some write braces or capital letters."""
    return (value or "").strip("{}").lower()


def survey(stream: Readable) -> Project:
    """What stands around the sources, which are passed over."""
    project = Project()
    path: list[str] = []
    depth = 0
    for event, element in iterparse(stream, ("start", "end")):
        name = local(element.tag)
        if event == "start":
            depth += 1
            project.root = project.root or name
            if name == "Code":
                path.append(element.get("name", ""))
                project.codes.setdefault(identity(element.get("guid")), "/".join(path))
            continue
        depth -= 1
        if name == "Code":
            path.pop()
        elif name == "User":
            project.users[identity(element.get("guid"))] = element.get("name") or element.get("id") or ""
        elif name == "Variable":
            kind = element.get("typeOfVariable", "Text")
            project.variables[identity(element.get("guid"))] = Variable(element.get("name", ""), kind)
        elif name == "Note":
            text = child_text(element, "PlainTextContent") or child_text(element, "Description")
            project.notes[identity(element.get("guid"))] = text, element.get("plainTextPath", "")
        elif name == "Set":
            for member in children(element, "MemberSource"):
                where = project.sets.setdefault(identity(member.get("targetGUID")), [])
                where.append((identity(element.get("guid")), element.get("name", "")))
        elif name == "Case":
            values = list(values_of(element))
            for member in children(element, "SourceRef"):
                project.values.setdefault(identity(member.get("targetGUID")), []).extend(values)
        if name in SOURCES or depth <= 2:
            element.clear()
    return project


def sources(stream: Readable) -> Iterator[Element]:
    """The sources one after the other; each is emptied when the next is asked for."""
    holder: Element | None = None
    for event, element in iterparse(stream, ("start", "end")):
        name = local(element.tag)
        if event == "start":
            if name == "Sources":
                holder = element
        elif name in SOURCES:
            yield element
            if holder is not None:
                holder.clear()


def values_of(element: Element) -> Iterator[tuple[str, str, str]]:
    """Variable, kind and text of each value an element has."""
    for value in children(element, "VariableValue"):
        variable = next((identity(ref.get("targetGUID")) for ref in children(value, "VariableRef")), "")
        for said in value:
            if (name := local(said.tag)).endswith("Value"):
                yield variable, name.removesuffix("Value"), said.text or ""
