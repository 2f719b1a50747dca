"""Shows a failure: a bug with its details to copy, or one sentence a user can act on."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QWidget

from annotator.gui.dialogs.frame import Dialog, heading, message
from annotator.gui.scroll_bar import make_slim


class FailureDialog(Dialog):
    """A bug: what it was, that nothing stored was lost, and the details."""

    def __init__(self, parent: QWidget | None, details: str, log: str) -> None:
        super().__init__(parent, "", "failureDialog")
        self.setWindowTitle(self.tr("Something went wrong"))
        self.body.addWidget(heading(self.tr("Something went wrong in Annotator")))
        self.body.addWidget(
            message(
                self.tr(
                    "Every edit up to now is stored. You can go on;"
                    " if it happens again, please report it with these details."
                )
            )
        )
        text = QPlainTextEdit(details)
        text.setObjectName("failureDetails")
        make_slim(text)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.body.addWidget(text, 1)
        self.body.addWidget(message(self.tr("Also written to {file}").format(file=log), muted=True))
        self._details = details
        copy = self.add_button(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole, name="copyButton")
        copy.clicked.connect(self._copy)
        close = self.add_button(self.tr("Go on"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.resize(680, 420)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)


class RefusalDialog(Dialog):
    """One sentence: what could not be done, and what to do."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str) -> None:
        super().__init__(parent, title, "refusalDialog")
        self.body.addWidget(heading(title))
        words = message(sentence)
        words.setObjectName("refusalText")
        self.body.addWidget(words)
        close = self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.setMinimumWidth(460)
