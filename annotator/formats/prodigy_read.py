"""Rows of Prodigy to records: each row is somebody's answer, those of one document that stand together one record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zlib import crc32

from annotator.formats.base import LIMITS, ReadOptions, Remark, Source
from annotator.formats.details import name_of
from annotator.formats.flat_rows import key_from, text_of
from annotator.formats.json_items import items
from annotator.formats.json_rows import kind_of
from annotator.formats.prodigy import ANSWERS, OF_ANSWER, OF_ROW, answer_to, status_of
from annotator.formats.prodigy_spans import take_relations, take_spans
from annotator.formats.prodigy_tokens import boundaries, listed, short, tiles
from annotator.formats.said_reviews import STATUSES, is_said
from annotator.formats.titles import title_of
from annotator.formats.units import Unit
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordReview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.model.document import Status

Row = dict[str, Any]
Told = list[Problem | Remark]


@dataclass(slots=True)
class _Answer:
    """What one row says of its document as a whole."""

    answer: str | None
    status: Status
    note: str = ""
    read_to: int = 0
    extra: Row = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        return self.answer in ("reject", "ignore")


@dataclass(slots=True)
class _Counts:
    refused: int = 0
    refused_spans: int = 0
    joined: int = 0
    whole: int = 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the records of a file, each after the problems of its parts."""
    counts = _Counts()
    open_: Record | None = None
    answers: dict[str, list[_Answer]] = {}
    empty = True
    for item in items(source, options):
        empty = False
        if isinstance(item, Problem):
            yield item
            continue
        line, row = item
        said: Told = []
        try:
            record = _document(row, source.name, line, options)
            annotator = _annotator(row)
            answer = _answer(row)
            unit = options.unit or Unit.CODE_POINT
            if open_ is not None and _same(open_, record):
                record = open_
            elif open_ is not None:
                yield _closed(open_, answers, counts)
                answers = {}
            open_ = record
            _take(record, row, annotator, answer, unit, said, line, counts)
        except InputError as error:
            yield Problem(source.name, line, str(error))
            continue
        yield from said
        answers.setdefault(annotator, []).append(answer)
    if open_ is not None:
        yield _closed(open_, answers, counts)
    yield from _told(source.name, counts)
    if empty:
        yield Remark(source.name, 0, "it is empty: it holds no row")


def _told(file: str, counts: _Counts) -> Iterator[Remark]:
    if counts.refused or counts.refused_spans:
        yield Remark(
            file,
            0,
            f"{counts.refused:,} answers were reject or ignore: with {counts.refused_spans:,} spans that nobody "
            "accepted they are kept beside the status, and none became a span of a document",
        )
    if counts.joined:
        yield Remark(
            file,
            0,
            f"{counts.joined:,} rows are further answers by the same annotator on the same text: their spans were "
            "joined, of their hashes and times the first were kept",
        )
    if counts.whole:
        yield Remark(
            file,
            0,
            f"{counts.whole:,} rows choose a label or options for the whole text: kept beside the status, no spans "
            "were made of it",
        )


def _same(one: Record, other: Record) -> bool:
    return (
        one.key == other.key
        and one.text == other.text
        and one.title == other.title
        and one.language == other.language
        and one.meta == other.meta
        and one.extra == other.extra
    )


def _document(row: Row, file: str, line: int, options: ReadOptions) -> Record:
    """The document of a row, without anybody's work."""
    columns = options.columns
    text = text_of(row, columns.get("text", "text"))
    name = columns.get("id", "id")
    key = key_from(row.get(name), name)
    record = Record(key or _key(row.get("_input_hash"), text) or f"{file}:{line}", text, file=file, line=line)
    title, language, meta, extra = (row.get(name) for name in ("title", "language", "meta", "extra"))
    record.title = title if type(title) is str else title_of(text)
    if type(language) is str and len(language) <= LIMITS["language"]:
        record.language = language
    if type(meta) is dict:
        record.meta = meta
    known = OF_ROW | OF_ANSWER | {columns.get("text", "text"), name}
    found = {name: value for name, value in row.items() if name not in known} if not known.issuperset(row) else {}
    if title is not None and type(title) is not str:
        found["title"] = title
    if language and not record.language:
        found["language"] = language
    if meta is not None and type(meta) is not dict:
        found["meta"] = meta
    if "review" in row and not is_said(row["review"]):
        found["review"] = row["review"]
    if type(extra) is dict and not extra.keys() & found.keys():
        found = {**found, **extra}
    elif extra is not None:
        found["extra"] = extra
    tokens = row.get("tokens")
    if type(tokens) is list:
        if tokens != listed(text, tiles(text, boundaries(row.get("spans")))):
            found["tokens"] = short(text, tokens)
    elif tokens is not None:
        found["tokens"] = tokens
    record.extra = found
    return record


