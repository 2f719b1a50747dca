"""An export is read back before it counts; one that comes back differently leaves everything as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotator.exchange import ExportOptions, export_project, import_paths, plan_export
from annotator.formats import jsonl_write, registry
from annotator.formats.base import FormatBase, Option, Piece
from annotator.formats.fitting import Losses, without_relations, without_span_details, without_suggestions
from annotator.formats.jsonl import Jsonl
from annotator.model.document import Status
from annotator.model.errors import InputError, StorageError
from annotator.store.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from annotator.formats.base import ReadOptions, Remark, Source, WriteOptions
    from annotator.formats.look import Look
    from annotator.model.record import Problem, Record

ROW = {
    "id": "a",
    "text": "Halvia warns the union. Talks go on.",
    "offsets": "codepoint",
    "spans": [
        {"start": 0, "end": 6, "label": "actor", "annotator": "ana", "note": "who"},
        {"start": 7, "end": 22, "label": "threat", "annotator": "ana"},
    ],
    "relations": [{"type": "made_by", "head": 2, "tail": 1, "annotator": "ana"}],
    "reviews": [{"annotator": "ana", "status": "done", "note": ""}],
}


class Plain(Jsonl):
    """A format that holds no relations and no notes, made for training, with one option."""

    name = "plain"
    training = True
    options = (Option("case", "How words are written", ("as-is", "upper"), "as-is"),)

    def sniff(self, look: Look) -> str:
        return ""

    def fit(self, record: Record, options: WriteOptions, losses: Losses) -> Record:
        bare = without_relations(without_suggestions(record, losses), losses)
        return without_span_details(bare, losses)


class Shifted(Plain):
    """A format with the worst of faults: every offset is off by one."""

    name = "shifted"

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        for record in records:
            spans = [span._replace(start=span.start + 1, end=span.end + 1) for span in record.spans]
            yield jsonl_write.line(replace(record, spans=spans))


class Forgetful(Plain):
    """A format that forgets the last document."""

    name = "forgetful"

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
        for record in list(records)[:-1]:
            yield jsonl_write.line(record)


class Folder(FormatBase):
    """A format that is a folder with a file for each document."""

    name = "folder"
    title = "One file a document"
    suffixes = (".one",)
    folder = True

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
        assert source.path is not None
        for path in sorted(source.path.glob("*.one")):
            with path.open("rb") as stream:
                yield from Jsonl().read(replace(source, stream=stream), options)

    def write(self, records: Iterable[Record], options: WriteOptions) -> Iterator[Piece]:
        for record in records:
            yield Piece(f"{record.key}.one", jsonl_write.line(record))


@pytest.fixture(autouse=True)
def formats(monkeypatch: pytest.MonkeyPatch) -> None:
    for known in (Plain, Shifted, Forgetful, Folder):
        monkeypatch.setitem(registry.BUILT_IN, known.name, f"{__name__}:{known.__name__}")
    monkeypatch.setattr(registry, "_load", lambda target: _CLASSES[target] if target in _CLASSES else _load(target))


_load = registry._load
_CLASSES = {f"{__name__}:{known.__name__}": known() for known in (Plain, Shifted, Forgetful, Folder)}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    source = tmp_path / "in.jsonl"
    rows = [ROW, {**ROW, "id": "b", "spans": [], "relations": [], "reviews": []}]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with Project.create(tmp_path / "p.annot", annotator="ana") as project:
        import_paths(project, [source])
        yield project


@pytest.mark.parametrize(("name", "complaint"), [("shifted", "its spans"), ("forgetful", "“b” is missing")])
def test_what_comes_back_differently_is_not_published(project: Project, tmp_path: Path, name: str, complaint: str):
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(StorageError, match=complaint):
        export_project(project, out, ExportOptions(name, statuses=tuple(Status)), force=True)
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_losses_are_counted_before_and_after_and_stand_beside_the_file(project: Project, tmp_path: Path):
    plan = plan_export(project, ExportOptions("plain"))
    assert plan.losses.sentences() == ["1 relation: left out", "1 note on a span: left out"]
    assert plan.sample.startswith('{"id":"a"')
    report = export_project(project, tmp_path / "out.jsonl", ExportOptions("plain"))
    assert report.losses == plan.losses
    assert (report.documents, report.spans, report.proven, report.left_out) == (1, 2, 2, 1)
    stored = json.loads((tmp_path / "out.jsonl.report.json").read_bytes())
    assert stored == report.as_json()
    assert stored["losses"][0] == {"what": "relation", "count": 1, "then": "left out"}


def test_a_format_for_training_takes_done_documents_unless_asked_for_all(project: Project, tmp_path: Path):
    assert plan_export(project, ExportOptions("plain")).documents == 1
    assert plan_export(project, ExportOptions("plain", statuses=tuple(Status))).documents == 2
    assert plan_export(project, ExportOptions("jsonl")).documents == 2


def test_a_folder_is_written_whole_and_replaced_only_if_it_is_an_export(project: Project, tmp_path: Path):
    out = tmp_path / "out"
    options = ExportOptions("folder")
    report = export_project(project, out, options)
    assert report.files == ("a.one", "b.one")
    with pytest.raises(InputError, match="is there already"):
        export_project(project, out, options)
    assert export_project(project, out, options, force=True).proven == 2
    (out / "mine.txt").write_text("my own notes")
    with pytest.raises(InputError, match=r"holds mine\.txt, which is not of an earlier export"):
        export_project(project, out, options, force=True)
    assert sorted(path.name for path in out.iterdir()) == ["a.one", "b.one", "mine.txt"]
    with pytest.raises(InputError, match="is a file"):
        export_project(project, tmp_path / "in.jsonl", options, force=True)


def test_an_option_a_format_does_not_have_is_refused(project: Project, tmp_path: Path):
    with pytest.raises(InputError, match="has no option “colour”; its options are case"):
        plan_export(project, ExportOptions("plain", settings={"colour": "red"}))
    with pytest.raises(InputError, match="“case” cannot be “lower”; it can be as-is, upper"):
        plan_export(project, ExportOptions("plain", settings={"case": "lower"}))


def test_what_another_tool_needs_besides_is_written_beside(project: Project, tmp_path: Path):
    report = export_project(project, tmp_path / "tasks.json", ExportOptions("label-studio"))
    beside = tmp_path / "tasks.json.config.xml"
    assert report.beside == (report.report, str(beside))
    assert 'value="threat"' in beside.read_text()
