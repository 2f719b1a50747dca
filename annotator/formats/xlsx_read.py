"""Sheets of a workbook as rows of texts; the archive is looked over before anything opens it."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from annotator.formats.archives import opened
from annotator.formats.base import LIMITS, MEGABYTE, ReadOptions, Remark, Source
from annotator.formats.files import local
from annotator.formats.sheet_cells import unguarded
from annotator.formats.sheet_read import Line, read_table
from annotator.formats.xlsx_write import DOCUMENTS, SPANS
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STRINGS = "xl/sharedStrings.xml"
"""The one part that is kept in memory whole."""
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_BROKEN = (SyntaxError, OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError)
"""What the library raises where a part is missing or is not what it should be; errors of both XML parsers it may
use are SyntaxErrors."""
_PIECE = 256 * 1024
_WIDEST = 4096
"""Columns of a row that are looked at."""


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield what the first sheet holds, or the one called “spans”, with the texts of the sheet “documents”."""
    try:
        with local(source) as path, _book(path) as book:
            yield from _read(book, source.name, options)
    except InputError as error:
        yield Problem(source.name, 0, str(error), "file")


@contextmanager
def _book(path: Path) -> Iterator[Any]:
    """The workbook, for reading row by row. InputError for whatever is wrong with it."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    with opened(path) as archive:
        for name in archive.namelist():
            if name == _STRINGS and archive.getinfo(name).file_size > LIMITS["text"]:
                raise InputError(f"its texts take more than {LIMITS['text'] // MEGABYTE} MB; save it as CSV")
            if _declares_a_type(archive, name):
                raise InputError(f"“{name}” inside it declares a document type, which may hide traps")
    try:
        # What it warns of are styles and extensions, of which nothing is read.
        with warnings.catch_warnings(), path.open("rb") as stream:
            warnings.simplefilter("ignore")
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except (InvalidFileException, *_BROKEN) as error:
        raise InputError(f"it is no sound Excel workbook ({' '.join(str(error).split())[:80]})") from None


def _declares_a_type(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a part declares a document type, anywhere and in any encoding: the library's parser may heed it."""
    before = b""
    try:
        with archive.open(name) as stream:
            while piece := stream.read(_PIECE):
                if b"<!DOCTYPE" in (before + piece).replace(b"\0", b""):
                    return True
                before = piece[-20:]
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise InputError(f"“{name}” inside it is damaged ({error}); get the file again") from None
    return False


def _read(book: Any, file: str, options: ReadOptions) -> Iterator[Record | Problem | Remark]:  # noqa: ANN401
    if not book.worksheets:
        raise InputError("it has no sheet with cells")
    names = [sheet.title for sheet in book.worksheets]
    sheet = book.worksheets[names.index(SPANS) if SPANS in names else 0]
    texts = _texts(book.worksheets[names.index(DOCUMENTS)]) if {SPANS, DOCUMENTS} <= set(names) else None
    others = [name for name in names if name not in (sheet.title, DOCUMENTS if texts is not None else "")]
    if others:
        yield Remark(
            file, 0, f"only its sheet “{sheet.title}” was read, not {', '.join(f'“{name}”' for name in others)}"
        )
    yield from read_table(_lines(sheet), file, options, texts)


def _texts(sheet: Any) -> dict[str, str] | None:  # noqa: ANN401
    """The texts of documents by key; None if the sheet holds no such."""
    lines = _lines(sheet)
    header = next(lines, None)
    if header is None or header.cells[:2] != ["document", "text"]:
        return None
    return {unguarded(line.cells[0]): unguarded(line.cells[1]) for line in lines if len(line.cells) > 1}


def _lines(sheet: Any) -> Iterator[Line]:  # noqa: ANN401
    sheet.reset_dimensions()  # what it says of its size may be a lie
    width = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=_WIDEST), 1):
        cells = [_text(value) for value in row]
        if not width:
            while cells and not cells[-1]:
                del cells[-1]
            width = len(cells)
        elif len(cells) < width:
            cells += [""] * (width - len(cells))
        if cells:
            yield Line(number, cells)


def _text(value: Any) -> str:  # noqa: ANN401
    """A cell as text: numbers and dates as they are commonly written."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)
