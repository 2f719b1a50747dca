"""A project file is damaged: what that means, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from annotator.gui.dialogs.frame import Dialog, heading, message
from annotator.gui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    Found = tuple[Path, datetime] | None


class DamageDialog(Dialog):
    """Offers the newest backup that is sound, if ``look`` finds one, and a rescue. Nothing is done by itself."""

    backup_wanted = Signal(object)
    """Path of the backup."""
    rescue_wanted = Signal()

    def __init__(self, parent: QWidget | None, sentence: str, look: Callable[[], Found]) -> None:
        super().__init__(parent, "", "damageDialog")
        self.setWindowTitle(self.tr("Damaged project"))
        self.body.addWidget(heading(self.tr("This project file is damaged")))
        left = self.tr("It is left as it is: nothing is written to it any more.")
        words = message(f"{sentence[:1].upper()}{sentence[1:]}.\n\n{left}")
        words.setObjectName("damageText")
        self.body.addWidget(words)
        self._found = message(self.tr("Looking for a backup…"), muted=True)
        self._found.setObjectName("backupFound")
        self.body.addWidget(self._found)
        self.body.addStretch(1)
        self._path: Path | None = None
        self.backup = self.add_button(
            self.tr("Open the newest backup"), QDialogButtonBox.ButtonRole.ActionRole, name="backupButton"
        )
        self.backup.setAutoDefault(False)
        self.backup.setVisible(False)
        self.backup.clicked.connect(self._open_backup)
        rescue = self.add_button(
            self.tr("Rescue what can be read…"), QDialogButtonBox.ButtonRole.ActionRole, name="rescueButton"
        )
        rescue.setAutoDefault(False)
        rescue.clicked.connect(self._rescue)
        close = self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.setMinimumWidth(520)
        # Backups are verified before one is offered, which may take a while.
        self._job = Job(lambda report: look(), self)
        self._job.done.connect(self._show_backup)
        self._job.failed.connect(lambda sentence: self._show_backup(None))
        self._job.crashed.connect(lambda error: self._show_backup(None))
        self._job.start()

    def _show_backup(self, found: object) -> None:
        if not isinstance(found, tuple):
            self._found.setText(self.tr("No backup of it was found."))
            return
        self._path, time = found
        shown = QLocale().toString(time.astimezone(), QLocale.FormatType.ShortFormat)
        self._found.setText(self.tr("The newest backup that is sound is of {time}.").format(time=shown))
        self.backup.setVisible(True)

    def _open_backup(self) -> None:
        self.accept()
        self.backup_wanted.emit(self._path)

    def _rescue(self) -> None:
        self.accept()
        self.rescue_wanted.emit()

    def done(self, result: int) -> None:
        self._job.stop()
        super().done(result)
