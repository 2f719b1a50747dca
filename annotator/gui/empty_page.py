"""What stands in the place of the article while a project has none: the ways to bring some in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui import theme
from annotator.gui.panel_frame import PlainLabel
from annotator.gui.welcome import StartButton

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_WIDTH = 460


class EmptyPage(QWidget):
    """Two buttons and a word about dropping."""

    files_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyPage")
        self.setAccessibleName(self.tr("No articles yet"))
        self.files_button = StartButton(
            "new", self.tr("Import files"), self.tr("articles, or what another tool exported")
        )
        self.folder_button = StartButton("open", self.tr("Import a folder"), self.tr("with all the folders in it"))
        self.files_button.clicked.connect(self.files_wanted)
        self.folder_button.clicked.connect(self.folder_wanted)
        self.setFocusProxy(self.files_button)
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        inner = QVBoxLayout(column)
        inner.setSpacing(8)
        inner.addWidget(PlainLabel(self.tr("No articles yet"), scale=1.5, bold=True))
        inner.addWidget(PlainLabel(self.tr("Bring some in, or drop them anywhere on the window."), role="muted"))
        inner.addSpacing(10)
        inner.addWidget(self.files_button)
        inner.addWidget(self.folder_button)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        theme.notifier().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        # The ground the page will lie on, so that the panels stand out from it.
        QPainter(self).fillRect(self.rect(), theme.current().window)
