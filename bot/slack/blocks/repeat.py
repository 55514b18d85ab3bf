"""The compose form's part for a text that goes again and again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.domain.hours import clock, place_of
from bot.domain.recurrence import PLACES, Every, Recurrence
from bot.domain.recurrences.choices import Pattern, Repeat
from bot.domain.recurrences.remarks import remarks
from bot.domain.recurrences.words import words
from bot.domain.zones import zone_of
from bot.slack.blocks.elements import Block, chosen, mrkdwn, option, plain, section, when
from bot.slack.text import escape, shown

REPEAT, REPEAT_ACTION = "repeat", "compose_repeat"
UNTIL, UNTIL_ACTION = "until", "compose_until"
ECHO = "repeats"
_PARTS = 6
NOT_ONCE = "Choose when it goes first, or choose that it does not repeat."


@dataclass(frozen=True)
class Repeats:
    """What the form shows of it. ``spoken`` is a pattern that somebody has put in words, which then is a
    choice of its own. ``recurrence`` is what is chosen, and ``coming`` its next times (UTC).

    ``zone`` (IANA) is that of the client's own clock, or the teammate's where nobody knows theirs
    (``is_known``); ``whose`` is what the client is called. ``trouble`` says why it cannot go so.
    ``keeps_up``: the words are those of a template as it is each time.
    """

    repeat: Repeat = Repeat.NEVER
    until: date | None = None
    spoken: Pattern | None = None
    recurrence: Recurrence | None = None
    coming: tuple[datetime, ...] = ()
    zone: str = ""
    is_known: bool = True
    whose: str = ""
    trouble: str = ""
    keeps_up: bool = False


ONCE = Repeats()


def repeat_blocks(repeats: Repeats, send_at: datetime | None) -> list[Block]:
    """How often it goes, once there is a time, and until when; then what that means."""
    if send_at is None:
        return []
    if repeats.recurrence is None:
        return [_often(repeats, send_at)]
    return [_often(repeats, send_at), _until(repeats.until), *_echo(repeats, repeats.recurrence)]


def pattern_as_json(pattern: Pattern | None) -> list[Any]:
    """As a form keeps it."""
    if pattern is None:
        return []
    days, count = list(pattern.weekdays), pattern.count
    return [pattern.every.value, pattern.interval, days, count, pattern.zone, pattern.nth]


def read_pattern(kept: object) -> Pattern | None:
    """As a form has kept it; None for anything else."""
    if not isinstance(kept, list) or len(kept) != _PARTS:
        return None
    every, interval, weekdays, count, zone, nth = kept
    are_numbers = all(isinstance(each, int) for each in (interval, nth, 0 if count is None else count))
    if not isinstance(every, str) or every not in set(Every) or not are_numbers:
        return None
    if not isinstance(weekdays, list) or not all(isinstance(day, int) for day in weekdays):
        return None
    if nth not in {0, *PLACES}:
        return None
    return Pattern(Every(every), interval, tuple(weekdays), count, str(zone), nth)


def _often(repeats: Repeats, send_at: datetime) -> Block:
    first = send_at.astimezone(zone_of(repeats.zone)).date()
    offered = [each for each in Repeat if each is not Repeat.SPOKEN or repeats.spoken]
    options = [option(_label(each, repeats, first), each.value) for each in offered]
    element = {
        "type": "static_select",
        "action_id": REPEAT_ACTION,
        "options": options,
        **chosen(options, repeats.repeat.value),
    }
    return {
        "type": "input",
        "block_id": REPEAT,
        "label": plain("Repeat", 2000),
        "element": element,
        "dispatch_action": True,
        "hint": plain("By the client's own clock, where their time zone is known.", 2000),
    }


def _label(repeat: Repeat, repeats: Repeats, first: date) -> str:
    if repeat is not Repeat.SPOKEN or repeats.recurrence is None or repeats.repeat is not Repeat.SPOKEN:
        return repeat.label(first)
    return words(repeats.recurrence)


def _until(value: date | None) -> Block:
    element: Block = {
        "type": "datepicker",
        "action_id": UNTIL_ACTION,
        "placeholder": plain("No last day", 150),
    }
    if value:
        element["initial_date"] = value.isoformat()
    return {
        "type": "input",
        "block_id": UNTIL,
        "label": plain("Until", 2000),
        "element": element,
        "optional": True,
        "dispatch_action": True,
        "hint": plain("The last day on which it may go. Empty: until somebody ends it.", 2000),
    }


def _echo(repeats: Repeats, recurrence: Recurrence) -> list[Block]:
    if repeats.trouble:
        return [section(mrkdwn(f":warning: {escape(repeats.trouble)}"), block_id=ECHO)]
    whose = escape(shown(repeats.whose)) or "The client"
    kept = ["Each time with the template's words as they are then."] if repeats.keeps_up else []
    lines = [
        f":repeat: *{escape(words(recurrence))}.* {_whose_clock(repeats, recurrence, whose)}",
        *coming_lines(repeats.coming, recurrence),
        *kept,
        *(f":warning: {escape(remark)}" for remark in remarks(recurrence)),
    ]
    return [section(mrkdwn("\n".join(lines)), block_id=ECHO)]


def _whose_clock(repeats: Repeats, recurrence: Recurrence, whose: str) -> str:
    if not repeats.is_known:
        return f"Nobody knows the time zone of {whose}: it goes by your own clock."
    if recurrence.zone != repeats.zone:
        return f"By your own clock: for {whose} it is another day of the month then."
    return f"By the clock of {whose}."


def coming_lines(times: Iterable[datetime], recurrence: Recurrence) -> list[str]:
    """The next times on both clocks, escaped; the reader's is Slack's to tell."""
    place = escape(place_of(recurrence.zone))
    there = [(at, at.astimezone(zone_of(recurrence.zone))) for at in times]
    return [
        f"• {local:%A, %b} {local.day}, {local.year}, {clock(local)} {place} time; for you {when(at)}"
        for at, local in there
    ]
