"""What the window does about its project's soundness: a check when it is asked for, ways out of a damaged file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from annotator.gui.window import MainWindow


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
        from annotator.gui.dialogs.new_file import NewFilePicker, beside

        picker = NewFilePicker(self._window, self.tr("Rescue into a new file"), beside(path, self.tr("rescued")))
        picker.fileSelected.connect(partial(self.rescue_into, path))
        picker.open()

    def rescue_into(self, path: Path, new: str) -> None:
        """Rescue into this file, which is not there yet."""
        from annotator.gui.dialogs.rescue_dialog import RescueDialog

        dialog = RescueDialog(self._window, path, Path(new))
        dialog.crashed.connect(self._window.files.crashed)
        dialog.open_wanted.connect(self._window.files.open_path)
        dialog.open()


def newest_backup(project: Path) -> tuple[Path, datetime] | None:
    """The newest backup of a project that is sound, and when it was made. Slow: each is looked at."""
    from annotator.gui.backups import backups_folder
    from annotator.store import backup

    found = backup.newest_good(backups_folder(), project)
    return (found.path, found.time) if found else None
