"""A status as an annotation of Label Studio: which part of what is kept beside it stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.formats.label_studio import OF_ANNOTATION
from annotator.formats.label_studio_results import is_about_all, said_by
from annotator.model.document import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.model.attribute import AttributeValue
    from annotator.model.record import RecordReview

Row = dict[str, Any]

_NOT_IN_MORE = (OF_ANNOTATION - {"result"}) | {"answers", "more"}


class Parted(NamedTuple):
    """What an annotation says beside the work in it."""

    keys: Row
    raw: list[Any]
    """Results that are written as they are: all of a cancelled annotation, answers for the whole text of another."""
    more: list[Row]
    """Further annotations by the same annotator, each cancelled."""


NOBODY = Parted({"was_cancelled": False, "status": Status.NEW.value}, [], [])


def completed_by(annotator: str) -> int | Row | None:
    """An annotator's name in Label Studio's own way: a number, or an e-mail address; None for nobody."""
    if annotator.isascii() and annotator.isdigit() and str(int(annotator[:18])) == annotator:
        return int(annotator)
    return {"email": annotator} if annotator else None


def answers_of(review: RecordReview) -> list[Row]:
    """Results for the whole text that are kept with a status."""
    answers = (review.extra or {}).get("answers")
    if review.status is Status.SKIPPED or not isinstance(answers, list):
        return []
    return answers if all(map(is_about_all, answers)) else []


def whole_values(reviews: Iterable[RecordReview]) -> dict[str, AttributeValue]:
    """What annotators answered for the whole text, by the name of the control; the first wins."""
    found: dict[str, AttributeValue] = {}
    for review in reviews:
        for item in answers_of(review):
            said = said_by(item)
            if said is not None:
                found.setdefault(*said)
    return found


def parted(review: RecordReview, *, named: bool = False) -> Parted:
    """A status, and what was kept with it, as keys of an annotation that give it back; ``named`` as in the option."""
    rest = dict(review.extra or {})
    keys: Row = {}
    raw: list[Any] = []
    usual = completed_by(review.annotator)
    by = rest.get("completed_by")
    if review.annotator and by is not None and by != usual:
        keys["completed_by"] = rest.pop("completed_by")
    elif named and usual is not None:
        keys["completed_by"] = usual
    skipped = review.status is Status.SKIPPED
    keys["was_cancelled"] = skipped
    if skipped and isinstance(rest.get("result"), list) and rest["result"]:
        raw = rest.pop("result")
    elif answers_of(review):
        raw = rest.pop("answers")
    more = rest.pop("more") if _is_more(rest.get("more")) else []
    keys.update((name, rest.pop(name)) for name in list(rest) if name not in OF_ANNOTATION | {"answers", "more"})
    if review.status in (Status.NEW, Status.IN_PROGRESS):
        keys["status"] = review.status.value
    if review.note:
        keys["note"] = review.note
    if review.read_to:
        keys["read_to"] = review.read_to
    if rest:
        keys["extra"] = rest
    return Parted(keys, raw, more)


def _is_more(more: object) -> bool:
    return (
        isinstance(more, list)
        and bool(more)
        and all(isinstance(row, dict) and _NOT_IN_MORE.isdisjoint(row) for row in more)
        and all(isinstance(row["result"], list) and row["result"] for row in more if "result" in row)
    )
