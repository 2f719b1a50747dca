"""What is said of a span in its details: attributes, actor, relations; added, changed and taken away there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.gui.detail_panel import DetailPanel
from annotator.gui.fact_rows import AttributeEditor, FactField, QuietButton, as_number
from annotator.gui.panel_frame import CheckBox
from annotator.gui.relation_row import RelationRow
from annotator.model.record import Record, RecordActor, RecordRelation, RecordSpan, RecordSuggestion
from annotator.store import details
from annotator.store.values import pack_choices

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from annotator.gui.chooser import Chooser
    from annotator.gui.span_facts import SpanFacts
    from annotator.model.span import Span
    from tests.gui.panel_fixtures import Desk

Part = TypeVar("Part", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton
TEXT = "Halvia says it will close the port. The union wants talks."


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> DetailPanel:
    """A document whose first span says a little of everything; nothing is selected."""
    said: dict[str, Any] = {"sure": True, "strength": 3, "form": "hint", "moods": ["open"], "comment": "lead"}
    desk.bring_in(
        Record(
            "said.txt",
            TEXT,
            spans=[
                RecordSpan(0, 6, "actor", "ana", attributes=said, actor="Halvia"),
                RecordSpan(12, 34, "threat", "ana"),
                RecordSpan(40, 45, "actor", "ana"),
            ],
            relations=[RecordRelation("made by", 2, 1, "ana")],
            actors=[RecordActor("Halvia", ("Republic of Halvia",)), RecordActor("Torland", ("the neighbour",))],
            suggestions=[RecordSuggestion(46, 57, "demand", "rules", score=0.25)],
        )
    )
    with desk.project.edit("Scheme", annotator=desk.session.annotator.id) as edit:
        for name, type, choices in (("form", "choice", ("hint", "plain")), ("moods", "choices", ("open", "closed"))):
            row = details.row_named(desk.project, "attributes", name)
            assert row is not None
            edit.update("attributes", row, {"type": type, "choices": pack_choices(choices)})
    desk.session.open_document(desk.ids[-1])
    shown = DetailPanel(desk.session)
    qtbot.addWidget(shown)
    shown.resize(320, 700)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def select(panel: DetailPanel, desk: Desk, row: int) -> SpanFacts:
    desk.session.select(desk.session.spans.by_position(row))
    QApplication.processEvents()
    return panel.span_details.facts


def values(desk: Desk, row: int = 0) -> dict[str, Any]:
    """The attributes of a span as the file has them."""
    span = span_at(desk, row)
    return dict(details.attributes_of(desk.project, [span.id]).get(span.id, {}))


def span_at(desk: Desk, row: int) -> Span:
    return desk.session.spans.by_position(row)


def part(facts: SpanFacts, name: str, kind: type[Part]) -> Part:
    """The means by which an attribute is changed."""
    found = facts._attributes[name].editor.findChildren(kind)
    assert found
    return found[0]


def choose(facts: SpanFacts, *keys: str) -> None:
    """Type into the sheet that asks, and take its first line, once for each."""
    for typed in keys:
        chooser: Chooser = facts.chooser()
        assert chooser.isVisible()
        QTest.keyClicks(chooser.field, typed)
        QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_everything_said_is_listed_in_the_schemes_order(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 0)
    assert facts.lines[0] == "Actor: Halvia"
    assert sorted(facts.lines[1:-1]) == ["comment: lead", "form: hint", "moods: open", "strength: 3", "sure: True"]
    assert facts.lines[-1].startswith("← made by it will close")


def test_of_a_plain_span_one_quiet_line_says_what_can_be_added(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 2)
    assert not facts.isVisible()
    assert facts.adding.isVisible()
    assert [button.text() for button in facts.adding.findChildren(QuietButton)] == [
        "+ attribute",
        "+ actor",
        "+ relation",
    ]


def test_each_type_is_changed_by_its_own_means(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 0)
    QTest.mouseClick(part(facts, "sure", CheckBox), LEFT)
    assert values(desk)["sure"] is False
    field: FactField = part(facts, "strength", FactField)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "4.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert values(desk)["strength"] == 4.5
    QTest.mouseClick(part(facts, "form", QuietButton), LEFT)
    choose(facts, "plain")
    assert values(desk)["form"] == "plain"
    closed = next(box for box in facts._attributes["moods"].editor.findChildren(CheckBox) if box.text() == "closed")
    QTest.mouseClick(closed, LEFT)
    assert values(desk)["moods"] == ["open", "closed"]


def test_what_is_no_number_is_refused_and_the_old_value_comes_back(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 0)
    field: FactField = part(facts, "strength", FactField)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "much")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert values(desk)["strength"] == 3
    assert field.text() == "3"
    assert desk.said[-1] == ("“much” is no number", "refused")


def test_what_is_being_typed_is_stored_when_another_span_is_selected(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 0)
    field: FactField = part(facts, "comment", FactField)
    field.setFocus()
    QTest.keyClicks(field, "!")
    select(panel, desk, 1)
    assert "lead" in values(desk)["comment"]
    assert values(desk)["comment"] != "lead"
    assert values(desk, 1) == {}


def test_escape_gives_the_old_value_back(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 0)
    field: FactField = part(facts, "comment", FactField)
    field.setFocus()
    QTest.keyClicks(field, "!")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    facts.flush()
    assert values(desk)["comment"] == "lead"


def test_an_attribute_of_the_scheme_is_added_and_taken_away(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 2)
    QTest.mouseClick(facts.add_attribute, LEFT)
    choose(facts, "sure")
    assert values(desk, 2) == {"sure": True}
    QTest.mouseClick(facts.add_attribute, LEFT)
    choose(facts, "form", "plain")
    assert values(desk, 2) == {"sure": True, "form": "plain"}
    QTest.mouseClick(facts._attributes["sure"].cross, LEFT)
    assert values(desk, 2) == {"form": "plain"}
    desk.session.undo()
    assert values(desk, 2) == {"sure": True, "form": "plain"}


def test_a_new_attribute_asks_what_it_says_and_then_for_its_value(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 2)
    QTest.mouseClick(facts.add_attribute, LEFT)
    choose(facts, "weight", "number")
    field: FactField = part(facts, "weight", FactField)
    assert field.hasFocus()
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert values(desk, 2) == {"weight": 7}
    assert next(one for one in details.attributes(desk.project) if one.name == "weight").type == "number"


def test_an_attribute_begun_and_left_says_nothing(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 2)
    QTest.mouseClick(facts.add_attribute, LEFT)
    choose(facts, "comment")
    QTest.keyClick(part(facts, "comment", FactField), Qt.Key.Key_Escape)
    assert values(desk, 2) == {}
    assert facts.lines == []


def test_an_actor_is_found_by_another_name_it_goes_by(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 2)
    QTest.mouseClick(facts.add_actor, LEFT)
    choose(facts, "neigh")
    assert details.actor_of(desk.project, span_at(desk, 2).id) == "Torland"
    QTest.mouseClick(facts.actor_row.cross, LEFT)
    assert details.actor_of(desk.project, span_at(desk, 2).id) == ""


def test_a_new_name_makes_a_new_actor(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 2)
    QTest.mouseClick(facts.add_actor, LEFT)
    choose(facts, "Union of pilots")
    assert details.actor_of(desk.project, span_at(desk, 2).id) == "Union of pilots"


def test_other_names_are_added_and_forgotten(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 0)
    QTest.mouseClick(facts.aliases.button, LEFT)
    facts.aliases.field.setFocus()
    QTest.keyClicks(facts.aliases.field, "the Halvians")
    QTest.keyClick(facts.aliases.field, Qt.Key.Key_Return)
    actor = details.actor_named(desk.project, "Halvia")
    assert actor is not None
    assert actor.aliases == ("Republic of Halvia", "the Halvians")
    assert facts.aliases.field.text() == ""
    facts.aliases._remove("the Halvians")
    actor = details.actor_named(desk.project, "Halvia")
    assert actor is not None
    assert actor.aliases == ("Republic of Halvia",)


def test_a_relation_leads_to_its_other_end_and_is_taken_away(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 1)
    row = facts.findChildren(RelationRow)[0]
    assert row.text() == "→ made by Halvia"
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert desk.session.selected == span_at(desk, 0)
    relation = details.relations_at(desk.project, span_at(desk, 0).id)[0]
    desk.session.details.remove_relation(relation)
    QApplication.processEvents()
    assert not any("made by" in line for line in facts.lines)


def test_the_document_lists_relations_and_what_each_provider_suggests(panel: DetailPanel, desk: Desk):
    facts = panel.document_details.facts
    facts.read()
    assert facts.button.text() == "Relations (1)"
    QTest.mouseClick(facts.button, LEFT)
    QApplication.processEvents()
    assert facts.lines[0].split() == ["it", "will", "close", "the", "port", "·", "made", "by", "Halvia"]
    heard: list[tuple[int, bool]] = []
    facts.all_decided.connect(lambda provider, accept: heard.append((provider, accept)))
    button = next(one for one in facts.findChildren(QuietButton) if one.text() == "accept all")
    assert button.accessibleName() == "1 suggestion by rules: accept all"
    QTest.mouseClick(button, LEFT)
    assert [accept for _, accept in heard] == [True]


def test_the_chosen_suggestion_has_a_card_of_its_own(panel: DetailPanel, desk: Desk):
    desk.session.suggestions.select(next(iter(desk.session.suggestions.index)))
    card = panel.suggestion_details
    assert card.isVisible()
    assert card.origin.text() == "rules · 0.25 · 46–57"
    heard: list[bool] = []
    panel.suggestion_decided.connect(lambda _one, accept: heard.append(accept))
    QTest.mouseClick(card.reject_button, LEFT)
    assert heard == [False]
    desk.session.suggestions.select(None)
    assert panel.document_details.isVisible()


def test_an_editor_names_its_attribute_to_a_screen_reader(panel: DetailPanel, desk: Desk):
    facts = select(panel, desk, 0)
    assert part(facts, "strength", FactField).accessibleName() == "strength"
    assert part(facts, "sure", CheckBox).accessibleName() == "sure: yes"
    assert isinstance(facts._attributes["form"].editor, AttributeEditor)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3", 3),
        (" -2 ", -2),
        ("0.5", 0.5),
        ("1e3", 1000.0),
        ("nan", None),
        ("inf", None),
        ("x", None),
        ("1_000", None),
        ("1,000", None),
    ],
)
def test_numbers_are_read_as_they_are_typed(typed: str, number: float | None):
    assert as_number(typed) == number


@pytest.mark.parametrize("words", ["two\nlines", "x" * 40_000, "&Save"])
def test_a_value_that_no_field_can_hold_whole_is_only_read(panel: DetailPanel, desk: Desk, words: str):
    desk.session.details.set_attribute(span_at(desk, 2), "comment", words)
    field = part(select(panel, desk, 2), "comment", FactField)
    field.setFocus()
    assert field.isReadOnly() == (words != "&Save")
    QTest.keyClicks(field, "!")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert words in values(desk, 2)["comment"].replace("!", "")
