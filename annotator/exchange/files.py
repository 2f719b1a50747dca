"""Which files an import reads, under which names, in which format."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.exchange.splitting import MANIFEST, SPLITS
from annotator.formats.base import LIMITS
from annotator.formats.detection import Candidate, candidates
from annotator.formats.look import Look
from annotator.formats.registry import BUILT_IN, all_formats, format_by_name
from annotator.model.errors import InputError
from annotator.model.record import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from annotator.formats.base import Format

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


_COMPANIONS = frozenset(("documents.jsonl", "TypeSystem.xml"))
"""Files that belong to a folder that is read as one, and look like files of other formats."""


_BESIDE = (".report.json", ".config.xml")
"""What is added to the name of an export for the files beside it."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read."""

    path: Path
    name: str
    """What keys and sentences call it: its path within the folder given, with ``/``, or its own name."""
    format: str
    size: int
    """Bytes; of a folder that is read as one, those of all its files."""
    reason: str = ""
    """Why it is of this format, as a clause; empty where the user said it."""


@dataclass(frozen=True, slots=True)
class FormatProblem(Problem):
    """A file that was kept out only because it may be of several formats, or of none that is known, and somebody has
    to say which it is."""

    candidates: tuple[Candidate, ...] = ()
    """Empty if it looks like none."""
    path: Path | None = None


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


def find_files(
    paths: Sequence[Path],
    *,
    format: str | None = None,
    formats: Mapping[str, str] | None = None,
    without: Collection[str] = (),
    project: Path | None = None,
) -> Found:
    """The files at ``paths``, folders walked in order of name, hidden files passed over.

    ``format`` is taken for every file given or, in folders, for every file of a suffix that is its own; without it
    content and suffix decide. ``formats`` says it of single files, by name, and wins. A folder that a format reads
    as one is one. Files in ``without``, by name, are passed over. ``project`` is never opened: closing it would drop
    SQLite's locks.
    """
    finder = _Finder(format, formats or {}, project)
    for path in paths:
        if finder.is_full:
            break
        finder.look_at(path)
    found = finder.found
    if finder.is_full:
        del found.files[LIMITS["entries"] :]
        reason = (
            f"there are more than {LIMITS['entries']:,} files; the others were not looked at, import them by themselves"
        )
        found.problems.append(Problem(shown(paths[-1]), 0, reason, "file"))
    if without:
        found.files = [file for file in found.files if file.name not in without]
        found.problems = [problem for problem in found.problems if problem.file not in without]
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


