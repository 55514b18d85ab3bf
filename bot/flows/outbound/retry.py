"""*Retry* on a failed message."""

from datetime import timedelta

from bot.domain.channel import Channel
from bot.domain.message import Message, Override, Status
from bot.domain.roles import Permission
from bot.flows.context import Context
from bot.flows.outbound.again import send_again_later
from bot.flows.outbound.enqueue import Enqueued
from bot.flows.outbound.route import NoRoute
from bot.flows.team.permissions import demand
from bot.storage.unit_of_work import UnitOfWork

GONE = "That message is not there any more. Write the text again in the thread."
SENDING = "Sending it again now."
TWICE = "Somebody has sent it again already. Look at the thread for what became of it."


async def retry(ctx: Context, workspace_id: str, message_id: str, user: str) -> str:
    """Send a failed message again, once however often the button is pressed; what happened, in a sentence.

    Raises NotAllowed.
    """
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.SEND)
        message = await uow.messages.get(message_id, lock=True)
        if message is None:
            return GONE
        if message.status is not Status.FAILED or not message.can_retry:
            return "Sending this one again cannot help; the post above says what would."
        return await send_again_now(ctx, uow, message)


async def send_again_now(
    ctx: Context,
    uow: UnitOfWork,
    message: Message,
    *,
    channel: Channel | None = None,
    override: Override | None = None,
) -> str:
    """Send a message again because a person wants it, once; what happened, in a sentence."""
    try:
        stored = await send_again_later(ctx, uow, message, timedelta(0), channel=channel, override=override)
    except NoRoute as problem:
        return f"Not sent. {problem}"
    if stored is None:
        return GONE
    return _outcome(stored)


def _outcome(stored: Enqueued) -> str:
    if not stored.is_new:
        return TWICE
    if stored.refused:
        return f"Not sent. {stored.refused}"
    return f"{stored.waiting.held} It goes by itself." if stored.waiting else SENDING
