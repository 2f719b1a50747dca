"""Files into a project, in one transaction: what is sound is stored, what is not is named."""

from __future__ import annotations

import getpass
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from annotator.exchange.choices import check_reading
from annotator.exchange.contents import Contents
from annotator.exchange.files import Found, InputFile, find_files, shown, why_unreadable
from annotator.exchange.moved import followed
from annotator.exchange.progress import Reporter
from annotator.exchange.reports import ImportReport
from annotator.exchange.sources import digest_of, opened, read_with
from annotator.formats.base import ReadOptions
from annotator.formats.decoding import check_encoding
from annotator.formats.registry import check_needs, format_by_name
from annotator.model.errors import InputError
from annotator.model.record import LoadReport, Problem, Record
from annotator.store.bulk import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from annotator.exchange.progress import Progress
    from annotator.exchange.sources import CountedStream
    from annotator.formats.base import Source
    from annotator.formats.units import Unit
    from annotator.model.record import Rejects
    from annotator.store.project import Project

_MOST_NAMED = 10_000
"""Problems of an import that are named, and remarks; further problems are counted."""

_NAMED = 5
"""How many of the files that were left out are named."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to read, and what to do with what cannot be read."""

    format: str | None = None
    """None: by suffix and content."""
    annotator: str = ""
    """Whose the spans are that do not say it; empty: the project's current annotator, else the login name."""
    formats: Mapping[str, str] = field(default_factory=dict)
    """The same for single files, by their name in a report; wins over ``format``."""
    encoding: str | None = None
    """Of files that are not UTF-8."""
    encodings: Mapping[str, str] = field(default_factory=dict)
    """The same for single files, by their name in a report; wins over ``encoding``."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What the files call what we call ``text``, ``id``, ``label`` ...: our word -> their column or key."""
    unit: Unit | None = None
    """What their offsets count, where the format does not say it or says it wrongly."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Values of the format's own options."""
    by_format: Mapping[str, ReadOptions] = field(default_factory=dict)
    """Columns, unit and settings for files of single formats, by the format's name; wins over the three above."""
    without: frozenset[str] = frozenset()
    """Files to pass over, by their name in a report."""
    strict: bool = False
    """One problem, and nothing is imported."""
    dry_run: bool = False
    """Read and check everything, store nothing."""

    def reading(self, name: str, format: str) -> ReadOptions:
        """How the file of this name and format is read."""
        encoding = self.encodings.get(name, self.encoding)
        if format in self.by_format:
            return replace(self.by_format[format], encoding=encoding)
        return ReadOptions(encoding, self.columns, self.unit, self.settings)


