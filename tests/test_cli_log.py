"""``annotator log``: the history of a project for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from annotator import edits
from annotator.cli import main
from annotator.model.record import Record, RecordSpan
from annotator.model.span import Extent
from annotator.store import log, queries
from annotator.store.bulk import load
from annotator.store.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ESCAPE = "\x1b[31m"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.annot"
    with Project.create(path, annotator="ana") as project:
        records = [
            Record("harbour", "Halvia closed the lock.", f"Fees{ESCAPE}", spans=[RecordSpan(0, 6, "actor", "ana")]),
            Record("canal", f"Nobody {ESCAPE} came."),
        ]
        load(project, records, title="Import rows.jsonl", annotator_default="ana", detail={"source": ["rows.jsonl"]})
        bob = project.ensure_annotator("bob").id
        label = queries.labels(project)[1]
        edits.add_span(project, queries.document(project, 1), Extent(7, 13), label, 1)
        edits.undo(project, 1)
        edits.add_span(project, queries.document(project, 2), Extent(0, 10), label, bob)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["log", *(str(argument) for argument in arguments)], prog_name="annotator")


def as_json(*arguments: object) -> list[dict[str, object]]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_people_read_one_line_an_entry_newest_first(project: Path):
    lines = run(project).stdout.splitlines()
    assert len(lines) == 5
    assert "bob  Labelled “Nobody " in lines[0]
    assert lines[0].endswith("as claim  in canal")
    assert "undo: Labelled “closed” as claim" in lines[1]
    assert lines[2].endswith("(taken back)")
    assert lines[4].endswith("ana  Import rows.jsonl  2 documents, 1 span")


def test_nothing_in_a_project_steers_the_terminal(project: Path):
    for arguments in ((project,), (project, "--json")):
        output = run(*arguments).stdout
        assert "\x1b" not in output
        assert "\\u001b[3" in output


def test_programs_read_every_row_that_was_changed(project: Path):
    entries = as_json(project)
    assert [entry["id"] for entry in entries] == [5, 4, 3, 2, 1]
    newest, undo, undone, _, imported = entries
    assert set(newest) == {
        *("id", "time", "annotator", "document", "kind", "title", "taken_back", "compacted", "changes", "detail")
    }
    assert (newest["annotator"], newest["document"], newest["kind"]) == ("bob", "canal", "edit")
    assert (undo["kind"], undo["taken_back"], undone["taken_back"]) == ("undo", False, True)
    [review, span] = undone["changes"]
    assert (review["table"], span["table"], span["before"]) == ("reviews", "spans", None)
    assert span["after"]["start"] == 7
    assert imported["document"] is None
    assert imported["detail"]["source"] == ["rows.jsonl"]
    assert imported["changes"] == []


def test_only_some_can_be_asked_for(project: Path):
    assert [entry["id"] for entry in as_json(project, "--limit", 2)] == [5, 4]
    assert [entry["id"] for entry in as_json(project, "--document", "canal")] == [5]
    assert [entry["id"] for entry in as_json(project, "--annotator", "ana", "--document", "harbour")] == [4, 3]
    assert as_json(project, "--annotator", "bob", "--document", "harbour") == []


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--document", "lock"), "no document “lock”"),
        (("--annotator", "eva"), "no annotator “eva”"),
        (("--limit", "0"), "0 is not in the range"),
    ],
)
def test_what_is_not_there_is_said(project: Path, option: tuple[str, str], said: str):
    result = run(project, *option)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_project_that_may_only_be_read_has_a_log(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("os.access", lambda _path, mode: not mode & 2)
    assert len(as_json(project)) == 5


def test_a_long_log_is_printed_as_it_is_read(project: Path, monkeypatch: pytest.MonkeyPatch):
    read: list[int] = []
    entries = log.entries
    monkeypatch.setattr(log, "entries", lambda project, ids: read.extend(ids) or entries(project, ids))
    monkeypatch.setattr(log, "STRETCH", 2)
    assert [entry["id"] for entry in as_json(project, "--limit", 1)] == [5]
    assert read == [5, 4]
