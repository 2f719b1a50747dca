"""Keys on the page act on the last deliberate act: selected text, then the picked span, then the point."""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication

from annotator.model.span import Extent
from annotator.store import queries
from tests.gui.page_fixtures import ALT, ARTICLE, CTRL, KEYPAD, SHIFT, Page

if TYPE_CHECKING:
    from collections.abc import Callable


X11 = pytest.mark.skipif(sys.platform != "linux", reason="scan codes as X11 and Wayland give them")


# What a label key acts on


def test_selected_text_comes_before_the_point(page: Page):
    page.open()
    page.drag_over("close the port")
    page.point_at("commission")
    page.press("t")
    assert page.stored() == [("threat", "close the port")]
    assert page.selected == ("threat", "close the port")
    assert page.selected_text is None


def test_selected_text_comes_before_the_picked_span(page: Page):
    page.open()
    page.point_at("Torland")
    page.press("a")
    page.drag_over("close the port")
    page.press("a")
    assert ("actor", "close the port") in page.stored()


def test_the_word_under_the_pointer_is_labelled_without_a_click(page: Page):
    page.open()
    page.point_at("Brandt said")
    page.press("a")
    [(label, text)] = page.stored()
    assert label == "actor"
    assert "Brandt" in text
    assert page.selected == (label, text)


def test_a_digit_is_the_label_in_that_place(page: Page):
    page.open()
    page.point_at("Torland")
    page.press("1")
    assert [label for label, _ in page.stored()] == ["actor"]


@pytest.mark.parametrize("label", ["actor", "claim", "threat", "demand", "proposal"])
def test_every_label_takes_something_at_any_word(page: Page, label: str):
    page.open()
    page.point_at("union warned")
    page.press(page.label(label).key)
    assert [stored for stored, _ in page.stored()] == [label]


def test_the_own_key_of_the_span_just_made_grows_it(page: Page):
    page.open()
    page.point_at("opens the locks")
    page.press("d")
    [first] = page.stored_spans()
    page.press("d")
    [second] = page.stored_spans()
    assert second.id == first.id
    assert second.extent.covers(first.extent)
    assert second.length > first.length


def test_the_own_key_of_a_span_picked_by_a_click_grows_it(page: Page):
    page.open()
    made = page.mark("Brandt", "actor", 1)
    page.click("Brandt told")
    assert page.session.selected == made
    page.press("a")
    [grown] = page.stored_spans()
    assert (grown.id, grown.length > made.length) == (made.id, True)


def test_the_own_key_of_a_span_picked_by_tab_grows_it(page: Page):
    page.open()
    made = page.mark("Ida", "actor")
    page.press("Tab", "a")
    [grown] = page.stored_spans()
    assert (grown.id, grown.length > made.length) == (made.id, True)


def test_another_labels_key_adds_a_span_and_never_changes_the_label(page: Page):
    page.open()
    page.point_at("Brandt told")
    page.press("a")
    before = page.stored_spans()
    page.press("c")
    after = page.stored_spans()
    assert len(after) == 2
    assert set(before) < set(after)
    assert page.selected is not None
    assert page.selected[0] == "claim"


def test_an_actor_inside_a_fresh_claim_with_the_pointer_on_its_first_word(page: Page):
    page.open("Torland reports that Brenn has closed the canal, according to the union.")
    page.point_at("Brenn")
    page.press("c")
    [claim] = page.stored_spans()
    assert claim.start == page.where("Brenn").start
    page.press("a")
    assert page.stored()[1] == ("actor", "Brenn")
    assert page.session.spans.get(claim.id) == claim


def test_the_own_key_with_the_pointer_in_another_word_labels_there(page: Page):
    page.open()
    page.point_at("Torland")
    page.press("a")
    page.point_at("union warned")
    page.press("a")
    assert [label for label, _ in page.stored()] == ["actor", "actor"]


def test_the_own_key_on_an_old_span_changes_nothing_and_selects_it(page: Page):
    page.open()
    page.point_at("Torland")
    page.press("a")
    [old] = page.stored_spans()
    page.point_at("commission")
    page.session.select(None)
    page.point_at("Torland")
    page.press("a")
    assert page.stored_spans() == [old]
    assert page.session.selected == old
    assert "already labelled as actor" in page.said[-1][0]


def test_an_equal_span_is_not_made_twice_from_selected_text(page: Page):
    page.open()
    page.mark("close the port", "threat")
    page.drag_over("close the port")
    page.press("t")
    assert page.stored() == [("threat", "close the port")]
    assert page.selected == ("threat", "close the port")
    assert "already labelled as threat" in page.said[-1][0]


def test_two_labels_may_stand_on_the_same_words(page: Page):
    page.open()
    for key in "tp":
        page.drag_over("close the port")
        page.press(key)
    assert page.stored() == [("threat", "close the port"), ("proposal", "close the port")]


