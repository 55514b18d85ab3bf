"""Gives the sandbox's bot the clinic's clients, so that ``/sms Jane Doe Hello`` works in the first minute."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.client_record import ClientRecord
from bot.flows.clients.introduce import introduce
from bot.flows.context import Context, FlowSettings
from bot.ports import Clock
from bot.storage.store import Store


async def introduce_clients(database: str, people: Sequence[tuple[str, ClientRecord]], clock: Clock) -> None:
    """Add these people, by number, to the workspace of a bot that is running on this database and clock."""
    store = Store(database)
    try:
        async with store.workspaces() as workspaces:
            workspace = await workspaces.only()
        if workspace:
            settings = FlowSettings("US", "", timedelta(0))
            await introduce(Context(store, clock, (), settings), workspace.id, people)
    finally:
        await store.close()
