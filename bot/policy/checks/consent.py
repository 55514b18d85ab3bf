"""Has the client told us to stop?"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.consent import ConsentState
from bot.domain.message import Draft, Purpose
from bot.policy.decision import Reason
from bot.policy.facts import Facts


def consent(draft: Draft, facts: Facts, _now: datetime) -> Iterator[Reason]:
    """Refuse everything after a STOP, but for the one answer that confirms it.

    Source: 47 CFR 64.1200(a)(12) allows a single confirmation of an opt-out.
    """
    if facts.consent is ConsentState.WITHDRAWN and draft.purpose is not Purpose.KEYWORD_ANSWER:
        yield Reason(
            "opted_out",
            f"{facts.client_name} opted out of {draft.channel.family.label}.",
            "They can text START to hear from you again; until then, call or email them.",
        )
