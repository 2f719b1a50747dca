"""What all panels share: both themes, both directions, and data that looks like markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from annotator.gui import theme
from annotator.gui.detail_panel import DetailPanel
from annotator.gui.document_table import DocumentTable
from annotator.gui.icons import make_icon
from annotator.gui.label_panel import LabelPanel
from annotator.gui.panel_frame import ElidedLabel, as_tooltip
from annotator.gui.span_list import SpanList
from annotator.gui.status_line import StatusLine
from annotator.gui.welcome import Welcome
from annotator.resources import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.gui.panel_fixtures import Desk

PANELS = (DocumentTable, LabelPanel, SpanList, DetailPanel, StatusLine)


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    theme.apply(qapp, "light")


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2], ids=["left to right", "right to left"])
@pytest.mark.parametrize("kind", PANELS, ids=lambda kind: kind.__name__)
def test_a_panel_paints_in_both_themes_and_directions(
    themed: QApplication, qtbot: QtBot, desk: Desk, kind: type[DocumentTable], direction: Qt.LayoutDirection
):
    theme.apply(themed, "light")
    panel = kind(desk.session)
    qtbot.addWidget(panel)
    panel.setLayoutDirection(direction)
    panel.resize(280, 400)
    panel.show()
    desk.session.open_document(desk.ids[0])
    span = desk.mark("close the port", "threat")
    desk.session.set_note(span, "a note")
    desk.session.set_doubt(span, True)
    desk.session.hold(desk.label("claim"))
    desk.session.set_label_hidden(desk.label("threat"), True)
    light = panel.grab().toImage()
    theme.apply(themed, "dark")
    themed.processEvents()  # Qt hands a new palette down from its event loop
    dark = panel.grab().toImage()
    assert light != dark
    assert dark.pixelColor(2, panel.height() // 2).lightness() < 80


def test_the_welcome_page_paints_in_both_themes(themed: QApplication, qtbot: QtBot):
    theme.apply(themed, "light")
    page = Welcome(["/nowhere/at all.annot"])
    qtbot.addWidget(page)
    page.resize(640, 640)
    light = page.grab().toImage()
    theme.apply(themed, "dark")
    assert page.grab().toImage() != light


def test_every_drawing_can_be_drawn(qapp: QApplication):
    drawings = [name.removesuffix(".svg") for name in names("icons", suffix=".svg")]
    assert "annotator" in drawings
    for name in drawings:
        image = make_icon(name).pixmap(32, 32).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(32) for y in range(32)), name


def test_a_tooltip_shows_markup_as_it_is_written():
    assert as_tooltip("<b>5 & 6</b>") == "<qt>&lt;b&gt;5 &amp; 6&lt;/b&gt;</qt>"
    assert as_tooltip("") == ""


def test_a_label_that_is_cut_tells_all_in_its_tooltip(qtbot: QtBot):
    label = ElidedLabel("a rather long sentence about <i>nothing</i>")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.grab()
    assert label.toolTip() == as_tooltip(label.text())
    label.resize(2000, 20)
    label.grab()
    assert label.toolTip() == ""
