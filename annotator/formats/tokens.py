"""The one tokeniser of every format that counts in tokens, and the sentences over it.

Nothing is lost: tokens hold every character that is no blank, in order, so tokens and the blanks between them are the
text. A blank is what ``str.isspace`` calls one. No token holds a blank or ends inside a grapheme (a blank that a mark
stands on is still a blank). No dictionary and no language is asked, so the same text gives the same tokens everywhere.

The rules, in the order in which they are tried:

==============  ========================================================================================
address         a web address or e-mail address, without the mark that ends its sentence
name            ``@name`` and ``#topic``
emoji           an emoji with all it is joined with; a flag; a keycap
initials        letters that each have their point: ``U.S.``, ``a.m.``, ``e.g.``
word            letters, digits and their marks; one token also where one of ``-‐‑&·_`` stands inside
                (``co-op``, ``AT&T``), ``.,:/`` between digits (``3.5``, ``1,000``, ``10:30``), or a quotation
                mark between Hebrew letters
katakana        a run of katakana
dots, dashes    two or more of the same: ``...``, ``--``
anything else   alone: each mark, Han character, hiragana, and each grapheme of Thai, Lao, Khmer, Burmese and
                other scripts that write no blanks between words; ``10%`` and ``$5`` are two tokens
==============  ========================================================================================

A word with an apostrophe inside is cut as in Universal Dependencies and spaCy: before what English adds (``EU|'s``,
``they|'re``, ``do|n't``), after an article or pronoun that lost its vowel (``l'|Europe``, ``dell'|Unione``); others
stay whole (``O'Brien``). The point of ``Mr.`` is a token, for without a dictionary it cannot be told from a full stop.
Characters without width join the word they stand in (soft hyphens, joiners) or stand alone (zero-width blanks, marks
of direction, control characters).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from annotator.model.span import Extent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_APOSTROPHES = frozenset("'’ʼ")
_BLANK = "".join(character for character in map(chr, range(0x3001)) if character.isspace())
_JOINED = r"\p{Han}\p{Hiragana}\p{Katakana}ーｰ\p{Line_Break=Complex_Context}"
"""Scripts that write no blanks between words, and the mark that lengthens a kana."""
_EXTEND = r"[\p{Grapheme_Extend}\p{Mc}\p{Emoji_Modifier}\u200d]*+"
_LETTER = rf"[[\p{{L}}\p{{M}}\p{{N}}\u00ad\u200c\u200d\u2060]--[{_JOINED}]]"
_FIRST = rf"[[\p{{L}}\p{{N}}]--[{_JOINED}]]"
_INITIAL = rf"[\p{{L}}--[{_JOINED}]]\p{{M}}{{0,4}}"
_IN_ADDRESS = rf'[^{_BLANK}<>"“”«»、。，（）\p{{Han}}\p{{Hiragana}}\p{{Katakana}}]'

_USUAL = (
    r"[0-9A-Za-zÀ-ÖØ-öø-ɏΑ-ΡΣ-ώА-яЀ-Џѐ-џא-תء-غف-ي]++(?=[ \n;!?)]|[.,][ \n])"
    r"|[.,;:!?)](?=[ \n])"
)
"""What most of a text is: words that a blank or a mark with one ends, and those marks. The rules would take the same,
but only after they had tried the rarer ones."""

# Quantifiers that may be tried in vain are bounded, so that no text takes more than linear time.
_RULES: tuple[str, ...] = (
    rf"(?:(?:https?|ftp)://|www\.){_IN_ADDRESS}{{0,4000}}(?<![.,;:!?)\]}}'’…])",
    r"[\w.+-]{1,64}+@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}",
    rf"[@\#]{_FIRST}(?:{_LETTER}|_)*",
    r"[\p{N}\#*]\ufe0f?\u20e3",
    r"(?=[\p{Emoji_Presentation}\p{Extended_Pictographic}\p{Regional_Indicator}])\X",
    rf"(?:{_INITIAL}\.){{2,30}}(?:{_INITIAL}(?!{_LETTER}))?|{_INITIAL}\.{_INITIAL}(?!{_LETTER})",
    rf"{_FIRST}{_LETTER}*+(?:(?:[-‐‑&·_'’ʼ]|(?<=\p{{Nd}})[.,:/](?=\p{{Nd}})"
    rf"""|(?<=\p{{Hebrew}})["“”״](?=\p{{Hebrew}})){_FIRST}{_LETTER}*+)*""",
    r"[\p{Katakana}ーｰ]+",
    r"\.{2,}|…+|-{2,}|[–—―]+",
    rf"[^{_BLANK}]",
)

