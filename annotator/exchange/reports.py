"""What an import or an export did, for people and as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotator.model.record import Tally

if TYPE_CHECKING:
    from annotator.model.record import Problem


@dataclass(slots=True)
class ImportReport:
    """Counts of what came in, what was there already, and what was kept out and why."""

    documents: Tally = field(default_factory=Tally)
    spans: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    reviews: int = 0
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    labels: tuple[str, ...] = ()
    """Labels that were not in the scheme and were added to it."""
    files: int = 0
    """How many files were read."""
    stored: bool = False
    """False after a dry run, and when a strict import met a problem."""
    dry_run: bool = False

    @property
    def outcome(self) -> int:
        """0: all done; 1: done in part; 2: nothing done."""
        if not self.problems:
            return 0 if self.files else 2
        taken = self.documents.added + self.documents.unchanged
        return 1 if taken and (self.stored or self.dry_run) else 2

    def as_json(self) -> dict[str, Any]:
        """The shape that ``annotator import --json`` prints."""
        return {
            "documents": _tally(self.documents),
            "spans": _tally(self.spans),
            "problems": [
                {"file": problem.file, "line": problem.line or None, "reason": problem.reason}
                for problem in self.problems
            ],
            "warnings": self.warnings,
        }


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written where."""

    target: str
    format: str
    documents: int
    spans: int
    size: int
    """Bytes."""

    def as_json(self) -> dict[str, Any]:
        """The shape that ``annotator export --json`` prints."""
        return {
            "file": self.target,
            "format": self.format,
            "documents": self.documents,
            "spans": self.spans,
            "bytes": self.size,
        }


def _tally(tally: Tally) -> dict[str, int]:
    return {"added": tally.added, "unchanged": tally.unchanged, "rejected": tally.rejected}
