"""Project files cut off, with bytes or pages garbled: every command refuses in one sentence or does its work."""

from __future__ import annotations

import json
import random
import sqlite3
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.exchange import import_paths
from annotator.model.errors import ProjectError
from annotator.store import queries
from annotator.store.project import Project
from tests.formats.reading import row, span

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a small project."""
    folder = tmp_path_factory.mktemp("sound")
    reviews = [{"annotator": "ana", "status": "done"}]
    rows = [row(id=f"d{n}", text="Halvia closed it. " * n, spans=[span()], reviews=reviews) for n in range(1, 30)]
    (folder / "in.jsonl").write_bytes(b"".join(rows))
    with Project.create(folder / "p.annot", annotator="ana") as project:
        import_paths(project, [folder / "in.jsonl"])
    return (folder / "p.annot").read_bytes()


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="annotator")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    if result.exit_code == 2:
        assert result.stderr.startswith("annotator: ")
        assert result.stderr.count("\n") == 1
    return result


def every_command(path: Path, data: bytes) -> None:
    source = path.with_name("in.jsonl")
    source.write_bytes(row(id="new", text="Halvia", spans=[span(label="claim")]))
    path.write_bytes(data)
    for command in (["info", path], ["check", path], ["export", path, "-"], ["import", path, source]):
        run(*command)
    assert sorted(file.name for file in path.parent.iterdir()) == ["in.jsonl", path.name]


@pytest.mark.parametrize("share", [0.0, 0.00001, 0.0005, 0.01, 0.3, 0.9, 0.99999])
def test_a_file_cut_off_anywhere_is_refused(sound: bytes, tmp_path: Path, share: float):
    path = tmp_path / "p.annot"
    every_command(path, sound[: int(len(sound) * share)])
    assert run("info", path).exit_code == 2


@pytest.mark.parametrize("seed", range(25))
def test_garbled_bytes_end_no_command_with_a_traceback(sound: bytes, tmp_path: Path, seed: int):
    chance = random.Random(seed)
    data = bytearray(sound)
    for _ in range(chance.choice([1, 5, 50])):
        data[chance.randrange(100, len(data))] = chance.randrange(128, 256)
    every_command(tmp_path / "p.annot", bytes(data))


@pytest.mark.parametrize("page", range(1, 42, 3))
def test_a_garbled_page_ends_no_command_with_a_traceback(sound: bytes, tmp_path: Path, page: int):
    garbage = bytes(4096) if page % 2 else random.Random(page).randbytes(4096)
    every_command(tmp_path / "p.annot", sound[: page * 4096] + garbage + sound[page * 4096 + 4096 :])


def read_first(project: Project) -> None:
    queries.document(project, 1)
    queries.review(project, 1, 1)
    queries.spans(project, 1)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE reviews SET status = 'gone' WHERE id = 1",
        "UPDATE documents SET meta = '[1]' WHERE id = 1",
        "UPDATE documents SET meta = '{' WHERE id = 1",
        "UPDATE spans SET fragments = '[1]' WHERE id = 1",
        "UPDATE documents SET title = CAST(x'ff' AS TEXT) WHERE id = 1",
    ],
)
def test_a_row_that_holds_nonsense_is_refused_by_name_and_found_by_check(sound: bytes, tmp_path: Path, harm: str):
    path = tmp_path / "p.annot"
    path.write_bytes(sound)
    connection = sqlite3.connect(path)
    connection.execute(harm)
    connection.commit()
    connection.close()
    with Project.open(path) as project, pytest.raises(ProjectError, match="damaged"):
        read_first(project)
    assert run("export", path, "-").exit_code in (1, 2)


def test_check_names_a_text_that_is_none(sound: bytes, tmp_path: Path):
    path = tmp_path / "p.annot"
    path.write_bytes(sound)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE documents SET sha256 = CAST(x'ff' AS TEXT) WHERE id = 1")
    connection.commit()
    connection.close()
    result = run("check", path, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["problems"]
