"""Reading a day: counted from today, of the week, or of the calendar."""

import re
from dataclasses import replace

from bot.domain.spoken_times.clocks import Step
from bot.domain.spoken_times.found import Day, DayKind, Found, is_date
from bot.domain.spoken_times.line import Line
from bot.domain.spoken_times.patterns import Patterns
from bot.domain.spoken_times.phrases import group_of, of_phrase
from bot.domain.spoken_times.vocabulary import Vocabulary

_CENTURY = 2000
_MONTHS = 12
_DIGITS = re.compile(r"\d+")


def read_day(line: Line, place: int, found: Found, patterns: Patterns, *, month_first: bool) -> Step | None:
    """A day at this place, if none was named before."""
    if found.day or found.span:
        return None
    match = patterns.day.match(line.words, place)
    if match and match["day_part"]:
        days, part = of_phrase(patterns.of.day_parts, match["day_part"])
        return replace(found, day=Day(DayKind.FROM_TODAY, days), part=part), match.end()
    named = named_day(line, place, patterns, month_first=month_first)
    return (replace(found, day=named[0]), named[1]) if named else None


def named_day(line: Line, place: int, patterns: Patterns, *, month_first: bool) -> tuple[Day, int] | None:
    """A day at this place, whatever it is there for."""
    if match := patterns.day.match(line.words, place):
        if match["day"]:
            return Day(DayKind.FROM_TODAY, of_phrase(patterns.of.days, match["day"])), match.end()
        return None
    if match := patterns.date.match(line.words, place):
        day = _date(match, patterns.of, month_first=month_first)
        return (day, match.end()) if day else None
    if match := patterns.weekday.match(line.words, place):
        is_next = match["next"] or match["next_after"]
        kind = DayKind.NEXT_WEEKDAY if is_next else DayKind.WEEKDAY
        return Day(kind, group_of(match["weekday"], patterns.of.weekdays)), match.end()
    return _ordinal(line, place, patterns)


def _ordinal(line: Line, place: int, patterns: Patterns) -> tuple[Day, int] | None:
    """``on the 3rd``; without its ending it may be any number."""
    match = patterns.month_day.match(line.words, place)
    if match is None or match["ordinal"] in (None, ".") or not is_date(0, 1, int(match["day"])):
        return None
    return Day(DayKind.MONTH_DAY, day=int(match["day"])), match.end()


def _date(match: re.Match[str], of: Vocabulary, *, month_first: bool) -> Day | None:
    if match["iy"]:
        return _whole(int(match["iy"]), int(match["im"]), int(match["id"]))
    if match["n1"]:
        return _in_figures(match, month_first=month_first)
    name = match["mon1"] or match["mon2"]
    day = _DIGITS.match(match["d1"] or match["d2"])
    year = match["y1"] or match["y2"]
    return _whole(int(year or 0), group_of(name, of.months) + 1, int(day.group() if day else 0))


def _in_figures(match: re.Match[str], *, month_first: bool) -> Day | None:
    """12/3 and 3.12.: where the order of the language gives no day, the other one is meant."""
    if match["sign"] == "-" and not match["ny"]:
        return None
    one, two, year = int(match["n1"]), int(match["n2"]), int(match["ny"] or 0)
    year += _CENTURY if match["ny"] and year < _CENTURY else 0
    # Dates with full stops are written so only where the day comes first.
    first_is_month = month_first and match["sign"] == "/"
    orders = ((one, two), (two, one)) if first_is_month else ((two, one), (one, two))
    day = next((day for order in orders if (day := _whole(year, *order))), None)
    return replace(day, swapped=max(one, two) <= _MONTHS and one != two) if day else None


def _whole(year: int, month: int, day: int) -> Day | None:
    if not is_date(year, month, day):
        return None
    return Day(DayKind.WHOLE_DATE if year else DayKind.DATE, year=year, month=month, day=day)
