"""Projects and files: the welcome page, new and open, import, export, drops, and what cannot be opened."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotator.store.project import Project
from tests.drops import drop_files
from tests.journeys.articles import ARABIC, HARBOUR, LANGUAGES, RUSSIAN, make_project, record
from tests.journeys.drag_source import PLACE

if TYPE_CHECKING:
    from annotator.gui.tour.user import User
    from tests.journeys.conftest import Stage
    from tests.journeys.offscreen import OffscreenStage
    from tests.journeys.screen import ScreenStage


def give_path(user: User, path: Path) -> None:
    """Type a path into the file dialog that is about to open."""
    user.wait_for("a file dialog should open", lambda: user.eye.is_in_sight("fileNameEdit"))
    user.wait_for_focus("fileNameEdit")
    user.type(str(path))
    user.press("Return")
    user.wait_for("the file dialog should go", lambda: not user.eye.is_in_sight("fileNameEdit"))


def take_in(user: User, documents: int) -> None:
    """Go through the import dialog."""
    user.wait_for("the import dialog should open", lambda: user.eye.is_in_sight("importDialog"))
    user.click_button("Import")
    user.wait_for("the import should end", lambda: user.eye.button("Close"))
    user.press("Return")
    user.wait_for("the dialog should go", lambda: not user.eye.is_in_sight("importDialog"))
    user.wait_for("the documents should be listed", lambda: len(user.eye.rows("documentTable")) == documents)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with three articles in it and one below it."""
    folder = tmp_path / "texts"
    (folder / "more").mkdir(parents=True)
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8", newline="\r\n")
    (folder / "russian.txt").write_text(RUSSIAN, encoding="utf-16")
    (folder / "more" / "arabic.txt").write_text(ARABIC, encoding="utf-8")
    return folder


def test_a_first_launch_shows_the_welcome_page_and_makes_a_project(stage: Stage, tmp_path: Path) -> None:
    user = stage.start()
    assert user.eye.is_in_sight("welcomePage")
    user.click_button("New project")
    user.wait_for("it should be asked for", lambda: user.eye.is_in_sight("newProjectDialog"))
    user.click(user.eye.widget("projectPathField"))
    user.press("Ctrl+A")
    user.type(str(tmp_path / "mine.annot"))
    user.click(user.eye.widget("annotatorField"))
    user.press("Ctrl+A")
    user.type("Ana")
    user.press("Return")
    user.wait_for("the project should open", user.eye.has_project)
    assert (tmp_path / "mine.annot").exists()
    assert user.look()["annotator"] == "Ana"
    assert user.eye.rows("documentTable") == []
    stage.leave()


def test_the_sample_is_opened_from_the_welcome_page_and_keeps_what_was_labelled(stage: Stage) -> None:
    user = stage.start()
    user.click_button("Open the sample")
    user.wait_for("it should open", user.eye.has_project, 20)
    assert len(user.eye.rows("documentTable")) >= 12
    before = len(user.spans())
    user.drag_over("the eastern terminal")
    user.press("5")
    user.wait_for("one more span should be there", lambda: len(user.spans()) == before + 1)
    stage.leave()
    user = stage.start("--sample")
    assert len(user.spans()) == before + 1
    stage.leave()


def test_a_project_opened_before_is_offered_on_the_welcome_page(stage: Stage, project: Path) -> None:
    stage.start(str(project))
    stage.leave()
    user = stage.start()
    user.click_button(project.stem)
    user.wait_for("it should open", user.eye.has_project)
    stage.leave()


def test_ctrl_w_closes_the_project_and_ctrl_o_opens_another(stage: Stage, project: Path, tmp_path: Path) -> None:
    other = make_project(tmp_path / "other.annot", (record("only", "One line.\n"),))
    user = stage.start(str(project))
    user.press("Ctrl+W")
    user.wait_for("the welcome page should come", lambda: user.eye.is_in_sight("welcomePage"))
    assert not list(tmp_path.glob("news.annot-*"))
    user.press("Ctrl+O")
    give_path(user, other)
    user.wait_for("it should open", user.eye.has_project)
    assert user.look()["document"] == "only"
    stage.leave()


def test_an_annotator_is_asked_for_once_where_a_project_has_none(stage: Stage, tmp_path: Path) -> None:
    path = make_project(tmp_path / "nobody.annot", LANGUAGES, annotator="")
    user = stage.start(str(path))
    user.wait_for_focus("annotatorField")
    user.press("Ctrl+A")
    user.type("Ben")
    user.press("Return")
    user.wait_for("the project should open", user.eye.has_project)
    assert user.look()["annotator"] == "Ben"
    stage.leave()
    user = stage.start(str(path))
    assert user.look()["annotator"] == "Ben"
    stage.leave()


