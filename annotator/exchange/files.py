"""Which files an import reads, under which names, in which format."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.formats.base import LIMITS
from annotator.formats.look import Look
from annotator.formats.registry import BUILT_IN, SUFFIXES, format_by_name
from annotator.model.errors import InputError
from annotator.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_NOT_TEXT: tuple[tuple[bytes, str], ...] = (
    (b"SQLite format 3\0", "it is a project or another database; export it as jsonl there and import that"),
    (b"PK\x03\x04", "it is a zip archive or an office document; save its text as a .txt file"),
    (b"%PDF", "it is a PDF; save its text as a .txt file"),
    (b"{\\rtf", "it is an RTF document; save its text as a .txt file"),
    (b"\xd0\xcf\x11\xe0", "it is an old office document; save its text as a .txt file"),
    (b"\x1f\x8b", "it is compressed; unpack it first"),
    (b"<!doctype html", "it looks like HTML; save the article's text as a .txt file"),
    (b"<html", "it looks like HTML; save the article's text as a .txt file"),
)
"""How files begin that people take for articles, and what to do with each; compared in lower case."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read."""

    path: Path
    name: str
    """What keys and sentences call it: its path within the folder given, with ``/``, or its own name."""
    format: str
    size: int


@dataclass(slots=True)
class Found:
    """What lies at the paths a user gave."""

    files: list[InputFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Files in folders whose suffix belongs to no known format."""
    remarks: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


def find_files(paths: Sequence[Path], *, format: str | None = None, project: Path | None = None) -> Found:
    """The files at ``paths``, folders walked in order of name, hidden files passed over.

    ``format`` is taken for every file given or, in folders, for every file of a suffix that is its own;
    without it suffix and content decide. ``project`` is never opened: closing it would drop SQLite's locks.
    """
    found = Found()
    suffixes = format_by_name(format).suffixes if format else ()
    for path in paths:
        if len(found.files) > LIMITS["entries"]:
            break
        try:
            information = path.stat()
        except OSError as error:
            found.problems.append(Problem(shown(path), 0, why_unreadable(error), "file"))
            continue
        if stat.S_ISDIR(information.st_mode):
            _walk(path, found, format, suffixes, project)
        elif is_own(information, project):
            found.problems.append(Problem(shown(path), 0, "it is the project itself", "file"))
        else:
            _take(path, path.name, information, found, format)
    if len(found.files) > LIMITS["entries"]:
        del found.files[LIMITS["entries"] :]
        reason = (
            f"there are more than {LIMITS['entries']:,} files; the others were not looked at, import them by themselves"
        )
        found.problems.append(Problem(shown(paths[-1]), 0, reason, "file"))
    return found


def shown(path: Path | str) -> str:
    """A path as it can be written anywhere, even when its name is no sound Unicode."""
    return os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")


def why_unreadable(error: OSError) -> str:
    """Why a file or folder could not be read, and what to do, in one sentence."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder; check the name"
    if isinstance(error, PermissionError):
        return "it may not be read; change its permissions"
    return f"it cannot be read ({error.strerror or error}); check the disk it lies on"


def _walk(folder: Path, found: Found, format: str | None, suffixes: tuple[str, ...], project: Path | None) -> None:
    inside: list[tuple[str, Path]] = sorted(
        ((path.relative_to(folder).as_posix(), path) for path in _entries(folder, found)),
    )
    for name, path in inside:
        if len(found.files) > LIMITS["entries"]:
            return
        suffix = path.suffix.lower()
        known = suffix in suffixes if format else suffix in SUFFIXES
        if not known:
            found.left_out.append(shown(name))
            continue
        try:
            information = path.stat()
        except OSError as error:
            found.problems.append(Problem(shown(name), 0, why_unreadable(error), "file"))
            continue
        if is_own(information, project):
            found.left_out.append(shown(name))
        else:
            _take(path, name, information, found, format)


def _entries(folder: Path, found: Found) -> Iterator[Path]:
    """Files below ``folder``, every folder once.

    Links to folders come after all real ones, so that names do not depend on links, and no ring or web of
    links is walked round and round.
    """
    folders: list[Path] = [folder]
    links: list[Path] = []
    seen: set[tuple[int, int]] = set()
    while folders or links:
        here = folders.pop() if folders else links.pop()
        try:
            information = here.stat()
            if (information.st_dev, information.st_ino) in seen:
                continue
            seen.add((information.st_dev, information.st_ino))
            entries = sorted(os.scandir(here), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            found.problems.append(Problem(shown(here), 0, why_unreadable(error), "file"))
            continue
        for entry in entries:
            path = here / entry.name
            try:
                is_folder = entry.is_dir()
            except OSError as error:
                found.problems.append(Problem(shown(path), 0, why_unreadable(error), "file"))
                continue
            if entry.name.startswith("."):
                continue
            if is_folder:
                (links if entry.is_symlink() else folders).append(path)
            else:
                yield path


def _take(path: Path, name: str, information: os.stat_result, found: Found, format: str | None) -> None:
    try:
        name.encode("utf-8")
        _refuse_unfit(name, information)
        chosen = format or SUFFIXES.get(path.suffix.lower()) or _sniff(path)
    except UnicodeEncodeError:
        found.problems.append(Problem(shown(name), 0, "its name is no sound Unicode; rename it", "file"))
    except OSError as error:
        found.problems.append(Problem(shown(name), 0, why_unreadable(error), "file"))
    except InputError as error:
        found.problems.append(Problem(shown(name), 0, str(error), "file"))
    else:
        found.files.append(InputFile(path, name, chosen, information.st_size))
        if chosen == "text" and not format and path.suffix and path.suffix.lower() not in SUFFIXES:
            found.remarks.append(f"{name}: “{path.suffix}” is no suffix of a known format; it was read as plain text")


def _refuse_unfit(name: str, information: os.stat_result) -> None:
    """InputError for a pipe or device, which may never end, and a name that could not be read in again."""
    if not stat.S_ISREG(information.st_mode):
        raise InputError("it is no ordinary file; save what it gives to a file, and name that")
    if len(name) > LIMITS["name"]:
        raise InputError(f"its path is longer than {LIMITS['name']} characters; name a folder nearer to it")


def _sniff(path: Path) -> str:
    """The format of a file whose suffix says nothing."""
    look = Look.at(path)
    start = look.head.lstrip().lower()
    for beginning, reason in _NOT_TEXT:
        if start.startswith(beginning.lower()):
            raise InputError(reason)
    for name in BUILT_IN:
        if format_by_name(name).sniff(look):
            return name
    raise InputError(f"its format is not known; name one of {', '.join(BUILT_IN)} with --format")


def is_own(information: os.stat_result, project: Path | None) -> bool:
    """Whether it is the project file or its journal, under whatever name: a link's, or in letters of another case."""
    for own in (project, project.with_name(project.name + "-journal")) if project else ():
        with suppress(OSError):
            if os.path.samestat(information, own.stat()):
                return True
    return False
