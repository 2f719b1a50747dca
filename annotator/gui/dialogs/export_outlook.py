"""What an export would hold and lose: counts, a list of losses, its parts, and how it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.dialogs.frame import RoomyRows, message, part
from annotator.gui.format_texts import loss_sentence
from annotator.gui.panel_frame import CheckBox, as_tooltip
from annotator.gui.scroll_bar import make_slim
from annotator.gui.wrapping import wrap_mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from annotator.exchange import ExportReport
    from annotator.exchange.reports import SplitCount
    from annotator.formats.fitting import Losses

_SHOWN = 20_000
"""Characters of the first record that the preview shows."""
_ROWS = 5
"""Rows of a table that are seen at once."""


class Outlook(QWidget):
    """Shows the plan of an export; what the user can say to it is whether documents that are not done come too."""

    take_all = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.counts = message(self.tr("Counting…"))
        self.counts.setObjectName("exportCounts")
        self.left_out = message("")
        self.left_out.setObjectName("exportLeftOut")
        self.all_box = CheckBox(self.tr("Take them too"))
        self.all_box.setObjectName("takeNotDone")
        self.all_box.toggled.connect(self.take_all)
        self._left_out = QWidget()
        row = QHBoxLayout(self._left_out)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.left_out, 1)
        row.addWidget(self.all_box)
        self._left_out.setVisible(False)
        self.losses = LossTable()
        self.splits = SplitTable()
        self._splits_title = part(self.tr("Its parts"))
        self.first = QPlainTextEdit()
        self.first.setObjectName("exportPreview")
        make_slim(self.first)
        self.first.setAccessibleName(self.tr("The first record"))
        self.first.setReadOnly(True)
        self.first.setTabChangesFocus(True)
        self.first.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.counts)
        column.addWidget(self._left_out)
        column.addSpacing(4)
        self._fits = part(self.tr("What does not fit this format"))
        column.addWidget(self._fits)
        column.addWidget(self.losses)
        column.addWidget(self._splits_title)
        column.addWidget(self.splits)
        column.addSpacing(4)
        self._begins = part(self.tr("How it begins"))
        column.addWidget(self._begins)
        column.addWidget(self.first, 1)
        self.show_splits({})

    def show_waiting(self, words: str) -> None:
        """Say that it is being counted, or why it is not."""
        self.counts.setText(words)

    def show_nothing(self) -> None:
        """Take away what was shown of another format: of this one nothing can be said."""
        self.counts.setText("")
        self._left_out.setVisible(False)
        self._fits.setVisible(False)
        self.losses.setVisible(False)
        self.show_splits({})
        self.first.setPlainText("")

    def show_plan(self, plan: ExportReport, *, only_done: bool, all_taken: bool) -> None:
        """Show what would be written; ``only_done``: the format takes nothing else by itself."""
        self.counts.setText(counts_of(plan.documents, plan.spans))
        offered = only_done and (plan.left_out > 0 or all_taken)
        self._left_out.setVisible(plan.left_out > 0 or offered)
        self.left_out.setText(self._words(plan.left_out, only_done=only_done))
        self.all_box.setVisible(offered)
        self.all_box.blockSignals(True)
        self.all_box.setChecked(all_taken)
        self.all_box.blockSignals(False)
        self._fits.setVisible(True)
        self.losses.setVisible(True)
        self.losses.show_losses(plan.losses)
        self.show_splits(plan.splits)
        self._show_sample(plan)

    def _words(self, left_out: int, *, only_done: bool) -> str:
        if not left_out:
            return self.tr("Documents that are not done come too.")
        if only_done:
            return self.tr("%Ln document(s) that are not done are left out.", "", left_out)
        return self.tr("%Ln document(s) are left out for their status.", "", left_out)

    def show_splits(self, splits: Mapping[str, SplitCount]) -> None:
        self.splits.show_splits(splits)
        self._splits_title.setVisible(bool(splits))
        self.splits.setVisible(bool(splits))

    def _show_sample(self, plan: ExportReport) -> None:
        sample = plan.sample
        if not sample:
            sample = self.tr("This format is not plain text.") if plan.documents else self.tr("There is nothing in it.")
        text = sample[:_SHOWN] + ("…" if len(sample) > _SHOWN else "")
        if text != self.first.toPlainText():
            self.first.setPlainText("")
            self.first.setWordWrapMode(wrap_mode(text))
            # What the file holds runs from left to right, whatever letters are in it.
            option = self.first.document().defaultTextOption()
            option.setTextDirection(Qt.LayoutDirection.LeftToRight)
            self.first.document().setDefaultTextOption(option)
            self.first.setPlainText(text)


def counts_of(documents: int, spans: int) -> str:
    """How much an export holds."""
    parts = (
        QCoreApplication.translate("Outlook", "%Ln document(s)", "", documents),
        QCoreApplication.translate("Outlook", "%Ln span(s)", "", spans),
    )
    return ", ".join(parts)


class _Table(QTreeWidget):
    """Rows without headings, whose last column wraps; as high as its rows, up to a few."""

    def __init__(self, name: str, columns: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setColumnCount(columns)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setWordWrap(True)
        self.setItemDelegate(_WrappedRows(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(columns - 1, QHeaderView.ResizeMode.Stretch)
        make_slim(self)

    def add(self, words: list[str]) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, words)
        for column, text in enumerate(words):
            item.setToolTip(column, as_tooltip(text))
        return item

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height of the rows."""
        self.scheduleDelayedItemsLayout()
        rows = range(min(self.topLevelItemCount(), _ROWS))
        height = sum(self.sizeHintForRow(row) for row in rows) + 6
        if height != self.height():
            self.setFixedHeight(height)

    def sizeHintForRow(self, row: int) -> int:
        """The height of a row, by its tallest column."""
        indexes = [self.model().index(row, column) for column in range(self.columnCount())]
        return max(self.sizeHintForIndex(index).height() for index in indexes)


