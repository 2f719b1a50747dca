"""Parting documents into train, dev and test: by seed, with what belongs together on one side."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def part(groups: Sequence[Sequence[str]], shares: Mapping[str, float], seed: int) -> dict[str, str]:
    """Key of a document -> the split it goes to; the keys of a group go to the same.

    ``shares`` are the wanted parts of all documents, in order; they need not add up to one. Groups come in an order
    that depends on the seed and their keys alone, so that adding a document elsewhere moves few others; large ones
    first, each to the split that lacks most of its share.
    """
    total = sum(len(group) for group in groups)
    whole = sum(shares.values())
    wanted = {split: total * share / whole for split, share in shares.items() if share > 0}
    has = dict.fromkeys(wanted, 0)
    found: dict[str, str] = {}
    for group in sorted(groups, key=lambda group: (-len(group), _shuffled(min(group), seed))):
        split = max(wanted, key=lambda split: (wanted[split] - has[split]) / wanted[split])
        has[split] += len(group)
        found.update(dict.fromkeys(group, split))
    return found


def part_in_order(groups: Sequence[Sequence[str]], shares: Mapping[str, float]) -> dict[str, str]:
    """The same for groups that come in an order that counts, such as of time: the first go to the first split."""
    total = sum(len(group) for group in groups)
    whole = sum(shares.values())
    found: dict[str, str] = {}
    names = [split for split, share in shares.items() if share > 0]
    bound, index, done = total * shares[names[0]] / whole, 0, 0
    for group in groups:
        # A group goes where its middle lies.
        while index + 1 < len(names) and done + len(group) / 2 > bound:
            index += 1
            bound += total * shares[names[index]] / whole
        done += len(group)
        found.update(dict.fromkeys(group, names[index]))
    return found


def _shuffled(key: str, seed: int) -> bytes:
    return sha256(f"{seed}\n{key}".encode("utf-8", "surrogatepass")).digest()
