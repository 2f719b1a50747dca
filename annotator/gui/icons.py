"""The drawings of ``resources/icons``, in whatever colour the theme asks for.

The SVG files say ``currentColor``; it is replaced by the wanted colour before Qt sees the drawing, so that one
file serves both themes and stays sharp at every scale.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from annotator import resources
from annotator.gui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QIcon
    from PySide6.QtSvg import QSvgRenderer


@lru_cache(maxsize=128)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    # Imported here because most windows show their first page before they need a drawing.
    from PySide6.QtSvg import QSvgRenderer

    return QSvgRenderer(resources.read_bytes("icons", f"{name}.svg").replace(b"currentColor", colour.encode()))


def draw_icon(painter: QPainter, rectangle: QRectF, name: str, colour: QColor) -> None:
    """Paint the drawing ``icons/NAME.svg`` into the rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour.name()).render(painter, rectangle)
    painter.restore()


def make_icon(name: str, colour: QColor | None = None) -> QIcon:
    """An icon for actions, tabs and windows, in the theme's ink or the colour given.

    It does not follow a change of theme: make it again on ``theme.notifier().changed``.
    """
    from PySide6.QtGui import QIcon, QPixmap

    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128):
        pixmap = QPixmap(QSize(size, size))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_icon(painter, QRectF(0, 0, size, size), name, colour or theme.current().ink)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
