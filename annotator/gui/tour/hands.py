"""Hands: a mouse and a keyboard.

``QtHands`` hand their events to Qt where a display server would, so that shortcuts, focus, grabs and popups
work as on a screen. Places are global pixels; keys are written as in ``Ctrl+Shift+Z``.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QGuiApplication, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

Point = tuple[int, int]

_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_SLOWNESS = 0.005
"""Seconds between two looks at something that is waited for."""


class Hands(Protocol):
    """What a person's hands do; each act is over when it returns, what follows from it need not be."""

    def move(self, place: Point) -> None:
        """Move the pointer, with whatever buttons are down."""

    def press(self) -> None:
        """Put the left button down."""

    def release(self) -> None:
        """Let the left button go."""

    def click(self, count: int = 1, *, right: bool = False) -> None:
        """Click where the pointer is, ``count`` times in quick succession."""

    def wheel(self, notches: int) -> None:
        """Turn the wheel; positive towards the reader, which scrolls down."""

    def key(self, keys: str) -> None:
        """Press and let go of one key with its modifiers."""

    def hold(self, modifier: str) -> None:
        """Keep ``Ctrl``, ``Shift`` or ``Alt`` down until ``let_go``."""

    def let_go(self, modifier: str) -> None:
        """Let a held modifier go."""

    def type(self, text: str) -> None:
        """Type text letter by letter."""

    def wait(self) -> None:
        """Let the program go on for a moment."""


class QtHands:
    """Hands inside the program's own process. Every act waits until its events are done with."""

    def __init__(self) -> None:
        self._held = Qt.KeyboardModifier.NoModifier

    def move(self, place: Point) -> None:
        point = QPoint(*place)
        QCursor.setPos(point)
        window = _window_at(point)
        if window is not None:
            # On the offscreen platform the cursor's own event says nothing of keys that are held.
            QTest.mouseMove(window, window.mapFromGlobal(point))
        self.wait()

    def press(self) -> None:
        window, point = _here()
        QTest.mousePress(window, Qt.MouseButton.LeftButton, self._held, point)
        self.wait()

    def release(self) -> None:
        window, point = _here()
        QTest.mouseRelease(window, Qt.MouseButton.LeftButton, self._held, point)
        self.wait()

    def click(self, count: int = 1, *, right: bool = False) -> None:
        button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
        for _ in range(count):
            window, point = _here()
            QTest.mousePress(window, button, self._held, point)
            QTest.mouseRelease(window, button, self._held, point)
        self.wait()

    def wheel(self, notches: int) -> None:
        window, point = _here()
        turn = QWheelEvent(
            QPointF(point),
            QPointF(window.mapToGlobal(point)),
            QPoint(),
            QPoint(0, -120 * notches),
            Qt.MouseButton.NoButton,
            self._held,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(window, turn)
        self.wait()

    def key(self, keys: str) -> None:
        key, modifiers = _parsed(keys)
        QTest.keyPress(_keyboard_window(), key, modifiers | self._held)
        # The press may have closed its window, and then the release belongs to another one or to none.
        window = QGuiApplication.focusWindow()
        if window is not None:
            QTest.keyRelease(window, key, modifiers | self._held)
        self.wait()

    def hold(self, modifier: str) -> None:
        self._held |= _MODIFIERS[modifier]

    def let_go(self, modifier: str) -> None:
        self._held &= ~_MODIFIERS[modifier]

    def type(self, text: str) -> None:
        for letter in text:
            QApplication.processEvents()
            window = _keyboard_window()
            key = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
            QTest.sendKeyEvent(QTest.KeyAction.Click, window, key, letter, self._held)
        self.wait()

    def wait(self) -> None:
        QApplication.processEvents()
        time.sleep(_SLOWNESS)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        _give_keyboard()


def _parsed(keys: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    combination = QKeySequence(keys)[0]  # type: ignore[index]  # Qt's own stubs leave it out
    return combination.key(), combination.keyboardModifiers()


def _window_at(point: QPoint) -> QWindow | None:
    """The window a display server would give the mouse to: the topmost one there, popups first."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.windowHandle()
    modal = QGuiApplication.modalWindow()
    if modal is not None:
        return modal
    active = QGuiApplication.focusWindow()
    if active is not None and active.geometry().contains(point):
        return active
    return QGuiApplication.topLevelAt(point)


def _give_keyboard() -> None:
    """What a window manager does when the window with the keyboard goes: give it to one that is left."""
    if QGuiApplication.focusWindow() is not None:
        return
    left = [window for window in QGuiApplication.topLevelWindows() if window.isVisible()]
    wanted = QGuiApplication.modalWindow() or (left[0] if left else None)
    if wanted is not None:
        wanted.requestActivate()
        QApplication.processEvents()


def _here() -> tuple[QWindow, QPoint]:
    point = QCursor.pos()
    window = _window_at(point)
    if window is None:
        raise LookupError(f"there is no window under the pointer at {point.x()}, {point.y()}")
    return window, window.mapFromGlobal(point)


def _keyboard_window() -> QWindow:
    window = QGuiApplication.focusWindow()  # which hands keys on to a popup by itself
    if window is None:
        raise LookupError("no window has the keyboard")
    return window
