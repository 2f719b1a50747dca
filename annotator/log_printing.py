"""The change log on a terminal, entry by entry: for people a line each, for programs JSON."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from annotator.console import clean
from annotator.store import log

if TYPE_CHECKING:
    from annotator.store.log import Entry, Wanted
    from annotator.store.project import Project


def print_log(project: Project, wanted: Wanted, limit: int | None, *, as_json: bool) -> None:
    """Print the entries that are wanted, newest first; nothing is gathered beforehand."""
    found = islice(log.walk(project, wanted), limit)
    if not as_json:
        for entry in found:
            click.echo(clean(_line(entry)))
        return
    between = "[\n"
    for entry in found:
        written = json.dumps(_as_json(project, entry), ensure_ascii=False)
        # Characters that steer a terminal leave as escapes, which JSON reads back as themselves.
        click.echo(between + clean(written), nl=False)
        between = ",\n"
    click.echo("[]" if between == "[\n" else "\n]")


def _line(entry: Entry) -> str:
    parts = [f"{entry.id:>6}", entry.time.replace("T", " ").rstrip("Z"), entry.annotator or "-", _sentence(entry)]
    if entry.document_title:
        parts.append(f"in {entry.document_title}")
    if entry.counts:
        parts.append(
            ", ".join(f"{count:,} {name if count != 1 else name[:-1]}" for name, count in entry.counts.items())
        )
    remarks = [word for word, so in (("taken back", entry.taken_back), ("compacted", entry.compacted)) if so]
    if remarks:
        parts.append(f"({', '.join(remarks)})")
    return "  ".join(parts)


def _sentence(entry: Entry) -> str:
    return f"{entry.kind}: {entry.title}" if entry.kind in ("undo", "redo") else entry.title


def _as_json(project: Project, entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "time": entry.time,
        "annotator": entry.annotator,
        "document": entry.document_key or None,
        "kind": entry.kind,
        "title": entry.title,
        "taken_back": entry.taken_back,
        "compacted": entry.compacted,
        "changes": [
            {"table": change.table, "row": change.row, "before": change.before, "after": change.after}
            for change in log.changes(project, entry.id)
        ],
        "detail": log.detail(project, entry.id),
    }
