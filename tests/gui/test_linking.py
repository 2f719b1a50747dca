"""Linking a span to another one: by keys alone, by mouse alone; and how far a document was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.gui.reading import Progress, paragraph_end, progress
from annotator.store import details, queries
from tests.gui.window_kit import label, make_project, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.gui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window whose first document has an actor and a claim."""
    with shown(qtbot, make_project(tmp_path / "p.annot")) as made:
        made.resize(1300, 900)
        label(made, "Torland", "actor")
        label(made, "Halvia must pay", "claim")
        yield made


def relations(window: MainWindow) -> list[tuple[str, str, str]]:
    """Head, type and tail of the open document's relations, as the file has them."""
    assert window.session is not None
    document = window.session.document
    assert document is not None
    found = details.relations_of(window.session.project, document.id)
    return [(one.head.text_in(document.text), one.type, one.tail.text_in(document.text)) for one in found]


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.focusWidget(), key, modifiers)
    QApplication.processEvents()


def message(window: MainWindow) -> str:
    assert window.workspace is not None
    return window.workspace.status.message.text()


def click_on(window: MainWindow, words: str) -> None:
    assert window.workspace is not None
    assert window.session is not None
    assert window.session.document is not None
    view, text = window.workspace.article, window.session.document.text
    start = text.index(words)
    point = view.rects_of(window.session.structure.grapheme_at(start))[0].center().toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)


def test_a_link_by_keys_alone(window: MainWindow):
    press(window, Qt.Key.Key_L, CTRL)
    assert message(window) == "Click the other span, or Tab and Return (Esc stops), to link “Halvia must pay”"
    press(window, Qt.Key.Key_Tab, SHIFT)
    press(window, Qt.Key.Key_Return)
    QTest.keyClicks(window.focusWidget(), "made by")
    press(window, Qt.Key.Key_Return)
    assert relations(window) == [("Halvia must pay", "made by", "Torland")]
    assert window.session is not None
    assert window.session.selected is not None
    assert window.workspace is not None
    assert window.workspace.article.hasFocus()
    assert [type.name for type in details.relation_types(window.session.project)] == ["made by"]


def test_a_link_by_mouse(window: MainWindow):
    assert window.workspace is not None
    QTest.mouseClick(window.workspace.details.span_details.facts.add_relation, Qt.MouseButton.LeftButton)
    click_on(window, "Torland")
    chooser = window.findChild(type(window.workspace.details.span_details.facts.chooser()), "chooser")
    assert chooser is not None
    QTest.keyClicks(window.focusWidget(), "made by")
    press(window, Qt.Key.Key_Return)
    assert relations(window) == [("Halvia must pay", "made by", "Torland")]


def test_the_other_span_can_be_taken_in_the_list(window: MainWindow):
    assert window.workspace is not None
    press(window, Qt.Key.Key_L, CTRL)
    view = window.workspace.spans.view
    view.setFocus()
    view.go_to_row(0)
    press(window, Qt.Key.Key_Return)
    QTest.keyClicks(window.focusWidget(), "x")
    press(window, Qt.Key.Key_Return)
    assert relations(window) == [("Halvia must pay", "x", "Torland")]


def test_escape_stops_it(window: MainWindow):
    press(window, Qt.Key.Key_L, CTRL)
    press(window, Qt.Key.Key_Escape)
    assert message(window) == "No link was made"
    press(window, Qt.Key.Key_Tab, SHIFT)
    press(window, Qt.Key.Key_Return)
    assert relations(window) == []


def test_a_span_is_not_linked_to_itself_nor_to_plain_text(window: MainWindow):
    press(window, Qt.Key.Key_L, CTRL)
    click_on(window, "must pay")
    click_on(window, "talks")
    assert "Click the other span" in message(window)
    assert relations(window) == []


def test_a_type_of_the_scheme_is_offered_and_an_equal_link_is_refused(window: MainWindow):
    session = window.session
    assert session is not None
    tail, head = list(session.spans)
    session.details.add_relation(head, tail, "targets", lambda: None)
    for typed in ("targets", "tar", "arg"):
        session.select(head)
        press(window, Qt.Key.Key_L, CTRL)
        press(window, Qt.Key.Key_Tab, SHIFT)
        press(window, Qt.Key.Key_Return)
        QTest.keyClicks(window.focusWidget(), typed)
        press(window, Qt.Key.Key_Return)
    assert [type for _, type, _ in relations(window)] == ["arg", "targets"], "the middle of a word is a new type"


def test_undo_takes_the_link_back_and_goes_to_its_head(window: MainWindow):
    session = window.session
    assert session is not None
    tail, head = list(session.spans)
    session.details.add_relation(head, tail, "targets", lambda: None)
    session.select(None)
    press(window, Qt.Key.Key_Z, CTRL)
    assert relations(window) == []
    assert session.selected == head


def test_read_up_to_here_counts_the_paragraph_and_can_be_undone(window: MainWindow):
    session, workspace = window.session, window.workspace
    assert session is not None
    assert workspace is not None
    document = session.document
    assert document is not None
    session.select(None)
    workspace.article.set_caret(3)
    press(window, Qt.Key.Key_R, CTRL)
    assert queries.review(session.project, document.id, session.annotator.id).read_to == len(document.text)
    facts = workspace.details.document_details.facts
    facts.read()
    assert facts.reading.text() == "read to paragraph 1 of 1"
    press(window, Qt.Key.Key_R, CTRL)
    assert message(window) == "The document was read up to here already"
    QTest.mouseClick(facts.unread_button, Qt.MouseButton.LeftButton)
    assert session.review is not None
    assert session.review.read_to == 0
    press(window, Qt.Key.Key_Z, CTRL)
    assert session.review.read_to == len(document.text)


@pytest.mark.parametrize(
    ("text", "place", "end"),
    [
        ("One.\n\nTwo.", 0, 4),
        ("One.\n\nTwo.", 5, 4),
        ("One.\n\nTwo.", 6, 10),
        ("One.\r\nTwo.\r\n", 0, 4),
        ("One.\r\nTwo.\r\n", 7, 10),
        ("😀 one\ntwo", 0, 5),
    ],
)
def test_a_paragraph_ends_behind_its_last_character(text: str, place: int, end: int):
    assert paragraph_end(text, place) == end


def test_paragraphs_are_counted_without_blank_lines():
    assert progress("One.\n\nTwo.\r\n \r\nThree.", 10) == Progress(2, 3)
