"""One program, two faces: the first argument decides between the command line and the window."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from annotator import __main__ as entry
from annotator import __version__


class Faces:
    """Stand-ins for the window and the command line that note what they were started with."""

    def __init__(self) -> None:
        self.window: list[list[str]] = []
        self.commands: list[list[str]] = []

    def open_window(self, arguments: list[str]) -> int:
        self.window.append(arguments)
        return 0

    def run_command(self, args: list[str], prog_name: str) -> None:
        assert prog_name == "annotator"
        self.commands.append(args)


@pytest.fixture
def faces(monkeypatch: pytest.MonkeyPatch) -> Faces:
    stand_ins = Faces()
    app = ModuleType("annotator.gui.app")
    app.main = stand_ins.open_window  # type: ignore[attr-defined]
    cli = ModuleType("annotator.cli")
    cli.main = stand_ins.run_command  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "annotator.gui.app", app)
    monkeypatch.setattr("annotator.gui.app", app, raising=False)
    monkeypatch.setitem(sys.modules, "annotator.cli", cli)
    return stand_ins


@pytest.mark.parametrize("arguments", [[], ["news.annot"], ["--sample"], ["./new"], ["news.annot", "import"]])
def test_anything_that_is_no_command_opens_the_window(arguments: list[str], faces: Faces) -> None:
    assert entry.main(arguments) == 0
    assert (faces.window, faces.commands) == ([arguments], [])


@pytest.mark.parametrize("arguments", [["info", "news.annot"], ["new", "x.annot"], ["--version"], ["--help"]])
def test_a_commands_name_or_a_question_about_the_program_goes_to_the_command_line(
    arguments: list[str], faces: Faces
) -> None:
    assert entry.main(arguments) == 0
    assert (faces.window, faces.commands) == ([], [arguments])


def test_the_short_form_of_help_is_help(faces: Faces) -> None:
    entry.main(["-h"])
    assert faces.commands == [["--help"]]


def test_the_processes_own_arguments_are_taken_by_default(faces: Faces, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["annotator", "check", "x.annot"])
    entry.main()
    assert faces.commands == [["check", "x.annot"]]


def without_a_display(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    """Leave of the variables that name a display only those given."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": ":98761"},
        {"DISPLAY": ":98761", "QT_QPA_PLATFORM": "xcb"},
        {"DISPLAY": "unix:98761.0"},
        {"WAYLAND_DISPLAY": "wayland-0"},
        {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/nowhere"},
    ],
    ids=str,
)
def test_without_a_display_one_sentence_says_so_and_nothing_opens(
    variables: dict[str, str],
    faces: Faces,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    without_a_display(monkeypatch, **variables)
    assert entry.main(["news.annot"]) == 2
    said = capsys.readouterr().err
    assert "no display" in said
    assert said.count("\n") == 1
    assert faces.window == []


def test_a_lock_whose_writer_is_dead_is_no_display(tmp_path: Path) -> None:
    lock = tmp_path / ".X7-lock"
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    for words, believed in ((ended.stdout.decode(), False), (f"{os.getpid():>10}\n", True), ("nonsense", True)):
        lock.write_text(words, encoding="ascii")
        assert entry._lives(str(lock)) is believed
    assert entry._lives(str(tmp_path / "none"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_a_display_of_another_machine_a_wayland_session_and_a_chosen_platform_open_the_window(
    faces: Faces, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "wayland-7").touch()
    for variables in (
        {"DISPLAY": "far-away:10.0"},
        {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)},
        {"QT_QPA_PLATFORM": "offscreen"},
    ):
        without_a_display(monkeypatch, **variables)
        assert entry.main([]) == 0
    assert len(faces.window) == 3


def test_qt_that_does_not_load_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delitem(sys.modules, "annotator.gui.app", raising=False)
    monkeypatch.delattr("annotator.gui.app", raising=False)
    monkeypatch.setitem(sys.modules, "PySide6", None)
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    monkeypatch.setitem(sys.modules, "PySide6.QtCore", None)
    assert entry.main([]) == 2
    said = capsys.readouterr().err
    assert "Qt does not load" in said
    assert said.count("\n") == 1


def test_the_commands_are_the_command_lines_own() -> None:
    from annotator.cli import main as command_line

    assert set(entry.COMMANDS) == set(command_line.commands)


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        entry.main(["--version"])
    assert left.value.code == 0
    assert __version__ in capsys.readouterr().out
