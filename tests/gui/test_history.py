"""The history's window: what was done, where, and going back to before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from annotator import edits
from annotator.gui import apart, session
from annotator.gui.dialogs.compact import CompactDialog
from annotator.gui.dialogs.history import HistoryWindow
from annotator.gui.log_rows import LogRows, remarks, second_line, title_of
from annotator.model.document import Status
from annotator.model.errors import ProjectError
from annotator.model.record import Record, RecordSpan
from annotator.store import log, queries
from annotator.store.bulk import load
from annotator.store.log import Entry
from annotator.store.project import Project
from tests.gui.window_kit import key_of, label, make_project, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.gui.window import MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    path = make_project(tmp_path / "p.annot")
    with Project.open(path) as project:
        bob = project.ensure_annotator("bob").id
        edits.set_status(project, 3, bob, Status.DONE)
    with shown(qtbot, path) as window:
        yield window


@pytest.fixture
def history(window: MainWindow, qtbot: QtBot) -> HistoryWindow:
    """Three labels by ana, after bob's status and the import; open, and with the keys."""
    for words, name in (("Halvia", "actor"), ("the talks were over", "claim"), ("Torland", "actor")):
        label(window, words, name)
    return opened(window, qtbot)


def opened(window: MainWindow, qtbot: QtBot) -> HistoryWindow:
    assert window.workspace is not None
    QTest.keyClick(window.workspace.article, Qt.Key.Key_H, CTRL)
    found = window.findChild(HistoryWindow, "historyWindow")
    assert found is not None
    qtbot.waitExposed(found)
    found.activateWindow()
    qtbot.waitUntil(lambda: found.isActiveWindow() and not found.rows.is_reading)
    return found


def titles(history: HistoryWindow) -> list[str]:
    return [title_of(entry) for row in range(len(history.rows.ids)) if (entry := history.rows.entry(row))]


def choose(history: HistoryWindow, words: str) -> None:
    """Move the keys to the entry whose title has these words."""
    history.view.setFocus()
    history.view.go_to_row(next(at for at, title in enumerate(titles(history)) if words in title))


def preview(history: HistoryWindow, qtbot: QtBot, words: str, *, only: bool = False) -> str:
    """What the panel says would change."""
    choose(history, words)
    QTest.mouseClick(history.take if only else history.back, LEFT)
    counted(history, qtbot)
    return history.panel.facts.text() if history.panel.facts.isVisible() else history.panel.trouble.text()


def counted(history: HistoryWindow, qtbot: QtBot) -> None:
    panel = history.panel
    qtbot.waitUntil(lambda: panel._job is None and (panel.preview is not None or panel.trouble.isVisible()))


def spans(window: MainWindow) -> list[str]:
    session = window.session
    assert session is not None
    return [
        queries.words(session.project, span.document, span.start, span.end)
        for document in queries.document_ids(session.project, None)
        for span in queries.spans(session.project, document)
    ]


def bring_in(window: MainWindow, *records: Record) -> None:
    assert window.session is not None
    load(window.session.project, records, title="Import more.jsonl", annotator_default="ana")


NEW = Record("d", "Ida Brandt refused.", "Article d", spans=[RecordSpan(0, 10, "actor", "ana")])


# -- the list


def test_everything_is_listed_newest_first(history: HistoryWindow):
    assert titles(history) == [
        "Labelled “Torland” as actor",
        "Labelled “the talks were over” as claim",
        "Labelled “Halvia” as actor",
        "Marked “Article c” as done",
        "Add annotator “bob”",
        "Import",
    ]
    assert history.count.text().startswith("6")
    assert history.view.hasFocus()
    assert history.view.currentIndex().row() == 0


def test_it_keeps_in_step_with_what_is_done_in_the_window(history: HistoryWindow, window: MainWindow):
    history.view.go_to_row(2)
    label(window, "Halvia must pay", "demand")
    assert titles(history)[0] == "Labelled “Halvia must pay” as demand"
    assert history.view.currentIndex().row() == 3
    assert window.session is not None
    window.session.undo()
    assert titles(history)[:2] == ["Undo: Labelled “Halvia must pay” as demand", "Labelled “Halvia must pay” as demand"]
    entry = history.rows.entry(1)
    assert entry is not None
    assert remarks(entry) == ["taken back"]


