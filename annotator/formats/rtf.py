"""Rich Text Format: the text without its layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import Option
from annotator.formats.extracted import Extracting

if TYPE_CHECKING:
    from annotator.formats.base import ReadOptions
    from annotator.formats.extracted import Extracted
    from annotator.formats.look import Look


class Rtf(Extracting):
    """Reads ``.rtf`` files, one file a document."""

    name = "rtf"
    title = "Rich text: its text"
    suffixes = (".rtf",)
    options = (
        Option("notes", "What becomes of footnotes and endnotes", ("at-the-end", "left-out"), "at-the-end", "reading"),
    )

    def sniff(self, look: Look) -> str:
        return "it begins as rich text does" if look.head.lstrip()[:5].lower() == b"{\\rtf" else ""

    def extract(self, data: bytes, options: ReadOptions) -> Extracted:
        from annotator.formats.rtf_read import extract

        return extract(data, notes=self.setting(options, "notes") == "at-the-end")
