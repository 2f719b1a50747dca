"""The export dialog: formats and their options, what is lost and left out, parts, where it goes, what proves it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from annotator.gui import translation
from annotator.gui.dialogs import export_dialog
from annotator.gui.dialogs.export_dialog import ExportDialog
from annotator.gui.settings import Settings
from annotator.model.document import Status
from annotator.model.span import Extent
from annotator.store import queries
from annotator.store.project import Project
from tests.gui.stub_formats import register
from tests.gui.window_kit import edits, make_project

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _stubs(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three documents, of which ana has done the first, with two spans and a note."""
    path = make_project(tmp_path / "p.annot")
    with Project.open(path) as project:
        ana = project.ensure_annotator("ana")
        document = queries.document_by_key(project, "a")
        assert document is not None
        actor, claim = queries.labels(project)[:2]
        span = edits.add_span(project, document, Extent(0, 6), actor, ana.id).span
        edits.set_note(project, span, "who")
        edits.add_span(project, document, Extent(12, 31), claim, ana.id)
        edits.set_status(project, document.id, ana.id, Status.DONE)
    return path


def opened(qtbot: QtBot, project: Path, settings: Settings | None = None) -> ExportDialog:
    dialog = ExportDialog(None, project, settings.project(project) if settings else None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(qtbot, dialog)
    return dialog


def settle(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.waitUntil(lambda: dialog._job is None and not dialog._soon.isActive())


def choose(qtbot: QtBot, dialog: ExportDialog, format: str) -> None:
    box = dialog.fields.format_box
    box.choose(format)
    box.activated.emit(box.currentIndex())
    settle(qtbot, dialog)


def losses(dialog: ExportDialog) -> list[list[str]]:
    table = dialog.outlook.losses
    items = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    return [[item.text(column) for column in range(2) if item.text(column)] for item in items]


def exported(qtbot: QtBot, dialog: ExportDialog) -> str:
    """Press the button; gives all that the dialog says then."""
    with qtbot.waitSignal(dialog.exported):
        QTest.mouseClick(dialog.findChild(QPushButton, "exportButton"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.findChild(QLabel, "exportProof").isVisible())
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_formats_stand_in_groups_ours_first(qtbot: QtBot, project: Path):
    box = opened(qtbot, project).fields.format_box
    texts = [box.itemText(row) for row in range(box.count())]
    assert texts[0] == "Annotator's own"
    assert texts[1].startswith("jsonl · ")
    assert texts.index("For training") < texts.index("lesson · Lessons for a machine") < texts.index("Other tools")
    assert box.value() == "jsonl"


def test_nothing_lost_is_said(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    assert losses(dialog) == [["Nothing is lost: this format holds everything."]]
    assert not dialog.outlook.left_out.isVisible()


def test_what_a_format_cannot_hold_is_counted_before_and_stands_in_the_report(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    choose(qtbot, dialog, "lesson")
    assert losses(dialog) == [["1 note on a span", "left out"]]
    words = exported(qtbot, dialog)
    assert "1 document, 2 spans" in words
    assert "2 spans read back and found right." in words
    assert str(project.with_suffix(".lesson")) in words
    assert dialog.findChild(QAbstractButton, "openReport").isVisible()
    assert json.loads(project.with_suffix(".lesson.report.json").read_bytes())["losses"][0]["count"] == 1


def test_a_format_for_training_leaves_out_what_is_not_done_until_asked_for_all(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    choose(qtbot, dialog, "lesson")
    assert dialog.statuses.ticked() == ["done"]
    assert dialog.outlook.left_out.text() == "2 documents that are not done are left out."
    box = dialog.outlook.all_box
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    settle(qtbot, dialog)
    assert dialog.counts.text() == "3 documents, 2 spans"
    assert box.isVisible()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    settle(qtbot, dialog)
    assert dialog.counts.text() == "1 document, 2 spans"
    choose(qtbot, dialog, "jsonl")
    assert dialog.counts.text() == "3 documents, 2 spans"


def test_statuses_the_user_ticked_stay_whatever_the_format(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    QTest.mouseClick(dialog.statuses.box("done"), Qt.MouseButton.LeftButton)
    choose(qtbot, dialog, "lesson")
    assert dialog.statuses.ticked() == ["new", "in progress", "skipped"]


def test_the_name_follows_the_format_and_keeps_what_the_user_called_it(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    choose(qtbot, dialog, "lesson")
    assert dialog.target() == project.with_suffix(".lesson")
    choose(qtbot, dialog, "drawer")
    assert dialog.target() == project.with_name("p-drawer")
    choose(qtbot, dialog, "jsonl")
    assert dialog.target() == project.with_suffix(".jsonl")
    dialog.path_field.setText(str(project.parent / "mine.jsonl"))
    choose(qtbot, dialog, "drawer")
    assert dialog.target() == project.parent / "mine"
    choose(qtbot, dialog, "lesson")
    assert dialog.target() == project.parent / "mine.lesson"


def test_a_format_that_is_a_folder_writes_one_and_replaces_only_its_own(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    choose(qtbot, dialog, "drawer")
    exported(qtbot, dialog)
    assert sorted(path.name for path in project.with_name("p-drawer").iterdir()) == ["a.sheet", "b.sheet", "c.sheet"]
    again = opened(qtbot, project)
    choose(qtbot, again, "drawer")
    assert again._go.text() == "Replace the folder"
    (project.with_name("p-drawer") / "mine.txt").write_text("mine")
    again.accept()
    qtbot.waitUntil(lambda: bool(again.trouble.text()))
    assert "holds mine.txt" in again.trouble.text()


def test_documents_are_parted_and_counted_by_part(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    by = dialog.fields.split.by
    by.setFocus()
    QTest.keyClick(by, Qt.Key.Key_Down)
    settle(qtbot, dialog)
    assert dialog.outlook.splits.isVisible()
    assert [dialog.outlook.splits.topLevelItem(row).text(0) for row in range(3)] == ["train", "dev", "test"]
    assert dialog.target() == project.with_name("p-jsonl")
    exported(qtbot, dialog)
    assert (project.with_name("p-jsonl") / "manifest.json").exists()


def test_parting_by_what_documents_do_not_say_is_refused_and_the_button_waits(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    by = dialog.fields.split.by
    by.choose("source")
    by.activated.emit(by.currentIndex())
    settle(qtbot, dialog)
    assert "has no source in its metadata" in dialog.trouble.text()
    dialog.path_field.setText(str(project.parent / "elsewhere"))
    assert not dialog._go.isEnabled()
    by.choose("")
    by.activated.emit(by.currentIndex())
    settle(qtbot, dialog)
    assert dialog._go.isEnabled()


def test_a_format_that_is_not_installed_says_how_to_get_it(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    choose(qtbot, dialog, "far")
    assert 'pip install "annotator[far]"' in dialog.trouble.text()
    assert not dialog._go.isEnabled()


def test_of_a_format_that_is_not_installed_nothing_of_another_is_shown(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    choose(qtbot, dialog, "doccano")
    assert dialog.outlook.losses.isVisible()
    choose(qtbot, dialog, "far")
    assert not dialog.outlook.losses.isVisible()
    assert not dialog.outlook.first.toPlainText()
    choose(qtbot, dialog, "jsonl")
    assert dialog.outlook.losses.isVisible()
    assert dialog.outlook.first.toPlainText()


def test_the_last_choices_of_a_project_come_back_and_no_other_s(qtbot: QtBot, project: Path, tmp_path: Path):
    settings = Settings(tmp_path / "settings")
    (tmp_path / "out").mkdir()
    dialog = opened(qtbot, project, settings)
    choose(qtbot, dialog, "lesson")
    case = dialog.fields.options.field("case")
    case.choose("upper")
    case.activated.emit(case.currentIndex())
    seal = dialog.fields.options.field("seal")
    seal.clear()
    QTest.keyClicks(seal, "wax")
    QTest.mouseClick(dialog.labels.box("threat"), Qt.MouseButton.LeftButton)
    dialog.path_field.setText(str(tmp_path / "out" / "p.lesson"))
    settle(qtbot, dialog)
    exported(qtbot, dialog)
    again = opened(qtbot, project, settings)
    options = again.options()
    assert (options.format, options.settings) == ("lesson", {"case": "upper", "seal": "wax"})
    assert "threat" not in options.labels
    assert "actor" in options.labels
    assert again.target() == tmp_path / "out" / "p.lesson"
    other = opened(qtbot, make_project(tmp_path / "q.annot"), settings)
    assert other.options().format == "jsonl"


def test_a_memory_that_was_broken_is_forgotten(qtbot: QtBot, project: Path, tmp_path: Path):
    settings = Settings(tmp_path / "settings")
    for broken in ("x", [1], {"format": 3, "settings": {"a": 1}, "split": {"by": [], "seed": -1}, "folder": {}}):
        settings.project(project).remember("export", broken)
        assert opened(qtbot, project, settings).options().format == "jsonl"


def test_an_export_that_is_stopped_leaves_the_old_file(qtbot: QtBot, project: Path, monkeypatch: pytest.MonkeyPatch):
    target = project.with_suffix(".jsonl")
    target.write_text("old")
    dialog = opened(qtbot, project)
    write = export_dialog.export_project

    def slow(*arguments: object, **named: object) -> object:
        qtbot.waitUntil(named["cancelled"])  # type: ignore[arg-type]
        return write(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(export_dialog, "export_project", slow)
    dialog.accept()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog._job is None)
    assert dialog.trouble.text() == "The export was stopped; no file was written"
    assert target.read_text() == "old"
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_export_begun_while_it_counts_is_not_mixed_up_with_the_counting(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    for _ in range(3):
        dialog.fields.changed.emit()
        dialog._preview()
    exported(qtbot, dialog)
    assert dialog._report is not None


def test_show_in_folder_shows_what_was_written(qtbot: QtBot, project: Path, monkeypatch: pytest.MonkeyPatch):
    shown: list[Path] = []
    monkeypatch.setattr(export_dialog, "show_in_folder", shown.append)
    dialog = opened(qtbot, project)
    exported(qtbot, dialog)
    QTest.mouseClick(dialog.findChild(QAbstractButton, "showInFolder"), Qt.MouseButton.LeftButton)
    assert shown == [project.with_suffix(".jsonl")]


def test_no_number_turns_under_the_wheel_and_all_is_reached_by_keys(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    reached = set()
    for _ in range(40):
        focus = dialog.focusWidget()
        reached.add(focus.objectName() if focus else "")
        QTest.keyClick(focus or dialog, Qt.Key.Key_Tab)
    assert {"exportFormat", "splitBy", "exportPathField", "exportChoose", "exportPreview", "exportButton"} <= reached


@pytest.mark.parametrize("language", ["en", "de"])
def test_mnemonics_are_given_once(qtbot: QtBot, qapp: QApplication, project: Path, language: str):
    translation.install(qapp, language)
    try:
        dialog = opened(qtbot, project)
        parts = [*dialog.findChildren(QLabel), *dialog.findChildren(QAbstractButton)]
        words = [part.text() for part in parts]
        letters = [match[1].lower() for text in words for match in [re.search(r"&(\w)", text)] if match]
        assert len(letters) == len(set(letters)) >= 5
    finally:
        translation.install(qapp, "en")
