"""The quiet line at the foot of the window: what was stored, what the next key labels, how far one is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from annotator.gui import theme
from annotator.gui.drawing import isolate_quotes
from annotator.gui.key_map import shown_key
from annotator.gui.panel_frame import ElidedLabel, PlainLabel
from annotator.model.document import Status

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from annotator.gui.panel_frame import Role
    from annotator.gui.session import Session


_WORD = re.compile(r"[^\W\d_]+ ")
"""A sentence that begins with a word, not with the name of a file."""


class StatusLine(QWidget):
    """Messages at the left, the next key in the middle, progress at the right. Nothing in it waits."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAccessibleName(self.tr("Status"))
        self._annotator = session.annotator.name
        self._place = (0, 0)
        self._counts: dict[Status, int] = dict.fromkeys(Status, 0)

        self.state = PlainLabel(role="good", scale=0.9, bold=True)
        self.message = ElidedLabel(scale=0.9)
        self.hint = PlainLabel(role="muted", scale=0.9)
        self.next_key = ElidedLabel(role="muted", scale=0.9)
        self.progress = ProgressBar()
        self.position = PlainLabel(role="muted", scale=0.9)
        self._lay_out()

        self._kind = "info"
        self._undo, self._redo = shown_key("Ctrl+Z"), shown_key("Ctrl+Shift+Z")
        self.say("", "info")
        self._show_position()
        session.document_changed.connect(self._on_document)
        session.said.connect(self.say)
        session.next_key_changed.connect(self.set_next_key)
        theme.notifier().changed.connect(self.update)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 5, 14, 5)
        layout.setSpacing(10)
        left = QHBoxLayout()
        left.setSpacing(10)
        self.message.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        left.addWidget(self.state)
        left.addWidget(self.message)
        left.addWidget(self.hint)
        left.addStretch(1)
        layout.addLayout(left, 3)
        layout.addWidget(self.next_key, 2)
        layout.addWidget(self.progress)
        layout.addSpacing(8)
        layout.addWidget(self.position)

    def say(self, message: str, kind: str = "info") -> None:
        """Show one message: ``stored`` or ``undone`` (it is in the file), ``refused`` (nothing changed) or ``info``."""
        states: dict[str, tuple[str, Role]] = {
            "stored": (self.tr("Stored"), "good"),
            "undone": (self.tr("Stored"), "good"),
            "refused": (self.tr("Nothing changed"), "warn"),
        }
        self._kind = kind
        state, role = states.get(kind, ("", "muted"))
        self.state.setText(state)
        self.state.set_role(role)
        self.state.setVisible(bool(state))
        message = " ".join(message.split())
        if kind == "refused" and _WORD.match(message):
            message = message[0].upper() + message[1:]  # the core's reasons go on a sentence of the command line
        self.message.setText(isolate_quotes(message))
        self._show_hint()
        self.setAccessibleDescription(" ".join(part for part in (state, message) if part))

    def set_keys(self, undo: str, redo: str) -> None:
        """The keys that undo and redo have now, as this desktop writes them; empty for none."""
        self._undo, self._redo = undo, redo
        self._show_hint()

    def _show_hint(self) -> None:
        hint = ""
        if self._kind == "stored" and self._undo:
            hint = self.tr("{key} takes it back").format(key=self._undo)
        elif self._kind == "undone" and self._redo:
            hint = self.tr("{key} brings it back").format(key=self._redo)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def _on_document(self) -> None:
        """What was said of the document before is over, unless it is in the file and can be taken back."""
        if self._kind not in ("stored", "undone"):
            self.say("", "info")

    def set_next_key(self, words: str) -> None:
        """What the next label key labels, a line for each thing; empty for nothing."""
        words = words.replace("\n", " · ")
        self.next_key.setText(self.tr("Next key labels: {words}").format(words=isolate_quotes(words)) if words else "")
        # With nothing to say it leaves its room to the message.
        self.next_key.setVisible(bool(words))

    def set_position(self, place: int, total: int) -> None:
        """The open document's place in the list as shown, from 1; 0 if it is not in it."""
        self._place = (place, total)
        self._show_position()

    def set_counts(self, counts: dict[Status, int]) -> None:
        """How many documents of the project have each status."""
        self._counts = dict(counts)
        finished = self._counts[Status.DONE] + self._counts[Status.SKIPPED]
        self.progress.set_share(finished, sum(self._counts.values()))
        self._show_position()

    def _show_position(self) -> None:
        place, total = self._place
        number = self.locale().toString
        parts = []
        if place:
            parts.append(self.tr("document {place} of {total}").format(place=number(place), total=number(total)))
        if any(self._counts.values()):
            parts.append(self.tr("{count} done").format(count=number(self._counts[Status.DONE])))
        parts.append(" ".join(self._annotator.split())[:40])
        self.position.setText("  ·  ".join(part for part in parts if part))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().panel)
        painter.fillRect(0, 0, self.width(), 1, theme.current().line)


class ProgressBar(QWidget):
    """A thin bar: how much of the project is finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._total = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(QSize(120, 6))
        theme.notifier().changed.connect(self.update)

    def set_share(self, done: int, total: int) -> None:
        """``done`` of ``total`` documents are done or skipped."""
        self._done, self._total = done, total
        number = self.locale().toString
        text = self.tr("{done} of {total} documents finished").format(done=number(done), total=number(total))
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setVisible(total > 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._total:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colours = theme.current()
        area = QRectF(self.rect())
        painter.setBrush(colours.line)
        painter.drawRoundedRect(area, 3, 3)
        if self._done:
            width = max(6.0, area.width() * self._done / self._total)
            left = area.width() - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0.0
            painter.setBrush(colours.accent)
            painter.drawRoundedRect(QRectF(left, 0, width, area.height()), 3, 3)
