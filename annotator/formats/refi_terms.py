"""Words of REFI-QDA (https://www.qdasoftware.org), the exchange format of programs for qualitative analysis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

PROJECT_SPACE, CODEBOOK_SPACE = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
PROJECT = "project.qde"
"""What the project is called in its archive; texts lie beside it in the folder Sources."""

UUID_SHAPE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT_SHAPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?")

_SPACE = UUID("b1d3f7f6-52c6-5b2c-8f0e-6c1f0a7d9e44")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARKUP = re.compile('[&<>"\t\n\r]')


def guid(*parts: object) -> str:
    """An id that depends on nothing but what it identifies, so that merging two exports doubles nothing."""
    return str(uuid5(_SPACE, repr(parts)))


KEY_VARIABLE, LANGUAGE_VARIABLE = guid("variable", "document"), guid("variable", "language")
"""Variables that hold what a source has no attribute for."""


def legal(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def is_legal(text: str) -> bool:
    return _ILLEGAL.search(text) is None


def escaped(text: str) -> str:
    """Text as it stands in an element or attribute and comes back to the character, line ends included."""
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", text)


def attributes(**values: str) -> str:
    """Attributes of an element, those that say something."""
    return "".join(f' {name}="{escaped(value)}"' for name, value in values.items() if value)


def local(tag: str) -> str:
    """The name of an element without its namespace, of which several versions are about."""
    return tag.rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if local(child.tag) == name)


def child_text(element: Element, name: str) -> str:
    """The text of the first child of this name; empty if there is none."""
    return next((child.text or "" for child in children(element, name)), "")


def code_path(label: str) -> list[str]:
    """A label as names of codes, each within the one before: ``speech/threat`` lies in ``speech``."""
    names = label.split("/")
    return names if all(name.strip() for name in names) else [label]
