"""Which part of a project goes out: ticks for statuses, labels and annotators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.gui.dialogs.frame import part
from annotator.gui.panel_frame import CheckBox, DetailScroll

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_ROWS = 6
"""Ticks of a group that are seen at once; more are scrolled to."""


class Ticks(QWidget):
    """A group of ticks under a small heading; all are ticked at first."""

    changed = Signal()

    def __init__(self, name: str, title: str, choices: dict[str, str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._title = title
        self._boxes: dict[str, CheckBox] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(6, 4, 6, 4)
        column.setSpacing(2)
        for value, text in choices.items():
            box = self._boxes[value] = CheckBox(" ".join(text.split()))
            box.setAccessibleName(f"{title}: {text}")
            box.setChecked(True)
            box.toggled.connect(self.changed)
            column.addWidget(box)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(3)
        outer.addWidget(part(title))
        if len(choices) <= _ROWS:
            outer.addWidget(inner)
        else:
            frame = QFrame()
            frame.setFrameShape(QFrame.Shape.StyledPanel)
            column = QVBoxLayout(frame)
            column.setContentsMargins(1, 1, 1, 1)
            column.addWidget(DetailScroll(inner))
            frame.setFixedHeight(round((self.fontMetrics().height() + 8) * (_ROWS + 0.5)) + 8)
            outer.addWidget(frame)
        self.setVisible(bool(choices))

    def title(self) -> str:
        return self._title

    def box(self, value: str) -> CheckBox:
        return self._boxes[value]

    def ticked(self) -> Sequence[str]:
        return [value for value, box in self._boxes.items() if box.isChecked()]

    def unticked(self) -> Sequence[str]:
        return [value for value, box in self._boxes.items() if not box.isChecked()]

    def tick(self, values: Collection[str]) -> None:
        """Tick these and no others; ``changed`` comes once, if anything changed."""
        before = list(self.ticked())
        for value, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(value in values)
            box.blockSignals(False)
        if list(self.ticked()) != before:
            self.changed.emit()

    def tick_all_but(self, values: Collection[str]) -> None:
        """Take these ticks away, unless none would be left."""
        self.tick([value for value in self._boxes if value not in values] or list(self._boxes))

    def none_ticked(self) -> bool:
        return bool(self._boxes) and not self.ticked()

    def filter(self) -> tuple[str, ...]:
        """What is ticked; empty, which filters nothing, where everything is."""
        ticked = self.ticked()
        return () if len(ticked) == len(self._boxes) else tuple(ticked)
