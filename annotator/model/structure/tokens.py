"""Words, marks and graphemes of a stretch of text.

Offsets are code points of the whole document; a token never begins or ends inside a grapheme.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from annotator.model.span import Extent
from annotator.model.structure.language import FUNCTION, VERBS, mask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.model.structure.language import Language

APOSTROPHES = "'’ʼ"
_SAY = mask("say", "tell")
_NO_BLANKS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_EXTEND = r"(?:\p{Grapheme_Extend}|\p{Mc}|\u200d)*"
_INSIDE = (
    rf"(?:[-‐‑&{APOSTROPHES}·]|\.(?=\p{{Ll}})"
    r"""|(?<=\p{Hebrew})["“”״‘](?=\p{Hebrew})|(?<=[\p{Katakana}ー])・(?=\p{Katakana}))"""
)
"""Marks inside a word; the last two in Hebrew acronyms and in foreign names in katakana."""
_TOKEN = rf"""
    (?P<plain> [A-Za-z]++(?=[ ,\n]) | [A-Za-z]{{2,}}+(?=\.[ \n]) )  # what most of a text is: the same as a word
  | (?P<word>
        (?:\p{{L}}\.){{2,}}(?:\p{{L}}(?!\w))?                  # U.S., a.m
      | \p{{Sc}}?\d+(?:[.,:/]\d+)*(?:\s?%(?!\w)|\w*(?:-\w+)*)  # 3.5, 1,000, $20, 40 %, 21st, 12-year-old
      | [@#]\w+
      | (?!\p{{Grapheme_Extend}}|\p{{Mc}}|\u200d)[\w\u00ad]+(?:{_INSIDE}[\w\u00ad]+)*
    ){_EXTEND}
  | (?P<dots> \.{{2,}} | …+ | \[[.…,]+\] )
  | (?P<symbol> (?=[\p{{So}}\p{{Emoji_Presentation}}])\X )    # an emoji is no punctuation
  | (?P<dash> -{{2,}} | [–—―]+ )
  | (?P<mark> (?!\s|\p{{Grapheme_Extend}}|\p{{Mc}}|\u200d)\X )
"""


@cache
def _patterns() -> dict[str, Any]:
    import regex  # type: ignore[import-untyped]

    return {
        "token": regex.compile(_TOKEN, regex.VERBOSE),
        "grapheme": regex.compile(r"\X"),
        "no blanks": regex.compile(rf"[{_NO_BLANKS}]"),
        "script run": regex.compile(
            r"[\p{Han}\p{Hiragana}]+(?:·\p{Han}+)*|[\p{Katakana}ー・]+|[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+|[^"
            + _NO_BLANKS
            + "]+"
        ),
    }


@dataclass(slots=True)
class Token:
    """A word or a mark. ``joined`` says that it is written together with the token before it."""

    start: int
    end: int
    text: str
    lower: str
    is_word: bool
    joined: bool = False
    suffix: bool = False
    """A possessive or shortened verb ('s, 'll), a particle, a case ending: of one word with the token before it for
    people."""
    classes: int = 0
    shape: str = ""
    """What it is for the rules: its leading class or look (see ``shapes``)."""


def tokens_of(text: str, extent: Extent, language: Language) -> list[Token]:
    """Words and marks of a stretch of text, in order, blanks left out."""
    found: list[Token] = []
    patterns = _patterns()
    no_blanks = patterns["no blanks"]
    for match in patterns["token"].finditer(text, extent.start, extent.end):
        start, end = match.span()
        piece, kind = match.group(), match.lastgroup
        if kind == "plain":
            found.append(Token(start, end, piece, piece.lower(), True))
        elif kind != "word":
            found.append(Token(start, end, piece, piece, kind == "symbol"))
        elif piece.isascii() and "'" not in piece:
            found.append(Token(start, end, piece, piece.lower(), True))
        elif no_blanks.search(piece):
            found.extend(_segments(piece, start, language))
        else:
            said = bool(found) and bool(language.lexicon.get(found[-1].lower, 0) & _SAY)
            found.extend(_parts(piece, start, language, said=said))
    _split_off_plural_possessives(found, text)
    return found


def _token(text: str, start: int, *, joined: bool = False) -> Token:
    return Token(start, start + len(text), text, text.lower().replace("’", "'").replace("\u00ad", ""), True, joined)


def _parts(piece: str, start: int, language: Language, *, said: bool = False) -> Iterator[Token]:
    """A written word cut at a possessive 's, an elided article, a proclitic, a particle."""
    for place, character in enumerate(piece):
        if character not in APOSTROPHES:
            continue
        head, tail = piece[:place], piece[place + 1 :]
        if tail.lower() in language.suffixes and head:
            yield _token(head, start)
            suffix = _token(piece[place:], start + place, joined=True)
            suffix.suffix = True
            yield suffix
            return
        if head.lower() in language.elisions and tail:
            yield _token(piece[: place + 1], start)
            following = list(_parts(tail, start + place + 1, language))
            following[0].joined = True
            yield from following
            return
    for clitic in language.proclitics:
        rest = piece.removeprefix(clitic)
        if len(rest) < len(piece) and _is_known(rest, language):
            yield _token(clitic, start)
            yield _token(rest, start + len(clitic), joined=True)
            return
    for clitic in language.saying_clitics if said else ():
        if piece.startswith(clitic) and len(piece) > len(clitic) + 1:
            yield _token(clitic, start)
            yield _token(piece[len(clitic) :], start + len(clitic), joined=True)
            return
    for particle in language.enclitics:
        stem = len(piece) - len(particle)
        if not piece.endswith(particle) or piece in language.lexicon or stem < 1:
            continue
        if stem > 1 or len(particle) > 1 or piece[:stem] in language.lexicon:
            yield _token(piece[:stem], start)
            ending = _token(particle, start + stem, joined=True)
            ending.suffix = True
            yield ending
            return
    yield _token(piece, start)


