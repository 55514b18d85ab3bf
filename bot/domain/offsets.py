"""Offsets as people write them, and which of them a kind of occasion can have."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import time

from bot.domain.occasion import OccasionKind
from bot.domain.offset_words import in_words, of_code
from bot.domain.planning import MORNING
from bot.domain.trigger import Offset, Unit, When
from bot.domain.typed_clock import NotATimeOfDay, read_clock

_MOST_DAYS = 366
_MINUTES_OF = {Unit.MINUTES: 1, Unit.HOURS: 60, Unit.DAYS: 24 * 60}
_EVENTS = {
    **dict.fromkeys(("at once", "immediately", "now", "right away", "straight away"), When.AT_ONCE),
    **dict.fromkeys(("moved", "when moved", "when it is moved", "when it moves"), When.MOVED),
    **dict.fromkeys(
        (
            *("cancelled", "when cancelled", "when it is cancelled"),
            *("canceled", "when canceled", "when it is canceled"),
        ),
        When.CANCELLED,
    ),
}
_NUMBERS = {"a": 1, "an": 1, "the": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBERS |= {"seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12}
# How many of the unit one of these words is.
_UNITS = {
    **dict.fromkeys(("minute", "minutes", "min", "mins", "m"), (1, Unit.MINUTES)),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), (1, Unit.HOURS)),
    **dict.fromkeys(("day", "days", "d"), (1, Unit.DAYS)),
    **dict.fromkeys(("week", "weeks", "w"), (7, Unit.DAYS)),
}
_COUNTED = re.compile(
    r"(?P<amount>\d{1,6}|[a-z]+)[ -]*(?P<unit>[a-z]+)[ ]+(?P<when>before|after)(?:[ ,]+at[ ]+(?P<at>.+))?"
)
_ON_THE_DAY = re.compile(r"(?:on )?the (?:same )?day(?:[ ,]+at[ ]+(?P<at>.+))?")
# A comma before a time of day belongs to it: "3 days before, at 4 PM".
_BETWEEN = re.compile(r"[;\n]|,(?!\s*at\s+(?!once\b))")
_HOW = "Write such as “5 days before at 4 PM”, “90 minutes before” or “on the day at 9 AM”."


class NotAnOffset(ValueError):
    """The words say no offset; the message is a sentence that says what can be written."""


def offset_words(offset: Offset) -> str:
    """As it stands alone: ``24 hours before``, ``3 days before at 9:00 AM``, ``On the day at 9:00 AM``."""
    words = in_words(offset)
    return words[:1].upper() + words[1:]


def read_offsets(words: str) -> tuple[Offset, ...]:
    """Every offset of a list parted by commas, semicolons or lines. Raises NotAnOffset."""
    return tuple(read_offset(each) for each in _BETWEEN.split(words) if each.strip())


def read_offset(words: str) -> Offset:
    """One offset in words, whatever the case. Raises NotAnOffset."""
    typed = " ".join(words.casefold().split()).rstrip(".")
    if typed in _EVENTS:
        return Offset(_EVENTS[typed])
    if on_the_day := _ON_THE_DAY.fullmatch(typed):
        return Offset(When.BEFORE, 0, Unit.DAYS, _at(on_the_day["at"], words))
    counted = _COUNTED.fullmatch(typed)
    if counted is None:
        raise NotAnOffset(f"“{words.strip()[:60]}” is not understood. {_HOW}")
    return _counted(counted, words)


def offset_of_code(code: str) -> Offset | None:
    """The offset of this code, as ``Offset.code`` writes it; None when it is none."""
    try:
        return of_code(code)
    except ValueError:
        return None


def settled(kind: OccasionKind, offsets: Iterable[Offset]) -> tuple[Offset, ...]:
    """Each once, in a fixed order; what has a day and no time of day goes at 9:00 unless said otherwise."""
    filled = (_with_time(kind, each) for each in offsets)
    return tuple(sorted(dict.fromkeys(filled), key=_place))


def trouble_with(kind: OccasionKind, offset: Offset) -> str:
    """Why occasions of this kind cannot have this offset, in a sentence; empty when they can."""
    words = offset_words(offset)
    if offset.when.is_event:
        return _event_trouble(kind, offset.when, words)
    if offset.amount * _MINUTES_OF[offset.unit] > _MOST_DAYS * _MINUTES_OF[Unit.DAYS]:
        return f"“{words}” is more than a year away. Choose a shorter time."
    if kind in _WITHOUT_TIME and offset.when is When.BEFORE:
        return f"“{words}” does not fit: {_WITHOUT_TIME[kind]} Choose at once, or a time after."
    if kind is OccasionKind.PAYMENT and offset.unit is not Unit.DAYS:
        return f"“{words}” does not fit: a payment is due on a day and has no time of day. Count in days."
    if kind is OccasionKind.APPOINTMENT and offset.amount == 0 and offset.at is None:
        return f"“{words}” needs a time of day, such as “on the day at 8 AM”."
    return ""


_WITHOUT_TIME = {
    OccasionKind.DOCUMENT: "a document is ready when you say so, and nobody knows it before.",
    OccasionKind.NEW_CLIENT: "a client is new when you add them, and nobody knows it before.",
}


def _event_trouble(kind: OccasionKind, when: When, words: str) -> str:
    if when is When.AT_ONCE or kind not in _WITHOUT_TIME:
        return ""
    if when is When.CANCELLED and kind is OccasionKind.DOCUMENT:
        return ""
    what = "a document" if kind is OccasionKind.DOCUMENT else "a new client"
    return f"“{words}” does not fit: {what} is not {when.value}. Choose at once, or a time after."


def _with_time(kind: OccasionKind, offset: Offset) -> Offset:
    needs = kind is not OccasionKind.APPOINTMENT and offset.unit is Unit.DAYS and not offset.when.is_event
    return replace(offset, at=MORNING) if needs and offset.at is None else offset


def _place(offset: Offset) -> tuple[int, int, time]:
    """What follows an event comes first, then what goes earliest."""
    if offset.when.is_event:
        return (list(When).index(offset.when) - len(When), 0, time())
    minutes = offset.amount * _MINUTES_OF[offset.unit]
    return (0, minutes if offset.when is When.AFTER else -minutes, offset.at or time())


def _counted(found: re.Match[str], words: str) -> Offset:
    times, unit = _UNITS.get(found["unit"], (0, Unit.DAYS))
    said = found["amount"]
    amount = (int(said) if said.isdigit() else _NUMBERS.get(said, 0)) * times
    if amount < 1:
        raise NotAnOffset(f"“{words.strip()[:60]}” is not understood. {_HOW}")
    if found["at"] and unit is not Unit.DAYS:
        raise NotAnOffset(f"“{words.strip()[:60]}”: a time of day goes with days. {_HOW}")
    return Offset(When(found["when"]), amount, unit, _at(found["at"], words))


def _at(typed: str | None, words: str) -> time | None:
    if not typed:
        return None
    try:
        return read_clock(typed)
    except NotATimeOfDay as problem:
        raise NotAnOffset(f"“{words.strip()[:60]}”: {problem}") from None
