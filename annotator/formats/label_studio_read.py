"""Tasks of Label Studio, and rows of its JSON_MIN, to records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS, ReadOptions, Remark, Source
from annotator.formats.flat_rows import key_from, take_flat, text_of
from annotator.formats.json_items import items
from annotator.formats.json_rows import kind_of
from annotator.formats.label_studio import OF_TASK, is_region
from annotator.formats.label_studio_work import Reading, take_annotations, take_prediction
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, Any]

_ADDRESS = re.compile(r"(?:https?|s3|gs|azure-blob)://\S+|/data/\S+")
_REMARKS = {
    "cancelled": "{} annotations were cancelled: with their results they are kept beside the status skipped, and none "
    "became a span",
    "drafts": "{} drafts were never submitted: they are kept with their documents as they are, and none became a span",
    "blanks": "{} regions have a text that differs from what stands there only in blanks and line breaks: they were "
    "taken where their offsets are",
    "joined": "{} further annotations are by the same annotator on the same task: their spans were joined, of their "
    "numbers and times the first were kept",
    "whole": "{} answers are about a whole text: they are metadata now, and kept beside the status",
    "predictions": "{} predictions have numbers or times of their own, which were not kept",
    "both": "{} relations go both ways: they were taken from their first region to their second",
    "several": "{} relations end at a region with several labels: they were taken to its first",
}


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the records of a file, each after the problems of its parts."""
    reading = Reading(source.name, options)
    empty = True
    for item in items(source, options):
        empty = False
        if isinstance(item, Problem):
            yield item
            continue
        line, row = item
        reading.problems.clear()
        try:
            record = _task(row, line, reading) if "data" in row else _minimal(row, line, reading)
        except InputError as error:
            yield Problem(source.name, line, str(error))
            continue
        yield from reading.problems
        yield record
    for name, count in reading.counts.items():
        if count:
            yield Remark(source.name, 0, _REMARKS[name].format(f"{count:,}"))
    if empty:
        yield Remark(source.name, 0, "it is empty: it holds no task")


def _task(row: Row, line: int, reading: Reading) -> Record:
    data = row["data"]
    if type(data) is not dict:
        raise InputError(f"its “data” is {kind_of(data)}, not an object")
    name = _text_name(data, reading.text)
    text = text_of(data, name)
    if _ADDRESS.fullmatch(text):
        raise InputError(
            f"its “{name}” is the address “{text[:80]}”, not the text itself; put the text into the task's data"
        )
    key = key_from(row.get("id"))
    if reading.id:
        key = key_from(data.get(reading.id, row.get(reading.id)), reading.id)
    elif type(data.get("key")) is str and 0 < len(data["key"]) <= LIMITS["name"]:
        key = data.pop("key")
    record = Record(key or f"{reading.file}:{line}", text, file=reading.file, line=line)
    take_flat(record, {key: value for key, value in data.items() if key != name})
    rest = {key: value for key, value in row.items() if key not in OF_TASK}
    if rest:
        clash = rest.keys() & record.extra.keys()
        record.extra = {**rest, "extra": record.extra} if clash else {**rest, **record.extra}
        if type(rest.get("drafts")) is list:
            reading.counts["drafts"] += len(rest["drafts"])
    for name in ("annotations", "completions"):
        take_annotations(record, _listed(row, name), reading)
    for prediction in _listed(row, "predictions"):
        take_prediction(record, prediction, reading)
    return record


def _text_name(data: Row, asked: str) -> str:
    """Where a task's data keeps its text: as asked, “text”, or the only string there is."""
    if asked or "text" in data:
        return asked or "text"
    strings = [name for name, value in data.items() if type(value) is str]
    return strings[0] if len(strings) == 1 else "text"


def _listed(row: Row, name: str) -> list[Row]:
    value = row.get(name)
    if value is None:
        return []
    if type(value) is not list:
        raise InputError(f"its “{name}” are {kind_of(value)}, not a list")
    for item in value:
        # Exports for speed list the numbers of predictions alone.
        if type(item) is not dict:
            raise InputError(f"its “{name}” hold {kind_of(item)}, not objects; export them with their results")
    return value


def _minimal(row: Row, line: int, reading: Reading) -> Record:
    """A row of JSON_MIN: the data, an annotation's controls by name, and what belongs to the annotation."""
    name = _text_name({key: value for key, value in row.items() if not isinstance(value, list)}, reading.text)
    text = text_of(row, name)
    key = reading.id or "id"
    record = Record(key_from(row.get(key), key) or f"{reading.file}:{line}", text, file=reading.file, line=line)
    del row[name]
    row.pop(key, None)
    results = [
        {"id": f"{control}{number}", "type": "labels", "from_name": control, "value": item}
        for control, value in row.items()
        if isinstance(value, list) and value and all(is_region(item) for item in value)
        for number, item in enumerate(value)
    ]
    for control in {result["from_name"] for result in results}:
        del row[control]
    if "annotation_id" in row or "annotator" in row:
        keys = ("annotation_id", "created_at", "updated_at", "lead_time")
        kept = {key: row.pop(key) for key in keys if key in row}
        annotation = {**kept, "completed_by": row.pop("annotator", None), "result": results}
        take_annotations(record, [annotation], reading)
    elif results:
        take_annotations(record, [{"status": "new", "result": results}], reading)
    take_flat(record, row)
    return record
