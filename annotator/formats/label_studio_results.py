"""Results of Label Studio, of an annotation or a prediction: what they say of stretches of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS
from annotator.formats.details import name_of
from annotator.formats.json_rows import kind_of, shorten
from annotator.formats.label_studio import LABELS, OF_RESULT, TEXT
from annotator.formats.quotes import forgiving_blanks, located
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from annotator.formats.units import Unit
    from annotator.model.attribute import AttributeValue
    from annotator.model.span import Extent

Row = dict[str, Any]

KINDS = {"choices": "choices", "textarea": "text", "rating": "rating", "number": "number", "taxonomy": "taxonomy"}
"""Types of results that say something of a region or of the whole text -> where in ``value``."""

_MARKUP = re.compile(r"<[A-Za-z!/]|&#?\w+;")
_NO_SPAN = ("relation", *KINDS)


@dataclass(slots=True)
class Region:
    """A stretch of text with its labels, and what else is said of it."""

    extent: Extent
    labels: list[str]
    note: str = ""
    doubt: bool = False
    origin: str = ""
    actor: str = ""
    state: str = ""
    score: float | None = None
    extra: Row = field(default_factory=dict)
    attributes: dict[str, AttributeValue] = field(default_factory=dict)


@dataclass(slots=True)
class Results:
    """What a list of results holds."""

    regions: dict[object, list[Region]] = field(default_factory=dict)
    """By id, in the file's order; an id has several where several controls labelled it."""
    relations: list[Row] = field(default_factory=list)
    whole: list[Row] = field(default_factory=list)
    """Results that are about the whole text."""
    bad: list[str] = field(default_factory=list)
    """Why a region was not taken, each as a clause about it."""
    blanks: int = 0
    """Regions whose words differ from the text's in blanks alone."""


def results_of(raw: list[Any], text: str, unit: Unit) -> Results:
    """Sort out results; each region that cannot be taken is named in ``bad``."""
    found = Results()
    refused: set[object] = set()
    later: list[Row] = []
    for number, item in enumerate(raw, 1):
        kind, value = (item.get("type"), item.get("value")) if isinstance(item, dict) else (None, None)
        if kind == "relation":
            found.relations.append(item)
        elif isinstance(item, dict) and isinstance(value, dict) and not _is_region(kind, value):
            later.append(item)
        else:
            own: object = None
            try:
                own = _own_id(item, number)
                found.regions.setdefault(own, []).append(_region(item, text, unit, found))
            except InputError as error:
                refused.add(own)
                if not found.regions.get(own):
                    found.regions.pop(own, None)
                found.bad.append(f"result {number}: {error}")
    unlabelled: set[object] = set()
    for item in later:
        own = item.get("id")
        own = own if isinstance(own, str | int) else None
        if own is not None and own in found.regions:
            for region in found.regions[own]:
                _describe(region, item)
        elif _has_place(item["value"]):
            if own not in refused and own not in unlabelled:
                unlabelled.add(own)
                found.bad.append(f"the region {shorten(str(own))}: it has no label")
        else:
            found.whole.append(item)
    return found


def _is_region(kind: object, value: Row) -> bool:
    """Whether a result marks a stretch, or anything else than the text, rather than saying something of one."""
    if isinstance(kind, str) and (kind in KINDS or kind.endswith("labels")):
        return kind not in KINDS
    return "labels" in value


def _has_place(value: Row) -> bool:
    return "start" in value or "end" in value


def _own_id(item: object, number: int) -> object:
    if not isinstance(item, dict):
        raise InputError(f"it is {kind_of(item)}, not an object")
    own = item.get("id", f"#{number}")
    if not isinstance(own, str | int):
        raise InputError(f"its “id” is {kind_of(own)}, not a string")
    return own


def _region(item: Row, text: str, unit: Unit, found: Results) -> Region:
    kind, value = item.get("type"), item.get("value")
    if not isinstance(value, dict):
        raise InputError(
            f"its “value” is {kind_of(value)}, not an object" if value is not None else "it has no “value”"
        )
    labels = value.get(kind) if isinstance(kind, str) and kind in value else value.get("labels")
    if not isinstance(labels, list) or not labels:
        raise InputError("it has no label")
    region = Region(_extent(kind, value, text, unit, found), [])
    for label in labels:
        name = name_of(label, "label")
        if name not in region.labels:
            region.labels.append(name)
    origin = item.get("origin")
    if isinstance(origin, str) and origin != "manual":
        region.origin = origin
    region.extra = {name: it for name, it in item.items() if name not in OF_RESULT}
    if type(item.get("score")) in (int, float):
        region.score = region.extra.pop("score")
    for name, usual in (("from_name", LABELS), ("to_name", TEXT)):
        if item.get(name, usual) != usual:
            region.extra[name] = item[name]
    _take_meta(region, item.get("meta"))
    return region


