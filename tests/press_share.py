"""Measure point and press: how many presses of its label's key reach each labelled span exactly.

    python tests/press_share.py GOLD.jsonl... [--misses N] [--json] [--label L] [--language LL]

GOLD is native JSONL. The label's key is pressed on one word of a span: the first press takes the first guess,
each further press the next larger structure. The share of spans reached is given for the best word, the
first word, and any word of the span (the mean over its words), by label and by language.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from annotator.model.scheme import DEFAULT_LABELS, Label
from annotator.model.span import Extent
from annotator.model.structure import TextStructure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PRESSES = 3
LABELS = {label.name: label for label in DEFAULT_LABELS}


@dataclass
class Tally:
    """Spans counted, and the shares reached by word and number of presses, summed."""

    spans: int = 0
    best: list[float] = field(default_factory=lambda: [0.0] * PRESSES)
    first: list[float] = field(default_factory=lambda: [0.0] * PRESSES)
    any: list[float] = field(default_factory=lambda: [0.0] * PRESSES)

    def add(self, presses: list[int]) -> None:
        """Count one span by the presses each of its words needs (0: not reached)."""
        self.spans += 1
        for press in range(1, PRESSES + 1):
            hits = [0 < needed <= press for needed in presses]
            self.best[press - 1] += any(hits)
            self.first[press - 1] += hits[0]
            self.any[press - 1] += sum(hits) / len(hits)

    def shares(self) -> dict[str, list[float]]:
        return {
            name: [round(value / max(self.spans, 1), 4) for value in getattr(self, name)]
            for name in ("best", "first", "any")
        }


@dataclass(frozen=True)
class Miss:
    """A span that some words do not reach."""

    share: float
    label: str
    wanted: str
    taken: str
    context: str


def words_of(structure: TextStructure, extent: Extent) -> list[int]:
    """A point in each word of a span."""
    points: list[int] = []
    point = extent.start
    while point < extent.end:
        word = structure.word_at(point)
        if word is None:
            point += 1
        else:
            points.append(max(word.start, extent.start))
            point = max(word.end, point + 1)
    return points


def presses_needed(structure: TextStructure, point: int, label: Label, wanted: Extent) -> int:
    """How often the label's key is pressed at a point until the span is taken; 0 if three do not do."""
    chain = structure.chain(point, label)
    for press, extent in enumerate(chain.extents[chain.first : chain.first + PRESSES], 1):
        if extent == wanted:
            return press
    return 0


def documents(paths: Iterable[str]) -> Iterator[dict[str, object]]:
    for path in paths:
        with Path(path).open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def measure(
    records: Iterable[dict[str, object]], *, label_name: str = "", language: str = ""
) -> tuple[dict[str, Tally], list[Miss]]:
    """Tallies by ``all``, label, language and ``language label``; and the spans missed."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    misses: list[Miss] = []
    for record in records:
        text, code = str(record["text"]), str(record.get("language") or "")
        if language and code != language:
            continue
        structure = TextStructure(text, code)
        for span in record["spans"]:  # type: ignore[attr-defined]
            label = LABELS.get(span["label"])
            if label is None or "fragments" in span or (label_name and span["label"] != label_name):
                continue
            wanted = Extent(span["start"], span["end"])
            points = words_of(structure, wanted)
            if not points:
                continue
            needed = [presses_needed(structure, point, label, wanted) for point in points]
            for key in ("all", label.name, code, f"{code} {label.name}"):
                tallies[key].add(needed)
            if not all(needed):
                lost = points[needed.index(0)]
                misses.append(_miss(structure, text, lost, label, wanted, needed))
    return tallies, misses


def _miss(structure: TextStructure, text: str, point: int, label: Label, wanted: Extent, needed: list[int]) -> Miss:
    chain = structure.chain(point, label)
    taken = [text[s:e] for s, e in chain.extents[chain.first : chain.first + PRESSES]]
    word = structure.word_at(point)
    return Miss(
        share=sum(map(bool, needed)) / len(needed),
        label=label.name,
        wanted=text[wanted.start : wanted.end],
        taken=f"at {text[slice(*word)] if word else ''!r}: " + " | ".join(taken),
        context=text[max(wanted.start - 90, 0) : wanted.start] + "⟦…⟧" + text[wanted.end : wanted.end + 50],
    )


def print_table(tallies: dict[str, Tally]) -> None:
    print(f"{'':22}{'spans':>6}   best word 1/2/3     first word 1/2/3    any word 1/2/3")
    order = ["all", *LABELS, *sorted(key for key in tallies if key != "all" and key not in LABELS)]
    for key in order:
        if key in tallies:
            shares = tallies[key].shares()
            columns = "   ".join(" ".join(f"{100 * v:5.1f}" for v in shares[n]) for n in ("best", "first", "any"))
            print(f"{key:22}{tallies[key].spans:6}   {columns}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+", help="native JSONL with labelled spans")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list N spans that were missed")
    parser.add_argument("--label", default="", help="only spans of this label")
    parser.add_argument("--language", default="", help="only documents in this language")
    parser.add_argument("--json", action="store_true", help="print the shares as JSON")
    options = parser.parse_args()
    tallies, misses = measure(documents(options.gold), label_name=options.label, language=options.language)
    if options.json:
        print(json.dumps({key: {"spans": t.spans, **t.shares()} for key, t in tallies.items()}, indent=1))
    else:
        print_table(tallies)
    for miss in misses[: options.misses]:
        print(f"\n[{miss.label} {miss.share:.0%}] {miss.wanted}\n   took {miss.taken}\n   in {miss.context!r}")


if __name__ == "__main__":
    main()