def test_a_letter_begins_to_look_for_words(history: HistoryWindow):
    QTest.keyClicks(history.view, "t")
    assert history.filter_field.hasFocus()
    QTest.keyClicks(history.filter_field, "orland")
    assert titles(history) == ["Labelled “Torland” as actor"]
    QTest.keyClick(history.filter_field, Qt.Key.Key_Down)
    assert history.view.hasFocus()
    history.filter_field.setText("nothing such")
    assert titles(history) == []
    assert history.view.empty_text == "Nothing found."
    assert not history.back.isEnabled()


def test_only_mine_and_only_this_document(history: HistoryWindow, window: MainWindow):
    history.mine.click()
    assert len(titles(history)) == 4
    history.this_document.click()
    assert len(titles(history)) == 3
    assert window.session is not None
    window.session.open_document(3)
    assert titles(history) == []
    history.mine.click()
    assert titles(history) == ["Marked “Article c” as done"]
    window.session.open_document(None)
    assert titles(history) == []


def test_what_is_read_aloud_of_an_entry_says_all_of_it(history: HistoryWindow, window: MainWindow):
    assert window.session is not None
    window.session.undo()
    index = history.rows.index(1, 0)
    said = history.rows.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Labelled “Torland” as actor, taken back, today ")
    assert said.endswith("ana  ·  Article a")
    assert history.rows.data(index, Qt.ItemDataRole.ToolTipRole) is None
    assert history.rows.data(index, Qt.ItemDataRole.DecorationRole) is None


def test_an_import_says_how_much_it_brought(qapp: QApplication):
    entry = Entry(
        1, "2026-11-22T10:00:00Z", "ana", None, "", "", "import", "Import x", False, True, {"documents": 3, "spans": 2}
    )
    from PySide6.QtCore import QLocale

    assert second_line(entry, QLocale()).startswith("ana  ·  3 ")
    assert remarks(entry) == ["compacted"]


def test_a_long_history_is_there_at_once_and_grows_while_nobody_waits(window: MainWindow, qtbot: QtBot):
    assert window.session is not None
    project = window.session.project
    with project.unlogged() as connection:
        connection.executemany(
            "INSERT INTO edits (time, annotator, document, kind, title) VALUES ('2026-01-01', 1, 1, 'edit', ?)",
            [(f"Labelled {number}",) for number in range(25_000)],
        )
    rows = LogRows(project)
    QAbstractItemModelTester(rows)
    rows.show_wanted(log.Wanted())
    assert len(rows.ids) == log.STRETCH
    qtbot.waitUntil(lambda: not rows.is_reading, timeout=20_000)
    assert len(rows.ids) == 25_003
    assert rows.ids == sorted(rows.ids, reverse=True)
    for row in range(0, 25_000, 500):
        assert rows.entry(row)
    rows.stop()


