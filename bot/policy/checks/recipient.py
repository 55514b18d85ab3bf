"""Can this address be texted at all?"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.message import Draft
from bot.domain.phone import cannot_receive_texts, display
from bot.policy.decision import Reason
from bot.policy.facts import Facts


def recipient(draft: Draft, _facts: Facts, _now: datetime) -> Iterator[Reason]:
    """Refuse our own number, and a landline where the numbering plan tells one.

    WhatsApp runs on landlines too: only SMS and MMS need a mobile number.
    """
    if draft.to == draft.sender:
        yield Reason("own_number", "That is our own number.", "Choose the client's number.")
    elif draft.channel is not Channel.WHATSAPP and cannot_receive_texts(draft.to):
        yield Reason(
            "landline",
            f"{display(draft.to)} is a landline, which cannot get texts.",
            "Use a mobile number, or WhatsApp if the client has it on this number.",
        )
