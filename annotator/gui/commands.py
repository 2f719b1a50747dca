"""The actions of one window: QActions made from the table, with the keys the user chose, and their menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from annotator.gui import actions
from annotator.gui.actions import ACTIONS, BY_NAME, WITHOUT_PROJECT, Action
from annotator.gui.key_map import shown_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QMenu, QWidget

    from annotator.gui.key_map import KeyMap
    from annotator.gui.palette import Command
    from annotator.model.scheme import Label


class Commands(QObject):
    """Makes every action of the table once, keeps their keys as chosen, and runs the verbs.

    Verbs may be given later (``set_verbs``); an action whose verb is not there does nothing and is disabled.
    """

    def __init__(self, window: QWidget, key_map: KeyMap) -> None:
        super().__init__(window)
        self._window = window
        self._key_map = key_map
        self._verbs: dict[str, Callable[[], object]] = {}
        self._actions: dict[str, QAction] = {}
        self._has_project = False
        for action in ACTIONS:
            self._actions[action.name] = self._make(action)
        self._apply_keys()
        key_map.changed.connect(self._apply_keys)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def _make(self, action: Action) -> QAction:
        made = QAction(self._window)
        made.setText(action.title)
        made.setObjectName(action.name)
        made.setCheckable(action.checkable)
        made.setEnabled(False)
        # A held key would undo everything or run through the documents, so only moves repeat.
        made.setAutoRepeat(action.name in _REPEATING)
        made.triggered.connect(self._on_triggered)
        if action.scope == "window":
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._window.addAction(made)
        else:
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return made

    def _on_triggered(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.run(sender.objectName())

    def run(self, name: str) -> None:
        """Do what an action's name says, if it can be done now."""
        verb = self._verbs.get(name)
        if verb is not None and self._actions[name].isEnabled():
            verb()

    def set_verbs(self, verbs: Mapping[str, Callable[[], object]]) -> None:
        """Add verbs by the names of the table; KeyError for a name that is not in it."""
        for name, verb in verbs.items():
            self._verbs[BY_NAME[name].name] = verb
        self.set_has_project(self._has_project)

    def set_has_project(self, has: bool) -> None:
        """Enable what can be done with, or without, an open project."""
        self._has_project = has
        for name, made in self._actions.items():
            made.setEnabled(name in self._verbs and (has or name in WITHOUT_PROJECT))

    def bind_article(self, view: QWidget) -> None:
        """Give the article's own keys to its view."""
        for action in ACTIONS:
            if action.scope == "article":
                view.addAction(self._actions[action.name])

    # Keys

    def _apply_keys(self) -> None:
        for name, made in self._actions.items():
            made.setShortcuts([QKeySequence(key) for key in self._key_map.keys(name)])

    # Menus

    def fill_menu(self, menu: QMenu, name: str, submenus: dict[str, QMenu] | None = None) -> None:
        """Put the entries of one of the table's menus into a QMenu; its submenus are left in ``submenus``."""
        for entry in actions.menu_entries(name):
            if isinstance(entry, str):
                submenu = menu.addMenu(plain(actions.menu_title(entry)))
                self.fill_menu(submenu, entry, submenus)
                if submenus is not None:
                    submenus[entry] = submenu
                continue
            if entry.separator and not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(self._actions[entry.name])

    def fill_context_menu(
        self, menu: QMenu, labels: Sequence[Label], also: Callable[[Label], object]
    ) -> dict[str, QMenu]:
        """Put every verb of spans, and some others, into the article's context menu; gives its submenus."""
        submenus: dict[str, QMenu] = {}
        self.fill_menu(menu, "span", submenus)
        fill_labels(submenus["span/also"], labels, also)
        menu.addSeparator()
        for name in actions.CONTEXT_MENU:
            menu.addAction(self._actions[name])
        return submenus

    def show_labels(self, labels: Sequence[Label]) -> None:
        """Call the verbs that relabel by the labels' names; those without a label are hidden."""
        for number in range(1, 10):
            made = self._actions[f"span.relabel_{number}"]
            made.setVisible(number <= len(labels))
            if number <= len(labels):
                made.setText(plain(labels[number - 1].short_name))

    def palette_commands(self) -> list[Command]:
        """Every verb that can be done now, for the command palette."""
        from annotator.gui.palette import Command

        found = []
        for action in ACTIONS:
            made = self._actions[action.name]
            if made.isEnabled() and made.isVisible() and action.name != "view.palette":
                top, _, sub = action.menu.partition("/")
                title = made.text().replace("&&", "&").rstrip("…")
                if sub:
                    title = f"{actions.menu_title(action.menu)}: {title}"
                keys = tuple(shown_key(key) for key in self._key_map.keys(action.name))
                found.append(Command(title, actions.menu_title(top), keys, made.trigger))
        return found


def fill_labels(menu: QMenu, labels: Sequence[Label], chosen: Callable[[Label], object]) -> None:
    """Fill a menu with the scheme's labels; ``chosen`` gets the one that is picked."""
    menu.clear()
    for label in labels:
        entry = menu.addAction(plain(label.short_name))
        entry.triggered.connect(lambda _=False, label=label: chosen(label))


_REPEATING = frozenset(
    {action.name for action in ACTIONS if action.menu == "span/ends"}
    | {"span.next", "span.previous", "span.next_start", "span.previous_start", "edit.find_next"}
    | {"suggestion.next", "suggestion.previous"}
    | {"edit.find_previous", "document.next", "document.previous", "view.zoom_in", "view.zoom_out"}
)


def plain(text: str) -> str:
    """Text for a menu or button in which no ``&`` underlines a letter."""
    return text.replace("&", "&&")
