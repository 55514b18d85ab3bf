"""Offsets as people say them, and read back from the code by which a reminder knows its own."""

from datetime import time

from bot.domain.hours import clock
from bot.domain.trigger import Offset, Unit, When

_EVENTS = {When.AT_ONCE: "at once", When.MOVED: "when moved", When.CANCELLED: "when cancelled"}


def in_words(offset: Offset) -> str:
    """``24 hours before``, ``on the day at 9:00 AM``, ``at once``: to stand within a sentence."""
    if offset.when.is_event:
        return _EVENTS[offset.when]
    at = f" at {clock(offset.at)}" if offset.at else ""
    if not offset.amount:
        return f"on the day{at}" if offset.unit is Unit.DAYS else "at its time"
    unit = offset.unit.value.removesuffix("s") if offset.amount == 1 else offset.unit.value
    return f"{offset.amount} {unit} {offset.when.value}{at}"


def of_code(code: str) -> Offset:
    """The offset of this code. Raises ValueError for what is none."""
    when, *counted = code.split(":")
    if not counted:
        return Offset(When(when))
    amount, unit, *at = counted
    return Offset(When(when), int(amount), Unit(unit), _clock(at[0]) if at else None)


def step_in_words(code: str) -> str:
    """The same for a reminder's step; one of another version is shown by its code."""
    try:
        return in_words(of_code(code))
    except ValueError:
        return code.replace(":", " ")


def _clock(digits: str) -> time:
    return time(int(digits[:2]), int(digits[2:]))
