"""The plain parts every panel is put together from: labels, headings, hairlines, icon buttons, boxes to tick.

All of them show data as plain text, take their colours from the theme when it changes, and their sizes from
the window's font.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from annotator.gui import theme
from annotator.gui.drawing import RADIUS, draw_words, no_longer
from annotator.gui.icons import draw_icon
from annotator.gui.scroll_bar import make_slim

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent, QPaintEvent

Role = Literal["ink", "muted", "faint", "good", "warn", "bad", "accent"]

MARGIN = 16
_MOST = 3000
"""Code points of a label or a tooltip: what is longer is read in fields that scroll."""
"""Left and right of a panel's contents."""


class PlainLabel(QLabel):
    """Plain text in one of the theme's colours; no markup, no mnemonic."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        role: Role = "ink",
        scale: float = 1.0,
        bold: bool = False,
        selectable: bool = False,
    ) -> None:
        super().__init__(no_longer(text, _MOST), parent)
        self._role: Role = role
        self._scale = scale
        self._bold = bold
        self.setTextFormat(Qt.TextFormat.PlainText)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._take_theme()
        self._take_font()
        theme.notifier().changed.connect(self._take_theme)

    def setText(self, text: str) -> None:
        super().setText(no_longer(text, _MOST))

    def set_role(self, role: Role) -> None:
        """Another of the theme's colours."""
        if role != self._role:
            self._role = role
            self._take_theme()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._take_font()
        super().changeEvent(event)

    def _take_theme(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, getattr(theme.current(), self._role))
        self.setPalette(palette)

    def _take_font(self) -> None:
        if self._scale != 1.0 or self._bold:
            self.setFont(theme.scaled(QApplication.font(), self._scale, bold=self._bold))


class Heading(PlainLabel):
    """The small bold name above a part of a panel."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent, role="muted", scale=0.85, bold=True)


class ElidedLabel(QWidget):
    """One line of plain text that is cut with an ellipsis rather than making its panel wider.

    The whole text is its tooltip where it was cut, and its accessible name.
    """

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, role: Role = "ink", scale: float = 1.0
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._role: Role = role
        self._scale = scale
        self._take_font()
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.update)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_role(self, role: Role) -> None:
        """Another of the theme's colours."""
        self._role = role
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        return QSize(int(metrics.horizontalAdvance(no_longer(self._text))) + 2, int(metrics.height()) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, int(QFontMetricsF(self.font()).height()) + 2)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._take_font()
        super().changeEvent(event)

    def _take_font(self) -> None:
        self.setFont(theme.scaled(QApplication.font(), self._scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(getattr(theme.current(), self._role))
        cut = draw_words(painter, QRectF(self.rect()), self._text, right_to_left=self._is_mirrored())
        self.setToolTip(as_tooltip(self._text) if cut else "")

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


class Rule(QWidget):
    """A hairline between two parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().line)


def inset_rule() -> QHBoxLayout:
    """A hairline that keeps away from the panel's edges."""
    layout = QHBoxLayout()
    layout.setContentsMargins(MARGIN + 2, 0, MARGIN + 2, 0)
    layout.addWidget(Rule())
    return layout


class IconButton(QAbstractButton):
    """A drawing one can press; ``on_icon`` is shown while it is checked."""

    def __init__(
        self, icon: str, name: str, parent: QWidget | None = None, *, on_icon: str = "", size: int = 16
    ) -> None:
        super().__init__(parent)
        self._icon, self._on_icon, self._size = icon, on_icon or icon, size
        self.setCheckable(bool(on_icon))
        self.setAccessibleName(name)
        self.setToolTip(as_tooltip(name))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(size + 8, size + 8)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.notifier().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._size + 8, self._size + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        area = QRectF(self.rect())
        if self.underMouse() or self.isDown() or self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colours.focus, 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colours.line if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)
        colour = colours.accent if self.isChecked() else colours.muted
        if not self.isEnabled():
            colour = colours.faint
        icon = self._on_icon if self.isChecked() else self._icon
        inside = QRectF(0, 0, self._size, self._size)
        inside.moveCenter(area.center())
        draw_icon(painter, inside, icon, colour)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class CheckBox(QCheckBox):
    """A box to tick that is seen in the dark, too."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        # Words may come from data: no & in them is a key.
        super().__init__(text.replace("&", "&&"), parent)
        self._words = text
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.notifier().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        return QSize(int(metrics.horizontalAdvance(self._words)) + 28, int(metrics.height()) + 6)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        area = QRectF(self.rect())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box = QRectF(0, 0, 15, 15)
        box.moveCenter(QPointF(area.right() - 9 if mirrored else area.left() + 9, area.center().y()))
        live = self.isEnabled()
        edge = colours.focus if self.hasFocus() else colours.faint
        ticked = self.isChecked() and live
        painter.setPen(QPen(colours.accent if ticked and not self.hasFocus() else edge, 1.4))
        painter.setBrush(colours.accent if ticked else colours.field)
        painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 3.5, 3.5)
        if self.isChecked():
            ink = colours.page if live else colours.faint
            painter.setPen(QPen(ink, 1.9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            corner = box.topLeft()
            painter.drawPolyline([corner + QPointF(3.8, 7.8), corner + QPointF(6.4, 10.4), corner + QPointF(11.2, 4.8)])
        painter.setFont(self.font())
        painter.setPen(colours.ink if live else colours.faint)
        words = area.adjusted(0, 0, -25, 0) if mirrored else area.adjusted(25, 0, 0, 0)
        draw_words(painter, words, self._words, right_to_left=mirrored)


class DetailScroll(QScrollArea):
    """A panel's contents, scrolled up and down when there is more than fits."""

    def __init__(self, contents: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_slim(self)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._contents = contents
        self.setWidget(contents)

    def settle(self) -> None:
        """Lay the contents out now, not after a frame in which they are squeezed into their old height."""
        contents = self._contents
        layout = contents.layout()
        if layout is not None:
            layout.activate()
        height = max(self.viewport().height(), contents.minimumSizeHint().height())
        contents.resize(self.viewport().width(), height)


def as_tooltip(text: str) -> str:
    """Data for a tooltip, which would take what looks like markup for markup."""
    escaped = (
        no_longer(text, _MOST).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    )
    return f"<qt>{escaped}</qt>" if text else ""


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
