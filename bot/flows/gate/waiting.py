"""Until when the gate holds a text, as the person who is told reads it."""

from datetime import datetime

from bot.domain.waiting import Waiting, brief_time, client_time
from bot.flows.gate.ask import Answer
from bot.policy.decision import Hold, sentences


def waiting_of(answer: Answer, now: datetime) -> Waiting | None:
    """How long it waits, seen from ``now``; None when the gate does not hold it."""
    decision, facts = answer.decision, answer.facts
    if not isinstance(decision, Hold):
        return None
    there = client_time(decision.until, facts.zones, facts.client_name, now)
    briefly = brief_time(decision.until, facts.zones, now)
    return Waiting(decision.until, there, sentences(decision), briefly)
