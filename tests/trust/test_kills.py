"""kill -9 at any moment of any work: nothing said to be stored is lost, nothing is there twice, the file is sound."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from annotator.exchange import import_paths
from annotator.store.project import Project
from tests.store import older
from tests.trust.record import EXPORT, PROJECT, REPORT, file_digest
from tests.trust.shim import REPOSITORY
from tests.trust.workload import complaints, digest, fill, import_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


_OPEN = """
import sys
from pathlib import Path
from annotator.store.project import Project
Project.open(Path(sys.argv[1])).close()
"""
_BACK_UP = """
import sys
from pathlib import Path
from annotator.store import backup
backup.make(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def start(*arguments: object) -> subprocess.Popen[str]:
    """A Python that runs in the checkout."""
    command = [sys.executable, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1
    )


class Killings:
    """A project, and people and programs at work on it that are killed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.path = folder / PROJECT
        self.chance = random.Random(seed)
        self.kills = 0
        self.acknowledged = 0
        with Project.create(self.path, annotator="ana") as project:
            fill(project)

    def label(self, script: str, edits: int) -> None:
        """Let somebody label and kill them after about so many edits; check what they were told."""
        before, told = self.last_edit(), 0
        worker = start("-m", f"tests.trust.{script}", self.path, self.kills)
        assert worker.stdout
        assert worker.stdout.readline() == "open\n"
        for _ in range(self.chance.randint(0, 2 * edits)):
            told = int(worker.stdout.readline())
        said = self.kill(worker, self.chance.uniform(0, 0.004))
        # What was said before the end is still in the pipe; a line cut off was not said.
        rest = [int(line) for line in said.splitlines(keepends=True) if line.endswith("\n")]
        told = rest[-1] if rest else told or before
        self.acknowledged += told - before
        assert self.last_edit() in (told, told + 1)

    def last_edit(self) -> int:
        """The last number in the log, which has them all; the file is sound."""
        with Project.open(self.path) as project:
            assert not project.read_only, project.notice
            assert not complaints(project)
            [(count, last)] = project.query("SELECT count(*), max(id) FROM edits")
            assert count == last
            twice = "SELECT note FROM spans WHERE note <> '' GROUP BY note HAVING count(*) > 1"
            assert not project.query(twice)
        self.no_strays()
        return int(last)

    def kill(self, worker: subprocess.Popen[str], pause: float) -> str:
        """End a program without a word of warning; what it had said and nobody read yet."""
        time.sleep(pause)
        worker.kill()
        worker.wait(20)
        self.kills += 1
        assert worker.stdout
        with worker.stdout as said:
            return said.read()

    def no_strays(self, *expected: str) -> None:
        """Nothing lies about but drafts, which are hidden."""
        names = {file.name for file in self.folder.iterdir() if not file.name.startswith(".")}
        assert names <= {PROJECT, EXPORT, REPORT, "settings", "in1.jsonl", "backups", *expected}, names

    def moments(self, times: int, prepare: Callable[[], object], arguments: list[object]) -> list[float]:
        """Let a Python with these arguments run to its end; so many moments at which to kill it next time."""
        prepare()
        began = time.monotonic()
        worker = start(*arguments)
        worker.communicate(timeout=60)
        assert worker.returncode == 0
        whole = time.monotonic() - began
        return [self.chance.uniform(0.2, 1.05) * whole for _ in range(times)]

    # What is killed

    def starting(self, times: int) -> None:
        before = self.last_edit()
        for _ in range(times):
            script, whole = self.chance.choice([("labeller", 0.4), ("window_labeller", 1.5)])
            self.kill(start("-m", f"tests.trust.{script}", self.path, self.kills), self.chance.uniform(0.05, whole))
            assert self.last_edit() >= before

    def importing(self, times: int) -> None:
        source = import_file(self.folder, 1, 1500)
        files = self.path.read_bytes()
        with Project.open(self.path) as project:
            before = digest(project)
            import_paths(project, [source])
            after = digest(project)
        command = ["-m", "annotator", "import", self.path, source]
        for pause in self.moments(times, lambda: self.path.write_bytes(files), command):
            self.path.write_bytes(files)
            self.kill(start(*command), pause)
            self.last_edit()
            with Project.open(self.path) as project:
                assert digest(project) in (before, after)
        self.path.write_bytes(files)

    def exporting(self, times: int) -> None:
        out = self.folder / EXPORT
        command = ["-m", "annotator", "export", self.path, out, "--force"]
        pauses = self.moments(times, lambda: None, command)
        new, before = file_digest(out), self.last_edit()
        for pause in pauses:
            out.write_bytes(b"old")
            old = file_digest(out)
            self.kill(start(*command), pause)
            assert file_digest(out) in (old, new)
            assert self.last_edit() == before

    def migrating(self, times: int) -> None:
        place = self.folder / "older"
        path = place / "old.annot"

        def make() -> None:
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            older.make(path)

        command = ["-c", _OPEN, path]
        pauses = self.moments(times, make, command)
        with Project.open(path) as project:
            after = digest(project)
        for pause in pauses:
            make()
            self.kill(start(*command), pause)
            with Project.open(path) as project:
                assert not complaints(project)
                assert digest(project) == after
            for copy in place.glob("*.annot"):  # the copies of the older version that were made on the way
                assert copy == path or older.version_of(copy) == 1
                Project.open(copy).close()
        shutil.rmtree(place)

    def backing_up(self, times: int) -> None:
        from annotator.store import backup

        root = self.folder / "backups"
        command = ["-c", _BACK_UP, self.path, root]
        before = self.last_edit()
        for pause in self.moments(times, lambda: None, command):
            shutil.rmtree(root)
            self.kill(start(*command), pause)
            for made in backup.backups(backup.folder_of(root, self.path)):
                backup.verify(made.path)
            assert self.last_edit() == before
            assert backup.make(self.path, root) or backup.newest_good(root, self.path)
        shutil.rmtree(root)


def test_a_kill_loses_nothing(memory: Path) -> None:
    killings = Killings(memory, 1)
    for script, edits in (("labeller", 20), ("labeller", 40), ("window_labeller", 4)):
        killings.label(script, edits)
    killings.starting(1)
    killings.importing(1)
    killings.exporting(1)
    killings.migrating(1)
    if find_spec("annotator.store.backup"):
        killings.backing_up(1)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_five_hundred_kills_lose_nothing(memory: Path) -> None:
    kills = acknowledged = 0
    for seed in range(10):
        (memory / str(seed)).mkdir()
        killings = Killings(memory / str(seed), seed)
        for _ in range(25):
            killings.label("labeller", 90)
        for _ in range(6):
            killings.label("window_labeller", 20)
        killings.starting(5)
        killings.exporting(4)
        killings.importing(4)
        killings.migrating(3)
        killings.backing_up(3)
        kills, acknowledged = kills + killings.kills, acknowledged + killings.acknowledged
    print(f"\n{kills} kills, {acknowledged:,} acknowledged edits, none lost, none doubled")
    assert kills >= 500
    assert acknowledged >= 20_000
