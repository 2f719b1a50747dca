"""The panel of details."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest

from annotator import edits
from annotator.gui.detail_panel import DetailPanel, ValueField, as_words
from annotator.gui.span_details import PieceRow, spoken_time
from annotator.model.errors import EditError
from annotator.model.record import Record, RecordSpan
from annotator.model.span import Extent
from annotator.store import queries
from tests.gui.panel_fixtures import TEXT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.panel_fixtures import Desk

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> DetailPanel:
    desk.session.open_document(desk.ids[0])
    shown = DetailPanel(desk.session)
    qtbot.addWidget(shown)
    shown.resize(300, 420)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def stored_notes(desk: Desk, document: int = 0) -> list[str]:
    return [span.note for span in queries.spans(desk.project, desk.ids[document])]


def write(panel: DetailPanel, text: str) -> None:
    panel.focus_note()
    QTest.keyClicks(panel.window().focusWidget(), text)


def test_shows_the_selected_span(panel: DetailPanel, desk: Desk):
    desk.mark("close the port", "threat")
    details = panel.span_details
    assert details.isVisible()
    assert details.extent.text() == f"{TEXT.index('close')}–{TEXT.index('close') + 14}"
    assert details.words.toPlainText() == "close the port"
    assert details.label_button.accessibleName() == "Label: threat"
    assert details.origin.text().startswith("ana · today ")


def test_offsets_shown_are_code_points(panel: DetailPanel, desk: Desk):
    desk.bring_in(Record("x.txt", "😀😀 Halvia\r\nspoke", spans=[RecordSpan(3, 16, "claim", "ana")]))
    desk.session.open_document(desk.ids[-1])
    desk.session.select(next(iter(desk.session.spans)))
    assert panel.span_details.extent.text() == "3–16"


def test_a_note_is_stored_as_one_edit_when_the_focus_goes(panel: DetailPanel, desk: Desk):
    desk.mark("Halvia")
    before = len(desk.said)
    write(panel, "named twice")
    assert stored_notes(desk) == [""]
    panel.span_details.remove_button.setFocus()
    assert stored_notes(desk) == ["named twice"]
    assert len([kind for _, kind in desk.said[before:] if kind == "stored"]) == 1


def test_a_note_is_stored_after_a_pause(panel: DetailPanel, desk: Desk, qtbot: QtBot):
    desk.mark("Halvia")
    panel.span_details.note._pause.setInterval(10)
    write(panel, "x")
    qtbot.waitUntil(lambda: stored_notes(desk) == ["x"])
    assert panel.span_details.note.hasFocus()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_these_keys_store_a_note_and_give_the_focus_back(
    panel: DetailPanel, desk: Desk, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
):
    desk.mark("Halvia")
    write(panel, "y")
    with qtbot.waitSignal(panel.left):
        QTest.keyClick(panel.span_details.note, key, modifier)
    assert stored_notes(desk) == ["y"]


def test_a_note_being_typed_goes_to_its_own_span_when_another_is_selected(panel: DetailPanel, desk: Desk):
    first, second = desk.mark("Halvia"), desk.mark("Torland")
    desk.session.select(first)
    write(panel, "first")
    desk.session.select(second)
    assert stored_notes(desk) == ["first", ""]
    assert panel.span_details.note.toPlainText() == ""
    assert desk.session.selected == second


def test_a_note_being_typed_survives_another_document(panel: DetailPanel, desk: Desk):
    desk.mark("Halvia")
    write(panel, "kept")
    desk.session.open_document(desk.ids[1])
    assert stored_notes(desk) == ["kept"]
    assert stored_notes(desk, 1) == [""]


def test_a_note_being_typed_is_stored_when_the_window_closes(panel: DetailPanel, desk: Desk):
    desk.mark("Halvia")
    write(panel, "late")
    panel.flush()
    assert stored_notes(desk) == ["late"]


def test_a_note_being_typed_is_stored_before_its_span_is_removed(panel: DetailPanel, desk: Desk):
    desk.mark("Halvia")
    write(panel, "gone and back")
    QTest.mouseClick(panel.span_details.remove_button, LEFT)
    assert stored_notes(desk) == []
    desk.session.undo()
    assert stored_notes(desk) == ["gone and back"]
    assert not [message for message, kind in desk.said if kind == "refused"]


def test_moving_a_span_leaves_the_note_being_typed_alone(panel: DetailPanel, desk: Desk):
    span = desk.mark("Halvia")
    write(panel, "half a tho")
    desk.session.move_span(span, Extent(span.start, span.end + 5))
    assert panel.span_details.note.toPlainText() == "half a tho"


def test_a_note_from_outside_is_not_rewritten_by_looking_at_it(panel: DetailPanel, desk: Desk):
    odd = "two\u00a0words\r\nand\u2028more"
    desk.bring_in(Record("x.txt", "Halvia", spans=[RecordSpan(0, 6, "actor", "ana", note=odd)]))
    desk.session.open_document(desk.ids[-1])
    desk.session.select(next(iter(desk.session.spans)))
    panel.flush()
    desk.session.select(None)
    assert stored_notes(desk, -1) == [odd]


def test_undoing_a_note_shows_the_one_before(panel: DetailPanel, desk: Desk):
    desk.mark("Halvia")
    write(panel, "one")
    panel.flush()
    desk.session.undo()
    assert stored_notes(desk) == [""]
    assert panel.span_details.note.toPlainText() == ""


def test_doubt_is_one_click(panel: DetailPanel, desk: Desk):
    desk.mark("Halvia")
    QTest.mouseClick(panel.span_details.doubt, LEFT)
    assert [span.doubt for span in queries.spans(desk.project, desk.ids[0])] == [True]
    desk.session.undo()
    assert not panel.span_details.doubt.isChecked()


def test_the_menu_gives_another_label(panel: DetailPanel, desk: Desk):
    span = desk.mark("Halvia")
    menu = panel.span_details.make_label_menu(span)
    names = [action.text().split("\t")[0] for action in menu.actions()]
    assert names == ["actor", "claim", "threat", "demand", "proposal"]
    assert [action.isChecked() for action in menu.actions()][:2] == [True, False]
    menu.actions()[1].trigger()
    assert desk.session.selected is not None
    assert desk.session.label(desk.session.selected.label).name == "claim"
    assert panel.span_details.label_button.accessibleName() == "Label: claim"


def test_pieces_are_listed_and_can_be_taken_out(panel: DetailPanel, desk: Desk):
    span = desk.mark("Halvia")
    start = TEXT.index("port")
    desk.session.add_fragment(span, Extent(start, start + 4))
    rows = panel.span_details.findChildren(PieceRow)
    assert len(rows) == 2
    rows[1].removed.emit(Extent(start, start + 4))
    assert desk.session.selected is not None
    assert desk.session.selected.fragments == ()


def test_the_span_of_somebody_else_can_only_be_looked_at(panel: DetailPanel, desk: Desk):
    desk.bring_in(Record("a.txt", TEXT, spans=[RecordSpan(0, 6, "actor", "ben")]))
    desk.session.set_show_others(True)
    desk.session.select(next(iter(desk.session.others)))
    details = panel.span_details
    assert details.origin.text().startswith("ben")
    assert not details.note.isEnabled()
    assert not details.label_button.isEnabled()


def test_with_nothing_selected_the_document_is_shown(panel: DetailPanel, desk: Desk):
    desk.mark("Halvia")
    desk.session.select(None)
    details = panel.document_details
    assert details.isVisible()
    assert details.title.text() == "Port may close"
    assert details.status.text() == "in progress · actor 1"
    shown = {field.accessibleName(): field.text() for field in details.findChildren(ValueField) if field.isVisible()}
    assert shown["key"] == "a.txt"
    assert shown["language"] == "en"
    assert shown["source"] == "Brenn Herald"
    assert shown["length"] == "78 characters"


def test_the_values_are_those_of_the_document_that_is_open(panel: DetailPanel, desk: Desk):
    def shown() -> list[str]:
        fields = [field for field in panel.findChildren(ValueField) if field.isVisible()]
        return [field.accessibleName() for field in sorted(fields, key=lambda field: field.y())]

    desk.session.open_document(desk.ids[1])
    assert shown() == ["key", "source", "date", "pages", "length"]
    desk.session.open_document(desk.ids[3])
    assert shown() == ["key", "length"]
    desk.session.open_document(desk.ids[0])
    assert shown() == ["key", "language", "source", "length"]


def test_data_is_never_taken_for_markup(panel: DetailPanel, desk: Desk):
    desk.session.open_document(desk.ids[1])
    assert panel.document_details.title.text() == "Fees & <b>tariffs</b>"
    assert panel.document_details.title.textFormat() == Qt.TextFormat.PlainText


def test_the_documents_note_goes_to_its_own_document(panel: DetailPanel, desk: Desk):
    write(panel, "about a")
    desk.session.open_document(desk.ids[1])
    ana = desk.session.annotator.id
    assert queries.review(desk.project, desk.ids[0], ana).note == "about a"
    assert queries.review(desk.project, desk.ids[1], ana).note == ""
    assert panel.document_details.note.toPlainText() == ""
    desk.session.open_document(desk.ids[0])
    assert panel.document_details.note.toPlainText() == "about a"


def test_with_no_document_there_is_nothing_to_see(panel: DetailPanel, desk: Desk):
    desk.session.open_document(None)
    assert not panel.document_details.note.isVisible()
    assert not panel.document_details.title.isVisible()


def test_the_panel_keeps_its_height(panel: DetailPanel, desk: Desk):
    before = panel.sizeHint()
    desk.mark("Halvia says it will close the port unless Torland pays", "threat")
    assert panel.sizeHint() == before


@pytest.mark.parametrize(
    ("value", "shown"), [("a\nb", "a b"), ([1, "é"], '[1, "é"]'), (None, "null"), ("x" * 900, "x" * 500)]
)
def test_metadata_is_shown_on_one_line(value: object, shown: str):
    assert as_words(value) == shown


def test_a_time_that_is_none_is_not_shown():
    assert spoken_time("", QLocale()) == ""
    assert spoken_time("yesterday", QLocale()) == ""
    assert "2019" in spoken_time("2019-03-12T10:00:00Z", QLocale(QLocale.Language.English))


def test_the_words_of_an_arabic_span_are_seen_whole_and_at_their_side(qtbot: QtBot, desk: Desk):
    text = "وقال الوزير إن المحادثات انتهت أمس دون اتفاق بين الطرفين على موعد جديد"
    desk.bring_in(Record("long.txt", text, language="ar"))
    desk.session.open_document(desk.ids[-1])
    panel = DetailPanel(desk.session)
    qtbot.addWidget(panel)
    panel.resize(260, 500)
    panel.show()
    desk.mark(text, "claim")
    words = panel.span_details.words
    block = words.document().firstBlock().layout()
    below = sum(block.lineAt(number).height() for number in range(block.lineCount()))
    assert block.lineCount() > 1
    assert words.height() >= below
    assert block.lineAt(block.lineCount() - 1).naturalTextRect().right() > words.width() * 0.8


def test_a_long_value_is_cut_with_an_ellipsis_and_told_by_its_tooltip(qtbot: QtBot):
    field = ValueField()
    field.show_value("key", "a-very-long-key-of-a-document-that-nobody-shortened.txt")
    qtbot.addWidget(field)
    field.resize(120, 24)
    field.grab()
    assert "nobody-shortened" in field.toolTip()
    field.resize(900, 24)
    field.grab()
    assert field.toolTip() == ""


def test_without_a_document_there_is_no_panel_with_a_line_and_nothing_below(qtbot: QtBot, desk: Desk):
    panel = DetailPanel(desk.session)
    qtbot.addWidget(panel)
    assert panel.isHidden()
    desk.session.open_document(desk.ids[0])
    assert not panel.isHidden()


# A note that cannot be stored


@pytest.fixture
def full_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No note can be stored, until this is undone."""

    def full(*_: object) -> None:
        raise EditError("the disk is full: make room")

    monkeypatch.setattr(edits, "set_note", full)
    monkeypatch.setattr(edits, "set_review_note", full)
    return monkeypatch


def test_a_note_that_could_not_be_stored_comes_back_with_its_span(
    panel: DetailPanel, desk: Desk, full_disk: pytest.MonkeyPatch
):
    first, second = desk.mark("Halvia"), desk.mark("Torland")
    note = panel.span_details.note
    desk.session.select(first)
    note.setPlainText("my words")
    desk.session.select(second)
    assert note.toPlainText() == ""
    assert panel.unstored == ["my words"]
    desk.session.select(first)
    assert note.toPlainText() == "my words"
    full_disk.undo()
    note.flush()
    assert panel.unstored == []
    assert queries.span(desk.project, first.id).note == "my words"


def test_a_document_note_that_could_not_be_stored_comes_back_with_its_document(
    panel: DetailPanel, desk: Desk, full_disk: pytest.MonkeyPatch
):
    note = panel.document_details.note
    desk.session.select(None)
    note.setPlainText("my words")
    desk.session.open_document(desk.ids[1])
    assert note.toPlainText() == ""
    desk.session.open_document(desk.ids[0])
    assert note.toPlainText() == "my words"
    full_disk.undo()
    note.flush()
    assert queries.review(desk.project, desk.ids[0], desk.session.annotator.id).note == "my words"
