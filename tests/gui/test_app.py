"""Start: arguments, refusals in one sentence, the hook for bugs."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui import app
from annotator.gui.app import Arguments, main, open_window, parse
from annotator.gui.bugs import BugHook
from annotator.model.errors import AnnotatorError
from tests.gui.window_kit import make_project


@pytest.mark.parametrize(
    ("argv", "wanted"),
    [
        ([], Arguments()),
        (["p.annot"], Arguments(Path("p.annot"))),
        (["p.annot", "--annotator", "ana"], Arguments(Path("p.annot"), "ana")),
        (["--annotator=ana", "p.annot"], Arguments(Path("p.annot"), "ana")),
        (["--sample"], Arguments(sample=True)),
    ],
)
def test_arguments_are_understood(argv: list[str], wanted: Arguments):
    assert parse(argv) == wanted


@pytest.mark.parametrize(
    "argv", [["--nonsense"], ["a", "b"], ["--annotator"], ["--annotator", " "], ["--annotator=", "p"]]
)
def test_arguments_that_make_no_sense_are_refused(argv: list[str]):
    with pytest.raises(AnnotatorError, match="usage"):
        parse(argv)


@pytest.mark.parametrize("content", [None, b"", b"no project"])
def test_a_project_that_cannot_be_opened_is_one_sentence_and_exit_code_2(
    qapp: object, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
):
    path = tmp_path / "x.annot"
    if content is not None:
        path.write_bytes(content)
    assert main([str(path)]) == 2
    error = capsys.readouterr().err
    assert error.startswith("annotator: ")
    assert "x.annot" in error
    assert error.count("\n") == 1
    assert "Traceback" not in error


@pytest.fixture
def started(qapp: object, monkeypatch: pytest.MonkeyPatch) -> list[QWidget]:
    """Windows that ``main`` showed, with the event loop left out."""
    windows: list[QWidget] = []
    start = app._start

    def starting(arguments: Arguments) -> QWidget:
        windows.append(start(arguments))
        return windows[-1]

    monkeypatch.setattr(app, "_start", starting)
    monkeypatch.setattr("PySide6.QtWidgets.QApplication.exec", lambda *_: 0)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return windows


def test_without_arguments_the_welcome_page_is_shown(qtbot: QtBot, started: list[QWidget]):
    assert main([]) == 0
    qtbot.addWidget(started[0])
    assert started[0].findChild(QWidget, "welcomePage").isVisible()


def test_the_sample_is_made_once_and_keeps_what_was_done_in_it(qtbot: QtBot, started: list[QWidget]):
    for _ in range(2):
        assert main(["--sample"]) == 0
        window = started.pop()
        assert window.session.document is not None
        window.session.remove_spans(list(window.session.spans)[:1])
        spans = len(window.session.spans)
        window.close()
    assert spans > 0


def test_a_sample_that_cannot_be_made_is_one_sentence_and_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("ANNOTATOR_DATA_DIR", str(tmp_path / "file" / "data"))
    assert main(["--sample"]) == 2
    assert "ANNOTATOR_DATA_DIR" in capsys.readouterr().err


def test_a_name_given_on_the_command_line_is_not_asked_for(qtbot: QtBot, started: list[QWidget], tmp_path: Path):
    path = make_project(tmp_path / "p.annot", annotator="")
    assert main([str(path), "--annotator", "mira"]) == 0
    window = started.pop()
    assert window.session.annotator.name == "mira"
    assert window.findChild(QDialog, "annotatorPrompt") is None
    window.close()


def test_a_project_without_a_name_is_shown_once_the_name_is_given(qtbot: QtBot, started: list[QWidget], tmp_path: Path):
    path = make_project(tmp_path / "p.annot", annotator="")
    main([str(path)])
    window = started.pop()
    assert window.session is None
    prompt = window.findChild(QDialog, "annotatorPrompt")
    prompt.field.setText("mira")
    prompt.accept()
    assert window.session.annotator.name == "mira"
    window.close()


def test_every_window_bears_the_program_s_sign(qtbot: QtBot):
    app.show_icon()
    window = QWidget()
    qtbot.addWidget(window)
    assert not window.windowIcon().isNull()


def test_open_window_asks_for_nothing(qtbot: QtBot, tmp_path: Path):
    window = open_window(make_project(tmp_path / "p.annot", annotator=""))
    assert window.session.annotator.name
    assert window.isVisible()
    window.close()


def test_open_window_refuses_what_is_no_project(qapp: object, tmp_path: Path):
    with pytest.raises(AnnotatorError, match="missing"):
        open_window(tmp_path / "missing.annot")


def test_a_bug_is_logged_and_shown_once(qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    window = QWidget()
    qtbot.addWidget(window)
    hook = BugHook(window, tmp_path / "deep" / "log")
    for _ in range(2):
        try:
            1 // 0  # noqa: B018 - it is the bug
        except ZeroDivisionError as error:
            hook(type(error), error, error.__traceback__)
    assert (tmp_path / "deep" / "log").read_text().count("ZeroDivisionError") == 2
    assert len(window.findChildren(QDialog, "failureDialog")) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_log_that_cannot_be_written_hides_nothing(qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "file").touch()
    BugHook(window, tmp_path / "file" / "log")(ValueError, ValueError("x"), None)
    assert "ValueError: x" in capsys.readouterr().err
    assert window.findChild(QDialog, "failureDialog") is not None
