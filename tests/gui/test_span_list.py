"""The panel of spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.gui.span_list import SpanList
from annotator.gui.span_rows import SpanRows
from annotator.model.record import Record, RecordSpan
from annotator.model.span import Extent, Span
from annotator.model.span_index import SpanIndex
from tests.gui.panel_fixtures import TEXT

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from tests.gui.panel_fixtures import Desk

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def spans(desk: Desk, qtbot: QtBot) -> SpanList:
    """The list beside the first article, with a threat around two actors."""
    desk.session.open_document(desk.ids[0])
    shown = SpanList(desk.session)
    qtbot.addWidget(shown)
    shown.resize(300, 400)
    shown.show()
    qtbot.waitExposed(shown)
    for words, label in (("Torland", "actor"), ("close the port unless Torland pays", "threat"), ("Halvia", "actor")):
        desk.mark(words, label)
    return shown


def words(shown: SpanList) -> list[str]:
    return [str(shown.rows.index(row, 0).data()) for row in range(shown.rows.rowCount())]


def click(shown: SpanList, row: int) -> None:
    place = shown.view.visualRect(shown.rows.index(row, 0)).center()
    QTest.mouseClick(shown.view.viewport(), LEFT, pos=place)


def test_lists_spans_in_reading_order_nested_ones_moved_in(spans: SpanList):
    assert words(spans) == ["Halvia", "close the port unless Torland pays", "Torland"]
    assert [spans.rows.depth(spans.rows.span_at(row)) for row in range(3)] == [0, 0, 1]


def test_the_model_keeps_qts_contract(spans: SpanList, qtmodeltester: ModelTester):
    qtmodeltester.check(spans.rows)
    spans.filter_field.setText("nothing like it")
    qtmodeltester.check(spans.rows)


def test_the_model_keeps_its_contract_while_spans_come_and_go(spans: SpanList, desk: Desk, qtmodeltester: ModelTester):
    qtmodeltester.check(spans.rows)
    desk.mark("The union", "actor")
    desk.session.remove_spans([desk.mark("close", "claim")])
    desk.session.undo()
    qtmodeltester.check(spans.rows)


def test_an_edit_never_resets_the_list(spans: SpanList, desk: Desk):
    resets: list[bool] = []
    spans.rows.modelReset.connect(lambda: resets.append(True))
    added = desk.mark("The union")
    assert words(spans)[-1] == "The union"
    desk.session.move_span(added, Extent(added.start + 4, added.end))
    assert words(spans)[-1] == "union"
    desk.session.undo()
    assert words(spans)[-1] == "The union"
    desk.session.undo()
    assert "The union" not in words(spans)
    assert not resets


def test_a_click_selects_the_span_and_asks_for_its_place(spans: SpanList, desk: Desk, qtbot: QtBot):
    with qtbot.waitSignal(spans.span_activated) as shown:
        click(spans, 1)
    assert desk.session.selected == spans.rows.span_at(1)
    assert shown.args == [spans.rows.span_at(1)]


def test_arrow_keys_select_as_they_go(spans: SpanList, desk: Desk):
    spans.view.setFocus()
    click(spans, 0)
    QTest.keyClick(spans.view, Qt.Key.Key_Down)
    assert desk.session.selected == spans.rows.span_at(1)
    QTest.keyClick(spans.view, Qt.Key.Key_End)
    assert desk.session.selected == spans.rows.span_at(2)


def test_the_focus_alone_selects_nothing(spans: SpanList, desk: Desk):
    desk.session.select(None)
    spans.filter_field.setFocus()
    spans.view.setFocus()
    assert desk.session.selected is None


def test_follows_a_selection_made_elsewhere(spans: SpanList, desk: Desk):
    desk.session.select(spans.rows.span_at(2))
    assert spans.view.currentIndex().row() == 2


def test_an_edit_elsewhere_moves_no_selection(spans: SpanList, desk: Desk):
    spans.view.setFocus()
    click(spans, 0)
    chosen = desk.session.selected
    other = next(span for span in desk.session.spans if span != chosen)
    desk.session.remove_spans([other])
    assert desk.session.selected == chosen


def test_delete_removes_the_span_and_only_that(spans: SpanList, desk: Desk):
    spans.view.setFocus()
    click(spans, 1)
    QTest.keyClick(spans.view, Qt.Key.Key_Delete)
    assert words(spans) == ["Halvia", "Torland"]
    assert len(desk.session.spans) == 2


def test_delete_in_the_filter_field_removes_no_span(spans: SpanList):
    spans.filter_field.setFocus()
    QTest.keyClick(spans.filter_field, Qt.Key.Key_Delete)
    assert len(words(spans)) == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("torland", ["close the port unless Torland pays", "Torland"]),
        ("THREAT", ["close the port unless Torland pays"]),
        ("actor", ["Halvia", "Torland"]),
        ("x", []),
    ],
)
def test_the_filter_looks_at_words_and_label_names(spans: SpanList, text: str, found: list[str]):
    QTest.keyClicks(spans.filter_field, text)
    assert words(spans) == found


def test_a_filtered_list_is_kept_in_step(spans: SpanList, desk: Desk):
    QTest.keyClicks(spans.filter_field, "union")
    assert words(spans) == []
    desk.mark("The union")
    assert words(spans) == ["The union"]
    desk.session.undo()
    assert words(spans) == []


def test_says_how_many_there_are(spans: SpanList):
    assert spans._count.text() == "3 in reading order"
    QTest.keyClicks(spans.filter_field, "actor")
    assert spans._count.text() == "2 of 3"


def test_relabelling_shows_the_new_label(spans: SpanList, desk: Desk):
    desk.session.relabel(spans.rows.span_at(1), desk.label("claim"))
    QTest.keyClicks(spans.filter_field, "claim")
    assert words(spans) == ["close the port unless Torland pays"]


def test_notes_and_doubts_are_spoken(spans: SpanList, desk: Desk):
    desk.session.set_note(spans.rows.span_at(2), "which Torland?")
    desk.session.set_doubt(spans.rows.span_at(2), True)
    spoken = str(spans.rows.data(spans.rows.index(2, 0), Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "actor, Torland, level 2, in doubt, with a note"


def test_another_document_brings_its_own_spans(spans: SpanList, desk: Desk):
    desk.session.open_document(desk.ids[1])
    assert words(spans) == ["Nobody"]
    desk.session.open_document(desk.ids[2])
    assert words(spans) == []
    desk.session.open_document(None)
    assert words(spans) == []
    assert spans.view.empty_text == "No document is open."


def test_spans_of_others_are_not_in_the_list(spans: SpanList, desk: Desk):
    start = TEXT.index("The union")
    foreign = RecordSpan(start, start + 9, "actor", "ben")
    desk.bring_in(Record("a.txt", TEXT, spans=[foreign]))
    desk.session.set_show_others(True)
    assert "The union" not in words(spans)


class _Bench:
    """Just enough of a session for the rows."""

    def __init__(self) -> None:
        self.spans = SpanIndex()
        self.document = None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(1, 8), st.integers(0, 20), st.integers(1, 10)),
        max_size=40,
    )
)
def test_rows_equal_the_index_whatever_comes_and_goes(qapp: object, edits: list[tuple[int, int, int]]):
    bench = _Bench()
    rows = SpanRows(bench)  # type: ignore[arg-type]
    known: dict[int, Span] = {}
    for span_id, start, length in edits:
        former = known.get(span_id)
        if former is not None and former.start == start:
            bench.spans.remove(span_id)
            rows.drop(known.pop(span_id))
        else:
            span = Span(span_id, 1, 1, 1, start, start + length)
            bench.spans.add(span)
            rows.put(span, former)
            known[span_id] = span
        assert [rows.span_at(row) for row in range(rows.rowCount())] == list(bench.spans)
