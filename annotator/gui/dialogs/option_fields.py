"""Fields for the options of a format: a list to choose from where it names choices, else a line to type in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QStyle, QStyleOptionComboBox, QStylePainter, QVBoxLayout, QWidget

from annotator.gui.format_texts import choice_text, option_title
from annotator.gui.panel_frame import empty
from annotator.gui.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QPaintEvent, QWheelEvent

    from annotator.formats.base import Option


class OptionFields(QWidget):
    """The options of one format, each with its title above it."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefix = name
        self._options: tuple[Option, ...] = ()
        self._fields: dict[str, Choice | TextField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def show_options(self, options: Iterable[Option], values: Mapping[str, str]) -> None:
        """Show these options; one without a value has its default."""
        empty(self._column)
        self._options, self._fields = tuple(options), {}
        for option in self._options:
            value = values.get(option.name, option.default)
            field: Choice | TextField
            if option.choices:
                field = Choice([(choice, choice_text(choice)) for choice in option.choices])
                field.choose(value)
                field.changed.connect(self.changed)
            else:
                field = TextField(value)
                field.textEdited.connect(self.changed)
            field.setObjectName(f"{self._prefix}-{option.name}")
            self._fields[option.name] = field
            self._column.addWidget(titled(option_title(option.title), field))
        self.setVisible(bool(self._options))

    def values(self) -> dict[str, str]:
        """What differs from the defaults."""
        found = {}
        for option in self._options:
            field = self._fields[option.name]
            value = field.value() if isinstance(field, Choice) else field.text()
            if value != option.default:
                found[option.name] = value
        return found

    def field(self, name: str) -> Choice | TextField:
        return self._fields[name]


class Choice(QComboBox):
    """A list to choose from that never grows with its longest entry, and does not turn under the wheel."""

    changed = Signal()

    def __init__(self, choices: Iterable[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(24)
        for value, text in choices:
            self.addItem(text, value)
        self.activated.connect(self.changed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As any list, but what does not fit ends in an ellipsis."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width() - 6
        text = option.currentText if self.currentIndex() >= 0 else self.placeholderText()
        option.currentText = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:
        """The open list is as wide as its longest entry."""
        widest = max(
            (self.fontMetrics().horizontalAdvance(self.itemText(row)) for row in range(self.count())), default=0
        )
        self.view().setMinimumWidth(min(widest + 40, 720))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that scrolls the form must not change what stands under the pointer."""
        event.ignore()

    def choose(self, value: str) -> None:
        """Show this value, if it is among the choices."""
        self.setCurrentIndex(self.findData(value))

    def value(self) -> str:
        return str(self.currentData() or "")


def titled(title: str, field: QWidget) -> QWidget:
    """A field with its title above it, which is also its name for screen readers."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    label = QLabel(title)
    label.setWordWrap(True)
    label.setBuddy(field)
    field.setAccessibleName(title.replace("&", ""))
    column.addWidget(label)
    column.addWidget(field)
    return whole
