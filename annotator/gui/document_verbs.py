"""What keys do with whole documents: done, skipped, the next one, the next note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.document_rows import status_name
from annotator.model.document import Status

if TYPE_CHECKING:
    from annotator.gui.workspace import Workspace


class DocumentVerbs(QObject):
    """Verbs of the document menu, in the list as it is shown."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._session = workspace.session

    def done_next(self) -> None:
        """Done, and on to the next one; a done document goes back to *in progress* and stays."""
        self._finish(Status.DONE)

    def skip_next(self) -> None:
        """Skipped, and on to the next one; a skipped document goes back to *in progress* and stays."""
        self._finish(Status.SKIPPED)

    def _finish(self, status: Status) -> None:
        session, review = self._session, self._session.review
        if session.document is None or review is None:
            return
        if review.status == status:
            session.set_status(session.document.id, Status.IN_PROGRESS)
            return
        # Reckoned first: once the status is stored the list may show other rows.
        following = self._workspace.documents.next_id(True)
        session.set_status(session.document.id, status)
        if session.review is None or session.review.status != status:
            return
        if following is not None:
            self._workspace.open_document(following)
        else:
            done = self.tr("Marked as {status}; that was the last document of the list")
            session.say(done.format(status=status_name(status)), "stored")

    def next(self) -> None:
        self._step(forward=True)

    def previous(self) -> None:
        self._step(forward=False)

    def _step(self, *, forward: bool) -> None:
        following = self._workspace.documents.next_id(forward)
        if following is not None:
            self._workspace.open_document(following)
        elif forward:
            self._session.say(self.tr("This is the last document of the list"))
        else:
            self._session.say(self.tr("This is the first document of the list"))

    def next_note(self) -> None:
        self._step_note(forward=True)

    def previous_note(self) -> None:
        self._step_note(forward=False)

    def _step_note(self, *, forward: bool) -> None:
        """Pick the next span with a note or a doubt, in another document too."""
        from annotator.store import queries

        session, selected = self._session, self._session.selected
        document = session.document
        if document is None:
            return
        place = selected.start if selected else self._workspace.article.caret()
        found = queries.next_marked(
            session.project, session.annotator.id, document.id, place, forward, selected.id if selected else None
        )
        if found is None:
            session.say(self.tr("No further note or doubt this way"))
            return
        if found[0] != document.id:
            self._workspace.open_document(found[0])
        span = session.spans.get(found[1])
        if span is not None:
            self._workspace.labelling.spans.pick(span)
