"""Until when a text waits, as the person who is told reads it."""

from datetime import datetime

from bot.domain.waiting import Waiting, brief_time, client_time
from bot.flows.gate.ask import Answer
from bot.policy.checks.opt_in import PENDING
from bot.policy.decision import Hold, Refuse, codes_of, sentences


def waiting_of(answer: Answer, now: datetime, chosen: datetime | None = None) -> Waiting | None:
    """How long it waits, seen from ``now``: until the gate lets it go, or until the time that a person has
    chosen; None when it waits for neither."""
    decision, facts = answer.decision, answer.facts
    until = decision.until if isinstance(decision, Hold) else chosen
    if until is None or isinstance(decision, Refuse):
        return None
    for_consent = PENDING in codes_of(decision)
    there = client_time(until, facts.zones, facts.client_name, now)
    briefly = brief_time(until, facts.zones, now)
    return Waiting(until, there, sentences(decision), briefly, for_consent)
