"""A message nobody can vouch for: a person says that it arrived, or has it sent again."""

from datetime import timedelta

from bot.domain.message import Message, Status
from bot.flows.context import Context
from bot.flows.outbound.again import send_again_later
from bot.flows.outbound.moves import Move, apply
from bot.flows.outbound.retry import GONE, TWICE
from bot.flows.outbound.route import NoRoute
from bot.storage.store import UnitOfWork

_SETTLED = "This has been settled meanwhile: the card shows how."


async def it_arrived(ctx: Context, workspace_id: str, message_id: str, user: str) -> str:
    """Take a person's word that the client has it; what happened, in a sentence."""
    async with ctx.store.write(workspace_id) as uow:
        message = await uow.messages.get(message_id, lock=True)
        if message is None:
            return GONE
        if message.status is not Status.UNCONFIRMED:
            return _SETTLED
        move = Move(message.id, Status.DELIVERED, detail={"confirmed_by": user})
        await apply(uow, [message], [move], ctx.clock.now())
        return "Noted as delivered."


async def send_again(ctx: Context, workspace_id: str, message_id: str, user: str) -> str:
    """Send it again because a person takes the risk that it arrives twice; once however often asked."""
    async with ctx.store.write(workspace_id) as uow:
        message = await uow.messages.get(message_id, lock=True)
        if message is None:
            return GONE
        if message.status is not Status.UNCONFIRMED:
            return _SETTLED
        return await _send(ctx, uow, message, user)


async def _send(ctx: Context, uow: UnitOfWork, message: Message, user: str) -> str:
    try:
        stored = await send_again_later(ctx, uow, message, timedelta(0))
    except NoRoute as problem:
        return f"Not sent. {problem}"
    if stored is None:
        return GONE
    if not stored.is_new:
        return TWICE
    return f"Not sent. {stored.refused}" if stored.refused else "Sending it again now."
