"""A damaged project in the window: what is said, the newest backup, and the rescue; and Tools, Check."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton

from annotator.gui import damage
from annotator.gui.app import make_window
from annotator.gui.backups import backups_folder
from annotator.gui.check_texts import GROUPS
from annotator.gui.dialogs.check_dialog import CheckDialog
from annotator.gui.dialogs.damage import DamageDialog
from annotator.gui.dialogs.rescue_dialog import TABLES, RescueDialog
from annotator.model.errors import Cancelled, DamagedError
from annotator.store import backup, queries
from annotator.store.check import QUESTIONS
from annotator.store.project import Project
from annotator.store.schema import TABLES as STORED
from tests.gui.window_kit import label, make_project, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.gui.window import MainWindow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "articles.annot")


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> Iterator[MainWindow]:
    with shown(qtbot, path) as window:
        yield window


def harm(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def break_page(path: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    connection = sqlite3.connect(path)
    [(root,)] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))
    connection.close()
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xee" * 4096
    path.write_bytes(data)


def break_schema(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xee" * 3996
    path.write_bytes(data)


def the(window: MainWindow, kind: type[QDialog]) -> QDialog:
    found = window.findChild(kind)
    assert found is not None
    return found


def text_of(dialog: QDialog, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found.text()


def press(dialog: QDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled()
    button.click()


def rows(dialog: CheckDialog | RescueDialog) -> dict[str, list[str]]:
    """What the list says, by its first column."""
    tree = dialog.tree
    tops = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    items = [child for top in tops for child in ([top.child(n) for n in range(top.childCount())] or [top])]
    return {item.text(0): [item.text(column) for column in range(1, tree.columnCount())] for item in items}


# -- Tools, Check


def checked(qtbot: QtBot, window: MainWindow) -> CheckDialog:
    window.commands["tools.check"].trigger()
    dialog = the(window, CheckDialog)
    assert isinstance(dialog, CheckDialog)
    qtbot.waitUntil(dialog.tree.isVisible)
    return dialog


def test_every_question_stands_in_the_window_once():
    asked = [name for group in GROUPS for name in group.questions]
    assert sorted(asked) == sorted(QUESTIONS)


def test_a_sound_project_gets_a_tick_for_every_question(qtbot: QtBot, window: MainWindow):
    dialog = checked(qtbot, window)
    assert dialog.heading.text() == "The project is sound"
    assert len(rows(dialog)) == len(QUESTIONS)
    assert {signs[0] for signs in rows(dialog).values()} == {"✓"}
    assert dialog.rescue.isHidden()
    press(dialog, "copyButton")
    assert "spans with broken fragments: 0" in QGuiApplication.clipboard().text()
    dialog.reject()


def test_what_is_wrong_is_counted_with_what_to_do(qtbot: QtBot, window: MainWindow, path: Path):
    harm(path, "UPDATE documents SET meta = '['", "UPDATE labels SET colour = 'red' WHERE id = 1")
    dialog = checked(qtbot, window)
    assert dialog.heading.text().startswith("2 thing")
    assert rows(dialog)["Additional data"] == ["3 ✗"]
    assert rows(dialog)["Colours of labels"] == ["1 ✗"]
    assert text_of(dialog, "checkAdvice").startswith("Values: Rescue into a new file")
    dialog.reject()


def test_what_damage_keeps_from_being_asked_is_said(qtbot: QtBot, window: MainWindow, path: Path):
    break_page(path, "times")
    dialog = checked(qtbot, window)
    assert rows(dialog)["Times spent"] == ["cannot be read"]
    dialog.reject()


def test_a_check_can_be_stopped(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch):
    begun = threading.Event()

    def endless(self: Project, progress: object, cancelled: object) -> None:
        begun.set()
        while not cancelled():
            pass
        raise Cancelled("the check was stopped")

    monkeypatch.setattr(Project, "check_all", endless)
    window.commands["tools.check"].trigger()
    qtbot.waitUntil(begun.is_set)
    the(window, CheckDialog).reject()
    qtbot.waitUntil(lambda: window.findChild(CheckDialog) is None)


def test_a_check_that_cannot_be_made_says_why(qtbot: QtBot, window: MainWindow, path: Path):
    path.unlink()
    window.commands["tools.check"].trigger()
    dialog = the(window, CheckDialog)
    qtbot.waitUntil(lambda: not dialog.trouble.isHidden())
    assert dialog.heading.text() == "The project could not be checked"
    assert "There is no file" in dialog.trouble.text()
    dialog.reject()


def test_a_crash_while_checking_reaches_the_hook(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch):
    seen: list[BaseException] = []
    monkeypatch.setattr(Project, "check_all", lambda *_: 1 // 0)
    monkeypatch.setattr("sys.excepthook", lambda _kind, error, _trace: seen.append(error))
    window.commands["tools.check"].trigger()
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ZeroDivisionError)
    the(window, CheckDialog).reject()


def test_a_check_leads_to_the_rescue(qtbot: QtBot, window: MainWindow, path: Path):
    harm(path, "UPDATE labels SET colour = 'red'")
    press(checked(qtbot, window), "rescueButton")
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    picker = window.findChild(QFileDialog)
    assert picker.selectedFiles()[0].endswith("articles rescued.annot")
    picker.reject()


# -- on damage


def offered(qtbot: QtBot, window: MainWindow) -> DamageDialog:
    qtbot.waitUntil(lambda: window.findChild(DamageDialog) is not None)
    dialog = window.findChild(DamageDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: text_of(dialog, "backupFound") != "Looking for a backup…")
    return dialog


def test_a_file_that_cannot_be_opened_for_damage_gets_the_ways_out(qtbot: QtBot, tmp_path: Path, path: Path):
    break_schema(path)
    before = path.read_bytes()
    window = make_window()
    qtbot.addWidget(window)
    window.show_welcome()
    window.files.open_path(path)
    dialog = offered(qtbot, window)
    assert str(path) in text_of(dialog, "damageText")
    assert text_of(dialog, "backupFound") == "No backup of it was found."
    assert dialog.backup.isHidden()
    dialog.reject()
    window.files.open_path(path)  # asked for again, it is said again
    offered(qtbot, window).reject()
    assert path.read_bytes() == before


def test_the_newest_sound_backup_is_offered_and_opened(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    backup = make_project(tmp_path / "backup.annot", annotator="eva")
    monkeypatch.setattr(damage, "newest_backup", lambda _: (backup, datetime(2026, 1, 2, 3, 4, tzinfo=UTC)))
    window.condemn("it is damaged")
    dialog = offered(qtbot, window)
    assert "The newest backup that is sound is of" in text_of(dialog, "backupFound")
    press(dialog, "backupButton")
    assert window.session is not None
    assert window.session.project.path == backup


def test_a_project_without_backups_has_no_newest(path: Path):
    assert damage.newest_backup(path) is None


def test_the_newest_backup_is_the_last_that_was_made(path: Path):
    made = [backup.make(path, backups_folder())]
    with Project.open(path) as project:
        project.ensure_annotator("eva")
    made.append(backup.make(path, backups_folder()))
    found = damage.newest_backup(path)
    assert found is not None
    assert found[0] == made[1].path


def test_a_damaged_row_ends_all_writing_and_is_said_once(qtbot: QtBot, window: MainWindow, path: Path):
    label(window, "Halvia", "actor")
    harm(path, "UPDATE texts SET text = 7 || text WHERE document = 2")
    before = path.read_bytes()
    window.condemn("a row is damaged")
    window.condemn("a row is damaged")
    label(window, "Torland", "actor")
    assert len(window.session.spans) == 1
    offered(qtbot, window).reject()
    assert len(window.findChildren(DamageDialog)) == 1
    window.close()
    assert path.read_bytes() == before


def test_an_edit_that_meets_damage_is_the_last(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch):
    def damaged(*_: object, **__: object) -> None:
        raise DamagedError("a row is damaged")

    monkeypatch.setattr("annotator.edits.add_span", damaged)
    label(window, "Halvia", "actor")
    assert window.session.project.read_only
    offered(qtbot, window).reject()


def test_a_first_document_that_cannot_be_read_does_not_keep_the_project_shut(qtbot: QtBot, path: Path):
    harm(path, "UPDATE documents SET meta = '[' WHERE id = 1")
    with shown(qtbot, path) as window:
        offered(qtbot, window).reject()
        assert window.session is not None
        assert window.session.project.read_only


def test_a_project_no_window_can_show_is_offered_the_ways_out(qtbot: QtBot, path: Path):
    harm(path, "UPDATE labels SET name = CAST(x'ff' AS TEXT) WHERE id = 1")
    window = make_window()
    qtbot.addWidget(window)
    window.show_welcome()
    window.files.open_path(path)
    offered(qtbot, window).reject()
    assert window.session is None


# -- the rescue


def test_a_rescue_makes_a_new_project_and_opens_it(qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path):
    new = tmp_path / "new.annot"
    window.damage.rescue_into(path, str(new))
    dialog = the(window, RescueDialog)
    assert isinstance(dialog, RescueDialog)
    qtbot.waitUntil(dialog.go.isVisible)
    assert dialog.heading.text() == "Everything was rescued"
    assert rows(dialog)["Documents"] == ["3", "0", "0"]
    press(dialog, "copyButton")
    assert "documents: 3 copied, 0 lost" in QGuiApplication.clipboard().text()
    press(dialog, "openButton")
    assert window.session is not None
    assert window.session.project.path == new
    assert len(queries.document_ids(window.session.project, None)) == 3


def test_what_was_lost_is_shown(qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path):
    label(window, "Halvia", "actor")
    window.show_welcome()
    break_page(path, "reviews")
    break_page(path, "sqlite_autoindex_reviews_1")
    harm(path, "UPDATE texts SET text = text || '!' WHERE document = 2")
    window.damage.rescue_into(path, str(tmp_path / "new.annot"))
    dialog = the(window, RescueDialog)
    assert isinstance(dialog, RescueDialog)
    qtbot.waitUntil(dialog.go.isVisible)
    assert dialog.heading.text() == "Rescued in part"
    assert rows(dialog)["Statuses and notes"][2].endswith("+")
    assert text_of(dialog, "rescueRemarks").endswith("is not what was imported: b")
    dialog.reject()


def test_a_name_that_is_taken_is_refused_and_nothing_is_made(
    qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path
):
    window.damage.rescue_into(path, str(path))
    dialog = the(window, RescueDialog)
    qtbot.waitUntil(lambda: not dialog.trouble.isHidden())
    assert dialog.heading.text() == "Nothing was rescued"
    assert "already a file" in dialog.trouble.text()
    dialog.reject()


def test_every_table_has_a_name_in_the_window():
    assert TABLES.keys() == STORED.keys() | {"times", "edits", "edit_changes"}
