"""Which spans and relations of a record are brat's events and their roles, as they were read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.model.record import Record, RecordRelation

_EVENT = re.compile(r"E[1-9][0-9]{0,8}")


class Events:
    """The events of a record: spans whose ``extra`` names them, relations whose ``extra`` says to which they belong.

    Where two spans name the same event, or a name is no id of brat's, it is no event but an unknown key.
    """

    def __init__(self, record: Record) -> None:
        self._spans: dict[str, int] = {}
        self._types: dict[str, str] = {}
        self._roles: dict[str, list[RecordRelation]] = {}
        self.triggers: set[int] = set()
        """Numbers of the spans, from 1, that are triggers."""
        for number, span in enumerate(record.spans, 1):
            named = (span.extra or {}).get("events")
            if not isinstance(named, dict) or not named or named.keys() & self._spans.keys():
                continue
            if all(_EVENT.fullmatch(own) and isinstance(type_, str) and type_.strip() for own, type_ in named.items()):
                self.triggers.add(number)
                self._spans.update(dict.fromkeys(named, number))
                self._types.update(named)
        self._own: dict[int, list[str]] = {}
        for own, number in self._spans.items():
            self._own.setdefault(number, []).append(own)
        for relation in record.relations:
            if self.is_role(relation):
                self._roles.setdefault((relation.extra or {})["event"], []).append(relation)

    def all(self) -> list[tuple[int, str, str]]:
        """Number of the trigger's span, id and type of each event."""
        return [(number, own, self._types[own]) for own, number in self._spans.items()]

    def of(self, number: int) -> str:
        """The event of a span if it has just one, which is then what attributes speak of; else empty."""
        own = self._own.get(number, [])
        return own[0] if len(own) == 1 else ""

    def roles(self, own: str) -> list[RecordRelation]:
        return self._roles.get(own, [])

    def belongs(self, own: object, number: int) -> bool:
        """Whether ``own`` is the id of an event of that span."""
        return isinstance(own, str) and self._spans.get(own) == number

    def is_natural(self, number: int, key: str) -> bool:
        """Whether an unknown key of a span is written as its events."""
        return key == "events" and number in self.triggers

    def is_role(self, relation: RecordRelation) -> bool:
        """Whether a relation is a role of an event and nothing more."""
        extra = relation.extra or {}
        return (
            not relation.annotator
            and "event" in extra
            and extra.keys() <= {"event", "target"}
            and self.belongs(extra["event"], relation.head)
            and ("target" not in extra or self.belongs(extra["target"], relation.tail))
        )

    def target(self, relation: RecordRelation) -> str:
        """What a role points to: a span, or an event."""
        return (relation.extra or {}).get("target") or f"T{relation.tail}"
