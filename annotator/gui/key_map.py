"""Which keys every verb has, as the table gives them and the user changed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence

from annotator.gui.actions import ACTIONS, BY_NAME

if TYPE_CHECKING:
    from annotator.gui.settings import Settings

_CARET_KEYS = frozenset(
    modifiers + key
    for key in ("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown")
    for modifiers in ("", "Shift+", "Ctrl+", "Ctrl+Shift+")
) - {"Ctrl+Up", "Ctrl+Down"}
_FIELD_KEYS = frozenset({"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X"})
_WITH_A_COMMAND_KEY = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class KeyMap(QObject):
    """The keys in force. Keys are portable text such as ``Ctrl+Shift+A``."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent or settings)
        self._settings = settings
        settings.changed.connect(self._on_setting)

    def _on_setting(self, key: str) -> None:
        if key == "keys":
            self.changed.emit()

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of an action now."""
        chosen = self._settings.keys(name)
        return BY_NAME[name].keys if chosen is None else chosen

    def is_changed(self, name: str) -> bool:
        return self._settings.keys(name) is not None

    def set(self, name: str, keys: tuple[str, ...]) -> str:
        """Give an action other keys; a sentence why not, or empty when it was done."""
        for key in keys:
            if reason := self.why_not(name, key):
                return reason
        self._settings.set_keys(name, None if keys == BY_NAME[name].keys else keys)
        return ""

    def reset(self, name: str) -> str:
        """Give an action its own keys back; a sentence why not (another may have taken one)."""
        return self.set(name, BY_NAME[name].keys)

    def reset_all(self) -> None:
        for action in ACTIONS:
            if self.is_changed(action.name):
                self._settings.set_keys(action.name, None)

    def why_not(self, name: str, key: str) -> str:
        """Why an action cannot have a key, as a sentence; empty if it can."""
        sequence = QKeySequence(key)
        if sequence.count() != 1:
            return self.tr("Press one key, with Ctrl, Shift or Alt if you like.")
        shown = shown_key(key)
        combination = sequence[0]  # type: ignore[index]  # the stubs leave its __getitem__ out
        code = combination.key()
        bare = not combination.keyboardModifiers() & _WITH_A_COMMAND_KEY
        if key not in BY_NAME[name].keys:
            if bare and _is_label_key(code):
                return self.tr("{key} cannot be used: letters and digits label the text.").format(key=shown)
            if bare and BY_NAME[name].scope == "window" and not Qt.Key.Key_F1 <= code <= Qt.Key.Key_F35:
                return self.tr("{key} cannot be used: text fields need it; add Ctrl or Alt.").format(key=shown)
            if key in _CARET_KEYS:
                return self.tr("{key} cannot be used: it moves the caret.").format(key=shown)
            if key in _FIELD_KEYS:
                return self.tr("{key} cannot be used: text fields need it.").format(key=shown)
        if taken := self.owner(sequence, other_than=name):
            title = BY_NAME[taken].title.rstrip("…")
            return self.tr("{key} belongs to “{action}”; give that another key first.").format(key=shown, action=title)
        return ""

    def owner(self, sequence: QKeySequence, *, other_than: str = "") -> str:
        """The name of the action that has a key, empty if none has."""
        for action in ACTIONS:
            if action.name != other_than:
                for key in self.keys(action.name):
                    if QKeySequence(key) == sequence:
                        return action.name
        return ""


def shown_key(key: str) -> str:
    """A key as this desktop writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _is_label_key(code: int) -> bool:
    """Whether a key's symbol is a letter or digit of any script."""
    return code <= 0x10FFFF and chr(code).isalnum()