def test_the_caret_is_the_point_if_it_moved_last(page: Page):
    page.open()
    page.point_at("commission")
    page.view.set_caret(page.where("Torland").start)
    page.press("Right", "a")
    assert [text for _, text in page.stored()] == [page.text[slice(*page.session.selected.extent)]]
    assert page.session.selected.extent.covers(page.where("Torland"))


def test_the_pointer_is_the_point_if_it_moved_last(page: Page):
    page.open()
    page.view.set_caret(page.where("Torland").start)
    page.press("Right")
    page.point_at("commission")
    page.press("p")
    assert page.session.selected.extent.covers(page.where("commission"))


def test_the_caret_at_the_end_of_a_word_means_that_word(page: Page):
    page.open()
    page.view.set_caret(page.where("Torland").end - 1)
    page.press("Right", "a")
    assert page.session.selected.extent.covers(page.where("Torland"))


def test_a_caret_move_after_a_span_was_made_ends_its_growing(page: Page):
    page.open()
    page.point_at("Torland")
    page.press("a")
    page.view.set_caret(page.where("commission").start)
    page.press("Right", "a")
    assert len(page.stored()) == 2


def test_scrolling_by_wheel_counts_as_the_pointer(page: Page):
    from tests.gui.test_article_view import wheel

    page.open(ARTICLE * 6)
    page.point_at("commission")
    page.view.set_caret(page.where("Torland").start)
    page.press("Right")
    assert page.labelling.point.source == "caret"
    wheel(page, -120)
    assert page.labelling.point.source == "pointer"


# No point, no label


def test_a_pointer_in_the_margin_makes_no_span(page: Page):
    page.open()
    page.move_pointer(QPoint(4, page.spot("Torland").y()))
    page.press("a")
    assert page.stored() == []
    assert page.refusal


def test_a_pointer_after_the_last_word_of_a_line_makes_no_span(page: Page):
    page.open()
    rect = page.view.rects_of(page.where("fees\n"))[0]
    page.move_pointer(QPoint(round(rect.right()) + 25, round(rect.center().y())))
    page.press("a")
    assert page.stored() == []
    assert page.refusal


def test_a_pointer_off_the_page_makes_no_span(page: Page):
    page.open()
    page.point_at("Torland")
    page.leave_the_page()
    page.press("a")
    assert page.stored() == []
    assert page.refusal


def test_when_nothing_moved_yet_a_key_makes_no_span(page: Page):
    page.open()
    page.press("a")
    assert page.stored() == []
    assert page.refusal


def test_another_document_opened_under_a_resting_pointer_gives_no_point(page: Page):
    page.open()
    page.point_at("Torland")
    page.session.open_document(page.add(ARTICLE))
    page.press("a")
    assert page.stored() == []
    assert page.refusal


def test_a_caret_out_of_sight_makes_no_span(page: Page):
    page.open(ARTICLE * 6)
    page.press("Right")
    page.view.set_place(page.view.verticalScrollBar().maximum())
    page.press("a")
    assert page.stored() == []
    assert page.refusal


def test_a_blank_line_between_paragraphs_is_no_point(page: Page):
    page.open()
    above = page.view.rects_of(page.where("Monday"))[0]
    below = page.view.rects_of(page.where("We demand"))[0]
    y = round((above.bottom() + page.view.pitch.room + below.top()) / 2)
    page.move_pointer(QPoint(round(below.center().x()), y))
    page.press("a")
    assert page.stored() == []
    assert page.refusal


def test_the_lanes_below_a_line_belong_to_it(page: Page):
    page.open()
    rect = page.view.rects_of(page.where("Torland"))[0]
    page.move_pointer(QPoint(round(rect.center().x()), round(rect.bottom() + page.view.pitch.room - 3)))
    page.press("a")
    assert page.session.selected is not None
    assert page.session.selected.extent.covers(page.where("Torland"))


def test_text_of_blanks_only_is_refused(page: Page):
    page.open("One  \t  two")
    page.view.select_text(Extent(3, 6), exact=False)
    page.press("a")
    assert page.stored() == []
    assert page.refusal


def test_no_document_open_means_no_span(page: Page):
    page.press("a", "Space", "Tab", "Delete")
    assert page.session.selected is None


# Keys as keyboards send them


def test_a_held_key_makes_one_span(page: Page):
    page.open()
    page.point_at("Torland")
    page.send_key(Qt.Key.Key_A, "a")
    for _ in range(30):
        page.send_key(Qt.Key.Key_A, "a", repeats=True)
    assert len(page.stored()) == 1
    first = page.stored()
    page.send_key(Qt.Key.Key_A, "a", repeats=True)
    assert page.stored() == first


def test_caps_lock_is_ignored(page: Page):
    page.open()
    page.point_at("Torland")
    page.send_key(Qt.Key.Key_A, "A")
    assert [label for label, _ in page.stored()] == ["actor"]


