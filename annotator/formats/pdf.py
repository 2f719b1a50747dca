"""PDF: the text of its pages, as far as it can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import Option
from annotator.formats.extracted import Extracting

if TYPE_CHECKING:
    from annotator.formats.base import ReadOptions
    from annotator.formats.extracted import Extracted
    from annotator.formats.look import Look

_BEGINS_WITHIN = 1024
"""Bytes that may stand before the mark, as other readers allow."""


class Pdf(Extracting):
    """Reads PDFs through pypdf, one file a document."""

    name = "pdf"
    title = "PDF: the text of its pages"
    suffixes = (".pdf",)
    needs = ("pypdf",)
    extra = "documents"
    options = (
        Option(
            "join-lines",
            "Whether words parted at line ends are joined, and lines that end no sentence",
            ("no", "yes"),
            "no",
            "reading",
        ),
    )

    def sniff(self, look: Look) -> str:
        return "it begins as a PDF does" if b"%PDF-" in look.head[:_BEGINS_WITHIN] else ""

    def extract(self, data: bytes, options: ReadOptions) -> Extracted:
        from annotator.formats.pdf_read import extract

        return extract(data, join_lines=self.setting(options, "join-lines") == "yes")
