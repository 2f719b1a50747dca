"""What happened to a span, folded away below its details and read only when somebody unfolds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui import theme
from annotator.gui.drawing import draw_outline, draw_words
from annotator.gui.icons import draw_icon
from annotator.gui.panel_frame import ElidedLabel, empty
from annotator.model.errors import AnnotatorError

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from annotator.gui.session import Session
    from annotator.model.span import Span
    from annotator.store.log import SpanEvent

_SHOWN = 50
"""Events that are listed, the newest."""


class SpanHistory(QWidget):
    """A word to press, and below it, once pressed, each thing that happened, newest first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._span: Span | None = None
        self.button = Disclosure(self.tr("History"), self)
        self.button.setObjectName("spanHistory")
        self._list = QVBoxLayout()
        self._list.setSpacing(1)
        self._list.setContentsMargins(16, 2, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.button)
        column.addLayout(self._list)
        self.button.toggled.connect(self._show)

    def show_span(self, span: Span | None) -> None:
        """Be about this span, as it is now."""
        self._span = span
        self._show()

    @property
    def lines(self) -> list[str]:
        """What is listed, line by line."""
        items = (self._list.itemAt(at) for at in range(self._list.count()))
        labels = (item.widget() for item in items if item is not None)
        return [label.text() for label in labels if isinstance(label, ElidedLabel)]

    def _show(self) -> None:
        empty(self._list)
        if self._span is None or not self.button.isChecked():
            return
        from annotator.store import log

        try:
            events = log.span_history(self._session.project, self._span.id, _SHOWN + 1)
        except AnnotatorError as error:
            self._add(str(error), "")
            return
        for event in events[:_SHOWN]:
            self._add(self._sentence(event), self._when(event.annotator, event.time))
        if len(events) > _SHOWN:
            self._add(self.tr("… and more before that"), "")
        elif not events or events[-1].before is not None:
            self._add_beginning(self._span)

    def _add_beginning(self, span: Span) -> None:
        """How it began, where no edit tells: it was imported, or the history was compacted since."""
        from annotator.store.standing import compacted_up_to

        if compacted_up_to(self._session.project):
            self._add(self.tr("What was before is not in the history any more"), "")
        else:
            self._add(self.tr("Came with an import"), self._when("", span.created))

    def _add(self, sentence: str, below: str) -> None:
        self._list.addWidget(ElidedLabel(sentence, scale=0.88))
        if below:
            self._list.addWidget(ElidedLabel(below, role="muted", scale=0.8))
            self._list.addSpacing(4)

    def _when(self, name: str, time: str) -> str:
        from annotator.gui.span_details import spoken_time

        return " · ".join(part for part in (name, spoken_time(time, QLocale())) if part)

    # What happened, in words

    def _sentence(self, event: SpanEvent) -> str:
        words = self._words(event.before, event.after, again=event.kind in ("undo", "redo"))
        if event.kind == "undo":
            words = self.tr("Undo: {what}").format(what=words)
        elif event.kind == "redo":
            words = self.tr("Redo: {what}").format(what=words)
        return words[:1].upper() + words[1:]

    def _words(self, before: dict[str, Any] | None, after: dict[str, Any] | None, *, again: bool) -> str:
        if after is None:
            return self.tr("removed")
        if before is None:
            name = self._label(after["label"])
            return (self.tr("came back as {label}") if again else self.tr("made as {label}")).format(label=name)
        parts = [said for said in self._differences(before, after) if said]
        return ", ".join(parts) or self.tr("changed")

    def _differences(self, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
        said = []
        if before["label"] != after["label"]:
            names = {"old": self._label(before["label"]), "new": self._label(after["label"])}
            said.append(self.tr("label {new}, was {old}").format(**names))
        if (before["start"], before["end"]) != (after["start"], after["end"]):
            places = {"old": _place(before), "new": _place(after)}
            said.append(self.tr("moved to {new}, was {old}").format(**places))
        elif before["fragments"] != after["fragments"]:
            said.append(self.tr("other pieces"))
        if before["note"] != after["note"]:
            if not after["note"]:
                said.append(self.tr("note removed"))
            else:
                note = " ".join(str(after["note"])[:200].split())
                said.append(self.tr("note “{note}”").format(note=note))
        if before["doubt"] != after["doubt"]:
            said.append(self.tr("in doubt") if after["doubt"] else self.tr("no longer in doubt"))
        return said

    def _label(self, label: int) -> str:
        return next((known.short_name for known in self._session.labels if known.id == label), "?")


def _place(image: dict[str, Any]) -> str:
    return f"{image['start']}–{image['end']}"


class Disclosure(QAbstractButton):
    """A quiet word with an arrow that unfolds what stands below it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.scaled(self.font(), 0.85))
        return QSize(int(metrics.horizontalAdvance(self.text())) + 26, int(metrics.height()) + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        area = QRectF(self.rect())
        if self.hasFocus():
            draw_outline(painter, area, colours.focus, colours.page)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        colour = colours.ink if self.underMouse() else colours.muted
        painter.save()
        painter.translate(area.right() - 8 if mirrored else area.left() + 8, area.center().y())
        if not self.isChecked():
            painter.rotate(90 if mirrored else -90)
        draw_icon(painter, QRectF(-6, -6, 12, 12), "chevron-down", colour)
        painter.restore()
        painter.setFont(theme.scaled(self.font(), 0.85))
        painter.setPen(colour)
        words = area.adjusted(4, 0, -18, 0) if mirrored else area.adjusted(18, 0, -4, 0)
        draw_words(painter, words, self.text(), right_to_left=mirrored)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)
