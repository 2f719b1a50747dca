"""Who-said-it inside a sentence: the words that only attribute, before, between and after what is said (S5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from annotator.model.structure.language import BIT, mask

if TYPE_CHECKING:
    from annotator.model.structure.passage import Passage

SAYING = mask("say", "tell")
_BREAKS = frozenset({"comma", "semicolon", "colon", "dash", "quote_open", "quote_close", "stop", "dots"})
_FINITE = mask("auxiliary", "modal", "position")
_ADJUNCT = frozenset(
    {"preposition", "of", "time", "adverb", "ing", "subordinator", "to", "comma", "dash", "stop", "quote_open", "colon",
     "small", "bracket_open", "semicolon", "quote_close", "number"}
)  # fmt: skip
_LONGEST_SUBJECT = 14

Where = Literal["front", "mid", "tail"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Token places ``[first, past)`` of ``, the minister said`` without its commas, and where it stands."""

    first: int
    past: int
    where: Where


def attributions(passage: Passage, first: int, past: int) -> list[Attribution]:
    """The attributions of one sentence, in order."""
    found: list[Attribution] = []
    place = first
    while place < past:
        token = passage.tokens[place]
        zone = None
        if token.classes & BIT["attribution"]:
            zone = _according(passage, place, first, past)
        elif token.classes & SAYING and token.shape in {"say", "tell"}:
            zone = _said(passage, place, first, past)
        if zone is None or zone.past <= place:
            place += 1
        else:
            found.append(zone)
            place = zone.past
    return found


def _zone(passage: Passage, begin: int, end: int, first: int, past: int) -> Attribution:
    tokens = passage.tokens
    follows = end
    while follows < past and tokens[follows].shape in _BREAKS | {"mark"}:
        follows += 1
    quote_opens = any(tokens[k].shape == "quote_open" for k in range(end, min(follows, past)))
    if begin <= first + 1 and (begin == first or not tokens[begin - 1].is_word):
        return Attribution(begin, end, "front")
    return Attribution(begin, end, "tail" if follows >= past and not quote_opens else "mid")


def _run_to_break(passage: Passage, place: int, past: int) -> int:
    """Place of the next comma, quotation mark or other break at the same level."""
    level = passage.level[place] if place < past else 0
    while place < past:
        shape = passage.tokens[place].shape
        if passage.level[place] == level and shape in _BREAKS and shape != "dots":
            break
        if passage.level[place] < level:
            break
        place += 1
    return place


def _according(passage: Passage, place: int, first: int, past: int) -> Attribution:
    end = _run_to_break(passage, place, past)
    return _zone(passage, place, end, first, past)


def _said(passage: Passage, verb: int, first: int, past: int) -> Attribution | None:
    """The zone around a verb of saying if content stands before it and none directly after."""
    begin = _subject_begin(passage, verb, first)
    if begin is None or begin <= first:
        return None
    before = passage.tokens[begin - 1]
    if before.shape not in {"comma", "quote_close", "dash", "stop"}:
        return None
    content = [t for t in passage.tokens[first : begin - 1] if t.is_word]
    after_quote = before.shape == "quote_close" or passage.tokens[begin - 2].shape == "quote_close"
    has_verb = any(t.classes & (_FINITE | SAYING | BIT["verb"]) or t.shape == "ed" for t in content)
    if not after_quote and len(content) < 2:
        return None
    if not after_quote and not has_verb and not _interrupts(passage, verb, past):
        return None
    inverted = begin == verb
    after = verb + 1
    if after >= past:
        return Attribution(begin, past, "tail")
    shape = passage.tokens[after].shape
    if shape == "that" or (passage.tokens[after].classes & BIT["that"] and shape != "relative"):
        return None
    plain = not inverted and not after_quote
    if plain and shape not in _ADJUNCT and not passage.tokens[verb].classes & BIT["tell"]:
        return None
    if plain and _content_follows(passage, after, past):
        return None
    end = _zone_end(passage, verb, past, quoted=after_quote)
    return _zone(passage, begin, end, first, past)


