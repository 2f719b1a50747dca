"""Folders of files, a document each, and the list beside them of what those files cannot say.

``documents.jsonl`` is ours; tools whose folders these are pass it by. A row names its document's files without
suffix, in the order of the export, and holds what has no place in them: a key that is no file name, title,
language, metadata, reviews, the registry's actors. Without it the folder is read all the same.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from annotator.formats import beside as details
from annotator.formats.base import LIMITS, MEGABYTE, ReadOptions, Source
from annotator.formats.decoding import decode
from annotator.formats.file_names import file_name, key_of
from annotator.formats.json_rows import rows
from annotator.formats.text import lone_surrogate
from annotator.model.errors import InputError
from annotator.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.model.record import Record

LISTING = "documents.jsonl"

Row = dict[str, Any]


def files(root: Path) -> list[str]:
    """Paths of all files below a folder, relative to it, with ``/``, sorted; hidden ones are passed.

    InputError if there are more than one import may have.
    """
    found: list[str] = []
    for here, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = os.path.relpath(here, root).replace(os.sep, "/")
        found += [name if inside == "." else f"{inside}/{name}" for name in names if not name.startswith(".")]
        if len(found) > LIMITS["entries"]:
            raise InputError(f"the folder holds more than {LIMITS['entries']:,} files; import it in parts")
    return sorted(found)


def stems(names: list[str], suffixes: tuple[str, ...]) -> list[str]:
    """The names without suffix of the files that have one of these suffixes, each once, in their order."""
    return list(dict.fromkeys(name[: name.rindex(".")] for name in names if name.endswith(suffixes)))


def in_order(root: Path, name: str, found: list[str]) -> Iterator[tuple[str, Row] | Problem]:
    """The names without suffix in ``found``, each with its row of the listing (empty if it has none): those listed
    first, in the listing's order. A bad row is a Problem of the listing."""
    left = dict.fromkeys(found)
    seen: set[str] = set()
    listing = root / LISTING
    if listing.is_file():
        with listing.open("rb") as stream:
            for item in rows(Source(f"{name}/{LISTING}", stream, listing), ReadOptions()):
                if isinstance(item, Problem):
                    yield item
                    continue
                number, row = item
                stem = row.get("file")
                if type(stem) is str and stem in left:
                    del left[stem]
                    seen.add(stem)
                    yield stem, row
                elif type(stem) is not str or stem not in seen:
                    yield Problem(f"{name}/{LISTING}", number, "it lists a document whose files are not there")
    for stem in left:
        yield stem, {}


def listed(record: Record, stem: str, *, briefly: bool = False, **more: object) -> bytes:
    """The document's row for the listing, with its end; ``briefly`` for formats whose files say all but the order."""
    row: Row = {"file": stem}
    if key_of(stem) != record.key:
        row["id"] = record.key
    if not briefly:
        row.update(details.of_document(record))
    row.update((key, value) for key, value in more.items() if value)
    return details.written(row).encode() + b"\n"


def key(stem: str, row: Row) -> str:
    """The document's key: as its row says, or by the name of its files. InputError if it is too long."""
    found = details.name_in(row, "id") or key_of(stem)
    if len(found) > LIMITS["name"]:
        raise InputError(f"its name is longer than {LIMITS['name']} characters")
    if "\0" in found or lone_surrogate(found) is not None:
        raise InputError("its name holds bytes that are no text; rename it")
    return found


def safe_stem(key: str, suffixes: tuple[str, ...]) -> str:
    """A path without suffix for a document's key; no folder on it can be another document's file."""
    *folders, last = file_name(key).split("/")
    return "/".join([*(_no_file(part, suffixes) for part in folders), last])


def _no_file(part: str, suffixes: tuple[str, ...]) -> str:
    dot = part.rfind(".")
    return f"{part[:dot]}%2E{part[dot + 1 :]}" if part.lower().endswith(suffixes) else part


def utf8(data: bytes, encoding: str | None) -> str:
    """The text of a file that should be UTF-8. DecodingError with a guess where it is not."""
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return decode(data, encoding).text


def contents(path: Path) -> bytes:
    """The bytes of one file of a folder; InputError if it is too large."""
    if path.stat().st_size > LIMITS["file"]:
        raise InputError(f"{path.name} is larger than {LIMITS['file'] // MEGABYTE} MB; split it")
    return path.read_bytes()
