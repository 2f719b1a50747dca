"""How brat writes names and places: what its reader and writer have in common.

Names of types, roles, attributes and their values are made of ASCII letters, digits, ``-`` and ``_`` there. Any
other character is written as ``_x`` with its code point, four hexadecimal digits or more, and ``_``:
``spoken by`` is ``spoken_x0020_by``. An underscore that would look like the beginning of that is written so too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.formats.beside import Pieces

_OTHER = re.compile(r"[^A-Za-z0-9_-]|_(?=x[0-9a-f]{4,6}_)")
_WRITTEN = re.compile(r"_x([0-9a-f]{4,6})_")
_PLAIN = re.compile(r"[A-Za-z0-9-]")

BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""Characters at which some reader or other ends a line."""
_BREAKS = re.compile(f"[{BREAKS}]+")


def escaped(name: str) -> str:
    """A name as brat can have it."""
    return _OTHER.sub(lambda found: f"_x{ord(found[0]):04x}_", name)


def unescaped(name: str) -> str:
    """The name that ``escaped`` wrote; what it would not have written so stays as it is."""
    return _WRITTEN.sub(_character, name)


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    if not code or code > 0x10FFFF or 0xD800 <= code < 0xE000 or len(found[1]) != max(4, len(f"{code:x}")):
        return found[0]
    return found[0] if _PLAIN.match(chr(code)) else chr(code)


def is_line(text: str) -> bool:
    """Whether a text can stand at the end of a line and come back: one line, no tab, no blanks at its ends."""
    return bool(text) and text == text.strip() and "\t" not in text and _BREAKS.search(text) is None


def one_line(text: str) -> str:
    """A text as one line without tabs, to look at."""
    return " ".join(text.split())


def split_at_breaks(text: str, pieces: Pieces) -> Pieces:
    """The pieces without the line breaks in them, at which brat parts a span. Empty if nothing is left."""
    parts: list[tuple[int, int]] = []
    for start, end in pieces:
        place = start
        for found in _BREAKS.finditer(text, start, end):
            if found.start() > place:
                parts.append((place, found.start()))
            place = found.end()
        if end > place:
            parts.append((place, end))
    return tuple(parts)


def joined_at_breaks(text: str, parts: Pieces) -> Pieces:
    """Parts, in order, joined where nothing but blanks with a line break lies between two."""
    joined: list[tuple[int, int]] = []
    for start, end in parts:
        if joined:
            gap = text[joined[-1][1] : start]
            if not gap or (gap.isspace() and _BREAKS.search(gap)):
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return tuple(joined)


def shown(text: str, pieces: Pieces) -> Pieces:
    """What is read again of pieces that were written the way brat wants."""
    return joined_at_breaks(text, split_at_breaks(text, pieces))
