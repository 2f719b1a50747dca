"""Every call to the system fails in turn: things are as before or as wanted, and what is said is true."""

from __future__ import annotations

import errno
import json
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from annotator.store.project import Project
from tests.trust import shim
from tests.trust.faults import said_in_one_line
from tests.trust.record import EXPORT, PROJECT, REPORT, file_digest
from tests.trust.workload import complaints, digest, fill, import_file, steps

if TYPE_CHECKING:
    from pathlib import Path


def swept(library: Path, folder: Path, *arguments: object, script: str = "faults", timeout: float = 100) -> int:
    """Run a sweep; how many failures it tried. Fails for anything that was wrong."""
    (folder / "project").mkdir()
    env = shim.environment(library, folder / "project")
    found = json.loads(shim.run(script, folder, *arguments, env=env, timeout=timeout))
    assert not found["wrong"], "\n".join(f"{count} × {what}" for what, count in found["wrong"].items())
    return int(found["tried"])


def test_each_call_of_a_run_may_fail(library: Path, memory: Path) -> None:
    assert swept(library, memory, 60, 3, 0, 0.05) > 100


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(8))
def test_each_call_of_a_long_run_fails_once(library: Path, memory: Path, part: int) -> None:
    tried = swept(library, memory, 200, 8, part, 1.0, timeout=3500)
    print(f"\n{tried:,} failures in an eighth of a run of 200 steps, each before or after, never between")


def test_the_window_and_the_file_stay_equal_when_an_edit_fails(library: Path, memory: Path) -> None:
    assert swept(library, memory, 0.05, script="window_faults") > 20


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_the_window_and_the_file_stay_equal_whichever_call_fails(library: Path, memory: Path) -> None:
    tried = swept(library, memory, 1.0, script="window_faults", timeout=3500)
    print(f"\n{tried:,} failures in the window, file and window equal each time")


# The command line, each command a process of its own


class Commands:
    """A project, and commands on it while the disk fails."""

    def __init__(self, library: Path, folder: Path) -> None:
        self._library = library
        self.place = folder / "project"
        self.place.mkdir()
        self.path = self.place / PROJECT
        with Project.create(self.path, annotator="ana") as project:
            fill(project)
            for step in steps(30, folder):
                step.do(project)
        self.source = import_file(folder, 1)
        self._files = {file.name: file.read_bytes() for file in self.place.iterdir()}

    def state(self) -> tuple[str, str]:
        """Digests of what project and export hold; complaints about the project come first."""
        with Project.open(self.path) as project:
            assert not complaints(project)
            return digest(project), file_digest(self.place / EXPORT)

    def reset(self) -> None:
        for file in self.place.iterdir():
            file.unlink()
        for name, data in self._files.items():
            (self.place / name).write_bytes(data)

    def run(self, *arguments: object, fault: str = "") -> subprocess.CompletedProcess[str]:
        env = shim.environment(self._library, self.place, fault=fault)
        command = [sys.executable, "-m", "annotator", *map(str, arguments)]
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=100, check=False)

    def wrong_with(self, arguments: list[object], fault: str) -> list[str]:
        """What is wrong with a command and the files after it, if a call of it fails."""
        self.reset()
        before = self.state()
        assert self.run(*arguments).returncode == 0
        after = self.state()
        self.reset()
        ran = self.run(*arguments, fault=fault)
        wrong = []
        if ran.returncode:
            wrong += said_in_one_line(ran.stderr)
        state = self.state()
        if state not in (before, after) or (ran.returncode == 0 and state != after):
            wrong.append("something between before and after")
        if self.run(*arguments).returncode or self.state() != after:
            wrong.append("cannot be done again")
        strays = {file.name for file in self.place.iterdir() if not file.name.startswith(".")} - {
            PROJECT,
            EXPORT,
            REPORT,
        }
        return [*wrong, f"left behind {strays}"] if strays else wrong


def sweep_commands(library: Path, folder: Path, tries: int) -> None:
    commands, chance = Commands(library, folder), random.Random(tries)
    lines: list[list[object]] = [
        ["import", commands.path, commands.source],
        ["export", commands.path, commands.place / EXPORT, "--force"],
        ["info", commands.path],
        ["check", commands.path],
    ]
    failures = [("o", errno.EACCES), ("w", errno.ENOSPC), ("s", errno.EIO), ("t", errno.EIO), ("r", errno.EIO)]
    last = {"o": 40, "w": 120, "s": 6, "t": 2, "r": 1}
    for number in range(tries):
        line = lines[min(number % 6, 3) if number % 2 else 0]
        letter, error = failures[number % 5]
        fault = f"{letter} {chance.randint(1, last[letter])} {error} {chance.choice([shim.ONCE, shim.LASTING])}"
        assert not commands.wrong_with(line, fault), f"{line[0]} with {fault}"


def test_a_command_whose_calls_fail_says_so_and_leaves_things_whole(library: Path, memory: Path) -> None:
    sweep_commands(library, memory, 5)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_command_whose_calls_fail_says_so_and_leaves_things_whole_each_time(library: Path, memory: Path) -> None:
    sweep_commands(library, memory, 400)
