"""Loading many records in one transaction, fast.

Rows are gathered and written by ``executemany`` in large batches; the search index is filled from the
tables in the same transaction. No object is made a span: a tuple comes in, a tuple goes to SQLite. The
log gets one record that says what was loaded.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from annotator.model.document import text_sha256
from annotator.model.errors import EditError, InputError
from annotator.model.record import LoadReport, Problem, RecordSpan
from annotator.model.scheme import Label, free_colour, free_key
from annotator.store import limits
from annotator.store.attaching import Attacher
from annotator.store.collector import collector_paused
from annotator.store.kept import Kept, document_differs, reviews_differ, spans_differ
from annotator.store.loads import BLANK_REVIEW, Trace
from annotator.store.quoted import with_text
from annotator.store.values import now, pack, pack_fragments, unfit_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotator.model.record import Record
    from annotator.store.changes import Edit
    from annotator.store.project import Project

_BATCH_SPANS = 20_000
_BATCH_CODE_POINTS = 8_000_000
_CACHE_KIB = 262_144
"""Pages a load may keep in memory: once they spill to disk, nobody else can read until it is done."""

_HASH_BYTES, _HASH_BYTES_USUAL = 8 * 1_048_576, 1_048_576
"""Words the index gathers before it writes a segment: fewer segments to merge make a load a third faster."""

_INSERT_DOCUMENT = (
    "INSERT INTO documents (id, key, title, language, meta, extra, sha256, length, imported)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_SPAN = (
    'INSERT OR IGNORE INTO spans (document, annotator, label, start, "end", fragments, note, doubt, origin,'
    " extra, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
# What the project knows of a document wins over what a file says; a file only fills gaps.
_INSERT_REVIEW = (
    "INSERT INTO reviews (document, annotator, status, note, extra, changed, read_to) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (document, annotator) DO UPDATE SET status = excluded.status, note = excluded.note,"
    " extra = excluded.extra, changed = excluded.changed, read_to = excluded.read_to"
    f" WHERE {BLANK_REVIEW}"
)


def load(
    project: Project,
    records: Iterable[Record],
    *,
    title: str,
    annotator_default: str,
    kind: str = "import",
    detail: dict[str, Any] | None = None,
    accept: Callable[[LoadReport], bool] | None = None,
) -> LoadReport:
    """Load records; all that is sound is stored, what is not is named in the report.

    Before anything is committed ``accept`` is shown the report; if it says no (a dry run, a strict import
    with a problem) nothing is stored and ``report.stored`` is False. Whatever ``records`` raises, such as a
    cancellation, takes everything back too. ``detail`` goes into the log beside the counts.
    InputError if a span says no annotator and ``annotator_default`` is empty.
    """
    report = LoadReport()
    with collector_paused(), _bulk_settings(project), project.edit(title, annotator=None, kind=kind) as edit:
        loader = _Loader(edit, annotator_default, report)
        for record in records:
            loader.take(record)
        loader.finish(detail or {})
        report.stored = accept is None or accept(report)
        if not report.stored:
            edit.discard()
    return report


@contextmanager
def _bulk_settings(project: Project) -> Iterator[None]:
    """A large page cache and no look at foreign keys while a load runs."""
    if project.read_only:
        yield
        return
    [(cache,)] = project.query("PRAGMA cache_size")
    project.query(f"PRAGMA cache_size = -{_CACHE_KIB}")
    # The loader makes every id it refers to itself; looking each of them up again is a fifth of the time.
    project.query("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        project.query("PRAGMA foreign_keys = ON")
        project.query(f"PRAGMA cache_size = {cache}")
        project.query("PRAGMA shrink_memory")


class _Loader:
    """What one load has gathered and not yet written."""

    def __init__(self, edit: Edit, annotator_default: str, report: LoadReport) -> None:
        self._edit = edit
        self._connection = edit.connection
        self._report = report
        self._default = annotator_default.strip()
        self._now = now()
        self._annotators: dict[str, int] = dict(self._rows("SELECT name, id FROM annotators"))
        self._labels: dict[str, int] = dict(self._rows("SELECT name, id FROM labels"))
        self._known = bool(self._rows("SELECT 1 FROM documents LIMIT 1"))
        """Whether a key has to be looked up in the project at all."""
        self._seen: dict[str, tuple[int, str]] = {}
        self._trace = Trace(edit.connection)
        self._next = self._first = self._trace.first("documents")
        self._indexed = self._next
        self._index_memory(_HASH_BYTES)
        self._documents: list[tuple[Any, ...]] = []
        self._texts: list[tuple[int, str]] = []
        self._spans: list[tuple[Any, ...]] = []
        self._reviews: list[tuple[Any, ...]] = []
        self._attached: list[tuple[int, Record]] = []
        """Records of which something hangs on the document or its spans."""
        self._taken: list[tuple[int, Record]] = []
        self._again: list[tuple[int, Record]] = []
        """Records of documents that were there already."""
        self._kept = Kept()
        self._attacher = Attacher(edit, report, self._kept, self._now, self._annotator, self._label)
        self._suggestions = 0
        self._code_points = 0

    def take(self, record: Record) -> None:
        """Take in a record, or name why not."""
        if record.quotes is not None and not record.text:
            known = self._with_text(record)
            if known is None:
                return
            record = known
        document = self._document(record)
        if document is None:
            return
        attached = bool(record.relations or record.suggestions or record.actors)
        if record.spans:
            attached = self._gather_spans(document, record) or attached
        for review in record.reviews:
            if review.says_something:
                annotator = self._annotator(review.annotator)
                extra = pack(review.extra)
                said = (review.status.value, review.note, extra, self._now, review.read_to)
                self._reviews.append((document, annotator, *said))
        if attached:
            self._attached.append((document, record))
            self._suggestions += len(record.suggestions)
        self._taken.append((document, record))
        self._code_points += len(record.text)  # of documents that were there too: their records wait for a look
        if len(self._spans) + self._suggestions >= _BATCH_SPANS or self._code_points >= _BATCH_CODE_POINTS:
            self._write()

    def finish(self, detail: dict[str, Any]) -> None:
        """Write what is left and say in the log what was loaded, if anything was."""
        self._write()
        self._index_memory(_HASH_BYTES_USUAL)
        self._attacher.finish()
        report = self._report
        report.warnings += self._kept.sentences()
        more = {"suggestions": report.suggestions.added, **self._attacher.counts}
        more = {table: count for table, count in more.items() if count}
        if not (more or report.documents.added or report.spans.added or report.relations.added or report.reviews):
            return
        if self._default in self._annotators:
            self._edit.annotator = self._annotators[self._default]
        self._edit.bulk(
            detail
            | {
                "documents": report.documents.added,
                "spans": report.spans.added,
                "relations": report.relations.added,
                "reviews": report.reviews,
            }
            | more
            | self._trace.detail()
        )

    # -- one record

    def _document(self, record: Record) -> int | None:
        sha256 = record.sha256 or text_sha256(record.text)
        known = self._seen.get(record.key)
        if known is None and self._known:
            rows = self._rows("SELECT id, sha256 FROM documents WHERE key = ?", record.key)
            known = rows[0] if rows else None
        if known is None:
            return self._add_document(record, sha256)
        if known[1] != sha256:
            self._reject(record, where="the project" if known[0] < self._first else "this import")
            return None
        self._report.documents.unchanged += 1
        self._again.append((known[0], record))
        return known[0]

    def _add_document(self, record: Record, sha256: str) -> int:
        document = self._next
        if document > limits.LAST_NUMBER:
            raise EditError(limits.NO_NUMBER.format(path="the project"))
        self._next += 1
        self._seen[record.key] = (document, sha256)
        length = len(record.text)
        self._documents.append(
            (
                document,
                record.key,
                record.title,
                record.language,
                pack(record.meta),
                pack(record.extra),
                sha256,
                length,
                self._now,
            )
        )
        self._texts.append((document, record.text))
        self._report.documents.added += 1
        return document

    def _reject(self, record: Record, where: str) -> None:
        self._count_rejected(record)
        reason = f"{where} has a document “{record.key}” with another text: give this one another id"
        self._report.problems.append(Problem(record.file, record.line, reason))

    def _count_rejected(self, record: Record) -> None:
        report = self._report
        report.documents.rejected += 1
        report.spans.rejected += len(record.spans)
        report.relations.rejected += len(record.relations)
        report.suggestions.rejected += len(record.suggestions)

    def _with_text(self, record: Record) -> Record | None:
        """A record that holds no text, over that of the document of its key."""
        if record.key in self._seen:
            self._write()  # it may have come a moment ago
        rows = self._rows(
            "SELECT t.text FROM documents AS d JOIN texts AS t ON t.document = d.id WHERE d.key = ?", record.key
        )
        if rows:
            return with_text(record, rows[0][0], self._report)
        self._count_rejected(record)
        reason = (
            f"the text of its document “{record.key}” has not been read: name a file that holds it, before this one"
        )
        self._report.problems.append(Problem(record.file, record.line, reason))
        return None

    def _gather_spans(self, document: int, record: Record) -> bool:
        """Take in the spans; whether one of them has an attribute or an actor."""
        attached = False
        annotators, labels, stamp, append = self._annotators, self._labels, self._now, self._spans.append
        length = len(record.text)
        for start, end, label, annotator, fragments, note, doubt, origin, extra, attributes, actor in record.spans:
            if end > length:
                raise ValueError(f"{record.key}: span {start}–{end} is beyond the text of {length}")
            append(
                (
                    document,
                    annotators.get(annotator) or self._annotator(annotator),
                    labels.get(label) or self._label(label),
                    start,
                    end,
                    pack_fragments(fragments) if fragments else "",
                    note,
                    1 if doubt else 0,
                    origin,
                    pack(extra) if extra else "",
                    stamp,
                )
            )
            if attributes or actor:
                attached = True
        return attached

    # -- names to ids

    def _annotator(self, name: str) -> int:
        name = name or self._default
        if not name:
            raise InputError("some spans do not say whose they are: name an annotator for the import")
        if name == self._default and (complaint := unfit_name(name)):
            raise InputError(f"the annotator's name {complaint}")
        if name not in self._annotators:
            self._annotators[name] = self._edit.insert("annotators", {"name": name, "created": self._now})
        return self._annotators[name]

    def _label(self, name: str) -> int:
        if name not in self._labels:
            rows = self._rows("SELECT key, colour, position FROM labels")
            key = free_key(name, {key for key, _, _ in rows})
            colour = free_colour({colour for _, colour, _ in rows})
            position = max((position for _, _, position in rows), default=-1) + 1
            values = {"name": name, "position": position, "key": key, "colour": colour}
            self._labels[name] = id = self._edit.insert("labels", values)
            self._report.labels.append(Label(name, key, colour, id=id, position=position))
        return self._labels[name]

    # -- writing

    def _write(self) -> None:
        connection, report = self._connection, self._report
        connection.executemany(_INSERT_DOCUMENT, self._documents)
        connection.executemany("INSERT INTO texts (document, text) VALUES (?, ?)", self._texts)
        added = self._written(_INSERT_SPAN, self._spans)
        report.spans.added += added
        report.spans.unchanged += len(self._spans) - added
        report.reviews += self._written(_INSERT_REVIEW, self._reviews)
        for document, record in self._attached:
            self._attacher.attach(document, record)
            if record.suggestions:
                self._attacher.suggest(document, record)
        self._compare(some_were_there=added < len(self._spans))
        connection.execute(
            "INSERT INTO search (rowid, title, text) SELECT document, title, text FROM searchable WHERE document >= ?",
            (self._indexed,),
        )
        self._indexed = self._next
        for rows in (self._documents, self._texts, self._spans, self._reviews, self._attached, self._taken):
            rows.clear()
        self._again.clear()
        self._suggestions = self._code_points = 0

    def _compare(self, *, some_were_there: bool) -> None:
        """Count what a file says of things that were there already, and that stay as they were."""
        for document, record in self._taken if some_were_there else ():
            self._kept.count("span", spans_differ(self._rows, document, record, self._ids), record)
        for document, record in self._again:
            self._kept.count("document", document_differs(self._rows, document, record), record)
            self._kept.count("review", reviews_differ(self._rows, document, record, self._annotator), record)

    def _ids(self, span: RecordSpan) -> tuple[int, int]:
        return self._annotator(span.annotator), self._labels[span.label]

    def _index_memory(self, size: int) -> None:
        self._connection.execute("INSERT INTO search (search, rank) VALUES ('hashsize', ?)", (size,))

    def _written(self, sql: str, rows: list[tuple[Any, ...]]) -> int:
        before = self._connection.total_changes
        self._connection.executemany(sql, rows)
        return self._connection.total_changes - before

    def _rows(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()
