"""What all dialogs share: margins, headings, notes, one line for what is wrong, and no waiting.

A dialog is opened over its window (``open``) and says what was chosen by a signal; nothing waits for one.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.theme import scaled

_AIR = 6
"""Between the frame of a list and its words."""


class Dialog(QDialog):
    """A dialog with a body and a row of buttons; closing destroys it."""

    def __init__(self, parent: QWidget | None, title: str, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 18)
        outer.setSpacing(18)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        outer.addLayout(self.body, 1)
        self.trouble = message("", bad=True)
        self.trouble.setVisible(False)
        outer.addWidget(self.trouble)
        self.buttons = QDialogButtonBox(self)
        outer.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def add_button(self, text: str, role: QDialogButtonBox.ButtonRole, *, name: str = "") -> QPushButton:
        button = self.buttons.addButton(text, role)
        button.setObjectName(name)
        return button

    def complain(self, sentence: str) -> None:
        """Show what is wrong above the buttons; an empty sentence takes it away."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))


def heading(text: str) -> QLabel:
    """The first line of a dialog or of a part of one."""
    label = _plain_label(text)
    label.setFont(scaled(label.font(), 1.25, bold=True))
    return label


def part(text: str) -> QLabel:
    """A small heading."""
    label = _plain_label(text)
    label.setFont(scaled(label.font(), 0.92, bold=True))
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def message(text: str, *, muted: bool = False, bad: bool = False) -> QLabel:
    """Words that wrap, can be selected and copied, and are never read as markup."""
    label = _plain_label(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # Roles, not colours, so that they follow a change of theme; BrightText is the theme's colour for trouble.
    if muted:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    if bad:
        label.setForegroundRole(QPalette.ColorRole.BrightText)
    return label


def _plain_label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    # Room that is left belongs to lists and fields, not between words.
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


class RoomyRows(QStyledItemDelegate):
    """Rows of a list with air around their words."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        # The ground goes from edge to edge, the words keep away from the frame.
        style, widget = QApplication.style(), option.widget
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(_AIR, 0, -_AIR, 0)
        inner.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, inner, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + 2 * _AIR, round(option.fontMetrics.height() * 1.6))
