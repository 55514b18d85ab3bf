"""What has been found of a time so far."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.recurrence import Every
from bot.domain.spoken_times.vocabulary import Part, Unit


@dataclass(frozen=True)
class Clock:
    """A time of day as it was written. ``is_sure``: morning and afternoon cannot be mixed up. ``is_bare``: it
    is a number that may count anything."""

    hour: int
    minute: int = 0
    is_sure: bool = True
    part: Part | None = None
    is_midnight: bool = False
    is_bare: bool = False


class DayKind(StrEnum):
    """How a day was named."""

    FROM_TODAY = "from_today"
    WEEKDAY = "weekday"
    NEXT_WEEKDAY = "next_weekday"
    DATE = "date"  # Without its year.
    WHOLE_DATE = "whole_date"
    MONTH_DAY = "month_day"
    MONTH = "month"


@dataclass(frozen=True)
class Day:
    """A day as it was named; what does not apply is zero. ``number``: days from today, or the weekday.

    ``swapped``: the date, written in figures, would be another one where the order is another.
    """

    kind: DayKind
    number: int = 0
    year: int = 0
    month: int = 0
    day: int = 0
    swapped: bool = False


@dataclass(frozen=True)
class Repeat:
    """How often; ``nth`` as in a ``Recurrence``. ``is_guessed``: nothing but *of the month* says that it goes
    again and again."""

    every: Every
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    is_guessed: bool = False


@dataclass(frozen=True)
class Span:
    """So much of a unit."""

    amount: float
    unit: Unit

    @property
    def on_the_clock(self) -> timedelta | None:
        """As a length of time; None for what is counted on the calendar."""
        if self.unit is Unit.MINUTE:
            return timedelta(minutes=self.amount)
        return timedelta(hours=self.amount) if self.unit is Unit.HOUR else None


@dataclass(frozen=True)
class Found:
    """Each part once."""

    clock: Clock | None = None
    day: Day | None = None
    part: Part | None = None
    span: Span | None = None
    repeat: Repeat | None = None
    starts: Day | None = None
    until: Day | None = None
    lasts: Span | None = None
    count: int | None = None

    @property
    def has_time(self) -> bool:
        """Whether a time of the day is named, be it roughly."""
        return bool(self.clock or self.part)


def is_date(year: int, month: int, day: int) -> bool:
    """Whether there is such a day; without a year, in a leap year."""
    try:
        date(year or 2028, month, day)
    except ValueError:
        return False
    return True
