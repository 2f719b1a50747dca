"""What the structure engine knows of one language: a lexicon of word classes, and a few of its habits.

All of it is data, ``resources/structure/LANGUAGE.json``; a language without a file gets the marks and habits
of its script from ``generic.json``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from annotator import resources

if TYPE_CHECKING:
    from collections.abc import Iterable

CLASSES = (
    "article",  # the, a
    "determiner",  # this, no, all, both
    "possessive",  # his, their
    "pronoun",  # he, they
    "of",  # the small word inside names: of
    "to",  # the mark of an infinitive
    "preposition",
    "conjunction",  # and, or, but
    "subordinator",  # because, if, while
    "relative",  # which, who
    "that",  # the word that opens what is said
    "negation",
    "auxiliary",  # is, has, will, must
    "modal",  # must, should: an auxiliary that asks
    "adverb",
    "connective",  # However, But: not part of a statement it opens
    "time",  # Monday, yesterday
    "say",  # said, claims
    "tell",  # told, informed: a verb of saying with its addressee first
    "say_noun",  # claim, statement
    "ask",  # demanded, urges
    "ask_noun",  # demand, proposal
    "position",  # rejects, supports
    "judge",  # called, described
    "attribution",  # according
    "verb",  # other verbs that end a name
    "adjective",
    "title",  # Mr, president
    "group",  # government, officials
    "origin",  # Russian, European
    "number",  # three, dozens
    "abbreviation",  # Gen., No.: the point does not end a sentence
    "small",  # lower-case words inside names: van, de, bin
    "topic",  # what follows a subject in Japanese and Korean, before what it says
    "name",  # Moscow, Reuters: for scripts without capitals
)
"""The word classes a language file can list, in the order of their bits."""

BIT: dict[str, int] = {name: 1 << place for place, name in enumerate(CLASSES)}


def mask(*names: str) -> int:
    """The bits of several classes."""
    return sum(BIT[name] for name in names)


FUNCTION = mask(
    "article", "determiner", "possessive", "pronoun", "of", "to", "preposition", "conjunction", "subordinator",
    "relative", "that", "negation", "auxiliary", "modal", "adverb",
)  # fmt: skip
VERBS = mask("say", "tell", "ask", "position", "judge", "verb")
NOUNS = mask("say_noun", "ask_noun", "group", "title")


@dataclass(frozen=True)
class Language:
    """One language's lexicon and habits."""

    code: str
    lexicon: dict[str, int]
    """Lower-case word -> bits of its classes."""
    segment_sizes: dict[str, tuple[int, ...]]
    """For scripts without blanks between words: how long the known words are that begin with a character."""
    transliteration: frozenset[str]
    """Characters that write the sounds of foreign names."""
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    """First word -> the rest of fixed expressions, longest first."""
    capitals: bool
    """Capitals mark names (not in German, not in scripts without them)."""
    suffixes: frozenset[str]
    """What follows an apostrophe as a word of its own: English 's, 'll."""
    elisions: frozenset[str]
    """French l', Italian dell': a word of their own, written together with the next."""
    proclitics: tuple[str, ...]
    """Arabic wa-, bi-: a word of their own, written together with the next."""
    saying_clitics: tuple[str, ...]
    """Hebrew sh-: a clitic that is split off whatever follows behind a verb of saying."""
    enclitics: tuple[str, ...]
    """Korean particles: what ends a written word and belongs to no name; longest first."""
    verb_final: bool
    """The verb of saying stands behind what is said and its small word (Japanese, Korean)."""
    article_prefixes: tuple[str, ...]
    plural_endings: tuple[str, ...]
    origin_endings: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    adverb_endings: tuple[str, ...]
    gerund_endings: tuple[str, ...]
    role_endings: tuple[str, ...]
    """Endings of nouns for people that stand before a name: skipper, economist."""
    participle_endings: tuple[str, ...]
    addressee_marks: frozenset[str]
    """What stands between a verb of asking and whom is asked: called on, demandé à."""
    infinitive_marks: frozenset[str]
    """French de, d', Spanish a: small words that open an infinitive, too."""
    infinitive_endings: tuple[str, ...]

    def classes_of(self, word: str) -> int:
        """The bits of a lower-case word; a run of characters for foreign sounds is a name."""
        known = self.lexicon.get(word, 0)
        if not known and len(word) > 1 and self.transliteration and self.transliteration.issuperset(word):
            return BIT["name"]
        return known


def base_code(code: str) -> str:
    """``zh-Hans`` -> ``zh``; case and separator do not matter."""
    return code.replace("_", "-").split("-")[0].strip().lower()


@cache
def _shipped() -> frozenset[str]:
    return frozenset(name.removesuffix(".json") for name in resources.names("structure", suffix=".json"))


@cache
def load(code: str) -> Language:
    """The language of a code such as ``en`` or ``pt-BR``; an unknown one gets the generic habits."""
    base = base_code(code)
    generic = _read("generic")
    own = _read(base) if base in _shipped() and base not in {"generic", "languages", "strengths"} else {}
    return _assemble(base, generic, own)


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(resources.read_text("structure", f"{name}.json"))
    return data


def _words(lines: list[str] | str) -> list[str]:
    """Words of a list in a language file; an underscore stands for a blank inside an expression."""
    joined = lines if isinstance(lines, str) else " ".join(lines)
    return [word.replace("_", " ") for word in joined.split()]


def _sizes(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(found)) for first, found in sizes.items()}


def _assemble(code: str, generic: dict[str, Any], own: dict[str, Any]) -> Language:
    lexicon: dict[str, int] = {}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for name, lines in own.get("classes", {}).items():
        for word in _words(lines):
            lexicon[word.lower()] = lexicon.get(word.lower(), 0) | BIT[name]
            first, *rest = word.lower().split()
            if rest:
                phrases.setdefault(first, []).append(tuple(rest))
    habits = {**generic.get("habits", {}), **own.get("habits", {})}

    def endings(name: str) -> tuple[str, ...]:
        return tuple(_words(habits.get(name, "")))

    spaceless = bool(habits.get("spaceless", False))
    return Language(
        code=code,
        lexicon=lexicon,
        segment_sizes=_sizes(lexicon) if spaceless else {},
        transliteration=frozenset("".join(endings("transliteration"))),
        phrases={first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in phrases.items()},
        capitals=bool(habits.get("capitals", True)),
        suffixes=frozenset(endings("suffixes")),
        elisions=frozenset(endings("elisions")),
        proclitics=endings("proclitics"),
        saying_clitics=endings("saying_clitics"),
        enclitics=tuple(sorted(endings("enclitics"), key=len, reverse=True)),
        verb_final=bool(habits.get("verb_final", False)),
        article_prefixes=endings("article_prefixes"),
        plural_endings=endings("plural"),
        origin_endings=endings("origin"),
        adjective_endings=endings("adjective"),
        adverb_endings=endings("adverb"),
        gerund_endings=endings("gerund"),
        role_endings=endings("role"),
        participle_endings=endings("participle"),
        addressee_marks=frozenset(endings("addressee_marks")),
        infinitive_marks=frozenset(endings("infinitive_marks")),
        infinitive_endings=endings("infinitive"),
    )
