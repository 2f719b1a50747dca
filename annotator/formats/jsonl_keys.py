"""Unknown keys that are named like one of the native form's own: they get an underscore behind their name.

Such come from other formats, and from files that were read when the native form did not have the key yet.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotator.formats.fitting import Loss
from annotator.formats.jsonl_read import KNOWN
from annotator.formats.jsonl_spans import RELATION_KEYS, REVIEW_KEYS, SPAN_KEYS
from annotator.formats.jsonl_suggestions import ACTOR_KEYS, SUGGESTION_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.formats.fitting import Losses
    from annotator.model.record import Record

RENAMED = Loss(
    "unknown key named like one of the format's own",
    "unknown keys named like ones of the format's own",
    "written with an underscore behind the name",
)


def unknown(extra: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """Unknown keys under names that are no known ones; the same where none was."""
    if known.isdisjoint(extra):
        return extra
    renamed = {name: value for name, value in extra.items() if name not in known}
    for name in sorted(known & extra.keys()):
        free = name + "_"
        while free in known or free in renamed:
            free += "_"
        renamed[free] = extra[name]
    return renamed


def fitted(record: Record, losses: Losses) -> Record:
    """The record as it is read again; each key that changes its name is counted."""
    changed: dict[str, Any] = {
        name: parts
        for name, known in (
            ("spans", SPAN_KEYS),
            ("relations", RELATION_KEYS),
            ("reviews", REVIEW_KEYS),
            ("suggestions", SUGGESTION_KEYS),
            ("actors", ACTOR_KEYS),
        )
        if (parts := _fitted(getattr(record, name), known, losses)) is not None
    }
    if not KNOWN.isdisjoint(record.extra):
        losses[RENAMED] += len(KNOWN & record.extra.keys())
        changed["extra"] = unknown(record.extra, KNOWN)
    return replace(record, **changed) if changed else record


def _fitted(parts: Iterable[Any], known: frozenset[str], losses: Losses) -> list[Any] | None:
    """The parts of a record with other names of unknown keys; None if none has to be changed."""
    clashes = sum(len(known & part.extra.keys()) for part in parts if part.extra)
    if not clashes:
        return None
    losses[RENAMED] += clashes
    return [part._replace(extra=unknown(part.extra, known)) if part.extra else part for part in parts]
