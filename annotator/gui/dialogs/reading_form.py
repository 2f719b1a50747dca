"""How files of one format are read: its options, the names of its columns, what its offsets count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from annotator.formats.base import ReadOptions
from annotator.formats.units import Unit
from annotator.gui.dialogs.frame import message, part
from annotator.gui.dialogs.option_fields import Choice, OptionFields, titled
from annotator.gui.format_texts import unit_text
from annotator.gui.panel_frame import DetailScroll
from annotator.gui.text_field import TextField

if TYPE_CHECKING:
    from annotator.formats.base import Format

_UNITLESS = frozenset({"text", "html", "docx", "pdf", "epub", "rtf"})
"""Formats without spans: they have no offsets."""


class ReadingForm(DetailScroll):
    """Fields for everything ``ReadOptions`` can say of a format, but for the encoding."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._inner = QWidget()
        super().__init__(self._inner, parent)
        self.setObjectName("readingForm")
        self.format = ""
        """The name of the format whose fields are shown."""
        self._reading = ReadOptions()
        self._columns: dict[str, TextField] = {}
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(2, 4, 12, 4)
        column.setSpacing(12)
        self._note = message("", muted=True)
        column.addWidget(self._note)
        # First, since a file whose columns are called otherwise cannot be read until somebody names them here.
        self._names = QWidget()
        column.addWidget(self._names)
        self.options = OptionFields("readOption")
        self.options.changed.connect(self.changed)
        column.addWidget(self.options)
        self.unit = Choice()
        self.unit.setObjectName("unitBox")
        self.unit.addItem(self.tr("as the format says"), "")
        for unit in Unit:
            self.unit.addItem(unit_text(unit), unit.value)
        self.unit.changed.connect(self.changed)
        self._unit = titled(self.tr("What its offsets count"), self.unit)
        column.addWidget(self._unit)
        column.addStretch(1)
        self._grid = QGridLayout(self._names)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_format(self, format: Format, reading: ReadOptions) -> None:
        """Show how files of this format are read."""
        self.format, self._reading = format.name, reading
        self._note.setText(self.tr("This holds for all files that are read as {format}.").format(format=format.name))
        self.options.show_options([o for o in format.options if o.on != "writing"], reading.settings)
        self._unit.setVisible(format.name not in _UNITLESS)
        self.unit.choose(reading.unit or "")
        self._show_columns(format.columns)

    def is_needed(self, format: Format) -> bool:
        """Whether there is anything to choose for a format."""
        return bool(
            format.columns or any(option.on != "writing" for option in format.options) or format.name not in _UNITLESS
        )

    def reading(self) -> ReadOptions:
        """What the fields say."""
        columns = {name: field.text().strip() for name, field in self._columns.items() if field.text().strip()}
        unit = Unit(self.unit.value()) if self.unit.value() else None
        return replace(self._reading, columns=columns, unit=unit, settings=self.options.values())

    def _show_columns(self, names: tuple[str, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._columns = {}
        self._names.setVisible(bool(names))
        if not names:
            return
        self._grid.addWidget(part(self.tr("Columns or keys that are called otherwise in the file")), 0, 0, 1, 2)
        for row, name in enumerate(names, 1):
            field = TextField(self._reading.columns.get(name, ""))
            field.setObjectName(f"column-{name}")
            field.setAccessibleName(name)
            field.setPlaceholderText(self.tr("as usual"))
            field.textEdited.connect(self.changed)
            self._columns[name] = field
            label = QLabel(name)
            label.setBuddy(field)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(field, row, 1)
