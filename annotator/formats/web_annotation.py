"""W3C Web Annotations as JSON-LD (https://www.w3.org/TR/annotation-model/).

A span is an Annotation whose target is a document, with a TextPositionSelector and a TextQuoteSelector; one target
for each of its pieces. The text of a document stands in an Annotation of its own, which describes the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.base import FormatBase, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.fitting import Losses
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record


class WebAnnotation(FormatBase):
    """Reads annotations alone, in lists, pages, collections and lines; writes all but suggestions."""

    name = "web-annotation"
    title = "W3C Web Annotation (JSON-LD), with quotes by which spans are found again"
    suffixes = (".jsonld",)
    options = (
        Option(
            "texts", "Also write the whole texts, so that the file needs no project", ("yes", "no"), "yes", "writing"
        ),
        Option("layout", "One list, one page, or one annotation a line", ("list", "page", "lines"), "list", "writing"),
        Option("reanchor", "Look for words that are not at their offsets", ("yes", "no"), "yes", "reading"),
        Option("label", "The label of annotations without a tag", (), "annotation", "reading"),
    )

    def sniff(self, look: Look) -> str:
        if "http://www.w3.org/ns/anno" in look.text and look.text.lstrip()[:1] in "{[" and "@context" in look.keys:
            return "it names the JSON-LD context of the W3C's Web Annotations"
        if any(row.get("type") == "Annotation" and "target" in row for row in look.rows):
            return "its objects are of the type Annotation and have a target"
        return ""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        from annotator.formats.web_annotation_read import read

        return read(source, options)

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        from annotator.formats.web_annotation_write import fitted

        return fitted(record, losses, texts=options.settings.get("texts") != "no")

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        from annotator.formats.web_annotation_write import write

        return write(records, options)
