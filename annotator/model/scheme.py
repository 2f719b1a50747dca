"""The scheme: which labels a project's spans can carry, and how each behaves under its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotator.model.attribute import Attribute

Kind = Literal["name", "statement", "request"]
"""Where a label's first guess lies: a *name* phrase; a *statement*, what is said; a *request*, what is asked
or put forward (it begins after the word of asking or of position, not at it)."""

Trim = Literal["article", "possessive"]
"""What a label sheds at its ends besides blanks and punctuation."""


class Label(NamedTuple):
    """A category a span can carry. ``id`` is 0 until it is stored."""

    name: str
    key: str
    """One letter, lower case; digits 1-9 come from the position in the scheme."""
    colour: str
    """``#rrggbb`` on a light page; the theme derives the dark one."""
    kind: Kind = "statement"
    trim: frozenset[Trim] = frozenset()
    definition: str = ""
    section: str = ""
    """Anchor of its section in the guideline."""
    id: int = 0
    position: int = 0

    @property
    def short_name(self) -> str:
        """The name as menus and lists can show it: on one line, 40 code points at most. Imports bring any name."""
        name = " ".join(self.name.split()) or "␣"
        return name if len(name) <= 40 else name[:39] + "…"


class RelationType(NamedTuple):
    """A kind of link from a head span to a tail span. ``id`` is 0 until it is stored."""

    name: str
    definition: str = ""
    id: int = 0
    position: int = 0


class Scheme(NamedTuple):
    """What spans of a project can be and say, each in the scheme's order."""

    labels: tuple[Label, ...] = ()
    relation_types: tuple[RelationType, ...] = ()
    attributes: tuple[Attribute, ...] = ()


_NOUNS: frozenset[Trim] = frozenset({"article"})

DEFAULT_LABELS: tuple[Label, ...] = (
    Label(
        "actor",
        "a",
        "#004891",
        "name",
        frozenset({"article", "possessive"}),
        "A person, group or organisation that speaks, is spoken to, acts, is targeted, or is to benefit.",
        "actor",
    ),
    Label(
        "claim",
        "c",
        "#2c965f",
        "statement",
        frozenset(),
        "A statement, position, evaluation or forecast that the text attributes to an actor.",
        "claim",
    ),
    Label(
        "threat",
        "t",
        "#a32117",
        "statement",
        frozenset(),
        "An actor announces, or lets it be understood, that it will cause harm or cost to another.",
        "threat",
    ),
    Label(
        "demand",
        "d",
        "#a177d1",
        "request",
        _NOUNS,
        "An actor requires others to do or not do something, with no offer of choice.",
        "demand",
    ),
    Label(
        "proposal",
        "p",
        "#b48800",
        "request",
        _NOUNS,
        "An actor puts a plan, measure or arrangement forward for others to consider, agree to or join.",
        "proposal",
    ),
)
"""The scheme's five labels, in order of their digit keys."""

_COLOURS = (
    *(label.colour for label in DEFAULT_LABELS),
    "#0b7a8c",
    "#a33b6b",
    "#5b6b1e",
    "#7a5230",
    "#4a5fc1",
    "#6b6b6b",
)


def free_colour(taken: Collection[str]) -> str:
    """A colour for a label that has none yet; one of those taken only when all are."""
    return next((colour for colour in _COLOURS if colour not in taken), _COLOURS[len(taken) % len(_COLOURS)])


def free_key(name: str, taken: Collection[str]) -> str:
    """A letter from a to z for a label that has none yet, of its name if it can be; empty when all are taken."""
    letters = (letter for letter in (*name.casefold(), *"abcdefghijklmnopqrstuvwxyz") if "a" <= letter <= "z")
    return next((letter for letter in letters if letter not in taken), "")
