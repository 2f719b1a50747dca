"""The window while other programs hold, change, delete or spoil its project."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from annotator.exchange import import_paths
from annotator.gui import edit_queue
from annotator.gui.bugs import BugHook
from annotator.gui.dialogs.export_dialog import ExportDialog
from annotator.gui.dialogs.new_project import NewProjectDialog
from annotator.model.errors import StorageError
from annotator.model.span import Extent
from annotator.store.project import Project
from tests.formats.reading import row
from tests.gui.window_kit import label, make_project, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.gui.window import MainWindow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p.annot")


@contextmanager
def held(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that is writing to the project until the block ends or its input closes."""
    code = (
        "import sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
        "c.execute('ROLLBACK')\n"
        "c.close()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    other.stdout.readline()
    try:
        yield other
    finally:
        other.communicate()


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def said_in(window: MainWindow) -> list[str]:
    said: list[str] = []
    assert window.session is not None
    window.session.said.connect(lambda message, kind: said.append(message))
    return said


def type_note(window: MainWindow, note: str) -> None:
    assert window.session is not None
    assert window.workspace is not None
    window.session.select(next(iter(window.session.spans)))
    window.workspace.details.focus_note()
    QTest.keyClicks(window.workspace.details.span_details.note, note)


def test_edits_that_wait_are_stored_in_the_order_they_were_made(qtbot: QtBot, path: Path):
    with shown(qtbot, path) as window:
        with held(path) as other:
            label(window, "Halvia", "actor")
            label(window, "Torland", "actor")
            window.session.undo()
            assert not list(window.session.spans)
            other.communicate()
            qtbot.waitUntil(lambda: len(rows(path, "SELECT 1 FROM edits WHERE kind IN ('edit', 'undo')")) == 3)
        assert [span.text_in(window.session.document.text) for span in window.session.spans] == ["Halvia"]


def test_an_edit_that_waited_too_long_is_one_sentence(qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(edit_queue, "RETRY_FOR", 100)
    with shown(qtbot, path) as window, held(path):
        said = said_in(window)
        label(window, "Halvia", "actor")
        qtbot.waitUntil(lambda: len(said) == 2)
    assert said[0] == "storing…"
    assert "another program is using" in said[1]
    assert rows(path, "SELECT 1 FROM spans") == []


def test_a_note_typed_while_the_file_is_busy_is_stored_by_closing(qtbot: QtBot, path: Path):
    with shown(qtbot, path) as window:
        label(window, "Halvia", "actor")
        with held(path) as other:
            type_note(window, "kept")
            window.workspace.details.flush()
            other.communicate()
            assert window.close()
    assert rows(path, "SELECT note FROM spans") == [("kept",)]


def test_a_window_with_an_unstored_note_closes_at_the_second_try(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(edit_queue, "RETRY_FOR", 100)
    with shown(qtbot, path) as window:
        label(window, "Halvia", "actor")
        with held(path):
            type_note(window, "kept")
            assert not window.close()
            assert window.isVisible()
            [refusal] = window.findChildren(QDialog, "refusalDialog")
            assert any("Another program is using" in words.text() for words in refusal.findChildren(QLabel))
            assert window.close()


def test_labelling_what_another_program_has_labelled_shows_its_span(qtbot: QtBot, path: Path, tmp_path: Path):
    with shown(qtbot, path) as window:
        source = tmp_path / "more.jsonl"
        spans = [{"start": 0, "end": 6, "label": "actor", "annotator": "ana"}]
        source.write_bytes(row(id="a", text=window.session.document.text, spans=spans))
        with Project.open(path) as other:
            import_paths(other, [source])
        label(window, "Halvia", "actor")
        assert window.session.selected is not None
        assert window.session.selected.extent == Extent(0, 6)


def test_an_undo_after_another_program_wrote_into_the_file_changes_nothing(qtbot: QtBot, path: Path):
    with shown(qtbot, path) as window:
        label(window, "Halvia", "actor")
        with closing(sqlite3.connect(path)) as other:
            other.execute("UPDATE spans SET note = 'theirs'")
            other.commit()
        said = said_in(window)
        window.session.undo()
        assert "another program changed" in said[-1]
    assert rows(path, "SELECT note FROM spans") == [("theirs",)]


def delete(path: Path) -> None:
    path.unlink()


def replace(path: Path) -> None:
    os.replace(make_project(path.with_name("other.annot")), path)


def cut_off(path: Path) -> None:
    os.truncate(path, 8192)


def overwrite(path: Path) -> None:
    path.write_bytes(b"no project" * 5000)


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be taken away on Windows")
@pytest.mark.parametrize("harm", [delete, replace, cut_off, overwrite])
def test_a_project_that_is_taken_away_is_not_said_to_be_stored(qtbot: QtBot, path: Path, harm: Callable[[Path], None]):
    with shown(qtbot, path) as window:
        label(window, "Halvia", "actor")
        harm(path)
        after = path.read_bytes() if path.exists() else None
        said = said_in(window)
        label(window, "Torland", "actor")
        assert len(said) == 1
        assert str(path) in said[0]
        assert len(list(window.session.spans)) == 1
        window.commands.run("file.export")
        QTest.qWait(50)
        for dialog in window.findChildren(QDialog):
            dialog.close()
        assert window.close()
    assert (path.read_bytes() if path.exists() else None) == after


def test_words_and_spans_stay_those_of_one_document_when_reading_fails(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
):
    with shown(qtbot, path) as window:
        session = window.session
        label(window, "Halvia", "actor")
        before = session.document

        def fail(*_: object) -> None:
            raise StorageError("the disk is gone")

        monkeypatch.setattr("annotator.store.queries.spans", fail)
        with pytest.raises(StorageError):
            session.open_document(before.id + 1)
        assert session.document is before
        assert len(list(session.spans)) == 1


def test_a_failure_without_words_of_its_own_is_said_and_is_no_bug(qtbot: QtBot, path: Path, tmp_path: Path):
    with shown(qtbot, path) as window:
        said = said_in(window)
        error = StorageError("the disk is gone")
        BugHook(window, tmp_path / "log")(type(error), error, None)
        assert said == ["the disk is gone"]
        assert not (tmp_path / "log").exists()
        window.show_welcome()
        BugHook(window, tmp_path / "log")(type(error), error, None)
        assert window.findChild(QDialog, "refusalDialog") is not None


ODD_NAMES = ['<b>&"=1+1', "line\nbreak\r\n", "x" * 1000, "\u202eRTL", "a\tb", "%s %n {label}", "😀" * 50]


def test_labels_of_any_name_are_shown_as_they_are_and_keep_to_their_room(qtbot: QtBot, path: Path, tmp_path: Path):
    source = tmp_path / "odd.jsonl"
    spans = [{"start": n, "end": n + 6, "label": name} for n, name in enumerate(ODD_NAMES)]
    source.write_bytes(row(id="odd", text="Halvia closed the lock", title="<h1>T</h1>\n%1", spans=spans))
    with Project.open(path) as project:
        import_paths(project, [source])
    with shown(qtbot, path) as window:
        session = window.session
        document = window.workspace.documents.rows.ids[-1]
        window.workspace.open_document(document)
        for label in session.labels:
            session.add_span(Extent(0, 9), label)
        assert len(list(session.spans)) == len(ODD_NAMES) + len(session.labels)
        menu = window.workspace.make_menu(window.commands, window.menu_states)
        for submenu in menu.findChildren(type(menu)):
            assert submenu.sizeHint().width() < 900
        names = {label.name for label in session.labels}
        assert names.issuperset(ODD_NAMES)
        assert all("\n" not in label.short_name and len(label.short_name) <= 40 for label in session.labels)
        window.grab()


ODD_PATHS = ["n" * 300, "ring/x", "~nobody of this name/x", "a\0b", "missing/x"]


@pytest.mark.skipif(os.name != "posix", reason="names and links of POSIX")
@pytest.mark.parametrize("typed", ODD_PATHS)
def test_names_no_disk_takes_are_refused_by_every_field_that_takes_one(
    qtbot: QtBot, path: Path, tmp_path: Path, typed: str
):
    (tmp_path / "ring").symlink_to("ring")
    with shown(qtbot, path) as window:
        window.commands.run("file.export")
        [dialog] = window.findChildren(ExportDialog)
        dialog.path_field.setText(typed)
        dialog.accept()
        dialog.reject()
        new = NewProjectDialog(window, folder=tmp_path, annotator="ana")
        new.path_field.setText(typed)
        new.accept()
        window.files.open_path(typed)
        assert window.findChild(QDialog, "refusalDialog") is not None
        for leftover in window.findChildren(QDialog):
            leftover.close()
