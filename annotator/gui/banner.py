"""A strip above the columns: what is the matter with the project's file, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from annotator.gui import theme
from annotator.gui.panel_frame import MARGIN, PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent

    Choice = tuple[str, Callable[[], object]]

_MARK = 3
"""Width of the coloured line at its start."""


class Banner(QWidget):
    """One sentence and a few buttons. It stays until it is taken back; it never takes the focus by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.words = PlainLabel(selectable=True)
        self.words.setObjectName("bannerText")
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons: list[QPushButton] = []
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 8, MARGIN, 8)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        self.setVisible(False)
        theme.notifier().changed.connect(self.update)

    def say(self, sentence: str, choices: Sequence[Choice] = ()) -> None:
        """Show a sentence, with a button for each choice: its text and what it does."""
        self.words.setText(sentence[:1].upper() + sentence[1:])
        self.setAccessibleName(self.words.text())
        for button in self._buttons:
            button.deleteLater()
        self._buttons = [self._button(text, verb) for text, verb in choices]
        self.setVisible(True)

    def take_back(self) -> None:
        """Nothing is the matter any more."""
        self.setVisible(False)

    def _button(self, text: str, verb: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Queued: what it does may take the banner, and the button that still handles its click, away.
        button.clicked.connect(lambda: verb(), Qt.ConnectionType.QueuedConnection)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, colours.page)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        mark = QRectF(area.right() - _MARK if mirrored else area.left(), area.top(), _MARK, area.height())
        painter.fillRect(mark, colours.warn)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colours.line)
