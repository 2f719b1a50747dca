"""A list of painted rows that stays quick however long it is.

A table view with one column: unlike a list view it does not walk over all rows when one is added, which is
what keeps 100,000 documents, or 20,000 spans, as quick as ten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from annotator.gui import theme
from annotator.gui.drawing import draw_words
from annotator.gui.scroll_bar import make_slim

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QStyledItemDelegate, QWidget


_MOVING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


class RowView(QTableView):
    """Rows one under the other; the model has one column, the delegate paints all of it.

    Return and a click say ``row_activated``; the arrow keys move the place of the keys. A letter typed says
    ``typed``, for the filter field; Delete says ``delete_pressed``.
    """

    row_activated = Signal(int)
    row_moved = Signal(int)
    """A key, not a change of the list, has moved the place of the keys to this row."""
    row_returned = Signal(int)
    """Return was pressed on this row; said in place of ``row_activated`` where ``tells_return``."""
    escaped = Signal()
    typed = Signal(str)
    delete_pressed = Signal(int)

    def __init__(self, delegate: QStyledItemDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty_text = ""
        """What stands in the middle while there is no row."""
        self.tells_return = False
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        make_slim(self)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._hovered = -1
        theme.notifier().changed.connect(self.viewport().update)

    def set_row_height(self, height: int) -> None:
        """One height for all rows, in device-independent pixels."""
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)

    def hovered_row(self) -> int:
        """The row under the pointer, or -1."""
        return self._hovered

    def has_keys(self, row: int) -> bool:
        """Whether the keys act on this row."""
        return self.hasFocus() and self.currentIndex().row() == row

    def update_row(self, row: int) -> None:
        """Paint one row again, if it is in sight."""
        model = self.model()
        if 0 <= row < model.rowCount():
            self.viewport().update(self.visualRect(model.index(row, 0)))

    def go_to_row(self, row: int) -> None:
        """Move the place of the keys there and bring it into sight."""
        model = self.model()
        if not 0 <= row < model.rowCount():
            self.setCurrentIndex(QModelIndex())
            return
        index = model.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    # What the user does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        row = self.rowAt(int(event.position().y()))
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.row_activated.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(int(event.position().y())))
        if not event.buttons():
            super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and self.tells_return and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.row_returned.emit(row)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and row >= 0:
            self.row_activated.emit(row)
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row >= 0:
            self.delete_pressed.emit(row)
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            # In a table these go along the row; here there is only one column.
            self.go_to_row(0 if key == Qt.Key.Key_Home else self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)  # Escape goes on, to whatever window the list is in
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
        moved = self.currentIndex().row()
        if moved >= 0 and moved != row and key in _MOVING:
            self.row_moved.emit(moved)

    def keyboardSearch(self, search: str) -> None:
        # Qt would compare every row, and read 100,000 of them for it.
        self.typed.emit(search)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            top = self.rowAt(0)
            self.setCurrentIndex(self.model().index(max(top, 0), 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty_text and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.current().muted)
            painter.setFont(theme.scaled(self.font(), 0.92))
            area = QRectF(self.viewport().rect()).adjusted(18, 14, -18, 0)
            for line in self.empty_text.split("\n"):
                area.setHeight(painter.fontMetrics().height() + 4)
                draw_words(painter, area, line, centre=True)
                area.translate(0, area.height())

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.setParent(self)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            self.update_row(before)
            self.update_row(row)
