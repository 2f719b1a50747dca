"""Which label key was pressed, whatever the keyboard layout.

A key counts by its symbol where that is a digit or a Latin letter; else by where it lies: the digit row is the
digit row under a French layout too, and under a Russian one the key where Latin layouts have A is A.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_ROWS = ("123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm")

_SAME_TIME = 2
"""Milliseconds between the release and the press of a repeat, at most; no finger is as quick."""


class LabelKey(NamedTuple):
    """A digit 1-9 or a lower-case letter, and whether Shift turns it round."""

    symbol: str
    shifted: bool


def _codes(firsts: tuple[int, int, int, int]) -> dict[int, str]:
    return {first + place: key for first, row in zip(firsts, _ROWS, strict=True) for place, key in enumerate(row)}


# The kernel's key codes; X11 and Wayland add eight to them. Windows sends the same codes as scan codes.
_SCAN_CODES = {
    "linux": _codes((10, 24, 38, 52)),
    "win32": _codes((2, 16, 30, 44)),
}
# macOS gives virtual key codes in no order (Inside Macintosh: HIToolbox/Events.h, kVK_ANSI_*).
_MAC_CODES = {
    18: "1", 19: "2", 20: "3", 21: "4", 23: "5", 22: "6", 26: "7", 28: "8", 25: "9",
    12: "q", 13: "w", 14: "e", 15: "r", 17: "t", 16: "y", 32: "u", 34: "i", 31: "o", 35: "p",
    0: "a", 1: "s", 2: "d", 3: "f", 5: "g", 4: "h", 38: "j", 40: "k", 37: "l",
    6: "z", 7: "x", 8: "c", 9: "v", 11: "b", 45: "n", 46: "m",
}  # fmt: skip


def label_key(event: QKeyEvent) -> LabelKey | None:
    """The digit or letter a key press stands for; None for other keys and with Ctrl, Alt or Meta."""
    modifiers = event.modifiers()
    others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    if modifiers & others:
        return None
    shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    symbol = digit(event)
    if symbol:
        # A digit that needs Shift (as on French keyboards) is that digit, not its reverse.
        return LabelKey(symbol, shifted and event.text() != symbol)
    key = event.key()
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return LabelKey(chr(key).lower(), shifted)
    text = event.text()
    if text and ord(text[0]) > 0x24F:  # beyond the Latin blocks: another script's letter
        place = _place(event)
        if place.isalpha():
            return LabelKey(place, shifted)
    return None


class Repeats:
    """Tells the presses that a held key makes by itself, also those that Qt takes for new ones.

    An X server sends a release and a press for each. Where a busy program has read the one and not yet the other,
    Qt cannot see that they belong together; their times still say so.
    """

    def __init__(self) -> None:
        self._code = 0
        self._time = 0

    def note_release(self, event: QKeyEvent) -> None:
        """A key went up."""
        self._code, self._time = event.nativeScanCode(), event.timestamp()

    def has(self, event: QKeyEvent) -> bool:
        """Whether this press is a repeat."""
        again = event.nativeScanCode() != 0 and event.nativeScanCode() == self._code
        return event.isAutoRepeat() or (again and event.timestamp() - self._time <= _SAME_TIME)


def digit(event: QKeyEvent) -> str:
    """The digit 1-9 a key stands for by symbol, keypad or place in the digit row; else empty."""
    key = event.key()
    if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
        return chr(key)
    place = _place(event)
    return place if place.isdigit() else ""


def _place(event: QKeyEvent) -> str:
    if sys.platform == "darwin":
        return _MAC_CODES.get(event.nativeVirtualKey(), "") if event.nativeScanCode() else ""
    return _SCAN_CODES.get(sys.platform, {}).get(event.nativeScanCode(), "")
