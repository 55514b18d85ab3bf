"""What the words for something that is repeated mean: from when, how often, until when."""

from dataclasses import replace
from datetime import date, time, timedelta

from bot.domain.recurrence import Every, Recurrence
from bot.domain.recurrences.days import days_from
from bot.domain.recurrences.words import WEEKDAYS
from bot.domain.spoken_times.found import Day, DayKind, Found, Repeat
from bot.domain.spoken_times.meaning import Notes, Now, after, days_named, time_of
from bot.domain.zones import day_words


def recurrence_of(found: Found, repeat: Repeat, now: Now, notes: Notes) -> Recurrence | None:
    """The recurrence, starting on the first day on which its time is still to come; None where a day was
    named that does not belong to it. Raises OverflowError beyond the calendar."""
    clock = time_of(found, now, notes)
    begins = next(days_named(found.starts, now.today)) if found.starts else now.today
    anchor = _anchor(found.day, repeat, begins)
    if anchor is None:
        return None
    once = Recurrence(repeat.every, anchor, clock, now.zone, weekdays=repeat.weekdays, nth=repeat.nth)
    starts = _first_ahead(once, begins, clock, now)
    if repeat.is_guessed:
        notes.say("It is taken to go every month.")
    if found.day is None and found.starts is None and not repeat.nth:
        _say_day(replace(once, starts=starts), notes)
    return replace(
        once,
        starts=starts,
        interval=repeat.interval,
        until=_until(found, starts, now.today, notes),
        count=found.count,
    )


def _anchor(day: Day | None, repeat: Repeat, begins: date) -> date | None:
    """A day from which to count: it has the day of the month, or of the year, that is meant."""
    if day is None:
        return begins
    fits = {
        Every.MONTH: {DayKind.MONTH_DAY},
        Every.YEAR: {DayKind.DATE, DayKind.WHOLE_DATE},
    }.get(repeat.every, set())
    return next(days_named(day, begins), None) if day.kind in fits else None


def _first_ahead(once: Recurrence, begins: date, clock: time, now: Now) -> date:
    days = days_from(once, begins)
    return next((day for day in days if not now.is_past(day, clock)), once.starts)


def _say_day(recurrence: Recurrence, notes: Notes) -> None:
    """On which day it goes, where the words have left that open."""
    starts = recurrence.starts
    if recurrence.every is Every.WEEK and not recurrence.weekdays:
        notes.say(f"No day was named: {WEEKDAYS[starts.weekday()]} is taken.")
    elif recurrence.every in {Every.MONTH, Every.YEAR}:
        notes.say(f"No day was named: it goes first on {day_words(starts)}.")


def _until(found: Found, starts: date, today: date, notes: Notes) -> date | None:
    if found.lasts:
        return after(starts, found.lasts) - timedelta(days=1)
    if found.until is None:
        return None
    # What is counted from today is, whenever it begins.
    counted = found.until.kind in {DayKind.FROM_TODAY, DayKind.NEXT_WEEKDAY}
    last = next(days_named(found.until, today if counted else max(starts, today)))
    if found.until.kind is DayKind.MONTH:
        notes.say(f"The last day is taken as {day_words(last)}.")
    return last
