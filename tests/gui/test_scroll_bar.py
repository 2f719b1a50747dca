"""The quiet scroll bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.gui.scroll_bar import SlimScrollBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(qtbot: QtBot) -> SlimScrollBar:
    """A bar of 204 pixels over 1000 steps of which 100 are in sight."""
    shown = SlimScrollBar(Qt.Orientation.Vertical)
    qtbot.addWidget(shown)
    shown.setRange(0, 900)
    shown.setPageStep(100)
    shown.resize(11, 204)
    shown.show()
    return shown


def drag(bar: SlimScrollBar, start: int, end: int) -> None:
    QTest.mousePress(bar, LEFT, pos=QPoint(5, start))
    QTest.mouseMove(bar, QPoint(5, end))
    QTest.mouseRelease(bar, LEFT, pos=QPoint(5, end))


def test_dragging_the_thumb_to_the_end_shows_the_end(bar: SlimScrollBar):
    drag(bar, 10, 300)
    assert bar.value() == 900
    drag(bar, 195, -50)
    assert bar.value() == 0


def test_dragging_half_way_goes_half_way(bar: SlimScrollBar):
    drag(bar, 10, 96)
    assert bar.value() == pytest.approx(450, abs=6)


def test_a_press_beside_the_thumb_goes_a_page(bar: SlimScrollBar):
    QTest.mouseClick(bar, LEFT, pos=QPoint(5, 150))
    assert bar.value() == 100
    QTest.mouseClick(bar, LEFT, pos=QPoint(5, 3))
    assert bar.value() == 0


def test_a_press_with_shift_goes_there(bar: SlimScrollBar):
    QTest.mouseClick(bar, LEFT, Qt.KeyboardModifier.ShiftModifier, QPoint(5, 102))
    assert bar.value() == pytest.approx(450, abs=6)


def test_the_thumb_stays_large_enough_to_hit(bar: SlimScrollBar):
    bar.setRange(0, 1_000_000)
    assert bar._thumb()[1] >= 28


def test_with_nothing_to_scroll_nothing_moves(bar: SlimScrollBar):
    bar.setRange(0, 0)
    drag(bar, 10, 190)
    assert bar.value() == 0
    bar.grab()
