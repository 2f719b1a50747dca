"""The settings, drawn from their table; every choice works at once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialogButtonBox, QFormLayout, QSpinBox, QWidget

from annotator.gui.dialogs.frame import Dialog, heading, message
from annotator.gui.settings import SETTINGS, Setting, Settings


class SettingsDialog(Dialog):
    """One row a setting that has a text."""

    def __init__(self, parent: QWidget | None, settings: Settings) -> None:
        super().__init__(parent, "", "settingsDialog")
        self.setWindowTitle(self.tr("Settings"))
        self._settings = settings
        self.body.addWidget(heading(self.tr("Settings")))
        self.body.addWidget(message(self.tr("Changes work at once, another language from the next start."), muted=True))
        self._form = QFormLayout()
        self._form.setVerticalSpacing(12)
        self._form.setHorizontalSpacing(18)
        self.body.addLayout(self._form)
        for setting in SETTINGS:
            if setting.text:
                self._add_row(setting)
        close = self.add_button(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.setMinimumWidth(460)

    def _add_row(self, setting: Setting) -> None:
        if setting.type is bool:
            box = QCheckBox(setting.title)
            box.setObjectName(setting.key)
            box.setChecked(self._settings.flag(setting.key))
            box.toggled.connect(self._take_flag)
            self._form.addRow(box)
        elif setting.choices:
            self._form.addRow(setting.title, self._choice(setting))
        else:
            spin = QSpinBox()
            spin.setObjectName(setting.key)
            spin.setRange(setting.least, setting.most)
            spin.setSuffix(setting.unit)
            spin.setSingleStep(10 if setting.most > 20 else 1)
            spin.setValue(self._settings.number(setting.key))
            spin.valueChanged.connect(self._take_number)
            self._form.addRow(setting.title, spin)

    def _choice(self, setting: Setting) -> QComboBox:
        box = QComboBox()
        box.setObjectName(setting.key)
        for value, text in setting.choices:
            box.addItem(QCoreApplication.translate("Settings", text), value)
        box.setCurrentIndex(box.findData(self._settings.text(setting.key)))
        box.currentIndexChanged.connect(self._take_choice)
        return box

    def _take_flag(self, value: bool) -> None:
        self._settings.set(self.sender().objectName(), value)

    def _take_number(self, value: int) -> None:
        self._settings.set(self.sender().objectName(), value)

    def _take_choice(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self._settings.set(box.objectName(), str(box.currentData()))
