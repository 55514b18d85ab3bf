"""What people should know of a recurrence that they may not have thought of, and what is wrong with one."""

from datetime import datetime
from itertools import islice

from bot.domain.recurrence import LAST, PLACES, Every, Recurrence
from bot.domain.recurrences.moments import first, moments, next_after
from bot.domain.recurrences.words import WORKDAYS, day_of_month
from bot.domain.scheduling import MOST_AHEAD
from bot.domain.zones import day_in, is_zone, zone_of

MOST_INTERVAL, MOST_TIMES = 99, 999
_IN_EVERY_MONTH = 28
# Four weeks are in every month, and twenty days from Monday to Friday.
_WEEKS_OF_EVERY_MONTH = 4
_A_WEEK = 7
# A year of days: clocks are changed twice in it.
_LOOK_AT = 370


def remarks(recurrence: Recurrence) -> tuple[str, ...]:
    """Sentences on the months and years that are left out, and on the next time the clocks change over it."""
    return (*_left_out(recurrence), *_clock_changes(recurrence))


def problems(recurrence: Recurrence, now: datetime) -> dict[str, str]:
    """Why a text cannot go so, a sentence by field (interval, weekdays, starts, zone, until, count); empty
    when it can."""
    wrong = _of_the_fields(recurrence)
    if wrong:
        return wrong
    if first(recurrence) is None:
        return {"until": "There is no time at which it would go. Choose a later last day."}
    coming = next_after(recurrence, now)
    if coming is None:
        field = "until" if recurrence.until else "count"
        return {field: "All of these times are past. Choose a later one."}
    if coming - now > MOST_AHEAD:
        return {"starts": "Its first time is more than a year away. Choose an earlier day."}
    return {}


def _of_the_fields(recurrence: Recurrence) -> dict[str, str]:
    until, count = recurrence.until, recurrence.count
    wrong = {
        "interval": not 1 <= recurrence.interval <= MOST_INTERVAL,
        "weekdays": not all(0 <= day < _A_WEEK for day in recurrence.weekdays) or not _is_place(recurrence),
        "zone": not is_zone(recurrence.zone),
        "until": until is not None and until < recurrence.starts,
        "count": count is not None and not 1 <= count <= MOST_TIMES,
    }
    return {field: _SAID[field] for field, is_wrong in wrong.items() if is_wrong}


_SAID = {
    "interval": f"Choose a number from 1 to {MOST_INTERVAL}.",
    "weekdays": "Choose days of the week, or one of them in the month.",
    "zone": "There is no time zone of this name. Choose another.",
    "until": "The last day is before the first one. Choose a later one.",
    "count": f"Choose a number of times from 1 to {MOST_TIMES}, or leave it empty.",
}


def _is_place(recurrence: Recurrence) -> bool:
    """Whether what is said of a place in the month can be said: one weekday, Monday to Friday, or its end."""
    days, nth = recurrence.weekdays, recurrence.nth
    if nth == 0:
        return True
    is_day = len(days) == 1 or days == WORKDAYS or (not days and nth == LAST)
    return recurrence.every is Every.MONTH and nth in PLACES and is_day


def _left_out(recurrence: Recurrence) -> list[str]:
    starts = recurrence.starts
    if recurrence.every is Every.MONTH and _is_missing_in_some(recurrence):
        return [f"Months without a {day_of_month(recurrence)} are left out."]
    if recurrence.every is Every.YEAR and (starts.month, starts.day) == (2, 29):
        return ["Years without a Feb 29 are left out: it goes in leap years only."]
    return []


def _is_missing_in_some(recurrence: Recurrence) -> bool:
    """Whether there are months that have no such day."""
    if recurrence.nth:
        return recurrence.nth > _WEEKS_OF_EVERY_MONTH and len(recurrence.weekdays) == 1
    return recurrence.starts.day > _IN_EVERY_MONTH


def _clock_changes(recurrence: Recurrence) -> list[str]:
    """The first note of each kind within the year after it starts."""
    end = recurrence.starts.toordinal() + _LOOK_AT
    found: dict[str, str] = {}
    for moment in islice(moments(recurrence, recurrence.starts), _LOOK_AT):
        if moment.at.astimezone(zone_of(recurrence.zone)).toordinal() > end:
            break
        if moment.note:
            found.setdefault(moment.note, f"{day_in(moment.at, recurrence.zone)}: {moment.note}")
    return list(found.values())
