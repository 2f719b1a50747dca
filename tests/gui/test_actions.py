"""The table of verbs: whole, without clashes, and turned into menus and keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui import actions
from annotator.gui.actions import ACTIONS, BY_NAME, MENUS
from annotator.gui.commands import Commands
from annotator.gui.key_map import KeyMap
from annotator.gui.settings import Settings


@pytest.fixture
def settings(qapp: object, tmp_path: Path) -> Settings:
    return Settings(tmp_path)


@pytest.fixture
def key_map(settings: Settings) -> KeyMap:
    return KeyMap(settings)


def test_every_name_is_there_once():
    assert len(BY_NAME) == len(ACTIONS)


def test_every_menu_of_a_verb_is_in_the_table_of_menus():
    assert {action.menu for action in ACTIONS} <= MENUS.keys()


def test_every_verb_can_be_reached_from_a_menu():
    seen: list[str] = []

    def walk(menu: str) -> None:
        for entry in actions.menu_entries(menu):
            if isinstance(entry, str):
                walk(entry)
            else:
                seen.append(entry.name)

    for menu in MENUS:
        if "/" not in menu:
            walk(menu)
    assert sorted(seen) == sorted(BY_NAME)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_the_keys_a_verb_ships_with_are_all_allowed(action: actions.Action, key_map: KeyMap):
    assert [key_map.why_not(action.name, key) for key in action.keys] == [""] * len(action.keys)


@pytest.mark.parametrize("action", [a for a in ACTIONS if a.scope == "window"], ids=lambda action: action.name)
def test_a_window_wide_key_is_never_one_that_fields_need(action: actions.Action):
    for key in action.keys:
        assert "Ctrl" in key or "F" in key, key


@pytest.mark.parametrize(
    ("name", "key", "reason"),
    [
        ("span.grow", "G", "letters and digits label the text"),
        ("span.grow", "7", "letters and digits label the text"),
        ("span.grow", "ж", "letters and digits label the text"),
        ("span.grow", "Left", "moves the caret"),
        ("edit.find", "Ctrl+V", "text fields need it"),
        ("edit.find", "Space", "text fields need it; add Ctrl or Alt"),
        ("edit.find", "Ctrl+K", "belongs to “All commands”"),
        ("edit.find", "Ctrl+3", "belongs to “Change to label 3”"),
        ("edit.find", "", "Press one key"),
    ],
)
def test_a_key_that_cannot_be_given_is_refused_with_its_reason(key_map: KeyMap, name: str, key: str, reason: str):
    assert reason in key_map.why_not(name, key)
    assert reason in key_map.set(name, (key,))
    assert key_map.keys(name) == BY_NAME[name].keys


def test_a_changed_key_stays_changed_after_a_restart(tmp_path: Path, qapp: object):
    first = Settings(tmp_path)
    assert KeyMap(first).set("edit.find", ("Ctrl+Alt+F",)) == ""
    first.sync()
    assert KeyMap(Settings(tmp_path)).keys("edit.find") == ("Ctrl+Alt+F",)


def test_a_key_given_away_cannot_come_back_until_it_is_free(key_map: KeyMap):
    key_map.set("edit.find", ("Ctrl+Alt+F",))
    key_map.set("file.export", ("Ctrl+F",))
    assert "belongs to “Export”" in key_map.reset("edit.find")
    key_map.reset_all()
    assert key_map.keys("edit.find") == ("Ctrl+F",)
    assert key_map.keys("file.export") == ("Ctrl+E",)


def test_a_verb_runs_by_its_key_and_by_its_new_key(qtbot: QtBot, key_map: KeyMap):
    window, heard = QWidget(), []
    qtbot.addWidget(window)
    commands = Commands(window, key_map)
    commands.set_verbs({"help.keys": lambda: heard.append("keys")})
    with qtbot.waitActive(window):
        window.show()
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    key_map.set("help.keys", ("F12",))
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    assert heard == ["keys", "keys"]


def test_the_articles_keys_work_only_with_the_focus_in_the_article(qtbot: QtBot, key_map: KeyMap):
    window, heard = QWidget(), []
    qtbot.addWidget(window)
    article, other = QTextEdit(window), QTextEdit(window)
    article.setReadOnly(True)  # an editable one keeps Tab for itself
    commands = Commands(window, key_map)
    commands.bind_article(article)
    commands.set_verbs({"span.next": lambda: heard.append("next")})
    commands.set_has_project(True)
    with qtbot.waitActive(window):
        window.show()
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_Tab)
    assert heard == []
    article.setFocus()
    qtbot.keyClick(article, Qt.Key.Key_Tab)
    assert heard == ["next"]


def test_what_needs_a_project_is_off_without_one(qtbot: QtBot, key_map: KeyMap):
    window = QWidget()
    qtbot.addWidget(window)
    commands = Commands(window, key_map)
    commands.set_verbs({"file.new": bool, "file.export": bool})
    assert commands["file.new"].isEnabled()
    assert not commands["file.export"].isEnabled()
    commands.set_has_project(True)
    assert commands["file.export"].isEnabled()
    assert not commands["help.keys"].isEnabled(), "its verb is not there"


def test_a_menu_holds_its_verbs_and_submenus_in_the_tables_order(qtbot: QtBot, key_map: KeyMap):
    window = QWidget()
    qtbot.addWidget(window)
    menu, submenus = QMenu(window), {}
    Commands(window, key_map).fill_menu(menu, "file", submenus)
    shown = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert shown[:4] == ["New project…", "Open project…", "Open recent", "Open the sample"]
    assert list(submenus) == ["file/recent"]


def test_a_key_is_found_however_it_is_written(key_map: KeyMap):
    assert key_map.owner(QKeySequence("Shift+Ctrl+Z")) == "edit.redo"


def test_the_table_of_keys_names_every_key_that_ships():
    table = actions.key_table()
    for action in ACTIONS:
        for key in action.keys:
            assert f"`{key}`" in table or action.name.startswith("span.relabel_")
