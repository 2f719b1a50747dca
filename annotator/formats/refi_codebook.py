"""Codebooks of REFI-QDA: labels as codes, ``a/b`` as the code b within the code a."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.formats.details import name_of, refuse_nul
from annotator.formats.refi_terms import (
    CODEBOOK_SPACE,
    attributes,
    child_text,
    children,
    code_path,
    escaped,
    guid,
    legal,
    local,
)
from annotator.formats.xml_files import parse
from annotator.model.errors import InputError
from annotator.model.scheme import Label, free_colour, free_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from annotator.model.scheme import Scheme

_COLOUR = re.compile("#[0-9a-f]{6}")


class Codes:
    """Labels as a tree of codes, the scheme's first and in its order."""

    def __init__(self, scheme: Scheme) -> None:
        self._labels = {legal(label.name): label for label in scheme.labels}
        self._below: dict[str, dict[str, None]] = {"": {}}
        """Path of a code -> the paths of those right within it; empty for the outermost."""
        for name in self._labels:
            self.guid_of(name)

    def guid_of(self, label: str) -> str:
        """The id of a label's code, which is in the tree from now on."""
        path = ""
        for name in code_path(label):
            inner = f"{path}/{name}" if path else name
            self._below[path].setdefault(inner)
            self._below.setdefault(inner, {})
            path = inner
        return guid("code", path)

    def xml(self) -> str:
        return "<Codes>\n" + "".join(self._code(path, "") for path in self._below[""]) + "</Codes>\n"

    def _code(self, path: str, above: str) -> str:
        label = self._labels.get(path)
        name = path[len(above) :]
        attached = attributes(guid=guid("code", path), name=name, isCodable="true", color=label.colour if label else "")
        definition = (
            f"<Description>{escaped(legal(label.definition))}</Description>" if label and label.definition else ""
        )
        inner = "".join(self._code(below, path + "/") for below in self._below[path])
        return f"<Code{attached}>{definition}{inner}</Code>\n"


def write_codebook(scheme: Scheme, besides: tuple[str, ...] = ()) -> bytes:
    """The labels of a scheme, and others by name, as a .qdc file."""
    codes = Codes(scheme)
    for name in besides:
        codes.guid_of(legal(name))
    root = attributes(xmlns=CODEBOOK_SPACE, origin="Annotator")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<CodeBook{root}>\n{codes.xml()}</CodeBook>\n'.encode()


def read_codebook(data: bytes) -> tuple[Label, ...]:
    """The labels of a codebook (.qdc), or of the project's XML (.qde), in its order.

    A code that only holds others (``isCodable="false"``) is none. InputError for anything amiss.
    """
    root = parse(data)
    if local(root.tag) not in ("CodeBook", "Project"):
        raise InputError(f"its root element is {local(root.tag)[:40]}, not the CodeBook of REFI-QDA")
    codes = next((element for element in root.iter() if local(element.tag) == "Codes"), None)
    if codes is None:
        raise InputError("it has no element Codes")
    labels: list[Label] = []
    for path, code in _walk(codes, ""):
        name_of(path, "code")
        refuse_nul(path)
        if code.get("isCodable", "true") == "false" or path in [label.name for label in labels]:
            continue
        colour = code.get("color", "").lower()
        labels.append(
            Label(
                path,
                free_key(path, {label.key for label in labels}),
                colour if _COLOUR.fullmatch(colour) else free_colour({label.colour for label in labels}),
                definition=child_text(code, "Description"),
                position=len(labels),
            )
        )
    if not labels:
        raise InputError("it has no code")
    return tuple(labels)


def _walk(codes: Element, above: str) -> Iterator[tuple[str, Element]]:
    for code in children(codes, "Code"):
        path = above + code.get("name", "")
        yield path, code
        yield from _walk(code, path + "/")
