"""The field one types into to narrow a list down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.gui import theme
from annotator.gui.drawing import draw_magnifier, draw_outline
from annotator.gui.panel_frame import IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent


class FilterField(QLineEdit):
    """A one-line field with a drawing and a cross that empties it.

    Escape empties it, and when it is empty already says ``left``; Down and Return say ``went_on``.
    """

    left = Signal()
    went_on = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setFrame(False)
        self.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
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

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        focused = self.hasFocus()
        edge = colours.focus if focused else colours.line
        draw_outline(painter, QRectF(self.rect()), edge, colours.field, width=1.5 if focused else 1.0)
        middle = self.height() / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        icon = QRectF(0, 0, 14, 14)
        icon.moveCenter(QPointF(self.width() - 16 if mirrored else 16, middle))
        draw_magnifier(painter, icon, colours.muted)
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        place = 4 if mirrored else self.width() - self._clear.width() - 4
        self._clear.move(place, (self.height() - self._clear.height()) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.went_on.emit()
        else:
            super().keyPressEvent(event)

    def _show_clear(self) -> None:
        self._clear.setVisible(bool(self.text()))

    def _take_theme(self) -> None:
        # The rounded ground is painted first; the style's own square one has to let it through.
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, theme.current().ink)
        palette.setColor(QPalette.ColorRole.PlaceholderText, theme.current().muted)
        self.setPalette(palette)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(QMargins(24, 0, 26, 0) if mirrored else QMargins(26, 0, 24, 0))
