"""A client's thread goes on in another Slack channel; what stands in the old one is a reply all the same."""

from datetime import datetime

from bot.domain.conversation import Conversation
from bot.domain.roles import Permission
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.flows.threads.place import places
from bot.flows.threads.renew import MOVED, Onward, renew
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

# What a press moves at once: Slack takes a post a second in a channel.
MOST_AT_ONCE = 100
_PAGE = 1000


async def move_thread(uow: UnitOfWork, conversation: Conversation, channel: str, now: datetime) -> None:
    """Let the thread go on in ``channel``, under a new card, with links from each to the other."""
    if conversation.slack_channel == channel or conversation.root_ts is None:
        return  # A card on its way may stand in its old channel at this very moment.
    # Where the card stood stays known, so that a reply there still goes to the client.
    await renew(uow, conversation, Onward(channel, MOVED), now)


async def move_as_ruled(ctx: Context, workspace_id: str, user: str) -> int:
    """*Move threads now*: threads that stand elsewhere than the rules say, at most ``MOST_AT_ONCE``; how many
    were moved. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await demand(uow, user, Permission.SETTINGS)
    elsewhere = await _elsewhere(ctx, workspace_id)
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        for conversation, channel in elsewhere:
            await move_thread(uow, conversation, channel, now)
        if elsewhere:
            await uow.audit.write([Deed(user, "threads_moved", now, detail={"threads": len(elsewhere)})])
    return len(elsewhere)


async def _elsewhere(ctx: Context, workspace_id: str) -> list[tuple[Conversation, str]]:
    found: list[tuple[Conversation, str]] = []
    after = ""
    while len(found) < MOST_AT_ONCE:
        async with ctx.store.read(workspace_id) as uow:
            page = await uow.conversations.with_senders(after, _PAGE)
            senders = {conversation.client_id: sender for conversation, sender in page}
            channels = await places(uow, senders, ctx.settings.inbox_channel)
        if not page:
            break
        after = page[-1][0].id
        # Nobody sees a thread without a card: it is opened where it belongs when there is something to show.
        found += [
            (conversation, channels[conversation.client_id])
            for conversation, _ in page
            if conversation.root_ts and conversation.slack_channel != channels[conversation.client_id]
        ]
    return found[:MOST_AT_ONCE]
