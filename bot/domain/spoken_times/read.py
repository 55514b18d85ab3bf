"""Finding the words for a time at the beginning of a text."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.folding import folded
from bot.domain.hours import place_of
from bot.domain.recurrences.moments import first
from bot.domain.spoken_times.clocks import Step, read_clock, read_part
from bot.domain.spoken_times.days import read_day
from bot.domain.spoken_times.elsewhere import read_elsewhere
from bot.domain.spoken_times.found import Found
from bot.domain.spoken_times.line import Line, line_of
from bot.domain.spoken_times.meaning import Notes, Now, moment_of
from bot.domain.spoken_times.patterns import Patterns
from bot.domain.spoken_times.repeated import recurrence_of
from bot.domain.spoken_times.repeats import read_limit, read_repeat, read_span
from bot.domain.spoken_times.spoken import Spoken
from bot.domain.spoken_times.vocabularies import code_of, is_known, is_month_first, patterns_for


def read_when(text: str, *, language: str, zone: str, now: datetime) -> Spoken | None:
    """The longest run of words at the beginning of ``text`` that is wholly a time; None where there is none.

    ``language`` is a person's, such as ``en-US`` or ``de``; ``zone`` (IANA) is where the time is meant. Words
    that may be anything else are no time: before further text a day counts only with a time of the day. Never
    raises.
    """
    line, here = line_of(text), Now(now, zone)
    spoken = [
        each
        for patterns in patterns_for(language)
        if (each := _read(line, patterns, here, month_first=is_month_first(language)))
    ]
    if spoken:
        # Of two languages that find the same the person's own is first.
        return min(spoken, key=lambda each: len(each.rest))
    if is_known(language):
        return None
    return read_elsewhere(line, code_of(language), here)


def _read(line: Line, patterns: Patterns, now: Now, *, month_first: bool) -> Spoken | None:
    steps = list(_steps(line, patterns, now, month_first=month_first))
    understood = (_spoken(line, found, place, now) for found, place in reversed(steps))
    return next((each for each in understood if each), None)


def _steps(line: Line, patterns: Patterns, now: Now, *, month_first: bool) -> Iterator[Step]:
    """What is found, part after part, for as long as each word belongs to a time."""
    step: Step | None = (Found(), 0)
    while step:
        step = _next(line, *step, patterns, now, month_first=month_first)
        if step:
            yield step


def _next(
    line: Line, found: Found, place: int, patterns: Patterns, now: Now, *, month_first: bool
) -> Step | None:
    places = [place]
    if small := patterns.small_words.match(line.words, place):
        places.append(small.end())
    for here in places:
        step = (
            read_limit(line, here, found, patterns, month_first=month_first)
            or read_span(line, here, found, patterns)
            or read_repeat(line, here, found, patterns)
            or read_clock(line, here, found, patterns)
            or read_part(line, here, found, patterns)
            or read_day(line, here, found, patterns, month_first=month_first)
            or _own_zone(line, here, found, now)
        )
        if step:
            return step
    return None


def _own_zone(line: Line, place: int, found: Found, now: Now) -> Step | None:
    """``(New York time)``, as we write it behind a time."""
    words = f"{folded(place_of(now.zone))} time "
    is_here = found.clock is not None and line.words.startswith(words, place)
    return (found, place + len(words)) if is_here else None


def _spoken(line: Line, found: Found, place: int, now: Now) -> Spoken | None:
    if not _is_clear(found, is_all=line.is_end(place)):
        return None
    notes = Notes()
    try:
        if found.repeat is None:
            return Spoken(moment_of(found, now, notes), None, line.rest(place), tuple(notes.said))
        recurrence = recurrence_of(found, found.repeat, now, notes)
        if recurrence is None:
            return None
        return Spoken(first(recurrence), recurrence, line.rest(place), tuple(notes.said))
    except (OverflowError, ValueError):
        return None  # Beyond the end of the calendar.


def _is_clear(found: Found, *, is_all: bool) -> bool:
    """Whether nothing but a time can be meant."""
    if found.clock and found.clock.is_bare and not (found.day or found.span or found.repeat):
        return is_all or found.clock.part is not None  # ``At 5 people`` is not at five.
    if found.has_time or found.span:
        return True
    return is_all and bool(found.day or found.repeat)
