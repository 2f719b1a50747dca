"""What is the matter with the open project's file, said in the banner with the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.model.errors import AnnotatorError, ChangedError

if TYPE_CHECKING:
    from annotator.gui.window import MainWindow
    from annotator.gui.workspace import Workspace


class FileTrouble(QObject):
    """Watches one project's file: somebody else writes to it, or it is no longer what was opened."""

    def __init__(self, workspace: Workspace, window: MainWindow) -> None:
        super().__init__(workspace)
        session = workspace.session
        self._workspace = workspace
        self._session = session
        self._banner = banner = workspace.banner
        self._window = window
        self._changed = False
        session.queue.changed_underneath.connect(self._say_changed)
        project = session.project
        if project.writer is not None:
            banner.say(project.notice, [(self.tr("Open for editing"), window.files.reopen)])
        elif project.read_only and project.notice:
            banner.say(project.notice)

    def look(self) -> None:
        """See what became of the file while people were elsewhere."""
        if self._session.project.read_only:
            self._workspace.look_elsewhere()
            return
        try:
            self._session.project.verify()
        except ChangedError as error:
            self._say_changed(str(error))
        except AnnotatorError:
            return  # busy, or failing: whoever reads or writes next says it

    def _say_changed(self, sentence: str) -> None:
        if self._changed:
            return
        self._changed = True
        choices = [
            (self.tr("Open it anew"), self._window.files.reopen),
            (self.tr("Save a copy…"), lambda: self._window.commands.run("file.save_copy")),
        ]
        self._banner.say(sentence, choices)
