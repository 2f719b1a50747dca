"""How an export is parted into train, dev and test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from annotator.exchange import SplitOptions
from annotator.gui.dialogs.option_fields import Choice, titled

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

_MOST_SEED = 2**31 - 1


class Spin(QSpinBox):
    """A number that does not turn under the wheel."""

    def __init__(self, name: str, most: int, value: int, suffix: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setRange(0, most)
        self.setValue(value)
        self.setSuffix(suffix)
        self.setKeyboardTracking(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that scrolls the form must not change what stands under the pointer."""
        event.ignore()


class SplitFields(QWidget):
    """Not at all, or by shares, a seed, and what must stay together."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by = Choice(
            [
                ("", self.tr("not parted")),
                ("document", self.tr("train, dev, test by document")),
                ("source", self.tr("train, dev, test by source")),
                ("date", self.tr("train, dev, test by date")),
            ]
        )
        self.by.setObjectName("splitBy")
        self.by.changed.connect(self._on_changed)
        default = SplitOptions()
        self.shares = {name: Spin(f"split-{name}", 100, int(share), " %") for name, share in default.shares.items()}
        self.seed = Spin("splitSeed", _MOST_SEED, default.seed)
        self._details = QWidget()
        grid = QGridLayout(self._details)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        for at, (name, field) in enumerate([*self.shares.items(), ("", self.seed)]):
            label = QLabel(name or self.tr("Seed"))
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            grid.addWidget(label, 0, at)
            grid.addWidget(field, 1, at)
            grid.setColumnStretch(at, 1)
            field.valueChanged.connect(self.changed)
        self._note = QLabel(self.tr("Articles that are nearly alike stay on one side."))
        self._note.setWordWrap(True)
        self._note.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        grid.addWidget(self._note, 2, 0, 1, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(titled(self.tr("&Parted into"), self.by))
        column.addWidget(self._details)
        self._details.setVisible(False)

    def options(self) -> SplitOptions | None:
        """What the fields say; None: not parted."""
        if not self.by.value():
            return None
        train, dev, test = (self.shares[name].value() for name in ("train", "dev", "test"))
        return SplitOptions(train, dev, test, self.seed.value(), self.by.value())  # type: ignore[arg-type]

    def why_not(self) -> str:
        """Why it cannot be parted so; empty if it can."""
        if self.by.value() and not any(field.value() for field in self.shares.values()):
            return self.tr("Give train, dev or test a share above zero.")
        return ""

    def as_json(self) -> dict[str, object]:
        shares = {name: field.value() for name, field in self.shares.items()}
        return {"by": self.by.value(), "seed": self.seed.value(), **shares}

    def take_json(self, value: object) -> None:
        """Show what was remembered, as far as it is sound."""
        if not isinstance(value, dict):
            return
        for name, field in (*self.shares.items(), ("seed", self.seed)):
            if type(value.get(name)) is int and field.minimum() <= value[name] <= field.maximum():
                field.setValue(value[name])
        if isinstance(value.get("by"), str) and self.by.findData(value["by"]) >= 0:
            self.by.choose(value["by"])
        self._details.setVisible(bool(self.by.value()))

    def _on_changed(self) -> None:
        self._details.setVisible(bool(self.by.value()))
        self.changed.emit()
