"""The line at the foot of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from annotator.gui.status_line import StatusLine
from annotator.model.document import Status

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.panel_fixtures import Desk


@pytest.fixture
def line(desk: Desk, qtbot: QtBot) -> StatusLine:
    shown = StatusLine(desk.session)
    qtbot.addWidget(shown)
    shown.resize(900, 28)
    shown.show()
    return shown


def test_says_what_was_stored_and_how_to_take_it_back(line: StatusLine, desk: Desk):
    desk.session.open_document(desk.ids[0])
    desk.mark("Halvia")
    assert line.state.text() == "Stored"
    assert line.message.text() == "Labelled “Halvia” as actor"
    assert line.hint.text() == "Ctrl+Z takes it back"


def test_says_what_was_refused(line: StatusLine, desk: Desk):
    desk.session.say("The file is read-only.", "refused")
    assert line.state.text() == "Nothing changed"
    assert not line.hint.isVisible()
    assert line.accessibleDescription() == "Nothing changed The file is read-only."


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("there is an equal span already", "There is an equal span already"),
        ("news.annot: another program holds it", "news.annot: another program holds it"),
    ],
)
def test_a_reason_from_the_core_begins_like_a_sentence(line: StatusLine, desk: Desk, reason: str, shown: str):
    desk.session.say(reason, "refused")
    assert line.message.text() == shown


def test_a_message_is_plain_text_on_one_line(line: StatusLine, desk: Desk):
    desk.session.say("<b>a</b>\n & b")
    assert line.message.text() == "<b>a</b> & b"
    assert not line.state.isVisible()


def test_a_long_message_does_not_widen_the_window(line: StatusLine, desk: Desk):
    before = line.minimumSizeHint().width()
    desk.session.say("word " * 300, "info")
    assert line.minimumSizeHint().width() == before


def test_says_what_the_next_key_labels(line: StatusLine, desk: Desk):
    desk.session.next_key_changed.emit("“Halvia”")
    assert line.next_key.text() == "Next key labels: “Halvia”"
    desk.session.next_key_changed.emit("")
    assert line.next_key.text() == ""


def test_says_where_one_is(line: StatusLine):
    line.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    line.set_position(3, 1215)
    line.set_counts({Status.NEW: 1200, Status.IN_PROGRESS: 1, Status.DONE: 12, Status.SKIPPED: 2})
    assert line.position.text() == "document 3 of 1,215  ·  12 done  ·  ana"
    assert line.progress.accessibleName() == "14 of 1,215 documents finished"
    line.grab()


def test_a_project_without_documents_has_no_progress(line: StatusLine):
    line.set_counts(dict.fromkeys(Status, 0))
    assert not line.progress.isVisible()
    assert line.position.text() == "ana"


def test_what_was_said_of_the_document_before_goes_with_it_but_not_what_can_be_taken_back(qtbot: QtBot, desk: Desk):
    line = StatusLine(desk.session)
    qtbot.addWidget(line)
    desk.session.say("This is the last document of the list")
    desk.session.open_document(desk.ids[0])
    assert line.message.text() == ""
    desk.session.set_status(desk.ids[0], Status.DONE)
    desk.session.open_document(desk.ids[1])
    assert "as done" in line.message.text()
