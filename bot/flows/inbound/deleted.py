"""A teammate deleted a message of theirs in a client's thread."""

from bot.domain.message import Status
from bot.domain.replies import TeammateDeleted
from bot.flows.context import Context
from bot.flows.inbound.edited import NEVER_WENT
from bot.flows.inbound.telling import tell
from bot.flows.outbound.cancel import take_back
from bot.storage.unit_of_work import UnitOfWork

ALREADY_SENT = (
    "Deleted here only: the text had gone to the client before. If it was a mistake, tell them in a reply."
)


async def deleted(ctx: Context, uow: UnitOfWork, event: TeammateDeleted) -> None:
    """Take back what waits; of what has gone, say that the client still has it."""
    if held := await uow.held_replies.by_slack(event.channel, event.ts):
        await uow.held_replies.take(held.id)
    message = await uow.messages.by_slack(event.channel, event.ts)
    if message is None:
        return
    if message.status is Status.QUEUED:
        await take_back(uow, message, ctx.clock.now())
    elif message.status not in {*NEVER_WENT, Status.FAILED}:
        await tell(ctx, uow, event, ALREADY_SENT)
