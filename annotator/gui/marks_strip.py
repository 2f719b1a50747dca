"""A thin strip at the scroll bar: where in the article spans and finds lie."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from annotator.gui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from annotator.gui.article_view import ArticleView
    from annotator.gui.session import Session
    from annotator.model.span import Span

_WIDTH = 10
_PAUSE = 120
"""Milliseconds after the last edit before the strip is drawn anew, so that labelling never waits for it."""


class MarksStrip(QWidget):
    """Draws the spans of the open document once, and keeps the picture until something changes."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self.setObjectName("marksStrip")
        self.resize(_WIDTH, 100)
        self._session = session
        self._view = view
        self._picture = QPixmap()
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.refresh)

    def refresh_soon(self) -> None:
        self._soon.start(_PAUSE)

    def refresh(self) -> None:
        """Draw anew, now."""
        self._picture = QPixmap()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture = QPixmap()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture.isNull():
            self._picture = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)

    def _first_visible(self, start: float, end: float) -> Span | None:
        """The first visible span that begins in a stretch of the text: one look-up a pixel, however many there are."""
        spans = self._session.spans
        row = spans.first_from(ceil(start))
        while row < len(spans) and (span := spans.by_position(row)).start < end:
            if self._session.is_visible(span):
                return span
            row += 1
        return None

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))
        picture.setDevicePixelRatio(ratio)
        colours = theme.current()
        picture.fill(colours.window)
        document = self._session.document
        if document is None or not document.text:
            return picture
        painter = QPainter(picture)
        share = self.height() / len(document.text)
        by_label = {label.id: colours.label_colours(label).line for label in self._session.labels}
        for y in range(self.height()):
            span = self._first_visible(y / share, (y + 1) / share)
            if span is not None:
                painter.fillRect(QRect(2, y, _WIDTH - 5, 2), by_label[span.label])
        for extent in self._view.marks.finds:
            painter.fillRect(QRect(0, int(extent.start * share), _WIDTH, 2), colours.find_current)
        painter.end()
        return picture
