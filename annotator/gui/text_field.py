"""The one-line field of the window and its dialogs: rounded, with air around its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.gui import theme
from annotator.gui.drawing import draw_outline
from annotator.gui.panel_frame import IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent


class TextField(QLineEdit):
    """A field to type in; with ``clearable`` a cross empties it. ``room`` is left before the words."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, clearable: bool = False, room: int = 6
    ) -> None:
        super().__init__(text, parent)
        self._room = room
        self._clear: IconButton | None = None
        self.setFrame(False)
        self.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if clearable:
            self._clear = IconButton("clear", self.tr("Empty the field"), self, size=12)
            self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._clear.setCursor(Qt.CursorShape.ArrowCursor)
            self._clear.clicked.connect(self.clear)
            self._clear.hide()
            self.textChanged.connect(self._show_clear)
        self._take_theme()
        theme.notifier().changed.connect(self._take_theme)

    def sizeHint(self) -> QSize:
        return QSize(160, QFontMetricsF(self.font()).height().__ceil__() + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter)
        painter.end()
        super().paintEvent(event)

    def paint_ground(self, painter: QPainter) -> None:
        """What lies below the words."""
        colours = theme.current()
        focused = self.hasFocus()
        edge = colours.focus if focused else colours.line
        draw_outline(painter, QRectF(self.rect()), edge, colours.field, width=1.5 if focused else 1.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._clear is not None:
            place = 4 if self.is_mirrored() else self.width() - self._clear.width() - 4
            self._clear.move(place, (self.height() - self._clear.height()) // 2)

    def _show_clear(self) -> None:
        if self._clear is not None:
            self._clear.setVisible(bool(self.text()))

    def _take_theme(self) -> None:
        # The rounded ground is painted first; the style's own square one has to let it through.
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, theme.current().ink)
        palette.setColor(QPalette.ColorRole.PlaceholderText, theme.current().muted)
        self.setPalette(palette)
        after = 24 if self._clear is not None else 6
        mirrored = self.is_mirrored()
        self.setTextMargins(QMargins(after, 0, self._room, 0) if mirrored else QMargins(self._room, 0, after, 0))
