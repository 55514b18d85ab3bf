"""The moments of a recurrence: on the clocks of its place, whatever is done to them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.recurrence import Every, Recurrence
from bot.domain.recurrences.moments import (
    beginning_at,
    between,
    first,
    moments,
    next_after,
    upcoming,
)
from tests.domain.recurrences.wishes import by_the_calendar, recurrences

BEGIN = datetime(2023, 6, 1, tzinfo=UTC)
AFTER = st.integers(0, 3100 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))


def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@given(recurrences(), AFTER)
def test_each_is_later_than_the_one_before_and_none_is_left_out_between(
    recurrence: Recurrence, after: datetime
) -> None:
    found = upcoming(recurrence, after, 40)
    assert all(moment > after for moment in found)
    assert all(one < two for one, two in pairwise(found))
    # One at a time, as the program takes them, they are the same.
    one_by_one, at = [], after
    while (coming := next_after(recurrence, at)) and len(one_by_one) < 40:
        one_by_one.append(coming)
        at = coming
    assert one_by_one == found


@given(recurrences())
def test_there_is_one_for_each_day_of_the_calendar_at_its_time_of_the_day(recurrence: Recurrence) -> None:
    last = recurrence.starts + timedelta(days=900)
    days = list(islice(by_the_calendar(recurrence, last), 400))
    found = list(islice(moments(recurrence, recurrence.starts), len(days)))
    assert len(found) == len(days)
    for day, moment in zip(days, found, strict=True):
        shown = local(moment.at, recurrence.zone)
        if "does not exist" in moment.note:
            assert timedelta(0) < shown - datetime.combine(day, recurrence.at) <= timedelta(hours=1)
        else:
            assert shown == datetime.combine(day, recurrence.at)


@given(recurrences(bounded=True))
def test_the_last_day_and_the_number_of_times_are_kept(recurrence: Recurrence) -> None:
    found = upcoming(recurrence, datetime(2000, 1, 1, tzinfo=UTC), 1000)
    assert first(recurrence) == (found[0] if found else None)
    assert recurrence.count is None or len(found) <= recurrence.count
    if recurrence.until:
        end = datetime.combine(recurrence.until + timedelta(days=1), time(1))
        assert all(local(moment, recurrence.zone) < end for moment in found)
    if found:
        assert next_after(recurrence, found[-1]) is None


@given(recurrences(), AFTER, st.integers(0, 200))
def test_those_between_two_moments_are_those_that_come_after_one_another(
    recurrence: Recurrence, after: datetime, days: int
) -> None:
    last = after + timedelta(days=days)
    assert list(between(recurrence, after, last)) == [
        moment for moment in upcoming(recurrence, after, days + 2) if moment <= last
    ]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/New_York", date(2027, 3, 14), 23),
        ("America/New_York", date(2026, 11, 1), 25),
        ("Europe/Berlin", date(2027, 3, 28), 23),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("Australia/Lord_Howe", date(2027, 4, 4), 24.5),
        ("America/Phoenix", date(2027, 3, 14), 24),
    ],
)
def test_the_day_of_a_clock_change_is_as_long_as_it_is(zone: str, day: date, hours: float) -> None:
    daily = Recurrence(Every.DAY, day - timedelta(days=1), time(9), zone)
    one, two = upcoming(daily, datetime(2020, 1, 1, tzinfo=UTC), 2)
    assert two - one == timedelta(hours=hours)


def test_a_day_that_a_place_leaves_out_makes_no_moment_twice() -> None:
    daily = Recurrence(Every.DAY, date(2011, 12, 29), time(9), "Pacific/Apia", count=4)
    found = upcoming(daily, datetime(2011, 1, 1, tzinfo=UTC), 9)
    assert [local(moment, daily.zone).day for moment in found] == [29, 31, 1]


def test_none_of_none_is_asked_for() -> None:
    daily = Recurrence(Every.DAY, date(2026, 1, 1), time(9), "UTC")
    assert upcoming(daily, datetime(2026, 1, 1, tzinfo=UTC), 0) == []
    assert first(Recurrence(Every.DAY, date(2026, 1, 2), time(9), "UTC", until=date(2026, 1, 1))) is None


@given(recurrences(), AFTER)
def test_beginning_with_one_of_them_it_goes_on_as_it_did(recurrence: Recurrence, after: datetime) -> None:
    at = next_after(recurrence, after)
    assume(at is not None)
    assert at is not None
    goes_on = beginning_at(recurrence, at)
    assert first(goes_on) == at
    before = at - timedelta(seconds=1)
    assert upcoming(goes_on, before, 30) == upcoming(recurrence, before, 30)
    # Beginning with it once more it is the same.
    assert beginning_at(goes_on, at) == goes_on
