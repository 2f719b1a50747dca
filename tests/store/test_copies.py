"""Copies to another place: of the file, of what a connection still sees, of what can be read."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator import edits
from annotator.model.document import Annotator, Document
from annotator.model.errors import BusyError, ProjectError, StorageError
from annotator.model.scheme import Label
from annotator.model.span import Extent
from annotator.store import backup, copies, queries
from annotator.store.last_resort import OpenWork
from annotator.store.project import Project
from tests.store.conftest import TEXT

NO_WORK = OpenWork(Annotator(1, "ana"), (), None, ())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere.annot"


@pytest.fixture
def work(project: Project, document: Document, labels: dict[str, Label], ana: int) -> OpenWork:
    span = edits.add_span(project, document, Extent(0, 10), labels["actor"], ana, note="who?").span
    pieces = [(12, 15), (20, 25)]
    edits.add_span(project, document, Extent(12, 25), labels["claim"], ana, fragments=pieces)
    spans = queries.spans(project, document.id)
    assert span in spans
    return OpenWork(Annotator(ana, "ana"), list(labels.values()), document, spans)


def test_the_file_that_is_open_is_copied(project: Project, work: OpenWork, path: Path, target: Path):
    saved = copies.save(path, target, copies.mark_of(project))
    assert saved == (target, 1, 2, True)
    assert backup.verify(target).spans == 2


def test_a_file_that_is_no_longer_the_open_one_is_not_copied(project: Project, path: Path, target: Path):
    mark = copies.mark_of(project)
    project.ensure_annotator("bob")
    assert copies.save(path, target, mark) is None
    assert copies.save(path.with_name("missing"), target, mark) is None
    assert copies.save(path, target, None) is None
    assert not target.exists()


def test_a_taken_name_is_refused(project: Project, path: Path, target: Path):
    target.write_text("mine")
    with pytest.raises(StorageError, match="already a file"):
        copies.save(path, target, copies.mark_of(project))
    with pytest.raises(StorageError, match="already a file"):
        copies.save_image(project.image(), target, NO_WORK)
    assert target.read_text() == "mine"


@pytest.mark.skipif(os.name != "posix", reason="names of POSIX")
@pytest.mark.parametrize("name", ["n" * 250, "a\0b", "missing/x"])
def test_a_name_no_project_can_have_is_refused(project: Project, path: Path, tmp_path: Path, name: str):
    with pytest.raises(StorageError):
        copies.save(path, tmp_path / name, copies.mark_of(project))


def test_the_journal_of_a_project_that_is_gone_is_never_met(project: Project, path: Path, target: Path):
    target.with_name(f"{target.name}-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(504))
    with pytest.raises(StorageError, match="journal"):
        copies.save(path, target, copies.mark_of(project))
    with pytest.raises(ProjectError, match="journal"):
        Project.create(target)


def test_a_file_another_program_holds_is_no_reason_to_save_less(
    project: Project, path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
):
    reader = backup.reader
    monkeypatch.setattr(backup, "reader", lambda path: reader(path, 0.0))
    mark = copies.mark_of(project)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyError):
            copies.save(path, target, mark)


def unlink(path: Path) -> None:
    path.unlink()


def unlink_all(path: Path) -> None:
    path.unlink()
    path.with_name(path.name + "-journal").unlink()


def overwrite_by_another(path: Path) -> None:
    Project.create(path.with_name("other")).close()
    path.with_name("other").replace(path)


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be taken away on Windows")
@pytest.mark.parametrize("harm", [unlink, unlink_all, overwrite_by_another])
def test_a_file_taken_away_is_saved_whole_from_what_its_connection_sees(
    project: Project, work: OpenWork, path: Path, target: Path, harm: Callable[[Path], None]
):
    harm(path)
    assert copies.save_image(project.image(), target, work) == (target, 1, 2, True)
    with Project.open(target) as copy:
        assert queries.spans(copy, work.document.id) == work.spans
        assert copy.check() == []


@pytest.mark.parametrize("image", [b"", b"no project" * 1000])
def test_what_the_window_has_open_is_saved_when_nothing_can_be_read(work: OpenWork, target: Path, image: bytes):
    assert copies.save_image(image, target, work) == (target, 1, 2, False)
    with Project.open(target) as copy:
        assert queries.document(copy, work.document.id).text == TEXT
        assert queries.spans(copy, work.document.id) == work.spans
        assert [label.name for label in queries.labels(copy)] == [label.name for label in work.labels]
        assert copy.current_annotator == work.annotator
        assert copy.check() == []
        edits.set_note(copy, work.spans[0], "goes on")


def test_a_project_without_an_open_document_can_be_saved_too(target: Path):
    assert copies.save_image(b"", target, NO_WORK) == (target, 0, 0, False)


def test_rows_around_a_damaged_page_are_saved(project: Project, labels: dict[str, Label], ana: int, target: Path):
    from annotator.model.record import Record
    from annotator.store.bulk import load

    load(project, [Record(f"d{n}", f"{TEXT} {n}" * 20) for n in range(400)], title="Import", annotator_default="ana")
    document = queries.document(project, 300)
    spans = [edits.add_span(project, document, Extent(0, 10), labels["actor"], ana).span]
    whole = project.image()
    saved = None
    for page in range(20, len(whole) // 4096, 37):
        spoilt = whole[: page * 4096] + b"\xff" * 4096 + whole[(page + 1) * 4096 :]
        target.unlink(missing_ok=True)
        saved = copies.save_image(spoilt, target, OpenWork(Annotator(ana, "ana"), (), document, spans))
        assert saved.documents >= 350
        with Project.open(target) as copy:
            assert queries.spans(copy, document.id) == spans
            assert [finding for finding in copy.check() if "SHA-256" not in finding.what] == []
    assert saved is not None


def test_restoring_makes_a_new_file_of_a_backup(project: Project, path: Path, tmp_path: Path, target: Path):
    made = backup.make(path, tmp_path / "backups")
    assert made is not None
    assert copies.restore(made.path, target).whole
    assert backup.verify(target) == backup.verify(path)
    with pytest.raises(StorageError, match="already a file"):
        copies.restore(made.path, target)
