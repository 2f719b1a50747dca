"""Backups made behind the window: on opening, every half hour of work, and when a project is closed.

The thread that makes one touches nothing of Qt and is no daemon: it outlives the window, and the process
ends when it is done.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.gui.settings import data_folder
from annotator.model.errors import AnnotatorError, BusyError

if TYPE_CHECKING:
    from annotator.gui.session import Session
    from annotator.store.backup import Origin

FOLDER = "backups"
IDLE = 2_000
"""Milliseconds without an edit before a backup begins: edits wait while the file is read."""
EVERY = 30 * 60_000
_AGAIN = 60_000
"""Milliseconds after which a file that another program was writing to is tried again."""
_LOOK = 20


def backups_folder() -> Path:
    """Where all backups of this person lie."""
    return data_folder() / FOLDER


def origin_of(path: Path) -> Origin | None:
    """Whose backup a file is; None for a file that is none."""
    try:
        real = Path(os.path.realpath(path))
    except ValueError:
        return None
    # Asked at every start, which nothing else of it shall burden.
    if real.parent.parent.name != FOLDER:
        return None
    from annotator.store import backup

    return backup.origin(backups_folder(), real)


class Making(threading.Thread):
    """Makes one backup of a project unless nothing was edited since the newest."""

    def __init__(self, project: Path, root: Path, after: threading.Thread | None = None) -> None:
        super().__init__(name="backup", daemon=False)
        self.project = project
        self.copied = threading.Event()
        """The file has been read: edits may be made again."""
        self.error: Exception | None = None
        self._root = root
        self._after = after

    def run(self) -> None:
        from annotator.store import backup

        if self._after is not None:
            self._after.join()
        try:
            backup.make(self.project, self._root, copied=self.copied.set)
        except Exception as error:  # noqa: BLE001 - handed to the window, which tells failures from bugs
            self.error = error
        finally:
            self.copied.set()


class Backups(QObject):
    """Sees to the backups of one session's project. A failure is said once, and stops no work."""

    crashed = Signal(object)
    """An exception nobody foresaw, for the window's hook."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._making: Making | None = None
        self._pausing = False
        self._due = False
        self._edited = False
        self._said = ""
        self._idle = QTimer(self, interval=IDLE, singleShot=True)
        self._idle.timeout.connect(self._on_idle)
        self._often = QTimer(self, interval=EVERY)
        self._often.timeout.connect(self._on_half_hour)
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self._look_at_making)
        session.changed.connect(self._on_changed)
        session.queue.wanted.connect(self._on_wanted)

    def start(self) -> None:
        """The window is painted: see to backups from now on."""
        self._often.start()
        for thread in threading.enumerate():
            if isinstance(thread, Making) and thread.project == self._session.project.path:
                # Of the last time the project was open, a moment ago.
                self._follow(thread)
        self._want()

    def leave(self) -> None:
        """The project is closed: back it up while something else goes on, or the process ends."""
        for timer in (self._idle, self._often, self._look):
            timer.stop()
        project = self._session.project
        if not project.read_only:
            Making(project.path, backups_folder(), after=self._making).start()

    # When

    def _on_half_hour(self) -> None:
        if self._edited:
            self._want()

    def _on_changed(self) -> None:
        self._edited = True
        if self._due:
            self._idle.start(IDLE)

    def _want(self, pause: int | None = None) -> None:
        self._due = True
        self._idle.start(pause or IDLE)

    def _on_idle(self) -> None:
        if self._session.project.read_only:
            return
        if self._making is not None or not self._session.queue.is_idle:
            self._idle.start(IDLE)
            return
        self._due = self._edited = False
        making = Making(self._session.project.path, backups_folder())
        self._follow(making)
        making.start()

    # While one is made

    def _follow(self, making: Making) -> None:
        """Let edits wait until the file has been read."""
        self._making = making
        self._pausing = True
        self._session.queue.pause()
        self._look.start()

    def _look_at_making(self) -> None:
        making = self._making
        if making is None:
            return
        if making.copied.is_set():
            self._stop_pausing()
        if not making.is_alive():
            self._look.stop()
            self._making = None
            self._take(making.error)

    def _on_wanted(self, now: bool) -> None:
        """The window closes, and an edit waits."""
        if now and self._pausing and self._making is not None:
            self._making.copied.wait()
            self._stop_pausing()

    def _stop_pausing(self) -> None:
        if self._pausing:
            self._pausing = False
            self._session.queue.resume()

    def _take(self, error: Exception | None) -> None:
        if isinstance(error, BusyError):
            self._want(_AGAIN)
        elif isinstance(error, AnnotatorError):
            self._edited = True  # so that the next half hour tries again
            sentence = self.tr("No backup was made: {reason}").format(reason=str(error))
            if sentence != self._said:
                self._session.say(sentence)
            self._said = sentence
        elif error is not None:
            self.crashed.emit(error)
        else:
            self._said = ""
