"""Looking one client up."""

from bot.domain.client import Client
from bot.flows.context import Context


async def client_by_id(ctx: Context, workspace_id: str, client_id: str) -> Client | None:
    """The client with this id, or None when it is gone."""
    async with ctx.store.read(workspace_id) as uow:
        return await uow.clients.get(client_id)
