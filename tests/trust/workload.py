"""A researcher's work on one project as a list of steps, each of which is stored before the next begins.

The steps are made once from a seed and depend on nothing but what the steps before them left, so the same step on
the same file gives the same file again. ``contents`` says what a file holds, without the times in it.
"""

from __future__ import annotations

import hashlib
import json
import random
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator import edits
from annotator.exchange import ExportOptions, export_project, import_paths
from annotator.model.document import Status
from annotator.model.record import Record
from annotator.model.span import Extent
from annotator.store import bulk, queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.model.document import Document
    from annotator.model.span import Span
    from annotator.store.project import Project

TEXT = "Ida Brandt warned that Halvia 😀 would act. The union refused, and Torland asked for talks.\n" * 6
DOCUMENTS = 6

_TIMES = {"created", "changed", "time", "imported"}


class Step(NamedTuple):
    """Something a user does; it either happens or does not."""

    name: str
    do: Callable[[Project], object]


def fill(project: Project) -> None:
    """Give a new project the documents the steps work on."""
    records = [Record(f"d{number}", TEXT, f"Article {number}") for number in range(DOCUMENTS)]
    bulk.load(project, records, title="Import", annotator_default="ana")


def steps(count: int, folder: Path, seed: int = 1) -> list[Step]:
    """That many steps: mostly labels, and everything else that is stored; files go into and come from ``folder``."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        name = chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
        made.append(Step(name, _VERBS[name](random.Random(seed * 100_000 + number), number, folder)))
    return made


def import_file(folder: Path, number: int, articles: int = 20) -> Path:
    """A file of articles with a span each."""
    span = {"start": 0, "end": 10, "label": "actor"}
    rows = [{"id": f"s{number}.{row}", "text": f"{TEXT}{number}", "spans": [span]} for row in range(articles)]
    source = folder / f"in{number}.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return source


def contents(project: Project) -> dict[str, list[list[Any]]]:
    """All rows of all tables a user could miss, without times."""
    held = {}
    for table in ("project", "annotators", "labels", "documents", "texts", "spans", "relations", "reviews", "times"):
        held[table] = _rows(project, table)
    held["edits"] = _rows(project, "edits")
    held["edit_changes"] = [[row[0], row[1], row[2], row[3]] for row in _rows(project, "edit_changes")]
    return held


def digest(project: Project) -> str:
    return hashlib.sha256(json.dumps(contents(project), sort_keys=True).encode()).hexdigest()


def complaints(project: Project) -> list[str]:
    """What is wrong with a file in itself: its structure, its references, and its log against its tables."""
    wrong = [f"integrity: {row[0]}" for row in project.query("PRAGMA integrity_check") if row != ("ok",)]
    wrong += [f"foreign key: {row}" for row in project.query("PRAGMA foreign_key_check")]
    return wrong or log_against_tables(project)


def log_against_tables(project: Project) -> list[str]:
    """Rows that are not what the last edit of them left."""
    from annotator.store.changes import image_of
    from annotator.store.schema import TABLES

    last: dict[tuple[str, int], str | None] = {}
    for table, row, after in project.query('SELECT tab, "row", "after" FROM edit_changes ORDER BY id'):
        last[table, row] = after
    wrong = []
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for table, spec in TABLES.items():
        columns = ", ".join(f'"{name}"' for name in ("id", *spec.columns))
        for values in project.query(f"SELECT {columns} FROM {table}"):
            rows[table, values[0]] = dict(zip(("id", *spec.columns), values, strict=True))
    for (table, row), after in last.items():
        if rows.get((table, row)) != image_of(table, row, after):
            wrong.append(f"{table} {row} is not what the log says")
    return wrong


def _rows(project: Project, table: str) -> list[list[Any]]:
    names = [name for _, name, *_ in project.query(f"PRAGMA table_info({table})")]
    kept = ", ".join(f'"{name}"' for name in names if name not in _TIMES)
    condition = " WHERE key NOT IN ('id', 'created')" if table == "project" else ""
    return [list(row) for row in project.query(f"SELECT {kept} FROM {table}{condition} ORDER BY 1, 2")]


# -- the verbs, each made from a generator of its own and the number of its step


def _document(project: Project, chance: random.Random) -> Document:
    return queries.document(project, chance.randrange(DOCUMENTS) + 1)


def _ana(project: Project) -> int:
    return project.ensure_annotator("ana").id


def _spans(project: Project) -> list[Span]:
    return [span for id in range(1, DOCUMENTS + 1) for span in queries.spans(project, id, _ana(project))]


def _add(chance: random.Random, number: int, folder: Path) -> Callable[[Project], object]:
    place, label = chance.randrange(DOCUMENTS), chance.randrange(5)

    def do(project: Project) -> object:
        document = queries.document(project, place + 1)
        # No two steps ask for the same words, so an edit made twice is seen.
        extent = Extent(number % 250, number % 250 + 5 + number // 250)
        return edits.add_span(project, document, extent, queries.labels(project)[label], _ana(project))

    return do


def _on_a_span(
    act: Callable[[Project, Span, random.Random, int], object],
) -> Callable[[random.Random, int, Path], Callable[[Project], object]]:
    """A verb on one of the spans that are there."""

    def make(chance: random.Random, number: int, folder: Path) -> Callable[[Project], object]:
        seed = chance.random()

        def do(project: Project) -> object:
            chance = random.Random(seed)
            spans = _spans(project)
            return act(project, chance.choice(spans), chance, number) if spans else None

        return do

    return make


def _relabel(project: Project, span: Span, chance: random.Random, number: int) -> object:
    others = [label for label in queries.labels(project) if label.id != span.label]
    return edits.relabel_span(project, span, chance.choice(others))


def _note(project: Project, span: Span, chance: random.Random, number: int) -> object:
    return edits.set_note(project, span, f"note {number} " * chance.choice([1, 400]))


def _remove(project: Project, span: Span, chance: random.Random, number: int) -> object:
    return edits.remove_spans(project, [span])


def _undo(chance: random.Random, number: int, folder: Path) -> Callable[[Project], object]:
    return lambda project: edits.undo(project, _ana(project))


def _redo(chance: random.Random, number: int, folder: Path) -> Callable[[Project], object]:
    return lambda project: edits.redo(project, _ana(project))


def _status(chance: random.Random, number: int, folder: Path) -> Callable[[Project], object]:
    place, status = chance.randrange(DOCUMENTS) + 1, chance.choice(list(Status))
    return lambda project: edits.set_status(project, place, _ana(project), status)


def _time(chance: random.Random, number: int, folder: Path) -> Callable[[Project], object]:
    return lambda project: edits.add_seconds(project, 1, _ana(project), number + 1)


def _import(chance: random.Random, number: int, folder: Path) -> Callable[[Project], object]:
    source = import_file(folder, number)
    return lambda project: import_paths(project, [source])


def _export(chance: random.Random, number: int, folder: Path) -> Callable[[Project], object]:
    return lambda project: export_project(project, project.path.with_name("out.jsonl"), ExportOptions(), force=True)


_VERBS: dict[str, Callable[[random.Random, int, Path], Callable[[Project], object]]] = {
    "add": _add,
    "relabel": _on_a_span(_relabel),
    "note": _on_a_span(_note),
    "remove": _on_a_span(_remove),
    "undo": _undo,
    "redo": _redo,
    "status": _status,
    "time": _time,
    "import": _import,
    "export": _export,
}
_WEIGHTS = {
    "add": 50, "relabel": 10, "note": 10, "remove": 5, "undo": 10, "redo": 5, "status": 4, "time": 2, "import": 2,
    "export": 2,
}  # fmt: skip
