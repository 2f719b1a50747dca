"""Going through documents: done and next, undo across them, notes, finding, plain reading, theme and zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.articles import LANGUAGES, long_article, make_project, record

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.gui.tour.user import User
    from tests.journeys.conftest import Stage
    from tests.journeys.offscreen import OffscreenStage

LINE = 80
"""Pixels a line of the article is high, about: a place is remembered by the words at the top."""


def open_row(user: User, title: str, key: str) -> None:
    user.click_row("documentTable", title)
    user.wait_for(f"{key} should open", lambda: user.look()["document"] == key)
    user.wait_for_focus("articleView")


def test_label_done_undo_undo_goes_back_to_the_place_and_leaves_nothing(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.press("1")
    user.wait_for_span("actor", "Ida Brandt")
    user.press("Ctrl+Return")
    user.wait_for("the next article should open", lambda: user.look()["document"] == "canal")
    assert "done" in user.eye.row_text("documentTable", "Brenn harbour")
    user.press("Ctrl+Z")
    user.wait_for("the first article should be back", lambda: user.look()["document"] == "harbour")
    user.wait_for("it should be open again", lambda: user.look()["status"] == "in progress")
    user.press("Ctrl+Z")
    user.wait_for("the span should be gone", lambda: user.spans() == [])
    user.wait_for("the article should be new again", lambda: user.look()["status"] == "new")


def test_an_undo_from_another_document_names_the_place_and_selects_what_came_back(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.press("1", "Del")
    user.wait_for("the span should be gone", lambda: user.spans() == [])
    open_row(user, "Union warns", "canal")
    user.press("Ctrl+Z")
    user.wait_for_selected("actor", "Ida Brandt")
    assert "Brenn harbour raises fees" in user.look()["message"]


def test_ctrl_return_on_a_done_document_opens_it_again(user: User) -> None:
    user.press("Ctrl+Return")
    user.wait_for("the next article should open", lambda: user.look()["document"] == "canal")
    open_row(user, "Brenn harbour", "harbour")
    user.press("Ctrl+Return")
    user.wait_for("it should be in progress", lambda: user.look()["status"] == "in progress")
    assert user.look()["document"] == "harbour"


def test_done_with_no_span_is_kept(user: User) -> None:
    user.press("Ctrl+Return")
    user.wait_for("the list should say so", lambda: "done" in user.eye.row_text("documentTable", "Brenn harbour"))


def test_ctrl_shift_return_skips_and_goes_on(user: User) -> None:
    user.press("Ctrl+Shift+Return")
    user.wait_for("the next article should open", lambda: user.look()["document"] == "canal")
    assert "skipped" in user.eye.row_text("documentTable", "Brenn harbour")


def test_a_document_that_no_longer_fits_the_filter_stays_until_the_filter_is_touched(user: User) -> None:
    user.click_button("New")
    user.wait_for("both are new", lambda: len(user.eye.rows("documentTable")) == 2)
    user.click_on("Analysts")
    user.press("Ctrl+Return")
    user.wait_for("the next article should open", lambda: user.look()["document"] == "canal")
    assert len(user.eye.rows("documentTable")) == 2
    user.click_button("Done")
    user.wait_for("one is done", lambda: [row for row in user.eye.rows("documentTable") if "Brenn" in row])
    assert len(user.eye.rows("documentTable")) == 1


def test_alt_down_and_alt_up_go_from_document_to_document(user: User) -> None:
    user.press("Alt+Down")
    user.wait_for("the next one should open", lambda: user.look()["document"] == "canal")
    user.press("Alt+Up")
    user.wait_for("the first one should be back", lambda: user.look()["document"] == "harbour")


def test_the_arrow_keys_and_return_in_the_list_open_a_document_and_the_article_has_the_keys(user: User) -> None:
    user.press("Ctrl+Shift+F")
    user.wait_for_focus("searchField")
    user.press("Down")
    user.wait_for_focus("documentTable")
    user.press("Down", "Return")
    user.wait_for("the second should open", lambda: user.look()["document"] == "canal")
    user.wait_for_focus("articleView")


def test_the_corpus_is_searched_by_words_of_the_text(user: User) -> None:
    user.press("Ctrl+Shift+F")
    user.wait_for_focus("searchField")
    user.type("arrears")
    user.wait_for("one article should be left", lambda: len(user.eye.rows("documentTable")) == 1)
    assert "Union warns" in user.eye.rows("documentTable")[0]
    user.press("Down", "Return")
    user.wait_for("it should open", lambda: user.look()["document"] == "canal")


def test_find_counts_goes_on_with_f3_and_is_kept_in_the_next_document(user: User) -> None:
    user.press("Ctrl+F")
    user.wait_for_focus("findField")
    user.type("halvia")
    user.wait_for("it should count", lambda: user.eye.says("findCount") == "1 of 2")
    user.press("F3")
    user.wait_for("F3 should go on", lambda: user.eye.says("findCount") == "2 of 2")
    user.press("Shift+F3")
    user.wait_for("Shift+F3 should go back", lambda: user.eye.says("findCount") == "1 of 2")
    open_row(user, "Union warns", "canal")
    user.wait_for("the next document should be searched too", lambda: user.eye.says("findCount") == "1 of 1")
    user.press("Ctrl+F", "Esc")
    user.wait_for("Esc should close the bar", lambda: not user.eye.is_in_sight("findBar"))
    user.wait_for_focus("articleView")
    assert user.spans() == []


def test_find_takes_words_that_are_not_there_calmly(user: User) -> None:
    user.press("Ctrl+F")
    user.wait_for_focus("findField")
    user.type("zebra")
    user.wait_for("it should say so", lambda: user.eye.says("findCount") == "Not in this article")


def test_a_typed_note_is_stored_when_another_span_is_clicked(user: User) -> None:
    for words in ("Analysts", "Ida Brandt"):
        user.drag_over(words)
        user.press("1")
        user.wait_for_span("actor", words)
    user.press("F2")
    user.wait_for_focus("spanNote")
    user.type("who is she")
    user.click_on("Analysts")
    user.wait_for("the note should be stored", lambda: user.look()["spans"][0]["note"] == "who is she")
    assert user.look()["spans"][1]["note"] == ""


def test_a_typed_note_is_stored_when_another_document_is_opened(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.press("1", "F2")
    user.wait_for_focus("spanNote")
    user.type("who is she")
    open_row(user, "Union warns", "canal")
    open_row(user, "Brenn harbour", "harbour")
    user.wait_for("the note should be stored", lambda: user.look()["spans"][0]["note"] == "who is she")


def test_a_typed_note_is_stored_when_the_program_is_left(user: User, stage: Stage, project: Path) -> None:
    user.drag_over("Ida Brandt")
    user.press("1", "F2")
    user.wait_for_focus("spanNote")
    user.type("who is she")
    stage.leave()
    user = stage.start(str(project))
    assert user.look()["spans"][0]["note"] == "who is she"


def test_a_note_on_the_document_is_stored_when_the_next_one_is_opened(user: User) -> None:
    user.click(user.eye.widget("documentNote"))
    user.wait_for_focus("documentNote")
    user.type("read again")
    open_row(user, "Union warns", "canal")
    open_row(user, "Brenn harbour", "harbour")
    user.wait_for("the note should be there", lambda: user.eye.says("documentNote") == "read again")


def test_f8_goes_from_note_to_doubt_through_all_documents(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.press("1", "F2")
    user.wait_for_focus("spanNote")
    user.type("check")
    user.press("Ctrl+Return")
    user.wait_for_focus("articleView")
    open_row(user, "Union warns", "canal")
    user.drag_over("Halvia")
    user.press("1", "Shift+F2")
    user.wait_for("the span should be in doubt", lambda: user.look()["spans"][0]["doubt"])
    user.press("Shift+F8")
    user.wait_for_selected("actor", "Ida Brandt")
    user.press("F8")
    user.wait_for_selected("actor", "Halvia")


def test_f7_hides_all_labels_and_shows_them_again(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.press("1", "F7")
    user.wait_for("plain reading should be on", lambda: user.look()["plain"])
    user.press("Esc")
    user.click_on("Ida Brandt")
    caret = user.eye.extent("Ida Brandt")
    user.wait_for("the click should be done", lambda: caret[0] <= user.look()["caret"] < caret[1])
    assert user.look()["selected"] is None
    user.press("F7")
    user.wait_for("plain reading should be off", lambda: not user.look()["plain"])
    user.click_lane("Ida Brandt", "actor")
    user.wait_for_selected("actor", "Ida Brandt")


def test_the_theme_is_chosen_in_the_menu_and_remembered(user: User, stage: Stage, project: Path) -> None:
    user.choose("View", "Theme", "Dark")
    user.wait_for("it should be dark", lambda: user.look()["theme"] == "dark")
    stage.leave()
    user = stage.start(str(project))
    assert user.look()["theme"] == "dark"


def test_zoom_by_keys_is_remembered(user: User, stage: Stage, project: Path) -> None:
    user.press("Ctrl+=", "Ctrl+=")
    user.wait_for("the text should be larger", lambda: user.look()["zoom"] == 120)
    user.press("Ctrl+0")
    user.wait_for("it should be back", lambda: user.look()["zoom"] == 100)
    user.press("Ctrl+-")
    user.wait_for("it should be smaller", lambda: user.look()["zoom"] == 90)
    stage.leave()
    user = stage.start(str(project))
    assert user.look()["zoom"] == 90


def test_zoom_by_ctrl_and_the_wheel_labels_still_fit(user: User) -> None:
    user.drag_over("Ida Brandt")
    user.press("1")
    user.wait_for_span("actor", "Ida Brandt")
    user.point_at("Analysts")
    user.hands.hold("Ctrl")
    user.hands.wheel(-1)
    user.hands.let_go("Ctrl")
    user.wait_for("the text should be larger", lambda: user.look()["zoom"] == 110)
    user.press("Esc")
    user.click_lane("Ida Brandt", "actor")
    user.wait_for_selected("actor", "Ida Brandt")


def test_each_document_keeps_its_place(stage: Stage, tmp_path: Path) -> None:
    records = (record("long", long_article()), *LANGUAGES)
    user = stage.start(str(make_project(tmp_path / "places.annot", records)))
    user.bring_in_sight("Paragraph 30")
    place = user.look()["scroll"]
    assert place > 0
    open_row(user, "Union warns", "canal")
    open_row(user, "The long wait", "long")
    user.wait_for("it should be where it was", lambda: user.look()["scroll"] == place)
    open_row(user, "Union warns", "canal")
    stage.leave()
    user = stage.start(str(tmp_path / "places.annot"))
    assert user.look()["document"] == "canal"
    open_row(user, "The long wait", "long")
    user.wait_for("it should be there in the next run too", lambda: abs(user.look()["scroll"] - place) < LINE)
    stage.leave()


def test_undo_works_after_a_restart(user: User, stage: Stage, project: Path) -> None:
    user.drag_over("Ida Brandt")
    user.press("1")
    user.wait_for_span("actor", "Ida Brandt")
    stage.leave()
    user = stage.start(str(project))
    assert user.spans() == ["Ida Brandt"]
    user.press("Ctrl+Z")
    user.wait_for("the span should go", lambda: user.spans() == [])
    user.press("Ctrl+Y")
    user.wait_for_selected("actor", "Ida Brandt")


def test_hidden_panels_stay_hidden_in_the_next_run(user: User, stage: Stage, project: Path) -> None:
    user.press("F9")
    user.wait_for("the documents should be hidden", lambda: not user.eye.is_in_sight("documentTable"))
    user.wait_for_focus("articleView")
    stage.leave()
    user = stage.start(str(project))
    assert not user.eye.is_in_sight("documentTable")
    user.press("F9")
    user.wait_for("they should come back", lambda: user.eye.is_in_sight("documentTable"))
    user.wait_for("with their width", lambda: user.eye.widths()[0] > 150)


def test_the_width_of_panels_is_remembered(user: User, stage: Stage, project: Path) -> None:
    before = user.eye.widths()
    x, y = user.eye.border(0)
    user.drag((x, y), (x + 60, y))
    user.wait_for("the documents should be wider", lambda: user.eye.widths()[0] >= before[0] + 50)
    wide = user.eye.widths()[0]
    stage.leave()
    user = stage.start(str(project))
    user.wait_for("they should be as wide again", lambda: abs(user.eye.widths()[0] - wide) <= 2)


@pytest.mark.parametrize(
    "key", ["1", "Space", "Del", "Ctrl+Z", "F2", "Ctrl+Return", "Tab", "F8", "Alt+Left", "Ctrl+Shift+A"]
)
def test_every_key_is_taken_calmly_where_there_is_no_document(
    offscreen: OffscreenStage, tmp_path: Path, key: str
) -> None:
    user = offscreen.start(str(make_project(tmp_path / "empty.annot", ())))
    user.press(key)
    user.wait_for("the window should stand", user.eye.has_project)
    assert user.eye.rows("documentTable") == []
    offscreen.leave()
