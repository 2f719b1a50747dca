"""The window in the tests' own process, without a screen, by Qt's own events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from annotator.gui.tour.eye import Eye
from annotator.gui.tour.hands import QtHands
from annotator.gui.tour.user import User

if TYPE_CHECKING:
    from annotator.gui.window import MainWindow

SIZE = (1360, 860)


class OffscreenStage:
    """Starts and closes windows as the program does, but for the event loop."""

    def __init__(self) -> None:
        self._window: MainWindow | None = None
        self._hands = QtHands()

    def start(self, *arguments: str) -> User:
        """Show the window these arguments ask for."""
        from annotator.gui import app

        self._window = app._start(app.parse(arguments))
        self._window.resize(*SIZE)
        if QGuiApplication.modalWindow() is None:
            self._window.activateWindow()
        user = User(Eye(self._window), self._hands)
        user.wait_for("the window should come up and have the keys", user.eye.is_ready)
        return user

    @property
    def window(self) -> MainWindow:
        assert self._window is not None
        return self._window

    def leave(self) -> None:
        """Close the window."""
        window, self._window = self._window, None
        if window is not None:
            window.close()
            window.deleteLater()
            self._hands.wait()

    def end(self) -> None:
        self.leave()
