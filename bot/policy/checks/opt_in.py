"""Has the client agreed to hear from us on WhatsApp, where they are to be asked before?"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.consent import ConsentState
from bot.domain.message import Draft
from bot.domain.opt_in import ANSWER_WITHIN, MOST_WAITING
from bot.policy.decision import Reason
from bot.policy.facts import Facts
from bot.policy.needed_consent import awaits_opt_in

NEEDED, PENDING, FULL = "opt_in_needed", "opt_in_pending", "opt_in_full"
_HOURS = int(ANSWER_WITHIN.total_seconds() // 3600)


def opt_in(draft: Draft, facts: Facts, now: datetime) -> Iterator[Reason]:
    """Hold a first WhatsApp text while the client has not answered the opt-in message; refuse it where they
    were not asked, or have not said yes in time.

    Source: WhatsApp Business Policy, obtaining opt-in. Whether somebody has asked a client whose text was
    scheduled is looked at when its time has come.
    """
    if not awaits_opt_in(draft, facts):
        return
    ends = _ends(facts)
    if ends is None or (ends <= now and not facts.is_ahead):
        yield Reason(NEEDED, _missing(facts), "Send them the opt-in message, or send an SMS.")
    elif facts.is_ahead:
        return
    elif facts.waiting >= MOST_WAITING:
        yield Reason(
            FULL,
            f"{MOST_WAITING} texts wait for {facts.client_name}'s answer already.",
            "Wait for it, take one of them back, or send an SMS.",
        )
    else:
        yield Reason(
            PENDING,
            f"{facts.client_name} was asked for consent to WhatsApp and has not answered yet.",
            f"It goes when they say yes, and not at all after {_HOURS} hours.",
            until=ends,
        )


def _ends(facts: Facts) -> datetime | None:
    """The end of the waiting: of the question, or of what a text that waits may wait, whichever is first."""
    if facts.asked_until is None or facts.waits_since is None:
        return facts.asked_until
    return min(facts.asked_until, facts.waits_since + ANSWER_WITHIN)


def _missing(facts: Facts) -> str:
    name = facts.client_name
    if facts.asked_until or (facts.awaits_consent and facts.consent is ConsentState.EXPIRED):
        return f"{name} was asked for consent to WhatsApp and has not said yes within {_HOURS} hours."
    if facts.consent is ConsentState.EXPIRED:
        return f"No consent to WhatsApp is in force for {name}."
    return f"{name} has not agreed to WhatsApp messages yet."
