"""Records to the files of a dataset folder: data by split, then the card that names, counts and checks them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from annotator.formats.base import MEGABYTE, Piece
from annotator.formats.details import one_line
from annotator.formats.files import chunks, scratch
from annotator.formats.hf_card import Sum, Written, card
from annotator.formats.hf_features import Column, as_arrow, columns
from annotator.formats.hf_rows_write import row
from annotator.formats.spool import spooled
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from annotator.formats.base import WriteOptions
    from annotator.model.record import Record

_GROUP = 8 * MEGABYTE
"""Characters of text, with what was made of them, that are gathered for one row group."""


def arrow() -> Any:  # noqa: ANN401  # a library without which we are installed
    """pyarrow, with its Parquet."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise InputError('pyarrow is not installed; pip install "annotator[parquet]" brings it') from error
    return pyarrow


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[Piece]:
    """Yield pieces of the data files, and README.md at the end. The same records give the same bytes."""
    parquet = options.settings.get("files", "jsonl") == "parquet"
    size = _shard_size(options) if parquet else 0
    labels = dict.fromkeys(label.name for label in options.scheme.labels)
    more: set[str] = set()

    def note(record: Record) -> None:
        more.update(span.label for span in record.spans)

    written = Written()
    with spooled(records, note) as again:
        names = [*labels, *sorted(more - labels.keys())]
        found = columns(names)
        if parquet:
            yield from _parquet(again, found, names, written, size)
        else:
            yield from _lines(again, names, written)
    yield Piece("README.md", card(written, found, names, options))


def _shard_size(options: WriteOptions) -> int:
    asked = options.settings.get("shard-size", "500")
    if not re.fullmatch("[1-9][0-9]{0,5}", asked):
        raise InputError(f"the shard size “{asked}” is not a number of megabytes, such as 500")
    return int(asked) * MEGABYTE


def _split(record: Record) -> str:
    return record.split or "train"


def _lines(records: Iterator[Record], labels: list[str], written: Written) -> Iterator[Piece]:
    sums: dict[str, Sum] = {}
    for record in records:
        split = _split(record)
        name = f"data/{split}.jsonl"
        if name not in sums:
            sums[name] = Sum()
            written.files[name] = split
        written.count(record, split)
        yield Piece(name, sums[name].add((one_line(row(record, labels)) + "\n").encode()))
    if not sums:
        written.files["data/train.jsonl"] = "train"
        sums["data/train.jsonl"] = Sum()
        yield Piece("data/train.jsonl", b"")
    written.sums = {name: str(sum_) for name, sum_ in sums.items()}


def _parquet(
    records: Iterator[Record], found: tuple[Column, ...], labels: list[str], written: Written, size: int
) -> Iterator[Piece]:
    """Shards are named by how many there are of a split, so that they are kept on disk until that is known."""
    pyarrow = arrow()
    schema = as_arrow(found, pyarrow)
    with scratch() as place:
        shards: dict[str, _Shards] = {}
        for record in records:
            split = _split(record)
            if split not in shards:
                shards[split] = _Shards(place.with_name(f"{len(shards)}"), pyarrow, schema, size)
            written.count(record, split)
            shards[split].add(row(record, labels), len(record.text))
        if not shards:
            shards["train"] = _Shards(place.with_name("0"), pyarrow, schema, size)
        for split, of in shards.items():
            paths = of.finished()
            for number, path in enumerate(paths):
                name = f"data/{split}-{number:05d}-of-{len(paths):05d}.parquet"
                written.files[name] = split
                sum_ = Sum()
                for data in chunks(path):
                    yield Piece(name, sum_.add(data))
                written.sums[name] = str(sum_)


class _Shards:
    """The Parquet files of one split; the next is begun when one has reached its size."""

    def __init__(self, stem: Path, pyarrow: Any, schema: Any, size: int) -> None:  # noqa: ANN401
        self._stem = stem
        self._pyarrow = pyarrow
        self._schema = schema
        self._size = size
        self._paths: list[Path] = []
        self._writer: Any = None
        self._rows: list[dict[str, Any]] = []
        self._gathered = 0

    def add(self, values: dict[str, Any], characters: int) -> None:
        self._rows.append(values)
        # A row is some ten times its text in memory: tokens, offsets, a tag for each label.
        self._gathered += 10 * characters
        if self._gathered >= min(_GROUP, self._size):
            self._flush()

    def _flush(self) -> None:
        if self._writer is None:
            self._paths.append(self._stem.with_name(f"{self._stem.name}-{len(self._paths)}"))
            self._writer = self._pyarrow.parquet.ParquetWriter(self._paths[-1], self._schema)
        self._writer.write_table(self._pyarrow.Table.from_pylist(self._rows, schema=self._schema))
        self._rows, self._gathered = [], 0
        if self._paths[-1].stat().st_size >= self._size:
            self._close()

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def finished(self) -> list[Path]:
        if self._rows or not self._paths:
            self._flush()
        self._close()
        return self._paths
