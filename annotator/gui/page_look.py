"""How an article's page is set: its faces, its measures, and the document Qt shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF, QTextCharFormat, QTextCursor, QTextDocument, QTextOption

from annotator.gui import line_geometry, theme
from annotator.gui.line_geometry import LanePitch
from annotator.gui.wrapping import wrap_mode

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from annotator.gui.page_header import PageHeader
    from annotator.model.document import Document
    from annotator.model.offsets import ShownText

BASE_SIZE = 13.5
"""Points of the reading face at 100 %."""
GAP_ABOVE = 20
"""Pixels of the window's ground above the page."""
_COLUMN = 68
"""Characters a line holds, about."""
_LEAST_AIR = 18.0
"""Pixels left and right of the column that even a narrow window leaves."""
_LARGE = 1.4
"""A title's size, in sizes of the text."""
_LONG = 200_000
"""Shown positions beyond which blank lines are left as high as others, and the direction of paragraphs to Qt:
looking at each would slow the opening."""
_LINE_END = re.compile("[\r\n\u2028\u2029]")


class PageLook:
    """Faces and measures of a page at one zoom (per cent), with so many lanes below each line."""

    def __init__(self, zoom: int, lanes: int) -> None:
        self.face = theme.reading_font(BASE_SIZE * zoom / 100)
        self.title_face = theme.scaled(self.face, _LARGE, bold=True)
        ui = theme.ui_font()
        self.line_face = theme.scaled(ui, 0.9 * zoom / 100, bold=True)
        self.name_face = theme.scaled(ui, max(0.6, 0.72 * min(zoom, 150) / 100), bold=True)
        names = QFontMetricsF(self.name_face)
        self.pitch = LanePitch(lanes, round(names.capHeight() + names.descent()) + 3.0)
        sample = "etaoin shrdlu cmfwyp vbgkqj xz etaoin shrdlu "
        self.column = QFontMetricsF(self.face).horizontalAdvance(sample) / len(sample) * _COLUMN
        self._air = self.padding = min(56.0, self.column * 0.08)
        """Left and right of the column; a narrow window leaves less."""

    @property
    def page_width(self) -> float:
        """The width a page has where there is room."""
        return self.column + 2 * self._air

    def fit(self, page: int) -> bool:
        """Take the width a page was given: its margins give way before the column does. Whether they changed."""
        before = self.padding
        self.padding = max(_LEAST_AIR, min(self._air, (page - self.column) / 2))
        return self.padding != before

    @property
    def header_top(self) -> float:
        """Where the lines above the text begin, from the top of the scrolled page."""
        return GAP_ABOVE + self._air * 0.6

    def build(self, shown: ShownText, parent: QObject) -> QTextDocument:
        """A document of the shown text, away from any view, where it costs a tenth.

        AssertionError if Qt counts other positions than were reckoned: every offset would be wrong.
        """
        page = QTextDocument(parent)
        page.setUndoRedoEnabled(False)
        page.setDocumentMargin(0)
        page.setDefaultFont(self.face)
        option = QTextOption()
        option.setWrapMode(wrap_mode(shown.text))
        page.setDefaultTextOption(option)
        page.setPlainText(shown.text)
        positions = page.characterCount() - 1
        if positions != shown.length:
            raise AssertionError(f"the page shows {positions} positions where {shown.length} were reckoned")
        return page

    def shape(self, page: QTextDocument, *, titled: bool) -> None:
        """Give lines their room, blank ones little, and a title in the text its size."""
        height = QFontMetricsF(self.face).height()
        line_geometry.set_room(page, self.pitch, height * 0.35)
        if page.characterCount() <= _LONG:
            line_geometry.close_blank_lines(page, max(4.0, height * 0.2))
            line_geometry.set_directions(page)
        if titled:
            cursor = QTextCursor(page)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            large = QTextCharFormat()
            large.setFont(self.title_face)
            cursor.mergeCharFormat(large)

    def set_margins(self, page: QTextDocument, header: PageHeader, text_width: float) -> None:
        """Leave room around the text, and above it for the header."""
        frame = page.rootFrame().frameFormat()
        frame.setTopMargin(GAP_ABOVE + self._air * 0.75 + header.height(text_width))
        frame.setBottomMargin(self.pitch.room + self._air * 2)
        frame.setLeftMargin(self.padding)
        frame.setRightMargin(self.padding)
        page.rootFrame().setFrameFormat(frame)


def title_is_in(document: Document) -> bool:
    """Whether the first line of the text is the title."""
    first = _LINE_END.split(document.text.lstrip("\ufeff"), 1)[0].strip()
    return bool(document.title) and first == document.title.strip()
