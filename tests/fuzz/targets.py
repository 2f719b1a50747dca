"""What is fuzzed: each target takes a seed, makes an input of it, and must end well or in a sentence."""

from __future__ import annotations

import contextlib
import io
import json
import random
import sqlite3
import warnings
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import edits
from annotator.exchange import import_paths, read_scheme
from annotator.formats.base import ReadOptions, Remark, Source
from annotator.formats.registry import format_by_name
from annotator.model.errors import AnnotatorError
from annotator.model.record import Problem, Record
from annotator.model.span import Extent
from annotator.store import queries, salvage
from annotator.store.project import Project
from annotator.store.records import iter_records
from annotator.store.rescue import rescue
from annotator.store.search import named, search
from tests.fuzz.mutation import mutated, with_pages

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = 4096

ROWS = [
    {"id": "a", "text": "Halvia said “no” to Torland 😀.\nIt will act.", "title": "Halvia", "language": "en",
     "meta": {"source": "x", "date": "2026-01-01"}, "sha256": None, "offsets": "codepoint",
     "spans": [{"id": 1, "start": 0, "end": 6, "label": "actor", "text": "Halvia", "annotator": "ana"},
               {"id": 2, "start": 7, "end": 16, "label": "claim", "annotator": "ana", "note": "n", "doubt": True,
                "fragments": [[7, 11], [13, 16]], "origin": "o", "extra": {"k": [1, 2.5, None]}}],
     "relations": [{"id": 1, "type": "made_by", "head": 1, "tail": 2, "annotator": "ana"}],
     "reviews": [{"annotator": "ana", "status": "done", "note": "all"}]},
    {"text": "Die Regierung lehnte ab.", "source": "taz", "n": 12345678901234567},
    {"id": 7, "text": "a\r\nb\u2028c\tд", "meta": {}, "spans": []},
]  # fmt: skip
PIECES = (
    b'"text":', b'"spans":', b'"start":', b'"end":', b'"label":', b'"fragments":', b'"id":', b'"meta":', b"[[0,1]]",
    b"null", b"true", b"-1", b"1e999", b"9223372036854775808", b"0.5", b'""', b"{}", b"[]", b"[" * 120, b'{"a":' * 120,
    b"\\u0000", b"\\ud800", b"\\", b'"', b"\n", b"\r\n", b",", b":", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80", b"\0", b"NaN", b"=1+1", b"\x1b[2J", b"\xe2\x80\xae",
)  # fmt: skip


def jsonl(seed: int, _: Path) -> None:
    """Read a file of JSON lines."""
    chance = random.Random(seed)
    rows = [json.dumps(row, ensure_ascii=chance.random() < 0.5).encode() for row in ROWS]
    chance.shuffle(rows)
    data = mutated(b"\n".join(rows[: chance.randrange(1, 4)]) + b"\n", PIECES, chance)
    encoding = chance.choice((None, None, None, None, "cp1252", "utf-16-le", "gb18030", "utf-8"))
    _read_all("jsonl", data, encoding)


def text(seed: int, _: Path) -> None:
    """Read a text file."""
    chance = random.Random(seed)
    words = "Заголовок\n\nHalvia said “no” 😀 à l’été.\r\n\tEnde".encode(
        chance.choice(("utf-8", "utf-8", "utf-16", "utf-16-le", "cp1251", "utf-32", "gb18030")), "replace"
    )
    data = mutated(words, PIECES, chance)
    # A guess at an encoding costs milliseconds: mostly it is named.
    encoding = chance.choice(
        ("cp1252", "cp1251", "utf-16-le", "utf-7", "idna", "shift_jis", "iso2022_jp", "hz", "utf-8")
    )
    _read_all("text", data, encoding if chance.random() < 0.98 else None)


def _read_all(format_name: str, data: bytes, encoding: str | None) -> None:
    with contextlib.suppress(AnnotatorError):
        for item in format_by_name(format_name).read(Source.of("f", data), ReadOptions(encoding)):
            assert isinstance(item, Record | Problem | Remark)
            if isinstance(item, Record):
                item.text.encode()
                assert all(0 <= span.start < span.end <= len(item.text) for span in item.spans)
            else:
                str(item)


@cache
def samples() -> list[tuple[str, dict[str, bytes], list[bytes]]]:
    """A small export of every format that can be read here: name, files, and words that mean something in them."""
    import re
    import tempfile

    from annotator.formats.registry import BUILT_IN
    from tests.formats.hostile import sample

    found = []
    for name in BUILT_IN:
        if any(find_spec(module) is None for module in format_by_name(name).needs):
            continue
        with tempfile.TemporaryDirectory() as folder:
            made = sample(name, Path(folder))
            if made is None:
                continue
            paths = sorted(path for path in made.rglob("*") if path.is_file()) if made.is_dir() else [made]
            files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        words = {word for data in files.values() for word in re.findall(rb"[\w-]+|[^\w\s]{1,3}", data[:50_000])}
        found.append((name, files, [*PIECES, *sorted(words)[:400]]))
    return found


def formats(seed: int, folder: Path) -> None:
    """Read an export of one of the formats, a file of which was changed."""
    chance = random.Random(seed)
    name, files, pieces = chance.choice(samples())
    changed = chance.choice(sorted(files))
    for file, data in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mutated(data, pieces, chance) if file == changed else data)
    [top] = folder.iterdir()
    with contextlib.suppress(AnnotatorError), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries that read documents
        stream = io.BytesIO(b"" if top.is_dir() else top.read_bytes())
        source = Source(top.name, io.BufferedReader(stream), top)
        for item in format_by_name(name).read(source, ReadOptions()):
            assert isinstance(item, Record | Problem | Remark)
            if isinstance(item, Record):
                item.text.encode()
                length = len(item.text) if item.quotes is None else 2**63
                assert all(0 <= span.start < span.end <= length for span in [*item.spans, *item.suggestions])
            else:
                assert "\n" not in str(item)


