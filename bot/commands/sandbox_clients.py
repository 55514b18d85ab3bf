"""Gives the sandbox's bot the clinic's clients, so that ``/sms Jane Doe Hello`` works in the first minute."""

from collections.abc import Sequence
from datetime import timedelta

from bot.flows.clients.introduce import introduce
from bot.flows.context import Context, FlowSettings
from bot.ports import Clock
from bot.storage.store import Store


async def introduce_clients(database: str, people: Sequence[tuple[str, str]], clock: Clock) -> None:
    """Add (number, name) pairs to the workspace of a bot that is running on this database and clock."""
    store = Store(database)
    try:
        async with store.workspaces() as workspaces:
            workspace = await workspaces.only()
        if workspace:
            settings = FlowSettings("US", "", timedelta(0))
            await introduce(Context(store, clock, (), settings), workspace.id, people)
    finally:
        await store.close()
