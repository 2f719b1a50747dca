"""The rules of who may import whom, and what a start may load.

The contracts stand in pyproject.toml; each is a test here so that a breach has a name.
"""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("sqlite_utils", "click", "orjson", "charset_normalizer", "regex")
"""Packages that cost the window's start more than they give it; see pyproject.toml for what needs them."""


def run_python(code: str, repository: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter at the checkout's root."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, timeout=100, check=False
    )


def modules_loaded_by(module: str, repository: Path) -> set[str]:
    """The top-level packages in memory after one import in a fresh interpreter."""
    seen = run_python(
        f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))",
        repository,
    )
    assert seen.returncode == 0, seen.stderr
    return set(seen.stdout.split())


@pytest.mark.parametrize(
    "contract",
    [
        pytest.param("layers", id="imports run downwards only"),
        pytest.param("qt", id="only the window knows Qt"),
        pytest.param("sql", id="only the store knows SQL"),
    ],
)
def test_the_import_contract_is_kept(contract: str, repository: Path) -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    checked = subprocess.run(
        [sys.executable, "-c", code, "--contract", contract, "--no-cache"],
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_command_line_loads_no_qt(repository: Path) -> None:
    assert not {"PySide6", "shiboken6"} & modules_loaded_by("annotator.cli", repository)


def test_the_entry_point_loads_neither_qt_nor_click_by_itself(repository: Path) -> None:
    assert not {"PySide6", "click"} & modules_loaded_by("annotator.__main__", repository)


@pytest.mark.parametrize("module", ["annotator.gui.app", "annotator.gui.window"])
def test_the_window_starts_without_what_only_other_work_needs(module: str, repository: Path) -> None:
    loaded = modules_loaded_by(module, repository)
    assert not loaded.intersection(HEAVY), f"{module} loads {sorted(loaded.intersection(HEAVY))} before first paint"
