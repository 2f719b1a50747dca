"""Rows of ``Doc.to_json``, and training tuples, to records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

from annotator.formats.base import LIMITS, ReadOptions, Remark, Source
from annotator.formats.files import whole
from annotator.formats.json_items import items
from annotator.formats.json_rows import kind_of, lines, parse, refusal
from annotator.formats.spacy_shape import DETAILS, GROUP, Spans, shown, take_details
from annotator.formats.text import refuse_large
from annotator.formats.titles import title_of
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    Item = Record | Problem | Remark

_TUPLE = re.compile(rb'\s*\[\s*(\[\s*)?"')
_DERIVED = frozenset(("text", "ents", "spans", "tokens", "sents", "cats", "id", "meta"))
_PEEK = 4096


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Yield the documents of a file, each after the problems of its parts."""
    head = source.stream.peek(_PEEK)[:_PEEK]
    reader = _Reader(source, options)
    if found := _TUPLE.match(head.removeprefix(b"\xef\xbb\xbf")):
        yield from reader.listed() if found[1] else reader.lined()
        return
    empty = True
    for item in items(source, options):
        empty = False
        if isinstance(item, Problem):
            yield item
        else:
            yield from reader.checked(item[0], item[1])
    if empty:
        yield Remark(source.name, 0, "it is empty: it holds no row")


class _Reader:
    def __init__(self, source: Source, options: ReadOptions) -> None:
        self._source = source
        self._options = options
        self._told: set[str] = set()
        self._remarks: list[str] = []
        """To be said once a file."""

    # Tuples

    def lined(self) -> Iterator[Item]:
        """A tuple a line: ``["text", {"entities": [[0, 5, "ORG"]]}]``."""
        guessed = False
        for number, line in lines(self._source.stream, self._options.encoding):
            if isinstance(line, bytes) and not line.strip():
                continue
            try:
                if isinstance(line, InputError):
                    raise line
                value = _list(line.rstrip().rstrip(b","), "line")
            except InputError as error:
                yield refusal(self._source, number, line, error, guess=not guessed)
                guessed = True
            else:
                yield from self.checked(number, value)

    def listed(self) -> Iterator[Item]:
        """One list of tuples; its documents are numbered, for a list has no lines."""
        try:
            data = whole(self._source).removeprefix(b"\xef\xbb\xbf")
            found = _list(data, "file")
        except InputError as error:
            yield Problem(self._source.name, 0, str(error), "file")
            return
        for number, value in enumerate(found, 1):
            yield from self.checked(number, value)

    # Either

    def checked(self, number: int, value: object) -> Iterator[Item]:
        """A row, and what is wrong with it."""
        try:
            row, groups = _as_row(value)
            record, problems = self._record(number, row, groups)
        except InputError as error:
            yield Problem(self._source.name, number, str(error))
            return
        for remark in self._remarks:
            if remark not in self._told:
                self._told.add(remark)
                yield Remark(self._source.name, number, remark)
        self._remarks.clear()
        yield from problems
        yield record

    def _record(self, number: int, row: dict[str, Any], groups: dict[str, list[Any]]) -> tuple[Record, list[Any]]:
        text = row.get(self._options.columns.get("text", "text"))
        if type(text) is not str:
            if "paragraphs" in row:
                raise InputError(
                    "it is training JSON of spaCy 2; make a .spacy file of it with python -m spacy convert"
                )
            raise InputError(f"its “text” is {kind_of(text)}, not a string" if text is not None else "it has no “text”")
        if not text:
            raise InputError("its “text” is empty")
        refuse_large(text)
        name = self._source.name
        record = Record(f"{name}:{number}", text, file=name, line=number, sha256=text_sha256(text))
        if isinstance(row.get(DETAILS), dict):
            places = [_place(item) for item in groups.get(GROUP, [])]
            problems: list[Problem | Remark] = [*take_details(record, places, row[DETAILS])]
            self._keep(record, {key: value for key, value in row.items() if key != DETAILS})
            return record, problems
        record.title = title_of(text)
        self._keep(record, row)
        if type(row.get("id")) in (str, int) and 0 < len(str(row["id"])) <= LIMITS["name"]:
            record.key = str(row["id"])
        elif row.get("id") is not None:
            record.extra["id"] = row["id"]
        spans = Spans(record, self._options.unit)
        for group, listed in groups.items():
            for place, item in enumerate(listed, 1):
                where = f"span {place} of “{shown(group)}”" if group else f"entity {place}"
                start, end, label = _place(item)
                extra = {"group": group} if group not in ("", GROUP) else {}
                for key in ("kb_id", "id"):
                    if isinstance(item, dict) and item.get(key):
                        extra[key] = item[key]
                spans.add(where, start, end, label, extra)
        problems = [*spans.problems]
        if remark := spans.remark():
            problems.append(Remark(name, number, remark))
        return record, problems

    def _keep(self, record: Record, row: dict[str, Any]) -> None:
        """Metadata, classes of the text and keys that are not spaCy's."""
        if isinstance(row.get("meta"), dict):
            record.meta = {**row["meta"], **record.meta}
        elif row.get("meta") is not None:
            record.extra["meta"] = row["meta"]
        if row.get("cats"):
            record.meta["cats"] = row["cats"]
        tokens = row.get("tokens")
        if isinstance(tokens, list) and any(isinstance(token, dict) and len(token) > 3 for token in tokens[:1]):
            self._remarks.append("what its tokens say beyond their place is not kept")
        for key, value in row.items():
            if key not in _DERIVED:
                record.extra[key] = value


def _list(data: bytes, what: str) -> list[Any]:
    """A JSON list, as strictly as objects are read."""
    try:
        value = parse(b'{"value":' + data + b"}", what)
    except InputError:
        try:
            orjson.loads(data)
        except orjson.JSONDecodeError as error:
            if "end of data" in error.msg:
                # The brace put behind it hid that.
                raise InputError(
                    f"the {what} breaks off in the middle of its JSON; the file may have been cut off"
                ) from None
        raise
    if len(value) > 1 or type(value["value"]) is not list:
        raise InputError(f"the {what} holds more than a list")
    return list(value["value"])


def _as_row(value: object) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """A row, and its spans by group; those without a group under the empty name."""
    if isinstance(value, list):
        if not (len(value) in (2, 3) and type(value[0]) is str and isinstance(value[1], dict)):
            raise InputError("it is no pair of a text and an object with its entities")
        row = {**value[1], "text": value[0]}
        if len(value) == 3:
            row["meta"] = value[2]
        groups = {"": row.pop("entities", [])}
    elif isinstance(value, dict):
        row = value
        groups = {"": row.get("ents") or []}
    else:
        raise InputError(f"it is {kind_of(value)}, not an object")
    spans = row.get("spans") or {}
    if not isinstance(spans, dict):
        raise InputError(f"its “spans” are {kind_of(spans)}, not groups of spans by name; is it of another format?")
    groups |= spans
    for name, listed in groups.items():
        if not isinstance(listed, list):
            what = f"group of spans “{shown(name)}”" if name else "list of entities"
            raise InputError(f"its {what} is {kind_of(listed)}, not a list")
    return row, groups


def _place(item: object) -> tuple[Any, Any, Any]:
    """Start, end and label of a span as an object, or as a list of them."""
    if isinstance(item, dict):
        return item.get("start"), item.get("end"), item.get("label")
    if isinstance(item, list) and len(item) >= 3:
        return item[0], item[1], item[2]
    return None, None, None
