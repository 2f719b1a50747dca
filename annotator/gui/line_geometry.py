"""Where text stands on the page: the lines an extent covers, and the place under a point.

Positions are those of the shown text (see ``annotator.model.offsets``); coordinates are the document's own,
before scrolling. All lines keep the same room for lanes below their glyphs, so labels never move text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextBlockFormat, QTextCursor, QTextFormat, QTextLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextDocument

    from annotator.model.span import End

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdfd\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_RIGHT_TO_LEFT_WORD = re.compile(f"{_RIGHT_TO_LEFT.pattern}+")
_WORD = re.compile(r"[^\W\d_]+")
_FUZZY = Qt.HitTestAccuracy.FuzzyHit
_BETWEEN = "roomBetweenParagraphs"
"""Property of a document: what lies between the last line of a paragraph and the next paragraph."""
_TICK = 2.0
"""Width given to a stretch without ink, so that it can be seen and hit."""


class LanePitch:
    """The room under each line: ``count`` lanes of ``height``, after a ``gap``."""

    __slots__ = ("count", "gap", "height")

    def __init__(self, count: int, height: float, gap: float = 1.0) -> None:
        self.count = count
        self.height = height
        self.gap = gap

    @property
    def room(self) -> float:
        return self.gap + self.count * self.height + 2.0


class Piece(NamedTuple):
    """The part of an extent on one visual line."""

    bars: tuple[tuple[float, float], ...]
    """Left and right x of each stretch of ink, from left to right; several in mixed directions."""
    top: float
    bottom: float
    """Of the text's own band; the lanes begin below."""
    first: bool
    last: bool
    right_to_left: bool

    @property
    def left(self) -> float:
        return self.bars[0][0]

    @property
    def right(self) -> float:
        return self.bars[-1][1]

    @property
    def rects(self) -> list[QRectF]:
        return [QRectF(x1, self.top, x2 - x1, self.bottom - self.top) for x1, x2 in self.bars]


Whole = Callable[[int], tuple[int, int]]
"""From a position to the stretch of positions that a boundary may not part, such as a letter with its accents."""


def _one(position: int) -> tuple[int, int]:
    return position, position + 1


class Hit(NamedTuple):
    """What lies under a point: the position of the character there, and the lane if it is below the text."""

    position: int
    lane: int | None
    x: float


def set_room(document: QTextDocument, pitch: LanePitch, paragraph_gap: float) -> None:
    """Give every line of the document the lanes' room; one pass over the whole text."""
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    block = QTextBlockFormat()
    block.setLineHeight(pitch.room, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
    block.setBottomMargin(paragraph_gap)
    cursor.mergeBlockFormat(block)
    document.setProperty(_BETWEEN, pitch.room + paragraph_gap)


def close_blank_lines(document: QTextDocument, height: float) -> None:
    """Make lines without any text low: they part paragraphs and carry no label."""
    low = QTextBlockFormat()
    low.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    low.setBottomMargin(0)
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        if block.length() == 1:
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(low)
        block = block.next()


def set_directions(document: QTextDocument) -> None:
    """Let each paragraph run as most of its words do.

    Qt asks the first letter alone, and a Persian paragraph that begins with a name in Latin letters would
    then have its words in the wrong order. Paragraphs without right-to-left letters are left to Qt.
    """
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        if is_right_to_left(block):
            wanted = _direction_of_most(block.text())
            if wanted is not None and wanted != block.textDirection():
                runs = QTextBlockFormat()
                runs.setLayoutDirection(wanted)
                cursor.setPosition(block.position())
                cursor.mergeBlockFormat(runs)
        block = block.next()


def _direction_of_most(text: str) -> Qt.LayoutDirection | None:
    """Words are counted, not letters: those of Arabic and Hebrew are short. None if there are as many of either."""
    others, backwards = _RIGHT_TO_LEFT_WORD.subn(" ", text)
    forwards = len(_WORD.findall(others))
    if backwards == forwards:
        return None
    return Qt.LayoutDirection.RightToLeft if backwards > forwards else Qt.LayoutDirection.LeftToRight


def is_blank_line(block: QTextBlock) -> bool:
    kind = block.blockFormat().intProperty(QTextFormat.Property.LineHeightType)
    return bool(kind == QTextBlockFormat.LineHeightTypes.FixedHeight.value)


def visible_range(document: QTextDocument, top: float, bottom: float, pitch: LanePitch) -> tuple[int, int]:
    """Positions of the lines whose text or lanes may lie between two heights; generous by one line."""
    first = line_around(document, QPointF(0, top - pitch.room - pitch.height))
    if first is None:
        return 0, document.characterCount() - 1
    start = first[0].position() + first[2].textStart()
    # The last line is a few paragraphs on: walking there is cheaper than asking Qt again.
    last = _line_in(document, _walk_down(document, first[0], bottom + pitch.height), bottom + pitch.height)
    if last is None:
        return start, document.characterCount() - 1
    block, _, line = last
    return start, block.position() + line.textStart() + line.textLength()


def pieces(document: QTextDocument, start: int, end: int, within: tuple[int, int]) -> Iterator[Piece]:
    """The lines that ``[start, end)`` covers, from top to bottom, as far as they lie in ``within``."""
    layout = document.documentLayout()
    block = document.findBlock(max(start, within[0]))
    stop = min(end, within[1])
    while block.isValid() and block.position() < stop:
        yield from _pieces_in_block(block, layout.blockBoundingRect(block).topLeft(), start, end, within)
        block = block.next()


def _pieces_in_block(
    block: QTextBlock, origin: QPointF, start: int, end: int, within: tuple[int, int]
) -> Iterator[Piece]:
    lines = block.layout()
    base = block.position()
    first = max(start, within[0], base) - base
    last = min(min(end, within[1]) - base, block.length() - 1)
    if last <= first:
        return
    backwards = is_right_to_left(block) and block.textDirection() == Qt.LayoutDirection.RightToLeft
    for index in range(lines.lineForTextPosition(first).lineNumber(), lines.lineCount()):
        line = lines.lineAt(index)
        line_start = line.textStart()
        if line_start >= last:
            return
        a, b = max(first, line_start), min(last, line_start + line.textLength())
        top = origin.y() + line.y()
        yield Piece(
            tuple((origin.x() + x1, origin.x() + x2) for x1, x2 in _bars(block, line, a, b)),
            top,
            top + line.height(),
            base + a == start,
            base + b == end,
            backwards,
        )


def is_right_to_left(block: QTextBlock) -> bool:
    """Whether the paragraph holds right-to-left characters, so that positions may run either way."""
    known = block.userState()
    if known < 0:  # never looked at; the text does not change
        text = block.text()
        known = int(not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None)
        block.setUserState(known)
    return known == 1


def _bars(block: QTextBlock, line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
    """Stretches of x, relative to the block, that the characters of one line cover."""
    if not is_right_to_left(block):
        x1, x2 = _x(line, start), _x(line, end)
        natural = line.naturalTextRect()
        x2 = min(x2, natural.right())
        return [(x1, x2)] if x2 - x1 >= 1 else [(x1, x1 + _TICK)]
    found = _ink(line, start, end)
    if half := _half_of_ligature(block, line, start):
        found.append(half)
    joined: list[tuple[float, float]] = []
    for x1, x2 in sorted(found):
        if joined and x1 <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], x2))
        else:
            joined.append((x1, x2))
    if half := _half_of_ligature(block, line, end):
        joined = [part for bar in joined for part in _without(bar, half)]
    if joined:
        return joined
    x = _x(line, start)
    return [(x, x + _TICK)]