def test_a_file_that_cannot_be_read_is_no_end(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    assert window.session is not None
    rows = LogRows(window.session.project)
    read = log.ids

    def refuse(*_: object, **__: object) -> None:
        raise ProjectError("busy")

    monkeypatch.setattr(log, "ids", refuse)
    rows.show_wanted(log.Wanted())
    rows.take_newest()
    assert rows.rowCount() == 0
    monkeypatch.setattr(log, "ids", read)
    rows._read_on()
    assert rows.rowCount() == 3
    monkeypatch.setattr(log, "entries", refuse)
    assert rows.entry(0) is None
    rows.stop()


# -- going there


def test_return_goes_to_the_span_in_another_document(history: HistoryWindow, window: MainWindow):
    assert window.session is not None
    window.session.open_document(3)
    choose(history, "“Halvia”")
    QTest.keyClick(history.view, Qt.Key.Key_Return)
    assert key_of(window) == "a"
    assert window.session.selected is not None
    assert window.session.selected.extent == (0, 6)


def test_two_clicks_go_to_the_place_where_a_span_was(history: HistoryWindow, window: MainWindow):
    assert window.session is not None
    session = window.session
    session.undo()
    session.open_document(3)
    went: list[object] = []
    session.went.connect(went.append)
    choose(history, "Labelled “Torland”")
    place = history.view.visualRect(history.view.currentIndex()).center()
    QTest.mouseDClick(history.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert key_of(window) == "a"
    assert session.selected is None
    assert went


@pytest.mark.parametrize(("words", "key"), [("Import", "a"), ("Marked", "c")])
def test_an_entry_without_a_span_goes_to_its_document(history: HistoryWindow, window: MainWindow, words: str, key: str):
    assert window.session is not None
    window.session.open_document(2)
    choose(history, words)
    QTest.mouseClick(history.go, LEFT)
    assert key_of(window) == key


def test_what_is_about_no_document_or_about_one_that_is_gone_says_so(
    history: HistoryWindow, window: MainWindow, qtbot: QtBot
):
    assert window.session is not None
    said: list[str] = []
    window.session.said.connect(lambda message, _kind: said.append(message))
    choose(history, "Add annotator")
    QTest.mouseClick(history.go, LEFT)
    assert said[-1] == "That was about no single document"
    bring_in(window, NEW)
    window.session.open_document(4)
    preview(history, qtbot, "Import more", only=True)
    QTest.mouseClick(history.panel.go, LEFT)
    qtbot.waitUntil(lambda: titles(history)[0].startswith("Took back"))
    choose(history, "Import more")
    history.view.go_to_row(1)
    QTest.mouseClick(history.go, LEFT)
    assert said[-1] == "That document is not in the project any more"


# -- going back


def test_the_panel_says_what_will_change_and_return_does_it(history: HistoryWindow, window: MainWindow, qtbot: QtBot):
    said = preview(history, qtbot, "the talks were over")
    assert said.startswith("2 ")
    assert history.panel.preview is not None
    assert history.panel.preview.spans == (2, 0, 0)
    assert not history.panel.warning.isVisible()
    assert history.panel.go.hasFocus()
    QTest.keyClick(history.panel.go, Qt.Key.Key_Return)
    assert spans(window) == ["Halvia"]
    assert not history.panel.isVisible()
    assert titles(history)[0] == "Went back to before “Labelled “the talks were over” as claim” (2 edits)"
    gone = [entry.taken_back for row in range(4) if (entry := history.rows.entry(row))]
    assert gone == [False, True, True, False]
    assert history.view.hasFocus()


def test_ctrl_z_takes_the_step_back(history: HistoryWindow, window: MainWindow, qtbot: QtBot):
    preview(history, qtbot, "“Halvia”")
    QTest.mouseClick(history.panel.go, LEFT)
    assert spans(window) == []
    assert window.workspace is not None
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    QTest.keyClick(window.workspace.article, Qt.Key.Key_Z, CTRL)
    assert spans(window) == ["Halvia", "the talks were over", "Torland"]


def test_undo_and_redo_have_their_keys_here_too(history: HistoryWindow, window: MainWindow):
    QTest.keyClick(history.view, Qt.Key.Key_Z, CTRL)
    assert spans(window) == ["Halvia", "the talks were over"]
    QTest.keyClick(history.view, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert spans(window) == ["Halvia", "the talks were over", "Torland"]


def test_the_panel_names_whose_edits_go_too(history: HistoryWindow, qtbot: QtBot):
    assert "1 by bob" in preview(history, qtbot, "Marked")


def test_the_panel_counts_anew_when_something_is_edited(history: HistoryWindow, window: MainWindow, qtbot: QtBot):
    preview(history, qtbot, "“Halvia”")
    label(window, "must pay", "demand")
    qtbot.waitUntil(lambda: history.panel.preview is not None and history.panel.preview.spans.gone == 4)


def test_going_back_over_an_import_says_that_it_is_for_good(history: HistoryWindow, window: MainWindow, qtbot: QtBot):
    bring_in(window, NEW)
    assert window.session is not None
    window.session.open_document(4)
    said = preview(history, qtbot, "Torland")
    assert "1 document" in said
    assert "importing the files again" in history.panel.warning.text()
    assert history.panel.warning.isVisible()
    QTest.mouseClick(history.panel.go, LEFT)
    assert not history.panel.go.isEnabled()
    qtbot.waitUntil(lambda: not history.panel.isVisible())
    assert spans(window) == ["Halvia", "the talks were over"]
    assert key_of(window) == "a", "the document that was open went with its import"
    assert window.workspace is not None
    assert len(window.workspace.documents.rows.ids) == 3
    assert titles(history)[0].startswith("Went back to before")


def test_the_first_import_gone_leaves_an_empty_project_to_import_into(
    history: HistoryWindow, window: MainWindow, qtbot: QtBot
):
    preview(history, qtbot, "Import")
    QTest.mouseClick(history.panel.go, LEFT)
    qtbot.waitUntil(lambda: not history.panel.isVisible())
    assert window.workspace is not None
    assert window.workspace._empty is not None
    assert window.workspace._empty.isVisible()


def test_an_import_in_the_middle_is_taken_back_alone(history: HistoryWindow, window: MainWindow, qtbot: QtBot):
    bring_in(window, NEW)
    label(window, "must pay", "demand")
    preview(history, qtbot, "Import more", only=True)
    QTest.mouseClick(history.panel.go, LEFT)
    qtbot.waitUntil(lambda: not history.panel.isVisible())
    assert "must pay" in spans(window)
    assert "Ida Brandt" not in spans(window)
    assert titles(history)[0] == "Took back “Import more.jsonl”"
    choose(history, "Labelled “must pay”")
    history.view.go_to_row(2)
    assert not history.take.isVisible(), "it is taken back already"


def test_what_is_in_the_way_is_named_and_nothing_can_be_done(history: HistoryWindow, window: MainWindow, qtbot: QtBot):
    said = preview(history, qtbot, "Import", only=True)
    assert "cannot be taken back, because" in said
    assert not history.panel.go.isEnabled()
    assert history.panel.cancel.hasFocus()


def test_escape_closes_the_panel_then_the_window(history: HistoryWindow, qtbot: QtBot):
    preview(history, qtbot, "“Halvia”")
    QTest.keyClick(history.panel.go, Qt.Key.Key_Escape)
    assert not history.panel.isVisible()
    assert history.isVisible()
    assert history.view.hasFocus()
    with qtbot.waitSignal(history.destroyed):
        QTest.keyClick(history.view, Qt.Key.Key_Escape)


def test_another_entry_closes_the_panel(history: HistoryWindow, qtbot: QtBot):
    preview(history, qtbot, "“Halvia”")
    QTest.keyClick(history.view, Qt.Key.Key_Up)
    assert not history.panel.isVisible()
    assert history.back.isEnabled()


def test_it_opens_once_and_again_after_it_was_closed(history: HistoryWindow, window: MainWindow, qtbot: QtBot):
    assert window.workspace is not None
    window.commands["tools.history"].trigger()
    assert len(window.findChildren(HistoryWindow)) == 1
    with qtbot.waitSignal(history.destroyed):
        history.close()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    again = opened(window, qtbot)
    assert len(titles(again)) == 6


def test_a_project_that_is_only_read_shows_its_history(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = make_project(tmp_path / "p.annot")
    monkeypatch.setattr("os.access", lambda _path, mode: not mode & 2)
    with shown(qtbot, path) as window:
        history = opened(window, qtbot)
        assert titles(history) == ["Import"]
        assert not history.back.isEnabled()
        assert not history.take.isEnabled()
        assert history.go.isEnabled()


def test_closing_the_project_closes_its_history(history: HistoryWindow, window: MainWindow, qtbot: QtBot):
    history.panel.open_for(history.rows.entry(0), only=False)  # it still counts
    with qtbot.waitSignal(history.destroyed):
        window.show_welcome()


# -- what takes long


def test_a_large_step_is_made_and_undone_in_a_thread(
    history: HistoryWindow, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(session, "HEAVY", 2)
    monkeypatch.setattr("annotator.gui.dialogs.going_back.HEAVY", 2)
    assert window.session is not None
    preview(history, qtbot, "“Halvia”")
    QTest.mouseClick(history.panel.go, LEFT)
    qtbot.waitUntil(lambda: not history.panel.isVisible())
    assert spans(window) == []
    assert window.session.apart is not None
    window.session.undo()
    assert window.session.apart.is_busy()
    qtbot.waitUntil(lambda: not window.session.apart.is_busy())
    assert spans(window) == ["Halvia", "the talks were over", "Torland"]
    window.session.redo()
    qtbot.waitUntil(lambda: not window.session.apart.is_busy())
    assert spans(window) == []


def test_edits_wait_while_something_long_goes_on(window: MainWindow, qtbot: QtBot):
    assert window.session is not None
    assert window.may_write()
    far, done = window.session.apart, []
    assert far is not None
    said: list[str] = []
    window.session.said.connect(lambda message, _kind: said.append(message))
    far.run("wait a little…", lambda project: project.setting("id"), done.append, said.append)
    label(window, "Halvia", "actor")
    assert said[-1] == "wait a little…"
    assert spans(window) == []
    far.run("again", lambda project: None, done.append, said.append)
    assert "still going on" in said[-1]
    qtbot.waitUntil(lambda: bool(done) and spans(window) == ["Halvia"])


def test_closing_waits_for_what_goes_on_and_stores_what_waited(window: MainWindow, qtbot: QtBot, tmp_path: Path):
    assert window.session is not None
    assert window.may_write()
    assert window.session.apart is not None
    window.session.apart.run("wait…", lambda project: project.setting("id"), print, print)
    label(window, "Halvia", "actor")
    window.close()
    with Project.open(tmp_path / "p.annot") as project:
        assert len(queries.spans(project, 1)) == 1


def test_a_refusal_and_a_bug_are_said(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    assert window.session is not None
    assert window.may_write()
    far, refused = window.session.apart, []
    assert far is not None
    bugs: list[object] = []
    monkeypatch.setattr(apart.sys, "excepthook", lambda *error: bugs.append(error[1]))

    def fail(error: Exception) -> None:
        raise error

    far.run("…", lambda project: fail(ProjectError("no")), refused.append, refused.append)
    qtbot.waitUntil(lambda: refused == ["no"])
    far.run("…", lambda project: fail(ZeroDivisionError()), refused.append, refused.append)
    qtbot.waitUntil(lambda: len(refused) == 2)
    assert "Something went wrong" in refused[1]
    assert isinstance(bugs[0], ZeroDivisionError)
    label(window, "Halvia", "actor")
    assert spans(window) == ["Halvia"]


def test_a_refused_step_is_said_in_the_panel(history: HistoryWindow, window: MainWindow, qtbot: QtBot):
    preview(history, qtbot, "“Halvia”")
    assert window.session is not None
    with window.session.project.unlogged() as connection:
        connection.execute("UPDATE spans SET note = 'behind the log'")
    QTest.mouseClick(history.panel.go, LEFT)
    assert "cannot be taken back" in history.panel.trouble.text()
    assert not history.panel.go.isEnabled()
    assert len(spans(window)) == 3


# -- compacting


def compacting(window: MainWindow, qtbot: QtBot) -> CompactDialog:
    window.commands["tools.compact"].trigger()
    dialog = window.findChild(CompactDialog, "compactDialog")
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.saving is not None)
    return dialog


def test_compacting_says_what_it_frees_and_does_it(history: HistoryWindow, window: MainWindow, qtbot: QtBot):
    dialog = compacting(window, qtbot)
    assert dialog.frees.text() == "There is nothing that old."
    assert not dialog.go.isEnabled()
    dialog.saving = None
    dialog.keep.setValue(1)
    qtbot.waitUntil(lambda: dialog.saving is not None)
    assert dialog.saving.edits == 4
    assert dialog.frees.text().startswith("4 ")
    dialog.shrink.setChecked(True)
    with qtbot.waitSignal(dialog.destroyed):
        QTest.mouseClick(dialog.go, LEFT)
    assert titles(history)[0] == "Compacted the history (4 edits)"
    entry = history.rows.entry(2)
    assert entry is not None
    assert remarks(entry) == ["compacted"]
    assert "compacted" in preview(history, qtbot, "the talks were over")


def test_compacting_by_date(history: HistoryWindow, window: MainWindow, qtbot: QtBot):
    dialog = compacting(window, qtbot)
    dialog.saving = None
    dialog.kind.setCurrentIndex(1)
    dialog.since.setDate(dialog.since.maximumDate())
    qtbot.waitUntil(lambda: dialog.saving is not None and bool(dialog.saving.edits))
    assert dialog.asked()["before"].endswith("Z")
    dialog.reject()


def test_a_compaction_that_fails_says_so(
    history: HistoryWindow, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    dialog = compacting(window, qtbot)
    dialog.saving = None
    dialog.keep.setValue(0)
    qtbot.waitUntil(lambda: dialog.saving is not None and dialog.go.isEnabled())

    def refuse(*_: object, **__: object) -> None:
        raise ProjectError("the disk is full")

    monkeypatch.setattr(edits, "compact", refuse)
    QTest.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(lambda: dialog.trouble.isVisible())
    assert dialog.trouble.text() == "The disk is full"
    dialog.reject()
