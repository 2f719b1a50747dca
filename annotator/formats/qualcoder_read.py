"""Texts and codings of a QualCoder project to records.

Positions come from the editor, which counts UTF-16 units and joins line ends, so that each coding is checked against
the words stored with it, and the unit that fits most is taken.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from annotator.formats.base import ReadOptions, Remark, Source
from annotator.formats.details import name_of, refuse_nul
from annotator.formats.files import local
from annotator.formats.qualcoder import DATABASE
from annotator.formats.quotes import located
from annotator.formats.sqlite_files import columns_of, opened, rows, text_of
from annotator.formats.taguette_read import refuse_empty
from annotator.formats.text import refuse_large
from annotator.formats.unit_guess import guessed_unit
from annotator.formats.units import Unit
from annotator.model.document import text_sha256
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordSpan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Connection = Any

_NOT_TEXT = {"code_image": "codings of images", "code_av": "codings of sound and video"}
_CODINGS = "SELECT cid, seltext, pos0, pos1, {} FROM code_text WHERE fid = ? ORDER BY pos0, pos1, cid"
_COLUMNS = ("owner", "memo", "date", "important")


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the texts of a project in order of their ids."""
    try:
        with _database(source) as path, opened(path) as connection:
            yield from _read(connection, source.name, options)
    except InputError as error:
        yield Problem(source.name, 0, str(error), "file")


@contextmanager
def _database(source: Source) -> Iterator[Path]:
    if source.path is None or not source.path.is_dir():
        with local(source) as path:
            yield path
        return
    path = source.path / DATABASE
    if not path.is_file():
        raise InputError(f"the folder has no {DATABASE}, so it is no project of QualCoder")
    yield path


def _read(connection: Connection, file: str, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    if not columns_of(connection, "source") or not columns_of(connection, "code_text"):
        raise InputError("it is no project of QualCoder: it has no table of sources or of codings")
    unit = options.unit
    if unit is None:
        guess = guessed_unit(_samples(connection), Unit.CODE_POINT, same_words)
        unit = guess.unit
        if guess.spans:
            yield Remark(file, 0, guess.sentence())
    codes = _codes(connection)
    for row in rows(connection, "SELECT id, name, fulltext, memo FROM source ORDER BY id"):
        yield from _document(connection, file, row, codes, unit)
    for table, what in _NOT_TEXT.items():
        if columns_of(connection, table) and (count := next(rows(connection, f"SELECT count(*) FROM {table}"))[0]):
            yield Remark(file, 0, f"its {count:,} {what} are none of text; they were left out")
    lost = "SELECT count(*) FROM code_text WHERE fid NOT IN (SELECT id FROM source)"
    if count := next(rows(connection, lost))[0]:
        yield from (Problem(file, 0, "a coding’s text is not there", "span") for _ in range(count))


def same_words(quote: str, found: str) -> bool:
    """Whether words differ in nothing but line ends: the editor gives them as paragraph separators."""
    return _lines(quote) == _lines(found)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\u2029", "\n").replace("\r", "\n")


def _samples(connection: Connection) -> Iterator[tuple[str, object, object, str]]:
    sql = "SELECT s.fulltext, c.pos0, c.pos1, c.seltext FROM code_text c JOIN source s ON s.id = c.fid ORDER BY s.id"
    for text, start, end, words in rows(connection, sql):
        if isinstance(text, str) and isinstance(words, str):
            yield text, start, end, words


def _codes(connection: Connection) -> dict[int, tuple[str, str]]:
    """Id of a code -> its name, and the path of the categories it lies in."""
    categories: dict[int, tuple[str, Any]] = {}
    if {"catid", "supercatid"} <= columns_of(connection, "code_cat"):
        for own, name, above in rows(connection, "SELECT catid, name, supercatid FROM code_cat"):
            categories[own] = text_of(name), above
    codes = {}
    for own, name, category in rows(connection, "SELECT cid, name, catid FROM code_name"):
        path: list[str] = []
        at = category
        while at in categories and len(path) < len(categories):
            path.insert(0, categories[at][0])
            at = categories[at][1]
        codes[own] = text_of(name), "/".join(path)
    return codes


def _document(
    connection: Connection, file: str, row: tuple[Any, ...], codes: dict[int, tuple[str, str]], unit: Unit
) -> Iterator[Record | Problem | Remark]:
    number, name, text, memo = row
    there = columns_of(connection, "code_text")
    wanted = ", ".join(column if column in there else "NULL" for column in _COLUMNS)
    codings = list(rows(connection, _CODINGS.format(wanted), number))
    if text is None and not codings:
        yield Remark(file, 0, f"source {number} “{text_of(name)[:40]}” has no text: an image, sound or video")
        return
    try:
        record = Record(name_of(text_of(name), "name"), text_of(text), file=file)
        record.meta = _meta(connection, number, text_of(memo))
        refuse_nul([record.key, record.text, record.meta])
        refuse_large(record.text)
        refuse_empty(record.text)
    except InputError as error:
        yield Problem(file, 0, f"source {number}: {error}")
        yield from (Problem(file, 0, "its source was not taken", "span") for _ in codings)
        return
    record.sha256 = text_sha256(record.text)
    seen: set[tuple[object, ...]] = set()
    for coding in [*codings, *_notes(connection, number)]:
        try:
            span = _span(record.text, coding, codes, unit)
        except InputError as error:
            yield Problem(file, 0, f"{record.key[:40]}: coding at {coding[2]}: {error}", "span")
            continue
        if span[:5] in seen:
            yield Problem(file, 0, f"{record.key[:40]}: coding at {coding[2]}: the same one was there before", "span")
            continue
        seen.add(span[:5])
        record.spans.append(span)
    yield record


def _notes(connection: Connection, number: int) -> list[tuple[Any, ...]]:
    """Notes on stretches of text that carry no code, as codings of “annotation”."""
    if not {"fid", "pos0", "pos1", "memo", "owner", "date"} <= columns_of(connection, "annotation"):
        return []
    sql = "SELECT 'annotation', NULL, pos0, pos1, owner, memo, date, NULL FROM annotation WHERE fid = ? ORDER BY pos0"
    return list(rows(connection, sql, number))


def _meta(connection: Connection, number: int, memo: str) -> dict[str, Any]:
    meta: dict[str, Any] = {}
    if {"name", "value", "id", "attr_type"} <= columns_of(connection, "attribute"):
        sql = "SELECT name, value FROM attribute WHERE id = ? AND attr_type = 'file' ORDER BY name"
        meta = {text_of(name): text_of(value) for name, value in rows(connection, sql, number) if text_of(value)}
    return {**meta, **({"memo": memo} if memo else {})}


def _span(text: str, coding: tuple[Any, ...], codes: dict[int, tuple[str, str]], unit: Unit) -> RecordSpan:
    code, words, start, end, owner, memo, date, important = coding
    label, category = (code, "") if isinstance(code, str) else codes.get(code, ("", ""))
    place = located(text, start, end, words if isinstance(words, str) else None, unit, same_words)
    kept = {"category": category, "date": text_of(date), "important": bool(important)}
    extra = {name: value for name, value in kept.items() if value}
    owner, memo = text_of(owner), text_of(memo)
    refuse_nul([label, owner, memo, extra])
    annotator = name_of(owner, "owner") if owner else ""
    return RecordSpan(*place, name_of(label, "code"), annotator, note=memo, extra=extra or None)
