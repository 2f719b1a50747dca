"""Projects of Taguette: an SQLite file of documents in HTML, with highlights that carry tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record

_TABLES = frozenset(("documents", "highlights", "tags", "highlight_tags"))


class Taguette(FormatBase):
    """A tag is a label; a highlight with several tags is several spans."""

    name = "taguette"
    title = "Taguette project (.sqlite3)"
    suffixes = (".sqlite3", ".db")
    writes = False

    def sniff(self, look: Look) -> str:
        return "its tables are those of Taguette" if look.tables >= _TABLES else ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.taguette_read import read

        return read(source, options)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        """Refused: Taguette imports codebooks only."""
        raise InputError("projects of Taguette are only read; export as refi-qda, whose codebook it can import")
