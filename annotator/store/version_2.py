"""The tables of version 2, frozen: what a file of that version has to hold."""

from __future__ import annotations

from annotator.store import version_1

STATEMENTS: dict[str, str] = version_1.STATEMENTS | {
    "edits": """CREATE TABLE edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL,
    annotator INTEGER REFERENCES annotators (id) ON DELETE RESTRICT,
    document INTEGER,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    undoes INTEGER REFERENCES edits (id) ON DELETE RESTRICT,
    detail TEXT NOT NULL DEFAULT ''
) STRICT""",
    "edits_undoes": "CREATE INDEX edits_undoes ON edits (undoes) WHERE undoes IS NOT NULL",
    "edits_rewinds": """CREATE INDEX edits_rewinds ON edits (undoes)
    WHERE kind IN ('edit', 'rewind') AND undoes IS NOT NULL""",
    "edit_changes_row": 'CREATE INDEX edit_changes_row ON edit_changes (tab, "row")',
}
