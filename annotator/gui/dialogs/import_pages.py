"""The pages of the import dialog: the files with their first documents, and what came of the import."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRegularExpression, Qt, Signal
from PySide6.QtGui import QPalette, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.formats.base import EncodingProblem
from annotator.gui import theme
from annotator.gui.dialogs.frame import RoomyRows, message, part
from annotator.gui.note_field import stand_by_words
from annotator.gui.panel_frame import as_tooltip
from annotator.gui.scroll_bar import make_slim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.exchange import FilePreview, ImportPreview, ImportReport
    from annotator.model.record import Problem, Record

LISTED = 2000
"""Files the list shows; nobody reads further, and all are imported."""
SHOWN = 1200
"""Code points of a document that the preview shows."""
_AIR = 10
"""Between the frame of a field and its words."""
_MARKED = 200
"""Places of a preview that are marked; they are found in no time."""
_DECIDED = QRegularExpression(r"[^\x00-\x7f]+")
ENCODINGS = (
    "windows-1252", "windows-1251", "windows-1250", "windows-1253", "windows-1254", "windows-1255", "windows-1256",
    "iso-8859-1", "iso-8859-2", "iso-8859-15", "koi8-r", "koi8-u", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr",
    "utf-16-le", "utf-16-be",
)  # fmt: skip
"""Encodings to choose from where the guess is wrong."""


class PreviewPage(QWidget):
    """Files at the left, the first documents of the chosen one at the right."""

    encoding_chosen = Signal(object, str)
    """FilePreview and the encoding it shall be read in."""
    confirmed = Signal()
    """Other files than before wait for a word on their encoding."""

    def __init__(self, found: ImportPreview) -> None:
        super().__init__()
        self._files = {file.name: file for file in found.files}
        self._encodings: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(message(self._summary(found), muted=True))
        self._to_confirm = message("")
        self._to_confirm.setObjectName("toConfirm")
        column.addWidget(self._to_confirm)
        self.list = QListWidget()
        self.list.setObjectName("importFiles")
        make_slim(self.list)
        self.list.setAccessibleName(self.tr("Files"))
        self.list.setItemDelegate(RoomyRows(self.list))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The files that want an answer come first.
        for file in sorted(found.files, key=lambda file: not file.undecoded)[:LISTED]:
            item = QListWidgetItem(file.name)
            item.setData(Qt.ItemDataRole.UserRole, file.name)
            self.list.addItem(item)
        self._document = DocumentPreview()
        self._document.encoding_chosen.connect(self._on_encoding)
        self._document.for_all.clicked.connect(self._on_for_all)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(self._document)
        splitter.setSizes([280, 520])
        column.addWidget(splitter, 1)
        splitter.setVisible(bool(found.files))
        if not found.files:
            column.addStretch(1)
        self.list.currentItemChanged.connect(self._show_current)
        self._show_states()
        self.list.setCurrentRow(0)

    def encodings(self) -> Mapping[str, str]:
        """Encodings that were confirmed, by file."""
        return dict(self._encodings)

    def show_again(self, name: str, file: FilePreview, encoding: str) -> None:
        """A file read in the encoding chosen for it; it counts as confirmed if it can be read so."""
        before = self._files[name]
        fits = bool(file.documents) and not file.undecoded
        if fits:
            self._encodings[name] = encoding
            # It stays a file whose encoding had to be named, so that another can be chosen yet.
            self._files[name] = replace(file, guess=before.guess, undecoded=before.undecoded)
        self._show_states()
        self._document.show_file(self._files[name], encoding, confirmed=fits)
        if not fits:
            self._document.refuse(self.tr("This file cannot be read as {encoding}").format(encoding=encoding))

    def _summary(self, found: ImportPreview) -> str:
        size = QLocale().formattedDataSize(sum(file.size for file in found.files))
        parts = [size] if found.files else []
        if found.left_out:
            parts.append(self.tr("%Ln file(s) of other kinds left out", "", len(found.left_out)))
        lines = [" · ".join(parts)] if parts else []
        lines += [str(problem) for problem in found.problems[:5]]
        if len(found.problems) > 5:
            lines.append(self.tr("… and %Ln more", "", len(found.problems) - 5))
        return "\n".join(lines) or self.tr("Choose .txt or .jsonl files, or a folder with some.")

    def _show_states(self) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            file = self._files[str(item.data(Qt.ItemDataRole.UserRole))]
            sign = "?  " if self._is_open(file) else "!  " if file.problem and not file.undecoded else ""
            item.setText(sign + file.name)
            item.setToolTip(as_tooltip(file.problem or file.name))
        waiting = self.waiting()
        self._to_confirm.setText(
            self.tr("The encoding of %Ln file(s) is not sure: look at the text, then confirm it.", "", waiting)
        )
        self._to_confirm.setVisible(waiting > 0)
        guessed = sum(self._is_open(file) and file.guess is not None for file in self._files.values())
        self._document.for_all.setVisible(guessed > 1)
        self.confirmed.emit()

    def waiting(self) -> int:
        """How many files would be left out because nobody confirmed their encoding."""
        return sum(self._is_open(file) for file in self._files.values())

    def _is_open(self, file: FilePreview) -> bool:
        return bool(file.undecoded) and file.name not in self._encodings

    def _current(self) -> FilePreview | None:
        item = self.list.currentItem()
        return self._files[str(item.data(Qt.ItemDataRole.UserRole))] if item else None

    def _show_current(self) -> None:
        file = self._current()
        if file is not None:
            chosen = self._encodings.get(file.name, "")
            guessed = file.guess.encoding if file.guess else ENCODINGS[0]
            self._document.show_file(file, (chosen or guessed) if file.undecoded else "", confirmed=bool(chosen))

    def _on_encoding(self, encoding: str) -> None:
        file = self._current()
        if file is not None:
            self.encoding_chosen.emit(file, encoding)

    def _on_for_all(self) -> None:
        """Confirm each file's own guess."""
        for file in self._files.values():
            if file.guess is not None and file.name not in self._encodings:
                self._encodings[file.name] = file.guess.encoding
        self._show_states()
        self._show_current()


