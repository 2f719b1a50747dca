"""One paragraph taken apart: tokens, quotations and brackets, sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from annotator.model.span import Extent
from annotator.model.structure.language import BIT, Language
from annotator.model.structure.tokens import Token, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAIRS = {
    "“": "”", "«": "»", "„": "“”", "‚": "‘’", "「": "」", "『": "』", "《": "》", "〈": "〉", "‘": "’", "‹": "›",
    "(": ")", "[": "]", "（": "）", "【": "】", "〝": "〞", "{": "}",
}  # fmt: skip
_BRACKETS = frozenset("([（【{")
_CLOSERS = frozenset("".join(_PAIRS.values()))
_TWO_WAY = frozenset("\"'")
_ENDERS = frozenset(".!?。！？؟।॥．｡‼⁇⁈⁉")
_FULL_WIDTH = frozenset("。！？।॥．｡")
_DEEPEST = 12
"""So many open marks are tried as the partner of a closing one."""
LONGEST = 250
"""A sentence of more tokens than this is cut, so that no text without full stops costs much."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A quotation or a bracket: places of its two marks among the tokens; an unclosed one ends outside."""

    opening: int
    closing: int
    bracket: bool = False

    def holds(self, place: int) -> bool:
        return self.opening < place < self.closing


@dataclass
class Passage:
    """A paragraph (one line of the text) and what is found in it."""

    text: str
    extent: Extent
    language: Language
    tokens: list[Token] = field(default_factory=list)
    _counts: dict[frozenset[str], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = tokens_of(self.text, self.extent, self.language)
        for token in self.tokens:
            if token.is_word:
                token.classes = self.language.classes_of(token.lower)
        self._join_points()
        self._mark_phrases()
        self._starts = [token.start for token in self.tokens]

    def _join_points(self) -> None:
        """Make the point of an abbreviation or an initial part of its word (``Mr.``, ``J.``)."""
        kept: list[Token] = []
        for place, token in enumerate(self.tokens):
            word = kept[-1] if kept else None
            if token.text == "." and word is not None and word.is_word and word.end == token.start:
                following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
                goes_on = following is not None and following.is_word and following.start > token.end
                initial = len(word.text) == 1 and word.text.isupper() and word.text != "I"
                if goes_on and (word.classes & BIT["abbreviation"] or initial):
                    word.end, word.text = token.end, word.text + "."
                    continue
            kept.append(token)
        self.tokens = kept

    def _mark_phrases(self) -> None:
        """Give the first word of a fixed expression (``rule out``) its classes, the others none."""
        phrases, lexicon = self.language.phrases, self.language.lexicon
        for place, token in enumerate(self.tokens):
            for rest in phrases.get(token.lower, ()):
                following = self.tokens[place + 1 : place + 1 + len(rest)]
                if tuple(word.lower for word in following) == rest:
                    token.classes |= lexicon[" ".join((token.lower, *rest))]
                    for word in following:
                        word.classes, word.shape = 0, "particle"
                    break

    def place_at(self, point: int) -> int | None:
        """Index of the token that covers a code point; None on a blank."""
        place = bisect_right(self._starts, point) - 1
        if place >= 0 and point < self.tokens[place].end:
            return place
        return None

    def place_from(self, point: int) -> int:
        """Index of the first token that ends after a code point (as many as there are tokens: none does)."""
        place = bisect_right(self._starts, point) - 1
        return place if place >= 0 and point < self.tokens[place].end else place + 1

    def place_before(self, point: int) -> int | None:
        """Index of the last token that begins before a code point."""
        place = bisect_left(self._starts, point) - 1
        return place if place >= 0 else None

    @cached_property
    def pairs(self) -> list[Pair]:
        """Quotations and brackets, properly nested, in the order of their opening marks."""
        found: list[Pair] = []
        opened: list[int] = []

        def close(down_to: int, place: int) -> None:
            while len(opened) > down_to + 1:
                opened.pop()  # an opening mark without a partner inside a closed pair is only a mark
            opening = opened.pop()
            found.append(Pair(opening, place, self.tokens[opening].text in _BRACKETS))

        for place, token in enumerate(self.tokens):
            mark = token.text
            if token.is_word or len(mark) != 1:
                continue
            partner = self._partner_of(mark, place, opened)
            if partner is not None:
                close(partner, place)
            elif mark in _PAIRS or (mark in _TWO_WAY and self._looks_open(place)):
                opened.append(place)
        # A quotation that runs on into the next paragraph has no closing mark.
        found += [
            Pair(opening, len(self.tokens))
            for opening in opened
            if self.tokens[opening].text in '"“„«' and opening == 0
        ]
        return sorted(found, key=lambda pair: pair.opening)

    def _partner_of(self, mark: str, place: int, opened: list[int]) -> int | None:
        """Place in the stack of open marks that this mark closes."""
        if mark not in _CLOSERS and mark not in _TWO_WAY:
            return None
        for depth in range(len(opened) - 1, max(len(opened) - _DEEPEST, 0) - 1, -1):
            opening = self.tokens[opened[depth]].text
            if mark in _TWO_WAY:
                if opening == mark and (mark == '"' or self._looks_closed(place)):
                    return depth
            elif mark in _PAIRS.get(opening, ""):
                return depth
        return None

    def _looks_open(self, place: int) -> bool:
        token = self.tokens[place]
        before = self.tokens[place - 1] if place else None
        glued_before = before is not None and before.end == token.start and before.is_word
        following = self.text[token.end : token.end + 1]
        return not glued_before and bool(following) and not following.isspace()

    def _looks_closed(self, place: int) -> bool:
        return place > 0 and self.tokens[place - 1].end == self.tokens[place].start

    @cached_property
    def level(self) -> list[int]:
        """For each token the index of the innermost pair around it, -1 outside; marks belong outside."""
        levels = [-1] * len(self.tokens)
        for number, pair in enumerate(self.pairs):  # outer pairs come first
            for place in range(pair.opening + 1, min(pair.closing, len(self.tokens))):
                levels[place] = number
        return levels

    @cached_property
    def stops(self) -> list[bool]:
        """For each token whether a sentence ends behind it, at its own level of quotation."""
        ends = [False] * len(self.tokens)
        for place, token in enumerate(self.tokens):
            if token.text[0] == "[" and len(token.text) > 1:
                ends[place] = "," not in token.text  # [...] and [.] part what is quoted into sentences
            elif token.text in _ENDERS or (token.text[-1] in _ENDERS and not token.is_word and len(token.text) < 4):
                ends[place] = self._ends_sentence(place)
            elif token.is_word and token.text[-1:] == "." and place + 2 < len(self.tokens):
                # "in the U.S. The army": only a word that opens sentences ends one after initials.
                following = self.tokens[place + 1]
                ends[place] = following.text[:1].isupper() and bool(following.classes & _OPENS and len(token.text) > 2)
        return ends

    def _ends_sentence(self, place: int) -> bool:
        tokens = self.tokens
        token = tokens[place]
        if token.text[0] in _FULL_WIDTH:
            return True
        following = place + 1
        while (
            following < len(tokens) and not tokens[following].is_word and tokens[following].text in _CLOSERS | _TWO_WAY
        ):
            if tokens[following].start > tokens[following - 1].end:
                break
            following += 1
        if following >= len(tokens):
            return True
        after = tokens[following]
        if after.start == tokens[following - 1].end and after.is_word:
            return False
        if token.text.startswith("..") or token.text == "…":
            return False
        if after.is_word and after.text[:1].islower():
            return False
        return after.is_word or after.text not in ",;:،—–-"

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Sentences as token places ``[first, past the last)``; a quotation does not end the one around it."""
        found: list[tuple[int, int]] = []
        first = 0
        level, tokens, stops, closings = self.level, self.tokens, self.stops, self._closings
        for place in range(len(tokens)):
            past = place + 1
            may_end = stops[place] or place in closings
            if past - first >= LONGEST or (may_end and self._sentence_ends_at(place, level)):
                found.append((first, past))
                first = past
        if first < len(tokens):
            found.append((first, len(tokens)))
        return found

    def _sentence_ends_at(self, place: int, level: list[int]) -> bool:
        if level[place] == -1 and self.stops[place]:
            following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
            return following is None or following.text not in _CLOSERS
        closed = next((p for p in self._closed_at(place) if not p.bracket), None)
        if closed is None or level[place] != -1 or not self.stops[place - 1] or place + 1 >= len(self.tokens):
            return False
        following = self.tokens[place + 1]
        opens = following.text[:1].isupper() or not following.is_word
        # '"We won." The crowd' ends the sentence, '"We won!" Brandt said.' does not.
        said = self._opens_speech(closed.opening) and self._attribution_follows(place + 1)
        return opens and following.text not in ",;:—–-" and not said

    def _opens_speech(self, opening: int) -> bool:
        """Whether a quotation is what somebody says: not a part of a phrase, as in ``called it "a joke."``"""
        before = self.tokens[opening - 1] if opening else None
        return before is None or not before.is_word or bool(before.classes & (BIT["say"] | BIT["tell"]))

    def _closed_at(self, place: int) -> Iterator[Pair]:
        number = self._closings.get(place)
        if number is not None:
            yield self.pairs[number]

    @cached_property
    def _closings(self) -> dict[int, int]:
        return {pair.closing: number for number, pair in enumerate(self.pairs)}

    def _attribution_follows(self, place: int) -> bool:
        """Whether a clause of saying follows that does not open a quotation of its own: ``She said, "Go."``"""
        says = BIT["say"] | BIT["tell"]
        verb = next((k for k, token in enumerate(self.tokens[place : place + 6], place) if token.classes & says), None)
        if verb is None or not all(token.is_word for token in self.tokens[place:verb]):
            return False
        marks = [token.text for token in self.tokens[verb + 1 : verb + 8] if not token.is_word][:2]
        return not (marks and (marks[-1] in _PAIRS or marks[-1] in _TWO_WAY))

    def sentence_of(self, place: int) -> tuple[int, int]:
        """The sentence that a token belongs to."""
        firsts = self._sentence_firsts
        return self.sentences[max(bisect_right(firsts, place) - 1, 0)]

    @cached_property
    def sentence_firsts(self) -> frozenset[int]:
        """Token places where sentences begin."""
        return frozenset(self._sentence_firsts)

    @cached_property
    def _sentence_firsts(self) -> list[int]:
        return [first for first, _ in self.sentences]

    def inner_sentence(self, place: int) -> tuple[int, int]:
        """The sentence around a token at its own level: inside a quotation one of the sentences quoted."""
        first, last = self.sentence_of(place)
        own = self.level[place]
        pair = self.pairs[own] if own >= 0 else None
        low = max(first, pair.opening + 1) if pair else first
        high = min(last, pair.closing) if pair else last
        start = place
        while start > low and not (self.stops[start - 1] and self.level[start - 1] == own):
            start -= 1
        end = place
        while end < high - 1 and not (self.stops[end] and self.level[end] == own):
            end += 1
        return start, end + 1

    def trimmed(self, first: int, past: int, *, connectives: bool = True) -> tuple[int, int] | None:
        """Token places without the marks at the ends (S9); None when nothing is left.

        A quotation or bracket whose partner lies inside stays, unless it wraps the whole.
        """
        tokens, pairs = self.tokens, self._by_mark
        while first < past:
            head, tail = tokens[first], tokens[past - 1]
            if not head.is_word:
                pair = pairs.get(first)
                if pair and pair.opening == first and pair.closing < past:
                    if pair.closing == past - 1:
                        first, past = first + 1, past - 1
                        continue
                else:
                    first += 1
                    continue
            if not tail.is_word:
                pair = pairs.get(past - 1)
                if not (pair and pair.closing == past - 1 and pair.opening >= first):
                    past -= 1
                    continue
            if connectives and head.is_word and self._is_connective(first, past):
                first += 1
                continue
            return first, past
        return None

    def _is_connective(self, first: int, past: int) -> bool:
        """However, But, And in front; a word that opens other phrases too counts only before a comma."""
        token = self.tokens[first]
        if not token.classes & BIT["connective"] or first + 1 >= past:
            return False
        if token.classes & BIT["conjunction"]:
            return True
        return self.tokens[first + 1].text in {",", "،", "，"}

    def pair_marked(self, place: int) -> Pair | None:
        """The quotation or bracket that the token opens or closes."""
        return self._by_mark.get(place)

    def number_marked(self, place: int) -> int | None:
        """Index of the quotation or bracket that the token opens or closes."""
        pair = self.pair_marked(place)
        return None if pair is None else self.pairs.index(pair)

    @cached_property
    def _by_mark(self) -> dict[int, Pair]:
        marks = {pair.opening: pair for pair in self.pairs}
        marks.update({pair.closing: pair for pair in self.pairs})
        return marks

    def count(self, shapes: frozenset[str], first: int, past: int) -> int:
        """How many tokens of a run have one of some shapes; the shapes must be given by then."""
        counts = self._counts.get(shapes)
        if counts is None:
            counts = [0]
            for token in self.tokens:
                counts.append(counts[-1] + (token.shape in shapes))
            self._counts[shapes] = counts
        return counts[past] - counts[first]

    def extent_of(self, first: int, past: int) -> Extent:
        """Code points of a run of tokens."""
        return Extent(self.tokens[first].start, self.tokens[past - 1].end)


_OPENS = (
    BIT["article"] | BIT["pronoun"] | BIT["determiner"] | BIT["possessive"] | BIT["connective"]
    | BIT["subordinator"] | BIT["preposition"]
)  # fmt: skip
