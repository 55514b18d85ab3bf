"""A text that goes again and again: how often, on whose clock, and until when."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.domain.channel import Channel
from bot.domain.message import Purpose


class Every(StrEnum):
    """What is counted from one time to the next."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


# As RFC 5545 counts from the end of a month (BYSETPOS).
LAST = -1
# Every place in a month that a weekday can have; some months have no fifth.
PLACES = (1, 2, 3, 4, 5, LAST)


@dataclass(frozen=True)
class Recurrence:
    """When it goes: on ``starts`` at ``at`` on the clocks of ``zone``, and every ``interval`` after.

    ``weekdays`` (Monday is 0) for weeks; empty: the weekday on which it starts. ``nth`` for months: it goes
    on the first to fifth (1 to 5) or on the last (``LAST``) of the ``weekdays`` in the month, of all its days
    where none is named; 0: on the day of the month on which it starts. A month without that day is left out.
    ``until`` is the last day on which it may go; ``count`` how often it goes at most.
    """

    every: Every
    starts: date
    at: time
    zone: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    count: int | None = None
    nth: int = 0


class SeriesState(StrEnum):
    """Whether it still goes."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True)
class Series:
    """A text to one client that goes again and again.

    ``template_id``: its words are those of this template as it is then; else they are ``body``. ``values``:
    what somebody has written into the template's own variables. ``next_at`` (UTC) is the next time, None once
    there is none; ``gone`` counts the times that were, those left out among them. ``tries``: how often
    taking up the next time has failed.
    """

    id: str
    client_id: str
    address_id: str
    channel: Channel
    sender: str
    recurrence: Recurrence
    author: str
    created_at: datetime
    body: str = ""
    template_id: str = ""
    values: tuple[tuple[str, str], ...] = ()
    purpose: Purpose = Purpose.DIRECT
    state: SeriesState = SeriesState.ACTIVE
    next_at: datetime | None = None
    gone: int = 0
    tries: int = 0
