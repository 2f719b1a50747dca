"""The panel below the spans: details of the selected span, or of the document when none is selected."""

from __future__ import annotations

import json
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QGridLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from annotator.gui import theme
from annotator.gui.document_facts import DocumentFacts
from annotator.gui.document_rows import status_name
from annotator.gui.drawing import draw_words
from annotator.gui.note_field import NoteField
from annotator.gui.panel_frame import MARGIN, DetailScroll, Heading, PlainLabel, as_tooltip, inset_rule
from annotator.model.document import Status

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from annotator.gui.session import Session
    from annotator.gui.span_details import SpanDetails
    from annotator.gui.suggestion_details import SuggestionDetails
    from annotator.model.document import Document
    from annotator.model.span import Span
    from annotator.model.suggestion import Suggestion
    from annotator.store.changes import ChangeSet

_LINES = 17
"""Height of the panel, in lines of the window's font."""

_INSET = 2
_SHOWN_VALUE = 500
"""Code points of one value of a document's metadata that are shown."""


class DetailPanel(QWidget):
    """Follows the session's selection; notes being typed are never lost on the way."""

    left = Signal()
    """The user is done with a note: the focus belongs to the article again."""
    link_wanted = Signal()
    """The selected span is to be linked to another one."""
    suggestion_decided = Signal(object, bool)
    """Suggestion, and whether it is accepted."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detailPanel")
        self._session = session
        self.document_details = DocumentDetails(session)
        self._heading = Heading("")
        self._stack = QStackedLayout()
        self._card: DetailScroll | None = None
        self._proposal: DetailScroll | None = None
        self._lay_out()

        self.document_details.left.connect(self.left)
        session.selected_changed.connect(self._on_selected)
        session.suggestions.selected_changed.connect(self._on_suggestion)
        session.document_changed.connect(self._on_document)
        session.changed.connect(self._on_changed)
        self._on_document(session.document)

    def _lay_out(self) -> None:
        self._stack.addWidget(DetailScroll(self.document_details))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(inset_rule())
        layout.addSpacing(3)
        head = QVBoxLayout()
        head.setContentsMargins(MARGIN + 2, 0, MARGIN + 2, 0)
        head.addWidget(self._heading)
        layout.addLayout(head)
        layout.addLayout(self._stack, 1)

    @cached_property
    def span_details(self) -> SpanDetails:
        """The card of the selected span, made when it is first asked for: the window opens with none selected."""
        from annotator.gui.span_details import SpanDetails

        details = SpanDetails(self._session)
        details.left.connect(self.left)
        details.facts.link_wanted.connect(self.link_wanted)
        contents = QWidget()
        around = QVBoxLayout(contents)
        around.setContentsMargins(MARGIN, 0, MARGIN, 12)
        around.addWidget(details)
        around.addStretch(1)
        self._card = card = DetailScroll(contents)
        details.facts.settled.connect(card.settle)
        self._stack.addWidget(self._card)
        return details

    def _span_details_if_made(self) -> SpanDetails | None:
        return self.span_details if self._card is not None else None

    def sizeHint(self) -> QSize:
        # The same for every span: a list above that grew and shrank at each selection would never rest.
        return QSize(280, round(self.fontMetrics().lineSpacing() * _LINES))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, round(self.fontMetrics().lineSpacing() * 6))

    def flush(self) -> None:
        """Store every note being typed: the window is about to close."""
        if (card := self._span_details_if_made()) is not None:
            card.note.flush()
            card.facts.flush()
        self.document_details.note.flush()

    @property
    def unstored(self) -> list[str]:
        """Notes that could not be stored; their words are still here."""
        card = self._span_details_if_made()
        return [*(card.unstored if card is not None else {}).values(), *self.document_details.unstored.values()]

    def try_again(self) -> None:
        """Store again what could not be stored: the session goes on in another file."""
        self.flush()
        if (card := self._span_details_if_made()) is not None:
            card.try_again()
        self.document_details.try_again()

    def focus_note(self) -> None:
        """Put the keys into the note of the selected span, or of the document."""
        details = self.span_details if self._session.selected is not None else self.document_details
        note = details.note
        note.setFocus()
        note.moveCursor(note.textCursor().MoveOperation.End)

    def _on_selected(self, span: Span | None) -> None:
        if span is None:
            if (card := self._span_details_if_made()) is not None:
                card.forget()
            self._heading.setText(self.tr("Document") if self._session.document else "")
            self.document_details.show_counts()
            self._stack.setCurrentIndex(0)
            self.setFocusProxy(self.document_details.note)
        else:
            self.span_details.show_span(span)
            self._heading.setText(self.tr("Selected span"))
            if self._card is not None:
                self._stack.setCurrentWidget(self._card)
                self._card.settle()
            self.setFocusProxy(self.span_details.note)

    @cached_property
    def suggestion_details(self) -> SuggestionDetails:
        """The card of the chosen suggestion, made when it is first asked for."""
        from annotator.gui.suggestion_details import SuggestionDetails

        details = SuggestionDetails(self._session)
        details.decided.connect(self.suggestion_decided)
        contents = QWidget()
        around = QVBoxLayout(contents)
        around.setContentsMargins(MARGIN, 0, MARGIN, 12)
        around.addWidget(details)
        around.addStretch(1)
        self._proposal = DetailScroll(contents)
        self._stack.addWidget(self._proposal)
        return details

    def _on_suggestion(self, one: Suggestion | None) -> None:
        if one is None:
            if self._session.selected is None:
                self._on_selected(None)
            return
        self.suggestion_details.show_suggestion(one)
        self._heading.setText(self.tr("Suggestion"))
        if self._proposal is not None:
            self._stack.setCurrentWidget(self._proposal)
            self._proposal.settle()
        self.setFocusProxy(self.suggestion_details.accept_button)

    def _on_document(self, document: Document | None) -> None:
        self.setVisible(document is not None)
        self.document_details.show_document(document)
        self._on_selected(self._session.selected)

    def _on_changed(self, _change: ChangeSet) -> None:
        # The selected span comes with selected_changed; here it is the document's turn, if it is in sight.
        self.document_details.show_review()
        if self._stack.currentIndex() == 0:
            self.document_details.show_counts()


class DocumentDetails(QWidget):
    """Title, status, counts, note, key, language and metadata of the open document."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._document: int | None = None
        self.unstored: dict[int, str] = {}
        """Notes that could not be stored, by document."""
        self.title = PlainLabel(selectable=True, bold=True)
        self.title.setWordWrap(True)
        self.status = PlainLabel(role="muted", scale=0.9)
        self.status.setWordWrap(True)
        self.note = NoteField(self.tr("Note on the document"), self)
        self.note.setObjectName("documentNote")
        self._fields: list[tuple[PlainLabel, ValueField]] = []
        """Name and value of each row; kept from document to document, since making them is what takes time."""
        self._values = QGridLayout()
        self._values.setHorizontalSpacing(10)
        self._values.setVerticalSpacing(1)
        self._values.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN + 2, 0, MARGIN + 2, 12)
        layout.setSpacing(6)
        layout.addWidget(self.title)
        layout.addWidget(self.status)
        layout.addWidget(self.note)
        self.facts = DocumentFacts(session, self)
        layout.addWidget(self.facts)
        layout.addSpacing(2)
        layout.addLayout(self._values)
        layout.addStretch(1)
        self.note.noted.connect(self._store_note)
        self.note.left.connect(self.left)

    def show_document(self, document: Document | None) -> None:
        """Show a document, or nothing; the note typed on the one before is stored first."""
        self.note.flush()
        self.note.let_go()
        self._document = None if document is None else document.id
        for part in (self.title, self.status, self.note):
            part.setVisible(document is not None)
        self._show_values(document)
        if document is not None:
            self.title.setText(" ".join(document.title.split()) or document.key)
            self.show_review()
            review = self._session.review
            if document.id in self.unstored and review is not None:
                self.note.keep(self.unstored[document.id], review.note)
            self.note.document().clearUndoRedoStacks()

    def show_review(self) -> None:
        """Status and note as they are now."""
        review = self._session.review
        if self._document is not None and review is not None:
            self.note.show_note(review.note)

    def show_counts(self) -> None:
        """Status, and how many spans of each label the document has."""
        review = self._session.review
        status = status_name(review.status if review is not None else Status.NEW)
        counts = Counter(span.label for span in self._session.spans)
        number = self.locale().toString
        parts = [status]
        parts += [
            f"{label.short_name} {number(counts[label.id])}" for label in self._session.labels if counts[label.id]
        ]
        self.status.setText(" · ".join(parts))

    def _show_values(self, document: Document | None) -> None:
        rows = self._values_of(document) if document is not None else []
        while len(self._fields) < len(rows):
            self._add_field()
        for place, (heading, field) in enumerate(self._fields):
            there = place < len(rows)
            if there:
                name, value = rows[place]
                heading.setText(name)
                field.show_value(name, value)
            heading.setVisible(there)
            field.setVisible(there)

    def _values_of(self, document: Document) -> list[tuple[str, str]]:
        rows = [(self.tr("key"), document.key), (self.tr("language"), document.language)]
        rows += [(str(name), as_words(value)) for name, value in document.meta.items()]
        rows.append((self.tr("length"), self.tr("%Ln character(s)", "", len(document.text))))
        rows.append((self.tr("time"), self._spoken_time()))
        return [row for row in rows if row[1]]

    def _add_field(self) -> None:
        row = len(self._fields)
        heading, field = PlainLabel(role="muted", scale=0.85), ValueField()
        self._values.addWidget(heading, row, 0)
        self._values.addWidget(field, row, 1)
        self._fields.append((heading, field))

    def _spoken_time(self) -> str:
        """How long this annotator has worked on the document before; empty for no time."""
        review = self._session.review
        minutes, seconds = divmod(review.seconds if review is not None else 0, 60)
        hours, minutes = divmod(minutes, 60)
        if hours:
            return self.tr("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
        if minutes:
            return self.tr("{minutes} min").format(minutes=minutes)
        return self.tr("{seconds} s").format(seconds=seconds) if seconds else ""

    def _store_note(self, note: str) -> None:
        if self._document is not None:
            self._store(self._document, note)

    def _store(self, document: int, note: str) -> None:
        self.unstored.pop(document, None)
        self._session.set_review_note(document, note, lambda _reason: self._keep(document, note))

    def try_again(self) -> None:
        """Store again what could not be stored."""
        for document, note in tuple(self.unstored.items()):
            self._store(document, note)

    def _keep(self, document: int, note: str) -> None:
        self.unstored[document] = note
        review = self._session.review
        if self._document == document and review is not None:
            self.note.keep(note, review.note)


class ValueField(QLineEdit):
    """One value to read and copy; a long one ends in an ellipsis, and scrolls under the caret."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrame(False)
        self.setFont(theme.scaled(self.font(), 0.9))
        self._take_theme()
        theme.notifier().changed.connect(self._take_theme)

    def show_value(self, name: str, value: str) -> None:
        """Show the value of this name, from its beginning."""
        self.setAccessibleName(name)
        self.setText(value)
        self.setCursorPosition(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Where the frameless field itself begins to write.
        room = self.width() - 2 * _INSET
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= room
        self.setToolTip("" if fits else as_tooltip(self.text()))
        if fits or self.hasFocus():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(theme.current().ink)
        draw_words(painter, QRectF(_INSET, 0, room, self.height()), self.text())

    def _take_theme(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, theme.current().panel)
        palette.setColor(QPalette.ColorRole.Text, theme.current().ink)
        self.setPalette(palette)


def as_words(value: object) -> str:
    """A metadata value on one line: text as it is, anything else as JSON."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(text[: _SHOWN_VALUE * 2].split())[:_SHOWN_VALUE]
