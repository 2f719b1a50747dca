"""Bytes made wrong, the same way for the same seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

ODD_NUMBERS = (0, 1, 2, 10, 13, 32, 34, 92, 0x7F, 0x80, 0xC0, 0xE0, 0xED, 0xF0, 0xFE, 0xFF)
ODD_WORDS = (b"\0" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\0\0\0\1", b"\xff\xff\xff\xfe")
LARGEST = 200_000


def mutated(data: bytes, pieces: Sequence[bytes], chance: random.Random) -> bytes:
    """The data with one to some ten changes. ``pieces`` are words that mean something in it."""
    made = bytearray(data)
    for _ in range(1 << chance.randrange(4)):
        chance.choice(_WAYS)(made, pieces, chance)
        del made[LARGEST:]
    return bytes(made)


def _place(made: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(made) + 1)


def _flip(made: bytearray, _: Sequence[bytes], chance: random.Random) -> None:
    if made:
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)


def _set(made: bytearray, _: Sequence[bytes], chance: random.Random) -> None:
    if made:
        made[chance.randrange(len(made))] = chance.choice(ODD_NUMBERS)


def _word(made: bytearray, _: Sequence[bytes], chance: random.Random) -> None:
    place = _place(made, chance)
    made[place : place + 4] = chance.choice(ODD_WORDS)


def _insert(made: bytearray, pieces: Sequence[bytes], chance: random.Random) -> None:
    place = _place(made, chance)
    made[place:place] = chance.choice(pieces) if pieces else chance.randbytes(4)


def _replace(made: bytearray, pieces: Sequence[bytes], chance: random.Random) -> None:
    place = _place(made, chance)
    piece = chance.choice(pieces) if pieces else chance.randbytes(4)
    made[place : place + len(piece)] = piece


def _cut(made: bytearray, _: Sequence[bytes], chance: random.Random) -> None:
    place = _place(made, chance)
    del made[place : place + chance.choice((1, 2, 10, 1000))]


def _double(made: bytearray, _: Sequence[bytes], chance: random.Random) -> None:
    place = _place(made, chance)
    made[place:place] = made[place : place + chance.choice((1, 2, 10, 1000))] * chance.choice((1, 2, 30))


def _end(made: bytearray, _: Sequence[bytes], chance: random.Random) -> None:
    del made[_place(made, chance) :]


_WAYS = (_flip, _flip, _set, _set, _word, _insert, _insert, _replace, _replace, _cut, _double, _end)


def with_pages(data: bytes, page: int, chance: random.Random) -> bytes:
    """A database with some of its pages or bytes wrong."""
    made = bytearray(data)
    pages = len(made) // page
    for _ in range(1 << chance.randrange(4)):
        at, other = chance.randrange(pages) * page, chance.randrange(pages) * page
        way = chance.randrange(10)
        if way == 0:
            made[at : at + page], made[other : other + page] = made[other : other + page], made[at : at + page]
        elif way == 1:
            made[at : at + page] = made[other : other + page]
        elif way == 2:
            made[at : at + page] = bytes(page)
        elif way == 3:  # the head of a page: its kind, its cells, where they lie
            made[at + chance.randrange(12)] = chance.randrange(256)
        elif way == 4:  # a cell's place
            spot = at + 8 + 2 * chance.randrange(40)
            made[spot : spot + 2] = chance.randbytes(2)
        elif way == 5:  # the head of the file
            made[chance.randrange(16, 100)] = chance.randrange(256)
        elif way == 6:
            spot = chance.randrange(len(made) - 4)
            made[spot : spot + 4] = chance.choice(ODD_WORDS)
        elif way == 7:
            spot = at + chance.randrange(page - 4)
            made[spot : spot + 4] = (chance.randrange(pages) + 1).to_bytes(4, "big")
        else:
            made[chance.randrange(len(made))] = chance.randrange(256)
    if chance.random() < 0.03:
        del made[chance.randrange(len(made)) :]
    return bytes(made)
