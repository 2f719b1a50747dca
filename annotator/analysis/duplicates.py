"""Near-duplicate texts, such as one wire report in several papers.

A text is the set of its shingles: runs of five words, folded to lower case. Two texts are near-duplicates when
the smaller set lies in the larger one to at least a threshold (containment; a shortened copy is a copy) or their
Jaccard similarity reaches it. Candidates are found by sketches: of each set the smallest hashes are kept (a
bottom-k sketch: Cohen and Kaplan, "Summarizing data using bottom-k sketches", PODC 2007); texts that share any of
them are compared by their whole sets. So what is reported is exact; what could be missed are pairs whose sketches
share nothing, for k = 64 and a similarity of 0.5 one pair in more than 10^15.
"""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict
from heapq import nsmallest
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

import regex  # type: ignore[import-untyped, unused-ignore]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

SHINGLE = 5
"""Words of a shingle. Scripts without blanks between words are taken character by character, 10 to a shingle."""
SKETCH = 64
THRESHOLD = 0.5
"""Similarity from which two articles count as copies of one. Of independent news articles on one event, shingles
of five words hardly ever reach a tenth."""

_MOST_COMPARED = 40
"""As many texts that share a shingle are compared each with each."""

_WORDS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]|[\p{L}\p{M}\p{N}]+")
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


class Pair(NamedTuple):
    """Two texts, by their number, and how alike they are (0 to 1)."""

    first: int
    second: int
    similarity: float


def shingles(text: str) -> frozenset[int]:
    """Hashes of the runs of words of a text; of a text shorter than one run, of the whole."""
    words = _WORDS.findall(text.casefold())
    length = 2 * SHINGLE if words and len(_WIDE.findall(text)) * 2 > len(words) else SHINGLE
    if len(words) <= length:
        return frozenset((_hash(" ".join(words)),)) if words else frozenset()
    return frozenset(_hash(" ".join(words[place : place + length])) for place in range(len(words) - length + 1))


def _hash(words: str) -> int:
    """64 bits that are the same in every run and on every machine."""
    data = words.encode("utf-8", "surrogatepass")
    return zlib.crc32(data) << 32 | zlib.crc32(data, 0x9E3779B9)


def similarity(one: Set[int], other: Set[int]) -> float:
    """The larger of Jaccard similarity and, for a text of some length, how far it is contained in the other."""
    if not one or not other:
        return 0.0
    shared = len(one & other)
    smaller = min(len(one), len(other))
    jaccard = shared / (len(one) + len(other) - shared)
    return max(jaccard, shared / smaller) if smaller >= SKETCH // 2 else jaccard


def near_duplicates(texts: Iterable[str], threshold: float = THRESHOLD) -> Iterator[Pair]:
    """Pairs of texts that are alike to at least ``threshold``, each pair once, the earlier text first.

    Of a passage that stands in very many texts, each is compared with the one before and the one after it alone;
    so a report printed by hundreds of papers is one group still, though not every pair in it is named.
    """
    sets: list[array[int]] = []
    sketched: set[int] = set()
    for text in texts:
        own = shingles(text)
        sketched.update(nsmallest(SKETCH, own))
        sets.append(array("Q", own))
    # A shortened copy has other smallest hashes than its original, but those it has stand in the original too.
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, kept in enumerate(sets):
        for value in sketched.intersection(kept):
            holders[value].append(number)
    compared: set[tuple[int, int]] = set()
    for numbers in holders.values():
        for pair in combinations(numbers, 2) if len(numbers) <= _MOST_COMPARED else pairwise(numbers):
            if pair not in compared:
                compared.add(pair)
                alike = similarity(frozenset(sets[pair[0]]), frozenset(sets[pair[1]]))
                if alike >= threshold:
                    yield Pair(*pair, alike)


def groups(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The numbers below ``count``, joined into groups by pairs; each sorted, in order of its first."""
    parent = list(range(count))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    found: dict[int, list[int]] = {}
    for number in range(count):
        found.setdefault(root(number), []).append(number)
    return list(found.values())
