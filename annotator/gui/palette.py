"""The command palette: every verb by a few letters of its name, with its keys beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui import theme
from annotator.gui.drawing import draw_ground, draw_key_cap, draw_outline, draw_words, width_of
from annotator.gui.fuzzy import score
from annotator.gui.scroll_bar import make_slim
from annotator.gui.text_field import TextField
from annotator.gui.theme import scaled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Index = QModelIndex | QPersistentModelIndex
MARGIN = 10
ROWS = 10


class Command(NamedTuple):
    """One line of the palette: what it is called, where it stands in the menus, its keys, what it does."""

    title: str
    menu: str
    keys: tuple[str, ...]
    run: Callable[[], object]


class CommandModel(QAbstractListModel):
    """The commands that fit what was typed, the best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Command] = []
        self._shown: list[Command] = []

    def set_commands(self, commands: Sequence[Command]) -> None:
        self._all = list(commands)
        self.filter("")

    def filter(self, typed: str) -> None:
        self.beginResetModel()
        scored = []
        for order, command in enumerate(self._all):
            points = score(typed, command.title)
            if points is None and (whole := score(typed, f"{command.menu} {command.title}")) is not None:
                points = whole - 1000
            if points is not None:
                scored.append((-points, order, command))
        self._shown = [command for _, _, command in sorted(scored, key=lambda item: item[:2])]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        command = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return command.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{command.title}, {', '.join(command.keys)}" if command.keys else command.title
        return None

    def command(self, row: int) -> Command:
        return self._shown[row]


class CommandDelegate(QStyledItemDelegate):
    """Title at the left, menu in a quiet voice behind it, key caps at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, round(option.fontMetrics.height() * 1.9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, CommandModel):
            return
        command, colours = model.command(index.row()), theme.current()
        area = QRectF(option.rect).adjusted(2, 1, -2, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        draw_ground(painter, area, chosen=chosen, hovered=False, focused=False)
        inner = area.adjusted(MARGIN, 0, -MARGIN, 0)
        backwards = option.direction == Qt.LayoutDirection.RightToLeft
        small = scaled(option.font, 0.86)
        for key in reversed(command.keys[:2]):
            width = _key_width(painter, small, key)
            at = inner.left() if backwards else inner.right() - width
            draw_key_cap(painter, QRectF(at, inner.top() + 4, width, inner.height() - 8), key, font=small)
            inner.adjust(width + 6 if backwards else 0, 0, 0 if backwards else -width - 6, 0)
        painter.setPen(colours.ink)
        painter.setFont(option.font)
        draw_words(painter, inner, command.title, right_to_left=backwards)
        taken = width_of(painter, command.title, inner)
        painter.setPen(colours.muted)
        painter.setFont(small)
        rest = inner.adjusted(0 if backwards else taken + 12, 0, -taken - 12 if backwards else 0, 0)
        draw_words(painter, rest, command.menu, right_to_left=backwards)
        painter.restore()


def _key_width(painter: QPainter, font: object, key: str) -> float:
    painter.setFont(font)  # type: ignore[arg-type]  # a QFont; mypy sees the overloads as exclusive
    return max(24.0, painter.fontMetrics().horizontalAdvance(key) + 14.0)


class CommandPalette(QFrame):
    """A sheet over the window; it goes at Esc, at Return, and when the focus goes elsewhere."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("commandPalette")
        self.field = TextField()
        self.field.setObjectName("commandField")
        self.field.setPlaceholderText(self.tr("Type a command"))
        self.field.setAccessibleName(self.tr("Type a command"))
        self.field.installEventFilter(self)
        self.model = CommandModel(self)
        self.list = QListView()
        self.list.setObjectName("commandList")
        make_slim(self.list)
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(CommandDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().setAutoFillBackground(False)
        self.list.clicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self._filter)
        self.setVisible(False)

    def open_with(self, commands: Sequence[Command]) -> None:
        """Show these commands, all of them first."""
        self.model.set_commands(commands)
        self.field.clear()
        self._filter("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """Stand in the upper middle of the window."""
        room = self._over.size()
        width = min(620, room.width() - 40)
        row = round(self.fontMetrics().height() * 1.9)
        rows = max(1, min(ROWS, self.model.rowCount()))
        height = min(self.field.sizeHint().height() + row * rows + 3 * MARGIN, room.height() - 80)
        self.setGeometry((room.width() - width) // 2, 56, width, height)

    def close_palette(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _filter(self, typed: str) -> None:
        self.model.filter(typed)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.scrollToTop()
        self.place()

    def _run(self, index: QModelIndex) -> None:
        command = self.model.command(index.row())
        # Closed first, so that the focus is back in the article when the command acts on it.
        self.close_palette()
        command.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            # A menu of the field takes the focus for a while, and so does another window.
            if QApplication.activePopupWidget() is None and QApplication.activeWindow() is not None:
                self.close_palette()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        row, last = self.list.currentIndex().row(), self.model.rowCount() - 1
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_palette()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if row >= 0:
                    self._run(self.list.currentIndex())
            case Qt.Key.Key_Down:
                self.list.setCurrentIndex(self.model.index(0 if row >= last else row + 1, 0))
            case Qt.Key.Key_Up:
                self.list.setCurrentIndex(self.model.index(last if row <= 0 else row - 1, 0))
            case Qt.Key.Key_PageDown:
                self.list.setCurrentIndex(self.model.index(min(last, row + ROWS), 0))
            case Qt.Key.Key_PageUp:
                self.list.setCurrentIndex(self.model.index(max(0, row - ROWS), 0))
            case _:
                return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.current()
        painter.fillRect(self.rect(), colours.window)
        draw_outline(painter, QRectF(self.rect()), colours.faint, colours.panel)
        painter.end()
