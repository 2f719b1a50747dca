"""What this program is, which versions it runs on, and where it keeps things."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from annotator import __version__
from annotator.gui.dialogs.frame import Dialog, heading, message
from annotator.gui.settings import config_folder, data_folder


class AboutDialog(Dialog):
    """The facts somebody needs for a citation or a report of a fault, ready to copy."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "", "aboutDialog")
        self.setWindowTitle(self.tr("About Annotator"))
        self.body.addWidget(heading(self.tr("Annotator {version}").format(version=__version__)))
        self.body.addWidget(
            message(
                self.tr(
                    "Read news articles, label who says, wants and threatens what, and take exact training data home."
                )
            )
        )
        self.body.addWidget(message(self.facts(), muted=True))
        copy = self.add_button(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole, name="copyButton")
        copy.clicked.connect(self._copy)
        close = self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.setMinimumWidth(480)

    def facts(self) -> str:
        """Versions and folders, a line each."""
        return "\n".join(
            (
                self.tr("Licence: MIT. Qt is used under the LGPL."),
                f"Python {platform.python_version()} · Qt {PySide6.__version__} · {platform.platform(terse=True)}",
                self.tr("Settings: {folder}").format(folder=config_folder()),
                self.tr("Log and sample: {folder}").format(folder=data_folder()),
            )
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"Annotator {__version__}\n{self.facts()}")
