"""One paragraph's chains: which nested extents each kind of label takes around each word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.model.span import Extent
from annotator.model.structure.attribution import attributions
from annotator.model.structure.grading import (
    NAME_STEPS,
    STATEMENT_STEPS,
    Edges,
    Graded,
    best_path,
    holds,
    nested_above,
    nested_below,
    strengths,
)
from annotator.model.structure.language import BIT
from annotator.model.structure.names import name_edges, name_looks
from annotator.model.structure.runs import is_clause, run_looks
from annotator.model.structure.shapes import NAME_SHAPES, give_shapes
from annotator.model.structure.statements import statement_edges

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.model.scheme import Kind, Label
    from annotator.model.structure.grading import Run
    from annotator.model.structure.passage import Passage

_OPENINGS = frozenset({
    "that after say", "that after say far", "said name", "said other", "said then", "position", "ask to", "ask that",
    "ask preposition", "ask addressee to", "after attribution front",
})  # fmt: skip
"""What the rules note where a statement begins that a reader may want to jump to."""
_NAMING = NAME_SHAPES | {"Group", "groups", "group", "Title", "title"}
_BEFORE_NAME = _NAMING | {"origin"}
Level = int | tuple[int, int]
"""The number of a quotation, -1 for none, or two quotations that an attribution parts."""
_OUTER = 3
"""So many larger structures follow the third press before the sentence."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Structures around a point, strictly growing and nested; ``first`` is the index of the first guess.

    Without a word at the point ``extents`` is empty.
    """

    extents: tuple[Extent, ...]
    first: int


class Analysis:
    """A paragraph and the chains found in it so far."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self._shaped = False
        self._edges: dict[int, Edges] = {}
        self._graded: dict[tuple[str, int, Level], Graded] = {}
        self._paths: dict[tuple[str, int, bool], tuple[list[Run], int]] = {}
        self._parted: dict[int, list[tuple[int, int]]] = {}
        self._starts: list[int] | None = None

    # Tokens

    def start_of(self, place: int) -> int:
        return self.passage.tokens[place].start

    def end_of(self, place: int) -> int:
        return self.passage.tokens[place].end

    def word_place(self, point: int) -> int | None:
        """Index of the word that covers a code point; the possessive 's belongs to the word before it."""
        place = self.passage.place_at(point)
        if place is None or not self.passage.tokens[place].is_word:
            return None
        return place - 1 if self._is_genitive(place) else place

    def word_extent(self, place: int) -> Extent:
        """Code points of a token, its possessive 's with it."""
        tokens = self.passage.tokens
        end = place + 1
        if end < len(tokens) and self._is_genitive(end):
            end += 1
        return Extent(tokens[place].start, tokens[end - 1].end)

    def _is_genitive(self, place: int) -> bool:
        return self.passage.tokens[place].suffix

    def begins_token(self, point: int) -> bool:
        place = self.passage.place_at(point)
        return place is None or self.start_of(place) == point

    def ends_token(self, point: int) -> bool:
        place = self.passage.place_at(point - 1)
        return place is None or self.end_of(place) == point

    # Trimming

    def shed(self, first: int, past: int, label: Label) -> Run | None:
        """A run of tokens without what the label sheds at its ends (S9); None when nothing is left."""
        return self._shed(first, past, articles="article" in label.trim, possessive="possessive" in label.trim)

    def _shed(self, first: int, past: int, *, articles: bool, possessive: bool) -> Run | None:
        tokens = self.passage.tokens
        run = self.passage.trimmed(first, past)
        while run is not None:
            first, past = run
            if articles and past - first > 1 and tokens[first].classes & BIT["article"]:
                first += 1
            elif possessive and self._is_genitive(past - 1):
                past -= 1
            else:
                return run
            run = self.passage.trimmed(first, past)
        return None

    # Chains

    def chain(self, place: int, label: Label) -> Chain:
        """The chain of a label around a word, trimmed as the label wants it."""
        path, guess = self._path(place, label.kind, articles="article" in label.trim)
        wanted = path[guess] if path else (place, place + 1)
        extents: list[Extent] = []
        first = 0
        for run in path:
            clause = label.kind == "request" and is_clause(self.passage, *run)
            shed = self._shed(
                *run, articles="article" in label.trim and not clause, possessive="possessive" in label.trim
            )
            if shed is None or not shed[0] <= place < shed[1]:
                continue
            extent = self.passage.extent_of(*shed)
            if not extents or (extent.covers(extents[-1]) and extent != extents[-1]):
                extents.append(extent)
            if run == wanted:
                first = len(extents) - 1
        if not extents:
            return Chain((self.passage.extent_of(place, place + 1),), 0)
        return Chain(tuple(extents), first)

    def growth(self, place: int) -> tuple[Extent, ...]:
        """Space's chain: the word, the name, the clauses, the quotation, the sentence, the paragraph."""
        names, name = self._path(place, "name", articles=True)
        clauses, clause = self._path(place, "statement", articles=False)
        sentence = self.passage.inner_sentence(place)
        runs = [(place, place + 1), *names[: name + 2], *clauses[clause:], *self._quotations(place), sentence]
        runs += [self.passage.sentence_of(place), (0, len(self.passage.tokens))]
        extents = [self.word_extent(place)]
        for run in sorted(runs, key=lambda run: run[1] - run[0]):
            trimmed = self.passage.trimmed(*run, connectives=False)
            extent = self.passage.extent_of(*trimmed) if trimmed else extents[-1]
            if extent.covers(extents[-1]) and extent != extents[-1]:
                extents.append(extent)
        return tuple(extents)

    def starts(self) -> list[int]:
        """Code points where a name or a statement begins, in order."""
        if self._starts is None:
            self._shape()
            found = set()
            for first, past in self.passage.sentences:
                edges = self._sentence_edges(first, past)
                for place in range(first, past):
                    names = edges.starts[place - first]
                    if self._name_begins(place) or (names and self._statement_begins(names)):
                        found.add(self.start_of(place))
            self._starts = sorted(found)
        return self._starts

    def _name_begins(self, place: int) -> bool:
        tokens = self.passage.tokens
        before = tokens[place - 1].shape if place else ""
        shape = tokens[place].shape
        if shape == "origin":
            return place + 1 < len(tokens) and tokens[place + 1].shape in _NAMING and before not in _BEFORE_NAME
        return shape in _NAMING and before not in _BEFORE_NAME

    @staticmethod
    def _statement_begins(names: Iterable[str]) -> bool:
        return any(name in _OPENINGS or name.startswith("quote full") for name in names)

    def _shape(self) -> None:
        if not self._shaped:
            give_shapes(self.passage)
            self._shaped = True

    def _path(self, place: int, kind: Kind, *, articles: bool) -> tuple[list[Run], int]:
        """The untrimmed chain around a word and the index of its first guess."""
        key = (kind, place, articles)
        if key not in self._paths:
            self._shape()
            first, past = self.passage.sentence_of(place)
            if kind == "name":
                graded = self.name_candidates(place)
            else:
                graded = self.statement_candidates(place, kind, articles=articles)
            steps = NAME_STEPS if kind == "name" else STATEMENT_STEPS
            self._paths[key] = self._assembled(graded, best_path(graded, steps), place, (first, past))
        return self._paths[key]

    def _assembled(
        self, graded: list[tuple[float, Run]], path: list[Run], place: int, sentence: Run
    ) -> tuple[list[Run], int]:
        word = (place, place + 1)
        path = path or [word]
        below = nested_below(graded, path[0])
        above = nested_above(graded, path[-1], _OUTER)
        runs = [*below, *path, *above]
        if runs[0] != word:
            runs.insert(0, word)
        for outer in (
            *self._quotations(place),
            self.passage.inner_sentence(place),
            sentence,
            (0, len(self.passage.tokens)),
        ):
            if holds(outer, runs[-1]):
                runs.append(outer)
        return runs, runs.index(path[0])

    def _quotations(self, place: int) -> list[Run]:
        """Contents of the quotations around a word, the inner first."""
        return [
            (pair.opening + 1, min(pair.closing, len(self.passage.tokens)))
            for pair in reversed(self.passage.pairs)
            if pair.holds(place)
        ]

    # Candidates

    def name_candidates(self, place: int) -> list[tuple[float, Run]]:
        """Every name that can be taken around a word, with its grade."""
        first, past = self.passage.sentence_of(place)
        graded = Graded(name_edges(self.passage, place, first, past), strengths()["name"])
        return graded.around(place, lambda begin, end: name_looks(self.passage, begin, end))

    def statement_candidates(self, place: int, kind: str, *, articles: bool) -> list[tuple[float, Run]]:
        """Every statement or request that can be taken around a word, with its grade."""
        first, past = self.passage.sentence_of(place)
        found: list[tuple[float, Run]] = []
        for level in self.levels_around(place):
            graded = self._graded_level(first, past, kind, level)
            found += graded.around(place, self._articles_shed if articles else self._looks)
        return found

    def _looks(self, first: int, past: int) -> tuple[str, ...]:
        return run_looks(self.passage, first, past)

    def _articles_shed(self, first: int, past: int) -> tuple[str, ...] | None:
        """None for a noun phrase that begins with its article: the label sheds it."""
        if self.passage.tokens[first].shape == "article" and not is_clause(self.passage, first, past):
            return None
        return run_looks(self.passage, first, past)

    def levels_around(self, place: int) -> list[Level]:
        """Levels of quotation around a word, the innermost first, -1 for outside of all; and any two quotations
        that an attribution parts."""
        passage = self.passage
        around: list[Level] = [n for n in range(len(passage.pairs) - 1, -1, -1) if passage.pairs[n].holds(place)]
        parted = self._parted_quotations(*passage.sentence_of(place))
        return [
            *around,
            -1,
            *((a, b) for a, b in parted if passage.pairs[a].opening < place < passage.pairs[b].closing),
        ]

    def _parted_quotations(self, first: int, past: int) -> list[tuple[int, int]]:
        """Pairs of quotations with an attribution between them (S16): ``"We will," he said, "stay."``"""
        known = self._parted.get(first)
        if known is None:
            known = []
            for zone in attributions(self.passage, first, past):
                closing, opening = zone.first - 1, zone.past
                if closing > first and self.passage.tokens[closing].shape == "comma":
                    closing -= 1
                while opening < past and self.passage.tokens[opening].shape in {"comma", "colon"}:
                    opening += 1
                before, after = self.passage.number_marked(closing), self.passage.number_marked(opening)
                if before is not None and after is not None and before < after:
                    known.append((before, after))
            self._parted[first] = known
        return known

    def _sentence_edges(self, first: int, past: int) -> Edges:
        known = self._edges.get(first)
        if known is None:
            known = self._edges[first] = statement_edges(self.passage, first, past)
        return known

    def _parted_edges(self, level: tuple[int, int]) -> Edges:
        """The structures from inside a quotation to inside the next: whole, or up to a sentence's end."""
        before, after = self.passage.pairs[level[0]], self.passage.pairs[level[1]]
        end = min(after.closing, len(self.passage.tokens))
        while end > after.opening + 2 and not self.passage.tokens[end - 1].is_word:
            end -= 1
        edges = Edges.empty(before.opening + 1, end)
        edges.start(before.opening + 1, "first of two quotations")
        edges.end(end, "second of two quotations")
        for place in range(before.opening + 1, end - 1):
            if self.passage.stops[place] and self.passage.level[place] == level[0]:
                edges.start(place + 1, "first of two quotations")
            elif self.passage.stops[place] and self.passage.level[place] == level[1]:
                edges.end(place, "second of two quotations")
        return edges

    def _graded_level(self, first: int, past: int, kind: str, level: Level) -> Graded:
        key = (kind, first, level)
        if key not in self._graded:
            self._graded[key] = Graded(self.level_edges(first, past, level), strengths()[kind])
        return self._graded[key]

    def level_edges(self, first: int, past: int, level: Level) -> Edges:
        """A sentence's edges as seen from one level of quotation: what is quoted deeper counts for nothing (S8)."""
        edges = self._sentence_edges(first, past)
        if isinstance(level, tuple):
            return self._parted_edges(level)
        levels = self.passage.level
        seen = Edges.empty(first, past)
        for place in range(first, past + 1):
            index = place - first
            here = place < past and levels[place] == level
            before = place > first and levels[place - 1] == level
            if here:
                seen.starts[index] = edges.starts[index]
            if before:
                seen.ends[index] = edges.ends[index]
            if here and before:
                seen.crossed[index] = edges.crossed[index]
        return seen
