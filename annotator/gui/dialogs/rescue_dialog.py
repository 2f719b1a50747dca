"""The rescue of a damaged project into a new file: how far it is, and what it brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale, Qt, Signal
from PySide6.QtGui import QBrush, QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.gui import theme
from annotator.gui.dialogs.frame import RoomyRows, message
from annotator.gui.dialogs.working import WorkingDialog
from annotator.gui.scroll_bar import make_slim
from annotator.store.rescue import RescueReport, rescue

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.gui.jobs import Report
    from annotator.store.rescue import Copied

TABLES: dict[str, str] = {
    "documents": str(QT_TRANSLATE_NOOP("RescueDialog", "Documents")),
    "spans": str(QT_TRANSLATE_NOOP("RescueDialog", "Spans")),
    "labels": str(QT_TRANSLATE_NOOP("RescueDialog", "Labels")),
    "annotators": str(QT_TRANSLATE_NOOP("RescueDialog", "Annotators")),
    "reviews": str(QT_TRANSLATE_NOOP("RescueDialog", "Statuses and notes")),
    "relations": str(QT_TRANSLATE_NOOP("RescueDialog", "Relations")),
    "relation_types": str(QT_TRANSLATE_NOOP("RescueDialog", "Relation types")),
    "attributes": str(QT_TRANSLATE_NOOP("RescueDialog", "Attributes")),
    "attribute_values": str(QT_TRANSLATE_NOOP("RescueDialog", "Values of attributes")),
    "actors": str(QT_TRANSLATE_NOOP("RescueDialog", "Actors")),
    "actor_aliases": str(QT_TRANSLATE_NOOP("RescueDialog", "Aliases of actors")),
    "span_actors": str(QT_TRANSLATE_NOOP("RescueDialog", "Links to actors")),
    "suggestions": str(QT_TRANSLATE_NOOP("RescueDialog", "Suggestions")),
    "times": str(QT_TRANSLATE_NOOP("RescueDialog", "Times spent")),
    "edits": str(QT_TRANSLATE_NOOP("RescueDialog", "Entries of the history")),
    "edit_changes": str(QT_TRANSLATE_NOOP("RescueDialog", "Changes in the history")),
}
"""The tables of a project, as the window names what is in them."""

_NAMED = 10


class RescueDialog(WorkingDialog):
    """Reads the damaged file, which stays as it is, and shows what came into the new one and what did not."""

    open_wanted = Signal(object)
    """Path of the new project."""

    def __init__(self, parent: QWidget | None, damaged: Path, new: Path) -> None:
        super().__init__(parent, "", "rescueDialog", note="")
        self.setWindowTitle(self.tr("Rescue"))
        self.heading.setText(self.tr("Rescuing what can be read of {name}…").format(name=damaged.name))
        self.note.setText(self.tr("The damaged file stays as it is; stopping makes no new one."))
        self.bar.setAccessibleName(self.windowTitle())
        self._damaged = damaged
        self._new = new
        self._summary = message("")
        self._summary.setObjectName("rescueSummary")
        self.body.addWidget(self._summary)
        self.tree = self._make_tree()
        self.body.addWidget(self.tree, 1)
        self._remarks = message("", muted=True)
        self._remarks.setObjectName("rescueRemarks")
        self.body.addWidget(self._remarks)
        self._report = RescueReport()
        self.copy = self.add_button(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole, name="copyButton")
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.go = self.add_button(
            self.tr("Open the new project"), QDialogButtonBox.ButtonRole.ActionRole, name="openButton"
        )
        self.go.clicked.connect(self._open)
        for part in (self._summary, self.tree, self._remarks, self.copy, self.go):
            part.setVisible(False)
        self.begin(self._work, self._show)

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setObjectName("rescueTables")
        tree.setAccessibleName(self.tr("What was rescued"))
        make_slim(tree)
        tree.setRootIsDecorated(False)
        tree.setItemDelegate(RoomyRows(tree))
        tree.setHeaderLabels(["", self.tr("copied"), self.tr("in part"), self.tr("lost")])
        tree.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        header = tree.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, 4):
            tree.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return tree

    def _work(self, report: Report) -> RescueReport:
        return rescue(self._damaged, self._new, report.progress, report.cancelled)

    def failed(self) -> str:
        return self.tr("Nothing was rescued")

    def _show(self, report: object) -> None:
        assert isinstance(report, RescueReport)
        self._report = report
        self.heading.setText(self.tr("Everything was rescued") if report.is_whole else self.tr("Rescued in part"))
        self._summary.setText(
            self.tr("{new} was made. {damaged} was left as it is.").format(new=self._new, damaged=self._damaged)
        )
        for name, words in TABLES.items():
            if name in report.tables:
                self._add_row(QCoreApplication.translate("RescueDialog", words), report.tables[name])
        self._remarks.setText("\n".join(self._said(report)))
        self._remarks.setVisible(bool(self._remarks.text()))
        for part in (self._summary, self.tree, self.copy, self.go):
            part.setVisible(True)
        self.go.setDefault(True)
        self.go.setFocus()
        self.resize(600, 560)

    def _add_row(self, words: str, table: Copied) -> None:
        number = QLocale().toString
        lost = number(table.lost) + ("+" if table.unsure else "")
        row = QTreeWidgetItem(self.tree, [words, number(table.copied), number(table.mended), lost])
        for column in range(1, 4):
            row.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if table.lost or table.unsure:
            row.setForeground(3, QBrush(theme.current().warn))

    def _said(self, report: RescueReport) -> list[str]:
        lines = []
        if any(table.unsure for table in report.tables.values()):
            lines.append(self.tr("+ There may have been more that nothing in the file knows of."))
        if report.other_texts_count:
            keys = ", ".join(report.other_texts[:_NAMED]) + (", …" if report.other_texts_count > _NAMED else "")
            said = self.tr("The text of %Ln document(s) is not what was imported: {keys}", "", report.other_texts_count)
            lines.append(said.format(keys=keys))
        if report.guessed:
            lines.append(self.tr("Where things begin in the file was gone, and had to be guessed."))
        if report.without_source:
            lines.append(self.tr("%Ln byte(s) could not be read from the disk.", "", report.without_source))
        return lines

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._report.sentences()))

    def _open(self) -> None:
        self.accept()
        self.open_wanted.emit(self._new)
