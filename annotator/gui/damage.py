"""What the window does about its project's soundness: a check when it is asked for, ways out of a damaged file."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from annotator.gui.window import MainWindow

_LONGEST = 100
"""Characters of the damaged file's name that the new one takes over."""


class Damage(QObject):
    """Verbs and offers; each opens a dialog over the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._offered: Path | None = None
        """The file whose damage was said; it is said once."""

    def verbs(self) -> dict[str, Callable[[], object]]:
        return {"tools.check": self.check}

    def check(self) -> None:
        """Look through the whole project of this window."""
        from annotator.gui.dialogs.check_dialog import CheckDialog

        session, workspace = self._window.session, self._window.workspace
        if session is None or workspace is None:
            return
        workspace.details.flush()
        dialog = CheckDialog(self._window, session.project.path)
        dialog.crashed.connect(self._window.files.crashed)
        dialog.rescue_wanted.connect(dialog.accept)
        dialog.rescue_wanted.connect(partial(self.rescue, session.project.path))
        dialog.open()

    def offer(self, path: Path, sentence: str) -> None:
        """Say that a project file is damaged, and what can be done; once for each file."""
        from annotator.gui.dialogs.damage import DamageDialog

        if self._offered == path:
            return
        self._offered = path
        dialog = DamageDialog(self._window, sentence, partial(newest_backup, path))
        dialog.backup_wanted.connect(self._window.files.open_path)
        dialog.rescue_wanted.connect(partial(self.rescue, path))
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        session = self._window.session
        if session is None or session.project.path != self._offered:
            self._offered = None  # opened again, it is said again

    def rescue(self, path: Path) -> None:
        """Ask for the name of a new project, and copy into it what can be read of this one."""
        from PySide6.QtWidgets import QFileDialog

        from annotator.gui.project_files import SUFFIX

        picker = QFileDialog(self._window, self.tr("Rescue into a new file"), str(path.parent))
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        picker.setOption(QFileDialog.Option.DontConfirmOverwrite)  # a name that is taken is refused
        picker.setNameFilters([self.tr("Projects (*{suffix})").format(suffix=SUFFIX), self.tr("All files (*)")])
        picker.setDefaultSuffix(SUFFIX.lstrip("."))
        picker.selectFile(unused_name(path, self.tr("rescued"), SUFFIX))
        picker.fileSelected.connect(partial(self.rescue_into, path))
        picker.open()

    def rescue_into(self, path: Path, new: str) -> None:
        """Rescue into this file, which is not there yet."""
        from annotator.gui.dialogs.rescue_dialog import RescueDialog

        dialog = RescueDialog(self._window, path, Path(new))
        dialog.crashed.connect(self._window.files.crashed)
        dialog.open_wanted.connect(self._window.files.open_path)
        dialog.open()


def unused_name(path: Path, words: str, suffix: str) -> str:
    """A name that no file beside this one has."""
    number = 1
    while True:
        tail = f" {number}" if number > 1 else ""
        name = f"{path.stem[:_LONGEST]} {words}{tail}{suffix}"
        if not path.with_name(name).exists():
            return name
        number += 1


def newest_backup(project: Path) -> tuple[Path, datetime] | None:
    """The newest backup of a project that is sound, and when it was made. Slow: each is looked at."""
    from annotator.gui.settings import data_folder

    # By name: backups are another part of the program, and a project can be opened without them.
    try:
        backup: Any = import_module("annotator.store.backup")
    except ImportError:
        return None
    found = backup.newest_good(data_folder() / "backups", project)
    return (found.path, found.time) if found else None
