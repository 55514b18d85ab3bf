"""Would it still be of use when it gets there?"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.message import Draft
from bot.domain.zones import moment_in
from bot.policy.decision import Reason
from bot.policy.facts import Facts

TOO_LATE = "too_late"
_HELP = "If it still matters, call the client or write to them yourself."


def too_late(draft: Draft, facts: Facts, now: datetime) -> Iterator[Reason]:
    """Refuse what its moment has passed for, such as a reminder of an appointment that has begun."""
    if draft.useless_at is not None and draft.useless_at <= now:
        ended = moment_in(draft.useless_at, facts.settings.time_zone)
        yield Reason(TOO_LATE, f"It was of use until {ended}, and that is over.", _HELP)


def held_too_long(draft: Draft, facts: Facts, until: datetime) -> Iterator[Reason]:
    """Refuse what could go at ``until`` at the earliest, when it would not be of use any more."""
    if draft.useless_at is not None and draft.useless_at <= until:
        ends = moment_in(draft.useless_at, facts.settings.time_zone)
        goes = moment_in(until, facts.settings.time_zone)
        yield Reason(TOO_LATE, f"It is of use until {ends}, and could go on {goes} at the earliest.", _HELP)
