"""The panel of labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtTest import QTest

from annotator.gui.label_panel import LabelPanel
from annotator.gui.label_row import LabelRow
from annotator.model.record import Record, RecordSpan

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.gui.panel_fixtures import Desk

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> LabelPanel:
    desk.session.open_document(desk.ids[0])
    shown = LabelPanel(desk.session)
    qtbot.addWidget(shown)
    shown.resize(300, 260)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def row(panel: LabelPanel, desk: Desk, name: str) -> LabelRow:
    return panel.row(desk.label(name))


def test_has_a_row_for_every_label_with_its_keys(panel: LabelPanel):
    assert [row.label.name for row in panel._rows] == ["actor", "claim", "threat", "demand", "proposal"]
    assert panel._rows[2].accessibleDescription() == "keys 3, T; 0 in this document"


def test_counts_follow_every_edit(panel: LabelPanel, desk: Desk):
    span = desk.mark("Halvia")
    assert row(panel, desk, "actor").count == 1
    desk.session.relabel(span, desk.label("claim"))
    assert (row(panel, desk, "actor").count, row(panel, desk, "claim").count) == (0, 1)
    desk.session.undo()
    desk.session.undo()
    assert (row(panel, desk, "actor").count, row(panel, desk, "claim").count) == (0, 0)


def test_counts_are_those_of_the_open_document(panel: LabelPanel, desk: Desk):
    desk.session.open_document(desk.ids[1])
    assert row(panel, desk, "actor").count == 1
    desk.session.open_document(None)
    assert row(panel, desk, "actor").count == 0


@pytest.mark.parametrize("held", [False, True])
def test_another_count_looks_the_same_when_only_it_is_painted(panel: LabelPanel, desk: Desk, qtbot: QtBot, held: bool):
    actor = row(panel, desk, "actor")
    painted = Painted(actor)
    desk.session.hold(desk.label("actor") if held else None)
    actor.update()
    qtbot.waitUntil(lambda: bool(painted.areas))
    painted.areas.clear()
    actor.set_count(1234)
    qtbot.waitUntil(lambda: bool(painted.areas))
    area = painted.areas[0].boundingRect()
    assert area.width() < actor.width() / 3, "the whole row was painted for a number"
    patched = QPixmap(actor.size())
    patched.fill(panel.palette().window().color())
    whole = QPixmap(patched)
    actor.render(whole)
    actor.set_count(7)
    actor.render(patched)
    actor.set_count(1234)
    QPainter(patched).fillRect(area, panel.palette().window().color())
    actor.render(patched, area.topLeft(), QRegion(area))
    assert patched.toImage() == whole.toImage()


class Painted(QObject):
    """Notes which areas of a widget are painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.areas: list[QRegion] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.region())
        return False


def test_a_sign_in_a_label_s_name_makes_no_key_of_the_next_letter(panel: LabelPanel, desk: Desk):
    named = LabelRow(desk.label("actor")._replace(name="R&D"), 1, panel)
    assert named.shortcut().isEmpty()
    assert named.accessibleName() == "R&D"


def test_a_click_with_something_to_label_says_so(panel: LabelPanel, desk: Desk, qtbot: QtBot):
    panel.has_target = lambda: True
    with qtbot.waitSignal(panel.label_clicked) as clicked:
        QTest.mouseClick(row(panel, desk, "threat"), LEFT)
    assert clicked.args == [desk.label("threat")]
    assert desk.session.held is None


def test_a_click_with_nothing_to_label_holds_and_again_lets_go(panel: LabelPanel, desk: Desk):
    panel.has_target = lambda: False
    QTest.mouseClick(row(panel, desk, "threat"), LEFT)
    assert desk.session.held == desk.label("threat")
    assert "threat" in panel._hint.text()
    QTest.mouseClick(row(panel, desk, "threat"), LEFT)
    assert desk.session.held is None


def test_a_click_leaves_the_focus_where_it_was(panel: LabelPanel, desk: Desk):
    panel.has_target = lambda: False
    panel.setFocus()
    focused = panel.window().focusWidget()
    QTest.mouseClick(row(panel, desk, "claim"), LEFT)
    assert panel.window().focusWidget() is focused


