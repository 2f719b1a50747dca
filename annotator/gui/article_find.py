"""Finding words in the open article: where they stand, and going from one to the next."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from annotator.model.span import Extent

if TYPE_CHECKING:
    from annotator.gui.article_view import ArticleView

MOST = 20_000
"""Finds marked in one article; nobody steps through more."""


class ArticleFinder:
    """Marks every find on the page and steps through them, round and round."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._sought: tuple[int, str] | None = None
        self._finds: list[Extent] = []
        self._current = -1

    def find(self, text: str, forward: bool) -> tuple[int, int]:
        """Go to the next or previous find of ``text`` (to the first from the caret on when it is new).

        Gives the find's number from 1 and how many there are, (0, 0) for none. Offsets are code points.
        """
        document = self._view.session.document
        if document is None:
            return 0, 0
        sought = (document.id, text)
        if sought != self._sought:
            start = self._finds[self._current].start if self._is_here(document.id) else self._view.caret()
            self._finds = occurrences(document.text, text)
            self._current = bisect_left(self._finds, (start, 0)) - (not forward)
            self._sought = sought
        else:
            self._current += 1 if forward else -1
        self._current = self._current % len(self._finds) if self._finds else -1
        self._mark(self._finds, self._current)
        if self._current >= 0:
            self._view.show_extent(self._finds[self._current])
        return self._current + 1, len(self._finds)

    def _is_here(self, document: int) -> bool:
        return self._sought is not None and self._sought[0] == document and self._current >= 0

    def clear_find(self) -> None:
        """Take the marks away and select the find one stood on, so that a label key takes it."""
        document = self._view.session.document
        if document is not None and self._is_here(document.id):
            self._view.select_text(self._finds[self._current], exact=False)
            self._view.caret_moved.emit()
        self._sought = None
        self._mark([], -1)

    def _mark(self, finds: list[Extent], current: int) -> None:
        self._view.marks.finds = finds
        self._view.marks.current_find = current
        self._view.viewport().update()
        self._view.strip.refresh_soon()


def occurrences(text: str, sought: str) -> list[Extent]:
    """Where words stand in a text, whatever their case; a blank stands for any blanks and line ends.

    >>> occurrences("The lock. the  LOCK", "the lock")
    [Extent(start=0, end=8), Extent(start=10, end=19)]
    """
    words = sought.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words), re.IGNORECASE)
    found: list[Extent] = []
    for match in pattern.finditer(text):
        found.append(Extent(*match.span()))
        if len(found) == MOST:
            break
    return found
