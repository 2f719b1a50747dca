"""Rows of doccano to records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS, ReadOptions, Remark, Source
from annotator.formats.details import name_of
from annotator.formats.doccano import NOTHING, SPAN_KEYS
from annotator.formats.doccano_archive import read_archive
from annotator.formats.flat_rows import key_from, take_flat, text_of
from annotator.formats.json_items import items
from annotator.formats.json_rows import kind_of, shorten
from annotator.formats.quotes import located
from annotator.formats.units import Unit
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordRelation, RecordSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACES = (("start_offset", "end_offset"), ("start", "end"))
_ENTITY_KEYS = frozenset(("id", "label", "text"))
_RELATION_KEYS = frozenset(("id", "type", "from_id", "to_id"))
Told = list[Problem | Remark]
Numbers = dict[int | str, int]
"""Id of an entity -> its number in ``Record.spans``, from 1; 0 where two have the same."""


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the records of a file, or of the files in an archive, each after the problems of its parts."""
    if source.stream.peek(4).startswith(b"PK\x03\x04"):
        yield from read_archive(source, options, read)
        return
    told: set[str] = set()
    empty = True
    columns = options.columns
    names = _Names(
        columns.get("text", "text"),
        columns.get("id", "id"),
        (columns["label"],) if "label" in columns else SPAN_KEYS,
        columns.get("title", ""),
    )
    label, labelled = columns.get("label", ""), False
    for item in items(source, options):
        empty = False
        if isinstance(item, Problem):
            yield item
            continue
        line, row = item
        labelled = labelled or label in row
        said: Told = []
        try:
            record = _record(row, source.name, line, names, options.unit, said)
        except InputError as error:
            yield Problem(source.name, line, str(error))
            continue
        for word in said:
            if not isinstance(word, Remark) or word.text not in told:
                yield word
            if isinstance(word, Remark):
                told.add(word.text)
        yield record
    if empty:
        yield Remark(source.name, 0, "it is empty: it holds no row")
    elif label and not labelled:
        yield Remark(source.name, 0, f"no row has “{shorten(label)}”, which was named as the label: no spans were made")


class _Names:
    """What the file calls the parts of a row."""

    __slots__ = ("id", "spans", "text", "title")

    def __init__(self, text: str, id: str, spans: tuple[str, ...], title: str) -> None:
        self.text, self.id, self.spans, self.title = text, id, spans, title


def _record(row: dict[str, Any], file: str, line: int, names: _Names, unit: Unit | None, said: Told) -> Record:
    text = text_of(row, names.text)
    record = Record(key_from(row.get(names.id), names.id) or f"{file}:{line}", text, file=file, line=line)
    del row[names.text]
    row.pop(names.id, None)
    numbers = Numbers()
    for name in names.spans:
        if name in row and _holds_spans(row, name, said, record):
            _take_spans(record, row.pop(name), numbers, unit or Unit.CODE_POINT, said)
    relations = row.get("relations")
    if type(relations) is list:
        del row["relations"]
        _take_relations(record, relations, numbers, said)
    for name, nothing in NOTHING.items():
        if name in row and row[name] == nothing:
            del row[name]
    if names.title and type(row.get(names.title)) is str:
        row["title"] = row.pop(names.title)
    take_flat(record, row)
    return record


def _holds_spans(row: dict[str, Any], name: str, said: Told, record: Record) -> bool:
    """Whether a row's value is a list of spans; words for the whole document stay metadata, and that is said."""
    value = row[name]
    if value is None:
        del row[name]
        return False
    if type(value) is list and not (value and all(type(item) is str for item in value)):
        return True
    what = "words for the whole document" if type(value) in (list, str) else kind_of(value)
    said.append(Remark(record.file, record.line, f"“{name}” holds {what}: kept as metadata, no spans were made"))
    return False


def _take_spans(record: Record, raw: list[Any], numbers: Numbers, unit: Unit, said: Told) -> None:
    text, length = record.text, len(record.text)
    as_they_are, longest = unit is Unit.CODE_POINT, LIMITS["name"]
    append = record.spans.append
    for number, item in enumerate(raw, 1):
        if type(item) is list and len(item) == 3 and as_they_are:
            start, end, label = item
            # The many that are sound, looked at here; a call for each takes a third of an import.
            if (
                type(start) is int
                and type(end) is int
                and 0 <= start < end <= length
                and type(label) is str
                and len(label) <= longest
                and label.strip()
            ):
                append(RecordSpan(start, end, label))
                continue
        try:
            _take_span(record, item, text, numbers, unit)
        except InputError as error:
            said.append(Problem(record.file, record.line, f"span {number}: {error}", "span"))


def _take_span(record: Record, item: object, text: str, numbers: Numbers, unit: Unit) -> None:
    if type(item) is list:
        if len(item) != 3:
            raise InputError(f"it has {len(item)} parts, not start, end and label")
        place = located(text, item[0], item[1], unit=unit)
        record.spans.append(RecordSpan(place.start, place.end, name_of(item[2], "label")))
        return
    if type(item) is not dict:
        raise InputError(f"it is {kind_of(item)}, neither [start, end, label] nor an object")
    first, last = next((names for names in _PLACES if names[0] in item), _PLACES[0])
    for name in (first, last):
        if name not in item:
            raise InputError(f"it has no “{name}”")
    quote = item.get("text")
    place = located(text, item[first], item[last], quote if type(quote) is str else None, unit)
    label = name_of(item.get("label"), "label")
    own = item.get("id")
    if own is not None and type(own) not in (int, str):
        raise InputError(f"its “id” is {kind_of(own)}, not a whole number")
    known = {first, last, *_ENTITY_KEYS} if quote is None or type(quote) is str else {first, last, "id", "label"}
    extra = {name: value for name, value in item.items() if name not in known} or None
    record.spans.append(RecordSpan(place.start, place.end, label, extra=extra))
    if own is not None:
        numbers[own] = 0 if own in numbers else len(record.spans)


def _take_relations(record: Record, raw: list[Any], numbers: Numbers, said: Told) -> None:
    for number, item in enumerate(raw, 1):
        try:
            record.relations.append(_relation(item, numbers))
        except InputError as error:
            said.append(Problem(record.file, record.line, f"relation {number}: {error}", "relation"))


def _relation(item: object, numbers: Numbers) -> RecordRelation:
    if type(item) is not dict:
        raise InputError(f"it is {kind_of(item)}, not an object")
    name = name_of(item.get("type"), "type")
    head, tail = (_end(item, which, numbers) for which in ("from_id", "to_id"))
    extra = {name: value for name, value in item.items() if name not in _RELATION_KEYS} or None
    return RecordRelation(name, head, tail, extra=extra)


def _end(item: dict[str, Any], which: str, numbers: Numbers) -> int:
    own: int | str | None = item.get(which)
    if own is None:
        raise InputError(f"it has no “{which}”")
    if type(own) not in (int, str):
        raise InputError(f"its “{which}” is {kind_of(own)}, not the id of an entity")
    number = numbers.get(own)
    if number is None:
        raise InputError(f"its {which} is the entity {shorten(str(own))}, which is not there or was not taken")
    if not number:
        raise InputError(f"its {which} is the entity {shorten(str(own))}, an id that two have")
    return number
