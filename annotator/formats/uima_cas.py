"""A UIMA CAS as plain values, from XMI or from JSON.

Of a type system only what tells strings, numbers and references apart is kept. Types that nobody declares are taken
as strings, but for the features by which relations refer to their ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from annotator.formats import xml_files
from annotator.formats.beside import object_in
from annotator.formats.json_rows import kind_of, parse, shorten
from annotator.model.errors import InputError

ENDS = (("Governor", "Dependent"), ("source", "target"), ("governor", "dependent"), ("head", "tail"))
"""By which features relations refer to where they come from and where they go."""

_REFERENCES = frozenset(name for pair in ENDS for name in pair) | {"first", "next"}
_XMI_ID = "{http://www.omg.org/XMI}id"
_WHOLE = frozenset(f"uima.cas.{name}" for name in ("Integer", "Long", "Short", "Byte"))
_PARTS = frozenset(("uima.cas.Float", "uima.cas.Double"))
_PLAIN_ARRAYS = frozenset(
    f"uima.cas.{name}"
    for name in (
        *("IntegerArray", "LongArray", "ShortArray", "ByteArray", "FloatArray", "DoubleArray", "BooleanArray"),
        *("IntegerList", "FloatList"),
    )
)


@dataclass(slots=True)
class Structure:
    """A feature structure."""

    id: int
    type: str
    values: dict[str, Any] = field(default_factory=dict)
    """Features that are strings, numbers, true or false, or lists of strings."""
    refs: dict[str, list[int]] = field(default_factory=dict)
    """Features that refer to others, by their ids."""


class Types:
    """The types of a type system: their features' ranges, and what they inherit from."""

    def __init__(self) -> None:
        self.parents: dict[str, str] = {}
        self.features: dict[str, dict[str, str]] = {}

    def add(self, name: str, parent: str, features: dict[str, str]) -> None:
        self.parents[name] = parent
        self.features.setdefault(name, {}).update(features)

    def strings(self, type_: str) -> list[str]:
        """The features of a type that are strings, its own before those it inherits."""
        found: list[str] = []
        steps = 0
        while type_ and steps < 100:
            found += [name for name in self.features.get(type_, {}) if self.range(type_, name) == "uima.cas.String"]
            type_, steps = self.parents.get(type_, ""), steps + 1
        return list(dict.fromkeys(found))

    def range(self, type_: str, feature: str) -> str:
        """The range of a feature; empty if the type is not known to have it."""
        steps = 0
        while type_ and steps < 100:
            if found := self.features.get(type_, {}).get(feature):
                return "uima.cas.String" if self.parents.get(found) == "uima.cas.String" else found
            type_, steps = self.parents.get(type_, ""), steps + 1
        return ""


@dataclass(slots=True)
class Cas:
    structures: dict[int, Structure] = field(default_factory=dict)
    members: dict[int, set[int]] = field(default_factory=dict)
    """Id of a text -> what is in its index."""
    types: Types = field(default_factory=Types)


def types_of_xml(data: bytes) -> Types:
    """The types of a type system description. InputError if it is none."""
    root = xml_files.parse(data)
    if _local(root.tag) != "typeSystemDescription":
        raise InputError(f"its outermost element is “{shorten(_local(root.tag))}”, not typeSystemDescription")
    types = Types()
    for item in root.iter():
        if _local(item.tag) != "typeDescription":
            continue
        parts = {_local(part.tag): part for part in item}
        features = {}
        listed = parts.get("features")
        for feature in [] if listed is None else listed:
            said = {_local(part.tag): (part.text or "").strip() for part in feature}
            features[said.get("name", "")] = said.get("rangeTypeName", "")
        name, parent = (((parts[tag].text or "") if tag in parts else "").strip() for tag in ("name", "supertypeName"))
        types.add(name, parent, features)
    return types


