"""spaCy's DocBin (``.spacy``), through spaCy itself.

Source: spaCy 3, ``DocBin``. It is one compressed value, so a file is read and written as a whole and takes memory with
the number of its documents; ``spacy-json`` streams.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record


class Spacy(FormatBase):
    """Docs with entities, the span group ``sc``, and what we know besides in ``doc._.annotator``."""

    name = "spacy"
    title = "spaCy training data (DocBin)"
    suffixes = (".spacy",)
    needs = ("spacy",)
    extra = "spacy"
    training = True

    def sniff(self, look: Look) -> str:
        """By its suffix and the first bytes of what zlib packs: nothing inside can be seen without unpacking."""
        packed = look.head[:1] == b"\x78" and len(look.head) > 1 and int.from_bytes(look.head[:2], "big") % 31 == 0
        return "it is a packed file with the suffix of spaCy's DocBin" if packed and look.suffix == ".spacy" else ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.spacy_docs import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.spacy_shape import fit

        return fit(record, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.spacy_docs import write

        return write(records)
