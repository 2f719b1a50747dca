"""What an export wrote: how much, what proves it, what was lost, where it lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.dialogs.export_outlook import LossTable, SplitTable, counts_of
from annotator.gui.dialogs.frame import message, part

if TYPE_CHECKING:
    from annotator.exchange import ExportReport


class ResultPage(QWidget):
    """The words of a finished export."""

    def __init__(self, report: ExportReport) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        size = QLocale().formattedDataSize(report.size)
        result = message(f"{counts_of(report.documents, report.spans)}, {size}")
        result.setObjectName("exportResult")
        column.addWidget(result)
        proof = message(self.tr("%Ln span(s) read back and found right.", "", report.proven))
        proof.setObjectName("exportProof")
        column.addWidget(proof)
        if report.left_out:
            column.addWidget(message(self.tr("%Ln document(s) left out for their status.", "", report.left_out)))
        where = message(report.target, muted=True)
        where.setObjectName("exportWhere")
        column.addWidget(where)
        if report.losses:
            column.addWidget(part(self.tr("What did not fit this format")))
            losses = LossTable()
            losses.show_losses(report.losses)
            column.addWidget(losses)
        if report.splits:
            column.addWidget(part(self.tr("Its parts")))
            splits = SplitTable()
            splits.show_splits(report.splits)
            column.addWidget(splits)
        if report.report:
            column.addWidget(
                message(self.tr("The report lies beside it: {name}").format(name=Path(report.report).name), muted=True)
            )
        column.addStretch(1)