def from_xmi(data: bytes, types: Types) -> Cas:
    """The CAS of an XMI file. InputError if it is none."""
    cas, depth, root = Cas(types=types), 0, None
    for event, element in xml_files.iterparse(BytesIO(data), ("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth == 1:
            root = element
            if _local(element.tag) != "XMI":
                raise InputError(f"its outermost element is “{shorten(_local(element.tag))}”, not XMI")
        elif event == "end" and depth == 1:
            children: dict[str, list[str]] = {}
            for child in element:
                children.setdefault(_local(child.tag), []).append(child.text or "")
            _take(cas, _type(element.tag), dict(element.attrib), children, types)
            if root is not None:
                root.clear()
    return cas


def _take(cas: Cas, type_: str, said: dict[str, str], children: dict[str, list[str]], types: Types) -> None:
    if type_ == "uima.cas.NULL":
        return
    if type_ == "uima.cas.View":
        members = {int(word) for word in said.get("members", "").split() if word.isascii() and word.isdigit()}
        cas.members.setdefault(_whole(said.get("sofa", "")), set()).update(members)
        return
    made = Structure(_whole(said.pop(_XMI_ID, "")), type_)
    made.values.update(children)
    for name, text in said.items():
        range_ = types.range(type_, name)
        if name in ("begin", "end", "sofa"):
            made.values[name] = _number(text)
        elif _is_reference(type_, name, range_, text):
            made.refs[name] = _ids(text)
        else:
            made.values[name] = _converted(text, range_)
    _add(cas, made)


def _add(cas: Cas, made: Structure) -> None:
    if made.id in cas.structures:
        raise InputError(f"two of its elements have the id {made.id}")
    cas.structures[made.id] = made


def _is_reference(type_: str, name: str, range_: str, text: str) -> bool:
    """Whether a feature's value is ids of others: by its range, or by its name where that is not known."""
    if type_ == "uima.cas.FSArray" and name == "elements":
        return True
    if not range_:
        return name in _REFERENCES and text.isascii() and text.isdigit()
    if range_.startswith("uima.cas."):
        return range_ not in _PLAIN_ARRAYS and range_[9:] not in ("String", "Boolean") and range_ not in _WHOLE | _PARTS
    return True


def _converted(text: str, range_: str) -> str | int | float | bool:
    try:
        if range_ in _WHOLE:
            return int(text) if len(text) < 20 else text
        if range_ in _PARTS:
            found = float(text)
            return found if found - found == 0 else text
    except ValueError:
        return text
    if range_ == "uima.cas.Boolean" and text in ("true", "false"):
        return text == "true"
    return text


def from_json(data: bytes) -> Cas:
    """The CAS of a JSON file, in any of the shapes of its standard. InputError if it is none."""
    value = parse(data.removeprefix(b"\xef\xbb\xbf"), "file")
    found = value.get("%FEATURE_STRUCTURES")
    if isinstance(found, dict):
        found = [{"%ID": int(own), **item} for own, item in found.items() if own.isdigit() and isinstance(item, dict)]
    if not isinstance(found, list):
        raise InputError("it has no “%FEATURE_STRUCTURES”, so it is no CAS JSON")
    cas = Cas()
    for name, type_ in object_in(value, "%TYPES").items():
        said = type_ if isinstance(type_, dict) else {}
        ranges = {
            feature: item["%RANGE"] for feature, item in said.items() if isinstance(item, dict) and "%RANGE" in item
        }
        cas.types.add(name, str(said.get("%SUPER_TYPE", "")), {key: str(range_) for key, range_ in ranges.items()})
    for number, item in enumerate(found, 1):
        if not isinstance(item, dict) or type(item.get("%ID")) is not int or type(item.get("%TYPE")) is not str:
            raise InputError(f"feature structure {number} is {kind_of(item)} without “%ID” or “%TYPE”")
        made = Structure(item["%ID"], item["%TYPE"])
        for name, said in item.items():
            if name[:1] == "@" or (name == "%ELEMENTS" and made.type.endswith(("FSArray", "[]"))):
                ids = said if isinstance(said, list) else [said]
                made.refs["elements" if name[0] == "%" else name[1:]] = [own for own in ids if type(own) is int]
            elif name == "%ELEMENTS":
                made.values["elements"] = said
            elif name[:1] not in ("%", "^", "#"):
                made.values[name] = said
        if "sofa" in made.refs:
            made.values["sofa"] = made.refs.pop("sofa")[0] if made.refs["sofa"] else None
        _add(cas, made)
    for name, view in object_in(value, "%VIEWS").items():
        if not isinstance(view, dict):
            raise InputError(f"its view “{shorten(name)}” is {kind_of(view)}, not an object")
        members, sofa = view.get("%MEMBERS"), view.get("%SOFA")
        if type(sofa) is int and isinstance(members, list):
            cas.members[sofa] = {own for own in members if type(own) is int}
    return cas


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _type(tag: str) -> str:
    """The name of a type whose package is an XML namespace: ``{http:///uima/cas.ecore}Sofa`` is ``uima.cas.Sofa``."""
    namespace, _, name = tag.lstrip("{").rpartition("}")
    package = namespace.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return name if package in ("", "uima.noNamespace") else f"{package}.{name}"


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise InputError(f"an element has “{shorten(text)}” where the id of one should be")
    return int(text)


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else text


def _ids(text: str) -> list[int]:
    return [int(word) for word in text.split() if word.isascii() and word.isdigit() and len(word) < 16]
