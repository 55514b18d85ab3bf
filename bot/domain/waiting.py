"""A text that waits: until when, on whose clock, and why, in words for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.hours import clock, place_of

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Waiting:
    """Until when a text waits (UTC), what the client's clock shows then, and why: empty for one that waits
    only for the time that a person has chosen. ``for_consent``: it goes as soon as the client says yes to
    WhatsApp, and not at all after ``until``. ``paused_by``: the teammate who keeps it back, so that it goes
    at no time; ``until`` then says when it would have gone, as far as that is known.

    ``there`` is such as ``8:00 AM Jane Doe's time (Denver, tomorrow)`` and ``briefly`` such as ``8:00 AM``;
    both are empty where nobody can tell the client's zone.
    """

    until: datetime
    there: str = ""
    why: str = ""
    briefly: str = ""
    for_consent: bool = False
    paused_by: str = ""

    @property
    def held(self) -> str:
        """That it waits, in a sentence."""
        if self.for_consent:
            return "Held for their answer."
        return f"Held until {self.there}." if self.there else "Held for now."


def shared_zone(zones: Sequence[str], at: datetime) -> str | None:
    """The zone to name for a client who may be in any of ``zones``: None unless all show the same time."""
    shown = {at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for zone in zones}
    return zones[0] if len(shown) == 1 else None


def client_time(at: datetime, zones: Sequence[str], client: str, now: datetime | None = None) -> str:
    """What the client's clock shows at that moment, with the zone named; empty where that is not known.

    With ``now`` it says on which day, as seen from the client; leave it out of what is read later on.
    """
    zone = shared_zone(zones, at)
    if zone is None:
        return ""
    local = at.astimezone(ZoneInfo(zone))
    day = f", {_day(local, now.astimezone(ZoneInfo(zone)))}" if now else ""
    return f"{clock(local)} {whose(client)} time ({place_of(zone)}{day})"


def whose(client: str) -> str:
    """``Jane Doe's``; a client who is only known by a number has no name to say."""
    return f"{client}'s" if any(character.isalpha() for character in client) else "the client's"


def brief_time(at: datetime, zones: Sequence[str], now: datetime) -> str:
    """The client's time of day at that moment, or the day where it is not today or tomorrow there."""
    zone = shared_zone(zones, at)
    if zone is None:
        return ""
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    return clock(local) if _days_between(today, local) <= 1 else _day(local, today)


def _day(local: datetime, today: datetime) -> str:
    days = _days_between(today, local)
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    # A weekday's name is clear for as long as it is not today's.
    return f"{local:%A}" if 1 < days < DAYS_OF_A_WEEK else f"{local:%b} {local.day}"


def _days_between(today: datetime, local: datetime) -> int:
    return (local.date() - today.date()).days
