"""Lines of an ``.ann`` file, each to what it says; offsets and ids are not looked at yet.

The grammar is that of brat's own parser: a tab after the id and before the text, single blanks in between. Blank
lines are passed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from annotator.formats.brat_names import unescaped
from annotator.model.errors import InputError

LINE = re.compile(r"(?:[TREAMN]\S*|#\S*|\*)\t\S+ \S")
"""How any line begins."""

_ARGUMENT = re.compile(r"([^\s:]+):(\S+)")


class Part(NamedTuple):
    """One span: offsets as the file counts them, and its words."""

    line: int
    id: str
    label: str
    places: tuple[tuple[int, int], ...]
    quote: str | None


class Link(NamedTuple):
    """A relation (two arguments), an equivalence (any number, no id), or an event (the first argument its trigger)."""

    line: int
    id: str
    type: str
    arguments: tuple[tuple[str, str], ...]
    """Role and id; roles are empty in an equivalence."""


class Word(NamedTuple):
    """Something said of a span, relation or event: an attribute, a normalisation, a note."""

    line: int
    id: str
    type: str
    target: str
    value: str
    text: str
    """What stands behind the last tab; of a normalisation the name, of a note all of it."""


def parsed(number: int, line: str) -> Part | Link | Word:
    """What a line says. InputError if it is none of brat's."""
    own, tab, rest = line.partition("\t")
    kind = own[:1]
    if not tab or kind not in "TREAMN#*" or own.strip() != own:
        raise InputError("it is no line of brat's: it needs an id such as T1, R1, E1, A1, N1, # or *, then a tab")
    if kind == "T":
        return _part(number, own, rest)
    middle, _, text = rest.partition("\t")
    words = [word for word in middle.split(" ") if word]
    if kind == "E":
        arguments = tuple(_argument(word) for word in words)
        if not arguments:
            raise InputError("it names no trigger; an event begins with its type and trigger, such as Attack:T1")
        return Link(number, own, unescaped(arguments[0][0]), arguments)
    if not words:
        raise InputError("it says nothing behind its id")
    name = unescaped(words[0])
    if kind == "R":
        arguments = tuple(_argument(word) for word in words[1:])
        if len(arguments) != 2:
            raise InputError(f"a relation has two arguments, such as Arg1:T1 Arg2:T2, but this has {len(arguments)}")
        return Link(number, own, name, arguments)
    if kind == "*":
        if len(words) < 3:
            raise InputError("it names fewer than two spans")
        return Link(number, "", name, tuple(("", word) for word in words[1:]))
    if len(words) < 2:
        raise InputError("it does not name what it speaks of")
    return Word(number, own, name, words[1], " ".join(words[2:]), text)


def _part(number: int, own: str, rest: str) -> Part:
    middle, tab, quote = rest.partition("\t")
    label, _, places = middle.strip(" ").partition(" ")
    if not label or not places:
        raise InputError("it has no label with offsets, such as “actor 0 5”")
    pairs = []
    for place in places.split(";"):
        numbers = place.split()
        if len(numbers) != 2 or not all(re.fullmatch(r"-?[0-9]{1,15}", word) for word in numbers):
            raise InputError(f"its offsets “{places[:40]}” are not pairs of whole numbers such as “0 5” or “0 5;9 12”")
        pairs.append((int(numbers[0]), int(numbers[1])))
    return Part(number, own, unescaped(label), tuple(pairs), quote if tab else None)


def _argument(word: str) -> tuple[str, str]:
    found = _ARGUMENT.fullmatch(word)
    if found is None:
        raise InputError(f"“{word[:40]}” is no role with an id, such as Arg1:T1")
    return unescaped(found[1]), found[2]
