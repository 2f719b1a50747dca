"""Copies somebody asks for: the open project to another place, and backups to look at or to go on from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.backups import backups_folder, origin_of
from annotator.gui.jobs import Job
from annotator.model.errors import AnnotatorError
from annotator.store.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.gui.dialogs.restore import RestoreDialog
    from annotator.gui.session import Session
    from annotator.gui.window import MainWindow
    from annotator.gui.workspace import Workspace
    from annotator.store.copies import Saved


class Copies(QObject):
    """Verbs that copy. An existing file is never written over."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._job: Job | None = None

    def verbs(self) -> dict[str, Callable[[], object]]:
        return {"file.save_copy": self.save, "tools.restore": self.restore}

    def finish(self) -> None:
        """The project is about to close: wait for the copy that is being made."""
        if self._job is not None:
            self._job.stop()

    # Restore

    def restore(self) -> None:
        """Show the backups of the open project, or of whichever is chosen."""
        session = self._window.session
        self.restore_for(session.project.path if session else None)

    def restore_for(self, path: Path | None) -> RestoreDialog:
        """Show the backups of a project, which need not be open, nor sound, nor there."""
        from annotator.gui.dialogs.restore import RestoreDialog

        origin = origin_of(path) if path else None
        project = origin.project if origin else path.resolve() if path else None
        dialog = RestoreDialog(self._window, backups_folder(), project, origin)
        dialog.open_wanted.connect(self._window.files.open_path)
        dialog.crashed.connect(self._window.files.crashed)
        dialog.open()
        return dialog

    # Save a copy

    def save(self) -> None:
        """Ask for a name, and copy the open project there."""
        from annotator.gui.dialogs.new_file import NewFilePicker, beside

        session, workspace = self._window.session, self._window.workspace
        if session is None or workspace is None or self._job is not None:
            return
        workspace.details.flush()
        # What waits for a broken disk must not be given up while somebody looks for another one.
        session.queue.pause()
        origin = origin_of(session.project.path)
        proposed = beside(origin.project if origin else session.project.path, self.tr("copy"))
        picker = NewFilePicker(self._window, self.tr("Save a copy"), proposed)
        picker.fileSelected.connect(self.save_as)
        picker.finished.connect(session.queue.resume)
        picker.open()

    def save_as(self, target: str) -> None:
        """Copy the open project into a new file; edits wait meanwhile."""
        from annotator.store import copies

        session = self._window.session
        if session is not None:
            session.queue.pause()
            source, mark = session.project.path, copies.mark_of(session.project)
            self._run(session, lambda: copies.save(source, Path(target), mark), Path(target))

    def _save_what_is_seen(self, session: Session, target: Path) -> None:
        """The file is gone or not sound: save what its connection still sees, and what is open here."""
        from annotator.store import copies
        from annotator.store.last_resort import OpenWork

        image = session.project.image()
        work = OpenWork(session.annotator, list(session.labels), session.document, list(session.spans))
        self._run(session, lambda: copies.save_image(image, target, work), target)

    def _run(self, session: Session, work: Callable[[], Saved | None], target: Path) -> None:
        job = self._job = Job(lambda _report: work(), self)
        job.done.connect(lambda saved: self._take(session, saved, target))
        job.failed.connect(lambda sentence: self._fail(session, sentence))
        job.crashed.connect(lambda error: self._crash(session, error))
        job.start()

    def _take(self, session: Session, saved: Saved | None, target: Path) -> None:
        self._end()
        workspace = self._window.workspace
        if self._window.session is not session or workspace is None:
            return
        if saved is None:
            self._save_what_is_seen(session, target)
        elif session.queue.is_in_trouble or workspace.details.unstored or not saved.whole:
            self._go_on_in(session, workspace, saved)
        else:
            session.queue.resume()
            session.say(self.tr("A copy was saved as {path}").format(path=saved.path))

    def _fail(self, session: Session, sentence: str) -> None:
        self._end()
        session.queue.resume()
        self._window.files.refuse(self.tr("No copy was saved"), sentence)

    def _crash(self, session: Session, error: BaseException) -> None:
        self._end()
        session.queue.resume()
        self._window.files.crashed(error)

    def _end(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None

    def _go_on_in(self, session: Session, workspace: Workspace, saved: Saved) -> None:
        """Store in the copy what could not be stored, and show it in place of the project."""
        files = self._window.files
        try:
            copy = Project.open(saved.path)
        except AnnotatorError as error:
            self._fail(session, str(error))
            return
        broken = session.project
        session.move_to(copy)
        session.queue.resume()
        workspace.details.try_again()
        session.queue.settle()
        lost = workspace.details.unstored
        self._window.close_session()
        broken.close()
        files.open_path(saved.path, session.annotator.name)
        self._say_where(saved, lost)

    def _say_where(self, saved: Saved, lost: list[str]) -> None:
        session = self._window.session
        if session is None:
            self._window.show_welcome()
            return
        session.say(self.tr("Saved as {path}; you go on in this copy").format(path=saved.path))
        if not saved.whole:
            sentence = self.tr("{path} holds what could be read. Documents: {documents}; spans: {spans}.")
            self._window.files.refuse(
                self.tr("Not everything could be read"),
                sentence.format(path=saved.path, documents=saved.documents, spans=saved.spans),
            )
        if lost:
            words = self.tr("Copy its words, which the new file has no place for: {words}")
            self._window.files.refuse(self.tr("A note could not be stored"), words.format(words=" / ".join(lost)))
