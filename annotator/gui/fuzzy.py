"""Finding a command by a few of its letters."""

from __future__ import annotations


def score(typed: str, title: str) -> int | None:
    """How well typed letters fit a title, more is better; None if they do not occur in it in this order.

    Letters at the start of words and letters next to each other count more; blanks typed count nothing.

    >>> score("nd", "Next document") > score("nd", "Find")
    True
    >>> score("xyz", "Next document") is None
    True
    """
    wanted = "".join(typed.casefold().split())
    text = title.casefold()
    if not wanted:
        return 0
    together = " ".join(typed.casefold().split())
    at = text.find(together)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(together, at + 1)
    if at >= 0:
        return 1000 - at
    starts = _fit(wanted, text, word_starts=True)
    if starts is not None:
        return starts + 100
    return 9 * len(together) if together in text else _fit(wanted, text, word_starts=False)


def _fit(wanted: str, text: str, *, word_starts: bool) -> int | None:
    """Points for the letters taken from the left; with ``word_starts`` a gap may only end at a word."""
    points, position = 0, -1
    for letter in wanted:
        follows = position >= 0 and text[position + 1 : position + 2] == letter
        if follows:
            position += 1
            points += 8
            continue
        position = _next(letter, text, position + 1, word_starts=word_starts)
        if position < 0:
            return None
        points += 10 if _starts_word(text, position) else 1
    return points


def _next(letter: str, text: str, start: int, *, word_starts: bool) -> int:
    at = text.find(letter, start)
    while word_starts and at >= 0 and not _starts_word(text, at):
        at = text.find(letter, at + 1)
    return at


def _starts_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()
