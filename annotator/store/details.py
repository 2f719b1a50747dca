"""What is said of spans beside their label, and what is proposed: relations, attributes, actors and suggestions.

Rows in, model objects out, as in ``queries``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Literal

from annotator.model.actor import Actor
from annotator.model.attribute import Attribute
from annotator.model.relation import Relation
from annotator.model.scheme import RelationType, Scheme
from annotator.model.suggestion import Suggestion, SuggestionState
from annotator.store import queries
from annotator.store.former import holds, merged, sorted_out
from annotator.store.values import (
    as_attribute_type,
    as_state,
    typed,
    unpack_choices,
    unpack_fragments,
    unpack_score,
    unpack_value,
    unpack_values,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.model.attribute import AttributeValue
    from annotator.store.former import Former
    from annotator.store.project import Project

Named = Literal["relation_types", "attributes", "actors"]
_PAGE = 500


# -- the scheme


def relation_types(project: Project) -> list[RelationType]:
    """The scheme's relation types, in its order."""
    rows = project.query("SELECT name, definition, id, position FROM relation_types ORDER BY position, id")
    return [RelationType(*row) for row in typed(rows, str, str, int, int)]


def attributes(project: Project) -> list[Attribute]:
    """The scheme's attributes, in its order."""
    rows = project.query("SELECT name, type, choices, definition, id, position FROM attributes ORDER BY position, id")
    return [
        Attribute(name, as_attribute_type(type), unpack_choices(choices), definition, id, position)
        for name, type, choices, definition, id, position in typed(rows, str, str, str, str, int, int)
    ]


def scheme(project: Project) -> Scheme:
    """What spans of the project can be and say."""
    return Scheme(tuple(queries.labels(project)), tuple(relation_types(project)), tuple(attributes(project)))


# -- relations


def relations_of(project: Project, document: int, annotator: int | None = None) -> list[Relation]:
    """A document's relations with both their ends, by where these begin; of one annotator or (None) of all."""
    rows = typed(
        project.query("SELECT id, annotator, type, head, tail FROM relations WHERE document = ?", (document,)),
        int,
        int,
        str,
        int,
        int,
    )
    if not rows:
        return []
    ends = {span.id: span for span in queries.spans(project, document)}
    found = [
        Relation(id, document, whose, type, ends[head], ends[tail])
        for id, whose, type, head, tail in rows
        if annotator in (None, whose) and head in ends and tail in ends
    ]
    found.sort(key=lambda relation: (relation.head.sort_key, relation.tail.sort_key, relation.type, relation.id))
    return found


def relation_count(project: Project, document: int) -> int:
    """How many relations a document has, of all annotators."""
    return int(project.query("SELECT count(*) FROM relations WHERE document = ?", (document,))[0][0])


def relations_at(project: Project, span: int) -> list[Relation]:
    """The relations that begin or end at a span, those that begin there first, then by where the other end lies."""
    rows = typed(
        project.query(
            "SELECT id, document, annotator, type, head, tail FROM relations WHERE head = ? OR tail = ?", (span, span)
        ),
        *(int, int, int, str, int, int),
    )
    ends = {id: queries.span(project, id) for id in {end for row in rows for end in row[4:]}}
    found = []
    for id, document, whose, type, head, tail in rows:
        begins, stops = ends[head], ends[tail]
        if begins is not None and stops is not None:
            found.append(Relation(id, document, whose, type, begins, stops))
    found.sort(key=lambda one: (one.head.id != span, one.type, one.head.sort_key, one.tail.sort_key, one.id))
    return found


# -- attributes


def attributes_of(project: Project, spans: Iterable[int]) -> dict[int, dict[str, AttributeValue]]:
    """The attributes of these spans with their values, by span id and name; spans that have none are left out."""
    found: defaultdict[int, dict[str, AttributeValue]] = defaultdict(dict)
    asked = list(spans)
    for page in _slices(asked):
        rows = project.query(
            "SELECT v.span, a.name, v.value FROM attribute_values AS v JOIN attributes AS a ON a.id = v.attribute"
            f" WHERE v.span IN ({_marks(page)}) ORDER BY v.span, a.name",
            page,
        )
        for span, name, value in typed(rows, int, str, str):
            found[span][name] = unpack_value(value)
    for span, former in _former(project, asked).items():
        if former.attributes:
            found[span] = merged(former.attributes, found.get(span, {}))
    return dict(found)


