"""The session: one way for an edit to reach the project, one way for every view to hear of it."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from annotator import edits
from annotator.gui import edit_queue
from annotator.gui.session import Session, shortened
from annotator.model.document import Status
from annotator.model.errors import BusyError
from annotator.model.record import Record, RecordSpan
from annotator.model.span import Extent
from annotator.store import queries
from annotator.store.bulk import load
from annotator.store.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.model.scheme import Label
    from annotator.store.changes import ChangeSet

TEXT = "The council of Brenn voted. Brenn waits."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "brenn.annot", annotator="ana") as made:
        for key in ("first", "second"):
            load(made, [Record(key, TEXT, title=key.title())], title="Import", annotator_default="ana")
        yield made


@pytest.fixture
def session(qapp: object, project: Project) -> Iterator[Session]:
    made = Session(project, project.ensure_annotator("ana"))
    made.open_document(document_id(project, "first"))
    yield made
    made.close()


def document_id(project: Project, key: str) -> int:
    document = queries.document_by_key(project, key)
    assert document is not None
    return document.id


def label(session: Session, name: str) -> Label:
    return next(label for label in session.labels if label.name == name)


def heard(signal: object) -> list[tuple[object, ...]]:
    """What a signal says from now on."""
    said: list[tuple[object, ...]] = []
    signal.connect(lambda *values: said.append(values))  # type: ignore[attr-defined]
    return said


@contextmanager
def held_by_another_program(project: Project) -> Iterator[sqlite3.Connection]:
    other = sqlite3.connect(project.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield other
    finally:
        if other.in_transaction:
            other.rollback()
        other.close()


# Edits and what is heard of them


def test_a_label_is_heard_of_once_selected_and_said(session: Session):
    changes, said = heard(session.changed), heard(session.said)
    span = session.add_span(Extent(15, 20), label(session, "actor"))
    assert span is not None
    assert session.selected == span
    assert list(session.spans) == [span]
    assert len(changes) == 1
    assert said == [("Labelled “Brenn” as actor", "stored")]


def test_views_hear_of_an_edit_after_the_session_knows_it(session: Session):
    lengths: list[int] = []
    session.changed.connect(lambda _: lengths.append(len(session.spans)))
    session.add_span(Extent(15, 20), label(session, "actor"))
    session.undo()
    assert lengths == [1, 0]


def test_edits_made_outside_the_window_are_heard_too(session: Session):
    changes = heard(session.changed)
    assert session.document is not None
    edits.add_span(session.project, session.document, Extent(4, 11), label(session, "actor"), session.annotator.id)
    assert len(changes) == 1
    assert [span.extent for span in session.spans] == [Extent(4, 11)]


def test_spans_of_another_document_do_not_come_in(session: Session):
    other = queries.document(session.project, document_id(session.project, "second"))
    edits.add_span(session.project, other, Extent(4, 11), label(session, "actor"), session.annotator.id)
    assert list(session.spans) == []


def test_an_import_into_the_open_document_is_read_anew(session: Session):
    changes = heard(session.changed)
    record = Record("first", TEXT, spans=[RecordSpan(15, 20, "actor"), RecordSpan(28, 33, "place")])
    load(session.project, [record], title="Import", annotator_default="ana")
    assert [span.extent for span in session.spans] == [Extent(15, 20), Extent(28, 33)]
    assert "place" in [known.name for known in session.labels]
    [(change,)] = changes
    assert change.bulk  # type: ignore[attr-defined]


def test_the_selected_span_follows_its_changes_and_its_removal(session: Session):
    span = session.add_span(Extent(15, 20), label(session, "actor"))
    assert span is not None
    selections = heard(session.selected_changed)
    session.set_note(span, "the city")
    assert session.selected is not None
    assert session.selected.note == "the city"
    session.remove_spans([session.selected])
    assert session.selected is None
    assert len(selections) == 2


def test_an_edit_elsewhere_leaves_the_selection(session: Session):
    span = session.add_span(Extent(15, 20), label(session, "actor"))
    selections = heard(session.selected_changed)
    assert session.document is not None
    edits.add_span(session.project, session.document, Extent(4, 11), label(session, "claim"), session.annotator.id)
    assert session.selected == span
    assert selections == []


def test_an_edit_that_cannot_be_made_is_refused_in_one_sentence_and_changes_nothing(session: Session):
    said, changes = heard(session.said), heard(session.changed)
    session.add_span(Extent(15, 4_000), label(session, "actor"))
    [(message, kind)] = said
    assert kind == "refused"
    assert isinstance(message, str)
    assert "\n" not in message
    assert changes == []


def test_a_refused_label_answers_with_no_span_even_if_one_is_selected(session: Session):
    session.add_span(Extent(15, 20), label(session, "actor"))
    assert session.add_span(Extent(15, 4_000), label(session, "actor")) is None


def test_a_read_only_project_refuses_edits_and_shows_its_spans(qapp: object, project: Project, tmp_path: Path):
    first = queries.document(project, document_id(project, "first"))
    me = project.ensure_annotator("ana")
    edits.add_span(project, first, Extent(15, 20), queries.labels(project)[0], me.id)
    project.close()
    with Project.open(project.path, read_only=True) as opened:
        session = Session(opened, me)
        said = heard(session.said)
        session.open_document(first.id)
        assert len(session.spans) == 1
        assert session.add_span(Extent(4, 11), session.labels[0]) is None
        session.undo()
        assert {kind for _, kind in said} == {"refused"}
        assert len(session.spans) == 1
        session.close()


def test_a_closed_session_hears_nothing(session: Session):
    changes = heard(session.changed)
    session.close()
    assert session.document is not None
    edits.add_span(session.project, session.document, Extent(4, 11), label(session, "actor"), session.annotator.id)
    assert changes == []


# A file another program holds


def test_a_busy_file_is_tried_again_until_it_is_free(session: Session, qtbot: QtBot):
    said = heard(session.said)
    with held_by_another_program(session.project):
        session.add_span(Extent(15, 20), label(session, "actor"))
        assert said == [("storing…", "info")]
        assert list(session.spans) == []
    qtbot.waitUntil(lambda: len(session.spans) == 1, timeout=3000)
    assert said[-1] == ("Labelled “Brenn” as actor", "stored")
    assert session.selected is not None


def test_a_file_that_stays_busy_is_given_up_in_one_sentence(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(edit_queue, "RETRY_FOR", 80)
    said = heard(session.said)
    with held_by_another_program(session.project):
        session.add_span(Extent(15, 20), label(session, "actor"))
        qtbot.waitUntil(lambda: said[-1][1] == "refused", timeout=3000)
    assert list(session.spans) == []
    assert said[-1][0]


# Undo


def test_undo_of_a_removal_selects_what_came_back_and_goes_to_it(session: Session):
    span = session.add_span(Extent(15, 20), label(session, "actor"))
    assert span is not None
    session.remove_spans([span])
    places = heard(session.go_to)
    session.undo()
    assert session.selected == span
    assert places == [(span.extent,)]


def test_undo_of_a_label_says_what_went_and_where(session: Session):
    session.add_span(Extent(15, 20), label(session, "actor"))
    went, places, said = heard(session.went), heard(session.go_to), heard(session.said)
    session.undo()
    assert went == [([Extent(15, 20)],)]
    assert places == [(Extent(15, 20),)]
    assert said == [("Took back: Labelled “Brenn” as actor", "undone")]


def test_label_done_next_and_undo_twice_goes_back_and_takes_both_back(session: Session):
    first, second = (document_id(session.project, key) for key in ("first", "second"))
    session.add_span(Extent(15, 20), label(session, "actor"))
    session.set_status(first, Status.DONE)
    session.open_document(second)
    said = heard(session.said)
    session.undo()
    assert session.document is not None
    assert session.document.id == first
    assert session.review is not None
    assert session.review.status is Status.IN_PROGRESS
    assert said[-1] == ("Took back: Marked “First” as done — in “First”", "undone")
    session.undo()
    assert list(session.spans) == []
    assert queries.review(session.project, first, session.annotator.id).status is Status.NEW


def test_undo_takes_back_only_this_annotators_edits(session: Session):
    other = session.project.ensure_annotator("ben")
    session.add_span(Extent(15, 20), label(session, "actor"))
    assert session.document is not None
    edits.add_span(session.project, session.document, Extent(4, 11), label(session, "actor"), other.id)
    session.undo()
    assert list(session.spans) == []
    everyone = queries.spans(session.project, session.document.id)
    assert [span.annotator for span in everyone] == [other.id]


def test_undo_after_reopening_the_project(qapp: object, project: Project):
    me = project.ensure_annotator("ana")
    session = Session(project, me)
    session.open_document(document_id(project, "first"))
    session.add_span(Extent(15, 20), session.labels[0])
    session.close()
    project.close()
    with Project.open(project.path) as again:
        session = Session(again, me)
        session.open_document(None)
        session.undo()
        assert session.document is not None
        assert list(session.spans) == []
        session.close()


def test_an_undo_and_a_redo_are_no_new_edit_in_the_status_line(session: Session):
    session.add_span(Extent(15, 20), label(session, "actor"))
    said = heard(session.said)
    session.undo()
    session.redo()
    assert [message for message, _ in said] == [
        "Took back: Labelled “Brenn” as actor",
        "Made again: Labelled “Brenn” as actor",
    ]


# Others, hidden labels, the held label


def test_spans_of_others_are_read_when_asked_for_and_never_changed(session: Session):
    other = session.project.ensure_annotator("ben")
    assert session.document is not None
    made = edits.add_span(session.project, session.document, Extent(4, 11), label(session, "actor"), other.id)
    assert list(session.others) == []
    session.set_show_others(True)
    assert list(session.others) == [made.span]
    assert list(session.spans) == []
    edits.add_span(session.project, session.document, Extent(15, 20), label(session, "actor"), other.id)
    assert len(session.others) == 2
    session.set_show_others(False)
    assert list(session.others) == []


def test_hidden_labels_and_plain_reading_are_told(session: Session):
    span = session.add_span(Extent(15, 20), label(session, "actor"))
    assert span is not None
    told = heard(session.visibility_changed)
    session.set_label_hidden(label(session, "actor"), True)
    assert not session.is_visible(span)
    session.set_label_hidden(label(session, "actor"), False)
    assert session.is_visible(span)
    session.set_plain(True)
    assert not session.is_visible(span)
    assert len(told) == 3


def test_a_label_is_held_and_let_go_and_told_once(session: Session):
    told = heard(session.held_changed)
    actor = label(session, "actor")
    session.hold(actor)
    session.hold(actor)
    session.hold(None)
    assert told == [(actor,), (None,)]


def test_no_document_is_a_state_like_any_other(session: Session):
    session.open_document(None)
    assert session.document is None
    assert session.structure.word_at(0) is None
    assert session.add_span(Extent(0, 1), label(session, "actor")) is None
    session.add_spans([Extent(0, 1)], label(session, "actor"))
    assert list(session.spans) == []


def test_structure_is_that_of_the_open_document(session: Session):
    before = session.structure
    assert session.structure is before
    session.open_document(document_id(session.project, "second"))
    assert session.structure is not before


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Brenn", "Brenn"),
        ("two\n lines\tand  blanks", "two lines and blanks"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 39 + "…"),
    ],
)
def test_long_words_are_shortened_to_one_line(text: str, short: str):
    assert shortened(text) == short


def collect(changes: list[tuple[ChangeSet]]) -> list[str]:
    return [change.kind for (change,) in changes]


def test_the_kinds_of_change_are_told_apart(session: Session):
    changes = heard(session.changed)
    session.add_span(Extent(15, 20), label(session, "actor"))
    session.undo()
    session.redo()
    assert collect(changes) == ["edit", "undo", "redo"]  # type: ignore[arg-type]


def test_an_undo_that_is_stored_is_not_made_again_because_the_file_is_busy_afterwards(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    session.add_span(Extent(0, 5), label(session, "actor"))
    session.add_span(Extent(15, 20), label(session, "actor"))
    monkeypatch.setattr(Session, "_go_to", _busy)
    session.undo()
    session.queue.settle()
    assert [span.extent for span in queries.spans(session.project, 1)] == [Extent(0, 5)]
    assert session._look_again.isActive()
    session.close()
    assert not session._look_again.isActive()


def _busy(*_: object) -> None:
    raise BusyError("another program is reading the file")
