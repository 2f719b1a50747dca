"""What the window and the command line ask of a project: rows in, model objects out.

Nothing here reads a text it was not asked for, and every list by ids is paged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.model.document import Document, DocumentRow, Review, Status
from annotator.model.errors import EditError
from annotator.model.scheme import Label
from annotator.model.span import Span
from annotator.store.values import (
    as_colour,
    as_key,
    as_kind,
    as_status,
    as_trim,
    damaged,
    typed,
    unpack,
    unpack_fragments,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotator.store.project import Project

_PAGE = 500
"""Ids in one ``IN (…)`` list: far below any limit of SQLite's."""

_DOCUMENTS = 100
_LONGEST_TEXT = 2**30
"""Bytes that SQLite holds in one piece, and so more than any text has code points."""

_CODE_POINTS = 1_000_000
"""A page is at most this many documents and, beyond the first, this much text: about 10 ms of reading."""


def labels(project: Project) -> list[Label]:
    """The scheme's labels, in the order of their digit keys."""
    rows = project.query(
        "SELECT name, key, colour, kind, trim, definition, section, id, position FROM labels ORDER BY position, id"
    )
    # A name is needed to read on; how a label looks and behaves is not worth refusing the project for.
    return [
        Label(name, as_key(key), as_colour(colour), as_kind(kind), as_trim(trim), definition, section, id, position)
        for name, key, colour, kind, trim, definition, section, id, position in typed(
            rows, str, str, str, str, str, str, str, int, int
        )
    ]


def document(project: Project, id: int) -> Document:
    """A document with its text. EditError if there is none with that id."""
    found = _documents(project, "d.id = ?", id)
    if not found:
        raise EditError(f"the project has no document number {id}: choose another one")
    return found[0]


def document_by_key(project: Project, key: str) -> Document | None:
    """The document an import of that key would meet."""
    found = _documents(project, "d.key = ?", key)
    return found[0] if found else None


def _documents(project: Project, where: str, value: int | str) -> list[Document]:
    rows = project.query(
        "SELECT d.id, d.key, d.title, t.text, d.language, d.meta, d.extra, d.sha256"
        f" FROM documents AS d JOIN texts AS t ON t.document = d.id WHERE {where}",
        (value,),
    )
    return [
        Document(id, key, title, text, language, unpack(meta), unpack(extra), sha256)
        for id, key, title, text, language, meta, extra, sha256 in typed(rows, int, *[str] * 7)
    ]


_SPAN_COLUMNS = (
    "id",
    "document",
    "annotator",
    "label",
    "start",
    "end",
    "fragments",
    "note",
    "doubt",
    "origin",
    "created",
)
_FARTHEST = 2**40
"""No text has so many code points; what says so is damage, and must not be reckoned with."""

_SPAN_TYPES = (int, int, int, int, int, int, str, str, int, str, str)
_SPAN = ", ".join(f'"{column}"' for column in _SPAN_COLUMNS)


def spans(project: Project, document: int, annotator: int | None = None) -> list[Span]:
    """A document's spans in reading order, of one annotator or (None) of all."""
    where, values = ("", (document,)) if annotator is None else (" AND annotator = ?", (document, annotator))
    rows = typed(project.query(f"SELECT {_SPAN} FROM spans WHERE document = ?{where}", values), *_SPAN_TYPES)
    rows.sort(key=lambda row: (row[4], -row[5], row[0]))
    return [_span(row) for row in rows]


def span(project: Project, id: int) -> Span | None:
    """One span by its id."""
    rows = typed(project.query(f"SELECT {_SPAN} FROM spans WHERE id = ?", (id,)), *_SPAN_TYPES)
    return _span(rows[0]) if rows else None


def span_from_row(row: int, image: dict[str, Any]) -> Span:
    """The span of a row, from its image in a change."""
    return _span((row, *(image[column] for column in _SPAN_COLUMNS[1:])))


def equal_span(
    project: Project, document: int, annotator: int, label: int, start: int, end: int, fragments: str
) -> Span | None:
    """The span with exactly this identity; ``fragments`` as stored."""
    rows = project.query(
        f"SELECT {_SPAN} FROM spans WHERE document = ? AND annotator = ? AND label = ?"
        ' AND start = ? AND "end" = ? AND fragments = ?',
        (document, annotator, label, start, end, fragments),
    )
    return _span(typed(rows, *_SPAN_TYPES)[0]) if rows else None


