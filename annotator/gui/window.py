"""The main window: it holds a project's workspace or the welcome page, menus and drops, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget

from annotator.gui import actions, theme
from annotator.gui.backups import Backups, origin_of
from annotator.gui.commands import Commands, fill_labels, plain
from annotator.gui.copies import Copies
from annotator.gui.damage import Damage
from annotator.gui.file_check import FileCheck
from annotator.gui.file_trouble import FileTrouble
from annotator.gui.key_map import KeyMap, shown_key
from annotator.gui.menu_states import MenuStates, with_mnemonics
from annotator.gui.project_files import ProjectFiles
from annotator.gui.window_verbs import WindowVerbs
from annotator.gui.workspace import Workspace
from annotator.model.errors import AnnotatorError, DamagedError

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

    from annotator.gui.palette import CommandPalette
    from annotator.gui.session import Session
    from annotator.gui.settings import Settings
    from annotator.gui.welcome import Welcome
    from annotator.store.backup import Origin

_FIRST_SIZE = (1360, 860)
_AFTER_FIRST_PAINT = 400
"""Milliseconds after a project is shown until its file is checked behind it."""


class MainWindow(QMainWindow):
    """One window, at most one open project."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.settings = settings
        self.key_map = KeyMap(settings, self)
        self.commands = Commands(self, self.key_map)
        self.session: Session | None = None
        self.workspace: Workspace | None = None
        self._check: FileCheck | None = None
        self._trouble: FileTrouble | None = None
        self._backups: Backups | None = None
        self._origin: Origin | None = None
        self._warned = False
        self.copies = Copies(self)
        self.files = ProjectFiles(self)
        self.damage = Damage(self)
        self.verbs = WindowVerbs(self)
        self._welcome: Welcome | None = None
        self._palette: CommandPalette | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setAcceptDrops(True)
        verbs = self.verbs.for_window() | self.files.verbs() | self.damage.verbs() | self.copies.verbs()
        self.commands.set_verbs(verbs)
        self._make_menus()
        self._take_shape()
        self._show_title()
        settings.changed.connect(self._on_setting)
        self.key_map.changed.connect(self._show_keys)
        self.verbs.show_theme()

    # Menus

    def _make_menus(self) -> None:
        self.submenus: dict[str, QMenu] = {}
        names = [name for name in actions.MENUS if "/" not in name]
        titles = with_mnemonics(plain(actions.menu_title(name)) for name in names)
        menus = [self.menuBar().addMenu(title) for title in titles]
        for name, menu in zip(names, menus, strict=True):
            menu.setObjectName(f"{name}Menu")
            self.commands.fill_menu(menu, name, self.submenus)
        self.submenus["file/recent"].aboutToShow.connect(self._fill_recent)
        self.submenus["span/also"].aboutToShow.connect(self._fill_also)
        self.menu_states = MenuStates(self, self.commands)
        for menu in menus:
            self.menu_states.watch(menu, self.submenus)

    def enter_menus(self) -> None:
        """Open the first menu, for the arrows to go on from."""
        bar = self.menuBar()
        bar.setActiveAction(bar.actions()[0])

    def _fill_recent(self) -> None:
        menu = self.submenus["file/recent"]
        menu.clear()
        for path in self.settings.recent():
            entry = menu.addAction(plain(path))
            entry.triggered.connect(lambda _=False, path=path: self.files.open_path(path))
        if menu.isEmpty():
            menu.addAction(self.tr("No project was opened yet")).setEnabled(False)

    def _fill_also(self) -> None:
        if self.workspace is not None and self.session is not None:
            fill_labels(self.submenus["span/also"], self.session.labels, self.workspace.labelling.spans.also_label_as)

    def _open_article_menu(self, place: QPoint) -> None:
        if self.workspace is not None:
            self.workspace.open_menu(place, self.commands, self.menu_states)

    # Project or welcome page

    def show_session(self, session: Session) -> None:
        """Show a project's workspace in place of what was there; the session is this window's from now on."""
        self.close_session()
        self.session = session
        self._warned = False
        session.setParent(self)
        check = self._check = FileCheck(session)
        check.damaged.connect(self._say_damaged)
        check.crashed.connect(self.files.crashed)
        backups = self._backups = Backups(session)
        backups.crashed.connect(self.files.crashed)
        origin = self._origin = origin_of(session.project.path)
        memory = self.settings.project(origin.project if origin else session.project.path)
        try:
            workspace = self.workspace = Workspace(session, self.settings, memory, self)
        except AnnotatorError:
            self.session = self._check = self._backups = self._origin = None
            session.close()
            session.project.close()
            raise
        self._trouble = FileTrouble(workspace, self)
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        self.commands.bind_article(workspace.article)
        self.commands.set_verbs(self.verbs.for_workspace(workspace))
        self.commands.set_has_project(True)
        self._show_keys()
        self._show_labels()
        session.changed.connect(self._show_labels)
        self.verbs.show_states()
        if origin is None:
            self.settings.add_recent(session.project.path)
        self._show_title()
        try:
            workspace.open_first()
        except DamagedError as error:
            check.condemn(str(error))  # other documents may be whole
        workspace.focus_article()
        # Said last: opening a document ends what was said before.
        if origin is not None:
            session.say(self.tr("{name}, for reading only; Tools, Restore leads back").format(name=self._name()))
        elif session.project.read_only:
            session.say(self.tr("This project is open for reading only"), "refused")
        elif session.project.notice:
            session.say(session.project.notice)
        workspace.menu_wanted.connect(self._open_article_menu)
        workspace.files_wanted.connect(self.files.import_files)
        workspace.folder_wanted.connect(self.files.import_folder)
        workspace.show_emptiness()
        QTimer.singleShot(_AFTER_FIRST_PAINT, check, check.start)
        QTimer.singleShot(_AFTER_FIRST_PAINT, backups, backups.start)
        QTimer.singleShot(_AFTER_FIRST_PAINT, workspace, workspace.warm_up)

    def close_session(self) -> None:
        """Store what is being typed, remember places, and close the project file."""
        session, workspace = self.session, self.workspace
        if session is None or workspace is None:
            return
        self.close_palette()
        self.copies.finish()
        workspace.finish()
        session.queue.settle()
        workspace.time_spent.finish()
        if self._check is not None:
            self._check.stop()
        backups = self._backups
        self.session = self.workspace = self._check = self._trouble = self._backups = self._origin = None
        self.commands.set_has_project(False)
        self._stack.removeWidget(workspace)
        workspace.hide()
        workspace.setParent(None)
        workspace.deleteLater()
        session.close()
        session.project.close()
        if backups is not None:
            backups.leave()
        session.deleteLater()
        self._show_title()

    def may_write(self) -> bool:
        """Whether the open project may be written to, which is found out now if nobody knows it yet."""
        return self._check is not None and self._check.finish()

    def _say_damaged(self, sentence: str) -> None:
        if self.session is not None:
            self.damage.offer(self.session.project.path, sentence)

    def condemn(self, sentence: str) -> None:
        """A row of the open project is damaged: nothing is written to the file any more."""
        if self._check is not None:
            self._check.condemn(sentence)

    def show_welcome(self) -> None:
        """The first page, with no project open."""
        if not self._settled():
            return
        self.close_session()
        if self._welcome is None:
            from annotator.gui.welcome import Welcome

            self._welcome = Welcome(self.settings.recent(), self)
            self._welcome.new_requested.connect(self.files.new)
            self._welcome.open_requested.connect(self.files.open)
            self._welcome.sample_requested.connect(self.files.open_sample)
            self._welcome.recent_requested.connect(self.files.open_path)
            self._stack.addWidget(self._welcome)
        self.refresh_welcome()
        self._stack.setCurrentWidget(self._welcome)

    def refresh_welcome(self) -> None:
        """The list of recent projects is another now."""
        if self._welcome is not None:
            self._welcome.set_recent(self.settings.recent())

    def _show_labels(self) -> None:
        if self.session is not None:
            self.commands.show_labels(self.session.labels)

    def _show_keys(self) -> None:
        """The status line tells the keys that undo and redo have now."""
        if self.workspace is not None:
            undo, redo = (next(iter(self.key_map.keys(name)), "") for name in ("edit.undo", "edit.redo"))
            self.workspace.status.set_keys(shown_key(undo), shown_key(redo))

    def _show_title(self) -> None:
        if self.session is None:
            self.setWindowTitle("Annotator")
            return
        read_only = self.session.project.read_only and self._origin is None
        name = self.tr("{name} (reading only)") if read_only else "{name}"
        self.setWindowTitle(f"{name.format(name=self._name())} — Annotator")

    def _name(self) -> str:
        """What is open: the project's file name, and of a backup what it is of."""
        if self._origin is not None:
            from annotator.gui.span_details import spoken_time

            made = spoken_time(self._origin.backup.time.isoformat(), self.locale())
            return self.tr("Backup of {name} from {time}").format(name=self._origin.project.name, time=made)
        return self.session.project.path.name if self.session else ""

    def _on_setting(self, key: str) -> None:
        if key == "theme":
            app = QApplication.instance()
            if isinstance(app, QApplication):
                theme.apply(app, self.settings.text("theme"))  # type: ignore[arg-type]  # one of its choices
            self.verbs.show_theme()

    # Command palette

    def open_palette(self) -> None:
        """Show every command that can be given now."""
        if self._palette is None:
            from annotator.gui.palette import CommandPalette

            self._palette = CommandPalette(self)
            self._palette.closed.connect(self._after_palette)
        self._palette.open_with(self.verbs.palette_commands())

    def close_palette(self) -> None:
        if self._palette is not None:
            self._palette.close_palette()

    def _after_palette(self) -> None:
        if self.workspace is not None:
            self.workspace.focus_article()

    # Shape

    def _take_shape(self) -> None:
        geometry = self.settings.state("geometry")
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            # Not self.screen(): PySide lets the window own what that returns, and the screen dies with the window.
            screen = QGuiApplication.primaryScreen().availableSize()
            self.resize(min(_FIRST_SIZE[0], screen.width()), min(_FIRST_SIZE[1], screen.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._palette is not None and self._palette.isVisible():
            self._palette.place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self.workspace is not None and self._trouble is not None:
            self._trouble.look()
        return super().event(event)

    def _settled(self) -> bool:
        """Whether everything is stored, or a second try says that it may be lost."""
        session, workspace = self.session, self.workspace
        if session is None or workspace is None or self._warned:
            return True
        workspace.details.flush()
        if session.queue.settle():
            if not workspace.details.unstored:
                return True
            self._warned = True
            self.files.refuse(
                self.tr("A note could not be stored"),
                self.tr("Its words are still where you typed them: copy them, or close again to leave without them."),
            )
            return False
        self._warned = True
        self.files.refuse(
            self.tr("Not everything is stored yet"),
            self.tr("Another program is using {path}: close it there, then close this project again.").format(
                path=session.project.path
            ),
        )
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._settled():
            event.ignore()
            return
        self.settings.set_state("geometry", self.saveGeometry())
        self.close_session()
        self.settings.sync()
        event.accept()

    # Drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        from pathlib import Path

        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.files.take_drop(paths)