class _Finder:
    """Gathers files, and what speaks against others."""

    def __init__(self, format: str | None, formats: Mapping[str, str], project: Path | None) -> None:
        self.found = Found()
        self._asked = format
        self._asked_of = formats
        self._project = project
        self._formats: list[Format] = [format_by_name(format)] if format else all_formats()
        self._suffixes = frozenset(suffix for known in self._formats if known.reads for suffix in known.suffixes)

    @property
    def is_full(self) -> bool:
        return len(self.found.files) > LIMITS["entries"]

    def look_at(self, path: Path) -> None:
        """Take what lies at a path that the user named."""
        try:
            information = path.stat()
            if stat.S_ISDIR(information.st_mode):
                self._take_folder(path)
            elif is_own(information, self._project):
                self._refuse(shown(path), "it is the project itself")
            else:
                self._take(path, path.name, information)
        except OSError as error:
            self._refuse(shown(path), why_unreadable(error))

    def _take_folder(self, folder: Path) -> None:
        """A folder as one, where a format reads it so; else the files in it."""
        name = folder.name or folder.resolve().name
        asked = self._asked_of.get(name, self._asked)
        if asked and format_by_name(asked).folder:
            self._take_whole(folder, name, Candidate(asked, ""))
            return
        fitting = [] if asked else candidates(Look.at(folder, name), self._formats)
        if len(fitting) == 1:
            self._take_whole(folder, name, fitting[0])
        elif fitting:
            self._ask(folder, name, fitting)
        else:
            self._walk(folder)

    def _take_whole(self, folder: Path, name: str, candidate: Candidate) -> None:
        inside = files_in(folder)
        size = sum(path.stat().st_size for _, path in inside)
        self.found.files.append(InputFile(folder, name, candidate.name, size, candidate.reason))
        others = self._suffixes.difference(format_by_name(candidate.name).suffixes)
        for within, path in inside:
            if path.suffix.lower() in others and path.name not in _COMPANIONS:
                self._take_beside(path, f"{name}/{shown(within)}")

    def _take_beside(self, path: Path, name: str) -> None:
        """A file that lies in a folder of another format: read too if its content says what it is."""
        fitting = [] if self._asked or name in self._asked_of else candidates(Look.at(path, name), self._formats)
        by_name = len(fitting) == 1 and fitting[0].reason.startswith("its name ends in")
        if name in self._asked_of or (fitting and not by_name):
            self._take(path, name, path.stat())
        else:
            self.found.left_out.append(name)

    def _walk(self, folder: Path) -> None:
        inside: list[tuple[str, Path]] = sorted(
            ((path.relative_to(folder).as_posix(), path) for path in _entries(folder, self.found)),
        )
        for name, path in inside:
            if self.is_full:
                return
            if path.suffix.lower() not in self._suffixes or (not self._asked and _lies_beside_an_export(path)):
                self.found.left_out.append(shown(name))
                continue
            try:
                information = path.stat()
            except OSError as error:
                self._refuse(shown(name), why_unreadable(error))
                continue
            if is_own(information, self._project):
                self.found.left_out.append(shown(name))
            else:
                self._take(path, name, information)

    def _take(self, path: Path, name: str, information: os.stat_result) -> None:
        try:
            name.encode("utf-8")
            _refuse_unfit(name, information)
            asked = self._asked_of.get(name, self._asked)
            fitting = [Candidate(asked, "")] if asked else _fitting(path, name, self._formats)
        except UnicodeEncodeError:
            self._refuse(shown(name), "its name is no sound Unicode; rename it")
        except OSError as error:
            self._refuse(shown(name), why_unreadable(error))
        except InputError as error:
            self._refuse(shown(name), str(error))
        else:
            if not fitting:
                reason = f"its format is not known; name one of {', '.join(BUILT_IN)} with --format"
                self.found.problems.append(FormatProblem(name, 0, reason, "file", (), path))
                return
            if len(fitting) > 1:
                self._ask(path, name, fitting)
                return
            chosen = fitting[0]
            self.found.files.append(InputFile(path, name, chosen.name, information.st_size, chosen.reason))
            if chosen.name == "text" and not asked and path.suffix and path.suffix.lower() not in self._suffixes:
                self.found.remarks.append(
                    f"{name}: “{path.suffix}” is no suffix of a known format; it was read as plain text"
                )

    def _ask(self, path: Path, name: str, fitting: list[Candidate]) -> None:
        may_be = "; or ".join(f"{candidate.name}: {candidate.reason}" for candidate in fitting)
        reason = f"it may be of several formats ({may_be}); name the right one with --format"
        self.found.problems.append(FormatProblem(name, 0, reason, "file", tuple(fitting), path))

    def _refuse(self, name: str, reason: str) -> None:
        self.found.problems.append(Problem(name, 0, reason, "file"))


def files_in(folder: Path) -> list[tuple[str, Path]]:
    """The files of a folder that is read as one, each by its path within it, in order; hidden ones passed over."""
    return sorted((path.relative_to(folder).as_posix(), path) for path in _entries(folder, Found()))


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


def _refuse_unfit(name: str, information: os.stat_result) -> None:
    """InputError for a pipe or device, which may never end, and a name that could not be read in again."""
    if not stat.S_ISREG(information.st_mode):
        raise InputError("it is no ordinary file; save what it gives to a file, and name that")
    if len(name) > LIMITS["name"]:
        raise InputError(f"its path is longer than {LIMITS['name']} characters; name a folder nearer to it")


def _fitting(path: Path, name: str, formats: list[Format]) -> list[Candidate]:
    """The formats a file may be of, none if it looks like none; InputError if it is of a kind that cannot be read."""
    look = Look.at(path, name)
    fitting = candidates(look, formats)
    if not fitting or (fitting[0].name == "text" and look.suffix not in format_by_name("text").suffixes):
        start = look.head.lstrip().lower()
        for beginning, reason in _NOT_TEXT:
            if start.startswith(beginning.lower()):
                raise InputError(reason)
    return fitting


def _lies_beside_an_export(path: Path) -> bool:
    """Whether it is what an export leaves beside its data: its report, a configuration, what proves its splits."""
    for ending in _BESIDE:
        if path.name.endswith(ending) and path.with_name(path.name.removesuffix(ending)).exists():
            return True
    return path.name == MANIFEST and any(entry.stem in SPLITS for entry in path.parent.iterdir())


def is_own(information: os.stat_result, project: Path | None) -> bool:
    """Whether it is the project file or its journal, under whatever name: a link's, or in letters of another case."""
    for own in (project, project.with_name(project.name + "-journal")) if project else ():
        with suppress(OSError):
            if os.path.samestat(information, own.stat()):
                return True
    return False
