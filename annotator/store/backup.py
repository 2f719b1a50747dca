"""Backups of a project: whole copies of its file, verified before they get their names, thinned out with age.

Each project has a folder of its own below the root that callers hand in; a hash of the project's real path
names it, so that equal file names never meet. A backup's name tells when it was made and which edit is the
last in it: a listing of the folder says what there is, and whether anything came since.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.atomic import atomic_file, atomic_write, sync
from annotator.model.errors import ProjectError, StorageError
from annotator.store import opening
from annotator.store.errors import meaning
from annotator.store.thinning import to_drop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SUFFIX = ".annot"
OWNER = "project.txt"
"""Beside the backups: the path of the project they are of."""

_TIME = "%Y-%m-%dT%H-%M-%SZ"
_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9-]{8}Z)-e([0-9]{1,19})(?:-([0-9]{1,4}))?" + re.escape(SUFFIX))
_SHOWN_NAME = 40
"""Characters of the project's name that its folder shows."""
_PATIENCE = 0.5
"""Seconds to wait for another program's commit: edits in the window wait as long."""
_FORGOTTEN = timedelta(days=1)
"""Age of a draft whose maker must have been killed."""


class Backup(NamedTuple):
    """One backup, as its name tells."""

    path: Path
    time: datetime
    edit: int
    """The last edit in it; 0 for none."""
    number: int = 1
    """Counts those of one second and edit."""


class Facts(NamedTuple):
    """What a copy has to have in common with what it was made of."""

    documents: int
    spans: int
    edits: int
    last_edit: int


class Origin(NamedTuple):
    """What a file in a folder of backups is a backup of."""

    project: Path
    backup: Backup


# -- which there are


def folder_of(root: Path, project: Path) -> Path:
    """Where the backups of a project lie. The hash decides, the name is for people."""
    real = project.resolve()
    name = "".join(letter if letter.isalnum() else "-" for letter in real.stem[:_SHOWN_NAME])
    return root / f"{name}-{hashlib.sha256(os.fsencode(real)).hexdigest()[:20]}"


