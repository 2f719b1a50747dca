"""How project files come into being and up to date: sqlite-utils migrations whose steps are SQL.

Imported only to create or migrate a file: sqlite_utils would cost the window's start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from annotator.store import schema, version_1, version_2, version_3

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

migrations = Migrations("annotator")

FORMER: dict[int, Mapping[str, str]] = {1: version_1.STATEMENTS, 2: version_2.STATEMENTS}
"""The schemas of older versions, by version."""

_EDITS = "id, time, annotator, document, kind, title, undoes, detail"


@migrations(name="0001_the_project")
def the_project(db: Database) -> None:
    """Everything from the label scheme to the search index."""
    for statement in version_1.STATEMENTS.values():
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations(name="0002_a_log_that_outlives_documents")
def a_log_that_outlives_documents(db: Database) -> None:
    """The log may name a document that is gone; who took an entry back, and a row's own history, are found at once."""
    highest = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'edits'").fetchall()
    # By way of a copy: SQLite words a table anew when it is renamed, and its wording has to be ours.
    db.execute(f"CREATE TEMP TABLE edits_aside AS SELECT {_EDITS} FROM edits")
    db.execute("DROP TABLE edits")
    db.execute("""CREATE TABLE edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL,
    annotator INTEGER REFERENCES annotators (id) ON DELETE RESTRICT,
    document INTEGER,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    undoes INTEGER REFERENCES edits (id) ON DELETE RESTRICT,
    detail TEXT NOT NULL DEFAULT ''
) STRICT""")
    db.execute(f"INSERT INTO edits ({_EDITS}) SELECT {_EDITS} FROM edits_aside ORDER BY id")
    db.execute("DROP TABLE temp.edits_aside")
    # No id is used twice, not even one whose entry is gone.
    db.execute("DELETE FROM sqlite_sequence WHERE name = 'edits'")
    for (number,) in highest:
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('edits', ?)", (number,))
    db.execute("""CREATE INDEX edits_undoable ON edits (annotator)
    WHERE kind IN ('edit', 'undo', 'redo')""")
    db.execute("CREATE INDEX edits_undoes ON edits (undoes) WHERE undoes IS NOT NULL")
    db.execute("""CREATE INDEX edits_rewinds ON edits (undoes)
    WHERE kind IN ('edit', 'rewind') AND undoes IS NOT NULL""")
    db.execute('CREATE INDEX edit_changes_row ON edit_changes (tab, "row")')
    db.execute("PRAGMA user_version = 2")


@migrations(name="0003_relations_attributes_actors_suggestions")
def relations_attributes_actors_suggestions(db: Database) -> None:
    """Tables for what spans say beside their label, and for spans that are proposed; how far a document was read."""
    for statement in version_3.STATEMENTS.values():
        db.execute(statement)
    db.execute("ALTER TABLE reviews ADD COLUMN read_to INTEGER NOT NULL DEFAULT 0")
    # In the order they came up. Stored as they are: no type is too odd to be in a scheme if a relation has it.
    db.execute(
        "INSERT INTO relation_types (name, position)"
        " SELECT type, row_number() OVER (ORDER BY min(id)) - 1 FROM relations GROUP BY type ORDER BY min(id)"
    )
    db.execute("PRAGMA user_version = 3")


def migrate(connection: sqlite3.Connection) -> None:
    """Apply what is missing, each step in its own transaction."""
    db = Database(connection, recursive_triggers=False, execute_plugins=False)
    [(looked_at,)] = connection.execute("PRAGMA foreign_keys").fetchall()
    # Rebuilding a table drops it, which would look like removing all that others refer to. Only outside a
    # transaction can this be switched.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        migrations.apply(db)
    finally:
        connection.execute(f"PRAGMA foreign_keys = {int(looked_at)}")
