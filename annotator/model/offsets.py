"""Code points of the stored text and positions of the text that is shown.

Qt counts UTF-16 units, folds ``\\r\\n`` into one position and drops or misreads a few characters. This module
makes the string Qt is given and converts between the two countings, in both directions; nothing else in the
program converts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

_STAND_IN = "\u25af"
_SPECIAL = re.compile("\r\n|[\U00010000-\U0010ffff]")
_UNSHOWABLE = re.compile("^[\ufeff\ufffe]|[\ufdd0\ufdd1]")


class ShownText:
    """The text as Qt shows it, with the map between code points and Qt's positions.

    Only places where the two countings part are kept: an astral character takes two positions, ``\\r\\n`` takes
    one. A place inside such a pair is rounded down unless asked otherwise.
    """

    __slots__ = ("_offsets", "_positions", "length", "text")

    def __init__(self, stored: str) -> None:
        # After the k-th special place the two countings stand at _offsets[k] and _positions[k].
        self._offsets: list[int] = []
        self._positions: list[int] = []
        shift = 0
        if not stored.isascii() or "\r\n" in stored:
            for match in _SPECIAL.finditer(stored):
                shift += -1 if match.end() - match.start() == 2 else 1
                self._offsets.append(match.end())
                self._positions.append(match.end() + shift)
        self.length = len(stored) + shift
        shown = stored.replace("\r\n", "\n").replace("\r", "\n") if "\r" in stored else stored
        self.text = shown if shown.isascii() else _UNSHOWABLE.sub(_STAND_IN, shown)

    def to_shown(self, offset: int) -> int:
        """The position Qt gives to the boundary before code point ``offset``.

        The boundary between the two characters of ``\\r\\n`` counts as the one before them.
        """
        index = bisect_right(self._offsets, offset)
        position = offset + (self._positions[index - 1] - self._offsets[index - 1] if index else 0)
        if index < len(self._offsets) and self._offsets[index] - 1 == offset and self._folds(index):
            return position - 1
        return position

    def to_stored(self, position: int, *, up: bool = False) -> int:
        """The code point that begins at Qt's ``position``.

        Inside an astral character this is the character itself, or with ``up`` the one after it.
        """
        if up:
            index = bisect_left(self._positions, position)
            if index < len(self._positions) and self._positions[index] - 1 == position and not self._folds(index):
                return self._offsets[index]
        index = bisect_right(self._positions, position)
        shift = self._positions[index - 1] - self._offsets[index - 1] if index else 0
        offset = position - shift
        if index < len(self._positions) and not self._folds(index):
            return min(offset, self._offsets[index] - 1)
        return offset

    def _folds(self, index: int) -> bool:
        """Whether the special place is a folded ``\\r\\n`` (else an astral character)."""
        before = self._positions[index - 1] - self._offsets[index - 1] if index else 0
        return self._positions[index] - self._offsets[index] < before