def label_name(project: Project, label: int) -> str:
    """The name behind a label's id. DamagedError if there is none: a stored span's label always is."""
    rows = project.query("SELECT name FROM labels WHERE id = ?", (label,))
    if not rows:
        raise damaged(label)
    return str(rows[0][0])


def words(project: Project, document: int, start: int, end: int) -> str:
    """A stretch of a document's stored text; nothing of what lies beyond it, however far."""
    start, end = min(start, _LONGEST_TEXT), min(end, _LONGEST_TEXT)
    rows = project.query("SELECT substr(text, ?, ?) FROM texts WHERE document = ?", (start + 1, end - start, document))
    return str(rows[0][0]) if rows else ""


def document_name(project: Project, document: int) -> str:
    """What to call a document: its title, else its key. EditError if there is no such document."""
    rows = project.query("SELECT title, key FROM documents WHERE id = ?", (document,))
    if not rows:
        raise EditError(f"the project has no document number {document}: choose another one")
    return str(rows[0][0] or rows[0][1])


def has_document(project: Project, document: int) -> bool:
    """Whether the project has a document with this id; it may have gone with its import."""
    return bool(project.query("SELECT 1 FROM documents WHERE id = ?", (document,)))


def relations_touching(project: Project, span: int) -> list[int]:
    """Ids of the relations that begin or end at a span."""
    rows = project.query("SELECT id FROM relations WHERE head = ? OR tail = ? ORDER BY id", (span, span))
    return [row[0] for row in rows]


def _span(row: tuple[Any, ...]) -> Span:
    id, document, annotator, label, start, end, fragments, note, doubt, origin, created = row
    refuse_extent(start, end)
    pieces = unpack_fragments(fragments) if fragments else ()
    return Span(id, document, annotator, label, start, end, pieces, note, doubt != 0, origin, created)


def refuse_extent(start: int, end: int) -> None:
    """DamagedError for ends that no span can have."""
    if not 0 <= start < end < _FARTHEST:
        raise damaged(f"{start}–{end}")


def review(project: Project, document: int, annotator: int) -> Review:
    """Status, note, time and place reached of an annotator on a document; new and empty if there is nothing."""
    rows = project.query(
        "SELECT status, note, read_to FROM reviews WHERE document = ? AND annotator = ?", (document, annotator)
    )
    status, note, read_to = typed(rows, str, str, int)[0] if rows else (Status.NEW, "", 0)
    times = project.query("SELECT seconds FROM times WHERE document = ? AND annotator = ?", (document, annotator))
    typed(times, int)
    return Review(document, annotator, as_status(status), note, times[0][0] if times else 0, read_to)


def review_row(project: Project, document: int, annotator: int) -> tuple[int, Status] | None:
    """Id and status of a stored review."""
    rows = project.query("SELECT id, status FROM reviews WHERE document = ? AND annotator = ?", (document, annotator))
    return (rows[0][0], as_status(rows[0][1])) if rows else None


def document_ids(
    project: Project,
    annotator: int | None,
    *,
    status: Status | None = None,
    ids: Iterable[int] | None = None,
) -> list[int]:
    """Ids in order of first import, all or those of one status for this annotator.

    ``ids`` narrows the answer to these, such as the hits of a search.
    """
    if status is None:
        # Unordered, SQLite answers from the small index over keys; sorting here is cheaper than its table.
        found = [row[0] for row in project.query("SELECT id FROM documents")]
    elif status is Status.NEW:
        begun = {
            row[0]
            for row in project.query(
                "SELECT document FROM reviews WHERE annotator = ? AND status <> 'new'", (annotator,)
            )
        }
        found = [row[0] for row in project.query("SELECT id FROM documents") if row[0] not in begun]
    else:
        found = [
            row[0]
            for row in project.query(
                "SELECT document FROM reviews WHERE annotator = ? AND status = ?", (annotator, status.value)
            )
        ]
    if ids is not None:
        wanted = set(ids)
        found = [id for id in found if id in wanted]
    found.sort()
    return found


def pages(project: Project, after: int = 0) -> Iterator[tuple[int, int]]:
    """First and last id of each page of documents, small enough to be read within 10 ms."""
    last = after
    while True:
        rows = project.query("SELECT id, length FROM documents WHERE id > ? ORDER BY id LIMIT ?", (last, _DOCUMENTS))
        if not rows:
            return
        typed(rows, int, int)
        # In a damaged table they may go round in a circle.
        if any(row[0] <= before for row, before in zip(rows, (last, *(row[0] for row in rows)), strict=False)):
            raise damaged(rows[0][0])
        first, size = rows[0][0], 0
        for id, length in rows:
            size += length
            if size > _CODE_POINTS and id != first:
                break
            last = id
        yield first, last


