"""A dialog for long work in a thread: a bar while it runs, then what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QProgressBar, QWidget

from annotator.gui.dialogs.frame import Dialog, heading, message
from annotator.gui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.gui.jobs import Report


class WorkingDialog(Dialog):
    """Runs one piece of work. Closing it stops the work, which leaves everything as it was."""

    crashed = Signal(object)
    """An exception nobody foresaw, for the window's hook."""

    def __init__(self, parent: QWidget | None, title: str, name: str, *, note: str) -> None:
        super().__init__(parent, title, name)
        self._job: Job | None = None
        self.heading = heading(title)
        self.body.addWidget(self.heading)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.body.addWidget(self.bar)
        self.note = message(note, muted=True)
        self.body.addWidget(self.note)
        self.close_button = self.add_button(self.tr("Stop"), QDialogButtonBox.ButtonRole.RejectRole, name="closeButton")
        self.setMinimumWidth(560)

    def begin(self, work: Callable[[Report], object], then: Callable[[object], None]) -> None:
        """Start the work; ``then`` gets what it returns."""
        self._job = Job(work, self)
        self._job.progressed.connect(self._show_progress)
        self._job.done.connect(self._rest)
        self._job.done.connect(then)
        self._job.failed.connect(self._on_failed)
        self._job.crashed.connect(self._on_crashed)
        self._job.start()

    def failed(self) -> str:
        """What to say above the reason why it could not be done."""
        return self.tr("This could not be done")

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, 1000 if total else 0)
        if total:
            self.bar.setValue(round(1000 * done / total))

    def _rest(self) -> None:
        self._job = None
        self.bar.setVisible(False)
        self.note.setVisible(False)
        self.close_button.setText(self.tr("Close"))
        self.close_button.setDefault(True)
        self.close_button.setFocus()

    def _on_failed(self, sentence: str) -> None:
        self._rest()
        self.heading.setText(self.failed())
        self.complain(sentence[:1].upper() + sentence[1:])

    def _on_crashed(self, error: object) -> None:
        self._on_failed(self.tr("Something went wrong in Annotator."))
        self.crashed.emit(error)

    def reject(self) -> None:
        if self._job is not None:
            self._job.stop()
        super().reject()
