"""JSON as bytes that every reader of lines takes as one line, the same for the same values."""

from __future__ import annotations

import re

import orjson

_RAW = re.compile(rb"\xc2[\x80-\x9f]"), re.compile(rb"\xe2\x80[\xa8\xa9]")
"""UTF-8 of characters that JSON allows as they are, but that break a line for many readers (U+0085, U+2028,
U+2029) or steer a terminal (U+0080 to U+009F): written as escapes. Two patterns, since one that begins with a
fixed byte is looked for ten times faster than one that has a choice there."""


def json_line(value: object) -> bytes:
    """A value as one line with its end."""
    data = orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
    for pattern in _RAW:
        data = pattern.sub(_escape, data)
    return data


def _escape(found: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(found[0].decode())
