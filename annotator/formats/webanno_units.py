"""Where an annotation of tokens and their parts lies in the text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.formats.tokens import tokens
from annotator.formats.tokens_fit import Places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.formats.beside import Pieces


@lru_cache(maxsize=4)
def _places(text: str) -> Places:
    """The tokens of a text; the last few are kept, since a text's spans come one after the other."""
    return Places(tokens(text))


def pieces(units: Iterable[tuple[int, int, int]]) -> Pieces:
    """The stretches of units (number of its token, start, end), joined where no token lies between two. Empty if none
    of them has any width."""
    joined: list[list[int]] = []
    for token, start, end in sorted(units):
        if start >= end:
            continue
        if joined and token <= joined[-1][0] + 1:
            joined[-1] = [token, joined[-1][1], max(end, joined[-1][2])]
        else:
            joined.append([token, start, end])
    return tuple((start, end) for _, start, end in joined)


def trimmed(text: str, made: Pieces) -> Pieces:
    """The one stretch that is shown of a span: from its first to its last character that is in a token. Empty if it
    has none."""
    words = tokens(text)
    start, end = made[0][0], made[-1][1]
    first, past = _places(text).run(start, end)
    if first >= past:
        return ()
    return ((max(start, words[first].start), min(end, words[past - 1].end)),)
