"""What an open menu shows: entries that can act, what undo takes back, and letters to press."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotator.gui.app import make_window
from annotator.gui.menu_states import with_mnemonics
from annotator.gui.settings import Settings
from annotator.gui.window import MainWindow
from annotator.model.span import Extent
from tests.gui.window_kit import label, make_project, shown


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with shown(qtbot, make_project(tmp_path / "p.annot")) as window:
        yield window


def menu_of(window: MainWindow, name: str) -> QMenu:
    found = window.findChild(QMenu, f"{name}Menu")
    assert found is not None
    return found


def live(window: MainWindow, name: str) -> set[str]:
    """Names of the entries that can be chosen in an open menu, submenus and all."""
    menu = menu_of(window, name)
    menu.aboutToShow.emit()
    actions = [*menu.actions(), *(entry for sub in menu.findChildren(QMenu) for entry in sub.actions())]
    found = {action.objectName() for action in actions if action.isEnabled() and action.objectName()}
    menu.aboutToHide.emit()
    return found


@pytest.mark.parametrize(
    ("titles", "marked"),
    [
        (["File", "Find"], ["&File", "F&ind"]),
        (["Undo", "Undo all"], ["&Undo", "Undo &all"]),
        (["R&&D", "…"], ["&R&&D", "…"]),
        (["A", "A"], ["&A", "A"]),
        (["Файл"], ["&Файл"]),
    ],
)
def test_every_title_has_a_letter_of_its_own_while_there_are_some(titles: list[str], marked: list[str]):
    assert with_mnemonics(titles) == marked


def test_each_menu_of_the_bar_opens_by_alt_and_its_letter(qtbot: QtBot, window: MainWindow):
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert QApplication.activePopupWidget() is menu_of(window, "span")
    QApplication.activePopupWidget().close()


def test_f10_opens_the_first_menu_on_the_welcome_page_too(qtbot: QtBot, tmp_path: Path):
    window = make_window(Settings(tmp_path / "s"))
    qtbot.addWidget(window)
    window.show_welcome()
    with qtbot.waitActive(window):
        window.show()
    qtbot.keyClick(window, Qt.Key.Key_F10)
    assert QApplication.activePopupWidget() is menu_of(window, "file")
    QApplication.activePopupWidget().close()


def test_with_nothing_selected_verbs_of_a_span_cannot_be_chosen(window: MainWindow):
    named = live(window, "span")
    assert not named & {"span.grow", "span.remove", "span.note", "span.relabel_2", "span.word_left", "span.next"}


def test_with_a_span_selected_they_can_all_but_its_own_label(window: MainWindow):
    label(window, "Halvia", "actor")
    named = live(window, "span")
    assert {"span.grow", "span.remove", "span.note", "span.relabel_2", "span.word_left", "span.next"} <= named
    assert "span.relabel_1" not in named


def test_words_dragged_after_picking_a_span_can_be_added_to_it_by_the_menu(window: MainWindow):
    label(window, "Halvia", "actor")
    window.workspace.article.select_text(Extent(12, 15), exact=True)
    assert "span.add_fragment" in live(window, "span")


def test_keys_of_verbs_that_cannot_act_are_never_dead(window: MainWindow):
    live(window, "span")
    assert window.commands["span.remove"].isEnabled()


def test_undo_and_redo_name_what_they_would_do_while_the_menu_is_open(window: MainWindow):
    menu = menu_of(window, "edit")
    assert not live(window, "edit") & {"edit.undo", "edit.redo"}
    label(window, "Halvia", "actor")
    menu.aboutToShow.emit()
    assert "Labelled “Halvia” as actor" in window.commands["edit.undo"].text()
    menu.aboutToHide.emit()
    assert window.commands["edit.undo"].text() == "Undo"
    assert {"edit.undo"} == live(window, "edit") & {"edit.undo", "edit.redo"}


def test_the_ends_of_the_list_have_no_further_document(window: MainWindow):
    named = live(window, "document")
    assert "document.next" in named
    assert "document.previous" not in named


def test_a_menu_grows_the_selected_span_whatever_the_pointer_crossed(qtbot: QtBot, window: MainWindow):
    label(window, "talks", "claim")
    assert window.workspace is not None
    window.workspace.labelling.point.picked = False
    before = window.session.selected
    menu = menu_of(window, "span")
    menu.popup(window.pos())
    menu.close()
    window.commands["span.grow"].trigger()
    assert window.session.selected.id == before.id
    assert len(window.session.spans) == 1
    assert window.session.selected.extent != before.extent


def test_the_context_menu_dims_too(window: MainWindow):
    menu = window.workspace.make_menu(window.commands, window.menu_states)
    menu.aboutToShow.emit()
    assert not window.commands["span.remove"].isEnabled()
    menu.aboutToHide.emit()
    assert window.commands["span.remove"].isEnabled()


def test_a_long_span_makes_no_menu_wide_and_its_label_is_still_told(window: MainWindow):
    words = "Ships will be stopped, the navy said"
    assert window.session is not None
    window.session.open_document(window.workspace.documents.rows.ids[2])
    label(window, words, "threat")
    menu = menu_of(window, "edit")
    menu.aboutToShow.emit()
    text = window.commands["edit.undo"].text().replace("&", "")
    menu.aboutToHide.emit()
    assert text.startswith("Undo: Labelled “Ships will be")
    assert text.endswith("…” as threat")
    assert len(text) < 60
