"""Records of Argilla to ours."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.formats.argilla import OF_RECORD, QUESTION, STATUS, are_spans
from annotator.formats.argilla_columns import as_record
from annotator.formats.base import ReadOptions, Remark, Source
from annotator.formats.details import name_of
from annotator.formats.flat_rows import key_from, take_flat, text_of
from annotator.formats.json_items import items
from annotator.formats.json_rows import kind_of
from annotator.formats.quotes import located
from annotator.formats.said_reviews import STATUSES, is_said
from annotator.formats.units import Unit
from annotator.model.document import Status
from annotator.model.errors import InputError
from annotator.model.record import Problem, Record, RecordReview, RecordSpan, RecordSuggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.model.record import Rejects
    from annotator.model.span import Extent

Row = dict[str, Any]

_REMARKS = {
    "discarded": "{} responses were discarded: their values are kept beside the status skipped, and none became a span",
    "others": "{} answers are to questions about a whole text: they are kept beside the status, and no spans were made",
    "astral": "in {} of its documents stand characters such as emoji, which Argilla's page counted as two in some "
    "versions: look whether the spans behind them fit, else read it with --offsets utf-16",
}
_OF_SPAN = frozenset(("label", "start", "end"))


class _Response(NamedTuple):
    """One user's answer to one question."""

    question: str
    value: object
    user: object
    status: object
    said: object


class _Reading:
    def __init__(self, file: str, options: ReadOptions) -> None:
        self.file = file
        self.unit = options.unit or Unit.CODE_POINT
        self.text = options.columns.get("text", "")
        self.id = options.columns.get("id", "")
        self.counts: Counter[str] = Counter()
        self.problems: list[Problem] = []

    def bad(self, line: int, reason: str, what: Rejects) -> None:
        self.problems.append(Problem(self.file, line, reason, what))


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem | Remark]:
    """Yield the records of a file, each after the problems of its parts."""
    reading = _Reading(source.name, options)
    empty = True
    for item in items(source, options):
        empty = False
        if isinstance(item, Problem):
            yield item
            continue
        line, row = item
        reading.problems.clear()
        try:
            record = _record(as_record(row), line, reading)
        except InputError as error:
            yield Problem(source.name, line, str(error))
            continue
        yield from reading.problems
        yield record
    for name, count in reading.counts.items():
        if count:
            yield Remark(source.name, 0, _REMARKS[name].format(f"{count:,}"))
    if empty:
        yield Remark(source.name, 0, "it is empty: it holds no record")


def _record(row: Row, line: int, reading: _Reading) -> Record:
    fields, metadata = _object(row, "fields"), _object(row, "metadata")
    name = reading.text or "text"
    if name not in fields and not reading.text:
        strings = [name for name, value in fields.items() if type(value) is str]
        name = strings[0] if len(strings) == 1 else name
    text = text_of(fields, name)
    key = key_from(row.get("id"))
    if reading.id:
        key = key_from(metadata.get(reading.id, row.get(reading.id)), reading.id)
    key = key or key_from(row.get("external_id"), "external_id") or f"{reading.file}:{line}"
    record = Record(key, text, file=reading.file, line=line)
    take_flat(record, dict(metadata))
    rest = {key: value for key, value in row.items() if key not in OF_RECORD}
    if row.get("external_id") is not None and str(row["external_id"]) != key:
        rest["external_id"] = row["external_id"]
    others = {key: value for key, value in fields.items() if key != name}
    if others:
        rest["fields"] = others
    clash = rest.keys() & record.extra.keys()
    record.extra = {**rest, "extra": record.extra} if clash else {**rest, **record.extra}
    _responses(record, _responses_in(row), reading)
    others = {}
    for question, suggestion in _suggestions_in(row):
        if not _suggestions(record, question, suggestion, reading):
            others[question] = suggestion
    if others:
        record.extra["suggestions"] = others
    # Those that Argilla's page may have counted otherwise.
    reading.counts["astral"] += bool(record.spans and not text.isascii() and max(text) > "\uffff")
    return record


def _object(row: Row, name: str) -> Row:
    value = row.get(name)
    if value is None:
        return {}
    if type(value) is not dict:
        raise InputError(f"its “{name}” are {kind_of(value)}, not an object")
    return value


def _responses_in(row: Row) -> Iterator[_Response]:
    """Responses of the second version, an object by question, and of the first, a list by user."""
    raw = row.get("responses")
    if raw is None:
        return
    by_user = raw if type(raw) is list else []
    if type(raw) is not list and type(raw) is not dict:
        raise InputError(f"its “responses” are {kind_of(raw)}, neither an object nor a list")
    for response in by_user:
        values = response.get("values") if type(response) is dict else None
        if type(response) is not dict or not isinstance(values, dict | None):
            raise InputError("its “responses” hold one without an object of values")
        for question, answer in (values or {QUESTION: {"value": []}}).items():
            value = answer.get("value") if type(answer) is dict else answer
            yield _Response(question, value, response.get("user_id"), response.get("status"), response.get("review"))
    for question, answers in raw.items() if type(raw) is dict else ():
        if type(answers) is not list or not all(type(answer) is dict for answer in answers):
            raise InputError(f"its responses to “{question}” are not a list of objects")
        for answer in answers:
            yield _Response(
                question, answer.get("value"), answer.get("user_id"), answer.get("status"), answer.get("review")
            )


