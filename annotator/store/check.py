"""Whether a project file is sound: its structure, its references, its texts and its spans."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.model.document import Status, text_sha256
from annotator.model.errors import InputError, ProjectError
from annotator.model.span import canonical_fragments
from annotator.store.errors import meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotator.store.project import Project

_PAGE = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of thing that is wrong, and how often."""

    what: str
    count: int


def quick_check(path: Path, patience: float = 5.0) -> bool:
    """SQLite's own quick check, on a connection of its own: callable from any thread.

    BusyError or StorageError if it could not be made.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=patience)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            return connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
    except sqlite3.Error as error:
        known = meaning(error, path)
        if isinstance(known, ProjectError):
            return False
        raise (known or error) from error


def check(project: Project) -> list[Finding]:
    """Everything that is not as it should be."""
    findings = list(_structure(project))
    if findings:
        return findings
    for what, count in _QUESTIONS.items():
        try:
            found = count(project)
        except ProjectError:
            what, found = "rows whose text is no text (damage in the file)", 1
        if found:
            findings.append(Finding(what, found))
    return findings


def _structure(project: Project) -> Iterator[Finding]:
    try:
        rows = project.query("PRAGMA integrity_check(100)")
    except ProjectError:
        rows = [("it cannot be read to its end",)]
    if rows != [("ok",)]:
        yield Finding(f"damage in the file, such as: {rows[0][0]}", len(rows))


def _search_index(project: Project) -> int:
    """1 if the index does not fit the texts. The test is worded as a write, so it needs a writable file."""
    if project.read_only:
        return 0
    try:
        with project.unlogged() as connection:
            connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except ProjectError:
        return 1
    return 0


_WITHOUT_TEXT = "SELECT count(*) FROM documents WHERE id NOT IN (SELECT document FROM texts)"
_UNKNOWN_STATUS = "SELECT count(*) FROM reviews WHERE status NOT IN (?, ?, ?, ?)"
_BEYOND = 'SELECT count(*) FROM spans AS s JOIN documents AS d ON d.id = s.document WHERE s."end" > d.length'


def _count(project: Project, sql: str, *values: str) -> int:
    return int(project.query(sql, values)[0][0])


def _broken_fragments(project: Project) -> int:
    rows = project.query("SELECT start, \"end\", fragments FROM spans WHERE fragments <> ''")
    return sum(not _sound_fragments(*row) for row in rows)


def _sound_fragments(start: int, end: int, fragments: str) -> bool:
    try:
        pieces = [(first, last) for first, last in json.loads(fragments)]
        canonical = canonical_fragments(pieces)
    except (ValueError, TypeError, InputError):
        return False
    return (
        bool(pieces)
        and [tuple(piece) for piece in canonical] == pieces
        and (pieces[0][0], pieces[-1][1]) == (start, end)
    )


def _changed_texts(project: Project) -> int:
    changed, last = 0, 0
    while rows := project.query(
        "SELECT t.document, t.text, d.sha256, d.length FROM texts AS t JOIN documents AS d"
        " ON d.id = t.document WHERE t.document > ? ORDER BY t.document LIMIT ?",
        (last, _PAGE),
    ):
        changed += sum(text_sha256(text) != sha256 or len(text) != length for _, text, sha256, length in rows)
        last = rows[-1][0]
    return changed


_QUESTIONS: dict[str, Callable[[Project], int]] = {
    "rows that refer to something that is not there": lambda project: len(project.query("PRAGMA foreign_key_check")),
    "documents without a text": lambda project: _count(project, _WITHOUT_TEXT),
    "reviews with an unknown status": lambda project: _count(project, _UNKNOWN_STATUS, *(s.value for s in Status)),
    "spans whose end lies beyond the text": lambda project: _count(project, _BEYOND),
    "spans with broken fragments": _broken_fragments,
    "search index that does not fit the texts": _search_index,
    "texts that are not what was imported (their SHA-256 differs)": _changed_texts,
}
"""What is asked of a file whose structure is sound: how often each of these is so."""
