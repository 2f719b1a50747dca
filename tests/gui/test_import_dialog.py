"""The import dialog: formats told and asked for, spans drawn, counts of the whole file, options, and nothing kept
when it was stopped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from annotator.formats.units import Unit
from annotator.gui import theme
from annotator.gui.dialogs.import_dialog import ImportDialog
from annotator.gui.dialogs.import_plan import for_window
from annotator.gui.dialogs.label_legend import Colours
from annotator.gui.dialogs.preview_page import lanes_of, page_of
from annotator.gui.dialogs.preview_text import PreviewText
from annotator.gui.settings import Settings
from annotator.model.record import Record, RecordSpan, RecordSuggestion
from annotator.store import queries
from annotator.store.project import Project
from tests.gui.stub_formats import register
from tests.gui.window_kit import make_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

TEXT = "Halvia warns the union. Talks go on."
ASTRAL = "😀 Halvia warns."


@pytest.fixture(autouse=True)
def _stubs(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p.annot")


def rows(path: Path, *items: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), encoding="utf-8")
    return path


def marked(text: str = TEXT, **more: object) -> dict[str, object]:
    return {"words": text, "marks": [[0, 6, "actor", "Halvia"], [0, 22, "threat", None]], "by": "ben", **more}


def looked(qtbot: QtBot, project: Path, *paths: Path, settings: Settings | None = None) -> ImportDialog:
    """An import dialog that has looked at the files and tried the import."""
    memory = settings.project(project) if settings else None
    dialog = ImportDialog(None, project, "ana", list(paths), memory)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.preview is not None)
    settle(qtbot, dialog)
    return dialog


def settle(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Wait until the files were read to their ends."""
    qtbot.waitUntil(lambda: dialog._trial is None and dialog._job is None and not dialog._soon.isActive())


