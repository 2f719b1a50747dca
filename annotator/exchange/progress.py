"""How long work says where it is, and hears that it is no longer wanted."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.model.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

_INTERVAL = 0.05
"""Seconds between two reports: often enough to look alive, seldom enough to cost nothing."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How much is done of how much: bytes when reading, documents when writing."""

    done: int
    total: int
    what: str
    """The file that is being read or written."""


@dataclass(slots=True)
class Reporter:
    """Passes progress on now and then, and asks at each step whether to go on."""

    progress: Callable[[Progress], None] | None
    cancelled: Callable[[], bool] | None
    sentence: str
    """What to say when the work was stopped."""
    _next: float = field(default=0.0)
    _all_said: bool = field(default=False)
    """That it is done was said: the last megabyte of a file may hold thousands of steps."""

    def step(self, done: int, total: int, what: str) -> None:
        """Report if it is time to; Cancelled if the work is no longer wanted."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled(self.sentence)
        if self.progress is None:
            return
        now = time.monotonic()
        if now >= self._next or (done >= total and not self._all_said):
            self._next = now + _INTERVAL
            self._all_said = done >= total
            self.progress(Progress(min(done, total), total, what))
