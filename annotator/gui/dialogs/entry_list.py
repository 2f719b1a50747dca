"""A list of sentences to read, scroll and copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QPalette
from PySide6.QtWidgets import QAbstractItemView, QListWidget

from annotator.gui.scroll_bar import make_slim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

LISTED = 2000
"""Sentences that are shown; nobody reads further."""


class EntryList(QListWidget):
    """Sentences that wrap; Ctrl+C copies those that are selected, or all."""

    def __init__(self, name: str, title: str, entries: Sequence[str] = ()) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        make_slim(self)
        self.setWordWrap(True)
        self.setSpacing(4)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.addItems(entries[:LISTED])

    def show_entries(self, entries: Sequence[str]) -> None:
        """Show these instead; the place stays if they are the same."""
        shown = entries[:LISTED]
        if [self.item(row).text() for row in range(self.count())] != list(shown):
            self.clear()
            self.addItems(shown)

    def words(self) -> str:
        """What is selected, else everything, one sentence a line."""
        items = [self.item(row) for row in range(self.count())]
        chosen = [item for item in items if item.isSelected()] or items
        return "\n".join(item.text() for item in chosen)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
