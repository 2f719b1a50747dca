"""Two processes write to one project at once: all that was asked is in the file, or it was refused by name."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from annotator.store import queries
from annotator.store.project import Project
from tests.trust.shim import REPOSITORY
from tests.trust.workload import complaints, fill, import_file

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")

ADDER = """
import sys
from pathlib import Path
from annotator import edits
from annotator.model.errors import AnnotatorError
from annotator.model.span import Extent
from annotator.store import queries
from annotator.store.project import Project

path, name, count, patience = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
stored = 0
sys.stdin.readline()
try:
    with Project.open(path, busy_timeout=patience) as project:
        annotator, [label, *_] = project.ensure_annotator(name).id, queries.labels(project)
        document = queries.document(project, 1)
        for number in range(count):
            extent = Extent(number % 500, number % 500 + 1 + number // 500)
            stored += edits.add_span(project, document, extent, label, annotator).change is not None
except AnnotatorError as error:
    print(stored, error)
else:
    print(stored)
"""
"""Adds spans for an annotator; prints how many were stored, and why no more if it was refused."""


@pytest.fixture
def project(memory: Path) -> Path:
    path = memory / "p.annot"
    with Project.create(path, annotator="ana") as made:
        fill(made)
    return path


def at_once(*commands: list[object]) -> list[subprocess.CompletedProcess[str]]:
    """Run Pythons at the same time; each is told to begin when all have started."""
    running = [
        subprocess.Popen(
            [sys.executable, *map(str, command)],
            cwd=REPOSITORY,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for command in commands
    ]
    for process in running:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    ends = [process.communicate(timeout=100) for process in running]
    return [
        subprocess.CompletedProcess(process.args, process.returncode, out, complaint)
        for process, (out, complaint) in zip(running, ends, strict=True)
    ]


def counted(path: Path, annotator: str) -> int:
    """How many spans of an annotator the file has; it is sound."""
    with Project.open(path) as project:
        assert not complaints(project)
        known = {one.name: one.id for one in project.annotators()}
        return len(queries.spans(project, 1, known[annotator])) if annotator in known else 0


def names_the_other(sentence: str) -> bool:
    """Whether a refusal says who writes: the computer and the process."""
    return f"on {socket.gethostname()}, process " in sentence or f"on {os.uname().nodename}, process " in sentence


@pytest.mark.parametrize("patience", [0.2, 60], ids=["told at once", "waits its turn"])
def test_two_processes_that_add_2000_spans_each_lose_none(project: Path, patience: float) -> None:
    names = ["ana", "bob"]
    ends = at_once(*(["-c", ADDER, project, name, 2000, patience] for name in names))
    finished = 0
    for name, end in zip(names, ends, strict=True):
        assert end.returncode == 0, end.stderr
        said, _, why = end.stdout.strip().partition(" ")
        assert int(said) == counted(project, name)
        assert int(said) == 2000 or names_the_other(why), why
        finished += int(said) == 2000
    assert finished == 2 or patience < 1
    assert [file.name for file in project.parent.iterdir()] == [project.name]


def test_two_imports_at_once_are_both_in_or_one_is_told_who_writes(project: Path) -> None:
    sources = [import_file(project.parent, number, 800) for number in (1, 2)]
    ends = at_once(*(["-m", "annotator", "import", project, source] for source in sources))
    with Project.open(project) as opened:
        assert not complaints(opened)
        keys = {row[0] for row in opened.query("SELECT key FROM documents")}
    for number, end in enumerate(ends, 1):
        its = {f"s{number}.{row}" for row in range(800)}
        if end.returncode == 0:
            assert its <= keys
        else:
            assert not its & keys
            assert names_the_other(end.stderr), end.stderr
    assert any(end.returncode == 0 for end in ends)
