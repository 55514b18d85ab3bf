"""Has the client had enough texts from us for now?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.area import rule_of
from bot.domain.message import Draft, Purpose
from bot.domain.roles import Role
from bot.policy.decision import Reason
from bot.policy.facts import Facts

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


def frequency(draft: Draft, facts: Facts, now: datetime) -> Iterator[Reason]:
    """Hold a text while the client has had as many as the team or the state allows.

    A conversation is not held back: what answers a client who wrote within a day is not counted against.
    A state's cap is for solicitations and what a program sends, not for a teammate's own words; source:
    ``domain/data/state_rules.csv``.
    """
    if draft.purpose.is_automatic or _in_conversation(draft, facts, now):
        return
    caps = facts.settings.frequency
    yield from _over(facts, now, caps.per_day, _DAY, "frequency_day", "a day, as your team has decided")
    yield from _over(facts, now, caps.per_week, _WEEK, "frequency_week", "a week, as your team has decided")
    rule = rule_of(facts.state) if caps.state_rules and draft.purpose is not Purpose.DIRECT else None
    if rule:
        said = f"in 24 hours, by the law of {rule.state}"
        yield from _over(facts, now, rule.most_in_24_hours, _DAY, "frequency_state", said)


def _in_conversation(draft: Draft, facts: Facts, now: datetime) -> bool:
    wrote = facts.last_inbound_at
    return draft.purpose is Purpose.DIRECT and wrote is not None and now - wrote < _DAY


def _over(
    facts: Facts, now: datetime, most: int | None, period: timedelta, code: str, said: str
) -> Iterator[Reason]:
    if most is None:
        return
    counted = sorted(at for at in facts.recent if now - period < at)
    if len(counted) < most:
        return
    number = f"{most} text{'' if most == 1 else 's'}"
    yield Reason(
        code,
        f"{facts.client_name} gets at most {number} {said}, and has had {len(counted)}.",
        "It goes by itself when the next one may go.",
        # When so many are older than the period that one more fits.
        until=counted[len(counted) - most] + period if most > 0 else now + period,
        overridable_by=Role.MANAGER,
    )
