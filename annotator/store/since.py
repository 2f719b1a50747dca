"""What is in each backup, and what was done in the project since it was made."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.store.backup import reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from annotator.store.backup import Backup

    Row = tuple[Any, ...]

_PAGE = 1000
_NEWEST = "SELECT id, time, kind, title FROM edits WHERE id < ? ORDER BY id DESC LIMIT ?"
_END = 2**63 - 1

_WORDS = {
    "Labelled": "labelled",
    "Relabelled": "relabelled",
    "Moved": "moved",
    "Added": "moved",
    "Removed": "removed",
    "Note": "noted",
    "Doubted": "doubted",
    "No": "doubted",
    "Marked": "marked",
}
"""How the titles of edits begin, and what was done then."""
_KINDS = {"undo": "undone", "redo": "redone", "import": "imported"}


class Contents(NamedTuple):
    """What a backup holds, and how the project went on."""

    documents: int
    spans: int
    since: Mapping[str, int] | None
    """How many edits were made since, by what was done; None where the project's log is not this one's."""


class _Seen(NamedTuple):
    documents: int
    spans: int
    last: Row | None
    """The backup's last edit; None if it has none."""


def contents(
    known: Sequence[Backup], project: Path, cancelled: Callable[[], bool] = lambda: False
) -> dict[Backup, Contents | None]:
    """Look into backups, and how the project went on from each; None for a backup that cannot be read.

    Callable from any thread. Stops early when ``cancelled``.
    """
    seen = {backup: _look(backup.path) for backup in known if not cancelled()}
    since = _since(project, {each.last for each in seen.values() if each}, cancelled)
    return {
        backup: Contents(each.documents, each.spans, since.get(each.last)) if each else None
        for backup, each in seen.items()
    }


def _look(path: Path) -> _Seen | None:
    try:
        with closing(reader(path)) as connection:
            [[documents, spans]] = connection.execute(
                "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM spans)"
            ).fetchall()
            last = connection.execute(_NEWEST, (_END, 1)).fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    return _Seen(documents, spans, last[0] if last else None)


def _since(project: Path, lasts: set[Row | None], cancelled: Callable[[], bool]) -> dict[Row | None, Mapping[str, int]]:
    """For each of these edits that is in the project's log: what was done after it."""
    found: dict[Row | None, Mapping[str, int]] = {}
    done: Counter[str] = Counter()
    try:
        for row in _log(project):
            if row in lasts:
                found[row] = dict(done)
            if cancelled() or len(found) == len(lasts):
                return found
            done[_what(row)] += 1
        found[None] = dict(done)
    except (sqlite3.Error, UnicodeDecodeError):
        pass  # what was found up to there is right
    return found


def _log(project: Path) -> Iterator[Row]:
    """The project's edits, newest first, in pages: no edit waits for it."""
    with closing(reader(project)) as connection:
        below = _END
        while rows := connection.execute(_NEWEST, (below, _PAGE)).fetchall():
            yield from rows
            below = rows[-1][0]


def _what(row: Row) -> str:
    _, _, kind, title = row
    return _KINDS.get(kind) or _WORDS.get(str(title).partition(" ")[0], "other")
