"""What people should know of a recurrence that they may not have thought of, and what is wrong with one."""

from datetime import datetime
from itertools import islice

from bot.domain.recurrence import Every, Recurrence
from bot.domain.recurrences.moments import first, moments, next_after
from bot.domain.recurrences.words import ordinal
from bot.domain.scheduling import MOST_AHEAD
from bot.domain.zones import day_in, is_zone, zone_of

MOST_INTERVAL, MOST_TIMES = 99, 999
_IN_EVERY_MONTH = 28
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
        "weekdays": not all(0 <= day < _A_WEEK for day in recurrence.weekdays),
        "zone": not is_zone(recurrence.zone),
        "until": until is not None and until < recurrence.starts,
        "count": count is not None and not 1 <= count <= MOST_TIMES,
    }
    return {field: _SAID[field] for field, is_wrong in wrong.items() if is_wrong}


_SAID = {
    "interval": f"Choose a number from 1 to {MOST_INTERVAL}.",
    "weekdays": "Choose days of the week.",
    "zone": "There is no time zone of this name. Choose another.",
    "until": "The last day is before the first one. Choose a later one.",
    "count": f"Choose a number of times from 1 to {MOST_TIMES}, or leave it empty.",
}


def _left_out(recurrence: Recurrence) -> list[str]:
    starts = recurrence.starts
    if recurrence.every is Every.MONTH and starts.day > _IN_EVERY_MONTH:
        return [f"Months without a {ordinal(starts.day)} are left out."]
    if recurrence.every is Every.YEAR and (starts.month, starts.day) == (2, 29):
        return ["Years without a Feb 29 are left out: it goes in leap years only."]
    return []


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
