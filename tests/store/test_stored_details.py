"""Relations, attributes, actors and suggestions: into a project, out of it, and taken back."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator import edits
from annotator.exchange import export_project
from annotator.model.document import Status
from annotator.model.errors import EditError
from annotator.model.record import (
    LoadReport,
    Record,
    RecordActor,
    RecordRelation,
    RecordReview,
    RecordSpan,
    RecordSuggestion,
)
from annotator.model.suggestion import SuggestionState
from annotator.store import details, log, queries
from annotator.store.project import Project
from annotator.store.records import iter_records
from tests.store import older
from tests.store.conftest import TEXT

Load = Callable[..., LoadReport]
NEW_TABLES = ("attribute_values", "span_actors", "actors", "actor_aliases", "suggestions")


def full(key: str = "harbour", text: str = TEXT) -> Record:
    """A record with some of everything."""
    return Record(
        key,
        text,
        "Harbour",
        spans=[
            RecordSpan(0, 10, "actor", "ana", actor="Brandt", attributes={"role": "speaker", "sure": True}),
            RecordSpan(0, 3, "actor", "bob"),
            RecordSpan(33, 39, "actor", "ana", actor="Halvia", note="state", attributes={"role": "target"}),
        ],
        relations=[RecordRelation("against", 1, 3, "ana")],
        reviews=[RecordReview("ana", Status.IN_PROGRESS, read_to=40)],
        suggestions=[
            RecordSuggestion(0, 3, "claim", "m1", score=0.25, attributes={"role": "x"}, extra={"rank": 1}),
            RecordSuggestion(11, 17, "threat", "m2", ((11, 13), (14, 17)), note="n", state=SuggestionState.REJECTED),
        ],
        actors=[RecordActor("Brandt", ("Ida B.", "Ida Brandt"), "minister", {"wikidata": "Q1"})],
    )


def only(project: Project, **options: object) -> Record:
    [record] = iter_records(project, **options)  # type: ignore[arg-type]
    return record


def counted(project: Project) -> dict[str, int]:
    return {table: project.query(f"SELECT count(*) FROM {table}")[0][0] for table in (*NEW_TABLES, "spans")}


# -- in and out


def test_a_record_with_everything_comes_out_as_it_went_in(project: Project, load: Load):
    report = load(full())
    assert (report.relations.added, report.suggestions.added, report.problems) == (1, 2, [])
    assert (report.relation_types, report.attributes) == (["against"], ["role", "sure"])
    record = only(project)
    made = full()
    made.spans.sort()
    assert (record.spans, record.suggestions, record.actors, record.reviews) == (
        *(made.spans, made.suggestions, made.actors, made.reviews),
    )
    assert [(attribute.name, attribute.type) for attribute in details.attributes(project)] == [
        *(("role", "text"), ("sure", "flag"))
    ]
    assert project.check() == []


def test_loading_the_same_again_changes_nothing(project: Project, load: Load):
    load(full())
    before, entries = counted(project), log.newest(project)
    again = load(full())
    assert (again.suggestions.added, again.suggestions.unchanged) == (0, 2)
    assert (again.relation_types, again.attributes, again.warnings) == ([], [], [])
    assert (counted(project), log.newest(project)) == (before, entries)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"spans": [RecordSpan(0, 10, "actor", "ana", attributes={"role": "x"})]}, "attribute is in the project"),
        ({"spans": [RecordSpan(0, 10, "actor", "ana", actor="X")]}, "one actor link is in the project"),
        ({"actors": [RecordActor("Brandt", note="x")]}, "one actor is in the project already with another note"),
        ({"suggestions": [RecordSuggestion(0, 3, "claim", "m1", score=1)]}, "one suggestion is in the project"),
        ({"reviews": [RecordReview("ana", Status.IN_PROGRESS, read_to=60)]}, "one review is in the project"),
    ],
)
def test_what_a_file_says_otherwise_is_told_and_stays(
    project: Project, load: Load, change: dict[str, object], sentence: str
):
    load(full())
    before = only(project)
    bare = replace(full(), spans=[], relations=[], suggestions=[], actors=[], reviews=[])
    [warning] = load(replace(bare, **change)).warnings  # type: ignore[arg-type]
    assert sentence in warning
    assert "which stayed" in warning
    assert only(project) == before


def test_a_file_adds_attributes_aliases_and_links_to_spans_that_are_there(project: Project, load: Load):
    bare = replace(full(), spans=[span._replace(attributes=None, actor="") for span in full().spans], actors=[])
    load(bare)
    entries = log.newest(project)
    load(full())
    assert only(project).spans == sorted(full().spans)
    assert only(project).actors == full().actors
    assert log.newest(project) == entries + 1
    [entry] = log.entries(project, [entries + 1])
    assert entry.counts == {"attribute_values": 3, "span_actors": 2, "actors": 2, "actor_aliases": 2}


@pytest.mark.parametrize(
    ("values", "type", "choices"),
    [
        ([1, 2.5], "number", ()),
        ([True, False], "flag", ()),
        ([["b"], ["a", "b"]], "choices", ("b", "a")),
        ([1, "x"], "text", ()),
        ([True, 1], "text", ()),
    ],
)
def test_a_new_attribute_has_the_type_that_all_its_values_have(
    project: Project, load: Load, values: list[object], type: str, choices: tuple[str, ...]
):
    spans = [RecordSpan(0, place + 1, "actor", attributes={"a": value}) for place, value in enumerate(values)]
    load(Record("k", TEXT, spans=spans))
    [attribute] = details.attributes(project)
    assert (attribute.type, attribute.choices) == (type, choices)
    assert [span.attributes for span in only(project).spans] == [{"a": value} for value in values]


def test_a_suggestion_without_a_provider_is_a_models(project: Project, load: Load):
    load(Record("k", TEXT, suggestions=[RecordSuggestion(0, 3, "actor")]))
    assert [made.provider for made in only(project).suggestions] == ["model"]


# -- filters


def test_with_a_label_come_only_its_suggestions_and_relations(project: Project, load: Load):
    load(full())
    record = only(project, labels=["claim"])
    assert ([made.label for made in record.suggestions], record.spans, record.relations) == (["claim"], [], [])
    assert record.actors == []


def test_with_an_annotator_come_no_suggestions_of_others(project: Project, load: Load):
    load(full())
    assert only(project, annotators=["ana"]).suggestions == []
    assert len(only(project, annotators=["ana"]).relations) == 1
    assert [made.provider for made in only(project, annotators=["m1"]).suggestions] == ["m1"]
    assert only(project, annotators=["bob"]).actors == []


def test_where_a_status_is_asked_for_suggestions_stay_out(project: Project, load: Load):
    load(full())
    assert only(project, statuses=[Status.IN_PROGRESS]).suggestions == []
    assert only(project, suggestions=False).suggestions == []


# -- spans without their text


def quoted(*quotes: str, key: str = "harbour", **values: object) -> Record:
    places = [(0, 10), (11, 17), (33, 39)]
    spans = [RecordSpan(start, end, "actor", "ana") for start, end in places[: len(quotes)]]
    return Record(key, "", spans=spans, quotes=list(quotes), file="s.csv", line=7, **values)  # type: ignore[arg-type]


def test_spans_without_a_text_are_put_on_the_document_of_their_key(project: Project, load: Load):
    load(Record("harbour", TEXT, "Harbour"))
    report = load(quoted("Ida Brandt", "", "Halvia"))
    assert (report.documents.unchanged, report.spans.added, report.problems) == (1, 3, [])
    assert only(project).text == TEXT


def test_they_find_a_document_that_came_a_moment_ago(project: Project, load: Load):
    report = load(Record("harbour", TEXT), quoted("Ida Brandt"))
    assert (report.documents.added, report.documents.unchanged, report.spans.added) == (1, 1, 1)


def test_words_that_do_not_stand_there_are_named_with_what_does(project: Project, load: Load):
    load(Record("harbour", TEXT))
    relations = [RecordRelation("r", 1, 2), RecordRelation("r", 1, 3)]
    suggestions = [RecordSuggestion(0, 3, "actor", "m"), RecordSuggestion(70, 99, "actor", "m")]
    report = load(quoted("Ida Brandt", "warn", "Halvia", relations=relations, suggestions=suggestions))
    assert [str(problem) for problem in report.problems] == [
        "s.csv, line 7: span 2: its text “warn” is not what stands at 11–17, “warned”; correct its offsets or its text",
        "s.csv, line 7: relation 1: one of its spans was not taken",
        "s.csv, line 7: suggestion 2: its offsets 70–99 go beyond the text, which has 75 characters",
    ]
    assert [problem.rejects for problem in report.problems] == ["span", "relation", "suggestion"]
    assert (report.spans.added, report.spans.rejected) == (2, 1)
    assert (report.relations.added, report.relations.rejected) == (1, 1)
    assert (report.suggestions.added, report.suggestions.rejected) == (1, 1)
    assert [(relation.head, relation.tail) for relation in only(project).relations] == [(1, 2)]


def test_spans_beyond_the_text_are_named(project: Project, load: Load):
    load(Record("harbour", "Ida Brandt"))
    report = load(quoted("Ida Brandt", "warned"))
    assert "go beyond the text, which has 10 characters" in report.problems[0].reason


def test_spans_of_a_document_that_is_not_there_wait_for_its_text(project: Project, load: Load):
    report = load(quoted("Ida Brandt", key="other"))
    assert [str(problem) for problem in report.problems] == [
        "s.csv, line 7: the text of its document “other” has not been read: name a file that holds it, before this one"
    ]
    assert (report.documents.rejected, report.spans.rejected) == (1, 1)


def test_the_pieces_of_a_span_may_be_joined(project: Project, load: Load):
    load(Record("harbour", TEXT))
    span = RecordSpan(0, 17, "actor", "ana", ((0, 3), (11, 17)))
    for quote in ("Ida … warned", TEXT[:17]):
        assert load(Record("harbour", "", spans=[span], quotes=[quote])).problems == []


# -- taking an import back


def test_an_import_is_taken_back_with_all_it_brought(project: Project, load: Load, ana: int):
    start = log.newest(project)
    load(full())
    edits.rewind(project, ana, start, only=True)
    assert set(counted(project).values()) == {0}
    assert project.check() == []
    load(full())
    edits.rewind(project, ana, start)
    assert set(counted(project).values()) == {0}
    assert project.check() == []


@pytest.mark.parametrize(
    "build",
    [
        lambda project, span: edits.set_attribute(project, span, "mood", "grim"),
        lambda project, span: edits.link_actor(project, span, "Somebody"),
        lambda project, span: edits.reject_suggestion(project, details.suggestions(project, 1)[0], 1),
        lambda project, span: edits.add_alias(project, details.actors(project)[0], "B.", 1),
    ],
)
def test_an_import_that_was_built_upon_is_not_taken_back_alone(
    project: Project, load: Load, ana: int, build: Callable[..., object]
):
    start = log.newest(project)
    load(full())
    build(project, queries.spans(project, 1)[0])
    with pytest.raises(EditError, match="cannot be taken back"):
        edits.rewind(project, ana, start, only=True)
    edits.rewind(project, ana, start)
    assert set(counted(project).values()) == {0}
    assert project.check() == []


def test_going_back_over_edits_brings_all_of_it_back(project: Project, load: Load, ana: int):
    load(full())
    before, start = only(project), log.newest(project)
    spans = queries.spans(project, 1, ana)
    edits.set_attribute(project, spans[1], "role", None)
    edits.link_actor(project, spans[0], "Somebody")
    edits.rename_actor(project, details.actors(project)[0], "B.", ana)
    edits.accept_suggestion(project, details.suggestions(project, 1)[0], ana)
    edits.remove_spans(project, spans)
    changed = only(project)
    change = edits.rewind(project, ana, start)
    assert change
    assert change.document == 1
    assert only(project) == before
    edits.undo(project, ana)
    assert only(project) == changed
    assert project.check() == []


# -- what older versions kept among unknown keys


def test_an_older_project_gives_everything_out_once(path: Path, tmp_path: Path):
    older.make(path, version=2)
    with Project.open(path) as project:
        assert [type.name for type in details.relation_types(project)] == ["made_by", "denied_by"]
        export_project(project, tmp_path / "out.jsonl")
        assert project.check() == []
    first, _ = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    halvia, warned = (next(span for span in first["spans"] if span["label"] == label) for label in ("actor", "threat"))
    assert halvia["actor"] == "Republic of Halvia"
    assert warned["attributes"] == {"conditional": True, "form": "direct", "who": '{"first":"Halvia"}'}
    assert warned["y"] == [1]
    assert first["suggestions_"] == {"by": "m1"}
    assert "suggestions" not in first
    assert first["reviews"][1] == {"annotator": "bob", "status": "done", "note": "fine", "read_": "all"}
    with Project.create(tmp_path / "again.annot") as again:
        from annotator.exchange import import_paths

        assert import_paths(again, [tmp_path / "out.jsonl"]).problems == []
        export_project(again, tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()


def test_importing_into_an_older_project_what_it_has_among_unknown_keys_adds_nothing(path: Path, tmp_path: Path):
    from annotator.exchange import import_paths

    older.make(path, version=2)
    with Project.open(path) as project:
        export_project(project, tmp_path / "out.jsonl")
        newest = log.newest(project)
        report = import_paths(project, [tmp_path / "out.jsonl"])
        assert (report.spans.added, report.problems) == (0, [])
        assert log.newest(project) == newest
        assert counted(project)["attribute_values"] == 0
