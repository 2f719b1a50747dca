-- A project of version 2, as its last release made it: what opening one has to keep.
-- Made once and frozen: never write it anew from the code of today.
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE project (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE annotators (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL
) STRICT;
CREATE TABLE labels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL DEFAULT '',
    colour TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'statement',
    trim TEXT NOT NULL DEFAULT '',
    definition TEXT NOT NULL DEFAULT '',
    section TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    meta TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL,
    length INTEGER NOT NULL CHECK (length >= 0),
    imported TEXT NOT NULL
) STRICT;
CREATE TABLE texts (
    document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE RESTRICT,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE spans (
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
) STRICT;
CREATE INDEX spans_marked ON spans (annotator, document, start)
    WHERE note <> '' OR doubt <> 0;
CREATE INDEX spans_detailed ON spans (document)
    WHERE note <> '' OR doubt <> 0 OR origin <> '' OR extra <> '';
CREATE TABLE relations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    annotator INTEGER NOT NULL REFERENCES annotators (id) ON DELETE RESTRICT,
    type TEXT NOT NULL,
    head INTEGER NOT NULL REFERENCES spans (id) ON DELETE RESTRICT,
    tail INTEGER NOT NULL REFERENCES spans (id) ON DELETE RESTRICT,
    extra TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,
    UNIQUE (document, annotator, type, head, tail)
) STRICT;
CREATE INDEX relations_head ON relations (head);
CREATE INDEX relations_tail ON relations (tail);
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    annotator INTEGER NOT NULL REFERENCES annotators (id) ON DELETE RESTRICT,
    status TEXT NOT NULL DEFAULT 'new',
    note TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT '',
    changed TEXT NOT NULL,
    UNIQUE (document, annotator)
) STRICT;
CREATE INDEX reviews_status ON reviews (annotator, status, document);
CREATE TABLE times (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    annotator INTEGER NOT NULL REFERENCES annotators (id) ON DELETE RESTRICT,
    seconds INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (document, annotator)
) STRICT, WITHOUT ROWID;
CREATE TABLE edit_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    edit INTEGER NOT NULL REFERENCES edits (id) ON DELETE RESTRICT,
    tab TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "before" TEXT,
    "after" TEXT
) STRICT;
CREATE INDEX edit_changes_edit ON edit_changes (edit);
CREATE VIEW searchable AS
    SELECT d.id AS document, d.title AS title, t.text AS text
    FROM documents AS d JOIN texts AS t ON t.document = d.id;
