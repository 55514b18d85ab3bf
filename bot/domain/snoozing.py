"""Until when something is put off, by the clock of who puts it off."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_MORNING, _AFTERNOON = time(9), time(14)


class Until(StrEnum):
    """The choices that need no calendar."""

    HOUR = "hour"
    AFTERNOON = "afternoon"  # Today at two; after two, tomorrow at two.
    TOMORROW = "tomorrow"
    MONDAY = "monday"


def moment(until: Until, now: datetime, zone: str) -> datetime:
    """The moment (UTC) that a choice means in ``zone``; always after ``now``."""
    local = now.astimezone(ZoneInfo(zone))
    if until is Until.HOUR:
        return now + timedelta(hours=1)
    if until is Until.AFTERNOON:
        today = _at(local, 0, _AFTERNOON)
        return today if today > now else _at(local, 1, _AFTERNOON)
    if until is Until.TOMORROW:
        return _at(local, 1, _MORNING)
    return _at(local, 7 - local.weekday(), _MORNING)


def _at(local: datetime, days: int, clock: time) -> datetime:
    day = local.date() + timedelta(days=days)
    return datetime.combine(day, clock, tzinfo=local.tzinfo).astimezone(UTC)
