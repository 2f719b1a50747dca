"""Files and folders that may not be read or written: each is named, and stops nothing else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.store.project import Project

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read and write everything")


def test_an_unreadable_file_does_not_stop_the_others(tmp_path: Path):
    Project.create(tmp_path / "p.annot", annotator="ana").close()
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "a.txt").chmod(0)
    arguments = ["import", str(tmp_path / "p.annot"), str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "a.txt: it may not be read" in result.stderr
    assert "1 document added" in result.stdout


def test_a_project_in_a_folder_without_write_permission_is_shown_and_not_written(tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    Project.create(folder / "p.annot", annotator="ana").close()
    (tmp_path / "a.txt").write_text("a")
    folder.chmod(0o555)
    try:
        assert CliRunner().invoke(main, ["info", str(folder / "p.annot")]).exit_code == 0
        result = CliRunner().invoke(main, ["import", str(folder / "p.annot"), str(tmp_path / "a.txt")])
    finally:
        folder.chmod(0o755)
    assert result.exit_code == 2
    assert "open for reading only" in result.stderr
