"""A recurrence in words: how often, at which time of whose clocks, and until when."""

from bot.domain.hours import clock, place_of
from bot.domain.recurrence import LAST, Every, Recurrence
from bot.domain.zones import day_words

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORKDAYS = (0, 1, 2, 3, 4)
PLACE_WORDS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", LAST: "last"}
_TEENS = range(11, 14)


def words(recurrence: Recurrence) -> str:
    """``Every Monday at 9:00 AM (New York time), until Mar 1, 2027``."""
    at = f"at {clock(recurrence.at)} ({place_of(recurrence.zone)} time)"
    return f"{_how_often(recurrence)} {at}{_until_when(recurrence)}"


def _how_often(recurrence: Recurrence) -> str:
    every = _steps(recurrence)
    match recurrence.every:
        case Every.DAY:
            return every
        case Every.WEEK:
            return _weekly(recurrence, every)
        case Every.MONTH:
            return f"{every} on the {day_of_month(recurrence)}"
        case Every.YEAR:
            return f"{every} on {recurrence.starts:%b} {recurrence.starts.day}"


def day_of_month(recurrence: Recurrence) -> str:
    """``31st``, ``first Monday``, ``last weekday`` or ``last day``."""
    if not recurrence.nth:
        return ordinal(recurrence.starts.day)
    return place_in_month(recurrence.nth, recurrence.weekdays)


def place_in_month(nth: int, weekdays: tuple[int, ...]) -> str:
    """``first Monday``, ``last weekday`` or ``last day``."""
    return f"{PLACE_WORDS[nth]} {_named(weekdays) if weekdays else 'day'}"


def _named(days: tuple[int, ...]) -> str:
    return "weekday" if days == WORKDAYS else listed([WEEKDAYS[day] for day in days])


def _weekly(recurrence: Recurrence, every: str) -> str:
    days = tuple(sorted(set(recurrence.weekdays))) or (recurrence.starts.weekday(),)
    named = _named(days)
    if recurrence.interval == 1:
        return f"Every {named}"
    return f"{every} on {'weekdays' if days == WORKDAYS else named}"


def _steps(recurrence: Recurrence) -> str:
    step = recurrence.every.value
    return f"Every {step}" if recurrence.interval == 1 else f"Every {recurrence.interval} {step}s"


def _until_when(recurrence: Recurrence) -> str:
    last = f", until {day_words(recurrence.until)}" if recurrence.until else ""
    if recurrence.count is None:
        return last
    return f"{last}, {'once' if recurrence.count == 1 else f'{recurrence.count} times'}"


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``31st``."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in _TEENS else ending}"


def listed(parts: list[str]) -> str:
    """``Monday, Tuesday and Friday``."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
