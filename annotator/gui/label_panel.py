"""The panel of labels: their keys, how often each is used here, which is held, which are hidden."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.gui import theme
from annotator.gui.drawing import RADIUS, isolate_quotes
from annotator.gui.label_row import LabelRow
from annotator.gui.panel_frame import MARGIN, ElidedLabel, Heading
from annotator.gui.scroll_bar import make_slim

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from annotator.gui.session import Session
    from annotator.model.document import Document
    from annotator.model.scheme import Label
    from annotator.store.changes import ChangeSet

_ROWS_IN_SIGHT = 10


class LabelPanel(QWidget):
    """A row for each label. A click labels what the next label key would; with nothing there, it holds."""

    label_clicked = Signal(object)
    """Label: do what this label's key would do."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("labelPanel")
        self._session = session
        self._next = ""
        self._rows: list[LabelRow] = []
        self.has_target: Callable[[], bool] = lambda: bool(self._next)
        """Whether a click has something to label; the window may ask the article instead."""

        self._hint = NextKeyLine(self)
        self._list = QWidget()
        self._list_layout = QVBoxLayout(self._list)
        self._list_layout.setContentsMargins(0, 0, 0, 0)
        self._list_layout.setSpacing(0)
        self._scroll = QScrollArea(self)
        make_slim(self._scroll)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._list)
        self._lay_out()
        self._make_rows()

        session.changed.connect(self._on_changed)
        session.document_changed.connect(self._on_document)
        session.held_changed.connect(self._on_held)
        session.visibility_changed.connect(self._show_state)
        session.next_key_changed.connect(self._on_next_key)
        self._on_held(session.held)
        self._hint.set_reading(session.document is not None)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(MARGIN + 2, 14, MARGIN + 2, 0)
        head.setSpacing(3)
        head.addWidget(Heading(self.tr("Labels")))
        head.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 10)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._scroll)

    def _make_rows(self) -> None:
        for row in self._rows:
            self._list_layout.removeWidget(row)
            row.deleteLater()
        self._rows = [LabelRow(label, number, self) for number, label in enumerate(self._session.labels, 1)]
        for row in self._rows:
            self._list_layout.addWidget(row)
            row.clicked.connect(self._on_row)
            row.pin.clicked.connect(self._on_pin)
            row.eye.clicked.connect(self._on_eye)
            row.moved.connect(self._move_focus)
        if self._rows:
            self.setFocusProxy(self._rows[0])
        self._take_height()
        self._count_all()
        self._show_state()

    def row(self, label: Label) -> LabelRow:
        """The row of a label of the scheme; KeyError for another one."""
        for row in self._rows:
            if row.label.id == label.id:
                return row
        raise KeyError(label.name)

    # What the user does

    def _on_row(self) -> None:
        row = self.sender()
        if not isinstance(row, LabelRow):
            return
        if self._session.held is not None and self._session.held.id == row.label.id:
            self._session.hold(None)
        elif self.has_target():
            self.label_clicked.emit(row.label)
        else:
            self._session.hold(row.label)

    def _on_pin(self) -> None:
        row = self._row_of_sender()
        self._session.hold(row.label if row.pin.isChecked() else None)

    def _on_eye(self) -> None:
        row = self._row_of_sender()
        self._session.set_label_hidden(row.label, row.eye.isChecked())

    def _row_of_sender(self) -> LabelRow:
        row = self.sender().parent()
        assert isinstance(row, LabelRow)  # only rows have these buttons
        return row

    def _move_focus(self, step: int) -> None:
        row = self.sender()
        place = self._rows.index(row) + step if isinstance(row, LabelRow) else 0
        if 0 <= place < len(self._rows):
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(self._rows[place])

    # What the panel hears

    def _on_document(self, document: Document | None) -> None:
        self._hint.set_reading(document is not None)
        self._count_all()

    def _on_changed(self, change: ChangeSet) -> None:
        if [row.label for row in self._rows] != self._session.labels:
            self._make_rows()
        elif change.bulk:
            self._count_all()
        else:
            self._follow(change)

    def _follow(self, change: ChangeSet) -> None:
        document = self._session.document
        for row in change.changes:
            if row.table != "spans" or document is None or row.document != document.id:
                continue
            for image, step in ((row.before, -1), (row.after, 1)):
                if image is not None and image.get("annotator") == self._session.annotator.id:
                    self._add(image["label"], step)

    def _add(self, label_id: int, step: int) -> None:
        for row in self._rows:
            if row.label.id == label_id:
                row.set_count(row.count + step)

    def _count_all(self) -> None:
        counts = Counter(span.label for span in self._session.spans)
        for row in self._rows:
            row.set_count(counts[row.label.id])

    def _on_held(self, held: Label | None) -> None:
        self._hint.set_held(held)
        self._show_state()

    def _on_next_key(self, words: str) -> None:
        self._next = words
        self._hint.set_next(words)

    def _show_state(self) -> None:
        held = self._session.held
        for row in self._rows:
            row.show_state(
                held=held is not None and held.id == row.label.id,
                hidden=self._session.plain or row.label.id in self._session.hidden,
            )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._take_height()
        super().changeEvent(event)

    def _take_height(self) -> None:
        height = sum(row.sizeHint().height() for row in self._rows[:_ROWS_IN_SIGHT])
        self._scroll.setFixedHeight(height)


class NextKeyLine(QWidget):
    """Two lines of constant height: what the next label keys label, or which label is held."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: Label | None = None
        self._reading = False
        self._next = ""
        self._lines = [ElidedLabel(parent=self, role="muted", scale=0.9) for _ in range(2)]
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(0)
        self._layout.setContentsMargins(0, 3, 0, 3)
        for line in self._lines:
            self._layout.addWidget(line)
        theme.notifier().changed.connect(self._show)
        self._show()

    def text(self) -> str:
        return "\n".join(filter(None, (line.text() for line in self._lines)))

    def set_next(self, words: str) -> None:
        """The words the next label keys would take, a line for each; empty for none."""
        self._next = isolate_quotes(words)
        self._show()

    def set_reading(self, reading: bool) -> None:
        """Whether a document is open, so that there are words to point at."""
        self._reading = reading
        self._show()

    def set_held(self, held: Label | None) -> None:
        """The label every drag sets until Escape lets it go."""
        self._held = held
        self._layout.setContentsMargins(8 if held else 0, 3, 8 if held else 0, 3)
        self._show()

    def _show(self) -> None:
        if self._held is not None:
            text = self.tr("Held: {label}\ndrag labels, Esc lets go").format(label=self._held.name)
        elif self._next:
            text = self.tr("Next key labels: {words}").format(words=self._next)
        else:
            text = self.tr("Point at a word, press a key") if self._reading else ""
        first, _, second = text.partition("\n")
        for line, part in zip(self._lines, (first, second.replace("\n", " · ")), strict=True):
            line.setText(part)
            line.set_role("ink" if self._held is not None or self._next else "muted")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._held is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shades = theme.current().label_colours(self._held)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shades.tint)
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        edge = QRectF(self.width() - 3 if self._is_mirrored() else 0, 0, 3, self.height())
        painter.setBrush(shades.line)
        painter.drawRoundedRect(edge, 1.5, 1.5)

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft
