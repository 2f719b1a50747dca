"""What records of an export hold beside texts, spans, relations and reviews, a page of documents at a time.

Most projects have little of it: whether a table holds anything is asked first, and costs next to nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.model.record import RecordActor, RecordSuggestion
from annotator.store.former import holds, merged, sorted_out
from annotator.store.values import (
    as_state,
    typed,
    unpack,
    unpack_fragments,
    unpack_score,
    unpack_value,
    unpack_values,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from annotator.model.attribute import AttributeValue
    from annotator.store.project import Project

Page = tuple[int, int]
"""First and last document."""


class Detail(NamedTuple):
    """What a span says beside where it is and what."""

    note: str = ""
    doubt: bool = False
    origin: str = ""
    extra: dict[str, Any] | None = None
    attributes: dict[str, AttributeValue] | None = None
    actor: str = ""


PLAIN = Detail()

_HOLD = ", ".join(
    f"EXISTS (SELECT 1 FROM {table})" for table in ("attribute_values", "span_actors", "actors", "suggestions")
)
# From the spans of the page to their few values, never the other way round: the values of all documents are many.
_VALUES = (
    "SELECT v.span, a.name, v.value FROM spans AS s CROSS JOIN attribute_values AS v ON v.span = s.id"
    " CROSS JOIN attributes AS a ON a.id = v.attribute WHERE s.document BETWEEN ? AND ? ORDER BY v.span, a.name"
)
_LINKS = (
    "SELECT l.span, a.name FROM spans AS s CROSS JOIN span_actors AS l ON l.span = s.id"
    " CROSS JOIN actors AS a ON a.id = l.actor WHERE s.document BETWEEN ? AND ?"
)


class Holding(NamedTuple):
    """Which of the tables hold anything."""

    values: bool
    links: bool
    actors: bool
    suggestions: bool


def holding(project: Project) -> Holding:
    """What there is to ask for at all."""
    return Holding(*map(bool, project.query(f"SELECT {_HOLD}")[0]))


def details(project: Project, page: Page, there: Holding) -> dict[int, Detail]:
    """What the spans that say more than where and what say, by span id."""
    rows = project.query(
        "SELECT id, note, doubt, origin, extra FROM spans INDEXED BY spans_detailed"
        " WHERE (note <> '' OR doubt <> 0 OR origin <> '' OR extra <> '') AND document BETWEEN ? AND ?",
        page,
    )
    found: dict[int, Detail] = {}
    for id, note, doubt, origin, extra in typed(rows, int, str, int, str, str):
        if holds(extra):
            former = sorted_out(extra)
            found[id] = Detail(note, doubt != 0, origin, former.extra or None, former.attributes or None, former.actor)
        else:
            found[id] = Detail(note, doubt != 0, origin, unpack(extra) or None)
    for id, values in (_attributes(project, page) if there.values else {}).items():
        known = found.get(id, PLAIN)
        found[id] = known._replace(attributes=merged(known.attributes or {}, values))
    if there.links:
        for id, name in typed(project.query(_LINKS, page), int, str):
            found[id] = found.get(id, PLAIN)._replace(actor=name)
    return found


def _attributes(project: Project, page: Page) -> dict[int, dict[str, AttributeValue]]:
    found: defaultdict[int, dict[str, AttributeValue]] = defaultdict(dict)
    for span, name, value in typed(project.query(_VALUES, page), int, str, str):
        found[span][name] = unpack_value(value)
    return found


def actors(project: Project, names: Collection[str]) -> dict[str, RecordActor]:
    """Those of these actors that say more than their name, by it."""
    asked = (json.dumps(sorted(names)),)
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    named = "(SELECT id FROM actors WHERE name IN (SELECT value FROM json_each(?)))"
    for actor, alias in typed(
        project.query(f"SELECT actor, alias FROM actor_aliases WHERE actor IN {named}", asked), int, str
    ):
        aliases[actor].append(alias)
    rows = project.query(f"SELECT id, name, note, extra FROM actors WHERE id IN {named}", asked)
    return {
        name: RecordActor(name, tuple(sorted(aliases.get(id, ()))), note, unpack(extra) or None)
        for id, name, note, extra in typed(rows, int, str, str, str)
        if note or extra or id in aliases
    }


def suggestions(
    project: Project, page: Page, annotators: Mapping[int, str], labels: Mapping[int, str]
) -> dict[int, list[RecordSuggestion]]:
    """Suggestions by document, of these providers and labels, in order."""
    found: defaultdict[int, list[RecordSuggestion]] = defaultdict(list)
    rows = project.query(
        'SELECT document, annotator, label, start, "end", fragments, score, note, attributes, state, extra'
        " FROM suggestions WHERE document BETWEEN ? AND ?",
        page,
    )
    for document, annotator, label, start, end, fragments, score, note, attributes, state, extra in typed(
        rows, *[int] * 5, *[str] * 6
    ):
        if annotator in annotators and label in labels:
            found[document].append(
                RecordSuggestion(
                    start,
                    end,
                    labels[label],
                    annotators[annotator],
                    unpack_fragments(fragments),
                    unpack_score(score),
                    note,
                    unpack_values(attributes),
                    as_state(state),
                    unpack(extra) or None,
                )
            )
    for made in found.values():
        made.sort(key=lambda suggestion: suggestion[:5])
    return found
