"""Rows of JSON Lines to records, each part checked with its own sentence.

A bad span, relation, review, suggestion or actor is kept out and named; its document is read. A bad document is
kept out and named; the file is read on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.base import LIMITS, ReadOptions, Remark, Source
from annotator.formats.json_items import items
from annotator.formats.json_rows import kind_of, shorten, string_or_empty
from annotator.formats.jsonl_spans import read_relations, read_reviews, read_spans
from annotator.formats.jsonl_suggestions import read_actors, read_suggestions
from annotator.formats.jsonl_units import unit_of
from annotator.formats.text import refuse_large
from annotator.formats.titles import title_of
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotator.formats.units import Unit

KNOWN = frozenset(
    (
        *("id", "text", "title", "language", "meta", "sha256", "offsets"),
        *("spans", "relations", "reviews", "suggestions", "actors"),
    )
)

_SPAN_KEYS_OF_OTHERS = ("label", "labels", "entities", "spans", "annotations")
"""Where other tools keep spans; in a plain row they become metadata, and the user is told."""


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the records of a file of native or plain rows, each after the problems of its parts."""
    told: set[str] = set()
    empty = True
    for row in items(source, options):
        empty = False
        if isinstance(row, Problem):
            yield row
            continue
        number, value = row
        if options.columns:
            value = _renamed(value, options.columns)
        try:
            record, problems = _record(value, source.name, number, options.unit)
        except InputError as error:
            yield Problem(source.name, number, str(error))
            continue
        for name in _SPAN_KEYS_OF_OTHERS:
            if name not in told and name in value and isinstance(record.meta.get(name), list):
                told.add(name)
                yield Remark(
                    source.name,
                    number,
                    f"“{name}” is not in the native form: it was kept as metadata, no spans were made",
                )
        for name in _triples(record.meta.keys() & value.keys() - told, record.meta):
            told.add(name)
            yield Remark(
                source.name,
                number,
                f"“{name}” seems to hold spans: it was kept as metadata; doccano's format reads them, with"
                f" --column label={name}",
            )
        yield from problems
        yield record
    if empty:
        yield Remark(source.name, 0, "it is empty: it holds no row")