def test_another_annotator_begins_clean_and_sees_the_other_s_spans_when_wanted(stage: Stage, project: Path) -> None:
    user = stage.start(str(project))
    user.drag_over("Ida Brandt")
    user.press("1")
    user.wait_for_span("actor", "Ida Brandt")
    stage.leave()
    user = stage.start(str(project), "--annotator", "ben")
    assert user.spans() == []
    user.choose("View", "Spans of other annotators")
    user.drag_over("Ida Brandt")
    user.press("2")
    user.wait_for_span("claim", "Ida Brandt")
    assert user.spans() == ["Ida Brandt"]
    stage.leave()


def test_files_come_in_by_the_menu_and_are_labelled_at_once(stage: Stage, project: Path, texts: Path) -> None:
    user = stage.start(str(project))
    user.choose("File", "Import files…")
    give_path(user, texts / "harbour.txt")
    take_in(user, 3)
    user.wait_for_focus("articleView")
    user.press("Alt+Down", "Alt+Down")
    user.wait_for("the new one should open", lambda: user.look()["document"] == "harbour.txt")
    assert user.eye.words().count("\r\n") == HARBOUR.count("\n")
    user.drag_over("Ida Brandt")
    user.press("1")
    found = user.wait_for_span("actor", "Ida Brandt")
    assert found["start"] == HARBOUR.replace("\n", "\r\n").index("Ida Brandt")
    stage.leave()


def test_a_folder_comes_in_by_the_menu_with_what_lies_below_it(stage: Stage, project: Path, texts: Path) -> None:
    user = stage.start(str(project))
    user.choose("File", "Import a folder…")
    give_path(user, texts)
    take_in(user, 5)
    stage.leave()


def test_an_import_can_be_cancelled_before_it_begins(stage: Stage, project: Path, texts: Path) -> None:
    user = stage.start(str(project))
    user.press("Ctrl+I")
    give_path(user, texts / "harbour.txt")
    user.wait_for_focus("importFiles")
    user.press("Esc")
    user.wait_for("it should go", lambda: not user.eye.is_in_sight("importDialog"))
    assert len(user.eye.rows("documentTable")) == 2
    stage.leave()


def drop(stage: OffscreenStage, paths: list[Path]) -> None:
    """Drop files on the window, as Qt tells of it."""
    assert drop_files(stage.window, paths)


def test_a_dropped_folder_is_imported(offscreen: OffscreenStage, project: Path, texts: Path) -> None:
    user = offscreen.start(str(project))
    drop(offscreen, [texts])
    take_in(user, 5)
    offscreen.leave()


def test_a_dropped_project_is_opened(offscreen: OffscreenStage, project: Path) -> None:
    user = offscreen.start()
    drop(offscreen, [project])
    user.wait_for("it should open", user.eye.has_project)
    offscreen.leave()


def test_articles_dropped_on_the_welcome_page_begin_a_project(offscreen: OffscreenStage, texts: Path) -> None:
    user = offscreen.start()
    drop(offscreen, [texts])
    user.wait_for_focus("projectPathField")
    user.press("Return")
    take_in(user, 3)
    offscreen.leave()


