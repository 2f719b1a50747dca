"""Documents of a DNA project: its own columns, and in the notes one line with what has no column.

What somebody changed in DNA after it was written wins over that line.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson

from annotator.formats.details import document_details, name_of, one_line, refuse_nul, take_document_details
from annotator.formats.dna_schema import LONGEST
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from annotator.model.record import Record

COLUMNS = ("Author", "Source", "Section", "Type")
"""Columns that are metadata of the same name in small letters."""
_MARK = "[annotator] "


def cells_of(record: Record) -> dict[str, Any]:
    """What the columns of a document hold: Title, Author, Source, Section, Type, Notes, Date."""
    shown = _shown(record)
    details = {"key": record.key, **document_details(record)}
    return {**shown, "Notes": _MARK + one_line(details), "Date": _seconds(record.meta.get("date"))}


def take_cells(record: Record, cells: dict[str, Any]) -> None:
    """Put into a record what the columns of its document say. InputError for notes that were damaged."""
    lines = str(cells["Notes"]).split("\n")
    marked = [line for line in lines if line.startswith(_MARK)]
    notes = "\n".join(line for line in lines if not line.startswith(_MARK))
    if marked:
        try:
            details = orjson.loads(marked[0][len(_MARK) :])
            refuse_nul(details)
            take_document_details(record, details)
            record.key = name_of(details.get("key"), "key")
        except (orjson.JSONDecodeError, InputError) as error:
            reason = error if isinstance(error, InputError) else "it is no JSON"
            raise InputError(f"the line “{_MARK.strip()}” in its notes was changed ({reason}); take it out") from None
    shown = _shown(record)
    if not marked or cells["Title"] != shown["Title"]:
        record.title = str(cells["Title"])
    for column in COLUMNS:
        if cells[column] != shown[column]:
            record.meta[column.lower()] = cells[column]
    if notes:
        record.meta["notes"] = notes
    if type(cells["Date"]) is int and cells["Date"] != _seconds(record.meta.get("date")):
        record.meta["date"] = _date(cells["Date"])


def _shown(record: Record) -> dict[str, str]:
    said = {column: record.meta.get(column.lower()) for column in COLUMNS}
    cells = {column: value[:LONGEST] if isinstance(value, str) else "" for column, value in said.items()}
    return {"Title": (record.title or record.key)[:LONGEST], **cells}


def _seconds(date: object) -> int:
    """Seconds since 1970 of a date as metadata has it; 0 if it is none."""
    if not isinstance(date, str):
        return 0
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return 0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return int(moment.timestamp())
    except (OverflowError, ValueError):
        return 0


def _date(seconds: int) -> str:
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return str(seconds)
    return moment.date().isoformat() if seconds % 86_400 == 0 else moment.strftime("%Y-%m-%dT%H:%M:%S")
