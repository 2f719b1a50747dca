"""Records kept on disk for a moment, for formats that have to know all labels before they write the first row."""

from __future__ import annotations

import pickle
from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotator.formats.files import scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotator.model.record import Record


@contextmanager
def spooled(records: Iterable[Record], seen: Callable[[Record], None]) -> Iterator[Iterator[Record]]:
    """The records once more, after ``seen`` was called with each; memory is that of one."""
    with scratch() as path:
        with path.open("wb") as target:
            count = 0
            for record in records:
                seen(record)
                pickle.dump(record, target, pickle.HIGHEST_PROTOCOL)
                count += 1
        with path.open("rb") as stream:
            # Our own file in a private folder, gone when the block ends.
            yield (pickle.load(stream) for _ in range(count))
