"""The rows that say something of a span: a name, a value that can be changed, a cross that takes it away."""

from __future__ import annotations

import math
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from annotator.gui import theme
from annotator.gui.chips import FlowLayout
from annotator.gui.drawing import draw_outline, draw_words, no_longer, one_line
from annotator.gui.icons import draw_icon
from annotator.gui.panel_frame import CheckBox, ElidedLabel, IconButton, as_tooltip
from annotator.gui.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from annotator.model.attribute import Attribute, AttributeValue

_BOXES = 8
"""Choices that each have a box to tick; more of them are typed."""


class QuietButton(QAbstractButton):
    """A word to press, in a quiet voice: ``+ Attribute``; with an arrow, a value that can be changed."""

    def __init__(self, text: str, parent: QWidget | None = None, *, arrow: bool = False) -> None:
        super().__init__(parent)
        self._arrow = arrow
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        wide = QSizePolicy.Policy.Expanding if arrow else QSizePolicy.Policy.Maximum
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.show_text(text)
        self.setAccessibleName(text)
        theme.notifier().changed.connect(self.update)

    def show_text(self, text: str) -> None:
        """Show another value."""
        self.setText(text)
        self.setShortcut(QKeySequence())  # a value from data has no letter to press
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._face())
        room = 28 if self._arrow else 14
        return QSize(ceil(metrics.horizontalAdvance(no_longer(self.text(), 200))) + room, int(metrics.height()) + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(30, self.sizeHint().height())

    def _face(self) -> QFont:
        return theme.scaled(self.font(), 0.92 if self._arrow else 0.85)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.current()
        area = QRectF(self.rect())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        lit = self.isEnabled() and (self.underMouse() or self.hasFocus())
        if self._arrow or lit:
            edge = colours.focus if self.hasFocus() else colours.line
            ground = colours.field if self._arrow and not lit else colours.hover
            draw_outline(painter, area, edge, ground)
        painter.setFont(self._face())
        painter.setPen(colours.ink if self._arrow or lit else colours.muted)
        words = area.adjusted(6, 0, -6, 0)
        if self._arrow:
            arrow = QRectF(0, 0, 10, 10)
            arrow.moveCenter(QPointF(area.left() + 10 if mirrored else area.right() - 10, area.center().y()))
            draw_icon(painter, arrow, "chevron-down", colours.muted)
            words = area.adjusted(20, 0, -6, 0) if mirrored else area.adjusted(6, 0, -20, 0)
        cut = draw_words(painter, words, one_line(self.text()), right_to_left=mirrored)
        if self._arrow:
            self.setToolTip(as_tooltip(self.text()) if cut else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, *((Qt.Key.Key_Down,) if self._arrow else ()))
        if event.key() in keys:
            self.click()
            return
        super().keyPressEvent(event)


class FactField(TextField):
    """A value to type: stored at Return and when the focus goes, if it is another one; Esc gives the old one back."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setFont(theme.scaled(self.font(), 0.92))
        self._shown = ""
        self.editingFinished.connect(self.flush)
        self.textChanged.connect(lambda _: self.setToolTip(""))

    def show_text(self, text: str) -> None:
        """Show a stored value; what is being typed stays. One that a field cannot hold whole is only read here."""
        if self.text() == self._shown:
            self.setText(text)
            self.setCursorPosition(0)
            self._shown = self.text()  # as the field gives it back
            self.setReadOnly(self._shown != text or any(sign in text for sign in "\r\n\u2028\u2029"))

    def flush(self) -> None:
        """Store what was typed, now."""
        if self.text() != self._shown:
            self._shown = self.text()
            self.typed.emit(self.text())

    def restore(self, text: str) -> None:
        """What was typed cannot be stored."""
        self._shown = self.text()
        self.show_text(text)

    def sizeHint(self) -> QSize:
        return QSize(100, super().sizeHint().height() - 5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._shown)
            self.left.emit()
            return
        super().keyPressEvent(event)


class FactRow(QWidget):
    """A name at the left, what is said in the middle, a cross at the right."""

    removed = Signal()

    def __init__(self, name: str, editor: QWidget, remove: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._name = ElidedLabel(name, role="muted", scale=0.85)
        self._name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        editor.setAccessibleName(name)
        self.cross = IconButton("clear", remove, self, size=10)
        self.cross.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._name)
        row.addWidget(editor, 1)
        row.addWidget(self.cross)

    @property
    def name_width(self) -> int:
        """The room its name wants."""
        return self._name.sizeHint().width()

    def set_name_width(self, width: int) -> None:
        self._name.setFixedWidth(width)


class AttributeEditor(QWidget):
    """What an attribute says, with the means its type asks for."""

    changed = Signal(object)
    """AttributeValue: say this."""
    asked = Signal()
    """One of the attribute's choices is to be chosen."""
    refused = Signal(str)
    """What was typed is no value of the attribute."""
    left = Signal()

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attribute = attribute
        self._value: AttributeValue | None = None
        self._boxes: list[CheckBox] = []
        self._button: QuietButton | None = None
        self._field: FactField | None = None
        self._make()
        proxy = self._boxes[0] if self._boxes else self._button or self._field
        if proxy is not None:
            self.setFocusProxy(proxy)

    def _make(self) -> None:
        attribute = self.attribute
        if attribute.type == "choices" and 0 < len(attribute.choices) <= _BOXES:
            flow = FlowLayout(self, gap=4)
            self._boxes = [CheckBox(one_line(choice, 40), self) for choice in attribute.choices]
            for box in self._boxes:
                flow.addWidget(box)
                box.setShortcut(QKeySequence())
                box.clicked.connect(self._tick)
            return
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        if attribute.type == "flag":
            box = CheckBox(self.tr("yes"), self)
            box.clicked.connect(lambda ticked: self.changed.emit(bool(ticked)))
            self._boxes = [box]
            row.addWidget(box)
        elif attribute.type == "choice" and attribute.choices:
            self._button = QuietButton("", self, arrow=True)
            self._button.clicked.connect(self.asked)
            row.addWidget(self._button)
        else:
            self._field = FactField(self)
            self._field.typed.connect(self._take)
            self._field.left.connect(self.left)
            row.addWidget(self._field)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for part in (self._button, self._field):
            if part is not None:
                part.setAccessibleName(name)
        for box in self._boxes:
            box.setAccessibleName(f"{name}: {box.text()}")

    def show_value(self, value: AttributeValue | None) -> None:
        """Show what is said now; None for a new one of which nothing is said yet."""
        self._value = value
        if self.attribute.type == "flag":
            self._boxes[0].setChecked(value is True)
        elif self._boxes:
            chosen = value if isinstance(value, list) else []
            for box, choice in zip(self._boxes, self.attribute.choices, strict=True):
                box.setChecked(choice in chosen)
        elif self._button is not None:
            self._button.show_text(in_words(value))
        elif self._field is not None:
            self._field.show_text(in_words(value))
            if isinstance(value, list) and _parts(in_words(value)) != value:
                self._field.setReadOnly(True)  # a choice with a comma in it

    def show_again(self) -> None:
        """What was typed is not stored: show what is."""
        if self._field is not None:
            self._field.restore(in_words(self._value))
        else:
            self.show_value(self._value)

    def flush(self) -> None:
        """Store what was typed, now."""
        if self._field is not None:
            self._field.flush()

    def _tick(self) -> None:
        chosen = [choice for box, choice in zip(self._boxes, self.attribute.choices, strict=True) if box.isChecked()]
        strange = [one for one in self._value if one not in chosen] if isinstance(self._value, list) else []
        self.changed.emit([*chosen, *(one for one in strange if one not in self.attribute.choices)])

    def _take(self, text: str) -> None:
        if self.attribute.type == "number":
            number = as_number(text)
            if number is None:
                self.refused.emit(self.tr("“{text}” is no number").format(text=one_line(text, 40)))
                self.show_again()
            else:
                self.changed.emit(number)
        elif self.attribute.type == "choices":
            self.changed.emit(_parts(text))
        else:
            self.changed.emit(text)


def in_words(value: AttributeValue | None) -> str:
    """A value as it is typed and shown."""
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, list) else str(value)


def _parts(text: str) -> list[str]:
    """Choices typed one after the other, with commas between them."""
    return [part for part in (part.strip() for part in text.split(",")) if part]


def as_number(text: str) -> int | float | None:
    """A number as people here write it; None for anything else."""
    plain = text.strip()
    if "_" in plain:
        return None  # Python's own way of writing a thousand
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        number = float(plain)
    except ValueError:
        locale = QLocale()
        locale.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)  # 1,000 is one here and a thousand there
        number, is_one = locale.toDouble(plain)
        if not is_one:
            return None
    return number if math.isfinite(number) else None


def common_width(rows: Sequence[FactRow], most: int) -> None:
    """Let the names of some rows be as wide as the widest of them, and no wider than ``most``."""
    width = min(max((row.name_width for row in rows), default=0), most)
    for row in rows:
        row.set_name_width(width)
