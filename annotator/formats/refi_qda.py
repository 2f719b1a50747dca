"""REFI-QDA: projects (.qdpx) and codebooks (.qdc) of NVivo, MAXQDA, ATLAS.ti, QualCoder and others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record


class RefiQda(FormatBase):
    """A label is a code, ``a/b`` the code b within a; a span is a selection with a coding."""

    name = "refi-qda"
    title = "REFI-QDA project (.qdpx) or codebook (.qdc), for NVivo, MAXQDA, ATLAS.ti, QualCoder"
    suffixes = (".qdpx", ".qdc", ".qde")
    options = (
        Option("content", "The whole project, or its labels alone", ("project", "codebook"), "project", "writing"),
        Option(
            "texts",
            "Texts as files in the archive, or inside the project's XML",
            ("files", "inline"),
            "files",
            "writing",
        ),
    )

    def sniff(self, look: Look) -> str:
        from annotator.formats.refi_terms import PROJECT

        if any(name.lower().endswith(PROJECT) for name in look.members):
            return f"it is an archive with {PROJECT}, as REFI-QDA has it"
        if look.root in ("Project", "CodeBook") and any("QDA-XML" in space for space in look.namespaces):
            return f"its root element is {look.root} of REFI-QDA"
        return ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.refi_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.refi_fit import fitted

        return fitted(record, losses, codebook=options.settings.get("content") == "codebook")

    def gives_back(self, options: WriteOptions) -> bool:
        """A codebook holds no documents."""
        return options.settings.get("content", "project") == "project"

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.refi_write import write

        return write(records, options)
