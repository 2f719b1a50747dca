"""GATE documents, JSON or XML, to records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats import beside as details
from annotator.formats import folders
from annotator.formats.base import LIMITS, ReadOptions, Remark, Source
from annotator.formats.files import whole
from annotator.formats.json_rows import kind_of, parse, shorten
from annotator.formats.quotes import located
from annotator.formats.text import refuse_unstorable
from annotator.formats.titles import title_of
from annotator.formats.units import Unit
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordRelation, RecordSpan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.formats.beside import Pieces

DOCUMENT_KEYS = frozenset(("text", "name", "offset_type", "features", "annotation_sets"))
SPAN_KEYS = frozenset(("type", "start", "end", "id", "features"))
UNITS = {"p": Unit.CODE_POINT, "j": Unit.UTF_16}


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the document of a file, or those of a folder's ``.bdocjs`` files."""
    if source.path is not None and source.path.is_dir():
        yield from _folder(source.path, source.name, options)
        return
    try:
        data = whole(source)
    except InputError as error:
        yield Problem(source.name, 0, str(error), "file")
        return
    stem = source.name.removesuffix(".bdocjs").removesuffix(".xml")
    yield from _document(source.name, stem, data, {}, options)


def _folder(root: Path, name: str, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    try:
        found = folders.stems(folders.files(root), (".bdocjs",))
    except InputError as error:
        yield Problem(name, 0, str(error), "file")
        return
    if not found and not (root / folders.LISTING).is_file():
        yield Problem(name, 0, "the folder holds no .bdocjs files", "file")
    for item in folders.in_order(root, name, found):
        if isinstance(item, Problem):
            yield item
            continue
        stem, row = item
        try:
            data = folders.contents(root / f"{stem}.bdocjs")
        except (InputError, OSError) as error:
            yield Problem(f"{name}/{stem}.bdocjs", 0, str(error))
        else:
            yield from _document(f"{name}/{stem}.bdocjs", stem, data, row, options)


def _document(
    file: str, stem: str, data: bytes, row: folders.Row, options: ReadOptions
) -> Iterator[Record | Problem | Remark]:
    try:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            from annotator.formats.gate_xml import as_json

            value = as_json(data)
        else:
            value = parse(data.removeprefix(b"\xef\xbb\xbf"), "file")
        record = _record(file, stem, value, row)
        sets = _sets(value)
    except InputError as error:
        yield Problem(file, 0, str(error))
        return
    yield from _Sets(record, _unit(value, options)).read(sets, _own(value))
    yield record


def _own(value: dict[str, Any]) -> dict[str, Any]:
    """What we keep in the features of a document; empty in those of others."""
    own = (value.get("features") or {}).get("details")
    return own if isinstance(own, dict) else {}


def _unit(value: dict[str, Any], options: ReadOptions) -> Unit:
    return options.unit or UNITS[value.get("offset_type", "p")]


def _record(file: str, stem: str, value: dict[str, Any], row: folders.Row) -> Record:
    text = details.text_in(value)
    refuse_unstorable(text, b"")
    if value.get("offset_type", "p") not in list(UNITS):
        raise InputError(f"its “offset_type” is {shorten(str(value['offset_type']))}, neither p nor j")
    features, own = details.object_in(value, "features"), _own(value)
    name = details.name_in(value, "name")
    record = Record(folders.key(stem, row), text, file=file, sha256=text_sha256(text))
    if own and name and "id" not in row:
        record.key = name
    record.title = "" if own else title_of(text)
    record.meta = {key: item for key, item in features.items() if not (own and key == "details")}
    record.extra = {key: item for key, item in value.items() if key not in DOCUMENT_KEYS}
    if name and name != record.key:
        record.extra["name"] = name
    extra = {**record.extra, **details.object_in(own, "extra")}
    return details.onto_document(record, {**own, "extra": extra})


def _sets(value: dict[str, Any]) -> dict[str, list[Any]]:
    """The annotations of each set."""
    found = {}
    for name, listed in details.object_in(value, "annotation_sets").items():
        if not isinstance(listed, dict):
            raise InputError(f"its annotation set “{shorten(name)}” is {kind_of(listed)}, not an object")
        if len(name) > LIMITS["name"]:
            raise InputError(f"the name of an annotation set is longer than {LIMITS['name']} characters")
        found[name] = details.list_in(listed, "annotations")
    return found


class _Sets:
    """The annotations of one document."""

    def __init__(self, record: Record, unit: Unit) -> None:
        self.record, self.unit = record, unit
        self.numbers: dict[tuple[str, object], int] = {}
        """Set and id -> number of the span, from 1."""

    def read(self, sets: dict[str, list[Any]], own: dict[str, Any]) -> Iterator[Problem | Remark]:
        for name, listed in sets.items():
            for place, item in enumerate(listed, 1):
                try:
                    span = self._span(item, name if name.strip() else "")
                except InputError as error:
                    shown = f"annotation {place} of the set “{shorten(name)}”"
                    yield Problem(self.record.file, 0, f"{shown}: {error}", "span")
                    continue
                self.record.spans.append(span)
                self.numbers.setdefault((name, item.get("id")), len(self.record.spans))
        relations = own.get("relations")
        for place, item in enumerate(relations if isinstance(relations, list) else [], 1):
            try:
                self.record.relations.append(self._relation(item))
            except InputError as error:
                yield Problem(self.record.file, 0, f"relation {place}: {error}", "relation")

    def _span(self, item: object, annotator: str) -> RecordSpan:
        if not isinstance(item, dict):
            raise InputError(f"it is {kind_of(item)}, not an object")
        if type(item.get("id")) not in (int, str, type(None)):
            raise InputError(f"its “id” is {kind_of(item['id'])}, not a whole number")
        text = self.record.text
        shown: Pieces = (tuple(located(text, item.get("start"), item.get("end"), unit=self.unit)),)  # type: ignore[assignment]
        label, features = details.label_in(item, "type"), dict(details.object_in(item, "features"))
        own = features.pop("details") if isinstance(features.get("details"), dict) else {}
        pieces = details.exact(own, shown, whole_of, len(text))
        attributes = {name: value for name, value in features.items() if _is_attribute(name, value)}
        extra = {name: value for name, value in item.items() if name not in SPAN_KEYS}
        if other := {name: value for name, value in features.items() if name not in attributes}:
            extra["features"] = other
        span = details.with_pieces(RecordSpan(0, 1, label, annotator), pieces)._replace(
            extra=extra or None, attributes=dict(sorted(attributes.items())) or None
        )
        return details.onto_span(span, own)

    def _relation(self, item: object) -> RecordRelation:
        if not isinstance(item, dict):
            raise InputError(f"it is {kind_of(item)}, not an object")
        ends = []
        for name in ("head", "tail"):
            end = item.get(name)
            pair = tuple(end) if isinstance(end, list) and len(end) == 2 else ("", None)
            number = self.numbers.get(pair) if all(type(one) in (int, str) for one in pair) else None
            if number is None:
                raise InputError(f"its {name} {shorten(str(end))} is no annotation that is there and was taken")
            ends.append(number)
        relation = RecordRelation(details.label_in(item, "type"), ends[0], ends[1])
        return details.onto_relation(relation, item)


def whole_of(pieces: Pieces) -> Pieces:
    """The one stretch that GATE shows of a span."""
    return ((pieces[0][0], pieces[-1][1]),)


def _is_attribute(name: str, value: object) -> bool:
    return bool(name.strip()) and len(name) <= LIMITS["name"] and details.is_attribute_value(value)
