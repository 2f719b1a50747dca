"""Two stages for every journey: a real X screen with xdotool's mouse and keys, and none with Qt's own events.

A journey asks for ``stage``, or for ``user``, who sits at two articles as annotator *ana*. On the screen the
program runs as a process of its own through its real ``main``. Journeys that can be made on only one of the
two ask for ``screen`` or ``offscreen``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.articles import HARBOUR_AND_CANAL, make_project
from tests.journeys.offscreen import OffscreenStage
from tests.journeys.screen import ScreenStage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.gui.tour.user import User

Stage = OffscreenStage | ScreenStage


@pytest.fixture
def offscreen(qtbot: QtBot) -> Iterator[OffscreenStage]:
    """The window in this process, without a screen."""
    stage = OffscreenStage()
    yield stage
    stage.end()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[ScreenStage]:
    """The program on the X display; it must have ended by itself, without a word of trouble."""
    stage = ScreenStage(tmp_path)
    yield stage
    stage.end()


@pytest.fixture(params=[pytest.param("screen", marks=pytest.mark.xvfb), "offscreen"])
def stage(request: pytest.FixtureRequest) -> Stage:
    """The one, then the other."""
    found: Stage = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project file with two articles."""
    return make_project(tmp_path / "news.annot", HARBOUR_AND_CANAL)


@pytest.fixture
def user(stage: Stage, project: Path) -> Iterator[User]:
    """A reader with the first of two articles open; the program must end well afterwards."""
    yield stage.start(str(project))
    stage.leave()
