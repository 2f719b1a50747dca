"""The panel of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest

from annotator.gui import corpus_search, document_rows
from annotator.gui.document_table import DocumentTable
from annotator.model.document import DocumentRow, Status
from annotator.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from tests.gui.panel_fixtures import Desk

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def table(desk: Desk, qtbot: QtBot) -> Iterator[DocumentTable]:
    shown = DocumentTable(desk.session)
    shown._pause.setInterval(10)
    qtbot.addWidget(shown)
    shown.resize(270, 500)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    shown.finish()


def titles(table: DocumentTable) -> list[str]:
    return [str(table.rows.index(row, 0).data()) for row in range(table.rows.rowCount())]


def middle_of(table: DocumentTable, row: int) -> QPoint:
    return table.view.visualRect(table.rows.index(row, 0)).center()


def search_for(table: DocumentTable, qtbot: QtBot, text: str) -> None:
    table.search_field.setFocus()
    if text.isascii():
        QTest.keyClicks(table.search_field, text)
    else:
        table.search_field.insert(text)  # QTest has keys for ASCII only
    qtbot.waitUntil(lambda: not table._pause.isActive() and not table._search.is_running())


def chip(table: DocumentTable, status: Status | None) -> None:
    QTest.mouseClick(table._chips[status], LEFT)


def test_lists_every_document_in_order_of_import(table: DocumentTable):
    assert titles(table) == ["Port may close", "Fees & <b>tariffs</b>", "محادثات الجزر تنتهي", "談判"]


def test_the_model_keeps_qts_contract(table: DocumentTable, qtmodeltester: ModelTester):
    qtmodeltester.check(table.rows)
    table.rows.show_ids([])
    qtmodeltester.check(table.rows)


def test_a_click_chooses_a_document(table: DocumentTable, desk: Desk, qtbot: QtBot):
    with qtbot.waitSignal(table.document_chosen) as chosen:
        QTest.mouseClick(table.view.viewport(), LEFT, pos=middle_of(table, 1))
    assert chosen.args == [desk.ids[1]]


def test_arrow_keys_move_and_return_chooses(table: DocumentTable, desk: Desk, qtbot: QtBot):
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.document_chosen) as chosen:
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert chosen.args == [desk.ids[2]]


def test_a_letter_typed_in_the_list_begins_a_search(table: DocumentTable):
    table.view.setFocus()
    QTest.keyClick(table.view, "f")
    assert table.search_field.text() == "f"
    assert table.search_field.hasFocus()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fees", ["Fees & <b>tariffs</b>"]),
        ("d.txt", ["談判"]),
        ("brenn", ["Port may close"]),
        ("torland", ["Port may close", "Fees & <b>tariffs</b>"]),
        ("union", ["Port may close"]),
        ("日期", ["談判"]),
        ("الجزر", ["محادثات الجزر تنتهي"]),
        ("100%", []),
        ("_", []),
        ("nowhere", []),
    ],
)
def test_the_search_field_finds_title_key_source_and_words(
    table: DocumentTable, qtbot: QtBot, text: str, found: list[str]
):
    search_for(table, qtbot, text)
    assert titles(table) == found


def test_emptying_the_search_shows_all_again(table: DocumentTable, qtbot: QtBot):
    search_for(table, qtbot, "fees")
    QTest.keyClick(table.search_field, Qt.Key.Key_Escape)
    search_for(table, qtbot, "")
    assert len(titles(table)) == 4


def test_escape_in_the_empty_field_gives_the_focus_back(table: DocumentTable, qtbot: QtBot):
    with qtbot.waitSignal(table.left):
        QTest.keyClick(table.search_field, Qt.Key.Key_Escape)


def test_return_in_the_field_searches_at_once_and_goes_to_the_list(table: DocumentTable):
    table.search_field.setFocus()
    QTest.keyClicks(table.search_field, "fees")
    QTest.keyClick(table.search_field, Qt.Key.Key_Return)
    assert len(titles(table)) == 1
    assert table.view.hasFocus()


def test_a_slow_search_goes_on_in_a_thread(table: DocumentTable, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(corpus_search, "PATIENCE", -1.0)
    search_for(table, qtbot, "union")
    assert titles(table) == ["Port may close"]


def test_a_search_still_running_is_stopped_with_the_project(table: DocumentTable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(corpus_search, "PATIENCE", -1.0)
    table.search_field.setText("union")
    QTest.keyClick(table.search_field, Qt.Key.Key_Return)
    table.finish()
    assert not table._search.is_running()
    assert len(titles(table)) == 4


def test_chips_count_and_filter(table: DocumentTable, desk: Desk):
    desk.session.set_status(desk.ids[0], Status.DONE)
    chip(table, Status.DONE)
    assert titles(table) == ["Port may close"]
    chip(table, Status.NEW)
    assert "Port may close" not in titles(table)
    chip(table, None)
    assert len(titles(table)) == 4
    assert table.counts == {Status.NEW: 3, Status.IN_PROGRESS: 0, Status.DONE: 1, Status.SKIPPED: 0}


def test_the_chip_for_skipped_shows_when_something_is_skipped(table: DocumentTable, desk: Desk):
    assert not table._chips[Status.SKIPPED].isVisible()
    desk.session.set_status(desk.ids[0], Status.SKIPPED)
    assert table._chips[Status.SKIPPED].isVisible()


def test_a_document_stays_until_the_filter_is_touched(table: DocumentTable, desk: Desk):
    chip(table, Status.NEW)
    desk.session.set_status(desk.ids[0], Status.DONE)
    assert titles(table)[0] == "Port may close"
    chip(table, Status.NEW)
    assert titles(table)[0] != "Port may close"


def test_edits_change_only_the_row_they_touch(table: DocumentTable, desk: Desk, qtbot: QtBot):
    row = table.rows.document_row(0)
    desk.session.open_document(desk.ids[0])
    reset: list[bool] = []
    table.rows.modelReset.connect(lambda: reset.append(True))
    desk.mark("Halvia")
    row = table.rows.document_row(0)
    assert row is not None
    assert (row.status, row.spans) == (Status.IN_PROGRESS, 1)
    assert table.counts[Status.IN_PROGRESS] == 1
    desk.session.undo()
    row = table.rows.document_row(0)
    assert row is not None
    assert (row.status, row.spans) == (Status.NEW, 0)
    assert table.counts[Status.NEW] == 4
    assert not reset


def test_an_import_is_listed_at_once(table: DocumentTable, desk: Desk):
    desk.bring_in(Record("e.txt", "More.", title="More news"))
    assert titles(table)[-1] == "More news"
    assert sum(table.counts.values()) == 5


def test_next_and_previous_follow_the_list_as_shown(table: DocumentTable, desk: Desk):
    ids = desk.ids
    assert table.next_id(True) == ids[0]
    assert table.next_id(False) == ids[-1]
    desk.session.open_document(ids[1])
    assert (table.next_id(True), table.next_id(False)) == (ids[2], ids[0])
    desk.session.open_document(ids[-1])
    assert table.next_id(True) is None


def test_next_is_reckoned_in_the_filtered_list(table: DocumentTable, desk: Desk):
    ids = desk.ids
    desk.session.set_status(ids[1], Status.DONE)
    chip(table, Status.NEW)
    desk.session.open_document(ids[0])
    assert table.next_id(True) == ids[2]


def test_the_place_of_the_open_document_is_said(table: DocumentTable, desk: Desk, qtbot: QtBot):
    with qtbot.waitSignal(table.position_changed) as said:
        desk.session.open_document(desk.ids[2])
    assert said.args == [3, 4]


def test_screen_readers_hear_title_status_and_spans(table: DocumentTable):
    spoken = table.rows.data(table.rows.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "Fees & <b>tariffs</b>" in str(spoken)
    assert "new, 1 span" in str(spoken)


def test_focus_search_takes_a_text_along(table: DocumentTable, qtbot: QtBot):
    table.focus_search("union")
    assert table.search_field.hasFocus()
    qtbot.waitUntil(lambda: titles(table) == ["Port may close"])
    table.search_field.clear()
    qtbot.waitUntil(lambda: len(titles(table)) == 4)


def test_no_text_is_read_for_the_list(table: DocumentTable, desk: Desk, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    query = desk.project.query

    def listen(sql: str, *values: object) -> object:
        asked.append(sql)
        return query(sql, *values)

    monkeypatch.setattr(desk.project, "query", listen)
    table.reload()
    titles(table)
    assert asked
    assert not [sql for sql in asked if "texts" in sql]


def test_ten_thousand_documents_are_read_by_pages(desk: Desk, qtbot: QtBot):
    desk.bring_in(*(Record(f"{number:05}", "Text.", title=f"Title {number}") for number in range(10_000)))
    table = DocumentTable(desk.session)
    qtbot.addWidget(table)
    table.resize(270, 500)
    table.show()
    qtbot.waitExposed(table)
    table.view.grab()
    assert len(table.rows.ids) == 10_004
    assert len(table.rows._cache) <= 200
    for row in range(0, 10_000, 50):
        table.rows.document_row(row)
    assert len(table.rows._cache) <= document_rows._CACHED + 100


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2019-03-12", "12 Mar 2019"),
        ("2019-03-12T08:00:00Z", "12 Mar 2019"),
        ("last week", "last week"),
        (20190312, "12 Mar 2019"),
        (None, ""),
        ({"year": 2019}, ""),
        ("2019-99-99", "2019-99-99"),
    ],
)
def test_dates_are_shown_as_people_write_them(value: object, shown: str):
    assert document_rows.short_date(value, QLocale(QLocale.Language.English)) == shown


def test_a_document_without_title_goes_by_its_key():
    row = DocumentRow(1, "key.txt", "  \n ", "", {}, Status.NEW, 0)
    assert document_rows.title_of(row) == "key.txt"


def test_the_filters_count_within_a_search(qtbot: QtBot, desk: Desk):
    table = DocumentTable(desk.session)
    qtbot.addWidget(table)
    said: list[dict[Status, int]] = []
    table.counts_changed.connect(said.append)
    table.search_field.setText("Torland")
    qtbot.waitUntil(lambda: table.query == "Torland" and len(table.rows.ids) < 4)
    shown = {status: chip._count for status, chip in table._chips.items()}
    assert shown[None] == shown[Status.NEW] == len(table.rows.ids)
    desk.session.set_status(table.rows.ids[0], Status.DONE)
    assert table._chips[Status.DONE]._count == 1
    desk.session.set_status(next(id for id in desk.ids if id not in table.rows.ids), Status.DONE)
    assert table._chips[Status.DONE]._count == 1
    assert said[-1][Status.DONE] == 2, "progress is that of the project"
