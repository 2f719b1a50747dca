"""What conftest promises to the tests of the window."""

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox


@pytest.mark.parametrize(
    "open_dialog",
    [
        lambda: QMessageBox.warning(None, "Import", "3 rows were left out."),
        lambda: QFileDialog.getOpenFileName(None, "Open"),
        lambda: QDialog().exec(),
        lambda: QMessageBox().exec(),
    ],
    ids=["message", "file", "own", "own message"],
)
def test_a_dialog_that_would_wait_for_an_answer_fails_the_test(qapp: object, open_dialog: object) -> None:
    assert callable(open_dialog)
    with pytest.raises(pytest.fail.Exception, match="unexpected modal dialog"):
        open_dialog()


def test_a_test_with_qt_is_marked_as_one(qapp: object, request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("gui") is not None


def test_qt_runs_without_a_screen_unless_asked(qapp: QGuiApplication) -> None:
    assert qapp.platformName() == os.environ["QT_QPA_PLATFORM"]


def test_settings_and_data_lie_in_a_home_of_the_tests_own(private_home: Path) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "ANNOTATOR_CONFIG_DIR", "ANNOTATOR_DATA_DIR"):
        assert Path(os.environ[name]).is_relative_to(private_home)
