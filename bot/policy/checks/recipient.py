"""Can this address be texted at all?"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.address_words import display
from bot.domain.channel import Channel
from bot.domain.failure import RecipientFault
from bot.domain.message import Draft, Purpose
from bot.domain.phone import cannot_receive_texts
from bot.domain.roles import Role
from bot.policy.decision import Reason
from bot.policy.facts import Facts


def recipient(draft: Draft, facts: Facts, _now: datetime) -> Iterator[Reason]:
    """Refuse our own number, what cannot be reached on this channel, and what was marked as spam.

    WhatsApp runs on landlines too: only SMS and MMS need a mobile number. Source: the numbering plan where
    it tells, else what the carrier has answered before (Twilio's 21614, 30006, 63003 and the like).
    """
    if draft.to == draft.sender:
        yield Reason("own_number", "That is our own number.", "Choose the client's number.")
    elif draft.channel is not Channel.WHATSAPP and cannot_receive_texts(draft.to):
        yield _landline(f"{display(draft.to)} is a landline, which cannot get texts.", None)
    elif facts.fault:
        yield from _as_the_carrier_said(draft, facts)
    if facts.is_spam and draft.purpose is not Purpose.KEYWORD_ANSWER:
        yield Reason(
            "spam",
            f"{facts.client_name} is marked as spam.",
            "If that is a mistake, take the mark off first.",
        )


def _as_the_carrier_said(draft: Draft, facts: Facts) -> Iterator[Reason]:
    """Refuse what has failed for good. A number can be given to a new phone: a manager may try again."""
    texting = draft.channel is not Channel.WHATSAPP
    if facts.fault is RecipientFault.LANDLINE and texting:
        yield _landline(f"The carrier says that {display(draft.to)} is a landline.", Role.MANAGER)
    elif facts.fault is RecipientFault.NOT_ON_WHATSAPP and not texting:
        yield Reason(
            "not_on_whatsapp",
            f"{display(draft.to)} is not on WhatsApp.",
            "Send an SMS instead.",
            overridable_by=Role.MANAGER,
        )
    elif facts.fault is RecipientFault.NOT_IN_USE:
        yield Reason(
            "not_in_use",
            f"The carrier says that {display(draft.to)} is not in use.",
            "Check the number with the client and correct it.",
            overridable_by=Role.MANAGER,
        )


def _landline(sentence: str, overridable_by: Role | None) -> Reason:
    return Reason(
        "landline",
        sentence,
        "Use a mobile number, WhatsApp if the client has it on this number, or call.",
        overridable_by=overridable_by,
    )
