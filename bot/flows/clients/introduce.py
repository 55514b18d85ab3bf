"""Making clients known before anybody has written: a list of numbers with what is known of each."""

from collections.abc import Sequence

from bot.domain.client_record import ClientRecord
from bot.domain.ids import new_id
from bot.flows.context import Context
from bot.storage.repositories.new_clients import NewClient


async def introduce(ctx: Context, workspace_id: str, people: Sequence[tuple[str, ClientRecord]]) -> int:
    """Add a client for each E.164 number that nobody has yet; how many were added."""
    async with ctx.store.write(workspace_id) as uow:
        known = await uow.clients.by_addresses(number for number, _ in people)
        new = [(number, record) for number, record in people if number not in known]
        if new:
            clients = [NewClient(new_id(), record, (number,)) for number, record in new]
            await uow.new_clients.add(clients, ctx.clock.now())
        return len(new)
