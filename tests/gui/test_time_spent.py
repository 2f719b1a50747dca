"""How long somebody works on a document: what counts, what does not, and when it is stored."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from pytestqt.qtbot import QtBot

from annotator import edits
from annotator.gui import time_spent
from annotator.gui.detail_panel import DetailPanel, ValueField
from annotator.gui.time_spent import TimeSpent
from annotator.store import queries
from annotator.store.project import Project
from tests.gui.panel_fixtures import Desk
from tests.gui.window_kit import label, make_project, shown


class Clock:
    """Stands in for Qt's timer, and goes only when told."""

    now = 0

    def __init__(self) -> None:
        self._since = -1

    def start(self) -> None:
        self._since = Clock.now

    def invalidate(self) -> None:
        self._since = -1

    def isValid(self) -> bool:
        return self._since >= 0

    def elapsed(self) -> int:
        return Clock.now - self._since


@pytest.fixture
def spent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> TimeSpent:
    monkeypatch.setattr(time_spent, "QElapsedTimer", Clock)
    Clock.now = 0
    desk.session.open_document(desk.ids[0])
    return TimeSpent(desk.session)


def sign(spent: TimeSpent, after: int) -> None:
    """Something is done after so many milliseconds."""
    Clock.now += after
    spent.eventFilter(spent, QEvent(QEvent.Type.KeyPress))


def seconds(desk: Desk, place: int) -> int:
    return queries.review(desk.project, desk.ids[place], desk.session.annotator.id).seconds


def test_the_time_between_two_keys_counts(desk: Desk, spent: TimeSpent):
    for _ in range(4):
        sign(spent, 10_000)
    spent.finish()
    assert seconds(desk, 0) == 30


def test_a_long_pause_counts_as_a_minute(desk: Desk, spent: TimeSpent):
    sign(spent, 0)
    sign(spent, 3_600_000)
    spent.finish()
    assert seconds(desk, 0) == 60


def test_nothing_counts_while_another_window_has_the_keys(desk: Desk, spent: TimeSpent):
    sign(spent, 0)
    Clock.now += 5_000
    spent.eventFilter(spent, QFocusEvent(QEvent.Type.FocusOut))
    sign(spent, 50_000)
    spent.finish()
    assert seconds(desk, 0) == 5


def test_each_document_has_its_own_time(desk: Desk, spent: TimeSpent):
    sign(spent, 0)
    Clock.now += 7_000
    desk.session.open_document(desk.ids[1])
    sign(spent, 4_000)
    spent.finish()
    assert (seconds(desk, 0), seconds(desk, 1)) == (7, 4)


def test_time_is_no_edit(desk: Desk, spent: TimeSpent):
    sign(spent, 0)
    sign(spent, 9_000)
    spent.store()
    assert desk.session.undo_title() is None
    assert seconds(desk, 0) == 9


def test_nothing_is_stored_before_the_file_is_known_to_be_sound(desk: Desk, spent: TimeSpent):
    desk.session.queue.hold()
    sign(spent, 0)
    sign(spent, 9_000)
    spent.store()
    assert seconds(desk, 0) == 0
    desk.session.queue.release()
    spent.store()
    assert seconds(desk, 0) == 9


def test_the_window_counts_what_is_done_in_it_and_stores_it_when_it_closes(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(time_spent, "QElapsedTimer", Clock)
    path = make_project(tmp_path / "p.annot")
    with shown(qtbot, path) as window:
        label(window, "Halvia", "actor")
        for _ in range(3):
            Clock.now += 10_000
            qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Right)
    with Project.open(path, read_only=True) as project:
        ana = project.current_annotator
        assert ana is not None
        assert queries.review(project, queries.document_ids(project, ana.id)[0], ana.id).seconds == 20


@pytest.mark.parametrize(("stored", "said"), [(0, None), (42, "42 s"), (125, "2 min"), (4000, "1 h 6 min")])
def test_the_documents_details_say_how_long_it_took(qtbot: QtBot, desk: Desk, stored: int, said: str | None):
    edits.add_seconds(desk.project, desk.ids[0], desk.session.annotator.id, stored)
    desk.session.open_document(desk.ids[0])
    panel = DetailPanel(desk.session)
    qtbot.addWidget(panel)
    shown = {field.accessibleName(): field.text() for field in panel.findChildren(ValueField)}
    assert shown.get("time") == said
