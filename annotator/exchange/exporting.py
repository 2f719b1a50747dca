"""A project's annotations into a file or folder, streaming; the old one stands until the new one is whole and proven.

An export goes in four steps: every record is fitted to the format and what is lost is counted; the fitted records
are written beside the target; what was written is read back and has to give the same records; then it takes the
target's place, and a report of it is written beside.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from annotator.atomic import atomic_folder, atomic_write
from annotator.exchange.choices import check_settings
from annotator.exchange.files import is_own
from annotator.exchange.outgoing import Outgoing
from annotator.exchange.progress import Reporter
from annotator.exchange.reading_back import prove
from annotator.exchange.reports import ExportReport
from annotator.formats.files import chunks, scratch
from annotator.formats.registry import check_needs, format_by_name
from annotator.model.document import Status
from annotator.model.errors import InputError, StorageError
from annotator.store import queries
from annotator.store.collector import collector_paused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from annotator.exchange.progress import Progress
    from annotator.exchange.splitting import SplitOptions
    from annotator.formats.base import Format, Piece
    from annotator.store.project import Project

ALL = tuple(Status)
"""For ``ExportOptions.statuses``: every document, whatever its status."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to write; an empty filter lets everything through.

    With ``statuses`` a document comes if it has one of them for an annotator asked for, and only with what such
    annotators said. Documents without a span come too: done with no span is data. Without them a format for training
    takes done documents only, any other takes all.
    """

    format: str = "jsonl"
    annotators: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    labels: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    """Values of the format's own options."""
    split: SplitOptions | None = None
    """How to part the documents into train, dev and test; None: not at all."""

    def wanted_statuses(self, chosen: Format) -> tuple[Status, ...]:
        """The statuses asked for, or what the format asks for by itself; empty for all."""
        if set(self.statuses) == set(ALL):
            return ()
        return self.statuses or ((Status.DONE,) if chosen.training else ())


