"""The moments of a recurrence, each by the clocks of its place as they are on that day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from bot.domain.clock_changes import LocalMoment, at_local
from bot.domain.recurrence import Every, Recurrence
from bot.domain.recurrences.days import days_from
from bot.domain.zones import zone_of

# What a clock change puts off belongs to the day before, at the most to the one before that.
_LOOK_BACK = timedelta(days=2)


def next_after(recurrence: Recurrence, after: datetime) -> datetime | None:
    """The first of its moments (UTC) later than ``after``; None when there is none any more."""
    return next(_after(recurrence, after), None)


def first(recurrence: Recurrence) -> datetime | None:
    """Its very first moment (UTC); None for one that never goes."""
    return next((each.at for each in moments(recurrence, recurrence.starts)), None)


def upcoming(recurrence: Recurrence, after: datetime, n: int) -> list[datetime]:
    """The next ``n`` of its moments (UTC) later than ``after``, or as many as there are."""
    return list(islice(_after(recurrence, after), max(n, 0)))


def between(recurrence: Recurrence, after: datetime, last: datetime) -> Iterator[datetime]:
    """Its moments (UTC) later than ``after`` and not later than ``last``."""
    for moment in _after(recurrence, after):
        if moment > last:
            return
        yield moment


def beginning_at(recurrence: Recurrence, at: datetime) -> Recurrence:
    """The same with ``at`` (UTC), one of its moments, as the first; of a number of times those are left."""
    begin = recurrence.starts if recurrence.count else _day_before(recurrence, at)
    for before, day in enumerate(days_from(recurrence, begin)):
        if at_local(day, recurrence.at, recurrence.zone).at >= at:
            count = recurrence.count and recurrence.count - before
            weekdays = recurrence.weekdays or _weekday(recurrence)
            return replace(recurrence, starts=day, count=count, weekdays=weekdays)
    return recurrence


def _weekday(recurrence: Recurrence) -> tuple[int, ...]:
    """The one that a week has by its start."""
    return (recurrence.starts.weekday(),) if recurrence.every is Every.WEEK else ()


def moments(recurrence: Recurrence, day: date) -> Iterator[LocalMoment]:
    """Its moments from ``day`` on, strictly one after the other, each with what the clocks do then.

    A place that leaves out a whole day has the moments of that day and of the next one at once: it is one.
    """
    before: datetime | None = None
    for each in days_from(recurrence, day):
        moment = at_local(each, recurrence.at, recurrence.zone)
        if before is None or moment.at > before:
            yield moment
            before = moment.at


def _after(recurrence: Recurrence, after: datetime) -> Iterator[datetime]:
    for each in moments(recurrence, _day_before(recurrence, after)):
        if each.at > after:
            yield each.at.astimezone(UTC)


def _day_before(recurrence: Recurrence, at: datetime) -> date:
    """A day that no clock change puts behind ``at``."""
    day = at.astimezone(zone_of(recurrence.zone)).date()
    return max(day, date.min + 2 * _LOOK_BACK) - _LOOK_BACK
