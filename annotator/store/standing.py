"""Which entries of the log still stand, and which were taken back.

Undo, redo and a command that took back an import name the one entry they took back. A rewind names the first
one, and took back all from there up to itself. Each of them may have been taken back in its turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotator.store.project import Project

COMPACTED = "compacted"
"""The project's setting that says up to which entry the log was compacted."""


class Rewind(NamedTuple):
    """An entry that took back all from another one on."""

    id: int
    first: int
    """The first of the entries it took back."""
    for_good: bool
    """Whether it removed an import: that cannot be brought back, so neither can the rest."""


def rewinds(project: Project) -> list[Rewind]:
    """All of them, newest first; there are few."""
    rows = project.query(
        "SELECT id, undoes, kind FROM edits INDEXED BY edits_rewinds"
        " WHERE kind IN ('edit', 'rewind') AND undoes IS NOT NULL ORDER BY id DESC"
    )
    return [Rewind(id, first, kind == "rewind") for id, first, kind in rows if first < id]


def rewound_for_good(project: Project, entry: int) -> int | None:
    """Where a rewind over an import, later than this entry, went back to: its first entry; None if there is none."""
    [(first,)] = project.query(
        "SELECT min(undoes) FROM edits INDEXED BY edits_rewinds WHERE kind IN ('edit', 'rewind') AND kind = 'rewind'"
        " AND undoes IS NOT NULL AND undoes <= ? AND id > ?",
        (entry, entry),
    )
    return first if first is None else int(first)


def compacted_up_to(project: Project) -> int:
    """The newest entry whose row changes were removed from the log; 0 if none were."""
    stored = project.setting(COMPACTED)
    return int(stored) if stored.isdecimal() and len(stored) < 19 else 0


def taken_back(project: Project, entries: Collection[int]) -> frozenset[int]:
    """Those of the entries that do not stand: what they did is not in the project any more."""
    if not entries:
        return frozenset()
    known = {rewind.id: rewind for rewind in rewinds(project)}
    takers = _takers(project, [*entries, *known])
    gone: set[int] = set()
    standing: list[Rewind] = []
    # Newest first: whatever takes an entry back is newer, and so is settled by then.
    for entry in sorted({*entries, *known, *(taker for some in takers.values() for taker in some)}, reverse=True):
        rewound = any(rewind.first <= entry < rewind.id for rewind in standing)
        if rewound or any(taker not in gone for taker in takers.get(entry, ())):
            gone.add(entry)
        elif entry in known:
            standing.append(known[entry])
    return frozenset(entries) & gone


def _takers(project: Project, entries: list[int]) -> dict[int, list[int]]:
    """Which entries took back each of these, which took back those, and so on."""
    found: dict[int, list[int]] = {}
    rows = project.query(
        "WITH RECURSIVE reached (id) AS (SELECT value FROM json_each(?) UNION"
        " SELECT e.id FROM reached AS r CROSS JOIN edits AS e ON e.undoes = r.id"
        " WHERE e.kind IN ('undo', 'redo', 'command'))"
        " SELECT e.undoes, e.id FROM reached AS r CROSS JOIN edits AS e ON e.undoes = r.id"
        " WHERE e.kind IN ('undo', 'redo', 'command')",
        (str(entries),),
    )
    for entry, taker in rows:
        if taker > entry:
            found.setdefault(entry, []).append(taker)
    return found
