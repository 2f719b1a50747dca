"""The sample project: invented articles, labelled by the guideline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator import resources
from annotator.atomic import atomic_file
from annotator.exchange.importing import import_paths
from annotator.model.errors import StorageError
from annotator.store.project import Project

if TYPE_CHECKING:
    from pathlib import Path

ANNOTATOR = "sample"
"""Whose spans the sample holds, and whom its project shows."""


def create_sample(target: Path) -> Path:
    """Make the sample project at ``target`` and return its path; it appears whole or not at all.

    ProjectError if the name is taken.
    """
    from annotator.store.creating import refuse_taken

    refuse_taken(target)
    with atomic_file(target) as draft, Project.create(draft, annotator=ANNOTATOR) as project:
        _fill(project)
    return target


def _fill(project: Project) -> None:
    report = import_paths(project, [resources.path("sample", "sample.jsonl")])
    if report.problems:
        raise StorageError(f"the sample cannot be read ({report.problems[0]}); install Annotator again")
