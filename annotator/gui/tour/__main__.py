"""``python -m annotator.gui.tour FOLDER``: take the tour, a line a step.

Leaves pictures (each also as ``…-dark.png``), the project and the exported JSONL in FOLDER. The exit code is 0,
or 1 at the first step whose result is not what it should be, or 2 where the folder cannot be used.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMessageLogContext, QtMsgType

_USAGE = "usage: python -m annotator.gui.tour FOLDER"


def main(argv: Sequence[str] | None = None) -> int:
    """Take the tour into the folder that is the only argument."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(_USAGE, file=sys.stderr)  # noqa: T201
        return 2
    folder = Path(arguments[0]).resolve()
    # Before Qt is loaded. A tour neither reads nor changes what its user has chosen for the program.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["LANGUAGE"] = "en"  # it goes by what buttons are called
    os.environ["ANNOTATOR_CONFIG_DIR"] = os.environ["ANNOTATOR_DATA_DIR"] = str(folder / "settings")
    from annotator.gui.tour.steps import clear

    try:
        clear(folder)
    except OSError as error:
        print(f"the tour cannot use {folder}: {error.strerror}", file=sys.stderr)  # noqa: T201
        return 2
    return take(folder)


def take(folder: Path) -> int:
    """Take all steps in an empty folder; a line a step."""
    from PySide6.QtCore import qInstallMessageHandler

    from annotator.gui.app import application
    from annotator.gui.settings import Settings
    from annotator.gui.tour.hands import QtHands
    from annotator.gui.tour.steps import Tour
    from annotator.model.errors import AnnotatorError

    qInstallMessageHandler(_log)
    # The steps know buttons by their English names, and the pictures are for the README.
    Settings().set("language", "en")
    application()
    tour = Tour(folder, QtHands())
    for name, step in tour.steps():
        try:
            print(f"{name:16} {step()}", flush=True)  # noqa: T201
        except (AssertionError, LookupError, AnnotatorError) as failure:
            print(f"{name:16} FAILED: {failure}", flush=True)  # noqa: T201
            return 1
    print(f"Pictures, project and JSONL are in {folder}")  # noqa: T201
    return 0


def _log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """What Qt has to say, without what the offscreen platform says of itself at every window."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
