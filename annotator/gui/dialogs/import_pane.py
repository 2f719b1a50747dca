"""One file of an import: what it is taken for and why, its first documents, what is wrong with it, how it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.formats.registry import all_formats, format_by_name
from annotator.gui.chips import Chip
from annotator.gui.dialogs.entry_list import EntryList
from annotator.gui.dialogs.frame import message
from annotator.gui.dialogs.import_plan import for_window
from annotator.gui.dialogs.label_legend import Legend
from annotator.gui.dialogs.option_fields import Choice
from annotator.gui.dialogs.preview_text import PreviewText
from annotator.gui.dialogs.reading_form import ReadingForm
from annotator.gui.format_texts import format_title, unit_text

if TYPE_CHECKING:
    from annotator.exchange import FilePreview
    from annotator.gui.dialogs.import_plan import Entry, ImportPlan
    from annotator.gui.dialogs.label_legend import Colours

ENCODINGS = (
    "windows-1252", "windows-1251", "windows-1250", "windows-1253", "windows-1254", "windows-1255", "windows-1256",
    "iso-8859-1", "iso-8859-2", "iso-8859-15", "koi8-r", "koi8-u", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr",
    "utf-16-le", "utf-16-be",
)  # fmt: skip
"""Encodings to choose from where the guess is wrong."""
_PAUSE = 400
"""Milliseconds after the last key in a field until the file is read again."""
_NAMED = 4
"""Annotators that are named; of more, how many they are."""


class ImportPane(QWidget):
    """Shows the entry it is given and says what the user chooses for it."""

    format_chosen = Signal(str)
    encoding_chosen = Signal(str)
    reading_changed = Signal()
    """How files of this format are read is another now; the plan knows."""

    def __init__(self, plan: ImportPlan, colours: Colours) -> None:
        super().__init__()
        self._plan = plan
        self._entry: Entry | None = None
        self._make_head()
        self.text = PreviewText(colours)
        self.legend = Legend(colours)
        self.issues = EntryList("importIssues", self.tr("Problems"))
        self.form = ReadingForm()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._take_reading)
        self.form.changed.connect(self._soon.start)
        self._lay_out()

    def _make_head(self) -> None:
        self.format_box = Choice()
        self.format_box.setObjectName("formatBox")
        self.format_box.setPlaceholderText(self.tr("Choose…"))
        self.format_box.changed.connect(lambda: self.format_chosen.emit(self.format_box.value()))
        self.box = Choice()
        self.box.setObjectName("encodingBox")
        self.box.setAccessibleName(self.tr("Encoding"))
        self.box.changed.connect(self._on_encoding)
        self.confirm = QPushButton(self.tr("Confirm"))
        self.confirm.setObjectName("confirmEncoding")
        self.confirm.setAutoDefault(False)
        self.confirm.clicked.connect(self._on_encoding)
        self.for_all = QPushButton(self.tr("Confirm all"))
        self.for_all.setObjectName("confirmAllEncodings")
        self.for_all.setAutoDefault(False)
        self.reason = message("", muted=True)
        self.reason.setObjectName("formatReason")
        self._problem = message("", bad=True)
        self._problem.setObjectName("fileProblem")
        self.counts = message("")
        self.counts.setObjectName("fileCounts")
        self._hint = message("", muted=True)
        self.read_so = QPushButton("")
        self.read_so.setObjectName("readOffsetsSo")
        self.read_so.setAutoDefault(False)
        self.read_so.clicked.connect(self._on_read_so)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        label = QLabel(self.tr("&Format"))
        label.setBuddy(self.format_box)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.format_box, 0, 1)
        self._encoding_label = QLabel(self.tr("&Encoding"))
        self._encoding_label.setBuddy(self.box)
        self._encoding = QWidget()
        row = QHBoxLayout(self._encoding)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box, 1)
        row.addWidget(self.confirm)
        row.addWidget(self.for_all)
        grid.addWidget(self._encoding_label, 1, 0)
        grid.addWidget(self._encoding, 1, 1)
        grid.addWidget(self.reason, 2, 1)
        tabs = QHBoxLayout()
        tabs.setSpacing(4)
        self._pages = QStackedWidget()
        self.tabs: list[Chip] = []
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.legend)
        column.addWidget(self.text, 1)
        for name, title, page in (
            ("documentsTab", self.tr("Documents"), first),
            ("problemsTab", self.tr("Problems"), self.issues),
            ("optionsTab", self.tr("Options"), self.form),
        ):
            chip = Chip(title)
            chip.setObjectName(name)
            chip.setAutoExclusive(True)
            chip.clicked.connect(lambda _=False, page=page: self._pages.setCurrentWidget(page))
            self.tabs.append(chip)
            tabs.addWidget(chip)
            self._pages.addWidget(page)
        tabs.addStretch(1)
        self.tabs[0].setChecked(True)
        hint = QHBoxLayout()
        hint.addWidget(self._hint, 1)
        hint.addWidget(self.read_so)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self._problem)
        column.addLayout(hint)
        column.addWidget(self.counts)
        column.addLayout(tabs)
        column.addWidget(self._pages, 1)

    # What is shown

    def show_entry(self, entry: Entry, *, encoding: str = "", refused: str = "") -> None:
        """Show a file; ``encoding`` is what it was just read in, ``refused`` why that did not do."""
        another = self._entry is not entry
        self._entry = entry
        preview = entry.preview
        self._fill_formats(entry)
        self.reason.setText(self._reason(entry))
        self.reason.setVisible(bool(self.reason.text()))
        unsure = preview is not None and bool(preview.undecoded)
        for part in (self._encoding_label, self._encoding):
            part.setVisible(unsure)
        if unsure and preview is not None:
            guessed = preview.guess.encoding if preview.guess else ENCODINGS[0]
            self._fill_encodings(encoding or entry.encoding or guessed, preview)
            self.confirm.setEnabled(not entry.encoding)
            self.confirm.setText(self.tr("Confirmed") if entry.encoding else self.tr("Confirm"))
        self.refuse(refused or self._trouble(entry))
        if entry.format and (another or entry.format != self.form.format):
            self.form.show_format(format_by_name(entry.format), self._plan.reading(entry.format))
        records = preview.documents if preview is not None else ()
        self.text.show_records(records, judge=unsure)
        self.show_counts()
        if another and not self.tabs[1].isChecked():
            self._go_to(0)

    def form_again(self) -> None:
        """Show the options anew: the format is another, or a button changed one."""
        if self._entry is not None and self._entry.format:
            self.form.show_format(format_by_name(self._entry.format), self._plan.reading(self._entry.format))

    def show_counts(self, share: float | None = None) -> None:
        """Show what is known of the whole file; with a ``share`` (0 to 1), that it is still being counted."""
        entry = self._entry
        if entry is None:
            return
        self.counts.setText(self._sentence(entry, share))
        self.counts.setVisible(bool(self.counts.text()))
        labels: dict[str, int] = {}
        if entry.contents is not None:
            labels = dict(entry.contents.labels)
        elif entry.preview is not None:
            labels = {span.label: 0 for record in entry.preview.documents for span in record.spans}
        self.legend.show_counts(labels)
        sentences = [for_window(str(problem)) for problem in entry.problems]
        self.tabs[1].set_count(len(sentences) + len(entry.remarks))
        self.issues.show_entries(sentences + entry.remarks or [self.tr("There is nothing wrong with this file.")])
        self.tabs[2].setVisible(bool(entry.format) and self.form.is_needed(format_by_name(entry.format)))
        if not self.tabs[2].isVisibleTo(self) and self.tabs[2].isChecked():
            self._go_to(0)
        self._show_hint(entry)

    def _sentence(self, entry: Entry, share: float | None) -> str:
        contents = entry.contents
        if entry.asks_encoding:
            return ""
        if contents is None:
            if share is None or not entry.taken or not entry.format:
                return ""
            return self.tr("Counting… {percent} %").format(percent=round(100 * share))
        parts = [self.tr("%Ln document(s)", "", contents.documents), self.tr("%Ln span(s)", "", contents.spans)]
        if contents.suggestions:
            parts.append(self.tr("%Ln suggestion(s)", "", contents.suggestions))
        if contents.relations:
            parts.append(self.tr("%Ln relation(s)", "", contents.relations))
        if len(contents.annotators) > _NAMED:
            parts.append(self.tr("%Ln annotator(s)", "", len(contents.annotators)))
        elif contents.annotators:
            parts.append(self.tr("by {names}").format(names=", ".join(sorted(contents.annotators))))
        return " · ".join(parts)

    def _show_hint(self, entry: Entry) -> None:
        found = entry.unit_hint()
        self._hint.setVisible(found is not None)
        self.read_so.setVisible(found is not None)
        if found is not None:
            unit, count = found
            self._hint.setText(
                self.tr("%Ln span(s) would stand right if offsets counted: {unit}.", "", count).format(
                    unit=unit_text(unit)
                )
            )
            self.read_so.setText(self.tr("&Read them so"))

    def _reason(self, entry: Entry) -> str:
        if entry.asks_format:
            return "\n".join(f"{candidate.name}: {candidate.reason}" for candidate in entry.candidates)
        chosen = self._chosen(entry)
        said = self.tr("Read as chosen under Options: {choices}").format(choices=", ".join(chosen)) if chosen else ""
        return "\n".join(line for line in (entry.reason[:1].upper() + entry.reason[1:], said) if line)

    def _chosen(self, entry: Entry) -> list[str]:
        """What was chosen for files of this format, perhaps for others and some time ago."""
        reading = self._plan.reading(entry.format)
        words = [f"{ours} = {theirs}" for ours, theirs in reading.columns.items()]
        words += [f"{name} = {value}" for name, value in reading.settings.items()]
        return words + ([self.tr("offsets count: {unit}").format(unit=unit_text(reading.unit))] if reading.unit else [])

    def _trouble(self, entry: Entry) -> str:
        if entry.asks_format:
            return self.tr("This file may be of several formats. Choose the one it is in, or leave it out.")
        preview = entry.preview
        if preview is None:
            known = entry.format or entry.candidates
            return "" if known else self.tr("The format of this file is not known. Choose one, and it is read.")
        if not preview.undecoded:
            return for_window(preview.problem) if not preview.documents else ""
        if entry.encoding or preview.guess is not None:
            return ""
        return self.tr("{file}: {fact}. Correct that place, or choose the encoding it reads well in.").format(
            file=entry.name, fact=preview.undecoded
        )

    def refuse(self, sentence: str) -> None:
        """Say what would be kept out."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _fill_formats(self, entry: Entry) -> None:
        reasons = {candidate.name: candidate.reason for candidate in entry.candidates}
        readable = [format for format in all_formats() if format.reads]
        if entry.path.is_dir():
            readable = [format for format in readable if format.folder]
        self.format_box.clear()
        for format in sorted(readable, key=lambda format: format.name not in reasons):
            self.format_box.addItem(format_title(format), format.name)
        if reasons:
            self.format_box.insertSeparator(len(reasons))
        self.format_box.choose(entry.format)

    def _fill_encodings(self, encoding: str, preview: FilePreview) -> None:
        self.box.clear()
        alternatives = preview.guess.alternatives if preview.guess else ()
        for name in dict.fromkeys([encoding, *alternatives, *ENCODINGS]):
            self.box.addItem(name, name)

    # What the user does

    def _go_to(self, tab: int) -> None:
        self.tabs[tab].setChecked(True)
        self._pages.setCurrentIndex(tab)

    def _on_encoding(self) -> None:
        self.encoding_chosen.emit(self.box.currentText())

    def _take_reading(self) -> None:
        if self._entry is not None and self._entry.format:
            self._plan.set_reading(self._entry.format, self.form.reading())
            self.reading_changed.emit()

    def _on_read_so(self) -> None:
        found = self._entry.unit_hint() if self._entry is not None else None
        if self._entry is not None and found is not None:
            self._plan.set_unit(self._entry.format, found[0])
            self.form_again()
            self.reading_changed.emit()
