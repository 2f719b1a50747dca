"""Asks once whose spans these will be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from annotator.gui.dialogs.frame import Dialog, heading, message
from annotator.gui.text_field import TextField

LONGEST_NAME = 100


class AnnotatorPrompt(Dialog):
    """Proposes the login name; gives the name that was accepted."""

    named = Signal(str)

    def __init__(self, parent: QWidget | None, proposed: str) -> None:
        super().__init__(parent, "", "annotatorPrompt")
        self.setWindowTitle(self.tr("Your name"))
        self.body.addWidget(heading(self.tr("Who is labelling?")))
        self.body.addWidget(
            message(
                self.tr("Your spans are stored under this name, so that several people can label one project."),
                muted=True,
            )
        )
        self.field = TextField(proposed)
        self.field.setObjectName("annotatorField")
        self.field.setAccessibleName(self.tr("Your name"))
        self.field.setMaxLength(LONGEST_NAME)
        self.field.selectAll()
        self.field.textChanged.connect(self._check)
        self.body.addWidget(self.field)
        self._begin = self.add_button(self.tr("Begin"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._begin.setDefault(True)
        self.setMinimumWidth(420)
        self._check()

    def _check(self) -> None:
        self._begin.setEnabled(bool(clean_name(self.field.text())))

    def accept(self) -> None:
        self.named.emit(clean_name(self.field.text()))
        super().accept()


def clean_name(text: str) -> str:
    """A name as it is stored: no blanks around it, none doubled, no control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def login_name() -> str:
    """The name the system knows this person by, empty if it has none."""
    import getpass

    try:
        return clean_name(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return ""