@pytest.mark.xvfb
def test_files_dragged_over_from_another_program_are_imported(screen: ScreenStage, project: Path, texts: Path) -> None:
    user = screen.start(str(project))
    script = Path(__file__).with_name("drag_source.py")
    command = [sys.executable, str(script), str(texts / "harbour.txt")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as source:
        assert source.stdout is not None
        assert source.stdout.readline() == "ready\n"
        x, y, width, height = PLACE
        user.drag((x + width // 2, y + height // 2), user.eye.widget("articleView"))
        user.wait_for("the import dialog should open", lambda: user.eye.is_in_sight("importDialog"))
        source.terminate()
    take_in(user, 3)
    screen.leave()


def test_an_export_holds_exactly_what_was_labelled(stage: Stage, tmp_path: Path) -> None:
    path, out = make_project(tmp_path / "all.annot", LANGUAGES), tmp_path / "out.jsonl"
    user = stage.start(str(path))
    wanted = [("Brenn", "Ida Brandt"), ("Union", "the canal"), ("Бренн", "Громов"), ("ميناء", "الوزارة")]
    for title, words in wanted:
        user.click_row("documentTable", title)
        user.wait_for("it should open", lambda words=words: words in user.eye.words())
        user.drag_over(words, exact="Ctrl")
        user.wait_for("it should be selected", lambda words=words: user.look()["text"] == words)
        user.press("1")
        user.wait_for_span("actor", words)
    user.press("Ctrl+E")
    user.wait_for("the export dialog should open", lambda: user.eye.is_in_sight("exportDialog"))
    user.wait_for("it should count", lambda: "4" in user.eye.says("exportCounts"))
    user.click(user.eye.widget("exportPathField"))
    user.press("Ctrl+A")
    user.type(str(out))
    user.click_button("Export")
    user.wait_for("the file should be there", out.exists)
    user.wait_for("the dialog should say so", lambda: user.eye.is_in_sight("exportResult"))
    user.press("Esc")
    user.wait_for("the dialog should go", lambda: not user.eye.is_in_sight("exportDialog"))
    stage.leave()
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [record["text"] for record in records] == [row["text"] for row in LANGUAGES]
    for record_, (_, words) in zip(records, wanted, strict=True):
        (span,) = record_["spans"]
        assert (span["text"], span["annotator"], span["label"]) == (words, "ana", "actor")
        assert record_["text"][span["start"] : span["end"]] == words


@pytest.mark.parametrize("kind", ["no project", "empty", "foreign"])
def test_a_file_that_cannot_be_opened_is_refused_in_one_sentence_and_stays_as_it_was(
    stage: Stage, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "bad.annot"
    if kind == "no project":
        path.write_text("Just a letter to somebody, and by far no project at all.\n" * 40, encoding="utf-8")
    elif kind == "empty":
        path.touch()
    elif kind == "foreign":
        import sqlite3

        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE cats (name TEXT)")
        other.close()
    before = path.read_bytes()
    user = stage.start()
    user.press("Ctrl+O")
    user.wait_for("a file dialog should open", lambda: user.eye.is_in_sight("fileNameEdit"))
    user.type(str(path))
    user.press("Return")
    user.wait_for("it should be refused", lambda: user.eye.is_in_sight("refusalText"))
    user.wait_for_focus("refusalDialog")
    sentence = user.eye.says("refusalText")
    assert "bad.annot" in sentence
    assert "\n" not in sentence
    user.press("Return")
    user.wait_for("the refusal should go", lambda: not user.eye.is_in_sight("refusalText"))
    assert user.eye.is_in_sight("welcomePage")
    assert path.read_bytes() == before
    stage.leave()


def test_a_project_that_is_only_for_reading_shows_everything_and_refuses_edits(
    offscreen: OffscreenStage, project: Path
) -> None:
    user = offscreen.start(str(project))
    user.drag_over("Ida Brandt")
    user.press("1")
    user.wait_for_span("actor", "Ida Brandt")
    user.press("Ctrl+W")
    user.wait_for("the welcome page should come", lambda: user.eye.is_in_sight("welcomePage"))
    offscreen.window.files.show_project(Project.open(project, read_only=True))
    user.wait_for("it should open", user.eye.has_project)
    assert "reading only" in user.look()["message"]
    assert user.spans() == ["Ida Brandt"]
    for key in ("2", "Del", "Ctrl+Z", "Ctrl+Return"):
        user.point_at("Analysts")
        user.press(key)
        user.wait_for("it should be refused", lambda: user.look()["state"] != "Stored")
    assert user.spans() == ["Ida Brandt"]
    assert user.look()["status"] == "in progress"
    offscreen.leave()


def test_the_project_file_is_one_file_while_closed(user: User, stage: Stage, project: Path) -> None:
    user.drag_over("Ida Brandt")
    user.press("1")
    user.wait_for_span("actor", "Ida Brandt")
    stage.leave()
    assert [path.name for path in project.parent.glob("news.annot*")] == ["news.annot"]


def test_a_file_in_an_old_encoding_is_shown_and_its_guess_confirmed(
    stage: Stage, project: Path, tmp_path: Path
) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes((RUSSIAN * 6).encode("cp1251"))
    user = stage.start(str(project))
    user.press("Ctrl+I")
    give_path(user, file)
    user.wait_for("the guess should be shown", lambda: "Громов" in user.eye.says("importPreview"))
    user.wait_for("it should be said to be a guess", lambda: user.eye.says("toConfirm"))
    user.click_thing(lambda: user.eye.widget("confirmEncoding"))
    user.wait_for("nothing should be left to confirm", lambda: not user.eye.is_in_sight("toConfirm"))
    take_in(user, 3)
    user.click_row("documentTable", "Бренн повышает")
    user.wait_for("it should read right", lambda: "Богдан Громов" in user.eye.words())
    stage.leave()


def test_settings_work_at_once_and_are_remembered(stage: Stage, project: Path) -> None:
    user = stage.start(str(project))
    user.press("Ctrl+,")
    user.wait_for("the settings should open", lambda: user.eye.is_in_sight("settingsDialog"))
    assert user.eye.is_ticked("palette")
    user.click_button("Show the labels beside selected text")
    user.wait_for("it should be off", lambda: not user.eye.is_ticked("palette"))
    user.press("Esc")
    user.wait_for("the settings should close", lambda: not user.eye.is_in_sight("settingsDialog"))
    user.wait_for_focus("articleView")
    stage.leave()
    user = stage.start(str(project))
    user.press("Ctrl+,")
    user.wait_for("the settings should open", lambda: user.eye.is_in_sight("settingsDialog"))
    assert not user.eye.is_ticked("palette")
    user.press("Esc")
    stage.leave()
