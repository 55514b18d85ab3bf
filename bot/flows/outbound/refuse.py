"""Refusing messages that were queued: what they had reserved is given back, and their authors are told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.domain.message import Message, Status
from bot.flows.attention.failures import failed
from bot.flows.context import Context
from bot.flows.money.release import release
from bot.flows.opt_in.undone import asked_in_vain
from bot.flows.outbound.instead import refused_goes_by_sms
from bot.flows.outbound.ways_out import ways_out
from bot.flows.threads import items
from bot.flows.threads.notices import offers_as_json
from bot.policy.decision import Refuse, as_json, explained
from bot.storage.repositories.messages import MessageEvent
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.unit_of_work import UnitOfWork


async def refuse(
    ctx: Context, uow: UnitOfWork, refused: Sequence[tuple[Message, Refuse]], now: datetime
) -> None:
    """Mark messages refused for good, with the gate's reasons, and show that in their threads with the ways
    out."""
    if not refused:
        return
    await uow.messages.update([_change(message, refusal, now) for message, refusal in refused])
    await uow.messages.log(
        [
            MessageEvent(message.id, now, Status.REFUSED, detail=as_json(refusal))
            for message, refusal in refused
        ]
    )
    # Before anything is put into the outbox: see bot.storage.repositories.budgets.
    await release(uow, [message.id for message, _ in refused])
    await asked_in_vain(uow, [message for message, _ in refused], now)
    await failed(uow, [message for message, _ in refused], now)
    shown: list[OutboxItem] = []
    for message, refusal in refused:
        if await refused_goes_by_sms(ctx, uow, message, refusal):
            shown += items.about(message)
        elif conversation := await uow.conversations.get(message.conversation_id):
            offers = offers_as_json(await ways_out(ctx, uow, message, refusal, now))
            post = items.message_post("failure", conversation, message.id, offers=offers)
            shown += [post, *items.about(message)]
    await uow.outbox.add(shown, now)


def _change(message: Message, refusal: Refuse, now: datetime) -> dict[str, Any]:
    return {
        "id": message.id,
        "status": Status.REFUSED.value,
        "error_text": explained(refusal),
        "decision": as_json(refusal),
        "lease_owner": None,
        "lease_until": None,
        "updated_at": now,
    }
