"""Where lines may be broken.

Qt looks for the end of a word again for each line of it: a word of a megabyte, as encoded data in an article or a
stranger's note are, would take minutes. Text with such a word is broken anywhere.
"""

from __future__ import annotations

import re

from PySide6.QtGui import QTextOption

_ENDLESS = 4000
"""Code points of a word that fills some fifty lines; laid out in a few milliseconds."""

_GLUE = ("\u00a0", "\u202f", "\u2007")
"""Blanks for Python at which Qt breaks no line."""

_BREAKABLE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+"
)
"""Scripts that write without blanks and are broken between their letters."""


def wrap_mode(text: str) -> QTextOption.WrapMode:
    """At words, or anywhere if there is a word without an end."""
    return QTextOption.WrapMode.WrapAnywhere if _has_endless_word(text) else _AT_WORDS


def _has_endless_word(text: str) -> bool:
    if len(text) < _ENDLESS:
        return False
    for glue in _GLUE:
        if glue in text:
            text = text.replace(glue, "x")
    long = [word for word in text.split() if len(word) >= _ENDLESS]
    return any(len(part) >= _ENDLESS for word in long for part in _BREAKABLE.split(word))


_AT_WORDS = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
