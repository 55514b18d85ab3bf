"""What is done by the clock: doubts settled, leases of the dead taken up, old rows forgotten."""

import logging
from collections.abc import Mapping
from datetime import timedelta

from bot.domain.channel import Channel
from bot.flows.accounts.remove import forget_old
from bot.flows.clients.importing.request import expire
from bot.flows.clients.merge.realign import realign
from bot.flows.context import Context
from bot.flows.inbound.held_replies import remind
from bot.flows.money.settle_prices import GIVE_UP, settle_prices
from bot.flows.opt_in.watch import watch_opt_ins
from bot.flows.outbound.settle import ask, claim_doubts, settle
from bot.flows.team.senders import record_states
from bot.flows.templates.refresh import refresh_stale
from bot.flows.templates.submitting import forget_tasks
from bot.flows.threads.work import wake_snoozed
from bot.ports import LookUpFailed, MediaStoreAway, Provider

_log = logging.getLogger(__name__)

# Pages of charges that one tick asks for at most.
_MOST_PAGES = 4
# Slack delivers an event again for an hour at most; a written outbox item is of no use after a week.
_KEEP_EVENTS = timedelta(days=2)
_KEEP_OUTBOX = timedelta(days=7)
# A system that was down for some days may still repeat what it has not heard the end of.
_KEEP_CALLS = timedelta(days=7)
# Nobody expects an old reply to go any more, and a correction has been sent or never will be.
_KEEP_HELD = timedelta(days=7)
# The provider fetches a file within a day of its message's turn, and a message may be held for some weeks.
_KEEP_MEDIA = timedelta(days=30)


async def settle_doubts(ctx: Context, workspace_id: str, providers: Mapping[str, Provider]) -> int:
    """Ask the providers about every message whose outcome is unknown; how many were asked about."""
    doubts = await claim_doubts(ctx, workspace_id)
    for doubt in doubts:
        provider = providers.get(doubt.message.provider)
        answer = await ask(provider, doubt) if provider else LookUpFailed("The provider is not set up.")
        await settle(ctx, workspace_id, doubt, answer)
    return len(doubts)


async def watch_work(ctx: Context, workspace_id: str) -> None:
    """Open what was put off until now, ask once more about replies that wait for their author's word, look
    at opt-in messages that nobody answers, and bring home what was stored at the very moment of a merge."""
    await wake_snoozed(ctx, workspace_id)
    await remind(ctx, workspace_id)
    await watch_opt_ins(ctx, workspace_id)
    await realign(ctx, workspace_id)


async def settle_charges(ctx: Context, workspace_id: str, providers: Mapping[str, Provider]) -> None:
    """Ask for the real prices that are due, page by page; the rest of a long backlog waits for the next tick.

    A page that settles nothing is put off, so asking goes on only while it helps.
    """
    for _ in range(_MOST_PAGES):
        if not await settle_prices(ctx, workspace_id, providers):
            return


async def ask_senders(ctx: Context, workspace_id: str, providers: Mapping[str, Provider]) -> None:
    """Ask each provider which of our senders may send, and keep what it says."""
    for provider in providers.values():
        try:
            reports = await provider.sender_states()
        except Exception:
            # One provider's fault must not keep the others from being asked.
            _log.exception("Asking for the senders' standing failed.", extra={"provider": provider.name})
            continue
        if reports is not None:
            await record_states(ctx, workspace_id, reports)


async def fetch_templates(ctx: Context, workspace_id: str, providers: Mapping[str, Provider]) -> None:
    """Ask for WhatsApp's templates where a WhatsApp sender is set up, so that windows open with them."""
    if ctx.senders_for(Channel.WHATSAPP):
        await refresh_stale(ctx, workspace_id, providers.values())


async def forget(ctx: Context, workspace_id: str) -> None:
    """Drop handled events and written outbox items that nobody needs any more, and ask no more for prices
    that never came; end imports of clients that nobody has confirmed."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await uow.slack_events.forget_before(now - _KEEP_EVENTS)
        await uow.outbox.forget_before(now - _KEEP_OUTBOX)
        await uow.charges.forget_before(now - GIVE_UP)
        await uow.held_replies.forget_before(now - _KEEP_HELD)
        await uow.merges.forget_before(now)
        await uow.trigger_calls.forget_before(now - _KEEP_CALLS)
        await forget_old(uow, now)
    await expire(ctx, workspace_id)
    await forget_tasks(ctx, workspace_id)
    if ctx.media:
        try:
            await ctx.media.store.forget_before(now - _KEEP_MEDIA)
        except MediaStoreAway as away:
            # Nothing is lost by it: what is old is dropped an hour later.
            _log.warning("Old files could not be dropped: %s", away.reason)
