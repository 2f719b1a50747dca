"""The log to read: entries, filters, what stands, a span's own history, and compacting."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator import edits
from annotator.model.document import Document, Status
from annotator.model.errors import EditError
from annotator.model.record import LoadReport, Record, RecordSpan
from annotator.model.span import Extent
from annotator.store import log, queries
from annotator.store.compacting import Saving, compact, saving, shrink
from annotator.store.log import Wanted
from annotator.store.project import Project
from annotator.store.rewind import rewind
from annotator.store.standing import rewound_for_good, taken_back

Load = Callable[..., LoadReport]


def label(project: Project, document: Document, start: int, annotator: int = 1) -> None:
    edits.add_span(project, document, Extent(start, start + 3), queries.labels(project)[1], annotator)


def titles(project: Project, wanted: Wanted = Wanted()) -> list[str]:  # noqa: B008
    return [entry.title for entry in log.walk(project, wanted)]


def newest(project: Project) -> int:
    return int(project.query("SELECT max(id) FROM edits")[0][0])


def gone(project: Project) -> list[int]:
    return sorted(taken_back(project, range(1, newest(project) + 1)))


# -- entries


def test_entries_come_newest_first_with_whose_and_where(project: Project, document: Document, bob: int):
    label(project, document, 0)
    label(project, document, 4, bob)
    entry, *rest = log.walk(project)
    assert (entry.annotator, entry.document, entry.document_title) == ("bob", document.id, "Harbour")
    assert (entry.kind, entry.title, entry.counts) == ("edit", "Labelled “Bra” as claim", {})
    assert [other.title for other in rest] == ["Labelled “Ida” as claim", "Add annotator “bob”", "Import"]


def test_an_import_says_how_much_it_brought(project: Project, load: Load):
    load(Record("a", "Halvia left.", spans=[RecordSpan(0, 6, "actor")]), Record("b", "Nobody."))
    [entry] = log.walk(project)
    assert (entry.kind, entry.annotator) == ("import", "ana")
    assert entry.counts == {"documents": 2, "spans": 1}
    assert log.detail(project, entry.id)["documents"] == 2
    assert log.changes(project, entry.id) == []


def test_an_entry_of_a_document_that_is_gone_is_still_there(project: Project, document: Document):
    label(project, document, 0)
    rewind(project, 1, 0)
    entry = list(log.walk(project))[1]
    assert (entry.title, entry.document, entry.document_title) == ("Labelled “Ida” as claim", 1, "")


def test_the_changes_of_an_entry_are_its_rows(project: Project, document: Document):
    label(project, document, 0)
    assert [(change.table, change.before) for change in log.changes(project, newest(project))] == [
        ("reviews", None),
        ("spans", None),
    ]
    assert log.detail(project, newest(project)) == {}
    assert log.detail(project, 99) == {}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(text="BRA claim"), ["Labelled “Bra” as claim"]),
        (Wanted(text="harbour labelled"), ["Labelled “Bra” as claim", "Labelled “Ida” as claim"]),
        (Wanted(text="ÉTAT"), ["Marked “L’état” as done"]),
        (Wanted(text="bob"), ["Marked “L’état” as done", "Labelled “Bra” as claim", "Add annotator “bob”"]),
        (Wanted(annotator="bob"), ["Marked “L’état” as done", "Labelled “Bra” as claim"]),
        (Wanted(kind="command"), ["Add annotator “bob”"]),
        (Wanted(document=2), ["Marked “L’état” as done"]),
        (Wanted(document=0), []),
        (Wanted(since="2999-01-01T00:00:00Z"), []),
        (Wanted(annotator="bob", document=1, text="ida"), []),
    ],
)
def test_only_what_is_wanted_comes(
    project: Project, document: Document, load: Load, bob: int, wanted: Wanted, found: list[str]
):
    load(Record("etat", "C’est moi.", "L’état"))
    label(project, document, 0)
    label(project, document, 4, bob)
    edits.set_status(project, 2, bob, Status.DONE)
    assert titles(project, wanted) == found


def test_words_are_looked_for_as_they_are_shown(project: Project, document: Document):
    label(project, document, 0)
    shown = {"Labelled “Ida” as claim": "„Ida“ als Aussage markiert"}
    found = log.ids(project, Wanted(text="markiert"), spoken=lambda title: shown.get(title, title))
    assert found.ids == [newest(project)]


def test_a_long_log_comes_in_stretches_that_miss_nothing(
    project: Project, document: Document, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(log, "STRETCH", 4)
    for start in range(10):
        label(project, document, start)
    first = log.ids(project)
    assert (first.ids, first.after) == ([11, 10, 9, 8], 8)
    assert [entry.id for entry in log.walk(project)] == list(range(11, 0, -1))
    assert [entry.id for entry in log.walk(project, Wanted(kind="import"))] == [1]


def test_entries_that_are_none_are_left_out(project: Project, document: Document):
    assert [entry.id for entry in log.entries(project, [5, 1, 2**62])] == [1]


# -- what stands


def test_what_was_undone_does_not_stand_and_what_was_redone_does(project: Project, document: Document):
    label(project, document, 0)
    assert gone(project) == []
    edits.undo(project, 1)
    assert gone(project) == [2]
    edits.redo(project, 1)
    assert gone(project) == [3]
    edits.undo(project, 1)
    assert gone(project) == [2, 4]


def test_what_was_gone_back_over_does_not_stand_until_that_is_undone(project: Project, document: Document):
    label(project, document, 0)
    label(project, document, 4)
    label(project, document, 9)
    rewind(project, 1, 2)
    assert gone(project) == [3, 4]
    edits.undo(project, 1)
    assert gone(project) == [5]
    edits.redo(project, 1)
    assert gone(project) == [3, 4, 6]


def test_an_undo_that_was_gone_back_over_lets_its_edit_stand(project: Project, document: Document):
    label(project, document, 0)
    edits.undo(project, 1)
    rewind(project, 1, 2)
    assert gone(project) == [3]


def test_an_import_taken_back_by_itself_does_not_stand(project: Project, document: Document):
    rewind(project, 1, 0, only=True)
    assert gone(project) == [1]
    assert rewound_for_good(project, 1) is None


def test_a_ring_of_entries_is_no_endless_work(project: Project, document: Document):
    label(project, document, 0)
    edits.undo(project, 1)
    edits.redo(project, 1)
    with project.unlogged() as connection:
        connection.execute("UPDATE edits SET undoes = 4 WHERE id = 3")
        connection.execute("UPDATE edits SET undoes = id WHERE id = 2")
        connection.execute("UPDATE edits SET kind = 'rewind', undoes = 4 WHERE id = 1")
    assert gone(project) == [3]
    assert edits.undo_title(project, 1)
    with project.unlogged() as connection:
        connection.execute("UPDATE edits SET kind = 'undo', undoes = 4")
    assert edits.undo_title(project, 1) is None
    assert edits.redo_title(project, 1)


def test_nothing_is_asked_for_no_entries(project: Project):
    assert taken_back(project, []) == frozenset()


# -- a span's own history


def test_a_span_knows_what_happened_to_it(project: Project, document: Document, bob: int):
    label(project, document, 0)
    [span] = queries.spans(project, document.id)
    edits.set_note(project, span, "why?")
    edits.relabel_span(project, span, queries.labels(project)[0])
    edits.undo(project, 1)
    label(project, document, 4, bob)
    events = log.span_history(project, span.id)
    assert [(event.kind, event.annotator) for event in events] == [
        ("undo", "ana"),
        ("edit", "ana"),
        ("edit", "ana"),
        ("edit", "ana"),
    ]
    assert events[-1].before is None
    assert events[2].after
    assert events[2].after["note"] == "why?"
    assert len(log.span_history(project, span.id, limit=2)) == 2


def test_a_spans_history_is_found_by_an_index(project: Project, document: Document):
    plan = project.query(
        "EXPLAIN QUERY PLAN SELECT * FROM edit_changes WHERE tab = 'spans' AND \"row\" = 1 ORDER BY id DESC"
    )
    assert [row[3] for row in plan] == ["SEARCH edit_changes USING INDEX edit_changes_row (tab=? AND row=?)"]


# -- compacting


def much(project: Project, document: Document) -> None:
    for start in range(10):
        label(project, document, start)
    edits.undo(project, 1)


def images(project: Project) -> int:
    return int(project.query("SELECT count(DISTINCT edit) FROM edit_changes")[0][0])


def test_compacting_says_beforehand_what_it_removes(project: Project, document: Document):
    much(project, document)
    found = saving(project, keep=3)
    assert (found.up_to, found.edits) == (9, 8)
    assert found.bytes > 8 * 60
    assert images(project) == 11
    assert saving(project, keep=500) == saving(project, keep=11) == Saving(0, 0, 0)


def test_compacting_keeps_titles_and_the_newest_edits_whole(project: Project, document: Document):
    much(project, document)
    before = titles(project)
    spans = queries.spans(project, document.id)
    compact(project, 1, keep=3)
    assert titles(project) == ["Compacted the history (8 edits)", *before]
    assert [entry.compacted for entry in log.walk(project)][:5] == [False, False, False, False, True]
    assert images(project) == 3
    assert queries.spans(project, document.id) == spans
    assert project.check() == []
    entry = next(log.walk(project))
    assert (entry.kind, entry.annotator, entry.counts) == ("command", "ana", {"edits": 8})


def test_undo_says_where_the_history_was_compacted(project: Project, document: Document):
    much(project, document)
    compact(project, 1, keep=3)
    edits.undo(project, 1)
    with pytest.raises(EditError, match=r"“Labelled “ndt” as claim” cannot be taken back any more.*compacted"):
        edits.undo(project, 1)
    edits.redo(project, 1)


def test_compacting_again_goes_on_from_there(project: Project, document: Document):
    much(project, document)
    compact(project, 1, keep=5)
    assert compact(project, 1, keep=3).edits == 3
    assert compact(project, 1, keep=4).edits == 0
    assert titles(project)[0] == "Compacted the history (3 edits)"


def test_compacting_by_time_keeps_all_from_the_first_entry_that_is_new_enough(project: Project, document: Document):
    much(project, document)
    with project.unlogged() as connection:
        connection.execute("UPDATE edits SET time = '2020-01-01T00:00:00Z' WHERE id <> 5")
    assert saving(project, before="2020-06-01T00:00:00Z").up_to == 4
    assert saving(project, before="2019-01-01T00:00:00Z").edits == 0
    assert saving(project, before="2999-01-01T00:00:00Z").edits == 11


def test_a_setting_somebody_wrote_into_is_no_harm(project: Project, document: Document):
    much(project, document)
    for nonsense in ("x", "-1", "9" * 30, "²"):
        project.set_setting("compacted", nonsense)
        assert saving(project, keep=0).edits == 11


def test_shrinking_gives_the_room_back(project: Project, document: Document, path: Path):
    for start in range(60):
        edits.add_span(project, document, Extent(start, start + 5), queries.labels(project)[0], 1, note="x" * 2000)
    compact(project, 1, keep=0)
    before = path.stat().st_size
    shrink(project)
    assert path.stat().st_size < before * 0.8
    assert project.check() == []
    project.close()
    with Project.open(path, read_only=True) as again:
        with pytest.raises(EditError, match="reading only"):
            shrink(again)
        assert again.check() == []