class DocumentPreview(QWidget):
    """The first documents of one file, and its encoding where that is not sure."""

    encoding_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setObjectName("encodingBox")
        self.box.setAccessibleName(self.tr("Encoding"))
        self.box.activated.connect(self._on_activated)
        self.confirm = QPushButton(self.tr("Confirm"))
        self.confirm.setObjectName("confirmEncoding")
        self.confirm.setAutoDefault(False)
        self.confirm.clicked.connect(self._on_activated)
        self.for_all = QPushButton(self.tr("Confirm all"))
        self.for_all.setObjectName("confirmAllEncodings")
        self.for_all.setAutoDefault(False)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(part(self.tr("Encoding")))
        row.addWidget(self.box)
        row.addWidget(self.confirm)
        row.addWidget(self.for_all)
        row.addStretch(1)
        self._problem = message("", bad=True)
        self.text = PreviewText()
        self.text.setObjectName("importPreview")
        make_slim(self.text)
        self.text.setAccessibleName(self.tr("The first documents"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(theme.reading_font(self.font().pointSizeF() * 1.1))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 0, 0)
        column.addWidget(self._row)
        column.addWidget(self._problem)
        column.addWidget(self.text, 1)

    def show_file(self, file: FilePreview, encoding: str, *, confirmed: bool) -> None:
        """Show a file; with an encoding, let it be chosen and confirmed."""
        self._row.setVisible(bool(encoding))
        if encoding:
            self._fill(encoding, file.guess.alternatives if file.guess else ())
        self.confirm.setEnabled(not confirmed)
        self.confirm.setText(self.tr("Confirmed") if confirmed else self.tr("Confirm"))
        self.refuse(self._question(file) if encoding and not confirmed else "" if encoding else file.problem)
        self.text.show_records([self._words(record) for record in file.documents], judge=bool(encoding))

    def _question(self, file: FilePreview) -> str:
        if file.guess is not None:
            return ""
        return self.tr("{file}: {fact}. Correct that place, or choose the encoding it reads well in.").format(
            file=file.name, fact=file.undecoded
        )

    def refuse(self, sentence: str) -> None:
        """Say what would be kept out."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _fill(self, encoding: str, alternatives: tuple[str, ...]) -> None:
        names = list(dict.fromkeys([encoding, *alternatives, *ENCODINGS]))
        self.box.clear()
        self.box.addItems(names)

    def _words(self, record: Record) -> str:
        text = excerpt(record.text)
        # The name of a file of one article stands in the list already.
        title = record.title or ("" if record.key == record.file else record.key)
        head = title if title not in text[: len(title) + 2] else ""
        counts = self.tr("%Ln span(s)", "", len(record.spans)) if record.spans else ""
        return "\n".join(line for line in (" · ".join(p for p in (head, counts) if p), text) if line)

    def _on_activated(self) -> None:
        self.encoding_chosen.emit(self.box.currentText())


class PreviewText(QPlainTextEdit):
    """Documents as they would come in; where their encoding is in question, its letters stand out."""

    def show_records(self, documents: Sequence[str], *, judge: bool) -> None:
        """Show the documents; to ``judge`` the encoding, mark what it decides and begin at the first such place."""
        self.setPlainText("\n\n".join(documents))
        stand_by_words(self)
        self.document().setDocumentMargin(_AIR)
        marks = self._marks() if judge else []
        self.setExtraSelections(marks)
        if marks:
            cursor = marks[0].cursor
            cursor.clearSelection()
            self.setTextCursor(cursor)
            self.centerCursor()

    def _marks(self) -> list[QTextEdit.ExtraSelection]:
        """The runs of letters that are no ASCII, unless the text is full of them."""
        text = self.toPlainText()
        if sum(letter > "\x7f" for letter in text) * 4 > len(text):
            return []
        found: list[QTextEdit.ExtraSelection] = []
        cursor = self.document().find(_DECIDED, 0)
        while not cursor.isNull() and len(found) < _MARKED:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(cursor)
            mark.format.setBackground(theme.current().find)
            found.append(mark)
            cursor = self.document().find(_DECIDED, cursor)
        return found


def excerpt(text: str) -> str:
    """The beginning of a text; where only ASCII stands there, the part around its first other letter."""
    first = next((at for at, letter in enumerate(text) if letter > "\x7f" and not letter.isspace()), 0)
    start = max(0, first - SHOWN // 3) if first > SHOWN * 2 // 3 else 0
    stop = start + SHOWN
    # Three points, because the one sign is no ASCII and would be marked.
    return ("..." if start else "") + text[start:stop] + ("..." if stop < len(text) else "")


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
        for name, title, entries in (
            ("importProblems", self.tr("%Ln problem(s)", "", len(lines)), lines),
            ("importWarnings", self.tr("%Ln remark(s)", "", len(report.warnings)), report.warnings),
        ):
            if entries:
                column.addWidget(part(title))
                column.addWidget(_entries(name, title, entries), 1)
            if lines and entries is lines:
                advice = self.tr("Correct what is named and import again; what is in already is not added twice.")
                column.addWidget(message(advice, muted=True))
        column.addStretch(0 if lines or report.warnings else 1)

    def _problem(self, problem: Problem) -> str:
        # One line of a file may come too late for the preview to have asked.
        if isinstance(problem, EncodingProblem) and not problem.line:
            return self.tr("{file}: its encoding was not confirmed; import it again and confirm it").format(
                file=problem.file
            )
        return str(problem)

    def _counts(self, report: ImportReport) -> str:
        number = QLocale().toString
        rows = [
            (self.tr("documents"), report.documents),
            (self.tr("spans"), report.spans),
            (self.tr("relations"), report.relations),
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


def _entries(name: str, title: str, lines: list[str]) -> QListWidget:
    found = QListWidget()
    found.setObjectName(name)
    make_slim(found)
    found.setAccessibleName(title)
    found.setWordWrap(True)
    found.setSpacing(4)
    found.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    found.addItems(lines[:LISTED])
    found.setBackgroundRole(QPalette.ColorRole.Base)
    return found
