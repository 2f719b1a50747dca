"""Bad input of every kind through the real commands: one sentence, nothing lost, nothing half done."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.exchange import import_paths
from annotator.formats.base import LIMITS
from annotator.model.errors import AnnotatorError, StorageError
from annotator.store import queries
from annotator.store.project import Project
from tests.formats.reading import row, span

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

TEXT = "Halvia closed the lock at Brenn."


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="annotator")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def the_sentence(result: Result) -> str:
    """The one line a failed command says."""
    assert result.exit_code == 2
    assert result.stderr.startswith("annotator: ")
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.output
    return result.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one document and one span in it."""
    path = tmp_path / "p.annot"
    with Project.create(path, annotator="ana") as made:
        source = tmp_path / "first.jsonl"
        source.write_bytes(row(id="first", text=TEXT, spans=[span()]))
        import_paths(made, [source])
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# -- what is no project


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("no project, just a text")


def truncated(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE source (id, fulltext)")
    connection.close()


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def meddled_with(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TRIGGER evil AFTER INSERT ON spans BEGIN DELETE FROM documents; END")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("spoil", [empty, text, truncated, foreign, newer, meddled_with])
@pytest.mark.parametrize(
    "command", [["info", "P"], ["check", "P"], ["export", "P", "-"], ["import", "P", "S"]], ids=lambda it: it[0]
)
def test_what_is_no_sound_project_is_refused_and_left_as_it_is(
    spoil: Callable[[Path], None], command: list[str], project: Path, tmp_path: Path
):
    spoil(project)
    before = digest(project)
    paths = {"P": project, "S": tmp_path / "first.jsonl"}
    assert str(project) in the_sentence(run(*(paths.get(word, word) for word in command)))
    assert digest(project) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.jsonl", "p.annot"]


def test_a_folder_or_a_missing_file_is_no_project(tmp_path: Path):
    assert "folder" in the_sentence(run("info", tmp_path))
    assert "no file" in the_sentence(run("info", tmp_path / "missing.annot"))
    assert list(tmp_path.iterdir()) == []


def test_a_project_opened_for_reading_takes_no_import(project: Path, tmp_path: Path):
    before = digest(project)
    with Project.open(project, read_only=True) as opened, pytest.raises(AnnotatorError, match="reading only"):
        import_paths(opened, [tmp_path / "first.jsonl"])
    assert digest(project) == before


def test_an_existing_file_is_not_made_a_project(project: Path, tmp_path: Path):
    before = digest(project)
    the_sentence(run("new", project))
    the_sentence(run("new", tmp_path / "first.jsonl"))
    assert digest(project) == before


# -- bad files and rows; what each is called is tested beside the readers

BAD_FILES: dict[str, bytes] = {
    "empty.txt": b"",
    "nul.txt": b"a\0b",
    "latin.txt": "Le ministre a déclaré que la réunion était terminée. ".encode("cp1252") * 3,
    "cut.txt": b"\xff\xfeab\0",
    "page.jsonl": b"<html><body>x</body></html>",
    "office.jsonl": b"PK\x03\x04\0\0",
    "deep.jsonl": b'{"text": "a", "x": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "nul.jsonl": b'{"text": "a\\u0000"}',
    "half.jsonl": b'{"text": "\\udfff"}',
    "large.jsonl": b'{"text": "a", "n": 123456789012345678901234567890}',
    "huge.jsonl": b'{"text": "a", "n": ' + b"9" * 6000 + b"}",
    "twice.jsonl": b'{"text": "a", "text": "b"}',
    "cut.jsonl": b'{"text": "a',
    "none.jsonl": b'{"title": "a"}',
    "bytes.jsonl": b'{"text": "\xe9"}',
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_named_and_nothing_is_done(name: str, project: Path, tmp_path: Path):
    (tmp_path / name).write_bytes(BAD_FILES[name])
    before = run("export", project, "-").stdout_bytes
    sentence = run("import", project, tmp_path / name)
    assert sentence.exit_code == 2
    assert f"nothing was imported: {name}" in sentence.stderr
    assert "Traceback" not in sentence.output
    assert run("export", project, "-").stdout_bytes == before
    assert run("check", project).exit_code == 0


def test_bad_files_do_not_stop_the_good_one(project: Path, tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in BAD_FILES.items():
        (folder / name).write_bytes(content)
    (folder / "good.txt").write_text(TEXT)
    result = run("import", project, folder, "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["documents"] == {"added": 1, "unchanged": 0, "rejected": len(BAD_FILES)}
    assert {problem["file"] for problem in report["problems"]} == set(BAD_FILES)
    assert all(problem["reason"] and "\n" not in problem["reason"] for problem in report["problems"])


BAD_SPANS = [
    *(span(start=-1), span(start=6, end=0), span(end=10**6), span(end=2**63), span(end=2**63 - 1), span(start=True)),
    *(span(end=6.0), span(end="6"), span(text="Torland"), span(label=""), span(label=None), span(end=0)),
]


def test_bad_spans_are_named_and_the_good_ones_are_in(project: Path, tmp_path: Path):
    source = tmp_path / "in.jsonl"
    good = span(start=7, end=13, label="claim")
    source.write_bytes(row(id="d", text=TEXT, spans=[*BAD_SPANS, good]))
    result = run("import", project, source, "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["spans"] == {"added": 1, "unchanged": 0, "rejected": len(BAD_SPANS)}
    assert [problem["reason"].split(":")[0] for problem in report["problems"]] == [
        f"span {number}" for number in range(1, len(BAD_SPANS) + 1)
    ]


def test_one_key_with_two_texts_is_a_conflict_and_neither_is_overwritten(project: Path, tmp_path: Path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(row(id="first", text="another text") + row(id="x", text="one") + row(id="x", text="two"))
    result = run("import", project, source, "--json")
    assert result.exit_code == 1
    assert [problem["line"] for problem in json.loads(result.stdout)["problems"]] == [1, 3]
    texts = [json.loads(line)["text"] for line in run("export", project, "-").stdout.splitlines()]
    assert texts == [TEXT, "one"]


def test_a_very_long_line_is_named(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(LIMITS, "line", 1 << 20)
    source = tmp_path / "in.jsonl"
    source.write_bytes(row(text="x" * (1 << 21)) + row(text=TEXT))
    result = run("import", project, source)
    assert result.exit_code == 1
    assert "line 1: the line is longer than 1 MB" in result.stderr


def test_a_line_of_some_megabytes_is_read(project: Path, tmp_path: Path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(row(text="word " * 1_000_000))
    assert run("import", project, source).exit_code == 0


# -- disks and crashes


def test_a_disk_that_fills_up_during_an_import_leaves_the_project(project: Path, tmp_path: Path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"".join(row(text=f"{n} " + TEXT * 400) for n in range(100)))
    with Project.open(project) as opened:
        pages = opened.query("PRAGMA page_count")[0][0]
        opened.query(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(StorageError, match="full"):
            import_paths(opened, [source])
        assert len(queries.document_ids(opened, None)) == 1
        assert opened.check() == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_refuses_an_export_in_one_sentence(project: Path):
    assert "the disk is full" in the_sentence(run("export", project, "/dev/full", "--force"))


def test_an_import_whose_process_dies_leaves_nothing_half_done(project: Path, tmp_path: Path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"".join(row(text=f"{n} " + TEXT * 100) for n in range(6000)))
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from annotator.exchange import import_paths\n"
        "from annotator.store.project import Project\n"
        "def die(progress):\n"
        "    if progress.done > progress.total * 0.9: os._exit(9)\n"
        "import_paths(Project.open(Path(sys.argv[1])), [Path(sys.argv[2])], progress=die)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, project, source],
        env={**os.environ, "PYTHONPATH": os.getcwd()},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 9, done.stderr.decode()
    assert json.loads(run("info", project, "--json").stdout)["documents"] == 1
    assert run("check", project).exit_code == 0
    assert run("import", project, source).exit_code == 0
