"""The page before a project is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.gui.welcome import RecentButton, Welcome, shortened_folder

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Welcome:
    there = tmp_path / "there.annot"
    there.write_bytes(b"")
    shown = Welcome([str(there), str(tmp_path / "gone.annot")])
    qtbot.addWidget(shown)
    shown.resize(700, 700)
    shown.show()
    return shown


@pytest.mark.parametrize("what", ["new", "open", "sample"])
def test_each_way_to_begin_is_a_button(page: Welcome, qtbot: QtBot, what: str):
    button = getattr(page, f"{what}_button")
    with qtbot.waitSignal(getattr(page, f"{what}_requested")):
        QTest.mouseClick(button, LEFT)
    button.setFocus()
    with qtbot.waitSignal(getattr(page, f"{what}_requested")):
        QTest.keyClick(button, Qt.Key.Key_Return)


def test_a_recent_project_is_opened_by_its_path(page: Welcome, qtbot: QtBot, tmp_path: Path):
    there, gone = page.findChildren(RecentButton)
    with qtbot.waitSignal(page.recent_requested) as asked:
        QTest.mouseClick(there, LEFT)
    assert asked.args == [str(tmp_path / "there.annot")]
    assert there.isEnabled()
    assert not gone.isEnabled()
    assert "not there any more" in gone.accessibleName()


def test_recent_projects_can_be_shown_anew(page: Welcome, qtbot: QtBot):
    page.set_recent([])
    qtbot.waitUntil(lambda: not page.findChildren(RecentButton))
    assert not page._recent_heading.isVisible()
    page.grab()


def test_a_folder_in_the_home_folder_is_written_short():
    assert shortened_folder(Path.home() / "corpora") == str(Path("~") / "corpora")
    assert shortened_folder(Path("/srv/x")) == "/srv/x"
