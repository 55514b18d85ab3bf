"""Looking one client up."""

from bot.domain.client import Client
from bot.flows.context import Context
from bot.storage.unit_of_work import UnitOfWork

# Merges may follow each other; more than this is a fault in the rows.
_MOST_MERGES = 50

GONE = "This client is not there any more."


async def client_by_id(ctx: Context, workspace_id: str, client_id: str) -> Client | None:
    """The client with this id, or the one that it has become part of; None when it is gone."""
    async with ctx.store.read(workspace_id) as uow:
        return await current(uow, client_id)


async def current(uow: UnitOfWork, client_id: str) -> Client | None:
    """The same within a transaction that is already open."""
    client = await uow.clients.get(client_id)
    for _ in range(_MOST_MERGES):
        if client is None or client.merged_into is None:
            break
        client = await uow.clients.get(client.merged_into)
    return client
