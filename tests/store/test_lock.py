"""One writer at a time: who holds a project, who is told, and when a lock is taken over."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.model.errors import EditError
from annotator.store import lock
from annotator.store.project import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")

HOLDER = """
import sys
from pathlib import Path
from annotator.store.project import Project
project = Project.open(Path(sys.argv[1]))
print(project.read_only, flush=True)
sys.stdin.readline()
project.close()
"""


class Other:
    """Another process that has a project open until it is told to close or killed."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        self.reads_only = self.process.stdout.readline() == "True\n"

    def close(self) -> None:
        self.process.communicate("\n", timeout=20)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=20)


@pytest.fixture
def made(path: Path) -> Path:
    Project.create(path, annotator="ana").close()
    return path


def written(path: Path, **changed: object) -> None:
    """Leave a lock file as a writer that is gone, or is elsewhere, would have."""
    lock.lock_file(path).write_text(json.dumps(lock._me()._asdict() | changed), encoding="utf-8")


def test_a_second_process_reads_only_and_is_told_who_writes(made: Path):
    other = Other(made)
    with Project.open(made) as project:
        assert project.read_only
        assert project.writer is not None
        assert project.writer.process == other.process.pid
        assert f"process {other.process.pid}" in project.notice
        assert os.uname().nodename in project.notice
        with pytest.raises(EditError, match="close it there first"):
            project.ensure_annotator("bob")
    other.close()
    with Project.open(made) as project:
        assert not project.read_only
        project.ensure_annotator("bob")


def test_the_file_is_the_same_through_a_link(made: Path, tmp_path: Path):
    (tmp_path / "link.annot").symlink_to(made)
    other = Other(tmp_path / "link.annot")
    assert not other.reads_only
    with Project.open(made) as project:
        assert project.read_only
    other.close()


def test_a_killed_writer_leaves_a_lock_that_is_taken_over(made: Path):
    other = Other(made)
    other.kill()
    assert lock.lock_file(made).exists()
    with Project.open(made) as project:
        assert not project.read_only
    assert list(made.parent.iterdir()) == [made]


def test_connections_of_one_process_share_the_hold(made: Path):
    with Project.open(made) as first, Project.open(made) as second:
        assert not second.read_only
        first.ensure_annotator("bob")
        second.ensure_annotator("cid")
        first.ensure_annotator("dora")
        first.close()
        assert lock.lock_file(made).exists()
        other = Other(made)
        assert other.reads_only
        other.close()
    assert not lock.lock_file(made).exists()


def test_a_lock_of_a_computer_that_was_started_anew_is_taken_over(made: Path):
    written(made, boot="another start", process=1)
    with Project.open(made) as project:
        assert not project.read_only


@pytest.mark.parametrize("since", ["1999-01-01T00:00:00Z", "2999-01-01T00:00:00Z"])
def test_a_lock_of_another_computer_is_never_taken_over_whatever_its_age(made: Path, since: str):
    written(made, host="elsewhere", machine="another", boot="another start", since=since)
    before = lock.lock_file(made).read_bytes()
    with Project.open(made) as project:
        assert project.read_only
        assert "on elsewhere" in project.notice
        assert str(lock.lock_file(made)) in project.notice
    assert lock.lock_file(made).read_bytes() == before


@pytest.mark.parametrize("content", ["nonsense", "[]", '{"host": 1}', "[" * 4000, '{"host": "a", "process": "1"}'])
def test_a_lock_file_that_makes_no_sense_is_left_alone(made: Path, content: str):
    lock.lock_file(made).write_text(content, encoding="utf-8")
    with Project.open(made) as project:
        assert project.read_only
        assert "another program writes to it" in project.notice
    assert lock.lock_file(made).read_text(encoding="utf-8") == content


@pytest.mark.parametrize("left", [b"", bytes(160)], ids=["empty", "zeros, as a power cut leaves them"])
def test_a_lock_file_without_a_word_is_nobody_s(made: Path, left: bytes):
    lock.lock_file(made).write_bytes(left)
    with Project.open(made) as project:
        assert not project.read_only


def test_a_lock_a_full_disk_has_no_room_for_is_not_left_behind(made: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with Project.open(made) as project:
        assert project.read_only
        assert project.notice.endswith("make room")
    assert [file.name for file in made.parent.iterdir()] == [made.name]


def link(file: Path, victim: Path) -> None:
    file.symlink_to(victim)


def pipe(file: Path, victim: Path) -> None:
    os.mkfifo(file)


def folder(file: Path, victim: Path) -> None:
    file.mkdir()


@pytest.mark.parametrize("trap", [link, pipe, folder])
def test_what_is_no_lock_file_is_neither_followed_nor_waited_for(made: Path, tmp_path: Path, trap: object):
    victim = tmp_path / "victim"
    victim.write_text("precious", encoding="utf-8")
    trap(lock.lock_file(made), victim)  # type: ignore[operator]
    with Project.open(made) as project:
        assert project.read_only
        assert "remove what lies there" in project.notice
    assert victim.read_text(encoding="utf-8") == "precious"


def test_who_writes_can_be_asked_without_taking_anything(made: Path):
    assert lock.writer_of(made) is None
    other = Other(made)
    writer = lock.writer_of(made)
    assert writer is not None
    assert writer.process == other.process.pid
    other.kill()
    assert lock.writer_of(made) is None
    with Project.open(made):
        assert lock.writer_of(made) == lock._me()


def test_whoever_waits_gets_the_project_when_it_is_let_go(made: Path):
    other = Other(made)
    assert other.process.stdin
    other.process.stdin.write("\n")
    other.process.stdin.flush()
    with Project.open(made, busy_timeout=20) as project:
        assert not project.read_only
    other.process.communicate(timeout=20)


def test_a_file_with_a_second_name_is_not_written_to(made: Path, tmp_path: Path):
    """Its journal would lie beside one name only, and be missed by whoever opens the other."""
    os.link(made, tmp_path / "twin.annot")
    with Project.open(made) as project:
        assert project.read_only
        assert "second name" in project.notice


def test_a_draft_left_by_a_crash_is_no_second_name(made: Path):
    draft = made.with_name(f".{made.name}.0a1b2c3d.part")
    os.link(made, draft)
    with Project.open(made) as project:
        assert not project.read_only
    assert not draft.exists()


def test_where_the_file_system_knows_no_locks_a_living_writer_is_told_from_a_dead_one(
    made: Path, monkeypatch: pytest.MonkeyPatch
):
    def no_locks(*_: int) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(lock.fcntl, "flock", no_locks)
    other = Other(made)
    with Project.open(made) as project:
        assert project.read_only
    other.kill()
    with Project.open(made) as project:
        assert not project.read_only
