"""A message that was stored at the very moment of a merge goes to whom its number belongs now."""

from datetime import timedelta

from bot.flows.context import Context

# Longer than any transaction that may have read how things were before.
_SINCE = timedelta(minutes=30)


async def realign(ctx: Context, workspace_id: str) -> int:
    """Look at the threads of what was merged or parted lately; how many messages have changed hands."""
    async with ctx.store.write(workspace_id) as uow:
        return await uow.moving.realign(ctx.clock.now() - _SINCE)
