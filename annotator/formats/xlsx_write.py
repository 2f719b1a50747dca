"""Rows as a workbook: every text a text, never a formula, and the same bytes for the same records.

XML cannot hold control characters, and its readers join carriage returns with line feeds; Excel itself writes such
characters as ``_x000D_``, and so do we.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from annotator.formats.archives import member, opened, packed
from annotator.formats.files import scratch
from annotator.formats.sheet_cells import guarded
from annotator.formats.sheet_rows import table
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from annotator.formats.base import WriteOptions
    from annotator.model.record import Record

SPANS, DOCUMENTS = "spans", "documents"
"""What the sheets are called."""

_MOST_ROWS = 1_048_576
"""Rows of a sheet, its header included."""

_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_CORE = "docProps/core.xml"
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def escaped(text: str) -> str:
    """The text as a cell's XML can hold it."""
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
    """The workbook in pieces."""
    from openpyxl import Workbook  # type: ignore[import-untyped]

    book = Workbook(write_only=True)
    spans = book.create_sheet(SPANS)
    texts = options.settings.get("texts") == "yes"
    documents = book.create_sheet(DOCUMENTS) if texts else None
    if documents is not None:
        _append(documents, ["document", "text"])
        records = _with_texts(records, documents)
    with table(records) as (columns, rows):
        spans.freeze_panes = "A2"
        _append(spans, columns)
        for number, row in enumerate(rows, 2):
            if number > _MOST_ROWS:
                raise InputError(f"a sheet of Excel holds {_MOST_ROWS:,} rows, and there are more spans; export as csv")
            _append(spans, row)
    with scratch(".xlsx") as path:
        book.save(path)
        yield from packed(_timeless(path))


def _with_texts(records: Iterable[Record], sheet: Any) -> Iterator[Record]:  # noqa: ANN401
    for record in records:
        _append(sheet, [guarded(record.key), guarded(record.text)])
        yield record


def _append(sheet: Any, row: Iterable[str | int]) -> None:  # noqa: ANN401
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]

    cells = []
    for value in row:
        if isinstance(value, str) and value:
            cell = WriteOnlyCell(sheet)
            cell._value = escaped(value)  # noqa: SLF001 - its setter takes some texts for more
            cell.data_type = "s"
            cells.append(cell)
        else:
            cells.append(value if value != "" else None)
    sheet.append(cells)


def _timeless(path: Path) -> Iterator[tuple[str, bytes]]:
    """The members of a workbook without the time it was made at."""
    with opened(path) as archive:
        for name in archive.namelist():
            data = member(archive, name, archive.getinfo(name).file_size)
            yield name, _MOMENT.sub(b"2000-01-01T00:00:00Z", data) if name == _CORE else data