def test_a_digit_of_the_keypad_labels(page: Page):
    page.open()
    page.point_at("Torland")
    page.send_key(Qt.Key.Key_1, "1", scan_code=87, modifiers=KEYPAD)
    assert [label for label, _ in page.stored()] == ["actor"]


@X11
@pytest.mark.parametrize(
    ("key", "text", "scan_code", "label"),
    [(0x424, "ф", 38, "actor"), (0x421, "с", 54, "claim"), (0x415, "е", 28, "threat"), (0x5E9, "ש", 38, "actor")],
)
def test_letters_of_other_scripts_label_by_their_place(page: Page, key: int, text: str, scan_code: int, label: str):
    page.open()
    page.point_at("Torland")
    page.send_key(key, text, scan_code=scan_code)
    assert [stored for stored, _ in page.stored()] == [label]


@X11
def test_the_digit_row_of_a_french_keyboard_labels_with_and_without_shift(page: Page):
    page.open()
    page.point_at("Torland")
    page.send_key(Qt.Key.Key_Ampersand, "&", scan_code=10)
    page.point_at("union warned")
    page.send_key(Qt.Key.Key_1, "1", scan_code=10, modifiers=SHIFT)
    assert [label for label, _ in page.stored()] == ["actor", "actor"]


@X11
def test_shift_and_three_arriving_as_a_hash_shrinks_and_makes_nothing(page: Page):
    page.open()
    page.point_at("union warned")
    page.press("3")
    first = page.stored()
    page.press("3")
    assert page.stored() != first
    page.send_key(Qt.Key.Key_NumberSign, "#", scan_code=12, modifiers=SHIFT)
    assert page.stored() == first


@pytest.mark.parametrize("letter", "bxq0")
def test_letters_and_digits_of_no_label_do_nothing(page: Page, letter: str):
    page.open()
    page.point_at("Torland")
    page.press(letter)
    assert page.stored() == []
    assert page.said == []


def test_a_label_key_with_ctrl_or_alt_labels_nothing(page: Page):
    page.open()
    page.point_at("Torland")
    page.press("d", modifiers=CTRL)
    page.press("d", modifiers=ALT)
    assert page.stored() == []


# Growing and shrinking


def test_space_at_a_point_selects_a_word_then_ever_larger_structures(page: Page):
    page.open()
    page.point_at("refused")
    sizes = []
    for _ in range(4):
        page.press("Space")
        extent = page.view.selected_extent()
        assert extent is not None
        sizes.append(extent)
    assert page.text[slice(*sizes[0])] == "refused"
    assert all(b.covers(a) and a != b for a, b in pairwise(sizes))
    assert page.stored() == []


def test_shift_and_space_goes_the_way_back(page: Page):
    page.open()
    page.point_at("refused")
    page.press("Space", "Space", "Space")
    largest = page.view.selected_extent()
    page.press("Space", modifiers=SHIFT)
    smaller = page.view.selected_extent()
    assert largest is not None
    assert smaller is not None
    assert largest.covers(smaller)
    assert smaller != largest
    page.press("Space")
    assert page.view.selected_extent() == largest


def test_space_grows_the_picked_span_and_shift_space_shrinks_it(page: Page):
    page.open()
    page.point_at("opens the locks")
    page.press("d")
    first = page.stored()
    page.press("Space")
    assert page.stored() != first
    page.press("Space", modifiers=SHIFT)
    assert page.stored() == first


def test_growing_passes_over_an_equal_span_of_the_same_label(page: Page):
    page.open()
    page.point_at("Torland")
    page.press("c")
    sizes = []
    for _ in range(3):
        sizes.append(page.stored_spans()[0].extent)
        page.press("c")
    largest = page.stored_spans()[0].extent
    page.press("Delete")
    page.mark(sizes[1], "claim")
    page.point_at("Torland")
    page.press("c")  # as the first time
    page.press("c")
    assert page.session.selected is not None
    assert page.session.selected.extent == sizes[2]
    page.press("c")
    assert page.session.selected.extent == largest


def test_a_spans_own_key_grows_it_and_shift_and_its_key_shrinks_it(page: Page):
    page.open()
    page.point_at("opens the locks")
    page.press("d")
    first = page.stored()
    page.press("d")
    assert page.stored() != first
    page.press("d", modifiers=SHIFT)
    assert page.stored() == first


def test_shift_and_another_labels_key_does_nothing(page: Page):
    page.open()
    page.point_at("opens the locks")
    page.press("d")
    first = page.stored()
    page.press("a", modifiers=SHIFT)
    assert page.stored() == first


def test_growing_keeps_the_selected_text_and_a_key_labels_it(page: Page):
    page.open()
    page.drag_over("union warned")
    page.press("Space")
    grown = page.selected_text
    assert grown is not None
    assert "union warned" in grown
    page.press("c")
    assert len(page.stored()) == 1


