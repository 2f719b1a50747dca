"""The panel at the left: find documents, filter them by status, see how far each is, open one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from annotator.gui.chips import Chip, FlowLayout
from annotator.gui.corpus_search import CorpusSearch
from annotator.gui.document_rows import DocumentDelegate, DocumentRows, status_name
from annotator.gui.filter_field import FilterField
from annotator.gui.panel_frame import as_tooltip
from annotator.gui.row_view import RowView
from annotator.model.document import Status
from annotator.store import queries

if TYPE_CHECKING:
    from annotator.gui.session import Session
    from annotator.model.document import Document
    from annotator.store.changes import ChangeSet, RowChange

SEARCH_PAUSE = 200
"""Milliseconds without a key before the corpus is searched."""


class DocumentTable(QWidget):
    """All documents of the project, or those that a search and a status leave over.

    A document that no longer fits the filter stays until the filter is touched, so that *done and next* does
    not pull the list away under the reader.
    """

    document_chosen = Signal(object)
    """int: open this document."""
    counts_changed = Signal(object)
    """dict[Status, int]: how many documents have each status."""
    position_changed = Signal(int, int)
    """Place of the open document in the list as shown, from 1 (0: not in it), and the list's length."""
    left = Signal()
    """Escape in the empty search field: the focus belongs to the article again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._counts: dict[Status, int] = dict.fromkeys(Status, 0)
        self._found: dict[Status, int] = dict.fromkeys(Status, 0)
        """The same among what the search found."""
        self._filter: Status | None = None
        self._query = ""
        self._hits: list[int] | None = None
        """What the search found; None while nothing is searched for."""
        self._among: frozenset[int] = frozenset()

        self.search_field = FilterField(self.tr("Find documents"), self)
        self.search_field.setObjectName("searchField")
        self._chips = self._make_chips()
        self.rows = DocumentRows(session.project, session.annotator.id)
        # Queued: a row is read while it is painted, which is no time to open a dialog.
        self.rows.damaged.connect(session.queue.damaged, Qt.ConnectionType.QueuedConnection)
        self.view = RowView(DocumentDelegate(), self)
        self.view.setObjectName("documentTable")
        self.view.setAccessibleName(self.tr("Documents"))
        self.view.setModel(self.rows)
        self._lay_out()

        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE)
        self._pause.timeout.connect(self._apply_query)

        self._search = CorpusSearch(session.project, self)
        self._search.found.connect(self._on_found)
        self._search.failed.connect(session.say)

        self.search_field.textChanged.connect(self._pause.start)
        self.search_field.went_on.connect(self._go_on_to_list)
        self.search_field.left.connect(self.left)
        self.view.row_activated.connect(self._choose_row)
        self.view.typed.connect(self._begin_search)
        session.changed.connect(self._on_changed)
        session.document_changed.connect(self._on_document)
        self.reload()

    def _make_chips(self) -> dict[Status | None, Chip]:
        names: dict[Status | None, str] = {
            None: self.tr("All"),
            Status.NEW: self.tr("New"),
            Status.IN_PROGRESS: self.tr("Open"),
            Status.DONE: self.tr("Done"),
            Status.SKIPPED: self.tr("Skipped"),
        }
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        chips: dict[Status | None, Chip] = {}
        for status, name in names.items():
            chip = chips[status] = Chip(name, self)
            self._group.addButton(chip)
            chip.clicked.connect(self._on_chip)
            if status is not None:
                chip.setToolTip(as_tooltip(status_name(status)))
        chips[None].setChecked(True)
        return chips

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(14, 14, 14, 6)
        head.setSpacing(8)
        head.addWidget(self.search_field)
        chips = FlowLayout(gap=0)
        for chip in self._chips.values():
            chips.addWidget(chip)
        head.addLayout(chips)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self._take_row_height()

    # What the window asks

    def reload(self) -> None:
        """Read the list anew: another filter, or documents came in."""
        ids = queries.document_ids(
            self._session.project, self._session.annotator.id, status=self._filter, ids=self._hits
        )
        self.rows.show_ids(ids)
        self._counts = queries.status_counts(self._session.project, self._session.annotator.id)
        self._found = self._counts_of_hits()
        self._show_counts()
        self._say_empty()
        self.set_current(self._session.document.id if self._session.document else None)

    def say_state(self) -> None:
        """Say counts and place again, for somebody who has just begun to listen."""
        self.counts_changed.emit(dict(self._counts))
        self.position_changed.emit(self.rows.row_of(self.rows.current) + 1, len(self.rows.ids))

    def next_id(self, forward: bool) -> int | None:
        """The document after (before) the open one in the list as shown; None at its end.

        With none of the list open it is the first (last) one.
        """
        ids = self.rows.ids
        row = self.rows.row_of(self.rows.current)
        if row < 0:
            return (ids[0] if forward else ids[-1]) if ids else None
        row += 1 if forward else -1
        return ids[row] if 0 <= row < len(ids) else None

    def set_current(self, document: int | None) -> None:
        """Mark the document that is open and bring its row into sight."""
        before, self.rows.current = self.rows.current, document
        row = self.rows.row_of(document)
        if before != document and before is not None:
            self.view.update_row(self.rows.row_of(before))
        self.view.go_to_row(row)
        self.view.update_row(row)
        self.position_changed.emit(row + 1, len(self.rows.ids))

    def focus_search(self, text: str = "") -> None:
        """Put the keys into the search field, with ``text`` in it if there is any."""
        if text:
            self.search_field.setText(text)
        else:
            self.search_field.selectAll()
        self.search_field.setFocus()

    def finish(self) -> None:
        """Stop a search that is still running: the project is about to close."""
        self._pause.stop()
        self._search.stop()

    @property
    def query(self) -> str:
        """What is searched for; empty for nothing."""
        return self._query

    @property
    def counts(self) -> dict[Status, int]:
        """How many documents have each status, for this annotator."""
        return dict(self._counts)

    # What the user does

    def _choose_row(self, row: int) -> None:
        self.document_chosen.emit(self.rows.ids[row])

    def _go_on_to_list(self) -> None:
        if self._pause.isActive():
            self._apply_query()
        self.view.setFocus()

    def _begin_search(self, letter: str) -> None:
        self.search_field.setFocus()
        self.search_field.setText(letter)
        self.search_field.end(False)

    def _on_chip(self) -> None:
        for status, chip in self._chips.items():
            if chip.isChecked():
                self._filter = status
        self.reload()

    def _apply_query(self) -> None:
        self._pause.stop()
        query = " ".join(self.search_field.text().split())
        if query == self._query:
            return
        self._query = query
        if query:
            self._search.start(query)
            if self._search.is_running():
                self._session.say(self.tr("searching every text…"))
        else:
            self._search.stop()
            self._hits = None
            self.reload()

    def _on_found(self, hits: list[int]) -> None:
        self._hits, self._among = hits, frozenset(hits)
        self.reload()

    # What the window hears

    def _on_document(self, document: Document | None) -> None:
        self.set_current(None if document is None else document.id)

    def _on_changed(self, change: ChangeSet) -> None:
        if change.bulk or any(row.table == "documents" for row in change.changes):
            self.reload()
            if self._query:
                self._search.start(self._query)
            return
        touched: set[int] = set()
        for row in change.changes:
            if row.table in {"spans", "reviews"} and self._is_mine(row) and row.document is not None:
                self._take(row, row.document)
                touched.add(row.document)
        for document in touched:
            self.rows.say_changed(document)

    def _is_mine(self, row: RowChange) -> bool:
        image = row.after or row.before or {}
        return bool(image.get("annotator") == self._session.annotator.id)

    def _take(self, row: RowChange, document: int) -> None:
        if row.table == "spans":
            more = int(row.after is not None) - int(row.before is not None)
            self.rows.patch(document, spans=more)
            return
        before = Status(row.before["status"]) if row.before else Status.NEW
        after = Status(row.after["status"]) if row.after else Status.NEW
        self.rows.patch(document, status=after)
        if before is not after:
            self._counts[before] -= 1
            self._counts[after] += 1
            if self._hits is None or document in self._among:
                self._found[before] -= 1
                self._found[after] += 1
            self._show_counts()

    def _counts_of_hits(self) -> dict[Status, int]:
        """How many documents of the search have each status; without a search, of all."""
        if self._hits is None:
            return dict(self._counts)
        project, annotator = self._session.project, self._session.annotator.id
        found = dict.fromkeys(Status, 0)
        for status in (Status.IN_PROGRESS, Status.DONE, Status.SKIPPED):
            found[status] = len(queries.document_ids(project, annotator, status=status, ids=self._hits))
        found[Status.NEW] = len(self._hits) - sum(found.values())
        return found

    def _show_counts(self) -> None:
        total = sum(self._counts.values())
        self._chips[None].set_count(sum(self._found.values()))
        for status in Status:
            self._chips[status].set_count(self._found[status])
        # Most projects skip nothing, and five chips do not fit beside each other.
        skipped = self._chips[Status.SKIPPED]
        skipped.setVisible(bool(self._counts[Status.SKIPPED]) or skipped.isChecked())
        self.search_field.setPlaceholderText(self.tr("Find in %Ln document(s)", "", total))
        self.counts_changed.emit(dict(self._counts))

    def _say_empty(self) -> None:
        if not sum(self._counts.values()):
            text = self.tr("No documents yet.\nDrop articles or folders here.")
        elif self._query:
            text = self.tr("Nothing found.")
        else:
            text = self.tr("No document here has this status.")
        self.view.empty_text = text

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._take_row_height()
        super().changeEvent(event)

    def _take_row_height(self) -> None:
        self.view.set_row_height(round(self.fontMetrics().height() * 1.85) + 18)
