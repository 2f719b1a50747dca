"""The tables of a project file, as data.

``STATEMENTS`` is the schema of this version, word for word as SQLite keeps it: migrations execute it, and
opening a project compares it with what the file has. ``TABLES`` describes the tables whose rows edits change
and the log records. No trigger anywhere, so that opening can refuse every trigger.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.store import version_3

if TYPE_CHECKING:
    from collections.abc import Mapping

APPLICATION_ID = 0x416E6E74
"""``Annt`` in the header of every project file."""

VERSION = 3
"""``user_version`` of the schema below; each migration raises it by one."""


class Table(NamedTuple):
    """A table under the change log: its columns after ``id``, in order, with types and defaults.

    A default of None means that a value has to be given; row images in the log follow this order, so new
    columns go to the end.
    """

    name: str
    columns: tuple[str, ...]
    types: tuple[type, ...]
    defaults: tuple[Any, ...]

    @property
    def width(self) -> int:
        return len(self.columns)


def _table(name: str, /, **columns: type | str | int) -> Table:
    """A table from column=type (a value has to be given) or column=default."""
    types = tuple(value if isinstance(value, type) else type(value) for value in columns.values())
    defaults = tuple(None if isinstance(value, type) else value for value in columns.values())
    return Table(name, tuple(columns), types, defaults)


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table("annotators", name=str, created=str),
        _table(
            "labels",
            name=str,
            position=int,
            key="",
            colour=str,
            kind="statement",
            trim="",
            definition="",
            section="",
        ),
        _table(
            "documents",
            key=str,
            title="",
            language="",
            meta="",
            extra="",
            sha256=str,
            length=int,
            imported=str,
        ),
        _table(
            "spans",
            document=int,
            annotator=int,
            label=int,
            start=int,
            end=int,
            fragments="",
            note="",
            doubt=0,
            origin="",
            extra="",
            created=str,
            changed="",
        ),
        _table(
            "relations",
            document=int,
            annotator=int,
            type=str,
            head=int,
            tail=int,
            extra="",
            created=str,
        ),
        _table("reviews", document=int, annotator=int, status="new", note="", extra="", changed=str, read_to=0),
        _table("relation_types", name=str, position=int, definition=""),
        _table("attributes", name=str, position=int, type="text", choices="", definition=""),
        _table("attribute_values", span=int, attribute=int, value=str),
        _table("actors", name=str, note="", extra=""),
        _table("actor_aliases", actor=int, alias=str),
        _table("span_actors", span=int, actor=int),
        _table(
            "suggestions",
            document=int,
            annotator=int,
            label=int,
            start=int,
            end=int,
            fragments="",
            score="",
            note="",
            attributes="",
            state="open",
            extra="",
            created=str,
        ),
    )
}

STATEMENTS: dict[str, str] = {
    "project": """CREATE TABLE project (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    "annotators": """CREATE TABLE annotators (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL
) STRICT""",
    "labels": """CREATE TABLE labels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL DEFAULT '',
    colour TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'statement',
    trim TEXT NOT NULL DEFAULT '',
    definition TEXT NOT NULL DEFAULT '',
    section TEXT NOT NULL DEFAULT ''
) STRICT""",
    "documents": """CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    meta TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL,
    length INTEGER NOT NULL CHECK (length >= 0),
    imported TEXT NOT NULL
) STRICT""",
    # Apart from the rest, so that listing documents never reads past their texts.
    "texts": """CREATE TABLE texts (
    document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE RESTRICT,
    text TEXT NOT NULL
) STRICT""",
    # ``changed`` is empty as long as nothing was: most spans stay as they were made.
    "spans": """CREATE TABLE spans (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    annotator INTEGER NOT NULL REFERENCES annotators (id) ON DELETE RESTRICT,
    label INTEGER NOT NULL REFERENCES labels (id) ON DELETE RESTRICT,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    fragments TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    doubt INTEGER NOT NULL DEFAULT 0 CHECK (doubt IN (0, 1)),
    origin TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,
    changed TEXT NOT NULL DEFAULT '',
    UNIQUE (document, annotator, label, start, "end", fragments)
) STRICT""",
    "spans_marked": """CREATE INDEX spans_marked ON spans (annotator, document, start)
    WHERE note <> '' OR doubt <> 0""",
    # Most spans are plain: an export reads them from the UNIQUE index alone, and these few besides.
    "spans_detailed": """CREATE INDEX spans_detailed ON spans (document)
    WHERE note <> '' OR doubt <> 0 OR origin <> '' OR extra <> ''""",
    "relations": """CREATE TABLE relations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    annotator INTEGER NOT NULL REFERENCES annotators (id) ON DELETE RESTRICT,
    type TEXT NOT NULL,
    head INTEGER NOT NULL REFERENCES spans (id) ON DELETE RESTRICT,
    tail INTEGER NOT NULL REFERENCES spans (id) ON DELETE RESTRICT,
    extra TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,
    UNIQUE (document, annotator, type, head, tail)
) STRICT""",
    # A span may go only when no relation touches it: without these, each removal would scan all relations.
    "relations_head": "CREATE INDEX relations_head ON relations (head)",
    "relations_tail": "CREATE INDEX relations_tail ON relations (tail)",
    # ``read_to`` stands where SQLite puts a column that is added to a table.
    "reviews": """CREATE TABLE reviews (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    annotator INTEGER NOT NULL REFERENCES annotators (id) ON DELETE RESTRICT,
    status TEXT NOT NULL DEFAULT 'new',
    note TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT '',
    changed TEXT NOT NULL, read_to INTEGER NOT NULL DEFAULT 0,
    UNIQUE (document, annotator)
) STRICT""",
    "reviews_status": "CREATE INDEX reviews_status ON reviews (annotator, status, document)",
    # Time spent is no edit: apart from reviews, so that undoing an edit never meets a row the clock changed.
    "times": """CREATE TABLE times (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    annotator INTEGER NOT NULL REFERENCES annotators (id) ON DELETE RESTRICT,
    seconds INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (document, annotator)
) STRICT, WITHOUT ROWID""",
    # ``document`` refers to nothing: where an import was taken back, the log still names what is gone.
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
    # What Ctrl+Z walks back over, newest first; imports and commands are not in it.
    "edits_undoable": """CREATE INDEX edits_undoable ON edits (annotator)
    WHERE kind IN ('edit', 'undo', 'redo')""",
    # Who took an entry back, and the few entries that took back everything since another one.
    "edits_undoes": "CREATE INDEX edits_undoes ON edits (undoes) WHERE undoes IS NOT NULL",
    "edits_rewinds": """CREATE INDEX edits_rewinds ON edits (undoes)
    WHERE kind IN ('edit', 'rewind') AND undoes IS NOT NULL""",
    "edit_changes": """CREATE TABLE edit_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    edit INTEGER NOT NULL REFERENCES edits (id) ON DELETE RESTRICT,
    tab TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "before" TEXT,
    "after" TEXT
) STRICT""",
    "edit_changes_edit": "CREATE INDEX edit_changes_edit ON edit_changes (edit)",
    # A row's own history.
    "edit_changes_row": 'CREATE INDEX edit_changes_row ON edit_changes (tab, "row")',
    "searchable": """CREATE VIEW searchable AS
    SELECT d.id AS document, d.title AS title, t.text AS text
    FROM documents AS d JOIN texts AS t ON t.document = d.id""",
    "search": """CREATE VIRTUAL TABLE search USING fts5(
    title, text,
    content = 'searchable', content_rowid = 'document',
    tokenize = 'unicode61 remove_diacritics 2'
)""",
    "annotations": """CREATE VIEW annotations AS
    SELECT d.key AS document, a.name AS annotator, l.name AS label, s.start AS start, s."end" AS "end",
        substr(t.text, s.start + 1, s."end" - s.start) AS text
    FROM spans AS s
    JOIN documents AS d ON d.id = s.document
    JOIN texts AS t ON t.document = s.document
    JOIN annotators AS a ON a.id = s.annotator
    JOIN labels AS l ON l.id = s.label""",
    **version_3.STATEMENTS,
}

