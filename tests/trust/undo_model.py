"""A random walk over a project's verbs, beside a model of what undo and going back have to bring about.

What an edit does to the rows is taken from the file (other tests know what it should). From then on the model
alone says what undo, redo, going back and taking an import back must lead to: row by row, times and ids too.
Run as a program it walks until it is killed: see ``test_undo_walk.py``.
"""

from __future__ import annotations

import base64
import pickle
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator import edits
from annotator.model.document import Status
from annotator.model.errors import EditError
from annotator.model.record import Record, RecordActor, RecordRelation, RecordReview, RecordSpan, RecordSuggestion
from annotator.model.span import Extent
from annotator.store import bulk, details, queries
from annotator.store.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.model.document import Document
    from annotator.model.span import Span

TABLES = (
    *("annotators", "labels", "documents", "texts", "spans", "relations", "reviews", "relation_types"),
    *("attributes", "attribute_values", "actors", "actor_aliases", "span_actors", "suggestions"),
)
STAY = ("annotators", "labels", "relation_types", "attributes")
HANGING = {
    "documents": (("spans", 1), ("relations", 1), ("reviews", 1), ("suggestions", 1)),
    "spans": (("relations", 4), ("relations", 5), ("attribute_values", 1), ("span_actors", 1)),
    "actors": (("span_actors", 2), ("actor_aliases", 1)),
}
"""Which rows refer to rows of a table, and in which of their columns."""
UNIQUE = {
    "spans": slice(1, 7),
    "reviews": slice(1, 3),
    "relations": slice(1, 6),
    "attribute_values": slice(1, 3),
    "actors": slice(1, 2),
    "actor_aliases": slice(1, 3),
    "span_actors": slice(1, 2),
    "suggestions": slice(1, 7),
}
"""The columns by which the rows of a table are told apart."""
ATTRIBUTES = ("form", "sure")
ACTORS = ("Halvia", "Brandt")
TEXT = "Halvia 😀 will act, said Ida Brandt of Brenn. " * 3
PEOPLE = {1: "ana", 2: "bob"}
MANY = 120
"""Spans from which on more go than come."""
REMEMBERED = 250
"""Points of the log one can go back to."""

Key = tuple[str, int]
State = dict[Key, tuple[Any, ...]]
Difference = dict[Key, tuple[Any, Any]]


class Point(NamedTuple):
    """How everything was after an entry of the log."""

    state: State
    done: dict[int, tuple[Difference, ...]]
    undone: dict[int, tuple[Difference, ...]]


class Import(NamedTuple):
    """What an import brought, and what it changed of what was there."""

    entry: int
    came: State
    changed: Difference


def create(path: Path) -> None:
    """A project of two people and two documents."""
    with Project.create(path, annotator="ana") as project:
        project.ensure_annotator("bob")
        # Attributes, actors and types are there from the start: what becomes of new ones has tests of its own.
        spans = [RecordSpan(0, 6, "actor", "ana", attributes={"form": "x", "sure": True}, actor="Halvia")]
        spans.append(RecordSpan(25, 35, "actor", "ana", actor="Brandt"))
        first = Record("a", TEXT, spans=spans, relations=[RecordRelation("made_by", 1, 2)], suggestions=suggested("a"))
        bulk.load(project, [first, Record("b", TEXT)], title="Import", annotator_default="ana")


def suggested(seed: object) -> list[RecordSuggestion]:
    """A few suggestions, others for another seed."""
    chosen = random.Random(str(seed))
    return [
        RecordSuggestion(start, start + chosen.randint(1, 9), chosen.choice(["actor", "claim"]), "model", score=0.5)
        for start in sorted(chosen.sample(range(20), 2))
    ]


