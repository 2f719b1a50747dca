"""The strip beside the scroll bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.gui import theme

if TYPE_CHECKING:
    from tests.gui.page_fixtures import Page


def marked_rows(page: Page) -> set[int]:
    """Rows of the strip's pixels that are not its ground."""
    strip = page.view.strip
    strip.refresh()
    picture = strip.grab().toImage()
    ground = theme.current().window
    return {y for y in range(picture.height()) if picture.pixelColor(4, y) != ground}


def test_a_mark_stands_where_each_visible_span_begins(page: Page):
    page.open(("Halvia closed the port of Brenn. " * 60).rstrip())
    length, height = len(page.text), page.view.strip.height()
    spans = [
        page.mark("Halvia", "actor"),
        page.mark("port of Brenn", "claim", nth=20),
        page.mark("Brenn", "actor", nth=20),
        page.mark("Brenn", "actor", nth=59),
    ]
    rows = {span.start * height // length for span in spans}
    assert marked_rows(page) == {y for row in rows for y in (row, row + 1)}
    page.session.set_label_hidden(page.label("actor"), True)
    row = spans[1].start * height // length
    assert marked_rows(page) == {row, row + 1}
    page.session.set_plain(True)
    assert marked_rows(page) == set()
