"""The mouse on the page: snapping and exact drags, counted clicks, lanes, ends, the held label, the palette."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.span import Extent
from tests.gui.page_fixtures import ALT, ARTICLE, CTRL, LEFT, NONE, Page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from annotator.model.span import Span


# Drags


def hurried(page: Page, first: str, last: str) -> tuple[QPoint, QPoint]:
    """Points on the fourth letter of two places, as a hurried hand takes words."""
    return page.spot(page.where(first).start + 3), page.spot(page.where(last).start + 3)


def test_a_drag_snaps_outward_to_words(page: Page):
    page.open()
    page.drag(*hurried(page, "harbour council", "council will"))
    assert page.selected_text == "harbour council"


def test_a_drag_from_right_to_left_selects_the_same(page: Page):
    page.open()
    start, end = hurried(page, "harbour council", "council will")
    page.drag(end, start)
    assert page.selected_text == "harbour council"


def test_blanks_and_marks_at_the_ends_of_a_drag_are_left_out(page: Page):
    page.open()
    page.drag_over(", harbour master Ida Brandt ")
    assert page.selected_text == "harbour master Ida Brandt"


def test_a_drag_over_nothing_but_blanks_selects_nothing(page: Page):
    page.open("Nothing                    here")
    page.drag_over("                 ")
    assert page.selected_text is None


@pytest.mark.parametrize(
    "modifier",
    [ALT, pytest.param(CTRL, marks=pytest.mark.skipif(sys.platform != "linux", reason="Linux only"))],
    ids=["alt", "ctrl"],
)
def test_a_key_held_while_dragging_takes_exact_characters(page: Page, modifier: Qt.KeyboardModifier):
    page.open()
    page.drag_over("arbour counc", during=modifier)
    assert page.selected_text == "arbour counc"
    page.press("a")
    assert page.stored() == [("actor", "arbour counc")]


def test_alt_at_the_press_alone_does_not_make_a_drag_exact(page: Page):
    page.open()
    start, end = page.edges(page.where("arbour counc"))
    page.drag(start, end, at_press=ALT)
    assert page.selected_text == "harbour council"


def test_alt_pressed_at_release_makes_a_drag_exact(page: Page):
    page.open()
    start, end = page.edges(page.where("arbour counc"))
    page.press_button(start)
    page.drag_to(end)
    page.release_button(end, ALT)
    assert page.selected_text == "arbour counc"


def test_the_labels_trimming_applies_to_a_snapped_drag_when_it_is_labelled(page: Page):
    page.open()
    page.drag_over("The Halvian harbour council")
    assert page.selected_text == "The Halvian harbour council"
    page.press("a")
    assert page.stored() == [("actor", "Halvian harbour council")]


def test_a_claim_keeps_its_article(page: Page):
    page.open()
    page.drag_over("The Halvian harbour council")
    page.press("c")
    assert page.stored() == [("claim", "The Halvian harbour council")]


def test_a_drag_may_cross_lines_and_paragraphs(page: Page):
    page.open()
    page.drag(*hurried(page, "reporters", "proposed"))
    assert page.selected_text is not None
    assert page.selected_text.startswith("reporters in Brenn.")
    assert page.selected_text.endswith("\n\nBrandt proposed")


def test_a_drag_that_leaves_the_column_goes_on(page: Page):
    page.open()
    start = page.spot("Brandt proposed")
    page.drag(start, QPoint(page.view.viewport().width() + 30, start.y()))
    first_line = page.view.boundary_at(QPoint(page.view.viewport().width() + 30, start.y()))
    assert page.selected_text == page.text[page.where("Brandt proposed").start : first_line].rstrip(" .,")


def test_a_drag_below_the_view_scrolls_on(page: Page, qtbot: QtBot):
    page.open(ARTICLE * 6)
    start = page.spot("reporters")
    page.press_button(start)
    below = QPoint(start.x(), page.view.viewport().height() + 60)
    page.drag_to(below)
    qtbot.waitUntil(lambda: page.view.place() > 100, timeout=5000)
    page.release_button(below)
    selected = page.view.selected_extent()
    assert selected is not None
    assert selected.end > page.where("reporters", 1).end
    place = page.view.place()
    assert not page.view.mouse._scroll.isActive()
    assert page.view.place() == place


def test_a_press_inside_a_selection_clears_it_and_drags_no_text(page: Page):
    page.open()
    page.drag_over("The Halvian harbour council")
    page.press_button(page.spot("harbour council"))
    assert page.selected_text is None
    page.drag_to(page.spot("council will"))
    page.release_button(page.spot(page.where("council will").start + 2))
    assert page.selected_text == "harbour council"


def test_a_trembling_click_is_no_drag(page: Page):
    page.open()
    point = page.spot("Halvian")
    page.press_button(point)
    page.drag_to(point + QPoint(2, 1))
    page.release_button(point + QPoint(2, 1))
    assert page.selected_text is None


def test_the_right_button_selects_nothing(page: Page):
    page.open()
    QTest.mousePress(page.view.viewport(), Qt.MouseButton.RightButton, NONE, page.spot("Halvian"))
    QTest.mouseRelease(page.view.viewport(), Qt.MouseButton.RightButton, NONE, page.spot("union"))
    assert page.selected_text is None
    assert not page.view.mouse.busy


# Clicks


def test_two_clicks_take_a_word_three_a_sentence_four_a_paragraph(page: Page):
    page.open()
    page.click("refused", times=2)
    assert page.selected_text == "refused"
    page.click("refused", times=3)
    assert page.selected_text == "The ministry refused, and the union warned that it would close the port"
    page.click("refused", times=4)
    assert page.selected_text is not None
    assert page.selected_text.startswith("“We demand")
    assert page.selected_text.endswith("to strike before")


def test_a_fifth_click_begins_anew(page: Page):
    page.open()
    page.click("refused", times=6)
    assert page.selected_text == "refused"


def test_a_double_click_takes_a_whole_abbreviation(page: Page):
    page.open("Ships of the U.S. Navy wait off Brenn.")
    page.click("S. Navy", times=2)
    assert page.selected_text == "U.S."


def test_clicks_in_two_places_are_two_clicks(page: Page):
    page.open()
    page.click("refused")
    point = page.spot("union")
    QTest.mousePress(page.view.viewport(), LEFT, NONE, point)
    QTest.mouseRelease(page.view.viewport(), LEFT, NONE, point)
    assert page.selected_text is None


def test_a_double_click_on_a_span_selects_the_word(page: Page):
    page.open()
    page.mark("harbour master Ida Brandt", "actor")
    page.click("master", times=2)
    assert page.selected_text == "master"
    assert page.selected is None


def test_a_click_selects_the_shortest_span_there(page: Page):
    nest(page)
    page.click("Brandt said")
    assert page.selected == ("actor", "Ida Brandt")


def test_a_click_beside_the_text_lets_the_span_go(page: Page):
    page.open()
    page.mark("harbour master Ida Brandt", "actor")
    page.click("master")
    assert page.selected is not None
    page.click(QPoint(3, page.spot("master").y()))
    assert page.selected is None


def test_a_click_puts_the_caret_before_the_character(page: Page):
    page.open()
    page.click("locks")
    assert page.view.caret() == page.where("locks").start


def nest(page: Page) -> list[Span]:
    """Three spans round Brandt, the innermost first."""
    page.open()
    return [
        page.mark("Ida Brandt", "actor"),
        page.mark("harbour master Ida Brandt", "demand"),
        page.mark("harbour master Ida Brandt said on Monday", "claim"),
    ]


def lane_point(page: Page, words: str, lane: int) -> QPoint:
    """A point of the viewport in a lane below words."""
    rect = page.view.rects_of(page.where(words))[0]
    pitch = page.view.pitch
    return QPoint(round(rect.center().x()), round(rect.bottom() + pitch.gap + (lane + 0.5) * pitch.height))


@pytest.mark.parametrize("lane", [0, 1, 2])
def test_a_click_on_a_lane_selects_its_span(page: Page, lane: int):
    spans = nest(page)
    page.click(lane_point(page, "Brandt said", lane))
    assert page.session.selected == spans[lane]


def test_a_click_on_an_empty_lane_means_the_words_above(page: Page):
    page.open()
    page.mark("Ida Brandt", "actor")
    page.click(lane_point(page, "Brandt said", 2))
    assert page.selected == ("actor", "Ida Brandt")


def test_a_click_on_a_continuation_line_of_a_lane_selects_its_span(page: Page):
    page.open()
    long = page.where("We demand that the ministry of Torland opens the locks at once,” Brandt told reporters in Brenn")
    page.mark(long, "demand")
    page.mark("reporters", "actor")
    assert len(page.view.rects_of(long)) == 2
    page.click(lane_point(page, "reporters", 1))
    assert page.selected is not None
    assert page.selected[0] == "demand"


def test_alt_and_click_selects_the_next_span_around_and_after_the_last_the_first(page: Page):
    nest(page)
    found = []
    page.click("Brandt said")
    for _ in range(4):
        page.click("Brandt said", modifiers=ALT)
        assert page.selected is not None
        found.append(page.selected[0])
    assert found == ["demand", "claim", "actor", "demand"]


@pytest.mark.skipif(sys.platform != "linux", reason="where Alt and a press may move the window")
def test_ctrl_and_click_does_the_same_on_linux(page: Page):
    nest(page)
    page.click("Brandt said")
    page.click("Brandt said", modifiers=CTRL)
    assert page.selected == ("demand", "harbour master Ida Brandt")


def test_a_hidden_label_is_not_hit(page: Page):
    nest(page)
    page.session.set_label_hidden(page.label("actor"), True)
    page.click("Brandt said")
    assert page.selected == ("demand", "harbour master Ida Brandt")


def test_in_plain_reading_a_click_hits_no_span(page: Page):
    nest(page)
    page.session.set_plain(True)
    page.click("Brandt said")
    assert page.selected is None


def test_the_hole_of_a_fragmented_span_is_not_the_span(page: Page):
    page.open()
    span = page.mark("harbour master", "actor")
    page.session.add_fragment(span, page.where("Monday"))
    page.session.select(None)
    page.click("said on")
    assert page.selected is None
    page.click("Monday")
    assert page.selected == ("actor", "harbour master … Monday")


# Ends of the selected span


def pick(page: Page, words: str, label: str = "actor") -> Extent:
    """A span made and selected by a click into its middle."""
    extent = page.where(words)
    page.mark(extent, label)
    page.click((extent.start + extent.end) // 2)
    assert page.session.selected is not None
    assert page.session.selected.extent == extent
    return extent


def end_points(page: Page, extent: Extent) -> tuple[QPoint, QPoint]:
    rects = page.view.rects_of(extent)
    first, last = rects[0], rects[-1]
    return (
        QPoint(round(first.left()), round(first.center().y())),
        QPoint(round(last.right()), round(last.center().y())),
    )


def test_dragging_the_end_of_the_selected_span_moves_it_snapping_to_words(page: Page):
    page.open()
    extent = pick(page, "harbour master")
    _, end = end_points(page, extent)
    page.drag(end, page.spot(page.where("Brandt said").start + 3))
    assert page.stored() == [("actor", "harbour master Ida Brandt")]
    assert page.selected == ("actor", "harbour master Ida Brandt")


def test_dragging_the_start_of_the_selected_span_moves_only_the_start(page: Page):
    page.open()
    extent = pick(page, "harbour master Ida Brandt")
    start, _ = end_points(page, extent)
    page.drag(start, page.spot(page.where("Ida").start + 1))
    assert page.stored() == [("actor", "Ida Brandt")]


def test_alt_moves_an_end_to_the_character(page: Page):
    page.open()
    extent = pick(page, "harbour master")
    _, end = end_points(page, extent)
    letter = page.where("randt said").start
    _, target = page.edges(Extent(letter, letter + 1))
    page.drag(end, target, during=ALT)
    assert page.stored() == [("actor", "harbour master Ida Br")]


@pytest.mark.parametrize(("off", "moved"), [(-3, True), (3, True), (-6, False), (6, False)])
def test_within_four_pixels_the_edge_wins(page: Page, off: int, moved: bool):
    page.open()
    extent = pick(page, "harbour master")
    _, end = end_points(page, extent)
    page.drag(end + QPoint(off, 0), page.spot(page.where("Brandt said").start + 3))
    assert (page.stored() == [("actor", "harbour master Ida Brandt")]) is moved
    assert (page.selected_text is None) is moved


def test_dragging_an_end_past_the_other_turns_the_span_round(page: Page):
    page.open()
    extent = pick(page, "master Ida")
    _, end = end_points(page, extent)
    page.drag(end, page.spot(page.where("harbour master").start + 2))
    assert page.stored() == [("actor", "harbour")]


def test_dragging_an_end_and_back_changes_nothing(page: Page):
    page.open()
    extent = pick(page, "harbour master")
    _, end = end_points(page, extent)
    edits = len(page.said)
    page.press_button(end)
    page.drag_to(page.spot("Brandt said"))
    page.drag_to(end)
    page.release_button(end)
    assert page.stored() == [("actor", "harbour master")]
    assert len(page.said) == edits


def test_escape_during_a_drag_of_an_end_leaves_it_where_it_was(page: Page):
    page.open()
    extent = pick(page, "harbour master")
    _, end = end_points(page, extent)
    page.press_button(end)
    page.drag_to(page.spot("Brandt said"))
    page.press("Esc")
    page.release_button(page.spot("Brandt said"))
    assert page.stored() == [("actor", "harbour master")]


def test_the_moved_end_is_one_step_to_undo(page: Page):
    page.open()
    extent = pick(page, "harbour master")
    _, end = end_points(page, extent)
    page.drag(end, page.spot(page.where("Brandt said").start + 3))
    page.press("z", modifiers=CTRL)
    assert page.stored() == [("actor", "harbour master")]


def test_a_click_on_an_edge_that_drags_nothing_is_a_click(page: Page):
    page.open()
    inner = page.mark("harbour", "claim", 2)
    extent = pick(page, "harbour master Ida Brandt")
    start, _ = end_points(page, extent)
    page.click(start + QPoint(2, 0))
    assert page.session.selected == inner
    page.click(start + QPoint(2, 0), times=2)
    assert page.selected_text == "harbour"


def test_ends_are_dragged_in_right_to_left_text_too(page: Page):
    page.open("قال وزير الميناء إن الرسوم سترتفع قريبا جدا", language="ar")
    extent = pick(page, "وزير الميناء")
    rect = page.view.rects_of(extent)[0]
    left_end = QPoint(round(rect.left()), round(rect.center().y()))
    page.drag(left_end, page.spot(page.where("الرسوم").start + 2))
    assert page.stored() == [("actor", "وزير الميناء إن الرسوم")]


# Held label


def test_a_held_label_labels_when_a_drag_is_released(page: Page):
    page.open()
    page.session.hold(page.label("threat"))
    page.drag_over("close the port")
    assert page.stored() == [("threat", "close the port")]
    page.drag_over("strike")
    assert [label for label, _ in page.stored()] == ["threat", "threat"]


def test_with_a_held_label_a_click_on_unlabelled_text_takes_what_a_press_would(page: Page):
    page.open()
    page.point_at("Brandt told")
    page.press("a")
    pressed = page.stored()
    page.press("z", modifiers=CTRL)
    page.session.hold(page.label("actor"))
    page.click("Brandt told")
    assert page.stored() == pressed


def test_with_a_held_label_a_click_on_a_span_selects_it(page: Page):
    page.open()
    page.mark("Ida Brandt", "actor")
    page.session.hold(page.label("claim"))
    page.click("Ida")
    assert page.stored() == [("actor", "Ida Brandt")]
    assert page.selected == ("actor", "Ida Brandt")


def test_escape_lets_the_held_label_go_and_drags_select_again(page: Page):
    page.open()
    page.session.hold(page.label("threat"))
    page.press("Esc")
    assert page.session.held is None
    page.drag_over("close the port")
    assert page.stored() == []
    assert page.selected_text == "close the port"


# Escape and the right button


def test_escape_during_a_drag_lets_the_text_go_as_if_it_had_never_begun(page: Page):
    page.open()
    start, end = page.edges(page.where("close the port"))
    page.press_button(start)
    page.drag_to(end)
    assert page.selected_text is not None
    page.press("Esc")
    page.drag_to(end)
    page.release_button(end)
    assert page.selected_text is None
    assert not page.palette._soon.isActive()


def right_click(page: Page, point: QPoint) -> list[QPoint]:
    """Ask for the context menu; where it was asked for."""
    asked: list[QPoint] = []
    page.view.menu_requested.connect(asked.append)
    reason = QContextMenuEvent.Reason.Mouse
    viewport = page.view.viewport()
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, point, viewport.mapToGlobal(point)))
    page.labelling.context_span(point)
    return asked


def test_the_context_menu_is_about_the_span_under_the_pointer(page: Page):
    page.open()
    page.mark("Ida Brandt", "actor")
    point = page.spot("Ida")
    assert right_click(page, point) == [page.view.viewport().mapToGlobal(point)]
    assert page.selected == ("actor", "Ida Brandt")


def test_the_context_menu_leaves_selected_text_alone(page: Page):
    page.open()
    page.mark("Ida Brandt", "actor")
    page.drag_over("close the port")
    right_click(page, page.spot("Ida"))
    assert page.selected_text == "close the port"
    assert page.selected is None


def test_the_context_menu_never_labels_even_with_a_held_label(page: Page):
    page.open()
    page.session.hold(page.label("actor"))
    right_click(page, page.spot("commission"))
    assert page.stored() == []


# Palette


def test_the_palette_comes_a_moment_after_a_drag_and_takes_no_focus(page: Page, qtbot: QtBot):
    page.open()
    page.drag_over("close the port")
    assert not page.palette.isVisible()
    assert page.palette._soon.interval() == 300
    qtbot.waitUntil(page.palette.isVisible, timeout=3000)
    assert page.view.hasFocus()
    assert page.palette.geometry().bottom() <= page.view.height()
    assert page.palette.geometry().right() <= page.view.width()


def test_the_palette_never_covers_what_was_selected(page: Page, qtbot: QtBot):
    page.open()
    for words in (
        "We demand",
        "ministry of Torland opens the locks at once",
        "foreign ships, harbour master Ida Brandt",
    ):
        page.drag_over(words)
        qtbot.waitUntil(page.palette.isVisible, timeout=3000)
        corner = page.view.viewport().geometry().topLeft()
        rects = [rect.toAlignedRect().translated(corner) for rect in page.view.rects_of(page.where(words))]
        assert not [rect for rect in rects if rect.intersects(page.palette.geometry())]
        column = corner.x() + page.view.viewport().width() / 2
        assert page.palette.geometry().left() > column  # at the right of the page
        page.press("Esc")


def test_a_click_on_the_palette_labels(page: Page, qtbot: QtBot):
    page.open()
    page.drag_over("close the port")
    qtbot.waitUntil(page.palette.isVisible, timeout=3000)
    row = next(w for w in page.palette.children() if getattr(w, "accessibleName", str)() == "threat")
    QTest.mouseClick(row, LEFT)  # type: ignore[call-overload]
    assert page.stored() == [("threat", "close the port")]
    assert not page.palette.isVisible()
    assert page.view.hasFocus()


def test_the_palette_goes_at_any_key_click_or_scroll(page: Page, qtbot: QtBot):
    page.open(ARTICLE * 6)

    def scroll() -> None:
        page.view.set_place(60)

    def click() -> None:
        page.click("Halvian")

    for act in (lambda: page.press("Right"), lambda: page.press("t"), click, scroll):
        page.view.set_place(0)
        page.drag_over("close the port")
        qtbot.waitUntil(page.palette.isVisible, timeout=3000)
        act()
        assert not page.palette.isVisible()


def test_a_key_pressed_in_time_keeps_the_palette_away(page: Page):
    page.open()
    page.drag_over("close the port")
    assert page.palette._soon.isActive()
    page.press("t")
    assert not page.palette._soon.isActive()


def test_a_setting_turns_the_palette_off(page: Page):
    page.open()
    page.palette.enabled = False
    page.drag_over("close the port")
    assert not page.palette._soon.isActive()


# Marks of what a key would take


def test_a_pointer_at_rest_shows_what_a_name_key_and_a_statement_key_would_take(page: Page, qtbot: QtBot):
    page.open()
    page.point_at("Halvian")
    assert page.labelling.next_key.rest.interval() == 250
    qtbot.waitUntil(lambda: page.view.marks.name_preview is not None, timeout=3000)
    assert page.view.marks.statement_preview is not None
    name = page.view.marks.name_preview
    assert name is not None
    page.press("a")
    assert page.stored_spans()[0].extent == name
    assert page.view.marks.name_preview is None


def test_marks_go_when_the_pointer_goes_to_another_word_or_the_page_scrolls(page: Page, qtbot: QtBot):
    page.open(ARTICLE * 6)
    for act in (lambda: page.point_at("union"), lambda: page.view.set_place(60), lambda: page.press("Right")):
        page.view.set_place(0)
        page.leave_the_page()
        page.point_at("Halvian")
        qtbot.waitUntil(lambda: page.view.marks.name_preview is not None, timeout=3000)
        act()
        assert page.view.marks.name_preview is None


def test_a_setting_turns_the_marks_off(page: Page):
    page.open()
    page.labelling.next_key.show_marks = False
    page.point_at("Halvian")
    page.labelling.next_key.rest.timeout.emit()
    assert page.view.marks.name_preview is None


def test_the_pointer_becomes_an_arrow_over_an_end_that_can_be_dragged(page: Page):
    page.open()
    extent = pick(page, "harbour master")
    _, end = end_points(page, extent)
    page.move_pointer(end)
    assert page.view.viewport().cursor().shape() == Qt.CursorShape.SplitHCursor
    page.point_at("union")
    QApplication.processEvents()
    assert page.view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor
