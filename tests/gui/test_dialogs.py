"""The dialogs by themselves: what they ask, what they refuse, what they give."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator import resources
from annotator.gui.dialogs.about import AboutDialog
from annotator.gui.dialogs.annotator_prompt import AnnotatorPrompt, clean_name
from annotator.gui.dialogs.export_dialog import ExportDialog
from annotator.gui.dialogs.failure import FailureDialog
from annotator.gui.dialogs.guideline import GuidelineWindow
from annotator.gui.dialogs.import_dialog import ImportDialog
from annotator.gui.dialogs.keys import KeysDialog
from annotator.gui.dialogs.new_project import NewProjectDialog, unused
from annotator.gui.dialogs.settings_dialog import SettingsDialog
from annotator.gui.key_map import KeyMap
from annotator.gui.settings import Settings
from annotator.model.scheme import DEFAULT_LABELS
from annotator.model.span import Extent
from annotator.store import queries
from annotator.store.project import Project
from tests.formats.reading import row
from tests.gui.window_kit import edits, make_project

Opener = Callable[[QWidget], QWidget]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = make_project(tmp_path / "p.annot")
    with Project.open(path) as project:
        ana, ben = project.ensure_annotator("ana"), project.ensure_annotator("ben")
        document = queries.document_by_key(project, "a")
        assert document is not None
        actor, claim = queries.labels(project)[:2]
        edits.add_span(project, document, Extent(0, 6), actor, ana.id)
        edits.add_span(project, document, Extent(12, 31), claim, ben.id)
    return path


def looked(qtbot: QtBot, project: Path, *paths: Path) -> ImportDialog:
    """An import dialog that has looked at the files."""
    dialog = ImportDialog(None, project, "ana", list(paths))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.preview is not None or dialog.trouble.isVisible())
    return dialog


def imported(qtbot: QtBot, dialog: ImportDialog) -> ImportDialog:
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.report is not None)
    return dialog


def texts(project: Path) -> dict[str, str]:
    with Project.open(project, read_only=True) as opened:
        return {
            document.key: document.text
            for document in (queries.document(opened, id) for id in queries.document_ids(opened, None))
        }


# Import


def test_an_import_shows_the_first_documents_before_it_runs(qtbot: QtBot, project: Path, tmp_path: Path):
    (tmp_path / "new.txt").write_text("The ferry\n\nThe ferry stops at noon.\n")
    dialog = looked(qtbot, project, tmp_path / "new.txt")
    assert "The ferry stops at noon." in dialog.preview._document.text.toPlainText()
    assert "new.txt" not in texts(project)
    with qtbot.waitSignal(dialog.imported):
        imported(qtbot, dialog)
    assert texts(project)["new.txt"] == "The ferry\n\nThe ferry stops at noon.\n"
    assert "documents: 1 added" in dialog.report.findChild(QWidget, "importCounts").text()


RUSSIAN = "Министр: переговоры отложены\n\nМинистр заявил, что переговоры отложены на неопределённый срок.\n"


def test_a_guessed_encoding_is_taken_only_when_it_was_confirmed(qtbot: QtBot, project: Path, tmp_path: Path):
    (tmp_path / "ru.txt").write_bytes(RUSSIAN.encode("cp1251"))
    dialog = imported(qtbot, looked(qtbot, project, tmp_path / "ru.txt"))
    assert "encoding was not confirmed" in dialog.report.findChild(QWidget, "importProblems").item(0).text()
    assert "ru.txt" not in texts(project)


def test_a_confirmed_encoding_reads_the_file(qtbot: QtBot, project: Path, tmp_path: Path):
    (tmp_path / "ru.txt").write_bytes(RUSSIAN.encode("cp1251"))
    dialog = looked(qtbot, project, tmp_path / "ru.txt")
    preview = dialog.preview._document
    assert "Министр" in preview.text.toPlainText()
    preview.confirm.click()
    qtbot.waitUntil(lambda: not preview.confirm.isEnabled())
    imported(qtbot, dialog)
    assert texts(project)["ru.txt"] == RUSSIAN


def test_rows_in_another_encoding_are_read_when_it_was_confirmed(qtbot: QtBot, project: Path, tmp_path: Path):
    rows = b"".join(row(id=str(number), text=RUSSIAN) for number in range(30)).decode().encode("koi8-r")
    (tmp_path / "ru.jsonl").write_bytes(rows)
    dialog = looked(qtbot, project, tmp_path / "ru.jsonl")
    preview = dialog.preview._document
    assert "Министр" in preview.text.toPlainText()
    preview.confirm.click()
    qtbot.waitUntil(lambda: not preview.confirm.isEnabled())
    imported(qtbot, dialog)
    assert texts(project)["29"] == RUSSIAN


def test_a_row_too_late_for_the_preview_is_named_by_its_line(qtbot: QtBot, project: Path, tmp_path: Path):
    good = b"".join(row(id=str(number), text="a") for number in range(30))
    (tmp_path / "mixed.jsonl").write_bytes(good + row(text=RUSSIAN).decode().encode("koi8-r"))
    dialog = imported(qtbot, looked(qtbot, project, tmp_path / "mixed.jsonl"))
    assert "mixed.jsonl, line 31" in dialog.report.findChild(QWidget, "importProblems").item(0).text()
    assert texts(project)["29"] == "a"


def test_another_encoding_than_the_guess_can_be_chosen(qtbot: QtBot, project: Path, tmp_path: Path):
    (tmp_path / "ru.txt").write_bytes(RUSSIAN.encode("koi8-r"))
    dialog = looked(qtbot, project, tmp_path / "ru.txt")
    box = dialog.preview._document.box
    box.setCurrentIndex(box.findText("koi8-r"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: bool(dialog.preview.encodings()))
    imported(qtbot, dialog)
    assert texts(project)["ru.txt"] == RUSSIAN


def test_all_guesses_are_confirmed_by_one_button(qtbot: QtBot, project: Path, tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("one.txt", "two.txt"):
        (folder / name).write_bytes(RUSSIAN.encode("cp1251"))
    dialog = looked(qtbot, project, folder)
    assert dialog._go.text() == "Import the others"
    dialog.preview._document.for_all.click()
    assert dialog._go.text() == "Import"
    assert set(dialog.preview.encodings()) == {"one.txt", "two.txt"}


def test_a_guess_is_judged_by_the_text_around_the_first_letter_it_decides(qtbot: QtBot, project: Path, tmp_path: Path):
    (tmp_path / "de.txt").write_bytes(
        ("The talks were over. " * 200 + "Der Zürcher Bürgermeister sprach für die Mühe.\n").encode("cp1252")
    )
    dialog = looked(qtbot, project, tmp_path / "de.txt")
    shown = dialog.preview._document.text
    assert shown.toPlainText().startswith("...talks were over.")
    assert "The talks were over. Der Z" in shown.toPlainText()
    assert len(shown.extraSelections()) == 4
    assert shown.textCursor().block().text()[shown.textCursor().positionInBlock() - 1] > "\x7f"


def test_once_confirmed_nothing_is_wrong_with_a_file_any_more(qtbot: QtBot, project: Path, tmp_path: Path):
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_bytes(RUSSIAN.encode("cp1251"))
    dialog = looked(qtbot, project, tmp_path / "one.txt", tmp_path / "two.txt")
    dialog.preview._document.for_all.click()
    assert not dialog.preview._document._problem.isVisible()
    assert dialog.preview._document.box.isVisible(), "another encoding can still be chosen"


def test_a_file_whose_encoding_nobody_can_guess_lets_it_be_chosen(qtbot: QtBot, project: Path, tmp_path: Path):
    (tmp_path / "bad.txt").write_bytes("Größe, Müll, Übermut: ä ö ü ß.\n".encode() + b"Caf\xe9\n")
    dialog = looked(qtbot, project, tmp_path / "bad.txt")
    document = dialog.preview._document
    assert "--encoding" not in document._problem.text()
    assert "line 2" in document._problem.text()
    document.box.setCurrentIndex(document.box.findText("windows-1252"))
    document.box.activated.emit(document.box.currentIndex())
    qtbot.waitUntil(lambda: bool(dialog.preview.encodings()))
    imported(qtbot, dialog)
    assert texts(project)["bad.txt"].endswith("Café\n")


def test_an_arabic_preview_stands_at_the_right(qtbot: QtBot, project: Path, tmp_path: Path):
    (tmp_path / "ar.txt").write_text("قال الوزير إن المحادثات انتهت.\n")
    shown = looked(qtbot, project, tmp_path / "ar.txt").preview._document.text
    assert shown.document().firstBlock().layout().lineAt(0).naturalTextRect().left() > shown.width() / 4


def test_an_import_without_a_word_to_say_shrinks_to_its_report(qtbot: QtBot, project: Path, tmp_path: Path):
    (tmp_path / "new.txt").write_text("The ferry\n\nThe ferry stops at noon.\n")
    assert imported(qtbot, looked(qtbot, project, tmp_path / "new.txt")).height() < 300


def test_a_bad_row_is_named_and_the_good_ones_come_in(qtbot: QtBot, project: Path, tmp_path: Path):
    (tmp_path / "rows.jsonl").write_text('{"text": "good", "id": "g"}\n{"text": \n')
    dialog = imported(qtbot, looked(qtbot, project, tmp_path / "rows.jsonl"))
    assert "line 2" in dialog.report.findChild(QWidget, "importProblems").item(0).text()
    assert texts(project)["g"] == "good"


def test_nothing_to_import_cannot_be_imported(qtbot: QtBot, project: Path, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    dialog = looked(qtbot, project, tmp_path / "empty")
    assert not dialog._go.isEnabled()


def test_closing_a_dialog_that_still_looks_stops_the_look(qtbot: QtBot, project: Path, tmp_path: Path):
    dialog = ImportDialog(None, project, "ana", [tmp_path])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.reject()
    assert not dialog._job.is_running()


# Export


def opened(qtbot: QtBot, project: Path) -> ExportDialog:
    dialog = ExportDialog(None, project)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.first.toPlainText()))
    return dialog


def exported(qtbot: QtBot, dialog: ExportDialog) -> list[dict[str, object]]:
    target = dialog.target()
    with qtbot.waitSignal(dialog.exported):
        dialog.accept()
    return [orjson.loads(line) for line in target.read_bytes().splitlines()]


def test_an_export_shows_its_first_record_and_its_counts(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    assert orjson.loads(dialog.first.toPlainText())["id"] == "a"
    assert dialog.counts.text().startswith("3 document")
    assert dialog.target() == project.with_suffix(".jsonl")


def test_everything_ticked_exports_everything(qtbot: QtBot, project: Path):
    rows = exported(qtbot, opened(qtbot, project))
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    assert [span["annotator"] for span in rows[0]["spans"]] == ["ana", "ben"]


def test_filters_by_annotator_label_and_status_reach_the_preview_and_the_file(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    dialog.annotators.box("ben").setChecked(False)
    dialog.labels.box("claim").setChecked(False)
    dialog.statuses.box("new").setChecked(False)
    qtbot.waitUntil(lambda: dialog.counts.text().startswith("1 document"))
    rows = exported(qtbot, dialog)
    assert [(row["id"], len(row["spans"])) for row in rows] == [("a", 1)]


def test_a_group_with_no_tick_exports_nothing(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    for box in dialog.labels._boxes.values():
        box.setChecked(False)
    assert not dialog._go.isEnabled()
    assert "Labels" in dialog.trouble.text()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("p.annot", "is the project itself"),
        ("no/where.jsonl", "does not exist"),
        ("", "Name the file"),
        (".", "is a folder"),
    ],
)
def test_a_target_that_cannot_be_is_refused_before_anything_runs(qtbot: QtBot, project: Path, typed: str, reason: str):
    dialog = opened(qtbot, project)
    dialog.path_field.setText(str(project.parent / typed) if typed else "")
    assert reason in dialog.trouble.text()
    assert not dialog._go.isEnabled()


def test_a_file_that_is_there_is_replaced_only_under_a_button_that_says_so(qtbot: QtBot, project: Path):
    project.with_suffix(".jsonl").write_text("old")
    dialog = opened(qtbot, project)
    assert dialog._go.text() == "Replace the file"
    assert len(exported(qtbot, dialog)) == 3


def test_an_export_that_fails_says_why_and_can_be_tried_again(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    dialog._on_failed("the disk is full")
    assert dialog.trouble.text() == "The disk is full"
    assert dialog._go.isEnabled()


# New project and annotator


def test_a_new_project_gets_its_suffix_and_a_name_without_stray_blanks(qtbot: QtBot, tmp_path: Path):
    dialog = NewProjectDialog(None, folder=tmp_path, annotator="ana")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.path_field.setText(str(tmp_path / "news"))
    dialog.name_field.setText("  Ana  M ")
    with qtbot.waitSignal(dialog.chosen) as heard:
        dialog.accept()
    assert heard.args == [str(tmp_path / "news.annot"), "Ana M"]


@pytest.mark.parametrize(
    ("path", "name", "reason"),
    [
        ("", "ana", "file name"),
        ("there.annot", "ana", "is there already"),
        ("no/where", "ana", "does not exist"),
        ("x", " ", "need a name"),
    ],
)
def test_a_new_project_that_cannot_be_made_is_not_offered(
    qtbot: QtBot, tmp_path: Path, path: str, name: str, reason: str
):
    (tmp_path / "there.annot").touch()
    dialog = NewProjectDialog(None, folder=tmp_path, annotator=name)
    qtbot.addWidget(dialog)
    dialog.path_field.setText(str(tmp_path / path) if path else "")
    assert reason in dialog.trouble.text()
    assert not dialog._create.isEnabled()


def test_a_bare_name_lies_in_the_folder_that_was_proposed_and_is_shown_in_full(qtbot: QtBot, tmp_path: Path):
    dialog = NewProjectDialog(None, folder=tmp_path, annotator="ana")
    qtbot.addWidget(dialog)
    dialog.path_field.setText("Ana Müller")
    assert dialog.path() == tmp_path / "Ana Müller.annot"
    assert str(tmp_path / "Ana Müller.annot") in dialog.where.text()


def test_the_new_project_dialog_keeps_still_while_somebody_types(qtbot: QtBot, tmp_path: Path):
    dialog = NewProjectDialog(None, folder=tmp_path, annotator="ana")
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.size(), dialog.name_field.geometry()
    for typed in ("", "no/where", "x" * 200, "news"):
        dialog.path_field.setText(typed)
        qtbot.wait(1)
        assert (dialog.size(), dialog.name_field.geometry()) == before


def test_a_bare_export_name_lies_beside_the_project(qtbot: QtBot, project: Path):
    dialog = opened(qtbot, project)
    dialog.path_field.setText("out")
    assert dialog.target() == project.with_name("out.jsonl")


def test_the_proposed_file_is_never_one_that_is_there(tmp_path: Path):
    (tmp_path / "articles.annot").touch()
    (tmp_path / "articles-2.annot").touch()
    assert unused(tmp_path / "articles.annot").name == "articles-3.annot"


@pytest.mark.parametrize(
    ("typed", "name"), [(" a  b ", "a b"), ("a\nb", "a b"), ("a\x00b", "a b"), ("Ω", "Ω"), (" ", "")]
)
def test_names_are_stored_clean(typed: str, name: str):
    assert clean_name(typed) == name


def test_the_login_name_is_proposed_and_an_empty_one_refused(qtbot: QtBot):
    prompt = AnnotatorPrompt(None, "ana")
    qtbot.addWidget(prompt)
    assert prompt.field.text() == "ana"
    prompt.field.setText("  ")
    assert not prompt._begin.isEnabled()


# Keys


@pytest.fixture
def keys(qtbot: QtBot, tmp_path: Path) -> KeysDialog:
    dialog = KeysDialog(None, KeyMap(Settings(tmp_path / "config")))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(dialog: KeysDialog, name: str) -> None:
    dialog.tree.setCurrentItem(dialog._items[name])


def test_a_key_is_changed_by_pressing_the_new_one(qtbot: QtBot, keys: KeysDialog):
    choose(keys, "edit.find")
    keys.change.click()
    qtbot.keyClick(keys.catcher, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert keys._key_map.keys("edit.find") == ("Ctrl+Alt+F",)
    assert not keys.catcher.isVisible()
    keys.reset.click()
    assert keys._key_map.keys("edit.find") == ("Ctrl+F",)


def test_a_clash_is_refused_with_the_name_of_the_other(qtbot: QtBot, keys: KeysDialog):
    choose(keys, "edit.find")
    keys.change.click()
    qtbot.keyClick(keys.catcher, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert "All commands" in keys.trouble.text()
    assert keys._key_map.keys("edit.find") == ("Ctrl+F",)
    qtbot.keyClick(keys.catcher, Qt.Key.Key_Escape)
    assert not keys.catcher.isVisible()


def test_a_new_key_is_asked_for_in_words_and_nothing_jumps(qtbot: QtBot, keys: KeysDialog):
    choose(keys, "edit.find")
    before = keys.change.mapTo(keys, keys.change.rect().topLeft())
    keys.change.click()
    assert keys.catcher.placeholderText()
    assert not keys.catcher.alignment() & Qt.AlignmentFlag.AlignHCenter, "Qt would hide the words"
    qtbot.keyClick(keys.catcher, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert keys.trouble.isVisible()
    keys.layout().activate()
    assert keys.change.mapTo(keys, keys.change.rect().topLeft()) == before


def test_down_goes_from_the_search_into_the_list(qtbot: QtBot, keys: KeysDialog):
    with qtbot.waitActive(keys):
        keys.activateWindow()
    qtbot.keyClicks(keys.search, "doubt")
    qtbot.keyClick(keys.search, Qt.Key.Key_Down)
    assert keys.tree.hasFocus()
    assert keys.change.isEnabled()


def test_a_verb_can_have_two_keys_or_none(qtbot: QtBot, keys: KeysDialog):
    choose(keys, "file.sample")
    keys.add.click()
    qtbot.keyClick(keys.catcher, Qt.Key.Key_F2, Qt.KeyboardModifier.ControlModifier)
    keys.add.click()
    qtbot.keyClick(keys.catcher, Qt.Key.Key_F3, Qt.KeyboardModifier.ControlModifier)
    assert keys._key_map.keys("file.sample") == ("Ctrl+F2", "Ctrl+F3")
    keys.clear.click()
    assert keys._key_map.keys("file.sample") == ()


def test_shift_and_tab_is_caught_as_that(qtbot: QtBot, keys: KeysDialog):
    choose(keys, "span.next")
    keys.change.click()
    qtbot.keyClick(keys.catcher, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert "Previous span" in keys.trouble.text()


def test_the_overview_is_searched_by_verb_and_by_key(qtbot: QtBot, keys: KeysDialog):
    qtbot.keyClicks(keys.search, "ctrl+k")
    assert not keys._items["view.palette"].isHidden()
    assert keys._items["edit.find"].isHidden()
    keys.search.setText("doubt")
    assert not keys._items["span.doubt"].isHidden()


# Guideline, settings, about, failure


@pytest.mark.parametrize("section", [label.section for label in DEFAULT_LABELS])
def test_every_label_has_its_section_in_the_guideline(qtbot: QtBot, section: str):
    window = GuidelineWindow(None)
    qtbot.addWidget(window)
    window.show()
    window.show_section(section)
    assert window.section() == section
    top = window.page.cursorForPosition(window.page.rect().topLeft()).block()
    nearby = [top.text(), top.next().text(), top.next().next().text()]
    assert window._anchors[section] in nearby


def test_anchors_are_not_shown_and_an_unknown_one_shows_the_beginning(qtbot: QtBot):
    window = GuidelineWindow(None)
    qtbot.addWidget(window)
    assert "{#" not in window.page.toPlainText()
    window.show_section("claim")
    window.show_section("no such section")
    assert window.section() == next(iter(window._anchors))


def test_the_guideline_is_there_in_english():
    assert "en.md" in set(resources.names("guideline"))


def test_a_setting_changed_in_the_dialog_works_at_once(qtbot: QtBot, tmp_path: Path):
    settings = Settings(tmp_path / "config")
    dialog = SettingsDialog(None, settings)
    qtbot.addWidget(dialog)
    dialog.findChild(QWidget, "lanes").setValue(4)
    dialog.findChild(QWidget, "palette").setChecked(False)
    box = dialog.findChild(QWidget, "theme")
    box.setCurrentIndex(box.findData("dark"))
    assert (settings.number("lanes"), settings.flag("palette"), settings.text("theme")) == (4, False, "dark")


@pytest.mark.parametrize("make", [lambda: AboutDialog(None), lambda: FailureDialog(None, "details 0.1.0", "x.log")])
def test_what_a_report_needs_can_be_copied(qtbot: QtBot, make: Callable[[], QWidget]):
    dialog = make()
    qtbot.addWidget(dialog)
    dialog.findChild(QWidget, "copyButton").click()
    assert "0.1.0" in QGuiApplication.clipboard().text()
