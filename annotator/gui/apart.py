"""Edits that take longer than a window may wait: in a thread, with a connection of their own.

The window's own edits wait in their queue meanwhile, and everything is read anew afterwards.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.gui.jobs import Job, Report
    from annotator.gui.session import Session
    from annotator.store.project import Project

    Made = TypeVar("Made")

_PATIENCE = 5.0
"""Seconds such an edit waits for another program that holds the project file."""


class Apart(QObject):
    """One long edit at a time."""

    def __init__(self, session: Session, reload: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reload = reload
        self._job: Job | None = None
        # Who closes the window wants what waits to be stored first.
        session.queue.wanted.connect(self._on_wanted)

    def is_busy(self) -> bool:
        return self._job is not None

    def run(
        self,
        why: str,
        work: Callable[[Project], Made],
        then: Callable[[Made], None],
        refused: Callable[[str], None],
    ) -> None:
        """Let ``work`` change the project; ``then`` gets what it returned once everything is read anew.

        ``why`` is what an edit that has to wait is told, ``refused`` gets the sentence of a failure.
        """
        from annotator.gui.jobs import Job

        if self._job is not None:
            refused(self.tr("Something else is still going on: wait until it is done"))
            return
        path = self._session.project.path

        def edit(_report: Report) -> Made:
            from annotator.store.project import Project

            with Project.open(path, busy_timeout=_PATIENCE) as project:
                return work(project)

        self._session.queue.hold(why)
        self._session.say(why)
        job = self._job = Job(edit, self)
        job.done.connect(lambda made: self._end(lambda: then(made)))
        job.failed.connect(lambda sentence: self._end(lambda: refused(sentence)))
        job.crashed.connect(lambda error: self._end(lambda: self._crash(error, refused)))
        job.start()

    def stop(self) -> None:
        """Wait for the end: the window is about to go."""
        if self._job is not None:
            self._job.stop()
            self._forget()

    def _on_wanted(self, now: bool) -> None:
        if now:
            self.stop()

    def _end(self, tell: Callable[[], None]) -> None:
        if self._job is None:
            return  # it was waited for
        self._forget()
        tell()

    def _forget(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        self._reload()
        self._session.queue.release()

    def _crash(self, error: BaseException, refused: Callable[[str], None]) -> None:
        refused(self.tr("Something went wrong in Annotator; nothing was changed."))
        sys.excepthook(type(error), error, error.__traceback__)
