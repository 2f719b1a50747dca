"""Documents and highlights of a Taguette project to records.

Offsets count UTF-8 bytes over the text nodes of a document's HTML (``taguette/extract.py``); that the words of the
highlights stand there is checked, and the unit that fits is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from annotator.formats.base import ReadOptions, Remark, Source
from annotator.formats.details import name_of, refuse_nul
from annotator.formats.files import local
from annotator.formats.html_nodes import text_nodes
from annotator.formats.quotes import forgiving_blanks, located
from annotator.formats.sqlite_files import columns_of, opened, rows, text_of
from annotator.formats.text import refuse_large
from annotator.formats.unit_guess import guessed_unit
from annotator.formats.units import Unit
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

    Connection = Any

_HIGHLIGHTS = (
    "SELECT id, start_offset, end_offset, snippet FROM highlights WHERE document_id = ? ORDER BY start_offset, id"
)
_TAGS = (
    "SELECT t.path FROM highlight_tags h JOIN tags t ON t.id = h.tag_id WHERE h.highlight_id = ? ORDER BY t.path, t.id"
)


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the documents of a project in order of their ids."""
    try:
        with local(source) as path, opened(path) as connection:
            yield from _read(connection, source.name, options)
    except InputError as error:
        yield Problem(source.name, 0, str(error), "file")


def _read(connection: Connection, file: str, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    if not columns_of(connection, "highlights") or not columns_of(connection, "documents"):
        raise InputError("it is no project of Taguette: it has no table of highlights or documents")
    unit = options.unit
    if unit is None:
        guess = guessed_unit(_samples(connection), Unit.BYTE, forgiving_blanks)
        unit = guess.unit
        if guess.spans:
            yield Remark(file, 0, guess.sentence())
    people = _people(connection)
    about = [name for name in ("name", "description", "filename") if name in columns_of(connection, "documents")]
    for number, contents, *said in rows(
        connection, f"SELECT id, contents{''.join(f', {n}' for n in about)} FROM documents ORDER BY id"
    ):
        yield from _document(connection, file, number, contents, dict(zip(about, said, strict=True)), unit, people)


def _samples(connection: Connection) -> Iterator[tuple[str, object, object, str]]:
    """All highlights, for telling the unit; what is wrong with a document is said when it is read."""
    for number, contents in rows(connection, "SELECT id, contents FROM documents ORDER BY id"):
        if isinstance(contents, str):
            text = text_nodes(contents)
            for _, start, end, snippet in rows(connection, _HIGHLIGHTS, number):
                if isinstance(snippet, str):
                    yield text, start, end, text_nodes(snippet)


def _people(connection: Connection) -> dict[int, str]:
    """Who made which highlight, as far as the project's log of commands says."""
    if not {"user_login", "payload"} <= columns_of(connection, "commands"):
        return {}
    people: dict[int, str] = {}
    for login, payload in rows(connection, "SELECT user_login, payload FROM commands ORDER BY id"):
        try:
            value = orjson.loads(payload) if isinstance(payload, str) else {}
        except orjson.JSONDecodeError:
            continue
        if isinstance(value, dict) and value.get("type") == "highlight_add":
            highlight = value.get("highlight_id", value.get("id"))
            if type(highlight) is int and isinstance(login, str):
                people.setdefault(highlight, login)
    return people


def _document(
    connection: Connection,
    file: str,
    number: int,
    contents: object,
    about: dict[str, Any],
    unit: Unit,
    people: dict[int, str],
) -> Iterator[Record | Problem]:
    highlights = list(rows(connection, _HIGHLIGHTS, number))
    try:
        record = Record(f"{file}:{number}", text_nodes(text_of(contents)), file=file)
        record.title = text_of(about.get("name"))
        record.meta = {name: text_of(about[name]) for name in ("description", "filename") if about.get(name)}
        refuse_nul([record.text, record.title, record.meta])
        refuse_large(record.text)
        refuse_empty(record.text)
    except InputError as error:
        yield Problem(file, 0, f"document {number}: {error}")
        yield from (Problem(file, 0, f"highlight {row[0]}: its document was not taken", "span") for row in highlights)
        return
    record.sha256 = text_sha256(record.text)
    seen: set[tuple[object, ...]] = set()
    for own, start, end, snippet in highlights:
        words = text_nodes(snippet) if isinstance(snippet, str) else None
        tags = [tag for (tag,) in rows(connection, _TAGS, own)] or ["highlight"]
        for tag in tags:
            try:
                place = located(record.text, start, end, words, unit, forgiving_blanks)
                refuse_nul(tag)
                span = RecordSpan(*place, name_of(tag, "tag"), people.get(own, ""))
            except InputError as error:
                yield Problem(file, 0, f"highlight {own} in document {number}: {error}", "span")
                continue
            if span[:5] in seen:
                yield Problem(file, 0, f"highlight {own} in document {number}: the same one was there before", "span")
                continue
            seen.add(span[:5])
            record.spans.append(span)
    yield record


def refuse_empty(text: str) -> None:
    """InputError for a document without text."""
    if not text:
        raise InputError("it has no text")
