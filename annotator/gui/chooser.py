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
_INSIDE, _NOT = 4, 5
"""Ranks of a choice that holds what was typed only in the middle of a word, and of one that does not hold it."""


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
        self._choices: list[Choice] = []
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
        self._choices = list(choices)
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(prompt)
        self.list.setAccessibleName(prompt)
        self.open_with([])

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
        """Choices that hold what was typed, word for word: letters here and there would choose what nobody meant.

        A new one comes first unless a word of some choice, or of what stands behind it, begins so.
        """
        name = " ".join(typed.split())
        fits = sorted(
            (rank, place) for place, one in enumerate(self._choices) if (rank := _rank(name, one)) is not None
        )
        found = [Command(one.title, one.hint, (), one.run) for _, place in fits for one in (self._choices[place],)]
        if self._new is not None and name and all(name != one.title for one in self._choices):
            new = Command(self._new_text.format(name=name), "", (), partial(self._new, name))
            found.insert(len(found) if fits and fits[0][0] < _INSIDE else 0, new)
        self.model.set_commands(found)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.scrollToTop()
        self.place()

    def _give_back(self) -> None:
        back, self._back = self._back, None
        if back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)


def _rank(typed: str, choice: Choice) -> int:
    """How well a choice begins with what was typed, less is better."""
    wanted = typed.casefold()
    for rank, text in enumerate((choice.title.casefold(), choice.hint.casefold())):
        at = text.find(wanted)
        while at > 0 and text[at - 1].isalnum():
            at = text.find(wanted, at + 1)
        if at >= 0:
            return 2 * rank + min(at, 1)
    return _INSIDE if wanted in choice.title.casefold() else _NOT
