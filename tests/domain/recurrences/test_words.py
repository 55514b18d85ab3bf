"""A recurrence in words, and what is said beside it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import islice

import pytest
from hypothesis import assume, given

from bot.domain.recurrence import LAST, Every, Recurrence
from bot.domain.recurrences.days import days_from
from bot.domain.recurrences.moments import next_after
from bot.domain.recurrences.remarks import problems, remarks
from bot.domain.recurrences.words import WORKDAYS, ordinal, words
from tests.domain.recurrences.wishes import recurrences

NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)
MONDAYS = Recurrence(Every.WEEK, date(2026, 11, 30), time(9), "America/New_York", weekdays=(0,))
DAILY = replace(MONDAYS, every=Every.DAY, weekdays=())
FIRST_MONDAY = replace(MONDAYS, every=Every.MONTH, nth=1)
MONTHLY = replace(DAILY, every=Every.MONTH, starts=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("recurrence", "said"),
    [
        (
            replace(MONDAYS, until=date(2027, 3, 1)),
            "Every Monday at 9:00 AM (New York time), until Mar 1, 2027",
        ),
        (DAILY, "Every day at 9:00 AM (New York time)"),
        (replace(DAILY, interval=3, at=time(0, 5)), "Every 3 days at 12:05 AM (New York time)"),
        (replace(MONDAYS, weekdays=()), "Every Monday at 9:00 AM (New York time)"),
        (
            replace(MONDAYS, weekdays=(4, 0, 2), zone="Europe/Berlin", at=time(14, 30)),
            "Every Monday, Wednesday and Friday at 2:30 PM (Berlin time)",
        ),
        (replace(MONDAYS, weekdays=(0, 1, 2, 3, 4)), "Every weekday at 9:00 AM (New York time)"),
        (replace(MONDAYS, interval=2), "Every 2 weeks on Monday at 9:00 AM (New York time)"),
        (
            replace(MONDAYS, interval=2, weekdays=(0, 1, 2, 3, 4)),
            "Every 2 weeks on weekdays at 9:00 AM (New York time)",
        ),
        (MONTHLY, "Every month on the 31st at 9:00 AM (New York time)"),
        (replace(MONTHLY, interval=6), "Every 6 months on the 31st at 9:00 AM (New York time)"),
        (replace(MONTHLY, every=Every.YEAR), "Every year on Dec 31 at 9:00 AM (New York time)"),
        (FIRST_MONDAY, "Every month on the first Monday at 9:00 AM (New York time)"),
        (replace(FIRST_MONDAY, interval=3), "Every 3 months on the first Monday at 9:00 AM (New York time)"),
        (
            replace(FIRST_MONDAY, nth=LAST, weekdays=WORKDAYS),
            "Every month on the last weekday at 9:00 AM (New York time)",
        ),
        (
            replace(FIRST_MONDAY, nth=LAST, weekdays=()),
            "Every month on the last day at 9:00 AM (New York time)",
        ),
        (replace(DAILY, count=1), "Every day at 9:00 AM (New York time), once"),
        (
            replace(DAILY, count=5, until=date(2027, 1, 1)),
            "Every day at 9:00 AM (New York time), until Jan 1, 2027, 5 times",
        ),
    ],
)
def test_it_is_said_as_people_say_it(recurrence: Recurrence, said: str) -> None:
    assert words(recurrence) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (22, "22nd")],
)
def test_numbers_that_count(number: int, said: str) -> None:
    assert ordinal(number) == said


@pytest.mark.parametrize(
    ("recurrence", "said"),
    [
        (DAILY, ()),
        (MONTHLY, ("Months without a 31st are left out.",)),
        (replace(MONTHLY, starts=date(2026, 12, 29)), ("Months without a 29th are left out.",)),
        (replace(MONTHLY, starts=date(2026, 12, 28)), ()),
        (replace(FIRST_MONDAY, nth=5), ("Months without a fifth Monday are left out.",)),
        (replace(FIRST_MONDAY, nth=5, weekdays=WORKDAYS), ()),
        (replace(FIRST_MONDAY, starts=date(2026, 12, 31)), ()),
        (replace(FIRST_MONDAY, starts=date(2026, 12, 31), nth=LAST), ()),
        (
            replace(DAILY, every=Every.YEAR, starts=date(2028, 2, 29)),
            ("Years without a Feb 29 are left out: it goes in leap years only.",),
        ),
        (
            replace(DAILY, at=time(2, 30)),
            ("Mar 14, 2027: 2:30 AM does not exist that day: the clocks go forward. It goes at 3:30 AM.",),
        ),
        (
            replace(DAILY, at=time(1, 30)),
            ("Nov 7, 2027: 1:30 AM comes twice that night; the first one is meant.",),
        ),
        (replace(DAILY, at=time(2, 30), until=date(2027, 3, 13)), ()),
        (replace(DAILY, at=time(2, 30), zone="America/Phoenix"), ()),
    ],
)
def test_what_is_left_out_and_where_the_clocks_change_is_said(
    recurrence: Recurrence, said: tuple[str, ...]
) -> None:
    assert remarks(recurrence) == said


@given(recurrences())
def test_what_has_no_problem_has_a_time_to_come(recurrence: Recurrence) -> None:
    now = datetime.combine(recurrence.starts, time(12), UTC)
    wrong = problems(recurrence, now)
    assert set(wrong) <= {"until", "count", "starts"}
    assert bool(wrong) or next_after(recurrence, now) is not None
    assert isinstance(remarks(recurrence), tuple)


def test_wrong_figures_are_all_said_at_once() -> None:
    wrong = replace(MONDAYS, interval=100, weekdays=(9,), zone="Nowhere", count=1000, until=date(2026, 1, 1))
    assert set(problems(wrong, NOW)) == {"interval", "weekdays", "zone", "count", "until"}


def test_a_week_without_any_of_its_days_has_no_time() -> None:
    friday = replace(MONDAYS, weekdays=(4,), until=date(2026, 12, 2))
    assert list(problems(friday, NOW)) == ["until"]


@given(recurrences(bounded=False))
def test_what_some_months_have_not_is_said_if_and_only_if_they_are_left_out(recurrence: Recurrence) -> None:
    monthly = replace(recurrence, interval=1)
    assume(monthly.every is Every.MONTH)
    days = list(islice(days_from(monthly, monthly.starts), 48))
    months = [day.year * 12 + day.month for day in days]
    skips = months[-1] - months[0] > 47
    assert any(each.startswith("Months without a") for each in remarks(monthly)) is skips


@pytest.mark.parametrize(
    "odd",
    [
        replace(FIRST_MONDAY, nth=6),
        replace(FIRST_MONDAY, nth=-2),
        replace(FIRST_MONDAY, weekdays=()),
        replace(FIRST_MONDAY, weekdays=(0, 1)),
        replace(FIRST_MONDAY, every=Every.WEEK),
    ],
)
def test_a_place_that_no_month_has_is_a_problem(odd: Recurrence) -> None:
    assert list(problems(odd, NOW)) == ["weekdays"]
