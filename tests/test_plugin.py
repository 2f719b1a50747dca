"""A format of somebody's own: a package of its own, installed, found by its entry point, used by its name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent / "plugin_example"
LEDGER = (
    'document "brenn-1"\n'
    'text "“Ärger 😀”: Halvia warns Brenn.\\r\\nNobody moved."\n'
    'span 0 9 "claim" "ana" "“Ärger 😀”"\n'
    'span 11 17 "actor" "ana" "Halvia"\n'
    'span 11 17 "actor" "ben" "Halvia"\n'
    'document "brenn-2"\n'
    'text "Nothing here."\n'
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example in it, installed by pip as any package is."""
    for module in ("pip", "hatchling"):
        if find_spec(module) is None:
            pytest.skip(f"{module} is not installed")
    folder = tmp_path_factory.mktemp("plugin")
    source = shutil.copytree(EXAMPLE, folder / "source", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    options = ["--disable-pip-version-check", "--no-warn-script-location", "--target", folder / "site", source]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def annotator(installed: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join((str(installed), str(Path(__file__).parent.parent)))
    return subprocess.run(
        [sys.executable, "-P", "-m", "annotator", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_is_told_by_content_converted_and_comes_back_the_same(installed: Path, tmp_path: Path):
    given = tmp_path / "notes.dat"  # its name says nothing
    given.write_text(LEDGER, encoding="utf-8", newline="")
    out = annotator(installed, "convert", given, tmp_path / "out.jsonl")
    assert out.returncode == 0, out.stderr
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert [row["id"] for row in rows] == ["brenn-1", "brenn-2"]
    assert [(span["text"], span["annotator"]) for span in rows[0]["spans"]] == [
        ("“Ärger 😀”", "ana"),
        ("Halvia", "ana"),
        ("Halvia", "ben"),
    ]
    back = annotator(installed, "convert", tmp_path / "out.jsonl", tmp_path / "back.ledger")
    assert back.returncode == 0, back.stderr
    assert (tmp_path / "back.ledger").read_bytes() == LEDGER.encode()


def test_its_options_and_what_it_loses_are_those_of_any_format(installed: Path, tmp_path: Path):
    (tmp_path / "in.ledger").write_text(LEDGER, encoding="utf-8", newline="")
    project = tmp_path / "p.annot"
    assert annotator(installed, "new", project, "--annotator", "ana").returncode == 0
    assert annotator(installed, "import", project, tmp_path / "in.ledger").returncode == 0
    options = ("--format", "ledger", "--status", "new", "--set", "words=no")
    out = annotator(installed, "export", project, tmp_path / "out.ledger", *options)
    assert out.returncode == 0, out.stdout + out.stderr
    assert 'span 11 17 "actor" "ana"\n' in (tmp_path / "out.ledger").read_text(encoding="utf-8")


def test_a_bad_span_of_it_is_named_with_its_place_and_a_hint(installed: Path, tmp_path: Path):
    shifted = LEDGER.replace('span 11 17 "actor" "ben"', 'span 12 18 "actor" "ben"')
    (tmp_path / "in.ledger").write_text(shifted, encoding="utf-8", newline="")
    out = annotator(installed, "convert", tmp_path / "in.ledger", tmp_path / "out.jsonl")
    assert "in.ledger, line 5" in out.stdout + out.stderr
    assert "--offsets utf-16" in out.stdout + out.stderr


def test_without_it_the_name_is_unknown(tmp_path: Path):
    (tmp_path / "in.ledger").write_text(LEDGER, encoding="utf-8")
    out = annotator(tmp_path, "convert", tmp_path / "in.ledger", tmp_path / "out.jsonl", "--from", "ledger")
    assert out.returncode != 0
    assert "there is no format “ledger”" in out.stderr
