"""Looks a project's file over behind the window; edits wait until it is known to be sound."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.model.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.gui.jobs import Job
    from annotator.gui.session import Session

AT_ONCE = 16 << 20
"""Bytes of a file that is looked over in no time, so that an edit which comes early need not wait for it."""


class FileCheck(QObject):
    """The check of one session's file. Of a damaged one nothing is written any more."""

    damaged = Signal(str)
    """A sentence: the file is damaged, and what to do."""
    crashed = Signal(object)
    """An exception nobody foresaw, for the window's hook."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._project = session.project
        self._job: Job | None = None
        self._stopped = False
        self._known = self._project.read_only
        """Whether the file is known to be sound or damaged, or cannot be written to anyway."""
        if not self._known:
            session.queue.hold()
            session.queue.wanted.connect(self._on_wanted)
        session.queue.damaged.connect(self.condemn)

    def start(self) -> None:
        """Look the file over in a thread."""
        if self._known or self._stopped or self._job is not None:
            return
        from annotator.gui.jobs import Job

        self._job = Job(lambda report: self._project.quick_check(), self)
        self._job.done.connect(lambda sound: self._take(bool(sound)))
        # Busy, or gone: edits meet the same trouble, and say so in their own words.
        self._job.failed.connect(lambda sentence: self._take(True))
        self._job.crashed.connect(self._on_crashed)
        self._job.start()

    def finish(self) -> bool:
        """Look the file over here and now, unless that was done; whether it may be written to."""
        if not self._known:
            try:
                sound = self._project.quick_check()
            except AnnotatorError:
                sound = True  # as above
            self._take(sound)
        return not self._project.read_only

    def stop(self) -> None:
        """Wait for the thread, and begin none any more: the window is about to go."""
        self._stopped = True
        if self._job is not None:
            self._job.stop()

    def _on_wanted(self, now: bool) -> None:
        if now:
            self.finish()
            return
        if self._size() <= AT_ONCE:
            # Busy: the thread can wait for that, the window cannot.
            with suppress(AnnotatorError):
                self._take(self._project.quick_check(0.0))
        self.start()

    def _size(self) -> int:
        try:
            return self._project.path.stat().st_size
        except OSError:
            return 0

    def _take(self, sound: bool) -> None:
        if self._known:
            return
        self._known = True
        if sound:
            self._session.queue.release()
            return
        self._refuse(
            self.tr("{path} is damaged: nothing is written to it any more; export what you can").format(
                path=self._project.path
            )
        )

    def condemn(self, sentence: str) -> None:
        """Something in the file proved to be damaged, whatever a look over said."""
        self._known = True
        self._refuse(sentence)

    def _refuse(self, sentence: str) -> None:
        self._project.read_only = True
        self._session.queue.refuse(sentence)
        self.damaged.emit(sentence)

    def _on_crashed(self, error: object) -> None:
        self._take(True)
        self.crashed.emit(error)
