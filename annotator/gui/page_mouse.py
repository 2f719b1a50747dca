"""What the mouse does on the page: clicks counted by the view, drags that snap to words, ends that move.

The gestures are told in code points. Qt's own mouse handling is not used: it would drag text, and count
clicks by rules that take the ``S`` of ``U.S.`` for a word.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.model.span import Extent

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from annotator.gui.article_view import ArticleView
    from annotator.model.span import End

_DRAG_FROM = 4
"""Pixels the pointer moves before a press is a drag."""
_EDGE = 4
"""Pixels from an end of the selected span within which the end is taken, not the text."""
_SCROLL_EVERY = 30


class PageMouse(QObject):
    """Turns presses, moves and releases into gestures on one article page."""

    clicked = Signal(object, int, object)
    """Place | None, the count of clicks (1-4), the keyboard modifiers."""
    dragging = Signal()
    """Text is being selected."""
    dragged = Signal(object, bool)
    """Extent that was selected, and whether to the character; emitted at release."""
    end_dragged = Signal(object)
    """Extent the selected span shall have now."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed: QPoint | None = None
        self._anchor = 0
        self._dragging = False
        self._end: End | None = None
        self._clicks = 0
        self._last_press = QPoint()
        self._since_press = QElapsedTimer()
        self._scroll = QTimer(self, interval=_SCROLL_EVERY)
        self._scroll.timeout.connect(self._scroll_on)
        self._pointer = QPoint()

    @property
    def busy(self) -> bool:
        """Whether a button is down on the page."""
        return self._pressed is not None

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        point = event.position().toPoint()
        self._count_click(point)
        self._pressed, self._dragging = point, False
        self._end = self._end_near(point)
        view = self._view
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._end is None:
            self._anchor = view.boundary_at(point)
            view.let_go_of_text()
        event.accept()

    def move(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self._pointer = point
        if self._pressed is None:
            edge = self._end_near(point) is not None
            shape = Qt.CursorShape.SplitHCursor if edge else Qt.CursorShape.IBeamCursor
            if self._view.viewport().cursor().shape() != shape:
                self._view.viewport().setCursor(shape)
            self._view.pointer_moved.emit()
        elif self._dragging or (point - self._pressed).manhattanLength() >= _DRAG_FROM:
            if not self._dragging:
                self._dragging = True
                self._view.marks.name_preview = self._view.marks.statement_preview = None
                self.dragging.emit()
            self._follow(point, event.modifiers())
            self._scroll_if_outside(point)
        event.accept()

    def release(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            event.ignore()
            return
        point = event.position().toPoint()
        self._scroll.stop()
        pressed, self._pressed = self._pressed, None
        if self._dragging:
            self._follow(point, event.modifiers())
            self._finish_drag(event.modifiers())
        else:
            # With the key for going outwards every click is a single one, however quickly it follows.
            clicks = 1 if is_exact(event.modifiers()) else self._clicks
            self.clicked.emit(self._view.place_at(pressed), clicks, event.modifiers())
        self._dragging, self._end = False, None
        event.accept()

    def cancel(self) -> None:
        """Let go of what is being dragged, as if it had never begun."""
        self._scroll.stop()
        if self._dragging and self._end is None:
            self._view.let_go_of_text()
        self._pressed, self._dragging, self._end = None, False, None
        self._view.marks.moved = None
        self._view.viewport().update()

    # Inside

    def _count_click(self, point: QPoint) -> None:
        near = (point - self._last_press).manhattanLength() <= _DRAG_FROM
        again = self._since_press.isValid() and self._since_press.elapsed() <= QApplication.doubleClickInterval()
        self._clicks = self._clicks % 4 + 1 if near and again else 1
        self._last_press = point
        self._since_press.start()

    def _follow(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        if self._end is not None:
            self._view.marks.moved = self._moved_extent(point, modifiers)
            self._view.viewport().update()
            return
        here = self._view.boundary_at(point)
        backwards = here < self._anchor
        extent = Extent(min(here, self._anchor), max(here, self._anchor))
        exact = is_exact(modifiers)
        taken = extent if exact else self._snapped(extent)
        if taken is None or taken.start >= taken.end:
            self._view.let_go_of_text()
        else:
            self._view.select_text(taken, exact=exact, caret_at_start=backwards)

    def _snapped(self, extent: Extent) -> Extent | None:
        return self._view.session.structure.snap(extent) if extent.start < extent.end else None

    def _finish_drag(self, modifiers: Qt.KeyboardModifier) -> None:
        view = self._view
        if self._end is not None:
            moved, view.marks.moved = view.marks.moved, None
            view.viewport().update()
            if moved is not None:
                self.end_dragged.emit(moved)
            return
        extent = view.selected_extent()
        if extent is not None:
            self.dragged.emit(extent, is_exact(modifiers))

    def _moved_extent(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> Extent | None:
        span = self._view.session.selected
        if span is None:
            return None
        here = self._view.boundary_at(point)
        fixed = span.end if self._end == "start" else span.start
        extent = Extent(min(here, fixed), max(here, fixed))
        if extent.start >= extent.end:
            return None
        if is_exact(modifiers):
            return extent
        snapped = self._view.session.structure.snap(extent)
        if snapped is None or (here < fixed) == (self._end == "end"):
            return snapped  # dragged past the other end: that one bounds other words now, so both snap
        # Only the end that is dragged snaps; the other stays where it is.
        return Extent(min(snapped.start, fixed), fixed) if here < fixed else Extent(fixed, max(snapped.end, fixed + 1))

    def _end_near(self, point: QPoint) -> End | None:
        view = self._view
        span = view.session.selected
        if span is None or not view.session.is_visible(span):
            return None
        return view.end_at(span.extent, point, _EDGE)

    def _scroll_if_outside(self, point: QPoint) -> None:
        inside = 0 <= point.y() < self._view.viewport().height()
        if inside:
            self._scroll.stop()
        elif not self._scroll.isActive():
            self._scroll.start()

    def _scroll_on(self) -> None:
        bar = self._view.verticalScrollBar()
        y = self._pointer.y()
        over = y if y < 0 else y - self._view.viewport().height()
        bar.setValue(bar.value() + max(-60, min(60, over)))
        self._follow(self._pointer, QGuiApplication.queryKeyboardModifiers())


def is_exact(modifiers: Qt.KeyboardModifier) -> bool:
    """Whether a drag with these keys takes exact characters, and a click the next span around.

    Alt does; on Linux Ctrl too, because many desktops move windows with Alt and the mouse.
    """
    wanted = Qt.KeyboardModifier.AltModifier
    if sys.platform.startswith("linux"):
        wanted |= Qt.KeyboardModifier.ControlModifier
    return bool(modifiers & wanted)
