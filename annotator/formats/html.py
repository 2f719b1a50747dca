"""Web pages: the article's text without what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import Option
from annotator.formats.extracted import Extracting

if TYPE_CHECKING:
    from annotator.formats.base import ReadOptions
    from annotator.formats.extracted import Extracted
    from annotator.formats.look import Look

_BEGINNINGS = ("<!doctype html", "<html", "<head", "<body")


class Html(Extracting):
    """Reads saved web pages through trafilatura, one page a document."""

    name = "html"
    title = "Web page: the text of its article"
    suffixes = (".html", ".htm", ".xhtml")
    needs = ("trafilatura",)
    extra = "documents"
    options = (
        Option("text", "What of a page becomes the text", ("article", "whole-page"), "article", "reading"),
        Option("headline", "Whether the headline is the text's first line", ("yes", "no"), "yes", "reading"),
    )

    def sniff(self, look: Look) -> str:
        """By its first or its outermost tag."""
        start = look.text[:200].lstrip().lower()
        if start.startswith(_BEGINNINGS) or look.root.lower() == "html":
            return "it begins as a web page does"
        return ""

    def extract(self, data: bytes, options: ReadOptions) -> Extracted:
        from annotator.formats.html_read import extract

        return extract(
            data,
            options.encoding,
            whole_page=self.setting(options, "text") == "whole-page",
            headline=self.setting(options, "headline") == "yes",
        )
