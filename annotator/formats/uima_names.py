"""Names of UIMA's that reader and writer share, and the characters that XML cannot hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCUMENT = "webanno.custom.Document"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no way to write."""
_SHOWN = "\ufffd"


def visible(text: str) -> str:
    """A text as XML can hold it, as long as it was: each forbidden character shown as ``�``."""
    return _FORBIDDEN.sub(_SHOWN, text)


def forbidden(text: str) -> list[tuple[int, int]]:
    """Where a text has characters that XML cannot hold, and their code points."""
    return [(found.start(), ord(found[0])) for found in _FORBIDDEN.finditer(text)]


def restored(text: str, own: Mapping[str, Any]) -> str:
    """The text with the characters again that ``forbidden`` named under ``controls``, as far as ``�`` stands there."""
    pairs = own.get("controls")
    if not isinstance(pairs, list):
        return text
    characters = list(text)
    for pair in pairs:
        if not (isinstance(pair, list) and len(pair) == 2 and all(type(number) is int for number in pair)):
            continue
        place, code = pair
        is_shown = 0 <= place < len(characters) and characters[place] == _SHOWN
        if is_shown and 0 < code < 0x110000 and _FORBIDDEN.fullmatch(chr(code)) and not 0xD800 <= code < 0xE000:
            characters[place] = chr(code)
    return "".join(characters)
