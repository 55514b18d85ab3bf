"""Opening hours in one or several time zones at once: when it is day everywhere, and until when.

A number may fit several zones. What may only arrive by day must then wait until it is day in all of them.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo


# A tuple, because weeks of these are what the hours below are remembered by, and a tuple is hashed at once.
class Span(NamedTuple):
    """From ``opens`` until just before ``closes``, local time; the same twice: never."""

    opens: time
    closes: time

    @property
    def is_closed(self) -> bool:
        """Whether there is no moment in it."""
        return self.opens >= self.closes

    def within(self, other: "Span") -> "Span":
        """What both allow."""
        return Span(max(self.opens, other.opens), min(self.closes, other.closes))


# A span for each day from Monday to Sunday.
Week = tuple[Span, ...]

CLOSED = Span(time(0), time(0))
# Nothing is closed for longer than this, unless it is closed for ever.
_LOOK_AHEAD_DAYS = 9


def span(opens: str, closes: str) -> Span:
    """A span from two times such as ``08:00``."""
    return Span(time.fromisoformat(opens), time.fromisoformat(closes))


def every_day(opens: time, closes: time) -> Week:
    """The same hours on all days."""
    return (Span(opens, closes),) * 7


def both(first: Week, second: Week) -> Week:
    """What both weeks allow on each day."""
    return tuple(one.within(other) for one, other in zip(first, second, strict=True))


def is_open(zones: tuple[str, ...], week: Week, moment: datetime) -> bool:
    """Whether it is within the hours in every zone."""
    return _is_open(zones, week, _minute(moment))


def next_opening(zones: tuple[str, ...], week: Week, now: datetime) -> datetime | None:
    """The first moment (UTC) after ``now`` at which every zone is open; None when there is none in sight."""
    return _next_opening(zones, week, _minute(now))


def next_closing(zones: tuple[str, ...], week: Week, now: datetime) -> datetime | None:
    """The moment (UTC) at which the first of the zones closes, when all are open now; else None."""
    return _next_closing(zones, week, _minute(now))


# Many messages ask within the same minute, and a toll-free number fits forty zones.
@lru_cache(maxsize=4096)
def _is_open(zones: tuple[str, ...], week: Week, minute: datetime) -> bool:
    return all(_is_open_in(zone, week, minute) for zone in zones)


@lru_cache(maxsize=4096)
def _next_opening(zones: tuple[str, ...], week: Week, minute: datetime) -> datetime | None:
    moments = {at for zone in zones for at in _openings(zone, week, minute) if at > minute}
    return next((at for at in sorted(moments) if is_open(zones, week, at)), None)


@lru_cache(maxsize=4096)
def _next_closing(zones: tuple[str, ...], week: Week, minute: datetime) -> datetime | None:
    if not is_open(zones, week, minute):
        return None
    return min((_closing(zone, week, minute) for zone in zones), default=None)


def _is_open_in(zone: str, week: Week, moment: datetime) -> bool:
    local = moment.astimezone(_zone(zone))
    hours = week[local.weekday()]
    return hours.opens <= local.time() < hours.closes


def _openings(zone: str, week: Week, now: datetime) -> Iterator[datetime]:
    today = now.astimezone(_zone(zone)).date()
    for days in range(_LOOK_AHEAD_DAYS):
        day = today + timedelta(days=days)
        hours = week[day.weekday()]
        if not hours.is_closed:
            # In the hour that a clock change leaves out, this is the first moment after it.
            yield datetime.combine(day, hours.opens, _zone(zone)).astimezone(UTC)


def _closing(zone: str, week: Week, now: datetime) -> datetime:
    local = now.astimezone(_zone(zone))
    closes = datetime.combine(local.date(), week[local.weekday()].closes, _zone(zone))
    # Where an hour comes twice, the first of the two: rather an hour too early than too late.
    return closes.replace(fold=0).astimezone(UTC)


def _minute(moment: datetime) -> datetime:
    """Hours begin and end on whole minutes."""
    return moment.replace(second=0, microsecond=0)


_zone = lru_cache(maxsize=512)(ZoneInfo)


def place_of(zone: str) -> str:
    """A zone's name as people say it: ``America/New_York`` is ``New York``."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def clock(local: datetime | time) -> str:
    """A time of day as people say it: ``8:00 AM``."""
    return f"{local.hour % 12 or 12}:{local:%M} {'AM' if local.hour < 12 else 'PM'}"


def local_clock(moment: datetime, zone: str) -> str:
    """A moment's time of day in a zone, with the place named: ``8:00 AM Denver time``."""
    return f"{clock(moment.astimezone(_zone(zone)))} {place_of(zone)} time"
