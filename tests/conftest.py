"""What every test stands on: a private home, no surprise dialogs, Qt without a screen.

Two variables move what Annotator writes about a person, and the tests set both to a folder of their own:
``ANNOTATOR_CONFIG_DIR`` holds the settings (an INI file), ``ANNOTATOR_DATA_DIR`` the sample project.

Tests marked ``xvfb`` need a real X server; ``packaging/test`` starts one and sets ``QT_QPA_PLATFORM=xcb``.
Anywhere else they are skipped and all others run offscreen.
"""

import os
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

# Set before anything loads Qt, which reads it once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Whatever the desktop speaks, and however it writes numbers, the tests read English.
os.environ |= {"LANGUAGE": "en", "LC_ALL": "C.UTF-8"}

REPOSITORY = Path(__file__).resolve().parent.parent
_QT_FIXTURES = {"qtbot", "qapp", "qapp_cls", "qapp_args", "qtmodeltester", "qtlog"}

# The same examples at each run, so that a submission is judged by what it changed; "long" looks for new ones.
settings.register_profile("ci", deadline=None, max_examples=100, print_blob=True, derandomize=True)
settings.register_profile(
    "long", deadline=None, max_examples=5_000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests that use Qt, and leave out long ones, and those that need a screen where there is none."""
    on_a_screen = os.environ["QT_QPA_PLATFORM"] == "xcb"
    no_screen = pytest.mark.skip(reason="needs a real X server: run packaging/test")
    no_time = pytest.mark.skip(reason="takes minutes; run with ./packaging/test --long")
    for item in items:
        if item.get_closest_marker("long") is not None and "long" not in str(config.getoption("markexpr")):
            item.add_marker(no_time)
        needs_screen = item.get_closest_marker("xvfb") is not None
        if needs_screen or _QT_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.gui)
        if needs_screen and not on_a_screen:
            item.add_marker(no_screen)


def pytest_sessionfinish() -> None:
    """Take back what tests copied: Qt lets go of it after Python has ended, and the binding crashes over that."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session")
def _cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # One for the whole run: fontconfig keeps its index of all fonts there, which takes seconds to make.
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory, _cache_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder that only this test sees; settings, data and the desktop's own folders lie in it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("APPDATA", str(home / "config"))
    monkeypatch.setenv("LOCALAPPDATA", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(_cache_home))
    monkeypatch.setenv("ANNOTATOR_CONFIG_DIR", str(home / "config" / "annotator"))
    monkeypatch.setenv("ANNOTATOR_DATA_DIR", str(home / "data" / "annotator"))
    return home


@pytest.fixture(autouse=True)
def _no_unexpected_dialog(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that waits for an answer would stop the run: it fails the test instead.

    A test that wants one replaces the call itself, or is marked ``modal`` and answers the real dialog.
    """
    if request.node.get_closest_marker("gui") is None or request.node.get_closest_marker("modal") is not None:
        return
    from PySide6.QtWidgets import QColorDialog, QDialog, QFileDialog, QFontDialog, QInputDialog, QMessageBox

    for kind, names in (
        (QDialog, ("exec",)),
        (QMessageBox, ("exec", "about", "critical", "information", "question", "warning")),
        (
            QFileDialog,
            ("exec", "getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"),
        ),
        (QInputDialog, ("exec", "getDouble", "getInt", "getItem", "getMultiLineText", "getText")),
        (QColorDialog, ("exec", "getColor")),
        (QFontDialog, ("exec", "getFont")),
    ):
        for name in names:
            monkeypatch.setattr(kind, name, _refusal(f"{kind.__name__}.{name}"))


@pytest.fixture(autouse=True)
def _no_backups(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing a window leaves no thread behind that reads the project while the test does something with it.

    A test that wants backups asks for the fixture ``backups_made``.
    """
    if request.node.get_closest_marker("gui") is None or "backups_made" in request.fixturenames:
        return
    from annotator.gui.backups import Making

    monkeypatch.setattr(Making, "start", lambda making: making.copied.set())


def _refusal(call: str) -> object:
    def refuse(*arguments: object, **_options: object) -> NoReturn:
        shown = ", ".join(repr(argument) for argument in arguments if isinstance(argument, str))
        pytest.fail(f"an unexpected modal dialog was opened: {call}({shown})")

    return staticmethod(refuse) if not call.endswith(".exec") else refuse


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout's root."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_corpus() -> Path:
    """The folder of real articles, which lies beside the checkout and is no part of it."""
    folder = REPOSITORY.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the shared corpus does not lie beside this checkout")
    return folder
