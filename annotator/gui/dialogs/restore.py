"""The backups of a project: what is in each, what was done since, one to look at, one to go on from."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.gui import theme
from annotator.gui.dialogs.frame import Dialog, RoomyRows, heading, message
from annotator.gui.dialogs.new_file import NewFilePicker, beside
from annotator.gui.jobs import Job
from annotator.gui.span_details import spoken_time
from annotator.gui.welcome import shortened_folder
from annotator.store import backup, copies, since

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

    from annotator.gui.jobs import Report
    from annotator.store.backup import Backup, Origin
    from annotator.store.since import Contents

_KINDS_SHOWN = 4
_AIR = 9
"""Beside the words of a title, as beside those below it."""
_MADE, _SIZE, _DOCUMENTS, _SPANS, _SINCE = range(5)

KINDS: dict[str, str] = {
    "labelled": str(QT_TRANSLATE_NOOP("Since", "{count} labelled")),
    "relabelled": str(QT_TRANSLATE_NOOP("Since", "{count} relabelled")),
    "moved": str(QT_TRANSLATE_NOOP("Since", "{count} moved")),
    "removed": str(QT_TRANSLATE_NOOP("Since", "{count} removed")),
    "noted": str(QT_TRANSLATE_NOOP("Since", "{count} with notes")),
    "doubted": str(QT_TRANSLATE_NOOP("Since", "{count} with doubts")),
    "marked": str(QT_TRANSLATE_NOOP("Since", "{count} marked")),
    "undone": str(QT_TRANSLATE_NOOP("Since", "{count} taken back")),
    "redone": str(QT_TRANSLATE_NOOP("Since", "{count} made again")),
    "imported": str(QT_TRANSLATE_NOOP("Since", "{count} imported")),
    "other": str(QT_TRANSLATE_NOOP("Since", "{count} other")),
}
"""How many edits of a kind were made since, in few words."""


class RestoreDialog(Dialog):
    """Lists the backups of one project, which need not be open nor there; of others too, if one chooses them."""

    open_wanted = Signal(str)
    """Path of a backup, of what was restored, or of the project to go back to."""
    crashed = Signal(object)
    """An exception nobody foresaw, for the window's hook."""

    def __init__(self, parent: QWidget | None, root: Path, project: Path | None, shown: Origin | None = None) -> None:
        super().__init__(parent, "", "restoreDialog")
        self.setWindowTitle(self.tr("Restore"))
        self._root = root
        self._shown = shown
        self._looking: Job | None = None
        self._copying: Job | None = None
        self._backups: list[Backup] = []
        self._heading = heading(self.tr("Restore from a backup"))
        self.body.addWidget(self._heading)
        self.body.addWidget(
            message(
                self.tr("Restoring makes a new file. The project itself stays as it is."),
                muted=True,
            )
        )
        self.projects = QComboBox()
        self.projects.setObjectName("backupProjects")
        self.projects.setAccessibleName(self.tr("Project"))
        self.projects.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.body.addWidget(self.projects)
        self._make_list()
        self._make_buttons()
        self._fill_projects(project)
        self.projects.currentIndexChanged.connect(self._list_backups)
        self.resize(840, 480)
        self._list_backups()

    def _make_list(self) -> None:
        self.list = QTreeWidget()
        self.list.setObjectName("backupList")
        self.list.setAccessibleName(self.tr("Backups"))
        self.list.setHeaderLabels(
            [self.tr("Made"), self.tr("Size"), self.tr("Documents"), self.tr("Spans"), self.tr("Done since")]
        )
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setItemDelegate(RoomyRows(self.list))
        header = _Titles(Qt.Orientation.Horizontal, self.list)
        self.list.setHeader(header)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_SINCE, QHeaderView.ResizeMode.Stretch)
        self.list.currentItemChanged.connect(self._show_buttons)
        self.list.itemActivated.connect(self._look)
        self.body.addWidget(self.list, 1)
        self.empty = message(
            self.tr(
                "There is no backup yet. One is made when a project is opened or closed and every half hour of"
                " work, whenever something was edited."
            )
        )
        self.empty.setObjectName("noBackups")
        self.body.addWidget(self.empty)
        self.body.addStretch(0)

    def _make_buttons(self) -> None:
        role = QDialogButtonBox.ButtonRole
        self.restore_button = self.add_button(
            self.tr("Restore into a new file…"), role.AcceptRole, name="restoreButton"
        )
        self.look_button = self.add_button(self.tr("Look at it"), role.ActionRole, name="lookButton")
        self.back_button = self.add_button(self.tr("Back to the project"), role.ActionRole, name="backButton")
        self.close_button = self.add_button(self.tr("Close"), role.RejectRole)
        self.look_button.clicked.connect(self._look)
        self.back_button.clicked.connect(self._go_back)
        self.back_button.setVisible(self._shown is not None)
        for button in (self.restore_button, self.look_button, self.back_button):
            button.setAutoDefault(False)
        self.close_button.setDefault(True)

    # The list

    def _fill_projects(self, project: Path | None) -> None:
        known = backup.projects(self._root)
        if project is not None and project not in known:
            known.insert(0, project)
        for path in known:
            self.projects.addItem(shortened_folder(path), str(path))
        self.projects.setCurrentIndex(max(0, self.projects.findData(str(project))))
        self.projects.setVisible(len(known) > 1 or (project is None and bool(known)))

    def project(self) -> Path | None:
        """Whose backups are listed."""
        chosen = self.projects.currentData()
        return Path(chosen) if chosen else None

    def _list_backups(self) -> None:
        self._stop_looking()
        project = self.project()
        self._backups = backup.backups(backup.folder_of(self._root, project)) if project else []
        self.list.clear()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for one in self._backups:
            row = QTreeWidgetItem([spoken_time(one.time.isoformat(), self.locale()), self._size(one), "", "", "…"])
            for column in (_SIZE, _DOCUMENTS, _SPANS):
                row.setTextAlignment(column, right)
            self.list.addTopLevelItem(row)
            if self._shown is not None and one.path == self._shown.backup.path:
                self.list.setCurrentItem(row)
        first = self.list.topLevelItem(0)
        if first is not None and self.list.currentItem() is None:
            self.list.setCurrentItem(first)
        self.list.setVisible(bool(self._backups))
        self.empty.setVisible(not self._backups)
        self._show_buttons()
        if project is not None and self._backups:
            self._look_into(project)

    def _size(self, one: Backup) -> str:
        try:
            return self.locale().formattedDataSize(one.path.stat().st_size, 1)
        except OSError:
            return ""

    def _look_into(self, project: Path) -> None:
        known = list(self._backups)
        self._looking = Job(lambda report: since.contents(known, project, report.cancelled), self)
        self._looking.done.connect(self._show_contents)
        self._looking.crashed.connect(self.crashed)
        self._looking.start()

    def _show_contents(self, found: object) -> None:
        if self.sender() is not self._looking or not isinstance(found, dict):
            return
        number = self.locale().toString
        there = (project := self.project()) is not None and os.path.exists(project)
        for place, one in enumerate(self._backups):
            row, seen = self.list.topLevelItem(place), found.get(one)
            if row is None:
                continue
            if seen is None:
                row.setDisabled(True)
                row.setText(_SINCE, self.tr("cannot be read"))
                continue
            row.setText(_DOCUMENTS, number(seen.documents))
            row.setText(_SPANS, number(seen.spans))
            row.setText(_SINCE, self._words(seen, there))
            row.setToolTip(_SINCE, row.text(_SINCE))
        self._show_buttons()

    def _words(self, seen: Contents, there: bool) -> str:
        if seen.since is None:
            return self.tr("the project has another history") if there else ""
        if not seen.since:
            return self.tr("nothing")
        edits = self.tr("%Ln edit(s)", "", sum(seen.since.values()))
        return f"{edits}: {spoken_kinds(seen.since)}"

    def _stop_looking(self) -> None:
        if self._looking is not None:
            self._looking.stop()
            self._looking = None

    # What to do with one

    def _chosen(self) -> Backup | None:
        row = self.list.currentItem()
        return self._backups[self.list.indexOfTopLevelItem(row)] if row is not None and not row.isDisabled() else None

    def _show_buttons(self) -> None:
        one, idle = self._chosen(), self._copying is None
        shown = self._shown is not None and one is not None and one.path == self._shown.backup.path
        self.restore_button.setEnabled(one is not None and idle)
        self.look_button.setEnabled(one is not None and idle and not shown)
        self.back_button.setEnabled(idle)

    def _look(self) -> None:
        one = self._chosen()
        if one is not None and self.look_button.isEnabled():
            self._leave_for(one.path)

    def _go_back(self) -> None:
        if self._shown is not None:
            self._leave_for(self._shown.project)

    def _leave_for(self, path: Path) -> None:
        self.done(0)
        self.open_wanted.emit(str(path))

    def accept(self) -> None:
        """Ask for the name of the new file."""
        one, project = self._chosen(), self.project()
        if one is None or project is None or self._copying is not None:
            return
        words = self.tr("restored {date}").format(date=one.time.astimezone().date().isoformat())
        picker = NewFilePicker(self, self.tr("Restore into a new file"), beside(project, words))
        picker.fileSelected.connect(partial(self.restore, one))
        picker.open()

    def restore(self, one: Backup, target: str) -> None:
        """Copy a backup into a new file, and open that."""
        self._heading.setText(self.tr("Restoring…"))
        self.complain("")
        self._copying = Job(lambda report: self._copy(one, Path(target), report), self)
        self._copying.done.connect(lambda _: self._end(target))
        self._copying.failed.connect(self._on_failed)
        self._copying.crashed.connect(self._on_crashed)
        self._copying.start()
        self._show_buttons()

    def _copy(self, one: Backup, target: Path, _report: Report) -> None:
        copies.restore(one.path, target)

    def _end(self, target: str) -> None:
        self._copying = None
        self._leave_for(Path(target))

    def _on_failed(self, sentence: str) -> None:
        self._copying = None
        self._heading.setText(self.tr("Restore from a backup"))
        self.complain(sentence[:1].upper() + sentence[1:])
        self._show_buttons()

    def _on_crashed(self, error: object) -> None:
        self._on_failed(self.tr("Something went wrong in Annotator; nothing was restored."))
        self.crashed.emit(error)

    def done(self, result: int) -> None:
        """Close, once what is being copied is there."""
        if self._copying is None:
            self._stop_looking()
            super().done(result)


class _Titles(QHeaderView):
    """Titles of columns, quiet, and in line with their words."""

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        colours = theme.current()
        painter.fillRect(rect, colours.panel)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours.line)
        painter.setPen(colours.muted)
        side = Qt.AlignmentFlag.AlignRight if index in (_SIZE, _DOCUMENTS, _SPANS) else Qt.AlignmentFlag.AlignLeft
        title = str(self.model().headerData(index, self.orientation()))
        painter.drawText(rect.adjusted(_AIR, 0, -_AIR, 0), side | Qt.AlignmentFlag.AlignVCenter, title)

    def sectionSizeFromContents(self, index: int) -> QSize:
        size = super().sectionSizeFromContents(index)
        return QSize(size.width() + 2 * _AIR, round(self.fontMetrics().height() * 1.6))


def spoken_kinds(counts: Mapping[str, int]) -> str:
    """The most frequent kinds of edits with their counts."""
    frequent = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    words = [
        QCoreApplication.translate("Since", KINDS[kind]).format(count=count) for kind, count in frequent[:_KINDS_SHOWN]
    ]
    return ", ".join(words + ["…"] * (len(frequent) > _KINDS_SHOWN))
