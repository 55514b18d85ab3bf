"""The gate: every outbound message passes it, whichever door it came in by, and again when it goes."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.domain.message import Draft
from bot.policy.checks.consent import consent
from bot.policy.checks.content import content
from bot.policy.checks.recipient import recipient
from bot.policy.decision import Decision, Facts, Hold, Reason, Refuse, Send

Check = Callable[[Draft, Facts, datetime], Iterator[Reason]]

CHECKS: tuple[Check, ...] = (recipient, consent, content)


def decide(draft: Draft, facts: Facts, now: datetime) -> Decision:
    """Send, Hold until the latest of all delays, or Refuse with every reason; a refusal outweighs a delay."""
    reasons = [reason for check in CHECKS for reason in check(draft, facts, now)]
    refusals = tuple(reason for reason in reasons if reason.until is None)
    if refusals:
        return Refuse(refusals)
    if reasons:
        return Hold(max(reason.until for reason in reasons if reason.until), tuple(reasons))
    return Send()
