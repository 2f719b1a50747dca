"""Electronic books: their chapters in reading order, as one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.extracted import Extracting

if TYPE_CHECKING:
    from annotator.formats.base import ReadOptions
    from annotator.formats.extracted import Extracted
    from annotator.formats.look import Look


class Epub(Extracting):
    """Reads ``.epub`` files, one book a document."""

    name = "epub"
    title = "EPUB: the text of its chapters"
    suffixes = (".epub",)
    needs = ("lxml",)
    extra = "documents"

    def sniff(self, look: Look) -> str:
        if b"mimetypeapplication/epub+zip" in look.head[:200] or "META-INF/container.xml" in look.members:
            return "it is an archive that is laid out as an EPUB"
        return ""

    def extract(self, data: bytes, options: ReadOptions) -> Extracted:
        from annotator.formats.epub_read import extract

        return extract(data)
