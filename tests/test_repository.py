"""What the repository may hold: known entries, no trace of a machine, free licences, a changelog in shape."""

import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from annotator import __version__

TOP_LEVEL = {
    ".ci",
    ".gitignore",
    ".gitattributes",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "annotator",
    "packaging",
    "pyproject.toml",
    "resources",
    "tests",
}

# Written in pieces, so that this file does not find itself.
TRACES = {
    "a path of one machine": re.compile(r"(?<![\w.])/" + r"(?:work|root|home/\w+|Users/\w+)/"),
    "a Windows user's path": re.compile(r"[A-Z]:\\+" + r"Users\\+\w"),
    "the host of a package registry": re.compile(
        "|".join(("pypi" + r"\.org", "python" + r"hosted\.org", "npm" + r"js\.org", "deb" + r"\.debian\.org"))
    ),
}

FREE = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CNRI-Python",
    "ISC",
    "MIT",
    "MPL-2.0",
    "PSF-2.0",
    "Public-Domain",
}
LGPL_ALLOWED = {"pyside6-essentials", "shiboken6"}

# What packages without a licence expression write instead.
SPELLINGS = {
    "Apache License, Version 2.0": "Apache-2.0",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: Public Domain": "Public-Domain",
    "PSFL": "PSF-2.0",
}


@pytest.fixture(scope="module")
def tracked(repository: Path) -> list[Path]:
    """Every file that git tracks, relative to the root."""
    try:
        listed = subprocess.run(
            ["git", "-c", f"safe.directory={repository}", "ls-files", "-z"],
            cwd=repository,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("git is not installed")
    if listed.returncode:
        pytest.skip("this is no git checkout")
    return [Path(name) for name in listed.stdout.split("\0") if name and (repository / name).exists()]


def test_only_known_entries_lie_at_the_top(tracked: list[Path]) -> None:
    assert {path.parts[0] for path in tracked} <= TOP_LEVEL


def test_no_large_or_produced_file_is_tracked(tracked: list[Path], repository: Path) -> None:
    unwanted = {".pyc", ".annot", ".db", ".log", ".orig", ".rej", ".whl"}
    assert [str(path) for path in tracked if path.suffix in unwanted] == []
    assert [str(path) for path in tracked if (repository / path).stat().st_size > 2_000_000] == []


@pytest.mark.parametrize("trace", TRACES, ids=[name.replace(" ", "-") for name in TRACES])
def test_no_file_names_what_belongs_to_one_machine(trace: str, tracked: list[Path], repository: Path) -> None:
    found = []
    for path in tracked:
        try:
            text = (repository / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures and the like
        found += [f"{path}: {hit.group()}" for hit in TRACES[trace].finditer(text)]
    assert found == []


def runtime_packages(repository: Path) -> set[str]:
    """Every package that a run needs here, followed from the project's own list."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(line) for line in project["dependencies"]]
    known: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in known or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        known.add(name)
        waiting += [Requirement(line) for line in metadata.requires(name) or []]
    return known


def licences(package: str) -> list[set[str]]:
    """What a package asks for: all of the list, any one of each set."""
    about = metadata.metadata(package)
    written = [value for key in ("License-Expression", "License") for value in about.get_all(key) or []]
    expression = next(filter(None, written), "")
    if not expression:
        classifiers = [c for c in about.get_all("Classifier") or [] if c.startswith("License :: ")]
        expression = " OR ".join(SPELLINGS.get(line, line) for line in classifiers)
    expression = SPELLINGS.get(expression, expression)
    # Good enough for expressions without nested alternatives inside an AND inside an OR.
    return [set(part.strip(" ()").split(" OR ")) for part in expression.split(" AND ")]


def test_every_run_time_package_has_a_free_licence(repository: Path) -> None:
    refused = {}
    for package in sorted(runtime_packages(repository)):
        allowed = FREE | ({"LGPL-3.0-only"} if package in LGPL_ALLOWED else set())
        if not all(choice & allowed for choice in licences(package)):
            refused[package] = licences(package)
    assert refused == {}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_is_pinned_with_a_hash(name: str, repository: Path) -> None:
    text = (repository / "packaging" / name).read_text(encoding="utf-8")
    entries = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    pinned = re.compile(r"^[\w.-]+==[\w.]+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*$")
    assert entries
    assert [entry[:60] for entry in entries if not pinned.match(entry)] == []


def locked(name: str, repository: Path) -> dict[str, set[str]]:
    """The versions a lock file holds for each package."""
    versions: dict[str, set[str]] = {}
    text = (repository / "packaging" / name).read_text(encoding="utf-8")
    for package, version in re.findall(r"^([\w.-]+)==([\w.]+)", text, flags=re.MULTILINE):
        versions.setdefault(canonicalize_name(package), set()).add(version)
    return versions


def test_the_tests_use_the_very_versions_that_people_run(repository: Path) -> None:
    development = locked("requirements-dev.lock", repository)
    assert {
        package: versions
        for package, versions in locked("requirements.lock", repository).items()
        if development.get(package) != versions
    } == {}


def test_the_lock_holds_every_package_that_a_run_needs(repository: Path) -> None:
    assert runtime_packages(repository) <= set(locked("requirements.lock", repository))


def test_python_3_11_is_kept_away_from_the_qt_that_aborts_there(repository: Path) -> None:
    text = (repository / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    pins = {
        marker: version
        for version, marker in re.findall(r"^pyside6-essentials==([\w.]+) ; (.*?) \\$", text, re.MULTILINE)
    }
    assert pins["python_full_version < '3.12'"].startswith("6.11.")
    assert "python_full_version >= '3.12'" in pins


def test_the_changelog_begins_with_what_is_newest(repository: Path) -> None:
    lines = (repository / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Changelog"
    versions = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    shape = re.compile(r"^(Unreleased|\d+\.\d+\.\d+( [–-] \d{4}-\d{2}-\d{2})?)$")
    assert versions
    assert [line for line in versions if not shape.match(line.replace("[", "").replace("]", ""))] == []
    assert "Unreleased" in versions[0] or __version__ in versions[0]


def test_the_changelog_sorts_changes_under_known_heads(repository: Path) -> None:
    lines = (repository / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    heads = {line.removeprefix("### ") for line in lines if line.startswith("### ")}
    assert heads <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
