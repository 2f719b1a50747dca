"""The program around the window: start, arguments, and the one hook for bugs."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QLoggingCategory, QTimer
from PySide6.QtWidgets import QApplication

from annotator.gui import theme, translation
from annotator.gui.project_files import make_session, open_project, sample
from annotator.gui.settings import Settings, data_folder
from annotator.gui.window import MainWindow
from annotator.model.errors import AnnotatorError, DamagedError

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = "usage: annotator [PROJECT] [--annotator NAME] [--sample]"
LOG_NAME = "annotator.log"
_SETTLED = 1000
"""Milliseconds after which the window is painted, and what was put off until then is done."""


class Arguments(NamedTuple):
    """What the window was started with."""

    project: Path | None = None
    annotator: str = ""
    sample: bool = False


def parse(argv: Sequence[str]) -> Arguments:
    """Read the window's own arguments; AnnotatorError for one it does not know."""
    project, annotator, sample = None, "", False
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        option, given, value = word.partition("=")
        if option == "--annotator":
            annotator = value if given else (rest.pop(0) if rest else "")
            if not annotator.strip():
                raise AnnotatorError(f"--annotator wants a name; {USAGE}")
        elif word == "--sample":
            sample = True
        elif word.startswith("-") and word != "-":
            raise AnnotatorError(f"there is no option {word}; {USAGE}")
        elif project is not None:
            raise AnnotatorError(f"only one project can be opened, not {word} too; {USAGE}")
        else:
            project = Path(word)
    return Arguments(project, annotator.strip(), sample)


def application() -> QApplication:
    """The one QApplication, made if there is none yet."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    QCoreApplication.setApplicationName("Annotator")
    # Each script that a face lacks would be a line on the terminal, though the next face has it.
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    # Said here and not by setStyle, which answers with the style: a class of 600 constants, loaded for nothing.
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationDisplayName("Annotator")
    app.setDesktopFileName("annotator")
    return app


def make_window(settings: Settings | None = None) -> MainWindow:
    """The window without a project, not shown yet."""
    app = application()
    settings = settings or Settings()
    translation.install(app, settings.text("language"))
    theme.apply(app, settings.text("theme"))  # type: ignore[arg-type]  # one of its choices
    window = MainWindow(settings)
    settings.setParent(window)
    return window


def open_window(path: str | Path, *, annotator: str = "", settings: Settings | None = None) -> MainWindow:
    """Show the window of a project without entering the event loop.

    Asks for nothing: without a name it is the project's annotator, else the login name. Raises AnnotatorError
    where the project cannot be opened.
    """
    application()
    project = open_project(Path(path))
    try:
        session = make_session(project, annotator)
    except BaseException:
        project.close()
        raise
    window = make_window(settings)
    window.show_session(session)
    window.show()
    window.activateWindow()
    return window


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window and run until it is closed.

    Returns the exit code: 0, or 2 after one sentence on standard error where nothing could be opened.
    """
    try:
        arguments = parse(sys.argv[1:] if argv is None else argv)
        app = application()
        window = _start(arguments)
    except AnnotatorError as error:
        print(f"annotator: {error}", file=sys.stderr)  # noqa: T201 - the one line a person at a terminal gets
        return 2
    install_hook(window)
    QTimer.singleShot(_SETTLED, show_icon)
    QTimer.singleShot(_SETTLED, _collect_garbage)
    return app.exec()


def show_icon() -> None:
    """Give every window the program's sign, where the desktop does not know it by its file."""
    from annotator.gui.icons import make_icon

    QApplication.setWindowIcon(make_icon("annotator"))


def _collect_garbage() -> None:
    """Look for garbage from now on, and never again through what the start made: that stays."""
    gc.freeze()
    gc.enable()


def _start(arguments: Arguments) -> MainWindow:
    path = arguments.project
    if arguments.sample and path is None:
        path = sample()
    if path is None:
        window = make_window()
        window.show_welcome()
        window.show()
        return window
    window = make_window()
    try:
        project = open_project(path)
    except DamagedError as error:
        # Whoever opened it from a desktop sees no terminal.
        window.show_welcome()
        window.show()
        window.damage.offer(path, str(error))
        return window
    if arguments.annotator or project.current_annotator is not None or project.read_only:
        window.show_session(make_session(project, arguments.annotator))
        window.show()
    else:
        window.show_welcome()
        window.show()
        window.files.ask_name(project)
    return window


def install_hook(window: MainWindow) -> None:
    """Let every bug be logged, and shown once with its details to copy."""
    from annotator.gui.bugs import BugHook

    sys.excepthook = BugHook(window, data_folder() / LOG_NAME)
