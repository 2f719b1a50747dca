"""Keys: held ones, other layouts, whose they are, and keys that were changed."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.journeys.articles import LANGUAGES, make_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotator.gui.tour.user import User
    from tests.journeys.conftest import Stage
    from tests.journeys.screen import ScreenStage

# X key codes, by their place on the keyboard.
DIGIT_1, LETTER_A = 10, 38
LETTER_Z = {"ru": 52, "fr": 25}
"""Where Ctrl+Z is struck: by its Latin place under a script of its own, by its letter under a Latin one."""


@pytest.fixture
def layout() -> Iterator[Callable[[str], None]]:
    """Switches the keyboard's layout, with the American as a second one; that alone is back afterwards."""

    def switch(name: str) -> None:
        subprocess.run(
            ["setxkbmap", "-layout", name if name == "us" else f"{name},us"],
            check=True,
            timeout=20,
            capture_output=True,
        )

    yield switch
    switch("us")


@pytest.fixture
def foreign(screen: ScreenStage, layout: Callable[[str], None]) -> Iterator[ScreenStage]:
    """A screen whose program is closed under the American layout, whatever the journey was under."""
    yield screen
    layout("us")
    screen.leave()


@pytest.mark.xvfb
def test_a_held_label_key_makes_one_span(screen: ScreenStage, project: Path) -> None:
    user = screen.start(str(project))
    user.eye.repeats()
    user.point_at("Torland")
    user.hands.key_down("1")
    try:
        user.wait_for("the key should repeat", lambda: user.eye.repeats() >= 4)
    finally:
        user.hands.key_up("1")
    assert user.spans() == ["Torland"]
    screen.leave()


@pytest.mark.xvfb
def test_holding_ctrl_z_takes_back_one_edit(screen: ScreenStage, project: Path) -> None:
    user = screen.start(str(project))
    for words in ("Ida Brandt", "Analysts", "Torland"):
        user.drag_over(words)
        user.press("1")
        user.wait_for_span("actor", words)
    user.hands.key_down("Ctrl+Z")
    try:
        user.wait_for("one span should go", lambda: len(user.spans()) == 2)
    finally:
        user.hands.key_up("Ctrl+Z")
    user.press("Ctrl+Y")
    user.wait_for("it should come back", lambda: len(user.spans()) == 3)
    screen.leave()


@pytest.mark.xvfb
@pytest.mark.parametrize("code", [DIGIT_1, LETTER_A], ids=["digit", "letter"])
@pytest.mark.parametrize("name", ["ru", "fr", "gr", "ara", "il", "de"])
def test_label_keys_work_where_they_lie_under_other_layouts(
    foreign: ScreenStage, project: Path, layout: Callable[[str], None], name: str, code: int
) -> None:
    if (name, code) == ("fr", LETTER_A):
        pytest.skip("a French A lies elsewhere and is a Latin letter: it counts by what it writes")
    layout(name)
    user = foreign.start(str(project))
    user.point_at("Torland")
    user.hands.key_code(code)
    user.wait_for_span("actor", "Torland")


@pytest.mark.xvfb
def test_a_latin_letter_counts_by_what_it_writes(
    foreign: ScreenStage, project: Path, layout: Callable[[str], None]
) -> None:
    layout("fr")
    user = foreign.start(str(project))
    user.point_at("Torland")
    user.press("a")
    user.wait_for_span("actor", "Torland")


@pytest.mark.xvfb
@pytest.mark.parametrize("name", ["ru", "fr"])
def test_a_russian_article_is_labelled_undone_and_finished_under_its_own_layout(
    foreign: ScreenStage, tmp_path: Path, layout: Callable[[str], None], name: str
) -> None:
    layout(name)
    user = foreign.start(str(make_project(tmp_path / "ru.annot", LANGUAGES)))
    user.click_row("documentTable", "Бренн повышает")
    user.wait_for("the Russian article should open", lambda: "Громов" in user.eye.words())
    user.drag_over("Богдан Громов")
    user.hands.key_code(DIGIT_1)
    user.wait_for_span("actor", "Богдан Громов")
    user.hands.key_code(f"ctrl+{LETTER_Z[name]}")
    user.wait_for("the span should go", lambda: not user.spans())
    user.hands.key("Ctrl+Return")
    user.wait_for("the next article should open", lambda: user.look()["document"] == "arabic")


