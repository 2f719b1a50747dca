"""A private copy of an open project, for work that reads all of it and must not hold off anybody's edit.

SQLite copies it page by page and lets go of the file between two steps, which take about a millisecond. When
somebody commits meanwhile it begins again; after a few times the copy is made in one step.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.model.errors import Cancelled, StorageError
from annotator.store import limits
from annotator.store.errors import meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STEP = 256
"""Pages copied before the file is let go of."""
_PAUSE = 0.001
_TRIES = 5


@contextmanager
def snapshot(
    source: sqlite3.Connection, path: Path, tell: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> Iterator[sqlite3.Connection]:
    """A connection to a copy that nobody else knows and that goes with the block.

    ``tell`` hears how many pages of how many are there. StorageError where there is no room for it.
    """
    with tempfile.TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True) as folder:
        refuse_no_room(path, folder, "a check")
        with closing(sqlite3.connect(Path(folder) / "copy", isolation_level=None)) as copy:
            for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "synchronous = OFF", "journal_mode = OFF"):
                copy.execute(f"PRAGMA {pragma}").fetchall()
            limits.bound(copy)
            try:
                _fill(source, copy, tell, cancelled)
            except sqlite3.Error as error:
                raise (meaning(error, path) or error) from error
            yield copy


def _fill(
    source: sqlite3.Connection,
    copy: sqlite3.Connection,
    tell: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> None:
    left, vain = 2**63, 0

    def after_step(_status: int, remaining: int, total: int) -> None:
        nonlocal left, vain
        stop_if_wanted()
        vain += remaining >= left  # begun again, or kept out by a commit
        left = remaining
        if vain >= _TRIES:
            raise _Restless
        tell(total - remaining, total)

    def stop_if_wanted(*_: int) -> None:
        if cancelled():
            raise Cancelled("the check was stopped")

    try:
        source.backup(copy, pages=_STEP, progress=after_step, sleep=_PAUSE)
    except _Restless:
        source.backup(copy, progress=stop_if_wanted, sleep=_PAUSE)


class _Restless(Exception):
    """Somebody commits again and again."""


def refuse_no_room(path: Path, folder: str, what: str) -> None:
    """StorageError if the folder cannot hold a copy of the file; ``what`` wants one."""
    try:
        size, free = path.stat().st_size, shutil.disk_usage(folder).free
    except OSError:
        return  # copying it will say what is the matter
    if size > free:
        raise StorageError(
            f"{what} needs {size / 1e6:,.0f} MB in the folder {folder} for a copy of the project, and there are"
            f" {free / 1e6:,.0f}: make room, or name another folder in TMPDIR"
        )
