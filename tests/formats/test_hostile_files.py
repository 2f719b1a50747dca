"""Whatever file comes under whatever format: sentences come out, sound rows, and nothing else.

Runs over the table of formats, so that a new one is met with the same; one that only reads gives ``hostile.SAMPLES``
a sound file to start from.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from annotator.formats.registry import BUILT_IN, format_by_name
from tests.formats.hostile import SAMPLES, files_of, read, sample, strange
from tests.formats.test_every_format import need

if TYPE_CHECKING:
    from pathlib import Path

every_format = pytest.mark.parametrize("name", BUILT_IN)


@every_format
def test_there_is_a_sound_file_to_start_from(name: str, tmp_path: Path):
    need(format_by_name(name))
    assert format_by_name(name).writes or name in SAMPLES
    made = sample(name, tmp_path)
    assert made is not None
    assert made.exists()


@every_format
def test_a_bad_file_gives_sentences_and_nothing_else(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    need(format_by_name(name))
    made = sample(name, tmp_path)
    assert made is not None
    for victim in files_of(made):
        sound = victim.read_bytes()
        for what, data in strange(sound):
            victim.write_bytes(data)
            try:
                read(name, made)
            except Exception as error:
                error.add_note(f"{victim.name}, {what}")
                raise
        victim.write_bytes(sound)
    assert capfd.readouterr() == ("", "")


@every_format
def test_a_folder_without_one_of_its_files_gives_sentences_and_nothing_else(name: str, tmp_path: Path):
    need(format_by_name(name))
    (tmp_path / "made").mkdir()
    made = sample(name, tmp_path / "made")
    assert made is not None
    if not made.is_dir():
        pytest.skip("it is one file")
    for victim in files_of(made):
        copy = shutil.copytree(made, tmp_path / "copy")
        (copy / victim.relative_to(made)).unlink()
        read(name, copy)
        (copy / victim.relative_to(made)).mkdir()
        read(name, copy)
        shutil.rmtree(copy)


@every_format
@pytest.mark.timeout(600)
@pytest.mark.parametrize("size", [100_000, pytest.param(1_000_000, marks=pytest.mark.long)])
def test_a_bomb_takes_neither_all_time_nor_all_memory(name: str, size: int, repository: Path):
    need(format_by_name(name))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.formats.hostile", name, str(size)],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(repository)},
        capture_output=True,
        text=True,
        check=False,
        timeout=580,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert done.stderr == ""
