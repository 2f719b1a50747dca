"""From boundaries with strengths to a nested chain of extents around a point.

A *stretch* is a run of tokens in which every gap between two tokens can be the start of a structure, its
end, or be crossed by it. What speaks for each is named (``Edges``); the table of strengths
(``resources/structure/strengths.json``) says how much each name weighs. The grade of a structure is the sum
over its two ends and everything it crosses. Grades become shares, and the chain is the nested path whose first
three steps have the largest shares.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from math import exp
from typing import TYPE_CHECKING

from annotator import resources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Run = tuple[int, int]
"""Token places ``[first, past the last)``."""

NAME_STEPS = (1.0, 0.55, 0.4)
STATEMENT_STEPS = (1.0, 0.7, 0.55)
"""What reaching a span is worth at the first press, the second, the third."""
_EDGES = 16
"""So many starts and so many ends are paired."""
_BEST = 24
"""So many candidates are weighed against each other."""


@dataclass
class Edges:
    """What speaks for a start before, an end before, and against crossing each place of a stretch.

    Lists run over the places ``low`` to ``high`` (both included); None is no candidate.
    """

    low: int
    high: int
    starts: list[list[str] | None]
    ends: list[list[str] | None]
    crossed: list[list[str]]

    @classmethod
    def empty(cls, low: int, high: int) -> Edges:
        size = high - low + 1
        return cls(low, high, [None] * size, [None] * size, [[] for _ in range(size)])

    def start(self, place: int, *names: str, pair: str = "") -> None:
        """Let a structure start with the token at a place; every name but ``pair`` also weighs against crossing."""
        self._note(self.starts, place, names, pair)

    def end(self, place: int, *names: str, pair: str = "") -> None:
        """Let a structure end before the token at a place; likewise."""
        self._note(self.ends, place, names, pair)

    def _note(self, where: list[list[str] | None], place: int, names: Iterable[str], pair: str) -> None:
        if not self.low <= place <= self.high:
            return
        index = place - self.low
        known = where[index]
        if known is None:
            known = where[index] = []
        known.extend(names)
        if pair:
            known.append(pair)
        self.crossed[index].extend(names)


@cache
def strengths() -> dict[str, dict[str, float]]:
    """The table of strengths: kind of structure -> name -> weight."""
    table: dict[str, dict[str, float]] = json.loads(resources.read_text("structure", "strengths.json"))
    return table


@dataclass
class Graded:
    """The edges of a stretch with their strengths summed up, ready to grade any structure in it."""

    edges: Edges
    table: dict[str, float]
    starts: list[float | None] = field(default_factory=list)
    ends: list[float | None] = field(default_factory=list)
    sums: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        get = self.table.get
        total = 0.0
        for names in self.edges.crossed:
            total += sum(get("x " + name, 0.0) for name in names)
            self.sums.append(total)
        self.starts = [None if n is None else sum(get(name, 0.0) for name in n) for n in self.edges.starts]
        self.ends = [None if n is None else sum(get(name, 0.0) for name in n) for n in self.edges.ends]

    def around(self, place: int, shape: Callable[[int, int], Sequence[str] | None]) -> list[tuple[float, Run]]:
        """Every structure that holds the token at a place, with its grade; ``shape`` names what it looks like
        as a whole, None if it is none."""
        low, get, sums = self.edges.low, self.table.get, self.sums
        here = place - low
        # What a start or an end costs on its own up to the point decides which are looked at in pairs.
        starts = sorted(((g - sums[s], s) for s in range(here + 1) if (g := self.starts[s]) is not None), reverse=True)
        ends = sorted(
            ((g + sums[e - 1], e) for e in range(here + 1, len(self.ends)) if (g := self.ends[e]) is not None),
            reverse=True,
        )
        found: list[tuple[float, Run]] = []
        for start, s in starts[:_EDGES]:
            for end, e in ends[:_EDGES]:
                looks = shape(s + low, e + low)
                if looks is not None:
                    found.append((start + end + sum(get(name, 0.0) for name in looks), (s + low, e + low)))
        return found


def best_path(graded: Iterable[tuple[float, Run]], steps: Sequence[float]) -> list[Run]:
    """The nested path whose steps have the largest shares, each weighed by what a step is worth."""
    ranked = sorted(graded, reverse=True)[:_BEST]
    if not ranked:
        return []
    top = ranked[0][0]
    shares = {run: exp(grade - top) for grade, run in ranked}
    total = sum(shares.values())
    runs = sorted(shares, key=lambda run: run[1] - run[0])
    value: dict[tuple[Run, int], tuple[float, tuple[Run, ...]]] = {}
    for step in range(len(steps) - 1, -1, -1):
        for run in runs:
            later: tuple[float, tuple[Run, ...]] = (0.0, ())
            if step + 1 < len(steps):
                later = max((value[outer, step + 1] for outer in runs if holds(outer, run)), default=(0.0, ()))
            value[run, step] = (steps[step] * shares[run] / total + later[0], (run, *later[1]))
    return list(max(value[run, 0] for run in runs)[1])


def holds(outer: Run, inner: Run) -> bool:
    """Whether a run holds another and more."""
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def nested_below(graded: Iterable[tuple[float, Run]], first: Run) -> list[Run]:
    """A nested path of structures inside the first guess, smallest first."""
    ranked = sorted(graded, reverse=True)
    path: list[Run] = []
    outer = first
    for _ in range(4):
        inner = next((run for _, run in ranked if holds(outer, run)), None)
        if inner is None:
            break
        path.insert(0, inner)
        outer = inner
    return path


def nested_above(graded: Iterable[tuple[float, Run]], last: Run, count: int) -> list[Run]:
    """A nested path of structures around the last guess, smallest first."""
    ranked = sorted(graded, reverse=True)
    path: list[Run] = []
    inner = last
    for _ in range(count):
        outer = next((run for _, run in ranked if holds(run, inner)), None)
        if outer is None:
            break
        path.append(outer)
        inner = outer
    return path
