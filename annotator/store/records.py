"""Records out of a project, for export: short pages, nothing left open, names instead of ids.

An edit can come between two pages but never in the middle of a document.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from annotator.model.document import Status
from annotator.model.record import Record, RecordRelation, RecordReview, RecordSpan
from annotator.store.queries import pages
from annotator.store.values import as_status, typed, unpack, unpack_fragments

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from annotator.store.project import Project


def iter_records(
    project: Project,
    *,
    annotators: Collection[str] = (),
    statuses: Collection[Status] = (),
    labels: Collection[str] = (),
) -> Iterator[Record]:
    """Every document with its spans, relations and reviews, in order of first import.

    Empty filters let everything pass. With ``statuses``, a document comes if it has one of them for an
    annotator (of those asked for), and only with what such annotators said: nothing half done slips into an
    export of what is done. Documents without a span stay: done with no span is data.
    """
    wanted = _Wanted(project, annotators, frozenset(statuses), labels)
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


_Detail = tuple[str, bool, str, dict[str, Any] | None]
_PLAIN: _Detail = ("", False, "", None)


def _page(project: Project, page: tuple[int, int], wanted: _Wanted) -> list[Record]:
    reviews = _reviews(project, page, wanted)
    linked_rows = project.query(
        "SELECT document, type, head, tail, annotator, extra FROM relations WHERE document BETWEEN ? AND ?", page
    )
    relations = _by_document(typed(linked_rows, int, str, int, int, int, str))
    ends: dict[int, RecordSpan | None] = {
        end: None for linked in relations.values() for row in linked for end in row[1:3]
    }
    spans = _spans(project, page, wanted, ends)
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
            )
        )
    return records


def _spans(
    project: Project, page: tuple[int, int], wanted: _Wanted, ends: dict[int, RecordSpan | None]
) -> dict[int, list[RecordSpan]]:
    """Spans by document, read from one index alone but for the few that say more.

    Those that relations begin or end at are put into ``ends`` under their id.
    """
    labels, annotators = wanted.labels, wanted.annotators
    new = tuple.__new__  # what RecordSpan(...) calls: the call of Python's around it takes as long as the rest
    details = _details(project, page)
    spans: defaultdict[int, list[RecordSpan]] = defaultdict(list)
    rows = project.query(
        'SELECT document, annotator, label, start, "end", fragments, id FROM spans WHERE document BETWEEN ? AND ?',
        page,
    )
    for document, annotator, label, start, end, fragments, id in typed(rows, int, int, int, int, int, str, int):
        if label in labels and annotator in annotators:
            pieces = unpack_fragments(fragments) if fragments else ()
            note, doubt, origin, extra = details.get(id, _PLAIN)
            said = (start, end, labels[label], annotators[annotator], pieces, note, doubt, origin, extra, None, "")
            span = new(RecordSpan, said)
            spans[document].append(span)
            if ends and id in ends:
                ends[id] = span
    return spans


def _details(project: Project, page: tuple[int, int]) -> dict[int, _Detail]:
    """What the few spans that say more than where and what say, by span id."""
    rows = project.query(
        "SELECT id, note, doubt, origin, extra FROM spans INDEXED BY spans_detailed"
        " WHERE (note <> '' OR doubt <> 0 OR origin <> '' OR extra <> '') AND document BETWEEN ? AND ?",
        page,
    )
    return {
        id: (note, doubt != 0, origin, unpack(extra) or None)
        for id, note, doubt, origin, extra in typed(rows, int, str, int, str, str)
    }


def _reviews(project: Project, page: tuple[int, int], wanted: _Wanted) -> dict[int, list[RecordReview]]:
    reviews: defaultdict[int, list[RecordReview]] = defaultdict(list)
    rows = project.query(
        "SELECT document, annotator, status, note, extra FROM reviews WHERE document BETWEEN ? AND ?", page
    )
    for document, annotator, status, note, extra in typed(rows, int, int, str, str, str):
        if annotator in wanted.annotators:
            name = wanted.annotators[annotator]
            reviews[document].append(RecordReview(name, as_status(status), note, unpack(extra) or None))
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
