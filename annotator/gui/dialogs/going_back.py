"""What going back would change, shown before it is done, below the list it is chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.gui import theme
from annotator.gui.dialogs.frame import message
from annotator.gui.drawing import draw_outline, isolate_quotes
from annotator.gui.jobs import Job
from annotator.gui.log_rows import title_of
from annotator.gui.panel_frame import PlainLabel, empty
from annotator.gui.session import HEAVY
from annotator.gui.span_details import swatch_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from annotator.gui.jobs import Report
    from annotator.gui.session import Session
    from annotator.store.log import Entry
    from annotator.store.rewind import Fate, Preview

_LABELS = 6
"""Labels that are counted apart; the rest, should there be more, together."""
_TITLE = 80


class GoingBackPanel(QWidget):
    """Counts, and the button that does it. Counting happens in a thread."""

    confirmed = Signal(object, bool, bool)
    """As ``HistoryWindow.going_back``."""
    left = Signal()
    """Closed by the user."""
    grown = Signal()
    """It takes another height now."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("goingBackPanel")
        self._session = session
        self.entry = 0
        """The entry it is about."""
        self._only = False
        self._job: Job | None = None
        self.preview: Preview | None = None
        self.title = message("")
        self.title.setObjectName("goingBackTitle")
        self.facts = message("")
        self.facts.setObjectName("goingBackFacts")
        self.warning = message("")
        self.trouble = message("", bad=True)
        self.counts = QGridLayout()
        self.go = QPushButton()
        self.go.setObjectName("goBackButton")
        self.cancel = QPushButton(self.tr("Cancel"))
        self._lay_out()
        self.hide()
        self.go.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self.leave)
        theme.notifier().changed.connect(self.update)

    def _lay_out(self) -> None:
        font = theme.scaled(self.title.font(), 1.0, bold=True)
        self.title.setFont(font)
        self.counts.setHorizontalSpacing(18)
        self.counts.setVerticalSpacing(3)
        # Beside each other: the list above wants the height.
        sides = QHBoxLayout()
        sides.setSpacing(28)
        said = QVBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.facts)
        said.addWidget(self.warning)
        said.addWidget(self.trouble)
        said.addStretch(1)
        sides.addLayout(said, 1)
        sides.addLayout(self.counts)
        sides.setAlignment(self.counts, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        for button in (self.go, self.cancel):
            button.setAutoDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(sides)
        column.addLayout(row)

    # Opening and closing

    def open_for(self, entry: Entry, *, only: bool) -> None:
        """Count what going back to before this entry would change, or taking back ``only`` it."""
        self.stop()
        self.entry, self._only = entry.id, only
        title = title_of(entry)
        title = title if len(title) <= _TITLE else title[:_TITLE].rstrip() + "…"
        words = self.tr("Take back only “{title}”") if only else self.tr("Go back to before “{title}”")
        self.title.setText(isolate_quotes(words.format(title=title)))
        self.go.setText(self.tr("Take it back") if only else self.tr("Undo back to here"))
        self._show(None)
        self.show()
        self.cancel.setFocus()
        self._count()

    def look_again(self) -> None:
        """Something was edited meanwhile: count anew."""
        if self.isVisible() and self.entry:
            self.stop()
            self._count()

    def close_panel(self) -> None:
        self.stop()
        self.entry = 0
        self.hide()

    def leave(self) -> None:
        """The user thinks better of it."""
        self.close_panel()
        self.left.emit()

    def stop(self) -> None:
        """Count no further."""
        job, self._job = self._job, None
        if job is not None:
            job.stop()
            job.deleteLater()

    def refuse(self, sentence: str) -> None:
        """It was not done."""
        self._say_trouble(sentence)
        self.cancel.setEnabled(True)
        self.go.setEnabled(False)

    # Counting

    def _count(self) -> None:
        path, to_edit, only = self._session.project.path, self.entry - 1, self._only

        def count(_report: Report) -> Preview:
            from annotator.store.project import Project
            from annotator.store.rewind import preview

            with Project.open(path, read_only=True) as project:
                return preview(project, to_edit, only=only)

        self._job = Job(count, self)
        self._job.done.connect(self._on_counted)
        self._job.failed.connect(self._on_failed)
        self._job.crashed.connect(self._on_crashed)
        self._job.start()

    def _on_counted(self, preview: Preview) -> None:
        if self._job is not None and self.sender() is self._job:
            self._forget()
            self._show(preview)

    def _on_failed(self, sentence: str) -> None:
        if self._job is not None and self.sender() is self._job:
            self._forget()
            self.refuse(sentence)

    def _on_crashed(self, error: BaseException) -> None:
        import sys

        self._on_failed(self.tr("Something went wrong in Annotator; nothing was changed."))
        sys.excepthook(type(error), error, error.__traceback__)

    def _forget(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None

    # Showing

    def _show(self, preview: Preview | None) -> None:
        self.preview = preview
        empty(self.counts)
        self.warning.setVisible(False)
        self._say_trouble("" if preview is None else preview.obstacle)
        possible = preview is not None and not preview.obstacle
        self.facts.setVisible(preview is None or possible)
        self.go.setEnabled(possible)
        self.cancel.setEnabled(True)
        if preview is None:
            self.facts.setText(self.tr("Counting what will change…"))
        elif possible:
            self.facts.setText("\n".join(self._facts(preview)))
            self._show_labels(preview)
            if preview.for_good:
                self.warning.setText(
                    self.tr(
                        "Ctrl+Z cannot bring this step back, for an import is in it; importing the files again can."
                    )
                )
                self.warning.setVisible(True)
            # Return does it, now that one has seen what.
            self.go.setFocus()
        self.grown.emit()

    def _facts(self, preview: Preview) -> list[str]:
        facts = []
        if not self._only:
            facts.append(self._whose(preview))
        if preview.documents:
            facts.append(
                self.tr("%Ln document(s) will be removed, with all that was done on them.", "", preview.documents)
            )
        if preview.statuses:
            facts.append(self.tr("%Ln status(es) of documents will be as before.", "", preview.statuses))
        if preview.notes:
            facts.append(self.tr("%Ln note(s) on documents will be as before.", "", preview.notes))
        if not preview.rows and not preview.imports:
            facts.append(self.tr("It cancels out: nothing will change."))
        elif not any(preview.spans):
            facts.append(self.tr("No span will change."))
        return facts

    def _whose(self, preview: Preview) -> str:
        taken = self.tr("%Ln edit(s) will be taken back", "", preview.entries)
        mine = self._session.annotator.name
        others = [(name, count) for name, count in preview.whose.items() if name not in ("", mine)]
        if not others:
            return taken + "."
        number = self.locale().toString
        named = [self.tr("{count} by {name}").format(count=number(count), name=name) for name, count in others[:3]]
        return f"{taken}, {', '.join(named)}{', …' if len(others) > 3 else '.'}"

    def _show_labels(self, preview: Preview) -> None:
        if not any(preview.spans):
            return
        shown = list(preview.by_label.items())
        rows: list[tuple[str, Fate]] = shown if len(shown) <= _LABELS + 1 else shown[:_LABELS]
        for column, name in enumerate((self.tr("vanish"), self.tr("come back"), self.tr("change")), 1):
            self.counts.addWidget(_right(PlainLabel(name, role="muted", scale=0.85)), 0, column)
        self.counts.addWidget(PlainLabel(self.tr("Spans"), role="muted", scale=0.85), 0, 0)
        for row, (name, fate) in enumerate(rows, 1):
            self.counts.addWidget(self._label(name), row, 0)
            self._add_numbers(row, fate)
        if len(rows) < len(shown) or len(shown) > 1:
            last = len(rows) + 1
            self.counts.addWidget(PlainLabel(self.tr("All"), bold=True), last, 0)
            self._add_numbers(last, preview.spans)

    def _add_numbers(self, row: int, fate: Fate) -> None:
        number = self.locale().toString
        for column, count in enumerate(fate, 1):
            self.counts.addWidget(_right(PlainLabel(number(count) if count else "–")), row, column)

    def _label(self, name: str) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(7)
        label = next((label for label in self._session.labels if label.name == name), None)
        if label is not None:
            swatch = QLabel()
            swatch.setPixmap(swatch_icon(label).pixmap(14, 14))
            line.addWidget(swatch)
        line.addWidget(PlainLabel(label.short_name if label is not None else name))
        line.addStretch(1)
        return holder

    def _say_trouble(self, sentence: str) -> None:
        self.trouble.setText(sentence[:1].upper() + sentence[1:])
        self.trouble.setVisible(bool(sentence))

    def _confirm(self) -> None:
        if self.preview is None:
            return
        heavy = self.preview.for_good or self.preview.rows > HEAVY
        self.go.setEnabled(False)
        self.cancel.setEnabled(False)
        if heavy:
            self.facts.setText(self.tr("Working…"))
        self.confirmed.emit(self.entry - 1, self._only, heavy)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        draw_outline(QPainter(self), QRectF(self.rect()), colours.line, colours.page)


def _right(label: PlainLabel) -> PlainLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label
