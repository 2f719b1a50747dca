"""How project files come into being and up to date: sqlite-utils migrations whose steps are SQL.

Imported only to create or migrate a file: sqlite_utils would cost the window's start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from annotator.store import schema

if TYPE_CHECKING:
    import sqlite3

migrations = Migrations("annotator")


@migrations(name="0001_the_project")
def the_project(db: Database) -> None:
    """Everything from the label scheme to the search index."""
    for statement in schema.STATEMENTS.values():
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


def migrate(connection: sqlite3.Connection) -> None:
    """Apply what is missing, each step in its own transaction."""
    migrations.apply(Database(connection, recursive_triggers=False, execute_plugins=False))
