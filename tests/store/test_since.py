"""What the list of backups says of each: how much is in it, and what was done since."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator import edits
from annotator.model.document import Document, Status
from annotator.model.scheme import Label
from annotator.model.span import Extent
from annotator.store import backup, since
from annotator.store.project import Project
from annotator.store.since import contents

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture
def first(project: Project, document: Document, path: Path, tmp_path: Path) -> backup.Backup:
    made = backup.make(path, tmp_path / "backups", now=NOW)
    assert made is not None
    return made


def test_what_was_done_since_is_counted_by_kind(
    project: Project, document: Document, path: Path, first: backup.Backup, labels: dict[str, Label], ana: int
):
    span = edits.add_span(project, document, Extent(0, 3), labels["actor"], ana).span
    edits.set_note(project, span, "x")
    edits.relabel_span(project, span, labels["claim"])
    edits.set_doubt(project, span, True)
    second = backup.make(path, first.path.parent.parent, now=NOW + timedelta(hours=1))
    assert second is not None
    edits.undo(project, ana)
    edits.redo(project, ana)
    edits.set_status(project, document.id, ana, Status.DONE)
    project.ensure_annotator("bob")
    found = contents([second, first], path)
    after_second = {"undone": 1, "redone": 1, "marked": 1, "other": 1}
    assert found[second] == (1, 1, after_second)
    assert found[first] == (1, 0, after_second | {"labelled": 1, "noted": 1, "relabelled": 1, "doubted": 1})


def test_after_an_edit_that_was_backed_up_there_is_nothing(path: Path, first: backup.Backup):
    assert contents([first], path)[first] == (1, 0, {})


def test_a_log_of_several_pages_is_read_through(
    project: Project,
    document: Document,
    path: Path,
    first: backup.Backup,
    labels: dict[str, Label],
    ana: int,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(since, "_PAGE", 2)
    for start in range(5):
        edits.add_span(project, document, Extent(start, start + 1), labels["actor"], ana)
    found = contents([first], path)[first]
    assert found is not None
    assert found.since == {"labelled": 5}


def test_another_history_and_a_lost_project_are_told(path: Path, first: backup.Backup, tmp_path: Path):
    other = tmp_path / "other.annot"
    with Project.create(other) as project:
        project.ensure_annotator("bob")
    for project_path in (other, tmp_path / "missing.annot"):
        assert contents([first], project_path)[first] == (1, 0, None)


def test_before_the_first_edit_is_a_time_too(tmp_path: Path):
    path = tmp_path / "new.annot"
    with Project.create(path) as project:
        made = backup.make(path, tmp_path / "backups")
        assert made is not None
        assert made.edit == 0
        project.ensure_annotator("bob")
    assert contents([made], path)[made] == (0, 0, {"other": 1})


def test_a_broken_backup_is_told_and_a_wish_to_stop_is_heard(path: Path, first: backup.Backup):
    assert contents([first], path, lambda: True) == {}
    first.path.write_bytes(b"no project")
    assert contents([first], path) == {first: None}
