"""The days of a recurrence."""

from calendar import monthrange
from datetime import date, time, timedelta
from itertools import islice, pairwise, takewhile

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.recurrence import LAST, Every, Recurrence
from bot.domain.recurrences.days import days_from
from tests.domain.recurrences.wishes import STARTS, by_the_calendar, recurrences


@given(recurrences(), st.integers(-400, 1200))
def test_they_are_those_that_one_counts_on_a_calendar(recurrence: Recurrence, ahead: int) -> None:
    begin = recurrence.starts + timedelta(days=ahead)
    last = recurrence.starts + timedelta(days=1600)
    counted = [day for day in by_the_calendar(recurrence, last) if day >= begin]
    found = takewhile(lambda day: day <= last, days_from(recurrence, begin))
    assert list(islice(found, len(counted) + 1)) == counted


@given(recurrences(bounded=False))
def test_after_a_hundred_years_they_are_still_found(recurrence: Recurrence) -> None:
    far = date(recurrence.starts.year + 100, 1, 1)
    day = next(days_from(recurrence, far))
    assert day >= far
    assert day in set(by_the_calendar(recurrence, day))


def test_at_the_end_of_the_calendar_there_are_no_more() -> None:
    daily = Recurrence(Every.DAY, date(2026, 1, 1), time(9), "UTC")
    assert list(days_from(daily, date.max)) == [date.max]


@given(STARTS, st.integers(0, 6), st.sampled_from([1, 2, 3, 4, 5, LAST]), st.integers(1, 4))
def test_a_place_in_the_month_is_that_weekday_of_that_week_in_every_month_that_has_one(
    starts: date, weekday: int, nth: int, interval: int
) -> None:
    monthly = Recurrence(Every.MONTH, starts, time(9), "UTC", interval, (weekday,), nth=nth)
    found = list(islice(days_from(monthly, starts), 24))
    assert found[0] >= starts
    for day in found:
        in_month = monthrange(day.year, day.month)[1]
        assert day.weekday() == weekday
        assert in_month - 7 < day.day <= in_month if nth == LAST else 7 * nth - 6 <= day.day <= 7 * nth
    steps = [_months(two) - _months(one) for one, two in pairwise(found)]
    assert all(step % interval == 0 for step in steps)
    # Only a fifth is left out in some months.
    assert nth == 5 or set(steps) == {interval}


def test_a_month_without_a_fifth_is_left_out() -> None:
    fifth = Recurrence(Every.MONTH, date(2026, 11, 1), time(9), "UTC", weekdays=(0,), nth=5)
    found = list(islice(days_from(fifth, fifth.starts), 3))
    assert found == [date(2026, 11, 30), date(2027, 3, 29), date(2027, 5, 31)]


@given(STARTS)
def test_the_last_day_is_the_one_before_the_first_of_the_next_month(starts: date) -> None:
    monthly = Recurrence(Every.MONTH, starts, time(9), "UTC", nth=LAST)
    found = list(islice(days_from(monthly, starts), 24))
    assert all((day + timedelta(days=1)).day == 1 for day in found)
    assert [_months(day) for day in found] == list(range(_months(starts), _months(starts) + 24))


def _months(day: date) -> int:
    return day.year * 12 + day.month
