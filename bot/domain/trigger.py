"""What is sent by itself: for which occasion, with which words, when, and what makes it needless."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from bot.domain.channel import Channel
from bot.domain.occasion import OccasionKind


class When(StrEnum):
    """From which moment an offset counts."""

    AT_ONCE = "at_once"  # As soon as the occasion is known.
    MOVED = "moved"  # As soon as it has another time.
    CANCELLED = "cancelled"  # As soon as it is called off.
    BEFORE = "before"
    AFTER = "after"

    @property
    def is_event(self) -> bool:
        """Whether it follows something that somebody does, rather than the clock."""
        return self in {When.AT_ONCE, When.MOVED, When.CANCELLED}


class Unit(StrEnum):
    """What an offset is counted in."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True)
class Offset:
    """How far from the occasion.

    Minutes and hours are counted on the clock, days on the client's calendar: ``at`` is the time of that day,
    None for the time of the appointment itself. *On the day* is zero days before. A day's ``at`` is needed
    where the occasion has a day and no time.
    """

    when: When
    amount: int = 0
    unit: Unit = Unit.HOURS
    at: time | None = None

    @property
    def code(self) -> str:
        """A name by which this offset is known: the same for the same offset."""
        if self.when.is_event:
            return self.when.value
        clock = f":{self.at:%H%M}" if self.at else ""
        return f"{self.when.value}:{self.amount}:{self.unit.value}{clock}"


class Stop(StrEnum):
    """What makes a reminder needless, beside what always does: that the occasion is called off."""

    CONFIRMED = "confirmed"
    PAID = "paid"
    REPLIED = "replied"  # The client has written since the last reminder of it.


@dataclass(frozen=True)
class Trigger:
    """Sends a template for every occasion of a kind.

    ``channel``: by which it goes to the client; None: by whichever the client used last, or else the first
    that reaches them. ``slack_channel``: it is posted there for the team instead.
    """

    id: str
    kind: OccasionKind
    template_id: str
    offsets: tuple[Offset, ...]
    updated_at: datetime
    channel: Channel | None = None
    slack_channel: str = ""
    stops: frozenset[Stop] = frozenset()
    is_on: bool = True
    updated_by: str = ""