def test_pressing_again_with_the_caret_inside_a_span_grows_it_around_the_caret(page: Page):
    page.open("The council said the bloc would not rule out new sanctions on Torlandish banks, which it denied.")
    page.view.set_caret(page.where("sanctions").start)
    page.press("Right")
    caret = page.view.caret()
    label = page.label("threat")
    chain = page.session.structure.chain(caret, label)
    page.press("t")
    for extent in chain.extents[chain.first :]:
        assert page.session.selected is not None
        assert page.session.selected.extent == extent
        page.press("t")


def test_at_the_top_growing_says_so_and_changes_nothing(page: Page):
    page.open("Torland refused.")
    page.point_at("refused")
    for _ in range(8):
        page.press("Space")
    assert page.selected_text == "Torland refused"
    assert page.said[-1][0] == "No larger structure here"


def test_at_the_bottom_shrinking_says_so_and_changes_nothing(page: Page):
    page.open()
    page.drag_over("refused")
    page.press("Space", modifiers=SHIFT)
    assert page.selected_text == "refused"
    assert page.said[-1][0] == "No smaller structure here"


def test_growing_without_a_point_says_why(page: Page):
    page.open()
    page.press("Space")
    assert page.refusal
    assert page.selected_text is None


def test_space_and_tab_do_not_scroll_or_leave_the_page(page: Page):
    page.open(ARTICLE * 6)
    page.point_at("Torland")
    page.press("Space", "Tab")
    assert page.view.place() == 0
    assert page.view.hasFocus()


# Caret and Shift


def test_text_selected_with_shift_and_arrows_is_labelled_to_the_character(page: Page):
    page.open()
    page.view.set_caret(page.where("The Halvian").start)
    for _ in range(11):
        page.press("Right", modifiers=SHIFT)
    page.press("a")
    assert page.stored() == [("actor", "The Halvian")]


def test_ctrl_and_down_goes_to_the_next_place_where_a_name_or_statement_begins(page: Page):
    page.open()
    page.view.set_caret(0)
    page.press("Down", modifiers=CTRL)
    assert page.view.caret() == page.session.structure.next_start(0, True)
    places = []
    for _ in range(5):
        places.append(page.view.caret())
        page.press("Down", modifiers=CTRL)
    assert places == sorted(set(places))
    for place in reversed(places):
        page.press("Up", modifiers=CTRL)
        assert page.view.caret() == place


def test_two_jumps_and_a_key_label_a_name(page: Page):
    page.open()
    page.view.set_caret(page.where("Monday").start)
    for _ in range(12):
        page.press("Down", modifiers=CTRL)
        if page.view.caret() == page.where("Torland").start:
            break
        if page.view.caret() in page.where("ministry of Torland"):
            break
    page.press("a")
    assert page.session.selected is not None
    assert page.session.selected.extent.overlaps(page.where("ministry of Torland"))


def test_no_further_start_is_said(page: Page):
    page.open()
    page.view.set_caret(len(page.text))
    page.press("Down", modifiers=CTRL)
    assert "No further" in page.said[-1][0]


# Picking and removing


def three(page: Page) -> None:
    """Spans in reading order: claim 0, actor inside it, and one further down."""
    page.open()
    page.mark("Halvian harbour council will double the fees", "claim")
    page.mark("Halvian harbour council", "actor")
    page.mark("Torland", "actor")


def test_tab_picks_in_reading_order_the_outer_before_the_inner(page: Page):
    three(page)
    found = []
    for _ in range(3):
        page.press("Tab")
        assert page.selected is not None
        found.append(page.selected[1])
    assert found == ["Halvian harbour council will double the fees", "Halvian harbour council", "Torland"]
    page.press("Tab")
    assert page.said[-1][0] == "No further span this way"
    assert page.selected == ("actor", "Torland")


def test_shift_and_tab_picks_backwards(page: Page):
    three(page)
    page.press("Tab", "Tab", "Tab")
    page.press(Qt.Key.Key_Tab, modifiers=SHIFT)
    assert page.selected == ("actor", "Halvian harbour council")


def test_shift_and_tab_as_x11_sends_it_picks_backwards(page: Page):
    three(page)
    page.press("Tab", "Tab")
    page.press(Qt.Key.Key_Backtab, modifiers=SHIFT)
    assert page.selected == ("claim", "Halvian harbour council will double the fees")


def test_tab_begins_from_the_caret(page: Page):
    three(page)
    page.view.set_caret(page.where("We demand").start)
    page.press("Tab")
    assert page.selected == ("actor", "Torland")


def test_tab_brings_the_span_into_sight(page: Page):
    page.open(ARTICLE * 6)
    far = page.where("Torland", 5)
    page.mark(far, "actor")
    page.press("Tab")
    assert page.session.selected is not None
    assert page.view.is_in_sight(far.start)


