"""The one automatic text that answers a client's word."""

from datetime import datetime, timedelta

from bot.domain.channel import Channel
from bot.domain.client import Address
from bot.domain.conversation import Conversation
from bot.domain.message import Message, Purpose
from bot.flows.context import Context
from bot.flows.outbound.enqueue import Enqueued, Intent, enqueue
from bot.flows.outbound.route import Route, choose_sender
from bot.storage.unit_of_work import UnitOfWork

# 47 CFR 64.1200(a)(12): a confirmation within five minutes is presumed to be covered by the old consent.
CONFIRM_WITHIN = timedelta(minutes=5)


async def our_name(uow: UnitOfWork) -> str:
    """How the answers call us: as the first texts to clients do."""
    return (await uow.settings.load()).business or "We"


def stop_answer(us: str, channel: Channel) -> str:
    """What confirms an opt-out. It may hold nothing else: no offer and no question."""
    where = channel.family.label
    return f"{us}: you will get no more {where} messages from us. Reply START to hear from us again."


async def answer(
    ctx: Context,
    uow: UnitOfWork,
    message: Message,
    client_name: str,
    conversation: Conversation,
    text: str,
    *,
    purpose: Purpose = Purpose.KEYWORD_ANSWER,
    kind: str = "answer",
    at: datetime | None = None,
) -> Enqueued | None:
    """Answer an inbound message, once however often asked; None where no sender is set up for it.

    ``kind`` is how such answers are found again, see ``messages.answered_by_itself``. ``at``: the moment from
    which it counts, where other texts are to go behind it.
    """
    if not ctx.senders_for(message.channel):
        return None
    now = at or ctx.clock.now()
    route = Route(
        message.channel.family,
        choose_sender(ctx, message.channel, message.sender),
        Address(message.address_id, message.client_id, message.to),
    )
    intent = Intent(
        key=f"{kind}:{message.id}",
        conversation=conversation,
        client_name=client_name,
        route=route,
        body=text,
        due_at=now,
        purpose=purpose,
    )
    return await enqueue(uow, intent, now)
