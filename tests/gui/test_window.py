"""The window by its keys and menus: documents, finding, panels, what it remembers, what it refuses."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator import edits
from annotator.gui import file_check, theme
from annotator.gui.app import make_window
from annotator.gui.settings import Settings
from annotator.gui.window import MainWindow
from annotator.model.document import Status
from annotator.model.errors import BusyError, EditError
from annotator.store.project import Project
from tests.drops import drop_files
from tests.gui.window_kit import TEXTS, key_of, label, make_project, shown, status_of

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p.annot")


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> Iterator[MainWindow]:
    with shown(qtbot, path) as window:
        yield window


def press(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.keyClick(window.focusWidget() or window, key, modifiers)


def status(window: MainWindow) -> Status:
    assert window.session is not None
    assert window.session.review is not None
    return window.session.review.status


def said(window: MainWindow) -> str:
    assert window.workspace is not None
    return window.workspace.status.message.text()


@pytest.mark.parametrize(
    "name",
    ["articleView", "documentTable", "spanList", "labelPanel", "detailPanel", "searchField", "statusLine"],
)
def test_parts_have_the_names_that_scripts_rely_on(window: MainWindow, name: str):
    assert window.objectName() == "mainWindow"
    assert window.findChild(QWidget, name) is not None


def test_a_project_opens_at_its_first_document_with_the_keys_in_the_article(window: MainWindow):
    assert key_of(window) == "a"
    assert window.focusWidget() is window.workspace.article
    assert window.windowTitle().startswith("p.annot")


def test_the_next_and_the_previous_document_come_by_alt_and_arrow(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, Key.Key_Down, ALT)
    assert key_of(window) == "b"
    press(qtbot, window, Key.Key_Up, ALT)
    assert key_of(window) == "a"
    press(qtbot, window, Key.Key_Up, ALT)
    assert key_of(window) == "a"
    assert "first document" in said(window)


def columns(window: MainWindow) -> tuple[int, int, int]:
    assert window.workspace is not None
    left, middle, right = window.workspace.splitter.sizes()
    return left, middle, right


def test_in_a_narrow_window_the_panels_give_way_and_in_a_wide_one_they_come_back(window: MainWindow):
    window.resize(1280, 800)
    left, _, right = columns(window)
    assert (left, right) == (270, 300)
    window.resize(900, 600)
    assert columns(window)[1] > 440
    assert columns(window)[0] < left
    window.resize(1280, 800)
    assert (columns(window)[0], columns(window)[2]) == (left, right)


def test_the_widths_of_the_panels_outlive_a_narrow_window(qtbot: QtBot, window: MainWindow, path: Path):
    window.resize(1280, 800)
    splitter = window.workspace.splitter
    splitter.moveSplitter(330, 1)
    window.resize(900, 600)
    window.close()
    with shown(qtbot, path) as again:
        again.resize(1280, 800)
        assert columns(again)[0] == 330


def test_done_stores_the_status_and_goes_on(qtbot: QtBot, window: MainWindow, path: Path):
    press(qtbot, window, Key.Key_Return, CTRL)
    assert key_of(window) == "b"
    window.close()
    assert status_of(path, "a") == "done"


def test_done_on_a_done_document_takes_it_back_to_in_progress(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, Key.Key_Return, CTRL)
    press(qtbot, window, Key.Key_Up, ALT)
    assert status(window) == Status.DONE
    press(qtbot, window, Key.Key_Return, CTRL)
    assert (key_of(window), status(window)) == ("a", Status.IN_PROGRESS)


def test_skipped_goes_on_too(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, Key.Key_Return, CTRL | SHIFT)
    press(qtbot, window, Key.Key_Up, ALT)
    assert status(window) == Status.SKIPPED


def test_done_on_the_last_document_stays_and_says_so(qtbot: QtBot, window: MainWindow):
    for _ in range(3):
        press(qtbot, window, Key.Key_Return, CTRL)
    assert (key_of(window), status(window)) == ("c", Status.DONE)
    assert said(window) == "Marked as done; that was the last document of the list"
    assert window.workspace.status.hint.text() == "Ctrl+Z takes it back"


def test_a_document_that_a_search_found_opens_at_what_was_searched_for(qtbot: QtBot, window: MainWindow):
    window.workspace.documents.search_field.setText("navy")
    qtbot.waitUntil(lambda: len(window.workspace.documents.rows.ids) == 1)
    window.workspace.documents._choose_row(0)
    assert key_of(window) == "c"
    assert window.workspace.find_bar.count.text() == "1 of 200"
    assert window.focusWidget() is window.workspace.article


def test_undo_walks_back_through_documents(qtbot: QtBot, window: MainWindow):
    label(window, "Halvia", "actor")
    press(qtbot, window, Key.Key_Return, CTRL)
    assert key_of(window) == "b"
    press(qtbot, window, Key.Key_Z, CTRL)
    assert (key_of(window), status(window)) == ("a", Status.IN_PROGRESS)
    press(qtbot, window, Key.Key_Z, CTRL)
    assert len(window.session.spans) == 0
    press(qtbot, window, Key.Key_Z, CTRL | SHIFT)
    assert len(window.session.spans) == 1


def test_undo_gives_way_to_a_field_in_which_somebody_types(qtbot: QtBot, window: MainWindow):
    label(window, "Halvia", "actor")
    field = window.workspace.documents.search_field
    field.setFocus()
    qtbot.keyClicks(field, "bridge")
    qtbot.keyClick(field, Key.Key_Z, CTRL)
    assert field.text() == ""
    assert len(window.session.spans) == 1


def test_letters_typed_in_a_field_label_nothing(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, Key.Key_F, CTRL | SHIFT)
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "act 1 ")
    qtbot.keyClick(field, Key.Key_Delete)
    assert field.text() == "act 1 "
    assert len(window.session.spans) == 0


def test_the_status_line_tells_the_key_that_undo_has_now(window: MainWindow):
    label(window, "Halvia", "actor")
    hint = window.workspace.status.hint
    assert hint.text() == "Ctrl+Z takes it back"
    assert not window.key_map.set("edit.undo", ("Ctrl+U",))
    assert hint.text() == "Ctrl+U takes it back"
    assert not window.key_map.set("edit.undo", ())
    assert not hint.isVisible()


def test_the_words_stay_where_they_are_while_the_find_bar_comes_and_goes(qtbot: QtBot, window: MainWindow):
    for _ in range(2):
        press(qtbot, window, Key.Key_Down, ALT)
    article, bar = window.workspace.article, window.workspace.find_bar
    article.set_place(400)

    def height_of_words() -> int:
        return article.viewport().mapTo(window, article.viewport().rect().topLeft()).y() - article.place()

    before = height_of_words()
    press(qtbot, window, Key.Key_F, CTRL)
    qtbot.waitUntil(lambda: article.y() == bar.height())
    assert height_of_words() == before
    press(qtbot, window, Key.Key_Escape)
    qtbot.waitUntil(lambda: article.y() == 0)
    assert height_of_words() == before


def test_find_counts_and_goes_round_and_leaves_its_words_to_a_label_key(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, Key.Key_F, CTRL)
    bar = window.workspace.find_bar
    assert window.focusWidget() is bar.field
    qtbot.keyClicks(bar.field, "halvia")
    assert bar.count.text() == "1 of 2"
    press(qtbot, window, Key.Key_Return)
    assert bar.count.text() == "2 of 2"
    press(qtbot, window, Key.Key_F3)
    assert bar.count.text() == "1 of 2"
    press(qtbot, window, Key.Key_F3, SHIFT)
    assert bar.count.text() == "2 of 2"
    press(qtbot, window, Key.Key_Escape)
    assert not bar.isVisible()
    assert window.focusWidget() is window.workspace.article
    press(qtbot, window, Key.Key_1)
    assert [(span.start, span.end) for span in window.session.spans] == [(46, 52)]


def test_find_next_goes_on_with_the_same_words_in_another_document(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, Key.Key_F, CTRL)
    qtbot.keyClicks(window.workspace.find_bar.field, "the")
    press(qtbot, window, Key.Key_Escape)
    press(qtbot, window, Key.Key_Down, ALT)
    press(qtbot, window, Key.Key_F3)
    assert window.workspace.find_bar.count.text() == "1 of 2"


def test_what_is_not_there_is_said_and_nothing_moves(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, Key.Key_F, CTRL)
    qtbot.keyClicks(window.workspace.find_bar.field, "xyzzy")
    assert window.workspace.find_bar.count.text() == "Not in this article"
    press(qtbot, window, Key.Key_F3)
    press(qtbot, window, Key.Key_Escape)
    assert window.workspace.article.selected_extent() is None


def test_f6_goes_round_the_panels(qtbot: QtBot, window: MainWindow):
    seen = []
    for _ in range(6):
        press(qtbot, window, Key.Key_F6)
        seen.append(window.focusWidget())
    assert len(set(seen)) == 6
    assert seen[-1] is window.workspace.article
    press(qtbot, window, Key.Key_F6, SHIFT)
    assert window.focusWidget() is not seen[-1]


def test_panels_hide_and_come_back(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, Key.Key_F9)
    press(qtbot, window, Key.Key_F9, SHIFT)
    assert not window.workspace.documents.isVisible()
    assert not window.workspace.right.isVisible()
    assert not window.commands["view.labels"].isChecked()
    press(qtbot, window, Key.Key_F, CTRL | SHIFT)
    assert window.workspace.documents.isVisible(), "the search field is in it"
    press(qtbot, window, Key.Key_F9, SHIFT)
    assert window.commands["view.labels"].isChecked()


def test_plain_reading_hides_every_label_and_shows_them_again(qtbot: QtBot, window: MainWindow):
    label(window, "Halvia", "actor")
    press(qtbot, window, Key.Key_F7)
    span = next(iter(window.session.spans))
    assert not window.session.is_visible(span)
    press(qtbot, window, Key.Key_F7)
    assert window.session.is_visible(span)


def test_zoom_is_kept(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, Key.Key_Plus, CTRL)
    press(qtbot, window, Key.Key_Equal, CTRL)
    assert window.workspace.article.zoom == window.settings.number("zoom") == 120
    press(qtbot, window, Key.Key_0, CTRL)
    assert window.settings.number("zoom") == 100


def test_the_next_note_is_found_in_another_document(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, Key.Key_Down, ALT)
    label(window, "bridge", "actor")
    press(qtbot, window, Key.Key_F2, SHIFT)
    assert window.session.selected.doubt
    press(qtbot, window, Key.Key_Up, ALT)
    press(qtbot, window, Key.Key_F8)
    assert key_of(window) == "b"
    assert window.session.selected.doubt
    press(qtbot, window, Key.Key_F8)
    assert "No further note" in said(window)


def test_a_label_changes_by_ctrl_and_its_number(qtbot: QtBot, window: MainWindow):
    label(window, "Halvia", "actor")
    press(qtbot, window, Key.Key_3, CTRL)
    assert [window.session.label(span.label).name for span in window.session.spans] == ["threat"]


def test_a_note_begun_and_not_finished_is_stored_when_the_window_closes(qtbot: QtBot, path: Path):
    with shown(qtbot, path) as window:
        label(window, "Halvia", "actor")
        press(qtbot, window, Key.Key_F2)
        qtbot.keyClicks(window.focusWidget(), "who else")
    with shown(qtbot, path) as window:
        assert [span.note for span in window.session.spans] == ["who else"]


def test_the_window_comes_back_at_the_document_and_the_place_it_was_left_at(qtbot: QtBot, path: Path):
    with shown(qtbot, path) as window:
        for _ in range(2):
            press(qtbot, window, Key.Key_Down, ALT)
        window.workspace.article.set_place(900)
        press(qtbot, window, Key.Key_Up, ALT)
        press(qtbot, window, Key.Key_Down, ALT)
        assert window.workspace.article.place() == 900
        line = window.workspace._top()
    with shown(qtbot, path, Settings()) as window:
        assert key_of(window) == "c"
        assert window.workspace._top() == line > 0


def test_the_theme_changes_at_once_and_is_kept(window: MainWindow):
    window.commands["view.theme_dark"].trigger()
    assert theme.current().name == "dark"
    assert window.commands["view.theme_dark"].isChecked()
    window.commands["view.theme_dark"].trigger()
    assert window.commands["view.theme_dark"].isChecked(), "choosing it again lets it be"
    window.commands["view.theme_light"].trigger()
    assert theme.current().name == "light"


def test_menus_name_the_schemes_labels(window: MainWindow):
    assert [window.commands[f"span.relabel_{n}"].text() for n in (1, 5)] == ["actor", "proposal"]
    assert not window.commands["span.relabel_6"].isVisible()
    window.submenus["span/also"].aboutToShow.emit()
    assert [action.text() for action in window.submenus["span/also"].actions()][:2] == ["actor", "claim"]


def test_the_context_menu_has_every_verb_of_spans_and_labels_the_place(window: MainWindow):
    window.workspace.article.set_caret(2)
    menu = window.workspace.make_menu(window.commands, window.menu_states)
    shown_verbs = {action.objectName() for action in menu.actions()}
    assert {"span.grow", "span.remove", "span.note", "edit.undo"} <= shown_verbs
    label_as = menu.actions()[0].menu()
    label_as.actions()[0].trigger()
    assert [(span.start, span.end) for span in window.session.spans] == [(0, 6)]
    menu.close()


def test_the_palette_runs_a_command_by_a_few_letters(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, Key.Key_K, CTRL)
    field = window.focusWidget()
    assert field.objectName() == "commandField"
    qtbot.keyClicks(field, "plain r")
    press(qtbot, window, Key.Key_Return)
    assert window.session.plain
    assert window.focusWidget() is window.workspace.article


def test_the_palette_labels_the_selected_text(qtbot: QtBot, window: MainWindow):
    from annotator.model.span import Extent

    window.workspace.article.select_text(Extent(33, 40), exact=True)
    press(qtbot, window, Key.Key_K, CTRL)
    qtbot.keyClicks(window.focusWidget(), "label as actor")
    press(qtbot, window, Key.Key_Return)
    assert [(span.start, span.end) for span in window.session.spans] == [(33, 40)]


def test_escape_and_a_click_elsewhere_close_the_palette(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, Key.Key_K, CTRL)
    press(qtbot, window, Key.Key_Escape)
    assert window.focusWidget() is window.workspace.article
    press(qtbot, window, Key.Key_K, CTRL)
    window.workspace.documents.search_field.setFocus()
    assert not window.findChild(QWidget, "commandPalette").isVisible()


def test_f1_opens_the_guideline_at_the_selected_spans_label(qtbot: QtBot, window: MainWindow):
    label(window, "Halvia", "threat")
    press(qtbot, window, Key.Key_F1)
    guideline = window.findChild(QDialog, "guidelineWindow")
    assert guideline.isVisible()
    assert guideline.section() == "threat"
    guideline.close()


def test_a_click_on_a_label_labels_selected_text_and_else_holds(qtbot: QtBot, window: MainWindow):
    from annotator.model.span import Extent

    panel, actor = window.workspace.labels, window.session.labels[0]
    qtbot.mouseClick(panel.row(actor), Qt.MouseButton.LeftButton)
    assert window.session.held == actor
    qtbot.mouseClick(panel.row(actor), Qt.MouseButton.LeftButton)
    assert window.session.held is None
    window.workspace.article.select_text(Extent(0, 6), exact=True)
    qtbot.mouseClick(panel.row(actor), Qt.MouseButton.LeftButton)
    assert len(window.session.spans) == 1
    qtbot.mouseClick(panel.row(window.session.labels[1]), Qt.MouseButton.LeftButton)
    assert "Ctrl+2" in said(window)
    assert len(window.session.spans) == 1


def test_closing_a_project_shows_the_welcome_page_and_frees_the_file(qtbot: QtBot, window: MainWindow, path: Path):
    press(qtbot, window, Key.Key_W, CTRL)
    assert window.session is None
    assert window.findChild(QWidget, "welcomePage").isVisible()
    assert not window.commands["file.export"].isEnabled()
    assert sorted(file.name for file in path.parent.iterdir() if file.name.startswith("p.")) == ["p.annot"]
    window.files.open_path(path)
    assert key_of(window) == "a"


def drop(window: MainWindow, *paths: Path) -> None:
    assert drop_files(window, paths)


def test_files_dropped_on_the_window_come_in_after_a_look(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    article = tmp_path / "d.txt"
    article.write_text("A new article\n\nThe board rejected the offer.\n")
    drop(window, article)
    dialog = window.findChild(QDialog, "importDialog")
    qtbot.waitUntil(lambda: dialog.preview is not None)
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.report is not None)
    dialog.reject()
    window.workspace.documents.next_id(True)
    assert len(window.workspace.documents.rows.ids) == 4


def test_a_project_dropped_on_the_window_is_opened(window: MainWindow, tmp_path: Path):
    other = make_project(tmp_path / "q.annot")
    drop(window, other)
    assert window.session.project.path == other


def test_a_file_that_is_no_project_is_refused_in_one_sentence_and_the_open_one_stays(
    window: MainWindow, tmp_path: Path
):
    (tmp_path / "no.annot").write_text("no project at all")
    window.files.open_path(tmp_path / "no.annot")
    refusal = window.findChild(QDialog, "refusalDialog")
    assert "no.annot" in refusal.findChild(QWidget, "refusalText").text()
    assert window.session is not None
    refusal.close()


def test_a_read_only_project_opens_and_refuses_edits(qtbot: QtBot, path: Path):
    from annotator.gui.project_files import make_session
    from annotator.store.project import Project

    window = make_window()
    qtbot.addWidget(window)
    window.show_session(make_session(Project.open(path, read_only=True)))
    window.show()
    label(window, "Halvia", "actor")
    assert len(window.session.spans) == 0
    assert "reading only" in said(window)


def test_a_project_without_an_annotator_asks_once(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    other = make_project(tmp_path / "q.annot", annotator="")
    window.files.open_path(other)
    prompt = window.findChild(QDialog, "annotatorPrompt")
    prompt.field.setText("  Mira   Sol ")
    prompt.accept()
    assert window.session.annotator.name == "Mira Sol"
    window.files.open_path(other)
    assert window.session.annotator.name == "Mira Sol"


def test_a_damaged_file_is_not_written_to_any_more(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, path: Path
):
    monkeypatch.setattr(Project, "quick_check", lambda *_: False)
    before = path.read_bytes()
    label(window, "Halvia", "actor")
    assert len(window.session.spans) == 0
    assert "is damaged: nothing is written to it any more" in said(window)
    assert not window.may_write()
    label(window, "Torland", "actor")
    assert len(window.session.spans) == 0
    window.findChild(QDialog, "damageDialog").close()
    window.close()
    assert path.read_bytes() == before


def test_an_early_edit_of_a_large_file_waits_until_the_file_is_known_to_be_sound(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(file_check, "AT_ONCE", 0)
    label(window, "Halvia", "actor")
    label(window, "Torland", "actor")
    assert len(window.session.spans) == 0
    assert said(window) == "checking the file…"
    qtbot.waitUntil(lambda: len(window.session.spans) == 2)
    assert [span.text_in(TEXTS["a"]) for span in window.session.spans] == ["Halvia", "Torland"]


def test_an_edit_that_waits_is_stored_before_the_window_closes(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, path: Path
):
    monkeypatch.setattr(file_check, "AT_ONCE", 0)
    label(window, "Halvia", "actor")
    window.close()
    assert status_of(path, "a") == "in progress"


def test_a_check_that_finds_another_program_reading_the_file_lets_edits_go_on(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    def busy(*_: object) -> bool:
        raise BusyError("another program is using it")

    monkeypatch.setattr(Project, "quick_check", busy)
    label(window, "Halvia", "actor")
    qtbot.waitUntil(lambda: len(window.session.spans) == 1)


def test_windows_come_and_go_without_taking_the_screen_with_them(qtbot: QtBot, path: Path):
    for _ in range(3):
        window = make_window()
        window.show_welcome()
        window.show()
        window.close()
        del window
        gc.collect()
    with shown(qtbot, path) as window:
        assert window.screen() is not None


def test_no_field_takes_a_dropped_file_as_text(window: MainWindow):
    fields = [*window.workspace.findChildren(QLineEdit), *window.workspace.findChildren(QPlainTextEdit)]
    assert not [field for field in fields if field.acceptDrops() and not field.isReadOnly()]


def test_an_empty_project_offers_to_bring_articles_in(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    window.files.create(str(tmp_path / "new.annot"), "ana")
    page = window.findChild(QWidget, "emptyPage")
    assert page.isVisible()
    assert not window.workspace.article.isVisible()
    (tmp_path / "d.txt").write_text("A new article\n\nThe board rejected the offer.\n")
    window.files.import_paths([tmp_path / "d.txt"])
    dialog = window.findChild(QDialog, "importDialog")
    qtbot.waitUntil(lambda: dialog.preview is not None)
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.report is not None)
    dialog.reject()
    assert not page.isVisible()
    assert key_of(window) == "d.txt"
    assert window.focusWidget() is window.workspace.article


def test_a_new_project_made_from_the_sample_is_nobodys_sample(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ANNOTATOR_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    settings = Settings(tmp_path / "settings")
    settings.set("name", "Ana Müller")
    sample = make_project(tmp_path / "data" / "sample.annot", annotator="sample")
    with shown(qtbot, sample, settings) as window:
        window.files.new()
        dialog = window.findChild(QDialog, "newProjectDialog")
        assert dialog.findChild(QLineEdit, "annotatorField").text() == "Ana Müller"
        assert not dialog.path().is_relative_to(tmp_path / "data")
        dialog.close()


def test_a_note_that_cannot_be_stored_keeps_the_window_open_once(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise EditError("the disk is full: make room")

    label(window, "Halvia", "actor")
    monkeypatch.setattr(edits, "set_note", full)
    window.workspace.details.span_details.note.setPlainText("my words")
    assert not window.close()
    assert window.isVisible()
    window.findChild(QDialog, "refusalDialog").close()
    assert window.close()
