"""Undo, redo, going back and taking imports back: any walk through them leaves exactly what it should.

``pytest -m long tests/trust/test_undo_walk.py`` walks 10,000 steps and is killed again and again on the way.
"""

from __future__ import annotations

import base64
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.store.project import Project
from tests.trust import undo_model
from tests.trust.undo_model import Walk

PROGRAM = Path(undo_model.__file__)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("blank") / "walk.annot"
    undo_model.create(path)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, blank: bytes) -> Path:
    (tmp_path / "walk.annot").write_bytes(blank)
    return tmp_path / "walk.annot"


def opened(path: Path) -> Project:
    project = Project.open(path)
    # No power fails here, and waiting for the disk is most of the time.
    project.query("PRAGMA synchronous = OFF")
    return project


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_short_walk_leaves_what_the_model_says(seed: int, tmp_path_factory: pytest.TempPathFactory, blank: bytes):
    path = tmp_path_factory.mktemp("walk") / "walk.annot"
    path.write_bytes(blank)
    with opened(path) as project:
        walk = Walk(project, seed)
        for _ in range(60):
            walk.step()
            walk.equals_the_file()
        assert project.check() == []


def test_undo_is_still_there_after_a_kill(path: Path):
    walk_and_be_killed(path, steps=200, kills=3, seed=7)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_ten_thousand_steps_with_kills_on_the_way(path: Path):
    made = walk_and_be_killed(path, steps=10_000, kills=100, seed=int(os.environ.get("WALK_SEED", "20261125")))
    print(made)


def walk_and_be_killed(path: Path, *, steps: int, kills: int, seed: int) -> dict[str, int]:
    """Walk so many steps, some in a process of their own that is killed; how often each verb was tried."""
    project = opened(path)
    walk = Walk(project, seed)
    each, done = steps // (kills + 1), 0
    while done < steps:
        for _ in range(min(each, steps - done)):
            walk.step()
            walk.equals_the_file()
            done += 1
        if done >= steps:
            break
        project.close()
        walk, walked = walk_until_killed(path, walk)
        done += walked
        project = walk.project = opened(path)
        walk.adopt()  # it may have been stored, and not been said any more
        walk.equals_the_file()
        walk.undo()
        walk.redo()
        walk.equals_the_file()
        assert project.check() == []
    assert project.check() == []
    project.close()
    assert [entry.name for entry in path.parent.iterdir() if entry.suffix != ".model"] == [path.name]
    return walk.made


def walk_until_killed(path: Path, walk: Walk) -> tuple[Walk, int]:
    """Let another process walk on, and kill it at a random moment; the model as it last said it, and its steps."""
    model = path.with_suffix(".model")
    model.write_bytes(pickle.dumps(walk))
    patience = walk.random.randint(0, 20)
    child = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(path), str(model)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([".", *sys.path])},
        cwd=PROGRAM.parents[2],
    )
    assert child.stdout
    said: list[bytes] = []
    with child:
        for line in child.stdout:
            said.append(line)
            if len(said) > patience:
                break
        child.kill()
        said += [line for line in child.stdout if line.endswith(b"\n")]
    assert child.returncode == -9, "the walk in the other process failed"
    return pickle.loads(base64.b64decode(said[-1])), len(said)
