"""The days of a recurrence on the calendar of its place, whatever the clocks do there."""

from collections.abc import Iterator
from datetime import MAXYEAR, date, datetime, time, timedelta
from itertools import takewhile
from typing import Literal

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule

from bot.domain.recurrence import Every, Recurrence

_FREQUENCY: dict[Every, Literal[0, 1, 2, 3]] = {
    Every.DAY: DAILY,
    Every.WEEK: WEEKLY,
    Every.MONTH: MONTHLY,
    Every.YEAR: YEARLY,
}
_MONTHS_OF_A_YEAR = 12
_WHOLE_WEEK = tuple(range(7))


def days_from(recurrence: Recurrence, day: date) -> Iterator[date]:
    """Its days from ``day`` on, in their order. Without an end they go on to the end of the calendar.

    A series that has gone for years is not counted through from its start: it begins at the last step before
    ``day``, unless it goes a number of times, which has to be counted.
    """
    starts = recurrence.starts
    counted = recurrence.count is not None or day <= starts
    rule = _rule(recurrence, starts if counted else _step_before(recurrence, day))
    last = recurrence.until or date.max
    days = takewhile(lambda each: each <= last, (each.date() for each in rule))
    return (each for each in days if each >= max(day, starts))


def _rule(recurrence: Recurrence, start: date) -> rrule:
    every, starts, nth = recurrence.every, recurrence.starts, recurrence.nth
    return rrule(
        _FREQUENCY[every],
        dtstart=datetime.combine(start, time()),
        interval=recurrence.interval,
        wkst=0,
        count=recurrence.count,
        byweekday=_weekdays(recurrence),
        bymonth=starts.month if every is Every.YEAR else None,
        bymonthday=starts.day if every in {Every.MONTH, Every.YEAR} and not nth else None,
        bysetpos=nth or None,
    )


def _weekdays(recurrence: Recurrence) -> tuple[int, ...] | None:
    """Among which days of the week its own are; None where that does not matter."""
    if recurrence.nth:
        return recurrence.weekdays or _WHOLE_WEEK
    if recurrence.every is Every.WEEK:
        return recurrence.weekdays or (recurrence.starts.weekday(),)
    return None


def _step_before(recurrence: Recurrence, day: date) -> date:
    """The beginning of the last day, week, month or year before ``day`` in which it goes."""
    starts, interval = recurrence.starts, recurrence.interval
    match recurrence.every:
        case Every.DAY:
            return starts + timedelta(days=(day - starts).days // interval * interval)
        case Every.WEEK:
            monday = starts - timedelta(days=starts.weekday())
            weeks = (day - monday).days // 7 // interval * interval
            return max(starts, monday + timedelta(weeks=weeks))
        case Every.MONTH:
            between = (day.year - starts.year) * _MONTHS_OF_A_YEAR + day.month - starts.month
            years, month = divmod(starts.month - 1 + between // interval * interval, _MONTHS_OF_A_YEAR)
            return date(starts.year + years, month + 1, 1)
        case Every.YEAR:
            years = (day.year - starts.year) // interval * interval
            return date(min(starts.year + years, MAXYEAR), 1, 1)
