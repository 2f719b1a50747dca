"""What is said of the whole document beside its note: how far it was read, what is suggested, its relations.

Read after the page has been painted; what there is nothing of takes no room.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui import theme
from annotator.gui.chips import FlowLayout
from annotator.gui.fact_rows import QuietButton
from annotator.gui.panel_frame import ElidedLabel, IconButton, empty
from annotator.gui.reading import progress
from annotator.gui.relation_row import RelationRow
from annotator.gui.session import shortened
from annotator.gui.span_history import Disclosure
from annotator.model.document import Status
from annotator.model.errors import AnnotatorError
from annotator.store import details

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from annotator.gui.session import Session
    from annotator.model.relation import Relation
    from annotator.store.changes import ChangeSet

_TABLES = frozenset({"relations", "suggestions", "reviews", "spans"})
_SHOWN = 100
"""Relations that are listed."""


class DocumentFacts(QWidget):
    """Three parts, each there only while it has something to say."""

    unread = Signal()
    """Nothing shall count as read any more."""
    all_decided = Signal(int, bool)
    """Provider, and whether all it suggests here is accepted."""
    settled = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.read)
        self.reading = ElidedLabel(role="muted", scale=0.9)
        self.unread_button = IconButton("clear", self.tr("Nothing counts as read"), size=10)
        self._reading_row = QWidget(self)
        self._providers = QVBoxLayout()
        self._providers.setSpacing(2)
        self.button = Disclosure(self.tr("Relations"), self)
        self._relations = QVBoxLayout()
        self._relations.setSpacing(1)
        self._count = 0
        self._counts: Counter[int] | None = None
        """How much each provider suggests, as it is shown."""
        self._stale = True
        self._lay_out()
        self.button.toggled.connect(self._show_relations)
        self.unread_button.clicked.connect(self.unread)
        session.changed.connect(self._on_changed)
        session.document_changed.connect(lambda _: self._forget())
        for signal in (session.suggestions.shown_changed, session.visibility_changed):
            signal.connect(self._read_soon)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._reading_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.reading, 1)
        row.addWidget(self.unread_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._reading_row)
        column.addLayout(self._providers)
        column.addWidget(self.button)
        column.addLayout(self._relations)
        for part in (self._reading_row, self.button):
            part.hide()

    def _forget(self) -> None:
        """Another document: what was unfolded is folded, and nothing of the old one stays in sight."""
        self.button.setChecked(False)
        self.button.hide()
        self._reading_row.hide()
        self._counts = None
        empty(self._providers)
        self._read_soon()

    def _on_changed(self, change: ChangeSet) -> None:
        if change.bulk or any(row.table in _TABLES for row in change.changes):
            self._read_soon()

    def _read_soon(self) -> None:
        """Read when nothing else is to be done; while a span's details are shown in its place, when it comes back."""
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._soon.start()

    def read(self) -> None:
        """Show everything as it is now."""
        self._soon.stop()
        self._stale = False
        session, document = self._session, self._session.document
        if document is None or session.closed:
            return
        self._show_reading()
        self._show_providers()
        try:
            self._count = details.relation_count(session.project, document.id)
        except AnnotatorError as error:
            session.say(str(error), "refused")
            return
        title = self.tr("Relations ({count})").format(count=self.locale().toString(self._count))
        if title != self.button.text():
            self.button.setText(title)
            self.button.setAccessibleName(title)
            self.button.updateGeometry()
        self.button.setVisible(self._count > 0)
        self._show_relations()
        self.settled.emit()

    def _show_reading(self) -> None:
        review, document = self._session.review, self._session.document
        if review is None or document is None:
            return
        done = review.status is Status.DONE
        self._reading_row.setVisible(done or review.read_to > 0)
        self.unread_button.setVisible(not done and not self._session.project.read_only)
        if done:
            self.reading.setText(self.tr("read to the end"))
        elif review.read_to:
            number = self.locale().toString
            read, total = progress(document.text, review.read_to)
            words = self.tr("read to paragraph {read} of {total}")
            self.reading.setText(words.format(read=number(read), total=number(total)))

    def _show_providers(self) -> None:
        known = self._session.suggestions
        shown = known.visible()
        counts = Counter(one.annotator for one in shown)
        if counts == self._counts:
            return
        self._counts = counts
        empty(self._providers)
        first = {one.annotator: one for one in shown}
        for provider, count in sorted(counts.items()):
            self._providers.addWidget(self._provider_row(provider, known.provider(first[provider]), count))

    def _provider_row(self, provider: int, name: str, count: int) -> QWidget:
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        said = self.tr("%Ln suggestion(s) by {provider}", "", count).format(provider=name)
        column.addWidget(ElidedLabel(said, scale=0.9))
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for text, accept in ((self.tr("accept all"), True), (self.tr("reject all"), False)):
            button = QuietButton(text)
            button.setAccessibleName(f"{said}: {text}")
            button.setEnabled(not self._session.project.read_only)
            button.clicked.connect(partial(self._decide_all, provider, accept))
            flow.addWidget(button)
        column.addWidget(buttons)
        return whole

    def _decide_all(self, provider: int, accept: bool) -> None:
        self.all_decided.emit(provider, accept)

    def _show_relations(self) -> None:
        empty(self._relations)
        session, document = self._session, self._session.document
        if document is None or not self.button.isChecked() or not self._count:
            return
        try:
            found = details.relations_of(session.project, document.id)
        except AnnotatorError as error:
            session.say(str(error), "refused")
            return
        for relation in found[:_SHOWN]:
            self._relations.addWidget(self._relation_row(relation, document.text))
        if len(found) > _SHOWN:
            more = self.tr("… and %Ln more", "", len(found) - _SHOWN)
            self._relations.addWidget(ElidedLabel(more, role="muted", scale=0.85))
        self.settled.emit()

    def _relation_row(self, relation: Relation, text: str) -> QWidget:
        session = self._session
        head = shortened(relation.head.text_in(text), 24)
        colours = theme.current().label_colours(session.label(relation.tail.label))
        shown = RelationRow("", f"{head} · {relation.type}", relation.tail.text_in(text), colours)
        shown.clicked.connect(partial(self._go_to, relation))
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(shown, 1)
        if relation.annotator == session.annotator.id:
            cross = IconButton("clear", self.tr("Remove the relation {type}").format(type=relation.type), size=10)
            cross.clicked.connect(partial(session.details.remove_relation, relation))
            row.addWidget(cross)
        return whole

    def _go_to(self, relation: Relation) -> None:
        self._session.select(self._session.spans.get(relation.head.id))
        self._session.go_to.emit(relation.head.extent)

    @property
    def lines(self) -> list[str]:
        """The relations that are listed."""
        return [row.text() for row in self.findChildren(RelationRow) if row.isVisibleTo(self)]
