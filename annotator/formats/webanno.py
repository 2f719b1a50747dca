"""WebAnno TSV 3, as WebAnno and INCEpTION write it: a file for each document, tokens a line, offsets in UTF-16 units.

A span of ours is one annotation of the layer ``webanno.custom.Span`` with the features ``label``, ``annotator``,
``note``, ``actor``, ``details`` and one for each attribute; a relation one of ``webanno.custom.Relation``. A project
into which the files are to go needs these two layers.
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

SHOWN_TRIMMED = Loss(
    "span with blanks at an end", "spans with blanks at an end", "shown there without them; they stand in “details”"
)


class WebAnno(FormatBase):
    """Reads single files and folders; writes a folder."""

    name = "webanno-tsv"
    title = "WebAnno TSV 3, as WebAnno and INCEpTION read and write it"
    suffixes = (".tsv",)
    folder = True
    options = (
        Option("label", "The feature that is the label (else one called label, value, entity, type …)", on="reading"),
        Option(
            "layers",
            "The layers to read, with commas between (else all but parts of speech, lemmas and the like)",
            on="reading",
        ),
    )

    def sniff(self, look: Look) -> str:
        """By the first line of a file, or of a folder's first file."""
        from annotator.formats.webanno_lines import MARK

        head = look.head
        if look.is_folder and look.path is not None:
            first = next((name for name in look.entries if name.endswith(".tsv")), "")
            try:
                with (look.path / first).open("rb") as stream:
                    head = stream.read(len(MARK) + 3)
            except OSError:
                return ""
        if not head.removeprefix(b"\xef\xbb\xbf").startswith(MARK):
            return ""
        return "its first line says “FORMAT=WebAnno TSV 3”"

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.webanno_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.webanno_write import fit

        return fit(record, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[Piece]:
        from annotator.formats.webanno_write import write

        return write(records)
