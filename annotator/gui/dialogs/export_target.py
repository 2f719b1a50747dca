"""Where an export goes: a file, or a folder for formats that are one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.gui.text_field import TextField

if TYPE_CHECKING:
    from annotator.formats.base import Format


class TargetField(QWidget):
    """A path to type or to choose, whose suffix follows the format."""

    changed = Signal()

    def __init__(self, project: Path) -> None:
        super().__init__()
        self._project = project
        self._suffix = ""
        """What the name ends in for the format of now; empty for a folder."""
        self._format: Format | None = None
        self._folder = False
        self.field = TextField()
        self.field.setObjectName("exportPathField")
        self.field.textChanged.connect(self.changed)
        self._label = QLabel()
        self._label.setBuddy(self.field)
        browse = QPushButton(self.tr("C&hoose…"))
        browse.setObjectName("exportChoose")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._label)
        row.addWidget(self.field, 1)
        row.addWidget(browse)

    def propose(self, folder: Path | None, format: Format, *, is_folder: bool) -> None:
        """Propose a name after the project, in the folder of the last export if it is still there."""
        where = folder if folder is not None and os.path.isdir(folder) else self._project.parent
        self._take(format, is_folder=is_folder)
        stem = self._project.stem
        name = f"{stem}-{format.name}" if is_folder else f"{stem}{self._suffix}"
        self.field.setText(str(where / name))

    def follow(self, format: Format, *, is_folder: bool) -> None:
        """Give the name the suffix of another format; what the user called it stays."""
        before, was_folder, old = self._format, self._folder, self._suffix
        self._take(format, is_folder=is_folder)
        text = self.field.text()
        stem = text.removesuffix(old) if old else text
        own = self._project.stem
        if was_folder and before is not None:
            # The names proposed for folders end in the format's name.
            for place in ("/", os.sep):
                if stem.endswith(f"{place}{own}-{before.name}"):
                    stem = stem.removesuffix(f"-{before.name}")
                    break
        if is_folder and Path(stem).name == own:
            stem = f"{stem}-{format.name}"
        if stem:
            self.field.setText(stem if is_folder else stem + self._suffix)

    def _take(self, format: Format, *, is_folder: bool) -> None:
        self._format, self._folder = format, is_folder
        self._suffix = "" if is_folder or not format.suffixes else format.suffixes[0]
        self._label.setText(self.tr("F&older") if is_folder else self.tr("F&ile"))
        self.field.setAccessibleName(self._label.text().replace("&", ""))

    def path(self) -> Path:
        """The path as typed; a bare name lies beside the project, and gets the usual suffix."""
        # os.path throughout: pathlib raises for names that are too long, unknown users and rings of links.
        path = self._project.parent / Path(os.path.expanduser(self.field.text().replace("\0", "").strip()))
        if self._folder or path.suffix or os.path.isdir(path):
            return path
        return path.with_name(f"{path.name}{self._suffix}")

    def why_not(self) -> str:
        """Why nothing can be written there, in a sentence; empty if it can."""
        if not Path(self.field.text().strip()).name:
            return self.tr("Name the folder to write.") if self._folder else self.tr("Name the file to write.")
        target = self.path()
        if os.path.realpath(target) == os.path.realpath(self._project):
            return self.tr("{name} is the project itself; choose another name.").format(name=target.name)
        if not self._folder and os.path.isdir(target):
            return self.tr("{name} is a folder; name a file in it.").format(name=target.name)
        if self._folder and os.path.isfile(target):
            return self.tr("{name} is a file, and this export is a folder; name another.").format(name=target.name)
        if not os.path.isdir(target.parent):
            return self.tr("The folder {folder} does not exist.").format(folder=target.parent)
        return ""

    def replaces(self) -> bool:
        """Whether something stands there that would be replaced."""
        target = self.path()
        if not self._folder:
            return os.path.isfile(target)
        try:
            with os.scandir(target) as entries:
                return any(entries)
        except OSError:
            return False

    def _browse(self) -> None:
        target = self.path()
        picker = QFileDialog(self, self.tr("Export"), str(target.parent))
        if self._folder:
            # A new folder is made by the export: what is chosen is where it shall lie.
            picker.setFileMode(QFileDialog.FileMode.Directory)
            picker.setOption(QFileDialog.Option.ShowDirsOnly)
            picker.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Put it here"))
            picker.fileSelected.connect(lambda chosen: self.field.setText(str(Path(chosen) / target.name)))
        else:
            assert self._format is not None
            picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            patterns = " ".join(f"*{suffix}" for suffix in self._format.suffixes)
            filters = [f"{self._format.name} ({patterns})"] if patterns else []
            picker.setNameFilters([*filters, self.tr("All files (*)")])
            picker.setDefaultSuffix(self._suffix.lstrip("."))
            picker.selectFile(target.name)
            picker.fileSelected.connect(self.field.setText)
        picker.open()