def test_the_pin_holds_a_label_and_takes_over_from_another(panel: LabelPanel, desk: Desk):
    panel.has_target = lambda: True
    for name in ("actor", "claim"):
        shown = row(panel, desk, name)
        shown.setFocus()
        QTest.mouseClick(shown.pin, LEFT)
        assert desk.session.held == desk.label(name)
    assert not row(panel, desk, "actor").pin.isChecked()
    QTest.mouseClick(row(panel, desk, "claim").pin, LEFT)
    assert desk.session.held is None


def test_the_eye_hides_and_shows_a_label(panel: LabelPanel, desk: Desk, qtbot: QtBot):
    span = desk.mark("Halvia")
    shown = row(panel, desk, "actor")
    shown.setFocus()
    QTest.mouseClick(shown.eye, LEFT)
    assert not desk.session.is_visible(span)
    panel.row(desk.label("claim")).setFocus()
    assert shown.eye.isVisible()
    QTest.mouseClick(shown.eye, LEFT)
    assert desk.session.is_visible(span)
    # A click leaves the pointer on the eye, or so Qt may think; off it, nothing keeps the eye there.
    QTest.mouseMove(panel.row(desk.label("claim")))
    qtbot.waitUntil(lambda: not shown.eye.isVisible())


def test_pin_and_eye_come_with_the_keys(panel: LabelPanel, desk: Desk):
    shown = row(panel, desk, "proposal")
    assert not shown.pin.isVisible()
    shown.setFocus()
    assert shown.pin.isVisible()
    assert shown.eye.isVisible()


def test_arrow_keys_go_from_row_to_row(panel: LabelPanel, desk: Desk):
    panel.setFocus()
    assert row(panel, desk, "actor").hasFocus()
    QTest.keyClick(row(panel, desk, "actor"), Qt.Key.Key_Down)
    assert row(panel, desk, "claim").hasFocus()
    QTest.keyClick(row(panel, desk, "claim"), Qt.Key.Key_Up)
    assert row(panel, desk, "actor").hasFocus()


def test_return_does_what_a_click_does(panel: LabelPanel, desk: Desk, qtbot: QtBot):
    panel.has_target = lambda: True
    shown = row(panel, desk, "demand")
    shown.setFocus()
    with qtbot.waitSignal(panel.label_clicked):
        QTest.keyClick(shown, Qt.Key.Key_Return)


def test_says_what_the_next_key_labels(panel: LabelPanel, desk: Desk):
    desk.session.next_key_changed.emit("“Halvia”")
    assert panel._hint.text() == "Next key labels: “Halvia”"
    desk.session.next_key_changed.emit("")
    assert "Halvia" not in panel._hint.text()


def test_what_two_keys_would_label_stands_on_two_lines_and_moves_nothing(panel: LabelPanel, desk: Desk):
    height = panel._hint.sizeHint().height()
    desk.session.next_key_changed.emit("A “Halvia”\nC “the fees will double”")
    assert panel._hint.text() == "Next key labels: A “Halvia”\nC “the fees will double”"
    assert panel._hint.sizeHint().height() == height


def test_plain_reading_shows_every_label_as_hidden(panel: LabelPanel, desk: Desk):
    desk.session.set_plain(True)
    assert all(row.eye.isChecked() for row in panel._rows)
    desk.session.set_plain(False)
    assert not any(row.eye.isChecked() for row in panel._rows)


def test_a_label_that_an_import_adds_gets_a_row(panel: LabelPanel, desk: Desk):
    desk.bring_in(Record("z.txt", "Some words.", spans=[RecordSpan(0, 4, "A & B", "ana")]))
    assert [row.label.name for row in panel._rows][-1] == "A & B"
    assert panel._rows[-1].accessibleName() == "A & B"
    panel.grab()


def test_nobody_is_told_to_point_at_a_word_where_none_is(qtbot: QtBot, desk: Desk):
    panel = LabelPanel(desk.session)
    qtbot.addWidget(panel)
    assert panel._hint.text() == ""
    desk.session.open_document(desk.ids[0])
    assert panel._hint.text() == "Point at a word, press a key"
