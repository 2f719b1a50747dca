"""What one file holds, counted while it is read, for people who decide whether to import it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.formats.base import Remark
    from annotator.model.record import Problem, Record


@dataclass(slots=True)
class Contents:
    """Counts of one file, and what its reader said about it. Documents are forgotten once they are counted."""

    documents: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    """Label -> how many spans carry it."""
    annotators: Counter[str] = field(default_factory=Counter)
    """Annotator the file names -> how many spans are theirs; spans of nobody are not in it."""
    suggestions: int = 0
    relations: int = 0
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def spans(self) -> int:
        return self.labels.total()

    def take(self, record: Record) -> None:
        """Count a document."""
        self.documents += 1
        self.labels.update(span.label for span in record.spans)
        self.annotators.update(span.annotator for span in record.spans if span.annotator)
        self.suggestions += len(record.suggestions)
        self.relations += len(record.relations)
