"""Excel workbooks: the table of CSV, one row a span, with the texts on a sheet of their own if wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase
from annotator.formats.csv_table import COLUMNS, EMPTY, RARE_COLUMNS, TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record

CELL = 32_767
"""UTF-16 units a cell can hold."""


class Xlsx(FormatBase):
    """Reads the first sheet of a workbook, or the one called “spans”; writes one row a span."""

    name = "xlsx"
    title = "Excel workbook, one row a span, for spreadsheets and statistics"
    suffixes = (".xlsx",)
    columns = COLUMNS
    rare_columns = RARE_COLUMNS
    options = (TEXTS, EMPTY)

    def sniff(self, look: Look) -> str:
        return "it is an Excel workbook" if "xl/workbook.xml" in look.members else ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.xlsx_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.sheet_fit import fitted

        return fitted(record, losses, texts=options.settings.get("texts") == "yes", cell=CELL)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.xlsx_write import write

        return write(records, options)