SCHEME = {"labels": [
    {"name": "actor", "key": "a", "colour": "#004891", "kind": "name", "trim": ["article"], "definition": "d",
     "section": "actor"},
    {"name": "claim"},
]}  # fmt: skip


def scheme(seed: int, folder: Path) -> None:
    """Read a scheme file."""
    chance = random.Random(seed)
    file = folder / "scheme.json"
    file.write_bytes(mutated(json.dumps(SCHEME).encode(), PIECES, chance))
    with contextlib.suppress(AnnotatorError):
        for label in read_scheme(file):
            label.name.encode()


# Whole imports


def importing(seed: int, folder: Path) -> None:
    """Import a file of JSON lines into a project, which must stay sound."""
    chance = random.Random(seed)
    project = folder / "p.annot"
    project.write_bytes(sound())
    source = folder / chance.choice(("in.jsonl", "in.txt", "in"))
    rows = [json.dumps(row).encode() for row in ROWS]
    source.write_bytes(mutated(b"\n".join(rows), PIECES, chance))
    with Project.open(project) as opened:
        with contextlib.suppress(AnnotatorError):
            import_paths(opened, [source])
        if chance.random() < 0.05:
            found = opened.check()
            assert not found, found
        for record in iter_records(opened):
            record.text.encode()


# Project files


