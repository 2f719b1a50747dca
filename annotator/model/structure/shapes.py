"""What each token is for the rules: one short word, from the lexicon, its ending or its capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.structure.language import BIT, FUNCTION, NOUNS, VERBS, mask

if TYPE_CHECKING:
    from annotator.model.structure.passage import Passage
    from annotator.model.structure.tokens import Token

_FUNCTION_ORDER = (
    "negation", "modal", "auxiliary", "of", "to", "that", "relative", "subordinator", "conjunction", "article",
    "possessive", "pronoun", "determiner", "preposition", "adverb",
)  # fmt: skip
_VERB_ORDER = ("say", "tell", "ask", "position", "judge", "verb")
_MARKS = {
    ",": "comma", "،": "comma", "，": "comma", "、": "comma", ";": "semicolon", "；": "semicolon", "؛": "semicolon",
    ":": "colon", "：": "colon",
}  # fmt: skip
_SHORTENED = frozenset({"'d", "'ll", "'re", "'ve", "'m"})
_NOUN_BEFORE = mask("article", "possessive", "determiner", "of", "preposition", "number", "adjective", "origin")
_VERB_BEFORE = mask("pronoun", "to", "auxiliary", "modal", "negation", "adverb", "relative")

NAME_SHAPES = frozenset({"cap", "acronym", "initial"})
"""Shapes that prove a name in a language whose capitals do."""


def give_shapes(passage: Passage) -> None:
    """Settle verb or noun for each word, then write every token's shape."""
    tokens = passage.tokens
    shouting = _mostly_capitals(tokens)
    firsts = {first for first, _ in passage.sentences}
    for place, token in enumerate(tokens):
        if token.shape == "particle":
            continue
        if not token.is_word:
            token.shape = _mark_shape(passage, place)
            continue
        opens = place in firsts or (
            place > 0
            and (passage.stops[place - 1] or (not tokens[place - 1].is_word and _opens_speech(tokens[place - 1])))
        )
        _settle(tokens, place, opens=opens)
        token.shape = _word_shape(passage, token, tokens[place - 1] if place else None, opens=opens, shouting=shouting)
        if token.shape == "low" and _is_role(passage, place):
            token.shape = "title"
        elif token.shape in {"of", "preposition"} and _opens_infinitive(passage, place):
            token.shape = "to"


def _is_role(passage: Passage, place: int) -> bool:
    """``skipper Tom Hale``, ``economist Ada Lund``: a role right before a name (N5)."""
    following = passage.tokens[place + 1] if place + 1 < len(passage.tokens) else None
    named = following is not None and following.is_word and following.text[:1].isupper()
    return named and passage.language.capitals and passage.tokens[place].lower.endswith(passage.language.role_endings)


def _opens_infinitive(passage: Passage, place: int) -> bool:
    """``de fermer``, ``a pagar``: a preposition that marks an infinitive where a language has no word for it."""
    language = passage.language
    following = passage.tokens[place + 1] if place + 1 < len(passage.tokens) else None
    return (
        passage.tokens[place].lower in language.infinitive_marks
        and following is not None
        and following.text[:1].islower()
        and following.lower.endswith(language.infinitive_endings)
        and not following.classes & (NOUNS | BIT["adjective"])
    )


def _opens_speech(token: Token) -> bool:
    return token.text in "\"“„«「『‘'"


def _mostly_capitals(tokens: list[Token]) -> bool:
    words = [token.text for token in tokens if token.is_word and len(token.text) > 1]
    return bool(words) and sum(word.isupper() for word in words) * 2 > len(words)


def _settle(tokens: list[Token], place: int, *, opens: bool) -> None:
    """A word that can be verb or noun is a noun after an article and its like (S4)."""
    token = tokens[place]
    verbs = token.classes & VERBS
    nouns = token.classes & NOUNS
    if not verbs:
        return
    before = tokens[place - 1] if place else None
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.classes & BIT["adjective"] and following is not None and following.classes & BIT["group"]:
        token.classes &= ~VERBS  # "state media"
        return
    if before is None or not before.is_word:
        if verbs and nouns and not (token.text[:1].islower() and before is not None):
            token.classes &= ~VERBS
        return
    if before.shape == "origin" and token.classes & mask("say", "tell") and not nouns:
        return  # "the Russian said"
    if before.shape in {"genitive", "origin"} or (before.classes & _NOUN_BEFORE and not before.classes & _VERB_BEFORE):
        # "the rejected plan", "state news", "no claims": no cue. Forms only a verb can have stay verbs after
        # a preposition: "by rejecting".
        if nouns or not before.classes & mask("preposition", "of", "number"):
            token.classes &= ~VERBS
    elif verbs and nouns:
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        joint = before.shape in {"adj", "low", "ing", "ed"} and not before.classes & _VERB_BEFORE
        if after is not None and (after.classes & mask("of", "auxiliary", "modal") or (joint and after.shape == "")):
            noun_next = after.classes & mask("of", "auxiliary", "modal", "preposition") or not after.is_word
            if noun_next and (joint or after.classes & mask("of")):
                token.classes &= ~VERBS
                return
        token.classes &= ~NOUNS


