"""Spans as tags on tokens, and back: IOB1, IOB2, BIOES, BILOU, BMES and IO.

A run is ``(first token, past its last token, label)``. Runs to be written share no token.

======  ===========================================================  ====================
scheme  first, inner, last token of a run                            a run of one token
======  ===========================================================  ====================
iob2    B I I                                                        B
iob1    I I I; B only right after another run of the same label      I, or B as beside
bioes   B I E                                                        S
bilou   B I L                                                        U
bmes    B M E                                                        S
io      I I I                                                        I
======  ===========================================================  ====================

All but ``io`` without prefixes are read by one rule, so nothing has to be found out about a file: B, S and U begin a
run; I, M, E and L go on with an open run of their label, and begin one where there is none; E, L, S and U end it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OUTSIDE = "O"
UNREAD = "-"
"""The tag of a token that nobody has read: neither in a span nor known to be in none (spaCy reads it so too)."""
WRITTEN = ("iob2", "iob1", "bioes", "bilou", "io")

_BEGIN = frozenset("BSU")
_END = frozenset("ELSU")
_PREFIXES = frozenset("BIMELSU")
_NOTHING = frozenset((OUTSIDE, UNREAD, "_", ""))

_LETTERS = {"iob2": "BIIB", "bioes": "BIES", "bilou": "BILU", "bmes": "BMES", "io": "IIII", "iob1": "IIII"}
"""For each scheme the letter of a run's first, inner and last token, and of one alone."""


class Run(NamedTuple):
    """A stretch of tokens with a label."""

    first: int
    past: int
    label: str


def encoded(runs: Iterable[Run], count: int, scheme: str = "iob2", fill: str = OUTSIDE) -> list[str]:
    """One tag for each of ``count`` tokens; ``fill`` where there is no run."""
    tags = [fill] * count
    begin, inner, end, alone = tuple(_LETTERS[scheme])
    before: Run | None = None
    for run in sorted(runs):
        tags[run.first] = f"{begin if run.past - run.first > 1 else alone}-{run.label}"
        for place in range(run.first + 1, run.past):
            tags[place] = f"{inner if place < run.past - 1 else end}-{run.label}"
        if scheme == "iob1" and before and before.past == run.first and before.label == run.label:
            tags[run.first] = f"B-{run.label}"
        before = run
    return tags


def parted(tag: str, *, bare: bool = False) -> tuple[str, str]:
    """A tag's letter and label: both empty outside, ``I`` for a label without a prefix.

    ``bare`` takes the whole tag for a label, unless it begins with ``I-``.
    """
    if tag in _NOTHING:
        return "", ""
    if tag[:1] in _PREFIXES and not (bare and tag[0] != "I"):
        if tag[1:2] == "-":
            return tag[0], tag[2:]
        if len(tag) == 1 and not bare:
            return tag, ""
    return "I", tag


def decoded(tags: Sequence[str], scheme: str = "auto") -> list[Run]:
    """The runs of a sentence's tags. A tag that is a prefix alone gives a run with an empty label."""
    bare = scheme == "io"
    runs: list[Run] = []
    first, label, is_open = 0, "", False
    for place, tag in enumerate(tags):
        letter, name = parted(tag, bare=bare)
        if is_open and (not letter or letter in _BEGIN or name != label):
            runs.append(Run(first, place, label))
            is_open = False
        if letter and not is_open:
            first, label, is_open = place, name, True
        if letter in _END and letter:
            runs.append(Run(first, place + 1, label))
            is_open = False
    if is_open:
        runs.append(Run(first, len(tags), label))
    return runs


def looks_tagged(tags: Iterable[str]) -> bool:
    """Whether all are tags with a prefix, or ``O``, and one at least is of either kind."""
    found = list(tags)
    return bool(found) and all(tag in _NOTHING or (tag[:1] in _PREFIXES and tag[1:2] == "-") for tag in found)
