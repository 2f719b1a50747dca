"""Making and updating project files; the only part of the store that pays for sqlite_utils."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from typing import TYPE_CHECKING

from annotator.model.errors import ProjectError
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
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        _refuse_taken(path)
        _write(draft, labels, annotator)
        _flush(draft)
        _publish(draft, path)
    except sqlite3.Error as error:
        raise (meaning(error, path) or error) from error
    except OSError as error:
        raise ProjectError(f"{path} cannot be created: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def update(path: Path, connection: sqlite3.Connection, version: int) -> Path:
    """Copy an older file aside, then migrate it; returns where the copy is.

    ProjectError for a file whose schema is not that of its version: it is left as it is.
    """
    from annotator.store.migrations import FORMER, migrate

    refuse_foreign_schema(connection, path, FORMER[version])
    copy = _free_name(path, version)
    try:
        # Through SQLite: opening and closing the file by hand would drop the locks on it.
        target = sqlite3.connect(copy)
        try:
            connection.backup(target)
        finally:
            target.close()
        migrate(connection)
    except BaseException as error:
        with contextlib.suppress(OSError):
            copy.unlink()  # the file itself is still the older one
        if isinstance(error, sqlite3.Error):
            unknown = ProjectError(f"{path} could not be updated ({error}): open an earlier copy of it")
            raise (meaning(error, path) or unknown) from error
        raise
    return copy


def insert_label(connection: sqlite3.Connection, label: Label, position: int) -> int:
    """Add a label to a scheme being made."""
    cursor = connection.execute(
        "INSERT INTO labels (name, position, key, colour, kind, trim, definition, section)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            label.name,
            position,
            label.key,
            label.colour,
            label.kind,
            " ".join(sorted(label.trim)),
            label.definition,
            label.section,
        ),
    )
    return cursor.lastrowid or 0


def _refuse_names(labels: Sequence[Label], annotator: str) -> None:
    for name in filter(None, (annotator, *(label.name for label in labels))):
        complaint = unfit_name(name)
        if complaint:
            raise ProjectError(f"the name “{name[:40]}” {complaint}")


def _refuse_taken(path: Path) -> None:
    if path.is_symlink() or path.exists():
        raise ProjectError(f"there is already a file {path}: choose another name, or open it")
    if not path.parent.is_dir():
        raise ProjectError(f"there is no folder {path.parent}: create it first, or choose another place")


def _write(draft: Path, labels: Sequence[Label], annotator: str) -> None:
    from annotator.store.migrations import migrate

    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        # Nobody else knows the draft, and it is flushed once when it is whole.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        migrate(connection)
        connection.execute("BEGIN")
        settings = {"id": secrets.token_hex(16), "created": now(), "annotator": annotator}
        connection.executemany("INSERT INTO project (key, value) VALUES (?, ?)", settings.items())
        if annotator:
            connection.execute("INSERT INTO annotators (name, created) VALUES (?, ?)", (annotator, now()))
        for position, label in enumerate(labels):
            insert_label(connection, label, position)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _publish(draft: Path, path: Path) -> None:
    """Give the draft its name unless something has taken it meanwhile, and make the name durable."""
    try:
        os.link(draft, path)
    except FileExistsError:
        _refuse_taken(path)
    except (OSError, AttributeError, NotImplementedError):
        # No hard links here (FAT, some network drives): the next best is to look and rename.
        _refuse_taken(path)
        draft.rename(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _free_name(path: Path, version: int) -> Path:
    number = 0
    while True:
        tail = f" {number}" if number else ""
        name = f"{path.stem} (version {version}{tail}){path.suffix}"
        if not path.with_name(name).exists():
            return path.with_name(name)
        number += 1
