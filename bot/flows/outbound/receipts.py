"""Delivery receipts: in any order, twice, or before the answer to the call they are about.

Where a receipt goes: it moves its message along ``domain.message.TRANSITIONS``, and the reaction on the
teammate's message and the client card follow. A failure is explained in the thread.
"""

from collections.abc import Sequence

from bot.domain.events import Receipt
from bot.domain.message import Message
from bot.flows.context import Context
from bot.flows.outbound.moves import Move, apply
from bot.flows.outbound.outcome import failed
from bot.flows.outbound.second_try import second_tries
from bot.storage.store import UnitOfWork


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
    moved = await apply(uow, messages, moves, ctx.clock.now())
    await second_tries(ctx, uow, moved)


def _move(receipt: Receipt, message: Message) -> Move:
    return Move(
        message_id=message.id,
        status=receipt.status,
        columns=failed(receipt.failure) if receipt.failure else {},
        provider_id=receipt.provider_id,
        failure=receipt.failure,
        receipt_key=f"{receipt.provider}:{receipt.provider_id}:{receipt.status.value}",
        detail={"code": receipt.failure.code} if receipt.failure else None,
    )