# -- actors


def actor_of(project: Project, span: int) -> str:
    """The name of the actor a span points to; empty for none."""
    return actors_of(project, [span]).get(span, "")


def actors_of(project: Project, spans: Iterable[int]) -> dict[int, str]:
    """The names of the actors these spans point to, by span id; spans that point to none are left out."""
    asked = list(spans)
    found = {span: former.actor for span, former in _former(project, asked).items() if former.actor}
    for page in _slices(asked):
        rows = project.query(
            "SELECT l.span, a.name FROM span_actors AS l JOIN actors AS a ON a.id = l.actor"
            f" WHERE l.span IN ({_marks(page)})",
            page,
        )
        found.update(typed(rows, int, str))
    return found


def actors(project: Project) -> list[Actor]:
    """The registry, by name, with aliases."""
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    for actor, alias in typed(project.query("SELECT actor, alias FROM actor_aliases"), int, str):
        aliases[actor].append(alias)
    rows = typed(project.query("SELECT id, name, note FROM actors"), int, str, str)
    found = [Actor(id, name, tuple(sorted(aliases.get(id, ()))), note) for id, name, note in rows]
    found.sort(key=lambda actor: (actor.name.casefold(), actor.name))
    return found


def actor_named(project: Project, name: str) -> Actor | None:
    """The registry's entry of exactly this name."""
    rows = typed(project.query("SELECT id, note FROM actors WHERE name = ?", (name,)), int, str)
    if not rows:
        return None
    [(id, note)] = rows
    aliases = typed(project.query("SELECT alias FROM actor_aliases WHERE actor = ? ORDER BY alias", (id,)), str)
    return Actor(id, name, tuple(alias for (alias,) in aliases), note)


# -- suggestions

_SUGGESTION = 'id, document, annotator, label, start, "end", fragments, score, note, attributes, state, created'
_SUGGESTION_TYPES = (int, int, int, int, int, int, str, str, str, str, str, str)


def suggestions(
    project: Project, document: int, *, state: SuggestionState | None = SuggestionState.OPEN
) -> list[Suggestion]:
    """A document's suggestions in reading order: those that are open, of another state, or (None) all."""
    # Word for word as the index has it: only then SQLite takes it.
    where = "" if state is None else f" AND state = '{state.value}'"
    rows = project.query(f"SELECT {_SUGGESTION} FROM suggestions WHERE document = ?{where}", (document,))
    found = [_suggestion(row) for row in typed(rows, *_SUGGESTION_TYPES)]
    found.sort(key=lambda suggestion: suggestion.sort_key)
    return found


def suggestion(project: Project, id: int) -> Suggestion | None:
    """One suggestion by its id."""
    rows = typed(project.query(f"SELECT {_SUGGESTION} FROM suggestions WHERE id = ?", (id,)), *_SUGGESTION_TYPES)
    return _suggestion(rows[0]) if rows else None


def suggestion_from_row(row: int, image: dict[str, Any]) -> Suggestion:
    """The suggestion of a row, from its image in a change."""
    columns = (column.strip().strip('"') for column in _SUGGESTION.split(",")[1:])
    return _suggestion((row, *(image[column] for column in columns)))


def _suggestion(row: tuple[Any, ...]) -> Suggestion:
    id, document, annotator, label, start, end, fragments, score, note, attributes, state, created = row
    queries.refuse_extent(start, end)
    return Suggestion(
        id,
        document,
        annotator,
        label,
        start,
        end,
        unpack_fragments(fragments),
        unpack_score(score),
        note,
        unpack_values(attributes),
        as_state(state),
        created,
    )


# -- figures


