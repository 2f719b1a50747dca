"""All keys at a glance: search them, change them, give them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.gui.actions import ACTIONS, menu_title
from annotator.gui.dialogs.frame import Dialog, RoomyRows, heading
from annotator.gui.key_map import shown_key
from annotator.gui.scroll_bar import make_slim
from annotator.gui.text_field import TextField

if TYPE_CHECKING:
    from annotator.gui.key_map import KeyMap

# fmt: off
FIXED: tuple[tuple[str, str, str], ...] = (
    ("labelling", "1 … 9", str(QT_TRANSLATE_NOOP("FixedKeys", "Label with this number’s label; on its span: grow"))),
    ("labelling", "A … Z", str(QT_TRANSLATE_NOOP("FixedKeys", "Label with the label of this letter"))),
    ("labelling", str(QT_TRANSLATE_NOOP("FixedKeys", "Shift+A … Z")),
     str(QT_TRANSLATE_NOOP("FixedKeys", "Shrink the span that has this label"))),
    ("mouse", str(QT_TRANSLATE_NOOP("FixedKeys", "Drag")),
     str(QT_TRANSLATE_NOOP("FixedKeys", "Select whole words"))),
    ("mouse", str(QT_TRANSLATE_NOOP("FixedKeys", "Alt+Drag")),
     str(QT_TRANSLATE_NOOP("FixedKeys", "Select exact characters"))),
    ("mouse", str(QT_TRANSLATE_NOOP("FixedKeys", "Click")),
     str(QT_TRANSLATE_NOOP("FixedKeys", "Select the span there; on a lane, its span"))),
    ("mouse", str(QT_TRANSLATE_NOOP("FixedKeys", "Alt+Click")),
     str(QT_TRANSLATE_NOOP("FixedKeys", "Select the next span around"))),
    ("mouse", str(QT_TRANSLATE_NOOP("FixedKeys", "2, 3, 4 × Click")),
     str(QT_TRANSLATE_NOOP("FixedKeys", "Select a word, a sentence, a paragraph"))),
    ("mouse", str(QT_TRANSLATE_NOOP("FixedKeys", "Ctrl+Wheel")),
     str(QT_TRANSLATE_NOOP("FixedKeys", "Larger or smaller text"))),
    ("caret", "← → ↑ ↓", str(QT_TRANSLATE_NOOP("FixedKeys", "Move the caret; Ctrl: by words, Shift: select"))),
)
# fmt: on
"""What cannot be changed: where it is shown, the key as written, what it does."""

FIXED_GROUPS: dict[str, str] = {
    "labelling": str(QT_TRANSLATE_NOOP("FixedKeys", "Labelling")),
    "mouse": str(QT_TRANSLATE_NOOP("FixedKeys", "Mouse")),
    "caret": str(QT_TRANSLATE_NOOP("FixedKeys", "Caret")),
}
NAME = Qt.ItemDataRole.UserRole


class KeyCatcher(TextField):
    """A field that takes one key with its modifiers, whatever that key does elsewhere."""

    caught = Signal(str)
    """The key as portable text."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("keyCatcher")
        self.setReadOnly(True)
        # Not in the middle: there Qt hides the words as soon as the field has the keys.
        self.setPlaceholderText(self.tr("Press the new key…"))
        self.setAccessibleName(self.tr("Press the new key…"))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._catch(event)
            return True
        return super().event(event)

    def _catch(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MODIFIER_KEYS or event.isAutoRepeat():
            return
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Backtab:
            key, modifiers = Qt.Key.Key_Tab, modifiers | Qt.KeyboardModifier.ShiftModifier
        sequence = QKeySequence(QKeyCombination(modifiers, key))
        self.caught.emit(sequence.toString(QKeySequence.SequenceFormat.PortableText))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


_MODIFIER_KEYS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Meta,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_unknown,
    }
)


