"""Project files and what comes into and goes out of them: new, open, sample, import, export, drops."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.gui.backups import origin_of
from annotator.gui.session import Session
from annotator.model.document import Annotator
from annotator.model.errors import AnnotatorError, DamagedError, StorageError
from annotator.store.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.gui.window import MainWindow

SUFFIX = ".annot"
SAMPLE = f"sample{SUFFIX}"


class ProjectFiles(QObject):
    """Verbs of the file menu. What cannot be done is said in one sentence, and nothing has changed then."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def verbs(self) -> dict[str, Callable[[], object]]:
        return {
            "file.new": self.new,
            "file.open": self.open,
            "file.sample": self.open_sample,
            "file.import_files": self.import_files,
            "file.import_folder": self.import_folder,
            "file.export": self.export,
            "file.close": self._window.show_welcome,
        }

    def refuse(self, title: str, sentence: str) -> None:
        """Say why something could not be done."""
        from annotator.gui.dialogs.failure import RefusalDialog

        RefusalDialog(self._window, title, sentence[:1].upper() + sentence[1:]).open()

    # New and open

    def new(self) -> None:
        """Ask where a new project shall lie, and make it."""
        from annotator.gui.dialogs.new_project import NewProjectDialog

        dialog = NewProjectDialog(self._window, folder=self._folder(), annotator=self._name())
        dialog.chosen.connect(self.create)
        dialog.open()

    def create(self, path: str, annotator: str) -> None:
        """Make a project file and open it."""
        try:
            project = Project.create(Path(path), annotator=annotator)
        except AnnotatorError as error:
            self.refuse(self.tr("The project was not made"), str(error))
        else:
            self._window.settings.set("name", annotator)
            self.show_project(project, annotator)

    def open(self) -> None:
        """Ask for a project file and open it."""
        from PySide6.QtWidgets import QFileDialog

        picker = QFileDialog(self._window, self.tr("Open project"), str(self._folder()))
        picker.setFileMode(QFileDialog.FileMode.ExistingFile)
        picker.setNameFilters([self.tr("Projects (*{suffix})").format(suffix=SUFFIX), self.tr("All files (*)")])
        picker.fileSelected.connect(self.open_path)
        picker.open()

    def open_path(self, path: str | Path, annotator: str = "") -> None:
        """Open a project file; ask for the annotator's name if the project has none yet."""
        try:
            project = open_project(Path(path))
        except DamagedError as error:
            self._window.damage.offer(Path(path), str(error))
            return
        except AnnotatorError as error:
            if not os.path.exists(path):
                self._window.settings.forget_recent(str(path))
                self._window.refresh_welcome()
            self.refuse(self.tr("This project was not opened"), str(error))
            return
        if annotator or project.current_annotator is not None or project.read_only:
            self.show_project(project, annotator)
        else:
            self.ask_name(project)

    def reopen(self) -> None:
        """Open the project of this window once more: its file changed, or may be written to by now."""
        session = self._window.session
        if session is None:
            return
        path, annotator = session.project.path, session.annotator
        if not path.exists():
            self.refuse(self.tr("The project is still not there"), self.tr("Bring {path} back.").format(path=path))
            return
        self._window.show_welcome()
        if self._window.session is None:  # else something is not stored, and that was said
            self.open_path(path, annotator.name if annotator.id else "")

    def ask_name(self, project: Project) -> None:
        """Ask whose spans these will be, then show the project."""
        from annotator.gui.dialogs.annotator_prompt import AnnotatorPrompt

        prompt = AnnotatorPrompt(self._window, self._name())
        prompt.named.connect(lambda name: self._window.settings.set("name", name))
        prompt.named.connect(lambda name: self.show_project(project, name))
        prompt.rejected.connect(project.close)
        prompt.open()

    def show_project(self, project: Project, annotator: str = "") -> bool:
        """Show an open project in the window, for this annotator, else for its current one."""
        try:
            session = make_session(project, annotator)
            self._window.show_session(session)
        except DamagedError as error:
            project.close()
            self._window.damage.offer(project.path, str(error))
            self._window.show_welcome()
            return False
        except AnnotatorError as error:
            project.close()
            self.refuse(self.tr("This project was not opened"), str(error))
            return False
        return True

    def open_sample(self) -> None:
        """Open the sample project, made anew where there is none yet; labels stay in it."""
        try:
            path = sample()
        except AnnotatorError as error:
            self.refuse(self.tr("The sample was not made"), str(error))
        else:
            self.open_path(path)

    def _folder(self) -> Path:
        """Where a file dialog begins: beside the open project, else beside the last one, else at home."""
        from PySide6.QtCore import QStandardPaths

        session = self._window.session
        known = [session.project.path] if session else []
        known += [Path(path) for path in self._window.settings.recent()]
        for path in known:
            if path.parent.is_dir() and not is_sample(path):
                return path.parent
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) if documents and Path(documents).is_dir() else Path.home()

    def _name(self) -> str:
        """The name to propose: of the open project, else the one given last, else the login name."""
        from annotator.gui.dialogs.annotator_prompt import login_name

        session = self._window.session
        mine = session.annotator.name if session and not is_sample(session.project.path) else ""
        return mine or self._window.settings.text("name") or login_name()

    # Import

    def import_files(self) -> None:
        """Ask for files and show what would come in."""
        from PySide6.QtWidgets import QFileDialog

        picker = QFileDialog(self._window, self.tr("Import files"), str(self._folder()))
        picker.setFileMode(QFileDialog.FileMode.ExistingFiles)
        picker.setNameFilters([*self._filters(), self.tr("All files (*)")])
        picker.filesSelected.connect(self._import_chosen)
        picker.open()

    def _filters(self) -> list[str]:
        """What a picker offers: every suffix that can be read, then those of each format."""
        from annotator.formats.registry import all_formats

        try:
            readable = [format for format in all_formats() if format.reads and not format.folder]
        except AnnotatorError:  # a plugin that cannot be loaded; the import says so
            return []
        every = dict.fromkeys(f"*{suffix}" for format in readable for suffix in format.suffixes)
        first = self.tr("Everything that can be read ({patterns})").format(patterns=" ".join(every))
        single = [f"{format.name} ({' '.join(f'*{suffix}' for suffix in format.suffixes)})" for format in readable]
        return [first, *single]

    def import_folder(self) -> None:
        """Ask for a folder and show what would come in."""
        from PySide6.QtWidgets import QFileDialog

        picker = QFileDialog(self._window, self.tr("Import a folder"), str(self._folder()))
        picker.setFileMode(QFileDialog.FileMode.Directory)
        picker.setOption(QFileDialog.Option.ShowDirsOnly)
        picker.filesSelected.connect(self._import_chosen)
        picker.open()

    def _import_chosen(self, paths: Sequence[str]) -> None:
        self.import_paths([Path(path) for path in paths])

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Show what files and folders hold, and take it in when that is wanted."""
        from annotator.gui.dialogs.import_dialog import ImportDialog

        session = self._window.session
        if session is None:
            return
        if session.project.read_only:
            self.refuse(self.tr("Nothing was imported"), self.tr("This project is open for reading only."))
            return
        if not self._window.may_write():
            return
        path = session.project.path
        memory = self._window.settings.project(path)
        try:
            dialog = ImportDialog(self._window, path, session.annotator.name, list(paths), memory)
        except AnnotatorError as error:  # such as a plugin that cannot be loaded
            self.refuse(self.tr("Nothing was imported"), str(error))
            return
        dialog.imported.connect(self._after_import)
        dialog.crashed.connect(self.crashed)
        dialog.open()

    def _after_import(self) -> None:
        workspace = self._window.workspace
        if workspace is not None:
            workspace.reload()

    def take_drop(self, paths: list[Path]) -> None:
        """Files dropped on the window: a project is opened, anything else comes into the open project."""
        projects = [path for path in paths if path.suffix == SUFFIX and path.is_file()]
        if projects:
            self.open_path(projects[0])
        elif self._window.session is not None:
            self.import_paths(paths)
        else:
            self._new_for(paths)

    def _new_for(self, paths: list[Path]) -> None:
        """Articles dropped on the welcome page want a project first."""
        from annotator.gui.dialogs.new_project import NewProjectDialog

        dialog = NewProjectDialog(self._window, folder=paths[0].parent, annotator=self._name())
        dialog.chosen.connect(self.create)
        dialog.chosen.connect(lambda: self.import_paths(paths))
        dialog.open()

    # Export

    def export(self) -> None:
        """Show what an export would hold, and write it."""
        from annotator.gui.dialogs.export_dialog import ExportDialog

        session, workspace = self._window.session, self._window.workspace
        if session is None or workspace is None:
            return
        workspace.details.flush()
        try:
            path = session.project.path
            dialog = ExportDialog(self._window, path, self._window.settings.project(path))
        except AnnotatorError as error:
            self.refuse(self.tr("Nothing was exported"), str(error))
            return
        dialog.crashed.connect(self.crashed)
        dialog.open()

    def crashed(self, error: BaseException) -> None:
        """Hand an exception nobody foresaw to the one hook for bugs."""
        import sys

        sys.excepthook(type(error), error, error.__traceback__)


def open_project(path: Path) -> Project:
    """Open a project file; a backup only to be looked at, so that it stays what it is."""
    return Project.open(path, read_only=origin_of(path) is not None)


def make_session(project: Project, annotator: str = "") -> Session:
    """A session on an open project for an annotator; without a name its current one, else the login name.

    Raises AnnotatorError where the name cannot be stored.
    """
    if project.read_only:
        known = project.current_annotator or next(iter(project.annotators()), None)
        named = next((one for one in project.annotators() if one.name == annotator), None)
        return Session(project, named or known or Annotator(0, annotator or _proposed_name()))
    if annotator:
        return Session(project, project.set_current_annotator(annotator))
    return Session(project, project.current_annotator or project.set_current_annotator(_proposed_name()))


def _proposed_name() -> str:
    from annotator.gui.dialogs.annotator_prompt import login_name

    return login_name() or "annotator"


def is_sample(path: Path) -> bool:
    """Whether a project is the sample, in the program's own folder and under a name nobody has."""
    from annotator.gui.settings import data_folder

    return path.name == SAMPLE and path.parent.resolve() == data_folder().resolve()


def sample() -> Path:
    """Where the sample project lies, which is made if it is not there yet; AnnotatorError where it cannot be."""
    from annotator import exchange
    from annotator.gui.settings import data_folder

    path = data_folder() / SAMPLE
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = error.strerror or error
            raise StorageError(
                f"the folder {path.parent} cannot be made ({why}); name another in ANNOTATOR_DATA_DIR"
            ) from error
        exchange.create_sample(path)
    return path
