"""The small part of YAML that dataset cards are written in: mappings, lists and one-line scalars, by indentation.

What it does not know (anchors, flow collections, texts over several lines) it passes by; a card is only asked for
the names of classes and of data files.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

_PAIR = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#&*!|>%@`\[\]{},:?-][^:#]*?|[\w./-]+):(?:\s+(.*)|$)""")
_LONG_ESCAPE = re.compile(r"\\U([0-9a-fA-F]{8})|\\x([0-9a-fA-F]{2})")
_DEEPEST = 40


class _Line(NamedTuple):
    indent: int
    text: str


def front_matter(card: str) -> dict[str, Any]:
    """The values between the two ``---`` at the beginning of a card; empty if there are none."""
    lines = card.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].strip() != "---":
        return {}
    end = next((place for place, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
    found = [_Line(len(line) - len(line.lstrip(" ")), line.strip()) for line in lines[1:end]]
    kept = [line for line in found if line.text and not line.text.startswith("#")]
    value, _ = _block(kept, 0, 0)
    return value if isinstance(value, dict) else {}


def _block(lines: list[_Line], place: int, depth: int) -> tuple[Any, int]:
    """The value that begins at a line, and the place behind it."""
    if place >= len(lines) or depth > _DEEPEST:
        return None, len(lines)
    if lines[place].text.startswith(("- ", "-\t")) or lines[place].text == "-":
        return _list(lines, place, depth)
    return _mapping(lines, place, depth)


def _list(lines: list[_Line], place: int, depth: int) -> tuple[list[Any], int]:
    indent = lines[place].indent
    found = []
    while place < len(lines) and lines[place].indent == indent and lines[place].text.startswith("-"):
        rest = lines[place].text[1:].strip()
        inner = indent + len(lines[place].text) - len(rest)
        if not rest:
            value, place = _block(lines, place + 1, depth + 1)
        elif _PAIR.fullmatch(rest):
            lines[place] = _Line(inner, rest)
            value, place = _mapping(lines, place, depth + 1)
        else:
            value, place = _scalar(rest), place + 1
        found.append(value)
    return found, _behind(lines, place, indent)


def _mapping(lines: list[_Line], place: int, depth: int) -> tuple[dict[str, Any], int]:
    indent = lines[place].indent
    found: dict[str, Any] = {}
    while place < len(lines) and lines[place].indent == indent:
        pair = _PAIR.fullmatch(lines[place].text)
        if pair is None:
            break
        key, value = _scalar(pair[1]), pair[2]
        place += 1
        if value:
            found[str(key)] = _scalar(value)
        elif place < len(lines) and (
            lines[place].indent > indent or (lines[place].indent == indent and lines[place].text[:1] == "-")
        ):
            found[str(key)], place = _block(lines, place, depth + 1)
        else:
            found[str(key)] = None
    return found, _behind(lines, place, indent)


def _behind(lines: list[_Line], place: int, indent: int) -> int:
    """Pass lines that belong to a value but could not be read."""
    while place < len(lines) and lines[place].indent > indent:
        place += 1
    return place


def _scalar(text: str) -> str:
    text = text.strip()
    if text[:1] == '"' and text[-1:] == '"' and len(text) > 1:
        plain = _LONG_ESCAPE.sub(lambda found: json.dumps(chr(int(found[1] or found[2], 16)))[1:-1], text)
        try:
            value = json.loads(plain)
        except ValueError:
            return text[1:-1]
        return value if isinstance(value, str) else text
    if text[:1] == "'" and text[-1:] == "'" and len(text) > 1:
        return text[1:-1].replace("''", "'")
    return text.partition(" #")[0].strip()
