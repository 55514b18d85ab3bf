"""The workspace's own time zone: for dates that people read, and for days that a rule counts."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.hours import clock


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """The zone of this name (IANA). One that does not exist counts as UTC: a wrong setting must neither lose
    a client's text nor keep a rule from being asked."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=64)
def is_zone(name: str) -> bool:
    """Whether there is a zone of this name (IANA)."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def day_in(moment: datetime, name: str) -> str:
    """The day as people read it there: ``Nov 20, 2026``."""
    return day_words(moment.astimezone(zone_of(name)))


def day_words(day: date) -> str:
    """A day as people read it: ``Nov 20, 2026``."""
    return f"{day:%b} {day.day}, {day.year}"


def moment_in(moment: datetime, name: str) -> str:
    """Day and time as people read them there, with the zone: ``Nov 20, 2026 at 10:00 AM EST``."""
    there = moment.astimezone(zone_of(name))
    return f"{day_in(moment, name)} at {clock(there)} {there:%Z}"
