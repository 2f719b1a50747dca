"""A thin strip at the scroll bar: where in the article spans and finds lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from annotator.gui import theme
from annotator.model.document import Status

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from annotator.gui.article_view import ArticleView
    from annotator.gui.session import Session

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

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))
        picture.setDevicePixelRatio(ratio)
        colours = theme.current()
        picture.fill(colours.window)
        document = self._session.document
        if document is None or not document.text or not self.height():
            return picture
        painter = QPainter(picture)
        self._draw_spans(painter, len(document.text))
        share = self.height() / len(document.text)
        review = self._session.review
        if review is not None and review.read_to and review.status is not Status.DONE:
            painter.fillRect(QRect(0, 0, 1, int(review.read_to * share)), colours.faint)
        for extent in self._view.marks.finds:
            painter.fillRect(QRect(0, int(extent.start * share), _WIDTH, 2), colours.find_current)
        painter.end()
        return picture

    def _draw_spans(self, painter: QPainter, length: int) -> None:
        """A mark for the first visible span that begins in each pixel's stretch of the text, however many there are."""
        spans, height = self._session.spans, self.height()
        colours = theme.current()
        by_label = {label.id: colours.label_colours(label).line for label in self._session.labels}
        row = 0
        while row < len(spans):
            span = spans.by_position(row)
            if not self._session.is_visible(span):
                row += 1
                continue
            y = span.start * height // length
            painter.fillRect(QRect(2, y, _WIDTH - 5, 2), by_label[span.label])
            row = spans.first_from(-(-(y + 1) * length // height))  # where the next pixel's stretch begins
