"""The verbs for what spans say beside their label, and for what is proposed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator import edits
from annotator.model.attribute import Attribute, AttributeValue
from annotator.model.document import Status
from annotator.model.errors import EditError
from annotator.model.record import Record, RecordRelation, RecordSpan, RecordSuggestion
from annotator.model.relation import Relation
from annotator.model.span import Extent, Span
from annotator.model.suggestion import Suggestion, SuggestionState
from annotator.store import bulk, details, queries
from annotator.store.changes import ChangeSet
from annotator.store.project import Project

TEXT = "Ida Brandt warned on Monday that Halvia would act. 😀 The minister declined."
ANA, BOB = 1, 2

SUGGESTIONS = [
    RecordSuggestion(33, 39, "actor", "tagger-2", score=0.875, attributes={"role": "speaker"}),
    RecordSuggestion(11, 49, "claim", "tagger-2", ((11, 17), (33, 49)), note="unsure"),
    RecordSuggestion(0, 10, "person", "tagger-1"),
]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annot", annotator="ana") as project:
        project.ensure_annotator("bob")
        records = [Record("harbour", TEXT, "Harbour", suggestions=SUGGESTIONS), Record("b", "Two.")]
        bulk.load(project, records, title="Import", annotator_default="ana")
        yield project
        assert project.check() == []


@pytest.fixture
def span(project: Project) -> Callable[..., Span]:
    def make(start: int, end: int, label: int = 0, annotator: int = ANA) -> Span:
        document = queries.document(project, 1)
        return edits.add_span(project, document, Extent(start, end), queries.labels(project)[label], annotator).span

    return make


@pytest.fixture
def ida(span: Callable[..., Span]) -> Span:
    return span(0, 10)


@pytest.fixture
def warned(span: Callable[..., Span]) -> Span:
    return span(11, 50, 2)


def relations(project: Project) -> list[Relation]:
    return details.relations_of(project, 1)


def said(project: Project, span: Span) -> dict[str, AttributeValue]:
    return details.attributes_of(project, [span.id]).get(span.id, {})


def open_ones(project: Project) -> list[Suggestion]:
    return details.suggestions(project, 1)


def title(change: ChangeSet | None) -> str:
    assert change
    return change.title


def there_and_back(project: Project, look: Callable[[], object], before: object) -> None:
    """Undo brings back what was before, redo what is now."""
    now = look()
    assert now != before
    edits.undo(project, ANA)
    assert look() == before
    edits.redo(project, ANA)
    assert look() == now


# -- relations


def test_spans_are_related_and_the_scheme_learns_the_type(project: Project, ida: Span, warned: Span):
    change = edits.add_relation(project, 1, warned, ida, "made_by", ANA)
    assert title(change) == "Related threat “warned on Monday that Halvia would act.” to actor “Ida Brandt” as made_by"
    [relation] = relations(project)
    assert (relation.head, relation.tail, relation.type, relation.annotator) == (warned, ida, "made_by", ANA)
    assert [type.name for type in details.scheme(project).relation_types] == ["made_by"]
    there_and_back(project, lambda: (relations(project), details.relation_types(project)), ([], []))


def test_spans_are_related_once(project: Project, ida: Span, warned: Span):
    edits.add_relation(project, 1, warned, ida, "made_by", ANA)
    assert edits.add_relation(project, 1, warned, ida, " made_by", ANA) is None
    assert edits.add_relation(project, 1, warned, ida, "made_by", BOB)
    assert len(relations(project)) == 2


@pytest.mark.parametrize(
    ("type", "same", "reason"),
    [("", False, "type is empty"), ("x" * 1001, False, "longer than 1000"), ("made_by", True, "choose two")],
)
def test_what_is_no_relation_is_refused(project: Project, ida: Span, warned: Span, type: str, same: bool, reason: str):
    with pytest.raises(EditError, match=reason):
        edits.add_relation(project, 1, ida, ida if same else warned, type, ANA)
    assert relations(project) == []


def test_spans_of_two_documents_are_not_related(project: Project, ida: Span):
    other = edits.add_span(project, queries.document(project, 2), Extent(0, 3), queries.labels(project)[0], ANA).span
    with pytest.raises(EditError, match="within one document"):
        edits.add_relation(project, 1, ida, other, "made_by", ANA)


def test_a_span_that_is_gone_is_not_related(project: Project, ida: Span, warned: Span):
    edits.remove_spans(project, [ida])
    with pytest.raises(EditError, match="not there any more"):
        edits.add_relation(project, 1, warned, ida, "made_by", ANA)


def test_a_relation_is_removed(project: Project, ida: Span, warned: Span):
    edits.add_relation(project, 1, ida, warned, "made_by", ANA)
    before = relations(project)
    change = edits.remove_relation(project, before[0])
    assert title(change).startswith("Removed the relation made_by from actor “Ida Brandt” to threat “")
    there_and_back(project, lambda: relations(project), before)
    with pytest.raises(EditError, match="not there any more"):
        edits.remove_relation(project, before[0])


def test_a_relation_type_that_another_annotator_has_come_to_use_outlives_its_undo(
    project: Project, ida: Span, warned: Span
):
    edits.add_relation(project, 1, ida, warned, "made_by", ANA)
    edits.add_relation(project, 1, ida, warned, "made_by", BOB)
    edits.undo(project, ANA)
    assert [relation.annotator for relation in relations(project)] == [BOB]
    assert [type.name for type in details.relation_types(project)] == ["made_by"]
    edits.redo(project, ANA)
    assert len(relations(project)) == 2


# -- attributes


@pytest.mark.parametrize(
    ("value", "type", "shown"),
    [
        ("direct", "text", "“direct”"),
        (3, "number", "“3”"),
        (0.5, "number", "“0.5”"),
        (True, "flag", "“yes”"),
        (["a", "b"], "choices", "“a, b”"),
    ],
)
def test_a_span_says_something_by_an_attribute(
    project: Project, ida: Span, value: AttributeValue, type: str, shown: str
):
    change = edits.set_attribute(project, ida, "form", value)
    assert title(change) == f"Set the attribute form of actor “Ida Brandt” to {shown}"
    assert said(project, ida) == {"form": value}
    [attribute] = details.scheme(project).attributes
    assert (attribute.name, attribute.type) == ("form", type)
    assert attribute.choices == (("a", "b") if type == "choices" else ())
    there_and_back(project, lambda: (said(project, ida), details.attributes(project)), ({}, []))


def test_another_value_takes_the_place_of_one(project: Project, ida: Span):
    edits.set_attribute(project, ida, "form", "direct")
    assert edits.set_attribute(project, ida, "form", "direct") is None
    edits.set_attribute(project, ida, "form", "reported")
    there_and_back(project, lambda: said(project, ida), {"form": "direct"})


def test_an_attribute_is_taken_away(project: Project, ida: Span):
    edits.set_attribute(project, ida, "form", "direct")
    assert title(edits.set_attribute(project, ida, "form", None)) == "Removed the attribute form of actor “Ida Brandt”"
    there_and_back(project, lambda: said(project, ida), {"form": "direct"})
    assert edits.set_attribute(project, ida, "form", None) is None


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("", "x", "name is empty"),
        ("form", "\0", "no text"),
        ("form", ["\ud800"], "no text"),
        ("form", float("nan"), "nothing that the attribute form can say"),
        ("form", {"a": 1}, "nothing that the attribute form can say"),
        ("certain", "perhaps", "takes yes or no: “perhaps” is none"),
        ("certain", 1, "takes yes or no"),
        ("degree", True, "takes a number"),
        ("topics", ["trade", "sport"], "can only be trade or peace"),
    ],
)
def test_what_an_attribute_cannot_say_is_refused(
    project: Project, ida: Span, warned: Span, name: str, value: AttributeValue, reason: str
):
    for known, first in (("certain", True), ("degree", 1), ("topics", ["trade", "peace"])):
        edits.set_attribute(project, warned, known, first)
    with pytest.raises(EditError, match=reason):
        edits.set_attribute(project, ida, name, value)
    assert said(project, ida) == {}


def test_an_attribute_that_another_annotator_uses_outlives_its_undo(
    project: Project, ida: Span, span: Callable[..., Span]
):
    theirs = span(33, 39, annotator=BOB)
    edits.set_attribute(project, ida, "form", "direct")
    edits.set_attribute(project, theirs, "form", "reported")
    edits.undo(project, ANA)
    assert (said(project, ida), said(project, theirs)) == ({}, {"form": "reported"})
    edits.redo(project, ANA)
    assert said(project, ida) == {"form": "direct"}


def test_what_another_annotator_took_back_can_come_back_after_all(
    project: Project, ida: Span, span: Callable[..., Span]
):
    theirs = span(33, 39, annotator=BOB)
    edits.set_attribute(project, ida, "form", "direct")
    edits.set_attribute(project, theirs, "form", "reported")
    edits.set_attribute(project, theirs, "form", None)
    edits.undo(project, ANA)
    edits.undo(project, BOB)
    assert said(project, theirs) == {"form": "reported"}


# -- actors


def test_a_span_points_to_an_actor_who_is_new_to_the_registry(project: Project, ida: Span):
    change = edits.link_actor(project, ida, "Ida Brandt (minister)")
    assert title(change) == "Pointed actor “Ida Brandt” to the actor “Ida Brandt (minister)”"
    assert details.actor_of(project, ida.id) == "Ida Brandt (minister)"
    assert [actor.name for actor in details.actors(project)] == ["Ida Brandt (minister)"]
    there_and_back(project, lambda: (details.actor_of(project, ida.id), details.actors(project)), ("", []))


def test_a_span_points_to_another_actor_and_to_none(project: Project, ida: Span):
    edits.link_actor(project, ida, "Brandt")
    edits.link_actor(project, ida, "Ida")
    there_and_back(project, lambda: details.actor_of(project, ida.id), "Brandt")
    assert title(edits.link_actor(project, ida, None)) == "Removed the actor of actor “Ida Brandt”"
    there_and_back(project, lambda: details.actor_of(project, ida.id), "Ida")
    assert edits.link_actor(project, ida, None) is None
    with pytest.raises(EditError, match="the actor's name is empty"):
        edits.link_actor(project, ida, " ")


def test_the_registry_knows_other_names(project: Project, ida: Span):
    edits.link_actor(project, ida, "Brandt")
    [actor] = details.actors(project)
    assert title(edits.add_alias(project, actor, "Ida B.", ANA)) == "Added the alias “Ida B.” to the actor “Brandt”"
    assert edits.add_alias(project, actor, "Ida B.", ANA) is None
    assert edits.add_alias(project, actor, "Brandt", ANA) is None
    look = lambda: details.actors(project)  # noqa: E731
    there_and_back(project, look, [actor])
    assert details.actor_named(project, "Brandt") == actor._replace(aliases=("Ida B.",))
    before = look()
    edits.remove_alias(project, actor, "Ida B.", ANA)
    there_and_back(project, look, before)
    assert edits.remove_alias(project, actor, "Ida B.", ANA) is None


def test_an_actor_gets_another_name_and_a_note(project: Project, ida: Span):
    edits.link_actor(project, ida, "Brandt")
    [actor] = details.actors(project)
    edits.add_alias(project, actor, "Ida Brandt", ANA)
    before = details.actors(project)
    change = edits.rename_actor(project, actor, "Ida Brandt", ANA)
    assert title(change) == "Renamed the actor “Brandt” to “Ida Brandt”"
    assert details.actor_of(project, ida.id) == "Ida Brandt"
    there_and_back(project, lambda: details.actors(project), before)
    [renamed] = details.actors(project)
    assert renamed.aliases == ()
    edits.set_actor_note(project, renamed, "minister since May", ANA)
    there_and_back(project, lambda: details.actors(project), [renamed])
    assert title(edits.set_actor_note(project, renamed, "", ANA)) == "Removed the note on the actor “Ida Brandt”"


def test_two_actors_do_not_share_a_name(project: Project, ida: Span, warned: Span):
    edits.link_actor(project, ida, "Brandt")
    edits.link_actor(project, warned, "Halvia")
    with pytest.raises(EditError, match="there is an actor “Halvia” already"):
        edits.rename_actor(project, details.actors(project)[0], "Halvia", ANA)


def test_an_actor_that_is_gone_is_not_changed(project: Project, ida: Span):
    edits.link_actor(project, ida, "Brandt")
    [actor] = details.actors(project)
    edits.undo(project, ANA)
    for change in (edits.add_alias, edits.remove_alias, edits.rename_actor, edits.set_actor_note):
        with pytest.raises(EditError, match="not there any more"):
            change(project, actor, "X", ANA)


# -- spans that go, and those that stay


def test_with_a_span_goes_all_that_hangs_on_it_and_comes_back_with_it(project: Project, ida: Span, warned: Span):
    edits.add_relation(project, 1, ida, warned, "made_by", ANA)
    edits.set_attribute(project, ida, "form", "direct")
    edits.link_actor(project, ida, "Brandt")

    def look() -> object:
        return relations(project), said(project, ida), details.actor_of(project, ida.id)

    before = look()
    edits.remove_spans(project, [ida])
    assert look() == ([], {}, "")
    there_and_back(project, look, before)


def test_what_hangs_on_a_span_stays_when_it_is_changed(project: Project, ida: Span, warned: Span):
    edits.add_relation(project, 1, ida, warned, "made_by", ANA)
    edits.set_attribute(project, ida, "form", "direct")
    edits.link_actor(project, ida, "Brandt")
    edits.relabel_span(project, ida, queries.labels(project)[1])
    edits.move_span(project, ida, Extent(0, 3), len(TEXT))
    assert [relation.head.extent for relation in relations(project)] == [(0, 3)]
    assert said(project, ida) == {"form": "direct"}
    assert details.actor_of(project, ida.id) == "Brandt"


# -- suggestions


def test_what_was_imported_as_suggested_is_no_span(project: Project):
    assert queries.spans(project, 1) == []
    first, second, third = open_ones(project)
    assert (first.extent, first.score, second.fragments, second.note) == ((0, 10), None, ((11, 17), (33, 49)), "unsure")
    assert (third.score, third.attributes, third.state) == (0.875, {"role": "speaker"}, "open")
    assert details.suggestion(project, third.id) == third
    assert [label.name for label in queries.labels(project)][5:] == ["person"]


def test_an_accepted_suggestion_is_a_span_with_all_it_says(project: Project):
    suggestion = open_ones(project)[2]
    span, change = edits.accept_suggestion(project, suggestion, ANA)
    assert title(change) == "Accepted the suggestion actor “Halvia” by tagger-2"
    assert (span.extent, span.annotator, span.origin) == ((33, 39), ANA, "suggested by tagger-2")
    assert said(project, span) == {"role": "speaker"}
    assert suggestion not in open_ones(project)
    assert queries.review(project, 1, ANA).status is Status.IN_PROGRESS

    def look() -> object:
        return queries.spans(project, 1), details.attributes(project), open_ones(project)

    edits.undo(project, ANA)
    before = look()
    assert before[0] == []
    edits.redo(project, ANA)
    there_and_back(project, look, before)
    assert edits.accept_suggestion(project, suggestion, ANA) == (span, None)


def test_a_suggestion_that_equals_a_span_is_that_span(project: Project, span: Callable[..., Span]):
    mine = span(33, 39)
    accepted = edits.accept_suggestion(project, open_ones(project)[2], ANA)
    assert (accepted.span, said(project, mine)) == (mine, {"role": "speaker"})
    assert queries.spans(project, 1) == [mine]
    assert len(open_ones(project)) == 2


def test_a_rejected_suggestion_only_says_so(project: Project):
    suggestion = open_ones(project)[0]
    change = edits.reject_suggestion(project, suggestion, ANA)
    assert title(change) == "Rejected the suggestion person “Ida Brandt” by tagger-1"
    assert queries.spans(project, 1) == []
    assert details.suggestions(project, 1, state=SuggestionState.REJECTED) == [suggestion._replace(state="rejected")]
    assert len(details.suggestions(project, 1, state=None)) == 3
    assert edits.reject_suggestion(project, suggestion, ANA) is None
    edits.undo(project, ANA)
    assert len(open_ones(project)) == 3


def test_several_suggestions_are_decided_in_one_edit(project: Project):
    found = open_ones(project)
    spans = edits.accept_suggestions(project, found[1:], ANA)
    assert [span.fragments for span in spans] == [((11, 17), (33, 49)), ()]
    assert edits.undo_title(project, ANA) == "Accepted 2 suggestions"
    edits.undo(project, ANA)
    assert (queries.spans(project, 1), open_ones(project)) == ([], found)
    assert title(edits.reject_suggestions(project, found, ANA)) == "Rejected 3 suggestions"
    assert open_ones(project) == []
    assert edits.accept_suggestions(project, [], ANA) == []
    assert edits.reject_suggestions(project, [], ANA) is None


def test_suggesting_again_what_was_decided_changes_nothing(project: Project):
    edits.reject_suggestions(project, open_ones(project), ANA)
    again = bulk.load(
        project,
        [Record("harbour", TEXT, "Harbour", suggestions=SUGGESTIONS)],
        title="Import",
        annotator_default="ana",
    )
    assert (again.suggestions.added, again.suggestions.unchanged) == (0, 3)
    assert again.warnings == [
        "3 suggestions are in the project already with another score, note, attributes or state, which stayed"
        " (first harbour)"
    ]
    assert open_ones(project) == []


def test_a_suggestion_that_is_gone_is_not_decided_on(project: Project):
    suggestion = open_ones(project)[0]
    edits.rewind(project, ANA, 1)
    for decide in (edits.accept_suggestion, edits.reject_suggestion):
        with pytest.raises(EditError, match="not there any more"):
            decide(project, suggestion, ANA)


# -- reading


def test_how_far_somebody_has_read_is_noted(project: Project):
    assert title(edits.set_read_to(project, 1, ANA, 50)) == "Read “Harbour” to character 50"
    assert edits.set_read_to(project, 1, ANA, 50) is None
    assert edits.set_read_to(project, 2, ANA, 0) is None
    there_and_back(project, lambda: queries.review(project, 1, ANA).read_to, 0)
    for place in (-1, len(TEXT) + 1):
        with pytest.raises(EditError, match="no place in a text of 75 characters"):
            edits.set_read_to(project, 1, ANA, place)


# -- what older versions kept elsewhere


@pytest.fixture
def former(project: Project) -> Span:
    extra = {"attributes": {"form": "direct", "who": {"first": "Ida"}}, "actor": "Brandt", "colour": "red"}
    bulk.load(
        project,
        [Record("old", "Ida left.", spans=[RecordSpan(0, 3, "actor", "ana", extra=extra)])],
        title="Import",
        annotator_default="ana",
    )
    return queries.spans(project, 3)[0]


def test_attributes_and_actors_among_unknown_keys_are_understood(project: Project, former: Span):
    assert said(project, former) == {"form": "direct", "who": '{"first":"Ida"}'}
    assert details.actor_of(project, former.id) == "Brandt"


def test_the_first_edit_puts_them_in_their_place(project: Project, former: Span):
    edits.set_attribute(project, former, "form", "reported")
    assert said(project, former) == {"form": "reported", "who": '{"first":"Ida"}'}
    assert details.actor_of(project, former.id) == "Brandt"
    assert [actor.name for actor in details.actors(project)] == ["Brandt"]
    assert project.query("SELECT extra FROM spans WHERE id = ?", (former.id,)) == [('{"colour":"red"}',)]
    edits.set_attribute(project, former, "form", None)
    edits.link_actor(project, former, None)
    assert said(project, former) == {"who": '{"first":"Ida"}'}
    assert details.actor_of(project, former.id) == ""
    for _ in range(3):
        edits.undo(project, ANA)
    assert said(project, former) == {"form": "direct", "who": '{"first":"Ida"}'}
    assert details.actor_of(project, former.id) == "Brandt"


def test_the_scheme_is_given_as_one(project: Project, ida: Span):
    record = Record("r", "A b.", spans=[RecordSpan(0, 1, "actor"), RecordSpan(2, 3, "claim")])
    record.relations = [RecordRelation("made_by", 1, 2)]
    bulk.load(project, [record], title="Import", annotator_default="ana")
    edits.set_attribute(project, ida, "form", "direct")
    scheme = details.scheme(project)
    assert [label.name for label in scheme.labels][:2] == ["actor", "claim"]
    assert [type.name for type in scheme.relation_types] == ["made_by"]
    assert scheme.attributes == (Attribute("form", "text", id=1),)
