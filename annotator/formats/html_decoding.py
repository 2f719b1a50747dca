"""In which encoding a web page is: by its mark, as UTF-8, as it declares itself.

A page that is sound UTF-8 is UTF-8 whatever it declares: servers recode pages and leave the declaration as it was.
"""

from __future__ import annotations

import re

from annotator.formats.decoding import Decoded, DecodingError, decode, extends_ascii

_LOOKED_AT = 16_384
"""Bytes in which a declaration is looked for; browsers look at a tenth of it."""

_DECLARED = (
    re.compile(rb"""(?i)<meta[^>]{1,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})"""),
    re.compile(rb"""^\s*<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w.:-]{2,40})"""),
)

_CALLED = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-user-defined": "cp1252",
}
"""What pages mean by a name, as the WHATWG's Encoding standard lists it; Python knows the others by the same name."""


def decode_page(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a page. DecodingError, with a guess, where no encoding fits.

    ``encoding`` is what the user says of pages that are not UTF-8; it goes before what the page says.
    """
    declared = declared_encoding(data)
    seven_bit = declared is not None and not extends_ascii(declared) and not declared.startswith("utf")
    try:
        if seven_bit and encoding is None:
            return _decode_declared(data, declared or "")
        return decode(data, encoding)
    except DecodingError:
        if declared is None or encoding is not None or declared.startswith("utf"):
            raise
        return _decode_declared(data, declared)


def declared_encoding(data: bytes) -> str | None:
    """What the page says it is encoded in, by the name that Python decodes it by; None if it does not say."""
    for pattern in _DECLARED:
        if found := pattern.search(data[:_LOOKED_AT]):
            name = found[1].decode("ascii", "ignore").lower()
            return _CALLED.get(name, name)
    return None


def _decode_declared(data: bytes, declared: str) -> Decoded:
    try:
        return Decoded(data.decode(declared), declared)
    except (UnicodeError, LookupError, ValueError):
        # The guess comes without the declaration, which was wrong.
        return decode(data)
