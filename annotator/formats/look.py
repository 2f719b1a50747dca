"""A first look at a file or folder, to tell its format: a little of everything, read once, for all formats."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 65_536
"""Bytes of a file that are looked at."""
_ENTRIES = 2_000
"""Names of files in a folder or archive that are looked at."""
_ROWS = 20

_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_NAMESPACE = re.compile(rb"""xmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)["']""")


class Look:
    """What can be seen of a file or folder without reading it: its beginning, and what kind of thing that is."""

    def __init__(self, name: str, head: bytes, path: Path | None = None) -> None:
        self.name = name
        """As messages call it."""
        self.head = head
        """Its first bytes, up to ``HEAD``; empty for a folder."""
        self.path = path
        """Where it lies, if it lies anywhere."""

    @classmethod
    def at(cls, path: Path, name: str = "") -> Look:
        """A look at a path. OSError if it cannot be read."""
        if path.is_dir():
            return cls(name or path.name, b"", path)
        with path.open("rb") as stream:
            return cls(name or path.name, stream.read(HEAD), path)

    @cached_property
    def suffix(self) -> str:
        """Lower case, with its dot; empty if it has none."""
        dot = self.name.rfind(".")
        return self.name[dot:].lower() if dot > self.name.rfind("/") + 1 else ""

    @cached_property
    def is_folder(self) -> bool:
        return self.path is not None and self.path.is_dir()

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """Paths of the first files in a folder and below, with ``/``, sorted; empty for a file."""
        if self.path is None or not self.is_folder:
            return ()
        found: list[str] = []
        for here in (self.path, *(entry for entry in sorted(self.path.iterdir()) if entry.is_dir())):
            found += [entry.relative_to(self.path).as_posix() for entry in sorted(here.iterdir()) if entry.is_file()]
            if len(found) > _ENTRIES:
                break
        return tuple(found[:_ENTRIES])

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Names of the first files in a ZIP archive; empty for anything else."""
        if not self.head.startswith(b"PK\x03\x04") or self.path is None:
            return ()
        from annotator.formats.archives import names

        return names(self.path, _ENTRIES)

    @cached_property
    def tables(self) -> frozenset[str]:
        """Names of the tables of an SQLite database, in lower case; empty for anything else."""
        if not self.head.startswith(b"SQLite format 3\0") or self.path is None:
            return frozenset()
        from annotator.formats.sqlite_files import table_names

        return table_names(self.path)

    @cached_property
    def text(self) -> str:
        """The beginning as text, if it is UTF-8 or has a byte order mark; empty if it is not."""
        for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
            if self.head.startswith(mark):
                return self.head[2:].decode(encoding, "ignore")
        head = self.head.removeprefix(b"\xef\xbb\xbf")
        if b"\0" in head:
            return ""
        # The last character may be cut through.
        cut = next((cut for cut in range(4) if _is_utf8(head[: len(head) - cut])), None)
        return "" if cut is None else head[: len(head) - cut].decode("utf-8")

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The whole lines of the beginning, without their ends."""
        lines = self.text.splitlines()
        return tuple(lines if len(self.head) < HEAD else lines[:-1])

    @cached_property
    def is_json_list(self) -> bool:
        return self.text.lstrip()[:1] == "["

    @cached_property
    def rows(self) -> tuple[dict[str, Any], ...]:
        """The first objects of JSON lines, of a JSON list, or the one JSON object that the file is; as far as they
        lie in the beginning whole."""
        start = self.text.lstrip()
        if start[:1] == "[":
            return tuple(_listed(start[1:]))
        if start[:1] != "{":
            return ()
        first = _object(self.lines[0] if self.lines else "")
        if first is None:
            whole = _object(start) if len(self.head) < HEAD else None
            return () if whole is None else (whole,)
        rows = [_object(line) for line in start.splitlines()[:_ROWS]]
        return tuple(row for row in rows if row is not None)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of the first rows; of a single object too large for the beginning, those that can be seen in it."""
        if self.rows:
            return frozenset(key for row in self.rows for key in row)
        if self.text.lstrip()[:1] in "{[":
            return frozenset(re.findall(r'"((?:[^"\\]|\\.){1,60})"\s*:', self.text))
        return frozenset()

    @cached_property
    def root(self) -> str:
        """The local name of an XML or HTML file's outermost element, as it is written; empty for anything else."""
        if not self.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return ""
        found = _ROOT.search(self.head)
        return found[1].decode("ascii", "ignore") if found else ""

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """XML namespaces that the beginning names."""
        return frozenset(name.decode("utf-8", "ignore") for name in _NAMESPACE.findall(self.head))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _object(text: str) -> dict[str, Any] | None:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def _listed(text: str) -> list[dict[str, Any]]:
    """The first objects of a JSON list whose opening bracket is gone, as far as they are whole."""
    import json

    decoder, place = json.JSONDecoder(), 0
    rows: list[dict[str, Any]] = []
    while len(rows) < _ROWS:
        while text[place : place + 1] in (" ", "\t", "\r", "\n", ","):
            place += 1
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            break
        if isinstance(value, dict):
            rows.append(value)
    return rows