def imported(qtbot: QtBot, dialog: ImportDialog) -> ImportDialog:
    QTest.mouseClick(dialog.findChild(QPushButton, "importButton"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.report is not None)
    return dialog


def said(dialog: ImportDialog, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.text() if label.isVisible() else ""


def choose(qtbot: QtBot, dialog: ImportDialog, format: str) -> None:
    """Choose a format from the list, as a user does by the keyboard."""
    assert dialog.preview is not None
    box = dialog.preview._document.format_box
    box.setFocus()
    box.choose(format)
    box.activated.emit(box.currentIndex())
    settle(qtbot, dialog)


def labels_in(project: Path) -> dict[str, int]:
    with Project.open(project, read_only=True) as opened:
        return dict(opened.query("SELECT labels.name, count(*) FROM spans JOIN labels ON label = labels.id GROUP BY 1"))


def documents_in(project: Path) -> int:
    with Project.open(project, read_only=True) as opened:
        return len(queries.document_ids(opened, None))


# What is found


def test_a_file_is_shown_with_its_format_the_reason_and_the_counts_of_all_of_it(
    qtbot: QtBot, project: Path, tmp_path: Path
):
    many = [marked(f"{TEXT} Nr. {number}", guesses=[[0, 6]], linked=True) for number in range(40)]
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", *many))
    assert said(dialog, "formatReason") == "Its rows have words and marks"
    assert said(dialog, "fileCounts") == "40 documents · 80 spans · 40 suggestions · 40 relations · by ben"
    assert dialog.preview._document.legend.accessibleName() == "actor 40, threat 40"
    assert "marks · 40 documents · 80 spans" in dialog.preview.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert documents_in(project) == 3, "a trial leaves nothing behind"
    imported(qtbot, dialog)
    counts = dialog.report.findChild(QLabel, "importCounts").text().splitlines()
    assert counts[-1] == "suggestions: 40 added"


def test_problems_and_remarks_of_the_whole_file_can_be_read_and_copied_before_the_import(
    qtbot: QtBot, project: Path, tmp_path: Path
):
    good = [marked() | {"words": f"{TEXT} {number}"} for number in range(20)]
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", *good, {"title": "no text"}))
    pane = dialog.preview._document
    QTest.mouseClick(pane.tabs[1], Qt.MouseButton.LeftButton)
    assert pane.issues.isVisible()
    QTest.keyClick(pane.issues, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "a.marks, line 21: it has no text; name its column\na.marks: its marks are old"
    )
    assert dialog.preview.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("!")


def test_a_file_that_needs_what_is_not_installed_says_how_to_get_it(qtbot: QtBot, project: Path, tmp_path: Path):
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", marked()))
    choose(qtbot, dialog, "far")
    assert 'pip install "annotator[far]"' in said(dialog, "fileProblem")
    choose(qtbot, dialog, "marks")
    assert said(dialog, "fileProblem") == ""


# Questions


def test_an_import_waits_until_it_is_said_which_of_two_formats_a_file_is(qtbot: QtBot, project: Path, tmp_path: Path):
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", marked(both=True)), rows(tmp_path / "b.marks", marked()))
    assert said(dialog, "toConfirm").startswith("1 file may be of several formats")
    assert not dialog._go.isEnabled()
    assert dialog.preview.list.current() == "a.marks", "what asks stands first"
    assert said(dialog, "formatReason") == "marks: its rows have words and marks\ntwin: its rows have marks"
    choose(qtbot, dialog, "twin")
    assert said(dialog, "toConfirm") == ""
    assert "Halvia" in dialog.preview._document.text.toPlainText()
    imported(qtbot, dialog)
    assert labels_in(project) == {"actor": 2, "threat": 2}


def test_a_file_that_is_left_out_holds_nothing_back_and_does_not_come(qtbot: QtBot, project: Path, tmp_path: Path):
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", marked(both=True)), rows(tmp_path / "b.marks", marked()))
    files = dialog.preview.list
    files.setFocus()
    QTest.keyClick(files, Qt.Key.Key_Space)
    settle(qtbot, dialog)
    assert dialog._go.isEnabled()
    imported(qtbot, dialog)
    assert documents_in(project) == 4
    assert dialog.report.findChildren(QLabel)[0].text().startswith("documents: 1 added")


def test_a_file_of_no_known_format_is_left_out_until_one_is_chosen(qtbot: QtBot, project: Path, tmp_path: Path):
    rows(tmp_path / "a.marks", marked())
    odd = rows(tmp_path / "odd.zzz", marked())
    odd.write_bytes(b"\0" + odd.read_bytes())
    dialog = looked(qtbot, project, tmp_path / "a.marks", odd)
    assert dialog._go.isEnabled()
    assert [dialog.preview.plan.entry(name).taken for name in ("a.marks", "odd.zzz")] == [True, False]


def test_advice_for_the_command_line_is_the_window_s_own():
    assert for_window("a: it may be two (x; or y); name the right one with --format") == "a: it may be two (x; or y)"
    assert for_window("no column holds the labels; name it with --column label=NAME, where NAME is one of “A”") == (
        "no column holds the labels; name it under Options, “label”: one of “A”"
    )
    assert for_window("it has no text; give --column text=NAME") == "it has no text; say it under Options, “text”"
    assert for_window("it is not UTF-8; it looks like koi8-r (“Да”): if that reads well, give --encoding koi8-r") == (
        "it is not UTF-8; it looks like koi8-r (“Да”): if that reads well, save it as UTF-8 and import again"
    )
    assert for_window("it is not utf-8; name its real encoding with --encoding") == "it is not utf-8; save it as UTF-8"
    assert for_window("look at them, else read it with --offsets utf-16") == (
        "look at them, else say under Options that its offsets count utf-16"
    )
    assert for_window("no article was found; read all of it with --set text=whole-page").endswith("under Options")


def test_a_click_on_its_box_leaves_a_file_out_and_takes_it_again(qtbot: QtBot, project: Path, tmp_path: Path):
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", marked()), rows(tmp_path / "b.marks", marked()))
    files = dialog.preview.list
    box = files.visualItemRect(files.item(1)).topLeft() + QPoint(16, 20)
    for taken in (False, True):
        QTest.mouseClick(files.viewport(), Qt.MouseButton.LeftButton, pos=box)
        assert dialog.preview.plan.entry("b.marks").taken is taken


# How it is read


def test_offsets_that_count_something_else_are_explained_and_read_so_by_one_button(
    qtbot: QtBot, project: Path, tmp_path: Path
):
    row = {"words": ASTRAL, "marks": [[3, 9, "actor", "Halvia"]]}
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", row))
    pane = dialog.preview._document
    assert pane.read_so.isVisible()
    assert "--offsets" not in pane.issues.words()
    QTest.mouseClick(pane.read_so, Qt.MouseButton.LeftButton)
    settle(qtbot, dialog)
    assert not pane.read_so.isVisible()
    assert pane.form.unit.value() == Unit.UTF_16
    imported(qtbot, dialog)
    assert labels_in(project) == {"actor": 1}


def test_options_and_columns_of_a_format_are_fields_and_show_at_once(qtbot: QtBot, project: Path, tmp_path: Path):
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", {"body": TEXT, "marks": [[0, 6, "actor", "Halvia"]]}))
    pane = dialog.preview._document
    choose(qtbot, dialog, "marks")
    QTest.mouseClick(pane.tabs[2], Qt.MouseButton.LeftButton)
    assert sorted(pane.form.options._fields) == ["prefix", "side"], "what is for writing is not asked here"
    QTest.keyClicks(pane.form._columns["text"], "body")
    QTest.keyClicks(pane.form.options.field("prefix"), "x-")
    qtbot.waitUntil(lambda: "Halvia" in pane.text.toPlainText())
    settle(qtbot, dialog)
    imported(qtbot, dialog)
    assert labels_in(project) == {"x-actor": 1}


def test_how_a_format_was_read_is_remembered_for_the_project(qtbot: QtBot, project: Path, tmp_path: Path):
    settings = Settings(tmp_path / "settings")
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", marked()), settings=settings)
    QTest.keyClicks(dialog.preview._document.form.options.field("prefix"), "x-")
    qtbot.waitUntil(lambda: "marks" in dialog.preview.plan.readings)
    settle(qtbot, dialog)
    imported(qtbot, dialog)
    again = looked(qtbot, project, rows(tmp_path / "b.marks", marked("Other words")), settings=settings)
    assert again.preview.plan.reading("marks").settings == {"prefix": "x-"}
    assert said(again, "formatReason").endswith("\nRead as chosen under Options: prefix = x-")
    other = looked(qtbot, make_project(tmp_path / "q.annot"), tmp_path / "b.marks", settings=settings)
    assert other.preview.plan.readings == {}


def test_how_other_files_were_read_is_forgotten_where_these_cannot_be_read_so(
    qtbot: QtBot, project: Path, tmp_path: Path
):
    settings = Settings(tmp_path / "settings.ini")
    other = rows(tmp_path / "other.marks", {"words": 1, "marks": [], "body": TEXT})
    first = looked(qtbot, project, other, settings=settings)
    first.preview._document.form._columns["text"].setText("body")
    first.preview._document.form.changed.emit()
    qtbot.waitUntil(lambda: bool(first.preview.plan.readings))
    settle(qtbot, first)
    imported(qtbot, first).close()
    second = looked(qtbot, project, rows(tmp_path / "a.marks", marked()), settings=settings)
    assert said(second, "fileCounts").startswith("1 document · 2 spans")
    assert not second.preview.plan.readings


def test_nothing_to_import_cannot_be_imported_until_something_else_is_said(qtbot: QtBot, project: Path, tmp_path: Path):
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", {"words": 1, "marks": [], "body": TEXT}))
    button = dialog.findChild(QPushButton, "importButton")
    assert not button.isEnabled()
    dialog.preview._document.form._columns["text"].setText("body")
    dialog.preview._document.form.changed.emit()
    qtbot.waitUntil(lambda: bool(dialog.preview.plan.readings))
    settle(qtbot, dialog)
    assert button.isEnabled()


def test_from_an_import_of_nothing_a_button_leads_back_to_the_files(qtbot: QtBot, project: Path, tmp_path: Path):
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", {"words": 1, "marks": [], "body": TEXT}))
    button = dialog.findChild(QPushButton, "importButton")
    button.setEnabled(True)  # as before everything was counted
    imported(qtbot, dialog)
    back = dialog.findChild(QPushButton, "backButton")
    assert back.isVisible()
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    settle(qtbot, dialog)
    assert dialog.preview.list.isVisible()
    assert not back.isVisible()
    dialog.preview._document.form._columns["text"].setText("body")
    dialog.preview._document.form.changed.emit()
    qtbot.waitUntil(lambda: bool(dialog.preview.plan.readings))
    settle(qtbot, dialog)
    imported(qtbot, dialog)
    assert not back.isVisible()
    assert documents_in(project) == 4


# Stopping


def test_an_import_that_is_stopped_leaves_nothing_and_says_so(
    qtbot: QtBot, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", *[marked(f"{TEXT}{n}") for n in range(2000)]))
    begun: list[bool] = []
    job = type(dialog)._run

    def run(self: ImportDialog, work: Callable[..., object], then: Callable[[object], None]) -> None:
        job(self, work, then)
        begun.append(True)
        self.reject()

    monkeypatch.setattr(ImportDialog, "_run", run)
    QTest.mouseClick(dialog.findChild(QPushButton, "importButton"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(begun) and dialog._job is None)
    assert dialog._heading.text() == "Nothing was imported"
    assert dialog.trouble.text() == "The import was stopped; nothing was imported"
    assert documents_in(project) == 3
    assert dialog._stop.text() == "Close"


def test_closing_while_it_counts_stops_the_counting(qtbot: QtBot, project: Path, tmp_path: Path):
    dialog = ImportDialog(None, project, "ana", [rows(tmp_path / "a.marks", marked())])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog._trial is not None)
    trial = dialog._trial
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not trial.is_running()
    assert not dialog.isVisible()


def test_a_name_on_the_way_to_it_is_reached_by_keys(qtbot: QtBot, project: Path, tmp_path: Path):
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", marked()))
    reached = set()
    for _ in range(30):
        focus = dialog.focusWidget()
        reached.add(focus.objectName() if focus else "")
        QTest.keyClick(focus or dialog, Qt.Key.Key_Tab)
    assert {"importFiles", "formatBox", "documentsTab", "importPreview", "importButton", "cancelButton"} <= reached
    pane = dialog.preview._document
    pane.tabs[0].setFocus()
    QTest.keyClick(pane.tabs[0], Qt.Key.Key_Right)
    assert pane.issues.isVisible()
    QTest.keyClick(pane.tabs[1], Qt.Key.Key_Right)
    assert pane.form.isVisible()


# What is drawn


@pytest.fixture
def view(qtbot: QtBot) -> PreviewText:
    view = PreviewText(Colours())
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    return view


def colours_of(view: PreviewText, words: str) -> set[str]:
    """The colours in the picture of some words."""
    cursor = view.document().find(words)
    end = view.cursorRect(cursor)
    cursor.setPosition(cursor.selectionStart())
    start = view.cursorRect(cursor)
    area = QRect(start.topLeft(), end.bottomRight() + QPoint(-3, 14))
    picture = view.viewport().grab(area).toImage()
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


def test_the_innermost_span_colours_the_words_and_each_has_its_lane(view: PreviewText):
    record = Record("a", TEXT, spans=[RecordSpan(0, 6, "actor"), RecordSpan(0, 22, "threat")])
    view.show_records([record])
    actor, threat = view._colours.of("actor"), view._colours.of("threat")
    assert view._lanes == [0, 1]
    seen = colours_of(view, "Halvia")
    assert {actor.tint.name(), actor.line.name(), threat.line.name()} <= seen
    assert threat.tint.name() not in seen
    assert threat.tint.name() in colours_of(view, "warns")


def test_a_suggestion_is_an_outline_and_no_ground(view: PreviewText):
    view.show_records([Record("a", TEXT, suggestions=[RecordSuggestion(0, 6, "actor", "robot")])])
    seen = colours_of(view, "Halvia")
    assert view._colours.of("actor").line.name() in seen
    assert view._colours.of("actor").tint.name() not in seen


def test_spans_stand_on_their_characters_after_astral_ones_and_windows_line_ends():
    text = "😀\r\nHalvia warns.\r\n"
    page = page_of([Record("a", "first"), Record("b", text, title="Title", spans=[RecordSpan(3, 9, "actor")])])
    (mark,) = page.marks
    assert page.text[mark.start : mark.end] == "Halvia"


def test_a_span_far_down_is_what_the_preview_begins_with():
    text = "Nothing here. " * 500
    page = page_of([Record("a", text, spans=[RecordSpan(5000, 5007, "actor")])])
    (mark,) = page.marks
    assert page.text[mark.start : mark.end] == text[5000:5007]
    assert page.text.startswith("a\n...")


def test_spans_without_their_text_are_listed_by_their_words():
    record = Record("a", "", spans=[RecordSpan(0, 6, "actor"), RecordSpan(7, 12, "claim")], quotes=["Halvia", "warns"])
    page = page_of([record])
    assert page.text.splitlines()[1:] == ["Halvia", "warns"]
    assert [(page.text[mark.start : mark.end], mark.label) for mark in page.marks] == [
        ("Halvia", "actor"),
        ("warns", "claim"),
    ]


def test_more_spans_than_lanes_share_the_last_one():
    marks = page_of([Record("a", "x" * 50, spans=[RecordSpan(0, end, "a") for end in range(1, 9)])]).marks
    assert lanes_of(marks) == [0, 1, 2, 3, 3, 3, 3, 3]


def test_a_new_label_has_the_colour_the_import_gives_it(qtbot: QtBot, project: Path, tmp_path: Path):
    dialog = looked(qtbot, project, rows(tmp_path / "a.marks", {"words": TEXT, "marks": [[0, 6, "omen", None]]}))
    shown = dialog.preview._document.text._colours.of("omen")
    imported(qtbot, dialog)
    with Project.open(project, read_only=True) as opened:
        label = next(label for label in queries.labels(opened) if label.name == "omen")
    assert theme.current().label_colours(label) == shown
