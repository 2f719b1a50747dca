"""What a run of tokens looks like as a whole: how it opens and closes, its verb, whether it is all of a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.structure.language import mask

if TYPE_CHECKING:
    from annotator.model.structure.passage import Passage

_GROUPING = {
    "cap": "name", "acronym": "name", "initial": "name", "Group": "name", "Title": "name", "origin": "name",
    "modal": "modal", "groups": "group", "title": "group",
    "tell": "say",
}  # fmt: skip
_SAYING = mask("say", "tell")
_CUES = frozenset({"say", "tell", "ask", "position", "judge"})
_AUXILIARY = frozenset({"auxiliary", "modal"})
_MODAL = frozenset({"modal"})
_FINITE = _CUES | {"verb"}
_VERBAL = _FINITE | _AUXILIARY | {"ed"}
_OPENING_MARKS = frozenset({"quote_open", "colon", "comma", "conjunction", "semicolon", "dash", "bracket_open"})
_OPENING_WORDS = frozenset({"position", "to", "subordinator", "quote_open", "auxiliary", "negation"})
_CLOSERS = frozenset({
    "stop", "quote_close", "comma", "conjunction", "semicolon", "colon", "dash", "preposition", "subordinator",
    "relative", "quote_open", "bracket_open", "bracket_close",
})  # fmt: skip
_LENGTHS = ((1, "1"), (2, "2"), (3, "3"), (6, "4-6"), (12, "7-12"), (24, "13-24"), (40, "25-40"))


def shape_of(passage: Passage, place: int) -> str:
    """A token's shape with names and groups taken together; ``edge`` outside the paragraph."""
    if 0 <= place < len(passage.tokens):
        shape = passage.tokens[place].shape
        return _GROUPING.get(shape, shape)
    return "edge"


def run_looks(passage: Passage, first: int, past: int) -> tuple[str, ...]:
    """The looks of a run of tokens, each with a strength of its own."""
    length = next((name for size, name in _LENGTHS if past - first <= size), "41+")
    opening, closing = _opening(passage, first), _closing(passage, past)
    if not passage.count(_VERBAL, first, past):
        verb = "none"
    else:
        verb = "finite" if passage.count(_AUXILIARY, first, past) else "any"
    looks = ["words " + length, f"spans {opening} {closing}", "verb " + verb]
    if passage.count(_MODAL, first, past):
        looks.append("modal in")
    if _all_quoted(passage, first, past):
        looks.append("all quoted")
    if opening in {"sentence", "quote_open"} and closing in {"stop", "quote_close"}:
        where = "outside" if passage.level[first] < 0 else "quoted"
        looks.append(f"whole {where} " + ("cue" if passage.count(_CUES, first, past) else "plain"))
    return tuple(looks)


def is_clause(passage: Passage, first: int, past: int) -> bool:
    """Whether a run has its own finite verb, so that an article in front belongs to its subject.

    Past a relative word the verb may be that word's; only what opens a sentence is a clause all the same.
    """
    level, comma = passage.level[first], False
    opens = _opening(passage, first) in {"sentence", "quote_open"} and _closing(passage, past) in {
        "stop",
        "quote_close",
    }
    for place in range(first, past):
        shape = passage.tokens[place].shape
        if passage.level[place] != level:
            continue
        if shape in {"relative", "that", "subordinator", "to"} and not opens:
            return False
        comma = comma or shape == "comma"
        if shape in _AUXILIARY or (shape in _FINITE and not comma):
            return True
    return False


def _opening(passage: Passage, place: int) -> str:
    """How strong a place is as a start: of a sentence, a quotation, what is said, or less."""
    before = passage.tokens[place - 1] if place else None
    if before is None or before.shape == "stop" or place in passage.sentence_firsts:
        return "sentence"
    if before.shape == "that" or (before.classes & _SAYING and before.shape in {"say", "tell"}):
        return "said"
    if before.shape in _OPENING_MARKS:
        return before.shape
    shape = passage.tokens[place].shape
    return shape if shape in _OPENING_WORDS else "other"


def _closing(passage: Passage, place: int) -> str:
    """How strong a place is as an end."""
    if place >= len(passage.tokens):
        return "stop"
    shape = passage.tokens[place].shape
    if shape == "comma" and place + 1 < len(passage.tokens) and passage.tokens[place + 1].shape == "quote_close":
        return "quote_close"
    if shape in _CLOSERS:
        return shape
    return "stop" if shape in {"dots", "mark"} else "other"


def _all_quoted(passage: Passage, first: int, past: int) -> bool:
    """Whether a run is all that its quotation holds."""
    pair = passage.pair_marked(first - 1) if first else None
    if pair is None or pair.opening != first - 1 or pair.closing < past:
        return False
    return not any(token.is_word for token in passage.tokens[past : pair.closing])