def _take_meta(region: Region, meta: object) -> None:
    if not isinstance(meta, dict):
        if meta is not None:
            region.extra["meta"] = meta
        return
    rest = dict(meta)
    note = rest.get("text")
    if isinstance(note, str):
        note = [note]
    if isinstance(note, list) and note and all(isinstance(line, str) for line in note):
        region.note = "\n".join(note)
        del rest["text"]
    if rest.get("doubt") is True:
        region.doubt = rest.pop("doubt")
    for name in ("origin", "actor", "state"):
        value = rest.get(name)
        if isinstance(value, str) and value and (name != "actor" or len(value) <= LIMITS["name"]):
            setattr(region, name, rest.pop(name))
    deeper = rest.get("extra")
    if isinstance(deeper, dict):
        del rest["extra"]
    if rest:
        region.extra["meta"] = rest
    if isinstance(deeper, dict):
        region.extra.update(deeper)


def _extent(kind: object, value: Row, text: str, unit: Unit, found: Results) -> Extent:
    start, end = (_number(value.get(name)) for name in ("start", "end"))
    if "startOffset" in value or isinstance(start, str):
        if "paragraphlabels" in value or kind == "paragraphlabels" or isinstance(start, int):
            raise InputError(
                f"it is a region of a dialogue, placed by paragraph {shorten(str(start))} and a character in it; only "
                "regions of plain text can be read"
            )
        places = value.get("globalOffsets")
        if not isinstance(places, dict) or _MARKUP.search(text):
            raise InputError(
                f"it is a region of a web page, placed by XPath “{shorten(str(start))}”; only regions of plain text "
                "can be read"
            )
        start, end = places.get("start"), places.get("end")
    if start is None and end is None:
        raise InputError(f"it is a region of another kind (“{shorten(str(kind))}”), not of the text")
    quote = value.get("text")
    if not isinstance(quote, str):
        return located(text, start, end, None, unit)
    try:
        return located(text, start, end, quote, unit)
    except InputError as error:
        try:
            extent = located(text, start, end, quote, unit, _same_but_for_blanks)
        except InputError:
            raise error from None
        found.blanks += 1
        return extent


def _same_but_for_blanks(quote: str, there: str) -> bool:
    # The page shows runs of blanks as one, and some versions write line breaks as backslash and n.
    return forgiving_blanks(quote, there) or forgiving_blanks(quote.replace("\\n", "\n"), there)


def _number(value: object) -> object:
    """Offsets are strings of digits in some exports."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19 else value


def said_by(item: Row) -> tuple[str, AttributeValue] | None:
    """The name and value of a result that says something of a region or the text; None if it is of no known kind."""
    name, kind, value = item.get("from_name"), item.get("type"), item["value"]
    if not isinstance(name, str) or not name.strip() or len(name) > LIMITS["name"]:
        return None
    if not isinstance(kind, str) or kind not in KINDS:
        return None
    found = value.get(KINDS[kind])
    if kind in ("rating", "number"):
        return (name, found) if type(found) in (int, float) else None
    if isinstance(found, str):
        return name, found
    if not isinstance(found, list):
        return None
    words = [" > ".join(path) if _is_path(path) else path for path in found]
    if not all(isinstance(word, str) for word in words):
        return None
    if item.get("attribute") == "list":
        return name, words
    if item.get("attribute") == "flag" and words in (["yes"], ["no"]):
        return name, words == ["yes"]
    return name, words[0] if len(words) == 1 else words


def _is_path(path: object) -> bool:
    return isinstance(path, list) and all(isinstance(step, str) for step in path)


def _describe(region: Region, item: Row) -> None:
    """Put what a further result with a region's id says into the region."""
    said = said_by(item)
    if said is None:
        region.extra.setdefault("results", []).append({name: it for name, it in item.items() if name != "id"})
        return
    name, value = said
    there = region.attributes.get(name)
    if there is None:
        region.attributes[name] = value
    elif isinstance(there, str | list) and isinstance(value, str | list):
        first, second = (it if isinstance(it, list) else [it] for it in (there, value))
        region.attributes[name] = [*first, *second]
    else:
        region.attributes[name] = value


def is_about_all(item: object) -> bool:
    """Whether a result, with no region of its id, is about the whole text."""
    if not isinstance(item, dict) or not isinstance(item.get("value"), dict) or item.get("type") == "relation":
        return False
    return not (_is_region(item.get("type"), item["value"]) or _has_place(item["value"]))


def is_unknown(item: object) -> bool:
    """Whether a result, given a region's id, says something of it that has no place here."""
    return (
        isinstance(item, dict)
        and "id" not in item
        and isinstance(item.get("value"), dict)
        and item.get("type") != "relation"
        and not _is_region(item.get("type"), item["value"])
        and said_by(item) is None
    )
