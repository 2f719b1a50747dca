"""Everything about the selected span, and what can be done with it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QPointF, QRectF, QSize, Qt, QTimeZone, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.gui import theme
from annotator.gui.document_rows import spoken_date
from annotator.gui.drawing import draw_outline, draw_swatch, draw_words, no_longer, one_line
from annotator.gui.icons import draw_icon
from annotator.gui.key_map import shown_key
from annotator.gui.note_field import NoteField, ReadingText
from annotator.gui.panel_frame import CheckBox, ElidedLabel, IconButton, PlainLabel, Rule, empty
from annotator.gui.span_facts import SpanFacts
from annotator.gui.span_history import SpanHistory
from annotator.store import queries

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QKeyEvent, QPaintEvent

    from annotator.gui.session import Session
    from annotator.model.scheme import Label
    from annotator.model.span import Extent, Span

_SHOWN_TEXT = 4000
"""Code points of a span's text shown here; the article shows it all."""

_READING_SIZE = 1.08
"""The reading face in the card, against the window's font."""


class SpanDetails(QWidget):
    """A card: label, place, words, note, doubt, pieces, by whom and when."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._span: Span | None = None
        self.unstored: dict[int, str] = {}
        """Notes that could not be stored, by span: they come back with it."""

        self.label_button = LabelButton(self)
        self.extent = PlainLabel(role="muted", scale=0.85, selectable=True)
        self.words = ReadingText(self)
        self.words.setAccessibleName(self.tr("Text of the span"))
        self.note = NoteField(self.tr("Note"), self)
        self.note.setObjectName("spanNote")
        self.doubt = CheckBox(self.tr("In doubt"), self)
        self.remove_button = IconButton("remove", self.tr("Remove this span"), self)
        self.origin = ElidedLabel(role="muted", scale=0.85)
        self.facts = SpanFacts(session, self)
        self.history = SpanHistory(session, self)
        self._pieces = QVBoxLayout()
        self._lay_out()
        self._take_reading_font()

        self.label_button.clicked.connect(self._open_labels)
        self.note.noted.connect(self._store_note)
        self.note.left.connect(self.left)
        self.facts.left.connect(self.left)
        self.doubt.clicked.connect(self._store_doubt)
        self.remove_button.clicked.connect(self._remove)
        theme.notifier().changed.connect(self.update)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self.label_button)
        first.addStretch(1)
        first.addWidget(self.extent)
        self._pieces.setSpacing(2)
        last = QHBoxLayout()
        last.addWidget(self.doubt)
        last.addStretch(1)
        last.addWidget(self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(8)
        layout.addLayout(first)
        layout.addWidget(self.words)
        layout.addLayout(self._pieces)
        layout.addWidget(self.facts)
        layout.addWidget(Rule(self))
        layout.addWidget(self.note)
        layout.addLayout(last)
        layout.addWidget(self.facts.adding)
        layout.addWidget(self.origin)
        layout.addWidget(self.history)

    def show_span(self, span: Span) -> None:
        """Show a span of the open document; the note of another one is stored first."""
        if self._span is None or self._span.id != span.id:
            self.forget()
        # What the note field would store is the note of this span from here on.
        before, self._span = self._span, span
        document = self._session.document
        label = self._session.label(span.label)
        mine = span.annotator == self._session.annotator.id
        self.label_button.show_label(label)
        self.extent.setText(f"{span.start}–{span.end}")
        text = "" if document is None else span.text_in(document.text)
        shown = text if len(text) <= _SHOWN_TEXT else text[:_SHOWN_TEXT] + "…"
        if self.words.toPlainText() != shown:
            self.words.setPlainText(shown)
        self.note.show_note(span.note)
        if before is None or before.id != span.id:
            if span.id in self.unstored:
                self.note.keep(self.unstored[span.id], span.note)
            self.note.document().clearUndoRedoStacks()
        self.doubt.setChecked(span.doubt)
        self.origin.setText(self._origin_of(span))
        self._show_pieces(span)
        self.facts.show_span(span, mine=mine)
        self.history.show_span(span)
        for part in (self.label_button, self.note, self.doubt, self.remove_button):
            part.setEnabled(mine)

    def forget(self) -> None:
        """Nothing is selected any more; what was typed is stored."""
        self.note.flush()
        self.note.let_go()
        self._span = None
        self.facts.show_span(None)
        self.history.show_span(None)

    def _origin_of(self, span: Span) -> str:
        name = self._session.annotator.name
        if span.annotator != self._session.annotator.id:
            names = {person.id: person.name for person in self._session.project.annotators()}
            name = names.get(span.annotator, "")
        parts = [name, spoken_time(span.created, QLocale()), span.origin]
        return " · ".join(part for part in parts if part)

    def _show_pieces(self, span: Span) -> None:
        empty(self._pieces)
        document = self._session.document
        if document is None:
            return
        for piece in span.fragments:
            words = one_line(document.text[piece.start : piece.end])
            row = PieceRow(piece, words, self)
            row.removed.connect(self._remove_piece)
            self._pieces.addWidget(row)

    # What the user does

    def _open_labels(self) -> None:
        span = self._span
        if span is None:
            return
        menu = self.make_label_menu(span)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.label_button.mapToGlobal(self.label_button.rect().bottomLeft()))

    def make_label_menu(self, span: Span) -> QMenu:
        """The menu that gives the span another label."""
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Change label to"))
        for number, label in enumerate(self._session.labels, 1):
            text = label.short_name.replace("&", "&&") + (f"\t{shown_key(f'Ctrl+{number}')}" if number <= 9 else "")
            action = menu.addAction(swatch_icon(label), text)
            action.setCheckable(True)
            action.setChecked(label.id == span.label)
            action.setData(label)
        menu.triggered.connect(lambda action: self._session.relabel(span, action.data()))
        return menu

    def _store_note(self, note: str) -> None:
        if self._span is not None:
            self._store(self._span, note)

    def _store(self, span: Span, note: str) -> None:
        self.unstored.pop(span.id, None)
        self._session.set_note(span, note, lambda _reason: self._keep(span, note))

    def try_again(self) -> None:
        """Store again what could not be stored, where its span is still there."""
        for id, note in tuple(self.unstored.items()):
            span = queries.span(self._session.project, id)
            if span is not None:
                self._store(span, note)

    def _keep(self, span: Span, note: str) -> None:
        self.unstored[span.id] = note
        if self._span is not None and self._span.id == span.id:
            self.note.keep(note, span.note)

    def _store_doubt(self, doubt: bool) -> None:
        if self._span is not None:
            self._session.set_doubt(self._span, doubt)

    def _remove(self) -> None:
        if self._span is not None:
            self.note.flush()
            self._session.remove_spans([self._span])

    def _remove_piece(self, piece: Extent) -> None:
        if self._span is not None:
            self._session.remove_fragment(self._span, piece)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        draw_outline(painter, QRectF(self.rect()), colours.line, colours.page)

    def _take_reading_font(self) -> None:
        size = self.font().pointSizeF()
        self.words.setFont(theme.reading_font((size if size > 0 else 10.0) * _READING_SIZE))


class LabelButton(QAbstractButton):
    """The label's swatch and name; pressing it offers the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: Label | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.tr("Change the label"))

    def show_label(self, label: Label) -> None:
        """Show this label as the span's."""
        if label == self._label:
            return
        self._label = label
        self.setAccessibleName(self.tr("Label: {label}").format(label=label.name))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.scaled(self.font(), 1.0, bold=True))
        name = self._label.name if self._label else ""
        return QSize(int(metrics.horizontalAdvance(no_longer(name))) + 46, int(metrics.height()) + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._label is None:
            return
        painter = QPainter(self)
        colours = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            draw_outline(painter, area, colours.focus if self.hasFocus() else colours.line, colours.hover)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = area.center().y()
        swatch = area.right() - 10 if mirrored else area.left() + 10
        draw_swatch(painter, QPointF(swatch, middle), 11, colours.label_colours(self._label))
        painter.setFont(theme.scaled(self.font(), 1.0, bold=True))
        painter.setPen(colours.ink)
        words = area.adjusted(20, 0, -23, 0) if mirrored else area.adjusted(23, 0, -20, 0)
        draw_words(painter, words, self._label.name, right_to_left=mirrored)
        arrow = QRectF(0, 0, 12, 12)
        arrow.moveCenter(QPointF(area.left() + 12 if mirrored else area.right() - 12, middle))
        draw_icon(painter, arrow, "chevron-down", colours.muted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
            return
        super().keyPressEvent(event)


class PieceRow(QWidget):
    """One piece of a span in fragments, and a cross that takes it out."""

    removed = Signal(object)
    """Extent of the piece."""

    def __init__(self, piece: Extent, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._piece = piece
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(PlainLabel(f"{piece.start}–{piece.end}", role="muted", scale=0.82))
        layout.addWidget(ElidedLabel(words, scale=0.88), 1)
        name = self.tr("Take this piece out of the span")
        cross = IconButton("clear", name, self, size=10)
        cross.clicked.connect(self._say_removed)
        layout.addWidget(cross)

    def _say_removed(self) -> None:
        self.removed.emit(self._piece)


def swatch_icon(label: Label) -> QIcon:
    """The label's square as an icon for a menu."""
    from PySide6.QtGui import QIcon, QPixmap

    icon = QIcon()
    for size in (16, 32):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_swatch(painter, QPointF(size / 2, size / 2), size * 0.7, theme.current().label_colours(label))
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def spoken_time(stored: str, locale: QLocale) -> str:
    """A stored time (ISO 8601, UTC) as people say it here; empty if it is none."""
    try:
        then = datetime.fromisoformat(stored)
    except ValueError:
        return ""
    moment = QDateTime.fromSecsSinceEpoch(int(then.timestamp()), QTimeZone(QTimeZone.Initialization.UTC))
    local = moment.toLocalTime()
    clock = locale.toString(local.time(), QLocale.FormatType.ShortFormat)
    days = local.date().daysTo(QDateTime.currentDateTime().date())
    if days == 0:
        from PySide6.QtCore import QCoreApplication

        return QCoreApplication.translate("Time", "today {clock}").format(clock=clock)
    return f"{spoken_date(local.date(), locale)} {clock}"
