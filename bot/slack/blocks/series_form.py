"""The form in which a text that goes again and again is changed: its words, how often, when, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from bot.domain.hours import place_of
from bot.domain.recurrence import LAST, PLACES, Every, Recurrence
from bot.domain.recurrences.remarks import MOST_INTERVAL, MOST_TIMES, remarks
from bot.domain.recurrences.words import WEEKDAYS, WORKDAYS, ordinal, place_in_month, words
from bot.slack.blocks.elements import Block, context, mrkdwn, option, plain, section
from bot.slack.blocks.inputs import (
    TEXT_LIMIT,
    checks,
    clock,
    day,
    heard,
    modal,
    number,
    select,
    text_input,
)
from bot.slack.text import escape

CALLBACK = "series_form"
BODY = "body"
EVERY, INTERVAL, ON, PLACE = "series_every", "series_interval", "series_on", "series_place"
STARTS, AT, UNTIL, COUNT = "series_starts", "series_at", "series_until", "series_count"
# Of which a change shows what follows from it.
HEARD = (EVERY, INTERVAL, ON, PLACE, STARTS, AT, UNTIL, COUNT)

LOOK = "Nothing has been changed yet. Read below when it goes, then press Save again."
WORDS_TOO_LONG = "Its words are too long to be changed here; when it goes can be."
_EVERY = {Every.DAY: "Daily", Every.WEEK: "Weekly", Every.MONTH: "Monthly", Every.YEAR: "Yearly"}
_SAME_DAY = "same"
_NOT_YET = "Nothing is changed before you press Save. Whether it may go is asked again each time."


@dataclass(frozen=True)
class Entered:
    """What stands in the fields. Days and ``at`` are by the clock by which it goes. ``weekdays`` are for
    weeks; ``place`` for months, as in ``Recurrence``: nth and weekdays. A number that cannot be read is 0;
    ``count`` is None without one. ``body``: None where it is not shown."""

    every: Every
    interval: int
    weekdays: tuple[int, ...]
    place: tuple[int, tuple[int, ...]]
    starts: date | None
    at: time | None
    until: date | None
    count: int | None
    body: str | None = None


@dataclass(frozen=True)
class SeriesForm:
    """What the form shows. ``client`` is what they are called, ``now_goes`` when it goes as things are.
    ``recurrence`` is what is chosen, None where that is nothing yet; ``coming`` its next times and what
    becomes of the next one, lines of mrkdwn; ``trouble`` says why it cannot go so. ``kept`` goes with it as
    private metadata."""

    entered: Entered
    client: str
    zone: str
    now_goes: str
    most: int
    recurrence: Recurrence | None = None
    coming: Sequence[str] = ()
    trouble: str = ""
    notice: str = ""
    kept: str = ""


def series_form(form: SeriesForm) -> Block:
    """The form; nothing is kept before it is submitted."""
    blocks = [
        *([section(plain(form.notice), block_id="notice")] if form.notice else []),
        section(mrkdwn(f"*{escape(form.client)}*\n{escape(form.now_goes)}"), block_id="of"),
        *_words(form),
        *_how_often(form.entered),
        *_when(form),
        *_echo(form),
        context(plain(_NOT_YET), block_id="not_yet"),
    ]
    return modal("Edit repeating text", CALLBACK, blocks, submit="Save", close="Back", kept=form.kept)


def _words(form: SeriesForm) -> list[Block]:
    body = form.entered.body
    if body is None:
        return []
    most = min(form.most, TEXT_LIMIT)
    return [text_input(BODY, "Text", value=body, most=most, multiline=True)]


def _how_often(entered: Entered) -> list[Block]:
    options = [option(label, every.value) for every, label in _EVERY.items()]
    step = entered.every.value
    fields = [
        select(EVERY, "How often", options, value=entered.every.value),
        number(
            INTERVAL,
            f"Every how many {step}s",
            entered.interval,
            1,
            MOST_INTERVAL,
            hint=f"1 is every {step}, 2 every other one.",
        ),
    ]
    if entered.every is Every.WEEK:
        days = [option(name, str(weekday)) for weekday, name in enumerate(WEEKDAYS)]
        fields.append(checks(ON, "On", days, [str(each) for each in entered.weekdays]))
    if entered.every is Every.MONTH:
        fields.append(select(PLACE, "On which day", _places(entered), value=place_value(entered.place)))
    return [heard(each) for each in fields]


def _places(entered: Entered) -> list[Block]:
    starts = entered.starts
    same = f"The {ordinal(starts.day)}: the day of its first time" if starts else "The day of its first time"
    kinds = [*((weekday,) for weekday in range(len(WEEKDAYS))), WORKDAYS]
    named = [(LAST, ()), *((nth, kind) for nth in PLACES for kind in kinds)]
    return [
        option(same, _SAME_DAY),
        *(option(f"The {place_in_month(*place)}", place_value(place)) for place in named),
    ]


def place_value(place: tuple[int, tuple[int, ...]]) -> str:
    """As an option of the menu names it."""
    nth, weekdays = place
    return f"{nth}:{','.join(map(str, weekdays))}" if nth else _SAME_DAY


def read_place(value: str) -> tuple[int, tuple[int, ...]]:
    """What an option of the menu names."""
    nth, _, weekdays = value.partition(":")
    if not weekdays and nth in {"", _SAME_DAY}:
        return 0, ()
    return int(nth), tuple(int(each) for each in weekdays.split(",") if each)


def _when(form: SeriesForm) -> list[Block]:
    entered = form.entered
    at = f"{entered.at:%H:%M}" if entered.at else ""
    first = "It goes on this day, or on the first one after it that fits."
    last = "The last day on which it may go. Empty: until somebody ends it."
    fields = [
        day(STARTS, "First time from now on", first, value=entered.starts, optional=False),
        clock(AT, "Time of day", at, f"{place_of(form.zone)} time."),
        day(UNTIL, "Until", last, value=entered.until),
        number(
            COUNT,
            "How many times more",
            entered.count,
            1,
            MOST_TIMES,
            hint="Empty: as often as it comes.",
            optional=True,
        ),
    ]
    return [heard(each) for each in fields]


def _echo(form: SeriesForm) -> list[Block]:
    if form.trouble or form.recurrence is None:
        return [section(mrkdwn(f":warning: {escape(form.trouble)}"), block_id="echo")]
    lines = [
        f":repeat: *{escape(words(form.recurrence))}.*",
        *form.coming,
        *(f":warning: {escape(remark)}" for remark in remarks(form.recurrence)),
    ]
    return [section(mrkdwn("\n".join(lines)), block_id="echo")]
