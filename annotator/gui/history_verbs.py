"""Verbs of the project's history: show it, jump to where something was done, make it smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.model.errors import AnnotatorError
from annotator.model.span import Extent
from annotator.store import queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.gui.dialogs.history import HistoryWindow
    from annotator.gui.workspace import Workspace
    from annotator.store.log import Entry


class HistoryVerbs(QObject):
    """Opens the windows about the history; what they do goes through the session."""

    def __init__(self, workspace: Workspace, may_write: Callable[[], bool]) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._session = workspace.session
        self._may_write = may_write
        self._window: HistoryWindow | None = None
        workspace.finishing.connect(self._close)

    def open(self) -> None:
        """Show the history beside the window."""
        from annotator.gui.dialogs.history import HistoryWindow

        if self._window is None:
            self._window = HistoryWindow(self._workspace.window(), self._session)
            self._window.jumped.connect(self.go_to)
            self._window.going_back.connect(self._go_back)
            self._window.destroyed.connect(self._forget)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def compact(self) -> None:
        """Ask how much of the history shall go."""
        from annotator.gui.dialogs.compact import CompactDialog

        if self._may_write():
            CompactDialog(self._workspace.window(), self._session).open()

    def go_to(self, entry: Entry) -> None:
        """Show the place an entry was about."""
        try:
            self._show(entry)
        except AnnotatorError as error:
            self._session.say(str(error), "info")

    def _show(self, entry: Entry) -> None:
        from annotator.store import log

        session = self._session
        changes = log.changes(session.project, entry.id)
        rows = [change for change in changes if change.table == "spans"]
        document = entry.document or next((change.document for change in (*rows, *changes) if change.document), None)
        if document is None:
            document = _first_document(log.detail(session.project, entry.id))
        if document is None:
            session.say(self.tr("That was about no single document"))
        elif not queries.has_document(session.project, document):
            session.say(self.tr("That document is not in the project any more"))
        else:
            row = next((change for change in rows if change.document == document), None)
            image = (row.after or row.before) if row is not None else None
            extent = Extent(image["start"], image["end"]) if image is not None else None
            session.show_place(document, row.row if row is not None else None, extent)

    def _go_back(self, to_edit: int, only: bool, heavy: bool) -> None:
        """What the history's window was told to do, once everything typed is stored."""
        window = self._window
        if window is None:
            return
        self._workspace.details.flush()
        if self._may_write():
            self._session.rewind(
                to_edit, only=only, heavy=heavy, then=window.went_back, refused=window.could_not_go_back
            )
        else:
            window.panel.leave()

    def _close(self) -> None:
        if self._window is not None:
            self._window.close()

    def _forget(self) -> None:
        self._window = None


def _first_document(detail: dict[str, object]) -> int | None:
    """The first document an import brought."""
    match detail:
        case {"ids": {"documents": [int(first), int(last)]}} if first <= last:
            return first
    return None
