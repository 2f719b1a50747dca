"""How long an annotator has had a document open. No edit: not logged, not undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.store.project import Project


def add_seconds(project: Project, document: int, annotator: int, seconds: int) -> None:
    """Add to the time spent; nothing happens for none, for a document that is gone, or in a project only read."""
    if seconds <= 0 or project.read_only:
        return
    with project.unlogged() as connection:
        connection.execute(
            "INSERT INTO times (document, annotator, seconds) SELECT id, ?, ? FROM documents WHERE id = ?"
            " ON CONFLICT (document, annotator) DO UPDATE SET seconds = seconds + excluded.seconds",
            (annotator, seconds, document),
        )
