"""Labels by mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from annotator.gui.tour.user import User

CLAIM = "Halvia had never linked energy to territory"


def test_a_drag_and_a_key_label_whole_words(user: User) -> None:
    user.drag_over("da Bran")
    user.press("1")
    user.wait_for_span("actor", "Ida Brandt")


def test_pointing_at_any_word_and_pressing_a_key_labels_what_is_said(user: User) -> None:
    user.point_at("linked energy")
    user.press("2")
    user.wait_for_span("claim", CLAIM)


def test_an_actor_is_labelled_inside_a_fresh_claim_with_the_pointer_on_its_first_word(user: User) -> None:
    user.point_at(CLAIM)
    user.press("c", "a")
    user.wait_for_selected("actor", "Halvia")
    assert user.spans() == [CLAIM, "Halvia"]
    user.wait_for("the span list should show the nesting", lambda: user.eye.row("spanList", "level 2"))


def test_a_span_s_own_key_on_an_old_span_makes_no_second_one_and_changes_nothing(user: User) -> None:
    user.drag_over(CLAIM)
    user.press("2")
    user.wait_for_span("claim", CLAIM)
    user.point_at("delay")
    user.point_at("linked energy")
    user.press("2")
    user.wait_for_message("already labelled as claim")
    assert user.spans() == [CLAIM]


def test_another_label_s_key_never_relabels(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.press("1", "2")
    user.wait_for("a claim should be there too", lambda: user.spans("claim"))
    assert user.spans("actor") == ["Ida Brandt"]


def test_ctrl_and_a_digit_relabels_the_selected_span(user: User) -> None:
    user.drag_over("the dispute would last")
    user.press("2")
    user.wait_for_span("claim", "the dispute would last")
    user.press("Ctrl+3")
    user.wait_for_span("threat", "the dispute would last")
    assert len(user.spans()) == 1


def test_space_grows_and_shift_space_shrinks_what_was_just_labelled(user: User) -> None:
    user.point_at("Unless")
    user.press("t")
    user.wait_for("a threat should be there", lambda: user.spans("threat"))
    first = user.spans("threat")[0]
    user.press("Space")
    user.wait_for("it should have grown", lambda: len(user.spans("threat")[0]) > len(first))
    user.press("Shift+Space")
    user.wait_for_selected("threat", first)


def test_space_at_a_word_selects_it_and_then_more(user: User) -> None:
    user.point_at("Analysts")
    user.press("Space")
    user.wait_for("a word should be selected", lambda: (user.look()["text"] or "").startswith("Analysts"))
    first = user.look()["text"] or ""
    user.press("Space")
    user.wait_for("more should be selected", lambda: len(user.look()["text"] or "") > len(first))


def test_a_pointer_in_the_margin_makes_no_span_and_the_status_line_says_why(user: User) -> None:
    user.point_at("Analysts")
    user.move_to(user.eye.margin("Analysts"))
    user.press("1")
    user.wait_for_message("not on a line of text")
    assert user.spans() == []


def test_before_anything_has_moved_a_label_key_does_nothing(user: User) -> None:
    user.press("1")
    user.wait_for_message("Point at a word")
    assert user.spans() == []


def test_the_head_of_the_label_panel_says_what_the_next_key_labels(user: User) -> None:
    user.point_at(CLAIM)
    user.wait_for("the name should be foretold", lambda: "“Halvia”" in user.look()["next_key"])
    user.wait_for("the statement should be foretold", lambda: "“Halvia had never" in user.look()["next_key"])


def test_the_keys_alone_label_from_one_beginning_to_the_next(user: User) -> None:
    user.press("Ctrl+Down", "Ctrl+Down")
    user.wait_for("the caret should stand inside", lambda: user.look()["caret"] > 0)
    user.press("1")
    user.wait_for("an actor should be there", lambda: user.spans("actor"))


def test_tab_goes_through_the_spans_in_reading_order_the_outer_before_the_inner(user: User) -> None:
    user.point_at(CLAIM)
    user.press("2", "1")
    user.wait_for_span("actor", "Halvia")
    user.drag_over("Analysts")
    user.press("1")
    user.wait_for_selected("actor", "Analysts")
    user.press("Shift+Tab")
    user.wait_for_selected("actor", "Halvia")
    user.press("Shift+Tab")
    user.wait_for_selected("claim", CLAIM)
    user.press("Tab", "Tab")
    user.wait_for_selected("actor", "Analysts")


def test_delete_removes_the_selected_span_and_ctrl_z_brings_it_back_selected(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.press("1", "Del")
    user.wait_for("the span should be gone", lambda: not user.spans())
    user.press("Ctrl+Z")
    user.wait_for_selected("actor", "Ida Brandt")


def test_label_all_others_takes_whole_words_only_and_is_one_step_to_undo(user: User) -> None:
    user.click_on("the minister")
    user.drag_over("the minister")
    user.press("1")
    user.wait_for_span("actor", "minister")
    user.press("Ctrl+Shift+A")
    user.wait_for("the others should be labelled", lambda: user.spans() == ["minister"] * 3)
    user.press("Ctrl+Z")
    user.wait_for("one step should take them back", lambda: user.spans() == ["minister"])


@pytest.mark.parametrize("layout", ["letter", "digit"])
def test_letters_and_digits_label_alike(user: User, layout: str) -> None:
    user.point_at("Analysts")
    user.press({"letter": "a", "digit": "1"}[layout])
    user.wait_for("an actor should be there", lambda: user.spans("actor"))


def test_shift_and_the_arrows_select_exact_characters_and_a_key_labels_just_those(user: User) -> None:
    user.click_on("linked")
    user.press("Home")
    start = user.look()["caret"]
    user.press(*["Shift+Right"] * 3)
    wanted = user.eye.words()[start : start + 3]
    user.wait_for("three characters should be selected", lambda: user.look()["text"] == wanted)
    user.press("2")
    user.wait_for("exactly those should be labelled", lambda: user.spans("claim") == [wanted])


def test_a_second_piece_is_added_to_the_selected_span_and_one_undo_takes_it_away(user: User) -> None:
    user.drag_over("Halvia had opened the locks")
    user.press("2")
    user.wait_for_span("claim", "Halvia had opened the locks")
    user.drag_over("energy to territory")
    user.press("Ctrl+J")
    user.wait_for("it should have two pieces", lambda: user.look()["spans"][0]["pieces"] == 2)
    assert len(user.spans()) == 1
    user.press("Ctrl+Z")
    user.wait_for("it should be in one piece again", lambda: user.look()["spans"][0]["pieces"] == 1)


def test_labelling_moves_no_text_and_leaves_caret_scroll_place_and_focus(user: User) -> None:
    words = ("Brenn", "linked energy", "Analysts", "spring")
    places = [user.eye.word(each) for each in words]
    before = user.look()
    for nth, each in enumerate(words):
        user.point_at(each)
        user.press(str(nth % 5 + 1))
        user.wait_for("a span should be made", lambda nth=nth: len(user.spans()) == nth + 1)
    after = user.look()
    assert [user.eye.word(each) for each in words] == places
    assert [after[key] for key in ("caret", "scroll", "focus")] == [before[key] for key in ("caret", "scroll", "focus")]


def test_the_ends_move_by_keys_word_by_word_and_letter_by_letter(user: User) -> None:
    user.drag_over("harbour master Ida Brandt")
    user.press("1")
    user.wait_for_span("actor", "harbour master Ida Brandt")
    user.press("Alt+Left")
    user.wait_for_selected("actor", "harbour master Ida")
    user.press("Alt+Home", "Alt+Right", "Alt+Right")
    user.wait_for_selected("actor", "Ida")
    user.press("Alt+End", ",")
    user.wait_for_selected("actor", "Id")
    user.press(".")
    user.wait_for_selected("actor", "Ida")
