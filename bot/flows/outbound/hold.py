"""Putting off what may not go yet: back into the queue until the moment that the gate has named."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.message import Message, Status
from bot.flows.context import Context
from bot.flows.gate.ask import Answer
from bot.flows.outbound.ways_out import told
from bot.flows.threads import items
from bot.policy.decision import Hold, as_json, explained
from bot.storage.repositories.messages import MessageEvent
from bot.storage.store import UnitOfWork


async def put_off(
    ctx: Context, uow: UnitOfWork, held: Sequence[tuple[Message, Answer, Hold]], now: datetime
) -> None:
    """Give claimed messages back, and tell their authors until when. The claim counted a call that was not
    made; that is taken back as well."""
    changes = [
        {
            "id": message.id,
            "status": Status.QUEUED.value,
            # Due then, and not only tried then: what is written to the client meanwhile goes first.
            "due_at": hold.until,
            "next_attempt_at": hold.until,
            "attempts": message.attempts - 1,
            "decision": as_json(hold),
            "error_text": explained(hold),
            "lease_owner": None,
            "lease_until": None,
            "called_at": None,
            "updated_at": now,
        }
        for message, _, hold in held
    ]
    await uow.messages.update(changes)
    await uow.messages.log(
        [MessageEvent(message.id, now, Status.QUEUED, detail=as_json(hold)) for message, _, hold in held]
    )
    await uow.outbox.add([item for message, _, _ in held for item in items.about(message)], now)
    for message, answer, hold in held:
        await _tell_author(ctx, uow, message, answer, hold, now)


async def _tell_author(
    ctx: Context, uow: UnitOfWork, message: Message, answer: Answer, hold: Hold, now: datetime
) -> None:
    """Once for each moment it is put off to: a reply that was held when it was written is known to wait."""
    conversation = await uow.conversations.get(message.conversation_id)
    notice = await told(ctx, uow, message, answer, now)
    if not message.slack_user or conversation is None or notice is None:
        return
    key = f"held:{message.id}:{hold.until.isoformat()}"
    place = conversation.slack_channel, conversation.root_ts
    await uow.outbox.add([items.tell_notice(message.slack_user, *place, notice, key)], now)
