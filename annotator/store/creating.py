"""Making and updating project files; the only part of the store that pays for sqlite_utils."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from typing import TYPE_CHECKING

from annotator.atomic import atomic_file
from annotator.model.errors import ProjectError
from annotator.store import backup, opening
from annotator.store.errors import meaning
from annotator.store.opening import refuse_foreign_schema
from annotator.store.values import now, unfit_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotator.model.scheme import Label


def create(path: Path, labels: Sequence[Label], annotator: str) -> None:
    """Make a project file; it appears whole or not at all. ProjectError if there is a file already."""
    _refuse_names(labels, annotator)
    refuse_taken(path)
    try:
        with atomic_file(path) as draft:
            _write(draft, labels, annotator)
    except sqlite3.Error as error:
        raise (meaning(error, path) or error) from error


def update(path: Path, connection: sqlite3.Connection, version: int) -> Path:
    """Copy an older file aside, then migrate it; returns where the copy is, which was looked over.

    ProjectError for a file whose schema is not that of its version: it is left as it is.
    """
    from annotator.store.migrations import FORMER, migrate

    refuse_foreign_schema(connection, path, FORMER[version])
    copy = _free_name(path, version)
    try:
        facts = backup.facts_of(connection)
        with atomic_file(copy) as draft:
            # Through SQLite: opening and closing the file by hand would drop the locks on it.
            backup.pour(connection, draft)
            backup.refuse_unlike(draft, facts, path, references=False)
        migrate(connection)
    except BaseException as error:
        reached = _version_of(connection)
        if reached == version:
            with contextlib.suppress(OSError):
                copy.unlink()  # the file itself is still the older one
        if not isinstance(error, sqlite3.Error):
            raise
        if reached in (None, version):
            unknown = ProjectError(f"{path} could not be updated ({error}): open an earlier copy of it")
            raise (meaning(error, path) or unknown) from error
        # Else the disk failed when all was done. Should a power cut undo it, the older file is whole again.
    return copy


def _version_of(connection: sqlite3.Connection) -> int | None:
    """The file's version, if it can be read."""
    try:
        return int(connection.execute("PRAGMA user_version").fetchall()[0][0])
    except sqlite3.Error:
        return None


def lay_out(connection: sqlite3.Connection) -> None:
    """Give a new file, a draft that nobody else knows, its tables."""
    from annotator.store.migrations import migrate

    # It is flushed once, when it is whole.
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute("PRAGMA synchronous = OFF")
    migrate(connection)


def new_id() -> str:
    """What tells a project from every other."""
    return secrets.token_hex(16)


def label_row(label: Label, position: int) -> dict[str, str | int]:
    """A label's columns, without its id."""
    return {
        "name": label.name,
        "position": position,
        "key": label.key,
        "colour": label.colour,
        "kind": label.kind,
        "trim": " ".join(sorted(label.trim)),
        "definition": label.definition,
        "section": label.section,
    }


def _refuse_names(labels: Sequence[Label], annotator: str) -> None:
    for name in filter(None, (annotator, *(label.name for label in labels))):
        complaint = unfit_name(name)
        if complaint:
            raise ProjectError(f"the name “{name[:40]}” {complaint}")


def refuse_taken(path: Path) -> None:
    """ProjectError unless a new project may get this name."""
    try:
        if path.is_symlink() or path.exists():
            raise ProjectError(f"there is already a file {path}: choose another name, or open it")
        if not path.parent.is_dir():
            raise ProjectError(f"there is no folder {path.parent}: create it first, or choose another place")
        opening.refuse_orphaned_journal(path)
    except OSError as error:
        raise ProjectError(
            f"{path} cannot be created ({error.strerror or error}): choose another name or place"
        ) from error


def _write(draft: Path, labels: Sequence[Label], annotator: str) -> None:
    with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        lay_out(connection)
        connection.execute("BEGIN")
        settings = {"id": new_id(), "created": now(), "annotator": annotator}
        connection.executemany("INSERT INTO project (key, value) VALUES (?, ?)", settings.items())
        if annotator:
            connection.execute("INSERT INTO annotators (name, created) VALUES (?, ?)", (annotator, now()))
        for position, label in enumerate(labels):
            row = label_row(label, position)
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO labels ({', '.join(row)}) VALUES ({marks})", (*row.values(),))
        connection.execute("COMMIT")


def _free_name(path: Path, version: int) -> Path:
    number = 0
    while True:
        tail = f" {number}" if number else ""
        name = f"{path.stem} (version {version}{tail}){path.suffix}"
        if not path.with_name(name).exists():
            return path.with_name(name)
        number += 1
