"""What is done by the clock: doubts settled, leases of the dead taken up, old rows forgotten."""

from collections.abc import Mapping
from datetime import timedelta

from bot.flows.context import Context
from bot.flows.outbound.settle import ask, claim_doubts, settle
from bot.ports import LookUpFailed, Provider

# Slack delivers an event again for an hour at most; a written outbox item is of no use after a week.
_KEEP_EVENTS = timedelta(days=2)
_KEEP_OUTBOX = timedelta(days=7)


async def settle_doubts(ctx: Context, workspace_id: str, providers: Mapping[str, Provider]) -> int:
    """Ask the providers about every message whose outcome is unknown; how many were asked about."""
    doubts = await claim_doubts(ctx, workspace_id)
    for doubt in doubts:
        provider = providers.get(doubt.message.provider)
        answer = await ask(provider, doubt) if provider else LookUpFailed("The provider is not set up.")
        await settle(ctx, workspace_id, doubt, answer)
    return len(doubts)


async def forget(ctx: Context, workspace_id: str) -> None:
    """Drop handled events and written outbox items that nobody needs any more."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await uow.slack_events.forget_before(now - _KEEP_EVENTS)
        await uow.outbox.forget_before(now - _KEEP_OUTBOX)