class Walk:
    """The model, and the verbs that are tried against it."""

    def __init__(self, project: Project, seed: int) -> None:
        self.random = random.Random(seed)
        self.project = project
        self.now = read(project)
        self.newest = newest(project)
        self.done: dict[int, tuple[Difference, ...]] = dict.fromkeys(PEOPLE, ())
        self.undone: dict[int, tuple[Difference, ...]] = dict.fromkeys(PEOPLE, ())
        self.points: dict[int, Point] = {}
        self.imports: dict[int, Import] = {}
        self.closed: list[tuple[int, int]] = []
        """Points within, from the first up to but without the last, cannot be gone back to: an import went since."""
        self.made: dict[str, int] = {}
        self._remember()

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"project": None}

    # -- what the file says

    def equals_the_file(self) -> None:
        """The file is what the model says; and what can be undone and redone is what it should be."""
        assert read(self.project) == self.now
        assert newest(self.project) == self.newest
        for person in PEOPLE:
            assert bool(edits.undo_title(self.project, person)) == bool(self.done[person])
            assert bool(edits.redo_title(self.project, person)) == bool(self.undone[person])

    def adopt(self) -> None:
        """Learn what the newest entry of the log did, if there is one that the model does not know."""
        last, before = newest(self.project), self.now
        if last == self.newest:
            return
        assert last == self.newest + 1
        [(kind, person, undoes, detail)] = self.project.query(
            "SELECT kind, annotator, undoes, detail FROM edits WHERE id = ?", (last,)
        )
        self.newest, self.now = last, read(self.project)
        if detail and kind == "import":
            self._adopt_import(before)
        elif kind == "rewind":
            point = self.points[undoes - 1]
            self.done, self.undone = dict(point.done), dict(point.undone)
            self.imports = {entry: one for entry, one in self.imports.items() if entry < undoes}
            self.closed.append((undoes, last))
        elif kind == "command":
            self.imports.pop(undoes, None)
            self.closed.append((undoes, last))
        else:
            self._adopt_edit(kind, person, difference(before, self.now))
        self._remember()

    def _adopt_edit(self, kind: str, person: int, changed: Difference) -> None:
        if kind == "undo":
            self.done[person], self.undone[person] = self.done[person][:-1], (*self.undone[person], changed)
        elif kind == "redo":
            self.done[person], self.undone[person] = (*self.done[person], changed), self.undone[person][:-1]
        else:
            self.done[person], self.undone[person] = (*self.done[person], changed), ()

    def _adopt_import(self, before: State) -> None:
        changed = difference(before, self.now)
        came = {key: after for key, (was, after) in changed.items() if was is None and key[0] not in STAY}
        other = {key: change for key, change in changed.items() if change[0] is not None}
        self.imports[self.newest] = Import(self.newest, came, other)

    def _remember(self) -> None:
        self.points[self.newest] = Point(self.now, dict(self.done), dict(self.undone))
        if len(self.points) > REMEMBERED:
            # An old one now and then, the rest in turn.
            drop = sorted(self.points)[:: 1 if self.random.random() < 0.9 else 7]
            del self.points[drop[min(len(drop) - 1, 20)]]

    # -- one step

    def step(self) -> None:
        """Do something at random."""
        many = sum(key[0] == "spans" for key in self.now) > MANY
        verbs: dict[Callable[[], None], int] = {
            self.edit: 12,
            self.remove: 20 if many else 2,
            self.undo: 8,
            self.redo: 5,
            self.bring_in: 1 if many else 2,
            self.rewind: 2,
            self.take_import_back: 2,
            self.spend_time: 1,
        }
        verb = self.random.choices(list(verbs), list(verbs.values()))[0]
        self.made[verb.__name__] = self.made.get(verb.__name__, 0) + 1
        verb()

    def edit(self) -> None:
        """Some verb of the window; a refused one has changed nothing."""
        choose = self.random.choice
        project, person, document = self.project, choose(list(PEOPLE)), self._document()
        label = choose(queries.labels(project)[:5])
        spans = queries.spans(project, document.id, person)
        if not spans or choose([True, False]):
            verb = choose(
                [
                    lambda: edits.add_span(project, document, self._extent(), label, person, note=choose(["", "hm"])),
                    lambda: edits.add_spans(project, document, [self._extent(), self._extent()], label, person),
                    lambda: edits.set_status(project, document.id, person, choose([*Status, Status.NEW, Status.NEW])),
                    lambda: edits.set_review_note(project, document.id, person, ""),
                    lambda: edits.set_review_note(project, document.id, person, choose(["", "read"])),
                    lambda: edits.set_read_to(project, document.id, person, choose([0, 5, 20])),
                    lambda: self._decide(document, person),
                    lambda: self._name(person),
                ]
            )
        else:
            verb = self._change(choose(spans), label)
        try:
            verb()
        except EditError as error:
            assert "equal span" in str(error) or "all the span marks" in str(error)  # noqa: PT017
            assert read(project) == self.now
        self.adopt()

    def _change(self, span: Span, label: Any) -> Callable[[], object]:  # noqa: ANN401 - a label
        choose, project, extent = self.random.choice, self.project, self._extent()
        return choose(
            [
                lambda: edits.relabel_span(project, span, label),
                lambda: edits.move_span(project, span, extent, len(TEXT)),
                lambda: edits.add_fragment(project, span, extent, len(TEXT)),
                lambda: edits.remove_fragment(project, span, extent),
                lambda: edits.set_note(project, span, choose(["", "hm", "why\n中?"])),
                lambda: edits.set_doubt(project, span, choose([True, False])),
                lambda: edits.set_attribute(project, span, *choose(self.values)),
                lambda: edits.link_actor(project, span, choose([None, *ACTORS])),
                lambda: self._relate(span),
                # Two change places: on the way back they must not meet.
                lambda: self._swap(span),
            ]
        )

    values: tuple[tuple[str, Any], ...] = (
        *(("form", "direct"), ("form", "reported"), ("form", None)),
        *(("sure", True), ("sure", None)),
    )

    def _relate(self, span: Span) -> object:
        relations = details.relations_of(self.project, span.document, span.annotator)
        if relations and self.random.choice([True, False]):
            return edits.remove_relation(self.project, self.random.choice(relations))
        others = [other for other in queries.spans(self.project, span.document) if other.id != span.id]
        if not others:
            return None
        tail = self.random.choice(others)
        return edits.add_relation(self.project, span.document, span, tail, "made_by", span.annotator)

    def _decide(self, document: Document, person: int) -> object:
        found = details.suggestions(self.project, document.id, state=None)[:3]
        verb = self.random.choice([edits.accept_suggestions, edits.reject_suggestions])
        return verb(self.project, found, person)

    def _name(self, person: int) -> object:
        actor = self.random.choice(details.actors(self.project))
        if self.random.choice([True, False]):
            return edits.set_actor_note(self.project, actor, self.random.choice(["", "who?"]), person)
        verb = self.random.choice([edits.add_alias, edits.remove_alias])
        return verb(self.project, actor, self.random.choice(["H.", "B."]), person)

    def _swap(self, span: Span) -> None:
        other = next((o for o in queries.spans(self.project, span.document, span.annotator) if o.id != span.id), None)
        if other is None or span.fragments or other.fragments:
            return
        with self.project.edit("Swapped", annotator=span.annotator, document=span.document) as edit:
            one, two = ({"start": s.start, "end": s.end, "label": s.label} for s in (span, other))
            edit.update("spans", span.id, {"start": 900 + span.id, "end": 901 + span.id})
            edit.update("spans", other.id, one)
            edit.update("spans", span.id, two)

    def remove(self) -> None:
        """Remove a few spans."""
        person, document = self.random.choice(list(PEOPLE)), self._document()
        spans = queries.spans(self.project, document.id, person)
        edits.remove_spans(self.project, spans[: self.random.randint(1, 6)])
        self.adopt()

    def undo(self) -> None:
        """Undo as somebody."""
        self._reverse(edits.undo, self.done)

    def redo(self) -> None:
        """Redo as somebody."""
        self._reverse(edits.redo, self.undone)

    def _reverse(self, verb: Callable[[Project, int], object], stacks: dict[int, tuple[Difference, ...]]) -> None:
        person = self.random.choice(list(PEOPLE))
        if not stacks[person]:
            assert verb(self.project, person) is None
            return
        back = {key: (after, before) for key, (before, after) in stacks[person][-1].items()}
        if self._possible(back):
            wanted = changed_by(self.now, back)
            assert verb(self.project, person)
            assert read(self.project) == wanted
        else:
            self._is_refused(lambda: verb(self.project, person))
        self.adopt()

    def bring_in(self) -> None:
        """Import into what is there, or something new, or both."""
        choose = self.random.choice
        records = []
        for key in {choose(["a", "b"]), f"new {self.newest}"} if choose([True, False]) else {choose(["a", "b"])}:
            spans = [RecordSpan(*self._extent(), choose(["actor", "claim", f"label {self.newest}"]), "ana")]
            spans.append(RecordSpan(*self._extent(), "threat", "bob", note=choose(["", "!"])))
            relations = [RecordRelation("made_by", 1, 2, "ana")] if choose([True, False]) else []
            reviews = [RecordReview(choose(["ana", "bob"]), choose([Status.DONE, Status.NEW]), choose(["", "theirs"]))]
            if choose([True, False]):
                spans[0] = spans[0]._replace(attributes={"form": "import"}, actor=choose(ACTORS))
            record = Record(key, TEXT, spans=spans, relations=relations, reviews=reviews)
            record.suggestions = suggested(self.newest) if choose([True, False]) else []
            record.actors = [RecordActor(choose(ACTORS), (f"alias {self.newest}",))] if choose([True, False]) else []
            records.append(record)
        bulk.load(self.project, records, title="Import more", annotator_default="ana")
        self.adopt()

    def rewind(self) -> None:
        """Go back to some point of the log."""
        person = self.random.choice(list(PEOPLE))
        points = sorted(self.points)
        point = self.random.choice(points[-40:] if self.random.random() < 0.8 else points)
        if any(first <= point < last for first, last in self.closed):
            self._is_refused(lambda: edits.rewind(self.project, person, point))
            return
        stays = {key: row for key, row in self.now.items() if key[0] in STAY}
        wanted = self.points[point].state | stays
        made = edits.rewind(self.project, person, point)
        assert (made is None) == (wanted == self.now)
        assert read(self.project) == wanted
        if made is not None:
            assert made.bulk == any(entry > point for entry in self.imports)
        self.adopt()

    def take_import_back(self) -> None:
        """Take some import back by itself, if nobody has built upon it."""
        if not self.imports:
            return
        one = self.imports[self.random.choice(sorted(self.imports))]
        back: Difference = {key: (row, None) for key, row in one.came.items()}
        back |= {key: (after, before) for key, (before, after) in one.changed.items()}
        if self._untouched(one, back):
            wanted = changed_by(self.now, back)
            assert edits.rewind(self.project, 1, one.entry - 1, only=True)
            assert read(self.project) == wanted
            self.adopt()
        else:
            self._is_refused(lambda: edits.rewind(self.project, 1, one.entry - 1, only=True))

    def spend_time(self) -> None:
        """No edit, and no obstacle to one; for a document that went it is nothing."""
        for document in (1, 2, self.random.randint(1, 9)):
            edits.add_seconds(self.project, document, self.random.choice(list(PEOPLE)), 3)

    # -- what is possible

    def _is_refused(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except EditError:
            assert read(self.project) == self.now
            return
        raise AssertionError("what is in the way was overwritten")

    def _possible(self, wanted: Difference) -> bool:
        """Whether rows are as they were left, and no constraint forbids what they should become."""
        if any(self.now.get(key) != before for key, (before, _) in wanted.items()):
            return False
        after = changed_by(self.now, wanted)
        unique = [identity(key, row) for key, row in after.items() if key[0] in UNIQUE]
        return len(unique) == len(set(unique)) and not any(
            (parent, row[column]) not in after
            for parent, hanging in HANGING.items()
            for table, column in hanging
            for key, row in after.items()
            if key[0] == table
        )

    def _untouched(self, one: Import, back: Difference) -> bool:
        if any(self.now.get(key) != row for key, (row, _) in back.items()):
            return False
        return not any(
            (parent, row[column]) in one.came
            for parent, hanging in HANGING.items()
            for table, column in hanging
            for key, row in self.now.items()
            if key[0] == table and key not in one.came
        )

    def _document(self) -> Document:
        documents = [key[1] for key in self.now if key[0] == "documents"]
        return queries.document(self.project, self.random.choice(documents))

    def _extent(self) -> Extent:
        start = self.random.randint(0, 20)
        return Extent(start, start + self.random.randint(1, 12))


def read(project: Project) -> State:
    """Every row there is."""
    return {(table, row[0]): row for table in TABLES for row in project.query(f"SELECT * FROM {table}")}


def newest(project: Project) -> int:
    return int(project.query("SELECT max(id) FROM edits")[0][0])


def difference(before: State, after: State) -> Difference:
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return {key: (before.get(key), after.get(key)) for key in keys}


def changed_by(state: State, changed: Difference) -> State:
    after = {key: row for key, row in state.items() if key not in changed}
    return after | {key: row for key, (_, row) in changed.items() if row is not None}


def identity(key: Key, row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (key[0], *row[UNIQUE[key[0]]])


def main(path: Path, model: Path) -> None:
    """Walk on from a stored model until somebody kills this, and say the model after each step."""
    walk: Walk = pickle.loads(model.read_bytes())
    with Project.open(path) as project:
        walk.project = project
        while True:
            walk.step()
            print(base64.b64encode(pickle.dumps(walk)).decode(), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
