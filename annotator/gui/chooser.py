"""A sheet like the command palette that asks for one thing out of a list, or for a new one typed into it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt

from annotator.gui.palette import MARGIN, ROWS, Command, CommandPalette

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

_WIDTH = 340
_BELOW = 4


class Choice(NamedTuple):
    """One line: what is chosen, what stands behind it in a quiet voice, and what choosing it does."""

    title: str
    hint: str
    run: Callable[[], object]


class Chooser(CommandPalette):
    """Asks, and goes at Esc; the focus goes back to where it was."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("chooser")
        self._window = window
        self._near: QRect | None = None
        self._back: QWidget | None = None
        self._titles: frozenset[str] = frozenset()
        self._new_text = ""
        self._new: Callable[[str], object] | None = None
        self.closed.connect(self._give_back)

    def ask(
        self,
        prompt: str,
        choices: Sequence[Choice],
        *,
        near: QWidget | None = None,
        back: QWidget | None = None,
        new_text: str = "",
        new: Callable[[str], object] | None = None,
    ) -> None:
        """Open with these choices; ``new`` gets what was typed where that is none of them (``new_text`` with {name}).

        It stands below ``near``, else in the upper middle of the window; ``back`` gets the focus afterwards.
        """
        self._near = QRect(near.mapTo(self._window, QPoint(0, 0)), near.size()) if near is not None else None
        self._back = back or near
        self._new_text, self._new = new_text, new
        self._titles = frozenset(choice.title for choice in choices)
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(prompt)
        self.list.setAccessibleName(prompt)
        self.open_with([Command(choice.title, choice.hint, (), choice.run) for choice in choices])

    def place(self) -> None:
        """Below what it was opened from, within the window."""
        room = self._window.size()
        width = min(_WIDTH, room.width() - 2 * MARGIN)
        row = round(self.fontMetrics().height() * 1.9)
        rows = min(ROWS, self.model.rowCount())
        height = self.field.sizeHint().height() + row * rows + (3 if rows else 2) * MARGIN
        self.list.setVisible(rows > 0)
        x, y = (room.width() - width) // 2, 56
        if self._near is not None:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            x = self._near.left() if mirrored else self._near.right() - width
            y = self._near.bottom() + _BELOW
        height = min(height, room.height() - 2 * MARGIN)
        x = max(MARGIN, min(x, room.width() - width - MARGIN))
        y = max(MARGIN, min(y, room.height() - height - MARGIN))
        self.setGeometry(x, y, width, height)

    def _filter(self, typed: str) -> None:
        self.model.filter(typed)
        name = " ".join(typed.split())
        if self._new is not None and name and name not in self._titles:
            self.model.append(Command(self._new_text.format(name=name), "", (), partial(self._new, name)))
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.scrollToTop()
        self.place()

    def _give_back(self) -> None:
        back, self._back = self._back, None
        if back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)
