"""The screen that packaging/test brings up is one where real keys reach a real window."""

import shutil
import subprocess

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.xvfb


def test_windows_are_drawn_by_an_x_server(qapp: QGuiApplication) -> None:
    assert qapp.platformName() == "xcb"


@pytest.mark.parametrize("program", ["xdotool", "setxkbmap", "openbox"])
def test_the_programs_of_the_journeys_are_there(program: str) -> None:
    assert shutil.which(program)


def test_a_window_becomes_active_and_hears_keys_from_outside(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.setFocus()
    subprocess.run(["xdotool", "type", "--delay", "20", "halvia"], check=True, timeout=20)
    qtbot.waitUntil(lambda: field.text() == "halvia", timeout=5_000)
