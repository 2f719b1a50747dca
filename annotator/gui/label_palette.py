"""The labels with their keys, shown beside the column a moment after a drag when no key came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout

from annotator.gui import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPaintEvent

    from annotator.gui.article_view import ArticleView
    from annotator.gui.labelling import Labelling
    from annotator.gui.session import Session
    from annotator.model.scheme import Label

_DELAY = 300
_SWATCH = 12


class LabelPalette(QFrame):
    """Takes no focus, and goes at any key, click or scroll."""

    label_chosen = Signal(object)

    def __init__(self, session: Session, view: ArticleView, labelling: Labelling) -> None:
        super().__init__(view)
        self.setObjectName("labelPalette")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFont(theme.ui_font())  # else it would take the page's reading face
        self.enabled = True
        self._session = session
        self._view = view
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(6, 6, 6, 6)
        self._rows.setSpacing(1)
        self._soon = QTimer(self, singleShot=True, interval=_DELAY)
        self._soon.timeout.connect(self._come)
        labelling.palette_wanted.connect(self._want)
        labelling.acted.connect(self.go)
        view.shown_elsewhere.connect(self.go)
        self.label_chosen.connect(labelling.press_label)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        self.hide()

    def go(self) -> None:
        """Hide, and do not come after all."""
        self._soon.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            self.go()
        return super().eventFilter(watched, event)

    def _want(self) -> None:
        if self.enabled:
            self._soon.start()

    def _come(self) -> None:
        extent = self._view.selected_extent()
        if extent is None or self._view.mouse.busy:
            return
        self._fill()
        self.adjustSize()
        self.move(self._beside([rect.toAlignedRect() for rect in self._view.rects_of(extent)]))
        self.raise_()
        self.show()

    def _beside(self, selected: list[QRect]) -> QPoint:
        """Right of the column, over its margin if need be, at the height of the selection's end.

        Where that would cover what was selected, below it; where there is no room below, above.
        """
        corner = self._view.viewport().geometry().topLeft()
        x = min(self._view.viewport().geometry().right() + 12, self._view.strip.x() - self.width() - 6)
        first, last = selected[0].translated(corner), selected[-1].translated(corner)
        lowest = self._view.height() - self.height() - 8
        y = max(8, min(last.center().y() - self.height() // 2, lowest))
        mine = self.rect().translated(x, y)
        if any(mine.intersects(rect.translated(corner)) for rect in selected):
            below = last.bottom() + int(self._view.pitch.room) + 4
            y = below if below <= lowest else max(8, first.top() - self.height() - 4)
        return QPoint(x, y)

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, label in enumerate(self._session.labels, 1):
            row = _Row(label, place, self)
            row.clicked.connect(lambda _=False, label=label: self._choose(label))
            self._rows.addWidget(row)

    def _choose(self, label: Label) -> None:
        self.go()
        self.label_chosen.emit(label)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.line, 1))
        painter.setBrush(colours.panel)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 7, 7)


class _Row(QToolButton):
    """One label: swatch, name, key."""

    def __init__(self, label: Label, place: int, parent: LabelPalette) -> None:
        super().__init__(parent)
        self._label = label
        self._key = f"{place}  {label.key.upper()}" if place <= 9 else label.key.upper()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(label.name)
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(label.short_name) + metrics.horizontalAdvance(self._key) + _SWATCH + 44
        self.setFixedSize(max(132, width), metrics.height() + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect()
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.hover)
            painter.drawRoundedRect(area, 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.label_colours(self._label).line)
        painter.drawRoundedRect(8, (area.height() - _SWATCH) // 2, _SWATCH, _SWATCH, 3, 3)
        painter.setPen(colours.ink)
        text = area.adjusted(8 + _SWATCH + 8, 0, -8, 0)
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), self._label.short_name)
        painter.setPen(colours.muted)
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._key)
