"""What the words for a time mean, seen from now and from a place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.clock_changes import LocalMoment, at_local
from bot.domain.hours import clock as told
from bot.domain.recurrences.words import WEEKDAYS
from bot.domain.spoken_times.found import Clock, Day, DayKind, Found, Span
from bot.domain.spoken_times.vocabulary import Part, Unit
from bot.domain.zones import day_words, zone_of

# What a part of the day means where no hour is named with it, and the hour where nothing is.
PART_BEGINS = {
    Part.MORNING: time(9),
    Part.AFTERNOON: time(14),
    Part.EVENING: time(18),
    Part.NIGHT: time(20),
}
_NINE = time(9)
_HALF, _MORNING_BEGINS, _NIGHT_BEGINS = 12, 7, 6
_WEEK = 7
_MONTHS = 12
# What helps, where the only time that can be meant has passed.
INSTEAD = "type a time that is still to come, such as “tomorrow 9am”, or choose one below."
# Within these there is a Feb 29, even where a century leaves one out.
_YEARS = 9


@dataclass(frozen=True)
class Now:
    """The moment, and what the clocks of ``zone`` show."""

    moment: datetime
    zone: str

    @property
    def local(self) -> datetime:
        """Without its zone."""
        return self.moment.astimezone(zone_of(self.zone)).replace(tzinfo=None)

    @property
    def today(self) -> date:
        """The day there."""
        return self.local.date()

    def at(self, day: date, clock: time) -> LocalMoment:
        """When it is this time on this day there."""
        return at_local(day, clock, self.zone)

    def is_past(self, day: date, clock: time) -> bool:
        """Whether that has passed."""
        return self.at(day, clock).at <= self.moment


@dataclass
class Notes:
    """Sentences, each once."""

    said: list[str] = field(default_factory=list)

    def say(self, *sentences: str) -> None:
        """Add those that are not empty."""
        self.said += [each for each in sentences if each and each not in self.said]


def moment_of(found: Found, now: Now, notes: Notes) -> datetime:
    """The time of something that is not repeated. Raises OverflowError beyond the calendar."""
    if found.span and (length := found.span.on_the_clock) is not None:
        return (now.moment + length).astimezone(UTC).replace(microsecond=0)
    clock = time_of(found, now, notes)
    day = _span_day(found.span, now) if found.span else _day(found.day, clock, now, notes)
    if found.clock and found.clock.is_midnight and (found.day or found.span):
        notes.say(f"Midnight is taken as the very beginning of {_named(day)}.")
    moment = now.at(day, clock)
    notes.say(moment.note)
    return moment.at


def time_of(found: Found, now: Now, notes: Notes) -> time:
    """The time of day."""
    if found.clock:
        return _clock(found.clock, found.clock.part or found.part, notes)
    if found.part:
        begins = PART_BEGINS[found.part]
        notes.say(f"No hour was named: {told(begins)} is taken.")
        return begins
    if found.span:
        clock = now.local.time().replace(second=0, microsecond=0)
        notes.say(f"No hour was named: the time of now is taken, {told(clock)}.")
        return clock
    notes.say(f"No time of day was named: {told(_NINE)} is taken.")
    return _NINE


def _clock(clock: Clock, part: Part | None, notes: Notes) -> time:
    meant = time(_in_part(clock.hour, part), clock.minute)
    if clock.is_sure or part or not 1 <= clock.hour < _MORNING_BEGINS:
        return meant
    early = meant
    meant = time(clock.hour + _HALF, clock.minute)
    notes.say(f"{told(meant)} is taken; for the morning write {told(early)}.")
    return meant


def _in_part(hour: int, part: Part | None) -> int:
    if part is None or hour > _HALF:
        return hour
    if part is Part.MORNING:
        return hour % _HALF
    if part is Part.NIGHT:
        return hour + _HALF if _NIGHT_BEGINS <= hour < _HALF else hour % _HALF
    return hour if hour in {_HALF, 0} else hour + _HALF


def _day(day: Day | None, clock: time, now: Now, notes: Notes) -> date:
    """The day that is meant: where its name fits several, the first on which the time is still to come."""
    if day is None:
        if not now.is_past(now.today, clock):
            return now.today
        notes.say(f"{told(clock)} has passed today: tomorrow is taken.")
        return now.today + timedelta(days=1)
    fitting = list(_first_two(days_named(day, now.today)))
    meant = fitting[0]
    if now.is_past(meant, clock) and len(fitting) > 1:
        meant = fitting[1]
        notes.say(f"{told(clock)} on {_named(fitting[0])} has passed: {_named(meant)} is taken.")
    elif day.kind is DayKind.NEXT_WEEKDAY:
        notes.say(f"Next {WEEKDAYS[day.number]} is taken as {_named(meant)}.")
    elif day.kind is DayKind.WEEKDAY and meant == now.today:
        notes.say(f"Today is taken: it is {WEEKDAYS[day.number]}.")
    if day.swapped:
        notes.say(f"The date is read as {_named(meant)}.")
    if now.is_past(meant, clock):
        notes.say(f"{told(clock)} on {_named(meant)} has passed: {INSTEAD}")
    return meant


def _first_two(days: Iterator[date]) -> Iterator[date]:
    for _, day in zip(range(2), days, strict=False):
        yield day


def days_named(day: Day, today: date) -> Iterator[date]:
    """The days, from ``today`` on, that this name fits; one that names a single day has that one, past or
    not."""
    match day.kind:
        case DayKind.FROM_TODAY:
            yield today + timedelta(days=day.number)
        case DayKind.WEEKDAY:
            ahead = today + timedelta(days=(day.number - today.weekday()) % _WEEK)
            yield from (ahead, ahead + timedelta(days=_WEEK))
        case DayKind.NEXT_WEEKDAY:
            yield today + timedelta(days=_WEEK - today.weekday() + day.number)
        case DayKind.WHOLE_DATE:
            yield date(day.year, day.month, day.day)
        case DayKind.DATE:
            years = range(today.year, today.year + _YEARS)
            yield from (each for year in years if (each := _date(year, day.month, day.day)) and each >= today)
        case DayKind.MONTH_DAY:
            months = (divmod(today.month - 1 + each, _MONTHS) for each in range(_MONTHS))
            dates = (_date(today.year + years, month + 1, day.day) for years, month in months)
            yield from (each for each in dates if each and each >= today)
        case DayKind.MONTH:
            year = day.year or today.year + (day.month <= today.month)
            yield date(year, day.month, 1) - timedelta(days=1)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def after(day: date, span: Span) -> date:
    """The day so many days, weeks, months or years later. Raises OverflowError beyond the calendar."""
    amount = int(span.amount)
    match span.unit:
        case Unit.WEEK:
            return day + timedelta(weeks=amount)
        case Unit.MONTH | Unit.YEAR:
            months = day.month - 1 + amount * (_MONTHS if span.unit is Unit.YEAR else 1)
            years, month = divmod(months, _MONTHS)
            last = next(last for last in range(day.day, 0, -1) if _date(day.year + years, month + 1, last))
            return date(day.year + years, month + 1, last)
        case _:
            return day + timedelta(days=amount)


def _span_day(span: Span, now: Now) -> date:
    return after(now.today, span)


def _named(day: date) -> str:
    return f"{day:%a}, {day_words(day)}"