def _responses(record: Record, responses: Iterator[_Response], reading: _Reading) -> None:
    reviews: dict[str, RecordReview] = {}
    for response in responses:
        try:
            annotator, said = _user(response.user), _status(response.status)
        except InputError as error:
            reading.bad(record.line, f"a response to “{response.question}”: {error}", "review")
            continue
        review = reviews.get(annotator)
        if review is None:
            review = RecordReview(annotator, said, extra={})
            if isinstance(response.said, dict) and is_said(response.said):
                status = STATUSES[response.said.get("status", review.status.value)]
                note, read_to = response.said.get("note", ""), response.said.get("read_to", 0)
                review = RecordReview(annotator, status, note, dict(response.said.get("extra", {})), read_to)
            reviews[annotator] = review
        extra = review.extra if review.extra is not None else {}
        if said is Status.SKIPPED:
            reading.counts["discarded"] += 1
            if response.value:
                extra["discarded"] = {**_dict(extra.get("discarded")), response.question: response.value}
        elif are_spans(response.value):
            _spans(record, response, annotator, reading)
        elif response.value is not None:
            reading.counts["others"] += 1
            extra["responses"] = {**_dict(extra.get("responses")), response.question: response.value}
    record.reviews = [
        review._replace(extra=review.extra or None)
        for review in reviews.values()
        if review._replace(extra=review.extra or None).says_something
    ]


def _user(value: object) -> str:
    if value is None or value == "":
        return ""
    return str(value) if type(value) is int else name_of(value, "user_id")


def _status(value: object) -> Status:
    """What a response says; the second version does not say it for those that were submitted."""
    if value is not None and not (isinstance(value, str) and value in STATUS):
        raise InputError("its status is none of submitted, draft and discarded")
    return STATUS[value or "submitted"]


def _dict(value: object) -> Row:
    return value if isinstance(value, dict) else {}


def _spans(record: Record, response: _Response, annotator: str, reading: _Reading) -> None:
    value = response.value if isinstance(response.value, list) else []
    for number, item in enumerate(value, 1):
        try:
            place = _place(record.text, item, reading.unit)
            label = name_of(item.get("label"), "label")
        except InputError as error:
            reading.bad(record.line, f"span {number} of “{response.question}”: {error}", "span")
        else:
            extra = {name: it for name, it in item.items() if name not in _OF_SPAN}
            if response.question != QUESTION:
                extra["question"] = response.question
            record.spans.append(RecordSpan(place.start, place.end, label, annotator, extra=extra or None))


def _place(text: str, item: Row, unit: Unit) -> Extent:
    """Where a span lies; where it does not, but would counted as Argilla's page counts, that is said."""
    try:
        return located(text, item.get("start"), item.get("end"), unit=unit)
    except InputError as error:
        if unit is Unit.CODE_POINT and "beyond the text" in str(error):
            try:
                located(text, item.get("start"), item.get("end"), unit=Unit.UTF_16)
            except InputError:
                raise error from None
            hint = "; Argilla's page counts UTF-16 units in some versions: read it with --offsets utf-16"
            raise InputError(f"{error}{hint}") from None
        raise


def _suggestions_in(row: Row) -> Iterator[tuple[str, Row]]:
    raw = row.get("suggestions")
    if raw is None:
        return
    if type(raw) is list:
        pairs = [(item.get("question_name"), item) if type(item) is dict else (None, item) for item in raw]
    elif type(raw) is dict:
        pairs = list(raw.items())
    else:
        raise InputError(f"its “suggestions” are {kind_of(raw)}, neither an object nor a list")
    for question, item in pairs:
        if item is None:
            continue
        if type(item) is not dict or type(question) is not str:
            raise InputError("its “suggestions” hold one that is no object, or names no question")
        yield question, item


def _suggestions(record: Record, question: str, suggestion: Row, reading: _Reading) -> bool:
    """Add what is suggested for a span question; False for another question."""
    value, score, agent = suggestion.get("value"), suggestion.get("score"), suggestion.get("agent")
    if not isinstance(value, list) or not are_spans(value):
        return False
    scores = score if type(score) is list and len(score) == len(value) else [score] * len(value)
    for number, (item, own) in enumerate(zip(value, scores, strict=True), 1):
        try:
            place = _place(record.text, item, reading.unit)
            label = name_of(item.get("label"), "label")
            provider = name_of(agent, "agent") if agent not in (None, "") else ""
        except InputError as error:
            reading.bad(record.line, f"suggestion {number} of “{question}”: {error}", "suggestion")
            continue
        extra = {name: it for name, it in item.items() if name not in _OF_SPAN}
        if type(extra.get("score")) in (int, float):
            own = extra.pop("score")
        if question != QUESTION:
            extra["question"] = question
        record.suggestions.append(
            RecordSuggestion(
                place.start,
                place.end,
                label,
                provider,
                score=own if type(own) in (int, float) else None,
                extra=extra or None,
            )
        )
    return True
