"""Files of one format into another without a project: a project is made in a scratch folder, filled, and emptied.

That costs an import and an export, and gives what both give: documents of several files and annotators come
together by their keys, everything is checked, losses are counted, and what was written is read back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.exchange.exporting import export_project, refuse_target, writing_format
from annotator.exchange.importing import import_paths
from annotator.formats.files import scratch
from annotator.formats.registry import all_formats
from annotator.model.errors import InputError
from annotator.store.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotator.exchange.exporting import ExportOptions
    from annotator.exchange.importing import ImportOptions
    from annotator.exchange.progress import Progress
    from annotator.exchange.reports import ExportReport, ImportReport


def convert_paths(
    paths: Sequence[Path],
    target: Path,
    reading: ImportOptions,
    writing: ExportOptions,
    *,
    force: bool = False,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[ImportReport, ExportReport | None]:
    """Read ``paths`` and write ``target``; the reports of both, the second None if nothing could be read.

    Raises what ``import_paths`` and ``export_project`` raise; then nothing was written.
    """
    chosen = writing_format(writing)
    with scratch(".annot") as draft, Project.create(draft, labels=()) as project:
        refuse_target(project, target, folder=chosen.folder or writing.split is not None, force=force)
        read = import_paths(project, paths, reading, progress, cancelled)
        # The scratch project's scheme is empty: that everything had to be added to it is no news.
        read.warnings = [warning for warning in read.warnings if "not in the scheme" not in warning]
        if not (read.documents.added or (read.files and not read.problems)):
            return read, None
        return read, export_project(project, target, writing, force=force, progress=progress, cancelled=cancelled)


def format_of_target(target: Path) -> str:
    """The format that the name of a file asks for; InputError where none or several do."""
    suffix = target.suffix.lower()
    fitting = [format.name for format in all_formats() if format.writes and suffix and suffix in format.suffixes]
    if len(fitting) == 1 or "jsonl" in fitting:
        return fitting[0]
    may_be = f"may be {', '.join(fitting)}" if fitting else "says no format"
    raise InputError(f"the name {target.name} {may_be}; name one with --to")
