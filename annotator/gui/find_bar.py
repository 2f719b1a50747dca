"""Find in the article: a bar above the page, with the number of finds, next and previous."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from annotator.gui.text_field import TextField

if TYPE_CHECKING:
    from annotator.model.document import Document


class Searched(Protocol):
    """The part of the article view that finds."""

    def find(self, text: str, forward: bool) -> tuple[int, int]:
        """Go to the next or previous find; its number from 1 and how many there are, 0 for none."""

    def clear_find(self) -> None:
        """Take the marks of finds away."""


class FindBar(QWidget):
    """Searches while one types; Return and F3 go on, Shift back, Esc closes. What was sought is kept."""

    closed = Signal()
    took_room = Signal(int)
    """Pixels the bar takes from the top of the page, or gives back where that is negative."""

    def __init__(self, view: Searched, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self._view = view
        self.field = TextField(clearable=True)
        self.field.setObjectName("findField")
        self.field.setPlaceholderText(self.tr("Find in the article"))
        self.field.setAccessibleName(self.tr("Find in the article"))
        self.field.setMaximumWidth(420)
        self.field.textChanged.connect(self._on_text)
        self.field.installEventFilter(self)
        self.count = QLabel()
        self.count.setObjectName("findCount")
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self._button("‹", self.tr("Previous find"), self.previous))
        row.addWidget(self._button("›", self.tr("Next find"), self.next))
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self._button("×", self.tr("Close"), self.close_bar))
        self.setVisible(False)

    def setVisible(self, visible: bool) -> None:
        was_hidden = self.isHidden()
        super().setVisible(visible)
        if was_hidden == visible:
            height = self.sizeHint().height()
            self.took_room.emit(height if visible else -height)

    def _button(self, sign: str, name: str, verb: object) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(verb)
        return button

    def open_with(self, text: str) -> None:
        """Show the bar with words to seek; none keeps what was sought before."""
        self.setVisible(True)
        if text and text != self.field.text():
            self.field.setText(text)
        elif self.field.text():
            self._go(forward=True)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def seek(self, words: str) -> None:
        """Show the first of the words a search was for, and leave the keys where they are.

        Nothing is shown where the article has none of them, because its title or key was found.
        """
        for wanted in dict.fromkeys([words, *sorted(words.split(), key=len, reverse=True)]):
            index, count = self._view.find(wanted, True)
            if count:
                self.field.blockSignals(True)
                self.field.setText(wanted)
                self.field.blockSignals(False)
                self.setVisible(True)
                self._show_count(index, count)
                return
        if self.isVisible():
            self.close_bar()

    def next(self) -> None:
        self._open_and_go(forward=True)

    def previous(self) -> None:
        self._open_and_go(forward=False)

    def close_bar(self) -> None:
        """Hide the bar and its marks; the words stay for F3."""
        self.setVisible(False)
        self._view.clear_find()
        self.closed.emit()

    def show_document(self, document: Document | None) -> None:
        """Another article is shown: an open bar seeks the same words there."""
        if self.isVisible() and self.field.text() and document is not None:
            self._go(forward=True)

    def _open_and_go(self, *, forward: bool) -> None:
        if not self.field.text():
            self.open_with("")
            return
        self.setVisible(True)
        self._go(forward=forward)

    def _on_text(self, text: str) -> None:
        if text:
            self._go(forward=True)
        else:
            self._view.clear_find()
            self.count.setText("")

    def _go(self, *, forward: bool) -> None:
        self._show_count(*self._view.find(self.field.text(), forward))

    def _show_count(self, index: int, count: int) -> None:
        if not self.field.text():
            self.count.setText("")
        elif not count:
            self.count.setText(self.tr("Not in this article"))
        else:
            self.count.setText(self.tr("{index} of {count}").format(index=index, count=count))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                # With Ctrl they are Done and Skip, which the window hears.
                if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self._go(forward=not back)
                    return True
            elif event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)
