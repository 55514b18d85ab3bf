"""A message nobody can vouch for: a person says that it arrived, or has it sent again."""

from bot.domain.message import Status
from bot.domain.roles import Permission
from bot.flows.context import Context
from bot.flows.outbound.moves import Move, apply
from bot.flows.outbound.retry import GONE, send_again_now
from bot.flows.team.permissions import demand

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
    """Send it again because a person takes the risk that it arrives twice; once however often asked.

    Raises NotAllowed.
    """
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.SEND)
        message = await uow.messages.get(message_id, lock=True)
        if message is None:
            return GONE
        if message.status is not Status.UNCONFIRMED:
            return _SETTLED
        return await send_again_now(ctx, uow, message)
