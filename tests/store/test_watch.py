"""A file that another program changed or replaced is noticed before the next edit."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator import edits
from annotator.model.document import Document
from annotator.model.errors import ChangedError
from annotator.model.scheme import Label
from annotator.model.span import Extent
from annotator.store import queries
from annotator.store.project import Project

pytestmark = pytest.mark.skipif(os.name != "posix", reason="an open file cannot be taken away on Windows")


def delete(path: Path) -> None:
    path.unlink()


def replace(path: Path) -> None:
    twin = path.with_name("twin")
    shutil.copyfile(path, twin)
    os.replace(twin, path)


def write_into(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE documents SET title = 'theirs'")
        other.commit()


def restore_in_place(path: Path) -> None:
    """A sync client that writes an older state over the file."""
    older = path.with_name("older").read_bytes()
    with path.open("r+b") as file:
        file.write(older)
        file.truncate()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (delete, "is gone"),
        (replace, "put another file in the place"),
        (write_into, "changed what is in"),
        (restore_in_place, "changed what is in"),
    ],
)
def test_an_edit_is_refused_and_nothing_is_written(
    project: Project,
    path: Path,
    document: Document,
    labels: dict[str, Label],
    ana: int,
    harm: Callable[[Path], None],
    words: str,
):
    shutil.copyfile(path, path.with_name("older"))
    edits.add_span(project, document, Extent(0, 3), labels["actor"], ana)
    harm(path)
    after = path.read_bytes() if path.exists() else None
    for attempt in range(2):  # it stays refused until somebody chose what to do
        with pytest.raises(ChangedError, match=words):
            edits.add_span(project, document, Extent(4, 10), labels["actor"], ana)
        with pytest.raises(ChangedError, match=words):
            project.verify()
        assert (path.read_bytes() if path.exists() else None) == after, attempt


def test_a_file_that_was_deleted_can_still_be_read(
    project: Project, path: Path, document: Document, labels: dict[str, Label], ana: int
):
    edits.add_span(project, document, Extent(0, 3), labels["actor"], ana)
    path.unlink()
    assert queries.document(project, document.id) == document
    assert len(queries.spans(project, document.id, ana)) == 1


def test_a_project_that_is_opened_anew_can_be_edited(
    project: Project, path: Path, document: Document, labels: dict[str, Label], ana: int
):
    write_into(path)
    with pytest.raises(ChangedError):
        project.verify()
    project.close()
    with Project.open(path) as again:
        edits.add_span(again, document, Extent(0, 3), labels["actor"], ana)
        assert len(queries.spans(again, document.id, ana)) == 1


def test_what_this_program_writes_through_another_connection_is_known(
    project: Project, path: Path, document: Document, labels: dict[str, Label], ana: int
):
    for place in range(5):
        with Project.open(path) as worker:
            edits.add_span(worker, document, Extent(place, place + 2), labels["actor"], ana)
            worker.set_setting("key", str(place))
        project.verify()
        edits.add_span(project, document, Extent(place, place + 3), labels["actor"], ana)
    assert len(queries.spans(project, document.id, ana)) == 10


def test_a_foreign_change_is_seen_behind_one_of_ours(
    project: Project, path: Path, document: Document, labels: dict[str, Label], ana: int
):
    with Project.open(path) as worker:
        edits.add_span(worker, document, Extent(0, 2), labels["actor"], ana)
    with closing(sqlite3.connect(path)) as other:
        other.execute("INSERT INTO edits (time, kind, title) VALUES ('', 'edit', 'theirs')")
        other.commit()
    with pytest.raises(ChangedError):
        edits.add_span(project, document, Extent(0, 3), labels["actor"], ana)


def test_a_failed_edit_does_not_count_as_a_change(project: Project, document: Document, ana: int):
    with pytest.raises(KeyError), project.edit("Fails", annotator=ana) as edit:
        edit.delete("spans", 99)
    project.verify()
    project.ensure_annotator("bob")