@cache
def sound() -> bytes:
    """The bytes of a small project with some of everything in it."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ROWS[0]["sha256"] = None
        rows = [{**row, "id": f"{row.get('id', 'x')}-{n}"} for n in range(6) for row in ROWS]
        (folder / "in.jsonl").write_bytes(b"".join(json.dumps(row).encode() + b"\n" for row in rows))
        with Project.create(folder / "p.annot", annotator="ana") as project:
            import_paths(project, [folder / "in.jsonl"])
            ana = project.ensure_annotator("ana").id
            labels = queries.labels(project)
            for id in queries.document_ids(project, None)[:6]:
                document = queries.document(project, id)
                for place in range(0, len(document.text) - 4, 4):
                    edits.add_span(project, document, Extent(place, place + 3), labels[place % 5], ana)
            for _ in range(3):
                edits.undo(project, ana)
            edits.redo(project, ana)
            edits.add_seconds(project, 1, ana, 5)
        return (folder / "p.annot").read_bytes()


def opener(seed: int, folder: Path) -> None:
    """Open a damaged project and do with it what a window and the command line do."""
    chance = random.Random(seed)
    path = folder / "p.annot"
    path.write_bytes(with_pages(sound(), PAGE, chance))
    if chance.random() < 0.05:
        path.with_name("p.annot-journal").write_bytes(_journal(chance))
    use(path, chance)


def _journal(chance: random.Random) -> bytes:
    """What looks like the journal of a transaction that was cut short."""
    head = bytes.fromhex("d9d505f920a163d7") + b"".join(
        number.to_bytes(4, "big") for number in (1, chance.getrandbits(32), len(sound()) // PAGE, 512, PAGE)
    )
    page = (chance.randrange(40) + 1).to_bytes(4, "big") + sound()[:PAGE] + chance.randbytes(4)
    return mutated(head.ljust(512, b"\0") + page, (), chance)


def hostile(seed: int, folder: Path) -> None:
    """Open a project whose rows or schema were changed by SQL, as somebody may who wants to do harm."""
    chance = random.Random(seed)
    path = folder / "p.annot"
    path.write_bytes(sound())
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA journal_mode = MEMORY")
    for _ in range(chance.randrange(1, 4)):
        with contextlib.suppress(sqlite3.Error, OverflowError):
            connection.execute(*_harm(chance))
    with contextlib.suppress(sqlite3.Error):
        connection.close()
    use(path, chance)


VALUES: tuple[object, ...] = (
    "", "x", "\0", "<b>&\"=1+1</b>", "\u202e\u2066", "a" * 100_000, "[" * 3000, "{}", "[]", '{"a": 1}', "[[0,3],[5,9]]",
    '[["a","b"],["c","d"]]', "[[0,3]]", "null", "9" * 5000, 0, 1, -1, 2**31, 2**63 - 1, -(2**63), "2026-99-99T",
    "#12345g", "new", "done", "\ud7ff\ue000", "😀" * 1000, "annotator",
)  # fmt: skip
COLUMNS = {
    "project": ("key", "value"), "annotators": ("id", "name", "created"),
    "labels": ("id", "name", "position", "key", "colour", "kind", "trim", "definition", "section"),
    "documents": ("id", "key", "title", "language", "meta", "extra", "sha256", "length", "imported"),
    "texts": ("document", "text"),
    "spans": ("id", "document", "annotator", "label", "start", "end", "fragments", "note", "doubt", "origin", "extra",
              "created", "changed"),
    "relations": ("id", "document", "annotator", "type", "head", "tail", "extra"),
    "reviews": ("id", "document", "annotator", "status", "note", "extra"),
    "times": ("document", "annotator", "seconds"),
    "edits": ("id", "time", "annotator", "document", "kind", "title", "undoes", "detail"),
    "edit_changes": ("id", "edit", "tab", "row", "before", "after"),
    "sqlite_sequence": ("name", "seq"),
    "search_data": ("id", "block"), "search_docsize": ("id", "sz"), "search_config": ("k", "v"),
}  # fmt: skip
STATEMENTS = (
    "CREATE TRIGGER t AFTER INSERT ON spans BEGIN DELETE FROM documents; END",
    "CREATE VIEW v AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT * FROM r",
    "CREATE TABLE more (a)", "CREATE INDEX more_i ON spans (start)", "DROP TABLE times", "DROP TABLE search",
    "ALTER TABLE spans ADD COLUMN g GENERATED ALWAYS AS (randomblob(100000000)) VIRTUAL",
    "ALTER TABLE labels RENAME TO labels2", "DELETE FROM texts", "DELETE FROM spans", "DELETE FROM labels",
    "DELETE FROM annotators", "DELETE FROM project", "DELETE FROM sqlite_sequence", "DELETE FROM edits",
    "DELETE FROM search_data", "PRAGMA user_version = 1", "PRAGMA application_id = 0", "PRAGMA user_version = 99",
    "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE type = 'table'",
    "UPDATE sqlite_schema SET sql = NULL WHERE name = 'spans'", "DELETE FROM sqlite_schema WHERE name = 'reviews'",
    "UPDATE sqlite_schema SET rootpage = 5 WHERE name = 'spans'", "UPDATE sqlite_schema SET rootpage = 99999",
    "UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'documents'",
    "UPDATE sqlite_schema SET type = 'view' WHERE name = 'spans'",
    "UPDATE sqlite_sequence SET seq = 9223372036854775807", "UPDATE sqlite_sequence SET seq = 'x'",
    "INSERT INTO search (search) VALUES ('delete-all')", "PRAGMA journal_mode = WAL",
)  # fmt: skip


def _harm(chance: random.Random) -> tuple[str, tuple[object, ...]]:
    if chance.random() < 0.15:
        return chance.choice(STATEMENTS), ()
    table = chance.choice(tuple(COLUMNS))
    column = chance.choice(COLUMNS[table])
    value = chance.choice(VALUES)
    if chance.random() < 0.1:
        value = chance.randbytes(8)
    where = chance.choice(("", " WHERE rowid = 1", " WHERE rowid % 2 = 0")) if table not in ("project", "times") else ""
    cast = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
    return f'UPDATE OR REPLACE {table} SET "{column}" = {cast}{where}', (value,)


def use(path: Path, chance: random.Random) -> None:
    """Everything a window asks of a project at once and after some clicks; one thing more now and then."""
    try:
        project = Project.open(path)
    except AnnotatorError:
        if chance.random() < 0.02:
            _rescue(path)
        return
    with project:
        for step in (_look, _read, _write, _undo, _export):
            _well(partial(step, project))
        if chance.random() < 0.02:
            _well(project.check)
        _well(project.quick_check)
    if chance.random() < 0.02:
        _rescue(path)


def _well(step: Callable[[], object]) -> None:
    with contextlib.suppress(AnnotatorError):
        step()


def _look(project: Project) -> None:
    annotator = project.current_annotator
    mine = annotator.id if annotator else 1
    queries.labels(project)
    ids = queries.document_ids(project, mine)
    queries.document_rows(project, ids, mine)
    queries.status_counts(project, mine)
    queries.label_counts(project, mine)
    queries.counts(project)


def _read(project: Project) -> None:
    for id in queries.document_ids(project, None)[:3]:
        queries.document(project, id)
        queries.spans(project, id)
        queries.review(project, id, 1)
    search(project, "halvia")
    named(project, "x")
    queries.next_marked(project, 1, 1, 0, True)


def _write(project: Project) -> None:
    document = queries.document(project, 1)
    extent = Extent(1, min(5, len(document.text)))
    for label in queries.labels(project)[:1]:
        _well(partial(edits.add_span, project, document, extent, label, 1))
    for span in queries.spans(project, 1)[:2]:
        edits.set_note(project, span, "note")


def _undo(project: Project) -> None:
    for _ in range(3):
        edits.undo_title(project, 1)
        edits.undo(project, 1)
    edits.redo(project, 1)


def _export(project: Project) -> None:
    from annotator.exchange import export_project

    export_project(project, io.BytesIO())


def _rescue(path: Path) -> None:
    salvage._PATIENCE = 50  # how long it looks through what is broken is a choice, no hang
    before = path.read_bytes()
    with contextlib.suppress(AnnotatorError):
        rescue(path, path.with_name("new.annot"))
        report = Project.open(path.with_name("new.annot"))
        with report:
            assert not report.check(), report.check()
    assert path.read_bytes() == before


TARGETS: dict[str, Callable[[int, Path], None]] = {
    "jsonl": jsonl,
    "text": text,
    "formats": formats,
    "scheme": scheme,
    "import": importing,
    "opener": opener,
    "hostile": hostile,
}
