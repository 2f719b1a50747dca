"""Word documents: the text as it stands once all tracked changes are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import Option
from annotator.formats.extracted import Extracting

if TYPE_CHECKING:
    from annotator.formats.base import ReadOptions
    from annotator.formats.extracted import Extracted
    from annotator.formats.look import Look


class Docx(Extracting):
    """Reads ``.docx`` files, one file a document."""

    name = "docx"
    title = "Word document: its text"
    suffixes = (".docx", ".docm")
    options = (
        Option("notes", "What becomes of footnotes and endnotes", ("at-the-end", "left-out"), "at-the-end", "reading"),
    )

    def sniff(self, look: Look) -> str:
        if "[Content_Types].xml" in look.members and any(name.startswith("word/") for name in look.members):
            return "it is an archive with a Word document inside"
        return ""

    def extract(self, data: bytes, options: ReadOptions) -> Extracted:
        from annotator.formats.docx_read import extract

        return extract(data, notes=self.setting(options, "notes") == "at-the-end")