def backups(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first; anything of another name is passed over."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    found = [backup for name in names if (backup := _as_backup(folder / name))]
    return sorted(found, key=lambda backup: (backup.time, backup.edit, backup.number), reverse=True)


def owner(folder: Path) -> Path | None:
    """The project whose backups lie in a folder; None if nothing says so."""
    try:
        written = os.fsdecode((folder / OWNER).read_bytes()).removesuffix("\n")
    except OSError:
        return None
    return Path(written) if written and "\0" not in written else None


def projects(root: Path) -> list[Path]:
    """Every project there is a backup of, the one backed up last first."""
    try:
        folders = [root / name for name in os.listdir(root)]
    except OSError:
        return []
    found = [(backups(folder)[:1], owner(folder)) for folder in folders]
    known = [(newest[0].time, str(project), project) for newest, project in found if newest and project]
    return [project for _, _, project in sorted(known, reverse=True)]


def origin(root: Path, file: Path) -> Origin | None:
    """Whose backup a file is; None for a file that is none."""
    real = file.resolve()
    backup = _as_backup(real)
    project = owner(real.parent) if backup and real.parent.parent == root.resolve() else None
    return Origin(project, backup) if project and backup else None


def newest_good(root: Path, project: Path) -> Backup | None:
    """The newest backup of a project that is still sound, for when the project itself is not. Slow."""
    for backup in backups(folder_of(root, project)):
        with suppress(ProjectError, StorageError):
            verify(backup.path)
            return backup
    return None


def _as_backup(path: Path) -> Backup | None:
    parts = _NAME.fullmatch(path.name)
    if not parts:
        return None
    try:
        time = datetime.strptime(parts[1], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path, time, int(parts[2]), int(parts[3] or 1))


# -- making one


def make(
    project: Path, root: Path, *, copied: Callable[[], object] = lambda: None, now: datetime | None = None
) -> Backup | None:
    """Back a project up, unless nothing was edited since its newest backup; then None.

    Has a connection of its own: callable from any thread. The file is read in one step, which holds off every
    commit; ``copied`` is called when that is over. The copy gets its name when it is known to be sound, and
    only then old ones may go. An AnnotatorError of one sentence leaves everything as it was.
    """
    now = (now or datetime.now(UTC)).replace(microsecond=0)
    folder = folder_of(root, project)
    with _blaming(project), closing(reader(project, _PATIENCE)) as source:
        source.execute("BEGIN")
        facts = facts_of(source)
        newest = next(iter(backups(folder)), None)
        if newest and newest.edit == facts.last_edit:
            return None
        _ready(folder, project)
        backup = _unused(folder, now, facts.last_edit)
        with atomic_file(backup.path) as draft:
            pour(source, draft)
            source.close()
            copied()
            refuse_unlike(draft, facts, project)
    _thin(folder, now)
    return backup


def reader(path: Path, patience: float = 5.0) -> sqlite3.Connection:
    """A connection that only reads, to a file that nobody has looked over."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=patience
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def facts_of(connection: sqlite3.Connection) -> Facts:
    rows = connection.execute(
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM spans), (SELECT count(*) FROM edits),"
        " (SELECT ifnull(max(id), 0) FROM edits)"
    )
    return Facts(*rows.fetchall()[0])


def pour(source: sqlite3.Connection, draft: Path) -> None:
    """Copy everything in one step into a file that is not there yet, durably."""
    with _blaming(draft.parent), closing(sqlite3.connect(draft, isolation_level=None)) as target:
        # Nobody else knows the draft: if anything fails it is thrown away.
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        source.backup(target, pages=-1)
    # Here and not at the end: who writes to the same disk meanwhile would have to wait for all of it.
    sync(draft)


def verify(path: Path, *, references: bool = True) -> Facts:
    """What a copy holds. ProjectError unless it is a whole and sound project.

    Without ``references``, rows may refer to what is not there, as in the project that was copied.
    """
    opening.sniff(path)
    try:
        with closing(reader(path)) as connection:
            sound = connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
            if sound and not (references and connection.execute("PRAGMA foreign_key_check").fetchall()):
                return facts_of(connection)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise (meaning(error, path) or error) from error
    raise ProjectError(f"{path} is damaged: use another copy")


def refuse_unlike(draft: Path, facts: Facts, project: Path, *, references: bool = True) -> None:
    """ProjectError unless a draft is a sound copy with these facts."""
    try:
        same = verify(draft, references=references) == facts
    except ProjectError:
        same = False
    if not same:
        raise ProjectError(f"{project} is damaged, so that no sound copy of it could be made: look at it with a check")


def _ready(folder: Path, project: Path) -> None:
    """Make the folder, say whose it is, and clear away what a killed program left."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in os.listdir(folder):
            leftover = folder / name
            if name.startswith(".") and ".part" in name and _age(leftover) > _FORGOTTEN:
                leftover.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            f"the folder {folder} cannot be used ({error.strerror or error}): make it writable, or name another"
            " place in ANNOTATOR_DATA_DIR"
        ) from error
    real = project.resolve()
    if owner(folder) != real:
        with atomic_write(folder / OWNER) as file:
            file.write(os.fsencode(real) + b"\n")


def _age(path: Path) -> timedelta:
    return datetime.now(UTC) - datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _unused(folder: Path, time: datetime, edit: int) -> Backup:
    stem, number = f"{time.strftime(_TIME)}-e{edit}", 1
    while os.path.lexists(path := folder / f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}"):
        number += 1
    return Backup(path, time, edit, number)


def _thin(folder: Path, now: datetime) -> None:
    known = backups(folder)
    surplus = to_drop([backup.time for backup in known], now)
    for backup in known:
        if backup.time in surplus:
            with suppress(OSError):
                backup.path.unlink()


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    """Let what SQLite refuses be a sentence about this path, unless it was one already."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise (meaning(error, path) or error) from error
