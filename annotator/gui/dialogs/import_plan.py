"""What is known of the files of an import, and what the user has said about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.exchange import FilePreview, FormatProblem, ImportOptions, InputFile
from annotator.formats.base import ReadOptions
from annotator.formats.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from annotator.exchange import Contents, ImportPreview
    from annotator.formats.detection import Candidate
    from annotator.model.record import Problem

_READ_WITH = re.compile(r": read it with --offsets (\S+)")
_COMMANDS = (
    (re.compile(r"; name the right one with --format$|: read it with --offsets \S+"), ""),
    (re.compile(r"; name one of [^;]* with --format$"), ""),
    (re.compile(r"give --column (\w+)=NAME"), r"say it under Options, “\1”"),
    (re.compile(r"with --column (\w+)=NAME(?:, where NAME is)?"), r"under Options, “\1”:"),
    (re.compile(r"with --column (\w+)=(\S+)$"), r"with “\1” under Options: \2"),
    (re.compile(r"(?:with|give) --set ([\w-]+)=(\S+)"), "under Options"),
    (
        re.compile(r": if that reads well, give --encoding \S+"),
        ": if that reads well, save it as UTF-8 and import again",
    ),
    (re.compile(r"; if it is, give --encoding \S+"), "; if it is, save it as UTF-8 and import again"),
    (re.compile(r" or name its encoding with --encoding"), ""),
    (re.compile(r"name (?:its real|another) encoding with --encoding"), "save it as UTF-8"),
    (re.compile(r"else read it with --offsets (\S+)"), r"else say under Options that its offsets count \1"),
    (re.compile(r" if read with --offsets (\S+)"), r" if their offsets counted \1 (under Options)"),
)
"""Advice for the command line, and what stands for it in the window."""


@dataclass(slots=True)
class Entry:
    """One file, or one folder that is read as one."""

    name: str
    path: Path
    size: int
    format: str
    """Empty until somebody has said which of ``candidates`` it is."""
    reason: str = ""
    preview: FilePreview | None = None
    candidates: tuple[Candidate, ...] = ()
    """Formats it may be of, where there are several."""
    named: bool = False
    """Whether the user named the format."""
    encoding: str = ""
    """The encoding that was confirmed."""
    taken: bool = True
    contents: Contents | None = None

    @property
    def asks_format(self) -> bool:
        """Whether nobody has said yet what it is."""
        return self.taken and not self.format

    @property
    def asks_encoding(self) -> bool:
        return self.taken and self.preview is not None and bool(self.preview.undecoded) and not self.encoding

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with it, as far as it is known: of the whole file once that was read."""
        if self.asks_encoding:
            return []
        if self.contents is not None:
            return list(self.contents.problems)
        return list(self.preview.problems) if self.preview is not None and not self.preview.undecoded else []

    @property
    def remarks(self) -> list[str]:
        if self.contents is not None:
            return [for_window(str(remark)) for remark in self.contents.remarks]
        return [for_window(str(remark)) for remark in self.preview.remarks] if self.preview is not None else []

    def unit_hint(self) -> tuple[Unit, int] | None:
        """What its offsets seem to count, and how many of its problems say so."""
        found: dict[str, int] = {}
        for problem in self.problems:
            if match := _READ_WITH.search(problem.reason):
                found[match[1]] = found.get(match[1], 0) + 1
        if not found:
            return None
        name = max(found, key=lambda unit: found[unit])
        return (Unit(name), found[name]) if name in set(Unit) else None


class ImportPlan:
    """All files of an import, those first that want an answer."""

    def __init__(self, found: ImportPreview, annotator: str, readings: Mapping[str, ReadOptions] | None = None) -> None:
        self.annotator = annotator
        self.left_out = found.left_out
        self.readings: dict[str, ReadOptions] = dict(readings or {})
        """How files of a format are read, by the format's name."""
        self.problems = [problem for problem in found.problems if not isinstance(problem, FormatProblem)]
        # What nobody knows stays out unless somebody does; what may be two things holds the import back.
        asked = [
            Entry(problem.file, problem.path, 0, "", candidates=problem.candidates, taken=bool(problem.candidates))
            for problem in found.problems
            if isinstance(problem, FormatProblem) and problem.path is not None
        ]
        sure = [Entry(file.name, file.path, file.size, file.format, file.reason, file) for file in found.files]
        self.entries = asked + sorted(sure, key=lambda entry: not entry.asks_encoding)
        self._by_name = {entry.name: entry for entry in self.entries}

    def entry(self, name: str) -> Entry:
        return self._by_name[name]

    @property
    def taken(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.taken]

    def waiting_formats(self) -> int:
        """How many files nobody has named a format for."""
        return sum(entry.asks_format for entry in self.entries)

    def waiting_encodings(self) -> int:
        """How many files would be kept out because nobody confirmed their encoding."""
        return sum(entry.asks_encoding for entry in self.entries)

    def options(self, *, dry_run: bool = False) -> ImportOptions:
        """What to import, as it stands."""
        return ImportOptions(
            annotator=self.annotator,
            formats={entry.name: entry.format for entry in self.entries if entry.named},
            encodings={entry.name: entry.encoding for entry in self.entries if entry.encoding},
            by_format=dict(self.readings),
            without=frozenset(entry.name for entry in self.entries if not entry.taken or not entry.format),
            dry_run=dry_run,
        )

    def file_of(self, entry: Entry, format: str) -> InputFile:
        """The file to look at again, in this format."""
        return InputFile(entry.path, entry.name, format, entry.size, entry.reason if format == entry.format else "")

    def reading(self, format: str) -> ReadOptions:
        return self.readings.get(format, ReadOptions())

    def set_reading(self, format: str, reading: ReadOptions) -> None:
        """Read all files of this format so."""
        self.readings[format] = reading
        if reading == ReadOptions():
            del self.readings[format]

    def set_unit(self, format: str, unit: Unit | None) -> None:
        self.set_reading(format, replace(self.reading(format), unit=unit))

    def take_contents(self, contents: Mapping[str, Contents]) -> None:
        """What a trial of the whole import found."""
        for entry in self.entries:
            entry.contents = contents.get(entry.name)

    def forget_contents(self) -> None:
        """Something was said that makes the last trial worthless."""
        for entry in self.entries:
            entry.contents = None


def for_window(sentence: str) -> str:
    """A sentence of the core with the window's own advice, or none where a button stands for it."""
    for command, instead in _COMMANDS:
        sentence = command.sub(instead, sentence)
    return sentence.removesuffix(":")


def readings_to_json(readings: Mapping[str, ReadOptions]) -> dict[str, dict[str, object]]:
    """For the project's memory."""
    return {
        name: {"columns": dict(reading.columns), "unit": reading.unit or "", "settings": dict(reading.settings)}
        for name, reading in readings.items()
    }


def readings_from_json(value: object, known: Iterable[str]) -> dict[str, ReadOptions]:
    """What was remembered, as far as it is sound and its format is still there."""
    found: dict[str, ReadOptions] = {}
    names = set(known)
    for name, said in value.items() if isinstance(value, dict) else ():
        if name in names and isinstance(said, dict):
            unit = said.get("unit")
            found[name] = ReadOptions(
                columns=_texts(said.get("columns")),
                unit=Unit(unit) if unit in set(Unit) else None,
                settings=_texts(said.get("settings")),
            )
    return {name: reading for name, reading in found.items() if reading != ReadOptions()}


def _texts(value: object) -> dict[str, str]:
    pairs = value.items() if isinstance(value, dict) else ()
    return {name: text for name, text in pairs if isinstance(name, str) and isinstance(text, str)}
