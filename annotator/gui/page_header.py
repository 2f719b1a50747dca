"""What is painted above the text and is not part of it: source and date, and a title the text lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from annotator.gui import theme
from annotator.gui.drawing import is_right_to_left, one_line

if TYPE_CHECKING:
    from annotator.model.document import Document

_GAP = 10.0


class PageHeader:
    """The lines above the text of one document."""

    def __init__(self) -> None:
        self._line = ""
        self._title = ""
        self._backwards = False
        self._line_face = QFont()
        self._title_face = QFont()

    def set_faces(self, line: QFont, title: QFont) -> None:
        self._line_face, self._title_face = line, title

    def set_document(self, document: Document | None, *, titled: bool) -> None:
        """Take what a document says of itself; ``titled`` if its title stands in its text."""
        parts = [document.meta.get("source"), document.meta.get("date")] if document else []
        # Each part is kept to itself: a date after an Arabic name would else be turned round.
        self._line = "  ·  ".join(f"\u2068{one_line(str(part))}\u2069" for part in parts if part)
        self._backwards = document is not None and is_right_to_left(document.text[:1000])
        self._title = "" if titled or document is None else one_line(document.title, _LONGEST_TITLE)

    def height(self, width: float) -> float:
        """Height it takes above the text, in a column of this width."""
        line = QFontMetricsF(self._line_face).height() + _GAP if self._line else 0.0
        return line + (self._title_height(width) + _GAP if self._title else 0.0)

    def paint(self, painter: QPainter, x: float, y: float, width: float) -> None:
        metrics = QFontMetricsF(self._line_face)
        if self._line:
            painter.setFont(self._line_face)
            painter.setPen(theme.current().muted)
            text = metrics.elidedText(self._line, Qt.TextElideMode.ElideRight, width)
            side = Qt.AlignmentFlag.AlignRight if self._backwards else Qt.AlignmentFlag.AlignLeft
            painter.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft if self._backwards else Qt.LayoutDirection.LeftToRight
            )
            painter.drawText(QRectF(x, y, width, metrics.height()), _FLAGS_LINE | side.value, text)
            y += metrics.height() + _GAP
        if self._title:
            painter.setFont(self._title_face)
            painter.setPen(theme.current().ink)
            painter.drawText(QRectF(x, y, width, self._title_height(width)), _FLAGS_TITLE, self._title)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def _title_height(self, width: float) -> float:
        metrics = QFontMetricsF(self._title_face)
        return metrics.boundingRect(QRectF(0, 0, width, 10_000), _FLAGS_TITLE, self._title).height()


_LONGEST_TITLE = 1000

_FLAGS_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine)
_FLAGS_TITLE = int(Qt.TextFlag.TextWordWrap)
