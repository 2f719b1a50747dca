"""Import: what lies at the paths, what of it needs a word from the user, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialogButtonBox, QStackedWidget, QWidget

from annotator.exchange import (
    FilePreview,
    ImportOptions,
    ImportPreview,
    ImportReport,
    import_paths,
    look_again,
    preview_import,
)
from annotator.formats.registry import all_formats
from annotator.gui.dialogs.frame import Dialog, heading
from annotator.gui.dialogs.import_pages import PreviewPage, ReportPage, WaitingPage
from annotator.gui.dialogs.import_plan import ImportPlan, readings_from_json, readings_to_json
from annotator.gui.dialogs.label_legend import Colours
from annotator.gui.jobs import Job
from annotator.store import queries
from annotator.store.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotator.exchange import Progress
    from annotator.gui.jobs import Report
    from annotator.gui.settings import ProjectMemory

_REPORT_WIDTH = 480
_PATIENCE = 5.0
"""Seconds the import waits for another program that holds the project file."""
_PAUSE = 250
"""Milliseconds after the last word of the user until everything is tried again."""
_MEMORY = "import"


class ImportDialog(Dialog):
    """Looks at the files, shows the first documents while a trial counts the rest, imports, reports."""

    imported = Signal()
    """Something came into the project, through a connection of the import's own."""
    crashed = Signal(object)
    """An exception nobody foresaw, for the window's hook."""

    def __init__(
        self,
        parent: QWidget | None,
        project: Path,
        annotator: str,
        paths: list[Path],
        memory: ProjectMemory | None = None,
    ) -> None:
        super().__init__(parent, "", "importDialog")
        self.setWindowTitle(self.tr("Import"))
        self._project = project
        self._paths = paths
        self._memory = memory
        known = [format.name for format in all_formats()]
        remembered = readings_from_json(memory.recall(_MEMORY) if memory is not None else None, known)
        self._options = ImportOptions(annotator=annotator, by_format=remembered)
        self._job: Job | None = None
        self._trial: Job | None = None
        """Reads everything and stores nothing, so that the counts are known before."""
        self._stale = False
        """Whether something was said since the trial began."""
        self._go_on = False
        """Whether the import begins as soon as the trial has ended."""
        self._heading = heading(self.tr("Looking at the files…"))
        self.body.addWidget(self._heading)
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self._waiting = WaitingPage()
        self._stack.addWidget(self._waiting)
        self.preview: PreviewPage | None = None
        self.report: ReportPage | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._try)
        self._copy = self.add_button(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole, name="copyButton")
        self._copy.setAutoDefault(False)
        self._copy.setVisible(False)
        self._back = self.add_button(self.tr("Back"), QDialogButtonBox.ButtonRole.ActionRole, name="backButton")
        self._back.setAutoDefault(False)
        self._back.setVisible(False)
        self._back.clicked.connect(self._go_back)
        self._go = self.add_button(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole, name="importButton")
        self._go.setDefault(True)
        self._go.setEnabled(False)
        self._stop = self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole, name="cancelButton")
        self.resize(960, 660)
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
        found = self._look_with(self._options, report)
        # What was chosen for other files is forgotten where these cannot be read so.
        unfit = {file.format for file in found.files if not file.documents and not file.undecoded}
        kept = {name: reading for name, reading in self._options.by_format.items() if name not in unfit}
        if len(kept) == len(self._options.by_format):
            return found
        self._options = replace(self._options, by_format=kept)
        return self._look_with(self._options, report)

    def _look_with(self, options: ImportOptions, report: Report) -> ImportPreview:
        return preview_import(self._paths, options, _reporting(report), report.cancelled, project=self._project)

    def _read(self, report: Report, options: ImportOptions) -> ImportReport:
        with Project.open(self._project, busy_timeout=_PATIENCE) as project:
            return import_paths(project, self._paths, options, _reporting(report), report.cancelled)

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
        plan = ImportPlan(found, self._options.annotator, self._options.by_format)
        with Project.open(self._project, read_only=True) as project:
            colours = Colours(queries.labels(project))
        self.preview = PreviewPage(plan, colours)
        self.preview.look_wanted.connect(self._look_again)
        self.preview.changed.connect(self._on_changed)
        self._stack.addWidget(self.preview)
        self._stack.setCurrentWidget(self.preview)
        self._heading.setText(self._found())
        self._on_changed()
        self.preview.list.setFocus()

    def _on_changed(self) -> None:
        if self.preview is None:
            return
        plan = self.preview.plan
        self._go.setEnabled(bool(plan.taken) and not plan.waiting_formats() and self._job is None)
        self._go.setText(self.tr("Import the others") if plan.waiting_encodings() else self.tr("Import"))
        self._stale = True
        if self._trial is not None:
            self._trial.cancel()
        self._soon.start()

    def _look_again(self, name: str, format: str, encoding: str) -> None:
        """Show a file as it reads in the format, encoding and way that were chosen for it."""
        if self._job is not None or self.preview is None:
            return
        plan = self.preview.plan
        entry = plan.entry(name)
        wanted = format or entry.format
        if not wanted:
            return
        file = plan.file_of(entry, wanted)
        encodings = {name: encoding or entry.encoding} if encoding or entry.encoding else {}
        options = ImportOptions(encodings=encodings, by_format=dict(plan.readings))
        self._go.setEnabled(False)
        self._run(
            lambda _report: look_again(file, options),
            lambda found: self._show_again(name, encoding, found),
        )

    def _show_again(self, name: str, encoding: str, found: object) -> None:
        self._job = None
        assert isinstance(found, FilePreview)
        assert self.preview is not None
        entry = self.preview.plan.entry(name)
        if found.format != entry.format:
            entry.taken = entry.taken or not entry.format
            entry.format, entry.reason, entry.named, entry.encoding = found.format, "", True, ""
        refused = ""
        if encoding:
            before = entry.preview
            if found.documents and not found.undecoded:
                entry.encoding = encoding
                if before is not None:
                    # It stays a file whose encoding had to be named, so that another can be chosen yet.
                    found = replace(found, guess=before.guess, undecoded=before.undecoded)
            else:
                refused = self.tr("This file cannot be read as {encoding}").format(encoding=encoding)
                found = before or found
        entry.preview = found
        self.preview.plan.forget_contents()
        self.preview.show_again(name, encoding=encoding, refused=refused)

    # Trial

    def _try(self) -> None:
        """Read everything and store nothing."""
        if self.preview is None or self._go_on or self._trial is not None:
            return
        plan = self.preview.plan
        self._stale = False
        if not any(entry.taken and entry.format for entry in plan.entries):
            return
        options = plan.options(dry_run=True)
        self._trial = Job(lambda report: self._read(report, options), self)
        self._trial.progressed.connect(self._show_share)
        self._trial.done.connect(self._on_tried)
        self._trial.failed.connect(lambda _sentence: self._end_trial())
        self._trial.crashed.connect(self._on_trial_crashed)
        self._trial.start()
        self.preview.show_trial(0.0)

    def _show_share(self, done: int, total: int) -> None:
        if self.preview is not None and self._trial is not None and not self._stale:
            self.preview.show_trial(done / total if total else 0.0)

    def _on_tried(self, report: object) -> None:
        assert isinstance(report, ImportReport)
        if self.preview is not None and not self._stale:
            self.preview.plan.take_contents(report.contents)
            self.preview.show_trial()
            if report.problems and not (report.documents.added or report.documents.unchanged or report.labels):
                self._go.setEnabled(False)  # until something else is said
        self._end_trial()

    def _on_trial_crashed(self, error: object) -> None:
        self._end_trial()
        self.crashed.emit(error)

    def _end_trial(self) -> None:
        self._trial = None
        if self._go_on:
            self._import()
        elif self._stale:
            self._soon.start()

    # Import

    def accept(self) -> None:
        """Begin the import."""
        if self.preview is None or self._job is not None or not self._go.isEnabled() or self._go_on:
            return
        self._options = self.preview.plan.options()
        if self._memory is not None:
            self._memory.remember(_MEMORY, readings_to_json(self.preview.plan.readings))
        self._heading.setText(self.tr("Importing…"))
        self._stack.setCurrentWidget(self._waiting)
        self._go.setVisible(False)
        self._stop.setText(self.tr("Stop"))
        self._go_on = True
        self._soon.stop()
        if self._trial is None:
            self._import()
        else:
            self._trial.cancel()

    def _import(self) -> None:
        options = self._options
        self._run(lambda report: self._read(report, options), self._show_report)

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
        if self.report.lists:
            self._copy.setVisible(True)
            self._copy.clicked.connect(self.report.copy)
        if not report.problems and not report.warnings:
            # Two lines of good news want no large window.
            if self.preview is not None:
                self._stack.removeWidget(self.preview)
            self._stack.removeWidget(self._waiting)
            self.resize(_REPORT_WIDTH, self.minimumSizeHint().height())
        self._back.setVisible(report.outcome == 2 and bool(report.problems))
        if report.stored:
            self.imported.emit()

    def _go_back(self) -> None:
        """To the files again, where what is wrong can be said otherwise: nothing was imported."""
        assert self.preview is not None
        assert self.report is not None
        self._stack.removeWidget(self.report)
        self.report, self._go_on = None, False
        self._stack.setCurrentWidget(self.preview)
        self._heading.setText(self._found())
        for button, shown in ((self._back, False), (self._copy, False), (self._go, True)):
            button.setVisible(shown)
        self._copy.clicked.disconnect()
        self._stop.setText(self.tr("Cancel"))
        self._go.setDefault(True)
        self._on_changed()
        self.preview.list.setFocus()

    def _found(self) -> str:
        assert self.preview is not None
        count = len(self.preview.plan.entries)
        return self.tr("%Ln file(s) to import", "", count) if count else self.tr("There is nothing here to import")

    def _end(self) -> None:
        self._go.setVisible(False)
        self._stop.setText(self.tr("Close"))
        self._stop.setEnabled(True)
        self._stop.setDefault(True)
        self._stop.setFocus()

    def reject(self) -> None:
        """Stop what runs, then say what came of it; with nothing running, close."""
        if self._go_on and self.report is None and (self._job is not None or self._trial is not None):
            for job in (self._job, self._trial):
                if job is not None:
                    job.cancel()
            self._stop.setEnabled(False)
            return
        self._soon.stop()
        for job in (self._job, self._trial):
            if job is not None:
                job.stop()
        super().reject()


def _reporting(report: Report) -> Callable[[Progress], None]:
    return lambda progress: report.progress(progress.done, progress.total)
