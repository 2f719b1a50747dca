"""What a preview of documents shows: the beginnings of their texts one below the other, and where their spans lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotator.model.record import Record

SHOWN = 1200
"""Code points of a document that the preview shows."""
_MARKED = 300
"""Spans of one document that are drawn; a legend counts them all."""
MOST_LANES = 4


class Mark(NamedTuple):
    """A span or a suggestion on the page; offsets are code points of the page's text."""

    pieces: tuple[tuple[int, int], ...]
    label: str
    suggested: bool = False

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]


class Page(NamedTuple):
    """The text of the preview, stretches of it that are headings, and what is drawn on it."""

    text: str
    heads: tuple[tuple[int, int], ...] = ()
    marks: tuple[Mark, ...] = ()


def page_of(records: Sequence[Record], *, judge: bool = False) -> Page:
    """The page of some documents; to ``judge`` their encoding, each begins near its first letter beyond ASCII."""
    parts: list[str] = []
    heads: list[tuple[int, int]] = []
    marks: list[Mark] = []
    at = 0

    def add(text: str) -> int:
        nonlocal at
        parts.append(text)
        at += len(text)
        return at - len(text)

    for number, record in enumerate(records):
        if number:
            add("\n\n")
        start, stop = _shown_part(record, judge=judge)
        # Three points, because the one sign is no ASCII and would be marked.
        text = ("..." if start else "") + record.text[start:stop] + ("..." if stop < len(record.text) else "")
        if head := _head(record, text):
            place = add(head)
            heads.append((place, at))
            add("\n")
        if record.quotes is not None:
            marks += _quotes(record, add)
            continue
        place = add(text)
        shift = place - start + (3 if start else 0)
        marks += _marks(record, (start, stop), shift)
    return Page("".join(parts), tuple(heads), tuple(marks))


def _shown_part(record: Record, *, judge: bool) -> tuple[int, int]:
    """The stretch of a document that is shown: its beginning, unless what matters comes later."""
    text = record.text
    first = 0
    if judge:
        first = next((at for at, letter in enumerate(text) if letter > "\x7f" and not letter.isspace()), 0)
    elif record.spans or record.suggestions:
        first = min([span.start for span in record.spans] + [one.start for one in record.suggestions])
    start = max(0, first - SHOWN // 3) if first > SHOWN * 2 // 3 else 0
    return start, min(start + SHOWN, len(text))


def _head(record: Record, text: str) -> str:
    # The name of a file of one article stands in the list already.
    title = " ".join(record.title.split()) or ("" if record.key == record.file else record.key)
    title = title if len(title) <= 200 else f"{title[:200]}…"
    if record.quotes is not None:
        words = QCoreApplication.translate(
            "PreviewPage", "{title}: spans without their text; it has to be in the project already"
        )
        return words.format(title=title or record.key)
    return title if title not in text[: len(title) + 2] else ""


def _quotes(record: Record, add: Callable[[str], int]) -> Iterable[Mark]:
    """The words of spans whose text the file does not have, one a line."""
    quotes = record.quotes or []
    for number, (span, quote) in enumerate(zip(record.spans, quotes, strict=False)):
        if number == _MARKED:
            add("\n…")
            return
        words = " ".join(quote.split())[:300]
        place = add(("\n" if number else "") + words)
        if words:
            yield Mark(((place + bool(number), place + bool(number) + len(words)),), span.label)


def _marks(record: Record, within: tuple[int, int], shift: int) -> Iterable[Mark]:
    for items, suggested in ((record.spans, False), (record.suggestions, True)):
        drawn = 0
        for item in items:
            cut = [
                (max(start, within[0]) + shift, min(end, within[1]) + shift)
                for start, end in item.fragments or ((item.start, item.end),)
                if start < within[1] and end > within[0]
            ]
            if cut and drawn < _MARKED:
                drawn += 1
                yield Mark(tuple(cut), item.label, suggested)


def lanes_of(marks: Sequence[Mark]) -> list[int]:
    """The lane of each mark, from 0 next to the text: shorter ones nearer, deeper ones than fit in the last."""
    lanes = [0] * len(marks)
    placed: list[tuple[int, int, int]] = []
    for number in sorted(range(len(marks)), key=lambda n: (marks[n].end - marks[n].start, marks[n].start)):
        mark = marks[number]
        if mark.suggested:
            continue
        taken = {lane for start, end, lane in placed if start < mark.end and mark.start < end}
        lane = next(lane for lane in range(len(marks) + 1) if lane not in taken)
        placed.append((mark.start, mark.end, lane))
        lanes[number] = min(lane, MOST_LANES - 1)
    return lanes
