"""Tools, Check the project: every question with a tick or how often its answer is bad, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QBrush, QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.gui import theme
from annotator.gui.check_texts import GROUPS, translated
from annotator.gui.dialogs.frame import RoomyRows, message
from annotator.gui.dialogs.working import WorkingDialog
from annotator.gui.scroll_bar import make_slim
from annotator.gui.theme import scaled
from annotator.store.project import Project

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from annotator.gui.check_texts import Group
    from annotator.gui.jobs import Report
    from annotator.store.check import Finding


class CheckDialog(WorkingDialog):
    """Checks a project through a connection of its own; edits can go on, and nothing is written."""

    rescue_wanted = Signal()

    def __init__(self, parent: QWidget | None, project: Path) -> None:
        super().__init__(parent, "", "checkDialog", note="")
        self.setWindowTitle(self.tr("Check the project"))
        self.heading.setText(self.tr("Checking {name}…").format(name=project.name))
        self.note.setText(self.tr("Everything in the file is looked at; nothing is written to it."))
        self.bar.setAccessibleName(self.windowTitle())
        self._project = project
        self._findings: list[Finding] = []
        self._first_bad: QTreeWidgetItem | None = None
        self._advice = message("")
        self._advice.setObjectName("checkAdvice")
        self.body.addWidget(self._advice)
        self.tree = self._make_tree()
        self.body.addWidget(self.tree, 1)
        self.rescue = self.add_button(
            self.tr("Rescue what can be read…"), QDialogButtonBox.ButtonRole.ActionRole, name="rescueButton"
        )
        self.rescue.setAutoDefault(False)
        self.rescue.clicked.connect(self.rescue_wanted)
        self.copy = self.add_button(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole, name="copyButton")
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        for part in (self._advice, self.tree, self.rescue, self.copy):
            part.setVisible(False)
        self.begin(self._look, self._show)

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setObjectName("checkList")
        tree.setAccessibleName(self.tr("What was checked"))
        make_slim(tree)
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setIndentation(14)
        tree.setItemDelegate(RoomyRows(tree))
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setStretchLastSection(False)
        return tree

    def _look(self, report: Report) -> list[Finding]:
        with Project.open(self._project, read_only=True, busy_timeout=5.0) as project:
            return project.check_all(report.progress, report.cancelled)

    def failed(self) -> str:
        return self.tr("The project could not be checked")

    def _show(self, findings: object) -> None:
        assert isinstance(findings, list)
        self._findings = findings
        bad = [finding for finding in self._findings if finding.count]
        self.heading.setText(
            self.tr("%Ln thing(s) are not as they should be", "", len(bad)) if bad else self.tr("The project is sound")
        )
        found = {finding.name: finding for finding in self._findings}
        for group in GROUPS:
            self._add_group(group, found)
        self._advice.setText("\n".join(self._advices(found)))
        self._advice.setVisible(bool(bad))
        self.rescue.setVisible(bool(bad))
        self.tree.setVisible(True)
        self.copy.setVisible(True)
        self.resize(640, 640)
        if self._first_bad is not None:
            self.tree.scrollToItem(self._first_bad, QTreeWidget.ScrollHint.PositionAtCenter)

    def _advices(self, found: Mapping[str, Finding]) -> list[str]:
        bad = [group for group in GROUPS if any(found[name].count for name in group.questions if name in found)]
        return [f"{translated(group.title)}: {translated(group.advice)}" for group in bad]

    def _add_group(self, group: Group, found: Mapping[str, Finding]) -> None:
        top = QTreeWidgetItem(self.tree, [translated(group.title), ""])
        top.setFont(0, scaled(self.tree.font(), 1.0, bold=True))
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for name, words in group.questions.items():
            if name in found:
                finding = found[name]
                item = QTreeWidgetItem(top, [translated(words), self._sign(finding)])
                item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if finding.count:
                    self._first_bad = self._first_bad or item
                    item.setForeground(0, QBrush(theme.current().warn))
                    item.setForeground(1, QBrush(theme.current().warn))
        top.setExpanded(True)

    def _sign(self, finding: Finding) -> str:
        if not finding.count:
            return "✓"
        return f"{QLocale().toString(finding.count)} ✗" if finding.whole else self.tr("cannot be read")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(str(finding) for finding in self._findings))
