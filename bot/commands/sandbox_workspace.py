"""Where the sandbox writes beside its bot: the database that is in use, and the one workspace in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.flows.context import Context, FlowSettings
from bot.ports import Clock
from bot.storage.store import Store


@asynccontextmanager
async def the_workspace(database: str, clock: Clock) -> AsyncIterator[tuple[Context, str] | None]:
    """What flows need that ask neither Slack nor a provider; None before the bot has met its workspace."""
    store = Store(database)
    try:
        async with store.workspaces() as workspaces:
            workspace = await workspaces.only()
        ctx = Context(store, clock, (), FlowSettings("US", "", timedelta(0)))
        yield (ctx, workspace.id) if workspace else None
    finally:
        await store.close()
