"""Backups: whole and verified or not there, one folder a project, told apart by their names alone."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator import edits
from annotator.model.document import Document
from annotator.model.errors import BusyError, ProjectError, StorageError
from annotator.model.span import Extent
from annotator.store import backup, queries
from annotator.store.project import Project

NOW = datetime(2026, 11, 25, 16, 5, 3, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "data" / "backups"


def edit(project: Project, document: Document, start: int = 0) -> None:
    label = queries.labels(project)[0]
    edits.add_span(project, document, Extent(start, start + 3), label, project.ensure_annotator("ana").id)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_backup_holds_what_the_project_holds(project: Project, document: Document, path: Path, root: Path):
    edit(project, document)
    made = backup.make(path, root, now=NOW)
    assert made is not None
    assert made.path.name == f"2026-11-25T16-05-03Z-e{made.edit}.annot"
    assert backup.backups(backup.folder_of(root, path)) == [made]
    with Project.open(made.path, read_only=True) as copy:
        assert len(queries.spans(copy, document.id)) == 1
        assert queries.document(copy, document.id).text == document.text
    assert names(made.path.parent) == [made.path.name, "project.txt"]


def test_none_is_made_while_nothing_was_edited(project: Project, document: Document, path: Path, root: Path):
    assert backup.make(path, root, now=NOW)
    assert backup.make(path, root, now=NOW + timedelta(hours=1)) is None
    project.set_setting("remembered", "not an edit")
    assert backup.make(path, root, now=NOW + timedelta(hours=1)) is None
    edit(project, document)
    again = backup.make(path, root, now=NOW + timedelta(hours=1))
    assert again is not None
    assert [one.time for one in backup.backups(again.path.parent)] == [NOW + timedelta(hours=1), NOW]


def test_an_edit_may_come_as_soon_as_the_file_was_read(project: Project, document: Document, path: Path, root: Path):
    made = backup.make(path, root, copied=lambda: edit(project, document), now=NOW)
    assert made is not None
    assert backup.verify(made.path).spans == 0
    assert len(queries.spans(project, document.id)) == 1


def test_equal_names_have_folders_of_their_own(tmp_path: Path, root: Path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        Project.create(tmp_path / folder / "news.annot").close()
        backup.make(tmp_path / folder / "news.annot", root)
    assert [name.rpartition("-")[0] for name in names(root)] == ["news", "news"]
    assert set(backup.projects(root)) == {tmp_path / "one" / "news.annot", tmp_path / "two" / "news.annot"}


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_link_to_a_project_leads_to_the_same_backups(project: Project, path: Path, root: Path, tmp_path: Path):
    (tmp_path / "link").symlink_to(path)
    assert backup.folder_of(root, tmp_path / "link") == backup.folder_of(root, path)


@pytest.mark.skipif(os.name != "posix", reason="names of POSIX")
@pytest.mark.parametrize("name", ["a\nb.annot", "\udcff.annot", "é" * 120 + ".annot", "… ?#%.annot", ".annot"])
def test_a_project_of_any_name_has_backups(tmp_path: Path, root: Path, name: str):
    Project.create(tmp_path / name).close()
    made = backup.make(tmp_path / name, root)
    assert made is not None
    assert backup.owner(made.path.parent) == tmp_path / name
    assert backup.origin(root, made.path) == (tmp_path / name, made)


@pytest.mark.parametrize(
    "name",
    [
        "2026-11-25T16-05-03Z-e1.annot.part",
        ".2026-11-25T16-05-03Z-e1.annot.0badcafe.part",
        "2026-13-25T16-05-03Z-e1.annot",
        "2026-11-25T16-05-03Z.annot",
        "٢٠٢٦-11-25T16-05-03Z-e1.annot",
        "notes.annot",
        "project.txt",
    ],
)
def test_a_file_of_another_name_is_no_backup(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes(b"")
    assert backup.backups(tmp_path) == []
    assert backup.origin(tmp_path.parent, tmp_path / name) is None


def test_two_of_the_same_second_are_told_apart(project: Project, path: Path, root: Path):
    first = backup.make(path, root, now=NOW)
    assert first is not None
    second = backup._unused(first.path.parent, NOW, first.edit)
    assert second.path.name.endswith(f"-e{first.edit}-2.annot")
    second.path.write_bytes(first.path.read_bytes())
    assert backup.backups(first.path.parent) == [second, first]


def test_old_backups_are_thinned_out_once_a_new_one_is_there(
    project: Project, document: Document, path: Path, root: Path
):
    for hours in range(6):
        edit(project, document, hours)
        backup.make(path, root, now=NOW + timedelta(hours=hours))
    edit(project, document, 10)
    backup.make(path, root, now=NOW + timedelta(days=20))
    edit(project, document, 11)
    left = backup.make(path, root, now=NOW + timedelta(days=20, hours=1))
    assert left is not None
    times = [one.time - NOW for one in backup.backups(left.path.parent)]
    assert times == [timedelta(days=20, hours=1), timedelta(days=20), timedelta(hours=5)]


def test_a_backup_that_is_not_sound_is_not_kept_and_drops_nothing(
    project: Project, document: Document, path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
):
    good = backup.make(path, root, now=NOW)
    assert good is not None
    edit(project, document)
    pour = backup.pour

    def spoil(source: sqlite3.Connection, draft: Path) -> None:
        pour(source, draft)
        with draft.open("r+b") as file:
            file.seek(draft.stat().st_size // 2)
            file.write(b"\xff" * 4096)

    monkeypatch.setattr(backup, "pour", spoil)
    with pytest.raises(ProjectError, match="no sound copy"):
        backup.make(path, root, now=NOW + timedelta(days=100))
    assert backup.backups(good.path.parent) == [good]
    assert names(good.path.parent) == [good.path.name, "project.txt"]


def test_a_project_whose_rows_refer_to_nothing_is_not_backed_up_as_if_it_were_sound(
    project: Project, document: Document, path: Path, root: Path
):
    edit(project, document)
    with closing(sqlite3.connect(path)) as other:
        other.execute("DELETE FROM annotators")
        other.commit()
    with pytest.raises(ProjectError, match="no sound copy"):
        backup.make(path, root)


def test_the_newest_good_one_is_found_behind_a_bad_one(project: Project, document: Document, path: Path, root: Path):
    assert backup.newest_good(root, path) is None
    good = backup.make(path, root, now=NOW)
    edit(project, document)
    bad = backup.make(path, root, now=NOW + timedelta(hours=1))
    assert bad is not None
    assert backup.newest_good(root, path) == bad
    bad.path.write_bytes(bad.path.read_bytes()[:5000])
    assert backup.newest_good(root, path) == good


def test_a_project_another_program_is_writing_to_is_left_for_later(
    project: Project, path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(backup, "_PATIENCE", 0.0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyError):
            backup.make(path, root)
    assert not root.exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(project: Project, path: Path, tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError, match="ANNOTATOR_DATA_DIR"):
        backup.make(path, tmp_path / "file")


def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    project: Project, path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(_draft: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "sync", full)
    with pytest.raises(StorageError, match="disk is full"):
        backup.make(path, root)
    assert names(backup.folder_of(root, path)) == ["project.txt"]


def test_a_missing_project_makes_no_folder(tmp_path: Path, root: Path):
    with pytest.raises(StorageError):
        backup.make(tmp_path / "missing.annot", root)
    assert not root.exists()


def test_folders_without_a_word_whose_they_are_are_passed_over(project: Project, path: Path, root: Path):
    assert backup.projects(root) == []
    made = backup.make(path, root)
    assert made is not None
    (root / "stray").mkdir()
    (root / "file").write_text("")
    assert backup.projects(root) == [path]
    (made.path.parent / "project.txt").unlink()
    assert backup.projects(root) == []
    assert backup.origin(root, made.path) is None


def test_drafts_of_killed_programs_are_cleared_away_in_time(
    project: Project, document: Document, path: Path, root: Path
):
    made = backup.make(path, root)
    assert made is not None
    old, new = made.path.parent / ".x.1.part", made.path.parent / ".x.2.part"
    for draft in (old, new):
        draft.write_bytes(b"half")
    yesterday = time.time() - 2 * 86400
    os.utime(old, (yesterday, yesterday))
    edit(project, document)
    backup.make(path, root)
    assert not old.exists()
    assert new.exists()


_KILLED = """
import os, sys, threading, time
from pathlib import Path
from annotator.store import backup
step, path, root = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
real = getattr(backup, step)
def die(*arguments, **named):
    if len(sys.argv) > 4:
        real(*arguments, **named)
    os.kill(os.getpid(), 9)
setattr(backup, step, die)
backup.make(path, root)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is of POSIX")
@pytest.mark.parametrize("after", [(), ("after",)])
@pytest.mark.parametrize("step", ["_ready", "pour", "sync", "refuse_unlike", "_thin"])
def test_a_kill_during_a_backup_harms_neither_the_project_nor_what_is_listed(
    project: Project, document: Document, path: Path, root: Path, step: str, after: tuple[str, ...], repository: Path
):
    good = backup.make(path, root, now=NOW)
    assert good is not None
    edit(project, document)
    command = [sys.executable, "-c", _KILLED, step, str(path), str(root), *after]
    killed = subprocess.run(command, cwd=repository, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    listed = backup.backups(good.path.parent)
    assert good in listed
    for one in listed:
        backup.verify(one.path)
    assert (len(listed) == 2) is (step == "_thin")
    edit(project, document, 5)
    assert project.check() == []
    assert backup.make(path, root) is not None
