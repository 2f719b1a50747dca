"""Any sequence of edits, undos, imports and restarts leaves the file equal to a model in memory."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from annotator import edits
from annotator.model.document import Status
from annotator.model.errors import EditError
from annotator.model.record import Record, RecordRelation, RecordSpan, RecordSuggestion
from annotator.model.span import Extent, Span, canonical_fragments
from annotator.store import bulk, details, queries
from annotator.store.project import Project

TEXTS = {"a": "Halvia 😀 will act", "b": "e\u0301tat\r\n\u2028中国"}
SHORTEST = min(len(text) for text in TEXTS.values())

Key = tuple[str, int, int]
"""("span", id, 0), ("review", document, annotator), ("value", span, attribute), ("actor", span, 0), ("relation", id, 0)
or ("suggestion", id, 0)."""
State = dict[Key, Any]
Difference = dict[Key, tuple[Any, Any]]

annotators = st.sampled_from(["ana", "bob"])
places = st.integers(0, 1)
numbers = st.integers(0, 50)
labels = st.integers(0, 4)
ATTRIBUTES = ("form", "sure")
ACTORS = ("Halvia", "Ostmark")
extents = st.tuples(st.integers(0, SHORTEST), st.integers(0, SHORTEST)).filter(lambda pair: pair[0] < pair[1])


class Model:
    """What the file should hold, and two stacks of differences for each annotator."""

    def __init__(self) -> None:
        self.state: State = {}
        self.done: dict[int, list[Difference]] = {1: [], 2: []}
        self.undone: dict[int, list[Difference]] = {1: [], 2: []}

    def edit(self, annotator: int, wanted: State) -> None:
        """The state after an edit; None as a value means that the row is gone."""
        changed = {key: (self.state.get(key), value) for key, value in wanted.items() if self.state.get(key) != value}
        if changed:
            self._apply(changed)
            self.done[annotator].append(changed)
            self.undone[annotator].clear()

    def reverse(self, source: list[Difference], target: list[Difference]) -> bool:
        """Take the last difference of ``source`` back; False if something is in the way."""
        changed = {key: (after, before) for key, (before, after) in source[-1].items()}
        if any(self.state.get(key) != before for key, (before, _) in changed.items()):
            return False
        after_all = {**self.state, **{key: after for key, (_, after) in changed.items()}}
        there = {key[1] for key, value in after_all.items() if key[0] == "span" and value}
        # What hangs on a span stands and falls with it.
        if any(
            value
            and (
                (key[0] in ("value", "actor") and key[1] not in there)
                or (key[0] == "relation" and {*value[2:]} - there)
            )
            for key, value in after_all.items()
        ):
            return False
        related = [value for key, value in after_all.items() if key[0] == "relation" and value]
        if len(related) != len(set(related)):
            return False
        identities = {value[:6] for key, value in self.state.items() if key[0] == "span" and key not in changed}
        if any(key[0] == "span" and after and after[:6] in identities for key, (_, after) in changed.items()):
            return False
        self._apply(changed)
        source.pop()
        target.append(changed)
        return True

    def _apply(self, changed: Difference) -> None:
        for key, (_, after) in changed.items():
            if after is None:
                self.state.pop(key, None)
            else:
                self.state[key] = after


def span_value(span: Span) -> tuple[Any, ...]:
    return (
        span.document,
        span.annotator,
        span.label,
        span.start,
        span.end,
        span.fragments,
        span.note,
        span.doubt,
    )


class ProjectMachine(RuleBasedStateMachine):
    """Drives the verbs of ``edits`` on a real file beside the model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.model = Model()

    @initialize()
    def create(self) -> None:
        Project.create(self.folder / "p.annot", annotator="ana").close()
        self._open()
        self.project.ensure_annotator("bob")
        records = [Record(key, text) for key, text in TEXTS.items()]
        bulk.load(self.project, records, title="Import", annotator_default="ana")
        self._fill_scheme()
        self.labels = queries.labels(self.project)
        self.documents = [queries.document(self.project, id) for id in (1, 2)]

    def _fill_scheme(self) -> None:
        """Attributes, actors and relation types that are there before and after all else."""
        attributes = dict(zip(ATTRIBUTES, ("x", True), strict=True))
        spans = [RecordSpan(0, 1, "actor", "ana", attributes=attributes, actor=name) for name in ACTORS]
        spans[1] = spans[1]._replace(start=1, end=2)
        suggestions = [RecordSuggestion(0, 2, "claim", "bob"), RecordSuggestion(2, 4, "actor", "bob", score=0.5)]
        record = Record("a", TEXTS["a"], spans=spans, suggestions=suggestions, relations=[RecordRelation("r", 1, 2)])
        bulk.load(self.project, [record], title="Import", annotator_default="ana")
        self.model.state = self._stored()

    def teardown(self) -> None:
        assert self.project.check() == []
        self.project.close()
        assert [entry.name for entry in self.folder.iterdir()] == ["p.annot"]
        shutil.rmtree(self.folder)

    # -- edits

    @rule(place=places, extent=extents, label=labels, who=annotators, note=st.sampled_from(["", "hm"]))
    def add(self, place: int, extent: tuple[int, int], label: int, who: str, note: str) -> None:
        document, annotator = self.documents[place], self._annotator(who)
        added = edits.add_span(self.project, document, Extent(*extent), self.labels[label], annotator, note=note)
        if added.change:
            self._model(annotator, document.id, {added.span.id: span_value(added.span)})
        else:
            assert self.model.state["span", added.span.id, 0] == span_value(added.span)

    @rule(place=places, found=st.lists(extents, max_size=4), label=labels, who=annotators)
    def add_all(self, place: int, found: list[tuple[int, int]], label: int, who: str) -> None:
        document, annotator = self.documents[place], self._annotator(who)
        wanted = [Extent(*extent) for extent in found]
        added = edits.add_spans(self.project, document, wanted, self.labels[label], annotator)
        if added:
            self._model(annotator, document.id, {span.id: span_value(span) for span in added})

    @rule(which=numbers, label=labels)
    def relabel(self, which: int, label: int) -> None:
        self._change(
            which,
            {"label": self.labels[label].id},
            lambda span: edits.relabel_span(self.project, span, self.labels[label]),
        )

    @rule(which=numbers, extent=extents)
    def move(self, which: int, extent: tuple[int, int]) -> None:
        start, end = extent
        self._change(
            which,
            {"start": start, "end": end},
            lambda span: edits.move_span(self.project, span, Extent(start, end), SHORTEST),
            unless_in_pieces=True,
        )

    @rule(which=numbers, piece=extents)
    def add_fragment(self, which: int, piece: tuple[int, int]) -> None:
        span = self._span(which)
        if span:
            pieces = [*span.pieces, Extent(*piece)]
            wanted = {
                "start": min(start for start, _ in pieces),
                "end": max(end for _, end in pieces),
                "fragments": canonical_fragments(pieces),
            }
            self._change(
                which,
                wanted,
                lambda span: edits.add_fragment(self.project, span, Extent(*piece), SHORTEST),
            )

    @rule(which=numbers, note=st.sampled_from(["", "hm", "ü\n中"]))
    def note(self, which: int, note: str) -> None:
        self._change(which, {"note": note}, lambda span: edits.set_note(self.project, span, note))

    @rule(which=numbers, doubt=st.booleans())
    def doubt(self, which: int, doubt: bool) -> None:
        self._change(which, {"doubt": doubt}, lambda span: edits.set_doubt(self.project, span, doubt))

    @rule(which=numbers, how_many=st.integers(1, 3))
    def remove(self, which: int, how_many: int) -> None:
        first = self._span(which)
        if first:
            spans = queries.spans(self.project, first.document, first.annotator)[:how_many]
            ids = {span.id for span in spans}
            edits.remove_spans(self.project, spans)
            hanging = {
                key: None
                for key, value in self.model.state.items()
                if (key[0] in ("value", "actor") and key[1] in ids) or (key[0] == "relation" and ids & {*value[2:]})
            }
            self._model(first.annotator, first.document, dict.fromkeys(ids), hanging)

    @rule(which=numbers, name=st.sampled_from(ATTRIBUTES), choice=st.integers(0, 2))
    def attribute(self, which: int, name: str, choice: int) -> None:
        span = self._span(which)
        if span:
            value = (None, "direct", "reported")[choice] if name == "form" else (None, True, False)[choice]
            edits.set_attribute(self.project, span, name, value)
            key = ("value", span.id, ATTRIBUTES.index(name) + 1)
            if self.model.state.get(key) != value:
                self._model(span.annotator, span.document, {}, {key: value})

    @rule(which=numbers, name=st.none() | st.sampled_from(ACTORS))
    def actor(self, which: int, name: str | None) -> None:
        span = self._span(which)
        if span:
            edits.link_actor(self.project, span, name)
            if self.model.state.get(("actor", span.id, 0)) != name:
                self._model(span.annotator, span.document, {}, {("actor", span.id, 0): name})

    @rule(which=numbers, other=numbers, who=annotators)
    def relate(self, which: int, other: int, who: str) -> None:
        head, tail, annotator = self._span(which), self._span(other), self._annotator(who)
        if head and tail and head.id != tail.id and head.document == tail.document:
            change = edits.add_relation(self.project, head.document, head, tail, "r", annotator)
            row = (annotator, head.document, head.id, tail.id)
            assert (change is None) == (row in self.model.state.values())
            if change:
                [added] = [row.row for row in change.changes if row.table == "relations"]
                self._model(annotator, head.document, {}, {("relation", added, 0): row})

    @rule(place=places, which=numbers)
    def part(self, place: int, which: int) -> None:
        found = details.relations_of(self.project, self.documents[place].id)
        if found:
            relation = found[which % len(found)]
            edits.remove_relation(self.project, relation)
            self._model(relation.annotator, relation.document, {}, {("relation", relation.id, 0): None})

    @rule(which=st.integers(0, 1), who=annotators, accept=st.booleans())
    def decide(self, which: int, who: str, accept: bool) -> None:
        suggestion, annotator = details.suggestions(self.project, 1, state=None)[which], self._annotator(who)
        wanted = "accepted" if accept else "rejected"
        decided: State = {("suggestion", suggestion.id, 0): wanted}
        if not accept:
            edits.reject_suggestion(self.project, suggestion, annotator)
            if suggestion.state != wanted:
                self._model(annotator, 1, {}, decided)
            return
        span, change = edits.accept_suggestion(self.project, suggestion, annotator)
        if change:
            spans = {} if ("span", span.id, 0) in self.model.state else {span.id: span_value(span)}
            self._model(annotator, 1, spans, decided)

    @rule(place=places, who=annotators, read_to=st.integers(0, SHORTEST))
    def read(self, place: int, who: str, read_to: int) -> None:
        document, annotator = self.documents[place].id, self._annotator(who)
        edits.set_read_to(self.project, document, annotator, read_to)
        known = self.model.state.get(("review", document, annotator))
        if known or read_to:
            status, note, _ = known or (Status.NEW, "", 0)
            self.model.edit(annotator, {("review", document, annotator): (status, note, read_to)})

    @rule(place=places, who=annotators, status=st.sampled_from(Status))
    def status(self, place: int, who: str, status: Status) -> None:
        document, annotator = self.documents[place].id, self._annotator(who)
        edits.set_status(self.project, document, annotator, status)
        key = ("review", document, annotator)
        known = self.model.state.get(key)
        if known or status is not Status.NEW:
            self.model.edit(annotator, {key: (status, *(known[1:] if known else ("", 0)))})

    @rule(place=places, who=annotators, note=st.sampled_from(["", "read again"]))
    def document_note(self, place: int, who: str, note: str) -> None:
        document, annotator = self.documents[place].id, self._annotator(who)
        edits.set_review_note(self.project, document, annotator, note)
        key = ("review", document, annotator)
        known = self.model.state.get(key)
        if known or note:
            self.model.edit(annotator, {key: (known[0] if known else Status.NEW, note, known[2] if known else 0)})

    # -- what surrounds them

    @rule(who=annotators)
    def undo(self, who: str) -> None:
        annotator = self._annotator(who)
        self._reverse(annotator, edits.undo, self.model.done[annotator], self.model.undone[annotator])

    @rule(who=annotators)
    def redo(self, who: str) -> None:
        annotator = self._annotator(who)
        self._reverse(annotator, edits.redo, self.model.undone[annotator], self.model.done[annotator])

    @rule(place=places, extent=extents, label=labels, who=annotators)
    def import_span(self, place: int, extent: tuple[int, int], label: int, who: str) -> None:
        document, annotator = self.documents[place], self._annotator(who)
        span = RecordSpan(*extent, self.labels[label].name, who)
        bulk.load(
            self.project,
            [Record(document.key, document.text, spans=[span])],
            title="Import",
            annotator_default="",
        )
        identity = (document.id, annotator, self.labels[label].id, *extent, ())
        if identity not in {value[:6] for key, value in self.model.state.items() if key[0] == "span"}:
            equal = queries.equal_span(self.project, *identity[:5], "")
            assert equal
            self.model.state["span", equal.id, 0] = (*identity, "", False)

    @rule(place=places, who=annotators)
    def spend_time(self, place: int, who: str) -> None:
        edits.add_seconds(self.project, self.documents[place].id, self._annotator(who), 3)

    @precondition(lambda self: self.model.state)
    @rule()
    def restart(self) -> None:
        self.project.close()
        self._open()

    # -- what always holds

    @invariant()
    def the_file_equals_the_model(self) -> None:
        assert self._stored() == self.model.state

    @invariant()
    def undo_and_redo_are_offered_when_there_is_something(self) -> None:
        for annotator in (1, 2):
            assert bool(edits.undo_title(self.project, annotator)) == bool(self.model.done[annotator])
            assert bool(edits.redo_title(self.project, annotator)) == bool(self.model.undone[annotator])

    # -- helpers

    def _stored(self) -> State:
        stored: State = {}
        for document in (1, 2):
            spans = queries.spans(self.project, document)
            stored |= {("span", span.id, 0): span_value(span) for span in spans}
            ids = [span.id for span in spans]
            for span, values in details.attributes_of(self.project, ids).items():
                for name, value in values.items():
                    stored["value", span, ATTRIBUTES.index(name) + 1] = value
            for span, actor in details.actors_of(self.project, ids).items():
                stored["actor", span, 0] = actor
            for it in details.relations_of(self.project, document):
                stored["relation", it.id, 0] = (it.annotator, it.document, it.head.id, it.tail.id)
            for suggestion in details.suggestions(self.project, document, state=None):
                stored["suggestion", suggestion.id, 0] = suggestion.state.value
        for document, annotator, status, note, read_to in self.project.query(
            "SELECT document, annotator, status, note, read_to FROM reviews"
        ):
            stored["review", document, annotator] = (Status(status), note, read_to)
        return stored

    def _open(self) -> None:
        self.project = Project.open(self.folder / "p.annot")
        # No power fails here, and waiting for the disk is four fifths of the time.
        self.project.query("PRAGMA synchronous = OFF")

    def _annotator(self, name: str) -> int:
        return {"ana": 1, "bob": 2}[name]

    def _span(self, which: int) -> Span | None:
        spans = sorted(key[1] for key in self.model.state if key[0] == "span")
        return queries.span(self.project, spans[which % len(spans)]) if spans else None

    def _change(
        self,
        which: int,
        wanted: dict[str, Any],
        verb: Callable[[Span], object],
        *,
        unless_in_pieces: bool = False,
    ) -> None:
        span = self._span(which)
        if not span or (unless_in_pieces and span.fragments):
            return
        names = ("document", "annotator", "label", "start", "end", "fragments", "note", "doubt")
        after = tuple((dict(zip(names, span_value(span), strict=True)) | wanted).values())
        others = [value[:6] for key, value in self.model.state.items() if key[0] == "span" and key[1] != span.id]
        if after[:6] in others:
            try:
                verb(span)
            except EditError as error:
                assert "equal span" in str(error)  # noqa: PT017 - the rest of the rule is not to run
            else:
                raise AssertionError("an equal span was made")
        else:
            verb(span)
            if after != span_value(span):
                self._model(span.annotator, span.document, {span.id: after})

    def _model(self, annotator: int, document: int, spans: dict[int, Any], more: State | None = None) -> None:
        """Tell the model of changed spans, and that the document is begun."""
        key = ("review", document, annotator)
        status, note, read_to = self.model.state.get(key, (Status.NEW, "", 0))
        begun = Status.IN_PROGRESS if status is Status.NEW else status
        changed: State = {("span", id, 0): value for id, value in spans.items()}
        self.model.edit(annotator, changed | (more or {}) | {key: (begun, note, read_to)})

    def _reverse(
        self,
        annotator: int,
        verb: Callable[[Project, int], object],
        source: list[Difference],
        target: list[Difference],
    ) -> None:
        if not source:
            assert verb(self.project, annotator) is None
        elif self.model.reverse(source, target):
            assert verb(self.project, annotator)
        else:
            try:
                verb(self.project, annotator)
            except EditError as error:
                assert "cannot be taken back" in str(error)  # noqa: PT017 - see above
            else:
                raise AssertionError("an undo overwrote what changed since")


TestProject = ProjectMachine.TestCase
TestProject.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
