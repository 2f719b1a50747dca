"""Where a name can begin and end (N1 to N8), around one token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.structure.grading import Edges

if TYPE_CHECKING:
    from annotator.model.structure.passage import Passage

_REACH = 14
"""So many tokens a name can run to each side of the point."""
_WALLS = frozenset({
    "semicolon", "colon", "stop", "dots", "dash", "quote_open", "quote_close", "bracket_open", "bracket_close", "mark",
    "auxiliary", "modal", "judge", "say", "tell", "that", "subordinator", "pronoun", "relative", "negation", "to",
})  # fmt: skip
"""No name runs over one of these."""


def name_edges(passage: Passage, place: int, first: int, past: int) -> Edges:
    """The edges of the stretch that a name around a token can take, inside the sentence ``[first, past)``."""
    low, high = _stretch(passage, place, first, past)
    edges = Edges.empty(low, high)
    tokens = passage.tokens
    for gap in range(low, high + 1):
        before = _shape(passage, gap - 1)
        here = _shape(passage, gap)
        if gap < high and tokens[gap].is_word and here not in {"genitive", "article"}:
            edges.start(gap, "at " + here, "after " + before, pair=f"start {before} {here}")
            _detail_start(passage, edges, gap)
        if gap > low and tokens[gap - 1].is_word and before not in {"genitive", "article", "of"}:
            edges.end(gap, "last " + before, "before " + here, pair=f"end {before} {here}")
            _detail_end(passage, edges, gap)
    return edges


def _detail_start(passage: Passage, edges: Edges, gap: int) -> None:
    """What lies one further to the left can decide: ``of the | rescue crews``, ``ministers of | Brenn``."""
    before = _shape(passage, gap - 1)
    if before in {"of", "article", "conjunction", "genitive", "comma"}:
        edges.start(gap, pair=f"start {_shape(passage, gap - 2)} {before} {_shape(passage, gap)}")


def _detail_end(passage: Passage, edges: Edges, gap: int) -> None:
    """And one further to the right: ``crews | of the``, ``army | and navy``."""
    here = _shape(passage, gap)
    if here in {"of", "article", "conjunction", "genitive", "comma", "preposition"}:
        edges.end(gap, pair=f"end {_shape(passage, gap - 1)} {here} {_shape(passage, gap + 1)}")


def name_looks(passage: Passage, first: int, past: int) -> tuple[str, ...]:
    """What a name looks like as a whole: its length, its first and last shape together, what is in it."""
    size = past - first
    shapes = {passage.tokens[place].shape for place in range(first, past)}
    looks = ["words " + (str(size) if size < 5 else "5-7" if size < 8 else "8+")]
    looks.append(f"both {_shape(passage, first)} {_shape(passage, past - 1)}")
    if size == 1:
        looks.append("alone " + _shape(passage, first))
    looks.extend(
        "holds " + shape for shape in ("comma", "conjunction", "of", "preposition", "genitive") if shape in shapes
    )
    if not shapes & {"cap", "acronym", "Group", "groups", "group", "title", "Title", "plural", "pronoun"}:
        looks.append("no noun of names")
    return tuple(looks)


def _shape(passage: Passage, place: int) -> str:
    if 0 <= place < len(passage.tokens):
        shape = passage.tokens[place].shape
        if shape == "initial":
            return "cap"
        return shape
    return "edge"


def _stretch(passage: Passage, place: int, first: int, past: int) -> tuple[int, int]:
    tokens, level = passage.tokens, passage.level
    if tokens[place].shape in _WALLS:
        return place, place + 1
    low = place
    while (
        low > first and place - low < _REACH and level[low - 1] == level[place] and tokens[low - 1].shape not in _WALLS
    ):
        low -= 1
    high = place + 1
    while high < past and high - place < _REACH and level[high] == level[place] and tokens[high].shape not in _WALLS:
        high += 1
    return low, high