def test_tab_passes_over_hidden_labels(page: Page):
    three(page)
    page.session.set_label_hidden(page.label("claim"), True)
    page.press("Tab")
    assert page.selected == ("actor", "Halvian harbour council")


def test_delete_removes_the_selected_span_as_one_step_to_undo(page: Page):
    three(page)
    page.press("Tab", "Tab", "Delete")
    assert len(page.stored()) == 2
    assert page.selected is None
    page.press("z", modifiers=CTRL)
    assert len(page.stored()) == 3
    assert page.selected == ("actor", "Halvian harbour council")


def test_delete_removes_the_shortest_span_at_the_point_if_none_is_selected(page: Page):
    three(page)
    page.point_at("harbour council")
    page.press("Delete")
    assert ("actor", "Halvian harbour council") not in page.stored()
    assert len(page.stored()) == 2


def test_delete_where_no_span_is_says_so(page: Page):
    three(page)
    page.point_at("commission")
    page.press("Delete")
    assert len(page.stored()) == 3
    assert "no span here" in page.said[-1][0]


def test_delete_does_not_remove_a_hidden_span_at_the_point(page: Page):
    three(page)
    page.session.set_plain(True)
    page.point_at("harbour council")
    page.press("Delete")
    assert len(page.stored()) == 3


# Verbs of the selected span


def test_ctrl_and_a_digit_relabels_the_selected_span(page: Page):
    three(page)
    page.press("Tab")
    page.press("3", modifiers=CTRL)
    assert page.selected == ("threat", "Halvian harbour council will double the fees")
    assert page.stored()[0] == ("threat", "Halvian harbour council will double the fees")


def test_relabelling_onto_an_equal_span_is_refused_in_one_sentence(page: Page):
    page.open()
    page.mark("Torland", "actor")
    page.mark("Torland", "claim")
    page.press("Tab")
    page.press("2", modifiers=CTRL)
    assert page.stored() == [("actor", "Torland"), ("claim", "Torland")]
    assert "equal span" in page.refusal


def test_a_digit_beyond_the_scheme_does_nothing(page: Page):
    three(page)
    page.press("Tab")
    page.press("9", modifiers=CTRL)
    assert page.stored()[0][0] == "claim"


def test_also_label_as_puts_a_second_label_on_the_same_words(page: Page):
    three(page)
    page.press("Tab", "Tab")
    page.labelling.spans.also_label_as(page.label("demand"))
    assert ("actor", "Halvian harbour council") in page.stored()
    assert page.selected == ("demand", "Halvian harbour council")


def test_label_others_labels_every_other_place_as_whole_words_in_one_step(page: Page):
    page.open("Brenn waits. In Brenn, Brenner and Brenn's port: Brenn! NotBrenn. Brenn-Halvia.")
    page.mark("Brenn", "actor", 1)
    page.mark("Brenn", "actor")
    page.press("Tab")
    page.press("a", modifiers=CTRL | SHIFT)
    extents = [span.start for span in page.stored_spans()]
    assert page.where("Brenn").start in extents
    assert page.where("Brenner").start not in extents
    assert page.where("NotBrenn").start + 3 not in extents
    assert page.where("Brenn!").start in extents
    assert len(extents) == len(set(extents))
    made = len(extents) - 2
    assert page.said[-1][1] == "stored"
    assert str(made) in page.said[-1][0]
    page.press("z", modifiers=CTRL)
    assert len(page.stored()) == 2


def test_label_others_of_words_that_stand_once_says_so(page: Page):
    page.open()
    page.mark("commission", "actor")
    page.press("Tab")
    page.press("a", modifiers=CTRL | SHIFT)
    assert "nowhere else" in page.said[-1][0]


def test_doubt_goes_on_and_off(page: Page):
    three(page)
    page.press("Tab")
    page.press(Qt.Key.Key_F2, modifiers=SHIFT)
    assert [span.doubt for span in page.stored_spans()] == [True, False, False]
    page.press(Qt.Key.Key_F2, modifiers=SHIFT)
    assert [span.doubt for span in page.stored_spans()] == [False, False, False]


def test_f2_asks_for_the_note_of_the_selected_span_only(page: Page):
    three(page)
    asked: list[None] = []
    page.labelling.spans.note_wanted.connect(lambda: asked.append(None))
    page.press("F2")
    assert asked == []
    assert page.refusal
    page.press("Tab", "F2")
    assert asked == [None]