def _is_known(word: str, language: Language) -> bool:
    """A word after a proclitic: one of the lists, or one with the article."""
    return word in language.lexicon or any(
        word.startswith(article) and len(word) > len(article) + 2 for article in language.article_prefixes
    )


def _segments(piece: str, start: int, language: Language) -> Iterator[Token]:
    """A run of characters without blanks, cut at script changes, at known words, then small."""
    graphemes = [match.span() for match in _patterns()["grapheme"].finditer(piece)]
    edges = {0, len(piece)} | {begin for begin, _ in graphemes}
    joined = False
    for run in _patterns()["script run"].finditer(piece):
        stop = next(edge for edge in range(run.end(), len(piece) + 1) if edge in edges)
        for begin, end in _known_words(piece, run.start(), stop, edges, language):
            yield _token(piece[begin:end], start + begin, joined=joined)
            joined = True


def _known_words(piece: str, begin: int, end: int, edges: set[int], language: Language) -> Iterator[tuple[int, int]]:
    """The cheapest way to read a run as known words and foreign names; what lies between them in small steps."""
    places = [edge for edge in range(begin, end + 1) if edge in edges]
    if not places:
        return
    if piece[begin] >= "\u30a0" and piece[begin] <= "\u30ff":
        yield places[0], end  # katakana writes one foreign word or name
        return
    cheapest: dict[int, tuple[float, int, bool]] = {end: (0.0, end, True)}
    following = end
    for place in reversed(places):
        if place < end:
            ways = [(_UNKNOWN, following, False), *_readings(piece, place, end, language)]
            cheapest[place] = min((cost + cheapest[s][0], s, known) for cost, s, known in ways if s in cheapest)
        following = place
    loose = place = places[0]
    while place < end:
        _, stop, known = cheapest[place]
        if known:
            yield from _steps(piece, loose, place, edges)
            yield place, stop
            loose = stop
        place = stop
    yield from _steps(piece, loose, end, edges)


_UNKNOWN, _CHARACTER, _WORD, _NAME = 1.0, 0.9, 0.6, 1.1
"""What it costs to read an unknown character, a word of one character, a longer word, a foreign name by its sounds."""
_ALONE = FUNCTION | VERBS
"""A lone character is a word only as one of these; else it is rather a part of an unknown word."""
_LONGEST_NAME = 12


def _readings(piece: str, place: int, end: int, language: Language) -> Iterator[tuple[float, int, bool]]:
    """The known words and the foreign names that a run can begin with: what each costs and where it ends."""
    for size in language.segment_sizes.get(piece[place], ()):
        classes = language.lexicon.get(piece[place : place + size].lower(), 0) if place + size <= end else 0
        if size > 1 and classes:
            yield _WORD, place + size, True
        elif classes & _ALONE:
            yield _CHARACTER, place + size, True
    stop = place
    while stop < min(end, place + _LONGEST_NAME) and piece[stop] in language.transliteration:
        stop += 1
        if stop > place + 1:
            yield _NAME, stop, True


def _steps(piece: str, begin: int, end: int, edges: set[int], size: int = 2) -> Iterator[tuple[int, int]]:
    """An unknown run in steps of about two characters, three in one; ends on graphemes."""
    while begin < end:
        run = _same_script_until(piece, begin, min(end, begin + size + 2))
        stop = run if run - begin <= size + 1 else begin + size
        while stop < end and stop not in edges:
            stop += 1
        yield begin, stop
        begin = stop


def _same_script_until(piece: str, begin: int, end: int) -> int:
    """Where a run of kanji, or of hiragana, ends."""
    kana = "\u3040" <= piece[begin] <= "\u309f"
    stop = begin + 1
    while stop < end and ("\u3040" <= piece[stop] <= "\u309f") == kana:
        stop += 1
    return stop


def _split_off_plural_possessives(tokens: list[Token], text: str) -> None:
    """Make the apostrophe of ``ministers' plan`` a possessive, unless a single quotation is open."""
    opened = False
    for before, mark in pairwise(tokens):
        if mark.is_word or mark.text not in APOSTROPHES:
            continue
        glued = before.end == mark.start and before.is_word
        spaced = mark.end < len(text) and text[mark.end] == " "
        if not glued:
            opened = True
        elif opened:
            opened = False
        elif spaced and before.lower.endswith("s"):
            mark.is_word = mark.joined = True
            mark.lower = "'"
            mark.suffix = True


def grapheme_at(text: str, point: int) -> Extent:
    """The grapheme that covers a code point; at the end of the text the empty extent there."""
    if point >= len(text):
        return Extent(len(text), len(text))
    start = point = max(point, 0)
    # Any place after a plain character is a boundary, so the search begins at one nearby.
    while start > 0 and point - start < 400 and not (_plain(text[start - 1]) and _plain(text[start])):
        start -= 1
    for match in _patterns()["grapheme"].finditer(text, start):
        if match.end() > point:
            return Extent(*match.span())
    return Extent(point, point + 1)


def _plain(character: str) -> bool:
    return " " <= character < "\u0300" and character not in "\u00ad\u00a9\u00ae"
