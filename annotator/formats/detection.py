"""Telling the format of a file or folder by what is in it, with the reason; its name only decides between equals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.formats.registry import all_formats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.formats.base import Format
    from annotator.formats.look import Look

_CATCH_ALL = ("jsonl", "csv", "text")
"""Formats so plain that much of what others write looks like them too: they give way to any other, and the later
of these to the earlier."""

_NATIVE = frozenset(("text", "offsets", "sha256"))
"""Keys that our own rows have and nobody else's, whatever others they have besides."""

_DOCUMENTS = frozenset((".txt", ".text"))
_MARKUP = frozenset(("html",))
"""A web page under another format's name is no article: it is what a server says in place of a file that failed to
load, or a text about web pages."""


class Candidate(NamedTuple):
    """A format that a file may be in, and why."""

    name: str
    reason: str
    """A clause for people: “its rows have offsets and sha256, as Annotator writes them”."""


def candidates(look: Look, formats: Sequence[Format] | None = None) -> list[Candidate]:
    """The formats that fit what was seen; one if it is certain, several if somebody has to choose, none if it is
    of no known format. ``formats``: those that come into question, else all."""
    readable = [format for format in (all_formats() if formats is None else formats) if format.reads]
    if look.is_folder:
        readable = [format for format in readable if format.folder]
    found = [Candidate(format.name, reason) for format in readable if (reason := format.sniff(look))]
    named = {format.name for format in readable if look.suffix in format.suffixes}
    if named and not named & _MARKUP:
        found = [candidate for candidate in found if candidate.name not in _MARKUP]
    if look.keys >= _NATIVE:
        return [candidate for candidate in found if candidate.name == "jsonl"]
    certain = [candidate for candidate in found if candidate.name not in _CATCH_ALL]
    if len(certain) > 1 and sum(candidate.name in named for candidate in certain) == 1:
        certain = [
            Candidate(name, f"{reason}, and its name ends in {look.suffix}")
            for name, reason in certain
            if name in named
        ]
    if certain:
        return certain
    if look.is_folder:
        return []
    plain = {candidate.name: candidate for name in _CATCH_ALL for candidate in found if candidate.name == name}
    if "jsonl" in plain and look.suffix in _DOCUMENTS:
        return [plain["jsonl"]]
    for format in readable:
        if format.name in named and (format.name in _CATCH_ALL or plain.keys() <= {"text"}):
            return [plain.get(format.name) or Candidate(format.name, f"its name ends in {look.suffix}")]
    return list(plain.values())[:1]
