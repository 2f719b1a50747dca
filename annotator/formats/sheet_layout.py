"""What the columns of a table mean: our own, those of others by their usual names, and those a user names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from annotator.formats.base import LIMITS
from annotator.formats.json_rows import shorten
from annotator.formats.sheet_cells import ATTRIBUTE, BASE, META, OWN, SOMETIMES
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Kind = Literal["spans", "pieces", "documents"]
"""What a row is: a span; a piece of the text at its place, with or without a label; or a document."""

_USUAL: dict[str, tuple[str, ...]] = {
    "document": (
        "document",
        "documentid",
        "docid",
        "doc",
        "fileid",
        "file",
        "filename",
        "articleid",
        "article",
        "id",
        "key",
    ),
    "whole": ("documenttext", "fulltext", "articletext", "body", "content"),
    "text": ("text", "quote", "spantext", "mention", "exact", "segment", "snippet"),
    "label": ("label", "tag", "code", "labelname", "codename"),
    "start": ("start", "startoffset", "startchar", "begin", "beginoffset", "charstart"),
    "end": ("end", "endoffset", "endchar", "stop", "charend"),
    "offsets": ("offsets", "charoffsets", "span"),
    "fragments": ("fragments",),
    "annotator": ("annotator", "coder", "annotatedby", "username"),
    "note": ("note",),
    "doubt": ("doubt",),
    "actor": ("actor",),
    "origin": ("origin",),
    "status": ("status",),
    "document note": ("documentnote",),
    "read to": ("readto",),
    "title": ("title", "headline"),
    "language": ("language", "lang"),
    "sentence": ("sentence",),
}
"""Our name -> how a column with it is usually called, in small letters without blanks and marks."""

_ONLY_OURS = ("fragments", "note", "doubt", "actor", "origin", "status", "document note", "read to", "sentence")
_OURS = (*BASE, *SOMETIMES, "fragments")
_OF_DOCUMENTS = ("date", "source", "url", "author", "publisher", "outlet", "published")
"""Columns that say the same of all spans of a document."""
_PAIR = re.compile(r"\s*(\d{1,12})\s*[-–:]\s*(\d{1,12})\s*")
_ALIASES = {"id": "document", "key": "document", "quote": "text", "document_text": "whole", "coder": "annotator"}


class Layout(NamedTuple):
    """Where in a row what stands."""

    kind: Kind
    own: bool
    """Whether it was written here: then cells are guarded, and every cell means what it says."""
    columns: dict[str, int]
    """Our name -> number of its column."""
    meta: dict[str, int]
    attributes: dict[str, int]


def layout_of(header: Sequence[str], first: Sequence[str], named: Mapping[str, str], *, whole: bool = False) -> Layout:
    """The layout of a table by its header, its first row, and the columns a user named (our name -> the file's).

    ``whole``: the texts of documents lie elsewhere in the file. InputError if it cannot be told.
    """
    names = _distinct(header)
    own = set(OWN) <= set(names)
    columns = {name: names.index(name) for name in _OURS if name in names} if own else _by_usual_names(names)
    if own and "document_text" in names:
        columns["whole"] = names.index("document_text")
    for ours, theirs in named.items():
        if theirs not in names:
            raise InputError(f"it has no column “{shorten(theirs)}”; its columns are {_listed(names)}")
        columns[_ALIASES.get(ours, ours)] = names.index(theirs)
    if not own:
        _find_pairs(names, first, columns, named)
    kind = _kind(columns, own=own, whole=whole, names=names)
    if kind == "documents" and "label" in columns:
        del columns["label"]
    taken = set(columns.values())
    rest = {name: place for place, name in enumerate(names) if place not in taken}
    meta = {name[len(META) :]: place for name, place in rest.items() if name.startswith(META)}
    attributes = {name[len(ATTRIBUTE) :]: place for name, place in rest.items() if name.startswith(ATTRIBUTE)}
    for name, place in rest.items():
        if not name.startswith((META, ATTRIBUTE)):
            of_document = kind == "documents" or _plain(name) in _OF_DOCUMENTS
            (meta if of_document else attributes).setdefault(name, place)
    return Layout(kind, own, columns, meta, attributes)


def pair(cell: str) -> tuple[int, int] | None:
    """The two numbers of a cell such as ``0-34``; None if it holds no such."""
    found = _PAIR.fullmatch(cell)
    return (int(found[1]), int(found[2])) if found else None


def looks_like_a_table(header: Sequence[str]) -> str:
    """Why these may be the columns of a table of texts or spans, as a clause; empty if they are not."""
    if len(header) < 2 or any(len(name) > 80 or "\n" in name for name in header) or len(set(header)) < len(header):
        return ""
    if set(OWN) <= set(header):
        return "its columns are those that Annotator writes, one row a span"
    found = _by_usual_names(list(header))
    if "text" in found or "whole" in found or {"start", "end", "label"} <= found.keys():
        named = ", ".join(f"“{header[place]}”" for place in sorted(found.values())[:4])
        return f"it is a table with columns such as {named}"
    return ""


def _distinct(header: Sequence[str]) -> list[str]:
    names = [name if name.strip() else f"column {place}" for place, name in enumerate(header, 1)]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise InputError(f"two columns are called “{shorten(twice)}”; rename one")
    if long := next((name for name in names if len(name) > LIMITS["name"]), None):
        raise InputError(f"the name of its column “{shorten(long)}” is longer than {LIMITS['name']} characters")
    return names


def _by_usual_names(names: list[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    plain = [_plain(name) for name in names]
    for ours, usual in _USUAL.items():
        if (
            ours not in _ONLY_OURS
            and (place := next((plain.index(name) for name in usual if name in plain), None)) is not None
        ):
            columns[ours] = place
    if "text" not in columns:
        places = [place for place, name in enumerate(plain) if name.endswith("text") and place != columns.get("whole")]
        if places:
            columns["text"] = places[0]
    return columns


def _find_pairs(names: list[str], first: Sequence[str], columns: dict[str, int], named: Mapping[str, str]) -> None:
    """Offsets in one column, such as ``0-34``: by its name and what stands in the first row."""
    if "offsets" in named:
        return
    columns.pop("offsets", None)
    if "start" in columns and "end" in columns:
        return
    found = [
        place
        for place, name in enumerate(names)
        if "offset" in _plain(name) and place < len(first) and pair(first[place]) is not None
    ]
    # Those of characters rather than those of words.
    found.sort(key=lambda place: ("token" in _plain(names[place]), "char" not in _plain(names[place]), place))
    if found:
        columns["offsets"] = found[0]


def _kind(columns: dict[str, int], *, own: bool, whole: bool, names: list[str]) -> Kind:
    has_offsets = "offsets" in columns or ("start" in columns and "end" in columns)
    if own:
        return "spans"
    if has_offsets and "label" not in columns:
        raise InputError(
            f"no column holds the labels; name it with --column label=NAME, where NAME is one of {_listed(names)}"
        )
    if "offsets" in columns and "text" in columns and "whole" not in columns and not whole:
        return "pieces"
    if has_offsets:
        return "spans"
    if "whole" in columns and "text" not in columns:
        columns["text"] = columns.pop("whole")
    if "text" not in columns:
        raise InputError(
            f"no column holds the texts; name it with --column text=NAME, where NAME is one of {_listed(names)}"
        )
    return "documents"


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _listed(names: Sequence[str]) -> str:
    return shorten(", ".join(f"“{shorten(name)}”" for name in names), 400)
