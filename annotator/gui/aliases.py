"""Other names of an actor, folded away below it in a span's details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.gui.fact_rows import FactField
from annotator.gui.panel_frame import ElidedLabel, IconButton, empty
from annotator.gui.span_history import Disclosure

if TYPE_CHECKING:
    from annotator.gui.session import Session
    from annotator.model.actor import Actor


class Aliases(QWidget):
    """Other names of the actor, folded away."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actor: Actor | None = None
        self.button = Disclosure(self.tr("Also known as"), self)
        self._list = QVBoxLayout()
        self._list.setSpacing(1)
        self._inside = QWidget(self)
        self.field = FactField(self)
        self.field.setPlaceholderText(self.tr("Another name"))
        self.field.setAccessibleName(self.tr("Another name"))
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(16, 0, 0, 2)
        inside.setSpacing(3)
        inside.addLayout(self._list)
        inside.addWidget(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.button)
        column.addWidget(self._inside)
        self._inside.hide()
        self.button.toggled.connect(self._inside.setVisible)
        self.field.typed.connect(self._add)
        self.field.left.connect(self.left)

    def show_actor(self, actor: Actor | None, *, mine: bool) -> None:
        """List the other names of an actor; nothing for none."""
        self.setVisible(actor is not None)
        if actor == self._actor:
            return
        self._actor = actor
        empty(self._list)
        aliases = actor.aliases if actor is not None else ()
        count = self.locale().toString(len(aliases))
        title = self.tr("Also known as ({count})").format(count=count) if aliases else self.tr("Also known as")
        self.button.setText(title)
        self.button.setAccessibleName(title)
        self.button.updateGeometry()
        for alias in aliases:
            self._list.addWidget(self._row(alias))

    def _row(self, alias: str) -> QWidget:
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ElidedLabel(alias, scale=0.92), 1)
        cross = IconButton("clear", self.tr("Forget the name {name}").format(name=alias), size=10)
        cross.clicked.connect(lambda: self._remove(alias))
        row.addWidget(cross)
        return whole

    def _add(self, alias: str) -> None:
        self.field.restore("")
        if self._actor is not None and alias.strip():
            self._session.details.add_alias(self._actor, alias)

    def _remove(self, alias: str) -> None:
        if self._actor is not None:
            self._session.details.remove_alias(self._actor, alias)
