"""Rows as CSV that spreadsheets open: UTF-8 with its mark, lines that end as on Windows, quotes only where needed."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

from annotator.formats.sheet_rows import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import WriteOptions
    from annotator.model.record import Record

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_PIECE = 1 << 16


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
    """The table in pieces."""
    delimiter = DELIMITERS.get(options.settings.get("delimiter", ""), ",")
    texts = "document_text" if options.settings.get("texts") == "yes" else ""
    yield codecs.BOM_UTF8
    with table(records, texts) as (columns, rows):
        lines = io.StringIO(newline="")
        writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n", strict=True)
        writer.writerow(columns)
        for row in rows:
            writer.writerow(row)
            if lines.tell() > _PIECE:
                yield lines.getvalue().encode()
                lines.seek(0)
                lines.truncate()
        yield lines.getvalue().encode()