_FOREIGN_HANDS = frozenset(
    {
        "sqlite_sequence",
        "sqlite_stat1",
        "sqlite_stat4",
        "_sqlite_migrations",
        "search_data",
        "search_idx",
        "search_docsize",
        "search_config",
        "idx__sqlite_migrations_migration_set_name",
    }
)
"""Tables and indexes that SQLite and sqlite-utils make and word themselves, in ways that vary by version."""


_PLAIN = re.compile(r"""CREATE (?:TABLE|UNIQUE INDEX) [\w\s"',()]{1,400}""")
_RECKONS = re.compile(r"\b(?:AS|CHECK|DEFAULT|GENERATED|COLLATE|REFERENCES|VIRTUAL)\b", re.IGNORECASE)
"""What could make SQLite do more than keep values."""


def unexpected(objects: list[tuple[str, str, str | None]], statements: Mapping[str, str] = STATEMENTS) -> str | None:
    """The first thing about a file's schema that is not in ``statements``, or missing, in words; None for nothing.

    ``objects`` are (type, name, sql) of ``sqlite_schema``. Indexes SQLite makes for UNIQUE have no SQL.
    """
    found: set[str] = set()
    for kind, name, sql in objects:
        if not isinstance(name, str) or not isinstance(sql, str | None):
            return "its list of tables makes no sense"
        if name in statements:
            if sql is None or " ".join(sql.split()) != " ".join(statements[name].split()):
                return f"the {kind} “{name}” is not as it should be"
            found.add(name)
        elif kind in {"trigger", "view"} or not _made_by_others(kind, name, sql):
            return f"it contains the unknown {kind} “{name[:40]}”"
    missing = [name for name in statements if name not in found]
    return f"“{missing[0]}” is missing" if missing else None


def _made_by_others(kind: str, name: str, sql: str | None) -> bool:
    """Whether SQLite or sqlite-utils made it, in words that do no harm."""
    if sql is None:
        return kind == "index"
    words = " ".join(sql.split())
    return name in _FOREIGN_HANDS and bool(_PLAIN.fullmatch(words)) and not _RECKONS.search(words)
