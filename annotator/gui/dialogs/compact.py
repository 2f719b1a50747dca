"""Makes the history smaller: how much of it shall go, what that frees, and what is lost with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTime, QTimer
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialogButtonBox, QHBoxLayout, QSpinBox, QStackedLayout, QWidget

from annotator.gui.dialogs.frame import Dialog, heading, message
from annotator.gui.jobs import Job
from annotator.gui.panel_frame import CheckBox

if TYPE_CHECKING:
    from annotator.gui.jobs import Report
    from annotator.gui.session import Session
    from annotator.store.compacting import Saving
    from annotator.store.project import Project

_PAUSE = 200
"""Milliseconds without a change before it is counted anew."""
_KEEP = 1000
_MOST = 10_000_000
_MONTHS = 3


class CompactDialog(Dialog):
    """Nothing of this happens by itself, nor before its button is pressed."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        super().__init__(parent, "", "compactDialog")
        self.setWindowTitle(self.tr("Compact the history"))
        self._session = session
        self._job: Job | None = None
        self.saving: Saving | None = None
        self.body.addWidget(heading(self.tr("Compact the history")))
        self.body.addWidget(
            message(
                self.tr(
                    "Old edits keep their titles in the history, but can no longer be undone or gone back past,"
                    " and spans lose that part of their own history."
                )
            )
        )
        self.kind = QComboBox()
        self.keep = QSpinBox()
        self._fields = QStackedLayout()
        self.since = QDateEdit(QDate.currentDate().addMonths(-_MONTHS))
        self._lay_out()
        self.shrink = CheckBox(self.tr("Make the file smaller at once (else the room is used by what comes)"))
        self.body.addWidget(self.shrink)
        self.frees = message("")
        self.frees.setObjectName("compactFrees")
        self.frees.setMinimumHeight(self.frees.fontMetrics().lineSpacing() * 2)
        self.body.addWidget(self.frees)
        self.body.addStretch(1)
        self.go = self.add_button(self.tr("Compact"), QDialogButtonBox.ButtonRole.AcceptRole, name="compactButton")
        self.stop_button = self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.stop_button.setDefault(True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._count)
        self._connect()
        self.setMinimumWidth(520)
        self._count()

    def _lay_out(self) -> None:
        self.kind.addItem(self.tr("Keep the newest edits:"))
        self.kind.addItem(self.tr("Keep all edits since:"))
        self.kind.setAccessibleName(self.tr("What is kept"))
        self.keep.setRange(0, _MOST)
        self.keep.setSingleStep(100)
        self.keep.setGroupSeparatorShown(True)
        self.keep.setValue(_KEEP)
        self.keep.setAccessibleName(self.kind.itemText(0))
        self.since.setCalendarPopup(True)
        self.since.setMaximumDate(QDate.currentDate().addDays(1))
        self.since.setAccessibleName(self.kind.itemText(1))
        self._fields.addWidget(self.keep)
        self._fields.addWidget(self.since)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.kind)
        row.addLayout(self._fields)
        row.addStretch(1)
        self.body.addLayout(row)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._fields.setCurrentIndex)
        for changed in (self.keep.valueChanged, self.since.dateChanged, self.kind.currentIndexChanged):
            changed.connect(self._wait)

    # Counting

    def asked(self) -> dict[str, int | str]:
        """What is chosen, as the store wants it."""
        if self.kind.currentIndex() == 0:
            return {"keep": self.keep.value()}
        moment = QDateTime(self.since.date(), QTime(0, 0)).toUTC()
        return {"before": moment.toString(Qt.DateFormat.ISODate)}

    def _wait(self) -> None:
        self.go.setEnabled(False)
        self.frees.setText(self.tr("Counting…"))
        self._pause.start()

    def _count(self) -> None:
        self._end_job()
        self._wait()
        self._pause.stop()
        path, asked = self._session.project.path, self.asked()

        def count(_report: Report) -> Saving:
            from annotator.store.compacting import saving
            from annotator.store.project import Project

            with Project.open(path, read_only=True) as project:
                return saving(project, **asked)  # type: ignore[arg-type]  # as asked() makes them

        self._job = Job(count, self)
        self._job.done.connect(self._show)
        self._job.failed.connect(self._refuse)
        self._job.start()

    def _show(self, saving: Saving) -> None:
        if self._job is None or self.sender() is not self._job:
            return
        self._end_job()
        self.saving = saving
        size = self.locale().formattedDataSize(saving.bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
        if saving.edits:
            words = self.tr("%Ln edit(s) will be compacted, which frees about {size}.", "", saving.edits)
            self.frees.setText(words.format(size=size))
        else:
            self.frees.setText(self.tr("There is nothing that old."))
        self.go.setEnabled(bool(saving.edits))

    def _end_job(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.stop()
            job.deleteLater()

    # Doing it

    def accept(self) -> None:
        """Compact, in a thread."""
        apart = self._session.apart
        if self.saving is None or not self.go.isEnabled() or apart is None:
            return
        self._end_job()
        asked, shrinks, annotator = self.asked(), self.shrink.isChecked(), self._session.annotator.id

        def compact(project: Project) -> Saving:
            from annotator import edits
            from annotator.store.compacting import shrink

            made = edits.compact(project, annotator, **asked)  # type: ignore[arg-type]  # as above
            if shrinks:
                shrink(project)
            return made

        for part in (self.go, self.stop_button, self.kind, self.keep, self.since, self.shrink):
            part.setEnabled(False)
        self.frees.setText(self.tr("Working…"))
        apart.run(self.tr("compacting the history…"), compact, self._done, self._refuse)

    def _done(self, made: Saving) -> None:
        self._session.say(self.tr("Compacted %Ln edit(s) of the history", "", made.edits))
        super().accept()

    def _refuse(self, sentence: str) -> None:
        self.complain(sentence[:1].upper() + sentence[1:])
        self.frees.setText("")
        self.stop_button.setEnabled(True)

    def done(self, result: int) -> None:
        """The dialog goes, and what it counts with it."""
        self._pause.stop()
        self._end_job()
        super().done(result)
