"""The proof of an export: read back what was written, and compare.

Of each record that was written only three numbers are kept, so that the proof takes no memory for texts. They are
Python's own hashes, which are the same within one run of the program and need not be outside.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import orjson

from annotator.formats.base import ReadOptions, Source
from annotator.model.errors import InputError, StorageError
from annotator.model.record import Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.exchange.outgoing import Outgoing
    from annotator.model.record import RecordSpan


class Trace(NamedTuple):
    """What a record leaves behind to be known again by."""

    text: int
    spans: int
    rest: int
    length: int
    """How many spans it has."""


_PARTS = {"text": "its text", "spans": "its spans", "rest": "what is said of it", "length": "the number of its spans"}


def trace_of(record: Record) -> Trace:
    """The trace of a record; equal for records that say the same, whatever order their spans stand in."""
    spans = record.spans
    if any(span.extra or span.attributes for span in spans):
        spans = [_hashable(span) for span in spans]
    return Trace(hash(record.text), hash(tuple(sorted(spans))), hash(_rest(record)), len(spans))


def _hashable(span: RecordSpan) -> RecordSpan:
    return span._replace(extra=_bytes(span.extra), attributes=_bytes(span.attributes))  # type: ignore[arg-type]


def _rest(record: Record) -> bytes:
    relations = sorted(
        _bytes(
            [
                relation.type,
                record.spans[relation.head - 1][:5],
                record.spans[relation.tail - 1][:5],
                relation.annotator,
                relation.extra or None,
            ]
        )
        for relation in record.relations
    )
    reviews = sorted(_bytes([*review[:3], review.extra or None, review.read_to]) for review in record.reviews)
    suggestions = sorted(_bytes(list(suggestion)) for suggestion in record.suggestions)
    actors = sorted(_bytes(list(actor)) for actor in record.actors)
    head = _bytes([record.key, record.title, record.language, record.meta, record.extra, record.quotes])
    return b"\n".join([head, *relations, *reviews, *suggestions, *actors])


def _bytes(value: object) -> bytes:
    # Named tuples are tuples to everybody but orjson.
    return orjson.dumps(value, default=list, option=orjson.OPT_SORT_KEYS) if value else b""


def prove(outgoing: Outgoing, path: Path, name: str) -> None:
    """Read the export at ``path`` back and compare it with what was to be written; say in ``outgoing.proven`` how many
    spans were found on their characters. StorageError, naming the document, where anything differs."""
    if not outgoing.format.gives_back(outgoing.write_options):
        return
    waiting = dict(outgoing.expected)
    for item in _read_back(outgoing, path):
        if isinstance(item, Problem):
            raise _failure(name, f"{item.place} cannot be read ({item.reason})")
        expected = waiting.pop(item.key, None)
        if expected is None:
            raise _failure(name, f"a document “{item.key}” is in it twice, or should not be there")
        found = trace_of(item)
        if found != expected:
            what = next(_PARTS[part] for part in Trace._fields if getattr(found, part) != getattr(expected, part))
            raise _failure(name, f"of the document “{item.key}” {what} came out differently")
        outgoing.proven += found.length
    if waiting:
        raise _failure(name, f"the document “{next(iter(waiting))}” is missing")


def _failure(name: str, what: str) -> StorageError:
    return StorageError(
        f"{name} was not written: read back, {what}; that is a fault of this program, please report it,"
        " and export in another format meanwhile"
    )


def _read_back(outgoing: Outgoing, path: Path) -> Iterator[Record | Problem]:
    options = ReadOptions(settings=outgoing.options.settings)
    for source_path in _parts(outgoing, path):
        stream = io.BytesIO() if source_path.is_dir() else source_path.open("rb")
        with stream, io.BufferedReader(stream) as buffered:
            try:
                for item in outgoing.format.read(Source(path.name, buffered, source_path), options):
                    if isinstance(item, Record | Problem):
                        yield item
            except InputError as error:
                yield Problem(source_path.name, 0, str(error), "file")


def _parts(outgoing: Outgoing, path: Path) -> list[Path]:
    """What has to be read: the file or folder, or one for each split."""
    if outgoing.options.split is None or outgoing.format.splits:
        return [path]
    from annotator.exchange.splitting import SPLITS

    suffix = "" if outgoing.format.folder else outgoing.suffix
    return [part for split in SPLITS if (part := path / (split + suffix)).exists()]
