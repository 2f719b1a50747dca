"""The records of an export on their way out: filtered, fitted to the format, counted, and remembered for the proof."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotator.exchange.reading_back import Trace, trace_of
from annotator.exchange.reports import SplitCount
from annotator.exchange.splitting import MANIFEST, SPLITS, Plan, plan_splits
from annotator.formats.base import Piece, WriteOptions
from annotator.formats.fitting import Losses
from annotator.store import details, queries
from annotator.store.records import iter_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.exchange.exporting import ExportOptions
    from annotator.exchange.progress import Reporter
    from annotator.formats.base import Format
    from annotator.model.record import Record
    from annotator.store.project import Project

_SAMPLE = 4_000
"""Characters of an export that a preview shows."""


class Outgoing:
    """One export. ``records`` may be gone through several times; what it counts is of the last time."""

    def __init__(self, project: Project, format: Format, options: ExportOptions, reporter: Reporter, name: str) -> None:
        self.format = format
        self.options = options
        self.write_options = WriteOptions(options.settings, details.scheme(project), project.path.stem)
        self.is_folder = format.folder or options.split is not None
        self.suffix = format.suffixes[0] if format.suffixes else ""
        self.files: tuple[str, ...] = ()
        self.proven = 0
        self.losses = Losses()
        self.documents = self.spans = self.left_out = 0
        self.splits: dict[str, SplitCount] = {}
        self.expected: dict[str, Trace] = {}
        """Key of a document -> what it has to be when it is read back."""
        self._project = project
        self._reporter = reporter
        self._name = name
        self._total = len(queries.document_ids(project, None))
        self._plan = Plan()
        if options.split is not None:
            self._plan = plan_splits(self._stored(), options.split, reporter)
            self.splits = {split: SplitCount() for split in SPLITS}

    def records(self, only: str = "") -> Iterator[Record]:
        """Every record as the format can hold it; with ``only``, those of this split."""
        fit, step, options = self.format.fit, self._reporter.step, self.write_options
        for number, stored in enumerate(self._stored(), 1):
            step(number, self._total, self._name)
            split = self._plan.split_of.get(stored.key, "")
            if only and split != only:
                continue
            record = fit(stored, options, self.losses)
            record.split = split
            self._count(record)
            yield record

    def pieces(self) -> Iterator[bytes | Piece]:
        """The bytes of the file, or the files of the folder."""
        write = self.format.write
        if self.options.split is None:
            yield from write(self.records(), self.write_options)
            return
        if self.format.splits:
            yield from write(self.records(), self.write_options)
        else:
            for split in SPLITS:
                for piece in write(self.records(split), self.write_options):
                    if isinstance(piece, bytes):
                        yield Piece(split + self.suffix, piece)
                    else:
                        yield Piece(f"{split}/{piece.file}", piece.data)
        manifest = self._plan.manifest | {
            "counts": {split: count.as_json() for split, count in self.splits.items()},
        }
        yield Piece(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2).encode() + b"\n")

    def sample(self) -> str:
        """How the export begins: the first record as it would be written."""
        losses = Losses()
        for stored in self._stored():
            record = self.format.fit(stored, self.write_options, losses)
            data = b""
            for piece in self.format.write([record], self.write_options):
                name = b"" if isinstance(piece, bytes) else f"== {piece.file}\n".encode()
                data += name + (piece if isinstance(piece, bytes) else piece.data + b"\n")
                if len(data) > 4 * _SAMPLE:
                    break
            if b"\0" in data[:_SAMPLE]:
                return ""
            return data.decode("utf-8", "replace")[:_SAMPLE].rstrip("\n")
        return ""

    def _stored(self) -> Iterator[Record]:
        options = self.options
        statuses = options.wanted_statuses(self.format)
        found = 0
        for record in iter_records(
            self._project, annotators=options.annotators, statuses=statuses, labels=options.labels
        ):
            found += 1
            yield record
        self.left_out = self._total - found if statuses else 0

    def _count(self, record: Record) -> None:
        self.documents += 1
        self.spans += len(record.spans)
        self.expected[record.key] = trace_of(record)
        if record.split:
            count = self.splits[record.split]
            count.documents += 1
            count.spans += len(record.spans)
            for span in record.spans:
                count.labels[span.label] = count.labels.get(span.label, 0) + 1
