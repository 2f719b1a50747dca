"""One line that says how something is related to other words, and leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.gui import theme
from annotator.gui.drawing import draw_outline, draw_swatch, draw_words, one_line, width_of
from annotator.gui.panel_frame import as_tooltip

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from annotator.gui.theme import LabelColours


class RelationRow(QAbstractButton):
    """One relation as seen from a span: which way, its type, and the words at its other end; pressing goes there."""

    def __init__(
        self, arrow: str, type: str, words: str, colours: LabelColours | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._arrow, self._type, self._words, self._colours = arrow, one_line(type, 80), one_line(words), colours
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.text())
        theme.notifier().changed.connect(self.update)

    def text(self) -> str:
        return f"{self._arrow} {self._type} {self._words}"

    def sizeHint(self) -> QSize:
        return QSize(120, int(QFontMetricsF(theme.scaled(self.font(), 0.92)).height()) + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.current()
        area = QRectF(self.rect())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self.underMouse() or self.hasFocus():
            draw_outline(painter, area, colours.focus if self.hasFocus() else colours.line, colours.hover)
        inset = 4 if self._arrow else 0
        rest = area.adjusted(inset, 0, -inset, 0)

        def take(width: float) -> QRectF:
            """A stretch from where reading begins; what is left of the row goes on behind it."""
            left = rest.right() - width if mirrored else rest.left()
            part = QRectF(left, rest.top(), width, rest.height())
            rest.adjust(0 if mirrored else width, 0, -width if mirrored else 0, 0)
            return part

        painter.setFont(theme.scaled(self.font(), 0.92))
        painter.setPen(colours.muted)
        arrow = self._arrow if not mirrored else {"→": "←", "←": "→"}.get(self._arrow, self._arrow)
        if arrow:
            draw_words(painter, take(16), arrow, right_to_left=mirrored)
        cut = False
        if self._type:
            width = min(width_of(painter, self._type, rest), rest.width() / 2)
            cut = draw_words(painter, take(width + 2), self._type, right_to_left=mirrored)
            take(6)
        if self._colours is not None:
            swatch = take(12).center()
            draw_swatch(painter, QPointF(swatch.x(), area.center().y()), 8, self._colours)
            take(3)
        painter.setPen(colours.ink)
        cut = draw_words(painter, rest, self._words, right_to_left=mirrored or None) or cut
        self.setToolTip(as_tooltip(self.text()) if cut else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)
