"""Copies of a project that somebody asks for: to another place, or from a backup into a new file.

Never over an existing file, and nothing gets its name before it was looked over.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

from annotator.atomic import atomic_file
from annotator.model.errors import BusyError, ProjectError, StorageError
from annotator.store import backup, opening
from annotator.store.errors import meaning

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.store.last_resort import OpenWork
    from annotator.store.project import Project


class Mark(NamedTuple):
    """By what a file is known to be still the one that somebody has open."""

    project: str
    last_edit: int


class Saved(NamedTuple):
    """A copy that was made, and what is in it."""

    path: Path
    documents: int
    spans: int
    whole: bool
    """Whether everything could be read."""


def mark_of(project: Project) -> Mark | None:
    """The mark of an open project; None if it cannot be read any more."""
    with suppress(ProjectError, StorageError):
        return Mark(project.setting("id"), int(project.query("SELECT ifnull(max(id), 0) FROM edits")[0][0]))
    return None


def restore(source: Path, target: Path) -> Saved:
    """Copy a backup into a new file. Callable from any thread."""
    return _saved(source, target, lambda connection: True)


def save(source: Path, target: Path, mark: Mark | None) -> Saved | None:
    """Copy the file of an open project, unless it is not sound or not the one with this mark: then None.

    Callable from any thread. StorageError if the target cannot be written or another program holds the file.
    """
    with suppress(ProjectError):
        return _saved(source, target, lambda connection: mark is not None and _mark(connection) == mark)
    return None


def save_image(image: bytes, target: Path, work: OpenWork) -> Saved:
    """Make a file of what a connection still saw of a project; where it is not sound, of what can be read of it.

    What the window had open is added then. Callable from any thread. StorageError if the target cannot be written.
    """
    with suppress(ProjectError), closing(_from_image(image)) as source:
        return _written(source, target)
    from annotator.store import last_resort

    _refuse_unfit(target)
    with atomic_file(target) as draft:
        last_resort.salvage(image, draft, work)
        facts = backup.verify(draft)
    return Saved(target, facts.documents, facts.spans, whole=False)


def _saved(source: Path, target: Path, wanted: Callable[[sqlite3.Connection], bool]) -> Saved:
    try:
        with closing(backup.reader(source)) as connection:
            connection.execute("BEGIN")
            if wanted(connection):
                return _written(connection, target)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        known = meaning(error, source)
        if isinstance(known, BusyError):
            raise known from error
        raise ProjectError(f"{source} cannot be read ({error})") from error
    raise ProjectError(f"{source} is not the project that is open")


def _mark(connection: sqlite3.Connection) -> Mark:
    rows = connection.execute(
        "SELECT ifnull((SELECT value FROM project WHERE key = 'id'), ''), (SELECT ifnull(max(id), 0) FROM edits)"
    )
    return Mark(*rows.fetchall()[0])


def _written(source: sqlite3.Connection, target: Path) -> Saved:
    """ProjectError if the source is not sound, StorageError if the target cannot be written."""
    _refuse_unfit(target)
    try:
        facts = backup.facts_of(source)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise ProjectError(f"the project cannot be read ({error})") from error
    with atomic_file(target) as draft:
        backup.pour(source, draft)
        backup.refuse_unlike(draft, facts, target)
    return Saved(target, facts.documents, facts.spans, whole=True)


def _refuse_unfit(target: Path) -> None:
    try:
        opening.refuse_orphaned_journal(target)
    except (OSError, ValueError, ProjectError) as error:
        raise StorageError(f"{target} was not written: {getattr(error, 'strerror', '') or error}") from error


def _from_image(image: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    if image:
        connection.deserialize(image)
    return connection
