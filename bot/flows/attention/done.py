"""*Done* on a text that did not reach its client: somebody has dealt with it in another way."""

from bot.domain.message import Status
from bot.domain.roles import Permission
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.storage.repositories.audit import Deed

DONE = "Done: it is off the list. The thread still says what happened."
NOT_THERE = "This is off the list already: somebody has dealt with it."
IN_DOUBT = "Nobody can tell yet whether this one went. Say so in the thread: It arrived, or Send again."


async def done(ctx: Context, workspace_id: str, user: str, message_id: str) -> str:
    """Take a failed text off the list; what happened, in a sentence. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.SEND)
        message = await uow.messages.get(message_id, lock=True)
        if message is None:
            return NOT_THERE
        if message.status is Status.UNCONFIRMED:
            return IN_DOUBT
        if not await uow.open_failures.settle([message.id]):
            return NOT_THERE
        await uow.audit.write([Deed(user, "failure_done", ctx.clock.now(), message.client_id, message.id)])
    return DONE
