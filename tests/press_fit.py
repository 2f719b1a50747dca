"""Fit the table of strengths of the structure engine to labelled texts.

    python tests/press_fit.py GOLD.jsonl... [--save] [--rounds N]

Needs numpy and scipy, which the application does not. For every word of every labelled span the structures
around that word compete; the strengths are those that make the span likeliest (a conditional log-linear
model), kept small by a penalty that is higher for names that join two shapes. The examples of
``structure_examples.txt`` are always part of it: one sentence a line, ``[d ...]`` around a demand.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from press_share import LABELS, documents, words_of
from scipy.optimize import minimize

from annotator import resources
from annotator.model.span import Extent
from annotator.model.structure import TextStructure
from annotator.model.structure.grading import strengths
from annotator.model.structure.names import name_edges, name_looks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotator.model.scheme import Label
    from annotator.model.structure.analysis import Analysis
    from annotator.model.structure.grading import Edges

Vector = NDArray[Any]
EXAMPLES = Path(__file__).with_name("structure_examples.txt")
NAMES = {"a": "actor", "c": "claim", "t": "threat", "d": "demand", "p": "proposal"}
EXAMPLE_WEIGHT = 0.7
PENALTY = {"name": 0.4, "statement": 1.0, "request": 1.0}
JOINED = ("from ", "start ", "end ", "both ", "x ")
"""Names of two shapes together, and of what is crossed: many and rare, so kept smaller."""
JOINED_PENALTY = {"name": 8.0, "statement": 5.0, "request": 5.0}


class Stretch:
    """A stretch of tokens as matrices: every pair of a start and an end, and the names that speak for it."""

    def __init__(self, edges: Edges, looks: Callable[[int, int], Sequence[str] | None], number: dict[str, int]) -> None:
        def of(name: str) -> int:
            return number.setdefault(name, len(number))

        self.low = edges.low
        self.size = edges.high - edges.low + 1
        pairs: list[tuple[int, int]] = []
        names: list[list[int]] = []
        for start in range(self.size):
            for end in range(start + 1, self.size):
                if edges.starts[start] is None or edges.ends[end] is None:
                    continue
                found = looks(start + self.low, end + self.low)
                if found is not None:
                    pairs.append((start, end))
                    names.append([of(name) for name in found])
        self.index = {pair: place for place, pair in enumerate(pairs)}
        self.starts = np.array([start for start, _ in pairs], int)
        self.ends = np.array([end for _, end in pairs], int)
        self.of_start = self._sparse([[of(n) for n in names or ()] for names in edges.starts])
        self.of_end = self._sparse([[of(n) for n in names or ()] for names in edges.ends])
        self.of_crossed = self._sparse([[of("x " + n) for n in names] for names in edges.crossed])
        self.of_looks = self._sparse(names)

    @staticmethod
    def _sparse(lists: list[list[int]]) -> tuple[Vector, Vector]:
        rows = np.array([row for row, names in enumerate(lists) for _ in names], int)
        return rows, np.array([name for names in lists for name in names], int)

    def grades(self, strengths: Vector) -> Vector:
        """The grade of every pair."""

        def sums(sparse: tuple[Vector, Vector], size: int) -> Vector:
            return np.bincount(sparse[0], strengths[sparse[1]], size)

        start, end = sums(self.of_start, self.size), sums(self.of_end, self.size)
        crossed = np.cumsum(sums(self.of_crossed, self.size))
        looks = sums(self.of_looks, len(self.starts))
        return start[self.starts] - crossed[self.starts] + end[self.ends] + crossed[self.ends - 1] + looks

    def add_slope(self, per_pair: Vector, slope: Vector) -> None:
        """Add to the slope what a change of every pair's grade means for the strengths."""
        at_start = np.bincount(self.starts, per_pair, self.size)
        at_end = np.bincount(self.ends, per_pair, self.size)
        steps = np.bincount(self.ends - 1, per_pair, self.size) - at_start
        crossed = np.cumsum(steps[::-1])[::-1]
        for values, (rows, names) in (
            (at_start, self.of_start),
            (at_end, self.of_end),
            (crossed, self.of_crossed),
            (per_pair, self.of_looks),
        ):
            np.add.at(slope, names, values[rows])


