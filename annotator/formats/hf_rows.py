"""A row of a dataset to a record: our own, with character spans, with tokens and tags, or as GLiNER has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS, Remark
from annotator.formats.conll_text import find_tokens
from annotator.formats.details import (
    fragments_of,
    name_of,
    relations_of,
    span_of,
    take_document_details,
)
from annotator.formats.json_rows import kind_of, parse, shorten
from annotator.formats.quotes import located
from annotator.formats.tags import decoded, looks_tagged
from annotator.formats.text import refuse_large
from annotator.formats.titles import title_of
from annotator.formats.units import Unit
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordSpan
from annotator.model.span import Extent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.base import ReadOptions

    Item = Record | Problem | Remark

_TOKENS = ("tokens", "tokenized_text", "words")
_SPANS = ("spans", "entities")
_NO_SPANS = frozenset(("pos_tags", "chunk_tags", "upos_tags", "xpos_tags", "dep_tags"))
"""Columns of tags that are no spans."""
_OWN = frozenset(("id", "text", "spans", "metadata", "details", "read_to"))
_SPAN_KEYS = frozenset(("start", "end", "label", "text", "annotator"))


class Rows:
    """Reads the rows of one file; says once what is to be said of all."""

    def __init__(self, file: str, options: ReadOptions, classes: dict[str, list[str]], split: str) -> None:
        self._file = file
        self._columns = options.columns
        self._unit = options.unit or Unit.CODE_POINT
        self._classes = classes
        self._named = [name.strip() for name in options.settings.get("classes", "").split(",") if name.strip()]
        self._split = split
        self._told: set[str] = set()

    def checked(self, number: int, row: dict[str, Any]) -> Iterator[Item]:
        """The record of a row after what is wrong with its parts; one Problem if it is none."""
        found: list[Problem | Remark] = []
        try:
            record = self._own(number, row, found) if row.keys() >= _OWN else self._any(number, row, found)
        except InputError as error:
            yield Problem(self._file, number, str(error))
            return
        record.split = self._split
        yield from found
        yield record

    def _record(self, number: int, text: object) -> Record:
        if type(text) is not str:
            raise InputError(f"its text is {kind_of(text)}, not a string")
        if not text:
            raise InputError("its text is empty")
        refuse_large(text)
        return Record(f"{self._file}:{number}", text, file=self._file, line=number, sha256=text_sha256(text))

    def _tell(self, number: int, sentence: str, found: list[Problem | Remark]) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            found.append(Remark(self._file, number, sentence))

    # Our own rows

    def _own(self, number: int, row: dict[str, Any], found: list[Problem | Remark]) -> Record:
        record = self._record(number, row["text"])
        key = row["id"]
        if type(key) is not str or len(key) > LIMITS["name"]:
            raise InputError("its “id” is no string that can name a document")
        record.key = key
        details = _parsed(row, "details")
        details |= {"title": row.get("title") or "", "language": row.get("language") or ""}
        take_document_details(record, details | {"meta": _parsed(row, "metadata")})
        numbers: dict[int, int] = {}
        for place, item in enumerate(_objects(row["spans"], "spans")):
            try:
                record.spans.append(self._own_span(record, item))
                numbers[place + 1] = len(record.spans)
            except InputError as error:
                found.append(Problem(self._file, number, f"span {place + 1}: {error}", "span"))
        raw = []
        for item in _objects(row.get("relations") or [], "relations"):
            head, tail = (item[end] + 1 if type(item.get(end)) is int else None for end in ("head", "tail"))
            raw.append({**item, "head": head, "tail": tail, "extra": _parsed(item, "extra")})
        for relation in relations_of(raw, len(row["spans"])):
            if relation.head in numbers and relation.tail in numbers:
                record.relations.append(relation._replace(head=numbers[relation.head], tail=numbers[relation.tail]))
            else:
                reason = "a relation’s head or tail is a span that was not taken"
                found.append(Problem(self._file, number, reason, "relation"))
        return record

    def _own_span(self, record: Record, item: dict[str, Any]) -> RecordSpan:
        quote = item.get("text")
        if type(quote) is not str:
            raise InputError(f"its text is {kind_of(quote)}, not a string")
        place = located(record.text, item.get("start"), item.get("end"), quote)
        fragments = [
            [piece.get("start"), piece.get("end")] for piece in _objects(item.get("fragments") or [], "fragments")
        ]
        said = {
            **item,
            "fragments": fragments,
            "attributes": _parsed(item, "attributes"),
            "extra": _parsed(item, "extra"),
        }
        return span_of(place.start, place.end, item.get("label", ""), said)

    # Rows of others

    def _any(self, number: int, row: dict[str, Any], found: list[Problem | Remark]) -> Record:
        text_column = self._columns.get("text", "text")
        token_column = self._column("tokens", row, _TOKENS)
        span_column = self._column("spans", row, _SPANS)
        used = {text_column, token_column, span_column}
        text, forms = row.get(text_column), row.get(token_column) if token_column else None
        places: list[Extent] = []
        if forms is not None:
            text, places = self._joined(number, text, forms, found)
        elif text is None:
            raise InputError("it has neither a text nor tokens; say where they are with --column text=NAME")
        record = self._record(number, text)
        if span_column and isinstance(row[span_column], list | dict):
            self._character_spans(record, row[span_column], found)
        elif span_column:
            used.discard(span_column)
        if places:
            used |= self._token_spans(record, row, places, found)
        self._rest(record, {name: value for name, value in row.items() if name not in used})
        return record

    def _column(self, what: str, row: dict[str, Any], names: tuple[str, ...]) -> str:
        if what in self._columns:
            return self._columns[what] if self._columns[what] in row else ""
        return next((name for name in names if isinstance(row.get(name), list | dict)), "")

    def _joined(
        self, number: int, text: object, forms: object, found: list[Problem | Remark]
    ) -> tuple[str, list[Extent]]:
        """The text and where its tokens stand in it: its own text if it holds them, else one put together."""
        if not isinstance(forms, list) or not all(type(form) is str and form for form in forms):
            raise InputError("its tokens are not a list of words")
        if isinstance(text, str):
            places = find_tokens(text, forms)
            if isinstance(places, list):
                return text, places
            self._tell(number, f"its text has no token “{shorten(places)}” where one should be", found)
        joined = " ".join(forms)
        self._tell(number, "texts were put together from their tokens, a blank between two", found)
        at = 0
        made = []
        for form in forms:
            made.append(Extent(at, at + len(form)))
            at += len(form) + 1
        return joined, made

    def _character_spans(self, record: Record, raw: list[Any] | dict[str, Any], found: list[Problem | Remark]) -> None:
        for place, item in enumerate(_as_objects(raw), 1):
            try:
                record.spans.append(self._character_span(record, item))
            except InputError as error:
                found.append(Problem(self._file, record.line, f"span {place}: {error}", "span"))

    def _character_span(self, record: Record, item: object) -> RecordSpan:
        if isinstance(item, list) and len(item) == 3:
            item = dict(zip(("start", "end", "label"), item, strict=True))
        if not isinstance(item, dict):
            raise InputError(f"it is {kind_of(item)}, not an object")
        quote = item.get("text")
        place = located(
            record.text, item.get("start"), item.get("end"), quote if isinstance(quote, str) else None, self._unit
        )
        label = item.get(self._columns.get("label", "label"))
        annotator = item.get("annotator") or ""
        extra = {key: value for key, value in item.items() if key not in _SPAN_KEYS}
        fragments = extra.pop("fragments", None)
        if fragments and not all(isinstance(piece, list) for piece in fragments):
            extra["fragments"], fragments = fragments, None
        return RecordSpan(
            place.start,
            place.end,
            name_of(label, "label"),
            name_of(annotator, "annotator") if annotator else "",
            fragments_of(fragments, place.start, place.end),
            extra=extra or None,
        )

    def _token_spans(
        self, record: Record, row: dict[str, Any], places: list[Extent], found: list[Problem | Remark]
    ) -> set[str]:
        """Add the spans that columns of tags, or GLiNER's list, say; the columns that were used."""
        used: set[str] = set()
        if isinstance(row.get("ner"), list) and "tag" not in self._columns:
            used.add("ner")
            for place, item in enumerate(row["ner"], 1):
                try:
                    record.spans.append(_gliner(item, places))
                except InputError as error:
                    found.append(Problem(self._file, record.line, f"span {place}: {error}", "span"))
        for column in self._tag_columns(row, len(places)):
            used.add(column)
            if len(row[column]) != len(places):
                reason = f"its “{shorten(column)}” has {len(row[column])} tags for {len(places)} tokens"
                raise InputError(f"{reason}; each token needs one")
            tags, scheme = self._tags(column, row[column], record.line, found)
            for first, past, label in decoded(tags, scheme):
                said = label or re.sub("_?tags$", "", column) or "span"
                try:
                    name_of(said, "label")
                except InputError as error:
                    found.append(Problem(self._file, record.line, f"token {first + 1}: {error}", "span"))
                else:
                    record.spans.append(RecordSpan(places[first].start, places[past - 1].end, said))
        return used

    def _tag_columns(self, row: dict[str, Any], count: int) -> list[str]:
        if "tag" in self._columns:
            asked = [name.strip() for name in self._columns["tag"].split(",")]
            missing = next((name for name in asked if not isinstance(row.get(name), list)), None)
            if missing is not None:
                raise InputError(f"it has no column “{shorten(missing)}” with a list of tags")
            return asked
        for name in ("ner_tags", "tags", "labels", "ner_labels"):
            if isinstance(row.get(name), list):
                return [name]
        return [
            name
            for name, value in row.items()
            if name.endswith("_tags") and name not in _NO_SPANS and isinstance(value, list)
            if self._looks_tagged(name, value)
        ]

    def _looks_tagged(self, name: str, value: list[Any]) -> bool:
        if all(isinstance(tag, str) for tag in value):
            return looks_tagged(value)
        return "O" in self._classes.get(name, ["O"])

    def _tags(self, column: str, raw: list[Any], number: int, found: list[Problem | Remark]) -> tuple[list[str], str]:
        """Tags as words, and the scheme to read them by."""
        names = self._named or self._classes.get(column)
        tags = []
        for tag in raw:
            if tag is None or (type(tag) is int and tag < 0):
                tags.append("-")
            elif type(tag) is str:
                tags.append(tag)
            elif type(tag) is not int:
                raise InputError(f"a tag in “{shorten(column)}” is {kind_of(tag)}, not a number or a string")
            elif names is None:
                tags.append(str(tag) if tag else "O")
            elif tag < len(names):
                tags.append(names[tag])
            else:
                raise InputError(f"a tag in “{shorten(column)}” is {tag}, but it has {len(names)} classes, from 0")
        numbers = names is None and any(type(tag) is int and tag > 0 for tag in raw)
        if numbers:
            sentence = (
                f"the tags in “{shorten(column)}” are numbers without names: labels are called by them; "
                "say their names with --set classes=O,B-…,I-…"
            )
            self._tell(number, sentence, found)
        return tags, "io" if numbers else "auto"

    def _rest(self, record: Record, row: dict[str, Any]) -> None:
        """Key, title and language where they are of the right type; all else is metadata."""
        key_column = self._columns.get("id", "id")
        key = row.get(key_column)
        if (type(key) is str and 0 < len(key) <= LIMITS["name"]) or type(key) is int:
            record.key = str(row.pop(key_column))
        title_column = self._columns.get("title", "title")
        title = row.get(title_column)
        record.title = row.pop(title_column) if type(title) is str and title else title_of(record.text)
        if type(row.get("language")) is str and len(row["language"]) <= LIMITS["language"]:
            record.language = row.pop("language")
        record.meta = row


