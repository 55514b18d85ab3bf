"""Counting business days, Monday to Friday, in the workspace's time zone."""

from datetime import UTC, date, datetime, time, timedelta

from bot.domain.zones import zone_of

# 47 CFR 64.1200(a)(10): an opt-out must be in force within ten business days at most.
TO_HONOUR_AN_OPT_OUT = 10

_LAST_SECOND = time(23, 59, 59)
_MORNING = time(9)
_FRIDAY = 4


def end_of_business_day(start: datetime, days: int, zone: str) -> datetime:
    """The last second of the ``days``-th business day after the day of ``start`` there, in UTC.

    Holidays count as business days: that only makes it earlier.
    """
    day = _moved(start.astimezone(zone_of(zone)).date(), days, forward=True)
    return datetime.combine(day, _LAST_SECOND, zone_of(zone)).astimezone(UTC)


def morning_before(end: datetime, days: int, zone: str) -> datetime:
    """Nine o'clock there on the ``days``-th business day before the day of ``end``, in UTC."""
    day = _moved(end.astimezone(zone_of(zone)).date(), days, forward=False)
    return datetime.combine(day, _MORNING, zone_of(zone)).astimezone(UTC)


def _moved(day: date, days: int, *, forward: bool) -> date:
    step = timedelta(days=1 if forward else -1)
    while days:
        day += step
        days -= day.weekday() <= _FRIDAY
    return day
