"""Text fields that are as tall as their text: one to read in, one to write a note in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from annotator.gui import theme
from annotator.gui.drawing import draw_outline, is_right_to_left
from annotator.gui.scroll_bar import make_slim
from annotator.gui.wrapping import wrap_mode

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent

SAVE_PAUSE = 1500
"""Milliseconds without a key before a note is stored."""


class GrowingText(QPlainTextEdit):
    """Plain text between ``least`` and ``most`` lines tall; beyond that it scrolls."""

    def __init__(self, parent: QWidget | None = None, *, least: int = 1, most: int = 6) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        make_slim(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().documentLayout().documentSizeChanged.connect(self._take_height)
        theme.notifier().changed.connect(self._take_theme)
        self._take_theme()
        self._take_height()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.height())

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._take_height()

    def _take_height(self) -> None:
        # A plain text edit counts its document's height in lines, wrapped ones too.
        tall = round(self.document().size().height())
        lines = min(max(tall, self._least), self._most)
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bar.ScrollBarAsNeeded if tall > self._most else bar.ScrollBarAlwaysOff)
        margins = 2 * self.document().documentMargin() + self.frameWidth() * 2
        height = round(self._height_of(lines) + margins) + 2
        if height != self.height():
            self.setFixedHeight(height)

    def _height_of(self, lines: int) -> float:
        """Height of the first lines as they are laid out: a fallback font's are taller than this font's own."""
        height, left = 0.0, lines
        block = self.document().firstBlock()
        while block.isValid() and left > 0:
            layout = block.layout()
            for number in range(min(layout.lineCount(), left)):
                height += layout.lineAt(number).height()
            left -= max(layout.lineCount(), 1)
            block = block.next()
        return max(height + max(left, 0) * self.fontMetrics().lineSpacing(), lines * self.fontMetrics().lineSpacing())

    def setPlainText(self, text: str) -> None:
        mode = wrap_mode(text)
        if mode != self.wordWrapMode():
            # Not with the old words in it: laid out once more, and in the way that has no end for them.
            with QSignalBlocker(self):
                super().setPlainText("")
            self.setWordWrapMode(mode)
        super().setPlainText(text)
        stand_by_words(self)

    def _take_theme(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, theme.current().ink)
        palette.setColor(QPalette.ColorRole.PlaceholderText, theme.current().muted)
        self.setPalette(palette)


def stand_by_words(field: QPlainTextEdit) -> None:
    """Let the text of a field stand at the side its first letter runs from; a plain text edit never asks."""
    option = field.document().defaultTextOption()
    side = Qt.AlignmentFlag.AlignRight if is_right_to_left(field.toPlainText()) else Qt.AlignmentFlag.AlignLeft
    if option.alignment() != side or option.textDirection() != Qt.LayoutDirection.LayoutDirectionAuto:
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setAlignment(side)
        field.document().setDefaultTextOption(option)


class ReadingText(GrowingText):
    """Somebody's words to read and copy."""

    def __init__(self, parent: QWidget | None = None, *, most: int = 6) -> None:
        super().__init__(parent, most=most)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.document().setDocumentMargin(0)


class NoteField(GrowingText):
    """A note that is stored as one edit: after a pause, on Ctrl+Return, and when the focus goes.

    ``noted`` carries the text; it comes only when the text differs from what was last shown or said.
    """

    noted = Signal(str)
    left = Signal()
    """Escape or Ctrl+Return: the note is stored, the focus belongs to the article again."""

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, least=2, most=8)
        self._note = ""
        self._shown = ""
        """The stored note as the field gives it back: it alters no-break spaces and line ends."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.document().setDocumentMargin(6)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SAVE_PAUSE)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(self._on_typed)

    def show_note(self, note: str) -> None:
        """Show a stored note. What is being typed and not stored yet stays."""
        if self.is_pending() or note == self._note:
            return
        self._note = note
        if self.toPlainText() != note:
            self.setPlainText(note)
        self._shown = self.toPlainText()
        self._pause.stop()

    def keep(self, words: str, stored: str) -> None:
        """Show words that could not be stored, in place of the stored ones; the next chance tries them again."""
        if self.toPlainText() != words:
            self.setPlainText(words)
        self._note = self._shown = stored
        self._pause.stop()

    def let_go(self) -> None:
        """The words shown belong to something that is not shown any more."""
        self._note = self._shown = self.toPlainText()
        self._pause.stop()

    def is_pending(self) -> bool:
        """Whether something was typed that is not stored yet."""
        return self.toPlainText() != self._shown

    def flush(self) -> None:
        """Store what was typed, now."""
        self._pause.stop()
        text = self.toPlainText()
        if text != self._shown:
            self._shown = self._note = text
            self.noted.emit(text)

    def _on_typed(self) -> None:
        if self.is_pending():
            self._pause.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.flush()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Without this the window's "done and next" takes Ctrl+Return away from the note.
        if event.type() == QEvent.Type.ShortcutOverride and self._is_ctrl_return(event):
            event.accept()
            return True
        return super().event(event)

    def _is_ctrl_return(self, event: QEvent) -> bool:
        from PySide6.QtGui import QKeyEvent

        return (
            isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self.viewport())
        focused = self.hasFocus()
        edge = colours.focus if focused else colours.line
        area = QRectF(self.viewport().rect())
        draw_outline(painter, area, edge, colours.field, width=1.5 if focused else 1.0)
        painter.end()
        super().paintEvent(event)