class KeysDialog(Dialog):
    """The overview; a double click or Return on a verb changes its key."""

    def __init__(self, parent: QWidget | None, key_map: KeyMap) -> None:
        super().__init__(parent, "", "keysDialog")
        self.setWindowTitle(self.tr("Keys"))
        self._key_map = key_map
        self.body.addWidget(heading(self.tr("Keys")))
        self.search = TextField(clearable=True)
        self.search.setObjectName("keySearch")
        self.search.setPlaceholderText(self.tr("Find a command or a key"))
        self.search.setAccessibleName(self.tr("Find a command or a key"))
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.body.addWidget(self.search)
        self.tree = QTreeWidget()
        self.tree.setObjectName("keyList")
        make_slim(self.tree)
        self.tree.setAccessibleName(self.tr("Commands and their keys"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setIndentation(14)
        self.tree.setItemDelegate(RoomyRows(self.tree))
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        self.tree.itemActivated.connect(self._begin)
        self.tree.currentItemChanged.connect(self._on_current)
        self.body.addWidget(self.tree, 1)
        self._add_change_row()
        close = self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        self._reset_all = self.add_button(
            self.tr("Reset all"), QDialogButtonBox.ButtonRole.ResetRole, name="resetAllButton"
        )
        self._reset_all.setAutoDefault(False)
        self._reset_all.clicked.connect(self._on_reset_all)
        # Room is kept for the prompt and for what is wrong, so that nothing jumps under the pointer.
        self.trouble.setMinimumHeight(self.trouble.fontMetrics().lineSpacing())
        for part in (self.trouble, self.catcher):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._fill()
        key_map.changed.connect(self._show_keys)
        self.resize(720, 680)
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and watched is self.search
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self._enter_list()
            return True
        return super().eventFilter(watched, event)

    def _enter_list(self) -> None:
        """From the search field into the list, at the first verb that is shown."""
        shown = [item for item in self._items.values() if not item.isHidden()]
        if shown and self.tree.currentItem() not in shown:
            self.tree.setCurrentItem(shown[0])
        self.tree.setFocus()

    def _add_change_row(self) -> None:
        row = QHBoxLayout()
        self.change = QPushButton(self.tr("Change key…"))
        self.change.setObjectName("changeKeyButton")
        self.add = QPushButton(self.tr("Add a key…"))
        self.clear = QPushButton(self.tr("No key"))
        self.reset = QPushButton(self.tr("Reset"))
        for button, verb in (
            (self.change, self._begin),
            (self.add, self._begin_adding),
            (self.clear, self._on_clear),
            (self.reset, self._on_reset),
        ):
            button.setAutoDefault(False)
            button.setEnabled(False)
            button.clicked.connect(verb)
            row.addWidget(button)
        self.catcher = KeyCatcher()
        self.catcher.setVisible(False)
        self.catcher.caught.connect(self._on_caught)
        self.catcher.left.connect(self._end)
        row.addWidget(self.catcher, 1)
        self.body.addLayout(row)
        self._adding = False

    def _fill(self) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for group, title in FIXED_GROUPS.items():
            groups[group] = self._group(QCoreApplication.translate("FixedKeys", title))
        for group, key, text in FIXED:
            words = [QCoreApplication.translate("FixedKeys", word) for word in (text, key)]
            QTreeWidgetItem(groups[group], words)
        for action in ACTIONS:
            top = action.menu.partition("/")[0]
            if top not in groups:
                groups[top] = self._group(menu_title(top))
            title = action.title.rstrip("…")
            if "/" in action.menu:
                title = f"{menu_title(action.menu)}: {title}"
            item = QTreeWidgetItem(groups[top], [title, ""])
            item.setData(0, NAME, action.name)
            self._items[action.name] = item
        self._show_keys()
        self.tree.expandAll()

    def _group(self, title: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self.tree, [title])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        group.setForeground(0, self.palette().brush(QPalette.ColorRole.PlaceholderText))
        return group

    def _show_keys(self) -> None:
        for name, item in self._items.items():
            item.setText(1, "   ".join(shown_key(key) for key in self._key_map.keys(name)))
            font = item.font(1)
            font.setBold(self._key_map.is_changed(name))
            item.setFont(1, font)
        self._on_current()

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        for at in range(self.tree.topLevelItemCount()):
            group, shown = self.tree.topLevelItem(at), 0
            assert group is not None
            for row in range(group.childCount()):
                item = group.child(row)
                assert item is not None
                text = f"{group.text(0)} {item.text(0)} {item.text(1)}".casefold()
                fits = all(word in text for word in words)
                item.setHidden(not fits)
                shown += fits
            group.setHidden(not shown)

    # Changing

    def _name(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, NAME) or "") if item else ""

    def _on_current(self) -> None:
        name = self._name()
        self.complain("")
        for button in (self.change, self.add):
            button.setEnabled(bool(name))
        self.clear.setEnabled(bool(name) and bool(self._key_map.keys(name)))
        self.reset.setEnabled(bool(name) and self._key_map.is_changed(name))

    def _begin(self) -> None:
        self._catch(adding=False)

    def _begin_adding(self) -> None:
        self._catch(adding=True)

    def _catch(self, *, adding: bool) -> None:
        if self._name():
            self._adding = adding
            self.complain("")
            self.catcher.clear()
            self.catcher.setVisible(True)
            self.catcher.setFocus()

    def _on_caught(self, key: str) -> None:
        name = self._name()
        now = self._key_map.keys(name)
        if key == "Esc" and "Esc" not in self._key_map.keys(name):
            self._end()
            return
        wanted = (*now, key) if self._adding and key not in now else now if self._adding else (key,)
        reason = self._key_map.set(name, wanted)
        if reason:
            self.catcher.setText(shown_key(key))
        else:
            self._end()
        self.complain(reason)

    def _end(self) -> None:
        if self.catcher.isVisible():
            self.catcher.setVisible(False)
            self.tree.setFocus()

    def _on_clear(self) -> None:
        self.complain(self._key_map.set(self._name(), ()))

    def _on_reset(self) -> None:
        self.complain(self._key_map.reset(self._name()))

    def _on_reset_all(self) -> None:
        self._key_map.reset_all()
