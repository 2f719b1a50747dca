"""Which of many backups may go: the older they are, the fewer are worth their room."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

ALL = timedelta(hours=48)
DAILY = 14
"""Days."""
WEEKLY = 8
"""Weeks, from Monday on."""


def to_drop(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """The times of backups that are too many.

    Kept are all of 48 hours, then the newest of each day for 14 days, of each week for 8 weeks, and of each
    month without end. Ages are reckoned from the newest backup but one, or from ``now`` if that is earlier: so
    a clock that has leapt ahead does not age everything at once. What lies in the future of that is kept, and
    takes nobody's place.
    """
    known = sorted(set(times), reverse=True)
    today = min([now, *known[:2][-1:]])
    past = [time for time in known if time <= today - ALL]
    keep = set(known).difference(past)
    reckoned = [time for time in known if time <= today]
    keep |= _newest_of_each(reckoned, _day, lambda time: (_day(today) - _day(time)).days < DAILY)
    keep |= _newest_of_each(reckoned, _week, lambda time: (_week(today) - _week(time)).days < 7 * WEEKLY)
    keep |= _newest_of_each(reckoned, lambda time: _day(time).replace(day=1), lambda time: True)
    return set(known) - keep


def _newest_of_each(
    newest_first: list[datetime], span_of: Callable[[datetime], Hashable], counts: Callable[[datetime], bool]
) -> set[datetime]:
    newest: dict[Hashable, datetime] = {}
    for time in newest_first:
        if counts(time):
            newest.setdefault(span_of(time), time)
    return set(newest.values())


def _day(time: datetime) -> date:
    return time.astimezone(UTC).date()


def _week(time: datetime) -> date:
    """The Monday of its week."""
    day = _day(time)
    return day - timedelta(days=day.weekday())
