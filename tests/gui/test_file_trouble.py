"""Somebody else writes to the project, or its file changed under the window: what is said, and the ways out."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from annotator.gui.window import MainWindow
from annotator.model.span import Extent
from tests.gui.window_kit import label, make_project, shown

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="files and locks of POSIX")

WRITER = """
import sys
from pathlib import Path
from annotator.exchange import import_paths
from annotator.store.project import Project
with Project.open(Path(sys.argv[1])) as project:
    print("writes", flush=True)
    for line in sys.stdin:
        import_paths(project, [Path(line.strip())])
        print("imported", flush=True)
"""


class Writer:
    """Another program that has the project open and imports what it is told to."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._hear()

    def import_file(self, file: Path) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{file}\n")
        self.process.stdin.flush()
        self._hear()

    def close(self) -> None:
        self.process.communicate(timeout=20)

    def _hear(self) -> None:
        assert self.process.stdout
        assert self.process.stdout.readline()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p.annot")


@pytest.fixture
def writer(path: Path) -> Iterator[Writer]:
    writer = Writer(path)
    yield writer
    if writer.process.poll() is None:
        writer.close()


def activate(window: MainWindow) -> None:
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))


def said(window: MainWindow) -> str:
    """What the banner says; empty while it is not there."""
    assert window.workspace is not None
    banner = window.workspace.banner
    return banner.words.text() if banner.isVisible() else ""


def press(qtbot: QtBot, window: MainWindow, text: str) -> None:
    assert window.workspace is not None
    [button] = [each for each in window.workspace.banner.findChildren(QPushButton) if each.text() == text]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_a_sound_project_has_nothing_to_say(qtbot: QtBot, path: Path):
    with shown(qtbot, path) as window:
        activate(window)
        assert said(window) == ""


def test_a_second_window_reads_only_names_the_writer_and_follows_it(
    qtbot: QtBot, path: Path, writer: Writer, tmp_path: Path
):
    source = tmp_path / "more.txt"
    source.write_text("Torland will close the strait.", encoding="utf-8")
    with shown(qtbot, path) as window:
        assert f"process {writer.process.pid}" in said(window)
        assert "reading only" in window.windowTitle()
        label(window, "Halvia", "actor")
        assert list(window.session.spans) == []
        writer.import_file(source)
        activate(window)
        assert len(window.workspace.documents.rows.ids) == 4


def test_when_the_writer_is_gone_one_press_makes_the_window_the_writer(qtbot: QtBot, path: Path, writer: Writer):
    with shown(qtbot, path) as window:
        press(qtbot, window, "Open for editing")
        assert window.session.project.read_only
        assert said(window)
        writer.close()
        press(qtbot, window, "Open for editing")
        assert not window.session.project.read_only
        assert said(window) == ""
        label(window, "Halvia", "actor")
        assert len(list(window.session.spans)) == 1


def write_into(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE documents SET title = 'Theirs' WHERE key = 'a'")
        other.commit()


def replace(path: Path) -> None:
    twin = path.with_name("twin")
    shutil.copyfile(path, twin)
    write_into(twin)
    os.replace(twin, path)


@pytest.mark.parametrize("harm", [write_into, replace])
def test_a_file_changed_underneath_is_noticed_and_opened_anew_when_wanted(
    qtbot: QtBot, path: Path, harm: Callable[[Path], None]
):
    with shown(qtbot, path) as window:
        harm(path)
        label(window, "Halvia", "actor")
        assert list(window.session.spans) == []
        assert "another program" in said(window).lower()
        press(qtbot, window, "Open it anew")
        assert said(window) == ""
        assert window.session.document.title == "Theirs"
        label(window, "Halvia", "actor")
        assert [span.extent for span in window.session.spans] == [Extent(0, 6)]


def test_a_file_changed_while_people_were_elsewhere_is_noticed_before_they_label(qtbot: QtBot, path: Path):
    with shown(qtbot, path) as window:
        write_into(path)
        activate(window)
        assert "changed what is in" in said(window)


def test_a_file_that_is_gone_can_be_read_on_until_it_is_back(qtbot: QtBot, path: Path):
    with shown(qtbot, path) as window:
        label(window, "Halvia", "actor")
        path.rename(path.with_name("away"))
        label(window, "Torland", "actor")
        assert "is gone" in said(window)
        window.workspace.open_document(window.workspace.documents.rows.ids[1])
        assert window.session.document.key == "b"
        press(qtbot, window, "Open it anew")
        [dialog] = window.findChildren(QDialog, "refusalDialog")
        dialog.close()
        assert window.session is not None
        path.with_name("away").rename(path)
        press(qtbot, window, "Open it anew")
        assert said(window) == ""
        window.workspace.open_document(window.workspace.documents.rows.ids[0])
        label(window, "Torland", "actor")
        assert len(list(window.session.spans)) == 2


def test_no_look_over_the_file_begins_once_the_project_is_closed(qtbot: QtBot, path: Path):
    """A timer may still be on its way: a thread begun by it would outlive what it belongs to, and end the program."""
    with shown(qtbot, path) as window:
        check = window._check
        assert check is not None
        window.show_welcome()
        check.start()
        assert check._job is None
