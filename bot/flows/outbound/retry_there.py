"""*Retry* on a Slack message: the same as the button under a failure, or why it cannot help."""

from bot.domain.message import Message, Status
from bot.domain.roles import Permission
from bot.flows.context import Context
from bot.flows.outbound.retry import send_again_now
from bot.flows.team.permissions import demand
from bot.storage.unit_of_work import UnitOfWork

NOT_A_TEXT = (
    "There is nothing to send again here. Use Retry on your own message that failed, or on the post that "
    "says so."
)
_NOT_FAILED = {
    Status.QUEUED: "This has not failed: it waits to go.",
    Status.SENDING: "This has not failed: it is on its way.",
    Status.CHECKING: "It is being checked whether this has arrived; the thread will say.",
    Status.UNCONFIRMED: "Nobody can tell whether this has arrived. Answer the question about it first.",
    Status.ACCEPTED: "This has not failed: it is on its way.",
    Status.CANCELED: "This was taken back, so it is not sent again. Write it as a new reply.",
}
_ARRIVED = "This has not failed: it has gone to the client."


async def retry_there(
    ctx: Context, workspace_id: str, channel: str, ts: str, user: str, message_id: str = ""
) -> str:
    """Send the text again that this Slack message has become, or that it tells the failure of
    (``message_id``); what happened, in a sentence. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.SEND)
        message = await _meant(uow, channel, ts, message_id)
        if message is None:
            return NOT_A_TEXT
        if message.status is Status.FAILED and message.can_retry:
            return await send_again_now(ctx, uow, message)
        return _why_not(message)


async def _meant(uow: UnitOfWork, channel: str, ts: str, message_id: str) -> Message | None:
    if message_id:
        return await uow.messages.get(message_id, lock=True)
    return await uow.messages.by_slack(channel, ts)


def _why_not(message: Message) -> str:
    """The reason and what would help stand with the message, a line each (see ``outcome.failed``)."""
    why = " ".join((message.error_text or "").split("\n")).strip()
    if message.status is Status.FAILED:
        return f"Sending this again cannot help. {why}".strip()
    if message.status is Status.REFUSED:
        return f"This was not sent, and the same would happen again. {why}".strip()
    return _NOT_FAILED.get(message.status, _ARRIVED)
