"""Other tools' formats in and out: what the dialogs show, and what then stands in the project and in the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.journeys.articles import HARBOUR
from tests.journeys.test_files import give_path

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.gui.tour.user import User
    from tests.journeys.conftest import Stage

TEXT = "Ferry fares rise\n\n😀 Merrow pays more, Ida Brandt said.\n"


def doccano(path: Path, count: int) -> Path:
    """A file of doccano, each row with two spans, the one inside the other."""
    start = TEXT.index("Ida Brandt")
    label = [[start, start + 10, "actor"], [TEXT.index("Merrow"), start + 10, "claim"]]
    rows = [{"id": number, "text": f"{TEXT}Nr. {number}\n", "label": label} for number in range(1, count + 1)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_folder_of_two_formats_is_looked_through_and_one_file_left_out(
    stage: Stage, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    doccano(folder / "rows.jsonl", 12)
    (folder / "story.txt").write_text(HARBOUR, encoding="utf-8")
    user = stage.start(str(project))
    user.choose("File", "Import a folder…")
    give_path(user, folder)
    user.wait_for_focus("importFiles")
    user.wait_for("all should be counted", lambda: user.eye.says("fileCounts") == "12 documents · 24 spans")
    assert "doccano" in user.eye.row_text("importFiles", "rows.jsonl")
    assert user.eye.says("formatReason")
    assert "Merrow pays more" in user.eye.says("importPreview")
    user.press("Down")
    user.wait_for("the other should be shown", lambda: "the harbour will close" in user.eye.says("importPreview"))
    user.press("Space")
    user.wait_for("it should be left out", lambda: "left out" in user.eye.row_text("importFiles", "story.txt"))
    user.click_button("Import")
    user.wait_for("the import should end", lambda: user.eye.button("Close"))
    assert user.eye.says("importCounts").startswith("documents: 12 added\nspans: 24 added")
    user.press("Return")
    user.wait_for("the documents should be listed", lambda: len(user.eye.rows("documentTable")) == 14)
    user.click_row("documentTable", "Ferry fares")
    user.wait_for("it should open", lambda: "Merrow pays" in user.eye.words())
    user.wait_for_span("actor", "Ida Brandt")
    user.wait_for_span("claim", "Merrow pays more, Ida Brandt")
    stage.leave()


def choose_format(user: User, name: str) -> None:
    """Choose a format in the export dialog by its first letters."""
    user.click(user.eye.widget("exportFormat"))
    user.type(name)
    user.press("Return")
    user.wait_for("it should be shown", lambda: user.eye.says("exportPathField").endswith(".jsonl"))


def test_done_work_leaves_for_training_with_its_losses_said_before(user: User, project: Path, tmp_path: Path) -> None:
    user.drag_over("Ida Brandt")
    user.press("1")
    user.wait_for_span("actor", "Ida Brandt")
    user.press("Ctrl+Return")
    user.wait_for("the next should open", lambda: user.look()["document"] == "canal")
    user.press("Ctrl+E")
    user.wait_for("the export dialog should open", lambda: user.eye.is_in_sight("exportDialog"))
    user.wait_for("it should count", lambda: user.eye.says("exportCounts") == "2 documents, 1 span")
    choose_format(user, "prodigy")
    user.wait_for("what is not done should stay", lambda: user.eye.says("exportCounts") == "1 document, 1 span")
    assert user.eye.says("exportLeftOut") == "1 document that is not done is left out."
    assert user.eye.rows("exportLosses")
    out = tmp_path / "out.jsonl"
    user.click(user.eye.widget("exportPathField"))
    user.press("Ctrl+A")
    user.type(str(out))
    user.press("Return")
    user.wait_for("the dialog should say so", lambda: user.eye.is_in_sight("exportProof"))
    assert user.eye.says("exportProof") == "1 span read back and found right."
    user.press("Esc")
    user.wait_for("the dialog should go", lambda: not user.eye.is_in_sight("exportDialog"))
    (row,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    (span,) = row["spans"]
    assert row["text"][span["start"] : span["end"]] == "Ida Brandt"
    assert (tmp_path / "out.jsonl.report.json").exists()
    # The next export of this project begins where this one ended.
    user.press("Ctrl+E")
    user.wait_for("the export dialog should open", lambda: user.eye.is_in_sight("exportDialog"))
    assert user.eye.says("exportPathField") == str(tmp_path / "news.jsonl")
    user.wait_for("it should count", lambda: user.eye.says("exportCounts") == "1 document, 1 span")
    user.press("Esc")
    user.wait_for("the dialog should go", lambda: not user.eye.is_in_sight("exportDialog"))
