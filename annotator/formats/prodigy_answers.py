"""A status as an answer of Prodigy: which part of what is kept beside it stands where in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.formats.prodigy import ANSWERS, OF_ANSWER, answer_to, status_of
from annotator.formats.prodigy_spans import is_refused
from annotator.formats.said_reviews import said_beyond

if TYPE_CHECKING:
    from annotator.model.record import RecordReview

Row = dict[str, Any]

_REFUSALS = ("reject", "ignore")
_OF_MORE = (OF_ANSWER - {"_session_id"}) | {"answer", "spans", "relations"}


class Parted(NamedTuple):
    """What a row says of an answer."""

    answer: str | None
    keys: Row
    """Keys of the row itself."""
    raw: Row
    """``spans`` and ``relations`` that are no work: of an answer that refuses, all; else spans refused one by one."""
    review: Row
    """What the answer cannot say, for the row's key ``review``."""
    more: list[Row]
    """Further rows, each refusing."""

    @property
    def refused(self) -> bool:
        return self.answer in _REFUSALS


def parted(review: RecordReview) -> Parted:
    """A status, and what was kept with it, as the keys of a row that give it back."""
    rest = dict(review.extra or {})
    binary = rest.get("_is_binary") is True
    answer = answer_to(review.status)
    given = rest.get("answer")
    if given in ANSWERS and given != answer and status_of(given, binary=binary) is review.status:
        answer = rest.pop("answer")
    raw: Row = {}
    if answer in _REFUSALS:
        raw = {name: rest.pop(name) for name in ("spans", "relations") if rest.get(name) is not None}
    elif _are_refused(rest.get("spans")):
        raw = {"spans": rest.pop("spans")}
    more = rest.pop("more") if _is_more(rest.get("more")) else []
    keys = {name: rest.pop(name) for name in list(rest) if name in OF_ANSWER and name != "_session_id"}
    session = rest.get("_session_id")
    if review.annotator and type(session) is str and session not in ("", review.annotator):
        keys["_session_id"] = rest.pop("_session_id")
    said = said_beyond(review, status_of(answer, binary=binary), rest)
    return Parted(answer, keys, raw, said, more)


NOBODY = Parted(None, {}, {}, {}, [])


def _are_refused(spans: object) -> bool:
    return (
        isinstance(spans, list) and bool(spans) and all(isinstance(span, dict) and is_refused(span) for span in spans)
    )


def _is_more(more: object) -> bool:
    return (
        isinstance(more, list)
        and bool(more)
        and all(isinstance(row, dict) and row.get("answer") in _REFUSALS and _OF_MORE.issuperset(row) for row in more)
        and all(row.get(name, 0) is not None for row in more for name in ("spans", "relations"))
    )
