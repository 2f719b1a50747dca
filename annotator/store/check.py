"""Whether a project file is sound: its structure, its references, its values, its search index, its log.

Everything is asked of a private copy, so that nothing is ever written to the file and no edit waits. What the
questions are is a table.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.model.errors import Cancelled, DamagedError
from annotator.store import limits
from annotator.store.check_log import LOG_QUESTIONS
from annotator.store.check_values import VALUE_QUESTIONS
from annotator.store.errors import UNREADABLE, meaning
from annotator.store.schema import STATEMENTS, TABLES, unexpected

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.store.project import Project

    Question = Callable[[sqlite3.Connection], int]

_NAMED = 100
"""Faults of the structure that are counted one by one."""
_COPYING = 4
"""Making the copy counts as much as this many questions."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One question that was asked: what would be wrong, and how often it is."""

    what: str
    """In words, for a list of faults: “spans with broken fragments”."""
    count: int
    name: str = ""
    """For scripts, which rely on it."""
    whole: bool = True
    """False where damage kept the question from being answered."""

    def __str__(self) -> str:
        return f"{self.what}: {self.count:,}" if self.whole else f"{self.what}: not known, damage is in the way"

    def as_json(self) -> dict[str, str | int | bool]:
        """The shape that ``annotator check --json`` prints."""
        return {"name": self.name, "what": self.what, "count": self.count, "whole": self.whole}


def quick_check(path: Path, patience: float = 5.0) -> bool:
    """SQLite's own quick check, on a connection of its own: callable from any thread.

    BusyError or StorageError if it could not be made.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=patience)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            limits.bound(connection)
            return connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
    except UNREADABLE as error:
        known = meaning(error, path)
        if isinstance(known, DamagedError):
            return False
        raise (known or error) from error


def check(
    project: Project,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Finding]:
    """Every question with its count, those whose count is 0 too. Slow; Cancelled when stopped."""
    total = 1000 * (_COPYING + len(QUESTIONS))

    def copied(done: int, pages: int) -> None:
        progress(1000 * _COPYING * done // max(pages, 1), total)

    def asked(number: int) -> None:
        progress(1000 * (_COPYING + number), total)

    with project.snapshot(copied, cancelled) as copy:
        return ask(copy, project.path, asked, cancelled)


def ask(
    copy: sqlite3.Connection,
    where: Path,
    asked: Callable[[int], None] = lambda number: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Finding]:
    """All questions, of a file that is nobody else's and may be written to. ``asked`` hears how many were."""
    # A text that is none must not end the question about another column.
    copy.text_factory = _lenient
    steps = limits.Steps(copy, where, cancelled)
    try:
        findings = []
        for number, (name, (what, question)) in enumerate(QUESTIONS.items(), 1):
            if cancelled():
                raise Cancelled("the check was stopped")
            steps.begin()
            findings.append(_asked(copy, name, what, question, cancelled))
            asked(number)
        return findings
    finally:
        copy.set_progress_handler(None, 0)


def _asked(
    copy: sqlite3.Connection, name: str, what: str, question: Question, cancelled: Callable[[], bool]
) -> Finding:
    try:
        return Finding(what, question(copy), name)
    except UNREADABLE as error:
        if cancelled():
            raise Cancelled("the check was stopped") from error
        # Damage, or a schema that is not ours any more, kept it from being answered; both are faults.
        return Finding(what, 1, name, whole=False)


def _lenient(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _structure(pragma: str) -> Question:
    def count(copy: sqlite3.Connection) -> int:
        rows = copy.execute(f"PRAGMA {pragma}({_NAMED})").fetchall()
        return 0 if rows == [("ok",)] else len(rows)

    return count


def _schema(copy: sqlite3.Connection) -> int:
    objects = copy.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    return int(unexpected(objects, STATEMENTS) is not None)


def _references(table: str) -> Question:
    # Counted row by row: a list of them all may be as long as the table.
    return lambda copy: sum(1 for _ in copy.execute(f"PRAGMA foreign_key_check({table})"))


def _numbering(copy: sqlite3.Connection) -> int:
    """Tables whose next id may be one that a row has or had."""
    given = dict(copy.execute("SELECT name, seq FROM sqlite_sequence"))
    wrong = 0
    for table in (*TABLES, "edits", "edit_changes"):
        [(last,)] = copy.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchall()
        known = given.get(table, 0)
        wrong += not isinstance(known, int) or known < last or known >= limits.LAST_NUMBER
    return wrong


def _search_index(copy: sqlite3.Connection) -> int:
    try:
        copy.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return 1
    return 0


SPOKEN = {
    "times": "times spent",
    "edits": "edits in the log",
    "edit_changes": "changes in the log",
    "relation_types": "types of relations",
    "attribute_values": "values of attributes",
    "actor_aliases": "aliases of actors",
    "span_actors": "links of spans to actors",
}
"""What is in a table, where its name does not say it."""
_REFERRING = [name for name, sql in STATEMENTS.items() if " REFERENCES " in sql]

QUESTIONS: dict[str, tuple[str, Question]] = {
    "structure": ("faults in the structure of the file", _structure("quick_check")),
    "structure_full": ("faults in the structure of the file or its indexes", _structure("integrity_check")),
    "schema": ("tables or other parts that are not this program's", _schema),
    **{
        f"references_{table}": (
            f"{SPOKEN.get(table, table)} that refer to something that is not there",
            _references(table),
        )
        for table in _REFERRING
    },
    "numbering": ("tables that could give a number twice", _numbering),
    **VALUE_QUESTIONS,
    "search": ("search index that does not fit the texts", _search_index),
    **LOG_QUESTIONS,
}
"""What is asked, in this order: a name for scripts, what it would mean, and how it is counted."""
