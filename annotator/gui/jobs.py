"""Long work off the window's thread, with progress and a way to stop it.

The work gets a ``Report`` to tell how far it is and to ask whether it should stop. It must not touch the
window; whatever it needs of a project it opens for itself.
"""

from __future__ import annotations

from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from annotator.model.errors import AnnotatorError

if TYPE_CHECKING:
    from collections.abc import Callable

INTERVAL = 0.05
"""Least time in seconds between two reports of progress that reach the window."""


class Report:
    """What a piece of work tells and asks while it runs; safe from its thread."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._stop = Event()
        self._last = 0.0

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is; ``total`` 0 means nobody knows."""
        now = monotonic()
        if now - self._last >= INTERVAL or (total and done >= total):
            self._last = now
            self._tell(done, total)

    def cancelled(self) -> bool:
        """Whether the work should stop as soon as it can."""
        return self._stop.is_set()

    def cancel(self) -> None:
        self._stop.set()


class Job(QObject):
    """One piece of work in a thread of its own.

    Exactly one of ``done``, ``failed`` and ``crashed`` comes, in the window's thread, after the work returned
    or raised; a job that was cancelled ends in whatever its work makes of that.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    """What the work returned."""
    failed = Signal(str)
    """The sentence of the AnnotatorError it raised."""
    crashed = Signal(object)
    """Any other exception: a bug, for the window's one hook."""

    def __init__(self, work: Callable[[Report], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.report = Report(self.progressed.emit)
        self._thread = _Thread(work, self.report)
        self._thread.setParent(self)
        self._thread.finished.connect(self._on_finished)

    def start(self) -> Job:
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask the work to stop."""
        self.report.cancel()

    def is_running(self) -> bool:
        return self._thread.isRunning()

    def stop(self) -> None:
        """Cancel and wait for the end: for a window that is about to go."""
        self.cancel()
        self._thread.wait()

    def _on_finished(self) -> None:
        error = self._thread.error
        if error is None:
            self.done.emit(self._thread.result)
        elif isinstance(error, AnnotatorError):
            self.failed.emit(str(error))
        else:
            self.crashed.emit(error)


class _Thread(QThread):
    def __init__(self, work: Callable[[Report], object], report: Report) -> None:
        super().__init__()
        self._work = work
        self._report = report
        self.result: object = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._work(self._report)
        except BaseException as error:  # noqa: BLE001 - handed to the window's hook, where bugs are logged
            self.error = error
