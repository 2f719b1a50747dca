"""What an annotation of Label Studio says beside its work: whose it is, and the status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.formats.details import name_of
from annotator.formats.json_rows import kind_of
from annotator.formats.label_studio import OF_ANNOTATION
from annotator.formats.label_studio_answers import completed_by
from annotator.model.document import Status
from annotator.model.errors import InputError
from annotator.model.record import RecordReview

if TYPE_CHECKING:
    from annotator.model.record import Record

Row = dict[str, Any]

_STATUSES = {status.value: status for status in Status}


def annotator_of(annotation: Row) -> str:
    name = annotation.get("annotator")
    if type(name) is str and name.strip():
        return name_of(name, "annotator")
    by = annotation.get("completed_by")
    if type(by) is dict:
        by = next((by[name] for name in ("email", "username", "id") if by.get(name)), None)
    if by is None or by == "":
        return ""
    return str(by) if type(by) is int else name_of(by, "“completed_by”")


def review_of(annotation: Row, annotator: str) -> RecordReview:
    """What an annotation says beside its results; keys that nobody knows are kept."""
    rest = {name: value for name, value in annotation.items() if name not in OF_ANNOTATION}
    by = annotation.get("completed_by")
    if by is not None and by != completed_by(annotator):
        rest["completed_by"] = by
    status = Status.SKIPPED if annotation.get("was_cancelled") is True else Status.DONE
    said, note, read_to, deeper = (annotation.get(name) for name in ("status", "note", "read_to", "extra"))
    if type(said) is str and said in _STATUSES and status is Status.DONE:
        status = _STATUSES[said]
    elif said is not None:
        rest["status"] = said
    if type(note) is not str:
        rest.update({} if note is None else {"note": note})
        note = ""
    if type(read_to) is not int or read_to < 0:
        rest.update({} if read_to is None else {"read_to": read_to})
        read_to = 0
    rest.update(deeper if type(deeper) is dict else {} if deeper is None else {"extra": deeper})
    return RecordReview(annotator, status, note, rest, read_to)


def add_review(record: Record, review: RecordReview) -> bool:
    """Add a review. Of an annotator who has one, a cancelled one is kept with it; any other is joined to it, and then
    it is True."""
    place = next((at for at, known in enumerate(record.reviews) if known.annotator == review.annotator), None)
    if place is None:
        if review.says_something:
            record.reviews.append(review)
        return False
    known = record.reviews[place]
    if known.status is Status.SKIPPED and review.status is not Status.SKIPPED:
        known, review = review, known
    extra = dict(known.extra or {})
    joined = review.status is not Status.SKIPPED
    if not joined:
        extra["more"] = [*_as_list(extra.get("more")), review.extra or {}]
    elif review.extra and "answers" in review.extra:
        extra["answers"] = [*_as_list(extra.get("answers")), *_as_list(review.extra["answers"])]
    record.reviews[place] = known._replace(extra=extra or None)
    return joined


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def results_in(annotation: Row) -> list[Any]:
    """The list of results of an annotation or a prediction."""
    raw = annotation.get("result")
    if raw is not None and type(raw) is not list:
        raise InputError(f"its “result” is {kind_of(raw)}, not a list")
    return raw or []
