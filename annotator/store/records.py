"""Records out of a project, for export: short pages, nothing left open, names instead of ids.

An edit can come between two pages but never in the middle of a document.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from annotator.model.document import Status
from annotator.model.record import Record, RecordRelation, RecordReview, RecordSpan
from annotator.store import record_details
from annotator.store.queries import pages
from annotator.store.values import as_status, typed, unpack, unpack_fragments

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from annotator.model.record import RecordActor
    from annotator.store.project import Project
    from annotator.store.record_details import Holding


def iter_records(
    project: Project,
    *,
    annotators: Collection[str] = (),
    statuses: Collection[Status] = (),
    labels: Collection[str] = (),
    suggestions: bool = True,
) -> Iterator[Record]:
    """Every document with all that is said of it, in order of first import.

    With the spans come their attributes and actors, and what the registry says of those actors beside their names.
    Suggestions come as long as nothing is asked of the status, of the providers and labels asked for; never where
    ``suggestions`` is False.

    Empty filters let everything pass. With ``statuses``, a document comes if it has one of them for an
    annotator (of those asked for), and only with what such annotators said: nothing half done slips into an
    export of what is done. Documents without a span stay: done with no span is data.
    """
    wanted = _Wanted(project, annotators, frozenset(statuses), labels)
    wanted.suggestions = suggestions and not statuses
    for page in pages(project):
        with project.reading():
            records = _page(project, page, wanted)
        yield from records


class _Wanted:
    """The names behind ids, and which of them pass the filters."""

    def __init__(
        self,
        project: Project,
        annotators: Collection[str],
        statuses: frozenset[Status],
        labels: Collection[str],
    ) -> None:
        self.annotators: dict[int, str] = {
            id: name
            for id, name in typed(project.query("SELECT id, name FROM annotators"), int, str)
            if not annotators or name in annotators
        }
        self.labels: dict[int, str] = {
            id: name
            for id, name in typed(project.query("SELECT id, name FROM labels"), int, str)
            if not labels or name in labels
        }
        self.statuses = statuses
        self.suggestions = True


def _page(project: Project, page: tuple[int, int], wanted: _Wanted) -> list[Record]:
    there = record_details.holding(project)
    reviews = _reviews(project, page, wanted)
    relation_rows = project.query(
        "SELECT document, type, head, tail, annotator, extra FROM relations WHERE document BETWEEN ? AND ?", page
    )
    relations = _by_document(typed(relation_rows, int, str, int, int, int, str))
    ends: dict[int, RecordSpan | None] = {
        end: None for related in relations.values() for row in related for end in row[1:3]
    }
    spans = _spans(project, page, wanted, ends, there)
    linked = {span.actor for found in spans.values() for span in found if span.actor} if there.actors else ()
    registry = record_details.actors(project, linked) if linked else {}
    suggestions = (
        record_details.suggestions(project, page, wanted.annotators, wanted.labels)
        if there.suggestions and wanted.suggestions
        else {}
    )
    rows = project.query(
        "SELECT d.id, d.key, t.text, d.title, d.language, d.meta, d.extra, d.sha256"
        " FROM documents AS d JOIN texts AS t ON t.document = d.id"
        " WHERE d.id BETWEEN ? AND ? ORDER BY d.id",
        page,
    )
    records = []
    for id, key, text, title, language, meta, extra, sha256 in typed(rows, int, *[str] * 7):
        said = reviews.get(id, [])
        found = spans.get(id, [])
        if wanted.statuses:
            passing = _passing(said, found, wanted)
            if passing is None:
                continue
            found = [span for span in found if span.annotator in passing]
            said = [review for review in said if review.annotator in passing]
        found.sort()
        numbered = _relations(relations[id], found, ends, wanted) if id in relations else []
        records.append(
            Record(
                key,
                text,
                title,
                language,
                unpack(meta),
                unpack(extra),
                sha256,
                found,
                numbered,
                [review for review in said if review.says_something],
                suggestions.get(id, []),
                _actors(found, registry) if registry else [],
            )
        )
    return records


def _spans(
    project: Project, page: tuple[int, int], wanted: _Wanted, ends: dict[int, RecordSpan | None], there: Holding
) -> dict[int, list[RecordSpan]]:
    """Spans by document, read from one index alone but for the few that say more.

    Those that relations begin or end at are put into ``ends`` under their id.
    """
    labels, annotators = wanted.labels, wanted.annotators
    new = tuple.__new__  # what RecordSpan(...) calls: the call of Python's around it takes as long as the rest
    details = record_details.details(project, page, there)
    spans: defaultdict[int, list[RecordSpan]] = defaultdict(list)
    rows = project.query(
        'SELECT document, annotator, label, start, "end", fragments, id FROM spans WHERE document BETWEEN ? AND ?',
        page,
    )
    for document, annotator, label, start, end, fragments, id in typed(rows, int, int, int, int, int, str, int):
        if label in labels and annotator in annotators:
            pieces = unpack_fragments(fragments) if fragments else ()
            detail = details.get(id)
            said: tuple[Any, ...]
            if detail is None:  # written out: unpacking costs a tenth of an export
                said = (start, end, labels[label], annotators[annotator], pieces, "", False, "", None, None, "")
            else:
                said = (start, end, labels[label], annotators[annotator], pieces, *detail)
            span = new(RecordSpan, said)
            spans[document].append(span)
            if ends and id in ends:
                ends[id] = span
    return spans


def _actors(found: list[RecordSpan], registry: dict[str, RecordActor]) -> list[RecordActor]:
    """What the registry says of the actors these spans point to, in order of name."""
    return [registry[name] for name in sorted({span.actor for span in found if span.actor}) if name in registry]


def _reviews(project: Project, page: tuple[int, int], wanted: _Wanted) -> dict[int, list[RecordReview]]:
    reviews: defaultdict[int, list[RecordReview]] = defaultdict(list)
    rows = project.query(
        "SELECT document, annotator, status, note, extra, read_to FROM reviews WHERE document BETWEEN ? AND ?", page
    )
    for document, annotator, status, note, extra, read_to in typed(rows, int, int, str, str, str, int):
        if annotator in wanted.annotators:
            name = wanted.annotators[annotator]
            reviews[document].append(RecordReview(name, as_status(status), note, unpack(extra) or None, read_to))
    for said in reviews.values():
        said.sort(key=lambda review: review.annotator)
    return reviews


def _passing(said: list[RecordReview], found: list[RecordSpan], wanted: _Wanted) -> frozenset[str] | None:
    """Annotators whose status of the document is wanted; None if the document is not."""
    status = dict.fromkeys((span.annotator for span in found), Status.NEW)
    status |= {review.annotator: review.status for review in said}
    if not status:
        return frozenset() if Status.NEW in wanted.statuses else None
    passing = frozenset(name for name, value in status.items() if value in wanted.statuses)
    return passing or None


def _relations(
    rows: list[tuple[Any, ...]], found: list[RecordSpan], ends: dict[int, RecordSpan | None], wanted: _Wanted
) -> list[RecordRelation]:
    """Relations whose both ends came through, numbered as the spans are."""
    place = {id(span): index for index, span in enumerate(found, 1)}
    number = {end: place[id(span)] for end, span in ends.items() if id(span) in place}
    relations = [
        RecordRelation(type, number[head], number[tail], wanted.annotators[annotator], unpack(extra) or None)
        for type, head, tail, annotator, extra in rows
        if head in number and tail in number and annotator in wanted.annotators
    ]
    relations.sort(key=lambda relation: (relation.head, relation.tail, relation.type, relation.annotator))
    return relations


def _by_document(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    grouped: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(row[1:])
    return grouped