@dataclass
class Case:
    """One word of one span: the stretches around it, the pairs that hold it, and which of them is the span."""

    weight: float
    stretches: list[tuple[Stretch, Vector]]
    wanted: tuple[int, int]


@dataclass
class Cases:
    """All cases by kind of label, and the number of each name."""

    number: dict[str, int] = field(default_factory=dict)
    by_kind: dict[str, list[Case]] = field(default_factory=lambda: {"name": [], "statement": [], "request": []})
    _known: dict[tuple[Any, ...], Stretch] = field(default_factory=dict)
    _kept: list[Analysis] = field(default_factory=list)
    """Every analysis met, so that no two ever share an identity."""

    def add(self, record: dict[str, Any], weight: float) -> None:
        structure = TextStructure(record["text"], record.get("language") or "")
        for span in record["spans"]:
            label = LABELS.get(span["label"])
            if label is not None and "fragments" not in span:
                self._add_span(structure, Extent(span["start"], span["end"]), label, weight)

    def _add_span(self, structure: TextStructure, extent: Extent, label: Label, weight: float) -> None:
        analysis = structure._analysis_at(extent.start)
        assert analysis is not None
        analysis._shape()
        self._kept.append(analysis)
        passage = analysis.passage
        first, last = passage.place_from(extent.start), passage.place_before(extent.end)
        if last is None or first >= len(passage.tokens) or passage.extent_of(first, last + 1) != extent:
            return
        points = [place for point in words_of(structure, extent) if (place := analysis.word_place(point)) is not None]
        for place in points:
            around = [stretch for stretch in self._stretches(analysis, place, label) if len(stretch.starts)]
            for choice, stretch in enumerate(around):
                pair = stretch.index.get((first - stretch.low, last + 1 - stretch.low))
                if pair is not None:
                    holding = [(s, _holding(s, place)) for s in around]
                    self.by_kind[label.kind].append(Case(weight / len(points), holding, (choice, pair)))
                    break

    def _stretches(self, analysis: Analysis, place: int, label: Label) -> Iterator[Stretch]:
        passage = analysis.passage
        first, past = passage.sentence_of(place)
        if label.kind == "name":
            edges = name_edges(passage, place, first, past)
            yield self._stretch(
                (id(analysis), "name", edges.low, edges.high), edges, lambda s, e: name_looks(passage, s, e)
            )
            return
        looks = analysis._articles_shed if "article" in label.trim else analysis._looks
        for level in analysis.levels_around(place):
            key = (id(analysis), looks.__name__, first, level)
            yield self._stretch(key, analysis.level_edges(first, past, level), looks)

    def _stretch(
        self, key: tuple[Any, ...], edges: Edges, looks: Callable[[int, int], Sequence[str] | None]
    ) -> Stretch:
        if key not in self._known:
            self._known[key] = Stretch(edges, looks, self.number)
        return self._known[key]


def _holding(stretch: Stretch, place: int) -> Vector:
    point = place - stretch.low
    return np.nonzero((stretch.starts <= point) & (stretch.ends > point))[0]


