"""A COMMIT that fails: whether the edit stands is read from the file before anything is said."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from annotator import edits
from annotator.model.errors import AnnotatorError, StorageError, UnconfirmedError, UnsureError
from annotator.model.span import Extent
from annotator.store import queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.model.document import Document
    from annotator.model.scheme import Label
    from annotator.store.changes import ChangeSet
    from annotator.store.project import Project


_LOOK = ("SELECT title, kind FROM edits", "undone")
"""The look into the log fails."""


class FailingDisk:
    """The project's connection, on a disk that fails at given statements."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.faults: list[tuple[str, str]] = []
        """In order: how a statement begins, and whether it is ``done`` although it failed, ``undone`` or ``sound``."""

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        outcome = "sound"
        if self.faults and sql.startswith(self.faults[0][0]):
            outcome = self.faults.pop(0)[1]
        if outcome == "sound":
            return self._connection.execute(sql, *values)
        if sql == "COMMIT":  # SQLite leaves no transaction open after such an error
            self._connection.execute("COMMIT" if outcome == "done" else "ROLLBACK")
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)


@pytest.fixture
def disk(project: Project, document: Document) -> FailingDisk:
    made = FailingDisk(project._connection)
    project._connection = made  # type: ignore[assignment]
    assert project._watch
    project._watch._connection = made  # type: ignore[assignment]
    return made


@pytest.fixture
def heard(project: Project) -> list[ChangeSet]:
    found: list[ChangeSet] = []
    project.subscribe(found.append)
    return found


@pytest.fixture
def label_it(project: Project, document: Document, labels: dict[str, Label], ana: int) -> Callable[[], edits.Added]:
    return lambda: edits.add_span(project, document, Extent(0, 10), labels["actor"], ana)


def test_an_edit_that_was_taken_back_can_be_made_again(
    project: Project, disk: FailingDisk, heard: list[ChangeSet], label_it: Callable[[], edits.Added]
):
    disk.faults = [("COMMIT", "undone")]
    with pytest.raises(StorageError, match="nothing was changed"):
        label_it()
    assert not heard
    assert label_it().change
    assert len(heard) == 1


def test_an_edit_that_stands_is_confirmed_and_then_no_failure(
    project: Project, disk: FailingDisk, heard: list[ChangeSet], label_it: Callable[[], edits.Added]
):
    disk.faults = [("COMMIT", "done")]
    assert label_it().change
    assert len(heard) == 1
    assert len(queries.spans(project, 1)) == 1


@pytest.mark.parametrize("move", ["BEGIN", "PRAGMA user_version =", "COMMIT"])
def test_an_edit_that_stands_and_cannot_be_confirmed_is_shown_and_said(
    project: Project, disk: FailingDisk, heard: list[ChangeSet], label_it: Callable[[], edits.Added], move: str
):
    disk.faults = [("COMMIT", "done"), (move, "undone")]
    with pytest.raises(UnconfirmedError, match="the disk failed to confirm it"):
        label_it()
    assert len(heard) == 1
    assert label_it().change is None
    assert len(queries.spans(project, 1)) == 1


@pytest.mark.parametrize("stands", [True, False])
def test_an_edit_nobody_can_tell_of_is_looked_for_before_the_next(
    project: Project, disk: FailingDisk, heard: list[ChangeSet], label_it: Callable[[], edits.Added], stands: bool
):
    disk.faults = [("COMMIT", "done" if stands else "undone"), _LOOK]
    with pytest.raises(UnsureError, match="cannot be read to see whether"):
        label_it()
    assert not heard
    assert (label_it().change is None) is stands
    assert len(heard) == 1
    assert len(queries.spans(project, 1)) == 1


def test_what_cannot_be_looked_for_is_looked_for_later(
    project: Project, disk: FailingDisk, heard: list[ChangeSet], label_it: Callable[[], edits.Added]
):
    disk.faults = [("COMMIT", "done"), _LOOK, _LOOK]
    for _ in range(2):
        with pytest.raises(AnnotatorError):
            label_it()
    assert not heard
    assert label_it().change is None
    assert len(heard) == 1


def test_of_what_is_not_logged_nothing_is_claimed(project: Project, disk: FailingDisk):
    disk.faults = [("COMMIT", "done")]
    with pytest.raises(UnsureError, match="whether what you did last is in it"):
        project.set_setting("colour", "red")
    project.set_setting("colour", "blue")
    assert project.setting("colour") == "blue"


def test_a_failure_is_not_taken_for_another_program(
    project: Project, disk: FailingDisk, label_it: Callable[[], edits.Added]
):
    disk.faults = [("INSERT INTO spans", "undone")]
    with pytest.raises(StorageError):
        label_it()
    assert project._watch
    project._watch._version -= 1  # as SQLite counts on when it has to read the file anew
    assert label_it().change


def test_a_look_at_a_failing_disk_is_answered_by_a_sentence(project: Project, disk: FailingDisk):
    disk.faults = [("PRAGMA data_version", "undone")]
    with pytest.raises(StorageError, match="check that its disk is there"):
        project.verify()
