"""Whether a text's first line is its title.

The text is never touched: the title is a copy, and the line stays where it is.
"""

from __future__ import annotations

import re

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

_FULL_STOPS = tuple("。．।۔")
_OPEN_ENDS = tuple(":,;，：、؛،")
"""Enders of a sentence or of a lead-in in other scripts than Latin; a question or a cry may be a headline."""

_ABBREVIATION = re.compile(r"(?:\b\w{1,2}\.\s?){2,}$|\.\.\.$|…$")
"""A final point that ends no sentence: initials such as U.S., or an ellipsis."""

_LONGEST = 160
_LONGEST_WIDE = 70
_LOOK_AHEAD = 20_000


def title_of(text: str) -> str:
    """The first line that is not blank if it looks like a headline, without blanks around it; else ``""``.

    It does when it is short, ends like no sentence, and is followed by a blank line or a clearly longer line.
    """
    lines = _LINE_END.split(text[:_LOOK_AHEAD])
    if len(text) > _LOOK_AHEAD:
        lines[-1:] = [lines[-1] + "…"] if len(lines) > 1 else []
    first = next((number for number, line in enumerate(lines) if _strip(line)), None)
    if first is None:
        return ""
    line, rest = _strip(lines[first]), lines[first + 1 :]
    if not _short(line) or _ends_a_sentence(line) or not any(_strip(later) for later in rest):
        return ""
    followed_by_blank = not _strip(rest[0])
    return line if followed_by_blank or len(_strip(rest[0])) > 1.5 * len(line) else ""


def _strip(line: str) -> str:
    return line.strip().strip("\ufeff\u200b\u200e\u200f").strip()


def _short(line: str) -> bool:
    wide = sum(character > "\u2e7f" for character in line)
    return 2 <= len(line) <= (_LONGEST_WIDE if wide > len(line) // 2 else _LONGEST)


def _ends_a_sentence(line: str) -> bool:
    bare = line.rstrip("\"'”’»)]」』")
    if bare.endswith("."):
        return _ABBREVIATION.search(bare) is None
    return bare.endswith(_FULL_STOPS + _OPEN_ENDS)
