"""The pages of the import dialog: the files with the one that is looked at, the wait, and what came of the import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QSplitter, QVBoxLayout, QWidget

from annotator.formats.base import EncodingProblem
from annotator.gui.dialogs.entry_list import EntryList
from annotator.gui.dialogs.frame import message, part
from annotator.gui.dialogs.import_files import FileList
from annotator.gui.dialogs.import_pane import ImportPane
from annotator.gui.dialogs.import_plan import for_window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotator.exchange import ImportReport
    from annotator.gui.dialogs.import_plan import Entry, ImportPlan
    from annotator.gui.dialogs.label_legend import Colours
    from annotator.model.record import Problem

_NAMED = 4
"""Problems of no file in the list that are named above it."""


class PreviewPage(QWidget):
    """Files at the left, the chosen one at the right."""

    look_wanted = Signal(str, str, str)
    """Look at the file of this name again, as this format, in this encoding; empty: as it was."""
    changed = Signal()
    """Something was said that changes what would be imported."""

    def __init__(self, plan: ImportPlan, colours: Colours) -> None:
        super().__init__()
        self.plan = plan
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(message(self._summary(), muted=True))
        self._to_confirm = message("")
        self._to_confirm.setObjectName("toConfirm")
        column.addWidget(self._to_confirm)
        self.list = FileList(plan)
        self._document = ImportPane(plan, colours)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(self._document)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([270, 600])
        column.addWidget(splitter, 1)
        splitter.setVisible(bool(plan.entries))
        if not plan.entries:
            column.addStretch(1)
        self.list.chosen.connect(lambda name: self._document.show_entry(plan.entry(name)))
        self.list.ticked.connect(self._on_ticked)
        self._document.format_chosen.connect(self._on_format)
        self._document.encoding_chosen.connect(lambda encoding: self._want(encoding=encoding))
        self._document.reading_changed.connect(self._on_reading)
        self._document.for_all.clicked.connect(self._on_for_all)
        self._show_states()
        self.list.setCurrentRow(0)

    def encodings(self) -> Mapping[str, str]:
        """Encodings that were confirmed, by file."""
        return self.plan.options().encodings

    def show_trial(self, share: float | None = None) -> None:
        """Show what a trial of the import found, or how far it is."""
        if share is None:
            self.list.refresh()
        self._document.show_counts(share)

    def show_again(self, name: str, *, encoding: str = "", refused: str = "") -> None:
        """A file was looked at again."""
        if name == self.list.current():
            self._document.show_entry(self.plan.entry(name), encoding=encoding, refused=refused)
        self._show_states()

    def _summary(self) -> str:
        plan = self.plan
        size = QLocale().formattedDataSize(sum(entry.size for entry in plan.entries))
        parts = [size] if plan.entries else []
        if plan.left_out:
            parts.append(self.tr("%Ln file(s) of other kinds left out", "", len(plan.left_out)))
        lines = [" · ".join(parts)] if parts else []
        lines += [for_window(str(problem)) for problem in plan.problems[:_NAMED]]
        if len(plan.problems) > _NAMED:
            lines.append(self.tr("… and %Ln more", "", len(plan.problems) - _NAMED))
        return "\n".join(lines) or self.tr("Choose files of a known format, or a folder with some.")

    def _show_states(self) -> None:
        plan = self.plan
        self.list.refresh()
        lines = []
        if asked := plan.waiting_formats():
            lines.append(
                self.tr("%Ln file(s) may be of several formats: choose one, or take the tick away.", "", asked)
            )
        if waiting := plan.waiting_encodings():
            lines.append(
                self.tr("The encoding of %Ln file(s) is not sure: look at the text, then confirm it.", "", waiting)
            )
        self._to_confirm.setText("\n".join(lines))
        self._to_confirm.setVisible(bool(lines))
        guessed = sum(entry.asks_encoding and _guess(entry) != "" for entry in plan.entries)
        self._document.for_all.setVisible(guessed > 1)
        self.changed.emit()

    # What the user says

    def _want(self, *, format: str = "", encoding: str = "") -> None:
        if name := self.list.current():
            self.look_wanted.emit(name, format, encoding)

    def _on_ticked(self, name: str, taken: bool) -> None:
        entry = self.plan.entry(name)
        entry.taken = taken
        if name == self.list.current():
            self._document.show_counts()
        self._show_states()

    def _on_format(self, format: str) -> None:
        self._want(format=format)

    def _on_reading(self) -> None:
        self._want()

    def _on_for_all(self) -> None:
        """Confirm each file's own guess."""
        for entry in self.plan.entries:
            if entry.asks_encoding:
                entry.encoding = _guess(entry)
        self._show_states()
        if name := self.list.current():
            self._document.show_entry(self.plan.entry(name))


def _guess(entry: Entry) -> str:
    """The encoding a file seems to be in; empty if nobody can tell."""
    preview = entry.preview
    return preview.guess.encoding if preview is not None and preview.guess is not None else ""


class WaitingPage(QWidget):
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


class ReportPage(QWidget):
    """Counts, then every problem with file, line and reason, ready to copy."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        counts = QLabel(self._counts(report))
        counts.setObjectName("importCounts")
        counts.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(counts)
        lines = [self._problem(problem) for problem in report.problems]
        self.lists: list[EntryList] = []
        for name, title, entries in (
            ("importProblems", self.tr("%Ln problem(s)", "", len(lines)), lines),
            ("importWarnings", self.tr("%Ln remark(s)", "", len(report.warnings)), [*map(for_window, report.warnings)]),
        ):
            if entries:
                column.addWidget(part(title))
                self.lists.append(EntryList(name, title, entries))
                column.addWidget(self.lists[-1], 1)
            if lines and entries is lines:
                advice = self.tr("Correct what is named and import again; what is in already is not added twice.")
                column.addWidget(message(advice, muted=True))
        column.addStretch(0 if lines or report.warnings else 1)

    def copy(self) -> None:
        """All that is named, onto the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(entries.words() for entries in self.lists))

    def _problem(self, problem: Problem) -> str:
        # One line of a file may come too late for the preview to have asked.
        if isinstance(problem, EncodingProblem) and not problem.line:
            return self.tr("{file}: its encoding was not confirmed; import it again and confirm it").format(
                file=problem.file
            )
        return for_window(str(problem))

    def _counts(self, report: ImportReport) -> str:
        number = QLocale().toString
        rows = [
            (self.tr("documents"), report.documents),
            (self.tr("spans"), report.spans),
            (self.tr("relations"), report.relations),
            (self.tr("suggestions"), report.suggestions),
        ]
        lines = []
        for what, tally in rows:
            parts = [
                text.format(count=number(count))
                for text, count in (
                    (self.tr("{count} added"), tally.added),
                    (self.tr("{count} there already"), tally.unchanged),
                    (self.tr("{count} kept out"), tally.rejected),
                )
                if count
            ]
            if parts:
                lines.append(f"{what}: {', '.join(parts)}")
        return "\n".join(lines) or self.tr("The files hold no document.")
