"""What an import would read and an export would write, before either happens."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from annotator.exchange.exporting import ExportOptions, check_filters, writing_format
from annotator.exchange.files import find_files, why_unreadable
from annotator.exchange.importing import CountedStream, ImportOptions
from annotator.exchange.progress import Reporter
from annotator.formats.base import EncodingProblem, ReadOptions, Source, WriteOptions
from annotator.formats.registry import format_by_name
from annotator.model.record import Problem, Record
from annotator.store.records import iter_records

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotator.exchange.files import InputFile
    from annotator.exchange.progress import Progress
    from annotator.formats.decoding import Guess
    from annotator.store.project import Project

_DOCUMENTS = 5
"""Documents of one file that a preview reads."""


@dataclass(frozen=True, slots=True)
class FilePreview:
    """One file as an import would take it."""

    name: str
    path: Path
    format: str
    size: int
    documents: tuple[Record, ...] = ()
    """The first few."""
    problem: str = ""
    """The first thing that would be kept out, if any of the first few would."""
    guess: Guess | None = None
    """Set when the file's encoding has to be confirmed: pass it on in ``ImportOptions.encodings``. The documents
    are shown as they read in it."""
    undecoded: str = ""
    """Why its bytes are no text as they stand, without advice; such a file comes in once its encoding is named."""


@dataclass(slots=True)
class ImportPreview:
    """What lies at the paths a user gave."""

    files: list[FilePreview] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Paths that cannot be read at all."""
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """What an export would hold."""

    first: str
    """The first record as it would be written; empty when there is none."""
    documents: int
    spans: int


def preview_import(
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    project: Path | None = None,
) -> ImportPreview:
    """Look at the first documents of every file. InputError for an unknown format, Cancelled when stopped.

    ``project`` is the open project's file, which is named and never read.
    """
    options = options or ImportOptions()
    found = find_files(paths, format=options.format, project=project and project.resolve())
    reporter = Reporter(progress, cancelled, "the preview was stopped")
    preview = ImportPreview(problems=found.problems, left_out=found.left_out)
    for number, file in enumerate(found.files, 1):
        reporter.step(number, len(found.files), file.name)
        preview.files.append(_look_at(file, options))
    return preview


def _look_at(file: InputFile, options: ImportOptions) -> FilePreview:
    encoding = options.encodings.get(file.name, options.encoding)
    documents, problem = _first_of(file, encoding)
    if not isinstance(problem, EncodingProblem):
        return FilePreview(file.name, file.path, file.format, file.size, documents, str(problem or ""))
    if problem.guess is not None:
        documents, _ = _first_of(file, problem.guess.encoding)
    fact = problem.reason.partition("; ")[0]
    return FilePreview(
        file.name, file.path, file.format, file.size, documents, str(problem), problem.guess, undecoded=fact
    )


def _first_of(file: InputFile, encoding: str | None) -> tuple[tuple[Record, ...], Problem | None]:
    """The first documents of a file, and the first thing that is kept out, its encoding before all else."""
    documents: list[Record] = []
    problem: Problem | None = None
    try:
        with io.BufferedReader(CountedStream(file.path)) as stream:
            reading = format_by_name(file.format).read(Source(file.name, stream, file.path), ReadOptions(encoding))
            for item in islice(reading, _DOCUMENTS):
                if isinstance(item, Record):
                    documents.append(item)
                elif isinstance(item, EncodingProblem):
                    problem = item
                elif isinstance(item, Problem):
                    problem = problem or item
    except OSError as error:
        problem = Problem(file.name, 0, why_unreadable(error), "file")
    return tuple(documents), problem


def preview_export(
    project: Project, options: ExportOptions | None = None, cancelled: Callable[[], bool] | None = None
) -> ExportPreview:
    """The first record and the counts. InputError for an unknown format or name, Cancelled when stopped."""
    options = options or ExportOptions()
    chosen = writing_format(options)
    check_filters(project, options)
    reporter = Reporter(None, cancelled, "the preview was stopped")
    first, documents, spans = "", 0, 0
    for record in iter_records(
        project, annotators=options.annotators, statuses=options.statuses, labels=options.labels
    ):
        reporter.step(documents, 0, "")
        if not documents:
            pieces = chosen.write([record], WriteOptions())
            first = (
                b"".join(piece if isinstance(piece, bytes) else piece.data for piece in pieces).decode().rstrip("\n")
            )
        documents += 1
        spans += len(record.spans)
    return ExportPreview(first, documents, spans)
