"""Asks for the name of a project file that is not there yet."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.gui.project_files import SUFFIX

_LONGEST = 100
"""Characters of the old name that the new one takes over."""


class NewFilePicker(QFileDialog):
    """``fileSelected`` gives the path. A name that is taken is refused later, by whoever writes the file."""

    def __init__(self, parent: QWidget, title: str, proposed: Path) -> None:
        super().__init__(parent, title, str(proposed.parent))
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setOption(QFileDialog.Option.DontConfirmOverwrite)
        self.setNameFilters([self.tr("Projects (*{suffix})").format(suffix=SUFFIX), self.tr("All files (*)")])
        self.setDefaultSuffix(SUFFIX.lstrip("."))
        self.selectFile(proposed.name)


def beside(project: Path, words: str) -> Path:
    """A name nobody has, made of the project's own, beside it; at home where its folder is gone."""
    folder = project.parent if os.path.isdir(project.parent) else Path.home()
    stem, number = f"{project.stem[:_LONGEST]} {words}", 1
    while os.path.lexists(path := folder / f"{stem}{f' {number}' if number > 1 else ''}{SUFFIX}"):
        number += 1
    return path
