"""Keys of documents as names of files, and back, without loss.

A key may hold anything; a file's name may not, on some systems. What is not allowed is written as ``%XX`` of its
UTF-8 bytes. ``/`` stays, so that folders come out again.
"""

from __future__ import annotations

import re
from hashlib import sha256

_LONGEST = 180
"""Bytes of one part of a path; systems allow 255, and suffixes and hashes are added."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*%]')
_ESCAPES = re.compile("(?:%[0-9A-Fa-f]{2})+")
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)")


def file_name(key: str) -> str:
    """A path within a folder, with ``/``, that every system allows, for a document's key. ``key_of`` gives the key
    back unless a part of it was too long, which ends in a piece of its hash."""
    return "/".join(_part(part) for part in key.split("/"))


def key_of(name: str) -> str:
    """The key that ``file_name`` made a path of (without the suffix that was added to it)."""
    return _ESCAPES.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "surrogateescape"), name)


def is_reversible(key: str) -> bool:
    """Whether ``key_of(file_name(key))`` is the key."""
    return key_of(file_name(key)) == key


def _part(part: str) -> str:
    safe = _FORBIDDEN.sub(_escaped, part)
    if _RESERVED.match(safe) or safe in ("", ".", "..") or safe[:1] in (" ", ".") or safe[-1:] in (" ", "."):
        # Its first and last character are what a system would mind.
        ends = "".join(f"%{byte:02X}" for byte in safe[:1].encode())
        safe = (ends + safe[1:]) if safe else "%"
        if len(safe) > 3 and safe[-1] in " .":
            safe = safe[:-1] + f"%{ord(safe[-1]):02X}"
    data = safe.encode()
    if len(data) <= _LONGEST:
        return safe
    digest = sha256(part.encode()).hexdigest()[:12]
    return data[: _LONGEST - 13].decode("utf-8", "ignore") + "-" + digest


def _escaped(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
