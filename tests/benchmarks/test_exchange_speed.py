"""Import and export beside the least they can cost: orjson and bare SQLite on the same tables, unchecked."""

from __future__ import annotations

import os
import shutil
import sqlite3
from typing import TYPE_CHECKING

import orjson
import pytest

from annotator.exchange import export_project, import_paths
from annotator.formats.base import ReadOptions, Source, WriteOptions
from annotator.formats.fitting import Losses
from annotator.formats.registry import format_by_name
from annotator.model.record import Record
from annotator.store.project import Project

from . import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .conftest import Beside

DOCUMENTS, SPANS = 5_000, 20
# Letters beyond ASCII in most documents, as in real articles; one for one, so that offsets stay.
_ACCENTS = str.maketrans({"v": "é", "z": "日", "w": "“"})


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A native file whose spans say their text, as our own exports do."""
    records = corpus.lines(DOCUMENTS, spans=SPANS)
    for record in records:
        record["text"] = text = str(record["text"]).translate(_ACCENTS)
        for span in record["spans"]:  # type: ignore[attr-defined]
            span["text"] = text[span["start"] : span["end"]]
    return corpus.write(tmp_path_factory.mktemp("exchange") / "source.jsonl", records)


@pytest.fixture(scope="module")
def empty(source: Path) -> Path:
    path = source.with_name("empty.annot")
    Project.create(path, annotator="ana").close()
    return path


@pytest.fixture(scope="module")
def full(source: Path) -> Path:
    path = source.with_name("full.annot")
    with Project.create(path, annotator="ana") as project:
        report = import_paths(project, [source])
        assert report.spans.added == DOCUMENTS * SPANS
    return path


def test_import(beside: Beside, source: Path, empty: Path) -> None:
    ours_at, floor_at = source.with_name("ours.annot"), source.with_name("floor.annot")

    def ours() -> None:
        with Project.open(ours_at) as project:
            assert import_paths(project, [source]).documents.added == DOCUMENTS

    def floor() -> None:
        shutil.copy(empty, floor_at)
        least_import(source, floor_at)

    beside.time(
        f"import JSONL, {DOCUMENTS:,} documents with {DOCUMENTS * SPANS:,} spans",
        ours,
        floor,
        aim="<= 2",
        before=lambda: shutil.copy(empty, ours_at),
        rounds=3,
    )


def test_export(beside: Beside, full: Path) -> None:
    out = full.with_name("out.jsonl")

    def ours() -> None:
        with Project.open(full) as project:
            assert export_project(project, out, force=True).documents == DOCUMENTS

    beside.time(
        f"export JSONL, {DOCUMENTS:,} documents with {DOCUMENTS * SPANS:,} spans",
        ours,
        lambda: least_export(full, full.with_name("floor.jsonl")),
        aim="<= 1.5",
        rounds=5,
    )


@pytest.mark.parametrize("name", ["doccano", "prodigy"])
def test_other_tools_rows(beside: Beside, source: Path, name: str) -> None:
    """Fitted, written and read again, beside the same with our own rows; no project on either side."""
    records = list(_records("jsonl", source.read_bytes()))

    def there_and_back(format: str) -> None:
        chosen, options, losses = format_by_name(format), WriteOptions(), Losses()
        pieces = chosen.write((chosen.fit(record, options, losses) for record in records), options)
        data = b"".join(piece if isinstance(piece, bytes) else piece.data for piece in pieces)
        assert sum(len(record.spans) for record in _records(format, data)) == DOCUMENTS * SPANS

    beside.time(
        f"{name} written and read, {DOCUMENTS:,} documents with {DOCUMENTS * SPANS:,} spans, beside JSONL",
        lambda: there_and_back(name),
        lambda: there_and_back("jsonl"),
        aim="<= 2",
        rounds=5,
    )


def _records(format: str, data: bytes) -> Iterator[Record]:
    found = format_by_name(format).read(Source.of("rows", data), ReadOptions())
    return (item for item in found if isinstance(item, Record))


def least_import(source: Path, target: Path) -> None:
    """The same rows into the same tables and the same search index, with no look at any of them."""
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("BEGIN")
    labels = dict(connection.execute("SELECT name, id FROM labels"))
    documents, texts, spans = [], [], []
    with source.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            row = orjson.loads(line)
            text = row["text"]
            documents.append((number, row["id"], row["title"], "", len(text)))
            texts.append((number, text))
            spans += [(number, labels[span["label"]], span["start"], span["end"]) for span in row["spans"]]
    connection.executemany(
        "INSERT INTO documents (id, key, title, sha256, length, imported) VALUES (?, ?, ?, ?, ?, '')", documents
    )
    connection.executemany("INSERT INTO texts (document, text) VALUES (?, ?)", texts)
    connection.executemany(
        'INSERT INTO spans (document, annotator, label, start, "end", created, changed)'
        " VALUES (?, 1, ?, ?, ?, '', '')",
        spans,
    )
    connection.execute("INSERT INTO search (rowid, title, text) SELECT document, title, text FROM searchable")
    connection.execute("COMMIT")
    connection.close()


def least_export(source: Path, target: Path) -> None:
    """Two ordered scans, one object a document, orjson, and a durable file."""
    connection = sqlite3.connect(source)
    labels = dict(connection.execute("SELECT id, name FROM labels"))
    annotators = dict(connection.execute("SELECT id, name FROM annotators"))
    scan = connection.execute(
        'SELECT document, start, "end", label, annotator FROM spans ORDER BY document, start, "end", label'
    )
    span = scan.fetchone()
    with target.open("wb") as out:
        for id, key, title, sha256, text in connection.execute(
            "SELECT d.id, key, title, sha256, text FROM documents AS d JOIN texts ON document = d.id ORDER BY d.id"
        ):
            spans = []
            while span is not None and span[0] == id:
                _, start, end, label, annotator = span
                spans.append(
                    {
                        "id": len(spans) + 1,
                        "start": start,
                        "end": end,
                        "label": labels[label],
                        "text": text[start:end],
                        "annotator": annotators[annotator],
                    }
                )
                span = scan.fetchone()
            row = {"id": key, "text": text, "title": title, "sha256": sha256, "spans": spans}
            out.write(orjson.dumps(row) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    connection.close()
    least_proof(target)


def least_proof(target: Path) -> None:
    """Read what was written, and find every span's words where it says they stand."""
    with target.open("rb") as written:
        for line in written:
            row = orjson.loads(line)
            text = row["text"]
            for span in row["spans"]:
                assert text[span["start"] : span["end"]] == span["text"]
