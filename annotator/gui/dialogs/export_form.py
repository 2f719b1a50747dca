"""What an export takes from the user: the format with its options, which part of the project, how it is parted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.exchange import ExportOptions
from annotator.formats.registry import all_formats, format_by_name
from annotator.gui.dialogs.export_filters import Ticks
from annotator.gui.dialogs.export_split import SplitFields
from annotator.gui.dialogs.option_fields import Choice, OptionFields, titled
from annotator.gui.format_texts import format_title, groups
from annotator.gui.panel_frame import DetailScroll
from annotator.gui.theme import scaled
from annotator.model.document import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.formats.base import Format

_ALL = [status.value for status in Status]


class ExportForm(DetailScroll):
    """The fields at the left of the export dialog."""

    changed = Signal()
    format_changed = Signal()

    def __init__(self, labels: Sequence[str], annotators: Sequence[str]) -> None:
        self._inner = QWidget()
        super().__init__(self._inner)
        self._settings: dict[str, dict[str, str]] = {}
        """What was set for each format, also for those that are not shown."""
        self._own_statuses = False
        """Whether the user ticked statuses; until then they follow the format."""
        self.format_box = Choice()
        self.format_box.setObjectName("exportFormat")
        self.format_box.setMaxVisibleItems(30)
        self._fill_formats()
        self.options = OptionFields("writeOption")
        statuses = {
            Status.NEW.value: self.tr("New"),
            Status.IN_PROGRESS.value: self.tr("In progress"),
            Status.DONE.value: self.tr("Done"),
            Status.SKIPPED.value: self.tr("Skipped"),
        }
        self.statuses = Ticks("statusChoice", self.tr("Status"), statuses)
        self.labels = Ticks("labelChoice", self.tr("Labels"), {name: name for name in labels})
        self.annotators = Ticks("annotatorChoice", self.tr("Annotators"), {name: name for name in annotators})
        self.split = SplitFields()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 14, 0)
        column.setSpacing(12)
        column.addWidget(titled(self.tr("&Format"), self.format_box))
        for field in (self.options, self.split, self.statuses, self.labels, self.annotators):
            column.addWidget(field)
        column.addStretch(1)
        self._show_format()
        self.format_box.changed.connect(self._on_format)
        self.options.changed.connect(self._on_options)
        self.split.changed.connect(self.changed)
        self.statuses.changed.connect(self._on_statuses)
        self.labels.changed.connect(self.changed)
        self.annotators.changed.connect(self.changed)

    @property
    def groups(self) -> tuple[Ticks, Ticks, Ticks]:
        return self.statuses, self.labels, self.annotators

    def format(self) -> Format:
        return format_by_name(self.format_box.value() or "jsonl")

    def choose_format(self, name: str) -> None:
        """Take this format, as if it were chosen from the list."""
        self.format_box.choose(name)
        self._on_format()

    def is_folder(self) -> bool:
        """Whether the export will be a folder of files."""
        return self.format().folder or self.split.options() is not None

    def values(self) -> ExportOptions:
        """What the fields say."""
        return ExportOptions(
            format=self.format().name,
            annotators=self.annotators.filter(),
            statuses=tuple(Status(value) for value in self.statuses.ticked()),
            labels=self.labels.filter(),
            settings=self.options.values(),
            split=self.split.options(),
        )

    def takes_all_statuses(self) -> bool:
        return list(self.statuses.ticked()) == _ALL

    def take_all_statuses(self, *, all_: bool) -> None:
        """Every document whatever its status, or what the format takes by itself."""
        self._own_statuses = all_
        self.statuses.tick(_ALL if all_ else self._usual())
        self._own_statuses = all_

    # Memory

    def as_json(self) -> dict[str, object]:
        """The choices, to be remembered; ticks that were taken away, so that new labels come with one."""
        self._settings[self.format().name] = self.options.values()
        return {
            "format": self.format().name,
            "settings": self._settings,
            "statuses": list(self.statuses.ticked()) if self._own_statuses else None,
            "labels": list(self.labels.unticked()),
            "annotators": list(self.annotators.unticked()),
            "split": self.split.as_json(),
        }

    def take_json(self, value: object) -> None:
        """Show what was remembered, as far as it still makes sense."""
        if not isinstance(value, dict):
            return
        for name, settings in _pairs(value.get("settings")):
            self._settings[name] = {key: text for key, text in _pairs(settings) if isinstance(text, str)}
        if isinstance(value.get("format"), str) and self.format_box.findData(value["format"]) >= 0:
            self.format_box.choose(value["format"])
        statuses = value.get("statuses")
        self._show_format()
        self.labels.tick_all_but(_names(value.get("labels")))
        self.annotators.tick_all_but(_names(value.get("annotators")))
        self.split.take_json(value.get("split"))
        if isinstance(statuses, list) and any(status in statuses for status in _ALL):
            self.statuses.tick([status for status in _ALL if status in statuses])
            self._own_statuses = True

    # What the user does

    def _fill_formats(self) -> None:
        model = self.format_box.model()
        assert isinstance(model, QStandardItemModel)
        for title, formats in groups([format for format in all_formats() if format.writes]):
            self.format_box.addItem(title)
            heading = model.item(self.format_box.count() - 1)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setFont(scaled(self.font(), 0.9, bold=True))
            for format in formats:
                self.format_box.addItem(format_title(format), format.name)
        self.format_box.choose("jsonl")

    def _show_format(self) -> None:
        format = self.format()
        options = [option for option in format.options if option.on != "reading"]
        self.options.show_options(options, self._settings.get(format.name, {}))
        self._shown = format.name
        if not self._own_statuses:
            self.statuses.tick(self._usual())
            self._own_statuses = False

    def _usual(self) -> list[str]:
        return [Status.DONE.value] if self.format().training else _ALL

    def _on_format(self) -> None:
        self._settings[self._shown] = self.options.values()
        self._show_format()
        self.format_changed.emit()
        self.changed.emit()

    def _on_options(self) -> None:
        self._settings[self.format().name] = self.options.values()
        self.changed.emit()

    def _on_statuses(self) -> None:
        self._own_statuses = True
        self.changed.emit()


def _pairs(value: object) -> list[tuple[str, object]]:
    return [(name, inner) for name, inner in value.items() if isinstance(name, str)] if isinstance(value, dict) else []


def _names(value: object) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