def counts(project: Project) -> dict[str, Any]:
    """Relations by type, attributes by name, actors, and suggestions by provider and state, in the scheme's order."""
    by_type = dict.fromkeys((type.name for type in relation_types(project)), 0)
    by_type |= dict(project.query("SELECT type, count(*) FROM relations GROUP BY type ORDER BY min(id)"))
    by_name = {attribute.name: 0 for attribute in attributes(project)}
    for name, count in project.query(
        "SELECT a.name, count(*) FROM attribute_values AS v JOIN attributes AS a ON a.id = v.attribute GROUP BY a.id"
    ):
        by_name[name] += count
    for name, count in _former_counts(project).items():
        by_name[name] = by_name.get(name, 0) + count
    by_provider: dict[str, dict[str, int]] = {}
    for provider, state, count in project.query(
        "SELECT a.name, s.state, count(*) FROM suggestions AS s JOIN annotators AS a ON a.id = s.annotator"
        " GROUP BY a.id, s.state ORDER BY a.id"
    ):
        states = by_provider.setdefault(provider, {state.value: 0 for state in SuggestionState})
        states[as_state(state).value] += count
    return {
        "relations": by_type,
        "attributes": by_name,
        "actors": int(project.query("SELECT count(*) FROM actors")[0][0]),
        "suggestions": by_provider,
    }


def _former_counts(project: Project) -> Counter[str]:
    """How often attributes stand among the unknown keys of spans, but for those that were said anew since."""
    found: Counter[str] = Counter()
    rows = project.query("SELECT id, extra FROM spans INDEXED BY spans_detailed WHERE extra <> ''")
    for id, extra in typed(rows, int, str):
        if holds(extra):
            found.update(name for name in sorted_out(extra).attributes if stored_value(project, id, name) is None)
    return found


# -- rows, for edits


def row_named(project: Project, table: Named, name: str) -> int | None:
    """The row of a relation type, an attribute or an actor by its name."""
    rows = project.query(f"SELECT id FROM {table} WHERE name = ?", (name,))
    return int(rows[0][0]) if rows else None


def next_position(project: Project, table: Literal["relation_types", "attributes"]) -> int:
    """The position after the last of a part of the scheme."""
    return int(project.query(f"SELECT coalesce(max(position), -1) + 1 FROM {table}")[0][0])


def equal_relation(project: Project, document: int, annotator: int, type: str, head: int, tail: int) -> int | None:
    """The row of the relation with exactly this identity."""
    rows = project.query(
        "SELECT id FROM relations WHERE document = ? AND annotator = ? AND type = ? AND head = ? AND tail = ?",
        (document, annotator, type, head, tail),
    )
    return int(rows[0][0]) if rows else None


def stored_value(project: Project, span: int, name: str) -> tuple[int, str] | None:
    """The row of a span's attribute and its value, as stored."""
    rows = project.query(
        "SELECT v.id, v.value FROM attribute_values AS v JOIN attributes AS a ON a.id = v.attribute"
        " WHERE v.span = ? AND a.name = ?",
        (span, name),
    )
    return typed(rows, int, str)[0] if rows else None


def actor_link(project: Project, span: int) -> int | None:
    """The row that lets a span point to an actor."""
    rows = project.query("SELECT id FROM span_actors WHERE span = ?", (span,))
    return int(rows[0][0]) if rows else None


def alias_row(project: Project, actor: int, alias: str) -> int | None:
    """The row of another name of an actor."""
    rows = project.query("SELECT id FROM actor_aliases WHERE actor = ? AND alias = ?", (actor, alias))
    return int(rows[0][0]) if rows else None


def rows_of_span(project: Project, span: int) -> list[tuple[str, int]]:
    """Table and row of each attribute value and link to an actor of a span."""
    return [
        (table, row)
        for table in ("attribute_values", "span_actors")
        for (row,) in project.query(f"SELECT id FROM {table} WHERE span = ? ORDER BY id", (span,))
    ]


# -- inside


def _former(project: Project, spans: Sequence[int]) -> dict[int, Former]:
    """What these spans have had among their unknown keys since before there were tables for it."""
    found = {}
    for page in _slices(spans):
        rows = project.query(f"SELECT id, extra FROM spans WHERE extra <> '' AND id IN ({_marks(page)})", page)
        found.update({id: sorted_out(extra) for id, extra in typed(rows, int, str) if holds(extra)})
    return found


def _slices(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _PAGE] for start in range(0, len(ids), _PAGE))


def _marks(page: Sequence[int]) -> str:
    return ", ".join("?" * len(page))
