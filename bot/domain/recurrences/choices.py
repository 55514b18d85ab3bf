"""How often a text may go as a form offers it, and as somebody has put it in words."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.recurrence import LAST, Every, Recurrence
from bot.domain.recurrences.words import WORKDAYS, place_in_month
from bot.domain.zones import zone_of


class Repeat(StrEnum):
    """The choices of the form; ``SPOKEN`` is a pattern that somebody has put in words."""

    NEVER = "never"
    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    NTH_WEEKDAY = "nth_weekday"
    LAST_WEEKDAY = "last_weekday"
    MONTH_END = "month_end"
    YEARLY = "yearly"
    SPOKEN = "spoken"

    def label(self, first: date) -> str:
        """As the form offers it for a text that goes first on this day."""
        pattern = _pattern(self, first)
        if pattern and pattern.nth:
            return f"Every month on the {place_in_month(pattern.nth, pattern.weekdays)}"
        return _LABELS[self]


_LABELS = {
    Repeat.NEVER: "Does not repeat",
    Repeat.DAILY: "Every day",
    Repeat.WEEKDAYS: "Every weekday (Monday to Friday)",
    Repeat.WEEKLY: "Every week",
    Repeat.FORTNIGHTLY: "Every 2 weeks",
    Repeat.MONTHLY: "Every month",
    Repeat.YEARLY: "Every year",
    Repeat.SPOKEN: "As you wrote it",
}

_A_WEEK = 7


@dataclass(frozen=True)
class Pattern:
    """How often something goes, without a start and a clock: see ``Recurrence``. ``zone`` (IANA) is where the
    weekdays are meant; empty: wherever it goes."""

    every: Every
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    count: int | None = None
    zone: str = ""
    nth: int = 0


_PATTERNS = {
    Repeat.DAILY: Pattern(Every.DAY),
    Repeat.WEEKDAYS: Pattern(Every.WEEK, weekdays=WORKDAYS),
    Repeat.WEEKLY: Pattern(Every.WEEK),
    Repeat.FORTNIGHTLY: Pattern(Every.WEEK, 2),
    Repeat.MONTHLY: Pattern(Every.MONTH),
    Repeat.YEARLY: Pattern(Every.YEAR),
}


def pattern_of(recurrence: Recurrence) -> Pattern:
    """How often a recurrence goes, whenever it starts."""
    weekdays, zone = recurrence.weekdays, recurrence.zone
    return Pattern(recurrence.every, recurrence.interval, weekdays, recurrence.count, zone, recurrence.nth)


def _pattern(repeat: Repeat, first: date) -> Pattern | None:
    """What a choice means on this day; None for what does not repeat, or is in somebody's words."""
    match repeat:
        case Repeat.NTH_WEEKDAY:
            return Pattern(Every.MONTH, weekdays=(first.weekday(),), nth=(first.day - 1) // _A_WEEK + 1)
        case Repeat.LAST_WEEKDAY:
            return Pattern(Every.MONTH, weekdays=(first.weekday(),), nth=LAST)
        case Repeat.MONTH_END:
            return Pattern(Every.MONTH, nth=LAST)
        case _:
            return _PATTERNS.get(repeat)


def repeat_of(pattern: Pattern, starts: date) -> Repeat:
    """The choice of the form that means this pattern from that day on; ``SPOKEN`` where none does.

    A place in the month stays as it was said: the form's choices follow the day, which may be another where
    the client is.
    """
    fitting = (repeat for repeat, meant in _PATTERNS.items() if meant == _plainly(pattern, starts))
    return next(fitting, Repeat.SPOKEN)


def recurring(
    repeat: Repeat, first: datetime, zone: str, until: date | None, spoken: Pattern | None = None
) -> Recurrence | None:
    """What a choice means for a text that goes ``first`` (UTC), on the clocks of ``zone``; None for one that
    goes only once."""
    chosen = _pattern(repeat, first.astimezone(zone_of(zone)).date())
    pattern = spoken if repeat is Repeat.SPOKEN else chosen
    if pattern is None:
        return None
    zone = _whose_clock(pattern, first, zone)
    there = first.astimezone(zone_of(zone))
    at = there.time().replace(second=0, microsecond=0, fold=0)
    return Recurrence(
        pattern.every,
        there.date(),
        at,
        zone,
        pattern.interval,
        _weekdays(pattern, first, there.date()),
        until,
        pattern.count,
        pattern.nth,
    )


def _whose_clock(pattern: Pattern, first: datetime, zone: str) -> str:
    """Where it goes; for a place in the month, where that is meant if it is another day there then.

    What is the first Monday for one is no fixed place in another's month: it may be the first Tuesday or the
    second.
    """
    if not pattern.nth or not pattern.zone:
        return zone
    here = first.astimezone(zone_of(pattern.zone)).date()
    return zone if here == first.astimezone(zone_of(zone)).date() else pattern.zone


def _plainly(pattern: Pattern, starts: date) -> Pattern:
    """The same with the weekday left out that it has by starting on it."""
    weekdays = () if pattern.weekdays == (starts.weekday(),) else pattern.weekdays
    return Pattern(pattern.every, pattern.interval, weekdays, pattern.count, nth=pattern.nth)


def _weekdays(pattern: Pattern, first: datetime, there: date) -> tuple[int, ...]:
    """The weekdays at the place where it goes: what is Monday evening for one is Tuesday for another."""
    here = first.astimezone(zone_of(pattern.zone)).date() if pattern.zone else there
    by = (there - here).days
    return tuple(sorted((day + by) % _A_WEEK for day in pattern.weekdays))