CREATE VIRTUAL TABLE search USING fts5(
    title, text,
    content = 'searchable', content_rowid = 'document',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIEW annotations AS
    SELECT d.key AS document, a.name AS annotator, l.name AS label, s.start AS start, s."end" AS "end",
        substr(t.text, s.start + 1, s."end" - s.start) AS text
    FROM spans AS s
    JOIN documents AS d ON d.id = s.document
    JOIN texts AS t ON t.document = s.document
    JOIN annotators AS a ON a.id = s.annotator
    JOIN labels AS l ON l.id = s.label;
CREATE TABLE edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL,
    annotator INTEGER REFERENCES annotators (id) ON DELETE RESTRICT,
    document INTEGER,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    undoes INTEGER REFERENCES edits (id) ON DELETE RESTRICT,
    detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX edits_undoable ON edits (annotator)
    WHERE kind IN ('edit', 'undo', 'redo');
CREATE INDEX edits_undoes ON edits (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX edits_rewinds ON edits (undoes)
    WHERE kind IN ('edit', 'rewind') AND undoes IS NOT NULL;
CREATE INDEX edit_changes_row ON edit_changes (tab, "row");
INSERT INTO _sqlite_migrations VALUES (1, 'annotator', '0001_the_project', '2026-11-25 19:33:55.793670+00:00');
INSERT INTO _sqlite_migrations VALUES (2, 'annotator', '0002_a_log_that_outlives_documents', '2026-11-25 19:33:55.794879+00:00');
INSERT INTO project VALUES ('annotator', 'ana');
INSERT INTO project VALUES ('created', '2026-11-25T19:33:55Z');
INSERT INTO project VALUES ('id', 'bb6f2b33bfb2e6696a52217dc9c50e15');
INSERT INTO annotators VALUES (1, 'ana', '2026-11-25T19:33:55Z');
INSERT INTO annotators VALUES (2, 'bob', '2026-11-25T19:33:55Z');
INSERT INTO labels VALUES (1, 'actor', 0, 'a', '#004891', 'name', 'article possessive', 'A person, group or organisation that speaks, is spoken to, acts, is targeted, or is to benefit.', 'actor');
INSERT INTO labels VALUES (2, 'claim', 1, 'c', '#2c965f', 'statement', '', 'A statement, position, evaluation or forecast that the text attributes to an actor.', 'claim');
INSERT INTO labels VALUES (3, 'threat', 2, 't', '#a32117', 'statement', '', 'An actor announces, or lets it be understood, that it will cause harm or cost to another.', 'threat');
INSERT INTO labels VALUES (4, 'demand', 3, 'd', '#a177d1', 'request', 'article', 'An actor requires others to do or not do something, with no offer of choice.', 'demand');
INSERT INTO labels VALUES (5, 'proposal', 4, 'p', '#b48800', 'request', 'article', 'An actor puts a plan, measure or arrangement forward for others to consider, agree to or join.', 'proposal');
INSERT INTO documents VALUES (1, 'harbour', 'Harbour', 'en', '{"source":"Brenn Herald"}', '{"x":1,"suggestions":{"by":"m1"}}', '3b0705d87a35d766ac6f9e672b6d2c7d792ad56681e1015fc5e24c564bf9ee5b', 47, '2026-11-25T19:33:55Z');
INSERT INTO documents VALUES (2, 'canal', '', '', '', '', '3ee46c398d75e99345aeb128768ee041cbf191789b06c6dbe02e9146184b1f06', 23, '2026-11-25T19:33:55Z');
INSERT INTO texts VALUES (1, 'Halvia warned Ostmark. 😀 The minister declined.');
INSERT INTO texts VALUES (2, 'The canal stays closed.');
INSERT INTO spans VALUES (1, 1, 1, 1, 0, 6, '', '', 0, '', '{"actor":"Republic of Halvia"}', '2026-11-25T19:33:55Z', '');
INSERT INTO spans VALUES (2, 1, 2, 3, 0, 22, '', 'not sure', 1, '', '{"attributes":{"form":"direct","conditional":true,"who":{"first":"Halvia"}},"y":[1]}', '2026-11-25T19:33:55Z', '2026-11-25T19:33:55Z');
INSERT INTO spans VALUES (3, 1, 2, 1, 28, 36, '', '', 0, '', '', '2026-11-25T19:33:55Z', '');
INSERT INTO spans VALUES (4, 2, 1, 1, 4, 9, '', '', 0, '', '', '2026-11-25T19:33:55Z', '');
INSERT INTO spans VALUES (5, 1, 1, 1, 14, 21, '', '', 0, '', '', '2026-11-25T19:33:55Z', '');
INSERT INTO spans VALUES (6, 2, 1, 2, 10, 22, '', 'which?', 0, '', '', '2026-11-25T19:33:55Z', '2026-11-25T19:33:55Z');
INSERT INTO relations VALUES (1, 1, 2, 'made_by', 2, 1, '', '2026-11-25T19:33:55Z');
INSERT INTO relations VALUES (2, 1, 2, 'denied_by', 2, 3, '{"strength":2}', '2026-11-25T19:33:55Z');
INSERT INTO reviews VALUES (1, 1, 2, 'done', 'fine', '{"read":"all"}', '2026-11-25T19:33:55Z');
INSERT INTO reviews VALUES (2, 1, 1, 'done', '', '', '2026-11-25T19:33:55Z');
INSERT INTO reviews VALUES (3, 2, 1, 'in progress', '', '', '2026-11-25T19:33:55Z');
INSERT INTO times VALUES (2, 1, 12);
INSERT INTO edit_changes VALUES (1, 2, 'reviews', 2, NULL, '[1,1,"in progress","","","2026-11-25T19:33:55Z"]');
INSERT INTO edit_changes VALUES (2, 2, 'spans', 5, NULL, '[1,1,1,14,21,"","",0,"","","2026-11-25T19:33:55Z",""]');
INSERT INTO edit_changes VALUES (3, 3, 'reviews', 3, NULL, '[2,1,"in progress","","","2026-11-25T19:33:55Z"]');
INSERT INTO edit_changes VALUES (4, 3, 'spans', 6, NULL, '[2,1,2,10,22,"","",0,"","","2026-11-25T19:33:55Z",""]');
INSERT INTO edit_changes VALUES (5, 4, 'spans', 6, '[2,1,2,10,22,"","",0,"","","2026-11-25T19:33:55Z",""]', '[2,1,2,10,22,"","which?",0,"","","2026-11-25T19:33:55Z","2026-11-25T19:33:55Z"]');
INSERT INTO edit_changes VALUES (6, 5, 'spans', 2, '[1,2,3,0,22,"","hm",1,"","{\"attributes\":{\"form\":\"direct\",\"conditional\":true,\"who\":{\"first\":\"Halvia\"}},\"y\":[1]}","2026-11-25T19:33:55Z",""]', '[1,2,3,0,22,"","not sure",1,"","{\"attributes\":{\"form\":\"direct\",\"conditional\":true,\"who\":{\"first\":\"Halvia\"}},\"y\":[1]}","2026-11-25T19:33:55Z","2026-11-25T19:33:55Z"]');
INSERT INTO edit_changes VALUES (7, 6, 'reviews', 2, '[1,1,"in progress","","","2026-11-25T19:33:55Z"]', '[1,1,"done","","","2026-11-25T19:33:55Z"]');
INSERT INTO edit_changes VALUES (8, 7, 'spans', 5, '[1,1,1,14,21,"","",0,"","","2026-11-25T19:33:55Z",""]', NULL);
INSERT INTO edit_changes VALUES (9, 8, 'spans', 5, NULL, '[1,1,1,14,21,"","",0,"","","2026-11-25T19:33:55Z",""]');
INSERT INTO edit_changes VALUES (10, 9, 'reviews', 2, '[1,1,"done","","","2026-11-25T19:33:55Z"]', '[1,1,"in progress","","","2026-11-25T19:33:55Z"]');
INSERT INTO edit_changes VALUES (11, 10, 'reviews', 2, '[1,1,"in progress","","","2026-11-25T19:33:55Z"]', '[1,1,"done","","","2026-11-25T19:33:55Z"]');
INSERT INTO edit_changes VALUES (12, 11, 'reviews', 2, '[1,1,"done","","","2026-11-25T19:33:55Z"]', '[1,1,"in progress","","","2026-11-25T19:33:55Z"]');
INSERT INTO edit_changes VALUES (13, 14, 'spans', 5, NULL, '[1,1,1,14,21,"","",0,"","","2026-11-25T19:33:55Z",""]');
INSERT INTO edits VALUES (1, '2026-11-25T19:33:55Z', 1, NULL, 'import', 'Import old.jsonl', NULL, '{"source":["old.jsonl"],"files":1,"sha256":"4c8f33e7c4a5c24ae4c72bf007cb06b6fcf0db5779b9b419bfb2b623a1dc324b","documents":2,"spans":4,"relations":2,"reviews":1,"ids":{"documents":[1,2],"spans":[1,4],"relations":[1,2],"reviews":[1,1]}}');
INSERT INTO edits VALUES (2, '2026-11-25T19:33:55Z', 1, 1, 'edit', 'Labelled “Ostmark” as actor', NULL, '');
INSERT INTO edits VALUES (3, '2026-11-25T19:33:55Z', 1, 2, 'edit', 'Labelled “stays closed” as claim', NULL, '');
INSERT INTO edits VALUES (4, '2026-11-25T19:33:55Z', 1, 2, 'edit', 'Note on claim “stays closed”', NULL, '');
INSERT INTO edits VALUES (5, '2026-11-25T19:33:55Z', 2, 1, 'edit', 'Note on threat “Halvia warned Ostmark.”', NULL, '');
INSERT INTO edits VALUES (6, '2026-11-25T19:33:55Z', 1, 1, 'edit', 'Marked “Harbour” as done', NULL, '');
INSERT INTO edits VALUES (7, '2026-11-25T19:33:55Z', 1, 1, 'edit', 'Removed actor “Ostmark”', NULL, '');
INSERT INTO edits VALUES (8, '2026-11-25T19:33:55Z', 1, 1, 'undo', 'Removed actor “Ostmark”', 7, '');
INSERT INTO edits VALUES (9, '2026-11-25T19:33:55Z', 1, 1, 'undo', 'Marked “Harbour” as done', 6, '');
INSERT INTO edits VALUES (10, '2026-11-25T19:33:55Z', 1, 1, 'redo', 'Marked “Harbour” as done', 9, '');
INSERT INTO edits VALUES (11, '2026-11-25T19:33:55Z', 1, 1, 'undo', 'Marked “Harbour” as done', 10, '');
INSERT INTO edits VALUES (12, '2026-11-25T19:33:55Z', 1, NULL, 'import', 'Import more.jsonl', NULL, '{"source":["more.jsonl"],"files":1,"sha256":"e936e51360661db41428d8faf3b8c930156042ae058c599e097a8108e0a1594e","documents":1,"spans":2,"relations":1,"reviews":0,"ids":{"documents":[3,3],"spans":[7,8],"relations":[3,3],"reviews":[4,3]}}');
INSERT INTO edits VALUES (13, '2026-11-25T19:33:55Z', 1, NULL, 'rewind', 'Went back to before “Removed actor “Ostmark”” (5 edits)', 8, '{"documents":1,"spans":3,"relations":1,"reviews":1,"edits":5}');
INSERT INTO edits VALUES (14, '2026-11-25T19:33:55Z', 1, 1, 'undo', 'Removed actor “Ostmark”', 7, '');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES ('annotators', 2);
INSERT INTO sqlite_sequence VALUES ('labels', 5);
INSERT INTO sqlite_sequence VALUES ('documents', 3);
INSERT INTO sqlite_sequence VALUES ('spans', 8);
INSERT INTO sqlite_sequence VALUES ('reviews', 3);
INSERT INTO sqlite_sequence VALUES ('relations', 3);
INSERT INTO sqlite_sequence VALUES ('edits', 14);
INSERT INTO sqlite_sequence VALUES ('edit_changes', 13);
INSERT INTO search (search) VALUES ('rebuild');
PRAGMA application_id = 1097756276;
PRAGMA user_version = 2;
