"""The chosen suggestion: what it proposes, who proposes it, and the two things that can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.gui import theme
from annotator.gui.drawing import draw_outline
from annotator.gui.fact_rows import in_words
from annotator.gui.key_map import shown_key
from annotator.gui.note_field import ReadingText
from annotator.gui.panel_frame import ElidedLabel, PlainLabel, empty
from annotator.gui.relation_row import RelationRow

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from annotator.gui.session import Session
    from annotator.gui.theme import LabelColours
    from annotator.model.suggestion import Suggestion

_SHOWN_TEXT = 4000
_READING_SIZE = 1.08


class SuggestionDetails(QWidget):
    """A card with a dotted word of a span that is none yet."""

    decided = Signal(object, bool)
    """Suggestion, and whether it is accepted."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._one: Suggestion | None = None
        self._head = QVBoxLayout()
        self.words = ReadingText(self)
        self.words.setAccessibleName(self.tr("Suggested text"))
        size = self.font().pointSizeF()
        self.words.setFont(theme.reading_font((size if size > 0 else 10.0) * _READING_SIZE))
        self.origin = ElidedLabel(role="muted", scale=0.85)
        self.note = PlainLabel(role="muted", scale=0.9)
        self.note.setWordWrap(True)
        self._values = QVBoxLayout()
        self._values.setSpacing(1)
        self.accept_button = QPushButton(self.tr("Accept"))
        self.reject_button = QPushButton(self.tr("Reject"))
        self.accept_button.setToolTip(shown_key("Return"))
        self.reject_button.setToolTip(shown_key("Backspace"))
        self._lay_out()
        self.accept_button.clicked.connect(lambda: self._decide(True))
        self.reject_button.clicked.connect(lambda: self._decide(False))
        theme.notifier().changed.connect(self.update)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.accept_button)
        buttons.addWidget(self.reject_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(self._head)
        column.addWidget(self.words)
        column.addLayout(self._values)
        column.addWidget(self.note)
        column.addWidget(self.origin)
        column.addLayout(buttons)

    def show_suggestion(self, one: Suggestion) -> None:
        """Show a suggestion of the open document."""
        session, document = self._session, self._session.document
        if document is None:
            return
        self._one = one
        label = session.label(one.label)
        empty(self._head)
        self._head.addWidget(_line("", label.short_name, theme.current().label_colours(label)))
        text = one.text_in(document.text)
        self.words.setPlainText(text if len(text) <= _SHOWN_TEXT else text[:_SHOWN_TEXT] + "…")
        empty(self._values)
        for attribute, value in (one.attributes or {}).items():
            self._values.addWidget(_line(attribute, in_words(value), None))
        self.note.setText(one.note)
        self.note.setVisible(bool(one.note))
        parts = [session.suggestions.provider(one), "" if one.score is None else f"{one.score:.2g}"]
        self.origin.setText(" · ".join(part for part in (*parts, f"{one.start}–{one.end}") if part))
        for button in (self.accept_button, self.reject_button):
            button.setEnabled(not session.project.read_only)

    def _decide(self, accept: bool) -> None:
        if self._one is not None:
            self.decided.emit(self._one, accept)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        draw_outline(QPainter(self), QRectF(self.rect()), colours.line, colours.page)


def _line(name: str, value: str, colours: LabelColours | None) -> RelationRow:
    """A row that says something and does nothing."""
    row = RelationRow("", name, value, colours)
    row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return row
