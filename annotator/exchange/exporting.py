"""A project's annotations into a file, streaming; the old file stands until the new one is whole."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from annotator.atomic import atomic_write
from annotator.exchange.files import is_own
from annotator.exchange.progress import Reporter
from annotator.exchange.reports import ExportReport
from annotator.formats.base import WriteOptions
from annotator.formats.registry import format_by_name
from annotator.model.errors import InputError, StorageError
from annotator.store import queries
from annotator.store.collector import collector_paused
from annotator.store.records import iter_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.exchange.progress import Progress
    from annotator.formats.base import Format
    from annotator.model.document import Status
    from annotator.model.record import Record
    from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to write; an empty filter lets everything through.

    With ``statuses`` a document comes if it has one of them for an annotator asked for, and only with what such
    annotators said. Documents without a span come too: done with no span is data.
    """

    format: str = "jsonl"
    annotators: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    labels: tuple[str, ...] = ()


def export_project(
    project: Project,
    target: Path | BinaryIO,
    options: ExportOptions | None = None,
    *,
    force: bool = False,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportReport:
    """Write the project to ``target``, a path or an open stream.

    InputError for a path that is taken (unless ``force``), is the project, or a name the project does not know;
    StorageError when it cannot be written; Cancelled when stopped. After each of them the old file is untouched.
    """
    options = options or ExportOptions()
    chosen = writing_format(options)
    check_filters(project, options)
    name = target.name if isinstance(target, Path) else "standard output"
    reporter = Reporter(progress, cancelled, "the export was stopped; no file was written")
    counter = _Counter(project, options, reporter, name)
    if not isinstance(target, Path):
        _refuse_stream(project, target)
        size = _pour(chosen, counter, target)
        return ExportReport("-", chosen.name, counter.documents, counter.spans, size)
    refuse_target(project, target, force=force)
    with atomic_write(target) as stream:
        size = _pour(chosen, counter, stream)
        stream.flush()
        if stat.S_ISREG(os.fstat(stream.fileno()).st_mode) and stream.tell() != size:
            raise StorageError(f"{target} was not written: the disk took fewer bytes than it was given")
    return ExportReport(str(target), chosen.name, counter.documents, counter.spans, size)


def writing_format(options: ExportOptions) -> Format:
    """The format asked for; InputError if it cannot be written."""
    chosen = format_by_name(options.format)
    if not chosen.writes:
        raise InputError(f"“{chosen.name}” can only be imported; export as jsonl")
    return chosen


def check_filters(project: Project, options: ExportOptions) -> None:
    """InputError for a name the project does not know, which would export nothing without a word."""
    known = {
        "annotator": ([annotator.name for annotator in project.annotators()], options.annotators),
        "label": ([label.name for label in queries.labels(project)], options.labels),
    }
    for what, (names, asked) in known.items():
        for name in asked:
            if name not in names:
                raise InputError(f"the project has no {what} “{name}”; it has {', '.join(names) or 'none'}")


def refuse_target(project: Project, target: Path, *, force: bool) -> None:
    """InputError unless ``target`` is a place an export may be written to."""
    try:
        information = target.stat()
    except (OSError, RuntimeError):  # not there, or no place for a file, of which writing it will speak
        return
    mode = information.st_mode
    if is_own(information, project.path):
        raise InputError(f"{target} is the project itself; choose another name for the export")
    if stat.S_ISDIR(mode):
        raise InputError(f"{target} is a folder; name a file in it")
    if stat.S_ISREG(mode) and not force:
        raise InputError(f"{target} is there already; choose another name, or replace it with --force")


def _refuse_stream(project: Project, stream: BinaryIO) -> None:
    """InputError if what is written would be added to the project file, as a shell's >> does."""
    try:
        information = os.fstat(stream.fileno())
    except (OSError, ValueError):  # no file at all
        return
    if is_own(information, project.path):
        raise InputError("the output goes into the project itself; send it to another file")


class _Counter:
    """Counts what passes through it on its way out."""

    def __init__(self, project: Project, options: ExportOptions, reporter: Reporter, name: str) -> None:
        self.documents = 0
        self.spans = 0
        self._total = len(queries.document_ids(project, None)) if reporter.progress else 0
        self._reporter = reporter
        self._name = name
        self._records = iter_records(
            project, annotators=options.annotators, statuses=options.statuses, labels=options.labels
        )

    def __iter__(self) -> Iterator[Record]:
        step, total, name = self._reporter.step, self._total, self._name
        for record in self._records:
            self.documents += 1
            self.spans += len(record.spans)
            step(self.documents, total, name)
            yield record


def _pour(chosen: Format, counter: _Counter, stream: BinaryIO) -> int:
    """Write everything and say how many bytes it was."""
    size = 0
    write = stream.write
    with collector_paused():
        for piece in chosen.write(counter, WriteOptions()):
            data = piece if isinstance(piece, bytes) else piece.data
            write(data)
            size += len(data)
    return size
