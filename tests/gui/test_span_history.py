"""What happened to the selected span, below its details."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator import edits
from annotator.gui import span_history
from annotator.gui.detail_panel import DetailPanel
from annotator.model.errors import ProjectError
from annotator.model.span import Extent
from annotator.store import log

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from annotator.gui.span_history import SpanHistory
    from tests.gui.panel_fixtures import Desk


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> DetailPanel:
    desk.session.open_document(desk.ids[0])
    panel = DetailPanel(desk.session)
    qtbot.addWidget(panel)
    panel.resize(300, 600)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def history(panel: DetailPanel) -> SpanHistory:
    return panel.span_details.history


def unfold(history: SpanHistory) -> None:
    history.button.setFocus()
    QTest.keyClick(history.button, Qt.Key.Key_Return)


def happened(history: SpanHistory) -> list[str]:
    return [line for line in history.lines if " · " not in line]


def test_it_is_folded_and_reads_nothing_until_it_is_unfolded(
    history: SpanHistory, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    asked: list[int] = []
    read = log.span_history
    monkeypatch.setattr(
        log, "span_history", lambda project, span, limit: asked.append(span) or read(project, span, limit)
    )
    span = desk.mark("Halvia")
    assert (history.lines, asked) == ([], [])
    unfold(history)
    assert happened(history) == ["Made as actor"]
    assert history.lines[1].startswith("ana · today ")
    unfold(history)
    assert history.lines == []
    assert asked == [span.id]


def test_each_thing_that_happened_is_a_line_newest_first(history: SpanHistory, desk: Desk):
    span = desk.mark("Halvia")
    unfold(history)
    session = desk.session
    session.relabel(span, desk.label("claim"))
    for verb in (
        lambda now: session.move_span(now, Extent(0, 11)),
        lambda now: session.add_fragment(now, Extent(15, 20)),
        lambda now: session.remove_fragment(now, Extent(17, 18)),
        lambda now: session.set_note(now, "which\none?"),
        lambda now: session.set_note(now, ""),
        lambda now: session.set_doubt(now, True),
        lambda now: session.set_doubt(now, False),
    ):
        now = session.spans.get(span.id)
        assert now is not None
        verb(now)
    assert happened(history) == [
        "No longer in doubt",
        "In doubt",
        "Note removed",
        "Note “which one?”",
        "Other pieces",
        "Moved to 0–20, was 0–11",
        "Moved to 0–11, was 0–6",
        "Label claim, was actor",
        "Made as actor",
    ]


def test_undo_and_redo_are_told_as_such(history: SpanHistory, desk: Desk):
    span = desk.mark("Halvia")
    desk.session.undo()
    desk.session.redo()
    desk.session.set_doubt(span, True)
    desk.session.undo()
    desk.session.redo()
    unfold(history)
    assert happened(history) == [
        "Redo: in doubt",
        "Undo: no longer in doubt",
        "In doubt",
        "Redo: came back as actor",
        "Undo: removed",
        "Made as actor",
    ]


def test_a_span_of_an_import_says_where_it_came_from(history: SpanHistory, desk: Desk):
    desk.session.open_document(desk.ids[1])
    unfold(history)
    [span] = desk.session.spans
    desk.session.select(span)
    assert history.lines[0] == "Came with an import"
    desk.session.set_doubt(span, True)
    assert [line for line in happened(history) if "today" not in line] == ["In doubt", "Came with an import"]


def test_what_was_compacted_is_said_to_be_missing(history: SpanHistory, desk: Desk):
    span = desk.mark("Halvia")
    edits.compact(desk.project, 1, keep=0)
    desk.session.set_note(span, "late")
    unfold(history)
    assert happened(history) == ["Note “late”", "What was before is not in the history any more"]


def test_only_the_newest_are_listed(history: SpanHistory, desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(span_history, "_SHOWN", 2)
    span = desk.mark("Halvia")
    for note in ("a", "b"):
        edits.set_note(desk.project, span, note)
    unfold(history)
    assert happened(history) == ["Note “b”", "Note “a”", "… and more before that"]


def test_another_span_has_another_history(history: SpanHistory, desk: Desk):
    desk.mark("Halvia")
    unfold(history)
    desk.mark("Torland", "claim")
    assert happened(history) == ["Made as claim"]
    desk.session.select(None)
    assert history.lines == []


def test_a_history_that_cannot_be_read_says_why(history: SpanHistory, desk: Desk, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise ProjectError("the file is damaged")

    desk.mark("Halvia")
    monkeypatch.setattr(log, "span_history", refuse)
    unfold(history)
    assert history.lines == ["the file is damaged"]