_ENDINGS = frozenset(("s", "re", "ve", "ll", "d", "m"))
_ELIDED = frozenset(
    (
        *("l", "d", "j", "m", "n", "s", "t", "c", "qu", "lorsqu", "puisqu", "jusqu", "quoiqu"),
        *("dell", "all", "dall", "nell", "sull", "coll", "un", "quest", "quell", "gl"),
    )
)
_LONGEST_ELIDED = max(map(len, _ELIDED))


@cache
def _patterns() -> dict[str, Any]:
    import regex  # type: ignore[import-untyped]

    return {
        "token": regex.compile(f"(?:{'|'.join((_USUAL, *_RULES))}){_EXTEND}", regex.V1),
        "grapheme": regex.compile(r"\X"),
        # Graphemes of more than one code point have one of these in them, but for CR LF.
        "joins": regex.compile(
            r"[\p{Grapheme_Extend}\p{Mc}\p{Prepended_Concatenation_Mark}\p{Grapheme_Cluster_Break=Prepend}"
            r"\p{Grapheme_Cluster_Break=SpacingMark}\p{Grapheme_Cluster_Break=L}\p{Grapheme_Cluster_Break=V}"
            r"\p{Grapheme_Cluster_Break=T}\p{Regional_Indicator}\u200d\p{Emoji_Modifier}]",
            regex.V1,
        ),
    }


@lru_cache(maxsize=4)
def tokens(text: str) -> list[Extent]:
    """The tokens of a text, in order; not to be changed, for the last few texts' are kept."""
    places = [match.span() for match in _patterns()["token"].finditer(text)]
    if not any(mark in text for mark in _APOSTROPHES):
        found = list(map(Extent._make, places))
    else:
        found = []
        for start, end in places:
            if end - start > 2 and not _APOSTROPHES.isdisjoint(text[start:end]):
                found += _cut_at_apostrophe(text, start, end)
            else:
                found.append(Extent(start, end))
    return found if text.isascii() else _whole_graphemes(text, found)


def _cut_at_apostrophe(text: str, start: int, end: int) -> Iterator[Extent]:
    """The parts of a word that has an apostrophe inside."""
    if text[start] not in "@#" and "/" not in text[start:end]:
        for place in range(start + 1, end - 1):
            if text[place] not in _APOSTROPHES:
                continue
            tail = text[place + 1 : end].lower() if end - place <= 4 else ""
            if tail in _ENDINGS:
                yield Extent(start, place)
                yield Extent(place, end)
                return
            if tail == "t" and text[place - 1] in "nN" and place - start > 1:
                yield Extent(start, place - 1)
                yield Extent(place - 1, end)
                return
            if place - start <= _LONGEST_ELIDED and text[start:place].lower() in _ELIDED:
                yield Extent(start, place + 1)
                start = place + 1
    yield Extent(start, end)


def _whole_graphemes(text: str, found: list[Extent]) -> list[Extent]:
    """Tokens joined where one ends inside a grapheme that holds no blank."""
    patterns = _patterns()
    if not patterns["joins"].search(text):
        return found
    inside = {
        place
        for match in patterns["grapheme"].finditer(text)
        if match.end() - match.start() > 1 and not any(map(str.isspace, match[0]))
        for place in range(match.start() + 1, match.end())
    }
    whole: list[Extent] = []
    for token in found:
        if token.start in inside and whole and whole[-1].end == token.start:
            whole[-1] = Extent(whole[-1].start, token.end)
        else:
            whole.append(token)
    return whole


def sentences(text: str, language: str = "") -> list[Extent]:
    """The sentences of a text, each from its first token's start to its last token's end; every token is in one.

    A line break always ends one. Where else they end is what the keys of the window take a sentence to be;
    ``language`` is a code such as ``en``, guessed from the text if empty.
    """
    return [Extent(words[0].start, words[-1].end) for words in token_sentences(text, language)]


def token_sentences(text: str, language: str = "") -> Iterator[list[Extent]]:
    """The tokens of a text, sentence by sentence."""
    return parted(tokens(text), sentence_lengths(text, language))


@lru_cache(maxsize=4)
def sentence_lengths(text: str, language: str = "") -> tuple[int, ...]:
    """How many tokens each sentence of a text has, in order; those of the last few texts are kept."""
    from annotator.model.structure.text import TextStructure

    starts = [word.start for word in tokens(text)]
    lengths = []
    first = 0
    for begin in TextStructure(text, language).sentence_starts():
        past = bisect_left(starts, begin, first)
        if past > first:
            lengths.append(past - first)
            first = past
    if first < len(starts):
        lengths.append(len(starts) - first)
    return tuple(lengths)


def parted(words: list[Extent], lengths: Iterable[int]) -> Iterator[list[Extent]]:
    """Tokens in runs of so many."""
    first = 0
    for length in lengths:
        yield words[first : first + length]
        first += length
