"""A moment as another system, a file or the command line states it: with an offset, or with a zone."""

import re
from datetime import UTC, date, datetime

from bot.domain.zones import is_zone, zone_of

_FORM = "Write it as 2026-12-01T10:00-05:00"
# Of ISO 8601 what everybody reads alike; a day without a time of day is none.
_A_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_A_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NotAMoment(ValueError):
    """The words name no moment; the message is a sentence that says what to write instead."""


def read_moment(text: str, zone: str = "") -> datetime:
    """The moment in UTC. ``zone`` (IANA) is whose clocks show it, where it has no offset of its own.

    Of an hour that the clocks show twice it is the first. Raises NotAMoment, also for a time that the clocks
    leave out.
    """
    stated = _stated(text.strip())
    if stated.tzinfo is not None:
        return _in_utc(stated)
    if not zone:
        raise NotAMoment(f"It names no zone. {_FORM}, or give the time zone such as America/New_York.")
    if not is_zone(zone):
        raise NotAMoment("The time zone does not exist. Write one such as America/New_York.")
    there = stated.replace(tzinfo=zone_of(zone))
    moment = _in_utc(there)
    if moment.astimezone(zone_of(zone)).replace(tzinfo=None) != stated:
        raise NotAMoment("The clocks leave this time out on that day. Choose one an hour later.")
    return moment


def read_day(text: str) -> date:
    """A day. Raises NotAMoment."""
    try:
        found = date.fromisoformat(text.strip()) if _A_DAY.fullmatch(text.strip()) else None
    except ValueError:
        found = None
    if found is None:
        raise NotAMoment("It is no day. Write it as 2026-12-01.")
    return found


def _stated(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text) if _A_MOMENT.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        raise NotAMoment(f"It is no time. {_FORM}, or as 2026-12-01T10:00 with a time zone.")
    return found


def _in_utc(stated: datetime) -> datetime:
    try:
        return stated.astimezone(UTC)
    except OverflowError:
        raise NotAMoment(f"It is no time that a calendar has. {_FORM}.") from None