class _WrappedRows(RoomyRows):
    """Rows as high as their words need in the width of their column."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        table = self.parent()
        assert isinstance(table, QTreeWidget)
        if index.column() < table.columnCount() - 1 or table.isFirstColumnSpanned(index.row(), QModelIndex()):
            return size
        room = max(table.columnWidth(index.column()) - 20, 60)
        text = str(index.data() or "")
        wrapped = table.fontMetrics().boundingRect(0, 0, room, 1000, Qt.TextFlag.TextWordWrap.value, text).height()
        return QSize(60, size.height() + max(wrapped - table.fontMetrics().height(), 0))


class LossTable(_Table):
    """One row for each kind of loss: how many, and what will happen to them."""

    def __init__(self) -> None:
        super().__init__("exportLosses", 2)
        self.setAccessibleName(self.tr("What does not fit this format"))

    def show_losses(self, losses: Losses) -> None:
        """Show these; none is good news, and said."""
        self.clear()
        # What is only kept out of other programs' sight comes last, and quietly: it comes back.
        for loss, count in sorted(losses.most_common(), key=lambda item: item[0].kept):
            if count:
                what, then = loss_sentence(loss, count)
                item = self.add([what, then])
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{what}: {then}")
                if loss.kept:
                    for column in range(2):
                        item.setForeground(column, self.palette().placeholderText())
        if not self.topLevelItemCount():
            item = self.add([self.tr("Nothing is lost: this format holds everything.")])
            item.setFirstColumnSpanned(True)
        self.fit()


class SplitTable(_Table):
    """One row for each part: documents, spans, and spans by label."""

    def __init__(self) -> None:
        super().__init__("exportSplits", 3)
        self.setAccessibleName(self.tr("Its parts"))

    def show_splits(self, splits: Mapping[str, SplitCount]) -> None:
        self.clear()
        number = QLocale().toString
        for name, split in splits.items():
            labels = ", ".join(f"{label} {number(count)}" for label, count in sorted(split.labels.items()))
            self.add([name, counts_of(split.documents, split.spans), labels])
        self.fit()