def _mark_shape(passage: Passage, place: int) -> str:
    token = passage.tokens[place]
    plain = _MARKS.get(token.text)
    if plain:
        return plain
    pair = passage.pair_marked(place)
    if pair is not None:
        side = "open" if pair.opening == place else "close"
        return f"{'bracket' if pair.bracket else 'quote'}_{side}"
    if token.text[0] in "–—―-":
        return "dash"
    if token.text[0] in ".!?。！？؟।…" or token.text.startswith(("[.", "[…")):
        return "stop" if passage.stops[place] else "dots"
    return "mark"


def _word_shape(passage: Passage, token: Token, before: Token | None, *, opens: bool, shouting: bool) -> str:
    language = passage.language
    text, classes = token.text, token.classes
    if token.suffix:
        if token.lower in _SHORTENED:
            return "auxiliary"
        if token.lower == "'s" and before is not None and before.classes & mask("pronoun", "relative", "that"):
            return "auxiliary"
        return "that" if classes & BIT["that"] else "genitive"
    capital = text[:1].isupper() and language.capitals
    acronym = len(text) > 1 and text.isupper() and not shouting and not text[0].isdigit()
    if classes & FUNCTION and not (acronym and len(text) < 4 and text != "I"):
        proper = capital and not opens and not shouting and classes & FUNCTION & ~mask("modal", "auxiliary") == 0
        if not proper:
            return next(name for name in _FUNCTION_ORDER if classes & BIT[name])
    if classes & BIT["time"]:
        return "time"
    if not text[0].isalnum() and not classes:
        return "symbol" if len(text) == 1 or not text[1].isalnum() else "cap"
    if classes & BIT["name"] and not language.capitals:
        return "cap"
    if classes & BIT["small"] and not capital:
        return "small"
    if classes & BIT["title"]:
        return "Title" if capital and not opens else "title"
    if classes & BIT["origin"]:
        return "origin"
    if acronym or (token.is_word and "." in text and text.replace(".", "").isupper()):
        return "initial" if len(text) <= 2 else "acronym"
    if not capital or opens or shouting:
        for name in _VERB_ORDER:
            if classes & BIT[name]:
                return name
    if text[0].isdigit() or text[0] in "$€£¥" or classes & BIT["number"]:
        return "number"
    if capital and not shouting:
        if token.lower.endswith(language.origin_endings) and len(text) > 4:
            return "origin"
        if not (opens and _known_common(passage, token)):
            return "Group" if classes & BIT["group"] and not opens else "cap"
    return _lower_shape(passage, token)


def _known_common(passage: Passage, token: Token) -> bool:
    """A word that opens a sentence and would stand there without being a name."""
    known = token.classes & (VERBS | NOUNS | BIT["adjective"] | BIT["connective"])
    return bool(known) or token.lower.endswith(
        passage.language.adverb_endings + passage.language.gerund_endings + passage.language.plural_endings
    )


def _lower_shape(passage: Passage, token: Token) -> str:
    language, classes, word = passage.language, token.classes, token.lower
    if classes & BIT["group"]:
        return "groups" if word.endswith(language.plural_endings) else "group"
    if classes & BIT["ask_noun"]:
        return "ask_noun"
    if classes & BIT["say_noun"]:
        return "say_noun"
    if classes & BIT["adjective"]:
        return "adj"
    if len(word) > 4:
        if word.endswith(language.gerund_endings):
            return "ing"
        if word.endswith(language.adverb_endings):
            return "adverb"
        if word.endswith(language.participle_endings):
            return "ed"
        if word.endswith(language.adjective_endings):
            return "adj"
    if len(word) > 3 and word.endswith(language.plural_endings) and not word.endswith(("ss", "us", "is")):
        return "plural"
    return "low"
