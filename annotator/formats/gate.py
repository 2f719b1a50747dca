"""GATE: ``.bdocjs``, the JSON of gatenlp, a file for each document; and GATE XML, which is only read.

An annotation set is an annotator's spans, a type a label, features are attributes, features of the document
metadata. What has no place in it stands in the feature ``details`` of an annotation or of the document, relations too.
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

IN_DETAILS = Loss(
    "relation", "relations", "kept in the document's feature “details”, where GATE does not look for them"
)


class Gate(FormatBase):
    """Reads single files and folders; writes a folder."""

    name = "gate"
    title = "GATE documents: bdocjs (GATE XML is read)"
    suffixes = (".bdocjs", ".xml")
    folder = True
    options = (
        Option(
            "offsets",
            "What offsets count: code points as in Python, or UTF-16 units as in Java; the file says which",
            ("p", "j"),
            "p",
            "writing",
        ),
    )

    def sniff(self, look: Look) -> str:
        """By annotation sets, a word that nobody else's JSON has, or GATE's XML."""
        if look.root == "GateDocument":
            return "it is an XML document of GATE's"
        if look.is_folder:
            return "it holds .bdocjs files" if any(name.endswith(".bdocjs") for name in look.entries) else ""
        return "it has annotation_sets, as gatenlp writes them" if "annotation_sets" in look.keys else ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.gate_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.beside import SHOWN_WHOLE
        from annotator.formats.fitting import without_suggestions

        losses[SHOWN_WHOLE] += sum(bool(span.fragments) for span in record.spans)
        losses[IN_DETAILS] += len(record.relations)
        return without_suggestions(record, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[Piece]:
        from annotator.formats.gate_write import write

        return write(records, options)