def _key(input_hash: object, text: str) -> str:
    """The same for the same text of the same input, in whatever file and by whomever; empty without a hash."""
    return f"{input_hash & 0xFFFFFFFF:08x}-{crc32(text.encode()):08x}" if isinstance(input_hash, int) else ""


def _annotator(row: Row) -> str:
    for name in ("_annotator_id", "_session_id"):
        value = row.get(name)
        if value is None or value == "":
            continue
        if type(value) is int:
            return str(value)
        if type(value) is not str:
            raise InputError(f"its “{name}” is {kind_of(value)}, not a string")
        return name_of(value, f"“{name}”")
    return ""


def _answer(row: Row) -> _Answer:
    given = row.get("answer")
    if given is not None and given not in ANSWERS:
        raise InputError("its “answer” is none of accept, reject and ignore")
    answer = _Answer(given, status_of(given, binary=row.get("_is_binary") is True))
    extra = answer.extra
    if not OF_ANSWER.isdisjoint(row):
        extra.update((name, row[name]) for name in row if name in OF_ANSWER)
        session = extra.get("_session_id")
        if "_session_id" in extra and (session in (None, "") or str(session) == _annotator(row)):
            del extra["_session_id"]
    review = row.get("review")
    if isinstance(review, dict) and is_said(review):
        answer.status = STATUSES[review.get("status", answer.status)]
        answer.note = review.get("note", "")
        answer.read_to = review.get("read_to", 0)
        extra.update(review.get("extra", {}))
    return answer


def _take(
    record: Record, row: Row, annotator: str, answer: _Answer, unit: Unit, said: Told, line: int, counts: _Counts
) -> None:
    """Add the spans and relations of a row to its document, or keep them beside the answer that refuses them."""
    counts.whole += "accept" in row or type(row.get("label")) is str
    if answer.refused:
        counts.refused += 1
        for name in ("spans", "relations"):
            if row.get(name) is not None:
                answer.extra[name] = row[name]
        counts.refused_spans += len(row["spans"]) if type(row.get("spans")) is list else 0
        return
    spans, relations = row.get("spans"), row.get("relations")
    for name, value in (("spans", spans), ("relations", relations)):
        if value is not None and type(value) is not list:
            said.append(Problem(record.file, line, f"its “{name}” are {kind_of(value)}, not a list", "span"))
    if type(spans) is list and spans:
        first = len(record.spans)
        refused = take_spans(record, spans, annotator, unit, said, line)
        if refused:
            answer.extra["spans"] = refused
            counts.refused_spans += len(refused)
        if type(relations) is list and relations:
            take_relations(record, first, relations, row.get("tokens"), annotator, unit, said, line)
    elif type(relations) is list:
        take_relations(record, len(record.spans), relations, row.get("tokens"), annotator, unit, said, line)


def _closed(record: Record, answers: dict[str, list[_Answer]], counts: _Counts) -> Record:
    """The record with a review for each annotator."""
    for annotator, rows in answers.items():
        main = rows[0]
        if len(rows) > 1:
            main = next((row for row in rows if row.answer == "accept"), main)
            more = [{**row.extra, "answer": row.answer} for row in rows if row is not main and row.refused]
            counts.joined += len(rows) - 1 - len(more)
            if more:
                main.extra["more"] = more
        if main.answer != answer_to(main.status) and main.answer is not None:
            main.extra["answer"] = main.answer
        review = RecordReview(annotator, main.status, main.note, main.extra or None, main.read_to)
        if review.says_something:
            record.reviews.append(review)
    return record
