"""Suggestions on the page: seen, accepted and rejected by one key, never mistaken for spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.gui.span_list import SpanList
from annotator.gui.suggestions import SuggestionIndex
from annotator.model.record import Record, RecordSuggestion
from annotator.model.suggestion import Suggestion, SuggestionState
from annotator.store import details, queries
from annotator.store.bulk import load
from tests.gui.page_fixtures import ALT, ARTICLE, SHIFT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.page_fixtures import Page

WORDS = (("Ida Brandt", "actor", "tagger-2"), ("We demand", "demand", "rules"), ("Brandt proposed", "actor", "rules"))


@pytest.fixture
def proposed(page: Page) -> Page:
    """The article with three suggestions of two providers, open."""
    record = Record("proposed", ARTICLE, language="en")
    for words, label, provider in WORDS:
        start = ARTICLE.index(words)
        record.suggestions.append(
            RecordSuggestion(start, start + len(words), label, provider, score=0.5, attributes={"form": "direct"})
        )
    load(page.project, [record], title="Import", annotator_default="ana")
    document = queries.document_by_key(page.project, "proposed")
    assert document is not None
    page.session.open_document(document.id)
    for name in ("next", "previous", "accept_all", "reject_all", "reject"):
        page.commands.set_verbs({f"suggestion.{name}": getattr(page.labelling.suggestions, name)})
    page.commands.set_verbs({"suggestion.accept": page.labelling.take_or_accept})
    page.commands.set_has_project(True)
    page.view.setFocus()
    page.leave_the_page()
    QApplication.processEvents()
    page.said.clear()
    return page


def press(page: Page, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.view, key, modifiers)


def states(page: Page) -> list[str]:
    """What the file says of each suggestion, in reading order."""
    document = page.session.document
    assert document is not None
    return [one.state.value for one in details.suggestions(page.project, document.id, state=None)]


def chosen(page: Page) -> str:
    one = page.session.suggestions.selected
    return "" if one is None else one.text_in(page.text)


def test_f4_goes_through_the_suggestions_in_reading_order(proposed: Page):
    seen = []
    for _ in range(3):
        press(proposed, Qt.Key.Key_F4)
        seen.append(chosen(proposed))
    assert seen == ["Ida Brandt", "We demand", "Brandt proposed"]
    press(proposed, Qt.Key.Key_F4)
    assert proposed.said[-1] == ("No further suggestion this way", "info")
    press(proposed, Qt.Key.Key_F4, SHIFT)
    assert chosen(proposed) == "We demand"


def test_return_accepts_the_chosen_one_and_the_next_is_chosen(proposed: Page):
    press(proposed, Qt.Key.Key_F4)
    press(proposed, Qt.Key.Key_Return)
    assert proposed.stored() == [("actor", "Ida Brandt")]
    assert states(proposed) == ["accepted", "open", "open"]
    assert chosen(proposed) == "We demand"
    span = proposed.stored_spans()[0]
    assert span.origin == "suggested by tagger-2"
    assert details.attributes_of(proposed.project, [span.id])[span.id] == {"form": "direct"}


def test_backspace_rejects_and_makes_no_span(proposed: Page):
    press(proposed, Qt.Key.Key_F4)
    press(proposed, Qt.Key.Key_Backspace)
    assert proposed.stored() == []
    assert states(proposed) == ["rejected", "open", "open"]
    assert chosen(proposed) == "We demand"


def test_accepting_is_one_step_to_undo_and_the_suggestion_is_chosen_again(proposed: Page):
    press(proposed, Qt.Key.Key_F4)
    press(proposed, Qt.Key.Key_Return)
    proposed.session.undo()
    assert proposed.stored() == []
    assert states(proposed) == ["open", "open", "open"]
    assert chosen(proposed) == "Ida Brandt"


def test_the_suggestion_under_the_pointer_is_accepted_without_choosing_it(proposed: Page):
    proposed.bring_into_sight("We demand")
    proposed.point_at("We demand")
    QTest.mouseMove(proposed.view.viewport(), proposed.spot("We demand"))
    press(proposed, Qt.Key.Key_Return)
    assert proposed.stored() == [("demand", "We demand")]


def test_with_none_at_the_point_the_first_press_only_chooses(proposed: Page):
    press(proposed, Qt.Key.Key_Return)
    assert proposed.stored() == []
    assert chosen(proposed) == "Ida Brandt"
    press(proposed, Qt.Key.Key_Return)
    assert proposed.stored() == [("actor", "Ida Brandt")]


def test_a_click_chooses_a_suggestion_and_escape_lets_it_go(proposed: Page):
    proposed.click("We demand")
    assert chosen(proposed) == "We demand"
    proposed.press("Esc")
    assert chosen(proposed) == ""


def test_a_span_over_a_suggestion_is_what_a_click_means(proposed: Page):
    proposed.mark("We demand", "claim")
    proposed.click("We demand")
    assert proposed.selected == ("claim", "We demand")
    assert chosen(proposed) == ""


def test_labelling_by_hand_at_a_suggestion_is_just_labelling(proposed: Page):
    proposed.click("Ida Brandt")
    proposed.press("a")
    assert [label for label, _ in proposed.stored()] == ["actor"]
    assert states(proposed) == ["open", "open", "open"]


def test_a_held_label_means_the_words_whatever_is_proposed_for_them(proposed: Page):
    proposed.session.hold(proposed.label("claim"))
    proposed.click("Ida Brandt")
    assert [label for label, _ in proposed.stored()] == ["claim"]


def test_in_plain_reading_and_with_the_label_hidden_there_is_nothing_to_decide(proposed: Page):
    proposed.session.set_plain(True)
    press(proposed, Qt.Key.Key_F4)
    assert proposed.said[-1] == ("Suggestions are hidden", "info")
    proposed.session.set_plain(False)
    proposed.session.set_label_hidden(proposed.label("actor"), True)
    press(proposed, Qt.Key.Key_F4)
    assert chosen(proposed) == "We demand"
    proposed.labelling.suggestions.accept_all()
    assert states(proposed) == ["open", "accepted", "open"]


def test_accepting_all_of_one_provider_is_one_edit(proposed: Page):
    provider = next(one.annotator for one in proposed.session.suggestions.index)
    proposed.labelling.suggestions.accept_all(provider)
    assert states(proposed) == ["accepted", "open", "open"]
    proposed.labelling.suggestions.reject_all()
    assert states(proposed) == ["accepted", "rejected", "rejected"]
    proposed.session.undo()
    assert states(proposed) == ["accepted", "open", "open"]


def test_the_outline_is_painted_and_moves_no_text(proposed: Page):
    view = proposed.view
    before = view.rects_of(proposed.where("We demand"))
    drawn = view.grab().toImage()
    proposed.session.suggestions.set_shown(False)
    QApplication.processEvents()
    assert view.grab().toImage() != drawn
    assert view.rects_of(proposed.where("We demand")) == before


def test_the_list_shows_suggestions_among_the_spans_and_decides_on_them(proposed: Page, qtbot: QtBot):
    proposed.mark("ministry of Torland", "actor")
    panel = SpanList(proposed.session)
    panel.suggestion_decided.connect(lambda one, yes: proposed.labelling.suggestions.decide(one, accept=yes))
    qtbot.addWidget(panel)
    panel.resize(300, 400)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    rows = panel.rows
    assert [rows.words(rows.span_at(row)) for row in range(rows.rowCount())] == [
        "Ida Brandt",
        "We demand",
        "ministry of Torland",
        "Brandt proposed",
    ]
    said = rows.data(rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "actor, Ida Brandt, suggested by tagger-2"
    panel.view.setFocus()
    panel.view.go_to_row(0)
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert chosen(proposed) == "Ida Brandt"
    assert states(proposed)[0] == "open", "the first press only chooses"
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert states(proposed)[0] == "accepted"
    assert chosen(proposed) == "We demand"
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    assert states(proposed) == ["accepted", "rejected", "open"]
    assert rows.suggested == 1


def test_alt_and_a_click_still_go_round_the_spans(proposed: Page):
    proposed.mark("We demand", "claim")
    proposed.mark("We", "actor")
    proposed.click("We demand", modifiers=ALT)
    first = proposed.selected
    proposed.click("We demand", modifiers=ALT)
    assert {first, proposed.selected} == {("claim", "We demand"), ("actor", "We")}


def test_a_place_finds_its_suggestions_among_many():
    index = SuggestionIndex(Suggestion(id, 1, 1, 1, id * 10, id * 10 + 5) for id in range(1, 2001))
    index.add(Suggestion(5000, 1, 1, 1, 0, 20_000))
    assert [one.id for one in index.at(101)] == [10, 5000]
    index.remove(5000)
    assert [one.id for one in index.overlapping(95, 112)] == [10, 11]
    assert [one.id for one in index.at(106)] == []
    assert SuggestionState.OPEN == "open"
