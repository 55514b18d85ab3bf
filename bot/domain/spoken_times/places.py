"""Reading a day by its place in the month: the first Monday, the last Friday, the last day."""

import re
from dataclasses import replace
from itertools import zip_longest

from bot.domain.recurrence import LAST, Every
from bot.domain.spoken_times.clocks import Step
from bot.domain.spoken_times.found import Day, DayKind, Found, Repeat
from bot.domain.spoken_times.line import Line
from bot.domain.spoken_times.patterns import Patterns
from bot.domain.spoken_times.phrases import amount_of, group_of, of_phrase
from bot.domain.spoken_times.vocabulary import WORKDAYS, Vocabulary

_FIRST, _OTHER = 1, 2


def read_place(line: Line, place: int, found: Found, patterns: Patterns) -> Step | None:
    """``Every first Monday of the month``; where it was said before that it goes monthly, on which day."""
    match = patterns.place.match(line.words, place)
    if match is None or found.day:
        return None
    of_month = patterns.of_month.match(line.words, match.end())
    end = of_month.end() if of_month else match.end()
    repeat = found.repeat or _how_often(match, of_month, patterns.of)
    if repeat is None or repeat.every is not Every.MONTH or repeat.nth:
        return None
    return _on(match, replace(found, repeat=repeat), repeat, patterns.of), end


def _how_often(match: re.Match[str], of_month: re.Match[str] | None, of: Vocabulary) -> Repeat | None:
    if of_month is None:
        # Every second Tuesday is every two weeks, but there is one first and one last in a month alone.
        is_of_a_month = match["every"] and match["weekday"] and _nth(match, of) in {_FIRST, LAST}
        return Repeat(Every.MONTH) if is_of_a_month else None
    if of_month["plain"]:
        return Repeat(Every.MONTH, is_guessed=not match["every"])
    interval = _OTHER if of_month["other"] else amount_of(of_month["amount"], of.numbers) or 1
    return Repeat(Every.MONTH, int(interval)) if interval == int(interval) else None


def _on(match: re.Match[str], found: Found, repeat: Repeat, of: Vocabulary) -> Found:
    nth = _nth(match, of)
    if match["weekday"]:
        groups = [(*names, *more) for names, more in zip_longest(of.weekdays, of.plurals, fillvalue=())]
        day = group_of(match["weekday"], groups)
        return replace(found, repeat=replace(repeat, nth=nth, weekdays=(day,)))
    if match["workday"]:
        return replace(found, repeat=replace(repeat, nth=nth, weekdays=WORKDAYS))
    if nth == LAST:
        return replace(found, repeat=replace(repeat, nth=nth))
    return replace(found, day=Day(DayKind.MONTH_DAY, day=nth))


def _nth(match: re.Match[str], of: Vocabulary) -> int:
    return int(match["figure"]) if match["figure"] else of_phrase(of.places, match["place"])
