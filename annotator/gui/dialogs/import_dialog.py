"""Import: what lies at the paths, what of it needs a word from the user, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from annotator.exchange import ImportOptions, ImportPreview, ImportReport, import_paths, preview_import
from annotator.gui.dialogs.frame import Dialog, heading, message
from annotator.gui.dialogs.import_pages import PreviewPage, ReportPage
from annotator.gui.jobs import Job
from annotator.store.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.exchange import FilePreview, Progress
    from annotator.gui.jobs import Report

_REPORT_WIDTH = 480
_PATIENCE = 5.0
"""Seconds the import waits for another program that holds the project file."""


class ImportDialog(Dialog):
    """Looks at the files, shows the first documents, imports behind a progress bar, reports."""

    imported = Signal()
    """Something came into the project, through a connection of the import's own."""
    crashed = Signal(object)
    """An exception nobody foresaw, for the window's hook."""

    def __init__(self, parent: QWidget | None, project: Path, annotator: str, paths: list[Path]) -> None:
        super().__init__(parent, "", "importDialog")
        self.setWindowTitle(self.tr("Import"))
        self._project = project
        self._paths = paths
        self._options = ImportOptions(annotator=annotator)
        self._job: Job | None = None
        self._heading = heading(self.tr("Looking at the files…"))
        self.body.addWidget(self._heading)
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self._waiting = _WaitingPage()
        self._stack.addWidget(self._waiting)
        self.preview: PreviewPage | None = None
        self.report: ReportPage | None = None
        self._go = self.add_button(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole, name="importButton")
        self._go.setDefault(True)
        self._go.setEnabled(False)
        self._stop = self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole, name="cancelButton")
        self.resize(860, 600)
        self._run(self._look, self._show_preview)

    # Jobs

    def _run(self, work: Callable[[Report], object], then: Callable[[object], None]) -> None:
        self._job = Job(work, self)
        self._job.progressed.connect(self._waiting.show_progress)
        self._job.done.connect(then)
        self._job.failed.connect(self._on_failed)
        self._job.crashed.connect(self._on_crashed)
        self._job.start()

    def _look(self, report: Report) -> ImportPreview:
        return preview_import(self._paths, self._options, _reporting(report), report.cancelled, project=self._project)

    def _read(self, report: Report) -> ImportReport:
        with Project.open(self._project, busy_timeout=_PATIENCE) as project:
            return import_paths(project, self._paths, self._options, _reporting(report), report.cancelled)

    def _on_failed(self, sentence: str) -> None:
        self._job = None
        self._heading.setText(self.tr("Nothing was imported"))
        self._stack.setCurrentWidget(self._waiting)
        self._waiting.rest()
        self.complain(sentence[:1].upper() + sentence[1:])
        self._end()

    def _on_crashed(self, error: object) -> None:
        self._on_failed(self.tr("Something went wrong in Annotator; nothing was imported."))
        self.crashed.emit(error)

    # Preview

    def _show_preview(self, found: object) -> None:
        self._job = None
        assert isinstance(found, ImportPreview)
        self.preview = PreviewPage(found)
        self.preview.encoding_chosen.connect(self._look_again)
        self.preview.confirmed.connect(self._name_button)
        self._stack.addWidget(self.preview)
        self._stack.setCurrentWidget(self.preview)
        self._heading.setText(self.tr("%Ln file(s) to import", "", len(found.files)))
        self._go.setEnabled(bool(found.files))
        self._name_button()
        if not found.files:
            self._heading.setText(self.tr("There is nothing here to import"))
        self.preview.list.setFocus()

    def _name_button(self) -> None:
        left_out = self.preview is not None and self.preview.waiting()
        self._go.setText(self.tr("Import the others") if left_out else self.tr("Import"))

    def _look_again(self, file: FilePreview, encoding: str) -> None:
        """Show a file as it reads in the encoding that was chosen for it."""
        if self._job is not None:
            return
        options = ImportOptions(format=file.format, encoding=encoding)
        self._go.setEnabled(False)
        self._run(
            lambda report: preview_import([file.path], options, None, report.cancelled),
            lambda found: self._show_again(file, encoding, found),
        )

    def _show_again(self, file: FilePreview, encoding: str, found: object) -> None:
        self._job = None
        self._go.setEnabled(True)
        assert isinstance(found, ImportPreview)
        assert self.preview is not None
        again = found.files[0]
        self.preview.show_again(file.name, replace(again, name=file.name), encoding)

    # Import

    def accept(self) -> None:
        """Begin the import."""
        if self.preview is None or self._job is not None:
            return
        self._options = replace(self._options, encodings=self.preview.encodings())
        self._heading.setText(self.tr("Importing…"))
        self._stack.setCurrentWidget(self._waiting)
        self._go.setVisible(False)
        self._stop.setText(self.tr("Stop"))
        self._run(self._read, self._show_report)

    def _show_report(self, report: object) -> None:
        self._job = None
        assert isinstance(report, ImportReport)
        self.report = ReportPage(report)
        self._stack.addWidget(self.report)
        self._stack.setCurrentWidget(self.report)
        titles = {
            0: self.tr("Imported"),
            1: self.tr("Imported in part"),
            2: self.tr("Nothing was imported"),
        }
        self._heading.setText(titles[report.outcome])
        self._end()
        if not report.problems and not report.warnings:
            # Two lines of good news want no large window.
            if self.preview is not None:
                self._stack.removeWidget(self.preview)
            self._stack.removeWidget(self._waiting)
            self.resize(_REPORT_WIDTH, self.minimumSizeHint().height())
        if report.stored:
            self.imported.emit()

    def _end(self) -> None:
        self._go.setVisible(False)
        self._stop.setText(self.tr("Close"))
        self._stop.setEnabled(True)
        self._stop.setDefault(True)
        self._stop.setFocus()

    def reject(self) -> None:
        """Stop what runs, then say what came of it; with nothing running, close."""
        if self._job is not None and self._job.is_running():
            self._job.cancel()
            self._stop.setEnabled(False)
            if self.preview is None:
                self._job.stop()
                super().reject()
            return
        super().reject()


class _WaitingPage(QWidget):
    """A progress bar."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._bar = QProgressBar()
        self._bar.setObjectName("importProgress")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        column.addWidget(self._bar)
        column.addWidget(message(self.tr("Stopping leaves the project as it was."), muted=True))
        column.addStretch(1)

    def show_progress(self, done: int, total: int) -> None:
        # Thousandths, because a Qt progress bar counts in 32 bits and files are larger.
        self._bar.setRange(0, 1000 if total else 0)
        if total:
            self._bar.setValue(round(1000 * done / total))

    def rest(self) -> None:
        self.setVisible(False)


def _reporting(report: Report) -> Callable[[Progress], None]:
    return lambda progress: report.progress(progress.done, progress.total)
