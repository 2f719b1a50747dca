"""Projects of QualCoder: a folder ``X.qda`` with the SQLite file ``data.qda``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record

DATABASE = "data.qda"
_TABLES = frozenset(("source", "code_name", "code_text"))


class QualCoder(FormatBase):
    """A code is a label, its owner the annotator."""

    name = "qualcoder"
    title = "QualCoder project (a folder .qda, or the data.qda in it)"
    suffixes = (".qda",)
    writes = False
    folder = True

    def sniff(self, look: Look) -> str:
        if look.is_folder and DATABASE in look.entries:
            return f"it is a folder with {DATABASE}, as QualCoder makes it"
        return "its tables are those of QualCoder" if look.tables >= _TABLES else ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.qualcoder_read import read

        return read(source, options)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        """Refused: QualCoder imports REFI-QDA."""
        raise InputError("projects of QualCoder are only read; export as refi-qda, which it can import")
