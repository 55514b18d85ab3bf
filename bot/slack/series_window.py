"""The window in which a text that goes again and again is changed: read, drawn, and what it would mean."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

from bot.domain.recurrence import Every, Recurrence
from bot.domain.recurrences.moments import next_after, upcoming
from bot.domain.recurrences.remarks import problems
from bot.domain.recurrences.words import words as in_words
from bot.flows.series import words
from bot.flows.series.change import MOVED_ON
from bot.flows.series.editable import Editable
from bot.slack import windows
from bot.slack.blocks import series_form as blocks
from bot.slack.blocks.elements import Block
from bot.slack.blocks.inputs import TEXT_LIMIT
from bot.slack.blocks.repeat import coming_lines
from bot.slack.blocks.series_form import Entered, SeriesForm
from bot.slack.fields import Fields
from bot.slack.text import escape, shown

_SHOWN, _MOST_DIGITS = 3, 9
_NO_DAY = "Choose the day from which it goes."
_NO_TIME = "Choose the time of day."
_NO_WEEKDAY = "Choose at least one day of the week."


@dataclass(frozen=True)
class Window:
    """What a window remembers beside its fields: the next time (UTC) that it has shown, a mark of the
    recurrence that it has shown, and ``kept``: the row and what the list below shows."""

    kept: dict[str, Any]
    next_at: datetime | None
    mark: str = ""

    @property
    def series_id(self) -> str:
        """Of the series that is changed."""
        return str(self.kept.get("row") or "")


def window_of(series: Editable, kept: dict[str, Any]) -> Window:
    """As it is opened for a row of the list."""
    return Window(kept, series.next_at)


def read_window(view: dict[str, Any]) -> Window:
    """What a window has remembered."""
    kept = windows.remembered(view)
    at, mark = str(kept.pop("next_at", "")), str(kept.pop("mark", ""))
    return Window(kept, datetime.fromisoformat(at).astimezone(UTC) if at else None, mark)


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
    wrong: dict[str, str] = {}
    if entered.starts is None:
        wrong[blocks.STARTS] = _NO_DAY
    if entered.at is None:
        wrong[blocks.AT] = _NO_TIME
    if entered.every is Every.WEEK and not entered.weekdays:
        wrong[blocks.ON] = _NO_WEEKDAY
    if wrong or entered.starts is None or entered.at is None:
        return wrong
    recurrence = _meant(entered, entered.starts, entered.at, zone)
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


def draw(series: Editable, entered: Entered, window: Window, now: datetime, notice: str = "") -> Block:
    """The form with these fields, and with what they would mean."""
    meant = chosen(entered, series.recurrence.zone, now)
    trouble = MOVED_ON if window.next_at != series.next_at else ""
    if isinstance(meant, dict):
        trouble = trouble or " ".join(meant.values())
    recurrence = None if isinstance(meant, dict) else meant
    if series.body is not None and entered.body is None:
        notice = notice or blocks.WORDS_TOO_LONG
    next_at = window.next_at.isoformat() if window.next_at else ""
    mark = mark_of(recurrence) if recurrence and not trouble else ""
    return blocks.series_form(
        SeriesForm(
            entered,
            " ".join(shown(series.client_name).split()) or "Client without a name",
            series.recurrence.zone,
            f"{in_words(series.recurrence)}.",
            series.most,
            recurrence,
            coming=_coming(series, recurrence, now) if recurrence else (),
            trouble=trouble,
            notice=notice,
            kept=windows.remember(**window.kept, next_at=next_at, mark=mark),
        )
    )


def mark_of(recurrence: Recurrence) -> str:
    """A short mark by which a window remembers which recurrence it has shown."""
    return sha256(repr(recurrence).encode()).hexdigest()[:16]


def _coming(series: Editable, recurrence: Recurrence, now: datetime) -> tuple[str, ...]:
    lines = coming_lines(upcoming(recurrence, now, _SHOWN), recurrence)
    return (*lines, escape(_of_the_next(series, recurrence, now)))


def _of_the_next(series: Editable, recurrence: Recurrence, now: datetime) -> str:
    """What becomes of the next time."""
    if series.is_paused:
        return words.STAYS_PAUSED
    after, before = next_after(recurrence, now), series.next_at
    if after is None or before is None:
        return words.NONE_LEFT
    was = words.moment(before, series.recurrence)
    if after == before:
        return f"The next one stays: it goes on {was}."
    return f"The next one does not go on {was}: it goes on {words.moment(after, recurrence)} instead."
