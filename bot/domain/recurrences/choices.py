"""How often a text may go as a form offers it, and as somebody has put it in words."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.recurrence import Every, Recurrence
from bot.domain.recurrences.words import WORKDAYS
from bot.domain.zones import zone_of


class Repeat(StrEnum):
    """The choices of the form; ``SPOKEN`` is a pattern that somebody has put in words."""

    NEVER = "never"
    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    YEARLY = "yearly"
    SPOKEN = "spoken"

    @property
    def label(self) -> str:
        """As the form offers it."""
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
    return Pattern(recurrence.every, recurrence.interval, weekdays, recurrence.count, zone)


def repeat_of(pattern: Pattern, starts: date) -> Repeat:
    """The choice of the form that means this pattern from that day on; ``SPOKEN`` where none does."""
    fitting = (repeat for repeat, offered in _PATTERNS.items() if offered == _plainly(pattern, starts))
    return next(fitting, Repeat.SPOKEN)


def recurring(
    repeat: Repeat, first: datetime, zone: str, until: date | None, spoken: Pattern | None = None
) -> Recurrence | None:
    """What a choice means for a text that goes ``first`` (UTC), on the clocks of ``zone``; None for one that
    goes only once."""
    pattern = spoken if repeat is Repeat.SPOKEN else _PATTERNS.get(repeat)
    if pattern is None:
        return None
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
    )


def _plainly(pattern: Pattern, starts: date) -> Pattern:
    """The same with the weekday left out that it has by starting on it."""
    weekdays = () if pattern.weekdays == (starts.weekday(),) else pattern.weekdays
    return Pattern(pattern.every, pattern.interval, weekdays, pattern.count)


def _weekdays(pattern: Pattern, first: datetime, there: date) -> tuple[int, ...]:
    """The weekdays at the place where it goes: what is Monday evening for one is Tuesday for another."""
    here = first.astimezone(zone_of(pattern.zone)).date() if pattern.zone else there
    by = (there - here).days
    return tuple(sorted((day + by) % _A_WEEK for day in pattern.weekdays))
