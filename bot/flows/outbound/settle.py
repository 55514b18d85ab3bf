"""Settling sends whose outcome is unknown: the receipt may come, the provider is asked, then a person."""

import logging
from dataclasses import dataclass, replace

from bot.domain.failure import FailureKind
from bot.domain.message import Message, Status
from bot.flows.context import Context
from bot.flows.outbound.moves import Move, apply
from bot.flows.outbound.receipts import apply_receipts
from bot.flows.team.failing import report_silence
from bot.flows.threads import items
from bot.ports import Found, LookUp, LookUpFailed, NotFound, Outgoing, Provider
from bot.storage.unit_of_work import UnitOfWork

_log = logging.getLogger(__name__)

_BATCH = 20


@dataclass(frozen=True)
class Doubt:
    """A message to ask the provider about, and the provider ids that are known to be other messages'."""

    message: Message
    known: frozenset[str]


async def claim_doubts(ctx: Context, workspace_id: str) -> list[Doubt]:
    """Take up what was left between call and record, and what has waited long enough for its receipt."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        left = await uow.claims.abandoned(now, _BATCH)
        orphaned = [message for message in left if message.status is Status.SENDING]
        wait = {"lease_until": now + ctx.timing.settle_first}
        detail = {"failure": FailureKind.AMBIGUOUS.value, "reason": "The worker was lost during the call."}
        moves = [Move(message.id, Status.CHECKING, wait, detail=detail) for message in orphaned]
        await apply(uow, orphaned, moves, now)
        checking = [message for message in left if message.status is Status.CHECKING]
        # Leased to this look-up, so that two workers do not ask twice.
        lease = now + ctx.timing.lease
        await uow.messages.update([{"id": m.id, "lease_until": lease, "updated_at": now} for m in checking])
        return [Doubt(message, await _known(uow, message)) for message in checking]


async def ask(provider: Provider, doubt: Doubt) -> LookUp:
    """Ask the provider whether it has the message; a fault on the way is an answer that tells nothing."""
    message = doubt.message
    outgoing = Outgoing(
        id=message.id,
        channel=message.channel,
        sender=message.sender,
        to=message.to,
        body=message.whole,
        media=message.media,
        template=message.template,
    )
    try:
        return await provider.look_up(outgoing, message.called_at or message.created_at, doubt.known)
    except Exception:
        # One message that cannot be looked up must not keep the others waiting.
        _log.exception("Looking a message up failed.", extra={"message_id": message.id})
        return LookUpFailed("The look-up broke off.")


async def settle(ctx: Context, workspace_id: str, doubt: Doubt, answer: LookUp) -> None:
    """Write what the look-up has shown: found, look again later, or ask a person."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        message = await uow.messages.get(doubt.message.id, lock=True)
        if message is None or message.status is not Status.CHECKING:
            return  # A receipt has settled it meanwhile.
        if isinstance(answer, Found) and await _found(ctx, uow, message, answer):
            return
        if now < (message.called_at or message.created_at) + ctx.timing.settle_give_up:
            again = {"id": message.id, "lease_until": now + ctx.timing.settle_again, "updated_at": now}
            await uow.messages.update([again])
        else:
            await _ask_a_person(ctx, uow, message, answer)


async def _found(ctx: Context, uow: UnitOfWork, message: Message, answer: Found) -> bool:
    await apply_receipts(ctx, uow, [replace(answer.receipt, message_id=message.id)])
    after = await uow.messages.get(message.id)
    # What was found may be another message after all; then this one is in doubt as before.
    return after is not None and after.status is not Status.CHECKING


async def _ask_a_person(ctx: Context, uow: UnitOfWork, message: Message, answer: LookUp) -> None:
    now, looked_up = ctx.clock.now(), isinstance(answer, NotFound)
    detail = {"looked_up": looked_up}
    _log.warning("Nobody can tell whether a text went: a person is asked.", extra={"message_id": message.id})
    await apply(uow, [message], [Move(message.id, Status.UNCONFIRMED, detail=detail)], now)
    conversation = await uow.conversations.get(message.conversation_id)
    if conversation:
        word = "yes" if looked_up else "no"
        question = items.message_post("unconfirmed", conversation, message.id, looked_up=word)
        await uow.outbox.add([question], now)
    if isinstance(answer, LookUpFailed) and not answer.keeps_none:
        await report_silence(uow, message, now)


async def _known(uow: UnitOfWork, message: Message) -> frozenset[str]:
    since = message.called_at or message.created_at
    return await uow.messages.known_provider_ids(message.address_id, since)