def _ink(line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
    rects = (run.boundingRect() for run in line.glyphRuns(start, end - start))
    return [(rect.left(), rect.right()) for rect in rects if rect.width() > 0]


def _half_of_ligature(block: QTextBlock, line: QTextLine, position: int) -> tuple[float, float] | None:
    """The part of a ligature that belongs to its second letter, such as the alef of lam-alef.

    Qt gives all its width to the first. None for a letter that stands for itself, and for anything else.
    """
    document, base = block.document(), block.position()
    if not line.textStart() < position < line.textStart() + line.textLength():
        return None
    if not document.characterAt(base + position).isalpha() or document.characterAt(base + position - 1).isspace():
        return None
    if _ink(line, position, position + 1):
        return None
    before = position - 1
    while before > line.textStart() and _is_mark(document.characterAt(base + before)):
        before -= 1
    whole = _ink(line, before, position)
    if not whole:
        return None
    left, right = whole[0]
    middle = (left + right) / 2
    return (left, middle) if _runs_backwards(block, line, before) else (middle, right)


def _is_mark(character: str) -> bool:
    """Whether it is an accent or a vowel sign, which stands with the letter before it."""
    return unicodedata.combining(character) != 0


def _without(bar: tuple[float, float], part: tuple[float, float]) -> list[tuple[float, float]]:
    """What is left of a bar when a part is taken out of it."""
    left, right = (bar[0], min(bar[1], part[0])), (max(bar[0], part[1]), bar[1])
    return [(x1, x2) for x1, x2 in (left, right) if x2 - x1 >= 1]


def _x(line: QTextLine, position: int) -> float:
    x, _ = cast("tuple[float, int]", line.cursorToX(position))
    return x


def hit(document: QTextDocument, point: QPointF, pitch: LanePitch, whole: Whole = _one) -> Hit | None:
    """The character under a point of the document, or of the line whose lanes lie there.

    ``whole`` tells which positions are one to the pointer; their first is given. None beside the text of a line
    and outside all lines.
    """
    found = line_around(document, point)
    if found is None or is_blank_line(found[0]):
        return None
    block, origin, line = found
    below = point.y() - (origin.y() + line.y() + line.height())
    if point.y() < origin.y() + line.y() or below >= pitch.room:
        return None
    natural = line.naturalTextRect()
    x = point.x() - origin.x()
    if not natural.left() <= x <= natural.right() or line.textLength() == 0:
        return None
    position, _ = _stretch_at(block, line, x, whole)
    lane = min(int((below - pitch.gap) // pitch.height), pitch.count - 1) if below >= pitch.gap else None
    return Hit(block.position() + position, lane, point.x())


def end_at(document: QTextDocument, start: int, end: int, point: QPointF, pitch: LanePitch, reach: float) -> End | None:
    """Which end of ``[start, end)`` stands within ``reach`` beside a point; only lines near it are looked at."""
    for piece in pieces(document, start, end, visible_range(document, point.y(), point.y(), pitch)):
        if not piece.top <= point.y() <= piece.bottom:
            continue
        x_start, x_end = (piece.right, piece.left) if piece.right_to_left else (piece.left, piece.right)
        if piece.first and abs(point.x() - x_start) <= reach:
            return "start"
        if piece.last and abs(point.x() - x_end) <= reach:
            return "end"
    return None


def boundary_at(document: QTextDocument, point: QPointF, whole: Whole = _one) -> int:
    """The boundary between two characters nearest to a point, wherever it is; for drags, which may leave the text.

    ``whole`` tells which positions belong together and are never parted. Qt's own answer is not used: beside
    stacked accents it is the end of the run, and where directions meet a boundary far away.
    """
    found = line_around(document, point)
    if found is None:
        return 0
    block, origin, line = found
    base = block.position()
    if line.textLength() == 0:
        return base + line.textStart()
    x = point.x() - origin.x()
    start, end = _stretch_at(block, line, x, whole)
    left, right = _cell(block, line, start, end)
    return base + (start if (x < (left + right) / 2) != _runs_backwards(block, line, start) else end)


def _stretch_at(block: QTextBlock, line: QTextLine, x: float, whole: Whole) -> tuple[int, int]:
    """The positions of the line, kept together by ``whole``, whose place holds ``x``.

    Qt is asked first and seldom errs, but may name a neighbour in a ligature and where directions meet.
    """
    natural = line.naturalTextRect()
    x = min(max(x, natural.left()), natural.right())
    base, first, stop = block.position(), line.textStart(), line.textStart() + line.textLength()

    def stretch(position: int) -> tuple[int, int]:
        start, end = whole(base + position)
        return max(start - base, first), min(end - base, stop)

    position = min(line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter), stop - 1)
    for near in chain((position, position + 1, position - 1), range(first, stop)):
        if first <= near < stop:
            start, end = stretch(near)
            left, right = _cell(block, line, start, end)
            if left <= x < right:
                return start, end
    return stretch(position)


def _cell(block: QTextBlock, line: QTextLine, start: int, end: int) -> tuple[float, float]:
    """Left and right x of what is one to the pointer; equal where it has no width."""
    bars = _bars(block, line, start, end)
    left, right = bars[0][0], bars[-1][1]
    return (left, right) if right - left > _TICK else (left, left)


def _runs_backwards(block: QTextBlock, line: QTextLine, position: int) -> bool:
    """Whether the character runs from right to left; one without ink runs as its paragraph does."""
    if not is_right_to_left(block):
        return False
    runs = line.glyphRuns(position, 1)
    if runs:
        return bool(runs[0].isRightToLeft())
    return bool(block.textDirection() == Qt.LayoutDirection.RightToLeft)


def line_around(document: QTextDocument, point: QPointF) -> tuple[QTextBlock, QPointF, QTextLine] | None:
    """The line at or above a height, with its paragraph and the paragraph's origin."""
    return _line_in(document, _block_around(document, point.y()), point.y())


def _line_in(document: QTextDocument, block: QTextBlock, y: float) -> tuple[QTextBlock, QPointF, QTextLine] | None:
    lines = block.layout()
    if lines.lineCount() == 0:
        return None
    origin = document.documentLayout().blockBoundingRect(block).topLeft()
    below = bisect_right(range(lines.lineCount()), y, key=lambda index: origin.y() + lines.lineAt(index).y())
    return block, origin, lines.lineAt(max(below - 1, 0))


def _block_around(document: QTextDocument, y: float) -> QTextBlock:
    """The paragraph at or above a height; the first one above all text.

    In the gap between two paragraphs, and in the margin above the first, Qt answers with any position further
    down, often the last of all. Of questions down a gap, no further apart than a line is high, one is answered
    right, and it gives the least.
    """
    layout = document.documentLayout()
    gap = float(document.property(_BETWEEN) or 0)
    top = document.rootFrame().frameFormat().topMargin()
    line = max(4.0, QFontMetricsF(document.defaultFont()).height() - 2)
    steps = int(gap / line) + 2
    asked = {max(y - min(line * step, gap + 1), top) for step in range(steps)}
    position = min(int(layout.hitTest(QPointF(0, height), _FUZZY)) for height in asked)
    return _walk_down(document, document.findBlock(max(position, 0)), y)


def _walk_down(document: QTextDocument, block: QTextBlock, y: float) -> QTextBlock:
    """The last paragraph from this one on that begins at or above a height."""
    layout = document.documentLayout()
    following = block.next()
    while following.isValid() and layout.blockBoundingRect(following).top() <= y:
        block, following = following, following.next()
    return block
