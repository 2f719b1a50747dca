"""What a status says beyond another tool's own words for it, as one object under a key that the tool leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.model.document import Status

if TYPE_CHECKING:
    from annotator.model.record import RecordReview

Row = dict[str, Any]

STATUSES = {status.value: status for status in Status}
_KEYS = frozenset(("status", "note", "read_to", "extra"))


def said_beyond(review: RecordReview, status: Status, extra: Row) -> Row:
    """What of a review a tool cannot say that says ``status``; ``extra`` is what it had no place for."""
    said: Row = {}
    if status is not review.status:
        said["status"] = review.status.value
    if review.note:
        said["note"] = review.note
    if review.read_to:
        said["read_to"] = review.read_to
    if extra:
        said["extra"] = extra
    return said


def is_said(value: object) -> bool:
    """Whether it is what ``said_beyond`` makes, rather than a stranger's value."""
    return (
        isinstance(value, dict)
        and bool(value)
        and _KEYS.issuperset(value)
        and type(value.get("status", "new")) is str
        and value.get("status", "new") in STATUSES
        and type(value.get("note", "")) is str
        and type(value.get("read_to", 0)) is int
        and value.get("read_to", 0) >= 0
        and type(value.get("extra", {})) is dict
    )