def _gliner(item: object, places: list[Extent]) -> RecordSpan:
    """A span as GLiNER has it: first and last token, both inclusive, and label."""
    if not (isinstance(item, list) and len(item) == 3 and type(item[0]) is int and type(item[1]) is int):
        raise InputError("it is no list of first token, last token and label")
    first, last, label = item
    if not 0 <= first <= last < len(places):
        raise InputError(f"its tokens {first}–{last} are not among the {len(places)}, counted from 0")
    return RecordSpan(places[first].start, places[last].end, name_of(label, "label"))


def _parsed(row: dict[str, Any], name: str) -> dict[str, Any]:
    """An object that stands in a column as JSON."""
    value = row.get(name)
    if value is None or value == "":
        return {}
    if type(value) is not str:
        raise InputError(f"its “{name}” is {kind_of(value)}, not JSON in a string")
    return parse(value.encode(), f"JSON in “{name}”")


def _objects(value: object, name: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise InputError(f"its “{name}” are no list of objects")
    return value


def _as_objects(raw: list[Any] | dict[str, Any]) -> list[Any]:
    """Spans one by one; older versions of ``datasets`` keep a list of objects as an object of lists."""
    if isinstance(raw, list):
        return raw
    lists = {name: values for name, values in raw.items() if isinstance(values, list)}
    count = max(map(len, lists.values()), default=0)
    if any(len(values) != count for values in lists.values()):
        raise InputError("its spans are lists of different lengths")
    return [{name: values[place] for name, values in lists.items()} for place in range(count)]
