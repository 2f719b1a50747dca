"""What offsets count: the one mapper between code points and the units of other tools.

Of a text with k characters outside ASCII or line breaks of two characters it keeps k places and bisects them;
pure ASCII costs nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import StrEnum


class Unit(StrEnum):
    """What the offsets of a file count."""

    CODE_POINT = "code-points"
    UTF_16 = "utf-16"
    """16-bit units, as Java, JavaScript, Windows and Qt count: a character beyond U+FFFF is two."""
    BYTE = "bytes"
    """Bytes of the text as UTF-8."""
    CRLF = "crlf"
    """Code points, where each line feed of the text counted as two (carriage return and line feed)."""
    LF = "lf"
    """Code points, where each carriage return with its line feed counted as one."""


_WHERE: dict[Unit, re.Pattern[str]] = {
    Unit.UTF_16: re.compile("[\U00010000-\U0010ffff]"),
    Unit.BYTE: re.compile("[^\0-\x7f]"),
    Unit.CRLF: re.compile("(?<!\r)\n"),
    Unit.LF: re.compile("\r\n"),
}
"""Where the counting of a unit and that of code points part."""


class OffsetMapper:
    """Converts offsets of one text between code points and one unit, in both directions.

    Offsets run from 0 to the text's length, both included; beyond it and inside a character there is no
    place, which is None, never rounded.
    """

    __slots__ = ("_offsets", "_places", "length", "unit")

    def __init__(self, text: str, unit: Unit) -> None:
        self.unit = unit
        # After the k-th special place the two countings stand at _offsets[k] (code points) and _places[k] (units).
        self._offsets: list[int] = []
        self._places: list[int] = []
        shift = 0
        if unit in _WHERE and not (unit in (Unit.UTF_16, Unit.BYTE) and text.isascii()):
            for match in _WHERE[unit].finditer(text):
                shift += _more(match[0], unit)
                self._offsets.append(match.end())
                self._places.append(match.end() + shift)
        self.length = len(text) + shift
        """The text's length in units."""

    def to_code_points(self, place: int) -> int | None:
        """The code point that begins at ``place``, counted in units; None if none does."""
        if not 0 <= place <= self.length:
            return None
        index = bisect_right(self._places, place)
        offset = place - (self._places[index - 1] - self._offsets[index - 1] if index else 0)
        if index < len(self._places) and offset >= self._offsets[index] - (self.unit is Unit.LF):
            # Between the last boundary before the special place and the one after it.
            start = self._offsets[index] - (2 if self.unit is Unit.LF else 1)
            return start if offset == start else None
        return offset

    def from_code_points(self, offset: int) -> int | None:
        """Where the code point ``offset`` begins, counted in units; None beyond the text, and between a carriage
        return and its line feed where the two count as one."""
        index = bisect_right(self._offsets, offset)
        place = offset + (self._places[index - 1] - self._offsets[index - 1] if index else 0)
        if offset < 0 or place > self.length:
            return None
        inside = self.unit is Unit.LF and bisect_left(self._offsets, offset + 1) == index
        return None if inside and index < len(self._offsets) and self._offsets[index] == offset + 1 else place


def _more(found: str, unit: Unit) -> int:
    """How many more units than code points a special place takes."""
    if unit is Unit.BYTE:
        return len(found.encode("utf-8", "surrogatepass")) - 1
    return -1 if unit is Unit.LF else 1
