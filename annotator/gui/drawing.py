"""Small shapes that several panels paint: swatches, key caps, the ground of a row, words on one line."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from annotator.gui import theme
from annotator.model.document import Status

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont

    from annotator.gui.theme import LabelColours

RADIUS = 5.0
"""Corner of rows, fields and cards, in device-independent pixels."""

_RIGHT_TO_LEFT = frozenset({"R", "AL"})

# Put together once: a dozen rows are painted after every key, and Python joins flags slowly.
_IN_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute) | Qt.TextFlag.TextSingleLine.value
_AT_LEFT = _IN_LINE | Qt.AlignmentFlag.AlignLeft.value
_AT_RIGHT = _IN_LINE | Qt.AlignmentFlag.AlignRight.value
_CENTRED = _IN_LINE | Qt.AlignmentFlag.AlignHCenter.value


_MOST = 1000
"""Code points of a text on one line that are measured and painted; no window is as wide."""


def one_line(text: str, length: int = 300) -> str:
    """The text with every run of blanks and line ends as one blank, cut to ``length`` code points."""
    return " ".join(text[: length * 2].split())[:length]


def no_longer(text: str, most: int = _MOST) -> str:
    """The text, or its beginning: a stranger's project may call a label by a megabyte."""
    return text if len(text) <= most else f"{text[:most]}…"


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction of its own runs right to left."""
    for character in text[:200]:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return False
        if kind in _RIGHT_TO_LEFT:
            return True
    return False


def isolate_quotes(sentence: str) -> str:
    """A sentence whose quoted words may be of another direction, with each quotation kept to itself.

    Else two quotations of Arabic words change places around the dot between them.
    """
    if sentence.isascii() or all(unicodedata.bidirectional(sign) not in ("R", "AL") for sign in sentence):
        return sentence
    # Whichever comes first opens: some languages close with the mark that opens in others.
    first = min(("„", "“"), key=lambda mark: (sentence + mark).index(mark))
    last = "“" if first == "„" else "”"
    return sentence.replace(first, f"{first}\u2068").replace(last, f"\u2069{last}")


def draw_words(
    painter: QPainter, area: QRectF, text: str, *, right_to_left: bool | None = None, centre: bool = False
) -> bool:
    """Paint one line of plain text, cut with an ellipsis where it does not fit; whether it was cut.

    The text runs, and stands at the side, as its first letter says, unless ``right_to_left`` says otherwise.
    """
    if not text or area.width() <= 0:
        return bool(text)
    fitted = QFontMetricsF(painter.font()).elidedText(no_longer(text), Qt.TextElideMode.ElideRight, area.width())
    reads_backwards = is_right_to_left(text)
    stands_right = reads_backwards if right_to_left is None else right_to_left
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if reads_backwards else Qt.LayoutDirection.LeftToRight)
    painter.drawText(area, _CENTRED if centre else _AT_RIGHT if stands_right else _AT_LEFT, fitted)
    return fitted != text


def draw_sign(painter: QPainter, area: QRectF, sign: str) -> None:
    """Paint a letter in the middle of an area: with nothing to cut or to turn round, a third of what words take."""
    painter.drawText(area, _CENTRED, sign)


def width_of(painter: QPainter, text: str, area: QRectF) -> float:
    """The width that ``draw_words`` takes for this text in the area."""
    return min(QFontMetricsF(painter.font()).horizontalAdvance(no_longer(text)), max(area.width(), 0.0))


def draw_ground(painter: QPainter, area: QRectF, *, chosen: bool, hovered: bool, focused: bool) -> None:
    """The rounded ground of a row: chosen, under the pointer, and ringed where the keys go."""
    colours = theme.current()
    ground = colours.accent_soft if chosen else colours.hover if hovered else None
    if ground is None and not focused:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    if focused:
        painter.setPen(QPen(colours.focus, 1.5))
        area = area.adjusted(0.75, 0.75, -0.75, -0.75)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(area, RADIUS, RADIUS)


def draw_swatch(painter: QPainter, centre: QPointF, size: float, colours: LabelColours, *, dim: bool = False) -> None:
    """The label's square; hollow where the label is hidden."""
    square = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if dim:
        painter.setPen(QPen(colours.line, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        square.adjust(0.7, 0.7, -0.7, -0.7)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.line)
    painter.drawRoundedRect(square, size / 4, size / 4)


def draw_key_cap(painter: QPainter, area: QRectF, text: str, *, font: QFont) -> None:
    """A key of the keyboard with its sign."""
    colours = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.line, 1))
    painter.setBrush(colours.field)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(colours.muted)
    painter.setFont(font)
    draw_sign(painter, area, text)


def draw_magnifier(painter: QPainter, area: QRectF, colour: QColor) -> None:
    """The sign of search. Painted here, because for a drawing of the icons the first paint would load Qt's SVG."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size = area.width() / 16
    painter.setPen(QPen(colour, 1.4 * size, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corner = area.topLeft()
    painter.drawEllipse(corner + QPointF(6.8, 6.8) * size, 4.3 * size, 4.3 * size)
    painter.drawLine(corner + QPointF(10.1, 10.1) * size, corner + QPointF(13.6, 13.6) * size)


def draw_status(painter: QPainter, centre: QPointF, size: float, status: Status) -> None:
    """A document's status as a shape: ring (new), half filled (in progress), filled (done), dash (skipped)."""
    colours = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    circle = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
    ring = circle.adjusted(0.8, 0.8, -0.8, -0.8)
    match status:
        case Status.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent)
            painter.drawEllipse(circle)
        case Status.IN_PROGRESS:
            painter.setPen(QPen(colours.accent, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(ring)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent)
            painter.drawPie(ring, 90 * 16, 180 * 16)
        case Status.SKIPPED:
            painter.setPen(QPen(colours.faint, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(circle.left() + 1.2, centre.y()), QPointF(circle.right() - 1.2, centre.y()))
        case Status.NEW:
            painter.setPen(QPen(colours.faint, 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(ring)


def draw_outline(painter: QPainter, area: QRectF, edge: QColor, ground: QColor, *, width: float = 1.0) -> None:
    """A rounded card or field."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width))
    painter.setBrush(ground)
    half = width / 2
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), RADIUS + 1, RADIUS + 1)
