"""Which hours hold for a message: the workspace's own, made stricter by the state the number presumes."""

from datetime import datetime
from functools import lru_cache

from bot.domain.area import rule_of
from bot.domain.hours import Week, both, every_day, next_closing
from bot.domain.message import Draft, Purpose
from bot.domain.settings import QuietHours
from bot.policy.facts import Facts


def hours_for(facts: Facts) -> Week | None:
    """The hours in which this client may be texted; None when there are no quiet hours."""
    return _hours(facts.settings.quiet, facts.state)


def goes_at_any_hour(draft: Draft, facts: Facts, now: datetime) -> bool:
    """Whether quiet hours do not hold: an automatic answer, and one to a client who wrote just now."""
    if draft.purpose.is_automatic:
        return True
    wrote, passes = facts.last_inbound_at, facts.settings.quiet.reply_passes
    return draft.purpose is Purpose.DIRECT and wrote is not None and now - wrote < passes


def zones_of(facts: Facts) -> tuple[str, ...]:
    """The zones that count; where the number tells none, the team's own is the best guess there is."""
    return facts.zones or (facts.settings.time_zone,)


def valid_until(draft: Draft, facts: Facts, now: datetime) -> datetime | None:
    """Until when a slow carrier may deliver it; None when it may at any hour."""
    week = hours_for(facts)
    if week is None or goes_at_any_hour(draft, facts, now):
        return None
    return next_closing(zones_of(facts), week, now)


@lru_cache(maxsize=256)
def _hours(quiet: QuietHours, state: str | None) -> Week | None:
    own = None if quiet.opens == quiet.closes else every_day(quiet.opens, quiet.closes)
    rule = rule_of(state) if quiet.state_rules else None
    if rule is None:
        return own
    return both(own, rule.week) if own else rule.week