@pytest.mark.parametrize(
    "act",
    [
        lambda page: page.press("1", modifiers=CTRL),
        lambda page: page.press("a", modifiers=CTRL | SHIFT),
        lambda page: page.press("Left", modifiers=ALT),
        lambda page: page.press(","),
        lambda page: page.press("Home", modifiers=ALT),
        lambda page: page.press("j", modifiers=CTRL),
        lambda page: page.labelling.spans.also_label_as(page.label("claim")),
    ],
    ids=["relabel", "others", "word", "character", "end", "fragment", "also"],
)
def test_a_verb_of_a_span_without_one_says_what_to_do(page: Page, act: Callable[[Page], object]):
    three(page)
    act(page)
    assert "Select a span" in page.refusal
    assert len(page.stored()) == 3


# Fragments


def test_selected_text_joins_the_selected_span_as_a_fragment(page: Page):
    page.open()
    page.mark("We demand", "demand")
    page.press("Tab")
    more = page.where("opens the locks")
    page.view.select_text(more, exact=True)
    page.press("j", modifiers=CTRL)
    assert page.stored() == [("demand", "We demand … opens the locks")]
    assert page.selected_text is None
    [span] = page.stored_spans()
    assert span.fragments == (page.where("We demand"), more)
    page.press("z", modifiers=CTRL)
    assert page.stored() == [("demand", "We demand")]


def test_a_fragment_that_touches_the_span_makes_it_longer(page: Page):
    page.open()
    page.mark("We demand", "demand")
    page.press("Tab")
    page.view.select_text(page.where(" that the ministry"), exact=True)
    page.press("j", modifiers=CTRL)
    assert page.stored() == [("demand", "We demand that the ministry")]
    assert page.stored_spans()[0].fragments == ()


# Moving ends by keys


def test_alt_and_right_moves_the_end_by_a_word_and_alt_and_left_takes_it_back(page: Page):
    page.open()
    page.mark("Halvian", "actor")
    page.press("Tab")
    page.press("Right", modifiers=ALT)
    assert page.stored() == [("actor", "Halvian harbour")]
    page.press("Right", modifiers=ALT)
    assert page.stored() == [("actor", "Halvian harbour council")]
    page.press("Left", modifiers=ALT)
    assert page.stored() == [("actor", "Halvian harbour")]


def test_period_and_comma_move_the_end_by_a_character(page: Page):
    page.open()
    page.mark("Halvian", "actor")
    page.press("Tab", ".", ".")
    assert page.stored() == [("actor", "Halvian h")]
    page.press(",", ",", ",")
    assert page.stored() == [("actor", "Halvia")]


def test_a_character_is_a_whole_grapheme(page: Page):
    page.open("Go 👩‍👩‍👧‍👦 e\u0301t.")
    page.mark("Go ", "actor")
    page.press("Tab", ".")
    assert page.stored() == [("actor", "Go 👩‍👩‍👧‍👦")]
    page.press(".", ".")
    assert page.stored() == [("actor", "Go 👩‍👩‍👧‍👦 e\u0301")]
    page.press(",")
    assert page.stored() == [("actor", "Go 👩‍👩‍👧‍👦 ")]


def test_alt_and_home_chooses_the_start_which_the_keys_move_then(page: Page):
    page.open()
    page.mark("harbour council", "actor")
    page.press("Tab")
    page.press("Home", modifiers=ALT)
    page.press("Left", modifiers=ALT)
    assert page.stored() == [("actor", "Halvian harbour council")]
    page.press(".")
    assert page.stored() == [("actor", "alvian harbour council")]
    page.press("End", modifiers=ALT)
    page.press(",")
    assert page.stored() == [("actor", "alvian harbour counci")]


def test_an_end_never_passes_the_other(page: Page):
    page.open()
    page.mark("Ida", "actor")
    page.press("Tab")
    for _ in range(6):
        page.press(",")
    assert page.stored() == [("actor", "I")]
    page.press("Left", modifiers=ALT)
    assert page.stored() == [("actor", "I")]


def test_an_end_stops_at_the_ends_of_the_text(page: Page):
    page.open("Brenn port")
    page.mark("Brenn", "actor")
    page.press("Tab")
    for _ in range(9):
        page.press(".")
    assert page.stored() == [("actor", "Brenn port")]
    page.press("Right", modifiers=ALT)
    page.press("Home", modifiers=ALT)
    page.press("Left", modifiers=ALT)
    page.press(",")
    assert page.stored() == [("actor", "Brenn port")]


def test_moving_an_end_by_a_character_crosses_a_line_break_of_two_characters_at_once(page: Page):
    page.open("Brenn\r\nport")
    page.mark("Brenn", "actor")
    page.press("Tab", ".")
    assert page.stored() == [("actor", "Brenn\r\n")]
    page.press(".")
    assert page.stored() == [("actor", "Brenn\r\np")]


