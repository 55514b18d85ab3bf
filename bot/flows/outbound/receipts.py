"""Delivery receipts: in any order, twice, or before the answer to the call they are about.

Where a receipt goes: the webhook keeps it, and the worker takes it up: it moves its message along
``domain.message.TRANSITIONS``, and the reaction on the teammate's message and the client card follow. A
failure is explained in the thread.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.events import Receipt
from bot.domain.message import Message
from bot.flows.context import Context
from bot.flows.outbound.instead import by_sms_instead
from bot.flows.outbound.joining import with_join_words
from bot.flows.outbound.moves import Move, apply
from bot.flows.outbound.outcome import failed
from bot.flows.outbound.second_try import second_tries
from bot.storage.repositories.inbox import Kept
from bot.storage.repositories.receipts import read_receipt
from bot.storage.unit_of_work import UnitOfWork

_log = logging.getLogger(__name__)

# A transaction's size is bounded, so that a webhook's commit beside it never waits for long.
_AT_ONCE = 256
# About half an hour of trying what fails by a fault of ours; after that the receipt is kept as dead, for a
# person to look at.
MAX_ATTEMPTS = 12


async def keep(ctx: Context, workspace_id: str, receipts: Sequence[Receipt]) -> None:
    """Keep a batch of receipts durably, for the worker to apply."""
    async with ctx.store.at_once(workspace_id) as uow:
        await uow.receipts.keep(receipts, ctx.clock.now())


async def apply_kept(ctx: Context, workspace_id: str) -> int:
    """Apply the oldest receipts that are kept, each gone in the commit that holds its effect; how many.

    One that fails is put aside and tried later, so that it neither holds up the others nor is lost.
    """
    taken: list[Kept] = []
    try:
        async with ctx.store.write(workspace_id) as uow:
            taken = await uow.receipts.take(ctx.clock.now(), _AT_ONCE)
            await apply_receipts(ctx, uow, [read_receipt(kept.data) for kept in taken])
    except Exception:
        if not taken:
            raise  # The database is away: no receipt's fault.
        _log.warning("A batch of receipts could not be applied; taking each by itself.", exc_info=True)
        for kept in taken:
            await _apply_one(ctx, workspace_id, kept.id)
    return len(taken)


async def _apply_one(ctx: Context, workspace_id: str, receipt_id: str) -> None:
    kept: Kept | None = None
    try:
        async with ctx.store.write(workspace_id) as uow:
            kept = await uow.receipts.take_one(receipt_id)
            if kept:
                await apply_receipts(ctx, uow, [read_receipt(kept.data)])
    except Exception as fault:
        if kept is None:
            raise
        _log.exception("Applying a delivery receipt failed.", extra={"receipt": kept.id})
        await _put_back(ctx, workspace_id, kept, fault)


async def _put_back(ctx: Context, workspace_id: str, kept: Kept, fault: Exception) -> None:
    attempts = kept.attempts + 1
    dead = attempts >= MAX_ATTEMPTS
    if dead:
        _log.error("A delivery receipt is set aside for good.", extra={"receipt": kept.id})
    again_at = ctx.clock.now() + timedelta(seconds=min(2**attempts, 300))
    async with ctx.store.write(workspace_id) as uow:
        await uow.receipts.put_back(kept.id, again_at, type(fault).__name__, dead=dead)


async def record(ctx: Context, workspace_id: str, receipts: Sequence[Receipt]) -> None:
    """Apply a batch of receipts in one transaction. One about a message that is not ours is passed over."""
    async with ctx.store.write(workspace_id) as uow:
        await apply_receipts(ctx, uow, receipts)


async def apply_receipts(ctx: Context, uow: UnitOfWork, receipts: Sequence[Receipt]) -> None:
    """Apply receipts within a transaction that is already open."""
    messages = await uow.messages.locked(
        {receipt.message_id for receipt in receipts if receipt.message_id},
        {receipt.provider_id for receipt in receipts if not receipt.message_id},
    )
    by_key = {message.id: message for message in messages}
    by_key |= {message.provider_id: message for message in messages if message.provider_id}
    known = [(receipt, by_key.get(receipt.message_id or receipt.provider_id)) for receipt in receipts]
    moves = [_move(receipt, message) for receipt, message in known if message]
    moved = await apply(uow, messages, await with_join_words(uow, messages, moves), ctx.clock.now())
    await second_tries(ctx, uow, moved)
    await by_sms_instead(ctx, uow, moved)


def _move(receipt: Receipt, message: Message) -> Move:
    return Move(
        message_id=message.id,
        status=receipt.status,
        # Each word of the provider's says anew what carries it: RCS may give way to SMS.
        columns={"by_rcs": receipt.by_rcs} | (failed(receipt.failure) if receipt.failure else {}),
        provider_id=receipt.provider_id,
        failure=receipt.failure,
        receipt_key=receipt.key,
        detail={"code": receipt.failure.code} if receipt.failure else None,
    )
