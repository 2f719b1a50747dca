"""Searching the whole corpus from the window, without the window ever waiting for it.

The index answers at once; what it cannot answer is looked for in every text, in a thread with a connection of
its own.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from annotator.gui.jobs import Job, Report
    from annotator.store.project import Project

LIMIT = 5_000
"""Hits at most: nobody reads further, and the commonest word stays quick."""

PATIENCE = 0.04
"""Seconds the window gives a search before a thread takes it over."""


class CorpusSearch(QObject):
    """One search at a time; a new one stops the one before."""

    found = Signal(object)
    """list[int]: documents whose text, title, key or source has the words, in order of first import."""
    failed = Signal(str)
    """The search could not be made, in one sentence."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._job: Job | None = None

    def start(self, query: str) -> None:
        """Look for documents; ``found`` comes at once where the index can tell, else when it is done."""
        from annotator.store.search import search

        self.stop()
        until = time.monotonic() + PATIENCE
        late = False

        def is_late() -> bool:
            nonlocal late
            late = late or time.monotonic() > until
            return late

        hits = search(self._project, query, LIMIT, cancelled=is_late)
        if late:
            self._start_job(query)
        else:
            self.found.emit(with_names(self._project, query, hits))

    def stop(self) -> None:
        """Forget the search that is running; nothing comes of it any more."""
        job, self._job = self._job, None
        if job is not None:
            job.stop()
            job.deleteLater()

    def is_running(self) -> bool:
        return self._job is not None

    def _start_job(self, query: str) -> None:
        from annotator.gui.jobs import Job

        path = self._project.path

        def look(report: Report) -> list[int]:
            from annotator.store.project import Project
            from annotator.store.search import search

            with Project.open(path, read_only=True) as project:
                hits = search(project, query, LIMIT, cancelled=report.cancelled)
                return [] if report.cancelled() else with_names(project, query, hits)

        self._job = Job(look, self)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    def _on_done(self, hits: list[int]) -> None:
        if self._job is not None and self.sender() is self._job:
            self._job.deleteLater()
            self._job = None
            self.found.emit(hits)

    def _on_failed(self, sentence: str) -> None:
        if self._job is not None and self.sender() is self._job:
            self._job.deleteLater()
            self._job = None
            self.failed.emit(sentence)


def with_names(project: Project, query: str, hits: list[int]) -> list[int]:
    """The hits, and the documents whose key, title or source alone has the words."""
    from annotator.store.search import named

    return sorted({*hits, *named(project, query, LIMIT)})
