"""The tour: one command where there is no display, a line a step, and what it leaves behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from annotator.gui.tour.__main__ import main
from annotator.gui.tour.eye import Eye
from annotator.gui.tour.hands import QtHands
from annotator.gui.tour.steps import Tour, clear
from annotator.gui.tour.user import NotSeenError, User

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

PICTURES = ("welcome", "window", "right-to-left", "labelled", "export")


def take(repository: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the tour as its users do, in a process of its own."""
    # Taken where people speak German: the tour's own steps must not depend on it.
    german = {"LANGUAGE": "de", "LC_ALL": "C.UTF-8"}
    environment = {**os.environ, **german, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(repository)}
    command = [sys.executable, "-m", "annotator.gui.tour", str(folder)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100, check=False)


@pytest.fixture(scope="module")
def toured(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A folder the tour was taken into, twice, and how the second one went."""
    folder = tmp_path_factory.mktemp("tour")
    (folder / "kept.txt").write_text("not the tour's", encoding="utf-8")
    first = take(repository, folder)
    assert first.returncode == 0, first.stdout + first.stderr
    return folder, take(repository, folder)


def test_it_takes_the_whole_main_job_a_line_a_step(
    toured: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _, went = toured
    assert went.returncode == 0, went.stdout + went.stderr
    lines = went.stdout.splitlines()
    begun = [line[:16].strip() for line in lines[:-1]]
    job = ["open", "drag", "point and press", "nested span", "grow", "move an end", "note", "undo", "redo"]
    assert [step for step in begun if step in (*job, "done", "export")] == [*job, "done", "export"]
    assert went.stderr == ""


@pytest.mark.parametrize("name", [f"{name}{dark}.png" for name in PICTURES for dark in ("", "-dark")])
def test_it_leaves_light_and_dark_pictures(toured: tuple[Path, subprocess.CompletedProcess[str]], name: str) -> None:
    folder, _ = toured
    assert (folder / name).read_bytes().startswith(b"\x89PNG")


def test_the_picture_of_the_whole_window_has_the_size_the_readme_shows(
    qtbot: QtBot, toured: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    from PySide6.QtGui import QImage

    picture = QImage(str(toured[0] / "window.png"))
    assert (picture.width(), picture.height()) == (1440, 900)


def test_it_leaves_the_project_in_one_file_and_its_export(
    toured: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _ = toured
    assert [path.name for path in folder.glob("sample.annot*")] == ["sample.annot"]
    records = [json.loads(line) for line in (folder / "labelled.jsonl").read_text(encoding="utf-8").splitlines()]
    spans = [span for record in records for span in record["spans"] if span["annotator"] == "reader"]
    assert len(spans) == 4


def test_a_second_tour_touches_nothing_else_in_the_folder(
    toured: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    assert (toured[0] / "kept.txt").read_text(encoding="utf-8") == "not the tour's"


def test_a_step_that_goes_wrong_is_said_in_a_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    clear(tmp_path)
    tour = Tour(tmp_path, QtHands())
    tour.welcome()
    with pytest.raises(NotSeenError, match="“no such article”"):
        tour._go_to("no such article")
    tour.close()


@pytest.mark.parametrize("arguments", [[], ["--help"], ["a", "b"]], ids=["none", "option", "two"])
def test_anything_but_one_folder_gets_the_usage(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 2
    assert "usage:" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ANNOTATOR_CONFIG_DIR", "ANNOTATOR_DATA_DIR"):
        monkeypatch.setenv(name, os.environ[name])  # put back afterwards: the tour sets its own
    file = tmp_path / "file"
    file.touch()
    assert main([str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_what_is_waited_for_in_vain_is_named_with_what_is_there_instead(qtbot: QtBot) -> None:
    from annotator.gui.app import make_window

    window = make_window()
    qtbot.addWidget(window)
    window.show_welcome()
    with pytest.raises(NotSeenError, match="a wonder should happen; instead the window shows no project is open"):
        User(Eye(window), QtHands()).wait_for("a wonder should happen", lambda: False, seconds=0.01)
