"""Export: which part of the project, what it looks like, where to, and what was written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.exchange import ExportOptions, ExportReport, export_project, plan_export
from annotator.gui.dialogs.frame import Dialog, heading, message, part
from annotator.gui.jobs import Job
from annotator.gui.scroll_bar import make_slim
from annotator.gui.text_field import TextField
from annotator.model.document import Status
from annotator.store import queries
from annotator.store.project import Project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.gui.jobs import Report

_PAUSE = 150
"""Milliseconds after the last tick until the preview is made anew."""
_SHOWN = 20_000
"""Characters of the first record that the preview shows."""
SUFFIX = ".jsonl"


class ExportDialog(Dialog):
    """Filters at the top, the first record and the counts below, then the file."""

    crashed = Signal(object)
    """An exception nobody foresaw, for the window's hook."""
    exported = Signal(object)
    """ExportReport."""

    def __init__(self, parent: QWidget | None, project: Path) -> None:
        super().__init__(parent, "", "exportDialog")
        self.setWindowTitle(self.tr("Export"))
        self._project = project
        self._job: Job | None = None
        self._target: Path | None = None
        self._heading = heading(self.tr("Export"))
        self.body.addWidget(self._heading)
        self._form = QWidget()
        self.body.addWidget(self._form, 1)
        self._make_form()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setVisible(False)
        self.body.addWidget(self._bar)
        self._result = message("")
        self._result.setObjectName("exportResult")
        self._result.setVisible(False)
        self.body.addWidget(self._result)
        self._show = self.add_button(
            self.tr("Show in folder"), QDialogButtonBox.ButtonRole.ActionRole, name="showInFolder"
        )
        self._show.setVisible(False)
        self._show.clicked.connect(self._show_in_folder)
        self._go = self.add_button(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole, name="exportButton")
        self._go.setDefault(True)
        self._stop = self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole, name="cancelButton")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._preview)
        self.resize(760, 640)
        self._check()
        self._preview()

    def _make_form(self) -> None:
        with Project.open(self._project, read_only=True) as project:
            annotators = [annotator.name for annotator in project.annotators()]
            labels = [label.name for label in queries.labels(project)]
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(14)
        statuses = {
            Status.NEW.value: self.tr("New"),
            Status.IN_PROGRESS.value: self.tr("In progress"),
            Status.DONE.value: self.tr("Done"),
            Status.SKIPPED.value: self.tr("Skipped"),
        }
        self.statuses = _Choice("statusChoice", self.tr("Status"), statuses)
        self.labels = _Choice("labelChoice", self.tr("Labels"), {name: name for name in labels})
        self.annotators = _Choice("annotatorChoice", self.tr("Annotators"), {name: name for name in annotators})
        for choice in (self.statuses, self.labels, self.annotators):
            choice.changed.connect(self._on_choice)
            row.addWidget(choice, 1)
        column.addLayout(row)
        self.counts = part(self.tr("Counting…"))
        self.counts.setObjectName("exportCounts")
        column.addWidget(self.counts)
        self.first = QPlainTextEdit()
        self.first.setObjectName("exportPreview")
        make_slim(self.first)
        self.first.setAccessibleName(self.tr("The first record"))
        self.first.setReadOnly(True)
        self.first.setTabChangesFocus(True)
        self.first.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        column.addWidget(self.first, 1)
        row = QHBoxLayout()
        self.path_field = TextField(str(self._project.with_suffix(SUFFIX)))
        self.path_field.setObjectName("exportPathField")
        self.path_field.setAccessibleName(self.tr("File"))
        self.path_field.textChanged.connect(self._check)
        browse = QPushButton(self.tr("Choose…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row.addWidget(part(self.tr("File")))
        row.addWidget(self.path_field, 1)
        row.addWidget(browse)
        column.addLayout(row)

    def options(self) -> ExportOptions:
        """The filters as ticked; all ticked lets everything through."""
        return ExportOptions(
            annotators=self.annotators.filter(),
            statuses=tuple(Status(value) for value in self.statuses.filter()),
            labels=self.labels.filter(),
        )

    def target(self) -> Path:
        """The file as typed; a bare name lies beside the project, and gets the usual suffix."""
        # os.path throughout: pathlib raises for names that are too long, unknown users and rings of links.
        path = self._project.parent / Path(os.path.expanduser(self.path_field.text().replace("\0", "").strip()))
        return path if path.suffix or os.path.isdir(path) else path.with_name(f"{path.name}{SUFFIX}")

    # Preview

    def _on_choice(self) -> None:
        self._check()
        self._soon.start()

    def _check(self) -> None:
        reason = self._why_not()
        self.complain(reason)
        self._go.setEnabled(not reason)
        replaces = not reason and os.path.isfile(self.target())
        self._go.setText(self.tr("Replace the file") if replaces else self.tr("Export"))

    def _why_not(self) -> str:
        for choice in (self.statuses, self.labels, self.annotators):
            if choice.none_ticked():
                return self.tr("Tick at least one of “{group}”.").format(group=choice.title())
        if not Path(self.path_field.text().strip()).name:
            return self.tr("Name the file to write.")
        target = self.target()
        if os.path.realpath(target) == os.path.realpath(self._project):
            return self.tr("{name} is the project itself; choose another name.").format(name=target.name)
        if os.path.isdir(target):
            return self.tr("{name} is a folder; name a file in it.").format(name=target.name)
        if not os.path.isdir(target.parent):
            return self.tr("The folder {folder} does not exist.").format(folder=target.parent)
        return ""

    def _preview(self) -> None:
        if self._target is not None:
            return
        if self._job is not None:
            # The filters changed meanwhile: what is being counted is not wanted any more.
            self._job.cancel()
            self._soon.start()
            return
        options = self.options()
        self.counts.setText(self.tr("Counting…"))
        if self._why_not() and (self.annotators.none_ticked() or self.labels.none_ticked()):
            self.counts.setText("")
            return
        self._job = Job(lambda report: self._count(options, report), self)
        self._job.done.connect(self._show_preview)
        self._job.failed.connect(self._on_preview_failed)
        self._job.crashed.connect(self._on_crashed)
        self._job.start()

    def _count(self, options: ExportOptions, report: Report) -> ExportReport:
        with Project.open(self._project, read_only=True) as project:
            return plan_export(project, options, cancelled=report.cancelled)

    def _show_preview(self, found: object) -> None:
        self._job = None
        assert isinstance(found, ExportReport)
        self.counts.setText(self._sentence(found.documents, found.spans))
        self.first.setPlainText(found.sample[:_SHOWN] + ("…" if len(found.sample) > _SHOWN else ""))

    def _on_preview_failed(self, _sentence: str) -> None:
        self._job = None

    def _sentence(self, documents: int, spans: int) -> str:
        return f"{self.tr('%Ln document(s)', '', documents)}, {self.tr('%Ln span(s)', '', spans)}"

    # Export

    def _browse(self) -> None:
        picker = QFileDialog(self, self.tr("Export"), str(self.target().parent))
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        picker.setNameFilters([self.tr("JSON lines (*{suffix})").format(suffix=SUFFIX), self.tr("All files (*)")])
        picker.setDefaultSuffix(SUFFIX.lstrip("."))
        picker.selectFile(self.target().name)
        picker.fileSelected.connect(self.path_field.setText)
        picker.open()

    def accept(self) -> None:
        """Write the file."""
        self._check()
        if not self._go.isEnabled() or self._target is not None:
            return
        self._soon.stop()
        if self._job is not None:
            self._job.stop()
        self._target, options = self.target(), self.options()
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
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_written(self, report: object) -> None:
        self._job = None
        assert isinstance(report, ExportReport)
        self._heading.setText(self.tr("Exported"))
        self._form.setVisible(False)
        self._bar.setVisible(False)
        size = QLocale().formattedDataSize(report.size)
        self._result.setText(f"{self._sentence(report.documents, report.spans)}, {size}\n{report.target}")
        self._result.setVisible(True)
        self._go.setVisible(False)
        self._show.setVisible(True)
        self._stop.setText(self.tr("Close"))
        self._stop.setEnabled(True)
        self._stop.setDefault(True)
        self._stop.setFocus()
        self.body.addStretch(1)
        self.resize(self.width(), self.minimumSizeHint().height())
        self.exported.emit(report)

    def _on_failed(self, sentence: str) -> None:
        self._job = None
        self._target = None
        self._form.setEnabled(True)
        self._bar.setVisible(False)
        self._stop.setText(self.tr("Cancel"))
        self._stop.setEnabled(True)
        self._go.setEnabled(True)
        self.complain(sentence[:1].upper() + sentence[1:])

    def _on_crashed(self, error: object) -> None:
        self._on_failed(self.tr("Something went wrong in Annotator; no file was written."))
        self.crashed.emit(error)

    def _show_in_folder(self) -> None:
        if self._target is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target.parent)))

    def reject(self) -> None:
        """Stop an export that runs; else close."""
        if self._target is not None and self._job is not None:
            self._job.cancel()
            self._stop.setEnabled(False)
            return
        if self._job is not None:
            self._job.stop()
        super().reject()


class _Choice(QGroupBox):
    """A group of ticks; all are ticked at first."""

    changed = Signal()

    def __init__(self, name: str, title: str, choices: dict[str, str]) -> None:
        super().__init__(title)
        self.setObjectName(name)
        self._boxes: dict[str, QCheckBox] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(4)
        for value, text in choices.items():
            box = self._boxes[value] = QCheckBox(text.replace("&", "&&"))
            box.setChecked(True)
            box.toggled.connect(self.changed)
            column.addWidget(box)
        column.addStretch(1)
        scroll = QScrollArea()
        make_slim(scroll)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.setFixedHeight(round(self.fontMetrics().height() * 9.5))

    def box(self, value: str) -> QCheckBox:
        return self._boxes[value]

    def ticked(self) -> Sequence[str]:
        return [value for value, box in self._boxes.items() if box.isChecked()]

    def none_ticked(self) -> bool:
        return bool(self._boxes) and not self.ticked()

    def filter(self) -> tuple[str, ...]:
        """What is ticked; empty, which filters nothing, where everything is."""
        ticked = self.ticked()
        return () if len(ticked) == len(self._boxes) else tuple(ticked)
