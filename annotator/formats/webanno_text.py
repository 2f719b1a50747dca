"""The text of a WebAnno TSV document, put together from its sentences by the offsets of its tokens.

What stood between two sentences is not recorded, only how long it was: it becomes line breaks and blanks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.json_rows import shorten
from annotator.formats.units import OffsetMapper, Unit
from annotator.formats.webanno_lines import Row, Sentence, Tsv, unescaped
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRIES = 50
_WIDEST = 1_000_000
"""Units between two sentences or tokens: more is no text but a mistake, and would fill memory with blanks."""


def put_together(tsv: Tsv, unit: Unit, before: str) -> tuple[str, dict[str, tuple[int, int]], int]:
    """The text; the stretch of each row by its address, in code points; and how many characters were filled in.

    ``before`` is what stood ahead of the first token, where that is known. InputError where tokens and sentences do
    not fit each other.
    """
    text: list[str] = []
    where: dict[str, tuple[int, int]] = {}
    place = offset = filled = 0
    """Where the text ends, in units and in code points."""
    for sentence in tsv.sentences:
        if not sentence.rows:
            raise InputError(f"the sentence in line {sentence.line} has no tokens, so that its place is unknown")
        start, words = _placed(sentence, unit)
        gap = start - place
        if gap > _WIDEST:
            raise InputError(f"the sentence in line {sentence.line} begins {gap:,} characters after the one before it")
        if gap < 0:
            gap, place, offset = 0, place + gap, _cut(text, -gap, offset, sentence)
        known = not text and len(before) == gap and not before.strip()
        fill = before if known else "\n" * min(gap, 2) + " " * (gap - 2)
        filled += 0 if known else gap
        text += [fill, words]
        offset += len(fill)
        mapper = OffsetMapper(words, unit)
        for row in sentence.rows:
            first, last = mapper.to_code_points(row.start - start), mapper.to_code_points(row.end - start)
            if first is None or last is None or first > last:
                raise InputError(f"line {row.line}: its offsets {row.start}–{row.end} are no place in its sentence")
            if row.address in where:
                raise InputError(f"line {row.line}: there is another {row.address}")
            where[row.address] = (offset + first, offset + last)
        place, offset = start + mapper.length, offset + len(words)
    return "".join(text) if text else before, where, filled


def _cut(text: list[str], more: int, offset: int, sentence: Sentence) -> int:
    """Cut blanks from the end of the text, where the next sentence begins before they end; the text's new end."""
    last = text[-1]
    if more > len(last) or last[len(last) - more :].strip():
        raise InputError(f"the sentence in line {sentence.line} begins inside the one before it")
    text[-1] = last[: len(last) - more]
    return offset - more


def _placed(sentence: Sentence, unit: Unit) -> tuple[int, str]:
    """Where a sentence begins, in units, and its text."""
    tokens = [row for row in sentence.rows if not row.is_part]
    if not tokens:
        raise InputError(f"line {sentence.line}: a part of a token stands there without its token")
    if sentence.text is None:
        return _from_tokens(tokens, unit)
    for tried in (unit, *(other for other in (Unit.UTF_16, Unit.CODE_POINT) if other is not unit)):
        mapper = OffsetMapper(sentence.text, tried)
        for ahead in _begins(sentence.text, tokens[0]):
            start = tokens[0].start - (mapper.from_code_points(ahead) or 0)
            if start >= 0 and all(_matches(sentence.text, mapper, row, start) for row in tokens):
                if tried is unit:
                    return start, sentence.text
                raise InputError(
                    f"the tokens of the sentence in line {sentence.line} are not where their offsets say; "
                    f"these seem to count {tried.value}: read it with --offsets {tried.value}"
                )
    row = _first_wrong(sentence, tokens, unit)
    raise InputError(
        f"line {row.line}: its token “{shorten(row.words)}” does not stand at {row.start}–{row.end} of its #Text"
    )


def _begins(text: str, token: Row) -> Iterator[int]:
    """Where the first token may stand in its sentence: a sentence may begin with blanks."""
    for words in dict.fromkeys((token.words, unescaped(token.words))):
        place = text.find(words)
        for _ in range(_TRIES):
            if place < 0:
                break
            yield place
            place = text.find(words, place + 1)


def _matches(text: str, mapper: OffsetMapper, row: Row, start: int) -> bool:
    first, last = mapper.to_code_points(row.start - start), mapper.to_code_points(row.end - start)
    return first is not None and last is not None and text[first:last] in (row.words, unescaped(row.words))


def _first_wrong(sentence: Sentence, tokens: list[Row], unit: Unit) -> Row:
    text = sentence.text or ""
    mapper, start = OffsetMapper(text, unit), tokens[0].start
    return next((row for row in tokens if not _matches(text, mapper, row, start)), tokens[0])


def _from_tokens(tokens: list[Row], unit: Unit) -> tuple[int, str]:
    """A sentence without ``#Text=``: its tokens with blanks between."""
    text, place = "", tokens[0].start
    for row in tokens:
        words = unescaped(row.words)
        if not 0 <= row.start - place <= _WIDEST:
            raise InputError(f"line {row.line}: its token begins before or far behind the one ahead of it")
        text += " " * (row.start - place) + words
        place = row.start + OffsetMapper(words, unit).length
        if place != row.end:
            raise InputError(f"line {row.line}: its token “{shorten(words)}” is not as long as its offsets say")
    return tokens[0].start, text
