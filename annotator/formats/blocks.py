"""Text from blocks: paragraphs parted by a blank line, items and rows by a line break, cells by a tab.

What stands between blocks is said as they come and only written once text follows, so that empty blocks leave
nothing behind.
"""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[ \t\r\n\f]+")
"""What HTML takes for one blank; a no-break space stays what it is."""

LINE, PARAGRAPH = 1, 2
"""How many line breaks part two blocks."""


class Blocks:
    """Collects text; ``text()`` gives what was collected."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._words: list[str] = []
        self._breaks = 0
        self._tabs = 0
        self._cell_begins = False

    def say(self, words: str) -> None:
        """Add words to the current block; runs of blanks in it become one."""
        self._words.append(words)

    def say_exactly(self, words: str) -> None:
        """Add words whose blanks and line breaks count."""
        self._flush()
        if words.strip():
            self._write(words.replace("\r\n", "\n"))

    def part(self, breaks: int) -> None:
        """Let what follows be another block, ``LINE`` or ``PARAGRAPH`` apart."""
        self._flush()
        if not self._cell_begins:
            self._breaks = max(self._breaks, breaks)
            self._tabs = 0

    def begin_row(self) -> None:
        self.part(LINE)

    def begin_cell(self, *, first: bool) -> None:
        """A cell stands a tab behind the one before it in its row; its first block stands on the row's line."""
        self._flush()
        if not first:
            self._tabs += 1
        self._cell_begins = True

    def end_cell(self) -> None:
        self._flush()
        if not self._cell_begins:
            self._breaks = 0
        self._cell_begins = False

    def text(self) -> str:
        self._flush()
        return "".join(self._done)

    def _flush(self) -> None:
        words = _BLANKS.sub(" ", "".join(self._words)).strip(" ")
        self._words.clear()
        if words:
            self._write(words)

    def _write(self, words: str) -> None:
        if self._done:
            self._done.append("\n" * self._breaks + "\t" * self._tabs or "\n")
        self._done.append(words)
        self._breaks = self._tabs = 0
        self._cell_begins = False
