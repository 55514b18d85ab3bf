"""Putting off what may not go yet: back into the queue until the moment that the gate has named."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.message import Message, Status
from bot.flows.context import Context
from bot.flows.gate.ask import Answer
from bot.flows.outbound.ways_out import told
from bot.flows.threads import items
from bot.policy.checks.opt_in import PENDING
from bot.policy.decision import Decision, Hold, as_json, codes_of, explained
from bot.storage.repositories.messages import MessageEvent
from bot.storage.unit_of_work import UnitOfWork


async def put_off(uow: UnitOfWork, held: Sequence[tuple[Message, Hold]], now: datetime) -> None:
    """Give claimed messages back. The claim counted a call that was not made; that is taken back as well."""
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
            "awaits_consent": awaits_consent(message, hold),
            "lease_owner": None,
            "lease_until": None,
            "called_at": None,
            "updated_at": now,
        }
        for message, hold in held
    ]
    await uow.messages.update(changes)
    await uow.messages.log(
        [MessageEvent(message.id, now, Status.QUEUED, detail=as_json(hold)) for message, hold in held]
    )
    shown = [replace(message, awaits_consent=awaits_consent(message, hold)) for message, hold in held]
    await uow.outbox.add([item for message in shown for item in items.about(message)], now)


def awaits_consent(message: Message, decision: Decision) -> bool:
    """Whether it waits for the client's yes to WhatsApp by now, or has done so before."""
    return message.awaits_consent or PENDING in codes_of(decision)


async def tell_authors(
    ctx: Context,
    uow: UnitOfWork,
    held: Sequence[tuple[Message, Hold]],
    answers: Sequence[Answer],
    now: datetime,
) -> None:
    """Tell the authors of what was put off until when it waits, once for each such moment."""
    known = {answer.question.message_id: answer for answer in answers}
    for message, hold in held:
        conversation = await uow.conversations.get(message.conversation_id)
        notice = await told(ctx, uow, message, known[message.id], now)
        if message.slack_user and conversation and notice:
            key = f"held:{message.id}:{hold.until.isoformat()}"
            place = conversation.slack_channel, conversation.root_ts
            await uow.outbox.add([items.tell_notice(message.slack_user, *place, notice, key)], now)
