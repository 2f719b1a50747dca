"""Which backups go as they age: never the newest, never what a wrong clock made look old."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.store.thinning import ALL, to_drop

NOW = datetime(2026, 11, 25, 16, 5, tzinfo=UTC)
TIMES = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)).map(lambda time: time.replace(tzinfo=UTC))
SETS = st.lists(TIMES, max_size=60)


def kept(times: list[datetime], now: datetime = NOW) -> list[datetime]:
    return sorted(set(times) - to_drop(times, now), reverse=True)


def every(step: timedelta, span: timedelta) -> list[datetime]:
    return [NOW - step * n for n in range(span // step + 1)]


def test_of_half_hourly_backups_two_days_stay_whole_and_then_fewer_and_fewer():
    half_hour = timedelta(minutes=30)
    left = kept(every(half_hour, timedelta(days=400)))
    two_days = [time for time in left if time > NOW - half_hour - ALL]
    assert len(two_days) == 97
    older = [time for time in left if time not in two_days]
    daily = [time for time in older if (NOW.date() - time.date()).days < 14]
    assert [(NOW.date() - time.date()).days for time in daily] == list(range(3, 14))
    # Some more of eight weeks, and the last of each month before.
    assert len(older) - len(daily) <= 7 + 14
    months = {(time.year, time.month) for time in every(half_hour, timedelta(days=400))}
    assert {(time.year, time.month) for time in left} == months


def test_nothing_of_nothing_goes():
    assert to_drop([], NOW) == set()


def test_who_comes_back_after_months_finds_what_there_was():
    times = [NOW, *(time - timedelta(days=90) for time in every(timedelta(hours=1), ALL - timedelta(hours=1)))]
    assert kept(times) == times


@pytest.mark.parametrize("leap", [timedelta(days=365 * 70), -timedelta(days=365 * 20), -timedelta(days=3)])
def test_a_clock_that_leaps_drops_nothing_of_the_last_two_days(leap: timedelta):
    times = every(timedelta(hours=1), ALL - timedelta(hours=1))
    assert to_drop([*times, NOW + leap], NOW + leap) == set()


def test_a_date_in_the_future_takes_nobodys_place():
    future = NOW + timedelta(days=4)
    times = [future, NOW, NOW - timedelta(days=3), NOW - timedelta(days=3, hours=1)]
    assert to_drop(times, NOW) == {NOW - timedelta(days=3, hours=1)}


@given(SETS, TIMES)
def test_the_newest_and_all_of_two_days_stay(times: list[datetime], now: datetime):
    dropped = to_drop([*times, now], now)
    assert max([*times, now]) not in dropped
    assert now not in dropped
    assert all(time <= now - ALL for time in dropped)


@given(SETS, TIMES)
def test_every_month_keeps_its_newest(times: list[datetime], now: datetime):
    left = kept([*times, now], now)
    for month in {(time.year, time.month) for time in times if time <= now}:
        assert any((time.year, time.month) == month for time in left)


@given(SETS, TIMES)
def test_thinning_twice_drops_no_more(times: list[datetime], now: datetime):
    left = kept(times, now)
    assert kept(left, now) == left


@given(st.lists(st.integers(1, 40 * 24), min_size=1, max_size=150))
def test_thinning_after_each_backup_keeps_every_day_of_the_last_fortnight(hours: list[int]):
    left: list[datetime] = []
    now = datetime(2026, 1, 1, tzinfo=UTC)
    made: list[datetime] = []
    for pause in hours:
        now += timedelta(hours=pause / 10)
        made.append(now)
        left = kept([*left, now], now)
    fortnight = {time.date() for time in made if (now.date() - time.date()).days < 14}
    assert fortnight <= {time.date() for time in left}
