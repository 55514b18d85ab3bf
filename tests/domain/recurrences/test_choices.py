"""The choices of the form, as recurrences."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.recurrence import LAST, Every
from bot.domain.recurrences.choices import Pattern, Repeat, pattern_of, recurring, repeat_of
from bot.domain.recurrences.moments import first
from bot.domain.recurrences.words import WORKDAYS
from bot.domain.zones import zone_of
from tests.domain.recurrences.wishes import places

# Ten in the morning in New York, a Monday.
FIRST = datetime(2026, 11, 23, 15, tzinfo=UTC)
ZONES = ("America/New_York", "America/Phoenix", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Auckland")
PLACED = {Repeat.NTH_WEEKDAY, Repeat.LAST_WEEKDAY, Repeat.MONTH_END}
OFFERED = [each for each in Repeat if each not in {Repeat.NEVER, Repeat.SPOKEN, *PLACED}]
# Any minute of two years.
moments = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def test_what_does_not_repeat_is_none() -> None:
    assert recurring(Repeat.NEVER, FIRST, ZONES[0], None) is None
    # Nobody has put anything in words.
    assert recurring(Repeat.SPOKEN, FIRST, ZONES[0], None) is None


@pytest.mark.parametrize("repeat", OFFERED)
def test_each_is_found_again_by_its_pattern(repeat: Repeat) -> None:
    made = recurring(repeat, FIRST, ZONES[0], date(2027, 1, 1))
    assert made is not None
    assert (made.zone, made.until, made.starts) == (ZONES[0], date(2027, 1, 1), date(2026, 11, 23))
    assert repeat_of(pattern_of(made), made.starts) is repeat


def test_a_weekday_that_it_starts_on_need_not_be_named() -> None:
    assert repeat_of(Pattern(Every.WEEK, weekdays=(0,)), date(2026, 11, 23)) is Repeat.WEEKLY
    assert repeat_of(Pattern(Every.WEEK, weekdays=(1,)), date(2026, 11, 23)) is Repeat.SPOKEN
    assert repeat_of(Pattern(Every.WEEK, weekdays=WORKDAYS), date(2026, 11, 23)) is Repeat.WEEKDAYS
    assert repeat_of(Pattern(Every.DAY, 3), date(2026, 11, 23)) is Repeat.SPOKEN
    assert repeat_of(Pattern(Every.DAY, count=4), date(2026, 11, 23)) is Repeat.SPOKEN


@given(moments, st.sampled_from(ZONES), st.sampled_from([Repeat.DAILY, Repeat.WEEKLY, Repeat.FORTNIGHTLY]))
def test_it_goes_first_when_it_was_meant_to(at: datetime, zone: str, repeat: Repeat) -> None:
    made = recurring(repeat, at, zone, None)
    assert made is not None
    goes = first(made)
    assert goes is not None
    there, meant = goes.astimezone(zone_of(zone)), at.astimezone(zone_of(zone))
    # Of an hour that comes twice it may be the first.
    assert there.replace(tzinfo=None, fold=0) == meant.replace(tzinfo=None, fold=0)


@given(
    moments,
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
    st.sets(st.integers(0, 6), min_size=1, max_size=6),
)
def test_weekdays_move_with_the_day_on_which_it_goes(
    at: datetime, here: str, there: str, days: set[int]
) -> None:
    """Whoever has named a day that it goes on means the same moment, whatever day that is elsewhere."""
    day_here = at.astimezone(zone_of(here)).weekday()
    meant = tuple(sorted(days | {day_here}))
    made = recurring(Repeat.SPOKEN, at, there, None, Pattern(Every.WEEK, weekdays=meant, zone=here))
    assert made is not None
    assert at.astimezone(zone_of(there)).weekday() in made.weekdays
    assert len(made.weekdays) == len(meant)


@pytest.mark.parametrize(
    ("repeat", "label", "weekdays", "nth"),
    [
        (Repeat.NTH_WEEKDAY, "Every month on the fourth Monday", (0,), 4),
        (Repeat.LAST_WEEKDAY, "Every month on the last Monday", (0,), LAST),
        (Repeat.MONTH_END, "Every month on the last day", (), LAST),
    ],
)
def test_a_place_in_the_month_is_that_of_the_first_day(
    repeat: Repeat, label: str, weekdays: tuple[int, ...], nth: int
) -> None:
    assert repeat.label(FIRST.date()) == label
    made = recurring(repeat, FIRST, ZONES[0], None)
    assert made is not None
    assert (made.every, made.weekdays, made.nth) == (Every.MONTH, weekdays, nth)
    # As it was said it stays, whatever day is chosen then.
    assert repeat_of(pattern_of(made), made.starts) is Repeat.SPOKEN


@given(moments, st.sampled_from(ZONES))
def test_the_day_that_is_chosen_has_the_place_that_is_offered(at: datetime, zone: str) -> None:
    made = recurring(Repeat.NTH_WEEKDAY, at, zone, None)
    assert made is not None
    goes = first(made)
    assert goes is not None
    assert goes.astimezone(zone_of(zone)).date() == at.astimezone(zone_of(zone)).date()


@given(moments, st.sampled_from(ZONES), st.sampled_from(ZONES), places(named=True))
def test_a_place_in_the_month_is_meant_where_it_was_said(
    at: datetime, here: str, there: str, place: tuple[int, tuple[int, ...]]
) -> None:
    """What is the first Monday for one is another's Tuesday, which need not be the first."""
    nth, weekdays = place
    made = recurring(
        Repeat.SPOKEN, at, there, None, Pattern(Every.MONTH, weekdays=weekdays, zone=here, nth=nth)
    )
    assert made is not None
    assert (made.nth, made.weekdays) == (nth, weekdays)
    is_same_day = at.astimezone(zone_of(here)).date() == at.astimezone(zone_of(there)).date()
    assert made.zone == (there if is_same_day else here)
