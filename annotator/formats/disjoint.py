"""Which of many spans can stand together, looked up in a time that does not grow with all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.model.record import RecordSpan

_CELL = 64
"""Code points a cell covers: a span is compared with those that share one of its cells."""


class Taken:
    """Spans taken so far, by the stretch of text they lie in. ``clash`` is only asked of spans that may touch."""

    def __init__(self, clash: Callable[[RecordSpan, RecordSpan], bool]) -> None:
        self._clash = clash
        self._cells: dict[int, list[RecordSpan]] = {}

    def take(self, span: RecordSpan) -> bool:
        """Take a span unless it clashes with one taken before; say whether it was taken."""
        cells = range(span.start // _CELL, (span.end - 1) // _CELL + 1)
        if any(self._clash(other, span) for cell in cells for other in self._cells.get(cell, ())):
            return False
        for cell in cells:
            self._cells.setdefault(cell, []).append(span)
        return True
