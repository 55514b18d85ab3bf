"""The fields of the window in which a text that goes again and again is changed: filled, read, understood."""

from datetime import date, datetime, time
from typing import Any

from bot.domain.recurrence import Every, Recurrence
from bot.domain.recurrences.remarks import problems
from bot.domain.zones import zone_of
from bot.flows.series.editable import Editable
from bot.slack.blocks import series_form as blocks
from bot.slack.blocks.inputs import TEXT_LIMIT
from bot.slack.blocks.series_form import Entered
from bot.slack.fields import Fields

_MOST_DIGITS = 9
_NO_DAY = "Choose the day from which it goes."
_PAST = "This day is past. Choose today or a later one."
_NO_TIME = "Choose the time of day."
_NO_WEEKDAY = "Choose at least one day of the week."


def fields_of(series: Editable) -> Entered:
    """The fields as things are."""
    recurrence = series.recurrence
    is_weekly = recurrence.every is Every.WEEK
    body = series.body
    return Entered(
        recurrence.every,
        recurrence.interval,
        recurrence.weekdays if is_weekly else (),
        (recurrence.nth, recurrence.weekdays if recurrence.nth else ()),
        recurrence.starts,
        recurrence.at,
        recurrence.until,
        recurrence.count,
        None if body is None or len(body) > TEXT_LIMIT else body,
    )


def read_fields(view: dict[str, Any]) -> Entered:
    """The fields as they were left. Those of another step are not shown, and begin with the first day."""
    fields = Fields(view)
    every, at = fields.option(blocks.EVERY), fields.text(blocks.AT)
    starts, count = fields.day(blocks.STARTS), fields.text(blocks.COUNT)
    weekdays = tuple(sorted(int(each) for each in fields.options(blocks.ON)))
    if not fields.named(blocks.ON) and starts:
        weekdays = (starts.weekday(),)
    return Entered(
        Every(every) if every in set(Every) else Every.WEEK,
        _number(fields.text(blocks.INTERVAL)),
        weekdays,
        blocks.read_place(fields.option(blocks.PLACE)),
        starts,
        time.fromisoformat(at) if at else None,
        fields.day(blocks.UNTIL),
        _number(count) if count else None,
        fields.text(blocks.BODY) if fields.named(blocks.BODY) else None,
    )


def _number(typed: str) -> int:
    """A whole number; 0, which none may be, for anything else."""
    return int(typed) if typed.isdecimal() and len(typed) <= _MOST_DIGITS else 0


def chosen(entered: Entered, zone: str, now: datetime) -> Recurrence | dict[str, str]:
    """What the fields mean; or by block id what is wrong with them."""
    starts, at = entered.starts, entered.at
    is_past = starts is not None and starts < now.astimezone(zone_of(zone)).date()
    wrong = {
        blocks.STARTS: _NO_DAY if starts is None else _PAST if is_past else "",
        blocks.AT: _NO_TIME if at is None else "",
        blocks.ON: _NO_WEEKDAY if entered.every is Every.WEEK and not entered.weekdays else "",
    }
    if starts is None or at is None or any(wrong.values()):
        return {block: sentence for block, sentence in wrong.items() if sentence}
    recurrence = _meant(entered, starts, at, zone)
    return at_fields(problems(recurrence, now), entered) or recurrence


def _meant(entered: Entered, starts: date, at: time, zone: str) -> Recurrence:
    nth, of_month = entered.place if entered.every is Every.MONTH else (0, ())
    weekdays = entered.weekdays if entered.every is Every.WEEK else of_month
    until, count = entered.until, entered.count
    return Recurrence(entered.every, starts, at, zone, entered.interval, weekdays, until, count, nth)


def at_fields(errors: dict[str, str], entered: Entered) -> dict[str, str]:
    """The errors by block id: what is about no field that is shown stands at the first one that is."""
    places = {
        "interval": blocks.INTERVAL,
        "weekdays": blocks.PLACE if entered.every is Every.MONTH else blocks.ON,
        "starts": blocks.STARTS,
        "until": blocks.UNTIL,
        "count": blocks.COUNT,
        "send_at": blocks.AT,
    }
    first = blocks.EVERY if entered.body is None else blocks.BODY
    placed: dict[str, str] = {}
    for field, sentence in errors.items():
        block = places.get(field, first)
        placed[block] = f"{placed[block]} {sentence}" if block in placed else sentence
    return placed
