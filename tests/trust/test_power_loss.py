"""The power goes at any moment of a day's work: what was said to be stored is there, and the file is sound.

A run is recorded call by call; from the recording come the states a disk may be in afterwards (power.py says which),
and each is opened by the program itself.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from annotator.store.project import Project
from tests.trust import shim
from tests.trust.power import crashes
from tests.trust.record import EXPORT, PROJECT, REPORT, file_digest
from tests.trust.workload import complaints, digest


def record(library: Path, folder: Path, steps: int) -> tuple[Path, list[list[str]]]:
    """The recording of a run, and what the files held after each acknowledgement."""
    (folder / "project").mkdir()
    log = folder / "recording"
    env = shim.environment(library, folder / "project", log=log)
    return log, json.loads(shim.run("record", folder, steps, env=env))


def lay_out(files: dict[str, bytes], folder: Path) -> Path:
    """Put one state of the disk into a folder; where the project would be."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        (folder / Path(name).name).write_bytes(data)
    return folder / PROJECT


def wrong_with(project: Path, allowed: list[list[str]]) -> list[str]:
    """What is not as it should be in a folder after a power loss."""
    found = []
    if project.exists():
        with Project.open(project) as opened:
            found += complaints(opened)
            held = digest(opened)
        leftover = [file.name for file in project.parent.iterdir() if not file.name.startswith(".")]
        if not {PROJECT, EXPORT, REPORT}.issuperset(leftover):
            found.append(f"left behind: {leftover}")
    else:
        held = ""
    if held not in [state[0] for state in allowed]:
        found.append("the project holds something else than it should")
    if file_digest(project.with_name(EXPORT)) not in [state[1] for state in allowed]:
        found.append("the export is neither the old file nor the new one")
    return found


def survey(library: Path, folder: Path, *, steps: int, states: int) -> int:
    """Try that many states of a run of that many steps; how many there were."""
    log, held = record(library, folder, steps)
    wrong: Counter[str] = Counter()
    tried = 0
    for acknowledged, way, files in crashes(shim.read_log(log), states, random.Random(steps)):
        tried += 1
        project = lay_out(files, folder / "state")
        for complaint in wrong_with(project, held[acknowledged : acknowledged + 2]):
            wrong[f"{way}: {complaint}"] += 1
    assert not wrong, wrong
    return tried


def test_nothing_said_to_be_stored_is_lost_with_the_power(library: Path, memory: Path) -> None:
    assert survey(library, memory, steps=40, states=400) >= 300


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_nothing_said_to_be_stored_is_lost_with_the_power_in_a_long_run(library: Path, memory: Path) -> None:
    tried = survey(library, memory, steps=200, states=40_000)
    print(f"\n{tried:,} states after a power loss in a run of 200 steps, nothing lost")
    assert tried >= 1_000


def repaired_again(library: Path, folder: Path, *, steps: int, states: int, again: int) -> int:
    """Lose the power once more while the file is repaired; how many such states were tried."""
    log, held = record(library, folder, steps)
    tried = 0
    chance = random.Random(3)
    chosen = [state for state in crashes(shim.read_log(log), states, chance) if _is_hot(state[2])]
    for acknowledged, _, files in chosen[:: max(1, len(chosen) // again)]:
        project = lay_out(files, folder / "project")
        second = folder / "second"
        second.unlink(missing_ok=True)
        env = shim.environment(library, project.parent, log=second)
        subprocess.run([sys.executable, "-m", "annotator", "check", project], env=env, check=True, capture_output=True)
        before = {str(project.with_name(Path(name).name)): data for name, data in files.items()}
        for _, way, later in crashes(shim.read_log(second), 20, chance, before):
            tried += 1
            assert not wrong_with(lay_out(later, folder / "state"), held[acknowledged : acknowledged + 2]), way
    return tried


def _is_hot(files: dict[str, bytes]) -> bool:
    return any(name.endswith("-journal") and data[:1] == b"\xd9" for name, data in files.items())


def test_the_power_may_go_again_while_the_file_is_repaired(library: Path, memory: Path) -> None:
    assert repaired_again(library, memory, steps=20, states=300, again=5) >= 50


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_the_power_may_go_again_while_the_file_is_repaired_many_times(library: Path, memory: Path) -> None:
    tried = repaired_again(library, memory, steps=100, states=3_000, again=200)
    print(f"\n{tried:,} states after a second power loss, nothing lost")
