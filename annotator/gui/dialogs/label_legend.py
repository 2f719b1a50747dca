"""Which colour stands for which label in a preview: a row of swatches with names and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui import theme
from annotator.gui.chips import FlowLayout
from annotator.gui.drawing import draw_swatch, draw_words
from annotator.gui.panel_frame import as_tooltip, empty
from annotator.model.scheme import Label, free_colour

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QPaintEvent

_MOST = 14
"""Labels that are named; the others are counted."""
_WIDEST = 220


class Colours:
    """The colour of each label: its own where the project has it, else the one an import would give it."""

    def __init__(self, labels: Iterable[Label] = ()) -> None:
        self._labels = {label.name: label for label in labels}

    def of(self, name: str) -> theme.LabelColours:
        """The colours of a label in the theme of the moment."""
        return theme.current().label_colours(self._label(name))

    def name(self, name: str) -> str:
        """The label's name as it can be shown on a line."""
        return self._label(name).short_name

    def _label(self, name: str) -> Label:
        if name not in self._labels:
            self._labels[name] = Label(name, "", free_colour({label.colour for label in self._labels.values()}))
        return self._labels[name]


class Legend(QWidget):
    """Swatches with the names of labels and how many spans carry each, the most frequent first."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("labelLegend")
        self._colours = colours
        self._counts: dict[str, int] | None = None
        self._flow = FlowLayout(self, gap=4)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show the labels; with 0 of one, its name alone (it is not counted yet)."""
        if counts == self._counts:
            return  # it is asked for with every step of a trial
        self._counts = dict(counts)
        empty(self._flow)
        order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        for name, count in order[:_MOST]:
            entry = _Entry(self._colours, name, count, self)
            self._flow.addWidget(entry)
            entry.show()
        if len(order) > _MOST:
            rest = _Entry(self._colours, "", sum(count for _, count in order[_MOST:]), self)
            rest.set_words(self.tr("… %Ln more", "", len(order) - _MOST))
            self._flow.addWidget(rest)
            rest.show()
        self.setAccessibleName(", ".join(f"{name} {count}" if count else name for name, count in order[:_MOST]))
        self.setVisible(bool(order))
        self.updateGeometry()


class _Entry(QWidget):
    """One label of the legend."""

    def __init__(self, colours: Colours, name: str, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._colours, self._name = colours, name
        self._words = colours.name(name) if name else ""
        self._count = QLocale().toString(count) if count else ""
        self.setToolTip(as_tooltip(name))
        theme.notifier().changed.connect(self.update)

    def set_words(self, words: str) -> None:
        self._words = words

    def sizeHint(self) -> QSize:
        names = QFontMetricsF(theme.scaled(self.font(), 0.92))
        width = names.horizontalAdvance(self._words) + names.horizontalAdvance(self._count)
        return QSize(min(int(width) + 34, _WIDEST), int(names.height()) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.scaled(self.font(), 0.92))
        metrics = QFontMetricsF(painter.font())
        area = QRectF(self.rect())
        left = 0.0
        if self._name:
            draw_swatch(painter, QPointF(6, area.center().y()), 9, self._colours.of(self._name))
            left = 16.0
        number = metrics.horizontalAdvance(self._count)
        words = area.adjusted(left, 0, -number - 12, 0)
        painter.setPen(theme.current().ink)
        draw_words(painter, words, self._words, right_to_left=False)
        painter.setPen(theme.current().muted)
        start = left + min(metrics.horizontalAdvance(self._words), words.width()) + 5
        draw_words(painter, area.adjusted(start, 0, 0, 0), self._count, right_to_left=False)
