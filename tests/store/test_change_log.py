"""The one way to change data: all or nothing, logged, heard."""

import pytest

from annotator import edits
from annotator.model.document import Document
from annotator.model.errors import StorageError
from annotator.model.scheme import Label
from annotator.model.span import Extent
from annotator.store.changes import ChangeSet, RowChange
from annotator.store.project import Project


def names(project: Project) -> list[str]:
    return [annotator.name for annotator in project.annotators()]


def log(project: Project) -> list[tuple[object, ...]]:
    return project.query("SELECT kind, title FROM edits")


def test_an_edit_says_which_rows_it_changed(project: Project):
    with project.edit("Rename", annotator=1) as edit:
        edit.update("annotators", 1, {"name": "eva"})
    assert edit.result
    [change] = edit.result.changes
    assert change.table == "annotators"
    assert change.before
    assert change.after
    assert (change.before["id"], change.before["name"], change.after["name"]) == (1, "ana", "eva")


def test_an_edit_that_changes_nothing_leaves_no_trace(project: Project):
    heard: list[ChangeSet] = []
    project.subscribe(heard.append)
    with project.edit("Nothing", annotator=1) as edit:
        edit.update("annotators", 1, {"name": "ana"})
    assert edit.result is None
    assert log(project) == []
    assert heard == []


def test_an_exception_takes_everything_back(project: Project):
    def fail_half_way() -> None:
        with project.edit("Half", annotator=1) as edit:
            edit.insert("annotators", {"name": "bob", "created": "now"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert names(project) == ["ana"]
    assert log(project) == []


def test_a_listener_hears_an_edit_after_it_is_stored(project: Project):
    heard = []
    project.subscribe(lambda change: heard.append((change.title, names(project))))
    project.ensure_annotator("bob")
    assert heard == [("Add annotator “bob”", ["ana", "bob"])]


def test_a_listener_can_leave(project: Project):
    heard: list[ChangeSet] = []
    leave = project.subscribe(heard.append)
    leave()
    leave()
    project.ensure_annotator("bob")
    assert heard == []


def test_a_listener_may_make_an_edit_itself(project: Project):
    def follow(change: ChangeSet) -> None:
        if "bob" in change.title:
            project.ensure_annotator("eva")

    project.subscribe(follow)
    project.ensure_annotator("bob")
    assert names(project) == ["ana", "bob", "eva"]


def test_an_edit_inside_an_edit_is_a_bug(project: Project):
    with (
        pytest.raises(RuntimeError, match="begun inside"),
        project.edit("Outer", annotator=1),
        project.edit("Inner", annotator=1),
    ):
        pass


@pytest.mark.parametrize(
    "values",
    [
        {"name": 1, "created": "now"},
        {"name": "bob"},
        {"name": "bob", "created": "now", "mood": "good"},
        {"name": None, "created": "now"},
    ],
)
def test_a_value_of_the_wrong_type_is_a_bug_and_changes_nothing(project: Project, values: dict[str, object]):
    with pytest.raises(TypeError), project.edit("Wrong", annotator=1) as edit:
        edit.insert("annotators", values)
    assert names(project) == ["ana"]


def test_changing_a_row_that_is_not_there_is_a_bug(project: Project):
    with pytest.raises(KeyError), project.edit("Gone", annotator=1) as edit:
        edit.update("annotators", 99, {"name": "x"})


def test_deleting_a_row_that_is_not_there_is_a_bug(project: Project):
    with pytest.raises(KeyError), project.edit("Gone", annotator=1) as edit:
        edit.delete("annotators", 99)


def test_ids_are_never_used_again(project: Project):
    with project.edit("Add", annotator=1) as edit:
        first = edit.insert("annotators", {"name": "bob", "created": "now"})
    with project.edit("Remove", annotator=1) as edit:
        edit.delete("annotators", first)
    with project.edit("Add", annotator=1) as edit:
        assert edit.insert("annotators", {"name": "eva", "created": "now"}) > first


def test_a_full_disk_changes_nothing_and_says_so(
    project: Project, document: Document, labels: dict[str, Label], ana: int
):
    [(pages,)] = project.query("PRAGMA page_count")
    project.query(f"PRAGMA max_page_count = {pages}")

    def label_much() -> None:
        for start in range(70):
            extent = Extent(start, start + 1)
            edits.add_span(project, document, extent, labels["claim"], ana, note="long " * 500)

    with pytest.raises(StorageError, match="is full"):
        label_much()
    project.query("PRAGMA max_page_count = 4294967294")
    [(spans, edits_)] = project.query(
        "SELECT (SELECT count(*) FROM spans), (SELECT count(*) FROM edits WHERE kind = 'edit')"
    )
    assert spans == edits_
    assert project.check() == []


def test_the_log_of_a_label_takes_less_than_300_bytes(
    project: Project, document: Document, labels: dict[str, Label], ana: int
):
    count = 600
    for number in range(count):
        start, length = number % 30, 11 + number // 30
        edits.add_span(project, document, Extent(start, start + length), labels["claim"], ana)
    names = ("edits", "edits_undoable", "edit_changes", "edit_changes_edit")
    [(size,)] = project.query(f"SELECT sum(pgsize) FROM dbstat WHERE name IN {names}")
    assert size / count < 300


def test_a_row_change_knows_its_document(project: Project, document: Document):
    assert RowChange("documents", 7, None, {"id": 7}).document == 7
    assert RowChange("spans", 7, {"document": 3}, None).document == 3
    assert RowChange("labels", 7, None, {"id": 7}).document is None