def import_paths(
    project: Project,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Import files and folders. Importing the same again changes nothing.

    Raises InputError for an unknown format or encoding, Cancelled when stopped; then nothing was imported.
    """
    options = options or ImportOptions()
    for encoding in (options.encoding, *options.encodings.values()):
        if encoding is not None:
            check_encoding(encoding)
    found = find_files(
        paths, format=options.format, formats=options.formats, without=options.without, project=project.path
    )
    asked = {file.format for file in found.files} - options.by_format.keys()
    if asked:
        check_reading([format_by_name(name) for name in sorted(asked)], options.reading("", ""))
    reporter = Reporter(progress, cancelled, "the import was stopped; nothing was imported")
    reader = _Reader(project, found, options, reporter)
    reader.detail["source"] = [shown(path) for path in paths][:_NAMED]

    def accept(loaded: LoadReport) -> bool:
        return not options.dry_run and not (options.strict and (reader.problems or loaded.problems))

    loaded = load(
        project,
        reader.records(),
        title=_title(paths),
        annotator_default=options.annotator or default_annotator(project),
        detail=reader.detail,
        accept=accept,
    )
    return _report(loaded, reader, options)


def default_annotator(project: Project) -> str:
    """Whose spans are that do not say it: the project's current annotator, else the login name."""
    current = project.current_annotator
    if current is not None:
        return current.name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "annotator"


class _Named:
    """What is wrong with files: all of it counted, and so much of it named that nobody could read more."""

    def __init__(self, found: Sequence[Problem]) -> None:
        self.rejected: Counter[Rejects] = Counter()
        self.problems: list[Problem] = []
        self._more = 0
        self._last = ""
        for problem in found:
            self.add(problem)

    def __bool__(self) -> bool:
        return bool(self.problems)

    def add(self, problem: Problem) -> None:
        self.rejected[problem.rejects] += 1
        if len(self.problems) < _MOST_NAMED:
            self.problems.append(problem)
        else:
            self._more += 1
            self._last = problem.file

    def all(self) -> list[Problem]:
        """Those that are named, and a last one that counts the others."""
        if not self._more:
            return self.problems
        rest = f"{self._more:,} more of what is wrong here or before is not named; correct these, and import again"
        return [*self.problems, Problem(self._last, 0, rest, "file")]


class _Reader:
    """Turns files into records one after the other, and gathers what is no record."""

    def __init__(self, project: Project, found: Found, options: ImportOptions, reporter: Reporter) -> None:
        self._project = project
        self.found = found
        self.options = options
        self.reporter = reporter
        self.problems = _Named(found.problems)
        self.remarks: list[str] = list(found.remarks)
        self.more_remarks = 0
        """Further ones, which are counted only."""
        self.contents: dict[str, Contents] = {}
        """Of a dry run, what each file holds."""
        self.detail: dict[str, Any] = {}
        """What the log says of where it came from; complete when the last record is read."""
        self._before = 0
        """Bytes of the files already read."""

    def records(self) -> Iterator[Record]:
        digests = []
        for file in self.found.files:
            with opened(file) as (source, stream):
                yield from self._of_file(file, source, stream)
            digests.append((file.name, stream.hexdigest()))
            self._before += file.size
        self.detail["files"] = len(digests)
        if len(digests) == 1:
            self.detail["sha256"] = digests[0][1]
        elif digests:
            self.detail["sha256"] = digest_of(digests)

    def _of_file(self, file: InputFile, source: Source, stream: CountedStream) -> Iterator[Record]:
        chosen, total = format_by_name(file.format), self.found.size
        step, problems, remarks = self.reporter.step, self.problems, self.remarks
        contents = self.contents.setdefault(file.name, Contents()) if self.options.dry_run else None
        before = len(problems.problems)
        try:
            check_needs(chosen)
            for item in read_with(chosen, source, self.options.reading(file.name, file.format)):
                step(self._before + stream.position, total, file.name)
                if isinstance(item, Record):
                    if contents is not None:
                        contents.take(item)
                    yield followed(self._project, item, remarks)
                elif isinstance(item, Problem):
                    problems.add(item)
                elif len(remarks) >= _MOST_NAMED:
                    self.more_remarks += 1
                else:
                    remarks.append(str(item))
                    if contents is not None:
                        contents.remarks.append(item)
            stream.drain()
        except InputError as error:
            problems.add(Problem(file.name, 0, str(error), "file"))
        except OSError as error:
            problems.add(Problem(file.name, 0, why_unreadable(error), "file"))
        if contents is not None:
            contents.problems += problems.problems[before:]


def _title(paths: Sequence[Path]) -> str:
    if len(paths) == 1:
        return f"Import {shown(paths[0].name or paths[0])}"
    return f"Import {shown(paths[0].name or paths[0])} and {len(paths) - 1} more" if paths else "Import nothing"


def _contents(loaded: LoadReport, reader: _Reader) -> dict[str, Contents]:
    """What each file holds, with what the project would not take of it."""
    for problem in loaded.problems:
        contents = reader.contents.get(problem.file)
        if contents is not None:
            contents.problems.append(problem)
    return reader.contents


def _report(loaded: LoadReport, reader: _Reader, options: ImportOptions) -> ImportReport:
    refused = options.strict and bool(reader.problems or loaded.problems)
    report = ImportReport(
        documents=loaded.documents,
        spans=loaded.spans,
        relations=loaded.relations,
        suggestions=loaded.suggestions,
        reviews=loaded.reviews,
        problems=reader.problems.all() + loaded.problems,
        warnings=reader.remarks + loaded.warnings,
        labels=tuple(label.name for label in loaded.labels),
        relation_types=tuple(loaded.relation_types),
        attributes=tuple(loaded.attributes),
        files=len(reader.found.files),
        stored=loaded.stored,
        # Trying what would be refused as a whole says what doing it would.
        dry_run=options.dry_run and not refused,
        contents=_contents(loaded, reader),
    )
    if reader.more_remarks:
        report.warnings.append(f"{reader.more_remarks:,} more notes on the files are not shown")
    rejected = reader.problems.rejected
    report.documents.rejected += rejected["document"] + rejected["file"]
    report.spans.rejected += rejected["span"]
    report.relations.rejected += rejected["relation"]
    report.suggestions.rejected += rejected["suggestion"]
    if not loaded.stored and not report.dry_run:
        for tally in (report.documents, report.spans, report.relations, report.suggestions):
            tally.added = 0
    else:
        added = {"label": report.labels, "relation type": report.relation_types, "attribute": report.attributes}
        report.warnings += [_added(what, names) for what, names in added.items() if names]
    if left_out := reader.found.left_out:
        named = ", ".join(left_out[:_NAMED]) + (", …" if len(left_out) > _NAMED else "")
        count = "one file" if len(left_out) == 1 else f"{len(left_out)} files"
        report.warnings.append(f"{count} of other kinds left out: {named}")
    return report


def _added(what: str, names: tuple[str, ...]) -> str:
    """That names were added to the scheme; all of them, since whoever looks for a misspelt one reads them here."""
    if len(names) == 1:
        return f"the {what} “{names[0]}” was not in the scheme; it was added"
    return f"{len(names)} {what}s were not in the scheme and were added: {', '.join(names)}"
