"""brat standoff: a folder with a ``.txt`` and an ``.ann`` for each document.

Offsets count code points of the ``.txt`` as it lies there. What brat has no place for stands in notes that it shows
as comments (``Annotator``, ``Details``) and, for documents, in ``documents.jsonl`` beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase, Option
from annotator.formats.fitting import Loss

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import Piece, ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record

BREAKS_ONLY = Loss(
    "span of nothing but line breaks", "spans of nothing but line breaks", "left out: brat's spans hold none"
)


class Brat(FormatBase):
    """Reads and writes a folder; one ``.txt`` or ``.ann`` finds the other beside it."""

    name = "brat"
    title = "brat standoff, a folder of .txt and .ann files"
    suffixes = (".ann", ".txt", ".a1", ".a2")
    folder = True
    options = (
        Option(
            "annotators",
            "Whose a span is, which brat has no place for: in notes, or nowhere",
            ("notes", "none"),
            "notes",
            "writing",
        ),
    )

    def sniff(self, look: Look) -> str:
        """By ``.ann`` files beside ``.txt`` files, or by a line that only brat's format has."""
        from annotator.formats.brat_lines import LINE

        if look.is_folder:
            texts = {name[:-4] for name in look.entries if name.endswith(".txt")}
            marks = {name.rpartition(".")[0] for name in look.entries if name.endswith((".ann", ".a1", ".a2"))}
            return "it holds .ann files beside .txt files of the same names, as brat does" if texts & marks else ""
        if look.suffix in (".ann", ".a1", ".a2") and look.lines and all(LINE.match(line) for line in look.lines[:5]):
            return "its lines are brat's, such as “T1, label and offsets, text”"
        return ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.brat_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.beside import pieces_of
        from annotator.formats.brat_names import split_at_breaks
        from annotator.formats.fitting import only_spans, without_annotators, without_suggestions

        record = without_suggestions(record, losses)
        keep = [bool(split_at_breaks(record.text, pieces_of(span))) for span in record.spans]
        if not all(keep):
            losses[BREAKS_ONLY] += keep.count(False)
            record = only_spans(record, keep, losses)
        return without_annotators(record, losses) if options.settings.get("annotators") == "none" else record

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[Piece]:
        from annotator.formats.brat_write import write

        return write(records, options)
