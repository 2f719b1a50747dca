"""The one finder of shipped files works wherever Annotator is installed."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from annotator import resources


def make_layout(folder: Path, kind: str) -> Path:
    """A package folder with resources as in a checkout or as in a wheel; returns the package folder."""
    package = folder / "annotator"
    package.mkdir()
    shipped = package / "_resources" if kind == "wheel" else folder / "resources"
    shipped.mkdir()
    (shipped / "kind.txt").write_text(kind, encoding="utf-8")
    return package


@pytest.mark.parametrize("kind", ["checkout", "wheel"])
def test_resources_are_found_beside_the_package_or_inside_it(tmp_path: Path, kind: str) -> None:
    package = make_layout(tmp_path, kind)
    assert (resources.find_root(package) / "kind.txt").read_text(encoding="utf-8") == kind


def test_a_wheels_own_resources_win_over_a_folder_that_happens_to_lie_beside_it(tmp_path: Path) -> None:
    package = make_layout(tmp_path, "wheel")
    (tmp_path / "resources").mkdir()
    assert resources.find_root(package) == package / "_resources"


def test_an_installation_without_resources_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(resources.MissingResourceError, match="install Annotator again"):
        resources.find_root(tmp_path / "annotator")


def test_a_missing_part_is_named() -> None:
    with pytest.raises(resources.MissingResourceError, match=r"guideline/of-the-moon\.md"):
        resources.read_text("guideline", "of-the-moon.md")


def test_this_installation_finds_its_own_resources() -> None:
    assert resources.root().is_dir()
    assert resources.path("guideline").is_dir()


def test_line_ends_and_characters_come_as_they_lie_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "text.txt").write_bytes("a\r\nб\U0001f600\n".encode())
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    assert resources.read_text("text.txt") == "a\r\nб\U0001f600\n"
    assert resources.read_bytes("text.txt")[:3] == b"a\r\n"


def test_names_are_listed_in_order_and_by_suffix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ru.json", "en.json", "notes.md"):
        (tmp_path / name).touch()
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    assert list(resources.names(suffix=".json")) == ["en.json", "ru.json"]
    assert list(resources.names("nowhere")) == []


def test_a_wheel_carries_the_resources_and_finds_them(repository: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    built = subprocess.run(command, cwd=repository, capture_output=True, text=True, timeout=100, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    look = (
        f"import sys; sys.path.insert(0, {str(installed)!r});"
        "from annotator import resources;"
        "print(resources.root(), len(resources.read_text('guideline', 'en.md')) > 0)"
    )
    seen = subprocess.run(
        [sys.executable, "-I", "-c", look],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert seen.stdout.split() == [str(installed / "annotator" / "_resources"), "True"]
