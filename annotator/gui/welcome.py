"""What the window shows before a project is open: begin one, open one, look at the sample."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui import theme
from annotator.gui.drawing import RADIUS, draw_ground, draw_outline, draw_words, width_of
from annotator.gui.icons import draw_icon
from annotator.gui.panel_frame import DetailScroll, Heading, PlainLabel, empty
from annotator.gui.span_details import spoken_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

_WIDTH = 460
_RECENT = 8


class Welcome(QWidget):
    """Three ways to begin, and the projects opened last."""

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    recent_requested = Signal(str)
    """Path of a project opened before."""

    def __init__(self, recent: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcomePage")
        self.setAccessibleName(self.tr("Welcome"))
        self.new_button = StartButton("new", self.tr("New project"), self.tr("an empty file for your articles"))
        self.open_button = StartButton("open", self.tr("Open project"), self.tr("a file made with Annotator"))
        self.sample_button = StartButton(
            "sample", self.tr("Open the sample"), self.tr("labelled articles to try everything on")
        )
        self._recent_heading = Heading(self.tr("Recent"))
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._lay_out()
        self.new_button.clicked.connect(self.new_requested)
        self.open_button.clicked.connect(self.open_requested)
        self.sample_button.clicked.connect(self.sample_requested)
        theme.notifier().changed.connect(self.update)
        self.set_recent(recent)

    def _lay_out(self) -> None:
        column = QWidget()
        column.setFixedWidth(_WIDTH)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(8, 24, 8, 24)
        inner.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Mark())
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(PlainLabel("Annotator", scale=1.9, bold=True))
        words.addWidget(PlainLabel(self.tr("Read, label, take home training data."), role="muted"))
        words.addStretch(1)
        head.addLayout(words)
        head.addStretch(1)
        inner.addLayout(head)
        inner.addSpacing(14)
        for button in (self.new_button, self.open_button, self.sample_button):
            inner.addWidget(button)
        inner.addSpacing(16)
        inner.addWidget(self._recent_heading)
        inner.addLayout(self._recent)
        inner.addSpacing(16)
        inner.addWidget(DropHint(self.tr("Or drop a project, articles or a folder of them anywhere here")))
        middle = QWidget()
        grid = QGridLayout(middle)
        grid.addWidget(column, 1, 1)
        for edge in (0, 2):
            grid.setRowStretch(edge, 1)
            grid.setColumnStretch(edge, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(DetailScroll(middle))

    def set_recent(self, paths: Sequence[str]) -> None:
        """The projects opened last, newest first; those that are gone are shown greyed and do nothing."""
        empty(self._recent)
        for path in paths[:_RECENT]:
            button = RecentButton(path)
            button.clicked.connect(self._on_recent)
            self._recent.addWidget(button)
        self._recent_heading.setVisible(bool(paths))

    def _on_recent(self) -> None:
        button = self.sender()
        if isinstance(button, RecentButton):
            self.recent_requested.emit(button.path)


class Mark(QWidget):
    """The program's own sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(64, 64))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), QRectF(self.rect()), "annotator", theme.current().ink)


class _PageButton(QAbstractButton):
    """What the two kinds of button on the page share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _draw_two_lines(self, painter: QPainter, area: QRectF, first: str, second: str, *, live: bool) -> None:
        colours = theme.current()
        small = theme.scaled(self.font(), 0.88)
        upper, lower = QFontMetricsF(self.font()).height(), QFontMetricsF(small).height()
        top = area.top() + (area.height() - upper - lower - 1) / 2
        painter.setFont(theme.scaled(self.font(), 1.0, bold=live))
        painter.setPen(colours.ink if live else colours.muted)
        mirrored = self._is_mirrored()
        draw_words(painter, QRectF(area.left(), top, area.width(), upper), first, right_to_left=mirrored)
        painter.setFont(small)
        painter.setPen(colours.muted)
        place = QRectF(area.left(), top + upper + 1, area.width(), lower)
        draw_words(painter, place, second, right_to_left=mirrored)


class StartButton(_PageButton):
    """A card with a drawing, what it does, and what that means."""

    def __init__(self, icon: str, text: str, explanation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._explanation = icon, explanation
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(explanation)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH - 16, round(self.fontMetrics().height() * 2 + 22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        ground = colours.hover if self.underMouse() else colours.page
        edge = colours.focus if self.hasFocus() else colours.page_edge
        area = QRectF(self.rect())
        draw_outline(painter, area, edge, ground, width=1.5 if self.hasFocus() else 1.0)
        icon = QRectF(0, 0, 24, 24)
        icon.moveCenter(QPointF(area.right() - 30 if self._is_mirrored() else area.left() + 30, area.center().y()))
        draw_icon(painter, icon, self._icon, colours.accent)
        words = area.adjusted(16, 0, -58, 0) if self._is_mirrored() else area.adjusted(58, 0, -16, 0)
        self._draw_two_lines(painter, words, self.text(), self._explanation, live=True)


class RecentButton(_PageButton):
    """A project opened before: its name, its folder, when it was last changed."""

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        file = Path(path)
        self._name = file.stem or path
        try:
            changed = file.stat().st_mtime
        except OSError:
            self._when = self.tr("not there any more")
            self.setEnabled(False)
        else:
            self._when = spoken_time(datetime.fromtimestamp(changed).astimezone().isoformat(), QLocale())
        self._folder = shortened_folder(file.parent)
        self.setAccessibleName(f"{self._name}, {self._folder}, {self._when}")

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH - 16, round(self.fontMetrics().height() * 2 + 12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        area = QRectF(self.rect())
        draw_ground(
            painter,
            area.adjusted(0, 0.5, 0, -0.5),
            chosen=False,
            hovered=self.underMouse() and self.isEnabled(),
            focused=self.hasFocus(),
        )
        icon = QRectF(0, 0, 18, 18)
        icon.moveCenter(QPointF(area.right() - 30 if self._is_mirrored() else area.left() + 30, area.center().y()))
        draw_icon(painter, icon, "project", colours.muted if self.isEnabled() else colours.faint)
        words = area.adjusted(16, 0, -58, 0) if self._is_mirrored() else area.adjusted(58, 0, -16, 0)
        painter.setFont(theme.scaled(self.font(), 0.88))
        painter.setPen(colours.muted)
        draw_words(painter, words, self._when, right_to_left=not self._is_mirrored())
        took = width_of(painter, self._when, words) + 12
        words = words.adjusted(took, 0, 0, 0) if self._is_mirrored() else words.adjusted(0, 0, -took, 0)
        self._draw_two_lines(painter, words, self._name, self._folder, live=self.isEnabled())


class DropHint(QWidget):
    """A dashed place that says what may be dropped; the whole window takes it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setFixedHeight(self.fontMetrics().height() + 30)
        theme.notifier().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(colours.faint, 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(area, RADIUS + 1, RADIUS + 1)
        painter.setPen(colours.muted)
        painter.setFont(theme.scaled(self.font(), 0.92))
        draw_words(painter, area.adjusted(12, 0, -12, 0), self._text, centre=True)


def shortened_folder(folder: Path) -> str:
    """The folder as people write it: their home is ``~``."""
    home = os.path.expanduser("~")
    text = str(folder)
    return "~" + text[len(home) :] if home != os.sep and (text + os.sep).startswith(home + os.sep) else text
