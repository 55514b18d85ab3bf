"""A time of day as a person types it."""

import re
from datetime import time

_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_TWELVE = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m\.?")
_TWENTY_FOUR = re.compile(r"(\d{1,2})[:.](\d{2})")
_NOON = 12


class NotATimeOfDay(ValueError):
    """The words say no time of day; the message is a sentence that says how to write one."""


def read_clock(words: str) -> time:
    """A time of day as people write it: ``4 PM``, ``4:30pm``, ``16:30``, ``noon``. Raises NotATimeOfDay.

    A bare ``4`` is refused: nobody can tell which of the two it is.
    """
    typed = words.strip().casefold()
    try:
        return _NAMED.get(typed) or _of_digits(typed)
    except ValueError:
        raise NotATimeOfDay("Write the time with AM or PM, such as 4 PM, or as 16:00.") from None


def _of_digits(typed: str) -> time:
    if found := _TWELVE.fullmatch(typed):
        return _of_twelve(int(found[1]), int(found[2] or 0), is_late=found[3] == "p")
    if found := _TWENTY_FOUR.fullmatch(typed):
        return time(int(found[1]), int(found[2]))
    raise ValueError(typed)


def _of_twelve(hour: int, minute: int, *, is_late: bool) -> time:
    if not 1 <= hour <= _NOON:
        raise ValueError(hour)
    return time(hour % _NOON + (_NOON if is_late else 0), minute)
