"""How much waits, and how much waits for a person: what tells an operator that something is stuck."""

from bot.flows.context import Context
from bot.storage.repositories.backlog import Waiting

__all__ = ["Waiting", "backlog"]


async def backlog(ctx: Context, workspace_id: str) -> Waiting:
    """What is due and not done yet, as the database has it: the same from every process."""
    async with ctx.store.read(workspace_id) as uow:
        return await uow.backlog.waiting(ctx.clock.now())