def document_rows(project: Project, ids: Sequence[int], annotator: int | None) -> list[DocumentRow]:
    """What the list of documents shows of these, in the order given; ids that are gone are left out."""
    rows: dict[int, DocumentRow] = {}
    for page in _slices(ids):
        marks = ", ".join("?" * len(page))
        counts = dict(
            project.query(
                f"SELECT document, count(*) FROM spans WHERE document IN ({marks}) AND annotator = ? GROUP BY document",
                (*page, annotator),
            )
        )
        states = dict(
            project.query(
                f"SELECT document, status FROM reviews WHERE document IN ({marks}) AND annotator = ?",
                (*page, annotator),
            )
        )
        found = project.query(f"SELECT id, key, title, language, meta FROM documents WHERE id IN ({marks})", page)
        for id, key, title, language, meta in typed(found, int, str, str, str, str):
            state = as_status(states.get(id, Status.NEW))
            rows[id] = DocumentRow(id, key, title, language, unpack(meta), state, counts.get(id, 0))
    return [rows[id] for id in ids if id in rows]


def status_counts(project: Project, annotator: int | None) -> dict[Status, int]:
    """How many documents have each status for this annotator; every status is there."""
    counts = dict.fromkeys(Status, 0)
    for status, count in project.query(
        "SELECT status, count(*) FROM reviews WHERE annotator = ? AND status <> 'new' GROUP BY status",
        (annotator,),
    ):
        counts[as_status(status)] = count
    total = int(project.query("SELECT count(*) FROM documents")[0][0])
    counts[Status.NEW] = total - sum(counts.values())
    return counts


def label_counts(project: Project, annotator: int | None, document: int | None = None) -> dict[int, int]:
    """How many spans carry each label (by label id), in the project or in one document."""
    where = "true" if annotator is None else "annotator = :annotator"
    where += "" if document is None else " AND document = :document"
    return dict(
        project.query(
            f"SELECT label, count(*) FROM spans WHERE {where} GROUP BY label",
            {"annotator": annotator, "document": document},
        )
    )


def next_marked(
    project: Project, annotator: int, document: int, position: int, forward: bool, span: int | None = None
) -> tuple[int, int] | None:
    """(document, span) of the next or previous span with a note or a doubt, through all documents.

    Strictly after (before) ``position`` in ``document``, or after the marked ``span`` that starts there;
    other documents in order of first import.
    """
    sign, order, beyond = (">", "ASC", 2**63 - 1) if forward else ("<", "DESC", 0)
    rows = project.query(
        "SELECT document, id FROM spans WHERE annotator = :annotator AND (note <> '' OR doubt <> 0)"
        f" AND (document, start, id) {sign} (:document, :position, :span)"
        f" ORDER BY document {order}, start {order}, id {order} LIMIT 1",
        {
            "annotator": annotator,
            "document": document,
            "position": position,
            "span": beyond if span is None else span,
        },
    )
    return (rows[0][0], rows[0][1]) if rows else None


def counts(project: Project) -> dict[str, Any]:
    """The figures of ``annotator info``: documents, spans, by label, by annotator with statuses."""
    by_annotator = dict(project.query("SELECT annotator, count(*) FROM spans GROUP BY annotator"))
    by_label = label_counts(project, None)
    return {
        "documents": int(project.query("SELECT count(*) FROM documents")[0][0]),
        "spans": sum(by_annotator.values()),
        "labels": {label.name: by_label.get(label.id, 0) for label in labels(project)},
        "annotators": {
            annotator.name: {
                "spans": by_annotator.get(annotator.id, 0),
                "status": {status.value: count for status, count in status_counts(project, annotator.id).items()},
            }
            for annotator in project.annotators()
        },
    }


def _slices(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _PAGE):
        yield ids[start : start + _PAGE]


__all__ = [
    "counts",
    "document",
    "document_by_key",
    "document_ids",
    "document_name",
    "document_rows",
    "equal_span",
    "has_document",
    "label_counts",
    "label_name",
    "labels",
    "next_marked",
    "pages",
    "refuse_extent",
    "relations_touching",
    "review",
    "review_row",
    "span",
    "span_from_row",
    "spans",
    "status_counts",
    "words",
]
