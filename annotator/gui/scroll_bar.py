"""A quiet scroll bar: a thin rounded thumb, without arrows, that is only there when there is something to scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QScrollBar, QWidget

from annotator.gui import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QAbstractScrollArea

_WIDTH = 11
_LEAST_THUMB = 28.0


class SlimScrollBar(QScrollBar):
    """Drag the thumb, or press beside it to go a page that way (with Shift or the middle button: there)."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._grip: float | None = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        theme.notifier().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 40) if self._is_upright() else QSize(40, _WIDTH)

    def minimumSizeHint(self) -> QSize:
        return QSize(_WIDTH, 20) if self._is_upright() else QSize(20, _WIDTH)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() <= self.minimum():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        lively = self.underMouse() or self._grip is not None
        colour = colours.faint if lively else colours.line.darker(112)
        if not lively and colours.name == "dark":
            colour = colours.line.lighter(130)
        start, length = self._thumb()
        edge = 2.5 if lively else 3.5
        across = _WIDTH - 2 * edge
        thumb = QRectF(edge, start, across, length) if self._is_upright() else QRectF(start, edge, length, across)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(thumb, across / 2, across / 2)

    # What the user does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._along(event)
        start, length = self._thumb()
        jump = event.button() == Qt.MouseButton.MiddleButton or event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if start <= place <= start + length:
            self._grip = place - start
        elif jump:
            self._grip = length / 2
            self._drag(place)
        elif event.button() == Qt.MouseButton.LeftButton:
            action = QScrollBar.SliderAction
            self.triggerAction(action.SliderPageStepSub if place < start else action.SliderPageStepAdd)
        self.setSliderDown(self._grip is not None)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._drag(self._along(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self.setSliderDown(False)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    # Where the thumb is

    def _is_upright(self) -> bool:
        return self.orientation() == Qt.Orientation.Vertical

    def _along(self, event: QMouseEvent) -> float:
        return event.position().y() if self._is_upright() else event.position().x()

    def _groove(self) -> float:
        return float((self.height() if self._is_upright() else self.width()) - 4)

    def _thumb(self) -> tuple[float, float]:
        """Start and length of the thumb, along the bar."""
        groove, span = self._groove(), self.maximum() - self.minimum()
        if span <= 0:
            return 2.0, groove
        length = max(groove * self.pageStep() / (span + self.pageStep()), min(_LEAST_THUMB, groove))
        share = (self.sliderPosition() - self.minimum()) / span
        if self._runs_backwards():
            share = 1 - share
        return 2.0 + (groove - length) * share, length

    def _drag(self, place: float) -> None:
        _, length = self._thumb()
        room = self._groove() - length
        if room <= 0 or self._grip is None:
            return
        share = min(max((place - self._grip - 2) / room, 0.0), 1.0)
        if self._runs_backwards():
            share = 1 - share
        self.setValue(self.minimum() + round(share * (self.maximum() - self.minimum())))

    def _runs_backwards(self) -> bool:
        return not self._is_upright() and self.layoutDirection() == Qt.LayoutDirection.RightToLeft


def make_slim(area: QAbstractScrollArea) -> None:
    """Give a scrolled area the quiet bars."""
    area.setVerticalScrollBar(SlimScrollBar(Qt.Orientation.Vertical, area))
    area.setHorizontalScrollBar(SlimScrollBar(Qt.Orientation.Horizontal, area))
    _introduce_viewport(area)


def _introduce_viewport(area: QAbstractScrollArea) -> None:
    """Let PySide meet the viewport as the plain widget it is, so that ``area.viewport()`` costs nothing.

    Asked for it unprepared, PySide loads every class of widget to learn which one Qt made there: 8 ms of the
    window's start. Where the name should change, it still works so.
    """
    area.findChild(QWidget, "qt_scrollarea_viewport")
