"""A time of day on the clocks of a place, on the days as well on which those clocks are changed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.domain.hours import clock
from bot.domain.zones import zone_of


@dataclass(frozen=True)
class LocalMoment:
    """When (UTC) a place's clocks show a time; ``note`` says it where they never do, or do so twice."""

    at: datetime
    note: str = ""


def at_local(day: date, at: time, zone: str) -> LocalMoment:
    """When it is ``at`` on ``day`` in ``zone`` (IANA).

    What is left out when the clocks go forward is put off by as much as they are; of what comes twice the
    first is taken. Raises OverflowError at the two ends of the calendar.
    """
    wanted = datetime.combine(day, at.replace(fold=0))
    # ``fold=0``: in a gap the clocks as they were before it, in an overlap the first of the two (PEP 495).
    moment = wanted.replace(tzinfo=zone_of(zone)).astimezone(UTC)
    shown = moment.astimezone(zone_of(zone)).replace(tzinfo=None, fold=0)
    if shown != wanted:
        return LocalMoment(moment, _left_out(wanted, shown))
    second = wanted.replace(tzinfo=zone_of(zone), fold=1).astimezone(UTC)
    return LocalMoment(moment, _twice(wanted) if second != moment else "")


def _left_out(wanted: datetime, shown: datetime) -> str:
    day = "" if shown.date() == wanted.date() else f" on {shown:%b} {shown.day}"
    return f"{clock(wanted)} does not exist that day: the clocks go forward. It goes at {clock(shown)}{day}."


def _twice(wanted: datetime) -> str:
    return f"{clock(wanted)} comes twice that night; the first one is meant."
