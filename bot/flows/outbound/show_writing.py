"""While a reply can still be taken back, its client may see that somebody is writing.

Only a courtesy: whatever goes wrong with it changes nothing about the reply.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.channel import WHATSAPP_WINDOW, Channel
from bot.domain.message import Direction, Message, Status
from bot.domain.replies import TeammateWrote
from bot.flows.context import Context
from bot.flows.outbound.reply import Reply
from bot.ports import Provider

# A reply whose time is later waits for more than its author: for the morning, or for somebody's word.
_SLACK = timedelta(seconds=1)


@dataclass(frozen=True)
class _Answer:
    """A reply in its undo window, and the message of the client that it answers."""

    reply: Message
    to: Message


async def show_writing(
    ctx: Context, workspace_id: str, providers: Mapping[str, Provider], wrote: TeammateWrote
) -> bool:
    """Show it for the reply that was just written, if it is one; whether the provider took it."""
    if not ctx.settings.undo or not ctx.senders_for(Channel.WHATSAPP):
        return False
    answer = await _answer(ctx, workspace_id, wrote)
    provider = providers.get(answer.reply.provider) if answer else None
    if answer is None or provider is None:
        return False
    return await provider.show_typing(answer.reply.sender, answer.to.provider_id or "")


async def _answer(ctx: Context, workspace_id: str, wrote: TeammateWrote) -> _Answer | None:
    now = ctx.clock.now()
    key = Reply(wrote.channel, wrote.ts, wrote.root_ts, wrote.user, wrote.text).intent_key
    async with ctx.store.read(workspace_id) as uow:
        reply = await uow.messages.by_intent(key)
        if reply is None or reply.channel is not Channel.WHATSAPP or reply.status is not Status.QUEUED:
            return None
        if reply.due_at > now + ctx.settings.undo + _SLACK:
            return None
        if not (await uow.settings.load()).settings.presence.show:
            return None
        latest = await uow.messages.latest(reply.conversation_id, Direction.IN)
    if latest is None or not _is_answered(latest, reply) or latest.created_at < now - WHATSAPP_WINDOW:
        return None
    return _Answer(reply, latest)


def _is_answered(latest: Message, reply: Message) -> bool:
    """Whether it came the way on which the reply goes back."""
    ways = [(each.provider, each.channel, each.sender, each.address_id) for each in (latest, reply)]
    return ways[0] == ways[1]
