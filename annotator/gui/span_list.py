"""The panel of the open document's spans, in reading order, nested ones moved in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui.filter_field import FilterField
from annotator.gui.panel_frame import MARGIN, Heading, PlainLabel, inset_rule
from annotator.gui.row_view import RowView
from annotator.gui.span_rows import SpanDelegate, SpanRows
from annotator.model.suggestion import Suggestion

if TYPE_CHECKING:
    from annotator.gui.session import Session
    from annotator.model.document import Document
    from annotator.model.span import Span
    from annotator.store.changes import ChangeSet


class SpanList(QWidget):
    """Spans of the open document: a click or an arrow key selects one and shows it in the article."""

    span_activated = Signal(object)
    """Span: bring it into sight in the article."""
    suggestion_activated = Signal(object)
    """Suggestion: choose it, and bring it into sight in the article."""
    suggestion_decided = Signal(object, bool)
    """Suggestion, and whether it is accepted."""
    span_taken = Signal(object)
    """Span: it was clicked, or Return pressed on it."""
    left = Signal()
    """Escape in the empty filter field: the focus belongs to the article again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._heard: dict[int, Span] = {}
        """Every span as the list last heard of it, which is where its row is found."""
        self._suggested: dict[int, Suggestion] = {}

        self._count = PlainLabel(role="muted", scale=0.85)
        self.filter_field = FilterField(self.tr("Filter spans"), self)
        self.rows = SpanRows(session)
        self.view = RowView(SpanDelegate(session), self)
        self.view.setObjectName("spanList")
        self.view.setAccessibleName(self.tr("Spans"))
        self.view.setModel(self.rows)
        self._lay_out()

        self.filter_field.textChanged.connect(self._on_filter)
        self.filter_field.went_on.connect(self._go_on_to_list)
        self.filter_field.left.connect(self.left)
        self.view.row_activated.connect(self._take_row)
        self.view.tells_return = True
        self.view.row_returned.connect(self._return_row)
        self.view.escaped.connect(self.left)
        self.view.typed.connect(self._begin_filter)
        self.view.delete_pressed.connect(self._remove_row)
        self.view.row_moved.connect(self._choose_row)
        session.changed.connect(self._on_changed)
        session.document_changed.connect(self._on_document)
        session.selected_changed.connect(self._on_selected)
        session.visibility_changed.connect(self._on_visibility)
        session.suggestions.shown_changed.connect(self._on_visibility)
        session.suggestions.selected_changed.connect(self._on_suggestion)
        self._on_document(session.document)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN + 2, 12, MARGIN + 2, 0)
        head.addWidget(Heading(self.tr("Spans")))
        head.addStretch(1)
        head.addWidget(self._count)
        field = QHBoxLayout()
        field.setContentsMargins(MARGIN - 2, 8, MARGIN - 2, 6)
        field.addWidget(self.filter_field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 5)
        layout.setSpacing(0)
        layout.addLayout(inset_rule())
        layout.addLayout(head)
        layout.addLayout(field)
        layout.addWidget(self.view, 1)
        self._take_row_height()

    # What the user does

    def _choose_row(self, row: int) -> None:
        item = self.rows.span_at(row)
        if isinstance(item, Suggestion):
            self._session.suggestions.select(item)
            self.suggestion_activated.emit(item)
        else:
            self._session.select(item)
            self.span_activated.emit(item)

    def _take_row(self, row: int) -> None:
        item = self.rows.span_at(row)
        self._choose_row(row)
        if not isinstance(item, Suggestion):
            self.span_taken.emit(item)

    def _return_row(self, row: int) -> None:
        """Return on a suggestion that is chosen accepts it; on any other row it is a click."""
        item = self.rows.span_at(row)
        if isinstance(item, Suggestion) and item == self._session.suggestions.selected:
            self.suggestion_decided.emit(item, True)
        else:
            self._take_row(row)

    def _remove_row(self, row: int) -> None:
        item = self.rows.span_at(row)
        if isinstance(item, Suggestion):
            self.suggestion_decided.emit(item, False)
        else:
            self._session.remove_spans([item])

    def _begin_filter(self, letter: str) -> None:
        self.filter_field.setFocus()
        self.filter_field.setText(letter)

    def _go_on_to_list(self) -> None:
        self.view.setFocus()

    def _on_filter(self, text: str) -> None:
        self.rows.set_filter(text)
        self._say_count()
        self._on_selected(self._session.selected)

    # What the panel hears

    def _on_document(self, _document: Document | None) -> None:
        self._heard = {span.id: span for span in self._session.spans}
        self._suggested = {one.id: one for one in self._session.suggestions.visible()}
        self.rows.read()
        self._say_count()
        self._on_selected(self._session.selected)

    def _on_changed(self, change: ChangeSet) -> None:
        if change.bulk:
            self._on_document(self._session.document)
            return
        touched = [row for row in change.changes if row.table in ("spans", "suggestions")]
        if not touched:
            return
        for row in touched:
            if row.table == "spans":
                self._keep_in_step(row.row)
            else:
                self._keep_suggestion(row.row)
        self._say_count()
        # What lies inside a span that came or went is nested otherwise now.
        self.view.viewport().update()

    def _keep_in_step(self, span_id: int) -> None:
        span, former = self._session.spans.get(span_id), self._heard.get(span_id)
        if span is not None:
            self._heard[span_id] = span
            self.rows.put(span, former)
        elif former is not None:
            del self._heard[span_id]
            self.rows.drop(former)

    def _keep_suggestion(self, id: int) -> None:
        known = self._session.suggestions
        one, former = known.index.get(id), self._suggested.pop(id, None)
        if former is not None:
            self.rows.drop(former)
        if one is not None and known.is_visible(one):
            self._suggested[id] = one
            self.rows.put(one, None)

    def _on_visibility(self) -> None:
        """Labels that are hidden stay in the list, dimmed; suggestions of them go."""
        shown = {one.id: one for one in self._session.suggestions.visible()}
        if shown.keys() != self._suggested.keys():
            self._on_document(self._session.document)
        self.view.viewport().update()

    def _on_suggestion(self, one: Suggestion | None) -> None:
        row = self.rows.row_of(one)
        if row >= 0:
            self.view.go_to_row(row)
        self.view.viewport().update()

    def _on_selected(self, span: Span | None) -> None:
        known = None if span is None else self._heard.get(span.id)
        row = self.rows.row_of(known)
        if row >= 0:
            self.view.go_to_row(row)
        self.view.viewport().update()

    def _say_count(self) -> None:
        total, shown = len(self._session.spans) + len(self._suggested), self.rows.rowCount()
        suggested = self.rows.suggested
        number = self.locale().toString
        if self.rows.filtered:
            text = self.tr("{shown} of {total}").format(shown=number(shown), total=number(total))
        elif suggested:
            text = self.tr("{total} and {suggested} suggested").format(
                total=number(total - suggested), suggested=number(suggested)
            )
        elif total:
            text = self.tr("{total} in reading order").format(total=number(total))
        else:
            text = ""
        self._count.setText(text)
        self.filter_field.setVisible(bool(total) or self.rows.filtered)
        if self._session.document is None:
            self.view.empty_text = self.tr("No document is open.")
        elif self.rows.filtered:
            self.view.empty_text = self.tr("Nothing found.")
        else:
            self.view.empty_text = self.tr("No spans yet.\nRest on a word and press a label’s key.")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._take_row_height()
        super().changeEvent(event)

    def _take_row_height(self) -> None:
        self.view.set_row_height(round(self.fontMetrics().height() * 1.1) + 6)
