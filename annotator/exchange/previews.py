"""What an import would read, before it happens."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from annotator.exchange.files import find_files, why_unreadable
from annotator.exchange.importing import ImportOptions
from annotator.exchange.progress import Reporter
from annotator.exchange.sources import opened, read_with
from annotator.formats.base import EncodingProblem
from annotator.formats.registry import check_needs, format_by_name
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotator.exchange.files import InputFile
    from annotator.exchange.progress import Progress
    from annotator.formats.base import ReadOptions, Remark
    from annotator.formats.decoding import Guess

_DOCUMENTS = 5
"""Documents of one file that a preview reads."""

_ITEMS = 500
"""Documents and things that are amiss, at most: a file may have nothing but the latter."""


@dataclass(frozen=True, slots=True)
class FilePreview:
    """One file as an import would take it."""

    name: str
    path: Path
    format: str
    size: int
    reason: str = ""
    """Why it is taken for this format, as a clause; empty where the user said so."""
    documents: tuple[Record, ...] = ()
    """The first few."""
    problem: str = ""
    """The first thing that would be kept out, if any of the first few would."""
    problems: tuple[Problem, ...] = ()
    """All that was met on the way to the first documents."""
    remarks: tuple[Remark, ...] = ()
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
    """Paths that cannot be read at all, and files that may be of several formats (``FormatProblem``)."""
    left_out: list[str] = field(default_factory=list)


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
    found = find_files(
        paths,
        format=options.format,
        formats=options.formats,
        without=options.without,
        project=project and project.resolve(),
    )
    reporter = Reporter(progress, cancelled, "the preview was stopped")
    preview = ImportPreview(problems=found.problems, left_out=found.left_out)
    for number, file in enumerate(found.files, 1):
        reporter.step(number, len(found.files), file.name)
        preview.files.append(_look_at(file, options))
    return preview


def look_again(file: InputFile, options: ImportOptions) -> FilePreview:
    """Look at one file whose place, name and format are known."""
    return _look_at(file, options)


def _look_at(file: InputFile, options: ImportOptions) -> FilePreview:
    reading = options.reading(file.name, file.format)
    documents, problems, remarks = _first_of(file, reading)
    undecoded = next((problem for problem in problems if isinstance(problem, EncodingProblem)), None)
    first = undecoded or (problems[0] if problems else None)
    seen = FilePreview(
        file.name, file.path, file.format, file.size, file.reason, documents, str(first or ""), problems, remarks
    )
    if undecoded is None:
        return seen
    if undecoded.guess is not None:
        documents, _, _ = _first_of(file, replace(reading, encoding=undecoded.guess.encoding))
    fact = undecoded.reason.partition("; ")[0]
    return replace(seen, documents=documents, guess=undecoded.guess, undecoded=fact)


def _first_of(
    file: InputFile, options: ReadOptions
) -> tuple[tuple[Record, ...], tuple[Problem, ...], tuple[Remark, ...]]:
    """The first documents of a file, what is kept out on the way to them, and what else the reader says."""
    documents: list[Record] = []
    problems: list[Problem] = []
    remarks: list[Remark] = []
    try:
        chosen = format_by_name(file.format)
        check_needs(chosen)
        with opened(file) as (source, _):
            for item in islice(read_with(chosen, source, options), _ITEMS):
                if isinstance(item, Record):
                    documents.append(item)
                elif isinstance(item, Problem):
                    problems.append(item)
                else:
                    remarks.append(item)
                if len(documents) == _DOCUMENTS:
                    break
    except InputError as error:
        problems.append(Problem(file.name, 0, str(error), "file"))
    except OSError as error:
        problems.append(Problem(file.name, 0, why_unreadable(error), "file"))
    return tuple(documents), tuple(problems), tuple(remarks)
