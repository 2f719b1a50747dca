"""Reading a table that is damaged in places: all rows that can be read, and where the others were.

Rows come in order of their ids until the damage, then backwards from the end until the damage; what lies
between is halved and tried again, down to single rows or until the patience for it is spent.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.store.errors import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.store.wreck import Wreck

_PATIENCE = 5_000
_SECONDS = 10.0
"""Vain tries in one table, and how long they may take: a broken page wants some two hundred."""

_BEYOND = 1_000
"""How far past the last row known anywhere broken rows are looked for."""

_SANE = 2**48
"""No project has given out as many ids; what says so is damage."""


class Gap(NamedTuple):
    """Ids whose rows, if there were any, could not be read."""

    first: int
    last: int


EVERYTHING = Gap(1, _SANE - 1)


class Table:
    """One table of a wreck, by a column of whole numbers that is its key."""

    def __init__(self, wreck: Wreck, name: str, columns: Sequence[str], key: str = "id") -> None:
        self._wreck = wreck
        self._name = name
        self._select = (
            f"SELECT {', '.join(f'''{_quoted(column)}''' for column in (key, *columns))} FROM {name} NOT INDEXED"
        )
        self._key = key
        self._patience = _PATIENCE
        self._until: float | None = None
        self.gaps: list[Gap] = []
        """Complete once all rows were asked for."""

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Every row that can be read, its key first, each once; texts as bytes."""
        waiting = [(Gap(1, self._end()), False)]
        while waiting:
            gap, suspect = waiting.pop()
            last = gap.first - 1
            try:
                for row in self._rising(gap):
                    yield row
                    last = row[0]
            except (*UNREADABLE, _NoKeyError):
                waiting += self._after_damage(Gap(last + 1, gap.last))
            else:
                if suspect and last < gap.first:  # on a page of another table, perhaps
                    self._patience -= 1
                    self.gaps.append(gap)
        self.gaps = _joined(self.gaps)

    def _rising(self, gap: Gap) -> Iterator[tuple[Any, ...]]:
        last = gap.first - 1
        for row in self._between(gap):
            yield row
            last = row[0]
        # A page of another table in the middle of this one ends the rows as if there were no more.
        if last < gap.last and any(self._backwards(Gap(last + 1, gap.last))):
            raise _NoKeyError

    def row(self, key: int) -> tuple[Any, ...] | None:
        """One row by its key, if it can be read."""
        return next(read_what_is_there(self._wreck, f"{self._select} WHERE {self._key} = ?", (key,)), None)

    def _between(self, gap: Gap) -> Iterator[tuple[Any, ...]]:
        """Rows in order; _NoKeyError where the table says them in none, as one that runs in a circle does."""
        least = gap.first
        for row in self._wreck.execute(f"{self._select} WHERE {self._key} BETWEEN ? AND ? ORDER BY {self._key}", gap):
            if type(row[0]) is not int or not least <= row[0] <= gap.last:
                raise _NoKeyError
            least = row[0] + 1
            yield row

    def _backwards(self, gap: Gap) -> Iterator[int]:
        """Keys alone, from the last one on."""
        where = f"WHERE {self._key} BETWEEN ? AND ? ORDER BY {self._key} DESC"
        sql = f"SELECT {self._key} FROM {self._name} NOT INDEXED {where}"
        most = gap.last
        for (key,) in self._wreck.execute(sql, gap):
            if type(key) is not int or not gap.first <= key <= most:
                raise _NoKeyError
            most = key - 1
            yield key

    def _after_damage(self, gap: Gap) -> list[tuple[Gap, bool]]:
        """What to try next where the first id of the gap could not be read, and whether it is suspect; last first."""
        if gap.first > gap.last:
            return []
        if gap.first == gap.last or self._is_impatient():
            self.gaps.append(gap)
            return []
        first = gap.last + 1
        try:
            for first in self._backwards(gap):  # noqa: B007 - the last one counts
                pass
        except (*UNREADABLE, _NoKeyError):
            pass
        if first == gap.first:  # its key can be read, but not the rest of it
            self.gaps.append(Gap(first, first))
            first += 1
        broken = gap._replace(last=first - 1)
        sound = [(gap._replace(first=first), False)] if first <= gap.last else []
        if first == gap.first + 1 or broken.first >= broken.last:
            self.gaps.append(broken)
            return sound
        middle = (broken.first + broken.last) // 2
        return [*sound, (Gap(middle + 1, broken.last), True), (Gap(broken.first, middle), True)]

    def _is_impatient(self) -> bool:
        self._patience -= 1
        self._until = self._until or time.monotonic() + _SECONDS
        return self._patience <= 0 or time.monotonic() > self._until

    def beyond(self) -> int:
        """How many rows have a key that no project gives out; they are not among ``rows``."""
        sql = f"SELECT count(*) FROM {self._name} NOT INDEXED WHERE {self._key} < 1 OR {self._key} >= ?"
        return sum(row[0] for row in read_what_is_there(self._wreck, sql, (_SANE,)))

    def _end(self) -> int:
        """The last id worth trying: the largest there is, or that anything knows of with some room."""
        for row in read_what_is_there(
            self._wreck,
            f"SELECT max({self._key}) FROM {self._name} NOT INDEXED WHERE {self._key} < ?",
            (_SANE,),
        ):
            return row[0] if type(row[0]) is int else 0
        known = [0]
        for sql in (
            f"SELECT seq FROM sqlite_sequence WHERE CAST(name AS TEXT) = '{self._name}'",
            f"SELECT max({self._key}) FROM {self._name}",
        ):
            known += [row[0] for row in read_what_is_there(self._wreck, sql) if type(row[0]) is int]
        return max(number for number in known if number < _SANE) + _BEYOND


class _NoKeyError(Exception):
    """The keys of a table do not rise."""


def read_what_is_there(wreck: Wreck, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a SELECT up to the first that cannot be read."""
    try:
        yield from wreck.execute(sql, values)
    except UNREADABLE:
        return


def _joined(gaps: list[Gap]) -> list[Gap]:
    """The same ids in as few gaps as can be, in order."""
    joined: list[Gap] = []
    for gap in sorted(gaps):
        if joined and gap.first <= joined[-1].last + 1:
            joined[-1] = joined[-1]._replace(last=max(joined[-1].last, gap.last))
        else:
            joined.append(gap)
    return joined


def _quoted(column: str) -> str:
    return f'"{column}"'
