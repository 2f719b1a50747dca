"""Files that are none, folders that go round, names no disk takes: one sentence each, and no waiting."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.formats.base import ReadOptions, Source
from annotator.formats.decoding import guess_encoding
from annotator.formats.json_rows import rows
from annotator.formats.text import Text
from annotator.store.project import Project
from tests.formats.reading import row, span

if TYPE_CHECKING:
    from click.testing import Result

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes, links and odd names are POSIX")


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="annotator")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def sentence(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.annot"
    Project.create(path, annotator="ana").close()
    return path


@POSIX
@pytest.mark.parametrize("name", ["x.txt", "x.jsonl", "x"])
def test_a_pipe_is_refused_and_not_waited_for(project: Path, tmp_path: Path, name: str):
    os.mkfifo(tmp_path / name)
    assert f"{name}: it is no ordinary file" in sentence(run("import", project, tmp_path / name))
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "b.txt").write_text("b")
    assert run("import", project, tmp_path / "in").exit_code == 1


@POSIX
def test_a_device_under_an_articles_name_is_refused(project: Path, tmp_path: Path):
    (tmp_path / "x.jsonl").symlink_to("/dev/zero")
    assert "it is no ordinary file" in sentence(run("import", project, tmp_path / "x.jsonl"))
    assert "it is no ordinary file" in sentence(run("new", tmp_path / "n.annot", "--scheme", "/dev/zero"))


@POSIX
def test_links_among_folders_are_walked_once(project: Path, tmp_path: Path):
    for name in "abcdefghijkl":
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "x.txt").write_text(name)
        for other in "abcdefghijkl":
            (tmp_path / "in" / name / f"to {other}").symlink_to(tmp_path / "in" / other)
    (tmp_path / "in" / "ring").symlink_to("ring")
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "y.txt").write_text("y")
    (tmp_path / "in" / "0").symlink_to(tmp_path / "beside")
    report = json.loads(run("import", project, tmp_path / "in", "--json").stdout)
    assert report["documents"] == {"added": 13, "unchanged": 0, "rejected": 1}
    assert report["problems"][0]["file"].endswith("ring")


@POSIX
def test_folders_deeper_than_python_recurses_are_walked(project: Path, tmp_path: Path):
    deep = tmp_path / "in" / Path(*("d" for _ in range(400)))
    deep.mkdir(parents=True)
    (deep / "x.txt").write_text("deep")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(300)
    try:
        assert run("import", project, tmp_path / "in").exit_code == 0
    finally:
        sys.setrecursionlimit(limit)


@pytest.mark.parametrize("length", [250, 300])
def test_a_name_no_disk_takes_is_refused(project: Path, tmp_path: Path, length: int):
    long = tmp_path / ("n" * length)
    assert str(long) in sentence(run("new", long))
    if length > 255:
        assert str(long) in sentence(run("export", project, long))
        assert str(long) in sentence(run("info", long))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.annot"]


@POSIX
def test_a_ring_of_links_is_no_place_for_an_export(project: Path, tmp_path: Path):
    (tmp_path / "ring").symlink_to("ring")
    for target in (tmp_path / "ring", tmp_path / "ring" / "x.jsonl"):
        assert "was not written" in sentence(run("export", project, target, "--force"))


BAD_NAMES = ["\udcff", "n" * 1001]


@pytest.mark.parametrize("name", BAD_NAMES, ids=["half a surrogate pair", "too long"])
def test_an_annotators_name_that_cannot_be_kept_is_refused(project: Path, tmp_path: Path, name: str):
    source = tmp_path / "in.jsonl"
    source.write_bytes(row(text="Halvia", spans=[{"start": 0, "end": 6, "label": "actor"}]))
    assert "name" in sentence(run("new", tmp_path / "n.annot", "--annotator", name))
    assert "name" in sentence(run("import", project, source, "--annotator", name))
    assert not (tmp_path / "n.annot").exists()


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ('{"name": "\\ud800"}', "surrogate"),
        ('{"name": "a", "definition": "\\udfff"}', "surrogate"),
        ('{"name": "%s"}' % ("x" * 10_000), "longer than"),
        ('{"name": "a", "name": "b"}', "twice"),
    ],
)
def test_a_label_that_could_not_be_stored_is_refused_by_the_scheme(tmp_path: Path, label: str, why: str):
    (tmp_path / "s.json").write_text(f'{{"labels": [{label}]}}')
    assert why in sentence(run("new", tmp_path / "n.annot", "--scheme", tmp_path / "s.json"))


# -- what is slow, or stops too early


def test_a_first_row_that_is_a_list_does_not_stop_the_rest(project: Path, tmp_path: Path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"[1]\n" + row(text="a") + b"\0\n" + row(text="b"))
    report = json.loads(run("import", project, source, "--json").stdout)
    assert report["documents"] == {"added": 2, "unchanged": 0, "rejected": 2}
    assert [problem["line"] for problem in report["problems"]] == [1, 3]


@pytest.mark.parametrize("begin", [b"[\n", b"<html>\n", b"{\n", b"[", b"PK\x03\x04\n"])
def test_another_kind_of_file_gets_one_reason_and_not_one_a_line(begin: bytes):
    found = list(rows(Source.of("x.jsonl", begin + b"<p>\n" * 100), ReadOptions()))
    assert len(found) == 1
    assert found[0].line == 0  # type: ignore[union-attr]


@pytest.mark.timeout(20)
def test_thousands_of_spans_in_another_unit_are_named_quickly(project: Path, tmp_path: Path):
    words = "Halvia said. " * 40_000
    spans = [span(start=13 * n + 2, end=13 * n + 8, text="Halvia") for n in range(10_000)]
    (tmp_path / "in.jsonl").write_bytes(row(id="u", text="\U0001f600" + words, spans=spans))
    result = run("import", project, tmp_path / "in.jsonl")
    assert result.stderr.count("the offsets seem to count UTF-16 units") == 10_000


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "data", [bytes(range(128, 256)) * 100_000, "déclaré que la réunion ".encode("cp1252") * 500_000]
)
def test_a_large_file_in_no_known_encoding_is_judged_quickly(data: bytes):
    assert len(list(Text().read(Source.of("x.txt", data), ReadOptions()))) == 1


def test_a_broken_byte_far_inside_a_large_file_is_still_called_one():
    data = "Ж и Й ".encode() * 200_000
    broken = data[:800_001] + b"\xff" + data[800_001:]
    [problem] = Text().read(Source.of("x.txt", broken), ReadOptions())
    assert "UTF-8 but for a broken byte" in str(problem)
    assert guess_encoding(b"\xe9t\xe9 " * 9) is not None
