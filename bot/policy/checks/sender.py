"""May our own sender send?"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.message import Draft
from bot.domain.phone import display, is_toll_free
from bot.domain.pricing import region_of
from bot.domain.roles import Role
from bot.domain.sender import SANDBOX_SESSION, SenderStatus, how_to_join
from bot.policy.decision import Reason
from bot.policy.facts import Facts

# Where the carriers take texts from registered senders only. Source: Twilio's errors 30032 and 30034.
# Toll-free verification holds for Canada as well.
_REGISTERED_ONLY = frozenset({"US", "PR", "VI", "GU", "AS", "MP"})


def sender(draft: Draft, facts: Facts, now: datetime) -> Iterator[Reason]:
    """Refuse what would leave from a sender that the provider or the carriers block."""
    status, why = facts.sender.status, facts.sender.why
    if status is SenderStatus.SUSPENDED:
        yield Reason(
            "sender_suspended",
            f"{_shown(draft)} cannot send: {why or 'it is suspended.'}",
            "An admin must mend that in the provider’s console; until then choose another sender.",
        )
    elif status is SenderStatus.UNVERIFIED and _needs_registration(draft):
        yield Reason(
            "sender_unverified",
            f"{_shown(draft)} cannot text this country yet: {why or 'it is not registered.'}",
            "Carriers block it until an admin has registered it in the provider’s console; "
            "until then choose another sender.",
        )
    elif status is SenderStatus.SANDBOX and not _has_joined(facts, now):
        yield Reason(
            "not_joined",
            f"{facts.client_name} has not written to Twilio’s test number within the last three days.",
            how_to_join(facts.settings.note_on(draft.channel, draft.sender).join_words, draft.sender),
            overridable_by=Role.MANAGER,
        )


def _needs_registration(draft: Draft) -> bool:
    if draft.channel is Channel.WHATSAPP:
        return False
    region = region_of(draft.to)
    return region in _REGISTERED_ONLY or (region == "CA" and is_toll_free(draft.sender))


def _has_joined(facts: Facts, now: datetime) -> bool:
    # The sandbox takes "join" itself and does not hand it on, so joining shows only in what comes after it.
    return facts.last_inbound_at is not None and now - facts.last_inbound_at <= SANDBOX_SESSION


def _shown(draft: Draft) -> str:
    return display(draft.sender) if draft.sender.startswith("+") else "The Messaging Service"
