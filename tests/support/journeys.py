"""Drives the flows as the worker does, step by step, so that a test decides when what happens."""

from sqlalchemy import select

from bot.flows.context import Context
from bot.flows.outbound.dispatch import call, claim_due
from bot.flows.outbound.record import record_attempts
from bot.flows.threads import deliver
from bot.flows.threads.writers import Job
from bot.storage.tables import messages
from tests.support.world import RememberingProvider, RememberingSlack, StoppedClock

OWNER = "test"


async def send_due(ctx: Context, workspace_id: str, provider: RememberingProvider) -> int:
    """Send what is due now and record it; how many were called."""
    claimed = await claim_due(ctx, workspace_id, OWNER, 64)
    attempts = [await call(provider, each, ctx.clock.now(), ctx.media) for each in claimed]  # type: ignore[arg-type]
    if attempts:
        await record_attempts(ctx, workspace_id, attempts)
    return len(attempts)


async def post_due(
    ctx: Context, workspace_id: str, slack: RememberingSlack, provider: RememberingProvider | None = None
) -> int:
    """Write what waits for Slack, with the files that ``provider`` keeps; how many items."""
    providers = {provider.name: provider} if provider else {}
    claimed = await deliver.claim(ctx, workspace_id, OWNER, 64)
    for item in claimed:
        job = Job(ctx, slack, workspace_id, item, providers)  # type: ignore[arg-type]
        await deliver.deliver(job, OWNER)
    return len(claimed)


async def pump(
    ctx: Context, workspace_id: str, provider: RememberingProvider, slack: RememberingSlack
) -> None:
    """Work until nothing is due within the next minute of the paces, holding due times as they are."""
    clock = ctx.clock
    assert isinstance(clock, StoppedClock)
    for _ in range(50):
        if not await send_due(ctx, workspace_id, provider) + await post_due(ctx, workspace_id, slack):
            return
        clock.advance(milliseconds=100)


async def statuses(ctx: Context, workspace_id: str) -> list[str]:
    """The statuses of all messages, the oldest first."""
    async with ctx.store.read(workspace_id) as uow:
        rows = await uow.connection.execute(select(messages.c.status).order_by(messages.c.id))
        return list(rows.scalars())


def root_of(slack: RememberingSlack) -> str:
    """The ts of the newest card."""
    return list(slack.roots)[-1]
