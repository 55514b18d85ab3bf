"""Recurrences of every kind, and how one would find their days with a calendar on the wall."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, time, timedelta

from hypothesis import strategies as st

from bot.domain.recurrence import LAST, PLACES, Every, Recurrence
from bot.domain.recurrences.words import WORKDAYS

ZONES = (
    *("America/New_York", "Europe/Berlin", "America/Phoenix", "Australia/Lord_Howe", "Africa/Cairo"),
    *("America/Santiago", "Asia/Beirut", "America/Nuuk", "Asia/Kathmandu", "Pacific/Chatham", "UTC"),
)
STARTS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def hours() -> st.SearchStrategy[time]:
    """Times of the day, those at which clocks are changed more often than others."""
    anywhen = st.builds(time, st.integers(0, 23), st.integers(0, 59))
    return st.one_of(anywhen, st.sampled_from([time(0), time(0, 30), time(1, 45), time(2, 15), time(23, 30)]))


@st.composite
def places(draw: st.DrawFn, *, named: bool = False) -> tuple[int, tuple[int, ...]]:
    """A place in the month and among which weekdays, or none; ``named``: one, for certain."""
    nth = draw(st.sampled_from(PLACES if named else (0, *PLACES)))
    one_day = st.integers(0, 6).map(lambda day: (day,))
    kinds = [one_day, st.just(WORKDAYS), *([st.just(())] if nth == LAST else [])]
    return nth, draw(st.one_of(kinds)) if nth else ()


@st.composite
def recurrences(draw: st.DrawFn, *, bounded: bool | None = None) -> Recurrence:
    """A recurrence; ``bounded``: with an end, or without."""
    every, starts = draw(st.sampled_from(list(Every))), draw(STARTS)
    weekly = st.lists(st.integers(0, 6), max_size=7, unique=True).map(lambda days: tuple(sorted(days)))
    has_end = draw(st.booleans()) if bounded is None else bounded
    ends = draw(st.sampled_from(["until", "count", "both"])) if has_end else ""
    nth, of_month = draw(places()) if every is Every.MONTH else (0, ())
    return Recurrence(
        every,
        starts,
        draw(hours()),
        draw(st.sampled_from(ZONES)),
        draw(st.integers(1, 5)),
        draw(weekly) if every is Every.WEEK else of_month,
        starts + timedelta(days=draw(st.integers(0, 800))) if ends in {"until", "both"} else None,
        draw(st.integers(1, 40)) if ends in {"count", "both"} else None,
        nth,
    )


def by_the_calendar(recurrence: Recurrence, last: date) -> Iterator[date]:
    """Its days until ``last``: every day is looked at, one after the other."""
    day, met = recurrence.starts, 0
    while day <= min(last, recurrence.until or last):
        if _is_one(recurrence, day):
            met += 1
            yield day
            if met == recurrence.count:
                return
        day += timedelta(days=1)


def _is_one(recurrence: Recurrence, day: date) -> bool:
    starts, interval = recurrence.starts, recurrence.interval
    months = (day.year - starts.year) * 12 + day.month - starts.month
    match recurrence.every:
        case Every.DAY:
            return (day - starts).days % interval == 0
        case Every.WEEK:
            weeks = (_monday(day) - _monday(starts)).days // 7
            wanted = recurrence.weekdays or (starts.weekday(),)
            return weeks % interval == 0 and day.weekday() in wanted
        case Every.MONTH:
            is_it = day in _places(recurrence, day) if recurrence.nth else day.day == starts.day
            return months % interval == 0 and is_it
        case Every.YEAR:
            years = day.year - starts.year
            return years % interval == 0 and (day.month, day.day) == (starts.month, starts.day)


def _places(recurrence: Recurrence, day: date) -> list[date]:
    """The one day of its month that has the place, if there is one."""
    month = [day.replace(day=each) for each in range(1, monthrange(day.year, day.month)[1] + 1)]
    kind = [each for each in month if not recurrence.weekdays or each.weekday() in recurrence.weekdays]
    counted = recurrence.nth - 1 if recurrence.nth > 0 else len(kind) + recurrence.nth
    return kind[counted : counted + 1]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
