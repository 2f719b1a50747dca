"""Where a new project lies and who labels it."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.dialogs.annotator_prompt import LONGEST_NAME, clean_name
from annotator.gui.dialogs.frame import Dialog, heading, message
from annotator.gui.project_files import SUFFIX
from annotator.gui.text_field import TextField

_LINES = 2
"""Room below the fields, in lines."""


class NewProjectDialog(Dialog):
    """Gives the path of a project to be made, which does not exist yet, and the annotator's name."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None, *, folder: Path, annotator: str) -> None:
        super().__init__(parent, "", "newProjectDialog")
        self.setWindowTitle(self.tr("New project"))
        self.body.addWidget(heading(self.tr("New project")))
        self.body.addWidget(
            message(self.tr("A project is one file that holds articles, labels and every edit."), muted=True)
        )
        self._folder = folder
        self.path_field = TextField(str(unused(folder / f"articles{SUFFIX}")))
        self.path_field.setObjectName("projectPathField")
        self.path_field.textChanged.connect(self._check)
        self.name_field = TextField(annotator)
        self.name_field.setObjectName("annotatorField")
        self.name_field.setMaxLength(LONGEST_NAME)
        self.name_field.textChanged.connect(self._check)
        browse = QPushButton(self.tr("Choose…"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.path_field, 1)
        row.addWidget(browse)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(14)
        form.addRow(self.tr("File"), row)
        form.addRow(self.tr("Your name"), self.name_field)
        self.body.addLayout(form)
        self.body.addWidget(self._make_place())
        self._create = self.add_button(self.tr("Create"), QDialogButtonBox.ButtonRole.AcceptRole, name="createButton")
        self._create.setDefault(True)
        self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.setMinimumWidth(560)
        self._check()

    def _make_place(self) -> QWidget:
        """Where the file will lie, or why it cannot: as high as ever, so that nothing jumps while one types."""
        place = QWidget()
        self.where = message("", muted=True)
        self.where.setObjectName("projectPlace")
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.where)
        column.addWidget(self.trouble)
        column.addStretch(1)
        place.setFixedHeight(self.where.fontMetrics().lineSpacing() * _LINES)
        return place

    def complain(self, sentence: str) -> None:
        super().complain(sentence)
        self.where.setVisible(not sentence)
        plain = bool(sentence) or str(self.path()) == self.path_field.text()
        self.where.setText("" if plain else self.tr("The file will be {path}").format(path=self.path()))

    def path(self) -> Path:
        """The file as typed; a bare name lies in the folder that was proposed, and gets the usual suffix."""
        path = self._folder / Path(os.path.expanduser(self.path_field.text().replace("\0", "").strip()))
        # os.path throughout: pathlib raises for names that are too long and for users that are not there.
        return path if path.suffix or os.path.isdir(path) else path.with_name(f"{path.name}{SUFFIX}")

    def _check(self) -> None:
        reason = self._why_not()
        self.complain(reason)
        self._create.setEnabled(not reason)

    def _why_not(self) -> str:
        if not self.path_field.text().strip() or not Path(self.path_field.text().strip()).name:
            return self.tr("Give the project a file name.")
        path = self.path()
        if os.path.lexists(path):
            return self.tr("{name} is there already; take another name, or open that project.").format(name=path.name)
        if not os.path.isdir(path.parent):
            return self.tr("The folder {folder} does not exist.").format(folder=path.parent)
        if not clean_name(self.name_field.text()):
            return self.tr("Your spans need a name to be stored under.")
        return ""

    def _browse(self) -> None:
        picker = QFileDialog(self, self.tr("New project"), str(self.path().parent))
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        picker.setNameFilter(self.tr("Projects (*{suffix})").format(suffix=SUFFIX))
        picker.setDefaultSuffix(SUFFIX.lstrip("."))
        picker.selectFile(self.path().name)
        picker.fileSelected.connect(self.path_field.setText)
        picker.open()

    def accept(self) -> None:
        # Checked again: the file may have come into being since the last key.
        self._check()
        if self._create.isEnabled():
            self.chosen.emit(str(self.path()), clean_name(self.name_field.text()))
            super().accept()


def unused(path: Path) -> Path:
    """The path, or one with a number where a file of that name is there already."""
    candidate, number = path, 2
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return candidate
