"""GATE XML as the same values that gatenlp's JSON has.

Offsets are where the nodes stand in the text, whatever their ids count.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from annotator.formats import xml_files
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WHOLE = ("java.lang.Integer", "java.lang.Long", "java.lang.Short")
_PARTS = ("java.lang.Double", "java.lang.Float")


def as_json(data: bytes) -> dict[str, Any]:
    """The document of an XML file, in code points. InputError if it is none of GATE's."""
    root = xml_files.parse(data)
    if root.tag != "GateDocument":
        raise InputError(f"its outermost element is “{root.tag[:40]}”, not GateDocument")
    nodes = root.find("TextWithNodes")
    if nodes is None:
        raise InputError("it has no TextWithNodes, which holds the text of the document")
    text, where = _text(nodes)
    sets: dict[str, dict[str, Any]] = {}
    relations: list[dict[str, Any]] = []
    for found in root.findall("AnnotationSet"):
        name = found.get("Name", "")
        annotations = sets.setdefault(name, {"annotations": []})["annotations"]
        annotations += [_annotation(item, where) for item in found.findall("Annotation")]
    for found in root.findall("RelationSet"):
        name = found.get("Name", "")
        relations += [link for item in found.findall("Relation") for link in _links(item, name)]
    features: dict[str, Any] = _features(root.find("GateDocumentFeatures"))
    if relations:
        features["details"] = {"relations": relations}
    return {"text": text, "features": features, "annotation_sets": sets}


def _text(nodes: Element) -> tuple[str, dict[str, int]]:
    """The text, and where each node stands in it."""
    parts, length, where = [nodes.text or ""], len(nodes.text or ""), {}
    for node in nodes:
        where[node.get("id", "")] = length
        parts.append(node.tail or "")
        length += len(parts[-1])
    return "".join(parts), where


def _annotation(item: Element, where: dict[str, int]) -> dict[str, Any]:
    own = item.get("Id", "")
    return {
        "type": item.get("Type"),
        "start": where.get(item.get("StartNode", "")),
        "end": where.get(item.get("EndNode", "")),
        "id": _number(own),
        "features": _features(item),
    }


def _links(item: Element, name: str) -> list[dict[str, Any]]:
    """A relation of several members, as one from each to the next."""
    members = [_number(own) for own in item.get("Members", "").split(";")]
    return [{"type": item.get("Type"), "head": [name, head], "tail": [name, tail]} for head, tail in pairwise(members)]


def _features(item: Element | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for feature in item.findall("Feature") if item is not None else []:
        name, value = feature.find("Name"), feature.find("Value")
        if name is not None and name.text and value is not None:
            found[name.text] = _value(value)
    return found


def _value(item: Element) -> str | int | float | bool:
    kind, text = item.get("className", ""), item.text or ""
    try:
        if kind in _WHOLE and len(text) < 20:
            return int(text)
        if kind in _PARTS:
            return float(text)
    except ValueError:
        return text
    return text == "true" if kind == "java.lang.Boolean" else text


def _number(own: str) -> int | str:
    return int(own) if own.isascii() and own.isdigit() and len(own) < 20 else own
