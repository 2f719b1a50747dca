"""Export: in which format, which part of the project, what it looks like and loses, where to, and what was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from annotator.exchange import ExportOptions, ExportReport, export_project, plan_export
from annotator.gui.dialogs.export_form import ExportForm
from annotator.gui.dialogs.export_outlook import Outlook, counts_of
from annotator.gui.dialogs.export_result import ResultPage
from annotator.gui.dialogs.export_target import TargetField
from annotator.gui.dialogs.frame import Dialog, heading
from annotator.gui.jobs import Job
from annotator.gui.show_in_folder import show_in_folder
from annotator.store import queries
from annotator.store.project import Project

if TYPE_CHECKING:
    from annotator.gui.jobs import Report
    from annotator.gui.settings import ProjectMemory

_PAUSE = 150
"""Milliseconds after the last change until the preview is made anew."""
_MEMORY = "export"


class ExportDialog(Dialog):
    """Fields at the left, what would come of them at the right, below both the file."""

    crashed = Signal(object)
    """An exception nobody foresaw, for the window's hook."""
    exported = Signal(object)
    """ExportReport."""

    def __init__(self, parent: QWidget | None, project: Path, memory: ProjectMemory | None = None) -> None:
        super().__init__(parent, "", "exportDialog")
        self.setWindowTitle(self.tr("Export"))
        self._project = project
        self._memory = memory
        self._job: Job | None = None
        self._again = False
        """Whether what is being counted is not wanted any more."""
        self._refusal = ""
        """Why the export cannot be planned."""
        self._target: Path | None = None
        self._report: ExportReport | None = None
        self._heading = heading(self.tr("Export"))
        self.body.addWidget(self._heading)
        self._form = QWidget()
        self.body.addWidget(self._form, 1)
        self._make_form()
        self._bar = QProgressBar()
        self._bar.setObjectName("exportProgress")
        self._bar.setTextVisible(False)
        self._bar.setVisible(False)
        self.body.addWidget(self._bar)
        self._make_buttons()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._preview)
        self.resize(940, 680)
        self._check()
        self._preview()

    def _make_form(self) -> None:
        with Project.open(self._project, read_only=True) as project:
            annotators = [annotator.name for annotator in project.annotators()]
            labels = [label.name for label in queries.labels(project)]
        self.fields = ExportForm(labels, annotators)
        self.statuses, self.labels, self.annotators = self.fields.groups
        self.outlook = Outlook()
        self.counts, self.first = self.outlook.counts, self.outlook.first
        self.target_field = TargetField(self._project)
        self.path_field = self.target_field.field
        last = self._memory.recall(_MEMORY) if self._memory is not None else None
        self.fields.take_json(last)
        folder = last.get("folder") if isinstance(last, dict) else None
        self.target_field.propose(
            Path(folder) if isinstance(folder, str) else None,
            self.fields.format(),
            is_folder=self.fields.is_folder(),
        )
        self.fields.setFixedWidth(round(self.fontMetrics().averageCharWidth() * 46))
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self.fields)
        row.addWidget(self.outlook, 1)
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(row, 1)
        column.addWidget(self.target_field)
        self.fields.changed.connect(self._on_choice)
        self.outlook.take_all.connect(lambda all_: self.fields.take_all_statuses(all_=all_))
        self.target_field.changed.connect(self._check)

    def _make_buttons(self) -> None:
        role = QDialogButtonBox.ButtonRole
        self._show = self.add_button(self.tr("&Show in folder"), role.ActionRole, name="showInFolder")
        self._show.clicked.connect(self._show_in_folder)
        self._read = self.add_button(self.tr("Open the &report"), role.ActionRole, name="openReport")
        self._read.clicked.connect(self._open_report)
        for button in (self._show, self._read):
            button.setAutoDefault(False)
            button.setVisible(False)
        self._go = self.add_button(self.tr("Export"), role.AcceptRole, name="exportButton")
        self._go.setDefault(True)
        self._stop = self.add_button(self.tr("Cancel"), role.RejectRole, name="cancelButton")

    def options(self) -> ExportOptions:
        """What the fields say."""
        return self.fields.values()

    def target(self) -> Path:
        """The file or folder to write."""
        return self.target_field.path()

    # Preview

    def _on_choice(self) -> None:
        self.target_field.follow(self.fields.format(), is_folder=self.fields.is_folder())
        self._check()
        self._soon.start()

    def _check(self) -> None:
        if self._target is not None:
            return
        reason = self._unticked() or self._refusal or self.target_field.why_not()
        self.complain(reason)
        self._go.setEnabled(not reason)
        replaces = not reason and self.target_field.replaces()
        replace = self.tr("Replace the folder") if self.fields.is_folder() else self.tr("Replace the file")
        self._go.setText(replace if replaces else self.tr("Export"))

    def _unticked(self) -> str:
        for group in self.fields.groups:
            if group.none_ticked():
                return self.tr("Tick at least one of “{group}”.").format(group=group.title())
        return self.fields.split.why_not()

    def _preview(self) -> None:
        if self._target is not None:
            return
        if self._job is not None:
            self._again = True
            self._job.cancel()
            return
        options = self.options()
        if self._unticked():
            self.outlook.show_waiting("")
            return
        self._again = False
        if self._refusal:
            self._refusal = ""
            self._check()
        self.outlook.show_waiting(self.tr("Counting…"))
        self._job = Job(lambda report: self._count(options, report), self)
        self._job.progressed.connect(self._show_share)
        self._job.done.connect(lambda found: self._show_preview(options, found))
        self._job.failed.connect(self._on_preview_failed)
        self._job.crashed.connect(self._on_crashed)
        self._job.start()

    def _count(self, options: ExportOptions, report: Report) -> ExportReport:
        with Project.open(self._project, read_only=True) as project:
            return plan_export(
                project,
                options,
                progress=lambda progress: report.progress(progress.done, progress.total),
                cancelled=report.cancelled,
            )

    def _show_share(self, done: int, total: int) -> None:
        if self._target is None and not self._again and total:
            words = self.tr("Counting… {percent} %").format(percent=round(100 * done / total))
            self.outlook.show_waiting(words)

    def _show_preview(self, options: ExportOptions, found: object) -> None:
        self._job = None
        assert isinstance(found, ExportReport)
        if self._again:
            self._preview()
            return
        self.outlook.show_plan(
            found,
            only_done=self.fields.format().training,
            all_taken=self.fields.takes_all_statuses() and not options.wanted_statuses(self.fields.format()),
        )

    def _on_preview_failed(self, sentence: str) -> None:
        self._job = None
        if self._again:
            self._preview()
            return
        self.outlook.show_nothing()
        self._refusal = sentence[:1].upper() + sentence[1:]
        self._check()

    def _sentence(self, documents: int, spans: int) -> str:
        return counts_of(documents, spans)

    # Export

    def accept(self) -> None:
        """Write the file."""
        if self._target is not None or self._report is not None:
            return
        self._check()
        if not self._go.isEnabled():
            return
        self._soon.stop()
        self._drop_job()
        self._target, options = self.target(), self.options()
        if self._memory is not None:
            self._memory.remember(_MEMORY, self.fields.as_json() | {"folder": str(self._target.parent)})
        self._form.setEnabled(False)
        self._bar.setRange(0, 0)
        self._bar.setVisible(True)
        self._go.setEnabled(False)
        self._stop.setText(self.tr("Stop"))
        self._job = Job(lambda report: self._write(options, report), self)
        self._job.progressed.connect(self._show_progress)
        self._job.done.connect(self._on_written)
        self._job.failed.connect(self._on_failed)
        self._job.crashed.connect(self._on_crashed)
        self._job.start()

    def _write(self, options: ExportOptions, report: Report) -> ExportReport:
        assert self._target is not None
        with Project.open(self._project, read_only=True) as project:
            return export_project(
                project,
                self._target,
                options,
                force=True,
                progress=lambda progress: report.progress(progress.done, progress.total),
                cancelled=report.cancelled,
            )

    def _show_progress(self, done: int, total: int) -> None:
        # All written is not yet all done: it is read back then.
        self._bar.setRange(0, total if done < total else 0)
        self._bar.setValue(done)

    def _on_written(self, report: object) -> None:
        self._job = None
        assert isinstance(report, ExportReport)
        self._report = report
        self._heading.setText(self.tr("Exported"))
        self._form.setVisible(False)
        self._bar.setVisible(False)
        self.body.addWidget(ResultPage(report), 1)
        self._go.setVisible(False)
        self._show.setVisible(True)
        self._read.setVisible(bool(report.report))
        self._stop.setText(self.tr("Close"))
        self._stop.setEnabled(True)
        self._stop.setDefault(True)
        self._stop.setFocus()
        self.resize(min(self.width(), 640), self.minimumSizeHint().height())
        self.exported.emit(report)

    def _on_failed(self, sentence: str) -> None:
        self._job = None
        self._target = None
        self._form.setEnabled(True)
        self._bar.setVisible(False)
        self._stop.setText(self.tr("Cancel"))
        self._stop.setEnabled(True)
        self._check()
        self.complain(sentence[:1].upper() + sentence[1:])

    def _on_crashed(self, error: object) -> None:
        self._on_failed(self.tr("Something went wrong in Annotator; no file was written."))
        self.crashed.emit(error)

    def _show_in_folder(self) -> None:
        if self._target is not None:
            show_in_folder(self._target)

    def _open_report(self) -> None:
        if self._report is not None and self._report.report:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._report.report))

    def reject(self) -> None:
        """Stop an export that runs; else close."""
        if self._target is not None and self._job is not None:
            self._job.cancel()
            self._stop.setEnabled(False)
            return
        self._soon.stop()
        self._drop_job()
        super().reject()

    def _drop_job(self) -> None:
        """End what runs; it has nothing to say any more."""
        if self._job is not None:
            self._job.blockSignals(True)
            self._job.stop()
            self._job = None