def test_letters_typed_into_the_search_field_make_no_span(user: User) -> None:
    user.point_at("Torland")
    user.press("Ctrl+Shift+F")
    user.wait_for_focus("searchField")
    user.type("tact 1")
    user.wait_for("the letters should stand in the field", lambda: user.eye.says("searchField") == "tact 1")
    assert user.spans() == []


def test_letters_typed_into_a_note_make_no_span_and_delete_no_span(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.press("1", "F2")
    user.wait_for_focus("spanNote")
    user.type("cat 3")
    user.press("Backspace", "Del", "Home", "Del", "Tab")
    user.wait_for("the note should be stored", lambda: user.look()["spans"][0]["note"] == "at ")
    assert user.spans() == ["Ida Brandt"]


def test_space_tab_and_delete_belong_to_the_article_only(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.press("1")
    user.wait_for_span("actor", "Ida Brandt")
    user.press("Ctrl+Shift+F")
    user.wait_for_focus("searchField")
    user.type("a")
    user.press("Space", "Del", "Tab")
    user.wait_for("Tab should leave the field", lambda: user.eye.focus() != "searchField")
    assert user.eye.focus() != "articleView" or user.look()["selected"]
    assert user.look()["selected"]["text"] == "Ida Brandt"
    assert user.spans() == ["Ida Brandt"]


def test_ctrl_z_in_a_text_field_undoes_typing_not_labels(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.press("1", "Ctrl+Shift+F")
    user.wait_for_focus("searchField")
    user.type("port")
    user.press("Ctrl+Z")
    user.wait_for("the field should take its typing back", lambda: user.eye.says("searchField") != "port")
    assert user.spans() == ["Ida Brandt"]


def test_delete_in_the_span_list_removes_the_span_of_its_row(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.press("1")
    user.wait_for_span("actor", "Ida Brandt")
    user.click_row("spanList", "Ida Brandt")
    user.press("Del")
    user.wait_for("the span should go", lambda: not user.spans())


def test_f6_goes_round_the_panels_and_shift_f6_back(user: User) -> None:
    user.wait_for_focus("articleView")
    seen = ["articleView"]
    for _ in range(12):
        before = seen[-1]
        user.press("F6")
        user.wait_for("F6 should go on", lambda before=before: user.eye.focus() != before)
        seen.append(user.eye.focus())
        if seen[-1] == "articleView":
            break
    assert seen[-1] == "articleView"
    assert {"searchField", "documentTable", "labelPanel", "spanList"} <= set(seen)
    user.press("Shift+F6")
    user.wait_for("Shift+F6 should go back", lambda: user.eye.focus() == seen[-2])


def test_esc_lets_go_one_thing_at_a_time(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.press("1")
    user.wait_for_selected("actor", "Ida Brandt")
    user.hold("claim")
    user.wait_for("claim should be held", lambda: user.look()["held"] == "claim")
    user.wait_for_focus("articleView")
    user.press("Esc")
    user.wait_for("the label should be let go", lambda: user.look()["held"] is None)
    assert user.look()["selected"]
    user.press("Esc")
    user.wait_for("the span should be let go", lambda: user.look()["selected"] is None)


def test_the_command_palette_runs_a_command_by_part_of_its_name(user: User) -> None:
    user.press("Ctrl+K")
    user.wait_for_focus("commandField")
    user.type("plain")
    user.wait_for("it should be found", lambda: "Plain reading" in user.eye.rows("commandList")[0])
    user.press("Return")
    user.wait_for("plain reading should be on", lambda: user.look()["plain"])
    user.wait_for_focus("articleView")


def test_esc_closes_the_command_palette_and_gives_the_keys_back(user: User) -> None:
    user.press("Ctrl+K")
    user.wait_for_focus("commandField")
    user.press("Esc")
    user.wait_for_focus("articleView")


def test_a_key_is_changed_in_the_overview_works_at_once_and_is_remembered(
    user: User, stage: Stage, project: Path
) -> None:
    user.press("Shift+F1")
    user.wait_for_focus("keySearch")
    user.type("doubt on")
    user.click_row("keyList", "Doubt on or off")
    user.click_button("Change key")
    user.wait_for_focus("keyCatcher")
    user.press("Ctrl+D")
    user.wait_for("the catcher should go", lambda: not user.eye.is_in_sight("keyCatcher"))
    user.press("Esc")
    user.wait_for_focus("articleView")
    user.drag_over("Ida Brandt")
    user.press("1", "Ctrl+D")
    user.wait_for("the span should be in doubt", lambda: user.look()["spans"][0]["doubt"])
    stage.leave()
    user = stage.start(str(project))
    user.click_on("Ida Brandt")
    user.wait_for_selected("actor", "Ida Brandt")
    user.press("Ctrl+D")
    user.wait_for("the doubt should be gone", lambda: not user.look()["spans"][0]["doubt"])


def test_a_key_that_is_taken_is_refused_with_its_reason(user: User) -> None:
    user.press("Shift+F1")
    user.wait_for_focus("keySearch")
    user.type("plain")
    user.click_row("keyList", "Plain reading")
    user.click_button("Change key")
    user.wait_for_focus("keyCatcher")
    user.press("Ctrl+E")
    user.wait_for("the reason should be said", lambda: "Export" in user.eye.trouble("keysDialog"))
    user.press("Esc", "Esc")
    user.wait_for("the overview should close", lambda: not user.eye.is_in_sight("keysDialog"))


def test_f1_opens_the_guideline_at_the_selected_span_s_label(user: User) -> None:
    user.drag_over("the dispute would last")
    user.press("3")
    user.wait_for_selected("threat", "the dispute would last")
    user.press("F1")
    user.wait_for("the guideline should open", lambda: user.eye.is_in_sight("guidelineWindow"))
    user.wait_for("it should show threats", lambda: "Threat" in user.eye.first_line("guidelinePage"))
    user.press("Esc")
    user.wait_for("Esc should close it", lambda: not user.eye.is_in_sight("guidelineWindow"))
    user.wait_for_focus("articleView")


def test_fifty_nested_spans_by_pointer_and_keys_take_one_press_each(stage: Stage, tmp_path: Path) -> None:
    sentence = "Halvia had never linked energy to territory"
    paragraphs = "\n\n".join(f"On day {n} she said {sentence}." for n in range(1, 26))
    path = make_project(tmp_path / "fifty.annot", ({"id": "a", "text": f"A long day\n\n{paragraphs}\n"},))
    user = stage.start(str(path))
    for n in range(25):
        user.point_at(sentence, n)
        user.press("2", "1")
    user.wait_for("fifty spans should be there", lambda: len(user.spans()) == 50)
    assert user.spans("claim") == [sentence] * 25
    assert user.spans("actor") == ["Halvia"] * 25
    print(f"fifty nested spans by pointer and keys: {user.presses} presses")
    assert user.presses == 50
    stage.leave()


def test_fifty_nested_spans_by_keys_alone_take_three_presses_each_at_most(stage: Stage, tmp_path: Path) -> None:
    sentence = "Halvia had never linked energy to territory"
    paragraphs = "\n\n".join(f"Now she said {sentence}." for n in range(1, 26))
    path = make_project(tmp_path / "fifty.annot", ({"id": "a", "text": f"a long day\n\n{paragraphs}\n"},))
    user = stage.start(str(path))
    for n in range(25):
        start = user.eye.extent(sentence, n)[0]
        for _ in range(6):
            before = user.look()["caret"]
            if before == start:
                break
            user.press("Ctrl+Down")
            user.wait_for("the caret should go on", lambda before=before: user.look()["caret"] != before)
        assert user.look()["caret"] == start
        user.press("2")
        user.wait_for("the claim should be there", lambda n=n: len(user.spans("claim")) == n + 1)
        user.press("1")
        user.wait_for("the actor should be there", lambda n=n: len(user.spans("actor")) == n + 1)
    assert user.spans("claim") == [sentence] * 25
    assert user.spans("actor") == ["Halvia"] * 25
    print(f"fifty nested spans by keys alone: {user.presses} presses")
    assert user.presses <= 150
    stage.leave()