def test_in_right_to_left_text_an_arrow_moves_an_edge_the_way_it_points(page: Page):
    page.open("قال وزير الميناء إن الرسوم سترتفع", language="ar")
    page.mark("وزير", "actor")
    page.press("Tab")
    page.press("Left", modifiers=ALT)
    assert page.stored() == [("actor", "وزير الميناء")]
    page.press("Right", modifiers=ALT)
    assert page.stored() == [("actor", "وزير")]
    page.press("Home", modifiers=ALT)
    page.press("Right", modifiers=ALT)
    assert page.stored() == [("actor", "قال وزير")]


def test_after_moving_an_end_the_own_key_still_grows_the_span(page: Page):
    page.open()
    page.point_at("Torland")
    page.press("a")
    page.press("Right", modifiers=ALT)
    before = len(page.stored()[0][1])
    page.press("a")
    assert len(page.stored()) == 1
    assert len(page.stored()[0][1]) >= before


# Escape


def test_escape_lets_go_of_one_thing_at_a_time(page: Page):
    page.open()
    page.mark("Torland", "actor")
    page.press("Tab")
    page.view.select_text(page.where("union"), exact=False)
    page.session.hold(page.label("claim"))
    page.press("Esc")
    assert page.session.held is None
    assert page.selected_text == "union"
    page.press("Esc")
    assert page.selected_text is None
    assert page.selected is not None
    page.press("Esc")
    assert page.selected is None
    assert page.labelling.let_go() is False


def test_letting_go_of_text_leaves_the_caret_where_it_was(page: Page):
    page.open()
    page.drag_over("union warned")
    caret = page.view.caret()
    page.press("Esc")
    assert page.view.caret() == caret


# Undo


def test_undo_goes_to_the_other_document_and_selects_what_came_back(page: Page):
    first = page.open(ARTICLE * 6)
    far = page.where("Torland", 4)
    page.mark(far, "actor")
    page.press("Tab", "Delete")
    page.view.set_place(0)
    page.open("Another article.")
    page.press("z", modifiers=CTRL)
    assert page.session.document is not None
    assert page.session.document.id == first
    assert page.selected == ("actor", "Torland")
    assert page.view.is_in_sight(far.start)
    message, kind = page.said[-1]
    assert kind == "undone"
    assert message.startswith("Took back: Removed actor “Torland”")
    assert "in “article 1”" in message


def test_undo_of_a_label_marks_for_a_second_what_went(page: Page):
    page.open()
    page.point_at("Torland")
    page.press("a")
    [span] = page.stored_spans()
    page.press("z", modifiers=CTRL)
    assert page.stored() == []
    assert page.view.marks.gone == [span.extent]
    assert page.view._forget_gone.interval() == 1000
    page.view._forget_gone.timeout.emit()
    assert page.view.marks.gone == []


def test_undo_scrolls_only_if_the_place_is_out_of_sight(page: Page):
    page.open(ARTICLE * 6)
    page.view.set_place(40)
    page.point_at("Torland")
    page.press("a")
    page.press("z", modifiers=CTRL)
    assert page.view.place() == 40


def test_redo_makes_it_again_and_selects_it(page: Page):
    page.open()
    page.point_at("Torland")
    page.press("a")
    made = page.stored()
    page.press("z", modifiers=CTRL)
    page.press("z", modifiers=CTRL | SHIFT)
    assert page.stored() == made
    assert page.selected == made[0]
    assert page.said[-1][0].startswith("Made again")


def test_nothing_to_undo_is_said(page: Page):
    page.open()
    page.press("z", modifiers=CTRL)
    assert page.said[-1][0] == "There is nothing to undo"
    page.press("z", modifiers=CTRL | SHIFT)
    assert page.said[-1][0] == "There is nothing to redo"


# What the next key labels


def test_the_next_key_is_told_for_the_pointer_and_the_key_does_what_was_told(page: Page):
    page.open()
    page.point_at("Torland")
    page.labelling.next_key.rest.timeout.emit()
    told = page.next_keys[-1]
    page.press("a")
    [(_, text)] = page.stored()
    assert f"“{text}”" in told


def test_the_next_key_is_told_for_selected_text(page: Page):
    page.open()
    page.drag_over("close the port")
    assert page.next_keys[-1] == "“close the port”"


def test_off_the_text_the_next_key_labels_nothing(page: Page):
    page.open()
    page.point_at("Torland")
    page.labelling.next_key.rest.timeout.emit()
    page.move_pointer(QPoint(3, 300))
    page.labelling.next_key.rest.timeout.emit()
    assert page.next_keys[-1] == ""


def test_the_next_keys_are_named_where_they_take_different_words(page: Page):
    page.open()
    page.point_at("Torland")
    page.labelling.next_key.tell()
    name, statement = page.next_keys[-1].splitlines()
    assert name.startswith("A “")
    assert statement.startswith("C “")