def _interrupts(passage: Passage, verb: int, past: int) -> bool:
    """``The toll, the union said, must go``: a comma right behind the verb, or the verb before its subject."""
    after = verb + 1
    while after < past and passage.tokens[after].shape in {"particle", "adverb", "time"}:
        after += 1
    if after < past and passage.tokens[after].shape == "comma":
        return True
    inverted = passage.tokens[verb - 1].shape == "comma"
    end = _run_to_break(passage, after, past)
    closes = end < past and passage.tokens[end].shape in {"comma", "quote_open"}
    plain = not any(t.classes & _FINITE or t.shape in {"that", "to"} for t in passage.tokens[after:end])
    return inverted and closes and plain and end - after < 9


def _subject_begin(passage: Passage, verb: int, first: int) -> int | None:
    """Where the clause of a verb of saying begins: its subject's first word, or itself after a comma or quotation."""
    level = passage.level[verb]
    place = verb
    while place > first and verb - place <= _LONGEST_SUBJECT:
        token = passage.tokens[place - 1]
        if passage.level[place - 1] == level and token.shape in _BREAKS:
            # ", the mayor of Brenn, Ida Brandt, said": a comma before a short apposition is part of the subject.
            if (
                token.shape == "comma"
                and verb - place <= 8
                and place < verb
                and not _verbs_between(passage, place, verb)
            ):
                earlier = _earlier_break(passage, place - 1, first)
                if earlier is not None:
                    place = earlier
                    continue
            return place
        if passage.level[place - 1] < level:
            return None
        place -= 1
    return None


def _earlier_break(passage: Passage, comma: int, first: int) -> int | None:
    """Start of a verbless phrase before a comma if a quotation ends right before it."""
    place = comma
    while place > first and comma - place <= 8:
        token = passage.tokens[place - 1]
        if token.shape == "quote_close":
            return place
        if token.shape in _BREAKS or token.classes & (_FINITE | SAYING):
            return None
        place -= 1
    return None


def _verbs_between(passage: Passage, begin: int, end: int) -> bool:
    return any(t.classes & (_FINITE | SAYING) for t in passage.tokens[begin:end])


def _content_follows(passage: Passage, place: int, past: int) -> bool:
    """``, the union said on Monday that ...``: what is said stands behind the verb, not before it."""
    end = _run_to_break(passage, place, past)
    words = passage.tokens[place:end]
    if any(t.shape == "that" for t in words):
        return True
    finite = any(t.classes & (_FINITE | BIT["modal"]) for t in words)
    return finite and not any(t.shape in {"relative", "subordinator"} for t in words)


def _zone_end(passage: Passage, verb: int, past: int, *, quoted: bool) -> int:
    end = _run_to_break(passage, verb + 1, past)
    tokens = passage.tokens
    while end < past and tokens[end].shape == "comma":
        # ", said Ida Brandt, the mayor of Brenn, on Monday": appositions belong to the attribution.
        following = _run_to_break(passage, end + 1, past)
        words = tokens[end + 1 : following]
        closes = following >= past or tokens[following].shape in {"stop", "quote_open", "quote_close"}
        verbless = not any(t.classes & (_FINITE | SAYING) for t in words)
        rest_is_said = following < past and tokens[following].shape == "quote_open"
        begins_plainly = bool(words) and words[0].shape in {
            "article",
            "preposition",
            "ing",
            "relative",
            "cap",
            "possessive",
            "subordinator",
            "time",
            "adverb",
            "ed",
            "low",
            "title",
            "Title",
        }
        if not begins_plainly or not (
            quoted
            and (
                closes
                or rest_is_said
                or (verbless and following < past and tokens[following].shape == "comma" and len(words) < 9)
            )
        ):
            break
        end = following
    return end
