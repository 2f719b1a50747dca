"""What an import or an export did, for people and as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotator.formats.fitting import Losses
from annotator.model.record import Tally

if TYPE_CHECKING:
    from annotator.exchange.contents import Contents
    from annotator.model.record import Problem


@dataclass(slots=True)
class ImportReport:
    """Counts of what came in, what was there already, and what was kept out and why."""

    documents: Tally = field(default_factory=Tally)
    spans: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    suggestions: Tally = field(default_factory=Tally)
    reviews: int = 0
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    labels: tuple[str, ...] = ()
    """Labels that were not in the scheme and were added to it."""
    relation_types: tuple[str, ...] = ()
    """Relation types that were added to it."""
    attributes: tuple[str, ...] = ()
    """Attributes that were added to it."""
    files: int = 0
    """How many files were read."""
    stored: bool = False
    """False after a dry run, and when a strict import met a problem."""
    dry_run: bool = False
    contents: dict[str, Contents] = field(default_factory=dict)
    """Of a dry run, what each file holds, by its name."""

    @property
    def outcome(self) -> int:
        """0: all done; 1: done in part; 2: nothing done."""
        if not self.problems:
            return 0 if self.files else 2
        taken = self.documents.added + self.documents.unchanged
        return 1 if taken and (self.stored or self.dry_run) else 2

    def as_json(self) -> dict[str, Any]:
        """The shape that ``annotator import --json`` prints; relations and suggestions only if there are any."""
        more = {"relations": self.relations, "suggestions": self.suggestions}
        return {
            "documents": _tally(self.documents),
            "spans": _tally(self.spans),
            **{name: _tally(tally) for name, tally in more.items() if tally},
            "problems": [
                {"file": problem.file, "line": problem.line or None, "reason": problem.reason}
                for problem in self.problems
            ],
            "warnings": self.warnings,
        }


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written where, what the format could not hold, and what proves that the rest is there."""

    target: str
    """Empty for a plan: nothing was written."""
    format: str
    documents: int
    spans: int
    size: int
    """Bytes."""
    losses: Losses = field(default_factory=Losses)
    """What the format cannot hold, counted."""
    left_out: int = 0
    """Documents that are not in it because of their status."""
    proven: int = 0
    """Spans that, read back, stand on the same characters as in the project: all, or there is no export."""
    files: tuple[str, ...] = ()
    """The files of an export that is a folder, by their paths in it."""
    splits: dict[str, SplitCount] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    report: str = ""
    """Where this report was written."""
    beside: tuple[str, ...] = ()
    """Everything that was written beside the export: the report, and what the other tool needs besides."""
    sample: str = ""
    """Of a plan, how the export begins."""

    def as_json(self) -> dict[str, Any]:
        """The shape that ``annotator export --json`` prints and the report beside an export has."""
        return {
            "file": self.target,
            "format": self.format,
            "settings": self.settings,
            "documents": self.documents,
            "spans": self.spans,
            "bytes": self.size,
            "left_out": self.left_out,
            "read_back": self.proven,
            "losses": [
                {"what": loss.one, "count": count, "then": loss.then}
                for loss, count in self.losses.most_common()
                if count
            ],
            "splits": {name: split.as_json() for name, split in self.splits.items()},
            "files": list(self.files),
        }


@dataclass(slots=True)
class SplitCount:
    """What one part of an export holds."""

    documents: int = 0
    spans: int = 0
    labels: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"documents": self.documents, "spans": self.spans, "labels": dict(sorted(self.labels.items()))}


def _tally(tally: Tally) -> dict[str, int]:
    return {"added": tally.added, "unchanged": tally.unchanged, "rejected": tally.rejected}