def test_the_key_of_the_picked_span_is_told_once_and_what_the_others_take(page: Page):
    page.open()
    page.point_at("Torland")
    page.press("c")
    [(_, text)] = page.stored()
    grows, name, statement = page.next_keys[-1].splitlines()
    assert grows.startswith("C grows “")
    assert text[:20] in grows
    assert name.startswith("A “")
    assert statement.startswith("T “")


def test_after_an_undo_the_next_key_is_told_anew(page: Page):
    page.open()
    page.point_at("Torland")
    page.press("c")
    before = page.next_keys[-1]
    page.press("c")
    assert page.next_keys[-1] != before
    page.press("z", modifiers=CTRL)
    QApplication.processEvents()
    assert page.next_keys[-1] == before


def test_when_the_pointer_has_left_the_page_no_word_is_told_or_marked(page: Page):
    page.open()
    page.point_at("Torland")
    page.labelling.next_key.rest.timeout.emit()
    assert page.view.marks.name_preview is not None
    page.leave_the_page()
    QApplication.sendEvent(page.view.viewport(), QEvent(QEvent.Type.Leave))
    QApplication.processEvents()
    assert page.next_keys[-1] == ""
    assert page.view.marks.name_preview is None


# Plain reading


def test_plain_reading_takes_the_quiet_marks_away(page: Page):
    page.open()
    page.point_at("Torland")
    page.labelling.next_key.rest.timeout.emit()
    page.session.set_plain(True)
    assert page.view.marks.name_preview is None
    assert page.view.marks.statement_preview is None


def test_in_plain_reading_spans_are_neither_picked_nor_lost(page: Page):
    three(page)
    page.session.set_plain(True)
    page.press("Tab")
    assert page.selected is None
    page.session.set_plain(False)
    page.press("Tab")
    assert page.selected is not None
    assert len(page.stored()) == 3


# The first edit


def test_the_first_edit_takes_a_document_from_new_to_in_progress_and_undo_takes_both_back(page: Page):
    document = page.open()
    page.point_at("Torland")
    page.press("a")
    assert page.session.review is not None
    assert page.session.review.status == "in progress"
    page.press("z", modifiers=CTRL)
    assert queries.review(page.project, document, page.session.annotator.id).status == "new"


# Read aloud


@pytest.fixture
def heard_aloud(page: Page, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader would be told from now on."""
    said: list[str] = []

    class Reader:
        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QtGui.QAccessibleAnnouncementEvent) -> None:
            said.append(event.message())

    monkeypatch.setattr(QtGui, "QAccessible", Reader)
    return said


def test_labelling_relabelling_removing_and_undoing_are_announced(page: Page, heard_aloud: list[str]):
    page.open()
    page.drag_over("close the port")
    page.press("t")
    page.press("5", modifiers=CTRL)
    page.press("Delete")
    page.press("z", modifiers=CTRL)
    assert heard_aloud == [
        "Labelled “close the port” as threat",
        "Relabelled “close the port” as proposal",
        "Removed proposal “close the port”",
        "Took back: Removed proposal “close the port”",
    ]


def test_the_carets_way_into_and_out_of_spans_is_announced(page: Page, heard_aloud: list[str]):
    page.open("We met Ida Brandt today.")
    page.mark("Ida Brandt", "actor")
    page.mark("met Ida", "claim")
    page.view.set_caret(2)
    heard_aloud.clear()
    for _ in range(5):
        page.press("Right", modifiers=CTRL)
    assert heard_aloud == ["into claim", "into actor", "out of claim", "out of actor"]


def test_a_refusal_is_announced(page: Page, heard_aloud: list[str]):
    page.open()
    page.press("a")
    assert heard_aloud == [page.refusal]


def test_between_two_words_the_pointer_means_the_nearer_one(page: Page):
    page.open("We met Ida Brandt and Per Lund today.")
    left, right = (page.view.rects_of(extent)[0] for extent in (page.where("Brandt"), page.where("and")))
    page.move_pointer(QPoint(int(left.right()) + 1, int(right.center().y())))
    page.press("1")
    assert page.selected == ("actor", "Ida Brandt")


def test_a_key_far_from_the_picked_span_and_all_words_does_nothing(page: Page):
    page.open()
    page.point_at("Torland")
    page.press("1")
    before = page.stored()
    page.move_pointer(QPoint(4, page.spot("Torland").y() + 200))
    page.press("1")
    assert page.stored() == before
    assert page.said[-1][1] == "refused"


def test_labelling_with_a_hidden_label_shows_it_again(page: Page):
    page.open()
    actor = page.label("actor")
    page.session.set_label_hidden(actor, True)
    page.point_at("Torland")
    page.press("1")
    assert page.selected == ("actor", "Torland")
    assert actor.id not in page.session.hidden


def test_plain_reading_takes_no_labels_and_says_why(page: Page):
    page.open()
    page.session.set_plain(True)
    page.point_at("Torland")
    page.press("1")
    assert page.stored() == []
    assert "F7" in page.said[-1][0]
