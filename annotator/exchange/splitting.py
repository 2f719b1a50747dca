"""Splits that do not leak: train, dev and test by seed, source or date, near-duplicates on one side, with a manifest
that proves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from annotator.analysis.duplicates import THRESHOLD, groups, near_duplicates
from annotator.analysis.splits import part, part_in_order
from annotator.model.document import text_sha256
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotator.exchange.progress import Reporter
    from annotator.model.record import Record

SPLITS = ("train", "dev", "test")
MANIFEST = "manifest.json"

By = Literal["document", "source", "date"]


@dataclass(frozen=True, slots=True)
class SplitOptions:
    """How to part the documents."""

    train: float = 80
    dev: float = 10
    test: float = 10
    """Shares of the documents; they need not add up to a hundred."""
    seed: int = 1
    by: By = "document"
    """``source``: all documents of one source on one side. ``date``: the oldest to train, the newest to test."""
    threshold: float = THRESHOLD
    """How alike two texts are (0 to 1) that must not be parted."""

    @property
    def shares(self) -> dict[str, float]:
        return {"train": self.train, "dev": self.dev, "test": self.test}


@dataclass(frozen=True, slots=True)
class Plan:
    """Which document goes where, and the proof."""

    split_of: Mapping[str, str] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)


def split_options(shares: str, seed: int = 1, by: str = "document") -> SplitOptions:
    """Options from words such as ``train=80,dev=10,test=10``; InputError for anything else."""
    found: dict[str, float] = {}
    for item in shares.split(","):
        name, _, value = item.partition("=")
        try:
            share = float(value)
        except ValueError:
            share = -1
        if name.strip() not in SPLITS or not 0 <= share < float("inf"):
            raise InputError(f"“{item}” is no share of a split; write such as train=80,dev=10,test=10")
        found[name.strip()] = share
    if not sum(found.values()):
        raise InputError("a split needs a share above zero; write such as train=80,dev=10,test=10")
    if by not in ("document", "source", "date"):
        raise InputError(f"documents can be parted by document, source or date, not by “{by}”")
    return SplitOptions(found.get("train", 0), found.get("dev", 0), found.get("test", 0), seed, by)  # type: ignore[arg-type]


def plan_splits(records: Iterable[Record], options: SplitOptions, reporter: Reporter) -> Plan:
    """Decide for every record. InputError where the metadata that should part them is missing.

    Texts are held as hashes of their word runs while this runs, about as large as the texts themselves.
    """
    keys: list[str] = []
    marks: list[str] = []
    digests: list[str] = []

    def texts() -> Iterator[str]:
        for number, record in enumerate(records, 1):
            reporter.step(number, 0, "")
            keys.append(record.key)
            digests.append(record.sha256 or text_sha256(record.text))
            marks.append(_mark(record, options.by))
            yield record.text

    pairs = list(near_duplicates(texts(), options.threshold))
    by_source: dict[str, int] = {}
    same = [
        (by_source.setdefault(mark, number), number)
        for number, mark in enumerate(marks)
        if mark and options.by == "source"
    ]
    joined = groups(len(keys), [*((pair.first, pair.second) for pair in pairs), *same])
    named = [[keys[number] for number in group] for group in joined]
    if options.by == "date":
        # A group stands where its newest document does: nothing in train is newer than what test was copied from.
        newest = [max(marks[number] for number in group) for group in joined]
        order = sorted(range(len(named)), key=lambda place: (newest[place], named[place][0]))
        split_of = part_in_order([named[place] for place in order], options.shares)
    else:
        split_of = part(named, options.shares, options.seed)
    leaks = [pair for pair in pairs if split_of[keys[pair.first]] != split_of[keys[pair.second]]]
    if leaks:
        raise AssertionError(f"near-duplicates were parted: {keys[leaks[0].first]}, {keys[leaks[0].second]}")
    return Plan(
        split_of, _manifest(options, keys, digests, split_of, [group for group in named if len(group) > 1], pairs)
    )


def _mark(record: Record, by: By) -> str:
    """What decides where a document goes, besides its text."""
    if by == "document":
        return ""
    value = next((record.meta[name] for name in _KEYS[by] if record.meta.get(name)), None)
    if value is None:
        raise InputError(
            f"the document “{record.key}” has no {by} in its metadata, by which it could be parted; part by document"
        )
    return str(value)


_KEYS: dict[By, tuple[str, ...]] = {
    "source": ("source", "outlet", "publisher", "publication", "newspaper"),
    "date": ("date", "published", "publication_date", "dateCreated", "created"),
}
"""What metadata call them."""


def _manifest(
    options: SplitOptions,
    keys: list[str],
    digests: list[str],
    split_of: Mapping[str, str],
    together: list[list[str]],
    pairs: list[Any],
) -> dict[str, Any]:
    return {
        "shares": options.shares,
        "seed": options.seed,
        "by": options.by,
        "near_duplicates": {
            "from_similarity": options.threshold,
            "pairs": [
                {"documents": [keys[pair.first], keys[pair.second]], "similarity": round(pair.similarity, 4)}
                for pair in pairs
            ],
            "pairs_parted": 0,
        },
        "kept_together": together,
        "documents": {
            split: [
                {"id": key, "sha256": digest}
                for key, digest in zip(keys, digests, strict=True)
                if split_of[key] == split
            ]
            for split in SPLITS
        },
    }
