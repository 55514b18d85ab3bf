"""Reading how often, from when, until when and how many times; and a length of time from now."""

import re
from dataclasses import replace

from bot.domain.folding import folded
from bot.domain.recurrence import Every
from bot.domain.spoken_times.clocks import Step
from bot.domain.spoken_times.days import named_day
from bot.domain.spoken_times.found import Day, DayKind, Found, Repeat, Span, is_date
from bot.domain.spoken_times.line import Line
from bot.domain.spoken_times.patterns import Patterns
from bot.domain.spoken_times.phrases import amount_of, group_of, of_phrase
from bot.domain.spoken_times.places import read_place
from bot.domain.spoken_times.vocabulary import Unit, Vocabulary

_EVERY = {Unit.DAY: Every.DAY, Unit.WEEK: Every.WEEK, Unit.MONTH: Every.MONTH, Unit.YEAR: Every.YEAR}
_OTHER = 2


def read_span(line: Line, place: int, found: Found, patterns: Patterns) -> Step | None:
    """``in 2 hours``: before anything else, and the only day there is."""
    match = patterns.span.match(line.words, place)
    if match is None or found.span or found.day or found.repeat:
        return None
    span = _span(match, patterns.of)
    if span.on_the_clock is None and span.amount != int(span.amount):
        return None
    return replace(found, span=span), match.end()


def read_repeat(line: Line, place: int, found: Found, patterns: Patterns) -> Step | None:
    """How often, and on which days of the week. Behind a day it goes from that day on."""
    if found.span:
        return None
    if found.day and found.repeat is None and found.starts is None:
        begins = replace(found, day=None, starts=found.day)
        return _named_or_every(line, place, begins, patterns)
    if found.day:
        return None
    if found.repeat is None:
        return _how_often(line, place, found, patterns)
    if found.repeat.every is Every.WEEK and not found.repeat.weekdays:
        return _on_weekdays(line, place, found, patterns, found.repeat)
    return _on_day(line, place, found, patterns)


def _named_or_every(line: Line, place: int, found: Found, patterns: Patterns) -> Step | None:
    """What goes again and again from a day on: without a word that says so, it may be further text."""
    named = read_place(line, place, found, patterns)
    is_said = named and named[0].repeat and not named[0].repeat.is_guessed
    return named if is_said else _every(line, place, found, patterns)


def _how_often(line: Line, place: int, found: Found, patterns: Patterns) -> Step | None:
    if named := read_place(line, place, found, patterns):
        return named
    if match := patterns.repeat.match(line.words, place):
        repeat = Repeat(*of_phrase(patterns.of.repeats, match["repeat"]))
        return replace(found, repeat=repeat), match.end()
    if match := patterns.plurals.match(line.words, place):
        return _on_weekdays(line, place, found, patterns, Repeat(Every.WEEK))
    return _every(line, place, found, patterns)


def _every(line: Line, place: int, found: Found, patterns: Patterns) -> Step | None:
    if match := patterns.every.match(line.words, place):
        interval = _OTHER if match["other"] else amount_of(match["amount"], patterns.of.numbers) or 1
        every = _EVERY.get(_unit(match["unit"], patterns.of))
        if every is None or interval != int(interval):
            return None
        return replace(found, repeat=Repeat(every, int(interval))), match.end()
    if match := patterns.every_word.match(line.words, place):
        interval = _OTHER if match["other"] else 1
        return _on_weekdays(line, match.end(), found, patterns, Repeat(Every.WEEK, interval))
    return None


def _on_weekdays(line: Line, place: int, found: Found, patterns: Patterns, repeat: Repeat) -> Step | None:
    match, of = patterns.weekdays.match(line.words, place), patterns.of
    if match is None:
        return _on_workdays(line, place, found, patterns, repeat)
    groups = (*enumerate(of.weekdays), *enumerate(of.plurals))
    names = {folded(name): day for day, group in groups for name in group}
    words = (word.rstrip(".") for word in match["weekdays"].split())
    days = tuple(sorted({names[word] for word in words if word in names}))
    return replace(found, repeat=replace(repeat, weekdays=days)), match.end()


def _on_workdays(line: Line, place: int, found: Found, patterns: Patterns, repeat: Repeat) -> Step | None:
    """``on weekdays``, where it was said before in how many weeks."""
    match = patterns.repeat.match(line.words, place)
    _, _, days = of_phrase(patterns.of.repeats, match["repeat"]) if match else (None, 0, ())
    return (replace(found, repeat=replace(repeat, weekdays=days)), match.end()) if match and days else None


def _on_day(line: Line, place: int, found: Found, patterns: Patterns) -> Step | None:
    """The day of the month on which it goes."""
    if named := read_place(line, place, found, patterns):
        return named
    match = patterns.month_day.match(line.words, place)
    repeat = found.repeat
    is_monthly = repeat is not None and repeat.every is Every.MONTH and not repeat.nth
    if match is None or not is_monthly or not is_date(0, 1, int(match["day"])):
        return None
    return replace(found, day=Day(DayKind.MONTH_DAY, day=int(match["day"]))), match.end()


def read_limit(line: Line, place: int, found: Found, patterns: Patterns, *, month_first: bool) -> Step | None:
    """From when, until when, or how many times; only of what is repeated."""
    if found.repeat is None:
        return None
    if match := patterns.times.match(line.words, place):
        count = 1 if match["once"] else amount_of(match["amount"], patterns.of.numbers)
        return (replace(found, count=int(count)), match.end()) if found.count is None and count else None
    if match := patterns.lasting.match(line.words, place):
        span = _span(match, patterns.of)
        is_long = span.on_the_clock is None and found.lasts is None
        return (replace(found, lasts=span), match.end()) if is_long else None
    if match := patterns.until.match(line.words, place):
        end = named_day(line, match.end(), patterns, month_first=month_first)
        end = end or _month(line, match.end(), patterns)
        return (replace(found, until=end[0]), end[1]) if end and found.until is None else None
    if match := patterns.starting.match(line.words, place):
        day = named_day(line, match.end(), patterns, month_first=month_first)
        return (replace(found, starts=day[0]), day[1]) if day and found.starts is None else None
    return None


def _month(line: Line, place: int, patterns: Patterns) -> tuple[Day, int] | None:
    match = patterns.month.match(line.words, place)
    if match is None:
        return None
    month = group_of(match["month"], patterns.of.months) + 1
    return Day(DayKind.MONTH, year=int(match["year"] or 0), month=month), match.end()


def _span(match: re.Match[str], of: Vocabulary) -> Span:
    return Span(amount_of(match["amount"], of.numbers), _unit(match["unit"], of))


def _unit(word: str, of: Vocabulary) -> Unit:
    return next(unit for unit, words in of.units.items() if word in {folded(each) for each in words})
