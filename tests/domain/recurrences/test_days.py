"""The days of a recurrence."""

from datetime import date, time, timedelta
from itertools import islice, takewhile

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.recurrence import Every, Recurrence
from bot.domain.recurrences.days import days_from
from tests.domain.recurrences.wishes import by_the_calendar, recurrences


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
