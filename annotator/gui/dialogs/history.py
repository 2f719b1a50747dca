"""The project's history beside the window: what was done, when, by whom; jump there, or go back to before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui.dialogs.frame import Dialog, heading
from annotator.gui.dialogs.going_back import GoingBackPanel
from annotator.gui.filter_field import FilterField
from annotator.gui.log_rows import LogDelegate, LogRows
from annotator.gui.panel_frame import CheckBox, PlainLabel
from annotator.gui.row_view import RowView
from annotator.store.log import Wanted

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from annotator.gui.session import Session
    from annotator.store.changes import ChangeSet
    from annotator.store.log import Entry


class HistoryWindow(Dialog):
    """Stays open while one works, and keeps in step; everything in it can be done by keys."""

    jumped = Signal(object)
    """Entry: show where it was done."""
    going_back = Signal(object, bool, bool)
    """Take back everything after the entry with this id; True: only the import that comes next; True: it is long."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        super().__init__(parent, "", "historyWindow")
        self.setWindowTitle(self.tr("History"))
        self._session = session
        self.filter_field = FilterField(self.tr("Find in the history"), self)
        self.filter_field.setObjectName("historyFilter")
        self.this_document = CheckBox(self.tr("Only this document"), self)
        self.mine = CheckBox(self.tr("Only mine"), self)
        self.rows = LogRows(session.project)
        self.view = EntryView(LogDelegate(), self)
        self.view.setObjectName("historyList")
        self.view.setAccessibleName(self.tr("History"))
        self.view.setModel(self.rows)
        self.count = PlainLabel(role="muted", scale=0.9)
        self.panel = GoingBackPanel(session, self)
        self._lay_out()
        self._connect()
        self._read()
        self.view.setFocus()
        self.view.go_to_row(0)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("History")), 1)
        top.addWidget(self.count)
        self.body.addLayout(top)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.filter_field, 1)
        head.addWidget(self.this_document)
        head.addWidget(self.mine)
        self.body.addLayout(head)
        self.body.addWidget(_framed(self.view), 1)
        self.body.addWidget(self.panel)
        role = QDialogButtonBox.ButtonRole
        self.back = self.add_button(self.tr("Undo back to here…"), role.ActionRole, name="backButton")
        self.take = self.add_button(self.tr("Take back this import…"), role.ActionRole, name="takeButton")
        self.go = self.add_button(self.tr("Go there"), role.ActionRole, name="goButton")
        self.shut = self.add_button(self.tr("Close"), role.RejectRole)
        for button in (self.back, self.take, self.go, self.shut):
            button.setAutoDefault(False)
        self._take_row_height()
        self.resize(780, 640)

    def _connect(self) -> None:
        self.filter_field.textChanged.connect(self._read)
        self.filter_field.went_on.connect(self.view.setFocus)
        self.filter_field.left.connect(self.reject)
        self.this_document.toggled.connect(self._read)
        self.mine.toggled.connect(self._read)
        self.rows.grown.connect(self._say_count)
        self.view.jumped.connect(self._jump)
        self.view.typed.connect(self._begin_filter)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.back.clicked.connect(self._preview)
        self.take.clicked.connect(self._preview_import)
        self.go.clicked.connect(lambda: self._jump(self.view.currentIndex().row()))
        self.panel.confirmed.connect(self.going_back)
        self.panel.left.connect(self._after_panel)
        self.panel.grown.connect(self._keep_in_sight)
        self._session.changed.connect(self._on_changed)
        self._session.document_changed.connect(self._on_document)

    # What is shown

    def _read(self) -> None:
        document = self._session.document
        only_here = self.this_document.isChecked()
        here = (document.id if document else 0) if only_here else None
        self.panel.close_panel()
        self.rows.show_wanted(
            Wanted(
                text=self.filter_field.text(),
                annotator=self._session.annotator.name if self.mine.isChecked() else "",
                document=here,
            )
        )
        self.view.go_to_row(0)
        self._on_current()

    def _say_count(self) -> None:
        number = len(self.rows.ids)
        self.count.setText(self.tr("%Ln entry(s)", "", number) + ("…" if self.rows.is_reading else ""))
        narrowed = bool(self.filter_field.text()) or self.this_document.isChecked() or self.mine.isChecked()
        if self.rows.is_reading:
            self.view.empty_text = self.tr("Looking…")
        else:
            self.view.empty_text = self.tr("Nothing found.") if narrowed else self.tr("Nothing was done here yet.")
        if not self.view.currentIndex().isValid() and number:
            self.view.go_to_row(0)
        self.view.viewport().update()

    def _on_changed(self, _change: ChangeSet) -> None:
        self.rows.take_newest()
        self._on_current()
        self.panel.look_again()

    def _on_document(self) -> None:
        if self.this_document.isChecked():
            self._read()

    def _entry(self) -> Entry | None:
        row = self.view.currentIndex().row()
        return self.rows.entry(row) if row >= 0 else None

    def _on_current(self) -> None:
        entry = self._entry()
        writable = not self._session.project.read_only
        if self.panel.isVisible() and (entry is None or entry.id != self.panel.entry):
            self.panel.close_panel()
        may_ask = writable and not self.panel.isVisible()
        self.go.setEnabled(entry is not None)
        self.back.setEnabled(entry is not None and may_ask)
        self.take.setVisible(entry is not None and entry.kind == "import" and not entry.taken_back)
        self.take.setEnabled(may_ask)
        self.view.viewport().update()

    # What the user does

    def _begin_filter(self, letter: str) -> None:
        self.filter_field.setFocus()
        self.filter_field.setText(letter)

    def _jump(self, row: int) -> None:
        entry = self.rows.entry(row) if 0 <= row < len(self.rows.ids) else None
        if entry is not None:
            self.jumped.emit(entry)

    def _preview(self) -> None:
        self._open_panel(only=False)

    def _preview_import(self) -> None:
        self._open_panel(only=True)

    def _open_panel(self, *, only: bool) -> None:
        entry = self._entry()
        if entry is not None:
            self.panel.open_for(entry, only=only)
            self._on_current()

    def _after_panel(self) -> None:
        self.view.setFocus()
        self._on_current()

    def _keep_in_sight(self) -> None:
        """The panel takes its room from the list, once it is laid out: what it is about stays in sight."""
        QTimer.singleShot(0, self, self._scroll_to_current)

    def _scroll_to_current(self) -> None:
        self.view.scrollTo(self.view.currentIndex(), EntryView.ScrollHint.PositionAtCenter)

    def went_back(self) -> None:
        """It is done: the list says so itself."""
        self.panel.close_panel()
        self.view.go_to_row(0)
        self._after_panel()

    def could_not_go_back(self, sentence: str) -> None:
        """It was refused; nothing has changed."""
        self.panel.refuse(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panel.isVisible():
            self.panel.leave()
        elif event.matches(QKeySequence.StandardKey.Undo):
            # The window's own keys do not work in here.
            self._session.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._session.redo()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """The window goes, and what it still reads with it."""
        self.rows.stop()
        self.panel.stop()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._take_row_height()
        super().changeEvent(event)

    def _take_row_height(self) -> None:
        height = round(self.fontMetrics().height() * 1.9) + 16
        self.view.set_row_height(height)
        self.view.setMinimumHeight(3 * height)


class EntryView(RowView):
    """A click chooses an entry, Return or two clicks go to where it was done."""

    jumped = Signal(int)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(int(event.position().y()))
        if row >= 0:
            self.jumped.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURN and self.currentIndex().isValid():
            self.jumped.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)


_RETURN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def _framed(view: QWidget) -> QFrame:
    """The list on a ground of its own, as lists in dialogs have."""
    frame = QFrame()
    frame.setFrameShape(QFrame.Shape.StyledPanel)
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 4, 1, 4)
    column.addWidget(view)
    return frame
