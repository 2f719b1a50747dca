"""The one hook for failures nobody foresaw: into the log, and once onto the screen."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from traceback import format_exception
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator import __version__
from annotator.model.errors import AnnotatorError, DamagedError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

LARGEST_LOG = 1_000_000
"""Bytes; a larger log is begun anew."""

_BY_QT = re.compile(r"^(?:Error calling Python override of \w+::\w+\(\): )+")
"""What PySide puts before the sentence of an error that came out of a method Qt called."""


class BugHook(QObject):
    """Called as ``sys.excepthook``, from any thread."""

    _came = Signal(str)
    _refused = Signal(str)
    _damaged = Signal(str)

    def __init__(self, window: QWidget, log: Path) -> None:
        super().__init__(window)
        self._window = window
        self._log = log
        self._shown = False
        # A signal, because the dialog belongs to the window's thread.
        self._came.connect(self._show)
        self._refused.connect(self._say)
        self._damaged.connect(self._condemn)

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, AnnotatorError):
            # No bug: something could not be read or written in a place that has no words of its own for it.
            sentence = _BY_QT.sub("", str(error))
            self._refused.emit(sentence)
            if isinstance(error, DamagedError):
                self._damaged.emit(sentence)
            return
        details = "".join(format_exception(kind, error, trace))
        if sys.stderr is not None:
            sys.stderr.write(details)
        self._write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} Annotator {__version__}\n{details}\n")
        self._came.emit(details)

    def _write(self, entry: str) -> None:
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            full = self._log.exists() and self._log.stat().st_size > LARGEST_LOG
            with self._log.open("w" if full else "a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(entry)
        except OSError:
            # A log that cannot be written must not hide what happened: it was on standard error too.
            return

    def _show(self, details: str) -> None:
        # One at a time: a bug in painting would open a dialog for every frame.
        if self._shown:
            return
        from annotator.gui.dialogs.failure import FailureDialog

        self._shown = True
        dialog = FailureDialog(self._window, details, str(self._log))
        dialog.finished.connect(self._gone)
        dialog.open()

    def _say(self, sentence: str) -> None:
        session = getattr(self._window, "session", None)
        if session is not None:
            session.say(sentence, "refused")
            return
        from annotator.gui.dialogs.failure import RefusalDialog

        RefusalDialog(self._window, self.tr("This could not be done"), sentence[:1].upper() + sentence[1:]).open()

    def _condemn(self, sentence: str) -> None:
        condemn = getattr(self._window, "condemn", None)
        if condemn is not None:
            condemn(sentence)

    def _gone(self) -> None:
        self._shown = False
