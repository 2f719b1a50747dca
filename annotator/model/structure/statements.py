"""Where what is said, refused, asked or planned can begin and end (S1 to S16), for one sentence.

Every rule notes a name at a place; the strengths of the names are data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.structure.attribution import SAYING, attributions
from annotator.model.structure.grading import Edges
from annotator.model.structure.language import BIT, mask
from annotator.model.structure.runs import shape_of

if TYPE_CHECKING:
    from annotator.model.structure.passage import Passage

_ASKING = mask("ask", "ask_noun")
_SMALL_WORDS = frozenset({"that", "to", "preposition", "of", "subordinator"})
_SEGMENT_ENDS = frozenset({"comma", "conjunction", "semicolon", "colon", "dash", "stop", "quote_open", "quote_close"})


def statement_edges(passage: Passage, first: int, past: int) -> Edges:
    """The edges of one sentence, given as token places ``[first, past)``."""
    edges = Edges.empty(first, past)
    _word_edges(passage, edges)
    _sentence_edges(passage, edges)
    _quotation_edges(passage, edges)
    _saying_edges(passage, edges)
    _asking_edges(passage, edges)
    _position_edges(passage, edges)
    _attribution_edges(passage, edges)
    return edges


def _word_edges(passage: Passage, edges: Edges) -> None:
    """Every gap where the shapes on both sides can be an edge."""
    tokens = passage.tokens
    for place in range(edges.low, edges.high + 1):
        before, here = shape_of(passage, place - 1), shape_of(passage, place)
        inside = place < edges.high
        opens = inside and (tokens[place].is_word or here in {"quote_open", "bracket_open"})
        if opens and not tokens[place].suffix:
            edges.start(place, "after " + before, "at " + here, pair=f"from {before} to {here}")
        if place > edges.low and (tokens[place - 1].is_word or before in {"quote_close", "bracket_close"}):
            edges.end(place, "before " + (here if inside else "edge"), "last " + before)
        if inside and place > edges.low and before == "comma":
            kind = _segment_kind(passage, place, edges.high)
            edges.end(place - 1, "before comma " + here, "before comma with " + kind)
            edges.start(
                place + (here == "conjunction"), f"after comma{' conjunction' * (here == 'conjunction')} with {kind}"
            )
        elif inside and place > edges.low and before == "dash":
            kind = _segment_kind(passage, place, edges.high)
            edges.end(place - 1, "before dash with " + kind)
            edges.start(place + (here == "conjunction"), "after dash with " + kind)
        elif inside and here == "conjunction":
            kind = _segment_kind(passage, place, edges.high)
            edges.end(place, "before conjunction " + shape_of(passage, place + 1), "before conjunction with " + kind)
            edges.start(place + 1, "after conjunction with " + kind)
        elif inside and here == "preposition" and shape_of(passage, place + 1) == "time":
            edges.end(place, "before date")
        elif inside and here == "preposition" and shape_of(passage, place + 1) == "relative":
            edges.end(place, "before relative")


def _segment_kind(passage: Passage, place: int, high: int) -> str:
    """What stands from a place to the next comma or conjunction: a list item, a phrase, a clause, a predicate.

    A connective between commas (``, however, the court``) is looked behind.
    """
    if passage.tokens[place].classes & BIT["connective"] and shape_of(passage, place + 1) == "comma":
        place = min(place + 2, high - 1)
    conjunction = passage.tokens[place].shape == "conjunction"
    begin = end = place + conjunction
    level = passage.level[place]
    verb = subject = False
    while end < high and passage.level[end] == level:
        shape = passage.tokens[end].shape
        if shape in _SEGMENT_ENDS:
            break
        if shape in {"auxiliary", "modal", "say", "tell", "position", "verb", "ask", "ed", "judge"} and not verb:
            verb, subject = True, end > begin and passage.tokens[begin].shape not in {"negation", "adverb", "to"}
        end += 1
    follows = shape_of(passage, end)
    if verb:
        first = shape_of(passage, begin)
        if first in {"relative", "subordinator", "that", "preposition", "ing", "to"}:
            return "clause " + first
        return "clause" if subject else "predicate"
    short = end - begin <= 6
    if conjunction:
        return "last item" if short else "phrase"
    return "item" if short and follows in {"comma", "conjunction"} else "phrase"


def _sentence_edges(passage: Passage, edges: Edges) -> None:
    low, high, tokens = edges.low, edges.high, passage.tokens
    start = low
    while start < high and not tokens[start].is_word and tokens[start].shape not in {"quote_open", "bracket_open"}:
        start += 1
    edges.start(start, "sentence" if start == low else "line item")
    end = high
    while end > low and not tokens[end - 1].is_word and tokens[end - 1].shape not in {"quote_close", "bracket_close"}:
        end -= 1
    edges.end(end, "sentence end")
    for place in range(low, high - 1):
        token = tokens[place]
        if token.shape in {"stop", "dots"}:
            edges.end(place, "stop")
            edges.start(place + 1, "after stop")
        if (
            token.is_word
            and token.classes & BIT["connective"]
            and (place == start or tokens[place - 1].shape in {"quote_open", "stop"})
        ):
            following = place + 1 + (not tokens[place + 1].is_word)
            edges.start(following, "after connective")


def _quotation_edges(passage: Passage, edges: Edges) -> None:
    for pair in passage.pairs:
        if pair.bracket or not edges.low <= pair.opening < edges.high:
            continue
        words = sum(token.is_word for token in passage.tokens[pair.opening : pair.closing])
        size = "1-2" if words < 3 else "3-5" if words < 6 else "6+"
        before = shape_of(passage, pair.opening - 1) if pair.opening > edges.low else "edge"
        if before in {"comma", "colon"}:
            before += " " + shape_of(passage, pair.opening - 2)
        full = before in {"edge", "say"} or before.startswith(("comma", "colon"))
        kind = "full" if full else "part"
        edges.start(pair.opening + 1, f"quote {kind} {size}", "quote after " + before)
        edges.start(pair.opening, f"at quote {kind}")
        edges.end(pair.closing, f"quote end {kind} {size}")
        if pair.closing < edges.high:
            edges.end(pair.closing + 1, f"behind quote {kind}")


def _saying_edges(passage: Passage, edges: Edges) -> None:
    """After a verb of saying: directly, after *that*, after the addressee and when and where it was said (S1)."""
    tokens = passage.tokens
    for place in range(edges.low, edges.high - 1):
        token = tokens[place]
        if token.classes & BIT["topic"] and place > edges.low:
            edges.start(place + 1 + (tokens[place + 1].shape == "comma"), "after topic")
        if token.shape == "that" and place > edges.low and passage.language.verb_final:
            if tokens[place + 1].classes & (SAYING | _ASKING):
                edges.end(place, "that before say")
        elif token.shape == "that" and place > edges.low:
            edges.start(place + 1, "that after " + _what_opens_that(passage, place, edges.low))
        if not token.classes & SAYING or token.shape not in {"say", "tell"}:
            continue
        said = place + 1
        while said < edges.high and tokens[said].shape == "particle":
            said += 1
        told = _behind_adjuncts(passage, said - 1, edges.high, tells=bool(token.classes & BIT["tell"]))
        if said < told < edges.high:
            edges.start(told, "said then")
        elif said < edges.high and tokens[said].is_word and _can_be_said(passage, said):
            edges.start(said, "said " + ("name" if shape_of(passage, said) == "name" else "other"))


def _can_be_said(passage: Passage, place: int) -> bool:
    """Whether what is said can begin here: not with *that*, nor with a preposition (but ``about 300 people``)."""
    shape = passage.tokens[place].shape
    return shape not in {"that", "preposition"} or (shape == "preposition" and shape_of(passage, place + 1) == "number")


def _what_opens_that(passage: Passage, place: int, low: int) -> str:
    """Which word the *that* at a place goes with."""
    for back in range(place - 1, max(low, place - 9) - 1, -1):
        token = passage.tokens[back]
        distance = "" if back == place - 1 else " far"
        if token.shape in {"say", "tell"}:
            return "say" + distance
        if token.shape == "ask" or token.shape == "ask_noun":
            return "ask" + distance
        if token.shape == "say_noun":
            return "noun" + distance
        if token.shape in {"position", "judge"}:
            return "position"
        if token.shape in {"and", "conjunction"} and back == place - 1:
            return "and"
    return "other"


_ADDRESSEE = frozenset({
    "article", "cap", "acronym", "plural", "groups", "group", "possessive", "title", "Title", "origin", "low", "Group",
    "genitive",
})  # fmt: skip
_CIRCUMSTANCE = frozenset({
    "article", "low", "cap", "acronym", "time", "number", "adj", "say_noun", "of", "origin", "possessive", "Group",
    "group", "ing",
})  # fmt: skip


def _behind_adjuncts(passage: Passage, verb: int, high: int, *, tells: bool) -> int:
    """First token behind ``on Monday``, ``in a statement``, ``reporters``, ``the BBC`` and *that* or a comma."""
    tokens = passage.tokens
    place = verb + 1
    if tells:
        while place < high and tokens[place].shape in _ADDRESSEE and place - verb < 5:
            place += 1
            if tokens[place - 1].shape in {"plural", "groups", "acronym"}:
                break
    for _ in range(3):
        if place < high and tokens[place].shape in {"time", "adverb"}:
            place += 1
        elif place < high and tokens[place].shape == "preposition":
            place = _behind_circumstance(passage, place, high)
    if place < high and tokens[place].shape in {"comma", "colon"}:
        place += 1
    return place


def _behind_circumstance(passage: Passage, preposition: int, high: int) -> int:
    """First token behind a phrase such as ``on Monday`` or ``in a joint statement``."""
    place = preposition + 1
    while place < high and place - preposition < 6 and passage.tokens[place].shape in _CIRCUMSTANCE:
        place += 1
        if passage.tokens[place - 1].shape in {"time", "say_noun"}:
            break
    return place


def _asking_edges(passage: Passage, edges: Edges) -> None:
    """After a verb or noun of asking and its small word; after its addressee (S3, S11, S15)."""
    tokens = passage.tokens
    for place in range(edges.low, edges.high - 1):
        token = tokens[place]
        if token.shape == "say_noun" and tokens[place + 1].shape in {"of", "to", "that"}:
            edges.start(place + 1 + (tokens[place + 1].shape != "to"), "say noun " + tokens[place + 1].shape)
        if not token.classes & _ASKING or token.shape not in {"ask", "ask_noun", "say", "tell", "position"}:
            continue
        kind = "ask noun" if token.shape == "ask_noun" else "ask"
        after = place + 1
        while after + 1 < edges.high and tokens[after].shape == "particle":
            after += 1
        if kind == "ask noun" and tokens[after].shape in {"auxiliary", "verb"} and after + 1 < edges.high:
            after += 1  # "their demands include", "the plan was": what is asked comes behind the verb
        following = tokens[after]
        if following.shape in {"preposition", "that", "of", "subordinator"}:
            after += 1
            edges.start(after, f"{kind} {following.shape}")
            if after < edges.high and tokens[after].shape in {"article", "possessive", "determiner"}:
                edges.start(after + 1, f"{kind} {following.shape} article")
            if following.lower in passage.language.addressee_marks:
                _addressee_edges(passage, edges, after, kind)
        elif following.shape == "to":
            edges.start(after, f"{kind} to")
            if following.lower in passage.language.addressee_marks and tokens[after + 1].shape in _ADDRESSEE - {"low"}:
                _addressee_edges(passage, edges, after + 1, kind)
        elif following.is_word:
            edges.start(after, f"{kind} thing")
            if following.shape in {"article", "possessive", "determiner"}:
                edges.start(after + 1, f"{kind} thing article")
            _addressee_edges(passage, edges, after, kind)
        if token.shape == "ask_noun":
            _end_before_own_verb(passage, edges, after)
            begin = place
            while begin > edges.low and tokens[begin - 1].shape in {
                "adj",
                "low",
                "ed",
                "number",
                "cap",
                "acronym",
                "origin",
                "group",
                "Group",
                "ing",
                "plural",
            }:
                begin -= 1
            edges.start(begin, "phrase of ask noun")


def _end_before_own_verb(passage: Passage, edges: Edges, begin: int) -> None:
    """``the plan for a toll | was dropped``: what is asked ends before the verb that the noun is subject of."""
    level = passage.level[begin] if begin < edges.high else 0
    for place in range(begin, min(begin + 20, edges.high)):
        shape = passage.tokens[place].shape
        if passage.level[place] != level:
            continue
        if shape in {"auxiliary", "modal"}:
            if place > begin + 1:
                edges.end(place, "verb of ask noun")
            return
        if shape in {"comma", "relative", "that", "subordinator", "stop", "semicolon", "colon", "say"}:
            return


def _addressee_edges(passage: Passage, edges: Edges, begin: int, kind: str) -> None:
    """``urged the two towns to open``: the infinitive behind the addressee."""
    for place in range(begin, min(begin + 14, edges.high)):
        shape = passage.tokens[place].shape
        if shape == "to" and place > begin:
            edges.start(place - (passage.tokens[place - 1].shape == "negation"), f"{kind} addressee to")
            return
        if shape == "article" and begin < place < begin + 6:
            edges.start(place + 1, f"{kind} addressee article")
        if shape in {"comma", "semicolon", "stop", "colon", "auxiliary", "say", "quote_close"}:
            return


def _position_edges(passage: Passage, edges: Edges) -> None:
    """A position verb with its adverbs and, if negated, its auxiliary (S2); the object of a judgement (S14)."""
    tokens = passage.tokens
    for place in range(edges.low, edges.high):
        token = tokens[place]
        if token.classes & BIT["judge"] and place + 1 < edges.high and tokens[place + 1].shape != "preposition":
            edges.start(place + 1, "judged")
        if token.shape == "negation" and place > edges.low and tokens[place - 1].shape in {"auxiliary", "modal"}:
            edges.start(place - 1, "negated")
        if token.shape != "position":
            continue
        begin, negated = place, False
        while begin > edges.low and tokens[begin - 1].shape in {"adverb", "negation"}:
            begin -= 1
            negated = negated or tokens[begin].shape == "negation"
        edges.start(begin, "position")
        while begin > edges.low and tokens[begin - 1].shape in {"auxiliary", "modal", "to"}:
            begin -= 1
            edges.start(begin, "negated position" if negated else "auxiliary position")
        after = place + 1
        while after < edges.high and tokens[after].shape == "particle":
            after += 1
        edges.start(after, "after position")
        if after + 1 < edges.high and tokens[after].shape in {"article", "possessive", "determiner"}:
            edges.start(after + 1, "after position article")


def _attribution_edges(passage: Passage, edges: Edges) -> None:
    tokens = passage.tokens
    for zone in attributions(passage, edges.low, edges.high):
        end = zone.first
        while (
            end > edges.low
            and not tokens[end - 1].is_word
            and tokens[end - 1].shape not in {"quote_close", "bracket_close"}
        ):
            end -= 1
        begin = zone.past
        while (
            begin < edges.high
            and not tokens[begin].is_word
            and tokens[begin].shape not in {"quote_open", "bracket_open"}
        ):
            begin += 1
        edges.end(end, "attribution " + zone.where)
        edges.start(zone.first, "attribution itself")
        edges.end(zone.past, "attribution itself")
        edges.start(begin, "after attribution " + zone.where)
        if end > edges.low and tokens[end - 1].shape == "quote_close" and zone.where != "front":
            pair = passage.pair_marked(end - 1)
            if pair is not None:
                edges.end(pair.closing, "quote then attribution " + zone.where)
