"""The field one types into to narrow a list down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal

from annotator.gui import theme
from annotator.gui.drawing import draw_magnifier
from annotator.gui.text_field import TextField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QWidget


class FilterField(TextField):
    """A one-line field with a drawing and a cross that empties it.

    Escape empties it, and when it is empty already says ``left``; Down and Return say ``went_on``.
    """

    left = Signal()
    went_on = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent, clearable=True, room=26)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)

    def paint_ground(self, painter: QPainter) -> None:
        super().paint_ground(painter)
        icon = QRectF(0, 0, 14, 14)
        icon.moveCenter(QPointF(self.width() - 16 if self.is_mirrored() else 16, self.height() / 2))
        draw_magnifier(painter, icon, theme.current().muted)

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
