"""Records to rows of Prodigy: one for each annotator of a document, and one for each further refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.flat_rows import key_as_id
from annotator.formats.json_out import json_line
from annotator.formats.prodigy import OF_ANSWER, OF_RELATION, OF_ROW, TOKENS
from annotator.formats.prodigy_answers import NOBODY, parted
from annotator.formats.prodigy_spans import span_json
from annotator.formats.prodigy_tokens import boundaries, listed, long, tiles
from annotator.formats.titles import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import WriteOptions
    from annotator.formats.prodigy_answers import Parted
    from annotator.model.record import Record, RecordSpan

Row = dict[str, Any]

_TAKEN = OF_ROW | OF_ANSWER
_NO_DETAILS = ((), "", False, "", None, None, "")


def write(records: Iterable[Record], options: WriteOptions) -> Iterator[bytes]:
    """One line a row."""
    always = options.settings.get(TOKENS.name, TOKENS.default) == "yes"
    for record in records:
        yield from _rows(record, always)


def _rows(record: Record, always: bool) -> Iterator[bytes]:
    document, stored = _document(record)
    spans = record.spans
    reviews = {review.annotator: review for review in record.reviews}
    annotators = sorted({span[3] for span in spans} | reviews.keys()) or [""]
    for annotator in annotators:
        review = reviews.get(annotator)
        answer = NOBODY if review is None else parted(review)
        own = spans if len(annotators) == 1 else [span for span in spans if span[3] == annotator]
        items = [
            {"start": span[0], "end": span[1], "label": span[2]} if span[4:] == _NO_DETAILS else span_json(span)
            for span in own
        ]
        row = _row(document, annotator, answer, items)
        if always or record.relations or stored is not None:
            _give_tokens(record, row, stored)
        if record.relations:
            relations = _relations(record, annotator, row["tokens"])
            if relations:
                row["relations"] = relations
        yield json_line(row)
        for more in answer.more:
            row = {**document, **more, **_whose(annotator)}
            if always or record.relations or stored is not None:
                _give_tokens(record, row, stored)
            yield json_line(row)


def _document(record: Record) -> tuple[Row, list[Any] | None]:
    """Keys of a document that each of its rows has, and the tokens that it came with."""
    row: Row = {"id": key_as_id(record.key), "text": record.text}
    if record.title or title_of(record.text):
        row["title"] = record.title
    if record.language:
        row["language"] = record.language
    if record.meta:
        row["meta"] = record.meta
    stored = None
    if record.extra:
        stored = long(record.text, record.extra.get("tokens"))
        deeper = {name: value for name, value in record.extra.items() if name in _TAKEN}
        if stored is not None:
            del deeper["tokens"]
        row.update((name, value) for name, value in record.extra.items() if name not in _TAKEN)
        if deeper:
            row["extra"] = deeper
    return row, stored


def _row(document: Row, annotator: str, answer: Parted, items: list[Row]) -> Row:
    row = {**document}
    if not answer.refused:
        row["spans"] = [*items, *answer.raw["spans"]] if answer.raw else items
    else:
        row.update(answer.raw)
    row.update(answer.keys)
    if answer.review:
        row["review"] = answer.review
    if annotator:
        row.update(_whose(annotator))
        row["_session_id"] = answer.keys.get("_session_id", annotator)
    if answer.answer is not None:
        row["answer"] = answer.answer
    return row


def _whose(annotator: str) -> Row:
    return {"_session_id": annotator, "_annotator_id": annotator} if annotator else {}


def _give_tokens(record: Record, row: Row, stored: list[Any] | None) -> None:
    """Add tokens to a row, and to its spans which of them are theirs."""
    spans = row.get("spans")
    row["tokens"] = stored if stored is not None else listed(record.text, tiles(record.text, boundaries(spans)))
    if not isinstance(spans, list) or row.get("answer") in ("reject", "ignore"):
        return
    starts, ends = (_numbers(row["tokens"], which) for which in ("start", "end"))
    for number, span in enumerate(spans):
        start, end = span.get("start"), span.get("end")
        if type(start) is int and type(end) is int and start in starts and end in ends and "token_start" not in span:
            spans[number] = {**span, "token_start": starts[start], "token_end": ends[end]}


def _numbers(tokens: list[Any], which: str) -> dict[int, int]:
    """Where tokens start or end -> which they are."""
    return {
        token[which]: number
        for number, token in enumerate(tokens)
        if isinstance(token, dict) and type(token.get(which)) is int
    }


def _relations(record: Record, annotator: str, tokens: list[Any]) -> list[Row]:
    """The relations of an annotator's spans."""
    found = []
    for name, head, tail, whose, extra in record.relations:
        first, second = record.spans[head - 1], record.spans[tail - 1]
        if first.annotator != annotator:
            continue
        value: Row = {
            "head": _last_token(first, tokens),
            "child": _last_token(second, tokens),
            "head_span": _place(first),
            "child_span": _place(second),
            "label": name,
        }
        if whose != annotator:
            value["annotator"] = whose
        if extra:
            deeper = {name: it for name, it in extra.items() if name in OF_RELATION}
            value.update((name, it) for name, it in extra.items() if name not in OF_RELATION)
            if deeper:
                value["extra"] = deeper
        found.append(value)
    return found


def _place(span: RecordSpan) -> Row:
    return {"start": span.start, "end": span.end, "label": span.label}


def _last_token(span: RecordSpan, tokens: list[Any]) -> int:
    """The token that a span ends with, or the last that begins inside it."""
    last = 0
    for number, token in enumerate(tokens):
        if not isinstance(token, dict) or type(token.get("start")) is not int or token["start"] >= span.end:
            break
        last = number
    return last
