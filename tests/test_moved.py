"""Annotations that come without their text follow it where it has moved, and say so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from annotator.exchange import ExportOptions, ImportOptions, export_project, import_paths
from annotator.store.project import Project

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Halvia warns the union. The union answers that Halvia is wrong."


@pytest.fixture
def annotations(tmp_path: Path) -> Path:
    """Web annotations of a text, without the text itself."""
    source = tmp_path / "in.jsonl"
    spans = [
        {"start": 0, "end": 6, "label": "actor", "annotator": "ana"},
        {"start": 28, "end": 33, "label": "actor", "annotator": "ana"},
    ]
    source.write_text(json.dumps({"id": "a", "text": TEXT, "offsets": "codepoint", "spans": spans}) + "\n")
    with Project.create(tmp_path / "from.annot", annotator="ana") as project:
        import_paths(project, [source])
        out = tmp_path / "out.jsonld"
        report = export_project(project, out, ExportOptions("web-annotation", settings={"texts": "no"}))
        assert report.proven == 2
    return out


def imported(tmp_path: Path, annotations: Path, text: str) -> tuple[list[str], list[str], list[str]]:
    """The words of the spans in a project that has the document with this text; what was said; what was refused."""
    rows = tmp_path / "text.jsonl"
    rows.write_text(json.dumps({"id": "a", "text": text}) + "\n")
    with Project.create(tmp_path / "to.annot", annotator="ben") as project:
        import_paths(project, [rows])
        report = import_paths(project, [annotations], ImportOptions())
        assert report.spans.added + report.spans.unchanged + report.spans.rejected == 2
        export_project(project, tmp_path / "again.jsonl")
    row = json.loads((tmp_path / "again.jsonl").read_text())
    words = [row["text"][span["start"] : span["end"]] for span in row["spans"]]
    return words, report.warnings, [str(problem) for problem in report.problems]


def test_the_same_text_needs_no_search(tmp_path: Path, annotations: Path):
    assert imported(tmp_path, annotations, TEXT) == (["Halvia", "union"], [], [])


def test_words_that_moved_are_found_by_what_stands_around_them_and_said(tmp_path: Path, annotations: Path):
    words, said, refused = imported(tmp_path, annotations, "(Updated.) " + TEXT)
    assert refused == []
    assert words == ["Halvia", "union"]
    assert "“Halvia” has moved from 0 to 11; it was found by the words around it" in said[0]
    assert "“union” has moved from 28 to 39" in said[1]


def test_words_that_are_gone_are_refused_by_name(tmp_path: Path, annotations: Path):
    words, _, refused = imported(tmp_path, annotations, "Nothing of it is left in this new text at all.")
    assert words == []
    assert len(refused) == 2
    assert "its text “Halvia” is not what stands at 0–6" in refused[0]
