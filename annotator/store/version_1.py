"""The tables of version 1, frozen: what migration 0001 makes, and what a file of that version has to hold."""

from __future__ import annotations

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
    "texts": """CREATE TABLE texts (
    document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE RESTRICT,
    text TEXT NOT NULL
) STRICT""",
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
    "relations_head": "CREATE INDEX relations_head ON relations (head)",
    "relations_tail": "CREATE INDEX relations_tail ON relations (tail)",
    "reviews": """CREATE TABLE reviews (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    annotator INTEGER NOT NULL REFERENCES annotators (id) ON DELETE RESTRICT,
    status TEXT NOT NULL DEFAULT 'new',
    note TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT '',
    changed TEXT NOT NULL,
    UNIQUE (document, annotator)
) STRICT""",
    "reviews_status": "CREATE INDEX reviews_status ON reviews (annotator, status, document)",
    "times": """CREATE TABLE times (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    annotator INTEGER NOT NULL REFERENCES annotators (id) ON DELETE RESTRICT,
    seconds INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (document, annotator)
) STRICT, WITHOUT ROWID""",
    "edits": """CREATE TABLE edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL,
    annotator INTEGER REFERENCES annotators (id) ON DELETE RESTRICT,
    document INTEGER REFERENCES documents (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    undoes INTEGER REFERENCES edits (id) ON DELETE RESTRICT,
    detail TEXT NOT NULL DEFAULT ''
) STRICT""",
    "edits_undoable": """CREATE INDEX edits_undoable ON edits (annotator)
    WHERE kind IN ('edit', 'undo', 'redo')""",
    "edit_changes": """CREATE TABLE edit_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    edit INTEGER NOT NULL REFERENCES edits (id) ON DELETE RESTRICT,
    tab TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "before" TEXT,
    "after" TEXT
) STRICT""",
    "edit_changes_edit": "CREATE INDEX edit_changes_edit ON edit_changes (edit)",
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
}
