"""What version 3 added, frozen: relation types, attributes, actors and suggestions, as migration 0003 makes them."""

from __future__ import annotations

STATEMENTS: dict[str, str] = {
    # Relations keep the type's name: a type may go from the scheme, and what was said by it stays.
    "relation_types": """CREATE TABLE relation_types (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    definition TEXT NOT NULL DEFAULT ''
) STRICT""",
    "attributes": """CREATE TABLE attributes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    type TEXT NOT NULL DEFAULT 'text',
    choices TEXT NOT NULL DEFAULT '',
    definition TEXT NOT NULL DEFAULT ''
) STRICT""",
    # ``value`` is JSON: a text, a number, true or false, or a list of texts.
    "attribute_values": """CREATE TABLE attribute_values (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    span INTEGER NOT NULL REFERENCES spans (id) ON DELETE RESTRICT,
    attribute INTEGER NOT NULL REFERENCES attributes (id) ON DELETE RESTRICT,
    value TEXT NOT NULL,
    UNIQUE (span, attribute)
) STRICT""",
    "attribute_values_attribute": "CREATE INDEX attribute_values_attribute ON attribute_values (attribute)",
    "actors": """CREATE TABLE actors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    note TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT ''
) STRICT""",
    "actor_aliases": """CREATE TABLE actor_aliases (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    actor INTEGER NOT NULL REFERENCES actors (id) ON DELETE RESTRICT,
    alias TEXT NOT NULL,
    UNIQUE (actor, alias)
) STRICT""",
    "span_actors": """CREATE TABLE span_actors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    span INTEGER NOT NULL UNIQUE REFERENCES spans (id) ON DELETE RESTRICT,
    actor INTEGER NOT NULL REFERENCES actors (id) ON DELETE RESTRICT
) STRICT""",
    "span_actors_actor": "CREATE INDEX span_actors_actor ON span_actors (actor)",
    # ``annotator`` is who proposes it. ``score`` is a number as text, empty for none.
    "suggestions": """CREATE TABLE suggestions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    annotator INTEGER NOT NULL REFERENCES annotators (id) ON DELETE RESTRICT,
    label INTEGER NOT NULL REFERENCES labels (id) ON DELETE RESTRICT,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    fragments TEXT NOT NULL DEFAULT '',
    score TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    attributes TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open',
    extra TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,
    UNIQUE (document, annotator, label, start, "end", fragments)
) STRICT""",
    "suggestions_open": "CREATE INDEX suggestions_open ON suggestions (document) WHERE state = 'open'",
}
"""The tables and indexes that came with it."""