def export_project(
    project: Project,
    target: Path | BinaryIO,
    options: ExportOptions | None = None,
    *,
    force: bool = False,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportReport:
    """Write the project to ``target``, a path or an open stream, and beside a path the report of it and what the
    format puts there.

    InputError for a path that is taken (unless ``force``), is the project, a name the project does not know, or an
    option the format does not have; StorageError when it cannot be written, or does not read back as what was to be
    written; Cancelled when stopped. After each of them the old file is untouched.
    """
    options = options or ExportOptions()
    chosen = writing_format(options)
    check_filters(project, options)
    check_settings(chosen, options.settings)
    name = target.name if isinstance(target, Path) else "standard output"
    reporter = Reporter(progress, cancelled, "the export was stopped; no file was written")
    outgoing = Outgoing(project, chosen, options, reporter, name)
    if not isinstance(target, Path):
        size = _to_stream(project, target, outgoing)
        return _report(outgoing, "-", size)
    refuse_target(project, target, folder=outgoing.is_folder, force=force)
    if _is_device(target):
        with atomic_write(target) as stream:
            return _report(outgoing, str(target), _to_stream(project, stream, outgoing))
    companions = chosen.companions(outgoing.write_options)  # may refuse, so before anything is written
    size = _to_folder(target, outgoing) if outgoing.is_folder else _to_file(target, outgoing)
    report = replace(_report(outgoing, str(target), size), report=str(report_path(target)))
    beside = {
        ".report.json": json.dumps(report.as_json(), ensure_ascii=False, indent=2).encode() + b"\n",
        **companions,
    }
    for ending, data in beside.items():
        with atomic_write(target.with_name(target.name + ending)) as stream:
            stream.write(data)
    return replace(report, beside=tuple(str(target) + ending for ending in beside))


def _is_device(target: Path) -> bool:
    """Whether it is a pipe or device, which keeps nothing that could be read back."""
    try:
        mode = target.stat().st_mode
    except (OSError, RuntimeError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def report_path(target: Path) -> Path:
    """Where the report of an export lies: beside it, ``NAME.report.json``."""
    return target.with_name(target.name + ".report.json")


def plan_export(
    project: Project,
    options: ExportOptions | None = None,
    *,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportReport:
    """What an export would write and lose; nothing is written. ``sample`` is its beginning.

    InputError for what ``export_project`` would refuse, Cancelled when stopped.
    """
    options = options or ExportOptions()
    chosen = writing_format(options)
    check_filters(project, options)
    check_settings(chosen, options.settings)
    outgoing = Outgoing(project, chosen, options, Reporter(progress, cancelled, "the preview was stopped"), "")
    sample = outgoing.sample()
    for _ in outgoing.records():
        pass
    return replace(_report(outgoing, "", 0), sample=sample)


def writing_format(options: ExportOptions) -> Format:
    """The format asked for; InputError if it cannot be written."""
    chosen = format_by_name(options.format)
    if not chosen.writes:
        raise InputError(f"“{chosen.name}” can only be imported; export as jsonl")
    check_needs(chosen)
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


def refuse_target(project: Project, target: Path, *, folder: bool = False, force: bool = False) -> None:
    """InputError unless ``target`` is a place an export may be written to."""
    try:
        information = target.stat()
    except (OSError, RuntimeError):  # not there, or no place for a file, of which writing it will speak
        return
    mode = information.st_mode
    if is_own(information, project.path):
        raise InputError(f"{target} is the project itself; choose another name for the export")
    if folder and stat.S_ISDIR(mode):
        _refuse_folder(target, force=force)
    elif folder:
        raise InputError(f"{target} is a file, and this export is a folder; name a new folder")
    elif stat.S_ISDIR(mode):
        raise InputError(f"{target} is a folder; name a file in it")
    elif stat.S_ISREG(mode) and not force:
        raise InputError(f"{target} is there already; choose another name, or replace it with --force")


def _refuse_folder(target: Path, *, force: bool) -> None:
    """InputError for a folder that is not empty, unless it may be replaced and holds nothing but an export of ours."""
    inside = {path.relative_to(target).as_posix() for path in target.rglob("*") if not path.is_dir()}
    if not inside:
        return
    if not force:
        raise InputError(f"{target} is there already; choose another name, or replace it with --force")
    try:
        listed = set(json.loads(report_path(target).read_bytes())["files"])
    except (OSError, ValueError, LookupError, TypeError):
        listed = set()
    if others := sorted(inside - listed):
        raise InputError(
            f"{target} holds {others[0]}, which is not of an earlier export; choose another name for the folder"
        )


def _refuse_stream(project: Project, stream: BinaryIO) -> None:
    """InputError if what is written would be added to the project file, as a shell's >> does."""
    try:
        information = os.fstat(stream.fileno())
    except (OSError, ValueError):  # no file at all
        return
    if is_own(information, project.path):
        raise InputError("the output goes into the project itself; send it to another file")


# -- writing


def _to_file(target: Path, outgoing: Outgoing) -> int:
    """Write one file and prove it before it takes the target's place."""
    with atomic_write(target) as stream:
        size = _pour(outgoing.pieces(), stream)
        stream.flush()
        if stream.tell() != size:
            raise StorageError(f"{target} was not written: the disk took fewer bytes than it was given")
        prove(outgoing, Path(stream.name), target.name)
    return size


def _to_stream(project: Project, stream: BinaryIO, outgoing: Outgoing) -> int:
    """Write one file elsewhere, prove it, and pass it on: what went down a pipe cannot be taken back."""
    _refuse_stream(project, stream)
    if outgoing.is_folder:
        raise InputError("this export is a folder, which no single stream holds; name one")
    with scratch(outgoing.suffix) as draft:
        with atomic_write(draft) as written:
            size = _pour(outgoing.pieces(), written)
        prove(outgoing, draft, "standard output")
        for data in chunks(draft):
            stream.write(data)
    return size


def _pour(pieces: Iterable[bytes | Piece], stream: BinaryIO) -> int:
    """Write everything and say how many bytes it was."""
    size = 0
    write = stream.write
    with collector_paused():
        for piece in pieces:
            data = piece if isinstance(piece, bytes) else piece.data
            write(data)
            size += len(data)
    return size


def _to_folder(target: Path, outgoing: Outgoing) -> int:
    """Write a folder and prove it before it takes the target's place."""
    with atomic_folder(target) as draft:
        with collector_paused():
            for piece in outgoing.pieces():
                if isinstance(piece, bytes):
                    raise TypeError(f"the format {outgoing.format.name} is a folder, but wrote bytes of no file")
                draft.write(piece.file, piece.data)
        draft.finish()
        prove(outgoing, draft.path, target.name)
        outgoing.files = draft.files
    return draft.size


def _report(outgoing: Outgoing, target: str, size: int) -> ExportReport:
    return ExportReport(
        target,
        outgoing.format.name,
        outgoing.documents,
        outgoing.spans,
        size,
        losses=outgoing.losses,
        left_out=outgoing.left_out,
        proven=outgoing.proven,
        files=tuple(outgoing.files),
        splits=outgoing.splits,
        settings=dict(outgoing.options.settings),
    )
