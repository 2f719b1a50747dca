"""UIMA CAS, as UIMA, DKPro and INCEpTION keep it: XMI with a type system, CAS JSON, and INCEpTION's projects.

Offsets count UTF-16 units. A span of ours is a ``webanno.custom.Span`` with the features ``label``, ``annotator``,
``note``, ``actor``, ``details`` and one for each attribute; a relation a ``webanno.custom.Relation``; what is said of
the document stands in a ``webanno.custom.Document``. Read and written here without UIMA's or other libraries, so that
one bad annotation is named instead of losing its document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import Piece, ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record


class Uima(FormatBase):
    """Reads single files, folders and archives; writes a folder."""

    name = "uima"
    title = "UIMA CAS, XMI or JSON, as INCEpTION and DKPro read and write it"
    suffixes = (".xmi", ".json", ".zip")
    folder = True
    options = (
        Option("files", "XMI with a type system beside it, or CAS JSON", ("xmi", "json"), "xmi", "writing"),
        Option("label", "The feature that is the label (else one called label, value, entity, type …)", on="reading"),
        Option(
            "layers",
            "The types to read, with commas between (else all but tokens, sentences, parts of speech and the like)",
            on="reading",
        ),
    )

    def sniff(self, look: Look) -> str:
        """By the outermost element or keys of a file, or by the names in a folder or archive."""
        if look.root == "XMI" and any("uima" in name for name in look.namespaces):
            return "it is XMI of a UIMA CAS"
        if "%FEATURE_STRUCTURES" in look.keys:
            return "it has %FEATURE_STRUCTURES, as CAS JSON does"
        names = look.members or look.entries
        if "exportedproject.json" in names or any(
            name.startswith(("annotation_ser/", "curation_ser/")) for name in names
        ):
            return "it is a project of INCEpTION's"
        if any(name.endswith(".xmi") for name in names):
            return "it holds .xmi files"
        return "it holds CAS JSON" if self._holds_json(look) else ""

    def _holds_json(self, look: Look) -> bool:
        first = next((name for name in look.entries if name.endswith(".json")), "")
        if not first or look.path is None:
            return False
        try:
            with (look.path / first).open("rb") as stream:
                return b'"%TYPES"' in stream.read(4096)
        except OSError:
            return False

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.uima_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.uima_write import fit

        return fit(record, options, losses)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[Piece]:
        from annotator.formats.uima_write import write

        return write(records, options)
