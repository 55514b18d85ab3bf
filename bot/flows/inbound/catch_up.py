"""After an outage: what clients and teammates wrote while nobody was there to hear it.

Twilio asks an app that is away twice and Slack for some minutes; after that only looking helps. What was
delivered is known by its own id and is not taken twice.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from bot.flows.context import Context
from bot.flows.inbound.kept_texts import keep
from bot.flows.inbound.slack_events import SlackEvent, store
from bot.flows.outbound.receipts import record
from bot.flows.threads.place import inbox_channels
from bot.ports import PostFailed, PostProblem, Provider

_log = logging.getLogger(__name__)

# Other clocks differ from ours, and something may have been on its way at the last look.
_OVERLAP = timedelta(minutes=2)
_OLDEST_TEXT = timedelta(days=7)
# A reply of yesterday would come as a surprise today: its author has seen that it never went.
_OLDEST_REPLY = timedelta(hours=12)
_NOBODY_THERE = {PostProblem.CHANNEL_GONE, PostProblem.CHANNEL_ARCHIVED}
_AT_ONCE = 200


class History(Protocol):
    """Reads back what stands in Slack."""

    async def replies_since(self, channel: str, since: datetime) -> list[SlackEvent]:
        """What people have written in the channel's threads since then. May raise PostFailed."""


async def catch_up(ctx: Context, workspace_id: str, providers: Iterable[Provider], history: History) -> None:
    """Take what was missed since the last time this succeeded."""
    started = ctx.clock.now()
    async with ctx.store.workspaces() as workspaces:
        heard = await workspaces.heard_until(workspace_id)
    since = heard - _OVERLAP
    taken = [await _texts_and_receipts(ctx, workspace_id, provider, since) for provider in providers]
    taken.append(await _replies(ctx, workspace_id, history, since))
    if not all(taken):
        return  # Asked again from the same moment on.
    async with ctx.store.workspaces() as workspaces:
        await workspaces.set_heard_until(workspace_id, started)


async def _texts_and_receipts(ctx: Context, workspace_id: str, provider: Provider, since: datetime) -> bool:
    missed = await provider.missed(max(since, ctx.clock.now() - _OLDEST_TEXT))
    if missed is None:
        _log.warning("The provider did not tell what was missed; it is asked again.")
        return False
    for start in range(0, len(missed.texts), _AT_ONCE):
        await keep(ctx, workspace_id, missed.texts[start : start + _AT_ONCE])
    for start in range(0, len(missed.receipts), _AT_ONCE):
        await record(ctx, workspace_id, missed.receipts[start : start + _AT_ONCE])
    return True


async def _replies(ctx: Context, workspace_id: str, history: History, since: datetime) -> bool:
    """What was written in every channel with threads; one that does not tell keeps no other from telling."""
    oldest = max(since, ctx.clock.now() - _OLDEST_REPLY)
    async with ctx.store.read(workspace_id) as uow:
        channels = await inbox_channels(ctx, uow)
    heard = [await _replies_in(ctx, workspace_id, history, channel, oldest) for channel in channels]
    return all(heard)


async def _replies_in(
    ctx: Context, workspace_id: str, history: History, channel: str, oldest: datetime
) -> bool:
    try:
        missed = await history.replies_since(channel, oldest)
    except PostFailed as failed:
        if failed.problem in _NOBODY_THERE and channel != ctx.settings.inbox_channel:
            return True  # An old channel that is archived or gone: nobody can have written there.
        _log.warning("Slack did not tell what was missed; it is asked again.", extra={"error": failed.error})
        return False
    if missed:
        await store(ctx, workspace_id, missed)
    return True
