"""A row of filters one chooses one of, going on in a second line where the panel is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QLayout, QWidget

from annotator.gui import theme
from annotator.gui.drawing import draw_words

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QLayoutItem


class Chip(QAbstractButton):
    """One choice of a row of filters, with how many it would show."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self._count = -1
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.notifier().changed.connect(self.update)

    def set_count(self, count: int) -> None:
        """Show how many documents it stands for."""
        if count != self._count:
            self._count = count
            self.setAccessibleDescription(self._number())
            self.updateGeometry()
            self.update()

    def _number(self) -> str:
        return self.locale().toString(self._count) if self._count >= 0 else ""

    def sizeHint(self) -> QSize:
        name = QFontMetricsF(theme.scaled(self.font(), 0.85, bold=True))
        number = QFontMetricsF(theme.scaled(self.font(), 0.78))
        width = name.horizontalAdvance(self.text()) + number.horizontalAdvance(self._number())
        return QSize(int(width) + 19, int(name.height()) + 7)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            ground = colours.accent_soft if self.isChecked() else colours.hover
            painter.setPen(QPen(colours.focus, 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        font = theme.scaled(self.font(), 0.85, bold=self.isChecked())
        widest = QFontMetricsF(theme.scaled(self.font(), 0.85, bold=True)).horizontalAdvance(self.text())
        small = theme.scaled(self.font(), 0.78)
        number = self._number()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        words = area.adjusted(6, 0, -6, 0)
        painter.setFont(font)
        painter.setPen(colours.accent if self.isChecked() else colours.ink)
        draw_words(painter, words, self.text(), right_to_left=mirrored)
        painter.setFont(small)
        painter.setPen(colours.accent if self.isChecked() else colours.muted)
        gap = widest + 4
        rest = words.adjusted(0, 0, -gap, 0) if mirrored else words.adjusted(gap, 0, 0, 0)
        draw_words(painter, rest, number, right_to_left=mirrored)


class FlowLayout(QLayout):
    """Puts its items side by side and goes on in a new line where there is no room."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 2) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, place=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() + self._gap for size in shown)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = max((size.width() for size in shown), default=0)
        return QSize(width, max((size.height() for size in shown), default=0))

    def _arrange(self, area: QRect, *, place: bool) -> int:
        x = y = height = 0
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x and x + size.width() > area.width():
                x, y, height = 0, y + height + self._gap, 0
            if place:
                left = area.right() + 1 - x - size.width() if mirrored else area.left() + x
                item.setGeometry(QRect(QPoint(left, area.top() + y), size))
            x += size.width() + self._gap
            height = max(height, size.height())
        return y + height
