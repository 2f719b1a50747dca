"""Names, titles and notes from a stranger's project are text wherever the window shows them."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QTextEdit,
    QWidget,
)

from annotator.gui.settings import Settings
from annotator.model.span import Extent
from tests.gui.window_kit import label, make_project, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from annotator.gui.window import MainWindow

EVIL = "<b>bold</b><img src='file:///etc/passwd'>&Q=1+1\x07\u202e\u2066"
"""Markup, a mnemonic, a formula, a bell, and two characters that turn the direction."""

_MARKS = ("<b>", "=1+1")
_LONG = EVIL + "x" * 1_000_000


def spoil(path: Path, words: str) -> Path:
    """Put the words wherever a project has some."""
    connection = sqlite3.connect(path)
    for number, (table, column) in enumerate(
        [
            ("labels", "name"), ("labels", "definition"), ("labels", "section"), ("annotators", "name"),
            ("documents", "title"), ("documents", "key"), ("documents", "language"), ("spans", "note"),
            ("spans", "origin"), ("reviews", "note"), ("edits", "title"),
        ]
    ):  # fmt: skip
        unique = f"|| {table}.id" if column in ("name", "key") else ""
        connection.execute(f'UPDATE {table} SET "{column}" = ? {unique}', (f"{words}{number}",))
    connection.execute(
        "UPDATE documents SET meta = json_object('source', ?, 'date', ?, ?, ?)", (words, words, words, words)
    )
    connection.execute("UPDATE project SET value = (SELECT name FROM annotators LIMIT 1) WHERE key = 'annotator'")
    connection.commit()
    connection.close()
    return path


@pytest.fixture(params=[EVIL, _LONG], ids=["odd", "a megabyte long"])
def window(qtbot: QtBot, tmp_path: Path, settings: Settings, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    path = make_project(tmp_path / "evil.annot")
    with shown(qtbot, path, settings) as window:
        label(window, "Halvia", "actor")
        label(window, "Torland", "claim")
        window.session.set_note(next(iter(window.session.spans)), "note")
        window.session.set_review_note(window.session.document.id, "note")
    spoil(path, request.param)
    with shown(qtbot, path, settings) as window:
        window.session.select(next(iter(window.session.spans)))
        window.session.hold(window.session.labels[0])
        yield window


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings()


def is_ours(text: str) -> bool:
    return any(mark in text for mark in _MARKS)


def every_word(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Each widget below the window with a text it shows."""
    for widget in [window, *window.findChildren(QWidget)]:
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget, widget.text()
        elif isinstance(widget, QMenu):
            yield widget, widget.title()
        elif isinstance(widget, QComboBox):
            for row in range(widget.count()):
                yield widget, widget.itemText(row)


def refuse_markup(window: QWidget) -> None:
    """Nothing shown is read as markup or as a mnemonic, and nothing wants more room than there is."""
    for widget, text in every_word(window):
        if not is_ours(text):
            continue
        if isinstance(widget, QLabel):
            assert widget.textFormat() == Qt.TextFormat.PlainText, widget.objectName()
            assert widget.buddy() is None
        elif isinstance(widget, QAbstractButton | QMenu):
            assert "&Q" not in text.replace("&&", ""), widget.objectName()
    for widget in [window, *window.findChildren(QWidget)]:
        refuse_markup_in_tooltip(widget.toolTip())
        refuse_markup_in_tooltip(widget.statusTip())
        refuse_markup_in_tooltip(widget.whatsThis())
        if isinstance(widget, QTextEdit):
            assert "bold</b>" in widget.toPlainText() or not is_ours(widget.toHtml())
    for action in window.findChildren(QAction):
        if is_ours(action.text()):
            assert "&Q" not in action.text().replace("&&", ""), action.objectName()
    for menu in window.findChildren(QMenu):
        assert not menu.toolTipsVisible()  # what they would show is their entries' texts, as markup


def refuse_markup_in_tooltip(text: str) -> None:
    """Qt reads a tip as markup if it looks like some: ours are escaped, or have no markup."""
    if is_ours(text):
        assert "<b>" not in text, text[:100]


def fits(window: QWidget) -> None:
    """The window can be as small as ever."""
    assert window.minimumSizeHint().width() < 1000
    assert window.width() < 2000


def close_dialogs(window: MainWindow) -> None:
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    QApplication.processEvents()


def test_the_window_shows_it_as_text(window: MainWindow, qtbot: QtBot):
    QApplication.processEvents()
    refuse_markup(window)
    fits(window)
    window.session.set_show_others(True)
    window.workspace.open_document(2)
    refuse_markup(window)


def test_the_page_header_and_every_row_are_painted(window: MainWindow):
    assert not window.grab().isNull()
    view = window.workspace.documents.view
    model = view.model()
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        assert model.index(0, 0).data(role) is not None
    refuse_markup_in_tooltip(str(model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) or ""))


def test_messages_in_the_status_line_are_text_and_short(window: MainWindow):
    session = window.session
    session.relabel(session.selected, session.labels[2])
    session.undo()
    session.redo()
    session.add_span(Extent(7, 11), session.labels[1])
    refuse_markup(window)
    fits(window)


@pytest.mark.parametrize("name", ["file/recent", "span/relabel", "span/also", "edit", "span"])
def test_menus_show_it_without_mnemonics(window: MainWindow, name: str):
    menu = window.submenus.get(name) or window.findChild(QMenu, f"{name}Menu")
    assert menu is not None
    menu.aboutToShow.emit()
    for action in menu.actions():
        if is_ours(action.text()):
            assert "&Q" not in action.text().replace("&&", "")
        assert len(action.text()) < 300
    menu.aboutToHide.emit()


def test_the_command_palette_shows_it_as_text(window: MainWindow):
    window.open_palette()
    refuse_markup(window)
    fits(window)
    window.close_palette()


@pytest.mark.parametrize(
    "name",
    ["file.export", "file.settings", "help.keys", "help.about", "tools.check", "tools.history", "tools.restore"],
)
def test_dialogs_show_it_as_text(window: MainWindow, qtbot: QtBot, name: str):
    window.commands[name].trigger()
    qtbot.wait(300)
    for dialog in [*window.findChildren(QDialog), *QApplication.topLevelWidgets()]:
        refuse_markup(dialog)
        if isinstance(dialog, QDialog):
            assert dialog.minimumSizeHint().width() < 1200
    close_dialogs(window)
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible() and top.parentWidget() is window:
            top.close()


def test_refusals_and_damage_show_it_as_text(window: MainWindow, qtbot: QtBot):
    window.files.refuse(EVIL, EVIL)
    refuse_markup(window)
    close_dialogs(window)
    window.damage.offer(Path(EVIL), EVIL)
    refuse_markup(window)
    close_dialogs(window)
    window.workspace.banner.say(EVIL, [(EVIL.replace("&", "&&"), lambda: None)])
    refuse_markup(window)


def test_a_preview_of_files_shows_it_as_text(window: MainWindow, qtbot: QtBot, tmp_path: Path):
    import json

    file = tmp_path / "<b>&Q=1+1.jsonl"
    file.write_text(json.dumps({"id": EVIL, "text": EVIL, "title": EVIL, "spans": [{"start": 0, "end": 99}]}) + "\n{")
    window.files.import_paths([file])
    qtbot.wait(300)
    refuse_markup(window)
    close_dialogs(window)


def test_fields_hold_it_as_typed(window: MainWindow):
    for field in window.findChildren(QLineEdit):
        if is_ours(field.text()):
            assert "<b>" in field.text()
