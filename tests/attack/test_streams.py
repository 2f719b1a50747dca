"""Standard output and standard error that are closed, full or no longer read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.exchange import import_paths
from annotator.store.project import Project
from tests.formats.reading import row, span

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.annot"
    (tmp_path / "in.jsonl").write_bytes(row(id="a", text="Halvia", spans=[span()]))
    with Project.create(path, annotator="ana") as made:
        import_paths(made, [tmp_path / "in.jsonl"])
    return path


def shell(words: str, project: Path) -> subprocess.CompletedProcess[str]:
    """``words`` run by sh in the project's folder, with ``annotator`` and ``P`` in place."""
    program = f"'{sys.executable}' -m annotator"
    done = subprocess.run(
        ["sh", "-c", words.replace("annotator", program).replace("P", str(project))],
        cwd=project.parent,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    return done


@pytest.mark.parametrize(
    "command", ["info P", "check P --json", "export P -", "import P in.jsonl --json", "--version", "formats"]
)
def test_output_on_a_full_disk_is_one_sentence(command: str, project: Path):
    done = shell(f"annotator {command} > /dev/full", project)
    assert done.returncode == 1
    assert done.stderr.startswith("annotator: the output could not be written (")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("annotator info P >&-", 0),
        ("annotator info P 2>&-", 0),
        ("annotator export P out.jsonl >&- 2>&-", 0),
        ("annotator export P - >&-", 2),
        ("annotator info missing 2>&-", 2),
        ("annotator info missing 2>/dev/full", 2),
    ],
)
def test_closed_streams_change_no_exit_code(words: str, code: int, project: Path):
    assert shell(words, project).returncode == code


def test_a_pipe_behind_a_devices_name_is_written_to(project: Path):
    assert shell("annotator export P /dev/stdout | head -c 7", project).stdout == '{"id":"'


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_request_to_end_leaves_no_half_written_file(project: Path, name: str):
    code = (
        "import os, signal, sys\n"
        "from annotator.__main__ import main\n"
        "from annotator.exchange import outgoing\n"
        f"outgoing.Outgoing.records = lambda self: iter([os.kill(os.getpid(), signal.{name})])\n"
        "main(['export', sys.argv[1], sys.argv[2]])\n"
    )
    before = sorted(os.listdir(project.parent))
    done = subprocess.run(
        [sys.executable, "-c", code, project, project.parent / "out.jsonl"],
        env={**os.environ, "PYTHONPATH": os.getcwd()},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr.strip()) == (2, "annotator: stopped; nothing was changed")
    assert sorted(os.listdir(project.parent)) == before