def fit(cases: list[Case], start: Vector, penalty: Vector, rounds: int) -> Vector:
    """Strengths that make the wanted structures likeliest, near ``start``."""
    scale = 1 / np.sqrt(penalty)
    stretches = {id(s): s for case in cases for s, _ in case.stretches}

    def cost(moved: Vector) -> tuple[float, Vector]:
        strengths = start + moved * scale
        grades = {key: stretch.grades(strengths) for key, stretch in stretches.items()}
        shares = {key: np.zeros(len(stretch.starts)) for key, stretch in stretches.items()}
        total = 0.5 * float(moved @ moved)
        for case in cases:
            parts = [(id(s), holding, grades[id(s)][holding]) for s, holding in case.stretches]
            top = max(part.max() for _, _, part in parts if len(part))
            norm = np.log(sum(np.exp(part - top).sum() for _, _, part in parts)) + top
            for key, holding, part in parts:
                shares[key][holding] += case.weight * np.exp(part - norm)
            choice, pair = case.wanted
            key = parts[choice][0]
            shares[key][pair] -= case.weight
            total += case.weight * float(norm - grades[key][pair])
        slope = np.zeros(len(start))
        for key, share in shares.items():
            stretches[key].add_slope(share, slope)
        return total, slope * scale + moved

    best = minimize(cost, np.zeros(len(start)), jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    print(f"{len(cases):7} words, cost {best.fun:.1f} after {best.nit} rounds")
    return start + best.x * scale


def examples() -> Iterator[dict[str, Any]]:
    """The example sentences as records; a line such as ``@de`` sets the language of those that follow."""
    language = "en"
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            language = line[1:]
        elif line:
            yield {**parsed(line), "language": language}


def parsed(line: str) -> dict[str, Any]:
    """Text and spans of one example; raises ValueError for a bracket without its partner."""
    text, spans, opened = "", [], []
    for piece in re.split(r"(\[[actdp] |\])", line):
        if re.fullmatch(r"\[[actdp] ", piece):
            opened.append((NAMES[piece[1]], len(text)))
        elif piece == "]" and opened:
            label, start = opened.pop()
            spans.append({"start": start, "end": len(text), "label": label})
        else:
            text += piece
    if opened:
        raise ValueError(f"a bracket is not closed in {line!r}")
    return {"text": text, "spans": spans}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+", help="native JSONL with labelled spans")
    parser.add_argument("--save", action="store_true", help="write resources/structure/strengths.json")
    parser.add_argument("--rounds", type=int, default=80)
    parser.add_argument("--afresh", action="store_true", help="forget the saved strengths instead of starting there")
    parser.add_argument("--keep", type=float, default=1.0, help="how hard the strengths are held where they start")
    options = parser.parse_args()
    cases = Cases()
    for record in documents(options.gold):
        cases.add(record, 1.0)
    for record in examples():
        cases.add(record, EXAMPLE_WEIGHT)

    def penalty(kind: str, factor: float = 1.0) -> Vector:
        joined = np.array([name.startswith(JOINED) for name in cases.number])
        return factor * PENALTY[kind] * np.where(joined, JOINED_PENALTY[kind], 1.0)

    def saved(kind: str) -> Vector:
        known = strengths()[kind] if not options.afresh else {}
        return np.array([known.get(name, 0.0) for name in cases.number])

    # What is not among the texts at hand was learnt from others: the saved strengths are where a fit starts, and
    # the penalty keeps them near. Requests are rare: afresh, they start from what they share with statements.
    begin = {kind: saved(kind) for kind in PENALTY}
    if options.afresh:
        both = cases.by_kind["statement"] + cases.by_kind["request"]
        begin["statement"] = begin["request"] = fit(both, saved("statement"), penalty("statement"), options.rounds)
    factors = {"name": 40.0, "statement": 1.5, "request": 1.5}
    fitted = {
        kind: fit(cases.by_kind[kind], begin[kind], penalty(kind, factor * options.keep), options.rounds)
        for kind, factor in factors.items()
    }
    table = {
        kind: {n: round(float(v), 2) for n, v in zip(cases.number, values, strict=True) if abs(v) >= 0.05}
        for kind, values in fitted.items()
    }
    print({kind: len(names) for kind, names in table.items()}, "names kept")
    if options.save:
        text = json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True)
        resources.path("structure", "strengths.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
