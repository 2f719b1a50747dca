"""The sample project: invented articles, labelled by the guideline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator import resources
from annotator.exchange.importing import import_paths
from annotator.model.errors import StorageError
from annotator.store.project import Project

if TYPE_CHECKING:
    from pathlib import Path

ANNOTATOR = "sample"
"""Whose spans the sample holds, and whom its project shows."""


def create_sample(target: Path) -> Path:
    """Make the sample project at ``target`` and return its path. ProjectError if the name is taken."""
    project = Project.create(target, annotator=ANNOTATOR)
    try:
        with project:
            _fill(project)
    except BaseException:
        project.path.unlink(missing_ok=True)
        raise
    return target


def _fill(project: Project) -> None:
    report = import_paths(project, [resources.path("sample", "sample.jsonl")])
    if report.problems:
        raise StorageError(f"the sample cannot be read ({report.problems[0]}); install Annotator again")
