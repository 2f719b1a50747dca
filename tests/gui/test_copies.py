"""Copies of the open project, and the list of its backups."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from annotator.gui.app import make_window
from annotator.gui.backups import backups_folder
from annotator.gui.dialogs.new_file import NewFilePicker, beside
from annotator.gui.dialogs.restore import KINDS, RestoreDialog, spoken_kinds
from annotator.model.errors import StorageError
from annotator.store import backup, copies, since
from annotator.store.project import Project
from tests.gui.window_kit import edits, label, make_project, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from annotator.gui.window import MainWindow
    from annotator.store.backup import Backup

POSIX = pytest.mark.skipif(os.name != "posix", reason="an open file cannot be taken away on Windows")
NOW = datetime.now(UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p.annot")


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> Iterator[MainWindow]:
    with shown(qtbot, path) as window:
        window._check.finish()
        yield window


def opened(window: MainWindow) -> Path:
    assert window.session is not None
    return window.session.project.path


def notes(path: Path) -> list[str]:
    with Project.open(path, read_only=True) as project:
        return [note for (note,) in project.query("SELECT note FROM spans UNION ALL SELECT note FROM reviews") if note]


def refusals(window: MainWindow) -> list[str]:
    dialogs = window.findChildren(QDialog, "refusalDialog")
    return [words.text() for dialog in dialogs for words in dialog.findChildren(QLabel, "refusalText")]


def said(window: MainWindow) -> str:
    assert window.workspace is not None
    return window.workspace.status.message.text()


# Save a copy


def test_a_copy_is_saved_under_a_name_one_is_asked_for(qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path):
    label(window, "Halvia", "actor")
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    picker = window.findChild(NewFilePicker)
    assert picker.selectedFiles() == [str(tmp_path / "p copy.annot")]
    label(window, "Torland", "actor")
    assert len(list(window.session.spans)) == 1
    picker.accept()
    qtbot.waitUntil(lambda: "saved as" in said(window) or len(list(window.session.spans)) == 2)
    qtbot.waitUntil(lambda: len(list(window.session.spans)) == 2)
    assert backup.verify(tmp_path / "p copy.annot").spans == 1
    assert opened(window) == path


def test_edits_go_on_when_no_name_is_chosen(qtbot: QtBot, window: MainWindow):
    window.commands.run("file.save_copy")
    label(window, "Halvia", "actor")
    window.findChild(NewFilePicker).reject()
    assert len(list(window.session.spans)) == 1
    assert window.session.queue.is_idle


def test_a_taken_name_is_refused_and_nothing_changes(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    (tmp_path / "taken").write_text("mine")
    window.copies.save_as(str(tmp_path / "taken"))
    qtbot.waitUntil(lambda: bool(refusals(window)))
    assert "already a file" in refusals(window)[0]
    assert (tmp_path / "taken").read_text() == "mine"
    assert window.session.queue.is_idle


def test_a_bug_while_saving_lets_edits_go_on(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    caught: list[object] = []
    monkeypatch.setattr(type(window.files), "crashed", lambda files, error: caught.append(error))
    monkeypatch.setattr(copies, "save", lambda *_: 1 // 0)
    window.copies.save_as(str(tmp_path / "x"))
    qtbot.waitUntil(lambda: bool(caught))
    assert window.session.queue.is_idle


@POSIX
def test_a_deleted_project_is_saved_whole_and_the_note_that_waits_is_stored_there(
    qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path
):
    label(window, "Halvia", "actor")
    window.session.select(next(iter(window.session.spans)))
    window.workspace.details.focus_note()
    note = window.workspace.details.span_details.note
    path.unlink()
    path.with_name("p.annot-journal").unlink()
    QTest.keyClicks(note, "who is it")
    window.workspace.details.flush()
    assert window.workspace.details.unstored == ["who is it"]
    window.copies.save_as(str(tmp_path / "saved.annot"))
    qtbot.waitUntil(lambda: window.session is not None and opened(window) == tmp_path / "saved.annot")
    assert "you go on in this copy" in said(window)
    assert notes(tmp_path / "saved.annot") == ["who is it"]
    assert not path.exists()
    label(window, "Torland", "actor")
    assert len(list(window.session.spans)) == 2


def test_edits_that_wait_for_a_broken_disk_are_stored_in_the_copy(
    qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    broken = window.session.project
    unlogged = Project.unlogged

    def refuse(project: Project) -> object:
        if project is broken:
            raise StorageError("the disk is gone")
        return unlogged(project)

    monkeypatch.setattr(Project, "unlogged", refuse)
    label(window, "Halvia", "actor")
    assert list(window.session.spans) == []
    window.commands.run("file.save_copy")
    label(window, "Halvia", "actor")
    window.workspace.details.document_details.note.setPlainText("a note")
    window.workspace.details.flush()
    window.copies.save_as(str(tmp_path / "saved.annot"))
    qtbot.waitUntil(lambda: opened(window) == tmp_path / "saved.annot")
    assert notes(tmp_path / "saved.annot") == ["a note"]
    assert backup.verify(tmp_path / "saved.annot").spans == 1
    assert backup.verify(path).spans == 0


@POSIX
def test_of_a_project_that_cannot_be_read_at_all_what_is_open_is_saved(
    qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path
):
    label(window, "Halvia", "actor")
    path.write_bytes(b"no project" * 5000)
    window.copies.save_as(str(tmp_path / "saved.annot"))
    qtbot.waitUntil(lambda: opened(window) == tmp_path / "saved.annot")
    assert "Documents: 1; spans: 1" in refusals(window)[0]
    assert [span.text_in(window.session.document.text) for span in window.session.spans] == ["Halvia"]
    assert window.session.document.key == "a"


def test_closing_waits_for_the_copy(window: MainWindow, tmp_path: Path):
    window.copies.save_as(str(tmp_path / "saved.annot"))
    assert window.close()
    assert backup.verify(tmp_path / "saved.annot").documents == 3


def test_a_name_beside_the_project_is_one_nobody_has(tmp_path: Path, private_home: Path):
    path = tmp_path / ("n" * 240 + ".annot")
    first = beside(path, "copy")
    assert first == tmp_path / ("n" * 100 + " copy.annot")
    first.touch()
    assert beside(path, "copy").name.endswith(" copy 2.annot")
    assert beside(tmp_path / "gone" / "p.annot", "copy") == private_home / "p copy.annot"


# Restore


@pytest.fixture
def made(path: Path) -> list[Backup]:
    """Two backups, newest first; a span was labelled between them."""
    found = [backup.make(path, backups_folder(), now=NOW - timedelta(hours=1))]
    with Project.open(path) as project:
        document = next(iter(project.query("SELECT id FROM documents")))[0]
        from annotator.model.span import Extent
        from annotator.store import queries

        ana = project.ensure_annotator("ana").id
        edits.add_span(project, queries.document(project, document), Extent(0, 6), queries.labels(project)[0], ana)
    found.append(backup.make(path, backups_folder(), now=NOW))
    return [one for one in reversed(found) if one is not None]


def restoring(qtbot: QtBot, window: MainWindow) -> RestoreDialog:
    """The dialog, once it has looked into every backup."""
    window.commands.run("tools.restore")
    dialog = window.findChildren(RestoreDialog)[-1]
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.waitUntil(lambda: all(column(dialog, 4)[place] != "…" for place in range(len(column(dialog, 4)))))
    return dialog


def column(dialog: RestoreDialog, number: int) -> list[str]:
    rows = [dialog.list.topLevelItem(place) for place in range(dialog.list.topLevelItemCount())]
    return [row.text(number) for row in rows]


def test_backups_are_listed_with_what_was_done_since(qtbot: QtBot, window: MainWindow, made: list[Backup]):
    dialog = restoring(qtbot, window)
    assert column(dialog, 2) == ["3", "3"]
    assert column(dialog, 3) == ["1", "0"]
    assert column(dialog, 4)[0] == "nothing"
    assert column(dialog, 4)[1].startswith("1 edit")
    assert column(dialog, 4)[1].endswith(": 1 labelled")
    assert not dialog.projects.isVisible()
    assert not dialog.back_button.isVisible()
    dialog.reject()


def test_a_backup_is_looked_at_and_the_way_leads_back(qtbot: QtBot, window: MainWindow, path: Path, made: list[Backup]):
    dialog = restoring(qtbot, window)
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    dialog.look_button.click()
    assert opened(window) == made[1].path
    dialog = restoring(qtbot, window)
    assert dialog.list.indexOfTopLevelItem(dialog.list.currentItem()) == 1
    assert not dialog.look_button.isEnabled()
    dialog.back_button.click()
    assert opened(window) == path
    assert not window.session.project.read_only


def test_a_backup_is_restored_into_a_new_file_beside_the_project(
    qtbot: QtBot, window: MainWindow, path: Path, made: list[Backup], tmp_path: Path
):
    dialog = restoring(qtbot, window)
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    dialog.restore_button.click()
    picker = dialog.findChild(NewFilePicker)
    [name] = picker.selectedFiles()
    assert Path(name).parent == tmp_path
    assert Path(name).name.startswith("p restored 20")
    picker.accept()
    qtbot.waitUntil(lambda: opened(window) == Path(name))
    assert list(window.session.spans) == []
    assert not window.session.project.read_only
    assert backup.verify(path).spans == 1


def test_what_cannot_be_restored_is_said_in_the_dialog(
    qtbot: QtBot, window: MainWindow, made: list[Backup], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "taken").write_text("mine")
    dialog = restoring(qtbot, window)
    dialog.restore(made[0], str(tmp_path / "taken"))
    dialog.reject()
    assert dialog.isVisible()
    qtbot.waitUntil(dialog.trouble.isVisible)
    assert "already a file" in dialog.trouble.text()
    caught: list[object] = []
    monkeypatch.setattr(copies, "restore", lambda *_: 1 // 0)
    dialog.crashed.disconnect()
    dialog.crashed.connect(caught.append)
    dialog.restore(made[0], str(tmp_path / "new"))
    qtbot.waitUntil(lambda: bool(caught))
    dialog.reject()
    assert not dialog.isVisible()


def test_a_backup_that_cannot_be_read_cannot_be_chosen(qtbot: QtBot, window: MainWindow, made: list[Backup]):
    made[0].path.write_bytes(b"no project")
    dialog = restoring(qtbot, window)
    assert column(dialog, 4)[0] == "cannot be read"
    assert not dialog.restore_button.isEnabled()
    dialog.accept()
    assert dialog.findChild(NewFilePicker) is None
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    assert dialog.restore_button.isEnabled()
    dialog.reject()


def test_without_a_backup_the_dialog_says_when_there_will_be_one(qtbot: QtBot, window: MainWindow):
    dialog = restoring(qtbot, window)
    assert dialog.empty.isVisible()
    assert not dialog.list.isVisible()
    assert not dialog.restore_button.isEnabled()
    dialog.reject()


@pytest.fixture
def welcome(qtbot: QtBot) -> Iterator[MainWindow]:
    window = make_window()
    window.show_welcome()
    window.show()
    yield window
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(window, 0)


def test_on_the_welcome_page_any_project_can_be_chosen(
    qtbot: QtBot, welcome: MainWindow, made: list[Backup], path: Path, tmp_path: Path
):
    other = make_project(tmp_path / "other.annot")
    backup.make(other, backups_folder(), now=NOW + timedelta(hours=1))
    dialog = restoring(qtbot, welcome)
    assert dialog.projects.isVisible()
    assert [dialog.projects.itemData(place) for place in range(2)] == [str(other), str(path)]
    dialog.projects.setCurrentIndex(1)
    qtbot.waitUntil(lambda: column(dialog, 4)[0] == "nothing")
    dialog.list.itemActivated.emit(dialog.list.topLevelItem(0), 0)
    assert opened(welcome) == made[0].path


def test_with_nothing_backed_up_the_welcome_page_has_nothing_to_choose(qtbot: QtBot, welcome: MainWindow):
    dialog = restoring(qtbot, welcome)
    assert dialog.project() is None
    assert dialog.empty.isVisible()
    dialog.accept()
    dialog.reject()


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"no project")])
def test_a_project_that_is_damaged_or_gone_has_its_backups(
    qtbot: QtBot, welcome: MainWindow, made: list[Backup], path: Path, harm: Callable[[Path], object]
):
    harm(path)
    dialog = welcome.copies.restore_for(path)
    qtbot.waitUntil(lambda: column(dialog, 3) == ["1", "0"])
    assert column(dialog, 4)[0] == ("the project has another history" if path.exists() else "")
    dialog.reject()
    assert backup.newest_good(backups_folder(), path) == made[0]


def test_another_history_is_said(qtbot: QtBot, window: MainWindow, path: Path, made: list[Backup]):
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE edits SET title = 'another'")
        other.commit()
    dialog = restoring(qtbot, window)
    assert set(column(dialog, 4)) == {"the project has another history"}
    dialog.reject()


def test_every_kind_of_edit_has_words():
    assert {*since._WORDS.values(), *since._KINDS.values(), "other"} == KINDS.keys()
    assert spoken_kinds({"labelled": 2, "removed": 3}) == "3 removed, 2 labelled"
    assert spoken_kinds(dict.fromkeys(KINDS, 1)).endswith(", …")
