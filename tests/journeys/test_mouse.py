"""The mouse on the page: clicks, drags, lanes, ends, held labels, the palette and the context menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.gui.tour.eye import Eye
from tests.journeys.articles import make_project, record

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.gui.tour.user import User
    from tests.journeys.conftest import Stage

CLAIM = "Halvia had never linked energy to territory"


def label(user: User, words: str, key: str, name: str) -> None:
    """Label words exactly as they stand, with the mouse, and let them go again."""
    user.drag_over(words)
    user.press(key)
    user.wait_for_span(name, words)


@pytest.mark.parametrize(
    ("clicks", "words"),
    [
        (2, "energy"),
        (3, "She said Halvia had never linked energy to territory and accused Torland of delay."),
        (
            4,
            "Halvia had opened the locks, harbour master Ida Brandt said on Monday. She said Halvia had never"
            " linked energy to territory and accused Torland of delay.",
        ),
    ],
    ids=["word", "sentence", "paragraph"],
)
def test_two_three_and_four_clicks_select_a_word_a_sentence_and_a_paragraph(
    user: User, clicks: int, words: str
) -> None:
    user.click_on("energy", count=clicks)
    user.wait_for(
        f"{clicks} clicks should select", lambda: (user.look()["text"] or "").rstrip(".") == words.rstrip(".")
    )


def test_a_double_click_on_a_span_selects_the_word_not_the_span(user: User) -> None:
    label(user, CLAIM, "2", "claim")
    user.press("Esc")
    user.click_on("energy", count=2)
    user.wait_for("the word should be selected", lambda: user.look()["text"] == "energy")
    user.press("1")
    user.wait_for_span("actor", "energy")
    assert user.spans("claim") == [CLAIM]


@pytest.mark.parametrize("modifier", ["Alt", "Ctrl"])
def test_a_click_selects_the_shortest_span_there_and_with_alt_or_ctrl_the_next_one_around(
    user: User, modifier: str
) -> None:
    if modifier == "Alt" and not isinstance(user.eye, Eye):
        pytest.skip("the window manager here takes Alt and a press for itself")
    label(user, CLAIM, "2", "claim")
    label(user, "energy", "1", "actor")
    user.press("Esc")
    user.click_on("energy")
    user.wait_for_selected("actor", "energy")
    user.click_on("energy", with_key=modifier)
    user.wait_for_selected("claim", CLAIM)
    user.click_on("energy", with_key=modifier)
    user.wait_for_selected("actor", "energy")


def test_a_click_on_the_third_lane_selects_its_span(user: User) -> None:
    label(user, "Torland", "1", "actor")
    label(user, "Torland withdraws its ships", "4", "demand")
    threat = "Unless Torland withdraws its ships, the minister told reporters, the harbour will close"
    label(user, threat, "3", "threat")
    user.press("Esc")
    user.wait_for("nothing should be selected", lambda: user.look()["selected"] is None)
    user.click_lane(threat, "threat")
    user.wait_for_selected("threat", threat)
    user.click_lane("Torland withdraws its ships", "demand")
    user.wait_for_selected("demand", "Torland withdraws its ships")


def test_a_click_beside_the_text_lets_the_span_go_and_takes_no_other(user: User) -> None:
    label(user, "Ida Brandt", "1", "actor")
    user.move_to(user.eye.margin("Ida Brandt"))
    user.hands.click()
    user.wait_for("nothing should be selected", lambda: user.look()["selected"] is None)


def test_dragging_an_end_of_the_selected_span_moves_it_by_whole_words(user: User) -> None:
    label(user, "harbour master Ida Brandt", "1", "actor")
    words = "harbour master Ida Brandt"
    user.drag(user.eye.edge(words, "actor", "start"), user.eye.ends("Ida")[0])
    user.wait_for_selected("actor", "Ida Brandt")
    user.drag(user.eye.edge("Ida Brandt", "actor", "end"), user.eye.ends("Ida")[1])
    user.wait_for_selected("actor", "Ida")


@pytest.mark.parametrize("modifier", ["Ctrl", "Alt"])
def test_a_drag_takes_exact_characters_while_a_key_is_held(user: User, modifier: str) -> None:
    user.drag_over("linked ener", exact=modifier)
    user.wait_for("the letters should be selected", lambda: user.look()["text"] == "linked ener")
    user.press("2")
    user.wait_for_span("claim", "linked ener")


def test_a_press_inside_selected_text_begins_a_new_selection(user: User) -> None:
    user.drag_over(CLAIM)
    user.wait_for("it should be selected", lambda: user.look()["text"] == CLAIM)
    user.drag_over("linked energy")
    user.wait_for("the new drag should count", lambda: user.look()["text"] == "linked energy")


def test_a_drag_backwards_over_two_lines_selects_the_same_words(user: User) -> None:
    start, end = user.eye.ends("opened the locks, harbour master Ida Brandt said on Monday. She")
    user.drag(end, start)
    user.wait_for(
        "it should be selected",
        lambda: user.look()["text"] == "opened the locks, harbour master Ida Brandt said on Monday. She",
    )


def test_a_held_label_labels_every_drag_until_esc(user: User) -> None:
    user.hold("actor")
    user.wait_for("it should be held", lambda: user.look()["held"] == "actor")
    user.wait_for("the panel should say so", lambda: "Held: actor" in user.look()["next_key"])
    for words in ("Ida Brandt", "Torland", "Analysts"):
        user.drag_over(words)
        user.wait_for_span("actor", words)
    user.wait_for_focus("articleView")
    user.press("Esc")
    user.wait_for("it should be let go", lambda: user.look()["held"] is None)
    user.drag_over("Merrow")
    user.wait_for("a drag should only select", lambda: user.look()["text"] == "Merrow")
    assert len(user.spans()) == 3


def test_with_a_held_label_a_click_takes_what_a_press_would(user: User) -> None:
    user.hold("claim")
    user.wait_for("it should be held", lambda: user.look()["held"] == "claim")
    user.click_on("linked energy")
    user.wait_for_span("claim", CLAIM)


def test_the_palette_comes_beside_the_column_after_a_drag_and_labels(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.wait_for("the palette should come", lambda: user.eye.is_in_sight("labelPalette"))
    user.wait_for_focus("articleView")
    user.click(user.eye.inside("labelPalette", "actor"))
    user.wait_for_span("actor", "Ida Brandt")
    assert not user.eye.is_in_sight("labelPalette")


def test_the_palette_goes_at_any_key(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.wait_for("the palette should come", lambda: user.eye.is_in_sight("labelPalette"))
    user.press("Left")
    user.wait_for("it should go", lambda: not user.eye.is_in_sight("labelPalette"))


def test_a_click_on_a_label_with_text_selected_labels_it(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.wait_for("it should be selected", lambda: user.look()["text"] == "Ida Brandt")
    user.click(user.eye.inside("labelPanel", "actor"))
    user.wait_for_span("actor", "Ida Brandt")
    user.wait_for_focus("articleView")
    assert user.look()["held"] is None


def test_a_click_on_a_label_with_nothing_selected_holds_it(user: User) -> None:
    user.wait_for("nothing should be selected", lambda: user.look()["text"] is None)
    user.click(user.eye.inside("labelPanel", "threat"))
    user.wait_for("it should be held", lambda: user.look()["held"] == "threat")


def test_an_eye_hides_a_label_and_hidden_spans_are_not_hit(user: User) -> None:
    label(user, "Ida Brandt", "1", "actor")
    user.press("Esc")
    user.move_to(user.eye.inside("labelPanel", "actor"))
    user.click_button("Hide actor")
    user.click_on("Ida Brandt")
    user.wait_for("the click should be done", lambda: user.look()["caret"] in range(*user.eye.extent("Ida Brandt")))
    assert user.look()["selected"] is None
    assert user.spans() == ["Ida Brandt"]


def test_the_context_menu_changes_the_label_of_the_span_under_the_pointer(user: User) -> None:
    label(user, "Ida Brandt", "1", "actor")
    user.press("Esc")
    user.point_at("Ida Brandt")
    user.hands.click(right=True)
    user.wait_for("a menu should open", lambda: user.eye.is_in_sight("articleMenu"))
    user.wait_for_selected("actor", "Ida Brandt")
    user.choose("Change label to", "claim")
    user.wait_for_span("claim", "Ida Brandt")
    assert len(user.spans()) == 1


def test_also_label_as_puts_a_second_label_on_the_same_words(user: User) -> None:
    label(user, "Ida Brandt", "1", "actor")
    user.choose("Span", "Also label as", "claim")
    user.wait_for_span("claim", "Ida Brandt")
    assert user.spans() == ["Ida Brandt", "Ida Brandt"]


def test_a_click_in_the_span_list_brings_its_place_into_sight(stage: Stage, tmp_path: Path) -> None:
    from tests.journeys.articles import long_article

    user = stage.start(str(make_project(tmp_path / "long.annot", (record("long", long_article()),))))
    label(user, "Paragraph 2", "1", "actor")
    user.bring_in_sight("Paragraph 39")
    user.click_row("spanList", "Paragraph 2")
    user.wait_for_selected("actor", "Paragraph 2")
    user.wait_for("its place should be in sight", lambda: user.eye.way_to("Paragraph 2") == 0)
    stage.leave()


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Бренн", "Богдан Громов"),
        ("ميناء", "قالت الوزارة"),
        ("船", "船公司说港口"),
        ("family", "👩‍👩‍👧 said"),
    ],
    ids=["russian", "arabic", "chinese", "emoji"],
)
def test_an_exact_drag_stores_exactly_what_was_dragged_in_any_script(
    stage: Stage, tmp_path: Path, title: str, words: str
) -> None:
    from tests.journeys.articles import ARABIC, RUSSIAN

    records = (
        record("ru", RUSSIAN, "ru"),
        record("ar", ARABIC, "ar"),
        record("zh", "船\n\n周一，船公司说港口关闭。\n", "zh"),
        record("emoji", "A family writes\n\nThe 👩‍👩‍👧 said nai\u0308ve 😀 things.\r\n", "en"),
    )
    user = stage.start(str(make_project(tmp_path / "scripts.annot", records)))
    user.click_row("documentTable", title)
    user.wait_for("the article should open", lambda: words in user.eye.words())
    user.drag_over(words, exact="Ctrl")
    user.wait_for("exactly these should be selected", lambda: user.look()["text"] == words)
    user.press("1")
    user.wait_for_span("actor", words)
    stage.leave()