def _renamed(row: dict[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """The row with our names for what it calls otherwise."""
    ours = {theirs: name for name, theirs in columns.items() if theirs in row}
    kept = {key: value for key, value in row.items() if key not in ours and key not in ours.values()}
    return {name: row[theirs] for theirs, name in ours.items()} | kept


def _triples(names: Iterable[str], meta: dict[str, Any]) -> list[str]:
    """Those of these keys that hold lists of start, end and label."""
    return sorted(name for name in names if isinstance(meta[name], list) and meta[name] and _is_triple(meta[name][0]))


def _is_triple(item: object) -> bool:
    return isinstance(item, list) and [type(part) for part in item] == [int, int, str]


def _record(row: dict[str, Any], file: str, line: int, unit: Unit | None) -> tuple[Record, list[Problem | Remark]]:
    text = _text(row)
    record = Record(key="", text=text, file=file, line=line)
    problems: list[Problem | Remark] = []
    if _is_native(row):
        _read_native(record, row, unit_of(row, unit), problems)
    else:
        _read_plain(record, row)
    if not record.key:
        record.key = f"{file}:{line}"
    return record, problems


def _is_native(row: dict[str, Any]) -> bool:
    """Whether the row says so by a key that only the native form has, or by spans that are objects."""
    if "offsets" in row or "sha256" in row:
        return True
    lists = [row[name] for name in ("spans", "relations", "reviews") if isinstance(row.get(name), list)]
    return bool(lists) and all(isinstance(item, dict) for items in lists for item in items)


def _text(row: dict[str, Any]) -> str:
    if "text" not in row:
        raise InputError("the row has no “text”, the article; if its text has another name, give --column text=NAME")
    text = row["text"]
    if type(text) is not str:
        raise InputError(f"its “text” is {kind_of(text)}, not a string")
    if not text:
        raise InputError("its “text” is empty")
    refuse_large(text)
    return text


def _read_native(record: Record, row: dict[str, Any], unit: Unit, problems: list[Problem | Remark]) -> None:
    record.key = _key(row)
    record.language = _language(row)
    record.title = string_or_empty(row, "title") if "title" in row else title_of(record.text)
    record.meta = _meta(row)
    record.sha256 = _sha256(row, record.text)
    if row.get("offsets", "codepoint") != "codepoint":
        raise InputError(f"its offsets are counted in “{shorten(str(row['offsets']))}”; only “codepoint” can be read")
    if len(row) > len(KNOWN) or not KNOWN.issuperset(row):
        record.extra = {name: value for name, value in row.items() if name not in KNOWN}
    declared = "offsets" in row
    numbers = read_spans(record, _list(row, "spans"), problems, unit, declared=declared)
    if relations := _list(row, "relations"):
        read_relations(record, relations, numbers, problems)
    if reviews := _list(row, "reviews"):
        read_reviews(record, reviews, problems)
    if row.get("suggestions") is not None:
        read_suggestions(record, row["suggestions"], problems, unit, declared=declared)
    if row.get("actors") is not None:
        read_actors(record, row["actors"], problems)


def _read_plain(record: Record, row: dict[str, Any]) -> None:
    """Title, language and id where they are of the right type; every other key becomes metadata."""
    rest = {name: value for name, value in row.items() if name != "text"}
    key = rest.get("id")
    if (type(key) is str and 0 < len(key) <= LIMITS["name"]) or type(key) is int:
        record.key = str(rest.pop("id"))
    if type(rest.get("language")) is str and len(rest["language"]) <= LIMITS["language"]:
        record.language = rest.pop("language")
    record.title = rest.pop("title") if type(rest.get("title")) is str else title_of(record.text)
    meta = rest.get("meta")
    if isinstance(meta, dict) and not meta.keys() & rest.keys():
        del rest["meta"]
        rest = {**meta, **rest}
    record.meta = rest
    record.sha256 = text_sha256(record.text)


def _key(row: dict[str, Any]) -> str:
    """The document's id as a string; empty when the row has none."""
    key = row.get("id")
    if key is None:
        return ""
    if type(key) is int:
        return str(key)
    if type(key) is not str:
        raise InputError(f"its “id” is {kind_of(key)}, not a string or a whole number")
    if len(key) > LIMITS["name"]:
        raise InputError(f"its “id” “{shorten(key)}” is longer than {LIMITS['name']} characters")
    return key


def _language(row: dict[str, Any]) -> str:
    language = string_or_empty(row, "language")
    if len(language) > LIMITS["language"]:
        raise InputError(f"its “language” is longer than {LIMITS['language']} characters; name it by a tag such as en")
    return language


def _meta(row: dict[str, Any]) -> dict[str, Any]:
    meta = row.get("meta")
    if meta is None:
        return {}
    if type(meta) is not dict:
        raise InputError(f"its “meta” is {kind_of(meta)}, not an object")
    return meta


def _list(row: dict[str, Any], name: str) -> list[Any]:
    value = row.get(name)
    if value is None:
        return []
    if type(value) is not list:
        raise InputError(f"its “{name}” is {kind_of(value)}, not a list")
    return value


def _sha256(row: dict[str, Any], text: str) -> str:
    digest = text_sha256(text)
    given = row.get("sha256")
    if given is None or given == digest:
        return digest
    if type(given) is not str:
        raise InputError(f"its “sha256” is {kind_of(given)}, not a string")
    if given.lower() != digest:
        raise InputError(
            f"its text does not match its sha256 {shorten(given, 12)}: it was changed after the export, "
            "so that no offset can be trusted; restore the text, or take the key out"
        )
    return digest
