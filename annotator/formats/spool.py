"""Records kept on disk for a moment, for formats that have to know all labels before they write the first row."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotator.formats.base import ReadOptions, Source
from annotator.formats.files import scratch
from annotator.formats.jsonl_read import read
from annotator.formats.jsonl_write import line
from annotator.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@contextmanager
def spooled(records: Iterable[Record], seen: Callable[[Record], None]) -> Iterator[Iterator[Record]]:
    """The records once more, after ``seen`` was called with each; memory is that of one, and of their splits."""
    splits: list[str] = []
    with scratch() as path:
        with path.open("wb") as target:
            for record in records:
                seen(record)
                splits.append(record.split)
                target.write(line(record))
        with path.open("rb") as stream:
            yield _again(read(Source("scratch", stream), ReadOptions()), splits)


def _again(items: Iterator[object], splits: list[str]) -> Iterator[Record]:
    records = (item for item in items if isinstance(item, Record))
    for record, split in zip(records, splits, strict=True):
        record.split = split
        yield record
