"""One row of the label panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.gui import theme
from annotator.gui.drawing import draw_ground, draw_key_cap, draw_swatch, draw_words
from annotator.gui.panel_frame import IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from annotator.model.scheme import Label

_ALONG = 8
"""From the row's edge to its contents."""


class LabelRow(QAbstractButton):
    """One label: swatch, name, key caps, pin and eye, and how many spans of the document carry it."""

    moved = Signal(int)
    """An arrow key asks for the row above (-1) or below (1)."""

    def __init__(self, label: Label, number: int, panel: QWidget) -> None:
        super().__init__(panel)
        self.label = label
        self.count = 0
        self._number = number
        self._held = False
        self._hidden = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        hold = self.tr("Hold {label}: every drag labels").format(label=label.name)
        hide = self.tr("Hide {label} in the article").format(label=label.name)
        self.pin = IconButton("pin", hold, self, on_icon="pin-on", size=14)
        self.eye = IconButton("eye", hide, self, on_icon="eye-off", size=14)
        self.setAccessibleName(label.name)
        self._describe()
        self._show_buttons()
        theme.notifier().changed.connect(self.update)

    def set_count(self, count: int) -> None:
        """How many spans of the open document carry the label."""
        if count != self.count:
            self.count = count
            self._describe()
            self.update(self._count_area())

    def show_state(self, *, held: bool, hidden: bool) -> None:
        """Whether the label is held, and whether the article hides it."""
        self._held, self._hidden = held, hidden
        self.pin.setChecked(held)
        self.eye.setChecked(hidden)
        self._show_buttons()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, round(self.fontMetrics().height() * 1.15) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        ground = QRectF(self.rect()).adjusted(_ALONG, 0.5, -_ALONG, -0.5)
        hovered = self._is_pointed_at() or self.isDown()
        draw_ground(painter, ground, chosen=self._held, hovered=hovered, focused=self.hasFocus())
        places = self._places()
        if not self._count_area().contains(event.rect()):  # most often only the count is another
            self._paint_label(painter, places)
        painter.setFont(theme.scaled(self.font(), 0.9))
        painter.setPen(colours.muted)
        number = self.locale().toString(self.count)
        draw_words(painter, places["count"], number, right_to_left=not self._is_mirrored())

    def _paint_label(self, painter: QPainter, places: dict[str, QRectF]) -> None:
        colours = theme.current()
        shades = colours.label_colours(self.label)
        draw_swatch(painter, places["swatch"].center(), 12, shades, dim=self._hidden)
        painter.setFont(self.font())
        painter.setPen(colours.muted if self._hidden else colours.ink)
        draw_words(painter, places["name"], self.label.name, right_to_left=self._is_mirrored())
        cap_font = theme.scaled(self.font(), 0.78)
        if self._number <= 9:
            draw_key_cap(painter, places["digit"], str(self._number), font=cap_font)
        if self.label.key:
            draw_key_cap(painter, places["letter"], self.label.key.upper(), font=cap_font)

    def _places(self) -> dict[str, QRectF]:
        """Where each part lies, mirrored where the window is."""
        metrics = QFontMetricsF(self.font())
        cap = metrics.height() + 2
        height, inner = float(self.height()), self.width() - 2 * (_ALONG + 10)
        count = max(metrics.horizontalAdvance("0000"), 30.0)
        buttons = 2.0 * self.pin.width()
        caps_left = inner - count - buttons - 2 * cap - 12
        widths = {
            "swatch": (0.0, 12.0),
            "name": (22.0, caps_left - 28),
            "digit": (caps_left, cap),
            "letter": (caps_left + cap + 4, cap),
            "pin": (caps_left + 2 * cap + 10, buttons / 2),
            "eye": (caps_left + 2 * cap + 10 + buttons / 2, buttons / 2),
            "count": (inner - count, count),
        }
        places: dict[str, QRectF] = {}
        mirrored = self._is_mirrored()
        for name, (left, width) in widths.items():
            start = inner - left - width if mirrored else left
            tall = cap if name in {"digit", "letter"} else height
            places[name] = QRectF(_ALONG + 10 + start, (height - tall) / 2, width, tall)
        return places

    def _count_area(self) -> QRect:
        return self._places()["count"].toAlignedRect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        places = self._places()
        for name, button in (("pin", self.pin), ("eye", self.eye)):
            corner = places[name].center() - QPointF(button.width() / 2, button.height() / 2)
            button.move(corner.toPoint())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_buttons()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_buttons()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_buttons()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case _:
                super().keyPressEvent(event)

    def _is_pointed_at(self) -> bool:
        return self.underMouse() or self.pin.underMouse() or self.eye.underMouse()

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _show_buttons(self) -> None:
        """Pin and eye are in the way of nobody: there under the pointer, under the keys, or when on."""
        near = self._is_pointed_at() or self.hasFocus() or self.pin.hasFocus() or self.eye.hasFocus()
        self.pin.setVisible(near or self._held)
        self.eye.setVisible(near or self._hidden)

    def _describe(self) -> None:
        keys = f"{self._number}, {self.label.key.upper()}" if self._number <= 9 else self.label.key.upper()
        self.setAccessibleDescription(
            self.tr("keys {keys}; {count} in this document").format(keys=keys, count=self.count)
        )
